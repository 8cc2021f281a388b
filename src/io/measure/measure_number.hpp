// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/ball.hpp"
#include "core/exact_or_ball.hpp"
#include "core/significant_text.hpp"

namespace nytta {

/// A decimal as it is written, digits × 10^exponent, turned into a number only when the type is known.
class measure_number {
 public:
  measure_number() = default;
  explicit measure_number(int whole)
      : negative_(whole < 0), units_(static_cast<std::uint64_t>(whole < 0 ? -std::int64_t{whole} : whole)) {}

  /// Digits with an optional sign, decimal point and exponent. Nothing for anything else.
  [[nodiscard]] static std::optional<measure_number> parse(std::string_view text);

  [[nodiscard]] bool is_zero() const { return units_ == 0 && digits_.empty(); }
  /// Significant digits as written, and whether the number lies within 10^±limit.
  [[nodiscard]] std::size_t digits() const { return count_; }
  [[nodiscard]] bool within(int limit) const;

  [[nodiscard]] boost::multiprecision::cpp_rational exact() const;
  /// The whole number that the digits make, with the sign, and the exponent of ten that goes with it.
  [[nodiscard]] boost::multiprecision::cpp_int units() const;
  [[nodiscard]] int exponent() const { return static_cast<int>(exponent_); }
  /// The nearest double, or one beside it.
  [[nodiscard]] double approximate() const;

  /// A ball around the number, or the fraction itself.
  template <class Number>
  [[nodiscard]] Number as() const {
    if constexpr (std::is_same_v<Number, boost::multiprecision::cpp_rational>) {
      return exact();
    } else if constexpr (requires(const Number x) { x.exact(); }) {
      return Number(exact());
    } else {
      Number out = units_in<Number>();
      if (exponent_ > 0) out *= ten_to<Number>(static_cast<int>(exponent_));
      if (exponent_ < 0) out /= ten_to<Number>(static_cast<int>(-exponent_));
      return negative_ ? -out : out;
    }
  }

 private:
  [[nodiscard]] bool last_digit_is_zero() const { return digits_.empty() ? units_ % 10 == 0 : digits_.back() == '0'; }
  void drop_last_digit() {
    if (digits_.empty()) {
      units_ /= 10;
    } else {
      digits_.pop_back();
    }
    --count_;
    ++exponent_;
  }

  template <class Number>
  [[nodiscard]] Number units_in() const {
    if (digits_.empty()) {
      if constexpr (std::is_same_v<Number, double_ball>) return Number(twofold(units_));
      return Number(boost::multiprecision::cpp_int(units_));
    }
    return Number(boost::multiprecision::cpp_int(digits_));
  }

  bool negative_ = false;
  std::uint64_t units_ = 0;
  std::string digits_;  ///< in place of units_ where they are more than 19
  std::size_t count_ = 0;
  long exponent_ = 0;
};

}  // namespace nytta
