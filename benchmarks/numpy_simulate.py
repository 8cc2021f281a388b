#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What numpy and OpenTURNS take for the case of simulate.cpp: median seconds, one JSON object.

simulate: a million draws in chunks of 10 000, mean, three percentiles and the share above 0. sobol: first and total order
by swapping columns, 20 x 2^14. openturns_sobol: the same by OpenTURNS, when it is installed.
"""

import json
import statistics
import time

import numpy as np

random = np.random.default_rng(1)
uptake = np.array([0, 0.25, 0.5, 0.75] + [1] * 6)
z90 = 1.2815515655446004
mu, sigma = (np.log(60) + np.log(110)) / 2, (np.log(110) - np.log(60)) / (2 * z90)


def pert(low, mode, high, n):
    a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    return low + (high - low) * random.beta(a, b, n)


def draw(n):
    rows = [random.triangular(0.01, 0.03, 0.06, n), random.triangular(0, 0.01, 0.03, n)]
    for k in range(6):
        rows.append(pert(800, 1000, 1500, n))
        rows.append(random.lognormal(mu, sigma, n) if k < 5 else random.triangular(60, 80, 110, n))
    rows += [random.triangular(40000, 50000, 70000, n) for _ in range(4)]
    rows += [random.triangular(300000, 400000, 600000, n) for _ in range(2)]
    return rows


def value(x):
    rate, growth = x[0], x[1]
    benefit = x[2] * x[3] + x[4] * x[5] + x[6] * x[7] + x[8] * x[9] + x[10] * x[11] + x[12] * x[13]
    cost = x[14] + x[15] + x[16] + x[17]
    v = 1 / (1 + rate)
    grown, factor, total = 1 + 0 * growth, v.copy(), -(x[18] + x[19]) * v
    for t in range(10):
        total += (uptake[t] * benefit * grown - cost) * factor
        grown *= 1 + growth
        factor *= v
    return total


def simulate(draws=1_000_000, chunk=10_000):
    out = np.empty(draws)
    for first in range(0, draws, chunk):
        out[first : first + chunk] = value(draw(chunk))
    return out.mean(), out.std(ddof=1), np.percentile(out, [5, 50, 95]), (out > 0).mean()


def sobol(n=1 << 14):
    a, b = draw(n), draw(n)
    fa, fb = value(a), value(b)
    variance = np.concatenate([fa, fb]).var(ddof=1)
    first, total = [], []
    for j in range(20):
        mixed = a[:j] + [b[j]] + a[j + 1 :]
        fm = value(mixed)
        first.append((fb * (fm - fa)).mean() / variance)
        total.append(((fa - fm) ** 2).mean() / 2 / variance)
    return first, total


def openturns_sobol(n=1 << 14):
    import openturns as ot

    def beta(low, mode, high):
        return ot.Beta(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), low, high)

    parts = [ot.Triangular(0.01, 0.03, 0.06), ot.Triangular(0, 0.01, 0.03)]
    for k in range(6):
        parts.append(beta(800, 1000, 1500))
        parts.append(ot.LogNormal(mu, sigma) if k < 5 else ot.Triangular(60, 80, 110))
    parts += [ot.Triangular(40000, 50000, 70000)] * 4 + [ot.Triangular(300000, 400000, 600000)] * 2
    names = [f"x{k}" for k in range(20)]
    benefit = "(" + "+".join(f"x{2 + 2 * k}*x{3 + 2 * k}" for k in range(6)) + ")"
    flows = [
        f"({uptake[t]}*{benefit}*(1+x1)^{t}-(x14+x15+x16+x17){'-x18-x19' if t == 0 else ''})/(1+x0)^{t + 1}"
        for t in range(10)
    ]
    model = ot.SymbolicFunction(names, ["+".join(flows)])
    distribution = ot.ComposedDistribution(parts)

    def once():
        design = ot.SobolIndicesExperiment(distribution, n).generate()
        found = ot.SaltelliSensitivityAlgorithm(design, model(design), n)
        return found.getFirstOrderIndices(), found.getTotalOrderIndices()

    return once


def median(action, repeats):
    action()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


mean, deviation, quantiles, positive = simulate()
answer = {
    "numpy": np.__version__,
    "simulate": median(simulate, 3),
    "sobol": median(sobol, 7),
    "mean": mean,
    "deviation": deviation,
    "quantiles": list(quantiles),
    "positive": positive,
}
try:
    import openturns

    answer["openturns"] = openturns.__version__
    answer["openturns_sobol"] = median(openturns_sobol(), 3)
except ImportError:
    pass
print(json.dumps(answer))
