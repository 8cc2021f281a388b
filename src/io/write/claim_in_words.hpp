// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/effect/initiative.hpp>

#include <optional>
#include <string>
#include <vector>

// What a case claims, in words, for tables of it: beside what is calculated from it.

namespace nytta {

/// The distribution of a range, and what its ends are where they are not its limits: "PERT", "normal, p10–p90".
[[nodiscard]] std::string spread_in_words(const value_range& range, language in);

/// Whose or of what kind, with shares where there are several: "Sökande 60 %; Kommunen 40 %".
[[nodiscard]] std::string parts_in_words(const std::vector<part>& parts, const std::vector<std::string>& names);

/// An amount as the case writes it, year by year where it does.
[[nodiscard]] std::string amount_in_words(const flow_claim& e);

/// In which years, and how it rises: "en gång 2026", "jämnt 2026–2028, högst 80 %"; empty for the same every year.
[[nodiscard]] std::string years_in_words(const flow_claim& e, language in);

/// "45 min (2021); mäts innan stödet införs": a measured state, when and from where; empty without one.
[[nodiscard]] std::string state_in_words(const std::optional<measured_state>& s);

/// "växer 1 % om året", or by which factor; empty without growth.
[[nodiscard]] std::string growth_in_words(const std::optional<rate_source>& growth, language in);

}  // namespace nytta
