// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/formulas.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace nytta;

namespace {

/// A number that the formula's example prints, what the function gives, and half a unit of the last digit printed.
struct held {
  std::string_view id;
  std::string_view printed;
  double expected;
  double given;
  double tolerance;
};

using series = std::vector<double>;

std::vector<held> examples() {
  const horizon decade{.first_year = 2022, .years = 10, .base_year = 2022};
  const auto rates = irr(series{-1000, 2500, -1540}).values;
  const index_series kpi{.name = "kpi", .source = "example", .values = {{2019, 100}, {2025, decimal::of(1194, 1)}}};
  const index_ratio r = ratio(kpi, 2019, 2025);
  const series dipping{-500, 600, -400, 500};
  const double dip_in_new_prices = 50 * to_double(r.numerator) / to_double(r.denominator);
  return {
      {"npv", "3065.22267", 3065.22267, npv({-40000, 5000, 8000, 12000, 30000}, 0.08, timing::start), 5e-6},
      {"discount_factor", "0.356278410602", 0.356278410602, discount_factor(0.035, 30), 5e-13},
      {"annuity_factor", "11.469921", 11.469921, annuity_factor(0.06, 20), 5e-7},
      {"equivalent_annual_amount", "114258.76317714", 114258.76317714,
       equivalent_annual_amount(1000000.0, discount_schedule<double>::flat(0.025), decade, timing::end).value, 5e-9},
      {"benefit_cost_ratio", "1.5", 1.5, benefit_cost_ratio(180.0, 120.0).value, 1e-15},
      {"net_benefit_per_krona", "0.5", 0.5, net_benefit_per_krona(180.0, 120.0).value, 1e-15},
      {"net_present_value_ratio", "0.6", 0.6, net_present_value_ratio(60.0, 100.0).value, 1e-15},
      {"irr", "0.1 and", 0.1, rates.at(0), 1e-15},
      {"irr", "0.4", 0.4, rates.at(1), 1e-15},
      {"mirr", "0.10401626746", 0.10401626746, mirr(series{-1000, 100, 250, 500, 500}, 0.1, 0.1).value, 5e-12},
      {"payback", "2.6", 2.6, payback(dipping).value, 1e-15},
      {"payback", "0.833333", 0.833333, payback(dipping, crossing::first).value, 5e-7},
      {"break_even", "column 1", 1.0,
       static_cast<double>(break_even_column(series{215400, 430800}, series{475000, 150000}).value), 0},
      {"cumulate", "-800, -750, -350, 150", 150, cumulate(series{-800, 50, 400, 500}).back(), 0},
      {"peak_funding", "500", 500, peak_funding(dipping), 0},
      {"index", "59.70", 59.70, dip_in_new_prices, 1e-12},
  };
}

}  // namespace

TEST_CASE("formulas: each has an id, both names, a text, symbols, a source and an example") {
  std::set<std::string_view> ids;
  for (const formula& f : measure_formulas) {
    CAPTURE(std::string(f.id));
    CHECK_FALSE(f.id.empty());
    CHECK_FALSE(f.name_sv.empty());
    CHECK_FALSE(f.name_en.empty());
    CHECK_FALSE(f.text.empty());
    CHECK_FALSE(f.symbols.empty());
    CHECK_FALSE(f.convention.empty());
    CHECK_FALSE(f.source.empty());
    CHECK_FALSE(f.example.empty());
    CHECK(ids.insert(f.id).second);
  }
}

TEST_CASE("formulas: every example is what the function gives") {
  const auto all = examples();
  for (const formula& f : measure_formulas) {
    CAPTURE(std::string(f.id));
    int numbers = 0;
    for (const held& h : all) {
      if (h.id != f.id) continue;
      ++numbers;
      CHECK(f.example.find(h.printed) != std::string_view::npos);
      CHECK(std::abs(h.given - h.expected) <= h.tolerance);
    }
    CHECK(numbers > 0);
  }
}
