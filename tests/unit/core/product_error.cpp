// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/product_error.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

using boost::multiprecision::cpp_rational;

TEST_CASE("product_error: with the product it makes up the exact product") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> digits(-1, 1);
  std::uniform_int_distribution<int> exponents(-400, 500);
  for (int i = 0; i < 20000; ++i) {
    const double a = std::ldexp(digits(random), exponents(random));
    const double b = std::ldexp(digits(random), exponents(random));
    const double product = a * b;
    const double error = nytta::product_error(a, b, product);
    const bool whole = cpp_rational(product) + cpp_rational(error) == cpp_rational(a) * cpp_rational(b);
    if (!whole) INFO(a << " × " << b);
    REQUIRE(whole);
  }
}

TEST_CASE("product_error: factors near the largest, whole numbers, other types") {
  const double most = (std::numeric_limits<double>::max)();
  const double tenth = 0.1;
  for (const double product : {most * tenth, tenth * most}) {
    const double error = nytta::product_error(most, tenth, product);
    CHECK(cpp_rational(product) + cpp_rational(error) == cpp_rational(most) * cpp_rational(tenth));
    CHECK(nytta::product_error(tenth, most, product) == error);
  }
  CHECK(nytta::product_error(12.0, 12.0, 144.0) == 0);
  const float third = 1.0F / 3;
  const float ninth = third * third;
  CHECK(double(ninth) + double(nytta::product_error(third, third, ninth)) == double(third) * double(third));
}
