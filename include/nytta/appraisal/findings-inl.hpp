// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/amounts-inl.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// Findings: what is possible but suspicious. They never change a figure. Part of appraise().

namespace nytta::detail {

/// Has the initiative come to a stage where it is to be decided on?
[[nodiscard]] inline bool at_decision(const std::string& stage) {
  constexpr std::array<std::string_view, 3> late{"decision", "delivery", "followup"};
  return std::find(late.begin(), late.end(), stage) != late.end();
}

/// The stages of the method, or the usual ladder where it has none.
[[nodiscard]] inline std::vector<std::string> stages_of(const method& rules) {
  std::vector<std::string> ids;
  for (const auto& s : rules.stages) ids.push_back(s.id);
  if (ids.empty()) ids = {"need", "idea", "prestudy", "decision", "delivery", "followup"};
  return ids;
}

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

/// What a stage may require: a key of the case, and whether it is there.
class stage_checklist {
 public:
  stage_checklist(const initiative& claim, diagnostics& findings) : claim_(claim), findings_(findings) {}

  void require(const std::string& key, const std::string& stage) {
    const auto dot = key.find('.');
    const std::string table = key.substr(0, dot);
    const std::string field = dot == std::string::npos ? std::string() : key.substr(dot + 1);
    const auto missing = [&](const place& where, const std::string& what) {
      findings_.push_back({"N1008", where, {what, field, stage}});
    };
    if (table == "calculation" && !calculation_has(field)) missing(claim_.calculation.where, "calculation");
    if (table == "initiative" && !initiative_has(field)) missing(claim_.calculation.where, "initiative");
    if (table == "factors" && field == "source") {
      for (const auto& f : claim_.factors) {
        if (f.source.empty() && !f.assumed && !f.amount) missing(f.where, f.id);
      }
    }
    if (table != "benefits" && table != "costs") return;
    for (const auto& e : claim_.effects) {
      const bool side = (e.side == effect_side::benefit) == (table == "benefits");
      if (side && !effect_has(e, field)) missing(e.where, e.id);
    }
  }

 private:
  [[nodiscard]] bool calculation_has(const std::string& field) const {
    if (field == "reference") {
      return !claim_.calculation.reference.empty() ||
             std::any_of(claim_.alternatives.begin(), claim_.alternatives.end(),
                         [](const auto& a) { return a.reference; });
    }
    return true;
  }
  [[nodiscard]] bool initiative_has(const std::string& field) const {
    if (field == "board") return !claim_.board.empty();
    if (field == "organisation") return !claim_.organisation.empty();
    if (field == "description") return !claim_.description.empty();
    return true;
  }
  [[nodiscard]] static bool effect_has(const effect_claim& e, const std::string& field) {
    if (field == "owner") return !e.owner.empty();
    if (field == "goal") return !e.goal.empty();
    if (field == "measure") return !e.measure.empty();
    if (field == "baseline") return e.baseline.has_value();
    if (field == "target") return e.target.has_value();
    if (field == "source") return !e.source.empty() || e.assumed;
    return true;
  }
  const initiative& claim_;
  diagnostics& findings_;
};

NYTTA_INLINE void find_suspicions(const initiative& claim, const method& rules, appraisal& out,
                                  const amount_sheet& amounts) {
  const auto find = [&](std::string_view code, const place& where, std::vector<std::string> arguments) {
    out.findings.push_back({code, where, std::move(arguments)});
  };
  const bool late = at_decision(out.stage);
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
  for (std::size_t i = 0; i < claim.effects.size(); ++i) {
    const auto& e = claim.effects[i];
    const bool number = e.amount && e.own_factor.empty() && e.amount->nodes.size() == 1 &&
                        e.amount->nodes.front().what == expression::kind::number;
    if (late && number && e.source.empty() && !e.assumed) find("N1009", e.where, {e.id});
    if (late && e.side == effect_side::benefit && e.owner.empty()) find("N1007", e.where, {e.id});
    for (std::size_t j = i + 1; j < claim.effects.size(); ++j) {
      if (same_hours(e, claim.effects[j])) find("N1004", claim.effects[j].where, {e.id, claim.effects[j].id});
    }
  }
  for (const auto& stage : rules.stages) {
    if (stage.id != out.stage) continue;
    for (const auto& key : stage.required) {
      const bool asked = late && (key == "benefits.owner" || key == "factors.source" || key == "calculation.reference");
      if (!asked) stage_checklist(claim, out.findings).require(key, stage.id);
    }
  }
}

}  // namespace nytta::detail
