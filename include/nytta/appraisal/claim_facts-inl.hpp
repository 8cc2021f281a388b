// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/effect/initiative.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

// What a claim says of itself, for findings and checklists. Part of appraise() and checklist().

namespace nytta::detail {

/// Is the share or amount written as zero?
[[nodiscard]] inline bool written_zero(const dated_expression& s) {
  return s.value.nodes.size() == 1 && s.value.root().what == expression::kind::number && s.value.root().value.is_zero();
}

/// Does it flow year after year, so that it may grow or end?
[[nodiscard]] inline bool recurs(const effect_claim& e) {
  return e.flows.how != occurrence::once && e.flows.how != occurrence::spread;
}

/// An amount that is one number says nothing of where it comes from; one of factors has theirs.
[[nodiscard]] inline bool bare_amount(const effect_claim& e) {
  if (e.flows.how == occurrence::by_year) return true;
  return e.amount && e.amount->nodes.size() == 1 && e.amount->nodes.front().what == expression::kind::number;
}

[[nodiscard]] inline bool has_reference_alternative(const initiative& claim) {
  return std::any_of(claim.alternatives.begin(), claim.alternatives.end(), [](const auto& a) { return a.reference; });
}

/// Do two effects stand in the same alternative?
[[nodiscard]] inline bool stand_together(const effect_claim& a, const effect_claim& b) {
  if (a.alternatives.empty() || b.alternatives.empty()) return true;
  return std::any_of(a.alternatives.begin(), a.alternatives.end(), [&](const std::string& id) {
    return std::find(b.alternatives.begin(), b.alternatives.end(), id) != b.alternatives.end();
  });
}

/// Does an effect stand in this alternative?
[[nodiscard]] inline bool stands_in(const effect_claim& e, const std::string& alternative) {
  const auto& own = e.alternatives;
  return own.empty() || std::find(own.begin(), own.end(), alternative) != own.end();
}

/// Does it stand in the reference alone? What is there today is not what is proposed.
[[nodiscard]] inline bool only_in_reference(const effect_claim& e, const initiative& claim) {
  return !e.alternatives.empty() &&
         std::all_of(e.alternatives.begin(), e.alternatives.end(), [&](const std::string& id) {
           return std::any_of(claim.alternatives.begin(), claim.alternatives.end(),
                              [&](const alternative_claim& a) { return a.reference && a.id == id; });
         });
}

[[nodiscard]] inline bool has_part(const std::vector<part>& parts, std::string_view id) {
  return std::any_of(parts.begin(), parts.end(), [&](const part& p) { return p.id == id; });
}

/// Do two effects have a stakeholder in common? None named is the only one there is.
[[nodiscard]] inline bool share_stakeholder(const effect_claim& a, const effect_claim& b) {
  if (a.stakeholders.empty() || b.stakeholders.empty()) return true;
  return std::any_of(a.stakeholders.begin(), a.stakeholders.end(),
                     [&](const part& p) { return has_part(b.stakeholders, p.id); });
}

/// Has the effect a stakeholder of one of these kinds?
template <class Kinds>
[[nodiscard]] bool concerns(const effect_claim& e, const initiative& claim, Kinds of_kind) {
  return std::any_of(claim.stakeholders.begin(), claim.stakeholders.end(), [&](const stakeholder& s) {
    return of_kind(s.kind) && (e.stakeholders.empty() || has_part(e.stakeholders, s.id));
  });
}

}  // namespace nytta::detail
