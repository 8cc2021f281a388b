# SPDX-License-Identifier: Apache-2.0
"""Measures of flows and loans: decimal numbers in, certified decimal digits out."""

from __future__ import annotations

import json
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Union

from . import _nytta
from ._diagnostic import Diagnostic, Refused

Number = Union[Decimal, int, float, str]
"""A number, taken digit for digit as it is written: the float 0.1 is one tenth."""


class NoAnswer(ArithmeticError):
    """The question has no answer, and `reason` says why. `status` is "none" or "undefined"."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True)
class Answer:
    """What a measure answers: `status` is "ok", "several" (of several rates), "none" or "undefined".

    `values` are all that answer: one, or every rate, ascending; none where `reason` says why. `near` is the rate that
    a guess leads to, where there are several and a guess was given.
    """

    status: str
    values: tuple[Decimal, ...] = ()
    reason: str | None = None
    near: Decimal | None = None

    @property
    def value(self) -> Decimal:
        """The one value. Raises NoAnswer where there is none, ValueError where there are several."""
        if not self.values:
            raise NoAnswer(self.status, self.reason or "")
        if len(self.values) > 1:
            raise ValueError(f"there are {len(self.values)} answers: {', '.join(map(str, self.values))}")
        return self.values[0]


def digits(number: Number) -> str:
    """A number as nytta reads it. Raises TypeError for what is no number."""
    if isinstance(number, bool):
        raise TypeError("True and False are no numbers here")
    if isinstance(number, str):
        return number
    if isinstance(number, float):
        return format(Decimal(float.__repr__(number)), "f")
    if isinstance(number, Decimal):
        return format(number, "f")
    return str(operator.index(number))


def _in_question(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        return {key: _in_question(one) for key, one in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_in_question(one) for one in value]
    return digits(value)


def measure(name: str, **keys: Any) -> Answer:
    """Asks one measure, with its keys: `measure("pmt", rate="0.0025", nper=120, pv=1_000_000)`.

    The measures and keys are those of `nytta measure` (docs/format.md, section 3); keys that are None are left out.
    Values have 17 significant digits, all of them certain. Raises Refused for a question that cannot be read.
    """
    question = {key: _in_question(value) for key, value in keys.items() if value is not None}
    answer = json.loads(_nytta.measure(json.dumps({"measure": name, **question})))
    if answer["status"] == "error":
        raise Refused([Diagnostic(answer["code"], "error", answer["message"])])
    values = answer.get("values", [answer["value"]] if "value" in answer else [])
    near = answer.get("near")
    return Answer(
        answer["status"],
        tuple(Decimal(value) for value in values),
        answer.get("reason"),
        None if near is None else Decimal(near),
    )


def _rates(answer: Answer) -> tuple[Decimal, ...]:
    if not answer.values:
        raise NoAnswer(answer.status, answer.reason or "")
    return answer.values


def npv(rate: Number, flows: Iterable[Number], timing: str = "start") -> Decimal:
    """Net present value. `timing` is when in its period a flow falls: "start" (the first is not discounted: textbooks,
    numpy-financial), "middle" or "end" (the spreadsheets' NPV).

    >>> npv("0.08", [-40000, 5000, 8000, 12000, 30000])
    Decimal('3065.2226681795345')
    """
    return measure("npv", rate=rate, flows=flows, timing=timing).value


def xnpv(rate: Number, flows: Iterable[Number], dates: Iterable[date | str], day_count: str | None = None) -> Decimal:
    """Net present value of dated flows, discounted to the first date listed. `day_count` is "act/365f" (default),
    "act/360", "30e/360" or "act/act-isda"."""
    return measure("xnpv", rate=rate, flows=flows, dates=dates, day_count=day_count).value


def irr(flows: Iterable[Number]) -> tuple[Decimal, ...]:
    """Every internal rate of return above -100 %, ascending. Raises NoAnswer where there is none.

    >>> irr([-1000, 2500, -1540])
    (Decimal('0.1'), Decimal('0.4'))
    """
    return _rates(measure("irr", flows=flows))


def xirr(
    flows: Iterable[Number], dates: Iterable[date | str], day_count: str | None = None
) -> tuple[Decimal, ...]:
    """Every internal rate of return of dated flows, ascending. Raises NoAnswer where there is none."""
    return _rates(measure("xirr", flows=flows, dates=dates, day_count=day_count))


def mirr(flows: Iterable[Number], finance_rate: Number, reinvest_rate: Number) -> Decimal:
    """Modified internal rate of return. Raises NoAnswer without both a positive and a negative flow."""
    return measure("mirr", flows=flows, finance_rate=finance_rate, reinvest_rate=reinvest_rate).value


def payback(flows: Iterable[Number], rate: Number | None = None, crossing: str = "lasting") -> Decimal:
    """Payback period, in periods from the first flow; discounted at `rate` where it is given. `crossing` is "lasting"
    (the sum never falls below 0 again) or "first". Raises NoAnswer where it is never paid back.

    >>> payback([-500, 600, -400, 500])
    Decimal('2.6')
    """
    return measure("payback", flows=flows, rate=rate, crossing=crossing).value


def annuity_factor(rate: Number, periods: Number) -> Decimal:
    """What one krona at the end of each period is worth: (1 - (1 + rate)^-periods) / rate."""
    return measure("annuity_factor", rate=rate, periods=periods).value


def discount_factor(rate: Number, periods: Number) -> Decimal:
    """What one krona after so many periods is worth: (1 + rate)^-periods."""
    return measure("discount_factor", rate=rate, periods=periods).value
