// SPDX-License-Identifier: Apache-2.0
// A budget system that appraises an initiative of its own.
#include <nytta/nytta.hpp>

#include <cmath>
#include <cstdio>
#include <string>

using namespace nytta;

int main() {
  method rules;
  rules.id = "own";
  rules.categories = {{"cash", true, true, {}}};
  effect_claim cost;
  cost.side = effect_side::cost;
  cost.id = cost.name = "press";
  cost.categories = {{"cash", constant({1, {}}, {}), {}}};
  cost.amount = parse_expression("1000 kr", {}).value();
  cost.flows.how = occurrence::once;
  cost.flows.from = 2026;
  effect_claim benefit = cost;
  benefit.side = effect_side::benefit;
  benefit.id = benefit.name = "paper";
  benefit.amount = parse_expression("100 st/år * 10 kr/st", {}).value();
  benefit.flows.how = occurrence::from_to;
  benefit.flows.from = 2027;
  initiative claim;
  claim.stakeholders = {{"own", "Own", stakeholder_kind::own, {}, {}}};
  claim.effects = {cost, benefit};
  claim.calculation.first_year = 2026;
  claim.calculation.years = 3;
  claim.calculation.at = timing::start;
  claim.calculation.rate.emplace().parts = {{1, {*decimal::parse("0.25"), {}, {}}}};

  const auto result = appraise(claim, rules);
  for (const diagnostic& d : result.error()) std::puts(text(d, language::en).c_str());
  if (!result) return 1;

  // −1 000 + 1 000 × (0.8 + 0.64) = 440.
  const int npv = result->alternatives.front().find("net_present_value")->node;
  const double value = evaluate<double>(result->steps)[static_cast<std::size_t>(npv)].at(0);
  std::printf("%.2f\n", value);
  return std::fabs(value - 440) < 1e-9 ? 0 : 1;
}
