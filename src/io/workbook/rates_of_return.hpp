// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>

#include <optional>
#include <string>
#include <vector>

#include "io/workbook/book.hpp"

namespace nytta::workbook {

/// Every rate of return of a series as formulas that find it anew when the series changes. A spreadsheet's IRR() finds
/// one rate from a guess, or none; here each rate has a cell.
///
/// The rates are the zeros of P(v) = Σ a_t v^t, v = 1/(1 + r). Between two neighbouring zeros of P / v^j lies a zero of
/// its slope, Σ a_t (t − j) v^(t−1−j), whose terms change sign once less when j stands at a change of sign. So level by
/// level: a series that changes sign once has one zero, which halving finds; between the zeros of each level, and
/// outside them, lies at most one zero of the level before it. With s = v/(1 + v) all zeros lie between 0 and 1.
struct rate_block {
  std::vector<position>
      rates;  ///< ascending: the first is a rate or the reason why there is none, the others a rate or ""
  int next_row = 0;
};

/// Writes the block on `on` from `row` down; columns of periods begin at `first_column`, whose left neighbour holds
/// single numbers and whose words stand in column B. `flows` are the cells of the series, seen from there. With
/// `newton_from` the first rate is, of several, the one nearest to where Newton's method from that rate ends. At most
/// `most` rates.
[[nodiscard]] rate_block write_rates(sheet& on, int row, int first_column, const std::vector<term>& flows, int most,
                                     const std::optional<term>& newton_from, language in);

/// How many times a series changes its sign: no more rates than that exist.
[[nodiscard]] int sign_changes(const std::vector<term>& flows);

}  // namespace nytta::workbook
