# SPDX-License-Identifier: Apache-2.0
"""Cases through the Python door. Numbers are those of examples/*/why.md, worked out by hand."""

import contextlib
import json
import pathlib
import unittest
from decimal import Decimal

import numpy
import nytta

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"
BYGGLOV = EXAMPLES / "bygglov" / "case.toml"


class Figures(unittest.TestCase):
    def setUp(self):
        self.case = nytta.calculate(BYGGLOV)

    def test_figures_are_decimals(self):
        value = self.case.figures["net_present_value"].value
        self.assertIsInstance(value, Decimal)
        self.assertEqual(str(value), "432227.70")
        self.assertEqual(self.case.figures["net_present_value"].unit, "kr")
        self.assertEqual(self.case.figures["payback_years"].value, Decimal("2.389535"))
        self.assertEqual(self.case.figures["benefit_cost_ratio"].require(), Decimal("1.688239"))

    def test_series_are_arrays_and_exact_on_request(self):
        main = self.case.alternatives["main"]
        self.assertEqual(main.years.tolist(), [2026, 2027, 2028, 2029, 2030])
        self.assertEqual(main.net.dtype, numpy.float64)
        self.assertEqual(main.net.tolist(), [-650000.0, 172000.0, 344000.0, 344000.0, 344000.0])
        self.assertEqual(main.benefits.tolist(), [0.0, 172000.0, 344000.0, 344000.0, 344000.0])
        self.assertEqual(main.costs.tolist(), [650000.0, 0.0, 0.0, 0.0, 0.0])
        self.assertEqual(main.cumulative.tolist(), [-650000.0, -478000.0, -134000.0, 210000.0, 554000.0])
        self.assertEqual(
            main.exact("discounted_net"),
            [Decimal(x) for x in ("-628019.32", "160563.84", "310268.29", "299776.13", "289638.77")],
        )
        # Discounted by hand, 1.035 a year to the end of each: every column to the öre.
        by_hand = main.net / 1.035 ** numpy.arange(1, 6)
        numpy.testing.assert_allclose(main.discounted_net, by_hand, atol=0.005)
        self.assertRaises(ValueError, main.net.__setitem__, 0, 1.0)
        self.assertRaises(KeyError, main.exact, "profit")

    def test_parts(self):
        main = self.case.main
        self.assertEqual(main.by_category["redeployed"].benefits, Decimal("1060247.03"))
        self.assertEqual(main.by_stakeholder["kommunen"].net, Decimal("432227.70"))
        self.assertEqual(self.case.method, "esv")
        self.assertEqual(self.case.initiative, "bygglov")
        self.assertEqual(self.case.conventions["rate"], "0.035")
        self.assertIsNone(main.verdict)
        self.assertFalse(main.is_reference)
        self.assertEqual(main.name, self.case.data["alternatives"][0]["name"])

    def test_what_has_no_answer_has_a_reason(self):
        text = BYGGLOV.read_text(encoding="utf-8").split("[[costs]]")[0]
        free = nytta.calculate(text, language="en")
        ratio = free.figures["benefit_cost_ratio"]
        self.assertEqual((ratio.status, ratio.value, ratio.values), ("undefined", None, ()))
        self.assertEqual(ratio.reason, "the costs are not above zero")
        with self.assertRaises(nytta.NoAnswer) as none:
            ratio.require()
        self.assertEqual(none.exception.status, "undefined")

    def test_several_rates_are_all_told(self):
        text = BYGGLOV.read_text(encoding="utf-8").split("[[benefits]]")[0].replace("years = 5", "years = 3")
        # -1000, 2500, -1540: (1.1 v - 1)(1.4 v - 1) x -1000.
        flows = {"benefits": ("x", "2027 = 2500"), "costs": ("y", "2026 = 1000, 2028 = 1540")}
        for side, (name, years) in flows.items():
            text += f'[[{side}]]\nid = "{name}"\nname = "{name}"\ncategory = "cash"\nby_year = {{ {years} }}\n'
        rates = nytta.calculate(text.replace("2500", '"2500 kr"').replace("1000,", '"1000 kr",').replace("1540", '"1540 kr"'))
        found = rates.figures["internal_rate_of_return"]
        self.assertEqual((found.status, found.value), ("several", None))
        self.assertEqual(found.values, (Decimal("0.1"), Decimal("0.4")))
        self.assertRaises(ValueError, found.require)


class Inputs(unittest.TestCase):
    def test_every_example_is_what_the_command_says(self):
        folders = sorted(f.parent for f in EXAMPLES.glob("*/calc.json"))
        self.assertGreaterEqual(len(folders), 5)
        for folder in folders:
            with self.subTest(folder.name):
                with contextlib.chdir(folder):  # diagnostics name the file as it was named
                    said = nytta.calculate("case.toml").json("en")
                self.assertEqual(said, (folder / "calc.json").read_text(encoding="utf-8"))

    def test_text_bytes_path_and_json(self):
        text = BYGGLOV.read_text(encoding="utf-8")
        expected = nytta.calculate(str(BYGGLOV)).main.exact("net")
        for case in (text, text.encode(), BYGGLOV):
            self.assertEqual(nytta.calculate(case).main.exact("net"), expected)
        as_json = json.dumps(
            {
                "format": 1,
                "initiative": {"name": "x"},
                "calculation": {"method": "esv", "first_year": 2026, "years": 2, "rate": 0.1, "timing": "start"},
                "stakeholders": {"own": {"name": "x", "kind": "own"}},
                "costs": [{"id": "c", "name": "c", "category": "cash", "amount": "110 kr/år"}],
            }
        )
        # 110 today and 110 a year from now at 10 %: 110 + 100.
        self.assertEqual(nytta.calculate(as_json).figures["net_present_value"].value, Decimal("-210.00"))

    def test_a_method_file_is_seen_from_the_case(self):
        case = EXAMPLES / "egen-modell" / "case.toml"
        self.assertEqual(nytta.calculate(case).data["method"], json.loads(
            (case.parent / "calc.json").read_text(encoding="utf-8"))["method"])
        text = case.read_text(encoding="utf-8")
        self.assertEqual(nytta.calculate(text, name=str(case)).json(), nytta.calculate(case).json())
        with self.assertRaises(nytta.Refused) as refused:
            nytta.calculate(text, name="elsewhere.toml")
        self.assertIn("metod.toml", str(refused.exception))
        own = nytta.calculate(BYGGLOV, method=case.parent / "metod.toml")
        self.assertNotEqual(own.method, "esv")

    def test_values_can_be_set(self):
        # Half the minutes, half the benefit: 172 000 a year in full.
        for value in ("20 min/ärende", '"20 min/ärende"'):
            case = nytta.calculate(BYGGLOV, set={"factors.tid.likely": value, "factors.tid.low": "10 min/ärende"})
            self.assertEqual(case.main.exact("benefits")[-1], Decimal("172000.00"))
        # Without discounting, what is left at the end: 554 000.
        for rate in (0, Decimal(0), 0.0, "0 %"):
            case = nytta.calculate(BYGGLOV, set={"calculation.rate": rate})
            self.assertEqual(case.figures["net_present_value"].value, Decimal("554000.00"))
        self.assertRaises(TypeError, nytta.calculate, BYGGLOV, set={"calculation.rate": object()})

    def test_all_that_is_wrong_is_told(self):
        text = BYGGLOV.read_text(encoding="utf-8")
        broken = text.replace('"650 tkr"', '"650 tkr/h"').replace('category = "redeployed"', 'category = "gold"')
        with self.assertRaises(nytta.Refused) as refused:
            nytta.calculate(broken, language="en", name="mine.toml")
        told = refused.exception.diagnostics
        self.assertIsInstance(refused.exception, ValueError)
        self.assertEqual(len(told), 2)
        lines = broken.splitlines()
        for one, word in zip(told, ("gold", "650 tkr/h")):
            self.assertEqual((one.severity, one.file), ("error", "mine.toml"))
            self.assertIn(word, lines[one.line - 1])
            self.assertGreater(one.column, 1)
            self.assertRegex(one.code, r"^N\d{4}$")
            self.assertTrue(one.advice)
            self.assertIn(f"mine.toml:{one.line}:{one.column}: error[{one.code}]", str(refused.exception))

    def test_language_is_the_case_s_own(self):
        text = BYGGLOV.read_text(encoding="utf-8")
        self.assertTrue(nytta.calculate(text).text().splitlines()[2].startswith("Metod"))
        english = nytta.calculate(text.replace("format = 1", 'format = 1\nlanguage = "en"'))
        self.assertEqual(english.language, "en")
        self.assertTrue(english.text().splitlines()[2].startswith("Method"))
        self.assertTrue(english.text("sv").splitlines()[2].startswith("Metod"))
        self.assertRaises(ValueError, nytta.calculate, text, language="de")
        with self.assertRaises(nytta.Refused) as swedish:
            nytta.calculate(text.replace("650 tkr", "650"))
        with self.assertRaises(nytta.Refused) as english_too:
            nytta.calculate(text.replace("650 tkr", "650"), language="en")
        self.assertNotEqual(swedish.exception.diagnostics[0].message, english_too.exception.diagnostics[0].message)

    def test_what_is_no_case(self):
        with self.assertRaises(FileNotFoundError):
            nytta.calculate("no/such/case.toml")
        for nothing in (b"", b"\xff\xfe", "{", "[[[\n"):
            with self.assertRaises(nytta.Refused) as refused:
                nytta.calculate(nothing)
            self.assertTrue(refused.exception.diagnostics)
        with self.assertRaises(nytta.Refused) as refused:
            nytta.calculate('{"format": 1, "costs": [{"amount": 3}]}')
        self.assertTrue(any(one.where.startswith("case.json#/") for one in refused.exception.diagnostics))


class Answers(unittest.TestCase):
    def test_the_other_doors(self):
        case = nytta.calculate(BYGGLOV)
        self.assertEqual(case.text(), (EXAMPLES / "bygglov" / "memo.txt").read_text(encoding="utf-8"))
        self.assertEqual(case.csv(), (EXAMPLES / "bygglov" / "calc.csv").read_bytes().decode())
        explained = case.explain("net_present_value")
        self.assertEqual(explained, (EXAMPLES / "bygglov" / "explain.txt").read_text(encoding="utf-8"))
        last = case.steps("net_present_value")[-1]
        self.assertEqual(Decimal(last["value"]).quantize(Decimal("0.01")), Decimal("432227.70"))
        self.assertRaises(KeyError, case.explain, "profit")
        self.assertRaises(KeyError, case.explain, "net_present_value", alternative="other")

    def test_sensitivity(self):
        found = nytta.calculate(BYGGLOV).sensitivity()
        self.assertEqual((found.figure, found.alternative), ("net_present_value", "main"))
        self.assertEqual(found.base, Decimal("432227.70"))
        by_factor = {row.factor: row for row in found.one_way}
        # 25 and 55 minutes in place of 40: why.md has 34 635 and 829 820.
        self.assertEqual(round(by_factor["tid"].at_low), 34635)
        self.assertEqual(round(by_factor["tid"].at_high), 829820)
        self.assertTrue(by_factor["tid"].entered)
        self.assertEqual(by_factor["tid"].low, (Decimal(25),))
        self.assertFalse(by_factor["timkostnad"].entered)
        turn = {row.factor: row for row in found.switching}["tid"]
        self.assertEqual((turn.status, round(turn.value[0], 2)), ("ok", Decimal("23.69")))
        # Benefits are in proportion to the hour's price: elasticity benefits / net.
        self.assertAlmostEqual(float(found.elasticities["timkostnad"]), 1060247.0269 / 432227.7032, places=6)
        two = nytta.calculate(BYGGLOV).sensitivity(two_way=("tid", "timkostnad"), by="0.1")
        self.assertEqual(two.data["two_way"]["factors"], ["tid", "timkostnad"])
        self.assertEqual({row.factor: row for row in two.one_way}["timkostnad"].low, (Decimal(387),))
        self.assertRaises(ValueError, nytta.calculate(BYGGLOV).sensitivity, by="1.5")
        self.assertRaises(ValueError, nytta.calculate(BYGGLOV).sensitivity, two_way=("tid", "nothing"))
        self.assertRaises(KeyError, nytta.calculate(BYGGLOV).sensitivity, "profit")

    def test_simulation(self):
        case = nytta.calculate(BYGGLOV)
        found = case.simulate(20_000, seed=7, indices=True, information=True)
        main = found.alternatives["main"]
        self.assertEqual((found.draws, found.seed, found.factors), (20_000, 7, ("tid",)))
        # PERT 25-40-55: mean 40, standard deviation 5.669 min of 26 506 kr.
        self.assertEqual(main.likely, Decimal("432227.70"))
        self.assertLess(abs(float(main.mean) - 432228), 4 * float(main.standard_error))
        self.assertLess(abs(float(main.standard_deviation) / 150276 - 1), 0.03)
        self.assertEqual(list(main.quantiles), [1, 5, 10, 25, 50, 75, 90, 95, 99])
        self.assertEqual(sorted(main.quantiles.values()), list(main.quantiles.values()))
        self.assertEqual(main.probability_positive, 1)
        self.assertEqual(main.undefined_share, 0)
        self.assertLess(main.expected_shortfall, main.quantiles[5])
        self.assertIn("sobol", main.data)
        self.assertIn("information", found.data)
        again = case.simulate(20_000, seed=7, threads=3, indices=True, information=True)
        self.assertEqual(again, found)
        self.assertNotEqual(case.simulate(20_000, seed=8).alternatives["main"].mean, main.mean)
        self.assertRaises(ValueError, case.simulate, 10)
        self.assertRaises(ValueError, case.simulate, sampling="even")
        self.assertRaises(ValueError, case.simulate, figure="payback_years", information=True)
        self.assertRaises(KeyError, case.simulate, figure="profit")

    def test_ranges_that_cannot_be_together_are_refused(self):
        text = BYGGLOV.read_text(encoding="utf-8")
        for likely in ("1 200 ärende/år", "430 kr/h"):
            number, unit = likely.rsplit(" ", 1)
            ends = f'"{likely}", low = "100 {unit}", high = "9 000 {unit}"'
            text = text.replace(f'"{likely}"', ends)
        pairs = (("ansokningar", "tid", 0.9), ("tid", "timkostnad", 0.9), ("ansokningar", "timkostnad", -0.9))
        for one, other, rank in pairs:
            text += f'[[correlations]]\nbetween = ["{one}", "{other}"]\nrank = {rank}\n'
        case = nytta.calculate(text)
        with self.assertRaises(nytta.Refused) as refused:
            case.simulate(100)
        self.assertEqual(refused.exception.diagnostics, nytta.check(text).diagnostics)
        self.assertFalse(nytta.check(text).accepted)

    def test_compare(self):
        case = EXAMPLES / "forsorjningsstod" / "case.toml"
        found = nytta.compare(case, start="esv-reconstructed", to=["esv", "asek"])
        bridge = found.ends["esv"]
        # The bridge that README.md quotes.
        self.assertEqual((bridge.start, bridge.end), (Decimal("1265057.41"), Decimal("1264259.70")))
        self.assertEqual(bridge.start + sum(s.contribution for s in bridge.steps), bridge.end)
        moved = {s.id: s.contribution for s in bridge.steps if s.contribution}
        self.assertEqual(moved, {"rounded_growth_factors": Decimal("-797.71")})
        self.assertEqual(found.start, "esv-reconstructed")
        self.assertEqual(nytta.compare(case, to="esv").ends.keys(), {"esv"})
        with self.assertRaises(nytta.Refused):
            nytta.compare(case, to=["esv"], figure="profit")

    def test_compare_versions(self):
        text = BYGGLOV.read_text(encoding="utf-8")
        found = nytta.compare_versions(text, text.replace("650 tkr", "750 tkr"))
        (bridge,) = found.ends.values()
        # 100 000 more at the end of the first year: 432 227.7032 - 100 000 / 1.035 = 335 609.3457, and the difference of
        # the rounded figures.
        self.assertEqual((bridge.start, bridge.end), (Decimal("432227.70"), Decimal("335609.35")))
        self.assertEqual([(s.id, s.contribution) for s in bridge.steps], [("costs.inforande", Decimal("-96618.35"))])

    def test_check(self):
        found = nytta.check(BYGGLOV)
        self.assertTrue(found.accepted)
        self.assertEqual(found.diagnostics, nytta.calculate(BYGGLOV).findings)
        decision = nytta.check(BYGGLOV, set={"initiative.stage": "decision"})
        self.assertEqual(decision.stage, "decision")
        self.assertIn("benefits.owner", decision.missing)
        self.assertTrue(decision.questions)
        self.assertTrue(all(one.severity == "warning" for one in decision.diagnostics))
        refused = nytta.check("format = 1\n")
        self.assertFalse(refused.accepted)
        self.assertTrue(all(one.severity == "error" for one in refused.diagnostics))

    def test_methods(self):
        found = nytta.methods()
        self.assertIn("inera-skr", found)
        self.assertEqual(found["esv"].id, "esv")
        self.assertTrue(found["esv-reconstructed"].label)
        rates = {rule.key: rule for rule in found["no-r109"].rules}
        self.assertTrue(rates["discounting.rate"].source)


if __name__ == "__main__":
    unittest.main()
