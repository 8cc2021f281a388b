// SPDX-License-Identifier: Apache-2.0
#include "core/exact_or_ball.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include "core/ball.hpp"
#include "core/significant_text.hpp"

using namespace nytta;
using boost::multiprecision::cpp_rational;
using wide_ball = ball_of<binary_float<384>, binary_float<64>>;
using number = exact_or<wide_ball>;

namespace {

number of(int over, int under) { return number(cpp_rational(over, under)); }

}  // namespace

TEST_CASE("exact_or: fractions stay exact, and equal ones are equal") {
  const number sum = of(1, 10) + of(2, 10) - of(3, 10);
  REQUIRE(sum.exact().has_value());
  CHECK(sign(sum) == 0);
  CHECK(of(1, 10) * of(10, 3) / of(1, 3) == number(1));
  CHECK(of(1, 3) < of(34, 100));
  CHECK_FALSE(of(1, 3) < of(33, 99));
  CHECK(lesser(of(1, 3), of(1, 4)) == of(1, 4));
  CHECK(greater(of(1, 3), of(1, 4)) == of(1, 3));
  CHECK(-of(1, 3) < number(0));
  CHECK(whole_number(of(12, 4)) == 3);
  CHECK_FALSE(whole_number(of(12, 5)).has_value());
  CHECK_FALSE(whole_number(number(1 << 30)).has_value());
  CHECK(floor(of(7, 2)) == number(3));
  CHECK(floor(of(-7, 2)) == number(-4));
  CHECK(floor(number(-4)) == number(-4));
  CHECK_THROWS_AS((void)(number(1) / number(0)), undecided);
}

TEST_CASE("exact_or: what has no fraction is a ball, but at 0 and 1") {
  CHECK(log(number(1)).exact() == cpp_rational(0));
  CHECK(exp(number(0)).exact() == cpp_rational(1));
  CHECK(sqrt(number(0)).exact() == cpp_rational(0));
  CHECK(pow(number(1), of(1, 7)).exact() == cpp_rational(1));
  CHECK(pow(number(0), of(1, 7)).exact() == cpp_rational(0));
  const number root = sqrt(of(1, 2));
  CHECK_FALSE(root.exact().has_value());
  CHECK_FALSE((root + of(1, 2)).exact().has_value());
  CHECK(root < of(70711, 100000));
  CHECK(of(70710, 100000) < root);
  // Nothing times a ball is nothing, exactly.
  CHECK((root * number(0)).exact() == cpp_rational(0));
  CHECK((number(0) / root).exact() == cpp_rational(0));
  CHECK_THROWS_AS((void)sign(root * root - of(1, 2)), undecided);
}

TEST_CASE("exact_or: a fraction that grows too long becomes a ball around it") {
  number growth(1);
  int periods = 0;
  while (growth.exact() && periods < 100000) {
    growth *= of(1035, 1000);  // 207/200: 15.4 bits a period
    ++periods;
  }
  CHECK(periods == doctest::Approx(number::most_bits / 15.34).epsilon(0.01));
  const auto power = [&](unsigned of_what) -> boost::multiprecision::cpp_int {
    return boost::multiprecision::pow(boost::multiprecision::cpp_int(of_what), static_cast<unsigned>(periods));
  };
  const number truth(wide_ball::of_rational(cpp_rational(power(207), power(200))));
  const number nearly = number(1) + number(1) / number(ten_to<wide_ball>(100));
  CHECK(growth < truth * nearly);
  CHECK(truth < growth * nearly);
}
