// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/evaluate.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>

namespace nytta {

/// A number with a proven error bound: the true value lies within `radius` of `centre`. Every operation adds what its
/// own rounding may have cost, so that a printed digit is certified when the whole ball rounds to it. Comparisons that
/// the ball cannot decide throw undecided.
template <unsigned Bits>
class ball {
 public:
  using centre_type =
      boost::multiprecision::number<boost::multiprecision::cpp_bin_float<Bits, boost::multiprecision::digit_base_2>,
                                    boost::multiprecision::et_off>;

  ball() = default;
  explicit ball(int exact) : centre_(exact) {}
  explicit ball(centre_type centre) : centre_(std::move(centre)) {}
  explicit ball(const boost::multiprecision::cpp_int& whole)
      : centre_(whole), radius_(whole.is_zero() || msb(whole) < Bits ? 0 : last_place(centre_)) {}
  ball(centre_type centre, double radius) : centre_(std::move(centre)), radius_(radius) {}

  /// The number itself where it is whole, else the quotient by its power of ten: one rounding.
  [[nodiscard]] static ball of_decimal(const decimal& a) {
    centre_type centre(a.coefficient().high);
    centre = boost::multiprecision::ldexp(centre, 64) + centre_type(a.coefficient().low);
    if (a.is_negative()) centre = -centre;
    if (a.scale() == 0) return ball(std::move(centre));
    const ball scale(boost::multiprecision::pow(boost::multiprecision::cpp_int(10),
                                                static_cast<unsigned>(a.scale() < 0 ? -a.scale() : a.scale())));
    return a.scale() < 0 ? ball(std::move(centre)) * scale : ball(std::move(centre)) / scale;
  }

  [[nodiscard]] const centre_type& centre() const { return centre_; }
  [[nodiscard]] double radius() const { return radius_; }

  ball& operator+=(const ball& b) {
    centre_ += b.centre_;
    radius_ = up(radius_ + b.radius_ + last_place(centre_));
    return *this;
  }
  ball& operator-=(const ball& b) {
    centre_ -= b.centre_;
    radius_ = up(radius_ + b.radius_ + last_place(centre_));
    return *this;
  }
  ball& operator*=(const ball& b) {
    const double spread = magnitude(centre_) * b.radius_ + magnitude(b.centre_) * radius_ + radius_ * b.radius_;
    centre_ *= b.centre_;
    radius_ = up(spread + last_place(centre_));
    return *this;
  }
  ball& operator/=(const ball& b) {
    // |a/b − a'/b'| <= (ra + |a/b| rb) / (|b| − rb)
    const double below = lower_magnitude(b.centre_) - b.radius_;
    if (!(below > 0)) throw undecided();
    centre_ /= b.centre_;
    radius_ = up((radius_ + magnitude(centre_) * b.radius_) / down(below) + 2 * last_place(centre_));
    return *this;
  }
  friend ball operator+(ball a, const ball& b) { return a += b; }
  friend ball operator-(ball a, const ball& b) { return a -= b; }
  friend ball operator*(ball a, const ball& b) { return a *= b; }
  friend ball operator/(ball a, const ball& b) { return a /= b; }
  ball operator-() const { return {centre_type(-centre_), radius_}; }

  friend bool operator<(const ball& a, const ball& b) { return sign(a - b) < 0; }
  friend bool operator==(const ball& a, const ball& b) { return sign(a - b) == 0; }

  /// Every value that the smaller, or the larger, of two numbers may have.
  friend ball lesser(const ball& a, const ball& b) { return either(a, b, b.centre_ < a.centre_ ? b : a); }
  friend ball greater(const ball& a, const ball& b) { return either(a, b, a.centre_ < b.centre_ ? b : a); }

  /// −1, 0 or 1; throws undecided when the ball holds both 0 and other numbers. With 300 digits at hand, what cannot be
  /// told from 0 at the 200th decimal is taken as 0: a sum of roots that cancels.
  friend int sign(const ball& x) {
    if (x.radius_ == 0) return x.centre_.sign();
    if (Bits >= 1024 && magnitude(x.centre_) + x.radius_ < 1e-200) return 0;
    if (lower_magnitude(x.centre_) <= x.radius_) throw undecided();
    return x.centre_.sign();
  }

  friend ball sqrt(const ball& x) {
    // |√a − √a'| <= |a − a'| / √a' for a' the centre
    if (sign(x) < 0) throw undecided();
    if (x.centre_.is_zero()) return ball();
    const centre_type root = boost::multiprecision::sqrt(x.centre_);
    return {root, up(x.radius_ / lower_magnitude(root) + 2 * last_place(root))};
  }

  friend ball exp(const ball& x) {
    int halvings = 0;
    while (std::ldexp(magnitude(x.centre_) + x.radius_, -halvings) > 1.0 / 256) ++halvings;
    const ball t(boost::multiprecision::ldexp(x.centre_, -halvings), std::ldexp(x.radius_, -halvings));
    ball sum(1);
    ball term(1);
    for (int i = 1; magnitude(term.centre_) + term.radius_ > std::ldexp(1.0, -static_cast<int>(Bits) - 8); ++i) {
      term *= t;
      term /= ball(i);
      sum += term;
      if (i > static_cast<int>(Bits)) throw undecided();
    }
    // The terms left out sum to less than the last one, since each is below 1/256 of the one before.
    sum.radius_ = up(sum.radius_ + magnitude(term.centre_) + term.radius_);
    for (int i = 0; i < halvings; ++i) sum *= sum;
    return sum;
  }

  friend ball log(const ball& x) {
    // Any guess will do, since exp proves it: log x = guess + log(x / exp guess), and |log(1 + d)| <= 2|d| for |d| < ½.
    if (sign(x) <= 0) throw undecided();
    const ball guess(boost::multiprecision::log(x.centre_));
    const ball error = x / exp(guess) - ball(1);
    const double d = up(magnitude(error.centre_) + error.radius_);
    if (!(d < 0.5)) throw undecided();
    return {guess.centre_, up(guess.radius_ + 2 * d)};
  }

  friend ball pow(const ball& x, const ball& y) {
    if (x.radius_ == 0 && x.centre_.is_zero()) return ball();
    return exp(y * log(x));
  }

  /// The largest whole number below; throws undecided when the ball holds one and numbers on both sides of it.
  friend ball floor(const ball& x) {
    const centre_type whole = boost::multiprecision::floor(x.centre_);
    const auto above = static_cast<double>(centre_type(x.centre_ - whole));
    if (x.radius_ != 0 && (above * (1 - slack) <= x.radius_ || above * (1 + slack) + x.radius_ >= 1)) throw undecided();
    return ball(whole);
  }

  /// The ball as a whole number, rounded; nothing when not all of it rounds to the same.
  [[nodiscard]] std::optional<boost::multiprecision::cpp_int> rounded(rounding how) const {
    using boost::multiprecision::cpp_int;
    const centre_type below = boost::multiprecision::floor(centre_);
    const auto part = static_cast<double>(centre_type(centre_ - below));  // 0 … 1
    const auto whole = [&](bool one_more) {
      return centre_type(one_more ? centre_type(below + 1) : below).template convert_to<cpp_int>();
    };
    const double reach = up(radius_) + slack;
    if (how == rounding::half_even || how == rounding::half_up || how == rounding::half_down) {
      if (!(std::abs(part - 0.5) > reach)) return std::nullopt;  // a tie may lie within
      if (part < 0.5 ? part + radius_ < 0.5 - slack && radius_ - part < 0.5 - slack
                     : part - radius_ > 0.5 + slack && part + radius_ < 1.5 - slack) {
        return whole(part > 0.5);
      }
      return std::nullopt;
    }
    if (radius_ == 0 && centre_ == below) return whole(false);
    if (part <= reach || part >= 1 - reach) return std::nullopt;
    const bool negative = centre_.sign() < 0;
    return whole(how == rounding::ceiling || (how == rounding::up && !negative) || (how == rounding::down && negative));
  }

 private:
  /// `likely` is the one whose centre says so; where the other may be it too, it is widened to hold both.
  static ball either(const ball& a, const ball& b, const ball& likely) {
    const centre_type apart = abs(a.centre_ - b.centre_);
    const double gap = magnitude(apart) + last_place(apart);
    if (lower_magnitude(apart) > a.radius_ + b.radius_) return likely;
    return {likely.centre_, up(gap + a.radius_ + b.radius_)};
  }
  static constexpr double slack = 0x1p-40;
  /// A double at or above x that pays for the roundings of the bounds themselves.
  static double up(double x) { return x == 0 ? 0 : x * (1 + 0x1p-48) + std::numeric_limits<double>::denorm_min(); }
  static double down(double x) { return x * (1 - 0x1p-48); }
  /// A double at or above |x|, and one at or below it, within a 2^-31th: a power of two would do, but then the radius
  /// of 1.02^n would double with every factor.
  static double magnitude(const centre_type& x) { return x.is_zero() ? 0 : in_place(leading_bits(x) + 1, x); }
  static double lower_magnitude(const centre_type& x) { return x.is_zero() ? 0 : in_place(leading_bits(x), x); }
  /// The first 32 bits of |x|: the highest limb of a number that is not 0 begins with a one.
  static double leading_bits(const centre_type& x) {
    const auto& bits = x.backend().bits();
    constexpr int limb_bits = std::numeric_limits<std::remove_cvref_t<decltype(bits.limbs()[0])>>::digits;
    static_assert(Bits % limb_bits == 0);
    return static_cast<double>(bits.limbs()[bits.size() - 1] >> (limb_bits - 32));
  }
  static double in_place(double leading, const centre_type& x) {
    return std::ldexp(leading, static_cast<int>(x.backend().exponent()) - 31);
  }
  /// What rounding the centre may have cost.
  static double last_place(const centre_type& x) {
    return x.is_zero() ? 0 : std::ldexp(1.0, static_cast<int>(x.backend().exponent()) + 1 - static_cast<int>(Bits));
  }

  centre_type centre_;
  double radius_ = 0;
};

template <unsigned Bits>
struct number_abilities<ball<Bits>> {
  static constexpr bool real_powers = true;
  static constexpr bool rates_of_return = false;  // found exactly, from rationals
};

}  // namespace nytta
