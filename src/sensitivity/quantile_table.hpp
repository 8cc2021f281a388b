// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/sensitivity/distribution.hpp>

#include <cstddef>
#include <vector>

#include "draw_kernels.hpp"

namespace nytta {

/// A distribution's quantiles, quickly: within 3e-7 standard deviations of quantile(d, u), where u is 1e-8 or more from
/// 0 and 1; triangular and uniform ones to the last digits. Making it takes some 0.1 ms.
class quantile_table {
 public:
  explicit quantile_table(const fitted_distribution& d);

  /// quantile(d, u) for u between 2^−53 and 1 − 2^−53; `out` may be `u`.
  void values(const draw_kernels& by, const double* u, std::size_t count, double* out) const;

  /// What a triangular distribution's values are roots of, for kernels that take it (null: another distribution).
  [[nodiscard]] const root_ends* roots() const { return of_uniforms_ == form::roots ? &ends_ : nullptr; }

  /// quantile(d, Φ(z)) for any z; those beyond ±8.25 are taken as that. `out` may be `z`.
  void values_at_scores(const draw_kernels& by, const double* z, std::size_t count, double* out) const;

 private:
  enum class form : unsigned char { line, roots, table };

  void make_triangular(const fitted_distribution& d);
  void make_pert(const fitted_distribution& d);
  void make_normal(const fitted_distribution& d);
  void make_lognormal(const fitted_distribution& d);

  form of_uniforms_ = form::line;
  form of_scores_ = form::line;
  double offset_ = 0;  ///< of a line over u
  double scale_ = 0;
  root_ends ends_;
  int parts_ = 8;  ///< of an octave, a power of two
  std::vector<cubic> rows_;
  score_table by_score_;  ///< of a line, only the lower offset and scale; without rows, those in `score_rows_`
  std::vector<cubic> score_rows_;
};

}  // namespace nytta
