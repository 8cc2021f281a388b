// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>

#include <optional>

namespace nytta {

/// How low, or how high, a node can come while every factor stays in its range.
struct bound {
  working steps;  ///< where it is reached, when that is known: every factor at the end that its slope tells
  bool tight = false;
  double value = 0;  ///< not tight: a number that the node does not pass
};

/// By interval arithmetic: a factor whose slope keeps one sign all over the ranges stands at one of its ends, and so on
/// in the box that is left; nothing where intervals cannot decide the formula's way (a rate of return, a crossing).
[[nodiscard]] std::optional<bound> bound_of(const appraisal& of, int node, range_end which);

}  // namespace nytta
