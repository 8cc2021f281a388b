// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

// Exponentials, logarithms, powers and sines from + − × ÷ alone. The C library has several of each and chooses by the
// processor, with different last bits; these give the same bits wherever doubles are those of IEEE 754 and nothing is
// fused. Within 1 unit in the last place, pow within 2 (tests/unit/sensitivity/steady_math.cpp).

namespace nytta::steady {

/// The unevaluated sum of two doubles, the second small beside the first.
struct two_part {
  double high = 0;
  double low = 0;
};

namespace detail {

inline constexpr double ln2_high = 0x1.62e42fefa3800p-1;  // 42 bits: times any exponent exactly
inline constexpr double ln2_low = 0x1.ef35793c76730p-45;

/// Exactly a + b; |a| ≥ |b|.
inline two_part fast_sum(double a, double b) {
  const double s = a + b;
  return {s, b - (s - a)};
}

/// Exactly a × b, for factors below 1e290 (Dekker 1971).
inline two_part product(double a, double b) {
  constexpr double splitter = 134217729;  // 2^27 + 1
  const double a_scaled = a * splitter;
  const double b_scaled = b * splitter;
  const double a_high = a_scaled - (a_scaled - a);
  const double b_high = b_scaled - (b_scaled - b);
  const double a_low = a - a_high;
  const double b_low = b - b_high;
  const double p = a * b;
  return {p, ((a_high * b_high - p) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

inline two_part product(two_part a, two_part b) {
  const two_part p = product(a.high, b.high);
  return fast_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

/// x × 2^k where the result may be below the normal numbers; |k| ≤ 1100.
inline double scaled(double x, int k) {
  const auto power = [](int e) { return std::bit_cast<double>(static_cast<std::uint64_t>(1023 + e) << 52U); };
  if (k > 1000) return x * power(1000) * power(k - 1000);
  if (k < -1000) return x * power(k + 1000) * power(-1000);
  return x * power(k);
}

/// The logarithm of a positive finite number to some 66 bits of itself, 63 where it is near 0.
inline two_part log_parts(double x) {
  int exponent = 0;
  auto bits = std::bit_cast<std::uint64_t>(x);
  if (bits >> 52U == 0) {  // below the normal numbers
    bits = std::bit_cast<std::uint64_t>(x * 0x1p54);
    exponent = -54;
  }
  exponent += static_cast<int>(bits >> 52U) - 1023;
  double m = std::bit_cast<double>((bits & 0xfffffffffffffU) | 0x3ff0000000000000U);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++exponent;
  }
  // log m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1)/(m + 1), |s| ≤ 0.1716
  const double f = m - 1;
  const double below = f + 2;
  const double below_low = f - (below - 2);
  const double s_high = f / below;
  const two_part back = product(s_high, below);
  const two_part s{s_high, (((f - back.high) - back.low) - s_high * below_low) / below};
  const two_part square = product(s, s);
  constexpr two_part third{2.0 / 3, 3.700743415417188e-17};
  const two_part cubic = product(product(s, square), third);
  const double q = square.high;
  double rest = 2.0 / 25;
  for (const double c :
       {2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9, 2.0 / 7, 2.0 / 5}) {
    rest = c + rest * q;
  }
  rest *= q * q * s.high;
  const two_part first = fast_sum(2 * s.high, cubic.high);
  const double last = first.low + (2 * s.low + (cubic.low + rest));
  if (exponent == 0) return fast_sum(first.high, last);
  const double whole = exponent * ln2_high;
  const two_part sum = fast_sum(whole, first.high);
  return fast_sum(sum.high, sum.low + (last + exponent * ln2_low));
}

/// e to the power of high + low; |low| far below 1.
inline double exp_of(double high, double low) {
  if (!(high < 709.8)) return high != high ? high : std::numeric_limits<double>::infinity();
  if (high < -745.2) return 0;
  constexpr double rounder = 0x1.8p52;
  const double k = (high * 1.4426950408889634 + rounder) - rounder;
  const double r_high = high - k * ln2_high;
  const double r_low = low - k * ln2_low;
  const double r = r_high + r_low;  // |r| ≤ 0.347
  const double left = (r_high - r) + r_low;
  double p = 1.0 / 87178291200;  // 1/14!
  for (const double c : {1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
                         1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6}) {
    p = c + p * r;
  }
  // 1 + r + r²/2 + r³ p, the three first added without loss
  const double half_square = 0.5 * r * r;
  const two_part first = fast_sum(1, r);
  const two_part second = fast_sum(first.high, half_square);
  const double rest = first.low + (second.low + (r * r * r * p + left * (1 + r)));
  return scaled(second.high + rest, static_cast<int>(k));
}

}  // namespace detail

/// eˣ.
[[nodiscard]] inline double exp(double x) { return detail::exp_of(x, 0); }

/// eˣ − 1, without loss where x is small.
[[nodiscard]] inline double expm1(double x) {
  if (x > 0.5 || x < -0.5 || x != x) return exp(x) - 1;
  double p = 1.0 / 355687428096000;  // 1/17!
  for (const double c :
       {1.0 / 20922789888000, 1.0 / 1307674368000, 1.0 / 87178291200, 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800,
        1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2}) {
    p = c + p * x;
  }
  return x + x * x * p;
}

/// The natural logarithm; −∞ of 0, NaN below it.
[[nodiscard]] inline double log(double x) {
  if (x > 0 && x <= (std::numeric_limits<double>::max)()) {
    const two_part parts = detail::log_parts(x);
    return parts.high + parts.low;
  }
  if (x == 0) return -std::numeric_limits<double>::infinity();
  return x > 0 ? x : std::numeric_limits<double>::quiet_NaN();
}

/// log(1 + x), without loss where x is small.
[[nodiscard]] inline double log1p(double x) {
  if (!(x > -1) || x > 0x1p60) return log(1 + x);
  const two_part sum = x < 1 && x > -1 ? detail::fast_sum(1, x) : detail::fast_sum(x, 1);
  if (sum.high == 1) return x - 0.5 * x * x;
  const two_part parts = detail::log_parts(sum.high);
  const double small = sum.low / sum.high;
  const two_part first = detail::fast_sum(parts.high, small);
  return first.high + (first.low + (parts.low - 0.5 * small * small));
}

/// x to the power of y, x ≥ 0 and finite; NaN below 0.
[[nodiscard]] inline double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (y == 1) return x;
  if (x == 0) return y > 0 ? 0 : std::numeric_limits<double>::infinity();
  if (!(x > 0) || !(x <= (std::numeric_limits<double>::max)()) || y != y) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const two_part parts = detail::log_parts(x);
  const double rough = parts.high * y;
  if (!(rough < 800) || rough < -800) return detail::exp_of(rough, 0);
  const two_part whole = detail::product(parts.high, y);
  return detail::exp_of(whole.high, whole.low + parts.low * y);
}

/// e to the power of −x²/2, without the loss of rounding the square.
[[nodiscard]] inline double exp_half_square(double x) {
  if (x > 40 || x < -40) return x != x ? x : 0;
  const two_part square = detail::product(x, x);
  return detail::exp_of(-0.5 * square.high, -0.5 * square.low);
}

/// The sine of an angle of at most π/2 either way, within 4 units in the last place.
[[nodiscard]] inline double sin(double x) {
  const double square = x * x;
  double p = -1.0 / 121645100408832000;  // −1/19!
  double sign = 1;
  for (const double c : {1.0 / 355687428096000, 1.0 / 1307674368000, 1.0 / 6227020800, 1.0 / 39916800, 1.0 / 362880,
                         1.0 / 5040, 1.0 / 120, 1.0 / 6}) {
    p = sign * c + p * square;
    sign = -sign;
  }
  return x + x * square * p;
}

}  // namespace nytta::steady
