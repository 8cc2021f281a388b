// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <type_traits>

// Growth over a number of periods that need not be whole. Whole numbers of periods are multiplied out, so that a
// rational stays one and a number with an error bound keeps it small; others need the number type's own powers.

namespace nytta {

/// The number types that have quotients and real powers: the floating-point ones, and numbers with error bounds. A
/// rational may have functions of these names, but the root of a ratio has no end in it.
template <class Number>
concept real_powered = requires(Number x) {
  x /= x;
  requires(std::is_floating_point_v<Number> || requires { Number(pow(x, x)); });
}
&&!(std::numeric_limits<Number>::is_specialized && std::numeric_limits<Number>::is_exact);

/// The number as an int when it is a whole one below 2^30 in size. A number type may bring its own `whole_number`,
/// found by its namespace.
template <class Number>
[[nodiscard]] std::optional<int> whole_periods(const Number& n) {
  constexpr int limit = 1 << 30;
  if constexpr (requires { whole_number(n); }) {
    return whole_number(n);
  } else {
    if (!(n < Number(limit)) || !(Number(-limit) < n)) return std::nullopt;
    const int whole = static_cast<int>(n);
    if (Number(whole) == n) return whole;
    return std::nullopt;
  }
}

/// x^n for a whole n, by squaring.
template <class Number>
[[nodiscard]] Number whole_power(const Number& x, std::int64_t n) {
  Number result(1);
  Number square(x);
  const auto size = static_cast<std::uint64_t>(n);
  for (std::uint64_t left = n < 0 ? 0U - size : size; left > 0; left /= 2) {
    if (left % 2 == 1) result *= square;
    if (left > 1) square *= Number(square);
  }
  return n < 0 ? Number(Number(1) / result) : result;
}

/// x^y for x above 0. Throws std::logic_error when y is not whole and the number type has no real powers.
template <class Number>
[[nodiscard]] Number real_power(const Number& x, const Number& y) {
  if constexpr (std::is_floating_point_v<Number>) {
    return std::pow(x, y);
  } else {
    if (const auto n = whole_periods(y)) return whole_power(x, *n);
    if constexpr (real_powered<Number>) {
      return Number(pow(x, y));
    } else {
      throw std::logic_error("this number type has powers with whole exponents only");
    }
  }
}

/// (1 + rate)^periods, for a rate above −1.
template <class Number>
[[nodiscard]] Number compounded(const Number& rate, const Number& periods) {
  if constexpr (std::is_floating_point_v<Number>) {
    return std::exp(periods * std::log1p(rate));
  } else {
    return real_power(Number(Number(1) + rate), periods);
  }
}

/// (1 + rate)^periods − 1: what 1 has grown by. Small rates lose no digits in binary numbers, nor in numbers with error
/// bounds, which tell by `is_vague` that they have.
template <class Number>
[[nodiscard]] Number growth_over(const Number& rate, const Number& periods) {
  if constexpr (std::is_floating_point_v<Number>) {
    return std::expm1(periods * std::log1p(rate));
  } else {
    Number growth(compounded(rate, periods) - Number(1));
    if constexpr (requires { is_vague(growth); }) {
      if (is_vague(growth)) return Number(expm1(Number(periods * log1p(rate))));
    }
    return growth;
  }
}

/// ((1 + rate)^periods − 1) / rate: the value, after the last of so many periods, of 1 at the end of each; their number
/// when the rate is 0.
template <class Number>
[[nodiscard]] Number accumulated_payments(const Number& rate, const Number& periods) {
  if (rate == Number(0)) return periods;
  return Number(growth_over(rate, periods) / rate);
}

/// (1 − (1 + rate)^−periods) / rate: the value, at the start, of 1 at the end of each of so many periods (an annuity
/// factor for a number of periods that need not be whole); their number when the rate is 0.
template <class Number>
[[nodiscard]] Number discounted_payments(const Number& rate, const Number& periods) {
  if (rate == Number(0)) return periods;
  return Number(growth_over(rate, Number(-periods)) / Number(-rate));
}

/// The natural logarithm of 1 + x.
template <class Number>
[[nodiscard]] Number log_of_growth(const Number& x) {
  if constexpr (std::is_floating_point_v<Number>) {
    return std::log1p(x);
  } else {
    Number logarithm(log(Number(Number(1) + x)));
    if constexpr (requires { is_vague(logarithm); }) {
      if (is_vague(logarithm)) return Number(log1p(x));
    }
    return logarithm;
  }
}

}  // namespace nytta
