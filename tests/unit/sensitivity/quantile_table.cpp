// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/quantile_table.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "sensitivity/standard_normal.hpp"

using namespace nytta;

namespace {

fitted_distribution pert(double least, double mode, double most) {
  return {.shape = distribution::pert, .least = least, .mode = mode, .most = most};
}
fitted_distribution triangular(double least, double mode, double most) {
  return {.shape = distribution::triangular, .least = least, .mode = mode, .most = most};
}
fitted_distribution lognormal(double centre, double spread) {
  return {.shape = distribution::lognormal, .centre = centre, .spread = spread};
}

/// 40 000 odd multiples of 2^−53, half of them within 1e-3 of the ends.
std::vector<double> uniforms() {
  std::mt19937_64 engine(7);
  std::vector<double> out;
  for (int i = 0; i < 40000; ++i) {
    double u = static_cast<double>((engine() >> 12U) * 2 + 1) * 0x1p-53;
    if (i % 4 == 0) u *= 1e-3;
    if (i % 4 == 1) u = 1 - 1e-3 * u;
    out.push_back(u);
  }
  return out;
}

/// The largest difference in standard deviations, of the table and of the table over scores.
struct errors {
  double values = 0;
  double at_scores = 0;
};
template <class Quantile>
errors errors_of(const fitted_distribution& d, const Quantile& theirs) {
  const quantile_table table(d);
  const std::vector<double> u = uniforms();
  std::vector<double> z;
  for (const double p : u) z.push_back(standard_normal::quantile(p));
  std::vector<double> x(u.size());
  std::vector<double> y(u.size());
  table.values(quickest_draw_kernels(), u.data(), u.size(), x.data());
  table.values_at_scores(quickest_draw_kernels(), z.data(), z.size(), y.data());
  const double deviation = std::sqrt(variance(d));
  errors out;
  for (std::size_t i = 0; i < u.size(); ++i) {
    const double reference = theirs(u[i]);
    out.values = (std::max)(out.values, std::abs(x[i] - reference) / deviation);
    out.at_scores = (std::max)(out.at_scores, std::abs(y[i] - reference) / deviation);
  }
  return out;
}

}  // namespace

TEST_CASE("quantile table: within 3e-7 standard deviations of Boost.Math") {
  for (const double theta : {0.0, 1e-6, 0.02, 0.3, 0.5, 0.95, 1.0}) {
    CAPTURE(theta);
    const boost::math::beta_distribution<double> beta(1 + 4 * theta, 5 - 4 * theta);
    const auto of_beta = [&](double p) {
      return p < 0.5 ? boost::math::quantile(beta, p) : boost::math::quantile(complement(beta, 1 - p));
    };
    const auto unit = errors_of(pert(0, theta, 1), of_beta);
    CHECK(unit.values < 3e-8);
    CHECK(unit.at_scores < 1e-8);
    const auto wide =
        errors_of(pert(-5e11, -5e11 + theta * 2e12, 1.5e12), [&](double p) { return -5e11 + 2e12 * of_beta(p); });
    CHECK(wide.values < 3e-8);
    CHECK(wide.at_scores < 1e-8);
    const auto of_triangular = [&](double p) {
      return p < theta ? std::sqrt(p * theta) : 1 - std::sqrt((1 - p) * (1 - theta));
    };
    const auto corner = errors_of(triangular(0, theta, 1), of_triangular);
    CHECK(corner.values < 1e-15 * 5);
    CHECK(corner.at_scores < 2e-8);
  }
  const auto uniform =
      errors_of({.shape = distribution::uniform, .least = -2, .most = 6}, [](double p) { return -2 + 8 * p; });
  CHECK(uniform.values < 1e-15);
  CHECK(uniform.at_scores < 2e-8);
  const boost::math::normal_distribution<double> normal(-3, 0.25);
  const auto bell = errors_of({.shape = distribution::normal, .centre = -3, .spread = 0.25}, [&](double p) {
    return p < 0.5 ? boost::math::quantile(normal, p) : boost::math::quantile(complement(normal, 1 - p));
  });
  CHECK(bell.values < 3e-8);
  CHECK(bell.at_scores < 1e-14 * 3);
  for (const double spread : {0.01, 0.2, 0.54, 1.0, 1.5, 2.0, 3.0, 6.0}) {
    CAPTURE(spread);
    const boost::math::lognormal_distribution<double> theirs(-2, spread);
    const auto skewed = errors_of(lognormal(-2, spread), [&](double p) {
      return p < 0.5 ? boost::math::quantile(theirs, p) : boost::math::quantile(complement(theirs, 1 - p));
    });
    CHECK(skewed.values < 3e-7);
    CHECK(skewed.at_scores < 3e-7);
  }
}

TEST_CASE("quantile table: a lognormal's lower half is right beside its own size, not only beside a huge deviation") {
  for (const double spread : {1.0, 3.0, 6.0}) {
    const quantile_table table(lognormal(0, spread));
    for (double p = 1e-6; p < 0.9; p = p * 1.37 + 1e-6) {
      double x = 0;
      table.values(quickest_draw_kernels(), &p, 1, &x);
      CHECK(x == doctest::Approx(quantile(lognormal(0, spread), p)).epsilon(2e-6));
    }
  }
}

TEST_CASE("quantile table: grows from the lowest u to the highest, across all its rows") {
  for (const auto& d : {pert(0, 0.2, 1), lognormal(0, 0.5), lognormal(0, 2),
                        fitted_distribution{.shape = distribution::normal, .centre = 0, .spread = 1}}) {
    const quantile_table table(d);
    std::vector<double> u;
    for (double t = 0x1p-53; t < 0.5; t *= 1.0021) u.push_back(t);
    u.push_back(0.5);
    for (std::size_t i = u.size() - 1; i-- > 0;) u.push_back(1 - u[i]);
    std::vector<double> x(u.size());
    table.values(quickest_draw_kernels(), u.data(), u.size(), x.data());
    for (std::size_t i = 1; i < u.size(); ++i) CHECK((u[i] == u[i - 1] ? x[i] == x[i - 1] : x[i] > x[i - 1]));
    // The ends: where the least and the greatest uniform number lie.
    CHECK(x.front() == doctest::Approx(quantile(d, 0x1p-53)).epsilon(1e-6));
    CHECK(x.back() == doctest::Approx(quantile(d, 1 - 0x1p-53)).epsilon(1e-6));
    CHECK(x[x.size() / 2] == doctest::Approx(quantile(d, 0.5)).epsilon(1e-12));
  }
}

TEST_CASE("quantile table: scores far out are taken as the ends of the table, and a constant is one") {
  const quantile_table table(pert(1, 2, 4));
  const double z[] = {-1e9, -8.25, 8.25, 1e9};
  double x[4];
  table.values_at_scores(quickest_draw_kernels(), z, 4, x);
  CHECK(x[0] == x[1]);
  CHECK(x[2] == x[3]);
  CHECK(x[0] == doctest::Approx(quantile(pert(1, 2, 4), standard_normal::cumulative(-8.25))).epsilon(1e-12));
  for (const auto& d : {pert(3, 3, 3), triangular(3, 3, 3), lognormal(std::log(3), 0),
                        fitted_distribution{.shape = distribution::uniform, .least = 3, .most = 3},
                        fitted_distribution{.shape = distribution::normal, .centre = 3, .spread = 0}}) {
    const quantile_table constant(d);
    const double u[] = {0x1p-53, 0.3, 0.5, 0.9, 1 - 0x1p-53};
    double values[5];
    constant.values(quickest_draw_kernels(), u, 5, values);
    for (const double value : values) CHECK(value == doctest::Approx(3).epsilon(1e-15));
    constant.values_at_scores(quickest_draw_kernels(), z, 4, values);
    for (int i = 0; i < 4; ++i) CHECK(values[i] == doctest::Approx(3).epsilon(1e-15));
  }
}

TEST_CASE("quantile table: the same bytes by every set of instructions, for every count, and in place") {
  const std::vector<double> u = uniforms();
  std::vector<double> z;
  for (const double p : u) z.push_back(standard_normal::quantile(p));
  for (const auto& d : {pert(0, 0.2, 1), triangular(-2, 0, 1), lognormal(1, 0.5), lognormal(1, 2.5),
                        fitted_distribution{.shape = distribution::uniform, .least = 0, .most = 3},
                        fitted_distribution{.shape = distribution::normal, .centre = 1, .spread = 2}}) {
    const quantile_table table(d);
    std::vector<double> x(u.size());
    std::vector<double> y(u.size());
    table.values(usable_draw_kernels().front(), u.data(), u.size(), x.data());
    table.values_at_scores(usable_draw_kernels().front(), z.data(), z.size(), y.data());
    for (const draw_kernels& by : usable_draw_kernels()) {
      CAPTURE(std::string(by.name));
      std::vector<double> again = u;
      table.values(by, again.data(), again.size(), again.data());
      CHECK(std::memcmp(again.data(), x.data(), x.size() * sizeof(double)) == 0);
      again = z;
      table.values_at_scores(by, again.data(), again.size(), again.data());
      CHECK(std::memcmp(again.data(), y.data(), y.size() * sizeof(double)) == 0);
      for (std::size_t count = 0; count < 10; ++count) {
        std::vector<double> few(12, -1);
        table.values(by, u.data(), count, few.data());
        CHECK(std::memcmp(few.data(), x.data(), count * sizeof(double)) == 0);
        CHECK(few[count] == -1);
        table.values_at_scores(by, z.data(), count, few.data());
        CHECK(std::memcmp(few.data(), y.data(), count * sizeof(double)) == 0);
      }
    }
  }
}
