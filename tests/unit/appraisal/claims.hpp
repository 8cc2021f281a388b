// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/appraisal/certify.hpp>
#include <nytta/core/message.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Claims built in code, for the tests of the appraisal.

namespace claims {

using namespace nytta;

inline quantity amount_of(std::string_view text) { return *parse_quantity(text, place{}); }
inline expression formula_of(std::string_view text) { return *parse_expression(text, place{}); }

inline factor_claim likely(std::string id, std::string_view value) {
  factor_claim f;
  f.id = std::move(id);
  f.likely = amount_of(value);
  return f;
}

inline factor_claim derived(std::string id, std::string_view amount) {
  factor_claim f;
  f.id = std::move(id);
  f.amount = formula_of(amount);
  return f;
}

inline effect_claim effect(effect_side side, std::string id, std::string_view amount, std::string category) {
  effect_claim e;
  e.side = side;
  e.id = id;
  e.name = std::move(id);
  e.categories = {{std::move(category), constant(quantity{1, {}}, place{}), place{}}};
  e.amount = formula_of(amount);
  e.type = side == effect_side::cost ? effect_type::running : effect_type::saving;
  return e;
}

inline effect_claim once(effect_claim e, int year) {
  e.flows.how = occurrence::once;
  e.flows.from = year;
  e.type = e.side == effect_side::cost ? effect_type::initial : e.type;
  return e;
}

inline effect_claim with_uptake(effect_claim e, const std::vector<std::string>& shares) {
  e.flows.how = occurrence::uptake_columns;
  for (const auto& s : shares) e.flows.shares.push_back({0, formula_of(s), place{}});
  return e;
}

inline initiative of_one_stakeholder(int first_year, int years, std::string_view rate, timing at) {
  initiative claim;
  claim.file = "case.toml";
  claim.id = "case";
  claim.name = "Case";
  claim.stakeholders = {{"own", "Own", stakeholder_kind::own, {}, {}}};
  claim.calculation.first_year = first_year;
  claim.calculation.years = years;
  claim.calculation.at = at;
  rate_rule r;
  r.parts = {{1, {*decimal::parse(rate), {}, {}}}};
  claim.calculation.rate = r;
  return claim;
}

inline method plain_method() {
  method m;
  m.id = "plain";
  m.categories = {{"cash", true, true, {}}, {"redeployed", true, false, {}}, {"quality", false, false, {}}};
  return m;
}

/// A figure of the first alternative, as printed.
inline std::string money(const appraisal& a, std::string_view figure, std::size_t alternative = 0) {
  const auto* f = a.alternatives[alternative].find(figure);
  REQUIRE(f != nullptr);
  const certified_values values(a.steps);
  REQUIRE(values.state(f->node) == status::ok);
  return values.rounded(f->node, 0, f->kind == figure_kind::money ? 2 : 6);
}

inline std::vector<std::string> series(const appraisal& a, int node) {
  const certified_values values(a.steps);
  std::vector<std::string> out;
  for (std::size_t c = 0; c < values.size(node); ++c) out.push_back(values.rounded(node, c, 2));
  return out;
}

inline appraisal appraised(const initiative& claim, const method& rules) {
  auto result = appraise(claim, rules);
  for (const auto& d : result.error()) MESSAGE(std::string(d.code) << ": " << text(d, language::en));
  REQUIRE(result.has_value());
  return std::move(result).value();
}

inline std::vector<std::string> codes(const initiative& claim, const method& rules) {
  std::vector<std::string> out;
  const auto result = appraise(claim, rules);
  for (const auto& d : result.error()) out.emplace_back(d.code);
  return out;
}

}  // namespace claims
