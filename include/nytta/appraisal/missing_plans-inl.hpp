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

/// The costs of a case that answer for something: each is asked once, and not for every benefit.
template <class Test>
[[nodiscard]] std::vector<const effect_claim*> costs_where(const initiative& claim, Test test) {
  std::vector<const effect_claim*> out;
  for (const auto& c : claim.effects) {
    if (c.side == effect_side::cost && test(c)) out.push_back(&c);
  }
  return out;
}

[[nodiscard]] inline bool answered_by(const effect_claim& e, const std::vector<const effect_claim*>& costs) {
  return std::any_of(costs.begin(), costs.end(), [&](const effect_claim* c) { return stand_together(*c, e); });
}

/// Time is freed by people who work in another way, and a new system asks the same of them: nobody learns that for
/// nothing. Said once, of the first that shows it.
inline void find_missing_change(const initiative& claim, diagnostics& findings) {
  const auto own = [](stakeholder_kind k) { return k == stakeholder_kind::own; };
  const auto answers = costs_where(claim, [](const effect_claim& c) {
    return c.type == effect_type::change || mentions(c.name, change_words) || mentions(c.id, change_words);
  });
  for (const auto& e : claim.effects) {
    const bool freed = e.side == effect_side::benefit && has_part(e.categories, "redeployed") && !e.size;
    const bool system = e.side == effect_side::cost && e.type == effect_type::initial && mentions(e.name, system_words);
    if (!(freed || system) || only_in_reference(e, claim) || !concerns(e, claim, own)) continue;
    if (answered_by(e, answers)) continue;
    findings.push_back({"N1042", e.where, {e.id}});
    return;
  }
}

/// A benefit whose name closes something down, where nothing is said of what that costs.
inline void find_missing_decommissioning(const initiative& claim, diagnostics& findings) {
  const auto answers = costs_where(claim, [](const effect_claim& c) {
    return c.type == effect_type::decommissioning || mentions(c.name, closing_cost_words);
  });
  for (const auto& e : claim.effects) {
    if (e.side != effect_side::benefit) continue;
    auto closed = mentioned(e.name, closing_words);
    if (!closed && mentions(e.name, system_words)) closed = mentioned(e.name, notice_words);
    if (closed && !answered_by(e, answers)) findings.push_back({"N1043", e.where, {e.id, closed->text}});
  }
}

/// Freed time in pieces that nobody can use for anything else: less than five minutes at a time and less than one post
/// in all; less than ten at a time and less than a week's hours a year for each of the people whose time it is; or
/// less than a tenth of a post. The limits are our own; the sentences say the numbers, so that the reader judges. A
/// benefit with a target says what is to become of the time.
class freed_crumbs {
 public:
  freed_crumbs(const initiative& claim, const method& rules, likely_values& likely, const counted_amounts& counted,
               diagnostics& findings)
      : claim_(claim), likely_(likely), counted_(counted), findings_(findings) {
    constexpr double usual_full_time = 1700;  // h a year: the basis of Inera's hourly cost
    full_time_ = rules.hours_per_full_time_year ? to_double(rules.hours_per_full_time_year->value) : usual_full_time;
  }

  void find() {
    for (std::size_t i = 0; i < claim_.effects.size(); ++i) {
      const auto& e = claim_.effects[i];
      const bool freed = e.side == effect_side::benefit && has_part(e.categories, "redeployed") && recurs(e) &&
                         !e.target && !only_in_reference(e, claim_) && concerns(e, claim_, [](stakeholder_kind k) {
                           return k == stakeholder_kind::own || k == stakeholder_kind::public_body;
                         });
      if (freed && !counted_[i].quantities.empty() && !counted_[i].too_long) look_at(i);
    }
  }

 private:
  void look_at(std::size_t i) {
    const auto& e = claim_.effects[i];
    std::optional<likely_number> all = likely_number{1, {}};
    double minutes = 0;  // per item; 0: no part of the amount says
    double people = 0;   // 0: they are not counted
    for (const auto& t : counted_[i].quantities) {
      if (!t.value) return;
      const auto& units = likely_.units();
      all->value = t.below ? all->value / t.value->value : all->value * t.value->value;
      all->of = t.below ? units.quotient(all->of, t.value->of) : units.product(all->of, t.value->of);
      if (t.below) continue;
      if (const double per_item = minutes_per_item(*t.value); per_item > 0) minutes = per_item;
      if (is_people(t.value->of)) people = t.value->value;
    }
    const auto hours = likely_.in(all, unit{{{"h", 1}, {"år", -1}}});
    if (!hours || !(*hours > 0) || !std::isfinite(*hours)) return;
    constexpr double least_minutes = 5;
    constexpr double least_minutes_each = 10;
    constexpr double week = 40;  // h
    const std::string size = minutes < 1 ? whole(minutes * 60) + " s" : whole(minutes) + " min";
    if (*hours < full_time_ && minutes > 0 && minutes < least_minutes) {
      findings_.push_back({"N1045", e.where, {e.id, whole(*hours), size, whole(full_time_)}});
    } else if (*hours < full_time_ / 10) {
      findings_.push_back({"N1046", e.where, {e.id, whole(*hours), whole(full_time_)}});
    } else if (people > 0 && *hours / people < week && minutes > 0 && minutes < least_minutes_each) {
      findings_.push_back(
          {"N1057",
           e.where,
           {e.id, whole(*hours / people), whole(people), size, whole(week), whole(least_minutes_each)}});
    }
  }

  [[nodiscard]] static std::string whole(double x) { return std::to_string(std::llround(x)); }

  /// Minutes of min/ärende or min/person/dag; 0 of any other unit.
  [[nodiscard]] double minutes_per_item(const likely_number& n) const {
    const unit_term* time = nullptr;
    bool per_item = false;
    for (const auto& t : n.of.terms) {
      const auto hour = likely_.units().conversion(unit{{{t.word, 1}}}, unit{{{"h", 1}}});
      if (t.power == 1 && hour && time == nullptr) {
        time = &t;
      } else if (t.power < 0) {
        per_item = per_item || t.word != "år";
      } else {
        return 0;
      }
    }
    if (time == nullptr || !per_item) return 0;
    return likely_.in(likely_number{n.value, unit{{*time}}}, unit{{{"min", 1}}}).value_or(0);
  }

  [[nodiscard]] static bool is_people(const unit& of) {
    return of.terms.size() == 1 && of.terms.front().power == 1 && mentions(of.terms.front().word, person_words);
  }

  const initiative& claim_;
  likely_values& likely_;
  const counted_amounts& counted_;
  diagnostics& findings_;
  double full_time_ = 0;
};

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
