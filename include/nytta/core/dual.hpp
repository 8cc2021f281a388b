// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/arithmetic.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/decimal_double.hpp>

#include <cmath>
#include <utility>

namespace nytta {

namespace dual_detail {

using std::sqrt;
template <class Number>
concept has_root = requires(const Number& x) {
  Number(sqrt(x));
};

}  // namespace dual_detail

/// A number and its derivative by one thing that it rests on. A formula of floors 1-4 calculated in duals gives its own
/// slope, so that no derivative is written a second time. Comparisons see the number only: at a kink the slope is that
/// of the branch taken.
template <class Number>
class dual {
 public:
  dual() = default;
  explicit dual(int whole) : value_(whole), slope_(0) {}
  explicit dual(Number value) : value_(std::move(value)), slope_(0) {}
  dual(Number value, Number slope) : value_(std::move(value)), slope_(std::move(slope)) {}

  [[nodiscard]] static dual of_decimal(const decimal& a) { return dual(from_decimal<Number>(a)); }

  [[nodiscard]] const Number& value() const { return value_; }
  [[nodiscard]] const Number& slope() const { return slope_; }

  dual& operator+=(const dual& b) {
    value_ += b.value_;
    slope_ += b.slope_;
    return *this;
  }
  dual& operator-=(const dual& b) {
    value_ -= b.value_;
    slope_ -= b.slope_;
    return *this;
  }
  dual& operator*=(const dual& b) {
    slope_ = slope_ * b.value_ + value_ * b.slope_;
    value_ *= b.value_;
    return *this;
  }
  dual& operator/=(const dual& b) {
    value_ /= b.value_;
    slope_ = (slope_ - value_ * b.slope_) / b.value_;
    return *this;
  }
  friend dual operator+(dual a, const dual& b) { return a += b; }
  friend dual operator-(dual a, const dual& b) { return a -= b; }
  friend dual operator*(dual a, const dual& b) { return a *= b; }
  friend dual operator/(dual a, const dual& b) { return a /= b; }
  friend dual operator-(const dual& a) { return {-a.value_, -a.slope_}; }

  friend bool operator<(const dual& a, const dual& b) { return a.value_ < b.value_; }
  friend bool operator>(const dual& a, const dual& b) { return b.value_ < a.value_; }
  friend bool operator==(const dual& a, const dual& b) { return a.value_ == b.value_; }

  friend dual sqrt(const dual& x) requires dual_detail::has_root<Number> {
    using std::sqrt;
    const Number root(sqrt(x.value_));
    return {root, x.slope_ / (root + root)};
  }
  /// To a power that does not itself move.
  friend dual pow(const dual& base, const dual& exponent) {
    using std::pow;
    const Number power(pow(base.value_, exponent.value_));
    return {power, power * exponent.value_ * base.slope_ / base.value_};
  }

 private:
  Number value_{};
  Number slope_{};
};

}  // namespace nytta
