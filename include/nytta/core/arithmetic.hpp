// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal_quotient.hpp>
#include <nytta/core/rounding.hpp>

#include <cmath>
#include <stdexcept>

namespace nytta {

/// Thrown by a number type with error bounds that cannot tell a sign or a rounding with the digits it carries. Who
/// calculates with such a type goes on with more digits, or leaves what rests on it open.
class undecided : public std::runtime_error {
 public:
  undecided() : std::runtime_error("more digits are needed to decide a comparison") {}
};

/// The smaller and the larger of two numbers. A type with error bounds overloads them, since it need not know which of
/// two numbers within each other's bounds is the smaller to bound their minimum.
template <class Number>
[[nodiscard]] Number lesser(const Number& a, const Number& b) {
  return b < a ? b : a;
}
template <class Number>
[[nodiscard]] Number greater(const Number& a, const Number& b) {
  return a < b ? b : a;
}

/// How a number type does what + − × cannot: divide, take square roots and round. Every formula on floors 1-4 that
/// needs one of them takes an `arithmetic<Number>` as its last argument, so that a type whose quotients need a scale
/// (`decimal`) is told it by the caller. Binary and high-precision numbers need no telling: theirs is empty.
///
/// Square roots and floors are found by argument-dependent lookup, so Boost's numbers and intervals of ours work as
/// they are. A type without them (a rational) throws std::logic_error when one is asked for.
template <class Number>
struct arithmetic {
  [[nodiscard]] Number divide(const Number& a, const Number& b) const { return Number(a / b); }

  [[nodiscard]] Number square_root(const Number& x) const {
    using std::sqrt;
    if constexpr (requires { Number(sqrt(x)); }) {
      return Number(sqrt(x));
    } else {
      throw std::logic_error("this number type has no square root: mid-year timing needs one");
    }
  }

  /// `x` rounded to a number of decimals, ties upwards.
  [[nodiscard]] Number rounded(const Number& x, int decimals) const {
    using std::floor;
    if constexpr (requires { Number(floor(x)); }) {
      Number scale(1);
      for (int i = 0; i < decimals; ++i) scale *= Number(10);
      const Number shifted(x * scale + Number(1) / Number(2));
      return Number(Number(floor(shifted)) / scale);
    } else {
      throw std::logic_error("this number type has no floor: rounded factors need one");
    }
  }
};

/// Decimals divide at a scale and with a rounding that the caller names: there is no default.
template <>
struct arithmetic<decimal> {
  arithmetic(int quotient_scale, rounding quotient_rounding) : scale(quotient_scale), how(quotient_rounding) {}

  [[nodiscard]] decimal divide(const decimal& a, const decimal& b) const { return nytta::divide(a, b, scale, how); }
  [[nodiscard]] decimal square_root(const decimal& x) const { return nytta::square_root(x, scale, how); }
  [[nodiscard]] decimal rounded(const decimal& x, int decimals) const { return x.rounded(decimals, rounding::half_up); }

  int scale;     ///< decimals of every quotient and root
  rounding how;  ///< of every quotient and root
};

}  // namespace nytta
