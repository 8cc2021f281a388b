// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/diagnostic.hpp>
#include <nytta/core/number_text.hpp>
#include <nytta/core/outcome.hpp>
#include <nytta/core/unit.hpp>

#include <cstddef>
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

/// Reads a whole text as a number with an optional unit, in Swedish or English form: digits in groups of three with
/// spaces or in one run, comma or point as the decimal sign. Refused with one remark, at its own column (N0401-N0406,
/// N0501-N0508).
[[nodiscard]] outcome<quantity> parse_quantity(std::string_view text, const place& where);

/// Reads a whole text as a unit (N0501-N0508).
[[nodiscard]] outcome<unit> parse_unit(std::string_view text, const place& where);

/// Reads the right-hand side of a line of [units]: "40 st", or "ärende" for one of it.
[[nodiscard]] outcome<quantity> parse_scaled_unit(std::string_view text, const place& where);

/// "1 200 000 kr", "−1,2 mkr", "3,5 %", "12,5", "5/år": the Swedish form, every digit kept; parse_quantity reads it
/// again.
[[nodiscard]] std::string to_string(const quantity& q);

/// Whether a unit is kr or kronor alone: there, "1.200" could be twelve hundred.
[[nodiscard]] bool is_plain_kronor(const unit& u);

/// The remarks on a number: what a fault of read_number says (never number_fault::none), and that a lone group of three
/// digits before plain kronor has two meanings. `written` is the number's own text.
[[nodiscard]] diagnostic number_remark(number_fault fault, std::string_view written, place where);
[[nodiscard]] diagnostic lone_group_remark(std::string_view written, place where);

/// The remark on a unit of more words than most_unit_words; `written` begins with it.
[[nodiscard]] diagnostic long_unit_remark(std::string_view written, place where);

}  // namespace nytta

#if defined(NYTTA_HEADER_ONLY)
#include <nytta/core/quantity-inl.hpp>
#endif
