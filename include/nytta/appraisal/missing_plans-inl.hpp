// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/checklist.hpp>
#include <nytta/appraisal/double_counting-inl.hpp>
#include <nytta/appraisal/flow_years-inl.hpp>
#include <nytta/appraisal/mentions-inl.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What a case that is to be decided on should say of how its benefits are taken home. Asked from the decision on: an
// idea has no owner yet. Part of appraise().

namespace nytta::detail {

/// A benefit without owner, measure or baseline.
inline void find_unplanned_benefit(const effect_claim& e, diagnostics& findings) {
  if (e.side != effect_side::benefit) return;
  if (e.owner.empty()) findings.push_back({"N1007", e.where, {e.id}});
  if (e.type == effect_type::residual) return;
  if (e.measure.empty()) {
    findings.push_back({"N1048", e.where, {e.id}});
  } else if (!e.baseline) {
    findings.push_back({"N1049", e.where, {e.id, e.measure}});
  }
}

/// Time is freed by people who work in another way, and a new system asks the same of them: nobody learns that for
/// nothing. Said once, of the first that shows it.
inline void find_missing_change(const initiative& claim, diagnostics& findings) {
  const auto own = [](stakeholder_kind k) { return k == stakeholder_kind::own; };
  for (const auto& e : claim.effects) {
    const bool freed = e.side == effect_side::benefit && has_part(e.categories, "redeployed") && !e.size;
    const bool system = e.side == effect_side::cost && e.type == effect_type::initial && mentions(e.name, system_words);
    if (!(freed || system) || only_in_reference(e, claim) || !concerns(e, claim, own)) continue;
    const bool answered = std::any_of(claim.effects.begin(), claim.effects.end(), [&](const effect_claim& c) {
      if (c.side != effect_side::cost || !stand_together(c, e)) return false;
      return c.type == effect_type::change || mentions(c.name, change_words) || mentions(c.id, change_words);
    });
    if (answered) continue;
    findings.push_back({"N1042", e.where, {e.id}});
    return;
  }
}

/// A benefit whose name closes something down, where nothing is said of what that costs.
inline void find_missing_decommissioning(const initiative& claim, diagnostics& findings) {
  for (const auto& e : claim.effects) {
    if (e.side != effect_side::benefit) continue;
    auto closed = mentioned(e.name, closing_words);
    if (!closed && mentions(e.name, system_words)) closed = mentioned(e.name, notice_words);
    if (!closed) continue;
    const bool answered = std::any_of(claim.effects.begin(), claim.effects.end(), [&](const effect_claim& c) {
      if (c.side != effect_side::cost || !stand_together(c, e)) return false;
      return c.type == effect_type::decommissioning || mentions(c.name, closing_cost_words);
    });
    if (!answered) findings.push_back({"N1043", e.where, {e.id, closed->text}});
  }
}

/// Freed time in pieces that nobody can use for anything else: less than five minutes at a time and less than one post
/// in all, or less than a tenth of a post. The limits are our own; the sentences say the numbers, so that the reader
/// judges.
inline void find_crumbs(const initiative& claim, const method& rules, likely_values& likely,
                        const counted_amounts& counted, diagnostics& findings) {
  constexpr double usual_full_time = 1700;  // h a year: the basis of Inera's hourly cost
  constexpr double least_minutes = 5;
  const double full_time =
      rules.hours_per_full_time_year ? to_double(rules.hours_per_full_time_year->value) : usual_full_time;
  const auto whole = [](double x) { return std::to_string(std::llround(x)); };
  for (std::size_t i = 0; i < claim.effects.size(); ++i) {
    const auto& e = claim.effects[i];
    const bool freed = e.side == effect_side::benefit && has_part(e.categories, "redeployed") && recurs(e) &&
                       !only_in_reference(e, claim) && concerns(e, claim, [](stakeholder_kind k) {
                         return k == stakeholder_kind::own || k == stakeholder_kind::public_body;
                       });
    if (!freed || counted[i].quantities.empty() || counted[i].too_long) continue;
    std::optional<likely_number> all = likely_number{1, {}};
    double minutes = 0;  // per item; 0: no part of the amount says
    for (const auto& t : counted[i].quantities) {
      if (!t.value) all.reset();
      if (!all) break;
      all->value = t.below ? all->value / t.value->value : all->value * t.value->value;
      all->of = t.below ? likely.units().quotient(all->of, t.value->of) : likely.units().product(all->of, t.value->of);
      const auto dimension = likely.units().reduce(t.value->of).dimension;
      const bool per_item = std::any_of(dimension.begin(), dimension.end(),
                                        [](const unit_term& d) { return d.power < 0 && d.word != "år"; });
      if (t.below || !per_item || likely.power(t.value->of, "h") != 1) continue;
      const auto by = likely.units().reduce(t.value->of).ratio;
      minutes = t.value->value * to_double(by.numerator) / to_double(by.denominator) * 60;
    }
    const auto hours = likely.in(all, unit{{{"h", 1}, {"år", -1}}});
    if (!hours || !(*hours > 0) || !std::isfinite(*hours) || !(*hours < full_time)) continue;
    if (minutes > 0 && minutes < least_minutes) {
      const std::string size = minutes < 1 ? whole(minutes * 60) + " s" : whole(minutes) + " min";
      findings.push_back({"N1045", e.where, {e.id, whole(*hours), size, whole(full_time)}});
    } else if (*hours < full_time / 10) {
      findings.push_back({"N1046", e.where, {e.id, whole(*hours), whole(full_time)}});
    }
  }
}

/// What the stage's checklist lacks, but for what has a finding of its own from the decision on.
inline void find_gaps(const initiative& claim, const method& rules, bool late, appraisal& out) {
  constexpr std::array<std::string_view, 5> own_findings{"benefits.owner", "benefits.measure", "benefits.baseline",
                                                         "factors.source", "calculation.reference"};
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

}  // namespace nytta::detail
