// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>

// Draws for the tests of estimators, from a generator that the library does not have.

namespace draws {

/// Seeded by stream and block, so that a block is the same in whatever order it is asked for.
class generator {
 public:
  generator(std::uint64_t seed, std::uint32_t stream, std::uint64_t block)
      : bits_((seed * 1'000'003U + stream) * 1'000'003U + block) {}

  /// Above 0 and below 1.
  double uniform() { return (static_cast<double>(bits_() >> 11U) + 0.5) * 0x1p-53; }
  double normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::mt19937_64 bits_;
};

/// A block of independent uniform numbers for each factor.
inline auto uniform_source(std::size_t factors, std::uint64_t seed) {
  return [=](std::uint32_t stream, std::uint64_t block, double* out) {
    generator random(seed, stream, block);
    for (std::size_t i = 0; i < 256 * factors; ++i) out[i] = random.uniform();
  };
}

inline auto normal_source(std::size_t factors, std::uint64_t seed) {
  return [=](std::uint32_t stream, std::uint64_t block, double* out) {
    generator random(seed, stream, block);
    for (std::size_t i = 0; i < 256 * factors; ++i) out[i] = random.normal();
  };
}

}  // namespace draws
