// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>

#include <optional>
#include <vector>

// The tornado in doubles, for who moves many factors of many cases: what_if() has it certified.

namespace nytta {

/// A figure where one factor with a range is at its low and high end, the others as they are; nothing where it has no
/// single number.
struct tornado_bar {
  std::size_t factor = 0;  ///< index among the appraisal's factors
  std::optional<double> at_low;
  std::optional<double> at_high;
};

/// One bar for each factor with a range that the node rests on, largest swing first. Where the node is affine in a
/// factor its slope gives both ends; all slopes come from one sweep. Elsewhere the ends are calculated.
[[nodiscard]] std::vector<tornado_bar> tornado(const appraisal& of, int node);

}  // namespace nytta
