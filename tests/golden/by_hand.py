# SPDX-License-Identifier: Apache-2.0
"""The figures of docs/format.md once more, in fractions, apart from the library and its readers.

A why.md lists its flows and calls figures(); tests/golden/derived compares what is printed with the stored answer.
"""

from decimal import Decimal, getcontext
from fractions import Fraction as F

getcontext().prec = 60


def root(x):
    """√x to 60 digits, as a fraction."""
    return F((Decimal(x.numerator) / Decimal(x.denominator)).sqrt())


def kr(x):
    """Half-even to öre."""
    return f"{Decimal(round(x * 100)).scaleb(-2):.2f}"


def ratio(x):
    return f"{Decimal(round(x * 10**6)).scaleb(-6):.6f}"


def rate_text(x):
    """Ten significant digits, without closing zeros."""
    return f"{+Decimal(format(Decimal(x.numerator) / Decimal(x.denominator), '.10g')).normalize():f}"


class Flow:
    """One effect: its amounts per column, before discounting."""

    def __init__(self, side, amounts, category="cash", type="running", stakeholder="a", timing=None, hours=None, tax=0):
        self.benefit = side == "benefit"
        self.amounts, self.category, self.type = [F(a) for a in amounts], category, type
        self.stakeholder, self.hours, self.tax = stakeholder, hours, F(tax)  # hours: in the last column
        self.timing = "end" if type == "residual" else timing


class Discount:
    """rate(j) is the rate of period j, from j − 1 to j years after the origin; shift = base year − origin."""

    def __init__(self, rate, timing, shift=0):
        self.rate = rate if callable(rate) else (lambda j: F(rate))
        self.timing, self.shift = timing, shift

    def whole(self, d):
        """v(d) with d counted from the base year."""
        return self.from_origin(d + self.shift) / self.from_origin(self.shift)

    def from_origin(self, d):
        v = F(1)
        for j in range(1, d + 1):
            v /= 1 + self.rate(j)
        return v if d >= 0 else (1 + self.rate(1)) ** -d

    def at(self, d, timing):
        if timing == "middle":
            return self.whole(d) / root(1 + self.rate(max(d + self.shift, 0) + 1))
        return self.whole(d + 1 if timing == "end" else d)


def payback(flows):
    """(years to the lasting crossing, years to the first), None where there is none."""
    total, sums = F(0), []
    for f in flows:
        total += f
        sums.append(total)
    first = next((k for k, s in enumerate(sums) if s >= 0), None)
    lasting = next((k for k in range(len(sums)) if min(sums[k:]) >= 0), None)
    value = lambda k: None if k is None else F(0) if k == 0 else k - 1 - sums[k - 1] / flows[k]
    return value(lasting), value(first)


def roots(flows):
    """Every rate between −99 % and 1 000 % at which the flows are worth nothing: sign changes on a grid, halved."""
    worth = lambda r: sum(f / (1 + r) ** t for t, f in enumerate(flows))
    grid = [F(n, 200) for n in range(-198, 2001)]
    signs = [worth(float(r)) > 0 for r in grid]
    found = []
    for at in range(len(grid) - 1):
        if signs[at] == signs[at + 1]:
            continue
        low, high = grid[at], grid[at + 1]
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if (worth(middle) > 0) == signs[at] else (low, middle)
        found.append((low + high) / 2)
    return found


def modified(flows, rate):
    """The modified internal rate of return, finance and reinvestment at the same rate."""
    n = len(flows) - 1
    if n < 1 or min(flows) >= 0 or max(flows) <= 0:
        return None
    end = sum(f * (1 + rate) ** (n - t) for t, f in enumerate(flows) if f > 0)
    start = -sum(f / (1 + rate) ** t for t, f in enumerate(flows) if f < 0)
    x = Decimal((end / start).numerator) / Decimal((end / start).denominator)
    return F((x.ln() / n).exp()) - 1


def figures(name, first, flows, discount, base=None, flat=True):
    """Prints a line per figure: the alternative, the key, and the values as the JSON has them."""
    n = len(flows[0].amounts)
    lead = first - (first if base is None else base)
    v = lambda f: [discount.at(lead + k, f.timing or discount.timing) for k in range(n)]
    present = lambda some: sum((a * x for f in some for a, x in zip(f.amounts, v(f))), F(0))
    yearly = lambda some: [sum((f.amounts[k] for f in some), F(0)) for k in range(n)]
    discounted = lambda some: [sum((f.amounts[k] * v(f)[k] for f in some), F(0)) for k in range(n)]
    benefits, costs = [f for f in flows if f.benefit], [f for f in flows if not f.benefit]
    gain, pay = yearly(benefits), yearly(costs)
    net = [b - c for b, c in zip(gain, pay)]
    discounted_net = [b - c for b, c in zip(discounted(benefits), discounted(costs))]
    sums = [sum(net[: k + 1]) for k in range(n)]
    pvb, pvc = present(benefits), present(costs)
    tax = sum((f.tax * present([f]) * (-1 if f.benefit else 1) for f in flows), F(0))
    npv = pvb - pvc - tax
    initial = present([f for f in costs if f.type == "initial"])
    residual = [f for f in benefits if f.type == "residual"]
    cash = lambda some: present([f for f in some if f.category == "cash" and f.type != "residual"])
    ends = n - 1 if discount.timing == "start" else n
    over = lambda above, below, text: text(above / below) if below > 0 else "undefined"
    some = lambda x, text: "none" if x is None else text(x)
    say = lambda key, *values: print(name, key, *values)
    say("years", *range(first, first + n))
    say("benefits", *map(kr, gain))
    say("costs", *map(kr, pay))
    say("net", *map(kr, net))
    say("cumulative", *map(kr, sums))
    say("discounted_net", *map(kr, discounted_net))
    say("present_value_benefits", kr(pvb))
    say("present_value_costs", kr(pvc))
    say("tax_financing_cost", kr(tax))
    say("net_present_value", kr(npv))
    say("benefit_cost_ratio", over(pvb, pvc, ratio))
    say("net_benefit_per_krona", over(pvb - pvc, pvc, ratio))
    say("net_present_value_ratio", over(npv, initial, ratio))
    annuity = sum(discount.whole(lead + j) for j in range(1, ends + 1))
    say("equivalent_annual_amount", over(npv, annuity, kr))
    rates = roots(net)
    say("internal_rate_of_return", *(map(rate_text, rates) if rates else ["none" if any(net) else "undefined"]))
    back = modified(net, discount.rate(1)) if flat else None
    say("modified_internal_rate_of_return", "undefined" if back is None else rate_text(back))
    lasting, crossing = payback(net)
    say("payback_years", some(lasting, ratio))
    say("discounted_payback_years", some(payback(discounted_net)[0], ratio))
    say("payback_years_first_crossing", some(crossing, ratio))
    say("break_even_year", next((first + k for k in range(n) if sums[k] > 0), "none"))
    say("peak_funding", kr(max(F(0), -min(sums))))
    say("net_present_value_cash", kr(cash(benefits) - cash(costs)))
    say("residual_value", kr(present(residual)))
    known = [F(f.hours if f.benefit else -f.hours) for f in flows if f.hours is not None]
    say("redeployed_hours_per_year", kr(sum(known)) if known else "undefined")
    for group in ("category", "stakeholder"):
        for key in dict.fromkeys(getattr(f, group) for f in flows):
            of = lambda some: present([f for f in some if getattr(f, group) == key])
            say(f"by_{group}.{key}.benefits", kr(of(benefits)))
            say(f"by_{group}.{key}.costs", kr(of(costs)))
    return npv
