// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/dual.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <cmath>

// Duals by the rules of the derivative, in rationals, so that a slope is exactly itself.

using namespace nytta;
using boost::multiprecision::cpp_rational;

namespace {

using exact = dual<cpp_rational>;

exact moving(int numerator, int denominator = 1) { return {cpp_rational(numerator, denominator), cpp_rational(1)}; }
exact still(int numerator, int denominator = 1) { return exact(cpp_rational(numerator, denominator)); }

void check(const exact& x, const cpp_rational& value, const cpp_rational& slope) {
  CHECK(x.value() == value);
  CHECK(x.slope() == slope);
}

}  // namespace

// f(x) = (3x² − 2x + 1) / (x − 5) at x = 2: f = 9/−3 = −3, f′ = ((6x − 2)(x − 5) − (3x² − 2x + 1)) / (x − 5)² =
// (10 × −3 − 9) / 9 = −13/3.
TEST_CASE("dual: sums, products and quotients") {
  const exact x = moving(2);
  const exact above = still(3) * x * x - still(2) * x + still(1);
  check(above, 9, 10);
  check(above / (x - still(5)), -3, cpp_rational(-13, 3));
  check(-x, -2, -1);
  exact y = x;
  y += x;
  check(y, 4, 2);
  y -= still(1);
  check(y, 3, 2);
  const exact& same = y;
  y *= same;  // (2x − 1)² = 9, slope 2 × 3 × 2
  check(y, 9, 12);
  exact q = still(6);
  q /= x;  // 6/x: −6/x²
  check(q, 3, cpp_rational(-3, 2));
  exact one = x;
  const exact& itself = one;
  one /= itself;
  check(one, 1, 0);
}

TEST_CASE("dual: what does not move has no slope, and a decimal is itself") {
  check(exact(7), 7, 0);
  check(still(7, 2), cpp_rational(7, 2), 0);
  check(exact::of_decimal(*decimal::parse("0.35")), cpp_rational(7, 20), 0);
  check(from_decimal<exact>(*decimal::parse("-1.5")), cpp_rational(-3, 2), 0);
}

TEST_CASE("dual: comparisons see the number only") {
  const exact rising(cpp_rational(2), cpp_rational(1));
  const exact falling(cpp_rational(2), cpp_rational(-1));
  CHECK(rising == falling);
  CHECK_FALSE(rising < falling);
  CHECK_FALSE(rising > falling);
  CHECK(still(1) < rising);
  CHECK(rising > still(1));
}

// √x at 4: 2, slope 1/(2√x) = 1/4. x^(−3) at 2: 1/8, slope −3/16.
TEST_CASE("dual: roots and powers") {
  const dual<double> root = sqrt(dual<double>(4.0, 1.0));
  CHECK(root.value() == 2);
  CHECK(root.slope() == 0.25);
  CHECK(sqrt(dual<double>(4.0, -6.0)).slope() == -1.5);
  const dual<double> power = pow(dual<double>(2.0, 1.0), dual<double>(-3.0));
  CHECK(power.value() == doctest::Approx(0.125));
  CHECK(power.slope() == doctest::Approx(-3.0 / 16));
}
