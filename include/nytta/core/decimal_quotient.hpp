// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/rounding.hpp>
#include <nytta/core/wide.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

// Quotients, whole powers and square roots of decimals. Every result is the exact one, rounded once, to the scale and
// by the rounding that the caller names.

namespace nytta {

namespace decimal_detail {

// The exact result lies between whole units of the scale asked for: `kept` of them and a rest.
constexpr decimal rounded_once(const uint256& kept, discarded rest, int scale, bool negative, rounding how) {
  const uint256 result = kept + uint256(uint128(rounds_away(how, negative, kept.low.is_odd(), rest) ? 1U : 0U));
  if (!result.high.is_zero()) throw decimal_overflow("the result does not fit at the scale asked for");
  return decimal::of(result.low, scale, negative);
}

// a · b. Throws decimal_overflow from 2^256: then the result, a 256th part of it at most, would not fit either.
constexpr uint256 times(const uint256& a, uint128 b) {
  const uint256 low = multiply(a.low, b);
  const uint256 high = multiply(a.high, b) + uint256(low.high);
  if (!high.high.is_zero()) throw decimal_overflow("the result does not fit at the scale asked for");
  return {high.low, low.low};
}

// value · 10^exponent, exponent at least 0. Throws decimal_overflow from 2^256.
constexpr uint256 scaled_up(uint256 value, std::int64_t exponent) {
  for (; exponent > 0 && !value.is_zero(); exponent -= 38) {
    value = times(value, power_of_ten(exponent < 38 ? static_cast<int>(exponent) : 38));
  }
  return value;
}

}  // namespace decimal_detail

/// a / b at that scale. Throws std::domain_error when b is 0, decimal_overflow when the result does not fit.
[[nodiscard]] constexpr decimal divide(const decimal& a, const decimal& b, int scale, rounding how) {
  if (b.is_zero()) throw std::domain_error("division by zero");
  const bool negative = a.is_negative() != b.is_negative();
  const int exponent = scale - a.scale() + b.scale();  // a / b = (A / B) · 10^exponent units of the last digit
  if (exponent >= 0) {
    const quotient256 whole = divide(decimal_detail::scaled_up(a.coefficient(), exponent), b.coefficient());
    const discarded rest = discarded_part(whole.remainder, b.coefficient());
    return decimal_detail::rounded_once(whole.quotient, rest, scale, negative, how);
  }
  // A / (B·10^k): first by 10^k, then by B; the remainders join as R = r2·10^k + r1 against B·10^k.
  if (exponent < -38) {  // 10^39 is more than twice any A
    const discarded rest = a.is_zero() ? discarded::nothing : discarded::below_half;
    return decimal_detail::rounded_once({}, rest, scale, negative, how);
  }
  const uint128 unit = power_of_ten(-exponent);
  const quotient256 first = divide(a.coefficient(), unit);
  const quotient256 second = divide(first.quotient, b.coefficient());
  const uint256 remainder = multiply(second.remainder, unit) + uint256(first.remainder);
  const discarded rest = discarded_part(remainder, multiply(b.coefficient(), unit));
  return decimal_detail::rounded_once(second.quotient, rest, scale, negative, how);
}

namespace decimal_detail {

// A positive number as `count` 64-bit limbs (least first; once cut, the top bit is set) times 2^exponent. Products are
// cut down for a lower bound and up for an upper one, so that the truth stays between the two.
struct significand {
  static constexpr std::size_t max_width = 32;
  std::array<std::uint64_t, 2 * max_width + 4> limbs{};
  std::size_t count = 0;
  std::int64_t exponent = 0;
};

// Brings the top bit up and keeps `width` limbs, the last bit kept raised when `up` and anything was cut.
inline void cut(significand& number, std::size_t width, bool up) {
  auto& limbs = number.limbs;
  while (limbs[number.count - 1] == 0) --number.count;
  if (const int shift = std::countl_zero(limbs[number.count - 1]); shift > 0) {
    for (std::size_t i = number.count; i-- > 0;) {
      limbs[i] = (limbs[i] << shift) | (i > 0 ? limbs[i - 1] >> (64 - shift) : 0);
    }
    number.exponent -= shift;
  }
  if (number.count <= width) return;
  const std::size_t extra = number.count - width;
  bool inexact = false;
  for (std::size_t i = 0; i < extra; ++i) inexact = inexact || limbs[i] != 0;
  for (std::size_t i = 0; i < width; ++i) limbs[i] = limbs[i + extra];
  number.count = width;
  number.exponent += 64 * static_cast<std::int64_t>(extra);
  if (!up || !inexact) return;
  for (std::size_t i = 0; i < width; ++i) {
    if (++limbs[i] != 0) return;
  }
  limbs[width - 1] = std::uint64_t{1} << 63;  // all ones became 2^(64·width)
  ++number.exponent;
}

inline significand product(const significand& a, const significand& b, std::size_t width, bool up) {
  significand result;
  result.count = a.count + b.count;
  result.exponent = a.exponent + b.exponent;
  for (std::size_t i = 0; i < a.count; ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.count; ++j) {
      // at most (2^64-1)^2 + 2·(2^64-1) = 2^128 - 1
      const uint128 sum = multiply(a.limbs[i], b.limbs[j]) + uint128(result.limbs[i + j]) + uint128(carry);
      result.limbs[i + j] = sum.low;
      carry = sum.high;
    }
    result.limbs[i + b.count] = carry;
  }
  cut(result, width, up);
  return result;
}

// value, or 1/value, cut to `width` limbs.
inline significand start(uint128 value, bool inverse, std::size_t width, bool up) {
  significand result;
  if (!inverse || value == uint128(1)) {
    result.limbs[0] = value.low;
    result.limbs[1] = value.high;
    result.count = 2;
  } else {
    // 1/value in base 2^128, most significant digit first; up to 128 bits of it are zeros, and the last limb only says
    // whether anything lies beyond.
    const std::size_t chunks = width / 2 + 2;
    uint128 remainder(1);
    for (std::size_t i = chunks; i-- > 0;) {
      const quotient256 next = divide(uint256(remainder, uint128(0)), value);
      result.limbs[2 * i] = next.quotient.low.low;
      result.limbs[2 * i + 1] = next.quotient.low.high;
      remainder = next.remainder;
    }
    if (!remainder.is_zero()) result.limbs[0] |= 1;
    result.count = 2 * chunks;
    result.exponent = -128 * static_cast<std::int64_t>(chunks);
  }
  cut(result, width, up);
  return result;
}

// value^n, or value^-n when inverse.
inline significand raised(uint128 value, std::uint64_t n, bool inverse, std::size_t width, bool up) {
  significand result = start(uint128(1), false, width, up);
  significand square = start(value, inverse, width, up);
  for (; n != 0; n >>= 1) {
    if ((n & 1U) != 0) result = product(result, square, width, up);
    if (n > 1) square = product(square, square, width, up);
  }
  return result;
}

struct whole_and_rest {
  uint256 kept;
  discarded rest = discarded::nothing;
  friend bool operator==(const whole_and_rest&, const whole_and_rest&) = default;
};

// The whole part (throws decimal_overflow from 2^128) and where the fraction stands against a half.
inline whole_and_rest split(const significand& number) {
  const auto bits = 64 * static_cast<std::int64_t>(number.count);
  const std::int64_t whole_bits = bits + number.exponent;  // the number is below 2^whole_bits and at least half that
  if (whole_bits > 129) throw decimal_overflow("the result does not fit at the scale asked for");
  const auto bit = [&](std::int64_t place) {  // of 2^place
    const std::int64_t index = place - number.exponent;
    if (index < 0 || index >= bits) return false;
    return ((number.limbs[static_cast<std::size_t>(index / 64)] >> (index % 64)) & 1U) != 0;
  };
  whole_and_rest result;
  for (std::int64_t place = whole_bits - 1; place >= 0; --place) {
    result.kept = result.kept + result.kept + uint256(uint128(bit(place) ? 1U : 0U));
  }
  bool below = false;
  for (std::int64_t place = number.exponent; place < -1 && place < whole_bits && !below; ++place) below = bit(place);
  if (bit(-1)) {
    result.rest = below ? discarded::above_half : discarded::half;
  } else {
    result.rest = below ? discarded::below_half : discarded::nothing;
  }
  return result;
}

}  // namespace decimal_detail

namespace decimal_detail {

// value^n · 10^exponent, cut below tenths. Throws decimal_overflow from 2^256.
inline whole_and_rest exact_power(uint128 value, std::int64_t n, std::int64_t exponent) {
  uint256 tenths = scaled_up(uint256(uint128(1)), exponent + 1);
  if (value != uint128(1)) {
    for (; n > 0; --n) tenths = times(tenths, value);  // throws after 256 steps at most
  }
  const quotient256 whole = divide(tenths, uint128(10));
  return {whole.quotient, discarded_part(whole.remainder, uint128(10))};
}

// How often `prime` divides `value`, which becomes what is left.
constexpr int take_out(uint128& value, std::uint64_t prime) {
  int times_taken = 0;
  for (quotient256 next = divide(value, uint128(prime)); next.remainder.is_zero();
       next = divide(value, uint128(prime))) {
    value = next.quotient.low;
    ++times_taken;
  }
  return times_taken;
}

// value^±n · 10^exponent, `value` without a factor 10.
inline whole_and_rest power_of_units(uint128 value, std::int64_t n, bool inverse, std::int64_t exponent) {
  // When it ends at the first decimal or before, it may lie on a tie and is calculated exactly. 1/2^k = 5^k/10^k and
  // the reverse; other reciprocals never end.
  if (!inverse) {
    if (exponent >= -1) return exact_power(value, n, exponent);
  } else {
    uint128 left = value;
    const std::int64_t twos = take_out(left, 2);
    const std::int64_t fives = take_out(left, 5);
    const std::int64_t places = (twos + fives) * n;
    if (left == uint128(1) && exponent - places >= -1) {
      return exact_power(uint128(twos > 0 ? 5U : 2U), places, exponent - places);
    }
  }
  // Else it lies on no tie and no whole number: bounds close enough fall on the same side of each.
  const std::uint64_t tens = static_cast<std::uint64_t>(exponent < 0 ? -exponent : exponent);
  for (std::size_t width = 4; width <= significand::max_width; width *= 2) {
    const auto bound = [&](bool up) {
      return split(product(raised(value, static_cast<std::uint64_t>(n), inverse, width, up),
                           raised(uint128(10), tens, exponent < 0, width, up), width, up));
    };
    const whole_and_rest low = bound(false);
    if (low == bound(true)) return low;
  }
  throw decimal_overflow("2048 bits do not decide how the power is rounded");
}

}  // namespace decimal_detail

/// a^n at that scale, n of any sign; 0^0 is 1. Throws std::domain_error for 0 to a power below 0, decimal_overflow when
/// the result does not fit.
[[nodiscard]] inline decimal power(const decimal& a, int n, int scale, rounding how) {
  if (n == 0) return decimal(1).rounded(scale, how);
  if (a.is_zero()) {
    if (n < 0) throw std::domain_error("zero to a negative power");
    return decimal::of(0, scale);
  }
  const decimal base = a.normalized();
  const std::int64_t times = n < 0 ? -static_cast<std::int64_t>(n) : n;
  const std::int64_t exponent = scale - static_cast<std::int64_t>(base.scale()) * n;
  const auto [kept, rest] = decimal_detail::power_of_units(base.coefficient(), times, n < 0, exponent);
  return decimal_detail::rounded_once(kept, rest, scale, a.is_negative() && n % 2 != 0, how);
}

namespace decimal_detail {

constexpr uint128 whole_root(const uint256& value) noexcept {
  uint128 root;
  for (int place = 127; place >= 0; --place) {
    const uint128 larger = root + (uint128(1) << place);
    if (multiply(larger, larger) <= value) root = larger;
  }
  return root;
}

}  // namespace decimal_detail

/// The square root of a at that scale. Throws std::domain_error when a is below 0, decimal_overflow when the result
/// does not fit.
[[nodiscard]] constexpr decimal square_root(const decimal& a, int scale, rounding how) {
  if (a.is_negative()) throw std::domain_error("the square root of a negative number");
  const int exponent = 2 * scale - a.scale();  // the root of A·10^exponent, in units of the last digit
  uint256 whole;
  uint256 fraction;  // of `unit`
  uint256 unit(uint128(1));
  if (exponent >= 0) {
    whole = decimal_detail::scaled_up(a.coefficient(), exponent);
  } else {
    const int places = exponent < -40 ? 40 : -exponent;  // from 40 on, the radicand is below 1/4
    unit = decimal_detail::scaled_up(uint128(1), places);
    const quotient256 cut =
        unit.high.is_zero() ? divide(a.coefficient(), unit.low) : quotient256{uint256(), a.coefficient()};
    whole = cut.quotient;
    fraction = cut.remainder;
  }
  const uint128 root = decimal_detail::whole_root(whole);
  const uint256 beyond = whole - multiply(root, root);
  // The radicand against (root + 1/2)^2 = root^2 + root + 1/4.
  discarded rest = beyond > uint256(root) ? discarded::above_half : discarded::below_half;
  if (beyond.is_zero() && fraction.is_zero()) {
    rest = discarded::nothing;
  } else if (beyond == uint256(root)) {
    const uint256 fourfold = fraction + fraction + fraction + fraction;
    if (fourfold == unit) rest = discarded::half;
    if (fourfold > unit) rest = discarded::above_half;
  }
  return decimal_detail::rounded_once(root, rest, scale, false, how);
}

}  // namespace nytta
