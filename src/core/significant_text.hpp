// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/ball.hpp"

// Numbers with an error bound as decimal text.

namespace nytta {

/// A decimal: units × 10^−decimals.
struct decimal_units {
  boost::multiprecision::cpp_int units;
  int decimals = 0;
};

/// "-0.5214", without trailing zeros; beyond `longest` zeros before or after the digits as "1.2e-40".
[[nodiscard]] inline std::string plain_text(const decimal_units& x, int longest = 1 << 20) {
  using boost::multiprecision::cpp_int;
  if (x.units.is_zero()) return "0";
  std::string digits = cpp_int(abs(x.units)).str();
  int decimals = x.decimals;
  while (digits.size() > 1 && digits.back() == '0') {
    digits.pop_back();
    --decimals;
  }
  const std::string sign = x.units < 0 ? "-" : "";
  const int exponent = static_cast<int>(digits.size()) - 1 - decimals;
  if (exponent < -longest || exponent > longest) {
    if (digits.size() > 1) digits.insert(1, 1, '.');
    return sign + digits + "e" + std::to_string(exponent);
  }
  if (decimals <= 0) return sign + digits + std::string(static_cast<std::size_t>(-decimals), '0');
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, 1, '.');
  return sign + digits;
}

/// 10^n as a ball; those that are asked for often are kept.
template <class Ball>
[[nodiscard]] Ball ten_to(int n) {
  constexpr int kept = 64;
  const auto power = [](int exponent) {
    boost::multiprecision::cpp_int out = 1;
    out = boost::multiprecision::pow(boost::multiprecision::cpp_int(10), static_cast<unsigned>(exponent));
    return Ball(out);
  };
  static const std::vector<Ball> table = [&] {
    std::vector<Ball> out;
    for (int i = 0; i <= kept; ++i) out.push_back(power(i));
    return out;
  }();
  return n <= kept ? table[static_cast<std::size_t>(n)] : power(n);
}

/// The sign of a ball that may hold 0: then 0.
template <class Ball>
[[nodiscard]] int side_of_zero(const Ball& x) {
  using traits = centre_traits<typename Ball::centre_type>;
  const bool certain = x.radius() < traits::template lower_magnitude<typename Ball::radius_type>(x.centre());
  return certain ? traits::sign(x.centre()) : 0;
}

/// The ball rounded half-even to so many significant digits; nothing when not all of it rounds to the same. A ball of 0
/// and nothing else is 0.
template <class Ball>
[[nodiscard]] std::optional<decimal_units> significant(const Ball& x, int digits) {
  using boost::multiprecision::cpp_int;
  using traits = centre_traits<typename Ball::centre_type>;
  if (traits::is_zero(x.centre())) {
    if (x.radius() == 0) return decimal_units{};
    return std::nullopt;
  }
  const double exponent_of_ten = traits::exponent_of_two(x.centre()) * 0.30102999566398120;
  if (!std::isfinite(exponent_of_ten)) return std::nullopt;
  const cpp_int most = boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(digits));
  const auto in_units = [&](int decimals) {
    return decimals >= 0 ? x * ten_to<Ball>(decimals) : x / ten_to<Ball>(-decimals);
  };
  const auto rounded_to = [&](int decimals) { return in_units(decimals).rounded(rounding::half_even); };
  const auto is_beyond = [&](const cpp_int& power, int decimals) {
    return side_of_zero(in_units(decimals) - Ball(power)) == power.sign();
  };
  int decimals = digits - 1 - static_cast<int>(std::floor(exponent_of_ten));  // or one off
  auto units = rounded_to(decimals);
  if (units && abs(*units) >= most) units = rounded_to(--decimals);
  if (!units) return std::nullopt;
  if (abs(*units) * 10 <= most) {
    // Either one decimal more fits in, or the number has been rounded up to a power of ten.
    const auto more = rounded_to(decimals + 1);
    if (more && abs(*more) < most) return decimal_units{*more, decimals + 1};
    // One decimal more may be a tie: then it is enough that the number is not below the power of ten.
    if (!more && (abs(*units) * 10 != most || !is_beyond(*units, decimals))) return std::nullopt;
  }
  return decimal_units{*units, decimals};
}

/// The same of a rational, which is always certain.
[[nodiscard]] inline decimal_units significant(const boost::multiprecision::cpp_rational& x, int digits) {
  using boost::multiprecision::cpp_int;
  using boost::multiprecision::cpp_rational;
  if (x == 0) return {};
  const auto power = [](int n) -> cpp_int { return boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(n)); };
  const cpp_int top = abs(numerator(x));
  const cpp_int bottom = denominator(x);
  // The exponent of ten of the first digit, or one off.
  const auto leading = static_cast<int>(
      std::floor((static_cast<double>(msb(top)) - static_cast<double>(msb(bottom))) * 0.30102999566398120));
  int decimals = digits - 1 - leading;
  const auto halves = [&](int places) {  // twice the units, and whether something is left
    const cpp_int scaled = 2 * (places >= 0 ? cpp_int(top * power(places)) : top);
    const cpp_int by = places >= 0 ? bottom : cpp_int(bottom * power(-places));
    cpp_int quotient;
    cpp_int rest;
    divide_qr(scaled, by, quotient, rest);
    return std::pair(quotient, !rest.is_zero());
  };
  auto [twice, rest] = halves(decimals);
  while (twice >= 2 * power(digits)) std::tie(twice, rest) = halves(--decimals);
  while (twice < 2 * power(digits - 1)) std::tie(twice, rest) = halves(++decimals);
  cpp_int units = twice / 2;
  if (bit_test(twice, 0) && (rest || bit_test(units, 0))) ++units;
  return {x < 0 ? cpp_int(-units) : units, decimals};
}

/// The decimal as a fraction.
[[nodiscard]] inline boost::multiprecision::cpp_rational exactly(const decimal_units& x) {
  const boost::multiprecision::cpp_int scale = boost::multiprecision::pow(
      boost::multiprecision::cpp_int(10), static_cast<unsigned>(x.decimals < 0 ? -x.decimals : x.decimals));
  if (x.decimals < 0) return boost::multiprecision::cpp_rational(boost::multiprecision::cpp_int(x.units * scale));
  return {x.units, scale};
}

/// A number beside a tie, rounded: it lies above the tie (side 1), below it (−1), or is it (0, rounded half-even).
[[nodiscard]] inline decimal_units rounded_at(const decimal_units& tie, int side) {
  using boost::multiprecision::cpp_int;
  const bool negative = tie.units < 0;
  cpp_int units = tie.units / 10;  // towards zero
  const bool away = side == 0 ? bit_test(cpp_int(abs(units)), 0) : (side > 0) != negative;
  if (away) units += negative ? -1 : 1;
  return {units, tie.decimals - 1};
}

/// Where a ball is so narrow that a tie between two numbers of `digits` significant digits is all that can keep it from
/// being rounded: that tie, of one digit more. Nothing for a wide ball, of which nothing is known about a tie.
template <class Ball>
[[nodiscard]] std::optional<decimal_units> tie_near(const Ball& x, int digits) {
  using traits = centre_traits<typename Ball::centre_type>;
  using radius = typename Ball::radius_type;
  const radius reach(x.radius() * radius(std::pow(10.0, digits + 13)));
  if (!(reach < traits::template lower_magnitude<radius>(x.centre()))) return std::nullopt;
  auto near = significant(Ball(x.centre()), digits + 1);
  if (!near || (near->units % 10 != 5 && near->units % 10 != -5)) return std::nullopt;
  return near;
}

/// `significant`, and where only a tie kept it from deciding, the number on the side of the tie where the ball lies.
template <class Ball>
[[nodiscard]] std::optional<decimal_units> certain_digits(const Ball& x, int digits) {
  if (auto plain = significant(x, digits)) return plain;
  const auto tie = tie_near(x, digits);
  if (!tie) return std::nullopt;
  const int side = side_of_zero(x - Ball::of_rational(exactly(*tie)));
  if (side == 0) return std::nullopt;
  return rounded_at(*tie, side);
}

}  // namespace nytta
