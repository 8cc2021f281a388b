// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/core/answer.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/rounding.hpp>
#include <nytta/core/working.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace nytta {

/// The exact evaluator: every number of a working, certified. A number is calculated with an error bound; it is printed
/// when the whole of its interval rounds to the same digits, else calculated again as a fraction, or with more digits
/// where roots make it irrational. Numbers come as decimal strings ("-1234.50"), with as many decimals as asked for.
/// A value that 300 digits cannot tell from a rounding tie is taken as that tie. Nodes are calculated when they are
/// asked for, so one object serves one thread at a time.
class certified_values {
 public:
  /// Keeps a reference to the working, which must outlive it.
  explicit certified_values(const working& steps);
  certified_values(certified_values&& other) noexcept;
  certified_values& operator=(certified_values&& other) noexcept;
  certified_values(const certified_values&) = delete;
  certified_values& operator=(const certified_values&) = delete;
  ~certified_values();

  [[nodiscard]] status state(int node) const;
  [[nodiscard]] reason why(int node) const;

  /// The number of a node (of a column, when it is a series) to `decimals`. Throws std::logic_error without a number.
  [[nodiscard]] std::string rounded(int node, std::size_t column, int decimals,
                                    rounding how = rounding::half_even) const;

  /// The same to a number of significant digits, trailing zeros dropped: "0.1993812564".
  [[nodiscard]] std::string significant(int node, std::size_t column, int digits) const;

  /// Every rate of a node that answers with a list, ascending, to a number of significant digits.
  [[nodiscard]] std::vector<std::string> rates(int node, int digits) const;

  /// −1, 0 or 1: the number below, at or above `limit`.
  [[nodiscard]] int compare(int node, std::size_t column, const decimal& limit) const;

  /// A figure as output prints it: money as `money` says, ratios and paybacks to 6 decimals, hours to 2, rates to 10
  /// significant digits, one text for each rate of a list. Throws std::logic_error without a number.
  [[nodiscard]] std::vector<std::string> printed(const figure& f, const figure_rounding& money) const;

  /// How many numbers the node has: 1, or one per year.
  [[nodiscard]] std::size_t size(int node) const;

 private:
  struct levels;
  levels* levels_;
};

}  // namespace nytta
