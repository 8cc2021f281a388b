# SPDX-License-Identifier: Apache-2.0
"""Measures of many series at once: tables with one series a row, in the time that reading them takes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy
from numpy.typing import ArrayLike, NDArray

from . import _nytta
from ._measures import Number, digits

_STATES = numpy.array(["ok", "several", "none", "undefined"])


class Rates(NamedTuple):
    """One rate for each series, and whether it is one: where `states` is not "ok" the rate is 0 and no answer."""

    rates: NDArray[numpy.float64]
    states: NDArray[numpy.str_]


def discount_factors(rate: Number, periods: int, timing: str = "start") -> NDArray[numpy.float64]:
    """The discount factor of every period at one rate; `timing` as in npv."""
    return _nytta.discount_factors(float(digits(rate)), periods, timing)


def npv_batch(
    flows: ArrayLike, rate: Number, timing: str = "start", *, threads: int = 1
) -> NDArray[numpy.float64]:
    """Net present value of every row, in floating point; `timing` as in npv. For kronor to the öre: npv_batch_ore."""
    table = numpy.asarray(flows, dtype=numpy.float64)
    if table.ndim != 2:
        raise ValueError(f"flows are a table with one series a row, not of {table.ndim} dimensions")
    return _nytta.npv_batch(table, discount_factors(rate, table.shape[1], timing), threads)


def npv_batch_ore(
    flows_in_ore: NDArray[numpy.integer[Any]], rate: Number, timing: str = "start", *, threads: int = 1
) -> NDArray[numpy.int64]:
    """Net present value of every row of whole öre, exact and rounded half-even to the öre.

    Raises TypeError for anything but whole numbers, OverflowError where a value does not fit in 64 bits.
    """
    table = numpy.asarray(flows_in_ore)
    if table.dtype.kind not in "iu" or table.dtype == numpy.uint64:
        raise TypeError(f"öre are whole numbers of at most 64 bits with a sign, not {table.dtype}")
    if table.ndim != 2:
        raise ValueError(f"flows are a table with one series a row, not of {table.ndim} dimensions")
    return _nytta.npv_batch_ore(table.astype(numpy.int64, copy=False), digits(rate), timing, threads)


def irr_batch(flows: ArrayLike, *, threads: int = 1) -> Rates:
    """Internal rate of return of every row: `states` is "ok" where there is one, "several" where irr gives more."""
    rates, states = _nytta.irr_batch(numpy.asarray(flows, dtype=numpy.float64), threads)
    return Rates(rates, _STATES[states])
