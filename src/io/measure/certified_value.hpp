// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/arithmetic.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/ball.hpp"
#include "core/exact_or_ball.hpp"
#include "core/significant_text.hpp"
#include "io/measure/measure_number.hpp"

// One formula of the library, calculated with more and more digits until those that are printed are certain.

namespace nytta {

/// The numbers of a question in one number type.
template <class Number>
struct reading_as {
  using number = Number;

  [[nodiscard]] Number operator()(const measure_number& x) const { return x.as<Number>(); }
  [[nodiscard]] std::vector<Number> operator()(const std::vector<measure_number>& xs) const {
    std::vector<Number> out;
    out.reserve(xs.size());
    for (const measure_number& x : xs) out.push_back(x.as<Number>());
    return out;
  }
};

/// Whether a formula can be calculated in fractions too: always, never (it takes logarithms), or unless that is too
/// long a work.
enum class in_fractions : unsigned char { possible, impossible, too_long };

/// What a value came to: a decimal, no value, or more digits than are at hand.
struct certified_value {
  std::optional<decimal_units> value;
  status state = status::ok;
  reason why = reason::answered;
  bool decided = true;
};

namespace certified_value_detail {

using fine = ball<384>;
/// 300 digits, of numbers of any size, and 1 800.
using deep = ball_of<binary_float<1024>, binary_float<64>>;
using deepest = ball_of<binary_float<6144>, binary_float<64>>;

template <class Number>
[[nodiscard]] certified_value without(const answer<Number>& a) {
  return {std::nullopt, a.state, a.why, true};
}

/// Numbers whose first digit lies beyond this exponent of ten are not written out: they stand as a power of ten.
[[nodiscard]] inline std::optional<decimal_units> beyond_writing(double exponent_of_two) {
  constexpr double furthest = 20000;
  const double exponent = exponent_of_two * 0.30102999566398120;
  if (!std::isfinite(exponent) || std::abs(exponent) <= furthest) return std::nullopt;
  return decimal_units{1, static_cast<int>(-exponent)};
}

template <class Ball>
[[nodiscard]] std::optional<decimal_units> digits_of(const Ball& x, int digits) {
  using traits = centre_traits<typename Ball::centre_type>;
  if (!traits::is_zero(x.centre())) {
    if (auto far = beyond_writing(traits::exponent_of_two(x.centre()))) {
      if (side_of_zero(x) == 0) return std::nullopt;
      return far;
    }
  }
  return certain_digits(x, digits);
}

[[nodiscard]] inline decimal_units digits_of(const boost::multiprecision::cpp_rational& x, int digits) {
  if (x != 0) {
    const double bits = static_cast<double>(msb(boost::multiprecision::cpp_int(abs(numerator(x))))) -
                        static_cast<double>(msb(denominator(x)));
    if (auto far = beyond_writing(bits)) return *std::move(far);
  }
  return significant(x, digits);
}

template <class Ball>
[[nodiscard]] std::optional<decimal_units> digits_of(const exact_or<Ball>& x, int digits) {
  if (x.exact()) return digits_of(*x.exact(), digits);
  return digits_of(x.ball(), digits);
}

}  // namespace certified_value_detail

/// The value of `formula`, rounded half-even to `digits` significant digits. `formula` takes a reading_as<Number> and
/// gives an answer<Number>: for balls, for fractions that become balls where they must (exact_or), and for fractions
/// alone unless that is impossible, or, `now`, too long a work. `work` is about how many terms it has: long ones are
/// not calculated with the most digits. Nothing is taken for 0 or for a tie but a fraction that
/// is: a ball that may be either is undecided.
template <in_fractions How, class Formula>
[[nodiscard]] certified_value certified(const Formula& formula, int digits, in_fractions now = How, double work = 1) {
  constexpr double most_terms_of_most_digits = 5000;
  using namespace certified_value_detail;
  using boost::multiprecision::cpp_rational;
  const auto by = [&]<class Number>(reading_as<Number> as) -> std::optional<certified_value> {
    try {
      const answer<Number> a = formula(as);
      if (!a.has_value()) return without(a);
      if (auto units = digits_of(a.value, digits)) return certified_value{*std::move(units)};
    } catch (const undecided&) {
    }
    return std::nullopt;
  };
  if (auto quick = by(reading_as<double_ball>{})) return *quick;
  if (auto slow = by(reading_as<fine>{})) return *slow;
  if (auto far = by(reading_as<deep>{})) return *far;
  // A sum that cancels, or a tie.
  if constexpr (How != in_fractions::impossible) {
    if (now == in_fractions::possible) {
      try {
        const answer<cpp_rational> a = formula(reading_as<cpp_rational>{});
        if (!a.has_value()) return without(a);
        return {digits_of(a.value, digits)};
      } catch (const std::logic_error&) {  // a period that is not whole: no power of a rational
      }
    }
  }
  if (auto exactly = by(reading_as<exact_or<deep>>{})) return *exactly;
  if (work <= most_terms_of_most_digits) {
    if (auto furthest = by(reading_as<exact_or<deepest>>{})) return *furthest;
  }
  return {std::nullopt, status::undefined, reason::not_decidable, false};
}

}  // namespace nytta
