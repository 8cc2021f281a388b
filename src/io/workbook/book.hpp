// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/workbook/term.hpp"

// A workbook as plain values: sheets of cells with formulas and what they come to, names, charts. What writes it as a
// file stands in xlsx_file.cpp and knows nothing of appraisals; what fills it knows nothing of files.

namespace nytta::workbook {

/// What a cell looks like. Numbers show their decimal sign and groups as the reader's spreadsheet does.
enum class look : unsigned char {
  plain,
  wrapped,
  title,
  subtitle,
  note,  ///< words about what stands near, small and grey
  note_wrapped,
  warning,  ///< what a reader must not miss
  heading,  ///< of a column
  heading_right,
  heading_year,
  heading_unit,
  section,  ///< of a part of a sheet
  strong,
  strong_wrapped,
  entry,       ///< a number that the reader may change
  entry_rate,  ///< the same, small
  number,      ///< with as many decimals as it has
  whole,       ///< a year, a sign
  grouped,     ///< a whole number
  money,
  money_strong,
  two_decimals,
  ratio,
  rate,
  factor,  ///< six decimals
  tiny,    ///< noise
  text_right,
  unit,
  link
};

struct cell {
  look shows = look::plain;
  bool formula = false;
  term content;      ///< a constant's term is its number or its text
  std::string note;  ///< shown when pointed at
  std::string link;  ///< where a click leads: "'Sheet'!A1"
};

/// A row and a column, counted from 0.
using position = std::pair<int, int>;

struct chart {
  enum class kind : unsigned char { line, column, stacked_bar };
  struct series {
    std::string name;        ///< a cell: "'Sheet'!$A$1"
    std::string categories;  ///< a range
    std::string values;      ///< a range
    std::string colour;      ///< "1F4E79"; empty: invisible
  };
  kind form = kind::line;
  std::string title;
  std::string unit;  ///< of the values
  std::string categories_title;
  std::vector<series> of;
  position at;
  int width = 0;  ///< in pixels
  int height = 0;
};

/// "F", "AA": the letters of a column.
[[nodiscard]] std::string column_letters(int column);
/// "F12"
[[nodiscard]] std::string cell_name(position at);

class sheet {
 public:
  explicit sheet(std::string name) : name_(std::move(name)) {}

  [[nodiscard]] const std::string& name() const { return name_; }

  void write(position at, std::string_view text, look shows = look::plain);
  void write(position at, double value, look shows);
  void write(position at, const decimal& value, look shows);
  /// A formula and its value. A constant when the term refers to nothing would do as well, but shows how it came about.
  void write_formula(position at, term of, look shows);
  void annotate(position at, std::string note);
  void lead(position at, std::string to);
  /// Gives a written cell another look.
  void mark(position at, look shows) { cells_.at(at).shows = shows; }

  /// The cell as formulas of this sheet name it, and as those of others do.
  [[nodiscard]] term here(position at) const;
  [[nodiscard]] term seen(position at) const;
  /// A row's cells from a column to a column.
  [[nodiscard]] term here(int row, int from, int to) const;
  [[nodiscard]] term seen(int row, int from, int to) const;
  /// All cells between two corners.
  [[nodiscard]] term here(position from, position to) const;
  [[nodiscard]] term seen(position from, position to) const;
  /// "'Sheet'!$F$12" and "'Sheet'!$G$12:$K$12": for names, charts and links.
  [[nodiscard]] std::string fixed(position at) const;
  [[nodiscard]] std::string fixed(position from, position to) const;

  [[nodiscard]] const std::map<position, cell>& cells() const { return cells_; }

  std::vector<std::pair<int, double>> widths;  ///< column and its width in characters
  position frozen{0, 0};                       ///< rows and columns that stay in view
  int heading_row = -1;                        ///< repeated on every printed page; -1: none
  bool landscape = true;
  bool one_page = false;  ///< all of it on one printed page
  std::vector<chart> charts;

 private:
  [[nodiscard]] std::string qualified(const std::string& reference) const;

  std::string name_;
  std::map<position, cell> cells_;
};

struct defined_name {
  std::string name;
  std::string refers_to;
};

struct book {
  std::string title;
  std::string subject;
  std::vector<sheet> sheets;
  std::vector<defined_name> names;
};

}  // namespace nytta::workbook
