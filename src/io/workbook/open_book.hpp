// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/budget/investment_request.hpp>
#include <nytta/core/label.hpp>
#include <nytta/io/calculate.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/workbook/book.hpp"
#include "io/workbook/cell_names.hpp"
#include "io/workbook/working_formulas.hpp"
#include "io/write/printed.hpp"

// A workbook while it is filled. Sheets are written from what a reader may change, by way of the working, to what it
// comes to: a formula names only cells that stand already.

namespace nytta::workbook {

/// With a capital first letter.
[[nodiscard]] std::string capital(std::string words);

/// Rows of the sheet of years that charts draw.
struct charted_rows {
  int years = 0;
  int benefits = 0;
  int costs = 0;
  int cumulative = 0;
};

/// The request of an alternative, and the steps of the working that it rests on.
struct asked_in_book {
  investment_request request;
  request_steps steps;
};

struct open_book {
  open_book(const calculation& calculated, std::vector<asked_in_book> asked, language spoken);

  const calculation& of;
  printed_numbers numbers;
  language in;

  sheet summary;
  sheet conventions;
  sheet factors;
  sheet yearly_factors;
  sheet effects;
  sheet years;
  sheet results;
  sheet request;
  sheet sensitivity;
  sheet working;
  sheet rates;
  sheet sources;

  std::vector<asked_in_book> requests;  ///< of a case that says anything of assets or the form
  working_formulas formulas;
  std::vector<defined_name> names;
  cell_names taken;
  std::map<std::pair<std::string, std::string>, position> figures;  ///< alternative and key: its cell among the results
  std::map<std::string, position> verdicts;                         ///< by alternative, where the method has any
  std::map<std::string, charted_rows> charted;                      ///< by alternative
  std::vector<term> unchanged;  ///< what counts the entries that are as the case has them
  int entries = 0;              ///< how many there are

  [[nodiscard]] std::string word(std::string_view key) const { return std::string(label_text(key, in)); }
  [[nodiscard]] std::string word(std::string_view key, const std::string& subject) const {
    return label_text(key, subject, in);
  }
  /// Gives a cell, or a row of cells, a name, and says which it became.
  std::string name(std::string_view wanted, const std::string& fixed_reference);
  /// A convention in words, and its source.
  void conventions_line(int row, const std::string& what, const std::string& value, const std::string& from);
  /// A title and a line about the sheet.
  void begin(sheet& s, std::string_view about) const;
  /// Of columns; those from the first to the last of numbers stand to the right.
  void headings(sheet& s, int row, const std::vector<std::string>& words, int first_number = 1000,
                int last_number = 1000) const;
  /// The number of a node's cell as the appraisal prints money, or the reason that stands there.
  [[nodiscard]] term money(int node, int column = 0) const;
  [[nodiscard]] std::string stakeholder_name(const std::string& id) const;
  [[nodiscard]] std::string alternative_name(const alternative_appraisal& a) const;
  /// Several alternatives, so that each needs to be named?
  [[nodiscard]] bool compared() const { return of.result.alternatives.size() > 1; }
};

// In this order.
void write_factors(open_book& to);
void write_conventions(open_book& to);
void write_working(open_book& to);
void write_derived_factors(open_book& to);
void write_results(open_book& to);
void write_years(open_book& to);
void write_effects(open_book& to);
void write_request(open_book& to);
void write_sensitivity(open_book& to);
void write_sources(open_book& to);
void write_summary(open_book& to);

}  // namespace nytta::workbook
