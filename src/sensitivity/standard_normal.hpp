// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>

#include "core/steady_math.hpp"

// The standard normal distribution, by steady arithmetic.

namespace nytta::standard_normal {

/// z of the probabilities 0.9 and 0.95.
inline constexpr double z_of_p90 = 1.2815515655446004;
inline constexpr double z_of_p95 = 1.6448536269514722;

[[nodiscard]] inline double density(double z) { return 0.39894228040143268 * steady::exp_half_square(z); }

namespace detail {

template <int Count>
double polynomial(const double (&c)[Count], double x) {
  double sum = c[Count - 1];
  for (int i = Count - 2; i >= 0; --i) sum = c[i] + sum * x;
  return sum;
}

}  // namespace detail

/// Probability of z or less, to 1e-15 of itself. Cody 1969, Rational Chebyshev approximations for the error function.
[[nodiscard]] inline double cumulative(double z) {
  const double x = (z < 0 ? -z : z) * 0.70710678118654752;
  if (x <= 0.46875) {
    constexpr double top[] = {3.20937758913846947e3, 3.77485237685302021e2, 1.13864154151050156e2,
                              3.16112374387056560e0, 1.85777706184603153e-1};
    constexpr double bottom[] = {2.84423683343917062e3, 1.28261652607737228e3, 2.44024637934444173e2,
                                 2.36012909523441209e1, 1};
    const double square = 0.5 * z * z;
    return 0.5 + 0.5 * (z * 0.70710678118654752) * detail::polynomial(top, square) / detail::polynomial(bottom, square);
  }
  double tail = 0;  // of 1 − erf, less its exponential
  if (x <= 4) {
    constexpr double top[] = {1.23033935479799725e3, 2.05107837782607147e3,  1.71204761263407058e3,
                              8.81952221241769090e2, 2.98635138197400131e2,  6.61191906371416295e1,
                              8.88314979438837594e0, 5.64188496988670089e-1, 2.15311535474403846e-8};
    constexpr double bottom[] = {1.23033935480374942e3, 3.43936767414372164e3, 4.36261909014324716e3,
                                 3.29079923573345963e3, 1.62138957456669019e3, 5.37181101862009858e2,
                                 1.17693950891312499e2, 1.57449261107098347e1, 1};
    tail = detail::polynomial(top, x) / detail::polynomial(bottom, x);
  } else {
    constexpr double top[] = {6.58749161529837803e-4, 1.60837851487422766e-2, 1.25781726111229246e-1,
                              3.60344899949804439e-1, 3.05326634961232344e-1, 1.63153871373020978e-2};
    constexpr double bottom[] = {2.33520497626869185e-3, 6.05183413124413191e-2, 5.27905102951428412e-1,
                                 1.87295284992346725e0,  2.56852019228982242e0,  1};
    const double y = 1 / (x * x);
    tail = (0.56418958354775629 - y * detail::polynomial(top, y) / detail::polynomial(bottom, y)) / x;
  }
  const double half = 0.5 * tail * steady::exp_half_square(z);
  return z < 0 ? half : 1 - half;
}

/// The z that probability p lies at or below, 0 ≤ p ≤ 1, to 1e-15 of itself. Wichura 1988, Algorithm AS 241.
[[nodiscard]] inline double quantile(double p) {
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    constexpr double top[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                              1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                              3.3430575583588128105e4, 2.5090809287301226727e3};
    constexpr double bottom[] = {1,
                                 4.2313330701600911252e1,
                                 6.8718700749205790830e2,
                                 5.3941960214247511077e3,
                                 2.1213794301586595867e4,
                                 3.9307895800092710610e4,
                                 2.8729085735721942674e4,
                                 5.2264952788528545610e3};
    const double r = 0.180625 - q * q;
    return q * detail::polynomial(top, r) / detail::polynomial(bottom, r);
  }
  const double tail = q < 0 ? p : 1 - p;
  if (tail <= 0) return q < 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  const double r = std::sqrt(-steady::log(tail));
  double z = 0;
  if (r <= 5) {
    constexpr double top[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                              3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                              2.27238449892691845833e-2, 7.74545014278341407640e-4};
    constexpr double bottom[] = {1,
                                 2.05319162663775882187e0,
                                 1.67638483018380384940e0,
                                 6.89767334985100004550e-1,
                                 1.48103976427480074590e-1,
                                 1.51986665636164571966e-2,
                                 5.47593808499534494600e-4,
                                 1.05075007164441684324e-9};
    z = detail::polynomial(top, r - 1.6) / detail::polynomial(bottom, r - 1.6);
  } else {
    constexpr double top[] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                              2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                              2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr double bottom[] = {1,
                                 5.99832206555887937690e-1,
                                 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2,
                                 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5,
                                 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15};
    z = detail::polynomial(top, r - 5) / detail::polynomial(bottom, r - 5);
  }
  return q < 0 ? -z : z;
}

}  // namespace nytta::standard_normal
