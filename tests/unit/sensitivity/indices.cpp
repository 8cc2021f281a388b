// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/indices.hpp>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <numbers>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "csv.hpp"
#include "draws.hpp"
#include "sensitivity/jackknife.hpp"
#include "unit/flow/peers.hpp"

using namespace nytta;
using peers::number;
using peers::numbers;

namespace {

/// A model of one draw, made one of blocks.
template <class Function>
auto by_draws(std::size_t factors, const Function& function) {
  return [factors, function](const double* const* inputs, std::size_t count, double* out) {
    std::vector<double> x(factors);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < factors; ++j) x[j] = inputs[j][i];
      out[i] = function(x);
    }
  };
}

/// Ishigami & Homma (1990) with a = 7 and b = 0.1; uniform numbers from 0 to 1 stand for −π … π.
double ishigami(const std::vector<double>& x) {
  const auto angle = [&](std::size_t j) { return std::numbers::pi * (2 * x[j] - 1); };
  const double second = std::sin(angle(1));
  return std::sin(angle(0)) * (1 + 0.1 * std::pow(angle(2), 4)) + 7 * second * second;
}

double standard_error(const estimate& e) { return (e.high - e.low) / 2 / student_quantile; }

/// Within four standard errors, which are small enough to tell a right value from a wrong one.
void check_near(const estimate& e, double expected, double widest) {
  CHECK(standard_error(e) < widest);
  CHECK(std::abs(e.value - expected) <= 4 * standard_error(e));
}

sobol_result ishigami_indices(std::size_t draws, std::uint64_t seed) {
  return sobol_indices(by_draws(3, ishigami), draws::uniform_source(3, seed), 3, draws);
}

struct known_index {
  double first;
  double total;
};

/// V1 = (1 + b π⁴/5)²/2, V2 = a²/8, V13 = b² π⁸ (1/18 − 1/50); all of the others 0.
std::vector<known_index> ishigami_known() {
  const double pi4 = std::pow(std::numbers::pi, 4);
  const double v1 = std::pow(1 + 0.1 * pi4 / 5, 2) / 2;
  const double v2 = 49.0 / 8;
  const double v13 = 0.01 * pi4 * pi4 * (1.0 / 18 - 1.0 / 50);
  const double v = v1 + v2 + v13;
  return {{v1 / v, (v1 + v13) / v}, {v2 / v, v2 / v}, {0, v13 / v}};
}

}  // namespace

TEST_CASE("indices: Ishigami's function, in closed form") {
  const auto known = ishigami_known();
  CHECK(known[0].first == doctest::Approx(0.3139).epsilon(1e-4));
  CHECK(known[0].total == doctest::Approx(0.5576).epsilon(1e-4));
  const auto found = ishigami_indices(1U << 14U, 1);
  CHECK(found.state == status::ok);
  CHECK(found.draws == 16384);
  check_near(found.mean, 3.5, 0.05);
  check_near(found.variance, 13.844587940719, 0.25);
  REQUIRE(found.factors.size() == 3);
  for (std::size_t j = 0; j < 3; ++j) {
    check_near(found.factors[j].first, known[j].first, 0.012);
    check_near(found.factors[j].total, known[j].total, 0.012);
  }
}

TEST_CASE("indices: intervals hold what they promise") {
  const auto known = ishigami_known();
  const int trials = 150;
  int covered = 0;
  for (int seed = 0; seed < trials; ++seed) {
    const auto found = ishigami_indices(1024, 1000 + static_cast<std::uint64_t>(seed));
    for (std::size_t j = 0; j < 3; ++j) {
      const auto holds = [](const estimate& e, double x) { return e.low <= x && x <= e.high ? 1 : 0; };
      covered += holds(found.factors[j].first, known[j].first) + holds(found.factors[j].total, known[j].total);
    }
  }
  // 95 % of 900, which are not independent within a trial; 3 % either way is four standard errors of 150 to 900 trials.
  CHECK(covered > 0.92 * 6 * trials);
  CHECK(covered < 0.98 * 6 * trials);
  CHECK(student_quantile == doctest::Approx(boost::math::quantile(boost::math::students_t(31), 0.975)).epsilon(1e-15));
}

TEST_CASE("indices: never outside 0 … 1 without the interval saying so") {
  int outside = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto found = ishigami_indices(96, 500 + seed);
    CHECK(found.draws == 96);
    for (const sobol_index& index : found.factors) {
      for (const estimate& e : {index.first, index.total}) {
        CHECK(e.low <= 1);
        CHECK(e.high >= 0);
        CHECK(e.low <= e.value);
        CHECK(e.value <= e.high);
        if (e.value < 0 || e.value > 1) ++outside;
      }
    }
  }
  CHECK(outside > 0);  // reported as estimated, and not clipped
  const estimate below = reaching_shares({-0.3, -0.4, -0.2});
  CHECK(below.value == -0.3);
  CHECK(below.high == 0);
  CHECK(reaching_shares({1.3, 1.2, 1.4}).low == 1);
}

TEST_CASE("indices: a factor without effect has none at all, and one that decides everything has it all") {
  const auto one_of_two = by_draws(2, [](const std::vector<double>& x) { return 1e6 + 1e3 * std::exp(3 * x[0]); });
  const auto found = sobol_indices(one_of_two, draws::uniform_source(2, 3), 2, 2048);
  REQUIRE(found.factors.size() == 2);
  for (const estimate& e : {found.factors[1].first, found.factors[1].total}) {
    CHECK(e.value == 0);
    CHECK(e.low == 0);
    CHECK(e.high == 0);
  }
  // Saltelli's estimator has a standard error of 0.02 here.
  check_near(found.factors[0].first, 1, 0.003);
  check_near(found.factors[0].total, 1, 0.003);
  CHECK(std::abs(found.factors[0].first.value - 1) < 0.005);
}

TEST_CASE("indices: a figure that does not vary, or does not always exist, has none") {
  const auto source = draws::uniform_source(2, 4);
  const auto constant = sobol_indices(by_draws(2, [](const std::vector<double>&) { return 0.1; }), source, 2, 640);
  CHECK(constant.state == status::none);
  CHECK(constant.mean.value == doctest::Approx(0.1).epsilon(1e-15));
  CHECK(constant.variance.value == 0);
  CHECK(constant.factors.empty());
  const auto noise = by_draws(2, [](const std::vector<double>& x) { return 1e9 + x[0] * 1e-8; });
  CHECK(sobol_indices(noise, source, 2, 640).state == status::none);
  const auto never = by_draws(2, [](const std::vector<double>& x) { return x[0] < 0.99 ? x[1] : std::nan(""); });
  const auto undefined = sobol_indices(never, source, 2, 640);
  CHECK(undefined.state == status::undefined);
  CHECK(undefined.factors.empty());
  CHECK(undefined.mean.high == 0);
  CHECK_THROWS_AS((void)sobol_indices(never, source, 0, 640), std::invalid_argument);
  CHECK_THROWS_AS((void)sobol_indices(never, source, 2, 63), std::invalid_argument);
}

TEST_CASE("indices: a rare event in a few draws has wide intervals, and still numbers") {
  const auto rare = by_draws(2, [](const std::vector<double>& x) { return x[0] < 0.01 ? 1.0 : 0.0; });
  int seen = 0;
  int never = 0;
  int anywhere = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto found = sobol_indices(rare, draws::uniform_source(2, seed), 2, 64);
    if (found.state == status::none) {
      ++never;
      continue;
    }
    ++seen;
    for (const sobol_index& index : found.factors) {
      for (const estimate& e : {index.first, index.total}) {
        CHECK(std::isfinite(e.value));
        CHECK(std::isfinite(e.low));
        CHECK(std::isfinite(e.high));
        if (e.low <= 0 && e.high >= 1) ++anywhere;
      }
    }
  }
  CHECK(seen > 40);
  CHECK(never > 10);
  CHECK(anywhere > 10);
}

TEST_CASE("indices: what the source and the model are asked for") {
  std::set<std::uint32_t> streams;
  std::uint64_t last_block = 0;
  std::size_t most = 0;
  std::size_t evaluations = 0;
  const auto random = draws::uniform_source(2, 5);
  const auto source = [&](std::uint32_t stream, std::uint64_t block, double* out) {
    streams.insert(stream);
    last_block = (std::max)(last_block, block);
    random(stream, block, out);
  };
  const auto product = [&](const double* const* inputs, std::size_t count, double* out) {
    most = (std::max)(most, count);
    evaluations += count;
    for (std::size_t i = 0; i < count; ++i) out[i] = inputs[0][i] * inputs[1][i];
  };
  const auto found = sobol_indices(product, source, 2, 10'000);
  CHECK(found.draws == 10'016);  // 32 groups of 313
  CHECK(evaluations == 4 * 10'016);
  CHECK(streams.size() == 64);
  CHECK(*streams.rbegin() == 63);
  CHECK(last_block == 1);
  CHECK(most == 256);
  // E x y = 1/4; S = (1/12 · 1/4) / (1/9 − 1/16) = 3/7, and the total 4/7.
  check_near(found.mean, 0.25, 0.005);
  check_near(found.variance, 7.0 / 144, 0.002);
  check_near(found.factors[0].first, 3.0 / 7, 0.02);
  check_near(found.factors[1].total, 4.0 / 7, 0.02);
}

// --- The peers' models

namespace {

/// "a=78 12 0.5 alpha=1 2 15" → {a: 78 12 0.5, alpha: 1 2 15}; words without numbers are left out.
std::map<std::string, std::vector<double>> parameters(const std::string& text) {
  std::map<std::string, std::vector<double>> out;
  std::string name;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t space = (std::min)(text.find(' ', at), text.size());
    std::string word = text.substr(at, space - at);
    at = space + 1;
    if (const auto equals = word.find('='); equals != std::string::npos) {
      name = word.substr(0, equals);
      word.erase(0, equals + 1);
    }
    if (!word.empty() && word.find_first_not_of("0123456789.") == std::string::npos) out[name].push_back(number(word));
  }
  return out;
}

/// Sobol's g, and Saltelli's g* with its shifts and curvatures.
double sobol_g(const std::vector<double>& x, const std::map<std::string, std::vector<double>>& by) {
  const auto& a = by.at("a");
  double product = 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto of = [&](const char* name, double otherwise) {
      const auto found = by.find(name);
      return found == by.end() ? otherwise : found->second[(std::min)(i, found->second.size() - 1)];
    };
    const double alpha = of("alpha", 1);
    const double shifted = x[i] + of("delta", 0);
    const double bent = std::pow(std::abs(2 * (shifted - std::floor(shifted)) - 1), alpha);
    product *= ((1 + alpha) * bent + a[i]) / (1 + a[i]);
  }
  return product;
}

sobol_result oakley_indices(std::size_t draws) {
  std::ifstream file(std::filesystem::path(NYTTA_CASES) / "oakley2004.json");
  const auto json = nlohmann::json::parse(file);
  const auto read = [](const nlohmann::json& list) {
    std::vector<double> out;
    for (const auto& text : list) out.push_back(number(text.get<std::string>()));
    return out;
  };
  const auto a1 = read(json.at("a1"));
  const auto a2 = read(json.at("a2"));
  const auto a3 = read(json.at("a3"));
  std::vector<std::vector<double>> m;
  for (const auto& row : json.at("M")) m.push_back(read(row));
  const auto model = by_draws(15, [&](const std::vector<double>& x) {
    double y = 0;
    for (std::size_t i = 0; i < 15; ++i) {
      double row = 0;
      for (std::size_t j = 0; j < 15; ++j) row += m[i][j] * x[j];
      y += x[i] * (a1[i] + row) + a2[i] * std::sin(x[i]) + a3[i] * std::cos(x[i]);
    }
    return y;
  });
  return sobol_indices(model, draws::normal_source(15, 6), 15, draws);
}

/// Deflection of a beam: E, F, L, I as in OpenTURNS' use case.
sobol_result cantilever_indices(std::size_t draws) {
  const boost::math::beta_distribution<> e(0.9, 3.5);
  const boost::math::beta_distribution<> i(2.5, 4);
  const double sigma = std::sqrt(std::log(1 + 0.01));
  const auto source = [&](std::uint32_t stream, std::uint64_t block, double* out) {
    draws::generator random(7, stream, block);
    for (std::size_t n = 0; n < 256; ++n) {
      out[n] = 65e9 + 10e9 * boost::math::quantile(e, random.uniform());
      out[256 + n] = 300 * std::exp(sigma * random.normal() - sigma * sigma / 2);
      out[512 + n] = 2.5 + 0.1 * random.uniform();
      out[768 + n] = 1.3e-7 + 0.4e-7 * boost::math::quantile(i, random.uniform());
    }
  };
  const auto model =
      by_draws(4, [](const std::vector<double>& x) { return x[1] * x[2] * x[2] * x[2] / (3 * x[0] * x[3]); });
  return sobol_indices(model, source, 4, draws);
}

sobol_result indices_of(const std::string& model, const std::string& how) {
  if (model == "ishigami") return ishigami_indices(1U << 14U, 8);
  if (model == "oakley2004") return oakley_indices(1U << 13U);
  if (model == "cantilever") return cantilever_indices(1U << 13U);
  const auto by = parameters(how);
  if (model == "linear") {
    const auto& weights = by.at("coef");
    const auto sum = by_draws(weights.size(), [&](const std::vector<double>& x) {
      double y = 0;
      for (std::size_t j = 0; j < x.size(); ++j) y += weights[j] * x[j];
      return y;
    });
    return sobol_indices(sum, draws::uniform_source(weights.size(), 9), weights.size(), 1U << 14U);
  }
  const std::size_t factors = by.at("a").size();
  const auto g = by_draws(factors, [&](const std::vector<double>& x) { return sobol_g(x, by); });
  return sobol_indices(g, draws::uniform_source(factors, 10), factors, 1U << 15U);
}

/// A factor's place: its number, or its letter in the beam.
std::size_t place(const std::string& name) {
  if (name.starts_with("_")) return std::string("EFLI").find(name.at(1));
  return static_cast<std::size_t>(number(name)) - 1;
}

}  // namespace

TEST_CASE("indices: the peers' models") {
  const auto cases = csv::read_cases("sobol_analytic.csv");
  std::map<std::string, sobol_result> found;
  std::map<std::string, int> compared;
  int interactions = 0;  // of named factors with each other: not ours
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const std::string& model = row["model"];
    const std::string& what = row["quantity"];
    const double reference = number(row["reference"]);
    const double expected = number(row["expected"]);
    if (what == "f(0,...,0)") {  // the model that the test has, not an index
      const auto by = parameters(row["params"]);
      CHECK(std::abs(sobol_g(std::vector<double>(by.at("a").size()), by) - reference) < 1e-8);
      ++compared["value"];
      continue;
    }
    if (model == "ishigami" && what.starts_with("S") && what.find_first_not_of("123", 1) == what.npos &&
        what.size() > 2) {
      ++interactions;
      continue;
    }
    const std::string key = model + ' ' + row["params"];
    if (!found.contains(key)) found.emplace(key, indices_of(model, row["params"]));
    const sobol_result& result = found.at(key);
    REQUIRE(result.state == status::ok);
    const auto check = [&](const estimate& e, double widest) {
      check_near(e, reference, widest);
      CHECK(std::abs(e.value - expected) <= number(row["tol"]) + 4 * standard_error(e));
    };
    if (what == "mean") {
      check(result.mean, 0.01 * reference);
      ++compared["mean"];
    } else if (what == "variance") {
      check(result.variance, 0.04 * reference);
      ++compared["variance"];
    } else if (what.starts_with("ST")) {
      check(result.factors.at(place(what.substr(2))).total, 0.015);
      ++compared["total"];
    } else if (what.starts_with("S")) {
      check(result.factors.at(place(what.substr(1))).first, 0.015);
      ++compared["first"];
    } else {
      REQUIRE(what.starts_with("V"));  // the first order before it is divided by the variance
      const estimate& first = result.factors.at(place(what.substr(1))).first;
      const double error =
          result.variance.value * standard_error(first) + first.value * standard_error(result.variance);
      CHECK(error < 0.05 * result.variance.value);
      CHECK(std::abs(first.value * result.variance.value - reference) <= 4 * std::abs(error));
      ++compared["partial variance"];
    }
  }
  if (!cases.absent()) {
    const std::map<std::string, int> in_the_file{{"first", 56}, {"total", 42},   {"partial variance", 12},
                                                 {"mean", 2},   {"variance", 3}, {"value", 2}};
    CHECK(compared == in_the_file);
    CHECK(interactions == 4);
    CHECK(cases.size() == 121);
  }
}
