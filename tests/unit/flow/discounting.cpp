// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/discounting.hpp>

#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <array>
#include <stdexcept>
#include <vector>

using namespace nytta;
using boost::multiprecision::cpp_dec_float_50;
using boost::multiprecision::cpp_rational;

namespace {

template <class Number>
discount_schedule<Number> green_book() {
  return discount_schedule<Number>::stepped({{1, Number(35) / Number(1000)},
                                             {31, Number(30) / Number(1000)},
                                             {76, Number(25) / Number(1000)},
                                             {126, Number(20) / Number(1000)},
                                             {201, Number(15) / Number(1000)},
                                             {301, Number(10) / Number(1000)}});
}

}  // namespace

TEST_CASE("discounting: the Green Book's factors follow the path, not the rate of the year alone") {
  // Rules printed in HM Treasury's Green Book; digits recomputed with 50-digit arithmetic (DF(30) = 1/1.035^30,
  // DF(31) = DF(30)/1.03 and so on).
  const auto schedule = green_book<double>();
  const horizon h{.first_year = 2020, .years = 1, .base_year = 2020};
  CHECK(discount_factor(schedule, h, 0) == 1.0);
  CHECK(discount_factor(schedule, h, 30) == doctest::Approx(0.356278410602).epsilon(1e-12));
  CHECK(discount_factor(0.035, 30) == doctest::Approx(0.356278410602).epsilon(1e-12));
  CHECK(discount_factor(schedule, h, 31) == doctest::Approx(0.345901369517).epsilon(1e-12));
  CHECK(discount_factor(schedule, h, 75) == doctest::Approx(0.0942137725767).epsilon(1e-12));
  CHECK(discount_factor(schedule, h, 76) == doctest::Approx(0.0919158756846).epsilon(1e-12));
  CHECK(discount_factor(schedule, h, 300) == doctest::Approx(0.00140056741436).epsilon(1e-11));
  CHECK(discount_factor(schedule, h, 301) == doctest::Approx(0.00138670041026).epsilon(1e-11));
}

TEST_CASE_TEMPLATE("discounting: factors multiply, whatever the schedule", Number, double, cpp_dec_float_50,
                   cpp_rational) {
  const auto schedule = green_book<Number>();
  const horizon early{.first_year = 2020, .years = 1, .base_year = 2020};
  const Number whole = discount_factor(schedule, early, 40);
  Number product(1);
  for (int d = 1; d <= 40; ++d) product /= Number(1) + schedule.rate_in(2020 + d - 1, early);
  const Number difference = whole > product ? Number(whole - product) : Number(product - whole);
  CHECK(difference <= Number(1) / Number(1000000000000LL));
  if constexpr (std::is_same_v<Number, cpp_rational>) {
    CHECK(whole == product);
  }
}

TEST_CASE("discounting: five payments of 100 at 3 % under each timing") {
  // Printed: end 457.97, mid 464.79, start 471.71 (anchors: 457.970719, 464.789516, 471.709840).
  const auto schedule = discount_schedule<double>::flat(0.03);
  const horizon h{.first_year = 2022, .years = 5, .base_year = 2022};
  const auto value = [&](timing when) {
    double sum = 0;
    for (const double v : discount_factors(schedule, h, when)) sum += 100 * v;
    return sum;
  };
  CHECK(value(timing::end) == doctest::Approx(457.970719).epsilon(1e-9));
  CHECK(value(timing::middle) == doctest::Approx(464.789516).epsilon(1e-9));
  CHECK(value(timing::start) == doctest::Approx(471.709840).epsilon(1e-9));
}

TEST_CASE("discounting: before the base year amounts are compounded") {
  const auto schedule = discount_schedule<cpp_rational>::flat(cpp_rational(1, 10));
  const horizon h{.first_year = 2018, .years = 4, .base_year = 2020};
  const auto v = discount_factors(schedule, h, timing::start);
  CHECK(v[0] == cpp_rational(121, 100));
  CHECK(v[1] == cpp_rational(11, 10));
  CHECK(v[2] == 1);
  CHECK(v[3] == cpp_rational(10, 11));
}

TEST_CASE("discounting: an origin other than the base year is divided by the base year's factor") {
  // 10 % in the first two years from 2018, 20 % after; base year 2021. Seen from the origin v(2018..2023) is
  // 1, 1/1.1, 1/1.21, 1/1.452, 1/1.7424, …; divided by the factor at 2021, 1/1.452. The year before the origin
  // compounds at the first rate: 1.1 × 1.452.
  const auto schedule = discount_schedule<cpp_rational>::stepped({{1, cpp_rational(1, 10)}, {3, cpp_rational(1, 5)}},
                                                                 step_origin::calendar_year, 2018);
  const horizon h{.first_year = 2017, .years = 6, .base_year = 2021};
  const auto v = discount_factors(schedule, h, timing::start);
  const cpp_rational at_base(1000, 1452);
  CHECK(v[0] == cpp_rational(11, 10) / at_base);
  CHECK(v[1] == 1 / at_base);
  CHECK(v[2] == cpp_rational(10, 11) / at_base);
  CHECK(v[3] == cpp_rational(100, 121) / at_base);
  CHECK(v[4] == 1);
  CHECK(v[5] == cpp_rational(10, 12));

  const auto first = discount_schedule<cpp_rational>::stepped({{1, cpp_rational(1, 10)}, {3, cpp_rational(1, 5)}},
                                                              step_origin::first_year);
  CHECK(first.origin_year(h) == 2017);
  CHECK(first.rate_in(2018, h) == cpp_rational(1, 10));
  CHECK(first.rate_in(2019, h) == cpp_rational(1, 5));
}

TEST_CASE("discounting: in the middle of a year the year's own rate takes the half") {
  const auto schedule = discount_schedule<double>::stepped({{1, 0.10}, {2, 0.21}});
  const horizon h{.first_year = 2022, .years = 2, .base_year = 2022};
  const auto v = discount_factors(schedule, h, timing::middle);
  CHECK(v[0] == doctest::Approx(1 / 1.0488088481701516).epsilon(1e-14));  // the root of 1.1
  CHECK(v[1] == doctest::Approx(1 / (1.1 * 1.1)).epsilon(1e-14));         // the root of 1.21 is 1.1
}

TEST_CASE("discounting: rates by calendar year, the first holding before and the last after") {
  const auto schedule =
      discount_schedule<cpp_rational>::yearly({{2025, cpp_rational(1, 10)}, {2027, cpp_rational(1, 5)}});
  const horizon h{.first_year = 2024, .years = 6, .base_year = 2024};
  const auto v = discount_factors(schedule, h, timing::end);
  CHECK(v[0] == cpp_rational(10, 11));                               // 2024: before the first
  CHECK(v[2] == cpp_rational(1000, 1331));                           // 2026: the rate of 2025 is kept
  CHECK(v[3] == cpp_rational(1000, 1331) * cpp_rational(5, 6));      // 2027 from its start to its end
  CHECK(v[5] == cpp_rational(1000, 1331) * cpp_rational(125, 216));  // 2029: the last continues
}

TEST_CASE("discounting: decimals divide at the scale that the caller names") {
  // 1/1.035^30 by 50-digit arithmetic; between two ends lies their geometric mean.
  const arithmetic<decimal> by(18, rounding::half_even);
  const auto schedule = discount_schedule<decimal>::flat(decimal::of(35, 3));
  const horizon h{.first_year = 2020, .years = 30, .base_year = 2020};
  const auto ends = discount_factors(schedule, h, timing::end, by);
  const auto middles = discount_factors(schedule, h, timing::middle, by);
  CHECK(ends.back().rounded(12, rounding::half_even) == decimal::parse("0.356278410602").value());
  const decimal product = (middles.back() * middles.back()).rounded(16, rounding::half_even);
  CHECK(product == (ends.back() * ends[28]).rounded(16, rounding::half_even));  // v(29.5)² = v(29) v(30)
  CHECK(discount_factors(schedule, h, timing::end, by, 4).front().to_string() == "0.9662");
}

TEST_CASE("discounting: rounded factors are what a printed table holds") {
  const auto v = discount_factors(discount_schedule<double>::flat(0.05), {.first_year = 1, .years = 3, .base_year = 1},
                                  timing::end, {}, 2);
  CHECK(v == std::vector<double>{0.95, 0.91, 0.86});
}

TEST_CASE("discounting: only a flat schedule has a flat rate") {
  CHECK(discount_schedule<double>::flat(0.03).flat_rate() == 0.03);
  CHECK_FALSE(green_book<double>().flat_rate().has_value());
}

TEST_CASE("discounting: what cannot discount is refused") {
  using schedule = discount_schedule<double>;
  CHECK_THROWS_AS((void)schedule::flat(-1.0), std::invalid_argument);
  CHECK_THROWS_AS((void)schedule::stepped({}), std::invalid_argument);
  CHECK_THROWS_AS((void)schedule::stepped({{2, 0.03}}), std::invalid_argument);
  CHECK_THROWS_AS((void)schedule::stepped({{1, 0.03}, {1, 0.02}}), std::invalid_argument);
  CHECK_THROWS_AS((void)schedule::yearly({{2025, 0.03}, {2024, 0.02}}), std::invalid_argument);
  std::array<double, 2> two{};
  CHECK_THROWS_AS(discount_factors(schedule::flat(0.03), {.first_year = 1, .years = 3, .base_year = 1}, timing::end,
                                   std::span<double>(two)),
                  std::invalid_argument);
  CHECK_THROWS_AS((void)discount_factors(discount_schedule<cpp_rational>::flat(1),
                                         {.first_year = 1, .years = 1, .base_year = 1}, timing::middle),
                  std::logic_error);
}
