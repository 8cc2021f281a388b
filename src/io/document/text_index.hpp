// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Lines and columns of a UTF-8 text, both ways, in logarithmic time: columns count characters, files count bytes.

namespace nytta {

/// A line and a column, both from 1.
struct text_spot {
  int line = 1;
  int column = 1;
};

/// The byte where the text stops being UTF-8 (overlong forms, surrogates and cut sequences included).
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// The number of bytes of the character that begins at `at`, in valid UTF-8.
[[nodiscard]] std::size_t character_length(std::string_view text, std::size_t at);

/// The text, or its first characters and an ellipsis.
[[nodiscard]] std::string clipped(std::string_view text, std::size_t characters);

/// An index over a text of at most 4 GiB, which must outlive it. Lines end with \n.
class text_index {
 public:
  explicit text_index(std::string_view text);

  /// Where a byte stands. An offset beyond the end is taken as the end.
  [[nodiscard]] text_spot spot(std::size_t offset) const;

  /// The byte at a line and column; beyond the last line or character, the end of the text.
  [[nodiscard]] std::size_t offset(text_spot at) const;

 private:
  [[nodiscard]] std::size_t characters_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::uint32_t> lines_;       // first byte of each line
  std::vector<std::uint32_t> characters_;  // characters before every 64th byte
};

}  // namespace nytta
