// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/distribution.hpp>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "../flow/peers.hpp"
#include "csv.hpp"
#include "sensitivity/pert_beta.hpp"
#include "sensitivity/standard_normal.hpp"

using namespace nytta;

namespace {

fitted_distribution fitted(distribution shape, range_meaning range, double likely, double low, double high) {
  const fitting out = fit(shape, range, likely, low, high);
  REQUIRE(out);
  return out.curve;
}

/// Curves of every shape, negative ones, tiny and large ones, and modes at and near the ends.
std::vector<fitted_distribution> various() {
  std::vector<fitted_distribution> out;
  for (const double scale : {1e-9, 1.0, 1e12}) {
    for (const double mode : {-3.0, -2.99, -2.0, -0.5, 1.0, 4.75, 5.0}) {
      for (const distribution shape : {distribution::pert, distribution::triangular}) {
        out.push_back(fitted(shape, range_meaning::min_max, mode * scale, -3 * scale, 5 * scale));
      }
    }
    out.push_back(fitted(distribution::uniform, range_meaning::min_max, 0, -3 * scale, 5 * scale));
    out.push_back(fitted(distribution::normal, range_meaning::p10_p90, 0, -3 * scale, 5 * scale));
    out.push_back(fitted(distribution::lognormal, range_meaning::p5_p95, 0, 3 * scale, 5 * scale));
    out.push_back(fitted(distribution::lognormal, range_meaning::p5_p95, 0, 3 * scale, 50 * scale));
  }
  return out;
}

double span_of(const fitted_distribution& d) { return std::sqrt(variance(d)); }

const range_meaning percentiles[] = {range_meaning::p10_p90, range_meaning::p5_p95};
double level_of(range_meaning range) { return range == range_meaning::p10_p90 ? 0.1 : 0.05; }

}  // namespace

TEST_CASE("distribution, fit: the ends themselves") {
  const auto pert = fitted(distribution::pert, range_meaning::min_max, 30, 20, 60);
  CHECK(pert.least == 20);
  CHECK(pert.mode == 30);
  CHECK(pert.most == 60);
  // Malcolm et al. 1959: (a + 4m + b)/6. The beta's variance is (mean - a)(b - mean)/7.
  CHECK(mean(pert) == doctest::Approx(200.0 / 6).epsilon(1e-15));
  CHECK(variance(pert) == doctest::Approx((200.0 / 6 - 20) * (60 - 200.0 / 6) / 7).epsilon(1e-15));
  const auto triangular = fitted(distribution::triangular, range_meaning::min_max, 30, 20, 60);
  CHECK(mean(triangular) == doctest::Approx(110.0 / 3).epsilon(1e-15));
  CHECK(variance(triangular) == doctest::Approx((400.0 + 900 + 3600 - 600 - 1200 - 1800) / 18).epsilon(1e-15));
  CHECK(cumulative(triangular, 30) == doctest::Approx(0.25).epsilon(1e-15));
  const auto uniform = fitted(distribution::uniform, range_meaning::min_max, 1e99, 20, 60);
  CHECK(mean(uniform) == 40);
  CHECK(variance(uniform) == doctest::Approx(1600.0 / 12).epsilon(1e-15));
}

TEST_CASE("distribution, fit: percentiles of every shape hold, and the mode where there is one") {
  for (const range_meaning range : percentiles) {
    const double p = level_of(range);
    for (const double scale : {1e-9, 1.0, 1e12}) {
      for (const double low : {-7.0, 3.0}) {
        for (const distribution shape : {distribution::pert, distribution::triangular, distribution::uniform,
                                         distribution::normal, distribution::lognormal}) {
          if (shape == distribution::lognormal && low < 0) continue;
          for (int i = 0; i <= 20; ++i) {
            CAPTURE(static_cast<int>(shape));
            CAPTURE(i);
            const double from = low * scale;
            const double to = (low + 4) * scale;
            const double likely = from + (to - from) * i / 20;
            const auto d = fitted(shape, range, likely, from, to);
            CHECK(std::abs(cumulative(d, from) - p) <= 1e-13);
            CHECK(std::abs(cumulative(d, to) - (1 - p)) <= 1e-13);
            CHECK(std::abs(quantile(d, p) - from) <= 1e-13 * (std::abs(from) + to - from));
            CHECK(std::abs(quantile(d, 1 - p) - to) <= 1e-13 * (std::abs(to) + to - from));
            if (shape == distribution::pert || shape == distribution::triangular) CHECK(d.mode == likely);
          }
        }
      }
    }
  }
  // Tables of the normal: z of 0.9 is 1.2815515655446004, of 0.95 1.6448536269514722.
  CHECK(fitted(distribution::normal, range_meaning::p10_p90, 0, -1, 1).spread == 1 / 1.2815515655446004);
  CHECK(fitted(distribution::normal, range_meaning::p5_p95, 0, -1, 1).spread == 1 / 1.6448536269514722);
  // A tenth of a uniform lies below low: 10 to 90 spans 80 of 100.
  const auto uniform = fitted(distribution::uniform, range_meaning::p10_p90, 0, 10, 90);
  CHECK(uniform.least == doctest::Approx(0).epsilon(1e-13));
  CHECK(uniform.most == doctest::Approx(100).epsilon(1e-13));
}

TEST_CASE(
    "distribution, fit: a curve is found again from its own quantiles and mode, at the edges of what exists too") {
  for (const range_meaning range : percentiles) {
    const double p = level_of(range);
    for (const distribution shape : {distribution::pert, distribution::triangular}) {
      for (int i = 0; i <= 40; ++i) {
        CAPTURE(i);
        const fitted_distribution made{.shape = shape, .least = 2, .mode = 2 + i / 4.0, .most = 12};
        const double low = quantile(made, p);
        const double high = quantile(made, 1 - p);
        // At the edges of what exists, a mode a hair further in, so that rounding does not decide.
        const double likely = made.mode + (i == 0 ? 1e-12 : i == 40 ? -1e-12 : 0);
        const auto again = fitted(shape, range, likely, low, high);
        CHECK(again.least == doctest::Approx(2).epsilon(1e-10));
        CHECK(again.most == doctest::Approx(12).epsilon(1e-10));
      }
    }
  }
}

TEST_CASE("distribution, fit: there is a curve for percentiles just where a mode at an end still allows one") {
  // By hand for the triangular with its mode at 0: F = 1 - (1 - x)^2, so low is 1 - sqrt(1 - p), high is 1 - sqrt(p).
  // For PERT, 1 - (1 - x)^5.
  for (const range_meaning range : percentiles) {
    const double p = level_of(range);
    for (const distribution shape : {distribution::pert, distribution::triangular}) {
      const double power = shape == distribution::pert ? 5 : 2;
      const double low = 1 - std::pow(1 - p, 1 / power);
      const double high = 1 - std::pow(p, 1 / power);
      const double edge = -low / (high - low);
      CHECK(edge == doctest::Approx(shape == distribution::triangular ? (p == 0.1 ? -0.0811388 : -0.0337125)
                                                                      : (p == 0.1 ? -0.0598856 : -0.0231689))
                        .epsilon(1e-6));
      CHECK(fit(shape, range, edge + 1e-9, 0, 1).why == misfit::none);
      CHECK(fit(shape, range, edge - 1e-9, 0, 1).why == misfit::likely_too_low);
      CHECK(fit(shape, range, 1 - edge - 1e-9, 0, 1).why == misfit::none);
      CHECK(fit(shape, range, 1 - edge + 1e-9, 0, 1).why == misfit::likely_too_high);
      // Between the two there is one curve and no more: where the mode lies between the quantiles grows with it.
      double last = -1;
      for (int i = 0; i <= 2000; ++i) {
        const fitted_distribution d{.shape = shape, .least = 0, .mode = i / 2000.0, .most = 1};
        const double from = quantile(d, p);
        const double place = (d.mode - from) / (quantile(d, 1 - p) - from);
        CHECK(place > last);
        last = place;
      }
    }
  }
}

TEST_CASE("distribution, fit: what is refused, with the reason") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto why = [](distribution shape, range_meaning range, double likely, double low, double high) {
    return fit(shape, range, likely, low, high).why;
  };
  using enum distribution;
  CHECK(why(pert, range_meaning::min_max, 3, 2, nan) == misfit::not_finite);
  CHECK(why(pert, range_meaning::min_max, nan, 2, 3) == misfit::not_finite);
  CHECK(why(uniform, range_meaning::min_max, nan, 2, 3) == misfit::none);
  CHECK(why(uniform, range_meaning::min_max, 0, -1e308, 1e308) == misfit::not_finite);
  CHECK(why(uniform, range_meaning::min_max, 0, -1e200, 1e200) == misfit::too_wide);
  CHECK(why(lognormal, range_meaning::p5_p95, 0, 1e-100, 1e100) == misfit::too_wide);
  CHECK(why(triangular, range_meaning::min_max, 3, 4, 2) == misfit::ends_reversed);
  CHECK(why(triangular, range_meaning::min_max, 1.9, 2, 4) == misfit::likely_outside);
  CHECK(why(pert, range_meaning::min_max, 4.1, 2, 4) == misfit::likely_outside);
  CHECK(why(pert, range_meaning::p10_p90, 1.8, 2, 4) == misfit::likely_too_low);
  CHECK(why(pert, range_meaning::p10_p90, 4.2, 2, 4) == misfit::likely_too_high);
  CHECK(why(pert, range_meaning::p10_p90, 4.1, 4, 4) == misfit::likely_outside);
  CHECK(why(normal, range_meaning::min_max, 3, 2, 4) == misfit::unbounded);
  CHECK(why(lognormal, range_meaning::min_max, 3, 2, 4) == misfit::unbounded);
  CHECK(why(lognormal, range_meaning::p10_p90, 3, 0, 4) == misfit::not_positive);
}

TEST_CASE("distribution: a range of one value is a constant, for every shape and meaning") {
  for (const double value : {-7.25, 12.5}) {
    for (const range_meaning range : {range_meaning::min_max, range_meaning::p10_p90, range_meaning::p5_p95}) {
      for (const distribution shape : {distribution::pert, distribution::triangular, distribution::uniform,
                                       distribution::normal, distribution::lognormal}) {
        const bool open = shape == distribution::normal || shape == distribution::lognormal;
        if (open && range == range_meaning::min_max) continue;
        if (shape == distribution::lognormal && value < 0) continue;
        const auto d = fitted(shape, range, value, value, value);
        const auto close = doctest::Approx(value).epsilon(1e-15);
        CHECK(is_constant(d));
        CHECK(mean(d) == close);
        CHECK(variance(d) == 0);
        CHECK(raw_moment(d, 3) == doctest::Approx(value * value * value).epsilon(1e-14));
        for (const double p : {0.0, 0.3, 1.0}) CHECK(quantile(d, p) == close);
        CHECK(cumulative(d, value - 0.001) == 0);
        CHECK(cumulative(d, value + 0.001) == 1);
        CHECK(density(d, value + 0.001) == 0);
      }
    }
  }
}

TEST_CASE("distribution: raw moments are the integrals of powers times density, and agree with mean and variance") {
  boost::math::quadrature::tanh_sinh<double> integrator;
  for (const auto& d : various()) {
    CAPTURE(static_cast<int>(d.shape));
    CAPTURE(d.mode);
    CAPTURE(d.centre);
    CHECK(raw_moment(d, 0) == doctest::Approx(1).epsilon(1e-13));
    CHECK(std::abs(raw_moment(d, 1) - mean(d)) <= 1e-13 * (std::abs(mean(d)) + span_of(d)));
    CHECK(raw_moment(d, 2) - mean(d) * mean(d) ==
          doctest::Approx(variance(d)).epsilon(1e-12 * raw_moment(d, 2) / variance(d)));
    if (d.shape == distribution::lognormal && d.spread > 0.5) continue;  // its high powers lie far out
    // Piece by piece, the mode being where a triangular has its corner; over quantiles beyond which nothing counts.
    const bool ends = d.shape != distribution::normal && d.shape != distribution::lognormal;
    const double from = ends ? d.least : quantile(d, 1e-300);
    const double to = ends ? d.most : quantile(d, 1 - 0x1p-53) + 4 * span_of(d);
    const double middle = ends && d.shape != distribution::uniform ? d.mode : quantile(d, 0.5);
    const double unit = (std::max)(std::abs(from), std::abs(to));
    for (int k = 0; k <= 8; ++k) {
      const auto part = [&](double x) { return std::pow(x / unit, k) * density(d, x) * unit; };
      const auto over = [&](double a, double b) {
        if (!(a < b)) return 0.0;
        return integrator.integrate([&](double t) { return part(t * unit); }, a / unit, b / unit, 1e-12);
      };
      const double integral = over(from, middle) + over(middle, to);
      CHECK(raw_moment(d, k) / std::pow(unit, k) == doctest::Approx(integral).epsilon(1e-10));
    }
  }
}

TEST_CASE("distribution: densities, probabilities and quantiles against Boost.Math") {
  const double probabilities[] = {1e-300, 1e-30, 0x1p-53, 1e-12, 1e-6, 1e-3, 0.01,  0.05,     0.1,
                                  0.25,   0.5,   0.6,     0.75,  0.9,  0.95, 0.999, 1 - 1e-6, 1 - 0x1p-53};
  const auto compare = [&](const auto& theirs, const fitted_distribution& mine, double scale, double offset) {
    const bool bounded = mine.shape == distribution::pert;
    for (const double p : probabilities) {
      CAPTURE(p);
      if (p < 1e-100 && bounded) continue;  // Boost 1.74 finds no root there
      const double x = boost::math::quantile(theirs, p);
      const double own = (quantile(mine, p) - offset) / scale;
      CHECK(std::abs(own - x) <= 1e-13 * (std::max)(std::abs(x), p < 0.5 && offset == 0 ? 0.0 : 1.0));
      const double at = quantile(mine, p);
      const double place = (at - offset) / scale;
      if (offset == 0 || (p > 1e-6 && p < 1 - 1e-5)) {
        CHECK(cumulative(mine, at) == doctest::Approx(boost::math::cdf(theirs, place)).epsilon(2e-13));
        CHECK(density(mine, at) * scale == doctest::Approx(boost::math::pdf(theirs, place)).epsilon(2e-13));
      }
    }
  };
  for (const double theta : {0.0, 1e-9, 0.1, 0.25, 1.0 / 3, 0.5, 0.75, 0.9, 1.0}) {
    CAPTURE(theta);
    const boost::math::beta_distribution<double> beta(1 + 4 * theta, 1 + 4 * (1 - theta));
    compare(beta, fitted_distribution{.shape = distribution::pert, .least = 0, .mode = theta, .most = 1}, 1, 0);
    compare(beta, fitted_distribution{.shape = distribution::pert, .least = -5, .mode = -5 + 8 * theta, .most = 3}, 8,
            -5);
    const boost::math::triangular_distribution<double> triangular(0, theta, 1);
    for (const double p : {1e-12, 0.01, 0.2, 0.5, 0.9, 0.9999}) {
      const fitted_distribution mine{.shape = distribution::triangular, .least = 0, .mode = theta, .most = 1};
      CHECK(quantile(mine, p) == doctest::Approx(boost::math::quantile(triangular, p)).epsilon(1e-13));
      CHECK(cumulative(mine, p) == doctest::Approx(boost::math::cdf(triangular, p)).epsilon(1e-13));
      CHECK(density(mine, p) == doctest::Approx(boost::math::pdf(triangular, p)).epsilon(1e-13));
    }
  }
  compare(boost::math::normal_distribution<double>(0, 1),
          fitted_distribution{.shape = distribution::normal, .centre = 0, .spread = 1}, 1, 0);
  for (const double spread : {0.05, 0.7, 2.0}) {
    compare(boost::math::lognormal_distribution<double>(0.3, spread),
            fitted_distribution{.shape = distribution::lognormal, .centre = 0.3, .spread = spread}, 1, 0);
  }
}

TEST_CASE("distribution: the standard normal's own functions to the last digits, far out too") {
  const boost::math::normal_distribution<long double> theirs(0, 1);
  for (double z = -37; z < 8.3; z += 0.0625) {
    CAPTURE(z);
    CHECK(standard_normal::cumulative(z) ==
          doctest::Approx(static_cast<double>(boost::math::cdf(theirs, static_cast<long double>(z)))).epsilon(2e-15));
  }
  for (double p = 1e-300; p < 1; p = p < 1e-3 ? p * 7 : p + 0.003) {
    CAPTURE(p);
    const auto z = static_cast<double>(boost::math::quantile(theirs, static_cast<long double>(p)));
    CHECK(std::abs(standard_normal::quantile(p) - z) <= 2e-15 * (std::abs(z) + 0.01));
  }
  CHECK(standard_normal::quantile(0.9) == doctest::Approx(1.2815515655446004).epsilon(1e-15));
}

TEST_CASE("distribution: the ends of the probabilities, and what lies outside") {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const auto& d : various()) {
    const bool ends = d.shape != distribution::normal && d.shape != distribution::lognormal;
    CHECK(quantile(d, 0) == (ends ? d.least : d.shape == distribution::normal ? -infinity : 0));
    CHECK(quantile(d, 1) == (ends ? d.most : infinity));
    if (ends) {
      CHECK(cumulative(d, d.least) == 0);
      CHECK(cumulative(d, d.most) == 1);
      CHECK(density(d, std::nextafter(d.least, -infinity)) == 0);
      CHECK(density(d, std::nextafter(d.most, infinity)) == 0);
    }
    CHECK_THROWS_AS(static_cast<void>(quantile(d, -0.1)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(quantile(d, 1.1)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(raw_moment(d, -1)), std::invalid_argument);
  }
}

TEST_CASE("distribution: peers' cases of the functions that are ours") {
  // Ours: the normal, the lognormal, and the beta with exponents that PERT or the uniform has: alpha + beta = 6 with
  // neither below 1, or both 1. Not ours: the other betas (their parameters are no PERT's), EXPON, GAMMA, WEIBULL.
  const auto cases = csv::read_cases("distributions.csv");
  peers::tally all("distributions.csv, ours");
  std::map<std::string, int> compared;
  int others = 0;
  for (const csv::row& row : cases) {
    const std::string& func = row["func"];
    CAPTURE(row["id"]);
    std::vector<double> numbers;
    bool cumulated = true;
    for (std::size_t i = 0; i < row["args"].size();) {
      const std::size_t space = (std::min)(row["args"].find(' ', i), row["args"].size());
      const std::string word = row["args"].substr(i, space - i);
      if (word == "True" || word == "False") {
        cumulated = word == "True";
      } else {
        numbers.push_back(peers::number(word));
      }
      i = space + 1;
    }
    const bool inverse = func.find("INV") != std::string::npos;
    fitted_distribution d;
    if (func.starts_with("NORM")) {
      d.shape = distribution::normal;
      const bool standard = func.starts_with("NORM.S");
      d.centre = standard ? 0 : numbers.at(1);
      d.spread = standard ? 1 : numbers.at(2);
    } else if (func.starts_with("LOGNORM")) {
      d.shape = distribution::lognormal;
      d.centre = numbers.at(1);
      d.spread = numbers.at(2);
      if (func == "LOGNORMDIST") cumulated = true;
    } else if (func.starts_with("BETA") && numbers.at(1) == 1 && numbers.at(2) == 1) {
      d.shape = distribution::uniform;
      d.most = 1;
    } else if (func.starts_with("BETA") && numbers.at(1) + numbers.at(2) == 6 && numbers.at(1) >= 1 &&
               numbers.at(2) >= 1) {
      d.shape = distribution::pert;
      d.least = numbers.size() > 3 ? numbers.at(3) : 0;
      d.most = numbers.size() > 4 ? numbers.at(4) : 1;
      d.mode = d.least + (d.most - d.least) * (numbers.at(1) - 1) / 4;
    } else {
      ++others;
      continue;
    }
    const double x = numbers.at(0);
    const double given = inverse ? quantile(d, x) : cumulated ? cumulative(d, x) : density(d, x);
    if (row["id"] == "hf-lognorm.dist-5") {
      CHECK(given == 0);  // the reference is 7.9e-46049
    } else {
      peers::compare(given, row, all);
    }
    ++compared[func];
    all.row(row["source"]);
  }
  all.close(cases, {{"hf", 33}, {"phpss", 9}});
  if (!cases.absent()) {
    CHECK(compared == std::map<std::string, int>{{"BETA.DIST", 3},
                                                 {"BETA.INV", 3},
                                                 {"LOGNORM.DIST", 5},
                                                 {"LOGNORM.INV", 4},
                                                 {"LOGNORMDIST", 2},
                                                 {"NORM.DIST", 5},
                                                 {"NORM.INV", 5},
                                                 {"NORM.S.DIST", 4},
                                                 {"NORM.S.INV", 4},
                                                 {"NORMDIST", 5},
                                                 {"NORMINV", 2}});
    CHECK(others == 66);
    CHECK(cases.size() == 108);
  }
}
