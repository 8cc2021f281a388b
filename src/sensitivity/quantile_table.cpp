// SPDX-License-Identifier: Apache-2.0
#include "quantile_table.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/steady_math.hpp"
#include "pert_beta.hpp"
#include "standard_normal.hpp"

namespace nytta {

namespace {

constexpr int octaves = 52;             // from 2^−53 to 1/2
constexpr double lowest_score = -8.25;  // whose probability is 1.4 · 2^−54
constexpr int score_steps = 16;         // to a unit, unless more are needed
constexpr int scores_to_zero = 132;     // 8.25 × 16

/// An error of this many standard deviations is let pass where the curve is steep.
constexpr double fine = 1e-7;

/// A quantile as a function of the probability t of its tail, at one t: its value, slope and fourth derivative.
struct knot {
  double value = 0;
  double slope = 0;
  double fourth = 0;
};

/// The cubic between two knots at a distance h. It meets both; between them, Hermite's cubic is h⁴/384 × the fourth
/// derivative off in the middle. With that known, a parabola that is 0 at both knots leaves 1/5.8 of the error, evenly.
cubic between(double from, double from_slope, double to, double to_slope, double fourth_h4) {
  const double rise = to - from;
  const double bend = fourth_h4 * (4 * 0.82842712474619010 / 384);
  return {{from, from_slope + bend, 3 * rise - 2 * from_slope - to_slope - bend, from_slope + to_slope - 2 * rise}};
}

/// The i-th probability from 2^first_octave on, when an octave has so many parts.
double probability_of(int i, int parts, int first_octave) {
  return std::ldexp(1 + static_cast<double>(i % parts) / parts, i / parts + first_octave);
}

/// The scores of the probabilities of an octave table with the most parts, and 1/φ of them.
struct tail_scores {
  struct score {
    double z = 0;
    double slope = 0;
  };
  static constexpr int parts = 64;
  std::vector<score> at;
  tail_scores() {
    at.reserve(octaves * parts + 1);
    for (int i = 0; i <= octaves * parts; ++i) {
      const double z = standard_normal::quantile(probability_of(i, parts, -53));
      at.push_back({z, 1 / standard_normal::density(z)});
    }
  }
};
/// Score i of an octave table with so many parts.
const tail_scores::score& tail_score(int i, int parts) {
  static const tail_scores made;
  return made.at[static_cast<std::size_t>(i * (tail_scores::parts / parts))];
}

/// Rows of one half of an octave table, of knots from 2^−53 to 1/2; the value is offset + scale × the knot's.
void append_rows(const knot* knots, int parts, double offset, double scale, std::vector<cubic>& rows) {
  const int count = octaves * parts;
  for (int i = 0; i < count; ++i) {
    const double h = std::ldexp(1.0 / parts, i / parts - 53);
    const knot& a = knots[i];
    const knot& b = knots[i + 1];
    const double h4 = h * h * h * h * scale;
    rows.push_back(between(offset + scale * a.value, scale * h * a.slope, offset + scale * b.value, scale * h * b.slope,
                           0.5 * (a.fourth + b.fourth) * h4));
  }
  rows.push_back({{offset + scale * knots[count].value, 0, 0, 0}});  // for exactly 1/2
}

/// Rows of a score table from the values at its steps, and the slopes times a step.
std::vector<cubic> score_rows(const std::vector<double>& values, const std::vector<double>& slopes) {
  std::vector<cubic> rows;
  const std::size_t last = values.size() - 1;
  rows.reserve(last);
  for (std::size_t i = 0; i < last; ++i) {
    // The fourth derivative by differences of the slopes; beyond the ends nothing bends.
    const double fourth = i > 0 && i + 1 < last ? (slopes[i + 2] - slopes[i - 1]) - 3 * (slopes[i + 1] - slopes[i]) : 0;
    const cubic row = between(values[i], slopes[i], values[i + 1], slopes[i + 1], fourth);
    const auto& c = row.c;  // in s = 0 … 1; and now in s − 1/2
    rows.push_back(
        {{c[0] + 0.5 * (c[1] + 0.5 * (c[2] + 0.5 * c[3])), c[1] + c[2] + 0.75 * c[3], c[2] + 1.5 * c[3], c[3]}});
  }
  return rows;
}

/// The lower half of the scores with their probabilities and densities.
struct score_grid {
  std::array<double, scores_to_zero + 1> probability{};
  std::array<double, scores_to_zero + 1> density{};
  score_grid() {
    for (int i = 0; i <= scores_to_zero; ++i) {
      const double z = lowest_score + static_cast<double>(i) / score_steps;
      probability[static_cast<std::size_t>(i)] = standard_normal::cumulative(z);
      density[static_cast<std::size_t>(i)] = standard_normal::density(z);
    }
  }
};
const score_grid& grid() {
  static const score_grid made;
  return made;
}

/// Φ(z), or its root, over the scores.
std::vector<cubic> rows_of_probability(bool root) {
  std::vector<double> values;
  std::vector<double> slopes;
  for (int i = 0; i <= 2 * scores_to_zero; ++i) {
    const double z = lowest_score + static_cast<double>(i) / score_steps;
    const double p = standard_normal::cumulative(z);
    const double slope = standard_normal::density(z) / score_steps;
    values.push_back(root ? std::sqrt(p) : p);
    slopes.push_back(root ? slope / (2 * std::sqrt(p)) : slope);
  }
  return score_rows(values, slopes);
}
const cubic* probability_rows() {
  static const std::vector<cubic> rows = rows_of_probability(false);
  return rows.data();
}
const cubic* root_rows() {
  static const std::vector<cubic> rows = rows_of_probability(true);
  return rows.data();
}

/// Goes up the lower half of a PERT curve on 0 … 1, from knot to knot. About each, the density is a power series whose
/// terms follow from y (1 − y) f′ = (a − 4y) f; its integral is the probability, and one Newton step from the
/// quantile's own first four derivatives finds the next knot to some 1e-12.
class pert_march {
 public:
  pert_march(const pert_beta& curve, double probability)
      : curve_(curve), y_(curve.lower_quantile(probability)), f_(curve.density(y_, 1 - y_)) {
    expand();
  }

  [[nodiscard]] knot here() const { return {y_, w_, w_ * fourth_}; }

  struct place {
    double y = 0;
    double density = 0;
  };
  /// Where the probability is greater by h.
  [[nodiscard]] place ahead(double h) const {
    const double hw = h * w_;
    double d = hw * (1 + hw * (second_ / 2 + hw * (third_ / 6 + hw * (fourth_unscaled_ / 24))));
    double mass = c_[terms - 1] * inverse(terms);
    double f = c_[terms - 1];
    double bend = (terms - 1) * c_[terms - 1];
    for (int n = terms - 2; n >= 0; --n) {
      mass = c_[n] * inverse(n + 1) + d * mass;
      f = c_[n] + d * f;
      if (n > 0) bend = n * c_[n] + d * bend;
    }
    const double change = (h - d * mass) / f;
    return {y_ + (d + change), f + change * bend};
  }
  void go(double h) {
    const place next = ahead(h);
    y_ = next.y;
    f_ = next.density;
    expand();
  }

 private:
  static constexpr int terms = 13;

  static double inverse(int n) {
    constexpr double of[] = {0,       1.0,     1.0 / 2, 1.0 / 3,  1.0 / 4,  1.0 / 5,  1.0 / 6,
                             1.0 / 7, 1.0 / 8, 1.0 / 9, 1.0 / 10, 1.0 / 11, 1.0 / 12, 1.0 / 13};
    return of[n];
  }
  void expand() {
    const double y = y_;
    const double z = 1 - y;
    const double i = 1 / (y * z);
    c_[0] = f_;
    c_[1] = (curve_.a - 4 * y) * f_ * i;
    for (int n = 1; n + 1 < terms; ++n) {
      c_[n + 1] = ((curve_.a - 4 * y - (1 - 2 * y) * n) * c_[n] + (n - 5) * c_[n - 1]) * i * inverse(n + 1);
    }
    // With w = 1/f and r = −f′/f: Q′ = w, Q″ = w² r, Q‴ = w³ (2r² + r′), Q⁗ = w⁴ (6r³ + 7 r r′ + r″).
    const double from_low = 1 / y;
    const double from_high = 1 / z;
    const double r = curve_.b * from_high - curve_.a * from_low;
    const double r1 = curve_.a * from_low * from_low + curve_.b * from_high * from_high;
    const double r2 = 2 * (curve_.b * from_high * from_high * from_high - curve_.a * from_low * from_low * from_low);
    w_ = 1 / f_;
    second_ = r;
    third_ = 2 * r * r + r1;
    fourth_unscaled_ = 6 * r * r * r + 7 * r * r1 + r2;
    fourth_ = fourth_unscaled_ * w_ * w_ * w_;
  }

  pert_beta curve_;
  double y_ = 0;
  double f_ = 0;
  double w_ = 0;
  double second_ = 0;
  double third_ = 0;
  double fourth_unscaled_ = 0;
  double fourth_ = 0;
  double c_[terms] = {};
};

}  // namespace

quantile_table::quantile_table(const fitted_distribution& d) {
  if (is_constant(d)) {
    offset_ = by_score_.lower_offset = quantile(d, 0.5);
    by_score_.lower_scale = 0;
    return;
  }
  switch (d.shape) {
    case distribution::pert: make_pert(d); return;
    case distribution::triangular: make_triangular(d); return;
    case distribution::uniform:
      offset_ = by_score_.lower_offset = d.least;
      scale_ = by_score_.lower_scale = d.most - d.least;
      by_score_.rows = probability_rows();
      by_score_.split = std::numeric_limits<double>::infinity();
      of_scores_ = form::table;
      return;
    case distribution::normal: make_normal(d); return;
    case distribution::lognormal: make_lognormal(d); return;
  }
}

void quantile_table::make_triangular(const fitted_distribution& d) {
  const double span = d.most - d.least;
  const double below = d.mode - d.least;
  const double above = d.most - d.mode;
  ends_ = {below / span, d.least, span * below, d.most, span * above};
  of_uniforms_ = form::roots;
  by_score_ = {root_rows(),
               score_steps,
               standard_normal::quantile(ends_.split),
               d.least,
               std::sqrt(ends_.lower_scale),
               d.most,
               -std::sqrt(ends_.upper_scale)};
  of_scores_ = form::table;
}

void quantile_table::make_pert(const fitted_distribution& d) {
  const double span = d.most - d.least;
  const pert_beta curve = pert_beta::with_mode((d.mode - d.least) / span, (d.most - d.mode) / span);
  constexpr int parts = 16;
  parts_ = parts;
  std::array<knot, octaves * parts + 1> knots;
  constexpr std::size_t scores = 2 * scores_to_zero + 1;
  std::vector<double> values(scores);
  std::vector<double> slopes(scores);
  rows_.reserve(2 * knots.size());
  for (const bool upper : {false, true}) {
    const double offset = upper ? d.most : d.least;
    const double scale = upper ? -span : span;
    pert_march march(upper ? curve.mirrored() : curve, 0x1p-54);
    std::size_t score = 0;
    for (int i = 0; i < (octaves + 1) * parts; ++i) {  // the first octave is for the scores alone
      if (i >= parts) knots[static_cast<std::size_t>(i - parts)] = march.here();
      const double p = probability_of(i, parts, -54);
      const double h = std::ldexp(1.0 / parts, i / parts - 54);
      for (; score <= scores_to_zero && grid().probability[score] <= p + h; ++score) {
        const auto at = march.ahead(grid().probability[score] - p);
        const std::size_t place = upper ? scores - 1 - score : score;
        values[place] = offset + scale * at.y;
        slopes[place] = span * grid().density[score] / at.density / score_steps;
      }
      march.go(h);
    }
    knots.back() = march.here();
    append_rows(knots.data(), parts, offset, scale, rows_);
  }
  of_uniforms_ = form::table;
  score_rows_ = score_rows(values, slopes);
  by_score_.split = std::numeric_limits<double>::infinity();
  of_scores_ = form::table;
}

void quantile_table::make_normal(const fitted_distribution& d) {
  constexpr int parts = 16;
  parts_ = parts;
  std::array<knot, octaves * parts + 1> knots;
  for (int i = 0; i <= octaves * parts; ++i) {
    const auto [z, w] = tail_score(i, parts);
    knots[static_cast<std::size_t>(i)] = {z, w, w * w * w * w * z * (6 * z * z + 7)};
  }
  rows_.reserve(2 * knots.size());
  append_rows(knots.data(), parts, d.centre, d.spread, rows_);
  append_rows(knots.data(), parts, d.centre, -d.spread, rows_);
  of_uniforms_ = form::table;
  by_score_.lower_offset = d.centre;
  by_score_.lower_scale = d.spread;
}

void quantile_table::make_lognormal(const fitted_distribution& d) {
  const double sigma = d.spread;
  const double middle = steady::exp(d.centre);
  const double inverse_square = 1 / (sigma * sigma);
  // At the score z of the tail t, or at −z of the other tail; growth is e^(σ z).
  const auto knot_at = [&](double z, double growth, double slope, bool upper) {
    const double x = upper ? middle / growth : middle * growth;
    const double part = (upper ? -z : z) / sigma;
    // As in pert_march, each r times a power of x: r = −f′/f with f = φ(z)/(σ x).
    const double r = 1 + part;
    const double r1 = inverse_square - 1 - part;
    const double r2 = -inverse_square - 2 * r1;
    const double w = sigma * slope;
    const double square = w * w;
    return knot{x, upper ? -x * w : x * w, x * square * square * (6 * r * r * r + 7 * r * r1 + r2)};
  };
  // So many parts that the error, h⁴/2240 × the fourth derivative, is small wherever some 1e8 draws will come.
  const double deviation = std::sqrt(variance(d));
  for (parts_ = 8; parts_ < tail_scores::parts; parts_ *= 2) {
    double worst = 0;
    for (int octave = -27; octave < -1; ++octave) {
      const auto [z, slope] = tail_score(octave + 53, 1);
      const double h = std::ldexp(1.0 / parts_, octave);
      for (const bool upper : {false, true}) {
        const double fourth = knot_at(z, steady::exp(sigma * z), slope, upper).fourth;
        worst = (std::max)(worst, std::abs(fourth) * h * h * h * h / 2240);
      }
    }
    if (worst <= fine * deviation) break;
  }
  const int count = octaves * parts_;
  std::vector<knot> lower;
  std::vector<knot> upper;
  lower.reserve(static_cast<std::size_t>(count) + 1);
  upper.reserve(static_cast<std::size_t>(count) + 1);
  for (int i = 0; i <= count; ++i) {
    const auto [z, slope] = tail_score(i, parts_);
    const double growth = steady::exp(sigma * z);
    lower.push_back(knot_at(z, growth, slope, false));
    upper.push_back(knot_at(z, growth, slope, true));
  }
  rows_.reserve(2 * lower.size());
  append_rows(lower.data(), parts_, 0, 1, rows_);
  append_rows(upper.data(), parts_, 0, 1, rows_);
  of_uniforms_ = form::table;

  // Over the scores the fourth derivative is σ⁴ times the value.
  const double high = steady::exp(d.centre + 5.75 * sigma);
  int steps = score_steps;
  const auto error = [&](int of) {
    const double part = sigma / of;
    return part * part * part * part * high / 2240;
  };
  while (steps < 128 && error(steps) > fine * deviation) steps *= 2;
  std::vector<double> values;
  std::vector<double> slopes;
  for (int i = 0; i <= 2 * scores_to_zero * (steps / score_steps); ++i) {
    values.push_back(steady::exp(d.centre + sigma * (lowest_score + static_cast<double>(i) / steps)));
    slopes.push_back(values.back() * sigma / steps);
  }
  score_rows_ = score_rows(values, slopes);
  by_score_.steps = steps;
  by_score_.split = std::numeric_limits<double>::infinity();
  of_scores_ = form::table;
}

void quantile_table::values(const draw_kernels& by, const double* u, std::size_t count, double* out) const {
  switch (of_uniforms_) {
    case form::line:
      for (std::size_t i = 0; i < count; ++i) out[i] = offset_ + scale_ * u[i];
      return;
    case form::roots: by.roots(ends_, u, count, out); return;
    case form::table: {
      const int shift = 52 - std::countr_zero(static_cast<unsigned>(parts_));
      by.cubics({rows_.data(), rows_.size() / 2, shift, std::bit_cast<std::uint64_t>(0x1p-53) >> shift}, u, count, out);
      return;
    }
  }
}

void quantile_table::values_at_scores(const draw_kernels& by, const double* z, std::size_t count, double* out) const {
  if (of_scores_ == form::line) {
    for (std::size_t i = 0; i < count; ++i) out[i] = by_score_.lower_offset + by_score_.lower_scale * z[i];
    return;
  }
  score_table table = by_score_;
  if (!score_rows_.empty()) table.rows = score_rows_.data();
  by.scores(table, z, count, out);
}

}  // namespace nytta
