// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/checklist.hpp>
#include <nytta/appraisal/claim_facts-inl.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nytta {

namespace detail {

/// One key that a stage may require: what to write where it is missing, and who lacks it.
struct requirement {
  std::string_view key;
  std::string_view to_write;
  void (*gaps)(const initiative&, std::vector<checklist_gap>&);
};

using gap_list = std::vector<checklist_gap>;

/// The table of the file, where the whole case lacks something.
inline void lacks(gap_list& gaps, std::string_view table, const place& where) {
  gaps.push_back({std::string(table), where});
}

template <class Has>
void each_effect(const initiative& claim, effect_side side, gap_list& gaps, Has has) {
  for (const auto& e : claim.effects) {
    if (e.side == side && !has(e)) gaps.push_back({e.id, e.where});
  }
}

template <class Has>
void each_benefit(const initiative& claim, gap_list& gaps, Has has) {
  each_effect(claim, effect_side::benefit, gaps, has);
}

inline void any_effect(const initiative& claim, effect_side side, gap_list& gaps) {
  const bool any =
      std::any_of(claim.effects.begin(), claim.effects.end(), [&](const auto& e) { return e.side == side; });
  if (!any) lacks(gaps, side == effect_side::benefit ? "benefits" : "costs", claim.where);
}

inline void cost_of_type(const initiative& claim, effect_type type, gap_list& gaps) {
  const bool any = std::any_of(claim.effects.begin(), claim.effects.end(),
                               [&](const auto& e) { return e.side == effect_side::cost && e.type == type; });
  if (!any) lacks(gaps, "costs", claim.where);
}

inline void carried_key(const initiative& claim, std::string_view key, gap_list& gaps) {
  const bool any = std::any_of(claim.carried.begin(), claim.carried.end(), [&](const auto& c) { return c.key == key; });
  if (!any) lacks(gaps, "initiative", claim.where);
}

/// A residual value is read off once, from the accounts: nobody measures it.
[[nodiscard]] inline bool is_followed_up(const effect_claim& e) { return e.type != effect_type::residual; }

[[nodiscard]] inline bool has_source(const effect_claim& e) {
  return !e.source.empty() || e.assumed || !bare_amount(e);
}

/// In the order of requirement_keys.
inline constexpr std::array requirements{
    requirement{"initiative.organisation", "organisation = \"…\"",
                [](const initiative& c, gap_list& g) {
                  if (c.organisation.empty()) lacks(g, "initiative", c.where);
                }},
    requirement{"initiative.board", "board = \"…\"",
                [](const initiative& c, gap_list& g) {
                  if (c.board.empty()) lacks(g, "initiative", c.where);
                }},
    requirement{"initiative.description", "description = \"…\"",
                [](const initiative& c, gap_list& g) {
                  if (c.description.empty()) lacks(g, "initiative", c.where);
                }},
    requirement{"initiative.prepared_by", "prepared_by = \"…\"",
                [](const initiative& c, gap_list& g) { carried_key(c, "prepared_by", g); }},
    requirement{"initiative.reviewed_by", "reviewed_by = \"…\"",
                [](const initiative& c, gap_list& g) { carried_key(c, "reviewed_by", g); }},
    requirement{"initiative.date", "date = 2026-01-31",
                [](const initiative& c, gap_list& g) { carried_key(c, "date", g); }},
    requirement{"initiative.reference_number", "reference_number = \"…\"",
                [](const initiative& c, gap_list& g) { carried_key(c, "reference_number", g); }},
    requirement{"initiative.user_stories", "user_stories = [\"…\"]",
                [](const initiative& c, gap_list& g) { carried_key(c, "user_stories", g); }},
    requirement{"calculation.reference", "reference = \"…\"",
                [](const initiative& c, gap_list& g) {
                  const bool said = !c.calculation.reference.empty() || has_reference_alternative(c);
                  if (!said) lacks(g, "calculation", c.calculation.where);
                }},
    requirement{"calculation.rate", "rate = \"3 %\"",
                [](const initiative& c, gap_list& g) {
                  if (!c.calculation.rate) lacks(g, "calculation", c.calculation.where);
                }},
    requirement{"calculation.timing", "timing = \"end\"",
                [](const initiative& c, gap_list& g) {
                  if (!c.calculation.at) lacks(g, "calculation", c.calculation.where);
                }},
    requirement{"calculation.years", "years = 6",
                [](const initiative& c, gap_list& g) {
                  if (!c.calculation.years) lacks(g, "calculation", c.calculation.where);
                }},
    requirement{"calculation.base_year", "base_year = 2026",
                [](const initiative& c, gap_list& g) {
                  if (!c.calculation.base_year) lacks(g, "calculation", c.calculation.where);
                }},
    requirement{"calculation.price_year", "price_year = 2026",
                [](const initiative& c, gap_list& g) {
                  if (!c.calculation.price_year) lacks(g, "calculation", c.calculation.where);
                }},
    requirement{"stakeholders", "[stakeholders.…]",
                [](const initiative& c, gap_list& g) {
                  if (c.stakeholders.empty()) lacks(g, "stakeholders", c.where);
                }},
    requirement{"stakeholders.board", "board = \"…\"",
                [](const initiative& c, gap_list& g) {
                  for (const auto& s : c.stakeholders) {
                    const bool said = s.kind != stakeholder_kind::own || !s.board.empty() || !c.board.empty();
                    if (!said) g.push_back({s.id, s.where});
                  }
                }},
    requirement{"alternatives", "[alternatives.…]",
                [](const initiative& c, gap_list& g) {
                  if (c.alternatives.size() < 2) lacks(g, "alternatives", c.where);
                }},
    requirement{"alternatives.reference", "[alternatives.…] reference = true",
                [](const initiative& c, gap_list& g) {
                  if (!has_reference_alternative(c)) lacks(g, "alternatives", c.where);
                }},
    requirement{"goals", "[[goals]]",
                [](const initiative& c, gap_list& g) {
                  if (c.goals.empty()) lacks(g, "goals", c.where);
                }},
    requirement{"changes", "[[changes]]",
                [](const initiative& c, gap_list& g) {
                  if (c.changes.empty()) lacks(g, "changes", c.where);
                }},
    requirement{"factors.source", "source = \"…\"",
                [](const initiative& c, gap_list& g) {
                  for (const auto& f : c.factors) {
                    if (f.source.empty() && !f.assumed && !f.amount) g.push_back({f.id, f.where});
                  }
                }},
    requirement{"factors.range", "low = …, high = …",
                [](const initiative& c, gap_list& g) {
                  for (const auto& f : c.factors) {
                    if (!f.range && !f.amount) g.push_back({f.id, f.where});
                  }
                }},
    requirement{"assumptions.range", "low = …, high = …",
                [](const initiative& c, gap_list& g) {
                  for (const auto& f : c.factors) {
                    if (f.assumed && !f.range && !f.amount) g.push_back({f.id, f.where});
                  }
                }},
    requirement{"benefits", "[[benefits]]",
                [](const initiative& c, gap_list& g) { any_effect(c, effect_side::benefit, g); }},
    requirement{"benefits.owner", "owner = \"…\"",
                [](const initiative& c, gap_list& g) {
                  each_benefit(c, g, [](const effect_claim& e) { return !e.owner.empty(); });
                }},
    requirement{"benefits.goal", "goal = \"…\"",
                [](const initiative& c, gap_list& g) {
                  each_benefit(c, g, [](const effect_claim& e) { return !e.goal.empty(); });
                }},
    requirement{"benefits.follows_from", "follows_from = [\"…\"]",
                [](const initiative& c, gap_list& g) {
                  each_benefit(c, g, [](const effect_claim& e) { return !e.follows_from.empty(); });
                }},
    requirement{"benefits.measure", "measure = \"…\"",
                [](const initiative& c, gap_list& g) {
                  each_benefit(c, g, [](const effect_claim& e) { return !e.measure.empty() || !is_followed_up(e); });
                }},
    requirement{"benefits.baseline", "baseline = { value = \"…\", year = …, source = \"…\" }",
                [](const initiative& c, gap_list& g) {
                  each_benefit(c, g, [](const effect_claim& e) { return e.baseline || !is_followed_up(e); });
                }},
    requirement{"benefits.target", "target = { value = \"…\", year = … }",
                [](const initiative& c, gap_list& g) {
                  each_benefit(c, g, [](const effect_claim& e) { return e.target || !is_followed_up(e); });
                }},
    requirement{"benefits.source", "source = \"…\"",
                [](const initiative& c, gap_list& g) { each_benefit(c, g, has_source); }},
    requirement{"benefits.uptake", "uptake = […]",
                [](const initiative& c, gap_list& g) {
                  each_benefit(c, g, [](const effect_claim& e) { return e.size || e.flows.how != occurrence::always; });
                }},
    requirement{"costs", "[[costs]]", [](const initiative& c, gap_list& g) { any_effect(c, effect_side::cost, g); }},
    requirement{"costs.owner", "owner = \"…\"",
                [](const initiative& c, gap_list& g) {
                  each_effect(c, effect_side::cost, g, [](const effect_claim& e) { return !e.owner.empty(); });
                }},
    requirement{"costs.source", "source = \"…\"",
                [](const initiative& c, gap_list& g) { each_effect(c, effect_side::cost, g, has_source); }},
    requirement{"costs.initial", "[[costs]] type = \"initial\"",
                [](const initiative& c, gap_list& g) { cost_of_type(c, effect_type::initial, g); }},
    requirement{"costs.running", "[[costs]] type = \"running\"",
                [](const initiative& c, gap_list& g) { cost_of_type(c, effect_type::running, g); }},
    requirement{"costs.change", "[[costs]] type = \"change\"",
                [](const initiative& c, gap_list& g) { cost_of_type(c, effect_type::change, g); }},
    requirement{"costs.opportunity", "[[costs]] type = \"opportunity\"",
                [](const initiative& c, gap_list& g) { cost_of_type(c, effect_type::opportunity, g); }},
    requirement{"costs.decommissioning", "[[costs]] type = \"decommissioning\"",
                [](const initiative& c, gap_list& g) { cost_of_type(c, effect_type::decommissioning, g); }},
    requirement{"transfers", "[[transfers]]", [](const initiative& c, gap_list& g) {
                  if (c.transfers.empty()) lacks(g, "transfers", c.where);
                }}};

constexpr bool in_order_of_keys() {
  if (requirements.size() != requirement_keys.size()) return false;
  for (std::size_t i = 0; i < requirements.size(); ++i) {
    if (requirements[i].key != requirement_keys[i]) return false;
  }
  return true;
}
static_assert(in_order_of_keys(), "every key that a stage may require has its rule, in the same order");

}  // namespace detail

NYTTA_INLINE std::vector<std::string> ladder(const method& rules) {
  std::vector<std::string> ids;
  for (const auto& s : rules.stages) ids.push_back(s.id);
  if (ids.empty()) ids = {"need", "idea", "prestudy", "decision", "delivery", "followup"};
  return ids;
}

NYTTA_INLINE bool at_decision(const method& rules, std::string_view stage) {
  const auto steps = ladder(rules);
  const auto marked = std::find_if(rules.stages.begin(), rules.stages.end(), [](const auto& s) { return s.decision; });
  const std::string_view mark = marked == rules.stages.end() ? std::string_view() : std::string_view(marked->id);
  const auto decided = std::find_if(steps.begin(), steps.end(), [mark](const std::string& id) {
    return mark.empty() ? id == "decision" || id == "beslut" : id == mark;
  });
  return std::find(decided, steps.end(), stage) != steps.end();
}

NYTTA_INLINE std::vector<checklist_item> checklist(const initiative& claim, const method& rules,
                                                   std::string_view stage) {
  std::vector<checklist_item> items;
  const auto own = std::find_if(rules.stages.begin(), rules.stages.end(), [&](const auto& s) { return s.id == stage; });
  if (own == rules.stages.end()) return items;
  for (auto step = own->cumulative ? rules.stages.begin() : own; step <= own; ++step) {
    for (const auto& key : step->required) {
      if (std::any_of(items.begin(), items.end(), [&](const auto& i) { return i.key == key; })) continue;
      checklist_item item{key, step->id, {}, {}};
      const auto known = std::find_if(detail::requirements.begin(), detail::requirements.end(),
                                      [&](const auto& r) { return r.key == key; });
      if (known == detail::requirements.end()) {
        item.missing.push_back({key, claim.where});
      } else {
        item.to_write = known->to_write;
        known->gaps(claim, item.missing);
      }
      items.push_back(std::move(item));
    }
  }
  return items;
}

}  // namespace nytta
