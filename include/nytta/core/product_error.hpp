// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>

namespace nytta {

/// What a rounded product lacks: a × b − product, exactly, where `product` is a × b rounded and neither is so large
/// that it overflows nor so small that digits of it are lost (for doubles: below 1e-290).
template <std::floating_point Number>
[[nodiscard]] Number product_error(Number a, Number b, Number product) {
#if defined(__MINGW32__)
  // Its fma is rounded twice. Dekker (1971) takes each factor apart into halves, whose products are exact.
  constexpr int half = (std::numeric_limits<Number>::digits + 1) / 2;
  constexpr auto split = static_cast<Number>((std::uint64_t{1} << half) + 1);
  constexpr Number large = (std::numeric_limits<Number>::max)() / (4 * split);
  constexpr auto smaller = static_cast<Number>(std::uint64_t{1} << (half + 3));  // times which nothing large overflows
  if (std::abs(a) > large) return product_error(a / smaller, b, product / smaller) * smaller;
  if (std::abs(b) > large) return product_error(a, b / smaller, product / smaller) * smaller;
  const Number a_far = split * a;
  const Number a_high = a_far - (a_far - a);
  const Number a_low = a - a_high;
  const Number b_far = split * b;
  const Number b_high = b_far - (b_far - b);
  const Number b_low = b - b_high;
  return ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
#else
  return std::fma(a, b, -product);
#endif
}

}  // namespace nytta
