// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/rounding.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Spreadsheet formulas in the making: a term is the text of a formula, or of a part of one, and what it comes to. Text
// and value are put together by the same calls, so that the value that is kept in a cell is what its formula says.
// Formulas are written as files hold them: English names, commas between arguments.

namespace nytta::workbook {

/// What a cell holds: a number (not a number: a spreadsheet's error), or a text, such as the reason why there is none.
using cell_value = std::variant<double, std::string>;

/// How tightly the outermost operator of a formula binds. A minus in front binds tighter than a power in spreadsheets.
enum class binding : unsigned char { comparison, sum, product, power, sign, atom };

/// A part of a formula. With several values it stands for a range, or for what is done to each of a range.
struct term {
  std::string text;
  binding binds = binding::atom;
  std::vector<cell_value> values;

  /// The one value of a single cell. Throws std::logic_error for a range.
  [[nodiscard]] const cell_value& value() const;
  /// The same as a number; not a number for a text.
  [[nodiscard]] double number() const;
};

[[nodiscard]] term number(double value);
/// Digit for digit as the decimal is written.
[[nodiscard]] term number(const decimal& value);
/// A text in a formula, in pieces that spreadsheets take, with its quotation marks doubled.
[[nodiscard]] term quoted(std::string_view text);
/// A cell, or a range of cells, by what it is called ("F12", "G12:K12", "factor_price").
[[nodiscard]] term reference(std::string name, std::vector<cell_value> values);

// Number by number; one value stands for every one of a range.
[[nodiscard]] term operator+(const term& a, const term& b);
[[nodiscard]] term operator-(const term& a, const term& b);
[[nodiscard]] term operator*(const term& a, const term& b);
[[nodiscard]] term operator/(const term& a, const term& b);
[[nodiscard]] term operator-(const term& a);
[[nodiscard]] term power(const term& base, const term& exponent);

// True is 1, false 0.
[[nodiscard]] term equal(const term& a, const term& b);
[[nodiscard]] term below(const term& a, const term& b);
[[nodiscard]] term at_most(const term& a, const term& b);
[[nodiscard]] term is_text(const term& a);
[[nodiscard]] term is_number(const term& a);
[[nodiscard]] term either(const term& a, const term& b);
[[nodiscard]] term both(const term& a, const term& b);

/// IF(condition, yes, no)
[[nodiscard]] term choose(const term& condition, const term& yes, const term& no);
/// IFERROR(a, otherwise)
[[nodiscard]] term unless_error(const term& a, const term& otherwise);

[[nodiscard]] term absolute(const term& a);
[[nodiscard]] term sign_of(const term& a);
[[nodiscard]] term whole_part(const term& a);       ///< INT: the whole number at or below
[[nodiscard]] term exponent_of_ten(const term& a);  ///< LOG10

/// ROUND, ROUNDUP and ROUNDDOWN of a spreadsheet: to the nearest with ties away from zero, away from zero, towards it.
[[nodiscard]] term nearest(const term& a, int decimals);
[[nodiscard]] term nearest(const term& a, const term& decimals);
[[nodiscard]] term away_from_zero(const term& a, int decimals);
[[nodiscard]] term towards_zero(const term& a, int decimals);

// Over all values of one or more terms; texts are passed over, as spreadsheets do in ranges.
[[nodiscard]] term sum_of(const term& a);
[[nodiscard]] term count_of(const term& a);
[[nodiscard]] term smallest(const std::vector<term>& of);
[[nodiscard]] term largest(const std::vector<term>& of);
/// SMALL(a, place): the lowest is in place 1. An error when there are fewer.
[[nodiscard]] term ascending(const term& a, const term& place);
/// INDEX(a, place): the first is in place 1.
[[nodiscard]] term element(const term& a, const term& place);
/// SUMPRODUCT(…)
[[nodiscard]] term sum_of_products(std::initializer_list<term> factors);
/// COUNTIF(a, ">0") and COUNTIF(a, "<0"), or with another condition on a number.
[[nodiscard]] term count_above_zero(const term& a);
[[nodiscard]] term count_below_zero(const term& a);
[[nodiscard]] term count_zero(const term& a);

/// MIRR(flows, rate, rate)
[[nodiscard]] term modified_rate(const term& flows, const term& rate);
/// IRR(flows, root): the spreadsheet's own search, begun at a rate that is already right.
[[nodiscard]] term rate_searched_from(const term& flows, const term& root);

/// A cell's number rounded as the appraisal's readers do, also where a spreadsheet's own ROUND does not: ties to even,
/// and ties seen as ties although binary numbers miss them by their last digits.
[[nodiscard]] term rounded(const term& cell, int decimals, rounding how);
/// To the nearest, ties upwards: what the operation `round` of a working does.
[[nodiscard]] term rounded_ties_upwards(const term& cell, int decimals);
/// To a number of significant digits.
[[nodiscard]] term rounded_to_digits(const term& cell, int digits);

/// How far a sum of these flows may be from zero, and be zero: the noise of binary numbers.
[[nodiscard]] term noise_of(const term& flows);

}  // namespace nytta::workbook
