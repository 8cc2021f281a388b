// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/config.hpp>
#include <nytta/core/message.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace nytta {

namespace message_table {

// One row per code: code, weight, Swedish message, Swedish advice, English message, English advice. Ranges:
// N01 the text itself · N02 keys and structure · N03 measures · N04 numbers · N05 units and expressions ·
// N06 references, shares, when · N07 rates, prices, methods · N10 findings.
inline constexpr std::array rows{
    message{"N0101", severity::error, "filen är inte giltig UTF-8 (byte {0})", "Spara filen som UTF-8.",
            "the file is not valid UTF-8 (byte {0})", "Save the file as UTF-8."},
};

}  // namespace message_table

NYTTA_INLINE std::span<const message> messages() { return message_table::rows; }

NYTTA_INLINE const message& message_of(std::string_view code) {
  const auto& rows = message_table::rows;
  const auto found = std::lower_bound(rows.begin(), rows.end(), code,
                                      [](const message& row, std::string_view wanted) { return row.code < wanted; });
  if (found == rows.end() || found->code != code) {
    throw std::out_of_range("no message has the code " + std::string(code));
  }
  return *found;
}

NYTTA_INLINE std::string filled(std::string_view pattern, std::span<const std::string> arguments) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool slot = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' && pattern[i + 1] >= '0' &&
                      pattern[i + 1] <= '9';
    const auto which = slot ? static_cast<std::size_t>(pattern[i + 1] - '0') : 0;
    if (slot && which < arguments.size()) {
      out += arguments[which];
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

NYTTA_INLINE std::string text(const diagnostic& d, language in) {
  const message& row = message_of(d.code);
  return filled(in == language::sv ? row.sv : row.en, d.arguments);
}

NYTTA_INLINE std::string advice(const diagnostic& d, language in) {
  const message& row = message_of(d.code);
  return filled(in == language::sv ? row.sv_advice : row.en_advice, d.arguments);
}

}  // namespace nytta
