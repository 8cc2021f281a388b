// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/wide.hpp>

#include <doctest/doctest.h>

#include "oracle.hpp"

using namespace nytta;
using oracle::cpp_int;

static_assert(sizeof(uint128) == 16);
static_assert(multiply(~std::uint64_t{0}, ~std::uint64_t{0}) == uint128(~std::uint64_t{0} - 1, 1));
static_assert(divide(multiply(uint128_max, uint128_max), uint128_max).quotient == uint256(uint128_max));
static_assert(digit_count(uint128_max) == 39);

TEST_CASE("wide: 2^128 - 1 is 340282366920938463463374607431768211455") {
  CHECK(oracle::of(uint128_max) == cpp_int("340282366920938463463374607431768211455"));
}

TEST_CASE("wide: sums, differences, products and shifts are those of Boost's integers") {
  oracle::generator next(1);
  const cpp_int two128 = cpp_int(1) << 128;
  for (int i = 0; i < 20000; ++i) {
    const uint128 a = next.wide();
    const uint128 b = next.wide();
    const int places = next.between(0, 127);
    REQUIRE(oracle::of(a + b) == (oracle::of(a) + oracle::of(b)) % two128);
    REQUIRE(oracle::of(a - b) == (two128 + oracle::of(a) - oracle::of(b)) % two128);
    REQUIRE(oracle::of(multiply(a, b)) == oracle::of(a) * oracle::of(b));
    REQUIRE(oracle::of(multiply(a.low, b.low)) == cpp_int(a.low) * b.low);
    REQUIRE(oracle::of(a << places) == (oracle::of(a) << places) % two128);
    REQUIRE(oracle::of(a >> places) == (oracle::of(a) >> places));
    REQUIRE((a < b) == (oracle::of(a) < oracle::of(b)));
    REQUIRE((a == b) == (oracle::of(a) == oracle::of(b)));
    REQUIRE(digit_count(a) == static_cast<int>(oracle::of(a).str().size()));
  }
}

TEST_CASE("wide: 256-bit sums, differences and comparisons are those of Boost's integers") {
  oracle::generator next(2);
  const cpp_int two256 = cpp_int(1) << 256;
  for (int i = 0; i < 20000; ++i) {
    const uint256 a(next.wide(), next.wide());
    const uint256 b(next.between(0, 3) == 0 ? a.high : next.wide(), next.wide());
    REQUIRE(oracle::of(a + b) == (oracle::of(a) + oracle::of(b)) % two256);
    REQUIRE(oracle::of(a - b) == (two256 + oracle::of(a) - oracle::of(b)) % two256);
    REQUIRE((a < b) == (oracle::of(a) < oracle::of(b)));
  }
}

TEST_CASE("wide: quotient and remainder are those of Boost's integers") {
  oracle::generator next(3);
  for (int i = 0; i < 40000; ++i) {
    const uint256 a(next.between(0, 2) == 0 ? uint128() : next.wide(), next.wide());
    uint128 b = next.wide();
    if (b.is_zero()) b = uint128(1);
    const quotient256 result = divide(a, b);
    REQUIRE(oracle::of(result.quotient) == oracle::of(a) / oracle::of(b));
    REQUIRE(oracle::of(result.remainder) == oracle::of(a) % oracle::of(b));
  }
}

TEST_CASE("wide: division where the guessed digit must be corrected twice and the divisor added back") {
  // Limbs of all ones and zeros beside the top bit are where the guess of Knuth's algorithm D is too large.
  const std::array<std::uint64_t, 8> limbs = {0,
                                              1,
                                              0x7fffffff80000000U,
                                              0x8000000000000000U,
                                              0x80000000ffffffffU,
                                              0xfffffffe00000000U,
                                              0xffffffff00000000U,
                                              ~std::uint64_t{0}};
  for (const std::uint64_t a : limbs) {
    for (const std::uint64_t b : limbs) {
      for (const std::uint64_t c : limbs) {
        for (const std::uint64_t d : limbs) {
          const uint128 divisor(c, d);
          if (divisor.is_zero()) continue;
          for (const uint256& dividend :
               {uint256(uint128(a, b), uint128(b, a)), uint256(uint128(b, c), uint128(d, a))}) {
            const quotient256 result = divide(dividend, divisor);
            REQUIRE(oracle::of(result.quotient) == oracle::of(dividend) / oracle::of(divisor));
            REQUIRE(oracle::of(result.remainder) == oracle::of(dividend) % oracle::of(divisor));
          }
        }
      }
    }
  }
}

TEST_CASE("wide: powers of ten") {
  for (int n = 0; n <= 38; ++n) CHECK(oracle::of(power_of_ten(n)) == oracle::power_of_ten(n));
}
