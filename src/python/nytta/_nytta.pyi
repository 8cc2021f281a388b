# SPDX-License-Identifier: Apache-2.0
# The compiled part. Programs import nytta, never this.
from collections.abc import Sequence
from typing import Any, final

import numpy
from numpy.typing import NDArray

version: str

# code, severity, message, advice, file, line, column, JSON pointer
_Told = tuple[str, str, str, str, str, int, int, str]
_Settings = Sequence[tuple[str, str]]

@final
class Case:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    @property
    def language(self) -> str: ...
    def json(self, language: str | None) -> str: ...
    def memo(self, language: str | None) -> str: ...
    def csv(self, language: str | None) -> str: ...
    def findings(self, language: str | None) -> list[_Told]: ...
    def explain(self, alternative: str, figure: str, language: str | None) -> str: ...
    def steps(self, alternative: str, figure: str, language: str | None) -> str: ...
    def sensitivity(
        self, alternative: str, figure: str, by: str, two_way: Sequence[str], language: str | None
    ) -> str: ...
    def simulate(
        self,
        alternative: str | None,
        figure: str,
        draws: int,
        seed: int,
        threads: int,
        sampling: str,
        indices: bool,
        information: bool,
        language: str | None,
    ) -> str | list[_Told]: ...

def calculate(
    text: str | bytes, file: str, settings: _Settings, method: str, language: str | None
) -> Case | list[_Told]: ...
def check(
    text: str | bytes, file: str, settings: _Settings, method: str, language: str | None
) -> tuple[str, list[_Told]]: ...
def bridge_methods(
    text: str | bytes,
    file: str,
    settings: _Settings,
    start: str,
    to: Sequence[str],
    figure: str,
    alternative: str,
    own_conventions: bool,
    shapley: bool,
    language: str | None,
) -> str | list[_Told]: ...
def bridge_versions(
    text: str | bytes,
    file: str,
    other_text: str | bytes,
    other_file: str,
    settings: _Settings,
    method: str,
    figure: str,
    alternative: str,
    language: str | None,
) -> str | list[_Told]: ...
def methods() -> list[str]: ...
def measure(question: str) -> str: ...
def discount_factors(rate: float, periods: int, timing: str) -> NDArray[numpy.float64]: ...
def npv_batch(
    flows: NDArray[numpy.float64], factors: NDArray[numpy.float64], threads: int
) -> NDArray[numpy.float64]: ...
def npv_batch_ore(flows: NDArray[numpy.int64], rate: str, timing: str, threads: int) -> NDArray[numpy.int64]: ...
def irr_batch(
    flows: NDArray[numpy.float64], threads: int
) -> tuple[NDArray[numpy.float64], NDArray[numpy.uint8]]: ...
