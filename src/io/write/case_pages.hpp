// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>

#include <string_view>

#include "io/page/page.hpp"

// What the texts about a case say, as pages: without the case's name, for them and for the report.

namespace nytta {

/// Does the case say what leads to what?
[[nodiscard]] bool has_chain(const initiative& claim);

/// What chain_text says: the tree from the goals down.
[[nodiscard]] page chain_page(const calculation& of, const alternative_appraisal& a, language in);

/// How a step that differs between years is told: a line for each run of years, or one line for the first year that is
/// not nothing and one with all the numbers.
enum class years_told : unsigned char { each, one_and_all };

/// What explain_text says, line by line.
[[nodiscard]] outline_block explain_outline(const calculation& of, const alternative_appraisal& a,
                                            std::string_view figure, language in, years_told years = years_told::each);

/// Who reads what is missing: whoever writes the case, who needs its place and what to write there, or who decides.
enum class read_by : unsigned char { writer, decider };

/// What the stage asks for: done or missing, what to answer, and how far the case has come. Empty for a case without a
/// stage.
[[nodiscard]] page checklist_page(const calculation& of, language in, read_by whom = read_by::writer);

}  // namespace nytta
