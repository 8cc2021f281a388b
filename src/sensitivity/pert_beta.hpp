// SPDX-License-Identifier: Apache-2.0
#pragma once

// The beta distribution on 0 … 1 with exponents that add up to 4, as PERT has it: density y^a (1 − y)^b / B with
// a + b = 4, a = 4θ, mode θ.

namespace nytta {

struct pert_beta {
  double a = 2;
  double b = 2;
  double normaliser = 1.0 / 30;  ///< B(a + 1, b + 1)

  /// With its mode at `below` of the way from 0 and `above` of the way from 1: two numbers that add up to 1.
  [[nodiscard]] static pert_beta with_mode(double below, double above);

  /// At y, with z = 1 − y.
  [[nodiscard]] double density(double y, double z) const;
  [[nodiscard]] double cumulative(double y, double z) const;

  /// The y of a probability in 0 … 1, and 1 − y.
  struct point {
    double y = 0;
    double z = 1;
  };
  [[nodiscard]] point quantile(double p) const;

  /// The distribution of 1 − y.
  [[nodiscard]] pert_beta mirrored() const { return {b, a, normaliser}; }

  /// Probability of y or less, to some 1e-15 of itself, for y ≤ 1/2.
  [[nodiscard]] double lower(double y) const;
  /// Its inverse, for p of at most lower(1/2).
  [[nodiscard]] double lower_quantile(double p) const;
};

}  // namespace nytta
