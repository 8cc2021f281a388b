// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/rounding.hpp>
#include <nytta/core/wide.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

// The decimal number of the doors and of floors 1-4: coefficient / 10^scale, with a sign, a coefficient of 128 bits
// (38 digits always fit) and a scale. Sums, differences and products are exact or throw decimal_overflow; quotients,
// powers and roots take a scale and a rounding (decimal_quotient.hpp); nothing crosses to or from double silently
// (decimal_double.hpp). Equality is of value: 10.0 == 10.00. There is no negative zero, no infinity and no NaN.

namespace nytta {

/// An exact result, or a result at the scale asked for, does not fit in a decimal.
class decimal_overflow : public std::overflow_error {
 public:
  using std::overflow_error::overflow_error;
};

/// Integers that become decimals silently: not bool, not characters.
template <class T>
concept decimal_integer =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

class decimal {
 public:
  /// The scale lies within ±max_scale.
  static constexpr int max_scale = 9999;

  constexpr decimal() noexcept = default;
  template <decimal_integer Integer>
  constexpr decimal(Integer value) noexcept  // NOLINT(google-explicit-constructor)
      : coefficient_(magnitude(value)), negative_(value < 0) {}

  /// ±coefficient / 10^scale. Throws decimal_overflow when the scale is beyond max_scale.
  [[nodiscard]] static constexpr decimal of(uint128 coefficient, int scale, bool negative = false) {
    if (scale > max_scale || scale < -max_scale) {
      if (!coefficient.is_zero()) throw decimal_overflow("the scale of a decimal lies within -9999 and 9999");
      scale = scale > 0 ? max_scale : -max_scale;
    }
    return decimal(negative, coefficient, scale);
  }

  /// Reads "-12.50", "+3", "1e-7": digits with at most one point, and an exponent if there is one. Nothing when the
  /// text is anything else or the number does not fit. Numbers as people write them: number_text.hpp.
  [[nodiscard]] static constexpr std::optional<decimal> parse(std::string_view text);

  /// Plain digits, the scale kept: "10.00", "-0.5". A scale below 0 is written out: 12 at scale -2 is "1200".
  [[nodiscard]] std::string to_string() const;

  [[nodiscard]] constexpr uint128 coefficient() const noexcept { return coefficient_; }
  /// Decimals kept; below 0, the number is a whole multiple of 10^-scale.
  [[nodiscard]] constexpr int scale() const noexcept { return scale_; }
  [[nodiscard]] constexpr bool is_zero() const noexcept { return coefficient_.is_zero(); }
  [[nodiscard]] constexpr bool is_negative() const noexcept { return negative_; }

  /// The number at that scale: rounded when digits go, zeros appended when there are more. The result's scale is the
  /// one asked for; throws decimal_overflow when the appended zeros do not fit.
  [[nodiscard]] constexpr decimal rounded(int scale, rounding how) const;

  /// The same number with the smallest scale: 12.50 becomes 12.5, 1200 becomes 12 at scale -2, 0.00 becomes 0.
  [[nodiscard]] constexpr decimal normalized() const noexcept;

  [[nodiscard]] constexpr decimal operator-() const noexcept { return decimal(!negative_, coefficient_, scale_); }
  [[nodiscard]] constexpr decimal operator+() const noexcept { return *this; }

  /// Exact, at the larger scale; trailing zeros go where they must for the result to fit. Throws decimal_overflow.
  friend constexpr decimal operator+(const decimal& a, const decimal& b) {
    if (a.scale_ == b.scale_) {
      if (a.negative_ == b.negative_) {
        const uint128 sum = a.coefficient_ + b.coefficient_;
        if (sum >= a.coefficient_) return decimal(a.negative_, sum, a.scale_);
      } else if (a.coefficient_ >= b.coefficient_) {
        return decimal(a.negative_, a.coefficient_ - b.coefficient_, a.scale_);
      } else {
        return decimal(b.negative_, b.coefficient_ - a.coefficient_, a.scale_);
      }
    }
    return add_aligned(a, b);
  }
  friend constexpr decimal operator-(const decimal& a, const decimal& b) { return a + -b; }

  /// Exact, at the sum of the scales; trailing zeros go where they must for the result to fit. Throws
  /// decimal_overflow.
  friend constexpr decimal operator*(const decimal& a, const decimal& b) {
    const int scale = a.scale_ + b.scale_;
    if ((a.coefficient_.high | b.coefficient_.high) == 0 && scale <= max_scale && scale >= -max_scale) {
      return decimal(a.negative_ != b.negative_, multiply(a.coefficient_.low, b.coefficient_.low), scale);
    }
    return fitted(multiply(a.coefficient_, b.coefficient_), scale, a.negative_ != b.negative_);
  }

  constexpr decimal& operator+=(const decimal& other) { return *this = *this + other; }
  constexpr decimal& operator-=(const decimal& other) { return *this = *this - other; }
  constexpr decimal& operator*=(const decimal& other) { return *this = *this * other; }

  friend constexpr bool operator==(const decimal& a, const decimal& b) noexcept { return (a <=> b) == 0; }
  /// By value, whatever the scales.
  friend constexpr std::strong_ordering operator<=>(const decimal& a, const decimal& b) noexcept {
    if (a.negative_ != b.negative_) return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
    return a.negative_ ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
  }

 private:
  constexpr decimal(bool negative, uint128 coefficient, int scale) noexcept
      : coefficient_(coefficient), scale_(scale), negative_(negative && !coefficient.is_zero()) {}

  template <class Integer>
  static constexpr std::uint64_t magnitude(Integer value) noexcept {
    const auto bits = static_cast<std::uint64_t>(value);
    return value < 0 ? 0 - bits : bits;
  }

  // The number with as few trailing zeros gone as makes it fit.
  static constexpr decimal fitted(uint256 coefficient, int scale, bool negative) {
    while (!coefficient.high.is_zero()) {
      const quotient256 tenth = divide(coefficient, uint128(10));
      if (!tenth.remainder.is_zero()) throw decimal_overflow("the exact result has more than 38 digits");
      coefficient = tenth.quotient;
      --scale;
    }
    return of(coefficient.low, scale, negative);
  }

  static constexpr decimal add_aligned(const decimal& a, const decimal& b);
  static constexpr std::strong_ordering compare_magnitudes(const decimal& a, const decimal& b) noexcept;

  uint128 coefficient_;
  std::int32_t scale_ = 0;
  bool negative_ = false;
};

static_assert(std::is_trivially_copyable_v<decimal>);

[[nodiscard]] constexpr decimal absolute(const decimal& a) noexcept { return a.is_negative() ? -a : a; }

constexpr decimal decimal::normalized() const noexcept {
  if (is_zero()) return {};
  decimal result = *this;
  for (int zeros = 32; zeros > 0;
       zeros /= 2) {  // 32, 16, … 1: every number of trailing zeros up to 38 is a sum of these
    const quotient256 shorter = divide(result.coefficient_, power_of_ten(zeros));
    if (!shorter.remainder.is_zero() || result.scale_ - zeros < -max_scale) continue;
    result.coefficient_ = shorter.quotient.low;
    result.scale_ -= zeros;
  }
  return result;
}

constexpr decimal decimal::add_aligned(const decimal& a, const decimal& b) {
  if (a.scale_ > b.scale_) return add_aligned(b, a);
  if (a.is_zero()) return b;
  decimal fine = b;
  // Beyond 38 only zeros at b's end make room. Without them the sum has no trailing zero either, and does not
  // fit: |a| is at least 10^39 of b's last unit, and b is below 2^128 = 3.4·10^38 of them.
  if (const int surplus = b.scale_ - a.scale_ - 38; surplus > 0) {
    const quotient256 shorter = divide(b.coefficient_, power_of_ten(surplus < 38 ? surplus : 38));
    if (!shorter.remainder.is_zero() || (surplus > 38 && !b.is_zero())) {
      throw decimal_overflow("the exact sum has more than 38 digits");
    }
    fine = decimal(b.negative_, shorter.quotient.low, b.scale_ - surplus);
  }
  const uint256 coarse = multiply(a.coefficient_, power_of_ten(fine.scale_ - a.scale_));
  const uint256 other = fine.coefficient_;
  if (a.negative_ == fine.negative_) return fitted(coarse + other, fine.scale_, a.negative_);
  return coarse >= other ? fitted(coarse - other, fine.scale_, a.negative_)
                         : fitted(other - coarse, fine.scale_, fine.negative_);
}

constexpr std::strong_ordering decimal::compare_magnitudes(const decimal& a, const decimal& b) noexcept {
  if (a.scale_ == b.scale_) return a.coefficient_ <=> b.coefficient_;
  if (a.is_zero() || b.is_zero()) return !a.is_zero() <=> !b.is_zero();
  const int digits_a = digit_count(a.coefficient_) - a.scale_;
  const int digits_b = digit_count(b.coefficient_) - b.scale_;
  if (digits_a != digits_b) return digits_a <=> digits_b;
  const int apart = a.scale_ - b.scale_;  // equal leading digits: at most 38 apart
  return apart > 0 ? uint256(a.coefficient_) <=> multiply(b.coefficient_, power_of_ten(apart))
                   : multiply(a.coefficient_, power_of_ten(-apart)) <=> uint256(b.coefficient_);
}

constexpr decimal decimal::rounded(int scale, rounding how) const {
  if (scale >= scale_) {
    if (is_zero() || scale == scale_) return of(coefficient_, scale, negative_);
    const int zeros = scale - scale_;
    const uint256 padded = zeros > 38 ? uint256(uint128(1), uint128(0)) : multiply(coefficient_, power_of_ten(zeros));
    if (!padded.high.is_zero()) throw decimal_overflow("the number does not fit at the scale asked for");
    return of(padded.low, scale, negative_);
  }
  const int digits = scale_ - scale;
  // 39 digits or more taken away: 10^39 is more than twice any coefficient.
  if (digits > 38) {
    const discarded rest = is_zero() ? discarded::nothing : discarded::below_half;
    return of(rounds_away(how, negative_, false, rest) ? 1U : 0U, scale, negative_);
  }
  const uint128 unit = power_of_ten(digits);
  const quotient256 kept = divide(coefficient_, unit);
  const bool away = rounds_away(how, negative_, kept.quotient.low.is_odd(), discarded_part(kept.remainder, unit));
  return of(kept.quotient.low + uint128(away ? 1U : 0U), scale, negative_);
}

constexpr std::optional<decimal> decimal::parse(std::string_view text) {
  std::size_t at = 0;
  const auto is_digit = [&] { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  const auto sign = [&] {
    if (at == text.size() || (text[at] != '-' && text[at] != '+')) return false;
    return text[at++] == '-';
  };
  const bool negative = sign();
  uint128 coefficient;
  int scale = 0;
  bool any = false;
  bool after_point = false;
  bool full = false;  // the coefficient holds no more digits: only zeros may follow
  for (; is_digit() || (!after_point && at < text.size() && text[at] == '.'); ++at) {
    if (text[at] == '.') {
      after_point = true;
      continue;
    }
    any = true;
    const auto digit = static_cast<std::uint64_t>(text[at] - '0');
    const uint256 longer = multiply(coefficient, uint128(10)) + uint256(uint128(digit));
    full = full || !longer.high.is_zero();
    if (full && digit != 0) return std::nullopt;
    if (!full) coefficient = longer.low;
    scale += (after_point ? 1 : 0) - (full ? 1 : 0);
    if (scale > 2 * max_scale || scale < -2 * max_scale) return std::nullopt;
  }
  if (!any) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool down = sign();
    if (!is_digit()) return std::nullopt;
    int exponent = 0;
    for (; is_digit(); ++at) exponent = exponent > 4 * max_scale ? exponent : 10 * exponent + (text[at] - '0');
    scale += down ? exponent : -exponent;
  }
  if (at != text.size() || scale > max_scale || scale < -max_scale) return std::nullopt;
  return of(coefficient, scale, negative);
}

namespace decimal_detail {

/// The digits of a coefficient, "0" for 0.
inline std::string digits(uint128 value) {
  std::string reversed;
  do {
    const quotient256 tenth = divide(value, uint128(10));
    reversed.push_back(static_cast<char>('0' + static_cast<int>(tenth.remainder.low)));
    value = tenth.quotient.low;
  } while (!value.is_zero());
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace decimal_detail

inline std::string decimal::to_string() const {
  std::string text = decimal_detail::digits(coefficient_);
  if (scale_ < 0 && !is_zero()) text.append(static_cast<std::size_t>(-scale_), '0');
  if (scale_ > 0) {
    const auto decimals = static_cast<std::size_t>(scale_);
    if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
    text.insert(text.size() - decimals, 1, '.');
  }
  if (negative_) text.insert(0, 1, '-');
  return text;
}

}  // namespace nytta

#include <nytta/core/decimal_double.hpp>    // IWYU pragma: export
#include <nytta/core/decimal_quotient.hpp>  // IWYU pragma: export
