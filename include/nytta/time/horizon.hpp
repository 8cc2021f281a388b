// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/time/timing.hpp>

#include <optional>
#include <stdexcept>
#include <string>

namespace nytta {

/// The columns of a calculation: column k (0, 1, …) is the calendar year first_year + k, and discounting counts from
/// the start of base_year, which may lie before, in or after the columns.
struct horizon {
  int first_year = 0;
  int years = 0;  ///< number of columns, 1…1000
  int base_year = 0;

  friend constexpr bool operator==(const horizon&, const horizon&) = default;
};

/// The largest number of columns that a calculation may have.
inline constexpr int most_years = 1000;

/// A horizon whose number of columns has been checked. Throws std::invalid_argument outside 1…1000.
[[nodiscard]] inline horizon make_horizon(int first_year, int years, int base_year) {
  if (years < 1 || years > most_years) {
    throw std::invalid_argument("a calculation has between 1 and 1000 years, not " + std::to_string(years));
  }
  return {.first_year = first_year, .years = years, .base_year = base_year};
}

/// The calendar year of a column.
[[nodiscard]] constexpr int year_of(const horizon& h, int column) noexcept { return h.first_year + column; }

/// The column of a calendar year; nothing when the year is outside the columns.
[[nodiscard]] constexpr std::optional<int> column_of(const horizon& h, int year) noexcept {
  const int column = year - h.first_year;
  if (column < 0 || column >= h.years) return std::nullopt;
  return column;
}

/// d: whole years from the start of the base year to the start of a column's year; negative before the base year.
[[nodiscard]] constexpr int years_from_base(const horizon& h, int column) noexcept {
  return year_of(h, column) - h.base_year;
}

/// The discount exponent in half-years: 2d (start), 2d + 1 (middle) or 2d + 2 (end).
[[nodiscard]] constexpr int exponent_in_half_years(const horizon& h, int column, timing when) noexcept {
  return 2 * years_from_base(h, column) + static_cast<int>(when);
}

}  // namespace nytta
