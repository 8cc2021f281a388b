// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>
#include <nytta/core/language.hpp>

#include <span>
#include <string>
#include <string_view>

namespace nytta {

/// One row of the table that `nytta errors` prints: what is wrong, and what to do, in both languages.
/// {0}, {1} … stand for the diagnostic's arguments.
struct message {
  std::string_view code;
  severity weight;
  std::string_view sv;
  std::string_view sv_advice;
  std::string_view en;
  std::string_view en_advice;
};

/// All messages, ascending by code.
[[nodiscard]] std::span<const message> messages();

/// The row of a code. Throws std::out_of_range for a code that is not in the table.
[[nodiscard]] const message& message_of(std::string_view code);

/// The sentence that says what is wrong, with the diagnostic's values in it.
[[nodiscard]] std::string text(const diagnostic& d, language in);

/// What to do about it, with the diagnostic's values in it.
[[nodiscard]] std::string advice(const diagnostic& d, language in);

/// `pattern` with {0}, {1} … replaced; a missing argument leaves its braces, which a test of the table forbids.
[[nodiscard]] std::string filled(std::string_view pattern, std::span<const std::string> arguments);

}  // namespace nytta

#if defined(NYTTA_HEADER_ONLY)
#include <nytta/core/message-inl.hpp>
#endif
