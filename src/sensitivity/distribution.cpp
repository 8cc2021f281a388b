// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/distribution.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "core/steady_math.hpp"
#include "pert_beta.hpp"
#include "standard_normal.hpp"

namespace nytta {

namespace {

bool bounded(const fitted_distribution& d) {
  return d.shape == distribution::pert || d.shape == distribution::triangular || d.shape == distribution::uniform;
}

/// What a constant is.
double only_value(const fitted_distribution& d) {
  if (bounded(d)) return d.least;
  return d.shape == distribution::normal ? d.centre : steady::exp(d.centre);
}

pert_beta standardised(const fitted_distribution& d) {
  const double span = d.most - d.least;
  return pert_beta::with_mode((d.mode - d.least) / span, (d.most - d.mode) / span);
}

double power(double x, int k) {
  double out = 1;
  for (; k > 0; --k) out *= x;
  return out;
}

/// The sum of all products of k factors taken from two numbers, or from three.
double complete_sum(double x, double y, int k) {
  double sum = 0;
  for (int i = 0; i <= k; ++i) sum += power(x, i) * power(y, k - i);
  return sum;
}
double complete_sum(double x, double y, double z, int k) {
  double sum = 0;
  for (int i = 0; i <= k; ++i) sum += power(x, i) * complete_sum(y, z, k - i);
  return sum;
}

/// Quantiles p and 1 − p on 0 … 1 of the curve with mode θ, as distances from 0 and from 1.
struct inner_quantiles {
  double from_low = 0;
  double from_high = 0;
};

double triangular_inner(double theta, double other, double p) {
  return p <= theta ? std::sqrt(p * theta) : 1 - std::sqrt((1 - p) * other);
}

inner_quantiles inner(distribution shape, double theta, double p) {
  const double other = 1 - theta;
  if (shape == distribution::triangular) return {triangular_inner(theta, other, p), triangular_inner(other, theta, p)};
  const pert_beta curve = pert_beta::with_mode(theta, other);
  return {curve.quantile(p).y, curve.mirrored().quantile(p).y};
}

/// Where the mode θ lies between the two quantiles, 0 at the lower and 1 at the upper: it grows with θ.
double place_of_mode(distribution shape, double theta, double p) {
  const inner_quantiles q = inner(shape, theta, p);
  return (theta - q.from_low) / (1 - q.from_high - q.from_low);
}

/// The θ in 0 … 1 whose mode lies at `place`, which is between those of 0 and 1. Regula falsi as in Illinois.
double mode_at(distribution shape, double place, double p) {
  double left = 0;
  double right = 1;
  double below = place_of_mode(shape, left, p) - place;
  double above = place_of_mode(shape, right, p) - place;
  if (below >= 0) return 0;
  if (above <= 0) return 1;
  int side = 0;
  double theta = 0.5;
  for (int step = 0; step < 100; ++step) {
    const double next = (left * above - right * below) / (above - below);
    const bool still = std::abs(next - theta) <= 1e-16;
    theta = next;
    const double f = place_of_mode(shape, theta, p) - place;
    if (f == 0 || (still && step > 0)) break;
    if (f < 0) {
      left = theta;
      below = f;
      if (side < 0) above /= 2;
      side = -1;
    } else {
      right = theta;
      above = f;
      if (side > 0) below /= 2;
      side = 1;
    }
  }
  return theta;
}

/// PERT or triangular with low and high as quantiles p and 1 − p.
fitting fit_quantiles(distribution shape, double likely, double low, double high, double p) {
  fitting out;
  out.curve.shape = shape;
  out.curve.mode = likely;
  if (low == high) {
    out.curve.least = out.curve.most = low;
    if (likely != low) out.why = misfit::likely_outside;
    return out;
  }
  const double place = (likely - low) / (high - low);
  if (place < place_of_mode(shape, 0, p)) {
    out.why = misfit::likely_too_low;
    return out;
  }
  if (place > place_of_mode(shape, 1, p)) {
    out.why = misfit::likely_too_high;
    return out;
  }
  const inner_quantiles q = inner(shape, mode_at(shape, place, p), p);
  const double span = (high - low) / (1 - q.from_high - q.from_low);
  out.curve.least = (std::min)(low - q.from_low * span, likely);  // equal at the edge, but for rounding
  out.curve.most = (std::max)(high + q.from_high * span, likely);
  return out;
}

fitting fit_unguarded(distribution shape, range_meaning range, double likely, double low, double high) {
  fitting out;
  out.curve.shape = shape;
  const bool reads_likely = shape == distribution::pert || shape == distribution::triangular;
  if (!std::isfinite(low) || !std::isfinite(high) || !std::isfinite(high - low) ||
      (reads_likely && !std::isfinite(likely))) {
    out.why = misfit::not_finite;
    return out;
  }
  if (low > high) {
    out.why = misfit::ends_reversed;
    return out;
  }
  const bool ends = range == range_meaning::min_max;
  const double p = range == range_meaning::p10_p90 ? 0.1 : 0.05;
  const double z = range == range_meaning::p10_p90 ? standard_normal::z_of_p90 : standard_normal::z_of_p95;
  switch (shape) {
    case distribution::pert:
    case distribution::triangular:
      if (!ends) return fit_quantiles(shape, likely, low, high, p);
      if (likely < low || likely > high) out.why = misfit::likely_outside;
      out.curve.least = low;
      out.curve.mode = likely;
      out.curve.most = high;
      return out;
    case distribution::uniform: {
      const double outside = ends ? 0 : (high - low) * p / (1 - 2 * p);
      out.curve.least = low - outside;
      out.curve.most = high + outside;
      return out;
    }
    case distribution::normal:
      if (ends) out.why = misfit::unbounded;
      out.curve.centre = low + (high - low) / 2;
      out.curve.spread = (high - low) / (2 * z);
      return out;
    case distribution::lognormal:
      if (ends) {
        out.why = misfit::unbounded;
      } else if (low <= 0) {
        out.why = misfit::not_positive;
      } else {
        const double bottom = steady::log(low);
        const double top = steady::log(high);
        out.curve.centre = bottom + (top - bottom) / 2;
        out.curve.spread = (top - bottom) / (2 * z);
      }
      return out;
  }
  return out;
}

}  // namespace

fitting fit(distribution shape, range_meaning range, double likely, double low, double high) {
  fitting out = fit_unguarded(shape, range, likely, low, high);
  if (out && !(std::isfinite(mean(out.curve)) && std::isfinite(variance(out.curve)))) out.why = misfit::too_wide;
  return out;
}

bool is_constant(const fitted_distribution& d) { return bounded(d) ? d.least == d.most : d.spread == 0; }

double mean(const fitted_distribution& d) {
  switch (d.shape) {
    case distribution::pert: return d.mode + ((d.least - d.mode) + (d.most - d.mode)) / 6;
    case distribution::triangular: return d.mode + ((d.least - d.mode) + (d.most - d.mode)) / 3;
    case distribution::uniform: return d.least + (d.most - d.least) / 2;
    case distribution::normal: return d.centre;
    case distribution::lognormal: return steady::exp(d.centre + d.spread * d.spread / 2);
  }
  return 0;
}

double variance(const fitted_distribution& d) {
  const double span = d.most - d.least;
  const double below = d.mode - d.least;
  const double above = d.most - d.mode;
  switch (d.shape) {
    case distribution::pert: return (span + 4 * below) * (span + 4 * above) / 252;  // (μ − least)(most − μ)/7
    case distribution::triangular: return (below * below + below * above + above * above) / 18;
    case distribution::uniform: return span * span / 12;
    case distribution::normal: return d.spread * d.spread;
    case distribution::lognormal: {
      const double square = d.spread * d.spread;
      return steady::expm1(square) * steady::exp(2 * d.centre + square);
    }
  }
  return 0;
}

double raw_moment(const fitted_distribution& d, int k) {
  if (k < 0) throw std::invalid_argument("a moment has a power of at least 0, not " + std::to_string(k));
  switch (d.shape) {
    case distribution::pert: {
      // (least (1 − y) + most y)^k term by term; E[y^i (1 − y)^j] is a quotient of rising products.
      if (is_constant(d)) return power(d.least, k);
      const pert_beta curve = standardised(d);
      double sum = 0;
      double ways = 1;
      for (int i = 0; i <= k; ++i) {
        double share = ways;
        for (int n = 0; n < i; ++n) share *= (curve.a + 1 + n) / (6 + n);
        for (int n = 0; n < k - i; ++n) share *= (curve.b + 1 + n) / (6 + i + n);
        sum += share * power(d.most, i) * power(d.least, k - i);
        ways = ways * (k - i) / (i + 1);
      }
      return sum;
    }
    case distribution::triangular:
      return 2 * complete_sum(d.least, d.mode, d.most, k) / (static_cast<double>(k + 1) * (k + 2));
    case distribution::uniform: return complete_sum(d.least, d.most, k) / (k + 1);
    case distribution::normal: {
      double before = 0;
      double moment = 1;
      for (int i = 1; i <= k; ++i) {
        const double next = d.centre * moment + (i - 1) * (d.spread * d.spread) * before;
        before = moment;
        moment = next;
      }
      return moment;
    }
    case distribution::lognormal: return steady::exp(k * (d.centre + k * (d.spread * d.spread) / 2));
  }
  return 0;
}

double density(const fitted_distribution& d, double x) {
  if (is_constant(d)) return x == only_value(d) ? std::numeric_limits<double>::infinity() : 0;
  const double span = d.most - d.least;
  if (bounded(d) && (x < d.least || x > d.most)) return 0;
  switch (d.shape) {
    case distribution::pert: return standardised(d).density((x - d.least) / span, (d.most - x) / span) / span;
    case distribution::triangular:
      if (x < d.mode) return 2 / span * ((x - d.least) / (d.mode - d.least));
      return x > d.mode ? 2 / span * ((d.most - x) / (d.most - d.mode)) : 2 / span;
    case distribution::uniform: return 1 / span;
    case distribution::normal: return standard_normal::density((x - d.centre) / d.spread) / d.spread;
    case distribution::lognormal:
      if (!(x > 0)) return 0;
      return standard_normal::density((steady::log(x) - d.centre) / d.spread) / d.spread / x;
  }
  return 0;
}

double cumulative(const fitted_distribution& d, double x) {
  if (is_constant(d)) return x < only_value(d) ? 0 : 1;
  const double span = d.most - d.least;
  if (bounded(d) && x <= d.least) return 0;
  if (bounded(d) && x >= d.most) return 1;
  switch (d.shape) {
    case distribution::pert: return standardised(d).cumulative((x - d.least) / span, (d.most - x) / span);
    case distribution::triangular:
      if (x <= d.mode) return (x - d.least) / span * ((x - d.least) / (d.mode - d.least));
      return 1 - (d.most - x) / span * ((d.most - x) / (d.most - d.mode));
    case distribution::uniform: return (x - d.least) / span;
    case distribution::normal: return standard_normal::cumulative((x - d.centre) / d.spread);
    case distribution::lognormal:
      return x > 0 ? standard_normal::cumulative((steady::log(x) - d.centre) / d.spread) : 0;
  }
  return 0;
}

double quantile(const fitted_distribution& d, double p) {
  if (!(p >= 0 && p <= 1)) {
    throw std::invalid_argument("a quantile needs a probability of 0 to 1, not " + std::to_string(p));
  }
  if (is_constant(d)) return only_value(d);
  const double span = d.most - d.least;
  switch (d.shape) {
    case distribution::pert: {
      const auto [y, z] = standardised(d).quantile(p);
      return y < z ? d.least + span * y : d.most - span * z;
    }
    case distribution::triangular: {
      const double below = (d.mode - d.least) / span;
      if (p <= below) return d.least + span * std::sqrt(p * below);
      return d.most - span * std::sqrt((1 - p) * ((d.most - d.mode) / span));
    }
    case distribution::uniform: return p < 0.5 ? d.least + span * p : d.most - span * (1 - p);
    case distribution::normal: return d.centre + d.spread * standard_normal::quantile(p);
    case distribution::lognormal: return steady::exp(d.centre + d.spread * standard_normal::quantile(p));
  }
  return 0;
}

}  // namespace nytta
