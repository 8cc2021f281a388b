// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/amounts-inl.hpp>
#include <nytta/appraisal/checklist.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// Findings: what is possible but suspicious. They never change a figure. Part of appraise().

namespace nytta::detail {

/// Do two effects count the same hours? Both name the same factors, and one frees cash where the other frees time.
[[nodiscard]] inline bool same_hours(const effect_claim& a, const effect_claim& b) {
  if (!a.amount || !b.amount || a.side != b.side || a.categories.size() != 1 || b.categories.size() != 1) return false;
  const auto of_kind = [](const effect_claim& e, std::string_view kind) { return e.categories.front().id == kind; };
  const bool split =
      (of_kind(a, "cash") && of_kind(b, "redeployed")) || (of_kind(a, "redeployed") && of_kind(b, "cash"));
  if (!split) return false;
  auto in_a = references(*a.amount);
  auto in_b = references(*b.amount);
  std::sort(in_a.begin(), in_a.end());
  std::sort(in_b.begin(), in_b.end());
  return in_a.size() > 1 && in_a == in_b;
}

/// The first year in which the effect may flow; nothing where only the numbers tell.
[[nodiscard]] inline std::optional<int> first_flow_year(const effect_claim& e, const conventions& frame) {
  const auto zero = [](const dated_expression& s) {
    return s.value.nodes.size() == 1 && s.value.root().what == expression::kind::number &&
           s.value.root().value.is_zero();
  };
  switch (e.flows.how) {
    case occurrence::always: return frame.first_year;
    case occurrence::once:
    case occurrence::from_to:
    case occurrence::every:
    case occurrence::uptake_linear:
    case occurrence::uptake_s_curve: return (std::max)(e.flows.from, frame.first_year);
    case occurrence::spread:
    case occurrence::by_year:
    case occurrence::uptake_years:
    case occurrence::uptake_columns: break;
  }
  for (std::size_t i = 0; i < e.flows.shares.size(); ++i) {
    const bool columns = e.flows.how == occurrence::uptake_columns;
    if (zero(e.flows.shares[i])) continue;
    return columns ? frame.first_year + static_cast<int>(i) : (std::max)(e.flows.shares[i].year, frame.first_year);
  }
  return std::nullopt;
}

/// Do two effects stand in the same alternative?
[[nodiscard]] inline bool stand_together(const effect_claim& a, const effect_claim& b) {
  if (a.alternatives.empty() || b.alternatives.empty()) return true;
  return std::any_of(a.alternatives.begin(), a.alternatives.end(), [&](const std::string& id) {
    return std::find(b.alternatives.begin(), b.alternatives.end(), id) != b.alternatives.end();
  });
}

/// Does a benefit come before every cost of its alternatives? Then its uptake may have been forgotten.
inline void find_early_benefits(const initiative& claim, appraisal& out) {
  for (const auto& e : claim.effects) {
    const auto benefit = e.side == effect_side::benefit ? first_flow_year(e, out.frame) : std::nullopt;
    if (!benefit || e.size) continue;
    std::optional<int> first_cost;
    for (const auto& c : claim.effects) {
      const auto year =
          c.side == effect_side::cost && stand_together(e, c) ? first_flow_year(c, out.frame) : std::nullopt;
      if (year && (!first_cost || *year < *first_cost)) first_cost = year;
    }
    if (first_cost && *benefit < *first_cost) {
      out.findings.push_back({"N1005",
                              e.flows.where.line != 0 ? e.flows.where : e.where,
                              {e.id, std::to_string(*benefit), std::to_string(*first_cost)}});
    }
  }
}

/// A normal or lognormal distribution is laid by low and high alone. Is likely outside the middle half of them (of
/// their logarithms, for lognormal)?
[[nodiscard]] inline bool far_from_centre(const factor_claim& f, const unit_table& units) {
  if (!f.range || !f.likely) return false;
  const bool bell = f.range->shape == distribution::normal || f.range->shape == distribution::lognormal;
  const auto number = [&](const quantity& q) -> std::optional<double> {
    const auto by = units.conversion(q.unit_of, f.likely->unit_of);
    if (!by) return std::nullopt;
    return to_double(q.value) * to_double(by->numerator) / to_double(by->denominator);
  };
  auto low = number(f.range->low);
  auto high = number(f.range->high);
  auto likely = number(*f.likely);
  if (!bell || !low || !high) return false;
  if (f.range->shape == distribution::lognormal) {
    if (!(*low > 0)) return false;
    for (auto* value : {&low, &high, &likely}) *value = std::log(**value);
  }
  return std::abs(*likely - (*low + *high) / 2) > (*high - *low) / 4;
}

/// What the stage's checklist lacks, but for what has a finding of its own from the decision on.
inline void find_gaps(const initiative& claim, const method& rules, bool late, appraisal& out) {
  constexpr std::array<std::string_view, 3> own_findings{"benefits.owner", "factors.source", "calculation.reference"};
  for (const auto& item : checklist(claim, rules, out.stage)) {
    if (late && std::find(own_findings.begin(), own_findings.end(), item.key) != own_findings.end()) continue;
    const auto dot = item.key.find('.');
    const std::string table = item.key.substr(0, dot);
    for (const auto& gap : item.missing) {
      const bool entry = gap.id != table || table == "initiative" || table == "calculation";
      std::vector<std::string> words{entry ? gap.id : claim.id, item.key, item.stage, std::string(item.to_write)};
      if (entry && dot != std::string::npos) words[1] = item.key.substr(dot + 1);
      out.findings.push_back({"N1008", gap.where, std::move(words)});
    }
  }
}

NYTTA_INLINE void find_suspicions(const initiative& claim, const method& rules, appraisal& out,
                                  const amount_sheet& amounts) {
  const auto find = [&](std::string_view code, const place& where, std::vector<std::string> arguments) {
    out.findings.push_back({code, where, std::move(arguments)});
  };
  const bool late = at_decision(rules, out.stage);
  for (std::size_t i = 0; i < claim.factors.size(); ++i) {
    const auto& f = claim.factors[i];
    if (late && f.source.empty() && !f.assumed && !f.amount) find("N1002", f.where, {f.id});
    if (!amounts.used(i)) find("N1006", f.where, {f.id});
    if (far_from_centre(f, amounts.units())) find("N1010", f.range->where, {f.id});
  }
  find_early_benefits(claim, out);
  if (late && claim.calculation.reference.empty() &&
      std::none_of(claim.alternatives.begin(), claim.alternatives.end(), [](const auto& a) { return a.reference; })) {
    find("N1003", claim.calculation.where, {});
  }
  const auto without_source = [](const flow_claim& f) {
    const bool number = f.amount && f.own_factor.empty() && f.amount->nodes.size() == 1 &&
                        f.amount->nodes.front().what == expression::kind::number;
    return number && f.source.empty() && !f.assumed;
  };
  for (const auto& t : claim.transfers) {
    if (late && without_source(t)) find("N1009", t.where, {t.id});
  }
  for (std::size_t i = 0; i < claim.effects.size(); ++i) {
    const auto& e = claim.effects[i];
    if (late && without_source(e)) find("N1009", e.where, {e.id});
    if (late && e.side == effect_side::benefit && e.owner.empty()) find("N1007", e.where, {e.id});
    for (std::size_t j = i + 1; j < claim.effects.size(); ++j) {
      if (same_hours(e, claim.effects[j])) find("N1004", claim.effects[j].where, {e.id, claim.effects[j].id});
    }
  }
  find_gaps(claim, rules, late, out);
}

}  // namespace nytta::detail
