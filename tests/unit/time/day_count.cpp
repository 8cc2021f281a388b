// SPDX-License-Identifier: Apache-2.0
#include <nytta/time/date.hpp>
#include <nytta/time/day_count.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace nytta;

TEST_CASE("date: the calendar, and what is no day of it") {
  static_assert(day_number({1, 1, 1}) == 0);
  // 1970-01-01 is 719 162 days after 0001-01-01 (the Unix epoch in the proleptic calendar).
  static_assert(day_number({1970, 1, 1}) == 719162);
  static_assert(day_number({2000, 3, 1}) - day_number({2000, 2, 28}) == 2);
  static_assert(day_number({1900, 3, 1}) - day_number({1900, 2, 28}) == 1);
  CHECK(parse_date("2026-11-27") == date{2026, 11, 27});
  CHECK(parse_date("2024-02-29").has_value());
  for (const char* text : {"2023-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "0000-01-01", "2023-1-01",
                           "23-01-01", "2023/01/01", "2023-01-01 ", "2023-01-0x", ""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text).has_value());
  }
}

TEST_CASE("day counts: deltaquants' table, 2007-12-28 to 2008-02-29") {
  // As quoted in pyxirr's tests: 63 days, of which 4 in 2007.
  const date from{2007, 12, 28};
  const date to{2008, 2, 29};
  CHECK(year_fraction(from, to, day_count::act_365f) == year_part{63, 365});
  CHECK(year_fraction(from, to, day_count::act_360) == year_part{63, 360});
  CHECK(year_fraction(from, to, day_count::nl_365) == year_part{62, 365});
  CHECK(year_fraction(from, to, day_count::thirty_360) == year_part{61, 360});
  CHECK(year_fraction(from, to, day_count::thirty_e_360) == year_part{61, 360});
  CHECK(year_fraction(from, to, day_count::thirty_e_360_german) == year_part{62, 360});
  CHECK(year_fraction(from, to, day_count::thirty_e_plus_360) == year_part{61, 360});
  // 4/365 + 59/366 over a common denominator.
  CHECK(year_fraction(from, to, day_count::act_act_isda) == year_part{4 * 366 + 59 * 365, 365 * 366});
}

TEST_CASE("day counts: whole years are one, backwards is negative, and every word is read back") {
  for (const day_count_word& each : day_count_words) {
    const day_count convention = each.convention;
    const std::string_view word = each.name;
    CAPTURE(std::string(word));
    CHECK(parse_day_count(word) == convention);
    CHECK(name(convention) == word);
    const year_part there = year_fraction({2021, 3, 15}, {2022, 8, 31}, convention);
    const year_part back = year_fraction({2022, 8, 31}, {2021, 3, 15}, convention);
    CHECK(there.numerator == -back.numerator);
    CHECK(there.denominator == back.denominator);
    if (convention == day_count::act_360) continue;
    const year_part year = year_fraction({2022, 3, 15}, {2023, 3, 15}, convention);
    CHECK(year.numerator == year.denominator);
  }
  CHECK_FALSE(parse_day_count("act/364").has_value());
}
