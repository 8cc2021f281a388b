// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace nytta {

/// A day of the Gregorian calendar, before its introduction too; years 1 … 9999.
struct date {
  int year = 1;
  int month = 1;
  int day = 1;

  friend constexpr auto operator<=>(const date&, const date&) = default;
};

[[nodiscard]] constexpr bool is_leap_year(int year) noexcept {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// Days of a month, 1 … 12.
[[nodiscard]] constexpr int days_in_month(int year, int month) noexcept {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Does the calendar have this day?
[[nodiscard]] constexpr bool exists(const date& d) noexcept {
  return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
         d.day <= days_in_month(d.year, d.month);
}

/// Whole days from 0001-01-01, which is 0. Differences count days, whatever lies between (no clock is ever changed).
[[nodiscard]] constexpr std::int64_t day_number(const date& d) noexcept {
  const std::int64_t before = d.year - 1;
  std::int64_t days = 365 * before + before / 4 - before / 100 + before / 400;
  for (int month = 1; month < d.month; ++month) days += days_in_month(d.year, month);
  return days + d.day - 1;
}

/// "2026-11-27", exactly so; nothing for another text and for a day that does not exist.
[[nodiscard]] constexpr std::optional<date> parse_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      value = 10 * value + (text[i] - '0');
    }
    return value;
  };
  const date d{number(0, 4), number(5, 2), number(8, 2)};
  if (!exists(d)) return std::nullopt;
  return d;
}

}  // namespace nytta
