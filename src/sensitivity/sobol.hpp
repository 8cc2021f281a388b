// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

// Sobol points with the direction numbers of Joe and Kuo 2008 (Constructing Sobol sequences with better two-dimensional
// projections), scrambled.

namespace nytta {

class sobol_points {
 public:
  static constexpr std::size_t most_dimensions = 3000;
  static constexpr int index_bits = 32;
  static constexpr std::uint64_t most_blocks = std::uint64_t{1} << (index_bits - 8);

  /// Throws std::invalid_argument beyond most_dimensions.
  explicit sobol_points(std::size_t dimensions);

  [[nodiscard]] std::size_t dimensions() const { return directions_.size(); }

  /// What is added (exclusive or) for each bit of a point's number, from its lowest on; the first digit is bit 31.
  [[nodiscard]] const std::array<std::uint32_t, index_bits>& directions(std::size_t dimension) const {
    return directions_[dimension];
  }

  /// A block of 256 points in one dimension: of point i of the block the digits are `base`, exclusive or directions[j]
  /// for each bit j of i.
  struct block_digits {
    std::uint64_t base = 0;
    std::array<std::uint64_t, 8> directions{};
  };
  /// The digits of points 256 block … 256 block + 255, multiplied by a random lower triangular matrix and shifted
  /// (Matoušek 1998, On the L2-discrepancy for anchored boxes): each point is uniform, the points remain a net, and the
  /// variance is that of Owen's nested scrambling (Owen 2003, Variance with alternative scramblings of digital nets).
  /// `block` is below most_blocks.
  [[nodiscard]] block_digits scrambled(std::uint64_t seed, std::uint32_t scramble, std::size_t dimension,
                                       std::uint64_t block) const;

 private:
  std::vector<std::array<std::uint32_t, index_bits>> directions_;
};

}  // namespace nytta
