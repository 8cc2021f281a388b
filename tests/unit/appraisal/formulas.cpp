// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/evaluate.hpp>
#include <nytta/appraisal/formulas.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "claims.hpp"

using namespace nytta;

namespace {

/// One node over one input, calculated for the years from `first_year`.
std::vector<double> yearly(operation what, double input, std::vector<int> integers, int first_year, int years) {
  working steps;
  steps.first_year = first_year;
  steps.years = years;
  node given;
  given.numbers = {*decimal::parse(std::to_string(input))};
  node of;
  of.what = what;
  of.form = shape::yearly;
  of.inputs = {steps.add(std::move(given))};
  of.integers = std::move(integers);
  const int at = steps.add(std::move(of));
  return evaluate<double>(steps)[static_cast<std::size_t>(at)].numbers;
}

void holds(const formula& f, std::string_view printed, double given, double by_hand, double tolerance) {
  CAPTURE(std::string(f.id));
  CAPTURE(std::string(printed));
  CHECK(f.example.find(printed) != std::string_view::npos);
  CHECK(given == doctest::Approx(by_hand).epsilon(tolerance));
}

}  // namespace

// 80 % × (y − 2022) / 4: a quarter of the ceiling more each year.
TEST_CASE("formulas: the example of linear_uptake is what the working gives") {
  const auto share = yearly(operation::uptake_linear, 0.8, {1, 4}, 2022, 6);
  CHECK(share.at(0) == 0);
  holds(linear_uptake_formula, ": 0.2,", share.at(1), 0.2, 1e-15);
  holds(linear_uptake_formula, " 0.4,", share.at(2), 0.4, 1e-15);
  holds(linear_uptake_formula, " 0.6,", share.at(3), 0.6, 1e-15);
  holds(linear_uptake_formula, " 0.8", share.at(4), 0.8, 1e-15);
  CHECK(share.at(5) == doctest::Approx(0.8));
}

// 81^(−(y − 2025)/4) is 9, 3, 1, 1/3, 1/9 in 2023 … 2027, and 1/(1 + that) is 1/10, 1/4, 1/2, 3/4, 9/10.
TEST_CASE("formulas: the example of s_curve_uptake is what the working gives") {
  const auto share = yearly(operation::uptake_s_curve, 1, {0, 4}, 2023, 5);
  holds(s_curve_uptake_formula, ": 0.1,", share.at(0), 0.1, 1e-14);
  holds(s_curve_uptake_formula, " 0.25,", share.at(1), 0.25, 1e-14);
  holds(s_curve_uptake_formula, " 0.5,", share.at(2), 0.5, 1e-14);
  holds(s_curve_uptake_formula, " 0.75,", share.at(3), 0.75, 1e-14);
  holds(s_curve_uptake_formula, " 0.9", share.at(4), 0.9, 1e-14);
}

// 1.015² = 1.030225, and 1.030225 × 1.015 = 1.045678375.
TEST_CASE("formulas: the example of growth_factor is what the working gives") {
  const auto factor = yearly(operation::power, 1.015, {0, 1, 2, 3}, 2022, 4);
  CHECK(factor.at(0) == 1);
  holds(growth_formula, "1.045678375", factor.at(3), 1.045678375, 1e-14);
}

// NNV = 180 − 100 − 20 = 60; over the investment 100, and over investment and operation 120.
TEST_CASE("formulas: the example of method_ratio is what the ratio gives") {
  initiative claim = claims::of_one_stakeholder(2025, 1, "0", timing::start);
  claim.effects = {claims::once(claims::effect(effect_side::cost, "i", "100 kr", "cash"), 2025),
                   claims::effect(effect_side::cost, "dou", "20 kr/år", "cash"),
                   claims::effect(effect_side::benefit, "b", "180 kr/år", "cash")};
  method rules = claims::plain_method();
  rules.ratios = {{"i", ratio_numerator::net_present_value, {effect_type::initial}, false},
                  {"idu", ratio_numerator::net_present_value, {effect_type::initial, effect_type::running}, false}};
  const appraisal a = claims::appraised(claim, rules);
  const auto numbers = evaluate<double>(a.steps);
  const auto value = [&](std::string_view key) {
    return numbers[static_cast<std::size_t>(a.alternatives[0].find(key)->node)].numbers.at(0);
  };
  holds(method_ratio_formula, "60/100 = 0.6", value("i"), 0.6, 1e-15);
  holds(method_ratio_formula, "60/120 = 0.5", value("idu"), 0.5, 1e-15);
}

TEST_CASE("formulas: the list holds the measures and the four of an appraisal, each id once") {
  std::vector<std::string_view> ids;
  for (const formula& f : all_formulas()) ids.push_back(f.id);
  for (const auto id : {"npv", "irr", "linear_uptake", "s_curve_uptake", "growth_factor", "method_ratio"}) {
    CHECK(std::count(ids.begin(), ids.end(), std::string_view(id)) == 1);
  }
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}
