// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/appraise.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "claims.hpp"

using namespace claims;

// What a method decides about prices, steps, rounding and ratios, and what a case may decide in its place.

namespace {

/// An investment of 100, operation of 20 and benefits of 180 kronor in one year, undiscounted.
initiative investment() {
  initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
  claim.effects = {once(effect(effect_side::cost, "i", "100 kr", "cash"), 2025),
                   effect(effect_side::cost, "dou", "20 kr/år", "cash"),
                   effect(effect_side::benefit, "b", "180 kr/år", "cash")};
  return claim;
}

ratio_rule over(std::string id, std::vector<effect_type> below, bool tax_financing) {
  return {std::move(id), ratio_numerator::net_present_value, std::move(below), tax_financing};
}

method with_ratios(bool tax_financing) {
  method m = plain_method();
  m.ratios = {over("nnk_i", {effect_type::initial}, tax_financing),
              over("nnk_idu", {effect_type::initial, effect_type::running}, tax_financing)};
  return m;
}

/// 4 % the first year from the origin and 3 % after it; 100 kr a year at its start, 2025–2027.
initiative stepped() {
  initiative claim = of_one_stakeholder(2025, 3, "0", timing::start);
  claim.calculation.rate.reset();
  claim.effects = {once(effect(effect_side::benefit, "b", "100 kr", "cash"), 2027)};
  return claim;
}

method with_steps() {
  method m = plain_method();
  rate_rule r;
  r.form = rate_form::steps;
  r.parts = {{1, {*decimal::parse("0.04"), {}, {}}}, {2, {*decimal::parse("0.03"), {}, {}}}};
  m.rate = r;
  return m;
}

std::vector<std::string> overrides_of(const appraisal& a) {
  std::vector<std::string> out;
  for (const auto& o : a.overrides) out.push_back(o.key + ": " + o.own + " for " + o.method);
  return out;
}

}  // namespace

TEST_CASE("by_method: the figures of an appraisal are the common ones, then the perspectives', then the ratios") {
  method rules = with_ratios(false);
  rules.perspectives = {{"agency", {stakeholder_kind::own}, false}};
  std::vector<std::string> keys;
  const appraisal a = appraised(investment(), rules);
  for (const auto& f : a.alternatives[0].figures) keys.push_back(f.key);
  std::vector<std::string> expected(common_figures.begin(), common_figures.end());
  expected.insert(expected.end(), {"agency_net_present_value", "nnk_i", "nnk_idu"});
  CHECK(keys == expected);
  for (const auto& key : keys) CHECK(has_figure(rules, key));
  CHECK_FALSE(has_figure(plain_method(), "nnk_i"));
}

// 180 − 100 − 20 = 60; 60/100 and 60/120. Over benefits instead: 180/100.
TEST_CASE("by_method: a ratio of the method's own") {
  method rules = with_ratios(true);
  rules.ratios.push_back({"gross", ratio_numerator::present_value_benefits, {effect_type::initial}, false});
  const appraisal a = appraised(investment(), rules);
  CHECK(money(a, "nnk_i") == "0.600000");
  CHECK(money(a, "nnk_idu") == "0.500000");
  CHECK(money(a, "gross") == "1.800000");
  CHECK(a.steps[a.alternatives[0].find("nnk_i")->node].formula == "method_ratio");
}

// Raising taxes costs 30 %, and taxes bear the investment: 30 kr. 180 − 120 − 30 = 30. Over I with its tax factor:
// 30/130 and 30/150; without: 30/100 and 30/120.
TEST_CASE("by_method: a ratio with the tax-financing cost of its own costs, and without") {
  initiative claim = investment();
  claim.effects[0].financed_by_taxes = formula_of("100 %");
  method rules = with_ratios(true);
  rules.public_funds_cost = *decimal::parse("0.3");
  const appraisal with = appraised(claim, rules);
  CHECK(money(with, "net_present_value") == "30.00");
  CHECK(money(with, "nnk_i") == "0.230769");
  CHECK(money(with, "nnk_idu") == "0.200000");
  for (auto& r : rules.ratios) r.tax_financing = false;
  const appraisal without = appraised(claim, rules);
  CHECK(money(without, "nnk_i") == "0.300000");
  CHECK(money(without, "nnk_idu") == "0.250000");
}

// The reference's operation of 50 is avoided: a negative cost. 80 − (100 + 20 − 50) = 10, over 100 and over 70.
TEST_CASE("by_method: an avoided cost of the reference stands below the line where it is a negative cost") {
  initiative claim = investment();
  claim.alternatives = {{"old", "Old", true, {}}, {"new", "New", false, {}}};
  claim.effects[2].amount = formula_of("80 kr/år");
  for (auto& e : claim.effects) e.alternatives = {"new"};
  claim.effects.push_back(effect(effect_side::cost, "old_dou", "50 kr/år", "cash"));
  claim.effects.back().alternatives = {"old"};
  method rules = with_ratios(false);
  rules.savings = saving_side::negative_cost;
  const appraisal a = appraised(claim, rules);
  CHECK(money(a, "net_present_value", 1) == "10.00");
  CHECK(money(a, "nnk_i", 1) == "0.100000");
  CHECK(money(a, "nnk_idu", 1) == "0.142857");
}

TEST_CASE("by_method: a ratio over nothing is undefined") {
  initiative claim = investment();
  claim.effects.erase(claim.effects.begin());
  const appraisal a = appraised(claim, with_ratios(true));
  const certified_values values(a.steps);
  const int at = a.alternatives[0].find("nnk_i")->node;
  CHECK(values.state(at) == status::undefined);
  CHECK(values.why(at) == reason::costs_not_positive);
  CHECK(money(a, "nnk_idu") == "8.000000");  // (180 − 20) / 20
}

// From 2025: 100 / 1.04 / 1.03 = 93.3533. From 2026: the year before the origin has the first rate, too: 100 / 1.04².
TEST_CASE("by_method: a case may say where the steps of the rate count from") {
  const appraisal by_method = appraised(stepped(), with_steps());
  CHECK(money(by_method, "net_present_value") == "93.35");
  CHECK(origin_year(by_method.frame.rate, by_method.frame) == 2025);
  CHECK(by_method.overrides.empty());

  initiative claim = stepped();
  claim.calculation.rate_origin = step_origin::calendar_year;
  claim.calculation.rate_origin_year = 2026;
  const appraisal own = appraised(claim, with_steps());
  CHECK(money(own, "net_present_value") == "92.46");
  CHECK(overrides_of(own) == std::vector<std::string>{"rate_origin: 2026 for 2025"});

  claim.calculation.rate_origin = step_origin::base_year;  // 2025 as the method says: no choice of its own
  CHECK(appraised(claim, with_steps()).overrides.empty());
}

// The base year 2026, so that 2025 is compounded: from 2025, 100 / 1.03; from the base year, 100 / 1.04.
TEST_CASE("by_method: first_year and base_year as origins, of the case's own steps, too") {
  initiative claim = stepped();
  claim.calculation.base_year = 2026;
  claim.calculation.rate_origin = step_origin::first_year;
  CHECK(money(appraised(claim, with_steps()), "net_present_value") == "97.09");
  claim.calculation.rate = with_steps().rate;
  claim.calculation.rate->origin = step_origin::first_year;
  claim.calculation.rate_origin = step_origin::base_year;
  CHECK(money(appraised(claim, plain_method()), "net_present_value") == "96.15");
}

TEST_CASE("by_method: an origin is refused where the rate has no steps, and centuries away") {
  initiative claim = of_one_stakeholder(2025, 3, "0.03", timing::start);
  claim.calculation.rate_origin = step_origin::first_year;
  CHECK(codes(claim, plain_method()) == std::vector<std::string>{"N0742"});
  initiative far = stepped();
  far.calculation.rate_origin = step_origin::calendar_year;
  far.calculation.rate_origin_year = 20260;
  CHECK(codes(far, with_steps()) == std::vector<std::string>{"N0713"});
}

// 1/1.03 = 0.970873…, to two decimals 0.97, to three 0.971.
TEST_CASE("by_method: a case may round the discount factors as a printed table does") {
  initiative claim = of_one_stakeholder(2025, 1, "0.03", timing::end);
  claim.effects = {effect(effect_side::benefit, "b", "10000 kr/år", "cash")};
  claim.calculation.rounded_factors = 2;
  const appraisal a = appraised(claim, plain_method());
  CHECK(money(a, "net_present_value") == "9700.00");
  CHECK(overrides_of(a) == std::vector<std::string>{"rounded_factors: 2 for none"});
  CHECK(a.frame.rounded_factors == 2);
  method rules = plain_method();
  rules.rounded_factors = 3;
  CHECK(overrides_of(appraised(claim, rules)) == std::vector<std::string>{"rounded_factors: 2 for 3"});
  claim.calculation.rounded_factors.reset();
  const appraisal b = appraised(claim, rules);
  CHECK(money(b, "net_present_value") == "9710.00");
  CHECK(b.overrides.empty());
}

// 100 in prices of 2025, uprated by 2 % to 2026: 102, undiscounted. In real prices: 100.
TEST_CASE("by_method: a case that says nothing is in the method's prices") {
  initiative claim = of_one_stakeholder(2025, 2, "0", timing::end);
  claim.effects = {once(effect(effect_side::benefit, "b", "100 kr", "cash"), 2026)};
  method rules = plain_method();
  rules.basis = price_basis_kind::nominal;
  CHECK(codes(claim, rules) == std::vector<std::string>{"N0741"});
  claim.calculation.inflation = rate_source{*decimal::parse("0.02"), {}, {}};
  const appraisal nominal = appraised(claim, rules);
  CHECK(nominal.frame.basis == price_basis_kind::nominal);
  CHECK(money(nominal, "net_present_value") == "102.00");
  CHECK(nominal.overrides.empty());
  claim.calculation.basis = price_basis_kind::real;
  const appraisal real = appraised(claim, rules);
  CHECK(money(real, "net_present_value") == "100.00");
  CHECK(overrides_of(real) == std::vector<std::string>{"price_basis: real for nominal"});
  CHECK(appraised(claim, plain_method()).overrides.empty());
}
