# SPDX-License-Identifier: Apache-2.0
"""Measures through the Python door. Where nothing else is said, the numbers come from fractions worked out here."""

import doctest
import unittest
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy
import nytta
from nytta import _measures


def by_hand(rate, flows, first=0):
    return sum(Fraction(flow) / (1 + Fraction(rate)) ** (t + first) for t, flow in enumerate(flows))


class Measures(unittest.TestCase):
    def test_npv(self):
        flows = [-40000, 5000, 8000, 12000, 30000]
        for first, timing in ((0, "start"), (1, "end")):
            value = nytta.npv(Decimal("0.08"), flows, timing)
            self.assertLess(abs(Fraction(value) - by_hand("0.08", flows, first)), Fraction(1, 10**11))
        # Without a rate the sum, exactly: the floats 0.1 and 0.2 are what they are written as.
        self.assertEqual(nytta.npv(0, [0.1, 0.2]), Decimal("0.3"))
        self.assertEqual(nytta.npv("0", [Decimal("1234567890123.45"), -1]), Decimal("1234567890122.45"))
        self.assertEqual(nytta.npv(0, numpy.array([1, 2])), 3)
        self.assertEqual(nytta.npv(numpy.float64(0), numpy.array([0.1, 0.2])), Decimal("0.3"))
        self.assertIsInstance(nytta.npv(0, [1]), Decimal)

    def test_rates(self):
        # (1.1 v - 1)(1.4 v - 1) x -1000 is -1000, 2500, -1540.
        self.assertEqual(nytta.irr([-1000, 2500, -1540]), (Decimal("0.1"), Decimal("0.4")))
        self.assertEqual(nytta.irr([-100, 110]), (Decimal("0.1"),))
        with self.assertRaises(nytta.NoAnswer) as none:
            nytta.irr([1, 1])
        self.assertEqual((none.exception.status, none.exception.reason), ("none", "no sign change"))
        # 1.1 over 366 of 365 days.
        (rate,) = nytta.xirr([-1000, 1100], [date(2020, 1, 1), "2021-01-01"])
        self.assertAlmostEqual(float(rate), 1.1 ** (365 / 366) - 1, places=14)
        self.assertEqual(nytta.xnpv("0.1", [-1000, 1100], [date(2025, 1, 1), date(2026, 1, 1)]), 0)
        # (500 x 1.1 + 600) / 1000 over two periods.
        self.assertAlmostEqual(float(nytta.mirr([-1000, 500, 600], "0.05", "0.1")), 1.15**0.5 - 1, places=14)

    def test_others(self):
        # -500, 100, -300, 200: it lasts from the fourth flow on, after 300 of 500.
        self.assertEqual(nytta.payback([-500, 600, -400, 500]), Decimal("2.6"))
        self.assertLess(abs(nytta.payback([-500, 600, -400, 500], crossing="first") - Decimal(5) / 6), Decimal("1e-15"))
        self.assertRaises(nytta.NoAnswer, nytta.payback, [-500, 100])
        self.assertEqual(nytta.payback([-100, 110, 121], rate="0.1"), 1)
        self.assertAlmostEqual(float(nytta.annuity_factor("0.04", 3)), 1.04**-1 + 1.04**-2 + 1.04**-3, places=14)
        self.assertAlmostEqual(float(nytta.discount_factor("0.035", 30)), 1.035**-30, places=14)
        # 1 000 000 x 0.0025 / (1 - 1.0025^-120)
        payment = nytta.measure("pmt", rate="0.0025", nper=120, pv=1_000_000)
        self.assertAlmostEqual(float(payment.value), -1_000_000 * 0.0025 / (1 - 1.0025**-120), places=9)
        self.assertEqual(payment.status, "ok")
        several = nytta.measure("irr", flows=[-1000, 2500, -1540], guess=0.3)
        self.assertEqual((several.status, several.near), ("several", Decimal("0.4")))
        self.assertRaises(ValueError, lambda: several.value)

    def test_what_is_no_question(self):
        with self.assertRaises(nytta.NoAnswer) as none:
            nytta.npv(-1, [1, 2])
        self.assertEqual((none.exception.status, none.exception.reason), ("undefined", "the rate is -100 %"))
        with self.assertRaises(nytta.Refused) as refused:
            nytta.npv("much", [1])
        self.assertRegex(refused.exception.diagnostics[0].code, r"^N\d{4}$")
        self.assertRaises(nytta.Refused, nytta.npv, 0.1, [])
        self.assertRaises(nytta.Refused, nytta.npv, float("nan"), [1])
        self.assertRaises(nytta.Refused, nytta.measure, "profit", flows=[1])
        self.assertRaises(nytta.Refused, nytta.npv, True, [1])
        self.assertRaises(TypeError, nytta.npv, 0, [3j])
        self.assertRaises(TypeError, nytta.npv_batch, [[1.0]], True)

    def test_docstrings_are_true(self):
        result = doctest.testmod(_measures)
        self.assertGreater(result.attempted, 0)
        self.assertEqual(result.failed, 0)


class Batches(unittest.TestCase):
    def setUp(self):
        self.flows = numpy.random.default_rng(1).uniform(-1e6, 1e6, (500, 20))

    def test_npv(self):
        years = numpy.arange(20)
        for timing, later in (("start", 0), ("middle", 0.5), ("end", 1)):
            expected = self.flows @ 1.035 ** -(years + later)
            found = nytta.npv_batch(self.flows, Decimal("0.035"), timing)
            numpy.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)
            self.assertEqual(found.tobytes(), nytta.npv_batch(self.flows, 0.035, timing, threads=2).tobytes())
        numpy.testing.assert_allclose(nytta.discount_factors("0.1", 2), [1, 1 / 1.1], rtol=1e-15)
        # A view whose rows do not lie together is read as it looks.
        numpy.testing.assert_array_equal(
            nytta.npv_batch(self.flows[:, ::2], 0), nytta.npv_batch(numpy.ascontiguousarray(self.flows[:, ::2]), 0)
        )

    def test_npv_to_the_ore(self):
        ore = numpy.array([[-10_000, 11_000], [-10_000, 11_055], [1, 1]])
        # -10 000 + 11 055 / 1.1 = 50; 1 + 1/1.1 = 1.909.
        self.assertEqual(nytta.npv_batch_ore(ore, "0.1").tolist(), [0, 50, 2])
        self.assertEqual(nytta.npv_batch_ore(ore, "0.1").dtype, numpy.int64)
        flows = (self.flows * 100).astype(numpy.int64)
        expected = [round(by_hand("0.035", map(int, row))) for row in flows]
        self.assertEqual(nytta.npv_batch_ore(flows, Decimal("0.035")).tolist(), expected)
        self.assertRaises(TypeError, nytta.npv_batch_ore, self.flows, "0.035")
        self.assertRaises(OverflowError, nytta.npv_batch_ore, numpy.full((1, 2), 2**62), 0)

    def test_irr(self):
        rates, states = nytta.irr_batch([[-1000, 1100, 0], [-1000, 2500, -1540], [1, 1, 1], [0, 0, 0]])
        self.assertEqual(states.tolist(), ["ok", "several", "none", "undefined"])
        self.assertAlmostEqual(rates[0], 0.1, places=12)
        self.assertEqual(rates[1:].tolist(), [0, 0, 0])

    def test_shapes_that_are_no_tables(self):
        for wrong in ([1.0, 2.0], [[[1.0]]]):
            self.assertRaises(ValueError, nytta.npv_batch, wrong, 0)
            self.assertRaises(ValueError, nytta.irr_batch, wrong)
        self.assertRaises(ValueError, nytta.npv_batch_ore, numpy.array([1, 2]), 0)
        self.assertRaises(ValueError, nytta.npv_batch, [[1.0, 2.0]], 0, "later")
        self.assertRaises(ValueError, nytta.npv_batch, [[1.0, 2.0]], 0, threads=0)


if __name__ == "__main__":
    unittest.main()
