# SPDX-License-Identifier: Apache-2.0
"""What is wrong with an input, or odd about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnostic:
    """One remark on the input. `code` is stable ("N0204"); `severity` is "error" (refused) or "warning" (a finding,
    which changes no figure). Line and column count from 1 (0: unknown); in JSON `pointer` tells the place."""

    code: str
    severity: str
    message: str
    advice: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    pointer: str = ""

    @property
    def where(self) -> str:
        """"file:line:column", "file#pointer" in JSON, or the file alone."""
        if self.pointer:
            return f"{self.file}#{self.pointer}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __str__(self) -> str:
        place = f"{self.where}: " if self.file else ""
        advice = f"\n    {self.advice}" if self.advice else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}{advice}"


class Refused(ValueError):
    """The input was refused. `diagnostics` are all that is wrong with it, in the text's order."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = tuple(diagnostics)
