// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/core/working.hpp>

#include <map>
#include <string_view>
#include <vector>

#include "io/workbook/book.hpp"

namespace nytta::workbook {

/// A row of the working's sheet: a node's own, or one that helps it, with what that is called.
struct working_row {
  int row = 0;
  int node = 0;
  std::string_view helper;  ///< key of its label; empty: the node's own row
};

/// A reader of a working: each node becomes a row of formulas over the rows of its inputs, so that a spreadsheet
/// calculates what the evaluator does (appraisal/evaluate.hpp). Inputs stand where `give` says, or as constants;
/// literals are constants; a node without an answer holds its reason as a text, which whatever rests on it takes over.
class working_formulas {
 public:
  /// A single number stands in this column, yearly ones from the next on; what is left of it is the caller's.
  static constexpr int single_column = 5;
  static constexpr int first_year_column = 6;

  /// Keeps references to all of these. `rates` is the sheet where rates of return are searched for.
  working_formulas(const working& steps, sheet& on, sheet& rates, int first_row, int first_rates_row, language in);

  /// The cells that hold a node's numbers elsewhere: one, or one per column.
  void give(int node, std::vector<term> numbers) { given_[node] = std::move(numbers); }

  /// Writes these nodes and all that they rest on, in the order of the working.
  void write(const std::vector<int>& wanted);

  [[nodiscard]] const std::vector<working_row>& rows() const { return rows_; }
  [[nodiscard]] int row_of(int node) const { return row_.at(node); }
  [[nodiscard]] bool written(int node) const { return row_.count(node) != 0; }
  [[nodiscard]] bool yearly(int node) const { return steps_[node].form == shape::yearly; }
  /// May its cells hold a reason in place of a number, now or when an input is changed?
  [[nodiscard]] bool may_hold_reason(int node) const { return lacks_.at(node); }
  /// A written node's cell, of a column where it has one for each, as other sheets see it.
  [[nodiscard]] term seen(int node, int column = 0) const;
  /// The cells of a list: the first is a number or a reason, those after it numbers or "-".
  [[nodiscard]] std::vector<term> list_seen(int node) const;

 private:
  [[nodiscard]] int columns(const node& n) const { return n.form == shape::yearly ? steps_.years : 1; }
  [[nodiscard]] position place(int node, int column) const;
  [[nodiscard]] term cell(int node, int column) const { return on_.here(place(node, column)); }
  [[nodiscard]] term input(const node& n, std::size_t k, int column) const { return cell(n.inputs[k], column); }
  /// All cells of an input: one, or a row.
  [[nodiscard]] term all_of(int node) const;
  [[nodiscard]] term reason_text(reason why) const;
  [[nodiscard]] bool certain(int node) const { return !moves_.at(node); }
  [[nodiscard]] int helper_row(int node, std::string_view key);

  void write_node(int i);
  void write_given(int i, const std::vector<term>& numbers);
  void write_rates_of(int i);
  [[nodiscard]] term formula(int i, int column);
  [[nodiscard]] term quotient(const node& n, int column) const;
  [[nodiscard]] term raised(const node& n, int column) const;
  [[nodiscard]] term taken_up(const node& n, int column) const;
  [[nodiscard]] term factor_at(const node& n, const discount_terms& t, int year, int half_years) const;
  [[nodiscard]] term discounted_to(const node& n, const term& factor) const;
  [[nodiscard]] term sum_of_factors(int i);
  [[nodiscard]] term present_value(const node& n) const;
  [[nodiscard]] term paid_back(int i, bool lasting);
  [[nodiscard]] term broken_even(int i);
  [[nodiscard]] term modified(const node& n) const;
  /// The formula, or the reason that an input of it carries.
  [[nodiscard]] term passed_on(const node& n, int column, term t) const;
  [[nodiscard]] bool may_lack(const node& n) const;

  const working& steps_;
  sheet& on_;
  sheet& rates_;
  int next_row_;
  int next_rates_row_;
  language in_;
  std::map<int, std::vector<term>> given_;
  std::map<int, int> row_;
  std::map<int, bool> moves_;  ///< rests on an input that may change
  std::map<int, bool> lacks_;  ///< may hold a reason in place of a number
  std::map<int, int> lists_;   ///< number of cells of a list
  std::vector<working_row> rows_;
};

}  // namespace nytta::workbook
