// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/diagnostic.hpp>
#include <nytta/core/outcome.hpp>
#include <nytta/core/unit.hpp>

#include <string>
#include <string_view>

// A quantity is a number with its unit, as a case writes it: "415 kr/h", "900 tkr", "-1,2 mkr", "3,5 %", "12.5".

namespace nytta {

struct quantity {
  decimal value;
  unit unit_of;
};

/// Where byte `at` of a one-line string stands, when `where` is its opening quote: one column for the quote and one for
/// each character before. In a text of several lines, and in JSON, `where` itself.
[[nodiscard]] place place_within(const place& where, std::string_view text, std::size_t at);

/// Reads a whole text as a number with an optional unit, in Swedish or English form. All that is wrong is told, each
/// remark at its own column (N0401-N0406, N0501-N0506).
[[nodiscard]] outcome<quantity> parse_quantity(std::string_view text, const place& where);

/// "1 200 000 kr", "−1,2 mkr", "3,5 %", "12,5": the Swedish form, every digit kept; parse_quantity reads it again.
[[nodiscard]] std::string to_string(const quantity& q);

}  // namespace nytta

