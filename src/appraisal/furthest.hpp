// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>

#include <optional>
#include <span>

namespace nytta {

/// A working whose factors stand at the ends that move a node furthest, and that node's number there as a double.
struct furthest {
  working steps;
  double value = 0;
  bool everywhere = true;  ///< every end that was tried gave a number
};
enum class direction : signed char { down = -1, up = 1 };

/// From `start`, a working of the appraisal's, every factor with a range at the end that moves the first of the nodes
/// furthest down (or up); one that does not move it, at the end that moves the next; one that moves none stays. Found
/// by the slopes where the nodes are affine in a factor, by trying its ends elsewhere, again until nothing changes;
/// then by trying together what changes nothing alone. An end at which a node has no number is passed over. Nothing
/// where the nodes have no numbers at all.
[[nodiscard]] std::optional<furthest> furthest_of(const appraisal& of, const working& start, std::span<const int> nodes,
                                                  direction which);

/// The node's number at the likely values, as a double.
[[nodiscard]] std::optional<double> likely_of(const appraisal& of, int node);

}  // namespace nytta
