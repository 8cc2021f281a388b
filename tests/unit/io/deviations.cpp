// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/bridge.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/method/deviation.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "io/write/printed.hpp"

// Each departure from the corrected formulas on a case of its own: the figure with it and without it. The numbers are
// those of the catalogue's examples, calculated by hand or printed by the source; where a line needs it, a comment says
// how.

using namespace nytta;

namespace {

std::optional<method_text> one_deviation(std::string_view based_on, const std::string& from, const void* context) {
  if (based_on != "departing") return find_shipped_method(based_on, from, context);
  const std::string& id = *static_cast<const std::string*>(context);
  return method_text{
      "format = 1\nid = \"departing\"\nedition = \"1\"\nname = \"D\"\nbased_on = \"esv\"\n"
      "sources = [ { id = \"s1\", title = \"T\", evidence = \"read\" } ]\n[deviations]\n" +
          id + " = { source = \"s1\", evidence = \"read\" }\n",
      "departing.toml"};
}

/// A figure as it is printed: its numbers joined by "; ", or its status.
std::string figure_under(const std::string& text, const std::string& deviation, std::string_view method,
                         std::string_view figure) {
  const auto result = calculate(text, "case.toml", {}, method, one_deviation, &deviation);
  REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().front().code));
  const auto& a = result->result.alternatives.front();
  for (const auto& f : readings_of(certified_values(result->result.steps), a, result->rules)) {
    if (f.key != figure) continue;
    std::string out;
    for (const auto& v : f.values) out += (out.empty() ? "" : "; ") + v;
    return out.empty() ? std::string(name(f.how)) : out;
  }
  return "no figure";
}

struct departure {
  std::string_view id;
  std::string calculation;  ///< lines of [calculation] after first_year = 2026
  std::string rest;
  std::string_view figure;
  std::string_view wrong;
  std::string_view right;
  std::vector<std::string_view> in_example;  ///< the same numbers as the catalogue writes them
};

std::string effect(std::string_view side, std::string_view id, std::string_view lines,
                   std::string_view category = "cash") {
  return "[[" + std::string(side) + "]]\nid = \"" + std::string(id) + "\"\nname = \"N\"\ncategory = \"" +
         std::string(category) + "\"\n" + std::string(lines);
}
std::string by_year(const std::vector<int>& amounts) {
  std::string out = "by_year = { ";
  for (std::size_t k = 0; k < amounts.size(); ++k) {
    if (amounts[k] == 0) continue;
    out += (out.back() == ' ' && out.size() == 12 ? "" : ", ") + std::to_string(2026 + k) + " = \"" +
           std::to_string(amounts[k]) + " kr\"";
  }
  return out + " }\n";
}

const std::string ten_years_real =
    "years = 10\ntiming = \"end\"\nrate = 0.0392156862745098039215686274\n"
    "inflation = \"2 %\"\n";  // 1.06 / 1.02 − 1

const std::vector<departure>& departures() {
  static const std::vector<departure> all{
      {"npv_over_all_cells",
       "years = 4\ntiming = \"start\"\nrate = \"10 %\"\n",
       effect("costs", "g", by_year({15000})) + effect("benefits", "b", by_year({0, 5000, 7500, 8200})),
       "net_present_value",
       "1731.44",
       "1904.58",
       {"1731.44", "1904.58"}},
      {"benefits_a_period_early",
       "years = 4\ntiming = \"start\"\nrate = \"4 %\"\n",
       effect("costs", "g", by_year({1000})) + effect("benefits", "b", by_year({0, 360, 360, 360})),
       "net_present_value",
       "38.99",
       "-0.97",
       {"38.99", "-0.97"}},
      {"nominal_rate_on_real_flows",
       ten_years_real,
       effect("benefits", "b", "amount = \"100 kr/år\"\n"),
       "net_present_value",
       "736.01",
       "814.27",
       {"736.01", "814.27"}},
      {"real_rate_by_subtraction",
       ten_years_real,
       effect("benefits", "b", "amount = \"100 kr/år\"\n"),
       "net_present_value",
       "811.09",
       "814.27",
       {"811.09", "814.27"}},
      {"growth_left_out",
       "years = 10\ntiming = \"end\"\nrate = \"3 %\"\nprice_year = 2025\n",
       effect("benefits", "b", "amount = \"100 kr/år\"\ngrowth = \"1,5 %\"\n"),
       "net_present_value",
       "853.02",
       "923.30",
       {"853.02", "923.30"}},
      {"inflation_on_fixed_prices",
       "years = 3\ntiming = \"end\"\nrate = \"0 %\"\ninflation = \"2 %\"\n",
       effect("benefits", "b", by_year({0, 0, 100})),
       "net_present_value",
       "104.04",
       "100.00",
       {"104.04", "100.00"}},
      // 100 × 1.03⁶ = 119.405
      {"price_levels_mixed",
       "years = 1\ntiming = \"start\"\nrate = \"0 %\"\n",
       "[factors.p]\nlikely = \"100 kr\"\nprice_year = 2020\n[price_indices.i]\nname = \"I\"\nsource = \"S\"\n"
       "values = { 2020 = 100, 2026 = 119.4052297 }\n" +
           effect("benefits", "b", "amount = \"p\"\nonce = 2026\n"),
       "net_present_value",
       "100.00",
       "119.41",
       {"100.00", "119.41"}},
      {"redeployed_as_cash",
       "years = 1\ntiming = \"start\"\nrate = \"0 %\"\n",
       effect("benefits", "b", by_year({100})) + effect("benefits", "t", by_year({900}), "redeployed"),
       "net_present_value_cash",
       "1000.00",
       "100.00",
       {"1000.00", "100.00"}},
      {"transfers_as_benefits",
       "years = 1\ntiming = \"start\"\nrate = \"0 %\"\n",
       "[stakeholders.b]\nname = \"B\"\n[[transfers]]\nid = \"t\"\nname = \"T\"\nfrom = \"a\"\nto = \"b\"\n"
       "type = \"internal\"\namount = \"100 kr\"\nonce = 2026\n",
       "net_present_value",
       "100.00",
       "0.00",
       {"100.00", "0.00"}},
      {"another_ratio_under_the_name",
       "years = 1\ntiming = \"start\"\nrate = \"0 %\"\n",
       effect("benefits", "b", by_year({180})) + effect("costs", "c", by_year({120})),
       "net_benefit_per_krona",
       "1.500000",
       "0.500000",
       {"1.5,", "0.5"}},
      // Σ benefits 117250 / Σ costs 25790; PVB / PVC at 3 %, the first year undiscounted
      {"undiscounted_ratio",
       "years = 6\ntiming = \"start\"\nrate = \"3 %\"\n",
       effect("benefits", "b", by_year({8750, 18500, 21000, 23000, 23000, 23000})) +
           effect("costs", "c", by_year({12990, 2560, 2560, 2560, 2560, 2560})),
       "benefit_cost_ratio",
       "4.546336",
       "4.363070",
       {"4.546336", "4.363070"}},
      {"zero_ratio_without_costs",
       "years = 1\ntiming = \"start\"\nrate = \"0 %\"\n",
       effect("benefits", "b", by_year({100})),
       "benefit_cost_ratio",
       "0.000000",
       "undefined",
       {"0,", "undefined"}},
      {"midpoint_as_likely",
       "years = 1\ntiming = \"start\"\nrate = \"0 %\"\n",
       effect("benefits", "b", "amount = \"100 kr\"\nlow = \"50 kr\"\nhigh = \"250 kr\"\nonce = 2026\n"),
       "net_present_value",
       "150.00",
       "100.00",
       {"150.00", "100.00"}},
      {"undiscounted_payback_as_discounted",
       "years = 9\ntiming = \"start\"\nrate = \"8 %\"\n",
       effect("costs", "g", by_year({1000})) + effect("benefits", "b", "amount = \"300 kr/år\"\nfrom = 2027\n"),
       "discounted_payback_years",
       "3.333333",
       "4.031159",
       {"3.333333", "4.031159"}},
      // −500, 100, −300, 200: first above 0 after 500/600, lastingly after 2 + 300/500
      {"payback_at_first_crossing",
       "years = 4\ntiming = \"start\"\nrate = \"0 %\"\n",
       effect("costs", "g", by_year({500, 0, 400})) + effect("benefits", "b", by_year({0, 600, 0, 500})),
       "payback_years",
       "0.833333",
       "2.600000",
       {"0.833333", "2.6"}},
      // (12990 − 8750) / (18500 − 2560)
      {"payback_a_year_late",
       "years = 6\ntiming = \"start\"\nrate = \"3 %\"\n",
       effect("benefits", "b", by_year({8750, 18500, 21000, 23000, 23000, 23000})) +
           effect("costs", "c", by_year({12990, 2560, 2560, 2560, 2560, 2560})),
       "payback_years",
       "1.265997",
       "0.265997",
       {"1.265997", "0.265997"}},
      {"one_rate_of_return",
       "years = 3\ntiming = \"start\"\nrate = \"0 %\"\n",
       effect("costs", "g", by_year({1000, 0, 1540})) + effect("benefits", "b", by_year({0, 2500})),
       "internal_rate_of_return",
       "0.1",
       "0.1; 0.4",
       {"10 %", "40 %"}},
      {"residual_value_left_out",
       "years = 5\ntiming = \"end\"\nrate = \"4 %\"\n",
       effect("benefits", "r", "type = \"residual\"\namount = \"500 kr\"\nonce = 2030\n"),
       "net_present_value",
       "0.00",
       "410.96",
       {"410.96"}},
      // 100 / 1.16 and 100 / 1.157625
      {"rounded_growth_factors",
       "years = 3\ntiming = \"end\"\nrate = \"5 %\"\n",
       effect("benefits", "b", by_year({0, 0, 100})),
       "net_present_value",
       "86.21",
       "86.38",
       {"86.21", "86.38"}},
      {"full_effect_from_the_first_year",
       "years = 3\ntiming = \"end\"\nrate = \"0 %\"\n",
       effect("benefits", "b", "amount = \"100 kr/år\"\nuptake = [0, 0.5, 1]\n"),
       "net_present_value",
       "200.00",
       "150.00",
       {"200.00", "150.00"}},
      {"divided_by_discount_factor",
       "years = 1\ntiming = \"end\"\nrate = \"10 %\"\n",
       effect("benefits", "b", by_year({100})),
       "net_present_value",
       "110.00",
       "90.91",
       {"110.00", "90.91"}},
      {"outlay_added",
       "years = 3\ntiming = \"start\"\nrate = \"0 %\"\n",
       effect("costs", "g", "type = \"initial\"\n" + by_year({100})) + effect("benefits", "b", by_year({0, 60, 60})),
       "net_present_value",
       "220.00",
       "20.00",
       {"220.00", "20.00"}}};
  return all;
}

}  // namespace

TEST_CASE("deviations: the catalogue stands in the order of the enumeration, each id once") {
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < deviation_catalogue.size(); ++i) {
    const deviation_entry& d = deviation_catalogue[i];
    CHECK(static_cast<std::size_t>(d.which) == i);
    CHECK(&entry_of(d.which) == &d);
    CHECK_MESSAGE(ids.insert(d.id).second, d.id);
    CHECK(find_deviation(d.id) == &d);
    for (const auto text : {d.name_sv, d.name_en, d.wrong, d.right, d.symptom_sv, d.symptom_en, d.source, d.example}) {
      CHECK_MESSAGE(!text.empty(), d.id);
    }
  }
  CHECK(find_deviation("none_such") == nullptr);
}

TEST_CASE("deviations: each does to its example what the catalogue says, and nothing to it when it is off") {
  REQUIRE(departures().size() == deviation_catalogue.size());
  for (std::size_t i = 0; i < departures().size(); ++i) {
    const departure& d = departures()[i];
    CAPTURE(std::string(d.id));
    CHECK(deviation_catalogue[i].id == d.id);
    const std::string text =
        "format = 1\n[initiative]\nname = \"I\"\n[stakeholders.a]\nname = \"A\"\n"
        "[calculation]\nmethod = \"esv\"\nfirst_year = 2026\n" +
        d.calculation + d.rest;
    CHECK(figure_under(text, std::string(d.id), "departing", d.figure) == d.wrong);
    CHECK(figure_under(text, std::string(d.id), "esv", d.figure) == d.right);
    for (const auto number : d.in_example) {
      CHECK_MESSAGE(deviation_catalogue[i].example.find(number) != std::string_view::npos, number);
    }
  }
}

TEST_CASE("deviations: two uptakes by shape come at once too, and factors by year stay ready") {
  // 100 a year, rising evenly over 2027 to 2029 (1/3, 2/3, 1): with the ramp left out 300, else 200.
  const auto with = [](const std::string& uptake) {
    return "format = 1\n[initiative]\nname = \"I\"\n[stakeholders.a]\nname = \"A\"\n[calculation]\nmethod = \"esv\"\n"
           "first_year = 2026\nyears = 4\ntiming = \"end\"\nrate = \"0 %\"\n[factors.p]\nby_year = { 2027 = \"100 "
           "kr/år\" }\n" +
           effect("benefits", "b", "amount = \"p\"\nuptake = " + uptake + "\n");
  };
  const std::string ramp = "full_effect_from_the_first_year";
  const std::string linear = with("{ shape = \"linear\", from = 2027, to = 2029 }");
  CHECK(figure_under(linear, ramp, "departing", "net_present_value") == "300.00");
  CHECK(figure_under(linear, ramp, "esv", "net_present_value") == "200.00");
  const std::string curve = with("{ shape = \"s-curve\", from = 2027, to = 2029 }");
  CHECK(figure_under(curve, ramp, "departing", "net_present_value") == "300.00");
  CHECK(figure_under(curve, ramp, "esv", "net_present_value") == "150.00");  // 10 + 50 + 90
  const std::string listed = with("[0, 0.5, 1]");
  CHECK(figure_under(listed, ramp, "departing", "net_present_value") == "300.00");
  CHECK(figure_under(listed, ramp, "esv", "net_present_value") == "250.00");
}

namespace {

std::string framed(const std::string& calculation, const std::string& rest) {
  return "format = 1\n[initiative]\nname = \"I\"\n[stakeholders.a]\nname = \"A\"\n[calculation]\nmethod = \"esv\"\n"
         "first_year = 2026\n" +
         calculation + rest;
}

}  // namespace

TEST_CASE("deviations: the formulas hold under steps, base years, references and uptakes that end") {
  // 1000 kr 31 years after the base year: v(31) = 0.345901, one period too little v(30) = 0.356278 (Green Book's
  // factors).
  const std::string stepped = framed(
      "years = 32\ntiming = \"start\"\nrate = { steps = [ { from = 1, rate = \"3.5 %\" }, { from = 31, rate = "
      "\"3 %\" } ] }\n",
      effect("benefits", "b", "by_year = { 2057 = \"1000 kr\" }\n"));
  CHECK(figure_under(stepped, "benefits_a_period_early", "departing", "net_present_value") == "356.28");
  CHECK(figure_under(stepped, "benefits_a_period_early", "esv", "net_present_value") == "345.90");
  // Discounted to 2024: 1000 / 1.1². NPV() over all cells knows no base year: 1000 / 1.1.
  const std::string based = framed("years = 1\ntiming = \"start\"\nrate = \"10 %\"\nbase_year = 2024\n",
                                   effect("benefits", "b", by_year({1000})));
  CHECK(figure_under(based, "npv_over_all_cells", "departing", "net_present_value") == "909.09");
  CHECK(figure_under(based, "npv_over_all_cells", "esv", "net_present_value") == "826.45");
  // The grant belongs to the reference: to the alternative it is a benefit lost.
  const std::string reference =
      framed("years = 1\ntiming = \"start\"\nrate = \"0 %\"\n",
             "[stakeholders.b]\nname = \"B\"\n[alternatives.noll]\nname = \"N\"\nreference = true\n"
             "[alternatives.ett]\nname = \"E\"\n[[transfers]]\nid = \"t\"\nname = \"T\"\nfrom = \"a\"\nto = \"b\"\n"
             "alternative = \"noll\"\namount = \"200 kr\"\nonce = 2026\n");
  const std::string grant = "transfers_as_benefits";
  const auto result = calculate(reference, "case.toml", {}, "departing", one_deviation, &grant);
  REQUIRE(result.has_value());
  const auto& other = result->result.alternatives.at(1);
  CHECK(certified_values(result->result.steps).rounded(other.find("net_present_value")->node, 0, 2) == "-200.00");
  // A benefit that ends has its full effect until it ends, and what is said of years beyond the columns is none of
  // theirs.
  const std::string ramp = "full_effect_from_the_first_year";
  const std::string ends = framed("years = 4\ntiming = \"end\"\nrate = \"0 %\"\n",
                                  effect("benefits", "b", "amount = \"100 kr/år\"\nuptake = [0.5, 1, 1, 0]\n"));
  CHECK(figure_under(ends, ramp, "departing", "net_present_value") == "300.00");
  CHECK(figure_under(ends, ramp, "esv", "net_present_value") == "250.00");
  const std::string beyond =
      framed("years = 3\ntiming = \"end\"\nrate = \"0 %\"\n",
             effect("benefits", "b", "amount = \"100 kr/år\"\nuptake = { 2026 = \"50 %\", 2040 = \"100 %\" }\n"));
  CHECK(figure_under(beyond, ramp, "departing", "net_present_value") == "150.00");
  // -1000 + 2500 v - 100 v² = 0: rates -95.93 % and 145.93 %. Newton's method from 10 % goes to the second.
  const std::string rates =
      framed("years = 3\ntiming = \"start\"\nrate = \"0 %\"\n",
             effect("costs", "g", by_year({1000, 0, 100})) + effect("benefits", "b", by_year({0, 2500})));
  CHECK(figure_under(rates, "one_rate_of_return", "departing", "internal_rate_of_return") == "1.459338662");
}

TEST_CASE("deviations: a method that divides by a factor rounded to nothing is told so") {
  const std::string text =
      framed("years = 1\ntiming = \"start\"\nrate = \"20 %\"\nbase_year = 1990\nrounded_factors = 0\n",
             effect("benefits", "b", by_year({1000})));
  const std::string id = "divided_by_discount_factor";
  const auto result = calculate(text, "case.toml", {}, "departing", one_deviation, &id);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().front().code == "N0783");
}
