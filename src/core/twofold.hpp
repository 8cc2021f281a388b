// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/product_error.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <cstdint>

namespace nytta {

/// A number as the unevaluated sum of two doubles, the second at most half a unit in the last place of the first: 106
/// bits at the speed of a few double operations. Each operation is off by at most 2^−103 of its result (quotients and
/// roots 2^−102), as Joldes, Muller and Popescu prove (2017, Tight and rigorous error bounds for basic building blocks
/// of double-word arithmetic), while nothing overflows or falls below 1e-290.
class twofold {
 public:
  constexpr twofold() = default;
  constexpr explicit twofold(int whole) : high_(whole) {}
  constexpr explicit twofold(double x) : high_(x) {}
  constexpr twofold(double high, double low) : high_(high), low_(low) {}

  /// Exactly.
  explicit twofold(std::uint64_t whole) {
    constexpr std::uint64_t lower = (1U << 11U) - 1;
    *this = fast_sum(static_cast<double>(whole & ~lower), static_cast<double>(whole & lower));
  }

  /// The nearest one, of which the first 106 bits are exact.
  explicit twofold(const boost::multiprecision::cpp_int& whole) {
    using boost::multiprecision::cpp_int;
    if (whole.is_zero()) return;
    const cpp_int size = abs(whole);
    const auto bits = static_cast<int>(msb(size)) + 1;
    if (bits <= 64) {
      *this = twofold(static_cast<std::uint64_t>(size));
      if (whole < 0) *this = -*this;
      return;
    }
    const int dropped = bits > 106 ? bits - 106 : 0;
    const cpp_int kept = size >> static_cast<unsigned>(dropped);
    const cpp_int upper = kept >> 53U;
    const auto high = std::ldexp(static_cast<double>(static_cast<std::uint64_t>(upper)), 53 + dropped);
    const auto low =
        std::ldexp(static_cast<double>(static_cast<std::uint64_t>(cpp_int(kept - (upper << 53U)))), dropped);
    *this = fast_sum(high, low);
    if (whole < 0) *this = -*this;
  }

  [[nodiscard]] constexpr double high() const { return high_; }
  [[nodiscard]] constexpr double low() const { return low_; }
  explicit constexpr operator double() const { return high_; }

  friend twofold operator-(const twofold& a) { return {-a.high_, -a.low_}; }
  friend twofold operator+(const twofold& a, const twofold& b) {
    const twofold s = sum(a.high_, b.high_);
    const twofold t = sum(a.low_, b.low_);
    const twofold v = fast_sum(s.high_, s.low_ + t.high_);
    return fast_sum(v.high_, t.low_ + v.low_);
  }
  friend twofold operator-(const twofold& a, const twofold& b) { return a + -b; }
  friend twofold operator*(const twofold& a, const twofold& b) {
    const double product = a.high_ * b.high_;
    const double error = product_error(a.high_, b.high_, product);
    const double cross = std::fma(a.high_, b.low_, a.low_ * b.high_) + a.low_ * b.low_;
    return fast_sum(product, error + cross);
  }
  friend twofold operator/(const twofold& a, const twofold& b) {
    const double first = a.high_ / b.high_;
    const twofold rest = a - b * first;
    const double second = rest.high_ / b.high_;
    const twofold last = rest - b * second;
    return fast_sum(first, second) + twofold(last.high_ / b.high_);
  }
  twofold& operator+=(const twofold& b) { return *this = *this + b; }
  twofold& operator-=(const twofold& b) { return *this = *this - b; }
  twofold& operator*=(const twofold& b) { return *this = *this * b; }
  twofold& operator/=(const twofold& b) { return *this = *this / b; }

  friend bool operator==(const twofold& a, const twofold& b) { return a.high_ == b.high_ && a.low_ == b.low_; }
  friend bool operator<(const twofold& a, const twofold& b) {
    return a.high_ < b.high_ || (a.high_ == b.high_ && a.low_ < b.low_);
  }
  friend bool operator>(const twofold& a, const twofold& b) { return b < a; }

  friend twofold sqrt(const twofold& x) {
    const double root = std::sqrt(x.high_);
    const twofold rest = x - twofold(root, 0) * root;
    return fast_sum(root, rest.high_ / (2 * root));
  }
  friend twofold floor(const twofold& x) {
    const double whole = std::floor(x.high_);
    if (whole != x.high_) return twofold(whole);
    return fast_sum(whole, std::floor(x.low_));
  }
  friend twofold ldexp(const twofold& x, int exponent) {
    return {std::ldexp(x.high_, exponent), std::ldexp(x.low_, exponent)};
  }

 private:
  /// Exactly a + b; |a| ≥ |b|, or a is 0.
  static twofold fast_sum(double a, double b) {
    const double s = a + b;
    return {s, b - (s - a)};
  }
  /// Exactly a + b.
  static twofold sum(double a, double b) {
    const double s = a + b;
    const double part = s - a;
    return {s, (a - (s - part)) + (b - part)};
  }
  friend twofold operator*(const twofold& a, double b) {
    const double product = a.high_ * b;
    const double error = product_error(a.high_, b, product);
    return fast_sum(product, std::fma(a.low_, b, error));
  }

  double high_ = 0;
  double low_ = 0;
};

}  // namespace nytta
