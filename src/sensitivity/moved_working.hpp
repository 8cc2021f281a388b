// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/working.hpp>

#include <optional>
#include <span>
#include <vector>

// The same working with some flows changed: nodes are added behind a flow, and what used the flow uses them.

namespace nytta {

/// A working with what one figure needs, and the figure's node in it.
struct moved_working {
  working steps;
  int figure = 0;
};

/// A flow of which a share is changed: all of it, or the parts that are shares (nodes) of it.
struct scaled_flow {
  int node = 0;
  std::vector<int> shares;
};

/// The flows times 1 + change.
[[nodiscard]] moved_working with_scaled(const working& of, int figure, std::span<const scaled_flow> flows,
                                        const decimal& change);

/// The flows that many columns to the right; the first columns are 0, and what leaves the last is lost.
[[nodiscard]] moved_working with_delayed(const working& of, int figure, std::span<const int> flows, int columns);

}  // namespace nytta
