# SPDX-License-Identifier: Apache-2.0
"""What if, how likely, and by whose rules: the answers of sensitivity, simulate and compare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

_Json = Mapping[str, Any]


def _number(value: Any) -> Decimal | None:
    """A number of the JSON, infinite where the figure never comes, or None where there is none."""
    if not isinstance(value, str):
        return None
    return Decimal("Infinity") if value == "never" else Decimal(value)


def _numbers(value: Any) -> tuple[Decimal, ...]:
    return tuple(Decimal(one) for one in ([value] if isinstance(value, str) else value or ()))


@dataclass(frozen=True)
class OneWay:
    """One factor at its low and high end, the others as they are. A factor by year has a number for each year. A figure
    without a single number there is None."""

    factor: str
    unit: str
    entered: bool
    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]
    at_low: Decimal | None
    at_high: Decimal | None
    swing: Decimal | None


@dataclass(frozen=True)
class Switching:
    """The factor's value at which the figure is zero, and how far from the likely one it is (a share). Empty and None
    where `status` is not "ok"."""

    factor: str
    unit: str
    status: str
    value: tuple[Decimal, ...]
    change: Decimal | None


@dataclass(frozen=True)
class Sensitivity:
    """What becomes of one figure when the factors are otherwise. `data` is all of it, as docs/format.md section 9
    describes it."""

    figure: str
    alternative: str
    base: Decimal | None
    one_way: tuple[OneWay, ...]
    """The factors, largest swing first."""
    switching: tuple[Switching, ...]
    """The factors, least change first."""
    elasticities: Mapping[str, Decimal | None]
    data: _Json = field(repr=False)


def read_sensitivity(text: str, alternative: str) -> Sensitivity:
    data = json.loads(text)
    return Sensitivity(
        data["figure"],
        alternative,
        _number(data["base"]),
        tuple(
            OneWay(
                row["factor"],
                row["unit"],
                row["entered"],
                _numbers(row["low"]),
                _numbers(row["high"]),
                _number(row["at_low"]),
                _number(row["at_high"]),
                _number(row["swing"]),
            )
            for row in data["one_way"]
        ),
        tuple(
            Switching(
                row["factor"], row["unit"], row["status"], _numbers(row.get("value")), _number(row.get("change"))
            )
            for row in data["switching"]
        ),
        {row["factor"]: _number(row.get("elasticity")) for row in data["elasticities"]},
        data,
    )


@dataclass(frozen=True)
class Outcomes:
    """One alternative's figure in all draws. None: it has no such number (docs/format.md section 9)."""

    alternative: str
    unit: str
    likely: Decimal | None
    """Where every factor is as claimed."""
    mean: Decimal | None
    standard_deviation: Decimal | None
    standard_error: Decimal | None
    """Of the mean."""
    quantiles: Mapping[int, Decimal | None]
    """By per cent: 5 is what one draw of twenty lies below. Infinite: never."""
    probability_positive: Decimal | None
    expected_shortfall: Decimal | None
    """The mean of the worst 5 %."""
    undefined_share: Decimal | None
    """Of the draws, those in which the figure has no number."""
    data: _Json = field(repr=False)


@dataclass(frozen=True)
class Simulation:
    """One figure in many draws of the factors with a range: the same case, seed and number of draws give the same
    numbers on any number of threads. `data` is all of it, as docs/format.md section 9 describes it."""

    figure: str
    draws: int
    seed: int
    factors: tuple[str, ...]
    alternatives: Mapping[str, Outcomes]
    data: _Json = field(repr=False)


def _outcomes(row: _Json) -> Outcomes:
    positive = row.get("probability_positive")
    return Outcomes(
        row["id"],
        row["unit"],
        _number(row["likely"]),
        _number(row["mean"]),
        _number(row["standard_deviation"]),
        _number(row["standard_error"]),
        {int(key[1:]): _number(value) for key, value in row["quantiles"].items()},
        _number(positive["value"]) if positive else None,
        _number(row.get("expected_shortfall_p5")),
        _number(row["undefined_share"]),
        row,
    )


def read_simulation(text: str) -> Simulation:
    data = json.loads(text)
    alternatives = {row["id"]: _outcomes(row) for row in data["alternatives"]}
    first = data["alternatives"][0]
    return Simulation(first["figure"], first["draws"], first["seed"], tuple(data["factors"]), alternatives, data)


@dataclass(frozen=True)
class Step:
    """One difference between two methods or versions, and what it does to the figure."""

    id: str
    label: str
    contribution: Decimal


@dataclass(frozen=True)
class Bridge:
    """From the figure at the start, step by step, to the figure at one end: start + contributions = end, to the öre.
    Where `status` is "refused" (the method cannot take the case) or "undefined", `reason` says why and there are no
    steps."""

    id: str
    status: str
    reason: str | None
    start: Decimal | None
    steps: tuple[Step, ...]
    end: Decimal | None
    data: _Json = field(repr=False)


@dataclass(frozen=True)
class Comparison:
    """One case under several methods, or two versions of a case. `data` is all of it, as docs/format.md section 10
    describes it."""

    figure: str
    alternative: str
    start: str
    """The method, or the file, that the bridges start from."""
    ends: Mapping[str, Bridge]
    data: _Json = field(repr=False)


def _bridge(row: _Json) -> Bridge:
    return Bridge(
        row["id"],
        row.get("status", "ok"),
        row.get("reason"),
        _number(row.get("start")),
        tuple(Step(s["id"], s["label"], Decimal(s["contribution"])) for s in row.get("steps", ())),
        _number(row.get("end")),
        row,
    )


def read_comparison(text: str) -> Comparison:
    data = json.loads(text)
    return Comparison(
        data["figure"],
        data["alternative"],
        data["from"],
        {row["id"]: _bridge(row) for row in data["to"]},
        data,
    )
