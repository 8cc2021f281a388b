// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/formula.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace nytta {

inline constexpr formula index_formula{
    .id = "index",
    .name_sv = "omräkning till annan prisnivå",
    .name_en = "carried over to another price level",
    .text = "amount(to) = amount(from) * index(to) / index(from)",
    .symbols = "amounts in each year's prices (kr), index values in any base (1)",
    .convention = "Neither interpolated nor extended: a year without a value is an error.",
    .source = "Inera, Nyttoanalys (old amounts are indexed first)",
    .basis = evidence::read,
    .example = "index 100 in 2019 and 119.4 in 2025: 50 kr of 2019 is 59.70 kr of 2025",
};

/// A price index: one published value per year, with where it was read.
struct index_series {
  struct value_of_year {
    int year = 0;
    decimal value;
  };
  std::string name;
  std::string source;
  std::vector<value_of_year> values;  ///< in any order, each year once
};

/// index(to) / index(from), kept as numerator and denominator so that nothing is rounded.
struct index_ratio {
  decimal numerator;
  decimal denominator;
};

/// The value of a year; nothing when the series has none.
[[nodiscard]] inline std::optional<decimal> value_in(const index_series& index, int year) {
  for (const auto& v : index.values) {
    if (v.year == year) return v.value;
  }
  return std::nullopt;
}

/// The years among `from` and `to` that the series lacks (none: the ratio exists).
[[nodiscard]] inline std::vector<int> missing_years(const index_series& index, int from, int to) {
  std::vector<int> out;
  if (!value_in(index, from)) out.push_back(from);
  if (to != from && !value_in(index, to)) out.push_back(to);
  return out;
}

/// From the prices of one year to those of another.                              [INDEX]
///   amount(to) = amount(from) × index(to) / index(from)      amounts in money, index in any base (1)
///   Neither interpolated nor extended: a year without a value has no ratio.
///   Source: Inera, Nyttoanalys (old amounts are indexed first).  Deviates: none.
///   with index 100 in 2019 and 119.4 in 2025, 50 kr of 2019 == 59.70 kr of 2025   (tests/unit/price/index_series.cpp)
/// Throws std::invalid_argument, naming the index and the year, when a year is missing or a value is not above 0.
[[nodiscard]] inline index_ratio ratio(const index_series& index, int from, int to) {
  const auto value = [&](int year) {
    const auto v = value_in(index, year);
    if (!v) throw std::invalid_argument("the index " + index.name + " has no value for " + std::to_string(year));
    if (!(decimal(0) < *v)) {
      throw std::invalid_argument("the index " + index.name + " is not above 0 in " + std::to_string(year));
    }
    return *v;
  };
  decimal denominator = value(from);
  return {value(to), std::move(denominator)};
}

}  // namespace nytta
