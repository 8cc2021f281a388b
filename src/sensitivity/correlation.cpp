// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/correlation.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/steady_math.hpp"
#include "symmetric_matrix.hpp"

namespace nytta {

double normal_correlation(double rank) {
  if (!(rank >= -1 && rank <= 1)) {
    throw std::invalid_argument("a rank correlation lies between -1 and 1, not " + std::to_string(rank));
  }
  if (rank == 1 || rank == -1) return rank;
  return 2 * steady::sin(0.52359877559829887 * rank);
}

std::size_t require_correlation_form(std::span<const double> matrix) {
  constexpr double allowed = 1e-12;
  std::size_t rows = 0;
  while (rows * rows < matrix.size()) ++rows;
  if (rows * rows != matrix.size() || rows == 0) {
    throw std::invalid_argument(std::to_string(matrix.size()) + " numbers are no square matrix");
  }
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double here = matrix[i * rows + j];
      const double there = matrix[j * rows + i];
      const std::string place = "row " + std::to_string(i + 1) + ", column " + std::to_string(j + 1);
      if (!std::isfinite(here) || !std::isfinite(there)) {
        throw std::invalid_argument("a correlation is not a finite number: " + place);
      }
      if (std::abs(here - there) > allowed) {
        throw std::invalid_argument("correlations are the same both ways, unlike " + std::to_string(here) + " and " +
                                    std::to_string(there) + ": " + place);
      }
      if (i == j && std::abs(here - 1) > allowed) {
        throw std::invalid_argument("everything is correlated with itself by 1, not " + std::to_string(here) + ": " +
                                    place);
      }
    }
  }
  return rows;
}

namespace {

constexpr double rounding_allowed = 1e-10;

/// Cholesky's root, or nothing where a pivot is nearly 0 or below.
std::optional<std::vector<double>> root_of_regular(std::span<const double> matrix, std::size_t rows) {
  std::vector<double> root(rows * rows, 0);
  for (std::size_t j = 0; j < rows; ++j) {
    double pivot = matrix[j * rows + j];
    for (std::size_t k = 0; k < j; ++k) pivot -= root[j * rows + k] * root[j * rows + k];
    if (pivot <= rounding_allowed) return std::nullopt;
    const double diagonal = std::sqrt(pivot);
    root[j * rows + j] = diagonal;
    for (std::size_t i = j + 1; i < rows; ++i) {
      double rest = matrix[i * rows + j];
      for (std::size_t k = 0; k < j; ++k) rest -= root[i * rows + k] * root[j * rows + k];
      root[i * rows + j] = rest / diagonal;
    }
  }
  return root;
}

}  // namespace

std::optional<std::vector<double>> lower_root(std::span<const double> matrix, std::size_t rows) {
  if (auto root = root_of_regular(matrix, rows)) return root;
  // Singular or impossible: the eigenvalues tell. Any root B, here eigenvectors times roots of eigenvalues, becomes
  // triangular by reflections of its rows (Householder's, Golub and Van Loan, Matrix computations, 5.2).
  const eigen_parts parts = eigen_of({matrix.begin(), matrix.end()}, rows);
  std::vector<double> b = parts.vectors;
  for (std::size_t k = 0; k < rows; ++k) {
    if (parts.values[k] < -rounding_allowed) return std::nullopt;
    const double root = parts.values[k] > 0 ? std::sqrt(parts.values[k]) : 0;
    for (std::size_t i = 0; i < rows; ++i) b[i * rows + k] *= root;
  }
  std::vector<double> mirror(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    double square = 0;
    for (std::size_t k = i; k < rows; ++k) square += b[i * rows + k] * b[i * rows + k];
    const double length = std::sqrt(square);
    const double first = b[i * rows + i];
    double half = 0;  // of the square of the mirror's normal
    if (length > 0) {
      for (std::size_t k = i; k < rows; ++k) mirror[k] = b[i * rows + k];
      mirror[i] += first < 0 ? -length : length;
      half = length * (length + std::abs(first));
    }
    for (std::size_t row = i; row < rows && half > 0; ++row) {
      double along = 0;
      for (std::size_t k = i; k < rows; ++k) along += mirror[k] * b[row * rows + k];
      for (std::size_t k = i; k < rows; ++k) b[row * rows + k] -= along / half * mirror[k];
    }
    // Its own weight positive, as in Cholesky's root.
    if (b[i * rows + i] < 0) {
      for (std::size_t row = i; row < rows; ++row) b[row * rows + i] = -b[row * rows + i];
    }
    for (std::size_t k = i + 1; k < rows; ++k) b[i * rows + k] = 0;
  }
  return b;
}

eigen_parts eigen_of(std::vector<double> a, std::size_t n) {
  std::vector<double> v(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) v[i * n + i] = 1;
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0;
    double all = 0;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) (i == j ? all : off) += a[i * n + j] * a[i * n + j];
    }
    if (off <= 1e-32 * all) break;
    for (std::size_t p = 0; p + 1 < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        const double beside = a[p * n + q];
        if (beside == 0) continue;
        // The rotation that makes it 0 (Golub and Van Loan, Matrix computations, 8.5).
        const double ratio = (a[q * n + q] - a[p * n + p]) / (2 * beside);
        const double tangent = (ratio < 0 ? -1 : 1) / (std::abs(ratio) + std::sqrt(1 + ratio * ratio));
        const double cosine = 1 / std::sqrt(1 + tangent * tangent);
        const double sine = tangent * cosine;
        for (std::size_t k = 0; k < n; ++k) {
          const double x = a[k * n + p];
          const double y = a[k * n + q];
          a[k * n + p] = cosine * x - sine * y;
          a[k * n + q] = sine * x + cosine * y;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double x = a[p * n + k];
          const double y = a[q * n + k];
          a[p * n + k] = cosine * x - sine * y;
          a[q * n + k] = sine * x + cosine * y;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double x = v[k * n + p];
          const double y = v[k * n + q];
          v[k * n + p] = cosine * x - sine * y;
          v[k * n + q] = sine * x + cosine * y;
        }
      }
    }
  }
  eigen_parts out;
  for (std::size_t i = 0; i < n; ++i) out.values.push_back(a[i * n + i]);
  out.vectors = std::move(v);
  return out;
}

bool is_correlation(std::span<const double> matrix) {
  return lower_root(matrix, require_correlation_form(matrix)).has_value();
}

namespace {

/// The nearest matrix without negative eigenvalues.
std::vector<double> without_negative(const std::vector<double>& matrix, std::size_t n) {
  const eigen_parts parts = eigen_of(matrix, n);
  std::vector<double> out(n * n, 0);
  for (std::size_t k = 0; k < n; ++k) {
    const double value = parts.values[k];
    if (value <= 0) continue;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j)
        out[i * n + j] += value * parts.vectors[i * n + k] * parts.vectors[j * n + k];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) out[j * n + i] = out[i * n + j];
  }
  return out;
}

}  // namespace

std::vector<double> nearest_correlation(std::span<const double> matrix) {
  const std::size_t n = require_correlation_form(matrix);
  std::vector<double> y(matrix.begin(), matrix.end());
  if (lower_root(matrix, n)) return y;
  std::vector<double> correction(n * n, 0);
  std::vector<double> x;
  for (int step = 0; step < 5000; ++step) {
    std::vector<double> r(n * n);
    for (std::size_t i = 0; i < n * n; ++i) r[i] = y[i] - correction[i];
    x = without_negative(r, n);
    double apart = 0;
    for (std::size_t i = 0; i < n * n; ++i) correction[i] = x[i] - r[i];
    y = x;
    for (std::size_t i = 0; i < n; ++i) {
      apart = (std::max)(apart, std::abs(x[i * n + i] - 1));
      y[i * n + i] = 1;
    }
    if (apart <= 1e-12) break;
  }
  // From the side without negative eigenvalues, which division by the diagonal does not bring back.
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double scaled = x[i * n + j] / std::sqrt(x[i * n + i] * x[j * n + j]);
      y[i * n + j] = y[j * n + i] = (std::min)(1.0, (std::max)(-1.0, scaled));
    }
    y[i * n + i] = 1;
  }
  return y;
}

}  // namespace nytta
