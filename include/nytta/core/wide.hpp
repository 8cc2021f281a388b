// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>

// Unsigned integers of 128 and 256 bits, as much of them as decimal needs. The layout is two 64-bit limbs everywhere;
// where the compiler has a 128-bit integer the operations use it, else (or with NYTTA_PORTABLE) plain C++.

#if defined(__SIZEOF_INT128__) && !defined(NYTTA_PORTABLE)
#define NYTTA_NATIVE_INT128 1
#else
#define NYTTA_NATIVE_INT128 0
#endif

namespace nytta {

/// high·2^64 + low. Sums, differences and products wrap at 2^128; the functions below tell when that matters.
struct uint128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  constexpr uint128() noexcept = default;
  constexpr uint128(std::uint64_t value) noexcept : low(value) {}  // NOLINT(google-explicit-constructor)
  constexpr uint128(std::uint64_t upper, std::uint64_t lower) noexcept : low(lower), high(upper) {}

#if NYTTA_NATIVE_INT128
  __extension__ typedef unsigned __int128 native_type;
  [[nodiscard]] static constexpr uint128 of(native_type value) noexcept {
    return {static_cast<std::uint64_t>(value >> 64), static_cast<std::uint64_t>(value)};
  }
  [[nodiscard]] constexpr native_type native() const noexcept { return (static_cast<native_type>(high) << 64) | low; }
#endif

  [[nodiscard]] constexpr bool is_zero() const noexcept { return (high | low) == 0; }
  [[nodiscard]] constexpr bool is_odd() const noexcept { return (low & 1U) != 0; }

  friend constexpr bool operator==(const uint128&, const uint128&) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(const uint128& a, const uint128& b) noexcept {
#if NYTTA_NATIVE_INT128
    return a.native() <=> b.native();
#else
    return a.high != b.high ? a.high <=> b.high : a.low <=> b.low;
#endif
  }
  friend constexpr bool operator<(const uint128& a, const uint128& b) noexcept {
#if NYTTA_NATIVE_INT128
    return a.native() < b.native();
#else
    return a.high != b.high ? a.high < b.high : a.low < b.low;
#endif
  }

  friend constexpr uint128 operator+(uint128 a, uint128 b) noexcept {
#if NYTTA_NATIVE_INT128
    return of(a.native() + b.native());
#else
    const std::uint64_t sum = a.low + b.low;
    return {a.high + b.high + (sum < a.low ? 1U : 0U), sum};
#endif
  }
  friend constexpr uint128 operator-(uint128 a, uint128 b) noexcept {
#if NYTTA_NATIVE_INT128
    return of(a.native() - b.native());
#else
    return {a.high - b.high - (a.low < b.low ? 1U : 0U), a.low - b.low};
#endif
  }
  /// -a in two's complement when `yes`, a otherwise; without a branch.
  friend constexpr uint128 negated_if(bool yes, uint128 a) noexcept {
    const std::uint64_t mask = 0 - static_cast<std::uint64_t>(yes);
    return uint128(a.high ^ mask, a.low ^ mask) - uint128(mask, mask);
  }
  /// Shifts by 0 to 127 places.
  friend constexpr uint128 operator<<(uint128 a, int places) noexcept {
    if (places == 0) return a;
    if (places >= 64) return {a.low << (places - 64), 0};
    return {(a.high << places) | (a.low >> (64 - places)), a.low << places};
  }
  friend constexpr uint128 operator>>(uint128 a, int places) noexcept {
    if (places == 0) return a;
    if (places >= 64) return {0, a.high >> (places - 64)};
    return {a.high >> places, (a.low >> places) | (a.high << (64 - places))};
  }
};

/// 2^128 - 1.
inline constexpr uint128 uint128_max{~std::uint64_t{0}, ~std::uint64_t{0}};

/// high·2^128 + low.
struct uint256 {
  uint128 high;
  uint128 low;

  constexpr uint256() noexcept = default;
  constexpr uint256(uint128 value) noexcept : low(value) {}  // NOLINT(google-explicit-constructor)
  constexpr uint256(uint128 upper, uint128 lower) noexcept : high(upper), low(lower) {}

  [[nodiscard]] constexpr bool is_zero() const noexcept { return high.is_zero() && low.is_zero(); }

  friend constexpr bool operator==(const uint256&, const uint256&) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(const uint256& a, const uint256& b) noexcept {
    return a.high != b.high ? a.high <=> b.high : a.low <=> b.low;
  }
  friend constexpr uint256 operator+(const uint256& a, const uint256& b) noexcept {
    const uint128 sum = a.low + b.low;
    return {a.high + b.high + uint128(sum < a.low ? 1U : 0U), sum};
  }
  friend constexpr uint256 operator-(const uint256& a, const uint256& b) noexcept {
    return {a.high - b.high - uint128(a.low < b.low ? 1U : 0U), a.low - b.low};
  }
};

/// The whole product of two 64-bit numbers.
[[nodiscard]] constexpr uint128 multiply(std::uint64_t a, std::uint64_t b) noexcept {
#if NYTTA_NATIVE_INT128
  return uint128::of(static_cast<uint128::native_type>(a) * b);
#else
  const std::uint64_t mask = 0xffffffffU;
  const std::uint64_t low = (a & mask) * (b & mask);
  const std::uint64_t left = (a >> 32) * (b & mask) + (low >> 32);     // at most 2^64 - 2^32
  const std::uint64_t right = (a & mask) * (b >> 32) + (left & mask);  // at most 2^64 - 2^32
  return {(a >> 32) * (b >> 32) + (left >> 32) + (right >> 32), (right << 32) | (low & mask)};
#endif
}

/// The whole product of two 64-bit numbers in two's complement, in two's complement.
[[nodiscard]] constexpr uint128 multiply_signed(std::uint64_t a, std::uint64_t b) noexcept {
#if NYTTA_NATIVE_INT128
  __extension__ using wide = __int128;
  return uint128::of(static_cast<uint128::native_type>(static_cast<wide>(static_cast<std::int64_t>(a)) *
                                                       static_cast<std::int64_t>(b)));
#else
  const uint128 product = multiply(a, b);  // of a or a + 2^64, and b or b + 2^64
  return {product.high - (a >> 63 != 0 ? b : 0) - (b >> 63 != 0 ? a : 0), product.low};
#endif
}

/// The whole product of two 128-bit numbers.
[[nodiscard]] constexpr uint256 multiply(uint128 a, uint128 b) noexcept {
  const uint128 low = multiply(a.low, b.low);
  const uint128 high = multiply(a.high, b.high);
  const uint128 left = multiply(a.high, b.low) + uint128(low.high);   // at most 2^128 - 2^64
  const uint128 right = multiply(a.low, b.high) + uint128(left.low);  // at most 2^128 - 2^64
  return {high + uint128(left.high) + uint128(right.high), uint128(right.low, low.low)};
}

struct quotient256 {
  uint256 quotient;
  uint128 remainder;
};

namespace wide_detail {

using limbs8 = std::array<std::uint32_t, 8>;

constexpr limbs8 to_limbs(const uint256& value) noexcept {
  limbs8 limbs{};
  const std::uint64_t words[4] = {value.low.low, value.low.high, value.high.low, value.high.high};
  for (std::size_t i = 0; i < 8; ++i) limbs[i] = static_cast<std::uint32_t>(words[i / 2] >> (32 * (i % 2)));
  return limbs;
}

constexpr uint256 from_limbs(const limbs8& limbs) noexcept {
  const auto word = [&](std::size_t i) { return (static_cast<std::uint64_t>(limbs[2 * i + 1]) << 32) | limbs[2 * i]; };
  return {uint128(word(3), word(2)), uint128(word(1), word(0))};
}

// Division by one 32-bit limb.
constexpr quotient256 divide_short(limbs8 a, std::uint32_t divisor) noexcept {
  std::uint64_t rest = 0;
  for (std::size_t i = 8; i-- > 0;) {
    const std::uint64_t current = (rest << 32) | a[i];
    a[i] = static_cast<std::uint32_t>(current / divisor);
    rest = current % divisor;
  }
  return {from_limbs(a), uint128(rest)};
}

// Long division in base 2^32: Knuth, The Art of Computer Programming 2, 3rd edition, 4.3.1, algorithm D.
constexpr quotient256 divide_long(const uint256& dividend, uint128 divisor) noexcept {
  const int shift = divisor.high != 0 ? std::countl_zero(divisor.high) : 64 + std::countl_zero(divisor.low);
  const int bits = shift % 32;
  const std::size_t n = static_cast<std::size_t>(4 - shift / 32);  // limbs of the divisor, 2 to 4
  const limbs8 v = to_limbs(uint256(divisor << bits));
  const limbs8 a = to_limbs(dividend);
  std::array<std::uint32_t, 9> u{};
  for (std::size_t i = 0; i < 9; ++i) {
    const std::uint64_t upper = i < 8 ? a[i] : 0;
    const std::uint64_t lower = i > 0 ? a[i - 1] : 0;
    u[i] = static_cast<std::uint32_t>((upper << bits) | (lower >> (32 - bits)));
  }
  limbs8 quotient{};
  for (std::size_t j = 9 - n; j-- > 0;) {
    const std::uint64_t top = (static_cast<std::uint64_t>(u[j + n]) << 32) | u[j + n - 1];
    std::uint64_t guess = top / v[n - 1];
    std::uint64_t rest = top % v[n - 1];
    while (guess >> 32 != 0 || guess * v[n - 2] > ((rest << 32) | u[j + n - 2])) {
      --guess;
      rest += v[n - 1];
      if (rest >> 32 != 0) break;
    }
    std::int64_t borrow = 0;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint64_t product = guess * v[i] + carry;
      carry = product >> 32;
      const std::int64_t difference =
          static_cast<std::int64_t>(u[i + j]) + borrow - static_cast<std::int64_t>(product & 0xffffffffU);
      u[i + j] = static_cast<std::uint32_t>(difference);
      borrow = difference >> 32;
    }
    const std::int64_t last = static_cast<std::int64_t>(u[j + n]) + borrow - static_cast<std::int64_t>(carry);
    u[j + n] = static_cast<std::uint32_t>(last);
    if (last < 0) {  // the guess was one too large: add the divisor back
      --guess;
      std::uint64_t up = 0;
      for (std::size_t i = 0; i < n; ++i) {
        up += static_cast<std::uint64_t>(u[i + j]) + v[i];
        u[i + j] = static_cast<std::uint32_t>(up);
        up >>= 32;
      }
      u[j + n] = static_cast<std::uint32_t>(u[j + n] + up);
    }
    quotient[j] = static_cast<std::uint32_t>(guess);
  }
  limbs8 remainder{};
  for (std::size_t i = 0; i < n; ++i) remainder[i] = u[i];
  return {from_limbs(quotient), from_limbs(remainder).low >> bits};
}

}  // namespace wide_detail

/// Quotient and remainder; the divisor is not zero.
[[nodiscard]] constexpr quotient256 divide(const uint256& dividend, uint128 divisor) noexcept {
  if (dividend.high.is_zero()) {
    if (dividend.low.high == 0 && divisor.high == 0) {
      return {uint128(dividend.low.low / divisor.low), uint128(dividend.low.low % divisor.low)};
    }
#if NYTTA_NATIVE_INT128
    const auto a = dividend.low.native();
    const auto quotient = a / divisor.native();
    return {uint128::of(quotient), uint128::of(a - quotient * divisor.native())};
#endif
  }
  if (divisor.high == 0 && divisor.low >> 32 == 0) {
    return wide_detail::divide_short(wide_detail::to_limbs(dividend), static_cast<std::uint32_t>(divisor.low));
  }
  return wide_detail::divide_long(dividend, divisor);
}

namespace wide_detail {

constexpr std::array<uint128, 39> make_powers_of_ten() noexcept {
  std::array<uint128, 39> powers{};
  powers[0] = uint128(1);
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = multiply(powers[i - 1], uint128(10)).low;
  return powers;
}

inline constexpr std::array<uint128, 39> powers_of_ten = make_powers_of_ten();

}  // namespace wide_detail

/// 10^exponent, exponent 0 to 38: all the powers of ten below 2^128.
[[nodiscard]] constexpr uint128 power_of_ten(int exponent) noexcept {
  return wide_detail::powers_of_ten[static_cast<std::size_t>(exponent)];
}

/// Bits of the number without leading zeros; 0 for 0.
[[nodiscard]] constexpr int bit_count(uint128 value) noexcept {
  return 64 * (value.high != 0) + static_cast<int>(std::bit_width(value.high != 0 ? value.high : value.low));
}

/// Decimal digits of the number, 1 to 39; 1 for 0.
[[nodiscard]] constexpr int digit_count(uint128 value) noexcept {
  if (value.is_zero()) return 1;
  const int below = bit_count(value) * 1233 / 4096;  // 1233/4096 is log10(2) closely enough for up to 128 bits
  return value < power_of_ten(below) ? below : below + 1;
}

}  // namespace nytta
