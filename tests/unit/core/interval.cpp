// SPDX-License-Identifier: Apache-2.0
#include "core/interval.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

// Intervals, held to Boost's rationals: what two exact numbers give lies in what their intervals give.

using namespace nytta;
using boost::multiprecision::cpp_rational;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

class drawn {
 public:
  explicit drawn(unsigned seed) : random_(seed) {}

  /// A double of any of many sizes and either sign, often a whole number or 0.
  double number() {
    const double digits = std::uniform_real_distribution<double>(-1, 1)(random_);
    switch (random_() % 6) {
      case 0: return 0;
      case 1: return std::round(digits * 10);
      case 2: return std::ldexp(digits, static_cast<int>(random_() % 200) - 100);
      default: return digits * 1000;
    }
  }
  interval range() {
    const double a = number();
    const double b = random_() % 4 == 0 ? a : number();
    return {(std::min)(a, b), (std::max)(a, b)};
  }
  /// An exact number of the interval: an end, or somewhere between.
  cpp_rational member(const interval& of) {
    const cpp_rational low(of.low());
    const cpp_rational high(of.high());
    const cpp_rational share(static_cast<int>(random_() % 8), 7);
    return low + (high - low) * share;
  }

 private:
  std::mt19937 random_;
};

bool holds(const interval& all, const cpp_rational& one) {
  if (std::isfinite(all.low()) && one < cpp_rational(all.low())) return false;
  return !std::isfinite(all.high()) || one <= cpp_rational(all.high());
}

bool same(const interval& a, double low, double high) { return a.low() == low && a.high() == high; }

}  // namespace

TEST_CASE("interval: + - × ÷ hold every exact result") {
  drawn by(20261130);
  int quotients = 0;
  for (int round = 0; round < 4000; ++round) {
    const interval a = by.range();
    const interval b = by.range();
    const interval sum = a + b;
    const interval difference = a - b;
    const interval product = a * b;
    const bool divisible = b.low() > 0 || b.high() < 0;
    for (int i = 0; i < 4; ++i) {
      const cpp_rational x = by.member(a);
      const cpp_rational y = by.member(b);
      REQUIRE(holds(sum, x + y));
      REQUIRE(holds(difference, x - y));
      REQUIRE(holds(product, x * y));
      REQUIRE(holds(-a, -x));
      REQUIRE(holds(lesser(a, b), (std::min)(x, y)));
      REQUIRE(holds(greater(a, b), (std::max)(x, y)));
      REQUIRE(holds(interval::around(a, b), x));
      REQUIRE(holds(interval::around(a, b), y));
      if (!divisible) continue;
      REQUIRE(holds(a / b, x / y));
      ++quotients;
    }
    if (!divisible) CHECK_THROWS_AS((void)(a / b), undecided);
  }
  CHECK(quotients > 4000);
}

// No wider than it need be: an end is one double outside what the nearest double is.
TEST_CASE("interval: ends are one double outwards") {
  const interval sum = interval(0.1) + interval(0.2);
  CHECK(same(sum, std::nextafter(0.1 + 0.2, -infinity), std::nextafter(0.1 + 0.2, infinity)));
  const interval product = interval(2, 3) * interval(-5, 7);
  CHECK(same(product, std::nextafter(-15.0, -infinity), std::nextafter(21.0, infinity)));
  const interval quotient = interval(1) / interval(3);
  CHECK(same(quotient, std::nextafter(1.0 / 3.0, -infinity), std::nextafter(1.0 / 3.0, infinity)));
}

TEST_CASE("interval: nothing is nothing, and a sign is kept") {
  const interval zero(0);
  const interval some(0.1, 0.3);
  CHECK(same(some + zero, 0.1, 0.3));
  CHECK(same(zero + some, 0.1, 0.3));
  CHECK(same(some - zero, 0.1, 0.3));
  CHECK(same(some * zero, 0, 0));
  CHECK(same(zero * some, 0, 0));
  CHECK(same(zero / some, 0, 0));
  // A product of what is not below 0 is not below 0, though its end is moved outwards.
  CHECK((interval(0, 1) * interval(0, 2)).low() == 0);
  CHECK((interval(0, 1) * interval(-2, 0)).high() == 0);
  CHECK((interval(-3, 0) * interval(-2, 0)).low() == 0);
  CHECK((interval(0, 1) + interval(0, 2)).low() == 0);
  CHECK((interval(-1, 0) + interval(-2, 0)).high() == 0);
  CHECK((interval(0, 1) / interval(-2, -1)).high() == 0);
  CHECK((interval(-1, 0) / interval(-2, -1)).low() == 0);
  // The smallest doubles: their product is less than any double, and above 0.
  constexpr double least = std::numeric_limits<double>::denorm_min();
  const interval tiny = interval(least) * interval(least);
  CHECK(holds(tiny, cpp_rational(least) * cpp_rational(least)));
}

TEST_CASE("interval: a comparison that its numbers answer differently is undecided") {
  CHECK(interval(1, 2) < interval(3, 4));
  CHECK_FALSE(interval(3, 4) < interval(1, 2));
  CHECK(interval(3, 4) > interval(1, 2));
  CHECK_FALSE(interval(2, 3) < interval(1, 2));  // at best equal
  CHECK_THROWS_AS((void)(interval(1, 2) < interval(2, 3)), undecided);
  CHECK_THROWS_AS((void)(interval(1, 3) < interval(2, 4)), undecided);
  CHECK_FALSE(interval(5) < interval(5));
  CHECK(interval(5) == interval(5));
  CHECK_FALSE(interval(1, 2) == interval(3, 4));
  CHECK_THROWS_AS((void)(interval(1, 2) == interval(1, 2)), undecided);
  CHECK_THROWS_AS((void)(interval(1, 2) == interval(2)), undecided);
  CHECK_THROWS_AS((void)(interval(1) / interval(0, 1)), undecided);
  CHECK_THROWS_AS((void)(interval(1) / interval(-1, 1)), undecided);
  CHECK_THROWS_AS((void)(interval(1) / interval(0)), undecided);
  CHECK_THROWS_AS((void)sqrt(interval(-1, 4)), undecided);
  CHECK_THROWS_AS((void)pow(interval(0, 4), interval(2)), undecided);
}

// 10^200 × 10^200 is above every double: the end is infinite, and 0 × ∞ or ∞ − ∞ bounds nothing.
TEST_CASE("interval: beyond the doubles") {
  const interval huge = interval(0, 1e200) * interval(0, 1e200);
  CHECK(huge.low() == 0);
  CHECK(huge.high() == infinity);
  CHECK(holds(huge, cpp_rational(1e200) * cpp_rational(1e200)));
  CHECK_THROWS_AS((void)(huge * interval(0, 5)), undecided);
  CHECK_THROWS_AS((void)(interval(0, 5) * huge), undecided);
  CHECK(same(huge - huge, -infinity, infinity));
  CHECK_THROWS_AS((void)(interval(-infinity) + interval(infinity)), undecided);
  CHECK((huge * interval(2, 5)).high() == infinity);
}

TEST_CASE("interval: of a decimal, exactly or outwards") {
  CHECK(same(interval::of_decimal(decimal(7)), 7, 7));
  CHECK(same(interval::of_decimal(decimal(0)), 0, 0));
  for (const char* digits : {"0.1", "-0.1", "123456789.123456789", "9007199254740993", "0.5", "-1e0"}) {
    const auto exact = decimal::parse(digits);
    if (!exact) continue;
    CAPTURE(digits);
    CHECK(holds(interval::of_decimal(*exact), from_decimal<cpp_rational>(*exact)));
  }
}

// Roots and powers by their squares and products: low² ≤ x ≤ high², exactly.
TEST_CASE("interval: square roots, powers and floors") {
  drawn by(7);
  for (int round = 0; round < 1000; ++round) {
    interval x = by.range();
    x = {std::abs(x.low()), std::abs(x.low()) + (x.high() - x.low())};
    if (!std::isfinite(x.high())) continue;
    const interval root = sqrt(x);
    const cpp_rational low((std::max)(0.0, root.low()));
    const cpp_rational high(root.high());
    REQUIRE(low * low <= cpp_rational(x.low()));
    REQUIRE(cpp_rational(x.high()) <= high * high);

    const cpp_rational base = by.member(x);
    if (!(0 < x.low())) continue;
    const interval cube = pow(x, interval(3));
    if (std::isfinite(cube.high()) && x.low() > 1e-90) REQUIRE(holds(cube, cpp_rational(base * base * base)));
    const interval whole = floor(x);
    REQUIRE(whole.low() == std::floor(x.low()));
    REQUIRE(whole.high() == std::floor(x.high()));
  }
  // 81^(1/2) = 9, 81^(−1/2) = 1/9: the s-curve's odds.
  CHECK(holds(pow(interval(81), interval(-0.5, 0.5)), cpp_rational(9)));
  CHECK(holds(pow(interval(81), interval(-0.5, 0.5)), cpp_rational(1, 9)));
  CHECK(pow(interval(81), interval(-0.5, 0.5)).high() < 9.001);
}
