// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/correlation.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "sensitivity/symmetric_matrix.hpp"

using namespace nytta;

namespace {

/// Symmetric, ones on the diagonal, the rest between −1 and 1.
std::vector<double> random_form(std::size_t n, std::mt19937_64& engine) {
  std::vector<double> out(n * n, 1);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      out[i * n + j] = out[j * n + i] = static_cast<double>(engine() >> 11U) * 0x1p-52 - 1;
    }
  }
  return out;
}

double distance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

double least_eigenvalue(const std::vector<double>& matrix, std::size_t n) {
  double least = std::numeric_limits<double>::infinity();
  for (const double value : eigen_of(matrix, n).values) least = (std::min)(least, value);
  return least;
}

}  // namespace

TEST_CASE("correlation: normal scores' correlation of a rank correlation") {
  CHECK(normal_correlation(0) == 0);
  CHECK(normal_correlation(1) == 1);
  CHECK(normal_correlation(-1) == -1);
  CHECK(normal_correlation(0.5) == doctest::Approx(0.5176380902050415).epsilon(1e-15));  // 2 sin 15° = (√6 − √2)/2
  for (double rank = -1; rank <= 1; rank += 0.01) {
    CHECK(normal_correlation(rank) == doctest::Approx(2 * std::sin(3.14159265358979324 * rank / 6)).epsilon(1e-14));
  }
  CHECK_THROWS_AS(static_cast<void>(normal_correlation(1.01)), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(normal_correlation(std::numeric_limits<double>::quiet_NaN())),
                  std::invalid_argument);
}

TEST_CASE("correlation: eigenvalues and vectors put the matrix together again") {
  std::mt19937_64 engine(5);
  for (const std::size_t n : {1U, 2U, 3U, 7U, 20U}) {
    const auto matrix = random_form(n, engine);
    const auto parts = eigen_of(matrix, n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double sum = 0;
        double across = 0;
        for (std::size_t k = 0; k < n; ++k) {
          sum += parts.values[k] * parts.vectors[i * n + k] * parts.vectors[j * n + k];
          across += parts.vectors[k * n + i] * parts.vectors[k * n + j];
        }
        CHECK(std::abs(sum - matrix[i * n + j]) < 1e-13 * static_cast<double>(n));
        CHECK(std::abs(across - (i == j ? 1 : 0)) < 1e-13 * static_cast<double>(n));
      }
    }
  }
}

TEST_CASE("correlation: what is one, singular ones among them, and what is not") {
  CHECK(is_correlation(std::vector<double>{1}));
  CHECK(is_correlation(std::vector<double>{1, 0.3, 0.3, 1}));
  CHECK(is_correlation(std::vector<double>{1, 1, 1, 1}));
  CHECK(is_correlation(std::vector<double>{1, -1, -1, 1}));
  CHECK_FALSE(is_correlation(std::vector<double>{1, 1.001, 1.001, 1}));
  // Three numbers that add up to 0: every two by −1/2. A little more is impossible.
  CHECK(is_correlation(std::vector<double>{1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1}));
  CHECK_FALSE(is_correlation(std::vector<double>{1, -0.51, -0.51, -0.51, 1, -0.51, -0.51, -0.51, 1}));
  // The first two are one, so they have the same correlation with the third.
  CHECK(is_correlation(std::vector<double>{1, 1, 0.4, 1, 1, 0.4, 0.4, 0.4, 1}));
  CHECK_FALSE(is_correlation(std::vector<double>{1, 1, 0.4, 1, 1, 0.5, 0.4, 0.5, 1}));
  // Against the eigenvalues.
  std::mt19937_64 engine(9);
  int yes = 0;
  int no = 0;
  for (int trial = 0; trial < 300; ++trial) {
    const auto matrix = random_form(3, engine);
    const double least = least_eigenvalue(matrix, 3);
    CHECK(is_correlation(matrix) == (least >= 0));
    ++(least >= 0 ? yes : no);
  }
  CHECK(yes > 50);
  CHECK(no > 50);
}

TEST_CASE("correlation: the root of a matrix gives it back, with pivots of 0 too") {
  std::mt19937_64 engine(11);
  for (const std::size_t rank : {1U, 2U, 4U, 6U}) {
    const std::size_t n = 6;
    // n unit vectors in a space of so many dimensions.
    std::vector<double> vectors(n * rank);
    for (std::size_t i = 0; i < n; ++i) {
      double square = 0;
      for (std::size_t k = 0; k < rank; ++k) {
        vectors[i * rank + k] = static_cast<double>(engine() >> 11U) * 0x1p-52 - 1;
        square += vectors[i * rank + k] * vectors[i * rank + k];
      }
      for (std::size_t k = 0; k < rank; ++k) vectors[i * rank + k] /= std::sqrt(square);
    }
    std::vector<double> matrix(n * n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < rank; ++k) sum += vectors[i * rank + k] * vectors[j * rank + k];
        matrix[i * n + j] = i == j ? 1 : sum;
      }
    }
    CHECK(is_correlation(matrix));
    const auto root = lower_root(matrix, n);
    REQUIRE(root.has_value());
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < n; ++k) sum += (*root)[i * n + k] * (*root)[j * n + k];
        CHECK(std::abs(sum - matrix[i * n + j]) < 1e-9);
        if (j > i) CHECK((*root)[i * n + j] == 0);
      }
    }
  }
}

TEST_CASE("correlation: the nearest ones that Higham 2002 prints") {
  const auto three = nearest_correlation(std::vector<double>{1, 1, 0, 1, 1, 1, 0, 1, 1});
  const double expected[] = {1, 0.7607, 0.1573, 0.7607, 1, 0.7607, 0.1573, 0.7607, 1};
  for (std::size_t i = 0; i < 9; ++i) CHECK(std::abs(three[i] - expected[i]) < 0.00005);
  CHECK(distance(three, {1, 1, 0, 1, 1, 1, 0, 1, 1}) == doctest::Approx(0.5278).epsilon(0.0001));
}

TEST_CASE("correlation: the nearest one is one, lies no further off than others, and one stays as it is") {
  std::mt19937_64 engine(13);
  for (const std::size_t n : {3U, 5U, 12U}) {
    for (int trial = 0; trial < 4; ++trial) {
      auto matrix = random_form(n, engine);
      matrix[1] = matrix[n] = 0.99;  // with −0.99 and 0.99 beside it, never possible
      matrix[2] = matrix[2 * n] = -0.99;
      matrix[n + 2] = matrix[2 * n + 1] = 0.99;
      REQUIRE_FALSE(is_correlation(matrix));
      const auto nearest = nearest_correlation(matrix);
      CHECK(is_correlation(nearest));
      CHECK(least_eigenvalue(nearest, n) > -1e-12);
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(nearest[i * n + i] == 1);
        for (std::size_t j = 0; j < i; ++j) CHECK(nearest[i * n + j] == nearest[j * n + i]);
      }
      // On the way from it to any other correlation matrix every one is further off: the set is convex.
      const double least = distance(nearest, matrix);
      for (int other = 0; other < 50; ++other) {
        const auto target = nearest_correlation(random_form(n, engine));
        for (const double step : {1e-3, 0.1, 1.0}) {
          std::vector<double> between(n * n);
          for (std::size_t i = 0; i < n * n; ++i) between[i] = nearest[i] + step * (target[i] - nearest[i]);
          CHECK(distance(between, matrix) > least);
        }
      }
      CHECK(nearest_correlation(nearest) == nearest);
    }
  }
}

TEST_CASE("correlation: what is no matrix of correlations is refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(static_cast<void>(is_correlation(std::vector<double>{})), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(is_correlation(std::vector<double>{1, 0, 1})), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(is_correlation(std::vector<double>{1, 0.1, 0.2, 1})), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(is_correlation(std::vector<double>{1, 0.1, 0.1, 0.9})), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(nearest_correlation(std::vector<double>{1, nan, nan, 1})), std::invalid_argument);
}
