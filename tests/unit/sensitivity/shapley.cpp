// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/shapley.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <stdexcept>
#include <utility>
#include <vector>

#include "draws.hpp"
#include "sensitivity/jackknife.hpp"

using namespace nytta;

namespace {

using matrix = std::vector<std::vector<double>>;

std::vector<double> row_by_row(const matrix& m) {
  std::vector<double> out;
  for (const auto& row : m) out.insert(out.end(), row.begin(), row.end());
  return out;
}

/// Solves m x = b by elimination with pivots.
std::vector<double> solve(matrix m, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c; r < n; ++r) {
      if (std::abs(m[r][c]) > std::abs(m[pivot][c])) pivot = r;
    }
    std::swap(m[c], m[pivot]);
    std::swap(b[c], b[pivot]);
    for (std::size_t r = c + 1; r < n; ++r) {
      const double times = m[r][c] / m[c][c];
      for (std::size_t i = c; i < n; ++i) m[r][i] -= times * m[c][i];
      b[r] -= times * b[c];
    }
  }
  for (std::size_t c = n; c-- > 0;) {
    for (std::size_t i = c + 1; i < n; ++i) b[c] -= m[c][i] * b[i];
    b[c] /= m[c][c];
  }
  return b;
}

/// What is known of the variance of the sum of weight · normal number when those in the set (bits) are known: the
/// covariances with them, by the inverse of their own correlations.
double known_variance(const std::vector<double>& weights, const matrix& correlation, unsigned set) {
  std::vector<std::size_t> in;
  for (std::size_t j = 0; j < weights.size(); ++j) {
    if ((set >> j & 1U) != 0) in.push_back(j);
  }
  if (in.empty()) return 0;
  std::vector<double> with(in.size());
  matrix among(in.size(), std::vector<double>(in.size()));
  for (std::size_t a = 0; a < in.size(); ++a) {
    for (std::size_t j = 0; j < weights.size(); ++j) with[a] += correlation[in[a]][j] * weights[j];
    for (std::size_t b = 0; b < in.size(); ++b) among[a][b] = correlation[in[a]][in[b]];
  }
  const auto solved = solve(among, with);
  double sum = 0;
  for (std::size_t a = 0; a < in.size(); ++a) sum += with[a] * solved[a];
  return sum;
}

/// Shapley values over all subsets: the mean gain of joining, subsets of each size together weighing 1/k.
template <class Value>
std::vector<double> by_enumeration(std::size_t k, const Value& value) {
  std::vector<double> out(k);
  const double all = value((1U << k) - 1);
  for (std::size_t j = 0; j < k; ++j) {
    for (unsigned set = 0; set < 1U << k; ++set) {
      if ((set >> j & 1U) != 0) continue;
      double orders = static_cast<double>(k);  // k · (k − 1 choose size)
      const int size = std::popcount(set);
      for (int i = 0; i < size; ++i) orders *= static_cast<double>(static_cast<int>(k) - 1 - i) / (i + 1);
      out[j] += (value(set | 1U << j) - value(set)) / orders / all;
    }
  }
  return out;
}

const auto the_scores = [](std::size_t, const double* scores, std::size_t count, double* out) {
  std::copy(scores, scores + count, out);
};

auto weighted_sum(const std::vector<double>& weights) {
  return [weights](const double* const* inputs, std::size_t count, double* out) {
    for (std::size_t i = 0; i < count; ++i) {
      out[i] = 1000;
      for (std::size_t j = 0; j < weights.size(); ++j) out[i] += weights[j] * inputs[j][i];
    }
  };
}

double standard_error(const estimate& e) { return (e.high - e.low) / 2 / student_quantile; }

/// Within four standard errors, which are small enough to tell a right value from a wrong one; and the sum is 1.
void check_near(const shapley_result& found, const std::vector<double>& expected, double widest) {
  REQUIRE(found.state == status::ok);
  REQUIRE(found.effects.size() == expected.size());
  double sum = 0;
  for (std::size_t j = 0; j < expected.size(); ++j) {
    CAPTURE(j);
    CAPTURE(found.effects[j].value);
    CAPTURE(expected[j]);
    CHECK(standard_error(found.effects[j]) < widest);
    CHECK(std::abs(found.effects[j].value - expected[j]) <= 4 * standard_error(found.effects[j]) + 1e-12);
    sum += found.effects[j].value;
  }
  CHECK(sum == doctest::Approx(1).epsilon(1e-12));
}

shapley_result effects_of_sum(const std::vector<double>& weights, const matrix& correlation, std::uint64_t seed) {
  const std::size_t k = weights.size();
  return shapley_effects(weighted_sum(weights), the_scores, draws::normal_source(3 * k, seed), k,
                         row_by_row(correlation), 1U << 14U);
}

}  // namespace

TEST_CASE("Shapley: two normal factors that go together") {
  // Owen & Prieur (2017); Iooss & Prieur (2019): (w1² (1 − r²/2) + r w1 w2 + w2² r²/2) / variance.
  for (const double r : {0.5, -0.8, 0.0}) {
    CAPTURE(r);
    const double w1 = 1;
    const double w2 = 2;
    const double variance = w1 * w1 + w2 * w2 + 2 * r * w1 * w2;
    const double first = (w1 * w1 * (1 - r * r / 2) + r * w1 * w2 + w2 * w2 * r * r / 2) / variance;
    if (r == 0.5) CHECK(first == doctest::Approx(19.0 / 56).epsilon(1e-15));
    const matrix correlation{{1, r}, {r, 1}};
    const auto exact = by_enumeration(2, [&](unsigned set) { return known_variance({w1, w2}, correlation, set); });
    CHECK(exact[0] == doctest::Approx(first).epsilon(1e-13));
    const auto found = effects_of_sum({w1, w2}, correlation, 1);
    check_near(found, {first, 1 - first}, 0.015);
    CHECK(std::abs(found.variance.value - variance) <= 4 * standard_error(found.variance));
    CHECK(standard_error(found.variance) < 0.03 * variance);
  }
}

TEST_CASE("Shapley: three and five normal factors, by enumeration of all subsets") {
  const matrix three{{1, 0.9, 0.2}, {0.9, 1, -0.1}, {0.2, -0.1, 1}};
  const std::vector<double> weights3{1, -0.5, 2};
  check_near(effects_of_sum(weights3, three, 2),
             by_enumeration(3, [&](unsigned set) { return known_variance(weights3, three, set); }), 0.015);
  const matrix five{{1, 0.5, 0, 0, 0.3}, {0.5, 1, 0, 0, 0}, {0, 0, 1, -0.6, 0}, {0, 0, -0.6, 1, 0}, {0.3, 0, 0, 0, 1}};
  const std::vector<double> weights5{1, 1, 1, 2, 0};  // the last one acts through the first only
  const auto exact = by_enumeration(5, [&](unsigned set) { return known_variance(weights5, five, set); });
  CHECK(exact[4] > 0.008);
  check_near(effects_of_sum(weights5, five, 3), exact, 0.015);
}

TEST_CASE("Shapley: a product of lognormal factors that go together") {
  // Of exp(s), s normal, is known e^V (e^v − 1) when v of the variance V of s is known.
  const matrix correlation{{1, 0.7, 0}, {0.7, 1, 0.4}, {0, 0.4, 1}};
  const std::vector<double> weights{0.3, 0.2, 0.4};
  const auto exact =
      by_enumeration(3, [&](unsigned set) { return std::expm1(known_variance(weights, correlation, set)); });
  const auto values = [&](std::size_t factor, const double* scores, std::size_t count, double* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = std::exp(weights[factor] * scores[i]);
  };
  const auto product = [](const double* const* inputs, std::size_t count, double* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = inputs[0][i] * inputs[1][i] * inputs[2][i];
  };
  const auto found =
      shapley_effects(product, values, draws::normal_source(9, 4), 3, row_by_row(correlation), 1U << 14U);
  check_near(found, exact, 0.02);
}

TEST_CASE("Shapley: independent factors share their interactions equally") {
  // Ishigami: S1 + S13/2, S2, S13/2.
  const auto uniform = [](std::size_t, const double* scores, std::size_t count, double* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = std::erfc(-scores[i] / std::numbers::sqrt2) / 2;
  };
  const auto ishigami = [](const double* const* inputs, std::size_t count, double* out) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto angle = [&](std::size_t j) { return std::numbers::pi * (2 * inputs[j][i] - 1); };
      out[i] = std::sin(angle(0)) * (1 + 0.1 * std::pow(angle(2), 4)) + 7 * std::pow(std::sin(angle(1)), 2);
    }
  };
  const std::vector<double> exact{0.313905191147811 + 0.243683664062148 / 2, 0.442411144790041, 0.243683664062148 / 2};
  const auto source = draws::normal_source(9, 5);
  const auto found = shapley_effects(ishigami, uniform, source, 3, {}, 1U << 14U);
  check_near(found, exact, 0.012);
  const matrix unit{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  const auto same = shapley_effects(ishigami, uniform, source, 3, row_by_row(unit), 1U << 14U);
  for (std::size_t j = 0; j < 3; ++j) {  // the same points but for rounding
    CHECK(same.effects[j].value == doctest::Approx(found.effects[j].value).epsilon(1e-9));
  }
}

TEST_CASE("Shapley: a factor that another one decides shares its effect") {
  const matrix correlation{{1, 1, 0}, {1, 1, 0}, {0, 0, 1}};
  check_near(effects_of_sum({1, 0, 1}, correlation, 6), {0.25, 0.25, 0.5}, 0.015);
}

TEST_CASE("Shapley: one factor has it all, and one without influence or relations nothing") {
  const auto one = shapley_effects(weighted_sum({3}), the_scores, draws::normal_source(3, 7), 1, {}, 64);
  REQUIRE(one.effects.size() == 1);
  CHECK(one.effects[0].value == 1);
  const auto two = shapley_effects(weighted_sum({3, 0}), the_scores, draws::normal_source(6, 8), 2, {}, 100);
  CHECK(two.permutations == 128);
  REQUIRE(two.effects.size() == 2);
  CHECK(two.effects[1].value == 0);
  CHECK(two.effects[1].low == 0);
  CHECK(two.effects[1].high == 0);
}

TEST_CASE("Shapley: never below 0 without the interval saying so; blocks are full") {
  std::vector<double> weights(40, 0.05);
  weights[0] = 1;
  int below = 0;
  std::size_t calls = 0;
  std::size_t points = 0;
  const auto sum = weighted_sum(weights);
  const auto counted = [&](const double* const* inputs, std::size_t count, double* out) {
    ++calls;
    points += count;
    sum(inputs, count, out);
  };
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const auto found = shapley_effects(counted, the_scores, draws::normal_source(120, seed), 40, {}, 32 * 12);
    for (const estimate& e : found.effects) {
      CHECK(e.high >= 0);
      CHECK(e.low <= 1);
      if (e.value < 0) ++below;
    }
  }
  CHECK(below > 0);
  CHECK(points == 10 * 32 * 12 * 41);
  CHECK(calls == 10 * 32 * 2);  // six permutations of 41 points in a block
}

TEST_CASE("Shapley: a figure that does not vary, or does not always exist, has no effects") {
  const auto source = draws::normal_source(6, 9);
  const auto constant = shapley_effects(weighted_sum({0, 0}), the_scores, source, 2, {}, 640);
  CHECK(constant.state == status::none);
  CHECK(constant.effects.empty());
  CHECK(constant.variance.value == 0);
  const auto root = [](const double* const* inputs, std::size_t count, double* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = std::sqrt(inputs[0][i] + 3);
  };
  const auto undefined = shapley_effects(root, the_scores, source, 2, {}, 6400);
  CHECK(undefined.state == status::undefined);
  CHECK(undefined.effects.empty());
}

TEST_CASE("Shapley: what is refused") {
  const auto effects = [](std::size_t factors, const std::vector<double>& correlation, std::size_t permutations) {
    (void)shapley_effects(weighted_sum({1, 1, 1}), the_scores, draws::normal_source(9, 10), factors, correlation,
                          permutations);
  };
  CHECK_NOTHROW(effects(3, {1, 0.5, 0, 0.5, 1, 0, 0, 0, 1}, 64));
  CHECK_THROWS_AS(effects(0, {}, 64), std::invalid_argument);
  CHECK_THROWS_AS(effects(256, {}, 64), std::invalid_argument);
  CHECK_THROWS_AS(effects(3, {}, 63), std::invalid_argument);
  CHECK_THROWS_AS(effects(3, {1, 0, 0, 1}, 64), std::invalid_argument);
  CHECK_THROWS_AS(effects(3, {1, 0.5, 0, 0.4, 1, 0, 0, 0, 1}, 64), std::invalid_argument);
  CHECK_THROWS_AS(effects(3, {1, 0.5, 0, 0.5, 0.9, 0, 0, 0, 1}, 64), std::invalid_argument);
  CHECK_THROWS_AS(effects(3, {1, std::nan(""), 0, std::nan(""), 1, 0, 0, 0, 1}, 64), std::invalid_argument);
  CHECK_THROWS_AS(effects(3, {1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1}, 64), std::invalid_argument);
  CHECK_THROWS_AS(effects(3, {1, 1, 0.5, 1, 1, -0.5, 0.5, -0.5, 1}, 64), std::invalid_argument);
}
