#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What numpy takes for the same batches as batch.cpp: median seconds, one JSON object.

npv: cf @ d, a million by 20. npv_idiom: what users write, (cf / (1+r)**t).sum(1), a tenth of them. irr: Newton's method on
all series at once, v = 1/(1+r), until no step is larger than 1e-12, 100 000 by 20.
"""

import json
import statistics
import time

import numpy as np

periods, projects, series = 20, 1_000_000, 100_000
random = np.random.default_rng(1)
cf = random.uniform(0.5, 1.5, (projects, periods))
cf[:, 0] = -random.uniform(5, 10, projects)
d = 1.035 ** -np.arange(periods)
t = np.arange(periods)


def median(action, repeats=7):
    action()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def newton():
    a = np.ascontiguousarray(cf[:series].T)  # a period in a row: a third of the time of columns
    v = np.full(series, 1 / 1.1)
    for _ in range(50):
        f = a[-1].copy()
        slope = np.zeros(series)
        for k in range(periods - 2, -1, -1):
            slope = slope * v + f
            f = f * v + a[k]
        step = f / slope
        v = v - step
        if np.max(np.abs(step)) < 1e-12:
            break
    return 1 / v - 1


print(
    json.dumps(
        {
            "numpy": np.__version__,
            "npv": median(lambda: cf @ d),
            "npv_idiom": 10 * median(lambda: (cf[: projects // 10] / (1.035) ** t).sum(1)),
            "irr": median(newton),
        }
    )
)
