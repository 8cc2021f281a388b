// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/config.hpp>
#include <nytta/core/rounding.hpp>
#include <nytta/core/wide.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

// The decimal number of the doors and of floors 1-4: coefficient / 10^scale, with a sign, a coefficient below 2^127
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
      : low_(static_cast<std::uint64_t>(value)), high_(value < 0 ? ~std::uint64_t{0} : 0) {}

  /// ±coefficient / 10^scale. Throws decimal_overflow when the coefficient is 2^127 or more, or the scale beyond
  /// max_scale.
  [[nodiscard]] static constexpr decimal of(uint128 coefficient, int scale, bool negative = false) {
    if (scale > max_scale || scale < -max_scale) {
      if (!coefficient.is_zero()) throw decimal_overflow("the scale of a decimal lies within -9999 and 9999");
      scale = scale > 0 ? max_scale : -max_scale;
    }
    if (!fits(uint256(coefficient))) throw decimal_overflow("the result has more digits than a decimal holds");
    return decimal(negated_if(negative, coefficient), scale);
  }

  /// Reads "-12.50", "+3", "1e-7": digits with at most one point, and an exponent if there is one. Nothing when the
  /// text is anything else or the number does not fit. Numbers as people write them: number_text.hpp.
  [[nodiscard]] static constexpr std::optional<decimal> parse(std::string_view text);

  /// Plain digits, the scale kept: "10.00", "-0.5". A scale below 0 is written out: 12 at scale -2 is "1200".
  [[nodiscard]] std::string to_string() const;

  /// The magnitude without the decimal point, below 2^127.
  [[nodiscard]] constexpr uint128 coefficient() const noexcept { return negated_if(is_negative(), value()); }
  /// Decimals kept; below 0, the number is a whole multiple of 10^-scale.
  [[nodiscard]] constexpr int scale() const noexcept { return static_cast<int>(scale_); }
  [[nodiscard]] constexpr bool is_zero() const noexcept { return (low_ | high_) == 0; }
  [[nodiscard]] constexpr bool is_negative() const noexcept { return high_ >> 63 != 0; }

  /// The number at that scale: rounded when digits go, zeros appended when there are more. The result's scale is the
  /// one asked for; throws decimal_overflow when the appended zeros do not fit.
  [[nodiscard]] constexpr decimal rounded(int scale, rounding how) const;

  /// The same number with the smallest scale: 12.50 becomes 12.5, 1200 becomes 12 at scale -2, 0.00 becomes 0.
  [[nodiscard]] constexpr decimal normalized() const noexcept;

  [[nodiscard]] constexpr decimal operator-() const noexcept { return decimal(negated_if(true, value()), scale_); }
  [[nodiscard]] constexpr decimal operator+() const noexcept { return *this; }

  /// Exact, at the larger scale; trailing zeros go where they must for the result to fit. Throws decimal_overflow.
  friend constexpr decimal operator+(const decimal& a, const decimal& b) {
    if (a.scale_ == b.scale_ && a.has_room() && b.has_room()) return decimal(a.value() + b.value(), a.scale_);
    return add_aligned(a, b);
  }
  friend constexpr decimal operator-(const decimal& a, const decimal& b) { return a + -b; }

  /// Exact, at the sum of the scales; trailing zeros go where they must for the result to fit. Throws
  /// decimal_overflow.
  friend constexpr decimal operator*(const decimal& a, const decimal& b) {
    const std::int64_t scale = a.scale_ + b.scale_;
    if (a.is_short() && b.is_short() && scale <= max_scale && scale >= -max_scale) {
      return decimal(multiply_signed(a.low_, b.low_), scale);
    }
    return multiply_wide(a, b);
  }

  constexpr decimal& operator+=(const decimal& other) { return *this = *this + other; }
  constexpr decimal& operator-=(const decimal& other) { return *this = *this - other; }
  constexpr decimal& operator*=(const decimal& other) { return *this = *this * other; }

  friend constexpr bool operator==(const decimal& a, const decimal& b) noexcept { return (a <=> b) == 0; }
  /// By value, whatever the scales.
  friend constexpr std::strong_ordering operator<=>(const decimal& a, const decimal& b) noexcept {
    if (a.is_negative() != b.is_negative()) return b.is_negative() <=> a.is_negative();
    return a.is_negative() ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
  }

 private:
  constexpr decimal(uint128 value, std::int64_t scale) noexcept : low_(value.low), scale_(scale), high_(value.high) {}
  [[nodiscard]] constexpr uint128 value() const noexcept { return {high_, low_}; }

  static constexpr bool fits(const uint256& coefficient) noexcept {
    return coefficient.high.is_zero() && coefficient.low.high >> 63 == 0;
  }

  // Whether the value lies within ±2^125, so that the sum of two such fits. (From two of -2^126 comes -2^127, which is
  // no coefficient.)
  [[nodiscard]] constexpr bool has_room() const noexcept {
    return high_ + (std::uint64_t{1} << 61) < std::uint64_t{1} << 62;
  }

  // Whether the value is that of its low limb, taken with a sign.
  [[nodiscard]] constexpr bool is_short() const noexcept { return high_ == 0 - (low_ >> 63); }

  // The number with as few trailing zeros gone as makes it fit.
  static constexpr decimal fitted(uint256 coefficient, int scale, bool negative) {
    while (!fits(coefficient)) {
      const quotient256 tenth = divide(coefficient, uint128(10));
      if (!tenth.remainder.is_zero()) throw decimal_overflow("the exact result has more than 38 digits");
      coefficient = tenth.quotient;
      --scale;
    }
    return of(coefficient.low, scale, negative);
  }

  static constexpr decimal add_aligned(decimal a, decimal b);
  static constexpr decimal multiply_wide(decimal a, decimal b);
  static constexpr std::strong_ordering compare_magnitudes(const decimal& a, const decimal& b) noexcept;

  // Coefficient and sign in two's complement: sums without a branch. The scale stands between the limbs, so that
  // compilers keep these in integer registers (side by side they pack them into a vector, at three times the cost).
  std::uint64_t low_ = 0;
  std::int64_t scale_ = 0;
  std::uint64_t high_ = 0;
};

static_assert(std::is_trivially_copyable_v<decimal>);

[[nodiscard]] constexpr decimal absolute(const decimal& a) noexcept { return a.is_negative() ? -a : a; }

constexpr decimal decimal::normalized() const noexcept {
  if (is_zero()) return {};
  uint128 shortest = coefficient();
  int places = scale();
  for (int zeros = 32; zeros > 0; zeros /= 2) {  // every number of trailing zeros is a sum of 32, 16, … 1
    const quotient256 shorter = divide(shortest, power_of_ten(zeros));
    if (!shorter.remainder.is_zero() || places - zeros < -max_scale) continue;
    shortest = shorter.quotient.low;
    places -= zeros;
  }
  return decimal(negated_if(is_negative(), shortest), places);
}

NYTTA_COLD constexpr decimal decimal::add_aligned(decimal a, decimal b) {
  if (a.scale() > b.scale()) return add_aligned(b, a);
  if (a.is_zero()) return b;
  decimal fine = b;
  // Beyond 38 only zeros at b's end make room. Without them the sum has no trailing zero either, and does not
  // fit: |a| is at least 10^39 of b's last unit, and b is below 2^127 = 1.7·10^38 of them.
  if (const int surplus = b.scale() - a.scale() - 38; surplus > 0) {
    const quotient256 shorter = divide(b.coefficient(), power_of_ten(surplus < 38 ? surplus : 38));
    if (!shorter.remainder.is_zero() || (surplus > 38 && !b.is_zero())) {
      throw decimal_overflow("the exact sum has more than 38 digits");
    }
    fine = of(shorter.quotient.low, b.scale() - surplus, b.is_negative());
  }
  const uint256 coarse = multiply(a.coefficient(), power_of_ten(fine.scale() - a.scale()));
  const uint256 other = fine.coefficient();
  if (a.is_negative() == fine.is_negative()) return fitted(coarse + other, fine.scale(), a.is_negative());
  return coarse >= other ? fitted(coarse - other, fine.scale(), a.is_negative())
                         : fitted(other - coarse, fine.scale(), fine.is_negative());
}

NYTTA_COLD constexpr decimal decimal::multiply_wide(decimal a, decimal b) {
  return fitted(multiply(a.coefficient(), b.coefficient()), a.scale() + b.scale(), a.is_negative() != b.is_negative());
}

constexpr std::strong_ordering decimal::compare_magnitudes(const decimal& a, const decimal& b) noexcept {
  if (a.scale() == b.scale()) return a.coefficient() <=> b.coefficient();
  if (a.is_zero() || b.is_zero()) return !a.is_zero() <=> !b.is_zero();
  const int digits_a = digit_count(a.coefficient()) - a.scale();
  const int digits_b = digit_count(b.coefficient()) - b.scale();
  if (digits_a != digits_b) return digits_a <=> digits_b;
  const int apart = a.scale() - b.scale();  // equal leading digits: at most 38 apart
  return apart > 0 ? uint256(a.coefficient()) <=> multiply(b.coefficient(), power_of_ten(apart))
                   : multiply(a.coefficient(), power_of_ten(-apart)) <=> uint256(b.coefficient());
}

constexpr decimal decimal::rounded(int scale, rounding how) const {
  const int digits = this->scale() - scale;  // to be taken away
  if (digits <= 0) {
    if (is_zero() || digits == 0) return of(coefficient(), scale, is_negative());
    const uint256 padded = digits < -38 ? uint256(uint128_max) : multiply(coefficient(), power_of_ten(-digits));
    if (!fits(padded)) throw decimal_overflow("the number does not fit at the scale asked for");
    return of(padded.low, scale, is_negative());
  }
  if (digits > 38) {  // 10^39 is more than twice any coefficient
    const discarded rest = is_zero() ? discarded::nothing : discarded::below_half;
    return of(rounds_away(how, is_negative(), false, rest) ? 1U : 0U, scale, is_negative());
  }
  const uint128 unit = power_of_ten(digits);
  const quotient256 kept = divide(coefficient(), unit);
  const bool away = rounds_away(how, is_negative(), kept.quotient.low.is_odd(), discarded_part(kept.remainder, unit));
  return of(kept.quotient.low + uint128(away ? 1U : 0U), scale, is_negative());
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
    full = full || !fits(longer);
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
  std::string text = decimal_detail::digits(coefficient());
  if (scale() < 0 && !is_zero()) text.append(static_cast<std::size_t>(-scale()), '0');
  if (scale() > 0) {
    const auto decimals = static_cast<std::size_t>(scale());
    if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
    text.insert(text.size() - decimals, 1, '.');
  }
  if (is_negative()) text.insert(0, 1, '-');
  return text;
}

}  // namespace nytta

#include <nytta/core/decimal_double.hpp>    // IWYU pragma: export
#include <nytta/core/decimal_quotient.hpp>  // IWYU pragma: export
