// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csv.hpp"

// What the tests over the peers' case files share: numbers, the count of rows by source, and the comparison.

namespace peers {

inline double number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::invalid_argument("not a number: " + std::string(text));
  }
  return value;
}

inline std::vector<double> numbers(std::string_view text) {
  std::vector<double> out;
  while (!text.empty()) {
    const auto space = text.find(' ');
    if (space != 0) out.push_back(number(text.substr(0, space)));
    if (space == std::string_view::npos) break;
    text.remove_prefix(space + 1);
  }
  return out;
}

/// Counts the rows that were compared, by source, and holds the counts to those of the file, typed in by who read it: a
/// row that is lost in reading or skipped in silence fails the test.
class tally {
 public:
  using counts = std::map<std::string, int>;
  explicit tally(std::string file) : file_(std::move(file)) {}
  /// To be called when everything in the row has been compared.
  void row(const std::string& source) { ++sources_[source]; }
  void difference(double given, double reference) {
    const double relative = std::abs(given - reference) / (std::max)(std::abs(reference), 1e-300);
    if (reference != 0) worst_ = (std::max)(worst_, relative);
  }
  void close(const csv::table& cases, const counts& expected) const {
    if (cases.absent()) return;
    std::cout << file_ << ": " << cases.size() << " rows, largest relative difference " << worst_ << '\n';
    CHECK(sources_ == expected);
  }

 private:
  std::string file_;
  counts sources_;
  double worst_ = 0;
};

inline constexpr double relative_limit = 1e-12;

/// The reference to its own digits, and the peer's claim to its own tolerance.
inline void compare(double given, const csv::row& row, tally& all, double limit = relative_limit) {
  const double reference = number(row["reference"]);
  all.difference(given, reference);
  CHECK(std::abs(given - reference) <= limit * (std::max)(std::abs(reference), 1e-4));
  CHECK(std::abs(given - number(row["expected"])) <= number(row["tol"]) + limit * std::abs(reference));
}

}  // namespace peers
