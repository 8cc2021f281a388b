// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/evaluate.hpp>
#include <nytta/sensitivity/sensitivity.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "unit/appraisal/claims.hpp"
#include "unit/appraisal/tree_cases.hpp"

// What if, by hand. The case: 10 ärenden a year at 50 kr (40-65) for three years at 25 %, flows at the start, so that
// the factors are 1, 0.8 and 0.64, together 2.44; an outlay of 1 000 kr (900-1 200) in the first year. Net present
// value: 2.44 × 500 − 1 000 = 220.

using namespace claims;

namespace {

factor_claim ranged(std::string id, std::string_view value, std::string_view low, std::string_view high) {
  factor_claim f = likely(std::move(id), value);
  value_range r;
  r.low = claims::amount_of(low);
  r.high = claims::amount_of(high);
  f.range = r;
  return f;
}

initiative plain_case() {
  initiative claim = of_one_stakeholder(2025, 3, "0.25", timing::start);
  claim.factors = {ranged("price", "50 kr/ärende", "40 kr/ärende", "65 kr/ärende"), likely("cases", "10 ärende/år"),
                   ranged("invest", "1000 kr", "900 kr", "1200 kr")};
  claim.effects = {effect(effect_side::benefit, "gain", "cases * price", "cash"),
                   once(effect(effect_side::cost, "outlay", "invest", "cash"), 2025)};
  return claim;
}

sensitivity answered_with(const initiative& claim, const sensitivity_request& asked = {},
                          const method& rules = plain_method()) {
  const appraisal a = appraised(claim, rules);
  return what_if(claim, rules, a, a.alternatives[0], asked);
}
sensitivity of_figure(const initiative& claim, std::string figure) {
  sensitivity_request asked;
  asked.figure = std::move(figure);
  return answered_with(claim, asked);
}

std::string digits(const figure_reading& f) { return f.values.size() == 1 ? f.values[0] : std::string(name(f.how)); }
std::string digits(const std::optional<figure_reading>& f) { return f ? digits(*f) : "refused"; }

template <class Row>
const Row& row_of(const std::vector<Row>& rows, std::string_view id, std::string Row::*key) {
  for (const Row& r : rows) {
    if (r.*key == id) return r;
  }
  FAIL("no row of " << std::string(id));
  return rows.front();
}
const one_way_row& way(const sensitivity& s, std::string_view id) {
  return row_of(s.one_way, id, &one_way_row::factor);
}
const switching_row& turn(const sensitivity& s, std::string_view id) {
  return row_of(s.switching, id, &switching_row::factor);
}
const elasticity_row& slope(const sensitivity& s, std::string_view id) {
  return row_of(s.elasticities, id, &elasticity_row::factor);
}

std::string group(const sensitivity& s, std::string_view id, bool up) {
  for (const auto& r : s.groups) {
    if (r.id == id && (decimal(0) < r.change) == up) return digits(r.value);
  }
  return "none";
}

using numbers = factor_numbers;

}  // namespace

TEST_CASE("what_if: one factor at a time, the largest swing first") {
  const sensitivity s = answered_with(plain_case());
  CHECK(s.alternative == "main");
  CHECK(s.of.key == "net_present_value");
  CHECK(digits(s.base) == "220.00");
  REQUIRE(s.one_way.size() == 3);
  // 2.44 × 400 − 1 000 and 2.44 × 650 − 1 000.
  CHECK(s.one_way[0].factor == "price");
  CHECK(s.one_way[0].unit == "kr/ärende");
  CHECK(s.one_way[0].entered);
  CHECK(s.one_way[0].low == numbers{"40"});
  CHECK(s.one_way[0].high == numbers{"65"});
  CHECK(digits(s.one_way[0].at_low) == "-24.00");
  CHECK(digits(s.one_way[0].at_high) == "586.00");
  CHECK(s.one_way[0].swing == "610.00");
  // ± 20 %: 8 and 12.
  CHECK(s.one_way[1].factor == "cases");
  CHECK_FALSE(s.one_way[1].entered);
  CHECK(s.one_way[1].low == numbers{"8"});
  CHECK(s.one_way[1].high == numbers{"12"});
  CHECK(digits(s.one_way[1].at_low) == "-24.00");
  CHECK(digits(s.one_way[1].at_high) == "464.00");
  CHECK(s.one_way[1].swing == "488.00");
  // 1 220 − 900 and 1 220 − 1 200.
  CHECK(s.one_way[2].factor == "invest");
  CHECK(digits(s.one_way[2].at_low) == "320.00");
  CHECK(digits(s.one_way[2].at_high) == "20.00");
  CHECK(s.one_way[2].swing == "300.00");
}

TEST_CASE("what_if: up and down by another share") {
  sensitivity_request asked;
  asked.by = decimal::of(5, 1);
  const sensitivity s = answered_with(plain_case(), asked);
  CHECK(way(s, "cases").low == numbers{"5"});
  CHECK(way(s, "cases").high == numbers{"15"});
  CHECK(digits(way(s, "cases").at_high) == "830.00");  // 1.5 × 1 220 − 1 000
  CHECK(way(s, "price").low == numbers{"40"});         // its own range
  CHECK(group(s, "costs", true) == "-280.00");         // 1 220 − 1 500
}

// A rebate of −100 kr a year: −120 is low, −80 is high. 2.44 × (500 − 120) − 1 000 = −72.80.
TEST_CASE("what_if: a number below 0 has its low end further down") {
  initiative claim = plain_case();
  claim.factors.push_back(likely("rebate", "-100 kr/år"));
  claim.effects[0].amount = formula_of("cases * price + rebate");
  const sensitivity s = answered_with(claim);
  CHECK(way(s, "rebate").low == numbers{"-120"});
  CHECK(way(s, "rebate").high == numbers{"-80"});
  CHECK(digits(way(s, "rebate").at_low) == "-72.80");
  CHECK(digits(way(s, "rebate").at_high) == "24.80");
  // 2.44 × (500 + x) = 1 000: x = 409.8360656 − 500 = −90.16393443, within numbers ≤ 0.
  CHECK(turn(s, "rebate").value == numbers{"-90.16393443"});
  CHECK(turn(s, "rebate").change == "-0.098361");
}

// 10 a year in 2025 and 2026, 20 in 2027: 50 × (10 + 8 + 12.8) = 1 540; 540 in all.
TEST_CASE("what_if: a factor by year moves in proportion") {
  initiative claim = plain_case();
  claim.factors[1] = factor_claim{};
  claim.factors[1].id = "cases";
  claim.factors[1].by_year = {{2025, claims::amount_of("10 ärende/år"), {}},
                              {2027, claims::amount_of("20 ärende/år"), {}}};
  const sensitivity s = answered_with(claim);
  CHECK(digits(s.base) == "540.00");
  CHECK(way(s, "cases").low == numbers{"8", "8", "16"});
  CHECK(way(s, "cases").high == numbers{"12", "12", "24"});
  CHECK(digits(way(s, "cases").at_low) == "232.00");   // 0.8 × 1 540 − 1 000
  CHECK(digits(way(s, "cases").at_high) == "848.00");  // 1.2 × 1 540 − 1 000
  // 1 000 / 1 540 = 0.6493506494 of each.
  CHECK(turn(s, "cases").value == numbers{"6.493506494", "6.493506494", "12.98701299"});
  CHECK(turn(s, "cases").change == "-0.350649");
  CHECK(slope(s, "cases").elasticity == "2.851852");  // 1 540 / 540
}

// ---- conventions ----------------------------------------------------------------------------------------------------

namespace {

/// 500 kr a year from now on, less 1 000: the sum of a geometric series.
std::string geometric(double rate, int years) {
  const double v = 1 / (1 + rate);
  const double sum = rate == 0 ? years : (1 - std::pow(v, years)) / (1 - v);
  return decimal_from_double(500 * sum - 1000, 2, rounding::half_even).to_string();
}

const convention_row& convention(const sensitivity& s, std::string_view key) {
  return row_of(s.conventions, key, &convention_row::key);
}

}  // namespace

TEST_CASE("what_if: the rate and the years, lower and higher") {
  const sensitivity s = answered_with(plain_case());
  REQUIRE(s.conventions.size() == 2);
  CHECK(convention(s, "rate").low == "0.24");
  CHECK(convention(s, "rate").high == "0.26");
  CHECK(digits(convention(s, "rate").at_low) == geometric(0.24, 3));
  CHECK(digits(convention(s, "rate").at_high) == geometric(0.26, 3));
  CHECK(convention(s, "years").low == "2");
  CHECK(convention(s, "years").high == "4");
  CHECK(digits(convention(s, "years").at_low) == "-100.00");  // 1.8 × 500 − 1 000
  CHECK(digits(convention(s, "years").at_high) == "476.00");  // 2.952 × 500 − 1 000
}

TEST_CASE("what_if: no rate, and one percentage point") {
  initiative claim = plain_case();
  claim.calculation.rate->form = rate_form::none;
  claim.calculation.rate->parts.clear();
  const sensitivity s = answered_with(claim);
  CHECK(digits(s.base) == geometric(0, 3));
  CHECK(digits(convention(s, "rate").at_low) == geometric(0, 3));
  CHECK(convention(s, "rate").high == "0.01");
  CHECK(digits(convention(s, "rate").at_high) == geometric(0.01, 3));
}

// 4 % in the first period, then 3 %: at 3 and 2 % 500 × (1 + 1/1.03 + 1/(1.03 × 1.02)) − 1 000; at 5 and 4 % so.
TEST_CASE("what_if: one percentage point on every step of a rate") {
  initiative claim = plain_case();
  claim.calculation.rate->form = rate_form::steps;
  claim.calculation.rate->parts = {{1, {*decimal::parse("0.04"), {}, {}}}, {2, {*decimal::parse("0.03"), {}, {}}}};
  const sensitivity s = answered_with(claim);
  const auto by_hand = [](double first, double then) {
    const double sum = 1 + 1 / (1 + first) + 1 / ((1 + first) * (1 + then));
    return decimal_from_double(500 * sum - 1000, 2, rounding::half_even).to_string();
  };
  CHECK(digits(s.base) == by_hand(0.04, 0.03));
  CHECK(digits(convention(s, "rate").at_low) == by_hand(0.03, 0.02));
  CHECK(digits(convention(s, "rate").at_high) == by_hand(0.05, 0.04));
}

// The rate is a factor of the case, written in per cent.
TEST_CASE("what_if: a rate that is a factor") {
  initiative claim = plain_case();
  claim.factors.push_back(likely("kalkylranta", "25 %"));
  claim.calculation.rate->parts[0].rate.factor = "kalkylranta";
  const sensitivity s = answered_with(claim);
  CHECK(digits(s.base) == "220.00");
  CHECK(digits(convention(s, "rate").at_low) == geometric(0.24, 3));
  CHECK(digits(way(s, "kalkylranta").at_low) == geometric(0.2, 3));
  CHECK(digits(way(s, "kalkylranta").at_high) == geometric(0.3, 3));
}

// Over two years 1.8 × 500 − 1 000 = −100, over four 476; beside these, at the start of the year: 100 kr in 2027 (64
// kr) is lost with that year; 100 kr spread over 2025 and 2027 leaves its half of 2025; a list of three shares loses
// its last.
TEST_CASE("what_if: what falls outside fewer years is lost") {
  initiative claim = plain_case();
  claim.effects.push_back(once(effect(effect_side::benefit, "late", "100 kr", "cash"), 2027));
  CHECK(digits(convention(answered_with(claim), "years").at_low) == "-100.00");
  CHECK(digits(convention(answered_with(claim), "years").at_high) == "540.00");
  effect_claim& e = claim.effects.back();
  e.flows.how = occurrence::spread;
  e.flows.shares = {{2025, formula_of("0.5"), {}}, {2027, formula_of("0.5"), {}}};
  CHECK(digits(convention(answered_with(claim), "years").at_low) == "-50.00");
  CHECK(digits(convention(answered_with(claim), "years").at_high) == "558.00");  // 476 + 50 + 32
  claim.effects.back() = with_uptake(effect(effect_side::benefit, "list", "100 kr/år", "cash"), {"0", "1", "2"});
  CHECK(digits(convention(answered_with(claim), "years").at_low) == "-20.00");
}

// A residual value of 100 kr at the end of the last year, the third: 51.20. A year less: at the end of the second, 64;
// a year more: of the fourth, 40.96.
TEST_CASE("what_if: a residual value follows the last year") {
  initiative claim = plain_case();
  claim.effects.push_back(once(effect(effect_side::benefit, "rest", "100 kr", "cash"), 2027));
  claim.effects.back().type = effect_type::residual;
  const sensitivity s = answered_with(claim);
  CHECK(digits(s.base) == "271.20");
  CHECK(digits(convention(s, "years").at_low) == "-36.00");
  CHECK(digits(convention(s, "years").at_high) == "516.96");
}

TEST_CASE("what_if: years that cannot be calculated have the reason") {
  initiative claim = of_one_stakeholder(2025, 1000, "0", timing::start);
  claim.factors = {likely("a", "1 kr/år")};
  claim.effects = {effect(effect_side::benefit, "x", "a", "cash")};
  const sensitivity s = answered_with(claim);
  const auto& years = convention(s, "years");
  CHECK(digits(years.at_low) == "999.00");
  CHECK_FALSE(years.at_high);
  CHECK_FALSE(years.high_refused.empty());
}

TEST_CASE("what_if: one year is not made none, and a method's list of years does not bind the question") {
  initiative claim = plain_case();
  claim.calculation.years = 1;
  method rules = plain_method();
  rules.allowed_years = {1};
  const sensitivity s = answered_with(claim, {}, rules);
  CHECK(convention(s, "years").low == "1");
  CHECK(digits(convention(s, "years").at_low) == "-500.00");
  CHECK(digits(convention(s, "years").at_high) == "-100.00");
  CHECK(s.delay.empty());
}

// ---- flows ----------------------------------------------------------------------------------------------------------

TEST_CASE("what_if: all benefits, costs, initial costs and cash, up and down") {
  initiative claim = plain_case();
  claim.effects.push_back(effect(effect_side::cost, "upkeep", "50 kr/år", "cash"));  // 122 in all: 98
  const sensitivity s = answered_with(claim);
  REQUIRE(s.groups.size() == 8);
  CHECK(digits(s.base) == "98.00");
  CHECK(group(s, "benefits", false) == "-146.00");  // 98 − 244
  CHECK(group(s, "benefits", true) == "342.00");
  CHECK(group(s, "costs", false) == "322.40");  // 98 + 224.40
  CHECK(group(s, "costs", true) == "-126.40");
  CHECK(group(s, "initial", false) == "298.00");
  CHECK(group(s, "initial", true) == "-102.00");
  CHECK(group(s, "cash", false) == "78.40");  // everything is cash: 0.8 × 98
  CHECK(group(s, "cash", true) == "117.60");
}

// 30 % of the gain is cash: ± 0.2 × (366 − 1 000) = ∓ 126.80 around 220; of the cash alone, around −634.
TEST_CASE("what_if: the cash part of an effect that is shared") {
  initiative claim = plain_case();
  claim.effects[0].categories = {{"cash", formula_of("30 %"), {}}, {"redeployed", formula_of("70 %"), {}}};
  const sensitivity s = answered_with(claim);
  CHECK(digits(s.base) == "220.00");
  CHECK(group(s, "cash", false) == "346.80");
  CHECK(group(s, "cash", true) == "93.20");
  const sensitivity cash = of_figure(claim, "net_present_value_cash");
  CHECK(digits(cash.base) == "-634.00");
  CHECK(group(cash, "cash", false) == "-507.20");
  CHECK(group(cash, "cash", true) == "-760.80");
  // Redeployed alone is no cash.
  claim.effects[0].categories = {{"redeployed", formula_of("1"), {}}};
  CHECK(group(answered_with(claim), "cash", true) == "20.00");  // 220 − 200
}

TEST_CASE("what_if: each benefit and cost by itself") {
  const sensitivity s = answered_with(plain_case());
  REQUIRE(s.effects.size() == 2);
  CHECK(s.effects[0].effect == "gain");
  CHECK(s.effects[0].change == decimal::of(2, 1));
  CHECK(digits(s.effects[0].at_low) == "-24.00");
  CHECK(digits(s.effects[0].at_high) == "464.00");
  CHECK(s.effects[0].swing == "488.00");
  CHECK(s.effects[1].effect == "outlay");
  CHECK(digits(s.effects[1].at_low) == "420.00");
  CHECK(digits(s.effects[1].at_high) == "20.00");
}

// 0, 500, 500: 720 − 1 000. 0, 0, 500: 320 − 1 000. The residual value of 100 in 2027, discounted from the end of its
// year (0.512), stays: 51.20. Costs stay, too.
TEST_CASE("what_if: benefits that come later") {
  const sensitivity s = answered_with(plain_case());
  REQUIRE(s.delay.size() == 2);
  CHECK(s.delay[0].years == 1);
  CHECK(digits(s.delay[0].value) == "-280.00");
  CHECK(digits(s.delay[1].value) == "-680.00");
  initiative claim = plain_case();
  auto residual = once(effect(effect_side::benefit, "rest", "100 kr", "cash"), 2027);
  residual.type = effect_type::residual;
  claim.effects.push_back(residual);
  const sensitivity with = answered_with(claim);
  CHECK(digits(with.base) == "271.20");
  CHECK(digits(with.delay[0].value) == "-228.80");
  claim.calculation.years = 6;  // no more than three years later
  CHECK(answered_with(claim).delay.size() == 3);
}

// ---- slopes ---------------------------------------------------------------------------------------------------------

// Of a product one per cent is one per cent: 1 220 / 220; of the outlay −1 000 / 220.
TEST_CASE("what_if: elasticities, the largest first") {
  const sensitivity s = answered_with(plain_case());
  REQUIRE(s.elasticities.size() == 3);
  CHECK(s.elasticities[0].factor == "price");
  CHECK(s.elasticities[0].elasticity == "5.545455");
  CHECK(s.elasticities[1].factor == "cases");
  CHECK(s.elasticities[1].elasticity == "5.545455");
  CHECK(s.elasticities[2].factor == "invest");
  CHECK(s.elasticities[2].elasticity == "-4.545455");
  // The benefit–cost ratio is a quotient of products: 1, 1 and −1.
  const sensitivity ratio = of_figure(plain_case(), "benefit_cost_ratio");
  for (const auto& r : ratio.elasticities) CHECK(r.elasticity == (r.factor == "invest" ? "-1.000000" : "1.000000"));
  // Present value of benefits does not rest on the outlay.
  CHECK(of_figure(plain_case(), "present_value_benefits").elasticities.size() == 2);
}

TEST_CASE("what_if: where there is no elasticity") {
  initiative claim = plain_case();
  claim.effects[0].amount = formula_of("cases * max(price; 50 kr/ärende)");
  CHECK(slope(answered_with(claim), "price").why == no_answer::kink);
  CHECK(slope(answered_with(claim), "price").elasticity.empty());
  CHECK(slope(answered_with(claim), "cases").elasticity == "5.545455");
  claim = plain_case();
  claim.factors[2] = ranged("invest", "1220 kr", "900 kr", "1300 kr");
  CHECK(slope(answered_with(claim), "price").why == no_answer::figure_is_zero);
  // No costs, no ratio: neither slopes nor switching values.
  claim.effects.pop_back();
  const sensitivity none = of_figure(claim, "benefit_cost_ratio");
  CHECK(none.base.how == status::undefined);
  CHECK(slope(none, "price").why == no_answer::no_slope);
  CHECK(turn(none, "price").why == no_answer::no_slope);
  CHECK(way(none, "price").swing.empty());
}

// An internal rate with several values has no slope, and nothing to be zero. −100, 230, −132: 10 % and 20 %.
TEST_CASE("what_if: a figure of several values") {
  initiative claim = of_one_stakeholder(2025, 3, "0.25", timing::start);
  claim.factors = {likely("cost", "100 kr")};
  auto gain = once(effect(effect_side::benefit, "gain", "230 kr", "cash"), 2026);
  claim.effects = {once(effect(effect_side::cost, "outlay", "cost", "cash"), 2025), gain,
                   once(effect(effect_side::cost, "removal", "132 kr", "cash"), 2027)};
  const sensitivity s = of_figure(claim, "internal_rate_of_return");
  CHECK(s.base.values == std::vector<std::string>{"0.1", "0.2"});
  CHECK(slope(s, "cost").why == no_answer::no_slope);
  CHECK(turn(s, "cost").why == no_answer::no_slope);
}

// ---- where the figure is zero ---------------------------------------------------------------------------------------

// 2.44 × 10 × p = 1 000: p = 40.983606557…; 2.44 × 500 = 1 220 is the outlay that just pays.
TEST_CASE("what_if: switching values, the least change first") {
  const sensitivity s = answered_with(plain_case());
  REQUIRE(s.switching.size() == 3);
  CHECK(s.switching[0].factor == "price");
  CHECK(s.switching[0].value == numbers{"40.98360656"});
  CHECK(s.switching[0].change == "-0.180328");
  CHECK(s.switching[0].exact);
  CHECK(s.switching[0].unit == "kr/ärende");
  CHECK(s.switching[1].factor == "cases");
  CHECK(s.switching[1].value == numbers{"8.196721311"});
  CHECK(s.switching[2].factor == "invest");
  CHECK(s.switching[2].value == numbers{"1220"});
  CHECK(s.switching[2].change == "0.220000");
  // A ratio is 0 where the benefits are: at the end of the domain. No outlay makes it 0.
  const sensitivity ratio = of_figure(plain_case(), "benefit_cost_ratio");
  CHECK(turn(ratio, "price").value == numbers{"0"});
  CHECK(turn(ratio, "price").change == "-1.000000");
  CHECK(turn(ratio, "invest").why == no_answer::never_zero);
}

// 5 kr/år × x² with x = 10: 2.44 × 5 x² = 1 000 where x = √81.967213 = 9.053574604.
TEST_CASE("what_if: a switching value that has to be searched for") {
  initiative claim = plain_case();
  claim.factors.push_back(likely("side", "10"));
  claim.effects[0].amount = formula_of("side * side * 5 kr/år");
  const auto row = turn(answered_with(claim), "side");
  CHECK_FALSE(row.exact);
  CHECK(row.value == numbers{"9.053574604"});
  CHECK(row.change == "-0.094643");
}

// 500 × (1 + 0.8 q + 0.64 q²) = 1 300 with q = 1 + growth: q = (−0.8 + √4.736) / 1.28 = 1.0751838…
TEST_CASE("what_if: the growth that is needed") {
  initiative claim = plain_case();
  claim.factors[2] = likely("invest", "1300 kr");
  claim.factors.push_back(likely("growth", "2 %"));
  claim.effects[0].growth = rate_source{decimal(0), "growth", {}};
  const auto row = turn(answered_with(claim), "growth");
  CHECK_FALSE(row.exact);
  REQUIRE(row.value.size() == 1);
  CHECK(row.unit == "%");
  CHECK(std::stod(row.value[0]) == doctest::Approx((-0.8 + std::sqrt(4.736)) / 1.28 * 100 - 100).epsilon(1e-9));
}

// A share of 1 000 kr a year: 2 440 s = 2 000 at 81.967 %, = 3 000 only above 100 %.
TEST_CASE("what_if: a share stays between 0 and 100 %") {
  initiative claim = plain_case();
  claim.factors[2] = likely("invest", "2000 kr");
  claim.factors.push_back(likely("share", "50 %"));
  claim.effects[0].amount = formula_of("share * 1000 kr/år");
  CHECK(turn(answered_with(claim), "share").value == numbers{"81.96721311"});
  CHECK(turn(answered_with(claim), "share").change == "0.639344");
  claim.factors[2] = likely("invest", "3000 kr");
  CHECK(turn(answered_with(claim), "share").why == no_answer::never_zero);
  CHECK(turn(answered_with(claim), "share").value.empty());
  // The same where it has to be searched for: √(3 000 / 2 440) is above 1, √(2 000 / 2 440) = 0.9053574604.
  claim.effects[0].amount = formula_of("share * share * 1000 kr/år");
  CHECK(turn(answered_with(claim), "share").why == no_answer::never_zero);
  claim.factors[2] = likely("invest", "2000 kr");
  CHECK(turn(answered_with(claim), "share").value == numbers{"90.53574604"});
}

// From nothing: 2.44 x = 1 000 is solved for; 2.44 x² + 2.44 × 100 = 1 000 is searched for: x = 17.602 53…, never below
// 0.
TEST_CASE("what_if: a factor of 0 may only rise") {
  initiative claim = plain_case();
  claim.factors.push_back(likely("extra", "0"));
  claim.effects[0].amount = formula_of("extra * 1 kr/år");
  CHECK(turn(answered_with(claim), "extra").value == numbers{"409.8360656"});
  CHECK(turn(answered_with(claim), "extra").change.empty());
  claim.effects[0].amount = formula_of("extra * extra * 1 kr/år + 100 kr/år");
  const auto row = turn(answered_with(claim), "extra");
  REQUIRE(row.value.size() == 1);
  CHECK(std::stod(row.value[0]) == doctest::Approx(std::sqrt(1000 / 2.44 - 100)).epsilon(1e-9));
  // A share of nothing stops at 100 %: (100 kr/år × s² + 100) × 2.44 is 488 at most.
  claim.factors.back() = likely("extra", "0 %");
  claim.effects[0].amount = formula_of("extra * extra * 100 kr/år + 100 kr/år");
  CHECK(turn(answered_with(claim), "extra").why == no_answer::never_zero);
  // From 5 / (1 + x) downwards only: at 0 it is 1 220, and no x below 0 is tried to raise it to 2 000.
  claim.factors[2] = likely("invest", "2000 kr");
  claim.factors.back() = likely("extra", "0");
  claim.effects[0].amount = formula_of("500 kr/år / (1 + extra)");
  CHECK(turn(answered_with(claim), "extra").why == no_answer::never_zero);
}

// 1 000 kr/år ÷ (x − 3) with x = 4 and nothing else: above 0 on one side of 3, below it on the other, 0 nowhere.
TEST_CASE("what_if: a figure that jumps past zero") {
  initiative claim = plain_case();
  claim.factors.push_back(likely("x", "4"));
  claim.effects.pop_back();
  claim.effects[0].amount = formula_of("1000 kr/år / (x - 3)");
  CHECK(turn(answered_with(claim), "x").why == no_answer::jumps);
  // With a running cost of 100 kr a year it also is 0 at x = 13, further away; that is the answer.
  claim.effects.push_back(effect(effect_side::cost, "upkeep", "100 kr/år", "cash"));
  const auto row = turn(answered_with(claim), "x");
  REQUIRE(row.value.size() == 1);
  CHECK(std::stod(row.value[0]) == doctest::Approx(13).epsilon(1e-9));
}

// At 100 kr the first year pays the outlay, and nothing is left to pay back from there on: 0 years, no funding.
TEST_CASE("what_if: a figure that is 0 from somewhere on, and one that never is") {
  for (const char* key : {"payback_years", "peak_funding"}) {
    const auto row = turn(of_figure(plain_case(), key), "price");
    CHECK(row.value == numbers{"100"});
    CHECK(row.change == "1.000000");
  }
  CHECK(turn(of_figure(plain_case(), "break_even_year"), "price").why == no_answer::never_zero);
}

TEST_CASE("what_if: every reason has a word of its own") {
  CHECK(name(no_answer::answered) == "ok");
  CHECK(name(no_answer::kink) == "kink");
  CHECK(name(no_answer::figure_is_zero) == "figure_is_zero");
  CHECK(name(no_answer::no_slope) == "no_slope");
  CHECK(name(no_answer::never_zero) == "never_zero");
  CHECK(name(no_answer::jumps) == "jumps");
}

// ---- together -------------------------------------------------------------------------------------------------------

// Low with low: 2.44 × 400 − 900. Worst: 2.44 × 400 − 1 200. Best: 2.44 × 650 − 900.
TEST_CASE("what_if: all ranges at once") {
  const sensitivity s = answered_with(plain_case());
  REQUIRE(s.joint);
  CHECK(digits(s.joint->low) == "76.00");
  CHECK(digits(s.joint->likely) == "220.00");
  CHECK(digits(s.joint->high) == "386.00");
  CHECK(digits(s.joint->worst) == "-224.00");
  CHECK(digits(s.joint->best) == "686.00");
  REQUIRE(s.bounds);
  CHECK(s.bounds->low == "-224.00");
  CHECK(s.bounds->high == "686.00");
  CHECK(s.bounds->tight);
  initiative claim = plain_case();
  for (auto& f : claim.factors) f.range.reset();
  const sensitivity none = answered_with(claim);
  CHECK_FALSE(none.joint);
  CHECK_FALSE(none.joint_turn);
  CHECK_FALSE(none.bounds);
}

// Payback: −500, then 500 a year: 2 years − … the longest is the worst. At 40 kr and 1 200 it takes 800/400 = 2 years;
// at 65 and 900, 250/650.
TEST_CASE("what_if: of a payback or a cost the highest is the worst") {
  const sensitivity s = of_figure(plain_case(), "payback_years");
  CHECK(digits(s.base) == "1.000000");
  REQUIRE(s.joint);
  CHECK(digits(s.joint->worst) == "2.000000");
  CHECK(digits(s.joint->best) == "0.384615");
  const sensitivity costs = of_figure(plain_case(), "present_value_costs");
  CHECK(digits(costs.joint->worst) == "1200.00");
  CHECK(digits(costs.joint->best) == "900.00");
}

// To the worst ends: 220 − (244 + 200) s = 0 at s = 220/444 = 0.495495; price 50 − 10 s, invest 1 000 + 200 s.
TEST_CASE("what_if: how far all ranges together must go") {
  const sensitivity s = answered_with(plain_case());
  REQUIRE(s.joint_turn);
  CHECK(s.joint_turn->share == "0.495495");
  REQUIRE(s.joint_turn->values.size() == 2);
  CHECK(s.joint_turn->values[0].first == "price");
  CHECK(s.joint_turn->values[0].second == numbers{"45.04504505"});
  CHECK(s.joint_turn->values[1].second == numbers{"1099.099099"});
  // From below 0 to the best ends: 20 kr with 15-65: −512 + 45 × 24.4 s + 100 s = 0 at s = 512/1198.
  initiative claim = plain_case();
  claim.factors[0] = ranged("price", "20 kr/ärende", "15 kr/ärende", "65 kr/ärende");
  const sensitivity below = answered_with(claim);
  CHECK(digits(below.base) == "-512.00");
  CHECK(below.joint_turn->share == "0.427379");
  // Not even the ends: 220 − 244 s with the price alone down to 42: 220 − 195.20 s.
  claim = plain_case();
  claim.factors[0] = ranged("price", "50 kr/ärende", "42 kr/ärende", "65 kr/ärende");
  claim.factors[2].range.reset();
  REQUIRE(answered_with(claim).joint_turn);
  CHECK(answered_with(claim).joint_turn->share.empty());
  CHECK(answered_with(claim).joint_turn->values.empty());
}

// Just as long, the costlier and the other: a rise or fall of one alone moves no maximum down, both together do.
TEST_CASE("what_if: the worst end of two numbers that tie") {
  initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
  claim.factors = {ranged("a", "2", "1", "3"), ranged("b", "2", "1", "3")};
  claim.effects = {effect(effect_side::benefit, "gain", "max(a; b) * 1 kr/år", "cash")};
  const sensitivity s = answered_with(claim);
  CHECK(s.bounds->tight);
  CHECK(digits(s.joint->worst) == "1.00");
  CHECK(digits(s.joint->best) == "3.00");
}

// A bend inside the box: max(a; b) − a with a and b between 1 and 3 is at most 2 and never below 0, and intervals see b
// and the sign of its slope, a's not.
TEST_CASE("what_if: bounds that are not tight") {
  initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
  claim.factors = {ranged("a", "2", "1", "3"), ranged("b", "2", "1", "3")};
  claim.effects = {effect(effect_side::benefit, "gain", "(max(a; b) - a) * 1 kr/år", "cash")};
  const sensitivity s = answered_with(claim);
  REQUIRE(s.bounds);
  CHECK_FALSE(s.bounds->tight);
  CHECK(std::stod(s.bounds->low) <= 0);
  CHECK(std::stod(s.bounds->high) >= 2);
}

// Rounded discount factors go in steps: at two decimals 1/1.04 = 0.96 and 1/1.06 = 0.94, the gain of 100 kr in 2026.
TEST_CASE("what_if: rounding inside the box leaves bounds open, not wrong") {
  initiative claim = of_one_stakeholder(2025, 2, "0", timing::start);
  claim.factors = {ranged("r", "5 %", "4 %", "6 %")};
  claim.calculation.rate->parts[0].rate.factor = "r";
  claim.calculation.rounded_factors = 2;
  claim.effects = {once(effect(effect_side::benefit, "gain", "100 kr", "cash"), 2026)};
  const sensitivity s = answered_with(claim);
  REQUIRE(s.bounds);
  CHECK(std::stod(s.bounds->low) <= 94);
  CHECK(std::stod(s.bounds->high) >= 96);
  CHECK_FALSE(s.bounds->tight);
}

TEST_CASE("what_if: an internal rate has no bounds") {
  const sensitivity s = of_figure(plain_case(), "internal_rate_of_return");
  CHECK(s.base.how == status::ok);
  REQUIRE(s.bounds);
  CHECK(s.bounds->low.empty());
  CHECK(s.bounds->high.empty());
  CHECK_FALSE(s.bounds->tight);
}

namespace {

constexpr std::string_view formulas[] = {"f0 * f1 * 1 kr/år",          "f0 * (f1 - f2) * 1 kr/år",
                                         "max(f0; f1) * f2 * 1 kr/år", "f0 * f0 * 1 kr/år",
                                         "(f0 - f1) * f0 * 1 kr/år",   "f0 / f1 * 9 kr/år",
                                         "min(f0 * f1; f2) * 1 kr/år", "(f0 - f1) * (f1 - f2) * 1 kr/år",
                                         "f0 / (f0 + f1) * 9 kr/år",   "(max(f0; f1) - f2) * 2 kr/år"};

initiative drawn_case(std::mt19937& random) {
  initiative claim = of_one_stakeholder(2025, 3, "0.1", timing::middle);
  for (int i = 0; i < 3; ++i) {
    const int middle = static_cast<int>(random() % 6) + 2;
    claim.factors.push_back(ranged("f" + std::to_string(i), std::to_string(middle), std::to_string(middle - 1),
                                   std::to_string(middle + 1 + static_cast<int>(random() % 3))));
  }
  claim.factors.push_back(ranged("r", "5 %", "3 %", "8 %"));
  claim.calculation.rate->parts[0].rate.factor = "r";
  claim.effects = {effect(effect_side::benefit, "gain", formulas[random() % std::size(formulas)], "cash"),
                   effect(effect_side::cost, "pay", formulas[random() % std::size(formulas)], "cash")};
  return claim;
}

}  // namespace

// Thousands of points of the box are within the bounds, whatever the formula; where the bounds are said to be tight,
// they are the lowest and highest of the corners.
TEST_CASE("what_if: bounds hold over the whole box") {
  std::mt19937 random(20261130);
  int tight = 0;
  int open = 0;
  for (int round = 0; round < 40; ++round) {
    CAPTURE(round);
    const initiative claim = drawn_case(random);
    const appraisal a = appraised(claim, plain_method());
    sensitivity_request asked;
    asked.figure = round % 4 == 0 ? "present_value_benefits" : round % 4 == 1 ? "peak_funding" : "net_present_value";
    const sensitivity s = what_if(claim, plain_method(), a, a.alternatives[0], asked);
    const int node = a.alternatives[0].find(asked.figure)->node;
    REQUIRE(s.bounds);
    REQUIRE_FALSE(s.bounds->low.empty());
    REQUIRE_FALSE(s.bounds->high.empty());
    const double low = std::stod(s.bounds->low);
    const double high = std::stod(s.bounds->high);
    working steps = a.steps;
    steps.nodes.resize(static_cast<std::size_t>(node) + 1);
    const auto value = [&](const auto& place) {
      for (std::size_t i = 0; i < a.factors.size(); ++i) {
        const auto& f = a.factors[i];
        if (f.node > node) continue;
        steps.nodes[static_cast<std::size_t>(f.node)].numbers = {place(i, f)};
      }
      return evaluate<double>(steps)[static_cast<std::size_t>(node)].numbers.at(0);
    };
    double least = 1e300;
    double most = -1e300;
    for (unsigned corner = 0; corner < 16; ++corner) {
      const double there =
          value([&](std::size_t i, const factor_node& f) { return (corner >> i & 1U) != 0 ? f.high[0] : f.low[0]; });
      least = std::min(least, there);
      most = std::max(most, there);
    }
    for (int point = 0; point < 100; ++point) {
      const double there = value([&](std::size_t, const factor_node& f) {
        return f.low[0] + (f.high[0] - f.low[0]) * decimal::of(random() % 1001, 3);
      });
      REQUIRE(low - 0.005001 <= there);  // a printed bound is rounded to öre where it is reached
      REQUIRE(there <= high + 0.005001);
    }
    if (s.bounds->tight) {
      CHECK(std::abs(low - least) <= 0.005001);
      CHECK(std::abs(high - most) <= 0.005001);
      ++tight;
    } else {
      CHECK(low <= least + 0.005001);  // one of them may be reached
      CHECK(most <= high + 0.005001);
      ++open;
    }
  }
  CHECK(tight > 5);
  CHECK(open > 5);
}

// ---- scenarios, two-way, worth --------------------------------------------------------------------------------------

TEST_CASE("what_if: scenarios") {
  initiative claim = plain_case();
  claim.scenarios = {{"dear",
                      "Dear",
                      {{"price", claims::amount_of("40 kr/ärende"), {}}, {"invest", claims::amount_of("1200 kr"), {}}},
                      {}},
                     {"none", "", {}, {}}};
  const sensitivity s = answered_with(claim);
  REQUIRE(s.scenarios.size() == 2);
  CHECK(s.scenarios[0].id == "dear");
  CHECK(s.scenarios[0].name == "Dear");
  CHECK(digits(s.scenarios[0].value) == "-224.00");  // the cases stay
  CHECK(digits(s.scenarios[1].value) == "220.00");
}

// Read from a case: the time in minutes where the factor has hours, a bare share of a factor in per cent, an effect's
// own amount in kronor where it has thousands, and one number for all years of a factor by year. 10 × 1 h × 500 kr/h ×
// 50 % = 2 500 a year for two years, less 2 tkr: 3 000.
TEST_CASE("what_if: a scenario's values in other units than the factors'") {
  const auto read = calculate(R"(format = 1
initiative.name = "X"
[calculation]
method = "esv"
first_year = 2025
years = 2
rate = "none"
timing = "end"
[stakeholders.a]
name = "A"
kind = "own"
[factors]
time = { likely = "1 h/ärende", source = "s" }
share = { likely = "50 %", source = "s" }
cases = { by_year = { 2025 = "10 ärende/år", 2026 = "10 ärende/år" }, source = "s" }
[[benefits]]
id = "b"
name = "B"
category = "redeployed"
amount = "cases * time * share * 500 kr/h"
[[costs]]
id = "c"
name = "C"
category = "cash"
type = "initial"
amount = "2 tkr"
low = "1 tkr"
high = "3 tkr"
once = 2025
[scenarios.shorter]
factors = { time = "30 min/ärende" }
[scenarios.bare]
factors = { share = 40 }
[scenarios.percent]
factors = { share = "40 %" }
[scenarios.dearer]
factors = { c = "2 500 kr" }
[scenarios.more]
factors = { cases = 20 }
[scenarios.all]
factors = { time = "30 min/ärende", share = "100 %", c = "1 tkr", cases = "2 ärende/månad" }
)",
                              "case.toml");
  for (const auto& d : read.error()) MESSAGE(text(d, language::en));
  REQUIRE(read);
  const auto& a = read->result;
  const sensitivity s = what_if(read->claim, read->rules, a, a.alternatives[0], {});
  CHECK(digits(s.base) == "3000.00");
  const auto value = [&](std::string_view id) { return digits(row_of(s.scenarios, id, &scenario_row::id).value); };
  CHECK(value("shorter") == "500.00");  // 2 × 1 250 − 2 000
  CHECK(value("bare") == "2000.00");    // 2 × 2 000 − 2 000
  CHECK(value("percent") == "2000.00");
  CHECK(value("dearer") == "2500.00");
  CHECK(value("more") == "8000.00");  // 2 × 5 000 − 2 000
  CHECK(value("all") == "11000.00");  // 2 × 24 × 0.5 × 500 − 1 000
}

TEST_CASE("what_if: two factors at once") {
  const sensitivity s = answered_with(plain_case());  // those that swing it most
  REQUIRE(s.two_way);
  CHECK(s.two_way->factors == std::array<std::string, 2>{"price", "cases"});
  CHECK(s.two_way->units == std::array<std::string, 2>{"kr/ärende", "ärende/år"});
  CHECK(s.two_way->rows == std::vector<numbers>{{"40"}, {"46.25"}, {"52.5"}, {"58.75"}, {"65"}});
  CHECK(s.two_way->columns == std::vector<numbers>{{"8"}, {"9"}, {"10"}, {"11"}, {"12"}});
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t k = 0; k < 5; ++k) {
      const double by_hand = 2.44 * (40 + 6.25 * static_cast<double>(i)) * (8 + static_cast<double>(k)) - 1000;
      CHECK(std::stod(digits(s.two_way->values[i][k])) == doctest::Approx(by_hand).epsilon(1e-9));
    }
  }
}

TEST_CASE("what_if: the corners of a table are those of all ranges at once") {
  sensitivity_request asked;
  asked.two_way = {"invest", "price"};
  const sensitivity s = answered_with(plain_case(), asked);
  REQUIRE(s.two_way);
  const auto& v = s.two_way->values;
  CHECK(digits(v[0][0]) == digits(s.joint->low));
  CHECK(digits(v[4][4]) == digits(s.joint->high));
  CHECK(digits(v[4][0]) == digits(s.joint->worst));
  CHECK(digits(v[0][4]) == digits(s.joint->best));
}

// −24 with 40 kr: a size above 0 has to be worth 24, or 24 / (0.8 + 0.64) = 16.67 a year; a harm turns nothing.
TEST_CASE("what_if: what is not valued in money would have to be worth") {
  initiative claim = plain_case();
  auto good = effect(effect_side::benefit, "good", "1 kr", "quality");
  good.amount.reset();
  good.size = 2;
  auto harm = good;
  harm.id = "harm";
  harm.size = -1;
  claim.effects.push_back(good);
  claim.effects.push_back(harm);
  const sensitivity above = answered_with(claim);
  CHECK(row_of(above.worth, "good", &worth_row::effect).present_value.empty());
  CHECK(row_of(above.worth, "good", &worth_row::effect).per_year.empty());
  CHECK(row_of(above.worth, "harm", &worth_row::effect).present_value == "-220.00");
  CHECK(row_of(above.worth, "harm", &worth_row::effect).per_year == "-152.78");  // 220 / 1.44
  claim.factors[0] = likely("price", "40 kr/ärende");
  const sensitivity below = answered_with(claim);
  CHECK(digits(below.base) == "-24.00");
  CHECK(row_of(below.worth, "good", &worth_row::effect).present_value == "24.00");
  CHECK(row_of(below.worth, "good", &worth_row::effect).per_year == "16.67");
  CHECK(row_of(below.worth, "harm", &worth_row::effect).present_value.empty());
  CHECK(of_figure(claim, "benefit_cost_ratio").worth.empty());  // it is of the net present value
}

TEST_CASE("what_if: a figure or a factor that does not exist") {
  CHECK_THROWS_AS((void)of_figure(plain_case(), "nettonytta"), std::invalid_argument);
  sensitivity_request asked;
  asked.two_way = {"price", "nothing"};
  CHECK_THROWS_AS((void)answered_with(plain_case(), asked), std::invalid_argument);
  initiative claim = plain_case();  // a derived factor is no claimed number
  claim.factors.push_back(derived("yearly", "cases * price"));
  claim.effects[0].amount = formula_of("yearly");
  asked.two_way = {"price", "yearly"};
  CHECK_THROWS_AS((void)answered_with(claim, asked), std::invalid_argument);
}

// Every case of the tree: the affine short cut and the plain way give the same digits, by moving the case itself.
// x × y + z/2 with each on −1 … 1: at (1, −1, −1) it is −1.5, though no single step leads there from the middle.
TEST_CASE("what_if: the worst corner is found where no single step leads to it") {
  initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
  claim.factors = {ranged("x", "0", "-1", "1"), ranged("y", "0", "-1", "1"), ranged("z", "0", "-1", "1")};
  claim.effects = {effect(effect_side::benefit, "b", "(x * y + z * 0.5) * 1000 kr/år", "cash")};
  const sensitivity s = answered_with(claim);
  CHECK(digits(s.joint->worst) == "-1500.00");
  CHECK(digits(s.joint->best) == "1500.00");
}

// At 40 kr and an outlay of 1 200 it is paid back after two years; at 30 kr, in three years, never.
TEST_CASE("what_if: never is the worst payback") {
  initiative claim = plain_case();
  claim.factors[0] = ranged("price", "50 kr/ärende", "30 kr/ärende", "65 kr/ärende");
  const sensitivity s = of_figure(claim, "payback_years");
  REQUIRE(s.joint->worst.has_value());
  CHECK(s.joint->worst->why == reason::never_paid_back);
  CHECK(digits(s.joint->best) == "0.384615");  // −250, then 650: 250/650
}

// a + b = c in decimals, not in doubles: max(0.1 + 0.2; 0.3) bends, as max(1 + 2; 3) does.
TEST_CASE("what_if: a tie is a kink, whatever the doubles say") {
  for (const auto& [a, b, c] :
       {std::array{"0.1 kr/år", "0.2 kr/år", "0.3 kr/år"}, std::array{"1 kr/år", "2 kr/år", "3 kr/år"}}) {
    initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
    claim.factors = {likely("a", a), likely("b", b), likely("c", c)};
    claim.effects = {effect(effect_side::benefit, "x", "max(a + b; c)", "cash"),
                     effect(effect_side::cost, "y", "1 kr/år", "cash")};
    for (const auto& row : answered_with(claim).elasticities) CHECK(row.why == no_answer::kink);
  }
}

// Nothing flows in 2026: a gain there is one kind of flow, a loss another.
TEST_CASE("what_if: a modified rate of return bends where a flow is nothing") {
  initiative claim = of_one_stakeholder(2025, 3, "0.05", timing::start);
  claim.factors = {likely("f", "10 kr")};
  effect_claim last = once(effect(effect_side::benefit, "b", "150 kr", "cash"), 2027);
  claim.effects = {last, once(effect(effect_side::cost, "c", "100 kr", "cash"), 2025),
                   once(effect(effect_side::benefit, "d", "f - 10 kr", "cash"), 2026)};
  const sensitivity s = of_figure(claim, "modified_internal_rate_of_return");
  CHECK(slope(s, "f").why == no_answer::kink);
}

// Where freed time is taken for cash, all of the 610 kr of three years moves: 20 % of 2.44 × 500 = 244.
TEST_CASE("what_if: all cash moves what the method takes for cash") {
  initiative claim = plain_case();
  claim.effects[0].categories.front().id = "redeployed";
  sensitivity_request asked;
  asked.figure = "net_present_value_cash";
  CHECK(group(answered_with(claim, asked), "cash", true) == "-1200.00");  // the outlay alone
  method rules = plain_method();
  rules.deviations = {{deviation::redeployed_as_cash, {}, {}, {}}};
  CHECK(group(answered_with(claim, asked, rules), "cash", true) == "264.00");  // 1.2 × 220
}

TEST_CASE("what_if: a figure that rests on no flow has no rows of flows") {
  initiative claim = plain_case();
  claim.effects[0].hours = formula_of("cases * 1 h/ärende");
  claim.effects[0].categories.front().id = "redeployed";
  const sensitivity s = of_figure(claim, "redeployed_hours_per_year");
  CHECK(digits(s.base) == "10.00");
  CHECK(s.one_way.size() == 1);
  CHECK(s.effects.empty());
  CHECK(s.groups.empty());
  CHECK(s.delay.empty());
}

TEST_CASE("what_if: every case of the tree, the tornado by calculating the case again") {
  int compared = 0;
  for (const auto& file : tree::cases()) {
    const auto read = tree::calculated(file);
    if (!read) continue;  // refused on purpose
    CAPTURE(file.string());
    const appraisal& a = read->result;
    for (const auto& alternative : a.alternatives) {
      const sensitivity s = what_if(read->claim, read->rules, a, alternative, {});
      for (const auto& row : s.one_way) {
        CAPTURE(row.factor);
        for (const auto& f : a.factors) {
          if (f.id != row.factor) continue;
          working steps = a.steps;
          auto& place = steps.nodes[static_cast<std::size_t>(f.node)].numbers;
          for (std::size_t c = 0; c < place.size(); ++c) {
            place[c] = *decimal::parse(row.high.size() == 1 ? row.high[0] : row.high[c]);
          }
          CHECK(digits(row.at_high) == digits(reading_of(certified_values(steps), s.of, read->rules)));
          ++compared;
        }
      }
    }
  }
  CHECK(compared > 50);
}
