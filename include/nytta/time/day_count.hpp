// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/formula.hpp>
#include <nytta/time/date.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

// Day counts: which fraction of a year lies between two dates, exactly, as a quotient of whole numbers.

namespace nytta {

/// The conventions. Excel's YEARFRAC bases 0 … 4 are thirty_360_excel, act_act_excel, act_360, act_365f, thirty_e_360.
enum class day_count : unsigned char {
  act_365f,             ///< actual days over 365, leap years too (spreadsheets' XNPV and XIRR)
  act_360,              ///< actual days over 360
  act_act_isda,         ///< days in leap years over 366, the others over 365
  nl_365,               ///< actual days without 29 February, over 365
  thirty_360,           ///< bond basis (30/360 ISDA): a 31st start is a 30th; so is a 31st end after a 30th start
  thirty_360_us,        ///< bond basis with the ends of February as 30ths (30/360 SIA)
  thirty_e_360,         ///< Eurobond basis: every 31st is a 30th
  thirty_e_360_german,  ///< Eurobond basis with the ends of February as 30ths (30E/360 ISDA)
  thirty_e_plus_360,    ///< a 31st start is a 30th, a 31st end the first of the next month
  thirty_360_excel,     ///< YEARFRAC, basis 0: as 30/360 US, but a 31st end stays after an end of February
  act_act_excel,        ///< YEARFRAC, basis 1: actual days over the mean length of the years touched
};

struct day_count_word {
  day_count convention;
  std::string_view name;
};

/// The word of every convention in files and output.
inline constexpr std::array day_count_words{
    day_count_word{day_count::act_365f, "act/365f"},
    day_count_word{day_count::act_360, "act/360"},
    day_count_word{day_count::act_act_isda, "act/act-isda"},
    day_count_word{day_count::nl_365, "nl/365"},
    day_count_word{day_count::thirty_360, "30/360"},
    day_count_word{day_count::thirty_360_us, "30/360-us"},
    day_count_word{day_count::thirty_e_360, "30e/360"},
    day_count_word{day_count::thirty_e_360_german, "30e/360-german"},
    day_count_word{day_count::thirty_e_plus_360, "30e+/360"},
    day_count_word{day_count::thirty_360_excel, "30/360-excel"},
    day_count_word{day_count::act_act_excel, "act/act-excel"},
};

/// "act/365f".
[[nodiscard]] constexpr std::string_view name(day_count convention) noexcept {
  for (const day_count_word& w : day_count_words) {
    if (w.convention == convention) return w.name;
  }
  return {};
}

/// The convention of a word; nothing for another word.
[[nodiscard]] constexpr std::optional<day_count> parse_day_count(std::string_view word) noexcept {
  for (const day_count_word& w : day_count_words) {
    if (w.name == word) return w.convention;
  }
  return std::nullopt;
}

/// A part of a year: a quotient that is not reduced.
struct year_part {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  friend constexpr bool operator==(const year_part&, const year_part&) = default;
};

inline constexpr formula year_fraction_formula{
    .id = "year_fraction",
    .name_sv = "dagräkning",
    .name_en = "day-count fraction",
    .text = "days / basis; 30/360: (360 (Y2 - Y1) + 30 (M2 - M1) + D2 - D1) / 360",
    .symbols =
        "Y, M, D year, month and day of the first and the second date, the days adjusted by the convention; basis "
        "360, 365 or 366 days",
    .convention =
        "act/365f, act/360, act/act-isda, nl/365, 30/360, 30/360-us, 30e/360, 30e/360-german, 30e+/360, and "
        "Excel's YEARFRAC. Backwards it is negative.",
    .source = "Anexen/pyxirr, day_count.rs; ISDA 2006 definitions, section 4.16, as quoted there",
    .basis = evidence::code,
    .example = "2007-12-28 to 2008-02-28, act/act-isda: 4/365 + 58/366 = 0.16942884946478",
};

namespace day_count_detail {

[[nodiscard]] constexpr bool ends_february(const date& d) noexcept {
  return d.month == 2 && d.day == days_in_month(d.year, 2);
}

[[nodiscard]] constexpr std::int64_t days_of_thirty(const date& from, int first, const date& to, int last) noexcept {
  return std::int64_t{360} * (to.year - from.year) + std::int64_t{30} * (to.month - from.month) + (last - first);
}

/// 29 Februaries after `from` and up to `to`.
[[nodiscard]] constexpr std::int64_t leap_days(const date& from, const date& to) noexcept {
  const auto until = [](const date& d) {
    const std::int64_t years = d.month > 2 || (d.month == 2 && d.day == 29) ? d.year : d.year - 1;
    return years / 4 - years / 100 + years / 400;
  };
  return until(to) - until(from);
}

/// Days from `from` to `to` that lie in leap years; `from` is not after `to`.
[[nodiscard]] constexpr std::int64_t days_in_leap_years(const date& from, const date& to) noexcept {
  std::int64_t days = 0;
  for (int year = from.year; year <= to.year; ++year) {
    if (!is_leap_year(year)) continue;
    const date start = from.year == year ? from : date{year, 1, 1};
    const std::int64_t end = to.year == year ? day_number(to) : day_number({year, 12, 31}) + 1;
    days += end - day_number(start);
  }
  return days;
}

[[nodiscard]] constexpr year_part actual_as_excel(const date& from, const date& to) noexcept {
  const std::int64_t days = day_number(to) - day_number(from);
  const bool within_a_year =
      from.year == to.year ||
      (from.year + 1 == to.year && (from.month > to.month || (from.month == to.month && from.day >= to.day)));
  if (within_a_year) {
    const bool leap =
        from.year == to.year ? is_leap_year(from.year) : leap_days(from, to) > 0 || (from.month == 2 && from.day == 29);
    return {days, leap ? 366 : 365};
  }
  const std::int64_t years = to.year - from.year + 1;
  const std::int64_t all = day_number({to.year, 12, 31}) + 1 - day_number({from.year, 1, 1});
  return {days * years, all};
}

}  // namespace day_count_detail

/// Days from one date to another as a convention counts them: actual days, or months of 30. They are taken in the given
/// order, so that the 30-day conventions need not give the same backwards.
[[nodiscard]] constexpr std::int64_t days_between(const date& from, const date& to, day_count convention) noexcept {
  using namespace day_count_detail;
  int first = from.day;
  int last = to.day;
  switch (convention) {
    case day_count::act_365f:
    case day_count::act_360:
    case day_count::act_act_isda:
    case day_count::act_act_excel: return day_number(to) - day_number(from);
    case day_count::nl_365: return day_number(to) - day_number(from) - leap_days(from, to);
    case day_count::thirty_360:
      if (first == 31) first = 30;
      if (last == 31 && first == 30) last = 30;
      break;
    case day_count::thirty_360_us:
      if (ends_february(from)) {
        if (ends_february(to)) last = 30;
        first = 30;
      }
      if (first == 31) first = 30;
      if (last == 31 && first == 30) last = 30;
      break;
    case day_count::thirty_360_excel:
      if (ends_february(from) && ends_february(to)) last = 30;
      if (last == 31 && first >= 30) last = 30;
      if (first == 31 || ends_february(from)) first = 30;
      break;
    case day_count::thirty_e_360:
      if (first == 31) first = 30;
      if (last == 31) last = 30;
      break;
    case day_count::thirty_e_360_german:
      if (first == 31 || ends_february(from)) first = 30;
      if (last == 31 || ends_february(to)) last = 30;
      break;
    case day_count::thirty_e_plus_360:
      if (first == 31) first = 30;
      break;  // a 31st is the next month's first when months have 30 days
  }
  return days_of_thirty(from, first, to, last);
}

/// Part of a year from one date to another (dagräkning), exactly.                              [DAYCOUNT]
///   days / basis          days by the convention, basis 360, 365 or 366 days
///   Backwards it is the negative of forwards, and from a date to itself 0.
///   Source: Anexen/pyxirr, day_count.rs; ISDA 2006 definitions, section 4.16, as quoted there.  Deviates: none.
///   year_fraction(2007-12-28, 2008-02-28, act_act_isda) == 4/365 + 58/366   (tests/unit/time/day_count.cpp)
[[nodiscard]] constexpr year_part year_fraction(const date& from, const date& to, day_count convention) noexcept {
  if (to < from) {
    const year_part back = year_fraction(to, from, convention);
    return {-back.numerator, back.denominator};
  }
  const std::int64_t basis = convention == day_count::act_act_isda
                                 ? std::int64_t{365} * 366
                                 : (convention == day_count::act_365f || convention == day_count::nl_365 ? 365 : 360);
  if (from == to) return {0, basis};  // which months of 30 days alone would not give for a 31st
  if (convention == day_count::act_act_excel) return day_count_detail::actual_as_excel(from, to);
  const std::int64_t days = days_between(from, to, convention);
  if (convention == day_count::act_act_isda) {
    const std::int64_t leap = day_count_detail::days_in_leap_years(from, to);
    return {365 * leap + 366 * (days - leap), basis};
  }
  return {days, basis};
}

}  // namespace nytta
