// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

// Text as characters: units and ids may hold any letter, and a diagnostic counts columns in characters, not bytes.
// No locale: what is a letter and what is a space follows from the code point alone.

namespace nytta {

/// One character of a text: its code point and its bytes. A byte that is not UTF-8 is U+FFFD, one byte long.
struct character {
  char32_t code = 0;
  std::size_t length = 0;  ///< bytes; 0 at the end of the text
};

/// The character that begins at byte `at`.
[[nodiscard]] constexpr character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {0xFFFD, 1};
  char32_t code = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0U) != 0x80U) return {0xFFFD, 1};
    code = (code << 6) | (next & 0x3FU);
  }
  return {code, length};
}

/// How many characters the text has.
[[nodiscard]] constexpr std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_at(text, at).length) ++count;
  return count;
}

/// A space of any kind: tab, line break, no-break space, thin space and the like.
[[nodiscard]] constexpr bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

[[nodiscard]] constexpr bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

namespace utf8_detail {

struct letter_range {
  char32_t first;
  char32_t last;
};
inline constexpr std::array<letter_range, 13> letters{{{0xAA, 0xAA},
                                                       {0xB5, 0xB5},
                                                       {0xBA, 0xBA},
                                                       {0xC0, 0xD6},
                                                       {0xD8, 0xF6},
                                                       {0xF8, 0x167F},
                                                       {0x1681, 0x1FFF},
                                                       {0x2C00, 0x2DFF},
                                                       {0x3041, 0xD7FF},
                                                       {0xF900, 0xFDFF},
                                                       {0xFE70, 0xFEFC},
                                                       {0x10000, 0x1CFFF},
                                                       {0x20000, 0x3FFFF}}};

}  // namespace utf8_detail

/// A letter of any script (ranges of blocks, not the Unicode table: symbols, punctuation and digits stay outside), or
/// a combining mark, so that å written as a + ring is a letter too.
[[nodiscard]] constexpr bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  for (const auto& range : utf8_detail::letters) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

/// The first byte at or after `at` that is no space.
[[nodiscard]] constexpr std::size_t past_spaces(std::string_view text, std::size_t at) {
  for (character c = character_at(text, at); c.length > 0 && is_space(c.code); c = character_at(text, at)) {
    at += c.length;
  }
  return at;
}

}  // namespace nytta
