// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/arithmetic.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/rounding.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/twofold.hpp"

namespace nytta {

template <unsigned Bits>
using binary_float =
    boost::multiprecision::number<boost::multiprecision::cpp_bin_float<Bits, boost::multiprecision::digit_base_2>,
                                  boost::multiprecision::et_off>;

/// 10^|places| as a double, exactly, or 0 where no double is that.
[[nodiscard]] constexpr double exact_power_of_ten(int places) noexcept {
  constexpr std::array<double, 23> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                          1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const auto which = static_cast<std::size_t>(places < 0 ? -places : places);
  return which < powers.size() ? powers[which] : 0;
}

/// What is added where a radius could otherwise round to 0. Doubles end at 2^-1074; the others do not end here.
template <class Radius>
[[nodiscard]] Radius least_radius() {
  if constexpr (std::is_same_v<Radius, double>) {
    return std::numeric_limits<double>::denorm_min();
  } else {
    return Radius(0);
  }
}

/// What a ball needs to know of its centre's arithmetic.
template <class Centre>
struct centre_traits;

template <unsigned Bits>
struct centre_traits<binary_float<Bits>> {
  using centre = binary_float<Bits>;
  static constexpr unsigned bits = Bits;

  static bool is_zero(const centre& x) { return x.is_zero(); }
  static int sign(const centre& x) { return x.sign(); }
  static centre shifted(const centre& x, int exponent) { return boost::multiprecision::ldexp(x, exponent); }
  /// Are sums and products of the two exact? Enough is known: whole numbers below 2^52.
  static bool exact_together(const centre& a, const centre& b) { return is_small_whole(a) && is_small_whole(b); }
  static bool is_whole_product(const centre& /*product*/) { return true; }
  static centre whole_below(const centre& x) { return boost::multiprecision::floor(x); }
  /// log2 of |x|, to a few digits.
  static double exponent_of_two(const centre& x) {
    return std::log2(leading_bits(x)) - 31 + static_cast<double>(x.backend().exponent());
  }
  static centre root(const centre& x) { return boost::multiprecision::sqrt(x); }
  static centre logarithm(const centre& x) { return boost::multiprecision::log(x); }
  static boost::multiprecision::cpp_int whole(const centre& x) {
    return x.template convert_to<boost::multiprecision::cpp_int>();
  }
  static centre of_whole(const boost::multiprecision::cpp_int& x) { return centre(x); }

  /// A double at or above |x|, and one at or below it, within a 2^-31th: a power of two would do, but then the radius
  /// of 1.02^n would double with every factor.
  template <class Radius>
  static Radius magnitude(const centre& x) {
    return x.is_zero() ? Radius(0) : Radius(in_place<Radius>(leading_bits(x) + 1, x) + least_radius<Radius>());
  }
  template <class Radius>
  static Radius lower_magnitude(const centre& x) {
    return x.is_zero() ? Radius(0) : in_place<Radius>(leading_bits(x), x);
  }
  /// What rounding the result of one operation may have cost; never 0, though doubles end.
  template <class Radius>
  static Radius last_place(const centre& x) {
    using std::ldexp;
    if (x.is_zero()) return Radius(0);
    return Radius(ldexp(Radius(1), static_cast<int>(x.backend().exponent()) + 1 - static_cast<int>(Bits)) +
                  least_radius<Radius>());
  }

 private:
  static bool is_small_whole(const centre& x) {
    return x.is_zero() || (x.backend().exponent() < 52 && whole_below(x) == x);
  }
  /// The first 32 bits of |x|: the highest limb of a number that is not 0 begins with a one.
  static double leading_bits(const centre& x) {
    const auto& limbs = x.backend().bits();
    constexpr int limb_bits = std::numeric_limits<std::remove_cvref_t<decltype(limbs.limbs()[0])>>::digits;
    static_assert(Bits % limb_bits == 0);
    return static_cast<double>(limbs.limbs()[limbs.size() - 1] >> (limb_bits - 32));
  }
  template <class Radius>
  static Radius in_place(double leading, const centre& x) {
    using std::ldexp;
    return Radius(ldexp(Radius(leading), static_cast<int>(x.backend().exponent()) - 31));
  }
};

template <>
struct centre_traits<twofold> {
  static constexpr unsigned bits = 106;

  static bool is_zero(const twofold& x) { return x.high() == 0; }
  static int sign(const twofold& x) { return x.high() < 0 ? -1 : (x.high() > 0 ? 1 : 0); }
  static twofold shifted(const twofold& x, int exponent) { return ldexp(x, exponent); }
  static bool exact_together(const twofold& a, const twofold& b) {
    return a.low() == 0 && b.low() == 0 && std::abs(a.high()) < 1e150 && std::abs(b.high()) < 1e150;
  }
  /// Has the product of two doubles lost nothing below the least of them?
  static bool is_whole_product(const twofold& product) { return std::abs(product.high()) > 1e-280; }
  static twofold whole_below(const twofold& x) { return floor(x); }
  static double exponent_of_two(const twofold& x) { return std::log2(std::abs(x.high())); }
  static twofold root(const twofold& x) { return sqrt(x); }
  static twofold logarithm(const twofold& x) {
    const double guess = std::log(x.high());
    return twofold(guess);
  }
  static boost::multiprecision::cpp_int whole(const twofold& x) {
    return boost::multiprecision::cpp_int(x.high()) + boost::multiprecision::cpp_int(x.low());
  }
  static twofold of_whole(const boost::multiprecision::cpp_int& x) { return twofold(x); }
  template <class Radius>
  static double magnitude(const twofold& x) {
    return std::abs(x.high()) * (1 + 0x1p-51);
  }
  template <class Radius>
  static double lower_magnitude(const twofold& x) {
    return std::abs(x.high()) * (1 - 0x1p-51);
  }
  /// The second term allows for what is lost where numbers end.
  template <class Radius>
  static double last_place(const twofold& x) {
    return std::abs(x.high()) * 0x1p-103 + 1e-300;
  }
};

/// A number with a proven error bound: the true value lies within `radius` of `centre`. Every operation adds what its
/// own rounding may have cost, so that a printed digit is certified when the whole ball rounds to it. Comparisons that
/// the ball cannot decide throw undecided.
template <class Centre, class Radius = double>
class ball_of {
  using traits = centre_traits<Centre>;
  static constexpr unsigned bits = traits::bits;

 public:
  using centre_type = Centre;
  using radius_type = Radius;

  ball_of() = default;
  explicit ball_of(int exact) : centre_(exact) {}
  explicit ball_of(centre_type centre) : centre_(std::move(centre)) {}
  explicit ball_of(const boost::multiprecision::cpp_int& whole)
      : centre_(traits::of_whole(whole)),
        radius_(whole.is_zero() || msb(abs(whole)) < bits ? 0 : last_place(centre_)) {}
  ball_of(centre_type centre, Radius radius) : centre_(std::move(centre)), radius_(radius) {}

  /// The nearest one to a quotient of whole numbers.
  [[nodiscard]] static ball_of of_rational(const boost::multiprecision::cpp_rational& x) {
    const ball_of whole(numerator(x));
    return denominator(x) == 1 ? whole : whole / ball_of(denominator(x));
  }

  /// The number itself where it is whole, else the quotient by its power of ten: one rounding.
  [[nodiscard]] static ball_of of_decimal(const decimal& a) {
    const uint128 digits = a.coefficient();
    centre_type centre(digits.low);
    if (digits.high != 0) centre += traits::shifted(centre_type(digits.high), 64);
    if (a.is_negative()) centre = -centre;
    Radius lost(0);
    if constexpr (bits < 128) {  // a decimal has as many
      if ((digits.high >> (bits - 65)) != 0) lost = last_place(centre);
    }
    if (a.scale() == 0) return ball_of(std::move(centre), lost);
    if (const double power = exact_power_of_ten(a.scale()); power != 0) {
      ball_of out(std::move(centre), lost);
      return a.scale() < 0 ? out *= ball_of(centre_type(power)) : out /= ball_of(centre_type(power));
    }
    const ball_of scale(boost::multiprecision::pow(boost::multiprecision::cpp_int(10),
                                                   static_cast<unsigned>(a.scale() < 0 ? -a.scale() : a.scale())));
    return a.scale() < 0 ? ball_of(std::move(centre), lost) * scale : ball_of(std::move(centre), lost) / scale;
  }

  [[nodiscard]] const centre_type& centre() const { return centre_; }
  [[nodiscard]] const Radius& radius() const { return radius_; }

  ball_of& operator+=(const ball_of& b) {
    const bool exact = is_exact_with(b);
    centre_ += b.centre_;
    if (!exact) radius_ = up(radius_ + b.radius_ + last_place(centre_));
    return *this;
  }
  ball_of& operator-=(const ball_of& b) {
    const bool exact = is_exact_with(b);
    centre_ -= b.centre_;
    if (!exact) radius_ = up(radius_ + b.radius_ + last_place(centre_));
    return *this;
  }
  ball_of& operator*=(const ball_of& b) {
    if (is_nothing() || b.is_nothing()) return *this = ball_of();
    const bool exact = is_exact_with(b);
    const Radius spread = magnitude(centre_) * b.radius_ + magnitude(b.centre_) * radius_ + radius_ * b.radius_;
    const bool some = !traits::is_zero(centre_) && !traits::is_zero(b.centre_);
    centre_ *= b.centre_;
    if (some) require_in_range();
    if (!exact || !traits::is_whole_product(centre_)) radius_ = up(spread + last_place(centre_));
    return *this;
  }
  ball_of& operator/=(const ball_of& b) {
    // |a/b − a'/b'| <= (ra + |a/b| rb) / (|b| − rb)
    if (b.radius_ == 0 && b.centre_ == centre_type(1)) return *this;
    const Radius below = lower_magnitude(b.centre_) - b.radius_;
    if (!(below > 0)) throw undecided();
    const bool some = !traits::is_zero(centre_);
    centre_ /= b.centre_;
    if (some) require_in_range();
    radius_ = up((radius_ + magnitude(centre_) * b.radius_) / down(below) + 2 * last_place(centre_));
    return *this;
  }
  friend ball_of operator+(ball_of a, const ball_of& b) { return a += b; }
  friend ball_of operator-(ball_of a, const ball_of& b) { return a -= b; }
  friend ball_of operator*(ball_of a, const ball_of& b) { return a *= b; }
  friend ball_of operator/(ball_of a, const ball_of& b) { return a /= b; }
  /// × 2^exponent, exactly but where numbers end.
  [[nodiscard]] ball_of shifted(int exponent) const {
    using std::ldexp;
    ball_of out(traits::shifted(centre_, exponent), Radius(ldexp(radius_, exponent)));
    if constexpr (std::is_same_v<Radius, double>) {
      if (!traits::is_zero(centre_) && magnitude(out.centre_) < 1e-290) out.radius_ += 1e-290;
    }
    return out;
  }
  ball_of operator-() const { return {centre_type(-centre_), radius_}; }

  /// The number as an int where the ball holds a whole one below 2^30 and nothing else: a power is then multiplied out.
  friend std::optional<int> whole_number(const ball_of& x) {
    if (x.radius_ != 0 || lower_magnitude(x.centre_) >= (1 << 30)) return std::nullopt;
    const centre_type below = traits::whole_below(x.centre_);
    if (!(below == x.centre_)) return std::nullopt;
    return static_cast<int>(static_cast<double>(below));
  }

  friend bool operator<(const ball_of& a, const ball_of& b) { return sign(a - b) < 0; }
  friend bool operator==(const ball_of& a, const ball_of& b) { return sign(a - b) == 0; }

  /// Every value that the smaller, or the larger, of two numbers may have.
  friend ball_of lesser(const ball_of& a, const ball_of& b) { return either(a, b, b.centre_ < a.centre_ ? b : a); }
  friend ball_of greater(const ball_of& a, const ball_of& b) { return either(a, b, a.centre_ < b.centre_ ? b : a); }

  /// −1, 0 or 1; throws undecided when the ball_of holds both 0 and other numbers. With 300 digits at hand, what cannot
  /// be told from 0 at the 200th decimal is taken as 0: a sum of roots that cancels.
  friend int sign(const ball_of& x) {
    if (x.radius_ == 0) return traits::sign(x.centre_);
    if (std::is_same_v<Radius, double> && bits >= 1024 && magnitude(x.centre_) + x.radius_ < 1e-200) return 0;
    if (!(lower_magnitude(x.centre_) > x.radius_)) throw undecided();
    return traits::sign(x.centre_);
  }

  friend ball_of sqrt(const ball_of& x) {
    // |√a − √a'| <= |a − a'| / √a' for a' the centre
    if (sign(x) < 0) throw undecided();
    if (traits::is_zero(x.centre_)) return ball_of();
    const centre_type root = traits::root(x.centre_);
    return {root, up(x.radius_ / lower_magnitude(root) + 2 * last_place(root))};
  }

  friend ball_of exp(const ball_of& x) {
    const Radius size(magnitude(x.centre_) + x.radius_);
    if (!(size - size == 0)) throw undecided();  // beyond all numbers
    int halvings = 0;
    for (Radius left(size); left > 1.0 / 256; left /= 2) ++halvings;
    ball_of sum = ball_of(1) + expm1_of_small(x.shifted(-halvings));
    for (int i = 0; i < halvings; ++i) sum *= sum;
    return sum;
  }

  /// e^x − 1 and ln(1 + x): a small x keeps its digits.
  friend ball_of expm1(const ball_of& x) {
    const Radius size(magnitude(x.centre_) + x.radius_);
    return size < 1.0 / 256 ? expm1_of_small(x) : exp(x) - ball_of(1);
  }
  friend ball_of log1p(const ball_of& x) {
    using std::ldexp;
    const Radius size = up(magnitude(x.centre_) + x.radius_);
    if (!(size < Radius(ldexp(Radius(1), -static_cast<int>(bits / 4))))) return log(ball_of(1) + x);
    ball_of sum = x * (ball_of(1) - x * (ball_of(1) / ball_of(2) - x / ball_of(3)));
    sum.radius_ = up(sum.radius_ + size * size * size * size);  // of what comes after the third term
    return sum;
  }
  /// Has a difference left less than half of the digits?
  friend bool is_vague(const ball_of& x) {
    using std::ldexp;
    if (x.radius_ == 0 || !(x.radius_ - x.radius_ == 0)) return false;  // exact, or beyond all numbers
    return !(Radius(ldexp(x.radius_, static_cast<int>(bits / 2))) < lower_magnitude(x.centre_));
  }

  friend ball_of log(const ball_of& x) {
    // Any guess will do, since exp proves it: log x = guess + log(1 + d) with d = x / exp guess − 1. For |d| < 1/2 the
    // terms after the third are at most d^4/2.
    if (sign(x) <= 0) throw undecided();
    const ball_of guess(traits::logarithm(x.centre_));
    const ball_of d = x / exp(guess) - ball_of(1);
    const Radius size = up(magnitude(d.centre_) + d.radius_);
    if (!(size < 0.5)) throw undecided();
    ball_of sum = guess + d * (ball_of(1) - d * (ball_of(1) / ball_of(2) - d / ball_of(3)));
    sum.radius_ = up(sum.radius_ + size * size * size * size);
    return sum;
  }

  friend ball_of pow(const ball_of& x, const ball_of& y) {
    if (x.radius_ == 0 && traits::is_zero(x.centre_)) return ball_of();
    return exp(y * log(x));
  }

  /// The largest whole number below; throws undecided when the ball_of holds one and numbers on both sides of it.
  friend ball_of floor(const ball_of& x) {
    const centre_type whole = traits::whole_below(x.centre_);
    const auto above = static_cast<double>(centre_type(x.centre_ - whole));
    const bool inside = above * (1 - slack) > x.radius_ && above * (1 + slack) + x.radius_ < 1;
    if (x.radius_ != 0 && !inside) throw undecided();
    return ball_of(whole);
  }

  /// The ball_of as a whole number, rounded; nothing when not all of it rounds to the same.
  [[nodiscard]] std::optional<boost::multiprecision::cpp_int> rounded(rounding how) const {
    const auto centre = rounded_centre(how);
    return centre ? std::optional(traits::whole(*centre)) : std::nullopt;
  }

  /// The same as a centre, whose arithmetic holds it whole.
  [[nodiscard]] std::optional<centre_type> rounded_centre(rounding how) const {
    const centre_type below = traits::whole_below(centre_);
    const auto part = static_cast<double>(centre_type(centre_ - below));  // 0 … 1
    const auto whole = [&](bool one_more) { return one_more ? centre_type(below + centre_type(1)) : below; };
    const auto reach = static_cast<double>(up(radius_)) + slack;
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
    const bool negative = traits::sign(centre_) < 0;
    return whole(how == rounding::ceiling || (how == rounding::up && !negative) || (how == rounding::down && negative));
  }

 private:
  /// Is it 0, and nothing else?
  [[nodiscard]] bool is_nothing() const { return radius_ == 0 && traits::is_zero(centre_); }
  /// Are sums and products with b free of error?
  [[nodiscard]] bool is_exact_with(const ball_of& b) const {
    return radius_ == 0 && b.radius_ == 0 && traits::exact_together(centre_, b.centre_);
  }
  /// `likely` is the one whose centre says so; where the other may be it too, it is widened to hold both.
  static ball_of either(const ball_of& a, const ball_of& b, const ball_of& likely) {
    const centre_type apart(a.centre_ - b.centre_);
    const Radius gap = magnitude(apart) + last_place(apart);
    if (lower_magnitude(apart) > a.radius_ + b.radius_) return likely;
    return {likely.centre_, up(gap + a.radius_ + b.radius_)};
  }
  static constexpr double slack = 0x1p-40;
  /// A product or quotient that is not 0 must not be taken for it, nor for infinity: the wide types end far away, but
  /// they do. The error bounds of doubles know where those end.
  void require_in_range() const {
    constexpr double furthest = 1 << 29;
    if constexpr (!std::is_same_v<Radius, double>) {
      if (traits::is_zero(centre_) || !(std::abs(traits::exponent_of_two(centre_)) < furthest)) throw undecided();
    }
  }
  /// e^t − 1 for |t| of at most 1/256, by its series.
  static ball_of expm1_of_small(const ball_of& t) {
    using std::ldexp;
    // What is left out is paid for: the least only tells when more terms would not narrow the bound.
    Radius least(ldexp(Radius(magnitude(t.centre_) + t.radius_), -static_cast<int>(bits) - 8));
    if constexpr (std::is_same_v<Radius, double>) least += 1e-299;
    ball_of sum = t;
    ball_of term = t;
    for (int i = 2; magnitude(term.centre_) + term.radius_ > least; ++i) {
      if (i > static_cast<int>(bits)) throw undecided();
      term *= t;
      term /= ball_of(i);
      sum += term;
    }
    // The terms left out sum to less than the last one, since each is below 1/256 of the one before.
    sum.radius_ = up(sum.radius_ + magnitude(term.centre_) + term.radius_);
    return sum;
  }
  /// At or above x, and paying for the roundings of the bounds themselves.
  static Radius up(const Radius& x) { return Radius(x * Radius(1 + 0x1p-48) + least_radius<Radius>()); }
  static Radius down(const Radius& x) { return Radius(x * Radius(1 - 0x1p-48)); }
  static Radius magnitude(const centre_type& x) { return traits::template magnitude<Radius>(x); }
  static Radius lower_magnitude(const centre_type& x) { return traits::template lower_magnitude<Radius>(x); }
  static Radius last_place(const centre_type& x) { return traits::template last_place<Radius>(x); }

  centre_type centre_;
  Radius radius_{0};
};

template <unsigned Bits>
using ball = ball_of<binary_float<Bits>>;

/// 106 bits and their error: the quick one.
using double_ball = ball_of<twofold>;

}  // namespace nytta
