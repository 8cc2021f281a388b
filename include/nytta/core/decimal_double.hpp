// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>

#include <array>
#include <cfloat>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <system_error>

// The crossings between decimal and binary numbers: always asked for by name.

namespace nytta {

namespace decimal_detail {

/// The powers of ten that a double holds exactly.
inline constexpr std::array<double, 23> powers_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// 10^|scale| as a double, exactly, or 0 where there is none.
[[nodiscard]] constexpr double exact_power_of_ten(int scale) noexcept {
  const auto places = static_cast<std::size_t>(scale < 0 ? -scale : scale);
  return places < powers_of_ten.size() ? powers_of_ten[places] : 0;
}

}  // namespace decimal_detail

/// The nearest binary floating-point number, ties to even. Throws decimal_overflow when the type has no number so
/// large.
template <std::floating_point Number>
[[nodiscard]] Number to_floating(const decimal& a) {
  if constexpr (std::same_as<Number, double> && FLT_EVAL_METHOD == 0) {
    // Where a double holds both the digits and the power of ten, their one product or quotient is the nearest.
    const double power = decimal_detail::exact_power_of_ten(a.scale());
    const uint128 digits = a.coefficient();
    if (power != 0 && digits.high == 0 && digits.low <= (std::uint64_t{1} << 53U)) {
      const auto whole = static_cast<double>(digits.low);
      const double size = a.scale() < 0 ? whole * power : whole / power;
      return a.is_negative() ? -size : size;
    }
  }
  // The scale moves to the exponent, so that the text is short: at most 39 digits.
  const std::string text = decimal_detail::digits(a.coefficient()) + "e" + std::to_string(-a.scale());
  Number result = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (error == std::errc::result_out_of_range) {
    if (absolute(a) > decimal(1)) throw decimal_overflow("the number is too large for a binary floating-point number");
    result = 0;
  }
  return a.is_negative() ? -result : result;
}

/// The nearest double, ties to even. Throws decimal_overflow beyond the largest double.
[[nodiscard]] inline double to_double(const decimal& a) { return to_floating<double>(a); }

namespace decimal_detail {

/// What is cut away, from its first digit and whether any digit after that is not 0.
constexpr discarded discarded_digits(int first, bool more) noexcept {
  if (first > 5 || (first == 5 && more)) return discarded::above_half;
  if (first == 5) return discarded::half;
  return first != 0 || more ? discarded::below_half : discarded::nothing;
}

}  // namespace decimal_detail

/// The double's exact value, rounded once to that scale. Throws std::domain_error for a NaN or an infinity,
/// decimal_overflow when the result does not fit.
[[nodiscard]] inline decimal decimal_from_double(double value, int scale, rounding how) {
  if (!(value - value == 0)) throw std::domain_error("only a finite number becomes a decimal");
  if (value == 0) return decimal::of(0, scale);  // -0.0 too
  char text[800];  // all the digits that a double can have: 767, the first before the point
  const bool negative = value < 0;
  const char* const end =
      std::to_chars(text, text + sizeof text, negative ? -value : value, std::chars_format::scientific, 766).ptr;
  const std::string_view digits(text, static_cast<std::size_t>(end - text));
  const std::size_t mark = digits.find('e');
  int exponent = 0;
  std::from_chars(text + mark + (text[mark + 1] == '+' ? 2 : 1), end, exponent);
  const int kept = exponent + 1 + scale;  // so many digits stand at the last place asked for or before it
  uint256 whole;
  int first = 0;
  bool more = false;
  int index = 0;
  for (const char c : digits.substr(0, mark)) {
    if (c == '.') continue;
    const int digit = c - '0';
    if (index < kept) {
      whole = multiply(whole.low, uint128(10)) + uint256(uint128(static_cast<std::uint64_t>(digit)));
      if (!whole.high.is_zero()) throw decimal_overflow("the double does not fit at the scale asked for");
    } else if (index == kept) {
      first = digit;
    } else {
      more = more || digit != 0;
    }
    ++index;
  }
  const bool away = rounds_away(how, negative, whole.low.is_odd(), decimal_detail::discarded_digits(first, more));
  whole = whole + uint256(uint128(away ? 1U : 0U));
  if (!whole.high.is_zero()) throw decimal_overflow("the double does not fit at the scale asked for");
  return decimal::of(whole.low, scale, negative);
}

/// The number in the caller's number type: itself for decimal, the nearest for a floating-point type (see to_double);
/// what a type's own of_decimal(decimal) says; any other type is built from small integers by its own + * and /, as
/// exactly as it calculates.
template <class Number>
[[nodiscard]] Number from_decimal(const decimal& a) {
  if constexpr (std::same_as<Number, decimal>) {
    return a;
  } else if constexpr (std::floating_point<Number>) {
    return to_floating<Number>(a);
  } else if constexpr (requires { Number::of_decimal(a); }) {
    return Number::of_decimal(a);
  } else {
    Number result(0);
    for (int place = 112; place >= 0; place -= 16) {
      const Number piece(static_cast<int>((a.coefficient() >> place).low & 0xffffU));
      result = result * Number(65536) + piece;
    }
    Number unit(1);
    Number square(10);
    for (int n = a.scale() < 0 ? -a.scale() : a.scale(); n != 0; n /= 2) {
      if (n % 2 != 0) unit = unit * square;
      square = square * square;
    }
    result = a.scale() < 0 ? Number(result * unit) : Number(result / unit);
    return a.is_negative() ? Number(-result) : result;
  }
}

}  // namespace nytta
