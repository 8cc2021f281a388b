// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/certify.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/ball_abilities.hpp"
#include "appraisal/fraction.hpp"

// The three depths of the exact evaluator, held to Boost's rationals.

using namespace nytta;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

namespace {

/// Up to 12 digits with up to 8 decimals, of either sign, seldom 0.
decimal random_decimal(std::mt19937& random) {
  const std::uint64_t digits = std::uniform_int_distribution<std::uint64_t>(0, 999'999'999'999)(random);
  const int shift = std::uniform_int_distribution<int>(0, 38)(random);
  return decimal::of(digits >> shift, std::uniform_int_distribution<int>(-2, 8)(random), random() % 2 == 0);
}

/// A centre as the fraction that it is.
template <unsigned Bits>
cpp_rational exactly(const ball<Bits>& x) {
  using centre_type = typename ball<Bits>::centre_type;
  const centre_type units = boost::multiprecision::ldexp(x.centre(), 2000);
  return {units.template convert_to<cpp_int>(), cpp_int(1) << 2000};
}

template <unsigned Bits>
bool holds(const ball<Bits>& x, const cpp_rational& truth) {
  return abs(cpp_rational(exactly(x) - truth)) <= cpp_rational(x.radius());
}

node literal(std::vector<decimal> numbers, shape form = shape::scalar) {
  node n;
  n.form = form;
  n.numbers = std::move(numbers);
  return n;
}

node over(operation what, std::vector<int> inputs, shape form = shape::scalar) {
  node n;
  n.what = what;
  n.form = form;
  n.inputs = std::move(inputs);
  return n;
}

}  // namespace

TEST_CASE("fraction: calculates as Boost's rationals do") {
  std::mt19937 random(20261127);
  for (int round = 0; round < 2000; ++round) {
    const decimal start = random_decimal(random);
    fraction mine = fraction::of_decimal(start);
    cpp_rational theirs = from_decimal<cpp_rational>(start);
    for (int step = 0; step < 8; ++step) {
      const decimal next = random_decimal(random);
      const fraction other = fraction::of_decimal(next);
      const cpp_rational their_other = from_decimal<cpp_rational>(next);
      switch (random() % 4) {
        case 0: mine += other, theirs += their_other; break;
        case 1: mine -= other, theirs -= their_other; break;
        case 2: mine *= other, theirs *= their_other; break;
        default:
          if (!next.is_zero()) mine /= other, theirs /= their_other;
      }
      REQUIRE(mine.rational() == theirs);
      REQUIRE(sign(mine) == theirs.sign());
      REQUIRE((mine < other) == (theirs < their_other));
      REQUIRE((mine == other) == (theirs == their_other));
    }
    cpp_int whole = numerator(theirs) / denominator(theirs);  // towards zero
    if (theirs < whole) --whole;
    REQUIRE(floor(mine).rational() == cpp_rational(whole));
  }
}

TEST_CASE("fraction: rounds in every mode") {
  // 35.105, -35.105 and 35.115 to two decimals; half-even looks at the digit kept, the others do not.
  struct row {
    rounding how;
    int tie, negative, odd;
  };
  for (const row& r : std::array{row{rounding::half_even, 3510, -3510, 3512}, row{rounding::half_up, 3511, -3511, 3512},
                                 row{rounding::half_down, 3510, -3510, 3511}, row{rounding::up, 3511, -3511, 3512},
                                 row{rounding::down, 3510, -3510, 3511}, row{rounding::floor, 3510, -3511, 3511},
                                 row{rounding::ceiling, 3511, -3510, 3512}}) {
    CHECK(fraction::of_decimal(decimal::of(35105, 3)).rounded(2, r.how) == r.tie);
    CHECK(fraction::of_decimal(decimal::of(35105, 3, true)).rounded(2, r.how) == r.negative);
    CHECK(fraction::of_decimal(decimal::of(35115, 3)).rounded(2, r.how) == r.odd);
    CHECK(fraction::of_decimal(35).rounded(2, r.how) == 3500);
  }
  // 7/60 × 300.9 = 35.105: the sixtieth leaves no trace.
  const fraction hours = fraction(7) / fraction(60);
  CHECK((hours * fraction::of_decimal(decimal::of(3009, 1))).rounded(2, rounding::half_even) == 3510);
}

TEST_CASE("fraction: gives up where numbers grow too long, and on roots") {
  fraction grown = fraction::of_decimal(decimal::of(10137, 4));
  const auto square_on = [&] {
    for (int i = 0; i < 20; ++i) grown *= fraction(grown);
  };
  CHECK_THROWS_AS(square_on(), undecided);
  CHECK(grown.bits() <= fraction::most_bits);
  CHECK_THROWS_AS((void)sqrt(fraction(4)), undecided);
}

TEST_CASE("ball: holds the true value after every operation") {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    const decimal start = random_decimal(random);
    auto mine = ball<192>::of_decimal(start);
    cpp_rational truth = from_decimal<cpp_rational>(start);
    for (int step = 0; step < 8; ++step) {
      const decimal next = random_decimal(random);
      const auto other = ball<192>::of_decimal(next);
      const cpp_rational their_other = from_decimal<cpp_rational>(next);
      switch (random() % 4) {
        case 0: mine += other, truth += their_other; break;
        case 1: mine -= other, truth -= their_other; break;
        case 2: mine *= other, truth *= their_other; break;
        default:
          if (!next.is_zero()) mine /= other, truth /= their_other;
      }
      REQUIRE(holds(mine, truth));
    }
  }
}

TEST_CASE("ball: a power over a thousand years keeps nearly all its digits") {
  const decimal growth = decimal::of(102, 2);
  auto mine = ball<192>::of_decimal(growth);
  const auto factor = mine;
  cpp_rational truth = from_decimal<cpp_rational>(growth);
  const cpp_rational exact_factor = truth;
  for (int year = 1; year < 1000; ++year) {
    mine *= factor;
    truth *= exact_factor;
  }
  CHECK(holds(mine, truth));
  // 1.02^1000 is 4·10^8 = 2^28.6; a thousand roundings of a last place 2^(29−192) are below 2^-153.
  CHECK(mine.radius() < 0x1p-150);
}

TEST_CASE("certified: growth over three hundred years is exact to the öre") {
  // (1.0137^t · 1.011^t) of 33 kr, summed over the years: the fraction says what the third öre rounds to.
  working steps{2026, 300, {}, {}};
  const int base = steps.add(literal({decimal::of(10137, 4)}));
  const int other = steps.add(literal({decimal::of(1011, 3)}));
  const int amount = steps.add(literal({33}));
  const auto raised = [&](int of) {
    node n = over(operation::power, {of}, shape::yearly);
    for (int t = 0; t < 300; ++t) n.integers.push_back(t);
    return steps.add(n);
  };
  const int flow = steps.add(over(operation::multiply, {amount, raised(base), raised(other)}, shape::yearly));
  const int total = steps.add(over(operation::cumulate, {flow}, shape::yearly));
  const certified_values values(steps);
  cpp_rational power = 33;
  cpp_rational sum = 0;
  for (std::size_t t = 0; t < 300; ++t) {
    sum += power;
    power *= cpp_rational(10137, 10000) * cpp_rational(1011, 1000);
    // Half an öre up, cut: no sum of these is a tie but where it has only three decimals (t ≤ 0: 33.00).
    const cpp_rational shifted = sum * 100 + cpp_rational(1, 2);
    const std::string units = cpp_int(numerator(shifted) / denominator(shifted)).str();
    REQUIRE(values.rounded(total, t, 2) == units.substr(0, units.size() - 2) + "." + units.substr(units.size() - 2));
  }
}

TEST_CASE("certified: bases that change by the year are raised each on its own") {
  // 1.02^0, 1.03^1, 1.04^2 and 1.05^-1 = 0.952380952…
  working steps{2026, 4, {}, {}};
  const int bases = steps.add(
      literal({decimal::of(102, 2), decimal::of(103, 2), decimal::of(104, 2), decimal::of(105, 2)}, shape::yearly));
  node raise = over(operation::power, {bases}, shape::yearly);
  raise.integers = {0, 1, 2, -1};
  const int powers = steps.add(raise);
  const int one_base = steps.add(literal({decimal::of(105, 2)}));
  raise.inputs = {one_base};
  raise.integers = {-1, 0, 1, 2};
  const int years_around_zero = steps.add(raise);
  const certified_values values(steps);
  CHECK(values.rounded(powers, 0, 6) == "1.000000");
  CHECK(values.rounded(powers, 1, 6) == "1.030000");
  CHECK(values.rounded(powers, 2, 6) == "1.081600");
  CHECK(values.rounded(powers, 3, 6) == "0.952381");
  CHECK(values.rounded(years_around_zero, 0, 6) == "0.952381");
  CHECK(values.rounded(years_around_zero, 1, 6) == "1.000000");
  CHECK(values.rounded(years_around_zero, 2, 6) == "1.050000");
  CHECK(values.rounded(years_around_zero, 3, 6) == "1.102500");
}
