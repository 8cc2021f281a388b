// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/effect/initiative.hpp>

// The distribution of an uncertain factor: fitted to a likely value, a low and a high one; its moments, density,
// probabilities and quantiles. Calculated without the C library's functions: the same bits on every machine.

namespace nytta {

/// A distribution with its parameters, in the factor's unit. One whose ends meet, or without spread, is a constant.
struct fitted_distribution {
  distribution shape = distribution::pert;
  double least = 0;   ///< PERT, triangular and uniform: the lowest value
  double mode = 0;    ///< PERT and triangular: the most likely value
  double most = 0;    ///< PERT, triangular and uniform: the highest value
  double centre = 0;  ///< the mean of a normal, of the logarithm of a lognormal
  double spread = 0;  ///< the standard deviation of a normal, of the logarithm of a lognormal
};

/// Why no distribution was fitted.
enum class misfit : unsigned char {
  none,             ///< there is one
  not_finite,       ///< a value, or their difference, is not a finite number
  ends_reversed,    ///< low is above high
  likely_outside,   ///< the likely value is outside least and most, or is not the only value that there is
  likely_too_low,   ///< no curve of the shape has its mode so far down and those two quantiles
  likely_too_high,  ///< no curve of the shape has its mode so far up and those two quantiles
  unbounded,        ///< a normal or lognormal has no least and most
  not_positive,     ///< a lognormal needs a low above 0
  too_wide,         ///< its variance is beyond what doubles hold
};

struct fitting {
  fitted_distribution curve;  ///< when `why` is none
  misfit why = misfit::none;

  explicit operator bool() const { return why == misfit::none; }
};

/// The distribution of a shape with those values.                                       [fit]
///   min_max: low and high are the ends. PERT is low + (high − low)·Beta(1 + 4θ, 5 − 4θ), θ = (likely − low)/(high −
///   low), with mean (low + 4 likely + high)/6. Uniform reads no likely value; normal and lognormal refuse: unbounded.
///   p10_p90, p5_p95: low and high are those quantiles. PERT and triangular have both, and their mode is the likely
///   value: with F the quantiles of the curve on 0 … 1 with mode θ, the ends follow from the θ that solves
///     (likely − low)/(high − low) = (θ − F(p))/(F(1 − p) − F(p)),
///   whose right side grows from a little below 0 to a little above 1 (triangular: −0.0811 for p10_p90, −0.0337 for
///   p5_p95; PERT: −0.0599, −0.0232). There is one curve when the left side lies there, else none. Uniform, normal and
///   lognormal are fitted to low and high alone.
///   Source: Malcolm et al. 1959 (PERT); Keefer and Bodily 1983, Management Science 29(5).  Deviates: none.
/// Low may equal high: a constant.
[[nodiscard]] fitting fit(distribution shape, range_meaning range, double likely, double low, double high);

/// Whether it has but one value.
[[nodiscard]] bool is_constant(const fitted_distribution& d);

[[nodiscard]] double mean(const fitted_distribution& d);
[[nodiscard]] double variance(const fitted_distribution& d);

/// The mean of the k-th power, k ≥ 0; throws std::invalid_argument below.
[[nodiscard]] double raw_moment(const fitted_distribution& d, int k);

/// Probability per unit at x; of a constant infinite at its value.
[[nodiscard]] double density(const fitted_distribution& d, double x);

/// The probability of x or less.
[[nodiscard]] double cumulative(const fitted_distribution& d, double x);

/// The value that probability p lies at or below: the inverse of `cumulative`, to 1e-13 of itself or of the span of
/// values. 0 and 1 give the ends, which are infinite for a normal. Throws std::invalid_argument unless 0 ≤ p ≤ 1.
[[nodiscard]] double quantile(const fitted_distribution& d, double p);

}  // namespace nytta
