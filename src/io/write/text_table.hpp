// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nytta {

/// Columns that a line of text takes: one per character, whatever its bytes.
[[nodiscard]] std::size_t text_width(std::string_view text);

/// The text on lines of at most 100 columns, the later ones indented; ends with a line feed.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

/// A table of aligned columns, two spaces apart, without lines around it.
class text_table {
 public:
  struct column {
    std::string title;
    bool right = false;      ///< numbers stand to the right
    bool gives_way = false;  ///< words that may be cut where the page is too narrow
  };
  explicit text_table(std::vector<column> columns) : columns_(std::move(columns)) {}
  /// In a table of more than two columns a long first cell is cut, with …
  void add(std::vector<std::string> row);
  [[nodiscard]] std::string text() const;

 private:
  std::vector<column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace nytta
