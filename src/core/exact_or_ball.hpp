// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <optional>
#include <utility>

#include "core/ball.hpp"
#include "core/perfect_root.hpp"

namespace nytta {

/// A number that is an exact fraction as long as it can be, and a ball from then on: where two numbers of a question
/// are equal, or a sum of them is 0, no number of digits would tell, but a fraction does, though a later root or
/// logarithm has none. A fraction that grows beyond `most_bits` becomes a ball.
template <class Ball>
class exact_or {
  using fraction = boost::multiprecision::cpp_rational;
  using whole = boost::multiprecision::cpp_int;

 public:
  static constexpr unsigned most_bits = 8192;

  exact_or() : exact_(std::in_place) {}
  explicit exact_or(int x) : exact_(std::in_place, x) {}
  explicit exact_or(fraction x) : exact_(std::move(x)) { keep_small(); }
  explicit exact_or(Ball x) : ball_(std::move(x)) {}

  /// The fraction, where it is one.
  [[nodiscard]] const std::optional<fraction>& exact() const { return exact_; }
  [[nodiscard]] Ball ball() const { return exact_ ? Ball::of_rational(*exact_) : ball_; }

  exact_or& operator+=(const exact_or& b) {
    return combine(b, [](auto& x, const auto& y) { x += y; });
  }
  exact_or& operator-=(const exact_or& b) {
    return combine(b, [](auto& x, const auto& y) { x -= y; });
  }
  exact_or& operator*=(const exact_or& b) {
    if (is(0)) return *this;
    if (b.is(0)) return *this = b;
    return combine(b, [](auto& x, const auto& y) { x *= y; });
  }
  exact_or& operator/=(const exact_or& b) {
    if (b.is(0)) throw undecided();
    if (is(0)) return *this;
    return combine(b, [](auto& x, const auto& y) { x /= y; });
  }
  friend exact_or operator+(exact_or a, const exact_or& b) { return a += b; }
  friend exact_or operator-(exact_or a, const exact_or& b) { return a -= b; }
  friend exact_or operator*(exact_or a, const exact_or& b) { return a *= b; }
  friend exact_or operator/(exact_or a, const exact_or& b) { return a /= b; }
  exact_or operator-() const { return exact_ ? exact_or(fraction(-*exact_)) : exact_or(-ball_); }

  friend bool operator<(const exact_or& a, const exact_or& b) {
    return a.exact_ && b.exact_ ? *a.exact_ < *b.exact_ : a.ball() < b.ball();
  }
  friend bool operator==(const exact_or& a, const exact_or& b) {
    return a.exact_ && b.exact_ ? *a.exact_ == *b.exact_ : a.ball() == b.ball();
  }
  friend int sign(const exact_or& x) { return x.exact_ ? x.exact_->sign() : sign(x.ball_); }
  friend exact_or lesser(const exact_or& a, const exact_or& b) {
    if (a.exact_ && b.exact_) return b < a ? b : a;
    return exact_or(lesser(a.ball(), b.ball()));
  }
  friend exact_or greater(const exact_or& a, const exact_or& b) {
    if (a.exact_ && b.exact_) return a < b ? b : a;
    return exact_or(greater(a.ball(), b.ball()));
  }

  friend std::optional<int> whole_number(const exact_or& x) {
    constexpr int limit = 1 << 30;
    if (!x.exact_ || denominator(*x.exact_) != 1 || abs(numerator(*x.exact_)) >= limit) return std::nullopt;
    return numerator(*x.exact_).template convert_to<int>();
  }
  friend exact_or floor(const exact_or& x) {
    if (!x.exact_) return exact_or(floor(x.ball_));
    whole below = numerator(*x.exact_) / denominator(*x.exact_);  // towards zero
    if (*x.exact_ < 0 && denominator(*x.exact_) != 1) --below;
    return exact_or(fraction(below));
  }

  // Fractions where they are: exponentials and logarithms at 0 and 1, roots of perfect powers.
  friend exact_or exp(const exact_or& x) { return x.is(0) ? exact_or(1) : exact_or(exp(x.ball())); }
  friend exact_or expm1(const exact_or& x) { return x.is(0) ? exact_or(0) : exact_or(expm1(x.ball())); }
  friend exact_or log(const exact_or& x) { return x.is(1) ? exact_or(0) : exact_or(log(x.ball())); }
  friend exact_or log1p(const exact_or& x) { return x.is(0) ? exact_or(0) : exact_or(log1p(x.ball())); }
  friend bool is_vague(const exact_or& x) { return !x.exact_ && is_vague(x.ball_); }
  friend exact_or sqrt(const exact_or& x) {
    if (x.exact_ && !(*x.exact_ < 0)) {
      if (auto root = perfect_root(*x.exact_, 2)) return exact_or(*std::move(root));
    }
    return exact_or(sqrt(x.ball()));
  }
  friend exact_or pow(const exact_or& x, const exact_or& y) {
    if (x.is(0) || x.is(1)) return x;
    if (x.exact_ && y.exact_ && *x.exact_ > 0) {
      if (auto power = perfect_power(*x.exact_, *y.exact_)) return exact_or(*std::move(power));
    }
    return exact_or(pow(x.ball(), y.ball()));
  }

 private:
  /// x^y where it is a fraction that is not too long.
  static std::optional<fraction> perfect_power(const fraction& x, const fraction& y) {
    const unsigned length = bits(x);
    if (denominator(y) > length || abs(numerator(y)) * length > most_bits * denominator(y)) return std::nullopt;
    const auto root = perfect_root(x, denominator(y).template convert_to<unsigned>());
    if (!root) return std::nullopt;
    const auto times = whole(abs(numerator(y))).template convert_to<unsigned>();
    whole above = boost::multiprecision::pow(whole(numerator(*root)), times);
    whole below = boost::multiprecision::pow(whole(denominator(*root)), times);
    return y < 0 ? fraction(below, above) : fraction(above, below);
  }
  /// Of numerator and denominator together.
  static unsigned bits(const fraction& x) {
    return x.is_zero() ? 0 : static_cast<unsigned>(msb(abs(numerator(x))) + msb(denominator(x)));
  }
  [[nodiscard]] bool is(int x) const { return exact_ && *exact_ == x; }

  template <class Operation>
  exact_or& combine(const exact_or& b, const Operation& operation) {
    if (exact_ && b.exact_) {
      operation(*exact_, *b.exact_);
      keep_small();
    } else {
      ball_ = ball();
      exact_.reset();
      operation(ball_, b.ball());
    }
    return *this;
  }

  void keep_small() {
    if (bits(*exact_) < most_bits) return;
    ball_ = ball();
    exact_.reset();
  }

  std::optional<fraction> exact_;
  Ball ball_;
};

}  // namespace nytta
