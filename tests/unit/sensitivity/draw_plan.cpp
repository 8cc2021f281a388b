// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/draw_plan.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "../flow/peers.hpp"
#include "csv.hpp"
#include "sensitivity/sobol.hpp"

using namespace nytta;

namespace {

fitted_distribution unit_uniform() { return {.shape = distribution::uniform, .least = 0, .most = 1}; }

std::vector<fitted_distribution> one_of_each() {
  return {{.shape = distribution::pert, .least = -2, .mode = 0.5, .most = 6},
          {.shape = distribution::triangular, .least = 10, .mode = 10, .most = 30},
          {.shape = distribution::uniform, .least = -1, .most = 4},
          {.shape = distribution::normal, .centre = 5, .spread = 2},
          {.shape = distribution::lognormal, .centre = 0.2, .spread = 0.3},
          {.shape = distribution::pert, .least = 0, .mode = 1, .most = 1}};
}

/// Every two are correlated.
std::vector<double> evenly_correlated(std::size_t n, double by) {
  std::vector<double> out(n * n, by);
  for (std::size_t i = 0; i < n; ++i) out[i * n + i] = 1;
  return out;
}

enum class way { random, low_discrepancy };

std::vector<double> block_of(const draw_plan& plan, way how, std::uint64_t seed, std::uint32_t stream,
                             std::uint64_t block) {
  std::vector<double> out(plan.size() * draws_per_block);
  if (how == way::random) {
    plan.random(seed, stream, block, out.data());
  } else {
    plan.low_discrepancy(seed, stream, block, out.data());
  }
  return out;
}

/// All draws of each factor.
std::vector<std::vector<double>> draws(const draw_plan& plan, way how, std::uint64_t seed, std::uint32_t stream,
                                       std::size_t blocks) {
  std::vector<std::vector<double>> out(plan.size());
  for (std::size_t b = 0; b < blocks; ++b) {
    const auto block = block_of(plan, how, seed, stream, b);
    for (std::size_t i = 0; i < plan.size(); ++i) {
      const auto* from = block.data() + i * draws_per_block;
      out[i].insert(out[i].end(), from, from + draws_per_block);
    }
  }
  return out;
}

bool same_bytes(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

double correlation_of(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  const double mean_a = std::accumulate(a.begin(), a.end(), 0.0) / n;
  const double mean_b = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return ab / std::sqrt(aa * bb);
}

std::vector<double> ranks(const std::vector<double>& x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return x[i] < x[j]; });
  std::vector<double> out(x.size());
  for (std::size_t i = 0; i < order.size(); ++i) out[order[i]] = static_cast<double>(i);
  return out;
}

}  // namespace

TEST_CASE("draw plan: moments of 2^18 random draws within 5 standard errors, correlated or not") {
  const auto factors = one_of_each();
  for (const bool correlated : {false, true}) {
    const draw_plan plan(factors, correlated ? evenly_correlated(factors.size(), 0.4) : std::vector<double>{});
    CHECK(plan.correlated() == correlated);
    const auto all = draws(plan, way::random, 20260101, 1, 1024);
    for (std::size_t i = 0; i < factors.size(); ++i) {
      for (int k = 1; k <= 4; ++k) {
        CAPTURE(i);
        CAPTURE(k);
        double sum = 0;
        for (const double x : all[i]) sum += std::pow(x, k);
        const double moment = raw_moment(factors[i], k);
        const double error = std::sqrt((raw_moment(factors[i], 2 * k) - moment * moment) / (1 << 18));
        CHECK(std::abs(sum / (1 << 18) - moment) < 5 * error);
      }
    }
    for (std::size_t i = 0; i < factors.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        // Spearman's of a Gaussian copula: 6/π asin(r/2); its standard error is below 1/√n.
        const double expected = correlated ? 6 / 3.141592653589793 * std::asin(0.2) : 0;
        CHECK(std::abs(correlation_of(ranks(all[i]), ranks(all[j])) - expected) < 5.0 / 512);
      }
    }
  }
}

TEST_CASE("draw plan: rank correlations are those asked for, also where one factor follows from another") {
  // Factors 0 and 2 by 0.7, 0 and 3 by −1, so 2 and 3 by −0.7; factor 1 is alone.
  const double r = normal_correlation(0.7);
  std::vector<fitted_distribution> factors(4, {.shape = distribution::pert, .least = 0, .mode = 1, .most = 4});
  factors[3] = {.shape = distribution::lognormal, .centre = 0, .spread = 0.5};
  factors[2] = {.shape = distribution::triangular, .least = 0, .mode = 3, .most = 4};
  const draw_plan plan(factors, std::vector<double>{1, 0, r, -1, 0, 1, 0, 0, r, 0, 1, -r, -1, 0, -r, 1});
  for (const way how : {way::random, way::low_discrepancy}) {
    const auto all = draws(plan, how, 5, 0, 256);
    CHECK(std::abs(correlation_of(ranks(all[0]), ranks(all[2])) - 0.7) < 5.0 / 256);
    CHECK(std::abs(correlation_of(ranks(all[3]), ranks(all[2])) + 0.7) < 5.0 / 256);
    CHECK(std::abs(correlation_of(ranks(all[0]), ranks(all[1]))) < 5.0 / 256);
    // Exactly turned: the probabilities of the two add up to 1.
    for (std::size_t d = 0; d < all[0].size(); d += 97) {
      CHECK(cumulative(factors[0], all[0][d]) + cumulative(factors[3], all[3][d]) == doctest::Approx(1).epsilon(1e-6));
    }
    // The factor that is alone has the draws of a plan without correlation.
    const auto alone = draws(draw_plan(factors), how, 5, 0, 256);
    CHECK(same_bytes(all[1], alone[1]));
    CHECK(same_bytes(all[0], alone[0]) == false);
  }
}

TEST_CASE("draw plan: a block depends on seed, stream and its number alone, in any order and on any thread") {
  const auto factors = one_of_each();
  for (const bool correlated : {false, true}) {
    const draw_plan plan(factors, correlated ? evenly_correlated(factors.size(), 0.5) : std::vector<double>{});
    for (const way how : {way::random, way::low_discrepancy}) {
      constexpr std::size_t blocks = 24;
      std::vector<std::vector<double>> forth(blocks);
      for (std::size_t b = 0; b < blocks; ++b) forth[b] = block_of(plan, how, 1, 2, b);
      for (std::size_t b = blocks; b-- > 0;) CHECK(same_bytes(block_of(plan, how, 1, 2, b), forth[b]));
      std::vector<std::vector<double>> shared(blocks);
      std::vector<std::thread> threads;
      for (std::size_t t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
          const draw_plan own = plan;
          for (std::size_t b = t; b < blocks; b += 4) shared[b] = block_of(t % 2 == 0 ? plan : own, how, 1, 2, b);
        });
      }
      for (std::thread& t : threads) t.join();
      for (std::size_t b = 0; b < blocks; ++b) CHECK(same_bytes(shared[b], forth[b]));
      CHECK_FALSE(same_bytes(block_of(plan, how, 2, 2, 0), forth[0]));
      CHECK_FALSE(same_bytes(block_of(plan, how, 1, 3, 0), forth[0]));
      CHECK_FALSE(same_bytes(forth[1], forth[0]));
    }
  }
}

TEST_CASE("draw plan: these bytes, on every machine and by every compiler") {
  // FNV-1a of the numbers of three blocks, as g++ 12, clang++ 14 and the portable build gave them.
  const auto factors = one_of_each();
  const auto hash_of = [](const draw_plan& plan, way how) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const std::uint64_t block : {0U, 1U, 77U}) {
      for (const double x : block_of(plan, how, 42, 7, block)) {
        for (std::uint64_t bits = std::bit_cast<std::uint64_t>(x), i = 0; i < 8; ++i, bits >>= 8U) {
          hash = (hash ^ (bits & 0xffU)) * 0x100000001b3U;
        }
      }
    }
    return hash;
  };
  const draw_plan alone(factors);
  const draw_plan together(factors, evenly_correlated(factors.size(), 0.25));
  CHECK(hash_of(alone, way::random) == 12029105252921289134U);
  CHECK(hash_of(alone, way::low_discrepancy) == 3035779409718860518U);
  CHECK(hash_of(together, way::random) == 14440931174308343870U);
  CHECK(hash_of(together, way::low_discrepancy) == 1445683391630324054U);
}

TEST_CASE("draw plan: Sobol points before they are scrambled are SALib's") {
  const auto cases = csv::read_cases("sobol_sequence.csv");
  const sobol_points points(3);
  for (const csv::row& row : cases) {
    // The file is in the order of the Gray code.
    const auto index = static_cast<std::uint32_t>(peers::number(row["index"]));
    const std::uint32_t number = index ^ (index >> 1U);
    for (std::size_t d = 0; d < 3; ++d) {
      std::uint32_t digits = 0;
      for (std::size_t j = 0; j < 32; ++j) {
        if ((number >> j & 1U) != 0) digits ^= points.directions(d)[j];
      }
      CHECK(digits * 0x1p-32 == peers::number(row["x" + std::to_string(d + 1)]));
    }
  }
  CHECK((cases.absent() || cases.size() == 10));
}

TEST_CASE("draw plan: scrambled points are a net: one in each interval of 2^-m, one in each box of two factors") {
  const draw_plan plan(std::vector<fitted_distribution>(40, unit_uniform()));
  for (const std::uint32_t scramble : {0U, 1U, 2U}) {
    for (const std::size_t m : {8U, 10U, 13U}) {
      const auto all = draws(plan, way::low_discrepancy, 9, scramble, (std::size_t{1} << m) / draws_per_block);
      const double intervals = std::ldexp(1, static_cast<int>(m));
      for (const auto& factor : all) {
        std::vector<int> hits(std::size_t{1} << m, 0);
        for (const double u : factor) ++hits[static_cast<std::size_t>(u * intervals)];
        CHECK(std::count(hits.begin(), hits.end(), 1) == static_cast<std::ptrdiff_t>(hits.size()));
      }
      for (std::size_t split = 0; split <= m; ++split) {
        std::vector<int> hits(std::size_t{1} << m, 0);
        for (std::size_t i = 0; i < all[0].size(); ++i) {
          const auto column = static_cast<std::size_t>(std::ldexp(all[0][i], static_cast<int>(split)));
          const auto row = static_cast<std::size_t>(std::ldexp(all[1][i], static_cast<int>(m - split)));
          ++hits[(column << (m - split)) + row];
        }
        CHECK(std::count(hits.begin(), hits.end(), 1) == static_cast<std::ptrdiff_t>(hits.size()));
      }
    }
  }
}

TEST_CASE("draw plan: over scrambles each point is uniform, and its coordinates are independent") {
  const draw_plan plan(std::vector<fitted_distribution>(3, unit_uniform()));
  constexpr int scrambles = 8192;
  for (const std::size_t point : {0U, 1U, 100U}) {
    std::vector<std::vector<double>> u(3);
    for (std::uint32_t s = 0; s < scrambles; ++s) {
      const auto block = block_of(plan, way::low_discrepancy, 3, s, 1);
      for (std::size_t i = 0; i < 3; ++i) u[i].push_back(block[i * draws_per_block + point]);
    }
    for (std::size_t i = 0; i < 3; ++i) {
      std::vector<double> hits(64, 0);
      for (const double x : u[i]) ++hits[static_cast<std::size_t>(x * 64)];
      double chi = 0;
      for (const double h : hits) chi += (h - scrambles / 64.0) * (h - scrambles / 64.0) / (scrambles / 64.0);
      CHECK(chi < 63 + 5 * std::sqrt(2.0 * 63));
      CHECK(chi > 63 - 5 * std::sqrt(2.0 * 63));
      CHECK(std::abs(correlation_of(u[i], u[(i + 1) % 3])) < 5 / std::sqrt(scrambles));
    }
  }
}

TEST_CASE("draw plan: the error of a smooth mean falls much faster over Sobol points than over random draws") {
  const draw_plan plan({{.shape = distribution::pert, .least = 0, .mode = 0.3, .most = 1},
                        {.shape = distribution::triangular, .least = 0, .mode = 0.5, .most = 1},
                        {.shape = distribution::normal, .centre = 0, .spread = 0.2},
                        {.shape = distribution::lognormal, .centre = 0, .spread = 0.2},
                        unit_uniform()});
  double exact = 1;
  for (const auto& d : plan.factors()) exact *= 1 + mean(d);
  const auto error = [&](way how, std::size_t blocks) {
    double squares = 0;
    for (std::uint32_t s = 0; s < 24; ++s) {
      const auto all = draws(plan, how, 17, s, blocks);
      double sum = 0;
      for (std::size_t d = 0; d < all[0].size(); ++d) {
        double product = 1;
        for (const auto& factor : all) product *= 1 + factor[d];
        sum += product;
      }
      const double off = sum / static_cast<double>(all[0].size()) - exact;
      squares += off * off;
    }
    return std::sqrt(squares / 24);
  };
  const double few = error(way::low_discrepancy, 1);
  const double many = error(way::low_discrepancy, 64);
  CHECK(few < error(way::random, 1) / 5);
  CHECK(many < error(way::random, 64) / 50);
  CHECK(many < few / 25);  // random draws: a quotient of 8
}

TEST_CASE("draw plan: independent normals, and values at scores") {
  std::vector<double> z;
  for (std::uint64_t b = 0; b < 512; ++b) {
    std::vector<double> rows(2 * draws_per_block);
    draw_plan::normals(8, 1, b, 2, rows.data());
    z.insert(z.end(), rows.begin(), rows.end());
  }
  const auto n = static_cast<double>(z.size());  // 2^18
  for (const auto& [k, expected, variance_of] :
       std::vector<std::array<double, 3>>{{1, 0, 1}, {2, 1, 2}, {3, 0, 15}, {4, 3, 96}}) {
    double sum = 0;
    for (const double x : z) sum += std::pow(x, k);
    CHECK(std::abs(sum / n - expected) < 5 * std::sqrt(variance_of / n));
  }
  double product = 0;
  for (std::size_t i = 0; i < z.size(); i += 2 * draws_per_block) {
    for (std::size_t d = 0; d < draws_per_block; ++d) product += z[i + d] * z[i + draws_per_block + d];
  }
  CHECK(std::abs(product / (n / 2)) < 5 / std::sqrt(n / 2));

  const draw_plan plan(one_of_each());
  const std::vector<double> scores{-4, -1.2815515655446004, 0, 1.2815515655446004, 3};
  const double probabilities[] = {3.167124183311992e-05, 0.1, 0.5, 0.9, 0.9986501019683699};
  for (std::size_t i = 0; i < plan.size(); ++i) {
    std::vector<double> out(scores.size());
    plan.at_scores(i, scores.data(), scores.size(), out.data());
    for (std::size_t j = 0; j < scores.size(); ++j) {
      const double exactly = quantile(plan.factors()[i], probabilities[j]);
      CHECK(std::abs(out[j] - exactly) < 1e-7 * std::sqrt(variance(plan.factors()[i])));
    }
  }
}

TEST_CASE("draw plan: copies and moves draw the same, and none of it needs factors") {
  const draw_plan plan(one_of_each(), evenly_correlated(6, 0.3));
  const auto expected = block_of(plan, way::random, 1, 1, 1);
  draw_plan copy = plan;
  CHECK(same_bytes(block_of(copy, way::random, 1, 1, 1), expected));
  const draw_plan moved = std::move(copy);
  CHECK(same_bytes(block_of(moved, way::random, 1, 1, 1), expected));
  copy = moved;
  CHECK(same_bytes(block_of(copy, way::low_discrepancy, 1, 1, 1), block_of(plan, way::low_discrepancy, 1, 1, 1)));
  CHECK(same_bytes(block_of(copy, way::random, 1, 1, 1), expected));
  const draw_plan none(std::vector<fitted_distribution>{});
  CHECK(none.size() == 0);
  CHECK_FALSE(none.correlated());
  CHECK(block_of(none, way::random, 1, 1, 1).empty());
}

TEST_CASE("draw plan: what cannot be drawn is refused") {
  const auto factors = one_of_each();
  CHECK_THROWS_AS(draw_plan(factors, evenly_correlated(6, -0.21)), std::invalid_argument);  // −1/5 is the least
  CHECK_NOTHROW(draw_plan(factors, evenly_correlated(6, -0.2)));
  CHECK_THROWS_AS(draw_plan(factors, evenly_correlated(5, 0.1)), std::invalid_argument);
  CHECK_THROWS_AS(draw_plan(factors, std::vector<double>{1, 0.1}), std::invalid_argument);
  CHECK_THROWS_AS(draw_plan({{.shape = distribution::pert, .least = 0, .mode = 2, .most = 1}}), std::invalid_argument);
  CHECK_THROWS_AS(draw_plan({{.shape = distribution::uniform, .least = 2, .most = 1}}), std::invalid_argument);
  CHECK_THROWS_AS(draw_plan({{.shape = distribution::normal, .spread = -1}}), std::invalid_argument);
  CHECK_THROWS_AS(draw_plan({{.shape = distribution::lognormal, .centre = std::nan(""), .spread = 1}}),
                  std::invalid_argument);
  const draw_plan plan(factors);
  std::vector<double> out(factors.size() * draws_per_block);
  CHECK_THROWS_AS(plan.low_discrepancy(1, 1, std::uint64_t{1} << 24, out.data()), std::invalid_argument);
  CHECK_NOTHROW(plan.low_discrepancy(1, 1, (std::uint64_t{1} << 24) - 1, out.data()));
  const double score = 0;
  CHECK_THROWS_AS(plan.at_scores(6, &score, 1, out.data()), std::invalid_argument);
  const draw_plan wide(std::vector<fitted_distribution>(3001, unit_uniform()));
  std::vector<double> rows(3001 * draws_per_block);
  CHECK_THROWS_AS(wide.low_discrepancy(1, 1, 0, rows.data()), std::invalid_argument);
  CHECK_NOTHROW(wide.random(1, 1, 0, rows.data()));
}

// least + √(u (most − least)(mode − least)) below the mode, most − √((1 − u)(most − least)(most − mode)) above it.
TEST_CASE("draw_plan: triangular factors beside one another, and last") {
  const fitted_distribution low{.shape = distribution::triangular, .least = 0, .mode = 1, .most = 4};
  const fitted_distribution high{.shape = distribution::triangular, .least = 10, .mode = 12, .most = 13};
  const fitted_distribution even{.shape = distribution::uniform, .least = 0, .most = 1};
  const draw_plan uniforms(std::vector<fitted_distribution>(4, even));
  const draw_plan plan({low, even, high, low});
  std::vector<double> u(4 * draws_per_block);
  std::vector<double> x(4 * draws_per_block);
  uniforms.random(3, 0, 9, u.data());
  plan.random(3, 0, 9, x.data());
  for (std::size_t i = 0; i < draws_per_block; ++i) {
    const auto at = [&](std::size_t row) { return row * draws_per_block + i; };
    const auto of_low = [](double p) { return p < 0.25 ? std::sqrt(4 * p) : 4 - std::sqrt(12 * (1 - p)); };
    CHECK(x[at(0)] == doctest::Approx(of_low(u[at(0)])).epsilon(1e-14));
    CHECK(x[at(1)] == u[at(1)]);
    const double p = u[at(2)];
    const double of_high = p < 2.0 / 3 ? 10 + std::sqrt(6 * p) : 13 - std::sqrt(3 * (1 - p));
    CHECK(x[at(2)] == doctest::Approx(of_high).epsilon(1e-14));
    CHECK(x[at(3)] == doctest::Approx(of_low(u[at(3)])).epsilon(1e-14));
  }
}
