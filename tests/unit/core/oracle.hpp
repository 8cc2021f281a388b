// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

// Boost's integers as the independent source of what the numbers of floor 1 should give, and a small generator whose
// magnitudes crowd around the places where limbs, digits and ties change.

namespace oracle {

using boost::multiprecision::cpp_int;

inline cpp_int of(nytta::uint128 value) { return (cpp_int(value.high) << 64) | cpp_int(value.low); }
inline cpp_int of(const nytta::uint256& value) { return (of(value.high) << 128) | of(value.low); }

inline cpp_int power_of_ten(int exponent) { return boost::multiprecision::pow(cpp_int(10), unsigned(exponent)); }

inline cpp_int signed_coefficient(const nytta::decimal& value) {
  return value.is_negative() ? cpp_int(-of(value.coefficient())) : of(value.coefficient());
}

/// An exact number; the denominator is positive.
struct fraction {
  cpp_int numerator;
  cpp_int denominator;
};

inline fraction of(const nytta::decimal& value) {
  const cpp_int c = signed_coefficient(value);
  return value.scale() >= 0 ? fraction{c, power_of_ten(value.scale())} : fraction{c * power_of_ten(-value.scale()), 1};
}

inline fraction times_power_of_ten(fraction value, int exponent) {
  (exponent >= 0 ? value.numerator : value.denominator) *= power_of_ten(exponent >= 0 ? exponent : -exponent);
  return value;
}

inline constexpr std::array<nytta::rounding, 7> every_rounding = {
    nytta::rounding::half_even, nytta::rounding::half_up, nytta::rounding::half_down, nytta::rounding::up,
    nytta::rounding::down,      nytta::rounding::floor,   nytta::rounding::ceiling};

/// The whole number that a fraction rounds to: the two whole numbers around it, and a choice.
inline cpp_int rounded(const fraction& value, nytta::rounding how) {
  cpp_int below = value.numerator / value.denominator;  // towards zero
  cpp_int rest = value.numerator % value.denominator;
  if (rest == 0) return below;
  if (rest < 0) {
    below -= 1;
    rest += value.denominator;
  }
  const cpp_int above = below + 1;
  const cpp_int& towards_zero = below >= 0 ? below : above;
  const cpp_int& from_zero = below >= 0 ? above : below;
  const bool tie = 2 * rest == value.denominator;
  const cpp_int& nearest = 2 * rest < value.denominator ? below : above;
  switch (how) {
    case nytta::rounding::floor: return below;
    case nytta::rounding::ceiling: return above;
    case nytta::rounding::down: return towards_zero;
    case nytta::rounding::up: return from_zero;
    case nytta::rounding::half_up: return tie ? from_zero : nearest;
    case nytta::rounding::half_down: return tie ? towards_zero : nearest;
    case nytta::rounding::half_even: break;
  }
  if (!tie) return nearest;
  return below % 2 == 0 ? below : above;
}

inline bool fits(const cpp_int& coefficient) { return abs(coefficient) < (cpp_int(1) << 127); }

/// splitmix64 (Steele, Lea and Flood, 2014): the same numbers everywhere.
class generator {
 public:
  explicit generator(std::uint64_t seed) : state_(seed) {}

  std::uint64_t operator()() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  int between(int low, int high) {
    return low + static_cast<int>((*this)() % static_cast<std::uint64_t>(high - low + 1));
  }

  std::uint64_t up_to(std::uint64_t highest) { return (*this)() % (highest + 1); }

  nytta::uint128 wide() {
    const nytta::uint128 any((*this)(), (*this)());
    const nytta::uint128 few(up_to(3));
    switch (between(0, 7)) {
      case 0: return any;
      case 1: return any >> between(0, 127);
      case 2: return {0, up_to(1000)};
      case 3: return nytta::uint128(1, 0) - few;                            // around 2^64
      case 4: return (nytta::uint128(1) << 127) + few - nytta::uint128(2);  // around 2^127
      case 5: return nytta::uint128_max - few;
      case 6: return nytta::power_of_ten(between(0, 38)) + few - nytta::uint128(1);
      default: break;
    }
    return nytta::multiply(nytta::uint128(up_to(99)),  // 5000… and the like: ties
                           nytta::power_of_ten(between(0, 36)))
        .low;
  }

  nytta::decimal number(int lowest_scale = -6, int highest_scale = 40) {
    const nytta::uint128 any = wide();  // a decimal's coefficient is below 2^127
    return nytta::decimal::of(any.high >> 63 != 0 ? any >> 1 : any, between(lowest_scale, highest_scale),
                              between(0, 1) == 1);
  }

 private:
  std::uint64_t state_;
};

/// What a calculation gives, or nothing when it reports overflow.
template <class Calculation>
std::optional<nytta::decimal> outcome_of(const Calculation& calculate) {
  try {
    return calculate();
  } catch (const nytta::decimal_overflow&) {
    return std::nullopt;
  }
}

}  // namespace oracle
