// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>

#include <string>
#include <string_view>

// The file door, outwards: one appraisal as JSON, as text for a memo, as CSV for a spreadsheet, and one figure
// explained.

namespace nytta {

/// The object of docs/format.md section 2. Reasons and messages are in `in`.
[[nodiscard]] std::string to_json(const calculation& of, language in = language::en);

/// The memo: conventions, yearly table, figures, by stakeholder and category, what was not valued, findings. At most
/// 100 columns; with `coloured`, headings carry terminal colours.
[[nodiscard]] std::string to_text(const calculation& of, language in, bool coloured = false);

/// Yearly series and figures as rows of alternative, key, year, value. In Swedish what Swedish Excel opens: a
/// byte-order mark, semicolons and decimal commas.
[[nodiscard]] std::string to_csv(const calculation& of, language in);

/// How a figure came about, line by line, down to each factor and its source. Throws std::out_of_range for a figure
/// that the alternative does not have.
[[nodiscard]] std::string explain_text(const calculation& of, const alternative_appraisal& a, std::string_view figure,
                                       language in);

/// The same as the nodes of the working, inputs before their users, the figure last; with the chain beside them when
/// that is asked for, too.
[[nodiscard]] std::string explain_json(const calculation& of, const alternative_appraisal& a, std::string_view figure,
                                       language in = language::en, bool with_chain = false);

/// The benefit chain (effektkedja), each effect with its present value or size in an alternative: as a tree from the
/// goals down to what the effects follow from; as { goals, changes, effects, edges }; and as a graph for Graphviz.
/// Edges go from what leads to what it leads to, and say which key makes them: goal, part_of or follows_from.
[[nodiscard]] std::string chain_text(const calculation& of, const alternative_appraisal& a, language in);
[[nodiscard]] std::string chain_json(const calculation& of, const alternative_appraisal& a, language in);
[[nodiscard]] std::string chain_dot(const calculation& of, const alternative_appraisal& a, language in);

}  // namespace nytta
