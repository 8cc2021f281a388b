// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

// Correlation matrices, row by row.

namespace nytta {

/// The correlation of the normal scores that gives a rank correlation (Spearman) under a Gaussian copula:
/// 2 sin(π rank / 6), for ranks of −1 to 1; throws std::invalid_argument outside.
///   Source: Pearson 1907, On further methods of determining correlation.  normal_correlation(0.5) ==
///   0.5176380902050415
[[nodiscard]] double normal_correlation(double rank);

/// Whether some numbers can be correlated so: no weighted sum of them has a variance below 0 (no eigenvalue
/// lies below −1e-10, for rounding).
/// Throws std::invalid_argument unless the matrix is square, finite and symmetric, with ones on the diagonal.
[[nodiscard]] bool is_correlation(std::span<const double> matrix);

/// The matrix itself if is_correlation, else the correlation matrix with the least sum of squared differences from it.
/// Throws as is_correlation does.                                      [nearest correlation]
///   alternating projections on the matrices without negative eigenvalues and on those with a unit diagonal, with
///   Dykstra's correction, until they meet within 1e-12.
///   Source: Higham 2002, Computing the nearest correlation matrix, IMA Journal of Numerical Analysis 22,
///   algorithm 3.3. {1 1 0; 1 1 1; 0 1 1} gives 0.7607 beside the diagonal and 0.1573 in the corners (ibid.)
[[nodiscard]] std::vector<double> nearest_correlation(std::span<const double> matrix);

}  // namespace nytta
