// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/working.hpp>

#include <span>
#include <vector>

namespace nytta {

/// What a node of a working rests on among some input nodes, and in which of them it is affine while the others stand
/// still: sums, and products with what does not move.
class dependence {
 public:
  dependence() = default;
  dependence(const working& steps, std::span<const int> inputs, int node);

  [[nodiscard]] bool on(int input) const { return holds(reached_, input); }
  /// Affine; also where the node does not rest on it.
  [[nodiscard]] bool affine_in(int input) const { return !holds(bent_, input); }

 private:
  [[nodiscard]] static bool holds(const std::vector<int>& sorted, int input);

  std::vector<int> reached_;  // sorted
  std::vector<int> bent_;     // sorted
};

/// The nodes through which an input reaches some nodes, in order.
[[nodiscard]] std::vector<int> nodes_between(const working& steps, int input, std::span<const int> nodes);

}  // namespace nytta
