// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/depreciation.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

using namespace nytta;
using boost::multiprecision::cpp_rational;
namespace sheet = spreadsheet;

TEST_CASE("depreciation: every method takes no more than cost less salvage, and straight-line and digits all of it") {
  const cpp_rational cost(24000);
  const cpp_rational salvage(3000);
  cpp_rational line;
  cpp_rational digits;
  cpp_rational double_declining;
  for (int k = 1; k <= 7; ++k) {
    line += sheet::sln(cost, salvage, 7).value;
    digits += sheet::syd(cost, salvage, 7, k).value;
    double_declining += sheet::ddb(cost, salvage, 7, k).value;
  }
  CHECK(line == 21000);
  CHECK(digits == 21000);
  // 24000 (5/7)^6 = 3187 is above 3000 and 24000 (5/7)^7 below it: the last year takes the rest.
  CHECK(double_declining == 21000);
  CHECK(sheet::vdb(cost, salvage, 7, 0, 7).value == 21000);
}

TEST_CASE("depreciation: fixed-declining by hand, with a rate rounded to three decimals") {
  // 1 - (1/10)^(1/6) = 0.318708 -> 0.319; 1 000 000 x 0.319 x 7/12 = 186 083.33; (1 000 000 - 186 083.33) x 0.319.
  CHECK(sheet::db(cpp_rational(1000000), 100000, 6, 1, 7).value == cpp_rational(1000000) * 319 * 7 / 12000);
  CHECK(sheet::db(cpp_rational(1000000), 100000, 6, 2, 7).value ==
        (1000000 - cpp_rational(1000000) * 319 * 7 / 12000) * 319 / 1000);
  // A tie, half-up: 1 - 1005/10000 = 0.8995 -> 0.900, in rationals.
  CHECK(sheet::db(cpp_rational(10000), 1005, 1, 1).value == 9000);
  // The seventh, unwhole year of six: 5 of its 12 months.
  const cpp_rational first = cpp_rational(1000000) * 319 * 7 / 12000;
  cpp_rational book = 1000000 - first;
  for (int k = 2; k <= 6; ++k) book -= book * 319 / 1000;
  CHECK(sheet::db(cpp_rational(1000000), 100000, 6, 7, 7).value == book * 319 * 5 / 12000);
  CHECK(sheet::db(0.0, 0, 5, 3).value == 0);
}

TEST_CASE("depreciation: parts of periods are in proportion, and the switch to straight-line comes when it is more") {
  // 100 over 5 years at twice the line: 40, 24, 14.4, then 21.6 left over two years: 10.8, 10.8 (declining: 8.64).
  CHECK(sheet::vdb(cpp_rational(100), 0, 5, 0, 1).value == 40);
  CHECK(sheet::vdb(cpp_rational(100), 0, 5, 3, 4).value == cpp_rational(108, 10));
  CHECK(sheet::vdb(cpp_rational(100), 0, 5, 3, 4, 2, true).value == cpp_rational(864, 100));
  CHECK(sheet::vdb(cpp_rational(100), 0, 5, cpp_rational(1, 2), cpp_rational(5, 4)).value == 20 + 6);
  // A life of 2.5 years: 80 in the first, then 20 left over 1.5 years is 13.33 a year against a declining 16.
  CHECK(sheet::vdb(cpp_rational(100), 0, cpp_rational(5, 2), 0, cpp_rational(5, 2)).value == 100);
}

TEST_CASE("depreciation: doubles and rationals agree") {
  CHECK(sheet::vdb(10000.0, 1000, 7, 3, 4).value ==
        doctest::Approx(static_cast<double>(sheet::vdb(cpp_rational(10000), 1000, 7, 3, 4).value)).epsilon(1e-13));
  CHECK(sheet::ddb(10000.0, 50, 10, 2).value == doctest::Approx(1600).epsilon(1e-14));
}

TEST_CASE("depreciation: where a spreadsheet shows an error, there is a reason") {
  using why = reason;
  CHECK(sheet::sln(12000.0, 1500, 0).why == why::no_periods);
  CHECK(sheet::syd(30.0, 7, 10, 11).why == why::period_outside_term);
  CHECK(sheet::syd(30.0, 7, 10, 0).why == why::period_outside_term);
  CHECK(sheet::db(-1000.0, 100, 5, 6, 6).why == why::amount_negative);
  CHECK(sheet::db(1000.0, 100, 0, 1).why == why::no_periods);
  CHECK(sheet::db(1000.0, 100, 5, 2, 0).why == why::month_outside_year);
  CHECK(sheet::db(1000.0, 100, 5, 6).why == why::period_outside_term);
  CHECK(sheet::db(1000.0, 100, 5, 6, 6).has_value());
  CHECK(sheet::ddb(1000.0, -100, 5, 1).why == why::amount_negative);
  CHECK(sheet::ddb(1000.0, 100, 5, 3, -0.5).why == why::factor_not_positive);
  CHECK(sheet::ddb(1000.0, 100, 5, 0).why == why::period_outside_term);
  CHECK(sheet::vdb(1000.0, 100, 5, 3, 2).why == why::period_outside_term);
  CHECK(sheet::vdb(1000.0, 100, 5, 3, 6).why == why::period_outside_term);
}
