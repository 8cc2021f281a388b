// SPDX-License-Identifier: Apache-2.0
// Compiled with NYTTA_HEADER_ONLY: the bodies come with the headers, and nothing of nytta's is linked.
#include <nytta/nytta.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <cstdio>
#include <ios>
#include <string>

using namespace nytta;

namespace {

effect_claim effect(effect_side side, const char* name, const char* amount, occurrence how, int from) {
  effect_claim e;
  e.side = side;
  e.type = side == effect_side::cost ? effect_type::initial : effect_type::saving;
  e.id = e.name = name;
  e.categories = {{"cash", constant({1, {}}, {}), {}}};
  e.amount = parse_expression(amount, {}).value();
  e.flows.how = how;
  e.flows.from = from;
  return e;
}

}  // namespace

// One working, evaluated in double and with fifty digits.
//
// By hand: 1 000 kr in 2026, then 400 kr in each of three years, at the start of years, 10 %:
// −1 000 + 400 (1/1.1 + 1/1.21 + 1/1.331) = −1 000 + 400 × 3.31/1.331 = (1 324 − 1 331) / 1.331 = −7 000/1 331.
int main() {
  method rules;
  rules.id = "own";
  rules.categories = {{"cash", true, true, {}}};
  initiative claim;
  claim.stakeholders = {{"own", "Own", stakeholder_kind::own, {}, {}}};
  claim.calculation.first_year = 2026;
  claim.calculation.years = 4;
  claim.calculation.at = timing::start;
  claim.calculation.rate.emplace().parts = {{1, {*decimal::parse("0.1"), {}, {}}}};
  claim.effects = {effect(effect_side::cost, "press", "1000 kr", occurrence::once, 2026),
                   effect(effect_side::benefit, "paper", "400 kr/år", occurrence::from_to, 2027)};
  const auto result = appraise(claim, rules);
  if (!result) {
    for (const auto& d : result.error()) std::puts(text(d, language::en).c_str());
    return 1;
  }

  using fifty_digits = boost::multiprecision::cpp_bin_float_50;
  const int npv = result->alternatives.front().find("net_present_value")->node;
  const auto at = static_cast<std::size_t>(npv);
  std::printf("in double          %.10f kr\n", evaluate<double>(result->steps)[at].at(0));
  const fifty_digits value = evaluate<fifty_digits>(result->steps)[at].at(0);
  std::printf("with fifty digits  %s kr\n", value.str(40, std::ios::fixed).c_str());
}
