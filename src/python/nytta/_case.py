# SPDX-License-Identifier: Apache-2.0
"""A case, calculated: figures as Decimal, yearly series as numpy arrays."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Union

import numpy
from numpy.typing import NDArray

from . import _nytta
from ._diagnostic import Diagnostic, Refused
from ._measures import NoAnswer, Number, digits
from ._what_if import Comparison, Sensitivity, Simulation, read_comparison, read_sensitivity, read_simulation

Case = Union[str, "os.PathLike[str]", bytes]
"""A file, or the text of a case: bytes are a text, and so is a string with a line break or one that begins with "{"."""

Settings = Mapping[str, Union[Number, bool]]
"""Values in place of the case's: {"calculation.rate": "4 %", "factors.tid.likely": Decimal(35)}."""

_SERIES = ("benefits", "costs", "net", "cumulative", "discounted_net")


def _read(case: Case, name: str | None) -> tuple[str | bytes, str]:
    """The text, and what diagnostics call it."""
    if isinstance(case, bytes) or (isinstance(case, str) and ("\n" in case or case.lstrip().startswith("{"))):
        start = case[:1024].lstrip()
        is_json = start.startswith(b"{") if isinstance(start, bytes) else start.startswith("{")
        return case, name or ("case.json" if is_json else "case.toml")
    path = os.fspath(case)
    return Path(path).read_bytes(), name or path


def _settings(given: Settings | None) -> list[tuple[str, str]]:
    def written(value: Number | bool) -> str:
        return str(value).lower() if isinstance(value, bool) else digits(value)

    return [(key, written(value)) for key, value in (given or {}).items()]


def _diagnostics(told: Iterable[tuple[str, str, str, str, str, int, int, str]]) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic(*one) for one in told)


@dataclass(frozen=True)
class Figure:
    """One figure of an alternative. A figure that cannot be calculated has no value but a reason: never 0.

    `status` is "ok" (`value`), "several" (`values`: rates of return), "none" (no answer exists) or "undefined" (an
    input makes the question meaningless). `unit` is "kr", "years", "year", "h/år" or "1".
    """

    key: str
    status: str
    value: Decimal | None
    values: tuple[Decimal, ...]
    reason: str | None
    unit: str | None

    def require(self) -> Decimal:
        """The value. Raises NoAnswer with the reason where there is none, ValueError where there are several."""
        if self.value is not None:
            return self.value
        if self.values:
            raise ValueError(f"{self.key} has {len(self.values)} values: {', '.join(map(str, self.values))}")
        raise NoAnswer(self.status, self.reason or "")


def _figure(key: str, row: Mapping[str, Any]) -> Figure:
    values = tuple(Decimal(one) for one in row.get("values", [row["value"]] if "value" in row else []))
    value = values[0] if len(values) == 1 else None
    return Figure(key, row["status"], value, values, row.get("reason"), row.get("unit"))


@dataclass(frozen=True)
class Sums:
    """Present values of one stakeholder or category, in kronor. Categories have no transfers."""

    benefits: Decimal
    costs: Decimal
    transfers: Decimal
    net: Decimal


def _sums(row: Mapping[str, str]) -> Sums:
    benefits, costs = Decimal(row["benefits"]), Decimal(row["costs"])
    return Sums(benefits, costs, Decimal(row.get("transfers", 0)), Decimal(row.get("net", benefits - costs)))


class Alternative:
    """One alternative: its figures, and its kronor year by year.

    The series are float64 arrays, one number for each of `years`, and cannot be written to: undiscounted, but for
    `discounted_net`. `exact` gives the same as Decimals, to the öre.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    @property
    def id(self) -> str:
        return str(self._data["id"])

    @property
    def name(self) -> str:
        return str(self._data["name"])

    @property
    def is_reference(self) -> bool:
        """Is it what the others are compared with?"""
        return bool(self._data.get("reference", False))

    @property
    def verdict(self) -> str | None:
        """By the method's bands; None where it has none."""
        word: str | None = self._data["verdict"]
        return word

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """By key: "net_present_value", "benefit_cost_ratio" …"""
        return {key: _figure(key, row) for key, row in self._data["figures"].items()}

    @cached_property
    def years(self) -> NDArray[numpy.int64]:
        """The calendar year of each column."""
        years = numpy.array(self._data["years"], dtype=numpy.int64)
        years.setflags(write=False)
        return years

    @cached_property
    def benefits(self) -> NDArray[numpy.float64]:
        return self._floats("benefits")

    @cached_property
    def costs(self) -> NDArray[numpy.float64]:
        return self._floats("costs")

    @cached_property
    def net(self) -> NDArray[numpy.float64]:
        return self._floats("net")

    @cached_property
    def cumulative(self) -> NDArray[numpy.float64]:
        """The undiscounted net so far."""
        return self._floats("cumulative")

    @cached_property
    def discounted_net(self) -> NDArray[numpy.float64]:
        return self._floats("discounted_net")

    def exact(self, series: str) -> list[Decimal]:
        """A yearly series in kronor and öre: "benefits", "costs", "net", "cumulative" or "discounted_net"."""
        if series not in _SERIES:
            raise KeyError(f"{series}: the series are {', '.join(_SERIES)}")
        return [Decimal(one) for one in self._data[series]]

    @cached_property
    def by_stakeholder(self) -> Mapping[str, Sums]:
        """Present values, by the stakeholder's id."""
        return {key: _sums(row) for key, row in self._data["by_stakeholder"].items()}

    @cached_property
    def by_category(self) -> Mapping[str, Sums]:
        """Present values, by category."""
        return {key: _sums(row) for key, row in self._data["by_category"].items()}

    @cached_property
    def non_monetised(self) -> Mapping[str, int]:
        """Effects that count by their size, -3 … 3."""
        return {row["id"]: row["size"] for row in self._data["non_monetised"]}

    def _floats(self, series: str) -> NDArray[numpy.float64]:
        numbers = numpy.array([float(one) for one in self._data[series]], dtype=numpy.float64)
        numbers.setflags(write=False)
        return numbers

    def __repr__(self) -> str:
        return f"<Alternative {self.id}: net present value {self.figures['net_present_value'].value} kr>"


class Calculation:
    """A case that has been calculated. It does not change, and threads may share it.

    Texts are in the language that was asked for, else in the case's own; every method that gives a text takes
    another one.
    """

    def __init__(self, case: _nytta.Case) -> None:
        self._case = case

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """All of it, as docs/format.md section 2 describes it; numbers are strings of digits."""
        return dict(json.loads(self.json()))

    @property
    def language(self) -> str:
        """Of its texts: "sv" or "en"."""
        return self._case.language

    @property
    def initiative(self) -> str:
        """The id."""
        return str(self.data["initiative"])

    @property
    def method(self) -> str:
        """The id of the method that it was calculated by."""
        return str(self.data["method"]["id"])

    @property
    def conventions(self) -> Mapping[str, Any]:
        """What the figures rest on: first_year, years, base_year, price_year, timing, price_basis, rate …"""
        return dict(self.data["conventions"])

    @cached_property
    def alternatives(self) -> Mapping[str, Alternative]:
        """By id, in the case's order; "main" where the case names none."""
        return {row["id"]: Alternative(row) for row in self.data["alternatives"]}

    @property
    def main(self) -> Alternative:
        """The first alternative that is not the reference."""
        alternatives = list(self.alternatives.values())
        return next((a for a in alternatives if not a.is_reference), alternatives[0])

    @property
    def figures(self) -> Mapping[str, Figure]:
        """The figures of `main`."""
        return self.main.figures

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What is worth checking. Findings change no figure."""
        return _diagnostics(self._case.findings(None))

    def json(self, language: str | None = None) -> str:
        """All of it as JSON, as `nytta calc --format json` writes it."""
        return self._case.json(language)

    def text(self, language: str | None = None) -> str:
        """The memo, as `nytta calc` prints it."""
        return self._case.memo(language)

    def csv(self, language: str | None = None) -> str:
        """Series and figures as rows for a spreadsheet, as `nytta calc --format csv` writes them."""
        return self._case.csv(language)

    def explain(self, figure: str, *, alternative: str | None = None, language: str | None = None) -> str:
        """How a figure came about, down to each factor and its source."""
        return self._case.explain(self._with(figure, alternative).id, figure, language)

    def steps(
        self, figure: str, *, alternative: str | None = None, language: str | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """The same as the nodes of the working, inputs before their users, the figure last (docs/format.md,
        section 10)."""
        text = self._case.steps(self._with(figure, alternative).id, figure, language)
        return list(json.loads(text)["nodes"])

    def sensitivity(
        self,
        figure: str = "net_present_value",
        *,
        by: Number = "0.2",
        two_way: tuple[str, str] | None = None,
        alternative: str | None = None,
        language: str | None = None,
    ) -> Sensitivity:
        """What if? Each factor at its low and high end (`by`: the share up and down for one without a range), where
        the figure is zero, worst and best. `two_way` names two factors to vary together."""
        chosen = self._with(figure, alternative).id
        text = self._case.sensitivity(chosen, figure, digits(by), two_way or (), language)
        return read_sensitivity(text, chosen)

    def simulate(
        self,
        draws: int = 100_000,
        *,
        figure: str = "net_present_value",
        seed: int = 1,
        threads: int = 1,
        sampling: str = "random",
        indices: bool = False,
        information: bool = False,
        alternative: str | None = None,
        language: str | None = None,
    ) -> Simulation:
        """How likely? Draws every factor with a range. The numbers do not depend on `threads`.

        `sampling` is "random" or "quasi" (evenly spread). `indices`: what the uncertainty comes from; `information`:
        what is worth finding out. Raises Refused for ranges or correlations that no numbers can have.
        """
        for chosen in self.alternatives if alternative is None else (alternative,):
            self._with(figure, chosen)
        told = self._case.simulate(
            alternative, figure, draws, seed, threads, sampling, indices, information, language
        )
        if isinstance(told, list):
            raise Refused(_diagnostics(told))
        return read_simulation(told)

    def _with(self, figure: str, alternative: str | None) -> Alternative:
        """The alternative, which must have the figure."""
        chosen = self.main if alternative is None else self.alternatives.get(alternative)
        if chosen is None:
            raise KeyError(f"{alternative}: the alternatives are {', '.join(self.alternatives)}")
        if figure not in chosen.figures:
            raise KeyError(f"{figure}: the figures are {', '.join(chosen.figures)}")
        return chosen

    def __repr__(self) -> str:
        return f"<Calculation {self.initiative} by {self.method}>"


def calculate(
    case: Case,
    *,
    method: str | os.PathLike[str] | None = None,
    set: Settings | None = None,  # noqa: A002: as the command's --set
    language: str | None = None,
    name: str | None = None,
) -> Calculation:
    """Reads a case, finds its method and calculates it.

    `method` (an id or a file) takes the place of the case's; `set` replaces values; `language` is "sv" or "en", by
    default the case's own (Swedish unless it says otherwise). A method file that the case names is seen from the case.
    `name` is what diagnostics call a text, and where the methods that it names are seen from.

    Raises Refused, with everything that is wrong with the case and its method; OSError for a file that cannot be read.
    """
    text, file = _read(case, name)
    result = _nytta.calculate(text, file, _settings(set), "" if method is None else os.fspath(method), language)
    if isinstance(result, list):
        raise Refused(_diagnostics(result))
    return Calculation(result)


@dataclass(frozen=True)
class Check:
    """What a case lacks. `diagnostics` are its errors, or its findings where it has no errors. `missing` are the keys
    of the stage's checklist that are not done, `questions` those of its questions to answer."""

    diagnostics: tuple[Diagnostic, ...]
    stage: str | None
    missing: tuple[str, ...]
    questions: tuple[str, ...]
    data: Mapping[str, Any]

    @property
    def accepted(self) -> bool:
        """Can it be calculated? Findings do not hinder that."""
        return all(one.severity != "error" for one in self.diagnostics)


def check(
    case: Case,
    *,
    method: str | os.PathLike[str] | None = None,
    set: Settings | None = None,  # noqa: A002
    language: str | None = None,
    name: str | None = None,
) -> Check:
    """What is wrong with a case, worth checking, or missing at its stage. The arguments are those of calculate, but
    nothing is raised for what is wrong with the case."""
    text, file = _read(case, name)
    found, told = _nytta.check(text, file, _settings(set), "" if method is None else os.fspath(method), language)
    data = json.loads(found)
    return Check(
        _diagnostics(told),
        data["stage"],
        tuple(row["key"] for row in data["checklist"] if row["state"] == "missing"),
        tuple(data["questions"]),
        data,
    )


def compare(
    case: Case,
    *,
    to: Sequence[str],
    start: str | None = None,
    figure: str = "net_present_value",
    alternative: str | None = None,
    own_conventions: bool = False,
    shapley: bool = False,
    set: Settings | None = None,  # noqa: A002
    language: str | None = None,
    name: str | None = None,
) -> Comparison:
    """The bridge from one method's figure to that of each of `to`, difference by difference, to the öre.

    `start` is a method, by default the case's own. `own_conventions` takes each method's rate, years and timing;
    `shapley` gives each difference its mean contribution over all orders. Raises Refused as calculate does.
    """
    text, file = _read(case, name)
    methods_to = [to] if isinstance(to, str) else list(to)
    told = _nytta.bridge_methods(
        text,
        file,
        _settings(set),
        start or "",
        methods_to,
        figure,
        alternative or "",
        own_conventions,
        shapley,
        language,
    )
    if isinstance(told, list):
        raise Refused(_diagnostics(told))
    return read_comparison(told)


def compare_versions(
    case: Case,
    other: Case,
    *,
    method: str | os.PathLike[str] | None = None,
    figure: str = "net_present_value",
    alternative: str | None = None,
    set: Settings | None = None,  # noqa: A002
    language: str | None = None,
) -> Comparison:
    """What changed between two versions of a case, in kronor: one step for each key and entry that differs."""
    text, file = _read(case, None)
    other_text, other_file = _read(other, None)
    told = _nytta.bridge_versions(
        text,
        file,
        other_text,
        other_file,
        _settings(set),
        "" if method is None else os.fspath(method),
        figure,
        alternative or "",
        language,
    )
    if isinstance(told, list):
        raise Refused(_diagnostics(told))
    return read_comparison(told)


@dataclass(frozen=True)
class Rule:
    """One rule of a method: its value, the id of the source it rests on, and how well that is known ("read", "code",
    "recalled" or "default")."""

    key: str
    value: str
    source: str
    evidence: str


@dataclass(frozen=True)
class Method:
    """A method that ships with nytta. `label` stands in every output of a reconstruction."""

    id: str
    edition: str
    name: str
    based_on: str | None
    label: str | None
    note: str
    rules: tuple[Rule, ...]


def methods() -> Mapping[str, Method]:
    """The methods that ship, by id."""
    found = (json.loads(text) for text in _nytta.methods())
    return {
        row["id"]: Method(
            row["id"],
            row["edition"],
            row["name"],
            row["based_on"],
            row["label"],
            row["note"],
            tuple(Rule(**rule) for rule in row["rules"]),
        )
        for row in found
    }
