// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/decimal.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <type_traits>

#include "oracle.hpp"

using namespace nytta;
using oracle::cpp_int;
using oracle::fraction;

static_assert(std::is_trivially_copyable_v<decimal>);
static_assert(sizeof(decimal) == 24);
static_assert(!std::is_constructible_v<decimal, double>);
static_assert(!std::is_constructible_v<decimal, bool>);
static_assert(!std::is_constructible_v<decimal, char>);
static_assert(decimal(7) * decimal(6) == decimal(42));
static_assert(*decimal::parse("0.1") + *decimal::parse("0.2") == *decimal::parse("0.3"));
static_assert(divide(1, 8, 2, rounding::half_even) == *decimal::parse("0.12"));
static_assert(square_root(2, 3, rounding::down) == *decimal::parse("1.414"));

namespace {

decimal number(std::string_view text) { return decimal::parse(text).value(); }

std::string text(std::string_view given) { return number(given).to_string(); }

// The result is the exact number rounded at that scale, or overflow when that does not fit.
void check_rounded(const std::optional<decimal>& result, const fraction& exact, int scale, rounding how) {
  const cpp_int expected = oracle::rounded(oracle::times_power_of_ten(exact, scale), how);
  REQUIRE(result.has_value() == oracle::fits(expected));
  if (!result) return;
  REQUIRE(result->scale() == scale);
  REQUIRE(oracle::signed_coefficient(*result) == expected);
}

// The result is the exact coefficient / 10^scale, with only so many trailing zeros gone as do not fit.
void check_exact(const std::optional<decimal>& result, cpp_int coefficient, int scale) {
  while (!oracle::fits(coefficient) && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  REQUIRE(result.has_value() == oracle::fits(coefficient));
  if (!result) return;
  REQUIRE(oracle::signed_coefficient(*result) == coefficient);
  REQUIRE(result->scale() == scale);
}

cpp_int power(cpp_int base, int n) { return boost::multiprecision::pow(base, static_cast<unsigned>(n)); }

}  // namespace

TEST_CASE("decimal: text keeps the decimals that were written") {
  CHECK(text("10.00") == "10.00");
  CHECK(text("-12.50") == "-12.50");
  CHECK(text("+3") == "3");
  CHECK(text("1e-7") == "0.0000001");
  CHECK(text("1.5E+3") == "1500");
  CHECK(text("0") == "0");
  CHECK(text("0.00") == "0.00");
  CHECK(text("-0.00") == "0.00");
  CHECK(text("007.5") == "7.5");
  CHECK(text(".5") == "0.5");
  CHECK(text("170141183460469231731687303715884105727") == "170141183460469231731687303715884105727");
}

TEST_CASE("decimal: text that is no number, or one that does not fit, gives nothing") {
  for (const char* bad :
       {"", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", " 1", "1 ", "--1", "0x1", "nan", "inf", "1e99999999999",
        "1e-10000", "170141183460469231731687303715884105728", "0.1234567890123456789012345678901234567891"}) {
    CAPTURE(bad);
    CHECK_FALSE(decimal::parse(bad).has_value());
  }
}

TEST_CASE("decimal: trailing zeros beyond 128 bits are read and left out") {
  CHECK(number("1" + std::string(60, '0')) == number("1e60"));
  CHECK(number("1." + std::string(60, '0')) == decimal(1));
  CHECK(number("0." + std::string(60, '0') + "1") == number("1e-61"));
}

TEST_CASE("decimal: whole numbers of every width become decimals") {
  CHECK(decimal(std::numeric_limits<std::int64_t>::min()).to_string() == "-9223372036854775808");
  CHECK(decimal(std::numeric_limits<std::uint64_t>::max()).to_string() == "18446744073709551615");
  CHECK(decimal(static_cast<signed char>(-128)).to_string() == "-128");
  CHECK(decimal(-1).to_string() == "-1");
}

TEST_CASE("decimal: there is no negative zero") {
  CHECK_FALSE((-decimal(0)).is_negative());
  CHECK_FALSE((decimal(-1) * decimal(0)).is_negative());
  CHECK_FALSE((decimal(-1) + decimal(1)).is_negative());
  CHECK_FALSE(number("-0.4").rounded(0, rounding::half_even).is_negative());
  CHECK_FALSE(divide(-1, 100, 0, rounding::down).is_negative());
}

TEST_CASE("decimal: equality is of value, whatever the scale") {
  CHECK(number("10.0") == number("10.00"));
  CHECK(number("1e3") == decimal(1000));
  CHECK(number("0e5") == number("0.000"));
  CHECK(number("1e30") > number("999999999999999999999999999999.99999999"));
  CHECK(number("-1e9000") < number("1e-9000"));
  CHECK(number("1e-9000") < number("1e9000"));
}

TEST_CASE("decimal: sums align, and overflow only when the exact sum does not fit") {
  CHECK((number("1e30") + number("0.00000001")).to_string() == "1000000000000000000000000000000.00000001");
  CHECK((number("1e37") + number("0.0000")).to_string() == "10000000000000000000000000000000000000.0");
  CHECK(number("1e60") + number("0.000") == number("1e60"));
  CHECK((number("0e-60") + number("1e-3")).scale() == 41);  // 10^38 at scale 41 is the longest that fits
  CHECK(number("170141183460469231731687303715884105727") + 3 == number("17014118346046923173168730371588410573e1"));
  CHECK_THROWS_AS(number("170141183460469231731687303715884105727") + 1, decimal_overflow);
  CHECK_THROWS_AS(number("1e39") + number("1e-1"), decimal_overflow);
  CHECK_THROWS_AS(number("1e9000") + 1, decimal_overflow);
  CHECK(number("1e50") + decimal::of(power_of_ten(38), 26) == number("100000000000000000000000000000000000001e12"));
  CHECK_THROWS_AS(number("1e50") + decimal::of(power_of_ten(38), 27), decimal_overflow);
  CHECK_THROWS_AS(number("1e50") + decimal::of(uint128_max >> 1, 27), decimal_overflow);
}

TEST_CASE("decimal: a factor 10 that comes from a two and a five makes room") {
  const decimal twos = decimal::of(uint128(1) << 126, 0);
  const decimal fives = decimal::of(divide(power_of_ten(38), uint128(1) << 38).quotient.low, 0);  // 5^38
  CHECK(twos * fives == number("309485009821345068724781056e38"));
}

TEST_CASE("decimal: twice -2^126 does not fit, though two's complement would hold it") {
  const decimal half = decimal::of(uint128(1) << 126, 0, true);
  CHECK_THROWS_AS(half + half, decimal_overflow);
  CHECK((half + (half + 1)).to_string() == "-170141183460469231731687303715884105727");
}

TEST_CASE("decimal: the scale ends at 9999") {
  CHECK_THROWS_AS(number("1e-9999") * number("0.1"), decimal_overflow);
  CHECK_THROWS_AS(number("1e9999") * number("1e1"), decimal_overflow);
  CHECK((number("0e-9999") * number("0.1")).is_zero());
}

TEST_CASE("decimal: rounding to more decimals appends zeros, and says when they do not fit") {
  CHECK(number("1.5").rounded(4, rounding::half_even).to_string() == "1.5000");
  CHECK_THROWS_AS((void)number("1e37").rounded(2, rounding::half_even), decimal_overflow);
}

TEST_CASE("decimal: normalised numbers have no trailing zeros") {
  CHECK(number("12.50").normalized().to_string() == "12.5");
  CHECK(number("1200").normalized().scale() == -2);
  CHECK(number("0.000").normalized().scale() == 0);
  for (int zeros = 0; zeros <= 38; ++zeros) {
    const decimal short_again = decimal::of(power_of_ten(zeros), zeros).normalized();
    CHECK(short_again.scale() == 0);
    CHECK(short_again == decimal(1));
  }
}

TEST_CASE("decimal: + - and × are exact or report overflow") {
  oracle::generator next(11);
  for (int i = 0; i < 20000; ++i) {
    const decimal a = next.number();
    const decimal b = i % 4 == 0 ? next.number(a.scale(), a.scale()) : next.number();
    CAPTURE(a.to_string());
    CAPTURE(b.to_string());
    const int scale = (std::max)(a.scale(), b.scale());
    const cpp_int left = oracle::signed_coefficient(a) * oracle::power_of_ten(scale - a.scale());
    const cpp_int right = oracle::signed_coefficient(b) * oracle::power_of_ten(scale - b.scale());
    check_exact(oracle::outcome_of([&] { return a + b; }), left + right, scale);
    check_exact(oracle::outcome_of([&] { return a - b; }), left - right, scale);
    check_exact(oracle::outcome_of([&] { return a * b; }),
                oracle::signed_coefficient(a) * oracle::signed_coefficient(b), a.scale() + b.scale());
    REQUIRE((a < b) == (left < right));
    REQUIRE((a == b) == (left == right));
  }
}

TEST_CASE("decimal: rounding is the oracle's in every mode") {
  oracle::generator next(12);
  for (int i = 0; i < 6000; ++i) {
    const decimal a = next.number();
    const int scale = next.between(0, 3) == 0 ? next.between(-50, 50) : a.scale() - next.between(0, 40);
    CAPTURE(a.to_string());
    CAPTURE(scale);
    for (const rounding how : oracle::every_rounding) {
      check_rounded(oracle::outcome_of([&] { return a.rounded(scale, how); }), oracle::of(a), scale, how);
    }
  }
}

TEST_CASE("decimal: quotients are rounded once, in every mode") {
  oracle::generator next(13);
  for (int i = 0; i < 6000; ++i) {
    const decimal b = next.number();
    if (b.is_zero()) continue;
    // every third dividend makes the quotient exact or a tie
    const decimal a =
        i % 3 != 0 ? next.number()
                   : oracle::outcome_of([&] { return b * decimal::of(next.up_to(400), 1); }).value_or(next.number());
    const int scale = next.between(-6, 40);
    CAPTURE(a.to_string());
    CAPTURE(b.to_string());
    CAPTURE(scale);
    const fraction x = oracle::of(a);
    const fraction y = oracle::of(b);
    fraction exact{x.numerator * y.denominator, x.denominator * y.numerator};
    if (exact.denominator < 0) exact = {-exact.numerator, -exact.denominator};
    for (const rounding how : oracle::every_rounding) {
      check_rounded(oracle::outcome_of([&] { return divide(a, b, scale, how); }), exact, scale, how);
    }
  }
  CHECK_THROWS_AS((void)divide(1, 0, 2, rounding::half_even), std::domain_error);
}

TEST_CASE("decimal: powers are rounded once, in every mode") {
  oracle::generator next(14);
  for (int i = 0; i < 4000; ++i) {
    decimal a = next.number(-3, 20);
    if (i % 2 == 0) a = decimal::of(1 + next.up_to(200000), next.between(0, 5), i % 4 == 0);
    const int n = i % 5 == 0 ? next.between(-2, 3) : next.between(-60, 60);
    if (a.is_zero() && n < 0) continue;
    const int scale = next.between(-3, 36);
    CAPTURE(a.to_string());
    CAPTURE(n);
    CAPTURE(scale);
    const fraction x = oracle::of(a);
    fraction exact{power(x.numerator, std::abs(n)), power(x.denominator, std::abs(n))};
    if (n < 0) exact = {exact.denominator, exact.numerator};
    if (exact.denominator < 0) exact = {-exact.numerator, -exact.denominator};
    for (const rounding how : oracle::every_rounding) {
      check_rounded(oracle::outcome_of([&] { return nytta::power(a, n, scale, how); }), exact, scale, how);
    }
  }
}

TEST_CASE("decimal: powers that end on a tie, and powers of two and five that end at all") {
  CHECK(power(number("0.5"), 1, 0, rounding::half_even).to_string() == "0");
  CHECK(power(number("1.5"), 1, 0, rounding::half_even).to_string() == "2");
  CHECK(power(number("0.5"), 3, 2, rounding::half_even).to_string() == "0.12");  // 0.125
  CHECK(power(2, -3, 2, rounding::half_even).to_string() == "0.12");
  CHECK(power(2, -3, 2, rounding::half_up).to_string() == "0.13");
  CHECK(power(8, -1, 3, rounding::down).to_string() == "0.125");
  CHECK(power(number("0.2"), -3, 0, rounding::down).to_string() == "125");
  CHECK(power(number("0.4"), -1, 0, rounding::half_even).to_string() == "2");  // 2.5
  CHECK(power(-2, 3, 0, rounding::floor).to_string() == "-8");
  CHECK(power(0, 0, 2, rounding::down).to_string() == "1.00");
  CHECK(power(10, -40, 38, rounding::ceiling).to_string() == "0.00000000000000000000000000000000000001");
  CHECK_THROWS_AS((void)power(0, -1, 2, rounding::down), std::domain_error);
  CHECK_THROWS_AS((void)power(2, 1 << 30, 0, rounding::down), decimal_overflow);
  CHECK(power(2, -(1 << 30), 2, rounding::up).to_string() == "0.01");
  CHECK(power(2, std::numeric_limits<int>::min(), 2, rounding::down).to_string() == "0.00");
}

TEST_CASE("decimal: square roots are rounded once, in every mode") {
  oracle::generator next(15);
  for (int i = 0; i < 6000; ++i) {
    decimal a = absolute(next.number(-6, 80));
    if (i % 3 == 0) {  // squares of whole numbers and of ties
      const decimal root = decimal::of(next() >> next.between(1, 63), next.between(-2, 12));
      a = root * root;
    }
    const int scale = next.between(-3, 38);
    CAPTURE(a.to_string());
    CAPTURE(scale);
    // The oracle takes the root of a·10^(2·scale + 2), cut to tenths of a unit, and marks what lies beyond.
    const fraction x = oracle::times_power_of_ten(oracle::of(a), 2 * scale + 2);
    const cpp_int whole = x.numerator / x.denominator;
    const cpp_int tenths = boost::multiprecision::sqrt(whole);
    const bool beyond = tenths * tenths * x.denominator != x.numerator;
    const fraction root{2 * tenths + (beyond ? 1 : 0), 20};
    for (const rounding how : oracle::every_rounding) {
      check_rounded(oracle::outcome_of([&] { return square_root(a, scale, how); }),
                    oracle::times_power_of_ten(root, -scale), scale, how);
    }
  }
  CHECK_THROWS_AS((void)square_root(-1, 2, rounding::down), std::domain_error);
}

namespace {

// A finite double as an exact fraction.
fraction of_double(double value) {
  int exponent = 0;
  const auto mantissa = static_cast<std::int64_t>(std::ldexp(std::frexp(value, &exponent), 53));
  exponent -= 53;
  fraction exact{mantissa, 1};
  (exponent >= 0 ? exact.numerator : exact.denominator) <<= exponent >= 0 ? exponent : -exponent;
  return exact;
}

// |a - b| as a fraction.
fraction distance(const fraction& a, const fraction& b) {
  return {abs(cpp_int(a.numerator * b.denominator - b.numerator * a.denominator)), a.denominator * b.denominator};
}

bool less(const fraction& a, const fraction& b) { return a.numerator * b.denominator < b.numerator * a.denominator; }

void check_nearest(double result, const fraction& exact) {
  const fraction error = distance(of_double(result), exact);
  for (const double other : {std::nextafter(result, 1e308), std::nextafter(result, -1e308)}) {
    const fraction other_error = distance(of_double(other), exact);
    REQUIRE_FALSE(less(other_error, error));
    if (!less(error, other_error)) {  // a tie: the even one
      REQUIRE(std::fmod(std::ldexp(result, -std::ilogb(result) + 52), 2.0) == 0.0);
    }
  }
}

}  // namespace

TEST_CASE("decimal: to_double gives the nearest double, ties to even") {
  CHECK(to_double(number("0.1")) == 0.1);
  CHECK(to_double(number("-2.5e-3")) == -0.0025);
  CHECK(to_double(0) == 0.0);
  CHECK(to_double(decimal(9007199254740993)) == 9007199254740992.0);  // 2^53 + 1 lies between two doubles
  CHECK(to_double(decimal(9007199254740995)) == 9007199254740996.0);  // 2^53 + 3
  CHECK(to_double(number("9007199254740993.0000000000000000000001")) == 9007199254740994.0);
  CHECK(to_double(number("4.9406564584124654e-324")) == std::numeric_limits<double>::denorm_min());
  CHECK(to_double(number("2.5e-324")) == std::numeric_limits<double>::denorm_min());
  CHECK(to_double(number("2.4e-324")) == 0.0);
  CHECK(to_double(number("1e-9999")) == 0.0);
  CHECK(to_double(number("1.7976931348623157e308")) == std::numeric_limits<double>::max());
  CHECK_THROWS_AS((void)to_double(number("1.8e308")), decimal_overflow);
  oracle::generator next(16);
  for (int i = 0; i < 8000; ++i) {
    decimal a = next.number(-30, 60);
    if (i % 4 == 0) a = decimal::of(uint128(1 + next.up_to(14)) << next.between(50, 120), 0) + next.between(-1, 1);
    if (a.is_zero()) continue;
    CAPTURE(a.to_string());
    check_nearest(to_double(a), oracle::of(a));
  }
}

TEST_CASE("decimal: a double's exact value is rounded once, in every mode") {
  CHECK(decimal_from_double(0.1, 20, rounding::half_even).to_string() == "0.10000000000000000555");
  CHECK(decimal_from_double(0.125, 2, rounding::half_even).to_string() == "0.12");
  CHECK(decimal_from_double(1.005, 2, rounding::half_up).to_string() == "1.00");  // 1.00499999999999989…
  CHECK(decimal_from_double(-0.0, 2, rounding::half_even).to_string() == "0.00");
  CHECK_THROWS_AS((void)decimal_from_double(std::nan(""), 2, rounding::half_even), std::domain_error);
  CHECK_THROWS_AS((void)decimal_from_double(HUGE_VAL, 2, rounding::half_even), std::domain_error);
  CHECK_THROWS_AS((void)decimal_from_double(1e300, 2, rounding::half_even), decimal_overflow);
  oracle::generator next(17);
  for (int i = 0; i < 4000; ++i) {
    const auto mantissa = static_cast<double>(next() >> next.between(11, 63));
    const double value = std::ldexp(next.between(0, 1) == 1 ? -mantissa : mantissa, next.between(-140, 60));
    const int scale = next.between(-3, 38);
    CAPTURE(value);
    CAPTURE(scale);
    for (const rounding how : oracle::every_rounding) {
      check_rounded(oracle::outcome_of([&] { return decimal_from_double(value, scale, how); }), of_double(value), scale,
                    how);
    }
  }
}

TEST_CASE("decimal: a number of the caller's type is built from whole numbers") {
  using boost::multiprecision::cpp_rational;
  CHECK(from_decimal<decimal>(number("1.50")).scale() == 2);
  CHECK(from_decimal<double>(number("-0.3")) == -0.3);
  CHECK(from_decimal<float>(number("0.1")) == 0.1F);
  oracle::generator next(18);
  for (int i = 0; i < 300; ++i) {
    const decimal a = next.number();
    const fraction exact = oracle::of(a);
    REQUIRE(from_decimal<cpp_rational>(a) == cpp_rational(exact.numerator, exact.denominator));
  }
}

TEST_CASE("decimal: text and back is the same number") {
  oracle::generator next(19);
  for (int i = 0; i < 3000; ++i) {
    const decimal a = next.number(0, 60);
    const decimal again = number(a.to_string());
    REQUIRE(again == a);
    REQUIRE(again.scale() == a.scale());
  }
}
