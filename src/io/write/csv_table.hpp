// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/write/printed.hpp"

namespace nytta {

/// Rows in one of the two dialects: Swedish (; and decimal comma) or English (, and point).
class csv_table {
 public:
  explicit csv_table(language in) : in_(in) {}

  /// What a Swedish Excel wants to see first, to read the rest as UTF-8.
  [[nodiscard]] static std::string_view mark(language in) { return in == language::sv ? "\xEF\xBB\xBF" : ""; }

  void row(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      out_ += (i == 0 ? "" : in_ == language::sv ? ";" : ",") + field(cells[i]);
    out_ += "\r\n";
  }
  [[nodiscard]] std::string number(std::string_view digits) const { return plain_digits(digits, in_); }
  [[nodiscard]] const std::string& text() const { return out_; }

 private:
  /// Quoted where the dialect needs it, and defused where a spreadsheet would take a text for a formula.
  [[nodiscard]] std::string field(const std::string& cell) const {
    std::string safe = cell;
    const bool formula = !cell.empty() && std::string_view("=+@\t").find(cell.front()) != std::string_view::npos;
    if (formula) safe.insert(0, 1, '\'');
    if (safe.find_first_of(in_ == language::sv ? ";\"\r\n" : ",\"\r\n") == std::string::npos) return safe;
    std::string out = "\"";
    for (const char c : safe) {
      if (c == '"') out += '"';
      out += c;
    }
    return out + "\"";
  }
  language in_;
  std::string out_;
};

}  // namespace nytta
