// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/amounts-inl.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

// Findings: what is possible but suspicious. They never change a figure. Part of appraise().

namespace nytta::detail {

/// Has the initiative come to a stage where it is to be decided on?
[[nodiscard]] inline bool at_decision(const std::string& stage) {
  constexpr std::array<std::string_view, 3> late{"decision", "delivery", "followup"};
  return std::find(late.begin(), late.end(), stage) != late.end();
}

/// Do two effects count the same hours? Both name the same factors, and one frees cash where the other frees time.
[[nodiscard]] inline bool same_hours(const effect_claim& a, const effect_claim& b, const amount_sheet& amounts) {
  if (!a.amount || !b.amount || a.side != b.side || a.categories.size() != 1 || b.categories.size() != 1) return false;
  const auto of_kind = [](const effect_claim& e, std::string_view kind) { return e.categories.front().id == kind; };
  const bool split =
      (of_kind(a, "cash") && of_kind(b, "redeployed")) || (of_kind(a, "redeployed") && of_kind(b, "cash"));
  if (!split) return false;
  auto in_a = references(*a.amount);
  auto in_b = references(*b.amount);
  std::sort(in_a.begin(), in_a.end());
  std::sort(in_b.begin(), in_b.end());
  (void)amounts;
  return in_a.size() > 1 && in_a == in_b;
}

NYTTA_INLINE void find_suspicions(const initiative& claim, const method& rules, appraisal& out,
                                  const amount_sheet& amounts) {
  const auto find = [&](std::string_view code, const place& where, std::vector<std::string> arguments) {
    out.findings.push_back({code, where, std::move(arguments)});
  };
  const bool late = at_decision(claim.stage);
  for (std::size_t i = 0; i < claim.factors.size(); ++i) {
    const auto& f = claim.factors[i];
    if (late && f.source.empty() && !f.assumed && !f.amount) find("N1002", f.where, {f.id});
    if (!amounts.used(i)) find("N1006", f.where, {f.id});
  }
  if (late && claim.calculation.reference.empty() &&
      std::none_of(claim.alternatives.begin(), claim.alternatives.end(), [](const auto& a) { return a.reference; })) {
    find("N1003", claim.calculation.where, {});
  }
  for (std::size_t i = 0; i < claim.effects.size(); ++i) {
    const auto& e = claim.effects[i];
    if (late && e.side == effect_side::benefit && e.owner.empty()) find("N1007", e.where, {e.id});
    for (std::size_t j = i + 1; j < claim.effects.size(); ++j) {
      if (same_hours(e, claim.effects[j], amounts)) find("N1004", claim.effects[j].where, {e.id, claim.effects[j].id});
    }
  }
  (void)rules;
}

}  // namespace nytta::detail
