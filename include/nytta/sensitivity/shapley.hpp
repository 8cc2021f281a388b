// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/sensitivity/function_view.hpp>

#include <cstddef>
#include <span>
#include <vector>

// Which factors the variance of a figure comes from, also when they go together.

namespace nytta {

/// A factor's values at normal scores: out[i] = quantile(factor, Φ(scores[i])), i < count (at most 256).
using scores_view = function_view<void(std::size_t factor, const double* scores, std::size_t count, double* out)>;

inline constexpr std::size_t most_shapley_factors = 255;

struct shapley_result {
  /// none: the figure does not vary, and `effects` is empty. undefined: it does not exist in some draw, and nothing is
  /// told about it.
  status state = status::ok;
  std::size_t permutations = 0;
  estimate variance;
  std::vector<estimate> effects;  ///< one for each factor; they sum to 1
};

/// Shapley effects of factors that a Gaussian copula joins.
///   effect_j = sum of d_j / sum over all factors of d,   d_j = (y_p − y_(p−1)) (y_k − (y_p + y_(p−1))/2)
///   For each of the permutations of the k factors, with factor j at place p: y_p the figure at normal scores made of
///   the first p numbers of one vector and the last k − p of another, by the Cholesky factor of the correlations in the
///   permutation's order. So y_p and y_k agree in the first p factors, and what follows is drawn anew given these:
///   (y_k − y_p)²/2 estimates the variance that is left when they are known, and d_j what knowing j takes away. The sum
///   of all d of a permutation is (y_k − y_0)²/2, the variance: a ratio estimator, whose effects sum to 1.
///   Convention: k + 1 evaluations a permutation, where Song et al. need 3 (k − 1), for the same expectation.
///   Source: Song, Nelson & Staum, SIAM/ASA Journal on Uncertainty Quantification 4 (2016), 1060–1083, algorithm 2;
///   Goda, Reliability Engineering & System Safety 213 (2021), 107702, for the chain of independent factors.
///   a + b, normal with deviations 1 and 2 and correlation 1/2: 19/56 and 37/56   (tests/unit/sensitivity/shapley.cpp)
/// `correlation` has the normal scores' correlations, row by row; empty: independent. It may be singular (a factor that
/// another one decides). `normals` gives blocks of 3 · factors rows of 256 independent standard normal numbers, whose
/// last third orders the factors; each of 32 groups of permutations has its own stream, 0 … 31.
/// Intervals: Student's, from a jackknife over these groups. An effect is reported as estimated, also below 0; its
/// interval then reaches 0 at least. The number of permutations is rounded up to a multiple of 32.
/// Throws std::invalid_argument without factors or for more than 255, for fewer than 64 permutations, or for a matrix
/// of another size, not symmetric, without ones on the diagonal or not positive semidefinite.
[[nodiscard]] shapley_result shapley_effects(model_view model, scores_view values, draws_view normals,
                                             std::size_t factors, std::span<const double> correlation,
                                             std::size_t permutations);

}  // namespace nytta
