// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/sensitivity/function_view.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

// Intervals of estimates that are no plain means: from independent groups of draws, leaving one out at a time.

namespace nytta {

inline constexpr std::size_t draw_groups = 32;

/// Student's t with 31 degrees of freedom at 97.5 % (a test compares it with Boost.Math).
inline constexpr double student_quantile = 2.0395134463964077;

/// Tukey's jackknife: the spread of the estimates without one group each.
inline estimate with_interval(double value, const std::array<double, draw_groups>& without) {
  constexpr auto groups = static_cast<double>(draw_groups);
  double mean = 0;
  for (const double x : without) mean += x;
  mean /= groups;
  double squares = 0;
  for (const double x : without) squares += (x - mean) * (x - mean);
  const double half = student_quantile * std::sqrt(squares * (groups - 1) / groups);
  return {value, value - half, value + half};
}

/// For a share: an interval that misses 0 … 1 altogether is extended to the nearer end.
inline estimate reaching_shares(estimate share) {
  share.low = (std::min)(share.low, 1.0);
  share.high = (std::max)(share.high, 0.0);
  return share;
}

/// For a share whose interval the draws do not tell, because what varies lies in a single group.
inline estimate anywhere(double share) { return {share, (std::min)(share, 0.0), (std::max)(share, 1.0)}; }

}  // namespace nytta
