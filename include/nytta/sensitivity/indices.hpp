// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/sensitivity/function_view.hpp>

#include <cstddef>
#include <vector>

// Which factors the variance of a figure comes from, when they are independent (shapley.hpp otherwise).

namespace nytta {

struct sobol_index {
  estimate first;  ///< the share of the variance that goes when the factor becomes known
  estimate total;  ///< the share that stays when all the others are known
};

struct sobol_result {
  /// none: the figure does not vary, and `factors` is empty. undefined: it does not exist in some draw, and nothing is
  /// told about it.
  status state = status::ok;
  std::size_t draws = 0;  ///< used for each of the two matrices
  estimate mean;
  estimate variance;
  std::vector<sobol_index> factors;
};

/// Sobol indices of first and total order, from factors + 2 evaluations a draw.
///   total = (sum of (a − c)²/2 + S · sum of a b) / (n V_a)
///   S = (sum of b c − (1 − t) · sum of a b) / (n V_b)
///   a and b the figure in two independent draws of all factors, c in a's draw with the one factor taken from b's, all
///   less their means; n draws; V_a the mean of the variances of a and c, V_b of b and c; t the total without S.
///   Without the sums of a b, which are 0 but for chance, these are Janon's first order and Jansen's total. They are
///   taken out to the degree that they are in the sums beside them: fully in S when the factor has no influence, as
///   Saltelli et al. do always, and not at all when it decides everything, where their estimator is at its worst. In
///   six trial functions the mean squared error of S was 0.95 of theirs at most, and 0.33 where one factor gave three
///   quarters of the variance.
///   Source: Jansen, Computer Physics Communications 117 (1999), 35–43; Janon et al., ESAIM: Probability and Statistics
///   18 (2014), 342–364, eq. 6; Saltelli et al., Computer Physics Communications 181 (2010), 259–270, table 2.
///   Deviates: the factors 1 − t and S before the sum of a b are ours.
///   Ishigami's function: S == 0.3139, 0.4424, 0; total == 0.5576, 0.4424, 0.2437 (tests/unit/sensitivity/indices.cpp)
/// Intervals: Student's, from a jackknife over 32 groups of draws, each from its own two streams of the source (2 g and
/// 2 g + 1). An index is reported as estimated, also outside 0 … 1; its interval then reaches 0 or 1 at least. A factor
/// without any effect has exactly 0. The number of draws is rounded up to a multiple of 32. The source is asked for one
/// block at a time and the model for at most 256 draws, on the calling thread.
/// Throws std::invalid_argument without factors, or for fewer than 64 draws.
[[nodiscard]] sobol_result sobol_indices(model_view model, draws_view source, std::size_t factors, std::size_t draws);

/// A model's figure once more with one factor changed: its draws are `row`, those of the others as in the model's last
/// call, and so is `count`. Which much of a model can spare.
using changed_model_view = function_view<void(std::size_t factor, const double* row, std::size_t count, double* out)>;

/// The same of a model that has it.
[[nodiscard]] sobol_result sobol_indices(model_view model, changed_model_view changed, draws_view source,
                                         std::size_t factors, std::size_t draws);

}  // namespace nytta
