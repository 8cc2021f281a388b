#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes many cases as JSON Lines: the examples' own, each time with other numbers in their factors.

Usage: many_cases.py COUNT EXAMPLE…     the examples in turn, COUNT lines in all, the same each time it is run
"""

import datetime
import decimal
import json
import pathlib
import random
import re
import sys
import tomllib

examples = pathlib.Path(__file__).resolve().parent.parent / "examples"
number = re.compile(r"\d[\d ]*(?:[.,]\d+)?")


def scaled(value, by):
    """A claimed number times `by`, with its unit, to four digits: "4 200 ärende/år" is "3971 ärende/år"."""
    if isinstance(value, str):
        return number.sub(lambda digits: scaled_digits(digits[0], by), value, count=1)
    return float(scaled_digits(str(value), by)) if isinstance(value, decimal.Decimal) else int(value * by)


def scaled_digits(text, by):
    trailing = text[len(text.rstrip()) :]
    value = float(text.replace(" ", "").replace(",", ".")) * by
    digits = f"{value:.0f}" if value >= 1000 else f"{value:.4g}"
    return digits + trailing


def varied(case, random):
    out = dict(case, factors={})
    for name, factor in case.get("factors", {}).items():
        by = random.uniform(0.9, 1.0)  # downwards: shares stay within the whole
        out["factors"][name] = {
            key: scaled(value, by) if key in ("low", "likely", "high") else value for key, value in factor.items()
        }
    return out


def plain(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(value)


def main(count, names):
    cases = []
    for name in names:
        case = tomllib.loads((examples / name / "case.toml").read_text("utf-8"), parse_float=decimal.Decimal)
        method = case["calculation"]["method"]
        if method.endswith(".toml"):  # a file beside the case
            case["calculation"]["method"] = str(examples / name / method)
        cases.append(case)
    source = random.Random(1)
    for i in range(count):
        case = varied(cases[i % len(cases)], source)
        case["initiative"] = dict(case["initiative"], id=f"{case['initiative'].get('id', 'case')}-{i + 1}")
        sys.stdout.write(json.dumps(case, ensure_ascii=False, separators=(",", ":"), default=plain) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
