# SPDX-License-Identifier: Apache-2.0
from decimal import Decimal

import numpy
import nytta

# A budget system writes the case from its own records, and asks what it is worth and at how many letters a year.
#
# By hand: a letter takes 5/60 h x 420 kr/h = 35 kr of hours and 6.50 kr of postage: 41.50 kr a letter. 6 000 of them
# are 249 000 kr a year from 2028, of which 39 000 is postage. 300 000 kr in 2027, and 24 000 kr every year. Net
# -324 000, then 225 000 three times. At the start of years, 4 %: a = 1.04^-1 + 1.04^-2 + 1.04^-3 = 2.775091033.
# -324 000 + 225 000 a = 300 395.48. Of it cash: -324 000 + (39 000 - 24 000) a = -282 373.63.
# At 5 000 letters 183 500 a - 324 000 = 185 229.20, at 4 000 it is 142 000 a - 324 000 = 70 062.93.
# Zero at (324 000 / a + 24 000) / 41.50 = 3 391.6368 letters.
CASE = """
format = 1
[initiative]
name = "Digital post"
[calculation]
method = "esv"
first_year = 2027
years = 4
rate = "4 %"
timing = "start"
[stakeholders.own]
name = "Förvaltningen"
kind = "own"
[factors]
letters = {{ likely = "{letters} st/år", assumed = true }}
[[benefits]]
id = "hours"
name = "Hours"
category = "redeployed"
amount = "letters * 5 min/st * 420 kr/h"
from = 2028
[[benefits]]
id = "postage"
name = "Postage"
category = "cash"
amount = "letters * 6,50 kr/st"
from = 2028
[[costs]]
id = "licence"
name = "Licence"
category = "cash"
amount = "24 000 kr/år"
[[costs]]
id = "introduction"
name = "Introduction"
category = "cash"
type = "initial"
amount = "{introduction}"
once = 2027
"""

case = nytta.calculate(CASE.format(letters=6000, introduction="300 tkr"), language="en")
print("net present value ", case.figures["net_present_value"].value, "kr")
print("of it cash        ", case.figures["net_present_value_cash"].value, "kr")
for year, kronor in zip(case.main.years, case.main.exact("net")):
    print(f"  {year} {kronor:>12} kr")

# The same for many volumes at once: what a letter saves grows the table, the rest of it stays.
saved = (case.main.benefits / 6000).round(2)
volumes = numpy.array([4000, 5000, 6000])
flows = numpy.outer(volumes, saved) - case.main.costs
for volume, value in zip(volumes, nytta.npv_batch(flows, Decimal("0.04"))):
    print(f"{volume} letters: {value:.2f} kr")
turn = next(row for row in case.sensitivity().switching if row.factor == "letters")
print(f"nothing gained at {turn.value[0]:.4f} letters")

# A record that cannot be meant: everything that is wrong with it comes at once.
try:
    nytta.calculate(CASE.format(letters=6000, introduction="300 tkr/h"), language="en")
except nytta.Refused as refused:
    print(refused)
