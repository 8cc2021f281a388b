// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>

#include <optional>

namespace nytta {

/// The working with every factor at the end of its range that moves a node furthest down (or up), found factor by
/// factor, again until nothing changes, and that node's number there as a double. Nothing where the node has no number
/// on the way.
struct furthest {
  working steps;
  double value = 0;
};
enum class direction : signed char { down = -1, up = 1 };
[[nodiscard]] std::optional<furthest> furthest_of(const appraisal& of, int node, direction which);

/// The node's number at the likely values, as a double.
[[nodiscard]] std::optional<double> likely_of(const appraisal& of, int node);

}  // namespace nytta
