// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/page/page.hpp"

namespace nytta {

/// Columns that a line of text takes: one per character, whatever its bytes.
[[nodiscard]] std::size_t text_width(std::string_view text);

/// The words within so many columns, cut with … where they take more.
[[nodiscard]] std::string shortened(const std::string& words, std::size_t widest);

/// The text on lines of at most 100 columns, the later ones indented; ends with a line feed.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

/// Where the first word of the text ends (npos: nowhere). A number keeps its groups and its sign of per cent:
/// "2 018 484", "23,5 %".
[[nodiscard]] std::size_t end_of_word(std::string_view text);

/// A table of aligned columns, two spaces apart, without lines around it. In a table of more than two columns a long
/// first cell is cut, with …
[[nodiscard]] std::string table_text(const table_block& table);

}  // namespace nytta
