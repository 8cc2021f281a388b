// SPDX-License-Identifier: Apache-2.0
#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "core/ball.hpp"
#include "core/significant_text.hpp"

// The quick balls against fractions, which are exact, and against balls of 384 bits where no fraction is.

using namespace nytta;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using fine = ball<384>;

namespace {

cpp_rational exactly(double x) {
  if (x == 0) return 0;
  int exponent = 0;
  const double part = std::frexp(x, &exponent);  // 53 bits
  const cpp_int units(std::ldexp(part, 53));
  exponent -= 53;
  const cpp_int power = cpp_int(1) << static_cast<unsigned>(std::abs(exponent));
  return exponent < 0 ? cpp_rational(units, power) : cpp_rational(units * power);
}

cpp_rational exactly(const twofold& x) { return exactly(x.high()) + exactly(x.low()); }

/// Is the truth within the ball's bound, and the bound worth having?
bool holds(const double_ball& x, const cpp_rational& truth) {
  const cpp_rational off = abs(cpp_rational(exactly(x.centre()) - truth));
  return off <= exactly(x.radius());
}

/// The same for a truth that is known to 384 bits.
bool holds(const double_ball& x, const fine& truth) {
  const fine centre =
      fine(typename fine::centre_type(x.centre().high())) + fine(typename fine::centre_type(x.centre().low()));
  const fine off = centre - truth;
  return centre_traits<fine::centre_type>::magnitude<double>(off.centre()) <= x.radius() * (1 + 1e-9);
}

class stream {
 public:
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ ^ (state_ >> 29U);
  }
  /// A quotient of whole numbers of up to 60 bits.
  cpp_rational fraction() {
    const auto top = static_cast<std::int64_t>(next() >> (4 + next() % 40));
    const auto bottom = static_cast<std::int64_t>((next() >> (4 + next() % 40)) + 1);
    return cpp_rational(next() % 2 == 0 ? top : -top, bottom);
  }

 private:
  std::uint64_t state_ = 1;
};

}  // namespace

TEST_CASE("double_ball: sums, differences, products and quotients hold the fraction, alone and in chains") {
  stream random;
  for (int i = 0; i < 20000; ++i) {
    const cpp_rational a = random.fraction();
    const cpp_rational b = random.fraction();
    const double_ball x = double_ball::of_rational(a);
    const double_ball y = double_ball::of_rational(b);
    REQUIRE(holds(x, a));
    REQUIRE(holds(x + y, cpp_rational(a + b)));
    REQUIRE(holds(x - y, cpp_rational(a - b)));
    REQUIRE(holds(x * y, cpp_rational(a * b)));
    if (b != 0) REQUIRE(holds(x / y, cpp_rational(a / b)));
    REQUIRE(holds(x * y + x - y * y, cpp_rational(a * b + a - b * b)));
  }
  // The nearly equal cancel, and the bound says how much is left.
  const cpp_rational third(1, 3);
  const double_ball difference = double_ball::of_rational(third) * double_ball(3) - double_ball(1);
  CHECK(holds(difference, cpp_rational(0)));
  CHECK_THROWS_AS((void)sign(difference), undecided);
}

TEST_CASE("double_ball: growth over hundreds of periods keeps thirty digits") {
  cpp_rational truth = 1;
  double_ball mine(1);
  const cpp_rational growth(1035, 1000);
  const double_ball factor = double_ball::of_rational(growth);
  for (int i = 0; i < 600; ++i) {
    truth *= growth;
    mine *= factor;
  }
  CHECK(holds(mine, truth));
  CHECK(mine.radius() < 1e-26 * std::abs(mine.centre().high()));
}

TEST_CASE("double_ball: whole numbers are free of error, and their sums decide") {
  const double_ball sum = double_ball(1000) + double_ball(-1100) + double_ball(100);
  CHECK(sum.radius() == 0);
  CHECK(sign(sum) == 0);
  CHECK(whole_number(double_ball(7) - double_ball(2)) == 5);
  CHECK_FALSE(whole_number(double_ball(7) / double_ball(2)).has_value());
}

TEST_CASE(
    "double_ball: a decimal of any length and scale lies within, and a short one costs nothing but its division") {
  stream random;
  for (int i = 0; i < 4000; ++i) {
    const bool is_long = i % 4 < 2;  // 65 to 127 bits, or 53 with up to 18 zeros behind
    const uint128 digits =
        is_long ? uint128{random.next() >> (1 + random.next() % 63), random.next()} : uint128(random.next() >> 11U);
    const int scale = static_cast<int>(random.next() % 31) - (is_long ? 0 : 18);
    const cpp_int whole = (cpp_int(digits.high) << 64U) + digits.low;
    const cpp_int power = boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(std::abs(scale)));
    const bool negative = i % 2 == 0;
    const cpp_rational size = scale < 0 ? cpp_rational(whole * power) : cpp_rational(whole, power);
    const auto ball = double_ball::of_decimal(decimal::of(digits, scale, negative));
    CAPTURE(i);
    CHECK(holds(ball, negative ? cpp_rational(-size) : size));
    CHECK(exactly(ball.radius()) <= size * cpp_rational(1, cpp_int(1) << 90U));
  }
  CHECK(double_ball::of_decimal(decimal::of(4200, 0)).radius() == 0);
  CHECK(double_ball::of_decimal(decimal::of(uint128{1, 1}, 0)).radius() == 0);  // 2^64 + 1
  CHECK(double_ball::of_decimal(decimal::of(uint128{std::uint64_t{1} << 62U, 1}, 0)).radius() > 0);
}

TEST_CASE("double_ball: logarithms, exponentials, powers and roots hold those of 384 bits") {
  stream random;
  for (int i = 0; i < 300; ++i) {
    const cpp_rational a = abs(random.fraction()) + cpp_rational(1, 1000);
    const double_ball x = double_ball::of_rational(a);
    const fine far = fine::of_rational(a);
    CHECK(holds(log(x), log(far)));
    CHECK(log(x).radius() < 1e-25 * (1 + std::abs(log(x).centre().high())));
    CHECK(holds(sqrt(x), sqrt(far)));
    const cpp_rational small(numerator(a) % 1000, 37);
    CHECK(holds(exp(double_ball::of_rational(small)), exp(fine::of_rational(small))));
    CHECK(holds(pow(x, double_ball::of_rational(cpp_rational(7, 9))), pow(far, fine::of_rational(cpp_rational(7, 9)))));
  }
}

TEST_CASE("double_ball: where doubles end nothing is decided wrongly") {
  const double_ball large(twofold(1e300));
  const double_ball small(twofold(1e-300));
  CHECK_THROWS_AS((void)sign(large * large - large), undecided);
  CHECK_THROWS_AS((void)sign(small * small), undecided);
  CHECK_FALSE(significant(large * large, 17).has_value());
  CHECK_FALSE(significant(small * small, 17).has_value());
  CHECK(holds(small * double_ball(twofold(1e-5)), exactly(1e-300) * exactly(1e-5)));
}

TEST_CASE("balls: where the wide numbers end nothing is decided wrongly either") {
  using deep = ball_of<binary_float<1024>, binary_float<64>>;
  const deep half = deep(1) / deep(2);
  const deep many = ten_to<deep>(300);
  CHECK_THROWS_AS((void)exp(many * log(half)), undecided);
  CHECK_THROWS_AS((void)exp(many), undecided);
  deep tiny = half;
  CHECK_THROWS_AS(([&] {
                    for (int i = 0; i < 40; ++i) tiny *= deep(tiny);
                  })(),
                  undecided);
  // A radius in double is never too small, though the centre is beyond doubles.
  const fine least = fine(1) / ten_to<fine>(400);
  CHECK(least.radius() > 0);
  CHECK_THROWS_AS((void)sign(least * ten_to<fine>(400) - fine(1)), undecided);
  CHECK_THROWS_AS((void)exp(double_ball(twofold(1e300)) * double_ball(twofold(1e300))), undecided);
  CHECK_THROWS_AS((void)floor(double_ball(twofold(1e300)) * double_ball(twofold(1e300))), undecided);
}

TEST_CASE("significant digits: balls and fractions round half-even to the same text, at every power of ten") {
  stream random;
  int told = 0;
  for (int i = 0; i < 3000; ++i) {
    const cpp_rational a = random.fraction();
    const auto quick = significant(double_ball::of_rational(a), 17);
    if (!quick) continue;  // a tie, or near one
    ++told;
    CHECK(plain_text(*quick) == plain_text(significant(a, 17)));
  }
  CHECK(told > 2900);
  for (int exponent = -12; exponent <= 12; ++exponent) {
    const cpp_rational power = exponent < 0 ? cpp_rational(1, pow(cpp_int(10), static_cast<unsigned>(-exponent)))
                                            : cpp_rational(pow(cpp_int(10), static_cast<unsigned>(exponent)));
    for (const cpp_rational& near :
         {cpp_rational(1), cpp_rational(cpp_int("99999999999999999"), cpp_int("100000000000000000")),
          cpp_rational(cpp_int("100000000000000001"), cpp_int("100000000000000000"))}) {
      const cpp_rational x = near * power;
      const std::string text = plain_text(significant(x, 17));
      CHECK(plain_text(significant(fine::of_rational(x), 17).value()) == text);
    }
  }
  CHECK(plain_text(significant(cpp_rational(5, 2), 1)) == "2");
  CHECK(plain_text(significant(cpp_rational(7, 2), 1)) == "4");
  CHECK(plain_text(significant(cpp_rational(-1999, 2), 3)) == "-1000");
  CHECK(plain_text(significant(cpp_rational(9996, 10), 4)) == "999.6");
  CHECK(plain_text({cpp_int(15), 41}, 30) == "1.5e-40");
  CHECK(plain_text({cpp_int(-15), -40}, 30) == "-1.5e41");
}
