// SPDX-License-Identifier: Apache-2.0
#include "pert_beta.hpp"

#include <cmath>

#include "core/steady_math.hpp"

namespace nytta {

pert_beta pert_beta::with_mode(double below, double above) {
  pert_beta out;
  out.a = 4 * below;
  out.b = 4 * above;
  // Γ(1 + a) Γ(5 − a) / 5! = (4 − a)(3 − a)(2 − a)(1 − a) a π / sin(π a) / 120, by the reflection of Γ. The factor that
  // is 0 at the nearest whole number k goes with the sine: with d = a − k, π d / sin(π d).
  const int nearest = static_cast<int>(out.a + 0.5);
  const double angle = 3.141592653589793 * (out.a - nearest);
  double product = angle == 0 ? 1 : angle / steady::sin(angle);
  for (int j = 0; j <= 4; ++j) {
    if (j != nearest) product *= std::abs(j - out.a);
  }
  out.normaliser = product / 120;
  return out;
}

double pert_beta::density(double y, double z) const {
  if (!(y >= 0) || !(z >= 0)) return 0;
  return steady::pow(y, a) * steady::pow(z, b) / normaliser;
}

double pert_beta::lower(double y) const {
  if (!(y > 0)) return 0;
  // y^(a+1) (1 − y)^(b+1) / ((a + 1) B) × the hypergeometric series F(6, 1; a + 2; y), whose terms are all positive.
  double term = 1;
  double sum = 1;
  for (int n = 0; n < 400 && term > 1e-17 * sum; ++n) {
    term *= (6 + n) / (a + 2 + n) * y;
    sum += term;
  }
  const double z = 1 - y;
  return steady::pow(y, a) * y * (steady::pow(z, b) * z) / ((a + 1) * normaliser) * sum;
}

double pert_beta::cumulative(double y, double z) const {
  if (!(y > 0)) return 0;
  if (!(z > 0)) return 1;
  return y <= 0.5 ? lower(y) : 1 - mirrored().lower(z);
}

double pert_beta::lower_quantile(double p) const {
  if (!(p > 0)) return 0;
  // Newton's steps for log F against log y, a concave curve: from the left they come nearer and never pass. The first
  // term of F's series is above F, so its root is on the left.
  double y = steady::pow(p * (a + 1) * normaliser, 1 / (a + 1));
  if (y > 0.5) y = 0.5;
  for (int step = 0; step < 40; ++step) {
    const double f = lower(y);
    const double slope = y * density(y, 1 - y) / f;
    const double change = steady::log(p / f) / slope;
    const double next = y * steady::exp(change);
    if (!(next > 0) || next == y) break;
    y = next;
    if (std::abs(change) < 1e-9) break;  // the next would be below 1e-17
  }
  return y;
}

pert_beta::point pert_beta::quantile(double p) const {
  if (p <= lower(0.5)) {
    const double y = lower_quantile(p);
    return {y, 1 - y};
  }
  const double z = mirrored().lower_quantile(1 - p);
  return {1 - z, z};
}

}  // namespace nytta
