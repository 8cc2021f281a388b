// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// What a value without quotes is: something that TOML knows, or one of the things people write instead.

namespace nytta {

/// The first six are TOML; the rest are mistakes, each with its own diagnostic.
enum class bare_kind : unsigned char {
  integer,
  real,
  boolean,
  date,
  placeholder,    // nothing at all
  percent,        // 3 %
  decimal_comma,  // 415,50
  grouped,        // 1 200 000
  with_unit,      // 900 tkr
  odd_number,     // .5, 1., 007
  yes_or_no,      // ja, nej, sant, falskt, True
  words           // esv, or an expression
};

/// A token's kind and, for a mistake, what should stand there instead.
struct bare_value {
  bare_kind kind = bare_kind::words;
  std::string corrected;
};

/// Reads a token without surrounding blanks.
[[nodiscard]] bare_value read_bare_value(std::string_view token);

/// The text as a TOML string, in single quotes where that saves escapes.
[[nodiscard]] std::string quoted(std::string_view text);

/// Whether TOML takes this as a key without quotes.
[[nodiscard]] bool is_bare_key(std::string_view key);

/// The number of bytes of a blank that is not a plain space or tab (no-break, thin, zero-width …) at the start of
/// `text`, or 0.
[[nodiscard]] std::size_t odd_blank_length(std::string_view text);

/// The text without blanks of any kind at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace nytta
