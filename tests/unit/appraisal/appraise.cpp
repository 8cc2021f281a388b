// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/appraise.hpp>
#include <nytta/appraisal/evaluate.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "claims.hpp"

using namespace claims;

namespace {

// An Inera-style block: 12 000 events a year, 10 → 4 minutes, 359 kr/h; a project of 400 000 once; a licence of
// 150 000 a year, half of it the first; six years, 3 %.
initiative block(timing at) {
  initiative claim = of_one_stakeholder(2022, 6, "0.03", at);
  claim.factors = {likely("events", "12000 ärende/år"), likely("before", "10 min/ärende"),
                   likely("after", "4 min/ärende"), likely("hourly", "359 kr/h")};
  claim.effects = {with_uptake(effect(effect_side::benefit, "time", "events * (before - after) * hourly", "redeployed"),
                               {"50 %", "1"}),
                   once(effect(effect_side::cost, "project", "400000 kr", "cash"), 2022),
                   with_uptake(effect(effect_side::cost, "licence", "150000 kr/år", "cash"), {"0,5", "100 %"})};
  return claim;
}

}  // namespace

TEST_CASE("appraise: the six-year block comes out as calculated by hand") {
  // By hand: 12 000 × 6 / 60 = 1 200 h; × 359 = 430 800 kr a year. Costs 475 000, then 150 000. Net −259 600, 280 800
  // ×5. With v = 1/1.03: start 1 026 381.7782, end 996 487.1632 (the ratio of the two is 1.03).
  const appraisal a = appraised(block(timing::end), plain_method());
  const auto& main = a.alternatives.front();
  CHECK(main.id == "main");
  CHECK(series(a, main.benefits) ==
        std::vector<std::string>{"215400.00", "430800.00", "430800.00", "430800.00", "430800.00", "430800.00"});
  CHECK(series(a, main.costs) ==
        std::vector<std::string>{"475000.00", "150000.00", "150000.00", "150000.00", "150000.00", "150000.00"});
  CHECK(series(a, main.net).front() == "-259600.00");
  CHECK(series(a, main.cumulative).back() == "1144400.00");
  CHECK(money(a, "net_present_value") == "996487.16");
  CHECK(money(a, "net_benefit_per_krona") == "0.883322");
  CHECK(money(a, "redeployed_hours_per_year") == "1200.000000");
  CHECK(money(a, "break_even_year") == "2023.000000");
  CHECK(money(appraised(block(timing::start), plain_method()), "net_present_value") == "1026381.78");
}

TEST_CASE("appraise: payback counts from the first column's flow") {
  // S_0 = −259 600, S_1 = 21 200: k = 1, 0 + 259 600 / 280 800 = 0.924501.
  const appraisal a = appraised(block(timing::end), plain_method());
  CHECK(money(a, "payback_years") == "0.924501");
  CHECK(money(a, "payback_years_first_crossing") == "0.924501");
  CHECK(money(a, "peak_funding") == "259600.00");
}

TEST_CASE("appraise: a tie stays a tie through the conversion of units") {
  // 1 ärende × 7 min × 300.9 kr/h = 35.105 exactly: half-even prints 35.10.
  initiative claim = of_one_stakeholder(2024, 1, "0", timing::start);
  claim.factors = {likely("n", "1 ärende"), likely("t", "7 min/ärende"), likely("w", "300,9 kr/h")};
  claim.effects = {once(effect(effect_side::benefit, "b", "n * t * w", "cash"), 2024)};
  const appraisal a = appraised(claim, plain_method());
  CHECK(money(a, "present_value_benefits") == "35.10");
}

TEST_CASE("appraise: ratios are undefined without costs, never 0") {
  initiative claim = of_one_stakeholder(2024, 2, "0.03", timing::end);
  claim.effects = {effect(effect_side::benefit, "b", "1000 kr/år", "cash")};
  const appraisal a = appraised(claim, plain_method());
  const certified_values values(a.steps);
  for (const auto* key : {"benefit_cost_ratio", "net_benefit_per_krona", "net_present_value_ratio"}) {
    const int at = a.alternatives[0].find(key)->node;
    CHECK(values.state(at) == status::undefined);
  }
  CHECK(values.why(a.alternatives[0].find("benefit_cost_ratio")->node) == reason::costs_not_positive);
  CHECK(values.why(a.alternatives[0].find("internal_rate_of_return")->node) == reason::no_sign_change);
}

TEST_CASE("appraise: both rates of return of a series that changes sign twice") {
  initiative claim = of_one_stakeholder(2024, 3, "0.05", timing::start);
  claim.effects = {once(effect(effect_side::cost, "a", "1000 kr", "cash"), 2024),
                   once(effect(effect_side::benefit, "b", "2500 kr", "cash"), 2025),
                   once(effect(effect_side::cost, "c", "1540 kr", "cash"), 2026)};
  const appraisal a = appraised(claim, plain_method());
  const certified_values values(a.steps);
  const int at = a.alternatives[0].find("internal_rate_of_return")->node;
  CHECK(values.state(at) == status::several);
  CHECK(values.rates(at, 10) == std::vector<std::string>{"0.1", "0.4"});
}

TEST_CASE("appraise: alternatives are counted against the reference") {
  // The reference keeps an old system at 100 a year; the new one costs 150 once and 20 a year. Against the reference
  // the avoided 100 is a benefit: benefits 100, costs 150 + 20. Rate 0 over 2 years: 200 − 190 = 10.
  initiative claim = of_one_stakeholder(2024, 2, "0", timing::end);
  claim.alternatives = {{"old", "Old", true, {}}, {"new", "New", false, {}}};
  auto keep = effect(effect_side::cost, "keep", "100 kr/år", "cash");
  keep.alternatives = {"old"};
  auto buy = once(effect(effect_side::cost, "buy", "150 kr", "cash"), 2024);
  buy.alternatives = {"new"};
  auto run = effect(effect_side::cost, "run", "20 kr/år", "cash");
  run.alternatives = {"new"};
  auto both = effect(effect_side::cost, "both", "7 kr/år", "cash");
  claim.effects = {keep, buy, run, both};
  const appraisal a = appraised(claim, plain_method());
  CHECK(money(a, "present_value_benefits", 1) == "200.00");
  CHECK(money(a, "present_value_costs", 1) == "190.00");
  CHECK(money(a, "net_present_value", 1) == "10.00");
  CHECK(money(a, "net_present_value", 0) == "-214.00");  // the reference itself, with what both have
  method other = plain_method();
  other.savings = saving_side::negative_cost;
  const appraisal b = appraised(claim, other);
  CHECK(money(b, "present_value_benefits", 1) == "0.00");
  CHECK(money(b, "present_value_costs", 1) == "-10.00");
  CHECK(money(b, "net_present_value", 1) == "10.00");
}

TEST_CASE("appraise: every mistake comes back at once") {
  initiative claim = of_one_stakeholder(2024, 2, "0.03", timing::end);
  claim.factors = {likely("t", "7 min/ärende"), derived("a", "b * 2"), derived("b", "a / 2")};
  claim.effects = {effect(effect_side::benefit, "one", "t * 415 kr/h", "cash"),    // kr/ärende
                   effect(effect_side::benefit, "two", "missing * 1 kr", "cash"),  // no such factor
                   effect(effect_side::cost, "three", "100", "cash"),              // no unit
                   effect(effect_side::cost, "four", "100 kr/år", "luck"),         // no such category
                   once(effect(effect_side::cost, "five", "100 kr", "cash"), 2030)};
  CHECK(codes(claim, plain_method()) == std::vector<std::string>{"N0651", "N0546", "N0654", "N0550", "N0662", "N0660"});
}

TEST_CASE("appraise: what neither case nor method states is asked for") {
  initiative claim;
  claim.stakeholders = {{"own", "Own", stakeholder_kind::own, {}, {}}};
  claim.calculation.first_year = 2024;
  claim.calculation.years = 3;
  CHECK(codes(claim, plain_method()) == std::vector<std::string>{"N0720", "N0721"});
  claim.calculation.years.reset();
  CHECK(codes(claim, plain_method()) == std::vector<std::string>{"N0710", "N0720", "N0721"});
}

TEST_CASE("appraise: double agrees with the certified numbers") {
  const appraisal a = appraised(block(timing::middle), plain_method());
  const auto doubles = evaluate<double>(a.steps);
  const certified_values values(a.steps);
  for (std::size_t i = 0; i < a.steps.nodes.size(); ++i) {
    const int at = static_cast<int>(i);
    CAPTURE(i);
    REQUIRE(doubles[i].how == values.state(at));
    if (doubles[i].how != status::ok || a.steps[at].form == shape::list) continue;
    for (std::size_t c = 0; c < values.size(at); ++c) {
      CHECK(doubles[i].at(c) == doctest::Approx(std::stod(values.significant(at, c, 17))).epsilon(1e-12));
    }
  }
}
