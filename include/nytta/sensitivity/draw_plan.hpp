// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/sensitivity/correlation.hpp>
#include <nytta/sensitivity/distribution.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// From distributions and rank correlations to draws: the same numbers for the same seed on every thread and machine.

namespace nytta {

/// Draws are made and evaluated in blocks of this many, which stay in the first two cache levels.
inline constexpr std::size_t draws_per_block = 256;

/// What is needed to draw the factors, made once: a quantile table each, and the factor of the correlation matrix.
/// Draws depend on seed, stream and draw number only. Const members may be called from several threads.
class draw_plan {
 public:
  /// `correlation` is the matrix of normal correlations, row by row (empty: all independent). Throws
  /// std::invalid_argument unless it is symmetric, with ones on the diagonal, and positive semidefinite.
  /// Also unless the factors' parameters are finite and in order.
  explicit draw_plan(std::vector<fitted_distribution> factors, std::span<const double> correlation = {});
  draw_plan(const draw_plan& other);
  draw_plan(draw_plan&& other) noexcept;
  draw_plan& operator=(const draw_plan& other);
  draw_plan& operator=(draw_plan&& other) noexcept;
  ~draw_plan();

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool correlated() const;
  [[nodiscard]] const std::vector<fitted_distribution>& factors() const;

  /// One block of pseudo-random draws: size() × draws_per_block numbers, factor by factor.
  void random(std::uint64_t seed, std::uint32_t stream, std::uint64_t block, double* out) const;

  /// The same from Sobol points, scrambled anew for each `scramble`: points of one scramble are dependent, scrambles
  /// are not. Every 2^m points from a multiple of 2^m on are a net. Throws std::invalid_argument for more than 3000
  /// factors, or points beyond 2^32.
  void low_discrepancy(std::uint64_t seed, std::uint32_t scramble, std::uint64_t block, double* out) const;

  /// Independent standard normal numbers, `rows` × draws_per_block; independent of `random`, too.
  static void normals(std::uint64_t seed, std::uint32_t stream, std::uint64_t block, std::size_t rows, double* out);

  /// A factor's values at normal scores: quantile(factor, Φ(z)); scores beyond ±8.25 are taken as that, except of a
  /// normal. `out` may be `scores`.
  void at_scores(std::size_t factor, const double* scores, std::size_t count, double* out) const;

 private:
  void join_correlated(double* rows) const;

  struct parts;  // tables, the root of the matrix, direction numbers
  std::vector<fitted_distribution> factors_;
  std::vector<parts> made_;  // one, or none when moved from
};

}  // namespace nytta
