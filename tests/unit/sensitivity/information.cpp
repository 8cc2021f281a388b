// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/information.hpp>
#include <nytta/sensitivity/statistics.hpp>

#include <boost/math/distributions/normal.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "csv.hpp"
#include "draws.hpp"
#include "unit/flow/peers.hpp"

using namespace nytta;
using peers::number;
using peers::numbers;

namespace {

using columns = std::vector<std::vector<double>>;

std::vector<std::span<const double>> views(const columns& figures) { return {figures.begin(), figures.end()}; }

perfect_information perfect(const columns& figures, bool may_do_nothing) {
  return value_of_perfect_information(views(figures), may_do_nothing);
}

/// All draws at once.
information_value knowing(const std::vector<double>& values, const std::vector<double>& thresholds,
                          const columns& figures, bool may_do_nothing) {
  factor_information factor(thresholds, figures.size(), may_do_nothing);
  factor.add(values, views(figures));
  return factor.value();
}

/// E max(0, x) − max(0, E x) for a normal x: the unit normal loss, times the deviation.
double normal_loss(double mean, double deviation) {
  const boost::math::normal_distribution<> unit;
  const double at = std::abs(mean) / deviation;
  return deviation * (boost::math::pdf(unit, at) - at * boost::math::cdf(boost::math::complement(unit, at)));
}

/// The 63 thresholds of 64 equally likely bins of a standard normal number.
std::vector<double> normal_thresholds() {
  const boost::math::normal_distribution<> unit;
  std::vector<double> out;
  for (int i = 1; i < 64; ++i) out.push_back(boost::math::quantile(unit, i / 64.0));
  return out;
}

std::vector<double> normals(std::size_t count, std::uint32_t stream, std::uint64_t seed) {
  draws::generator random(seed, stream, 0);
  std::vector<double> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(random.normal());
  return out;
}

}  // namespace

TEST_CASE("information: everything, by hand") {
  const auto doubtful = perfect({{1, -1}}, true);
  CHECK(doubtful.of_everything.value == 0.5);
  CHECK(doubtful.of_everything.standard_error == 0.5);  // of 1 and 0: deviation √½, over √2
  CHECK_FALSE(doubtful.best.has_value());               // as good as doing nothing is not better
  CHECK(doubtful.expected == 0);
  // Gains over the second: 2, 0, 0, 1.
  const auto two = perfect({{5, 1, 0, 4}, {3, 4, 5, 3}}, true);
  CHECK(two.best.value() == 1);
  CHECK(two.expected == 3.75);
  CHECK(two.of_everything.value == 0.75);
  CHECK(two.of_everything.standard_error == doctest::Approx(std::sqrt(2.75 / 3 / 4)).epsilon(1e-15));
  // Costs only: without doing nothing, one of them must be borne.
  const auto costs = perfect({{-1, -3}, {-4, -2}}, false);
  CHECK(costs.best.value() == 0);
  CHECK(costs.expected == -2);
  CHECK(costs.of_everything.value == 0.5);
  CHECK(perfect({{-1, -3}, {-4, -2}}, true).of_everything.value == 0);
  CHECK(perfect({{7, 7}, {7, 7}}, false).best.value() == 0);
}

TEST_CASE("information: what is refused") {
  const double nan = std::nan("");
  CHECK_THROWS_AS((void)perfect({}, true), std::invalid_argument);
  CHECK_THROWS_AS((void)perfect({{1}}, true), std::invalid_argument);
  CHECK_THROWS_AS((void)perfect({{1, 2}, {1, 2, 3}}, true), std::invalid_argument);
  CHECK_THROWS_AS((void)perfect({{1, nan}}, true), std::invalid_argument);
  CHECK_THROWS_AS((void)perfect({{1, std::numeric_limits<double>::infinity()}}, true), std::invalid_argument);
  CHECK_THROWS_AS(factor_information({}, 0, true), std::invalid_argument);
  CHECK_THROWS_AS(factor_information(std::vector<double>{2, 1}, 1, true), std::invalid_argument);
  CHECK_THROWS_AS(factor_information(std::vector<double>{nan}, 1, true), std::invalid_argument);
  factor_information factor({}, 1, true);
  CHECK_THROWS_AS((void)factor.value(), std::logic_error);
  CHECK_THROWS_AS(factor.add(std::vector<double>{1, 2}, views({{1}})), std::invalid_argument);
  CHECK_THROWS_AS(factor.add(std::vector<double>{1}, views({{1}, {2}})), std::invalid_argument);
  CHECK_THROWS_AS(factor.add(std::vector<double>{nan}, views({{1}})), std::invalid_argument);
  CHECK_THROWS_AS(factor.add(std::vector<double>{1}, views({{nan}})), std::invalid_argument);
}

TEST_CASE("information: one factor, and not the others at their means") {
  // f = x − y²/8, or nothing. Given x = 1 it is 1/2, given −1 it is −3/2: worth (1/2 + 0)/2 = 1/4, now nothing is best.
  // With y at its mean 0, f = x would give 1/2. Both halves hold all four states.
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> f;
  for (const double a : {-1.0, 1.0}) {
    for (const double b : {-2.0, 2.0}) {
      for (int twice = 0; twice < 2; ++twice) {
        x.push_back(a);
        y.push_back(b);
        f.push_back(a - b * b / 8);
      }
    }
  }
  const auto of_x = knowing(x, {1}, {f}, true);
  CHECK(of_x.value == 0.25);
  // Gains 1/2 in four of eight draws: Σ g² = 1, so √((1 − 8/16)/7/8).
  CHECK(of_x.standard_error == doctest::Approx(std::sqrt(0.5 / 56)).epsilon(1e-15));
  CHECK(knowing(y, {2}, {f}, true).value == 0);
  CHECK(perfect({f}, true).of_everything.value == 0.25);
  // f = x + y²/4: 0 or 2 given x, never below doing nothing. At the mean of y it would seem worth 1/2.
  for (std::size_t i = 0; i < f.size(); ++i) f[i] = x[i] + y[i] * y[i] / 4;
  CHECK(knowing(x, {1}, {f}, true).value == 0);
  CHECK(knowing(x, {1}, {f}, true).standard_error == 0);
}

TEST_CASE("information: the error is that of the alternatives that are chosen between") {
  // Three alternatives and doing nothing. The second is best of all, with a mean of 2. In the first state the third one
  // is chosen, 9 better; in the second state none but it; in the last one the first, 1 better.
  std::vector<double> x;
  columns figures(3);
  for (const auto& [state, first, second, third] :
       std::vector<std::array<double, 4>>{{0, 1, -4, 5}, {1, -2, 5, -30}, {2, 6, 5, 1}}) {
    for (int four = 0; four < 4; ++four) {
      x.push_back(state);
      figures[0].push_back(first);
      figures[1].push_back(second);
      figures[2].push_back(third);
    }
  }
  const auto found = knowing(x, {1, 2}, figures, true);
  // Gains 9, 0 and 1, four times each.
  CHECK(found.value == doctest::Approx(10.0 / 3).epsilon(1e-15));
  CHECK(found.standard_error == doctest::Approx(std::sqrt((4 * 82 - 12 * 100.0 / 9) / 11 / 12)).epsilon(1e-14));
  CHECK(perfect(figures, true).of_everything.standard_error == doctest::Approx(found.standard_error).epsilon(1e-14));
}

TEST_CASE("information: nothing is worth knowing when one alternative is always best") {
  const auto x = normals(5000, 0, 1);
  columns figures(3);
  for (const double z : x) {
    figures[0].push_back(z);
    figures[1].push_back(z + 0.25);
    figures[2].push_back(z - 1);
  }
  const auto all = perfect(figures, false);
  CHECK(all.best.value() == 1);
  CHECK(all.of_everything.value == 0);
  CHECK(all.of_everything.standard_error == 0);
  const auto one = knowing(x, normal_thresholds(), figures, false);
  CHECK(one.value == 0);
  CHECK(one.standard_error == 0);
  // Equals: any choice between them is as good.
  const auto same = knowing(x, normal_thresholds(), {figures[1], figures[1]}, false);
  CHECK(same.value == 0);
  CHECK(same.standard_error == 0);
  CHECK(knowing(x, normal_thresholds(), figures, true).value > 0.1);
}

TEST_CASE("information: the same however the draws are cut") {
  const std::size_t n = 3001;
  const auto x = normals(n, 0, 2);
  const auto y = normals(n, 1, 2);
  const auto whole = knowing(x, normal_thresholds(), {x, y}, true);
  for (const std::size_t length : {1U, 7U, 256U, 1000U}) {
    factor_information factor(normal_thresholds(), 2, true);
    for (std::size_t from = 0; from < n; from += length) {
      const std::size_t count = (std::min)(length, n - from);
      const std::vector<std::span<const double>> part{std::span(x).subspan(from, count),
                                                      std::span(y).subspan(from, count)};
      factor.add(part[0], part);
    }
    CHECK(factor.value().value == whole.value);
    CHECK(factor.value().standard_error == whole.standard_error);
  }
}

TEST_CASE("information: two normal factors, in closed form") {
  // f = m + a x + b y: everything has the loss at √(a² + b²), x at a, y at b.
  const std::size_t n = 200'000;
  const auto x = normals(n, 0, 3);
  const auto y = normals(n, 1, 3);
  const double a = 3;
  const double b = 1.5;
  for (const double m : {0.0, 0.5, -2.0}) {
    CAPTURE(m);
    std::vector<double> f(n);
    for (std::size_t i = 0; i < n; ++i) f[i] = m + a * x[i] + b * y[i];
    const auto everything = perfect({f}, true).of_everything;
    const auto check = [&](const information_value& found, double expected) {
      // Less than 5 % of the largest one; and what 64 bins lose.
      CHECK(found.standard_error < 0.05 * everything.value);
      CHECK(std::abs(found.value - expected) <= 4 * found.standard_error + 2e-4 * a);
      CHECK(found.value <= everything.value);
    };
    check(everything, normal_loss(m, std::hypot(a, b)));
    check(knowing(x, normal_thresholds(), {f}, true), normal_loss(m, a));
    check(knowing(y, normal_thresholds(), {f}, true), normal_loss(m, b));
  }
  // Between two alternatives without doing nothing only their difference counts, and y is in both.
  columns two(2, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    two[0][i] = 1000 + y[i] + x[i];
    two[1][i] = 1000 + y[i] - x[i] / 2 - 0.4;
  }
  const auto of_x = knowing(x, normal_thresholds(), two, false);
  CHECK(std::abs(of_x.value - normal_loss(0.4, 1.5)) <= 4 * of_x.standard_error + 1e-4);
  CHECK(of_x.standard_error < 0.01);
  const auto of_y = knowing(y, normal_thresholds(), two, false);
  CHECK(std::abs(of_y.value) <= 4 * of_y.standard_error + 1e-4);
}

TEST_CASE("information: bins lose no more than they are said to") {
  // Evenly spread x in place of random numbers, each twice so that both halves are the same.
  const boost::math::normal_distribution<> unit;
  std::vector<double> x;
  const int points = 64 * 256;
  for (int i = 0; i < points; ++i) {
    const double z = boost::math::quantile(unit, (i + 0.5) / points);
    x.push_back(z);
    x.push_back(z);
  }
  double largest = 0;
  for (const double m : {0.0, 0.01, 0.02, 0.1, 0.33, 0.5, 1.0, 1.6, 2.3, 2.45, 2.5, 2.6}) {
    std::vector<double> f = x;
    for (double& z : f) z += m;
    const double lost = perfect({f}, true).of_everything.value - knowing(x, normal_thresholds(), {f}, true).value;
    CHECK(lost >= -1e-15);
    CHECK(lost <= (m <= 1 ? 1e-4 : 2e-3));
    largest = (std::max)(largest, lost);
    CHECK(perfect({f}, true).of_everything.value == doctest::Approx(normal_loss(m, 1)).epsilon(2e-3));
  }
  CHECK(largest > 1e-3);  // they do lose
}

TEST_CASE("information: a factor without influence is worth nothing, and never seems to be") {
  // 32 draws in a bin: its mean has a deviation of 0.18, and the highest of noisy means would promise 0.07.
  const std::size_t n = 2048;
  const int trials = 100;
  double sum = 0;
  double squares = 0;
  int within = 0;
  for (std::uint64_t seed = 0; seed < static_cast<std::uint64_t>(trials); ++seed) {
    const auto x = normals(n, 0, 100 + seed);
    const auto f = normals(n, 1, 100 + seed);
    const auto found = knowing(x, normal_thresholds(), {f}, true);
    sum += found.value;
    squares += found.value * found.value;
    if (std::abs(found.value) <= 2 * found.standard_error) ++within;
  }
  const double mean = sum / trials;
  const double error = std::sqrt((squares / trials - mean * mean) / trials);
  CHECK(mean <= 3 * error);
  CHECK(error < 0.005);
  CHECK(mean > -0.02);
  CHECK(within >= 80);
}

TEST_CASE("information: the peers' normal decisions") {
  const auto cases = csv::read_cases("evpi_normal.csv");
  const auto random = normals(400'000, 0, 5);
  const boost::math::normal_distribution<> unit;
  std::vector<double> even;
  for (int i = 0; i < 100'000; ++i) even.push_back(boost::math::quantile(unit, (i + 0.5) / 100'000));
  peers::tally all("evpi_normal.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const double mean = number(row["mean"]);
    const double deviation = number(row["sd"]);
    const double price = number(row["price"]);
    const double cost = number(row["cost"]);
    const auto decide = [&](const std::vector<double>& z) {
      std::vector<double> f(z.size());
      for (std::size_t i = 0; i < z.size(); ++i) f[i] = price * (mean + deviation * z[i]) - cost;
      return perfect({f}, true);
    };
    const double enb = number(row["enb"]);
    const double evpi = number(row["evpi"]);
    CHECK(normal_loss(enb, price * deviation) == doctest::Approx(evpi).epsilon(1e-12));
    CHECK(evpi == (std::min)(number(row["el_pa"]), number(row["el_sq"])));
    const auto found = decide(random);
    CHECK(std::abs(found.of_everything.value - evpi) <= 4 * found.of_everything.standard_error);
    CHECK(found.of_everything.standard_error < 0.1 * evpi);
    // Without chance, to what evenly spread points give.
    const auto exact = decide(even);
    CHECK(exact.of_everything.value == doctest::Approx(evpi).epsilon(2e-3));
    CHECK(exact.best.has_value() == (enb > 1e-9));
    CHECK(exact.expected == doctest::Approx((std::max)(enb, 0.0)).epsilon(1e-9));
    all.row(row["source"]);
  }
  all.close(cases, {{"decsup", 1}, {"derived", 6}});
}

TEST_CASE("information: the peers' decision tables") {
  const auto cases = csv::read_cases("evpi_discrete.csv");
  std::map<std::string, int> compared;
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    // Ten draws in the proportions of the probabilities, each twice: both halves have the same.
    const auto probabilities = numbers(row["probabilities"]);
    std::vector<double> states;
    std::vector<std::size_t> of_state;
    for (std::size_t s = 0; s < probabilities.size(); ++s) {
      for (long i = 0; i < 2 * std::lround(10 * probabilities[s]); ++i) {
        states.push_back(static_cast<double>(s));
        of_state.push_back(s);
      }
    }
    REQUIRE(states.size() == 20);
    columns figures;
    std::string_view left = row["payoffs"];
    while (!left.empty()) {
      const auto bar = (std::min)(left.find('|'), left.size());
      const auto payoffs = numbers(left.substr(0, bar));
      left.remove_prefix((std::min)(bar + 1, left.size()));
      REQUIRE(payoffs.size() == probabilities.size());
      figures.emplace_back();
      for (const std::size_t s : of_state) figures.back().push_back(payoffs[s]);
    }
    const auto found = perfect(figures, false);
    const double evpi = found.of_everything.value;
    std::vector<double> thresholds;
    for (std::size_t s = 1; s < probabilities.size(); ++s) thresholds.push_back(static_cast<double>(s));
    CHECK(knowing(states, thresholds, figures, false).value == doctest::Approx(evpi).epsilon(1e-14));
    const std::string& kind = row["kind"];
    double given = std::nan("");
    if (kind.starts_with("emv_") && kind != "emv_max") {
      given = perfect({figures.at(static_cast<std::size_t>(number(kind.substr(4))))}, false).expected;
      ++compared["emv"];
    } else if (kind == "emv_max") {
      given = found.expected;
      ++compared[kind];
    } else if (kind == "evwpi") {
      given = found.expected + evpi;
      ++compared[kind];
    } else if (kind == "evpi") {
      given = evpi;
      ++compared[kind];
    }
    CHECK(std::abs(given - number(row["reference"])) <= 1e-9);
    CHECK(std::abs(given - number(row["expected"])) <= number(row["tol"]));
  }
  const std::map<std::string, int> in_the_file{{"emv", 7}, {"emv_max", 2}, {"evwpi", 3}, {"evpi", 4}};
  if (!cases.absent()) CHECK(compared == in_the_file);
}
