// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/evaluate.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace nytta {

/// above / below rounded to a whole number; below is above 0.
[[nodiscard]] inline boost::multiprecision::cpp_int rounded_quotient(const boost::multiprecision::cpp_int& above,
                                                                     const boost::multiprecision::cpp_int& below,
                                                                     rounding how) {
  using boost::multiprecision::cpp_int;
  cpp_int whole;
  cpp_int rest;
  boost::multiprecision::divide_qr(cpp_int(abs(above)), below, whole, rest);
  const bool negative = above < 0;
  if (rounds_away(how, negative, bit_test(whole, 0), discarded_part(rest, below))) ++whole;
  return negative ? cpp_int(-whole) : whole;
}

/// An exact number, numerator / (divisor · 10^scale), for what lies so near a tie that no error bound decides it. What
/// a case claims are decimals, so the power of ten stands apart: sums and products of decimals then need no common
/// divisor, and only what has been divided carries a divisor. A number that grows beyond `most_bits` throws undecided:
/// no tie is at hand there, and 308 digits do.
class fraction {
 public:
  using integer = boost::multiprecision::cpp_int;

  static constexpr unsigned most_bits = 8192;

  fraction() = default;
  explicit fraction(int whole) : numerator_(whole) {}
  [[nodiscard]] static fraction of_decimal(const decimal& a) {
    integer coefficient(a.coefficient().high);
    coefficient = (coefficient << 64) + a.coefficient().low;
    return {a.is_negative() ? integer(-coefficient) : coefficient, a.scale(), 1};
  }

  fraction& operator+=(const fraction& b) { return *this = sum(*this, b.numerator_, b); }
  fraction& operator-=(const fraction& b) { return *this = sum(*this, -b.numerator_, b); }
  fraction& operator*=(const fraction& b) {
    return *this = fraction(numerator_ * b.numerator_, scale_ + b.scale_, divisor_ * b.divisor_);
  }
  /// Throws std::overflow_error for a divisor of 0, which no caller passes.
  fraction& operator/=(const fraction& b) {
    if (b.numerator_.is_zero()) throw std::overflow_error("a fraction divided by zero");
    integer above = numerator_ * b.divisor_;
    integer below = divisor_ * b.numerator_;
    if (below < 0) {
      above = -above;
      below = -below;
    }
    const integer common = gcd(above, below);
    return *this = fraction(above / common, scale_ - b.scale_, below / common);
  }
  friend fraction operator+(fraction a, const fraction& b) { return a += b; }
  friend fraction operator-(fraction a, const fraction& b) { return a -= b; }
  friend fraction operator*(fraction a, const fraction& b) { return a *= b; }
  friend fraction operator/(fraction a, const fraction& b) { return a /= b; }
  fraction operator-() const { return {-numerator_, scale_, divisor_}; }

  friend int sign(const fraction& x) { return x.numerator_.sign(); }
  friend bool operator<(const fraction& a, const fraction& b) { return sign(a - b) < 0; }
  friend bool operator==(const fraction& a, const fraction& b) { return sign(a - b) == 0; }

  /// The largest whole number at or below x.
  friend fraction floor(const fraction& x) { return {x.rounded(0, rounding::floor), 0, 1}; }

  /// A root is no fraction.
  friend fraction sqrt(const fraction& /*x*/) { throw undecided(); }

  /// x · 10^decimals, rounded to a whole number.
  [[nodiscard]] integer rounded(int decimals, rounding how) const {
    const auto [above, below] = shifted(decimals);
    return rounded_quotient(above, below, how);
  }

  /// Numerator and denominator in lowest terms.
  [[nodiscard]] boost::multiprecision::cpp_rational rational() const {
    const auto [above, below] = shifted(0);
    return {above, below};
  }

  /// Bits of the longer of numerator and denominator, nearly; a digit of 10^scale has 3.33.
  [[nodiscard]] unsigned bits() const {
    const unsigned scale_bits = static_cast<unsigned>(scale_ < 0 ? -scale_ : scale_) * 10 / 3;
    return (std::max)(length(numerator_), length(divisor_) + scale_bits);
  }

 private:
  fraction(integer numerator, int scale, integer divisor)
      : numerator_(std::move(numerator)), scale_(scale), divisor_(std::move(divisor)) {
    if (numerator_.is_zero()) {
      scale_ = 0;
      divisor_ = 1;
    }
    if (bits() > most_bits) throw undecided();
  }

  static unsigned length(const integer& x) { return x.is_zero() ? 0 : static_cast<unsigned>(msb(integer(abs(x)))) + 1; }
  static integer ten_to(int n) { return boost::multiprecision::pow(integer(10), static_cast<unsigned>(n)); }

  /// Numerator and denominator of x · 10^decimals, without a scale.
  [[nodiscard]] std::pair<integer, integer> shifted(int decimals) const {
    const int places = decimals - scale_;
    if (places >= 0) return {numerator_ * ten_to(places), divisor_};
    return {numerator_, divisor_ * ten_to(-places)};
  }

  /// a + numerator / (b's divisor and scale).
  static fraction sum(const fraction& a, integer numerator, const fraction& b) {
    if (a.numerator_.is_zero()) return {std::move(numerator), b.scale_, b.divisor_};
    integer above = a.numerator_;
    integer divisor = a.divisor_;
    if (a.divisor_ != b.divisor_) {
      const integer common = gcd(a.divisor_, b.divisor_);
      const integer wider = b.divisor_ / common;
      above *= wider;
      numerator *= divisor / common;
      divisor *= wider;
    }
    if (a.scale_ < b.scale_) {
      above *= ten_to(b.scale_ - a.scale_);
    } else if (b.scale_ < a.scale_) {
      numerator *= ten_to(a.scale_ - b.scale_);
    }
    return {above + numerator, (std::max)(a.scale_, b.scale_), std::move(divisor)};
  }

  integer numerator_;
  int scale_ = 0;
  integer divisor_ = 1;
};

/// A power is no fraction either, and rates of return are found from whole polynomials.
template <>
struct number_abilities<fraction> {
  static constexpr bool real_powers = false;
  static constexpr bool rates_of_return = false;
};

}  // namespace nytta
