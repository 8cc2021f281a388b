// SPDX-License-Identifier: Apache-2.0
#include <nytta/time/horizon.hpp>

#include <doctest/doctest.h>

#include <stdexcept>

using namespace nytta;

TEST_CASE("horizon: column 0 is the first year, and years outside the columns have none") {
  const horizon h = make_horizon(2022, 6, 2020);
  CHECK(year_of(h, 0) == 2022);
  CHECK(year_of(h, 5) == 2027);
  CHECK(column_of(h, 2022) == 0);
  CHECK(column_of(h, 2027) == 5);
  CHECK_FALSE(column_of(h, 2021).has_value());
  CHECK_FALSE(column_of(h, 2028).has_value());
}

TEST_CASE(
    "horizon: the exponent is d at the start, d + 1/2 in the middle, d + 1 at the end, before the base year too") {
  const horizon h = make_horizon(2022, 6, 2024);
  CHECK(years_from_base(h, 0) == -2);
  CHECK(years_from_base(h, 3) == 1);
  CHECK(exponent_in_half_years(h, 0, timing::start) == -4);
  CHECK(exponent_in_half_years(h, 0, timing::middle) == -3);
  CHECK(exponent_in_half_years(h, 0, timing::end) == -2);
  CHECK(exponent_in_half_years(h, 3, timing::end) == 4);
}

TEST_CASE("horizon: between 1 and 1000 years, else refused") {
  CHECK_THROWS_AS((void)make_horizon(2022, 0, 2022), std::invalid_argument);
  CHECK_THROWS_AS((void)make_horizon(2022, 1001, 2022), std::invalid_argument);
  CHECK(make_horizon(2022, 1000, 2022).years == 1000);
}
