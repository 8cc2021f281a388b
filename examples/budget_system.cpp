// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/read.hpp>
#include <nytta/nytta.hpp>

#include <cstdio>

using namespace nytta;

// A budget system holds an initiative of its own, and takes up what of it is budget room: freed hours are not.
//
// By hand: 6 000 × 5/60 h × 420 = 210 000 kr of hours and 6 000 × 6.50 = 39 000 kr of postage a year from 2028; 300 000
// kr in 2027 and 24 000 kr every year. Net −324 000, then 225 000 three times. At the start of years, 4 %, three years:
// a = 2.775091033. −324 000 + 225 000 a = 300 395.48. Of it cash −324 000 + (39 000 − 24 000) a = −282 373.63.
int main() {
  const auto effect = [](effect_type type, const char* name, const char* category, const char* amount,
                         const when& flows) {
    effect_claim e;
    e.side = type == effect_type::saving ? effect_side::benefit : effect_side::cost;
    e.type = type;
    e.id = e.name = name;
    e.categories = {{category, constant({1, {}}, {}), {}}};
    e.amount = parse_expression(amount, {}).value();
    e.flows = flows;
    return e;
  };
  const when saved{occurrence::from_to, 2028, 2030, 0, {}, {}, {}};
  const when once{occurrence::once, 2027, {}, 0, {}, {}, {}};
  initiative claim;
  claim.stakeholders = {{"own", "Förvaltningen", stakeholder_kind::own, {}, {}}};
  claim.calculation.first_year = 2027;
  claim.calculation.years = 4;
  claim.calculation.at = timing::start;
  claim.calculation.rate.emplace().parts = {{1, {*decimal::parse("0.04"), {}, {}}}};
  claim.effects = {effect(effect_type::saving, "hours", "redeployed", "6000 st/år * 5 min/st * 420 kr/h", saved),
                   effect(effect_type::saving, "postage", "cash", "6000 st/år * 6,50 kr/st", saved),
                   effect(effect_type::running, "licence", "cash", "24000 kr/år", {}),
                   effect(effect_type::initial, "introduction", "cash", "300000 kr", once)};

  const method esv = read_method(*shipped_method_text("esv"), "esv.toml").value.value();
  const appraisal result = appraise(claim, esv).value();
  const certified_values values(result.steps);
  const alternative_appraisal& main = result.alternatives.front();
  const auto kronor = [&](const char* figure) { return values.rounded(main.find(figure)->node, 0, 2); };
  std::printf("net present value      %12s kr\n", kronor("net_present_value").c_str());
  std::printf("of it cash-releasing   %12s kr\n", kronor("net_present_value_cash").c_str());

  for (int year = 2027; year <= 2030; ++year) {
    money line(0);
    for (const effect_nodes& e : main.effects) {
      if (claim.effects[e.effect].categories.front().id != "cash") continue;
      const money amount(*decimal::parse(values.rounded(e.flow, static_cast<std::size_t>(year - 2027), 2)));
      line = e.side == effect_side::benefit ? line + amount : line - amount;
    }
    std::printf("budget line %d: cash  %12s kr\n", year, line.kronor().to_string().c_str());
  }
}
