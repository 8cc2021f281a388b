# SPDX-License-Identifier: Apache-2.0
"""Benefit appraisals (nyttokalkyler) that explain themselves.

>>> case = nytta.calculate("examples/bygglov/case.toml")
>>> case.figures["net_present_value"].value
Decimal('432227.70')
>>> case.main.net
array([-650000.,  172000.,  344000.,  344000.,  344000.])

Kronor are decimal: figures are Decimals, certified to the last digit that is shown; yearly series are numpy arrays, and
Decimals on request. What is wrong with a case comes as one Refused with all of it. There is no state: the same input
gives the same numbers, in any thread.
"""

from ._batch import Rates, discount_factors, irr_batch, npv_batch, npv_batch_ore
from ._case import (
    Alternative,
    Calculation,
    Case,
    Check,
    Figure,
    Method,
    Rule,
    Settings,
    Sums,
    calculate,
    check,
    compare,
    compare_versions,
    methods,
)
from ._diagnostic import Diagnostic, Refused
from ._measures import (
    Answer,
    NoAnswer,
    Number,
    annuity_factor,
    discount_factor,
    irr,
    measure,
    mirr,
    npv,
    payback,
    xirr,
    xnpv,
)
from ._nytta import version as __version__
from ._what_if import Bridge, Comparison, OneWay, Outcomes, Sensitivity, Simulation, Step, Switching

__all__ = [
    "Alternative",
    "Answer",
    "Bridge",
    "Calculation",
    "Case",
    "Check",
    "Comparison",
    "Diagnostic",
    "Figure",
    "Method",
    "NoAnswer",
    "Number",
    "OneWay",
    "Outcomes",
    "Rates",
    "Refused",
    "Rule",
    "Sensitivity",
    "Settings",
    "Simulation",
    "Step",
    "Sums",
    "Switching",
    "__version__",
    "annuity_factor",
    "calculate",
    "check",
    "compare",
    "compare_versions",
    "discount_factor",
    "discount_factors",
    "irr",
    "irr_batch",
    "measure",
    "methods",
    "mirr",
    "npv",
    "npv_batch",
    "npv_batch_ore",
    "payback",
    "xirr",
    "xnpv",
]
