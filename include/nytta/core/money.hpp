// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/rounding.hpp>

#include <compare>

// Kronor, rates, shares and discount factors as types of their own: rate + money does not compile. Each holds one
// decimal, comes from one only when asked to, and has the algebra that means something and no more.

namespace nytta {

/// A share of something: 0.4 is 40 %. Shares add up, and a share of a share is a share.
class share {
 public:
  constexpr share() noexcept = default;
  constexpr explicit share(const decimal& value) noexcept : value_(value) {}
  [[nodiscard]] constexpr const decimal& value() const noexcept { return value_; }

  friend constexpr bool operator==(const share&, const share&) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(const share&, const share&) noexcept = default;
  friend constexpr share operator+(const share& a, const share& b) { return share(a.value_ + b.value_); }
  friend constexpr share operator-(const share& a, const share& b) { return share(a.value_ - b.value_); }
  friend constexpr share operator*(const share& a, const share& b) { return share(a.value_ * b.value_); }

 private:
  decimal value_;
};

/// A rate per year: 0.035 is 3.5 % a year. Rates are compared; how two of them combine is a formula's business.
class rate {
 public:
  constexpr rate() noexcept = default;
  constexpr explicit rate(const decimal& value) noexcept : value_(value) {}
  [[nodiscard]] constexpr const decimal& value() const noexcept { return value_; }

  friend constexpr bool operator==(const rate&, const rate&) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(const rate&, const rate&) noexcept = default;

 private:
  decimal value_;
};

/// A discount factor: what one krona at its time is worth at the base. Factors of consecutive spans multiply.
class factor {
 public:
  constexpr factor() noexcept : value_(1) {}
  constexpr explicit factor(const decimal& value) noexcept : value_(value) {}
  [[nodiscard]] constexpr const decimal& value() const noexcept { return value_; }

  friend constexpr bool operator==(const factor&, const factor&) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(const factor&, const factor&) noexcept = default;
  friend constexpr factor operator*(const factor& a, const factor& b) { return factor(a.value_ * b.value_); }

 private:
  decimal value_;
};

/// An amount in kronor, exact until it is rounded.
class money {
 public:
  constexpr money() noexcept = default;
  constexpr explicit money(const decimal& kronor) noexcept : kronor_(kronor) {}
  [[nodiscard]] constexpr const decimal& kronor() const noexcept { return kronor_; }

  /// To whole öre.
  [[nodiscard]] constexpr money rounded(rounding how) const { return money(kronor_.rounded(2, how)); }

  [[nodiscard]] constexpr money operator-() const noexcept { return money(-kronor_); }
  friend constexpr bool operator==(const money&, const money&) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(const money&, const money&) noexcept = default;
  friend constexpr money operator+(const money& a, const money& b) { return money(a.kronor_ + b.kronor_); }
  friend constexpr money operator-(const money& a, const money& b) { return money(a.kronor_ - b.kronor_); }
  friend constexpr money operator*(const money& a, const share& part) { return money(a.kronor_ * part.value()); }
  friend constexpr money operator*(const share& part, const money& a) { return a * part; }
  friend constexpr money operator*(const money& a, const factor& worth) { return money(a.kronor_ * worth.value()); }
  friend constexpr money operator*(const factor& worth, const money& a) { return a * worth; }
  constexpr money& operator+=(const money& other) { return *this = *this + other; }
  constexpr money& operator-=(const money& other) { return *this = *this - other; }

 private:
  decimal kronor_;
};

}  // namespace nytta
