// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace nytta {

/// The number of rows of a correlation matrix; throws std::invalid_argument unless it is square, finite and symmetric,
/// with ones on the diagonal (each within 1e-12).
[[nodiscard]] std::size_t require_correlation_form(std::span<const double> matrix);

/// The lower triangular L with L Lᵀ = matrix, row by row, or nothing where the matrix has an eigenvalue below −1e-10.
[[nodiscard]] std::optional<std::vector<double>> lower_root(std::span<const double> matrix, std::size_t rows);

/// Eigenvalues, and in column i of `vectors` the eigenvector of the i-th.
struct eigen_parts {
  std::vector<double> values;
  std::vector<double> vectors;
};
/// Of a symmetric matrix, by Jacobi's rotations.
[[nodiscard]] eigen_parts eigen_of(std::vector<double> matrix, std::size_t rows);

}  // namespace nytta
