// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/config.hpp>
#include <nytta/core/diagnostic.hpp>
#include <nytta/effect/initiative.hpp>
#include <nytta/method/method.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

// The needs ladder (behovstrappa): what a case must hold at each stage is data of the method. A stage names keys of the
// case, and the checklist says which of them the case has and where the others are missing.

namespace nytta {

/// The keys that a stage may require, in the order of a case file.
inline constexpr std::array requirement_keys{std::string_view("initiative.organisation"),
                                             std::string_view("initiative.board"),
                                             std::string_view("initiative.description"),
                                             std::string_view("initiative.prepared_by"),
                                             std::string_view("initiative.reviewed_by"),
                                             std::string_view("initiative.date"),
                                             std::string_view("initiative.reference_number"),
                                             std::string_view("initiative.user_stories"),
                                             std::string_view("calculation.reference"),
                                             std::string_view("calculation.rate"),
                                             std::string_view("calculation.timing"),
                                             std::string_view("calculation.years"),
                                             std::string_view("calculation.base_year"),
                                             std::string_view("calculation.price_year"),
                                             std::string_view("stakeholders"),
                                             std::string_view("stakeholders.board"),
                                             std::string_view("alternatives"),
                                             std::string_view("alternatives.reference"),
                                             std::string_view("goals"),
                                             std::string_view("changes"),
                                             std::string_view("factors.source"),
                                             std::string_view("factors.range"),
                                             std::string_view("assumptions.range"),
                                             std::string_view("benefits"),
                                             std::string_view("benefits.owner"),
                                             std::string_view("benefits.goal"),
                                             std::string_view("benefits.follows_from"),
                                             std::string_view("benefits.measure"),
                                             std::string_view("benefits.baseline"),
                                             std::string_view("benefits.target"),
                                             std::string_view("benefits.source"),
                                             std::string_view("benefits.uptake"),
                                             std::string_view("costs"),
                                             std::string_view("costs.owner"),
                                             std::string_view("costs.source"),
                                             std::string_view("costs.initial"),
                                             std::string_view("costs.running"),
                                             std::string_view("costs.change"),
                                             std::string_view("costs.opportunity"),
                                             std::string_view("costs.decommissioning"),
                                             std::string_view("transfers")};

/// What lacks the key: the id of a factor, effect or stakeholder, or the table's name ("initiative"), and its place.
struct checklist_gap {
  std::string id;
  place where;
};

/// One line of a checklist. Nothing missing: it is done. A key that is not among requirement_keys, as only a program
/// can name, is never done.
struct checklist_item {
  std::string key;
  std::string stage;            ///< id of the stage that asks for it: the case's own, or one before it
  std::string_view to_write{};  ///< the line to add, as TOML
  std::vector<checklist_gap> missing;
  [[nodiscard]] bool done() const { return missing.empty(); }
};

/// What the method asks of a case at a stage (its id): what the stages before it on the ladder ask, each key once, and
/// then its own. A stage that is not cumulative leaves out what stands before it. Empty for no stage, and for a method
/// without a ladder.
[[nodiscard]] std::vector<checklist_item> checklist(const initiative& claim, const method& rules,
                                                    std::string_view stage);

/// The ids of the method's stages; need, idea, prestudy, decision, delivery and followup where it has none of its own.
[[nodiscard]] std::vector<std::string> ladder(const method& rules);

/// Is the stage the one of the decision (`decision` or `beslut`), or one after it on the method's ladder?
[[nodiscard]] bool at_decision(const method& rules, std::string_view stage);

}  // namespace nytta

#if defined(NYTTA_HEADER_ONLY)
#include <nytta/appraisal/checklist-inl.hpp>
#endif
