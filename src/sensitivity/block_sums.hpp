// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

// Sums in one order on every machine and by every compiler: eight running sums inside a block of 256 (room for any
// vector unit), then their tree, then block after block with the rounding carried along.

namespace nytta {

inline constexpr std::size_t block_length = 256;
inline constexpr std::size_t lanes = 8;

/// Eight running sums, and the tree that makes them one.
struct lane_sums {
  double lane[lanes] = {};

  [[nodiscard]] double total() const {
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
  }
};

/// Calls use(lane, i) for i < count.
template <class Use>
void each_lane(std::size_t count, const Use& use) {
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    for (std::size_t l = 0; l < lanes; ++l) use(l, i + l);
  }
  for (std::size_t l = 0; i < count; ++i, ++l) use(l, i);
}

/// The sum of term(i), i < count.
template <class Term>
[[nodiscard]] double sum_of_block(std::size_t count, const Term& term) {
  lane_sums sums;
  each_lane(count, [&](std::size_t l, std::size_t i) { sums.lane[l] += term(i); });
  return sums.total();
}

/// Adds numbers one after the other and keeps what rounding takes away (Neumaier).
class compensated_sum {
 public:
  void add(double x) {
    const double next = sum_ + x;
    const bool sum_is_larger = (sum_ < 0 ? -sum_ : sum_) >= (x < 0 ? -x : x);
    lost_ += sum_is_larger ? (sum_ - next) + x : (x - next) + sum_;
    sum_ = next;
  }
  [[nodiscard]] double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

/// The sum of term(i), i < count, for any count.
template <class Term>
[[nodiscard]] double sum_in_blocks(std::size_t count, const Term& term) {
  compensated_sum sum;
  for (std::size_t first = 0; first < count; first += block_length) {
    const std::size_t length = (std::min)(block_length, count - first);
    sum.add(sum_of_block(length, [&](std::size_t i) { return term(first + i); }));
  }
  return sum.value();
}

}  // namespace nytta
