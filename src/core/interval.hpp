// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/arithmetic.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/decimal_double.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nytta {

/// Every number between two doubles. Results hold all that the operands' numbers can give: each end is moved one double
/// outwards, which is more than rounding can have cost. A comparison that not all of the numbers answer alike throws
/// undecided.
class interval {
 public:
  interval() = default;
  explicit interval(int whole) : low_(whole), high_(whole) {}
  explicit interval(double x) : low_(x), high_(x) {}
  interval(double low, double high) : low_(low), high_(high) {}

  [[nodiscard]] static interval of_decimal(const decimal& a) {
    const double nearest = to_double(a);
    const bool exact = a.scale() == 0 && std::abs(nearest) < 0x1p53;
    return exact ? interval(nearest) : outwards(nearest, nearest);
  }
  /// The least one that holds both.
  [[nodiscard]] static interval around(const interval& a, const interval& b) {
    return {(std::min)(a.low_, b.low_), (std::max)(a.high_, b.high_)};
  }

  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }

  interval& operator+=(const interval& b) {
    if (b.is_zero()) return *this;
    if (is_zero()) return *this = b;
    const interval sum = outwards(low_ + b.low_, high_ + b.high_);
    return *this = sum.of_sign(low_ >= 0 && b.low_ >= 0, high_ <= 0 && b.high_ <= 0);
  }
  interval& operator-=(const interval& b) { return *this += -b; }
  interval& operator*=(const interval& b) {
    if (is_zero()) return *this;
    if (b.is_zero()) return *this = b;
    const interval product = spanned(low_ * b.low_, low_ * b.high_, high_ * b.low_, high_ * b.high_);
    return *this = product.of_sign(same_side(b), other_side(b));
  }
  interval& operator/=(const interval& b) {
    if (!(0 < b.low_ || b.high_ < 0)) throw undecided();
    if (is_zero()) return *this;
    const interval quotient = spanned(low_ / b.low_, low_ / b.high_, high_ / b.low_, high_ / b.high_);
    return *this = quotient.of_sign(same_side(b), other_side(b));
  }
  friend interval operator+(interval a, const interval& b) { return a += b; }
  friend interval operator-(interval a, const interval& b) { return a -= b; }
  friend interval operator*(interval a, const interval& b) { return a *= b; }
  friend interval operator/(interval a, const interval& b) { return a /= b; }
  friend interval operator-(const interval& a) { return {-a.high_, -a.low_}; }

  friend bool operator<(const interval& a, const interval& b) {
    if (a.high_ < b.low_) return true;
    if (b.high_ <= a.low_) return false;
    throw undecided();
  }
  friend bool operator>(const interval& a, const interval& b) { return b < a; }
  friend bool operator==(const interval& a, const interval& b) {
    if (a.high_ < b.low_ || b.high_ < a.low_) return false;
    if (a.low_ == a.high_ && b.low_ == b.high_) return true;
    throw undecided();
  }

  friend interval lesser(const interval& a, const interval& b) {
    return {(std::min)(a.low_, b.low_), (std::min)(a.high_, b.high_)};
  }
  friend interval greater(const interval& a, const interval& b) {
    return {(std::max)(a.low_, b.low_), (std::max)(a.high_, b.high_)};
  }
  friend interval sqrt(const interval& x) {
    if (x.low_ < 0) throw undecided();
    return outwards(std::sqrt(x.low_), std::sqrt(x.high_));
  }
  friend interval floor(const interval& x) { return {std::floor(x.low_), std::floor(x.high_)}; }
  /// Of bases above 0. The library's power is within two doubles of the true one.
  friend interval pow(const interval& base, const interval& exponent) {
    if (!(0 < base.low_)) throw undecided();
    const interval power = spanned(std::pow(base.low_, exponent.low_), std::pow(base.low_, exponent.high_),
                                   std::pow(base.high_, exponent.low_), std::pow(base.high_, exponent.high_));
    return outwards(power.low_, power.high_).of_sign(true, false);
  }

 private:
  [[nodiscard]] bool is_zero() const { return low_ == 0 && high_ == 0; }
  [[nodiscard]] bool same_side(const interval& b) const {
    return (low_ >= 0 && b.low_ >= 0) || (high_ <= 0 && b.high_ <= 0);
  }
  [[nodiscard]] bool other_side(const interval& b) const {
    return (low_ >= 0 && b.high_ <= 0) || (high_ <= 0 && b.low_ >= 0);
  }
  /// What is known not to be below 0, or above it, is kept from being moved past it.
  [[nodiscard]] interval of_sign(bool not_below, bool not_above) const {
    return {not_below ? (std::max)(low_, 0.0) : low_, not_above ? (std::min)(high_, 0.0) : high_};
  }
  static interval spanned(double p, double q, double r, double s) {
    const double sum = p + q + r + s;  // a minimum may pass over what is not a number; a sum does not
    if (std::isnan(sum) && (std::isnan(p) || std::isnan(q) || std::isnan(r) || std::isnan(s))) throw undecided();
    return outwards((std::min)((std::min)(p, q), (std::min)(r, s)), (std::max)((std::max)(p, q), (std::max)(r, s)));
  }
  static double beside(double x, int side) {
    constexpr double end = std::numeric_limits<double>::infinity();
    return std::nextafter(x, side < 0 ? -end : end);
  }
  /// A sum or product that is not a number (∞ − ∞, 0 × ∞) bounds nothing.
  static interval outwards(double low, double high) {
    if (!(low <= high)) throw undecided();
    return {beside(low, -1), beside(high, 1)};
  }

  double low_ = 0;
  double high_ = 0;
};

}  // namespace nytta
