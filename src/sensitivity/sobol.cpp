// SPDX-License-Identifier: Apache-2.0
#include "sobol.hpp"

#include <boost/random/sobol.hpp>

#include <bit>
#include <stdexcept>
#include <string>

#include "random.hpp"

namespace nytta {

sobol_points::sobol_points(std::size_t dimensions) {
  if (dimensions > most_dimensions) {
    throw std::invalid_argument("there are Sobol points of " + std::to_string(most_dimensions) +
                                " dimensions at most, not " + std::to_string(dimensions));
  }
  using table = boost::random::default_sobol_table;
  directions_.resize(dimensions);
  for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
    auto& v = directions_[dimension];
    if (dimension == 0) {
      for (std::size_t j = 0; j < index_bits; ++j) v[j] = std::uint32_t{1} << (31U - j);
      continue;
    }
    // v_j = v_{j−s} / 2^s + the sum (exclusive or) of those v_{j−s+k} that the polynomial x^s + … + 1 has as x^k.
    const std::uint32_t polynomial = table::polynomial(dimension - 1);
    const auto degree = static_cast<std::size_t>(std::bit_width(polynomial)) - 1;
    for (std::size_t j = 0; j < index_bits; ++j) {
      if (j < degree) {
        v[j] = static_cast<std::uint32_t>(table::minit(dimension - 1, static_cast<unsigned>(j))) << (31U - j);
        continue;
      }
      v[j] = v[j - degree] >> degree;
      for (std::size_t k = 0; k < degree; ++k) {
        if ((polynomial >> k & 1U) != 0) v[j] ^= v[j - degree + k];
      }
    }
  }
}

namespace {

/// Steele, Lea and Flood 2014: the output of SplitMix64.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

}  // namespace

sobol_points::block_digits sobol_points::scrambled(std::uint64_t seed, std::uint32_t scramble, std::size_t dimension,
                                                   std::uint64_t block) const {
  const auto [shift, key, unused, unused_too] =
      philox<10, std::uint64_t, 4>({dimension, 0, static_cast<std::uint64_t>(purpose::scrambles), 0}, {seed, scramble});
  static_cast<void>(unused);
  static_cast<void>(unused_too);
  const auto& v = directions_[dimension];
  // Column c of the matrix: 1 for digit c, and random bits for those behind it.
  const std::size_t used = 8 + static_cast<std::size_t>(std::bit_width(block));
  std::array<std::uint64_t, index_bits> column{};
  for (std::size_t c = 0; c < used; ++c) {
    const std::uint64_t digit = std::uint64_t{1} << (63U - c);
    column[c] = digit | (mixed(key + (c + 1) * 0x9e3779b97f4a7c15U) & (digit - 1));
  }
  const auto product = [&](std::size_t j) {
    std::uint64_t out = 0;
    for (std::size_t c = 0; c <= j; ++c) {  // direction j has no digits beyond j
      out ^= column[c] & (0 - static_cast<std::uint64_t>(v[j] >> (31U - c) & 1U));
    }
    return out;
  };
  block_digits out;
  for (std::size_t j = 0; j < 8; ++j) out.directions[j] = product(j);
  out.base = shift;
  for (std::size_t j = 8; j < used; ++j) {
    if ((block >> (j - 8) & 1U) != 0) out.base ^= product(j);
  }
  return out;
}

}  // namespace nytta
