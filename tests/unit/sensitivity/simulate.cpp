// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/what_if.hpp>
#include <nytta/sensitivity/draw_plan.hpp>
#include <nytta/sensitivity/simulate.hpp>

#include <boost/math/distributions/normal.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "unit/appraisal/claims.hpp"

// Simulation of whole cases against closed forms. Tolerances are four standard errors of what is estimated, so that a
// right program fails one seed in sixteen thousand; the seed is fixed.

using namespace claims;

namespace {

const boost::math::normal_distribution<double> standard_normal;
constexpr double z90 = 1.2815515655446004;  // the 90 % quantile of the standard normal distribution

factor_claim ranged(std::string id, std::string_view low, std::string_view likely_value, std::string_view high,
                    distribution shape = distribution::pert, range_meaning meaning = range_meaning::min_max) {
  factor_claim f = likely(std::move(id), likely_value);
  f.range = value_range{amount_of(low), amount_of(high), shape, meaning, place{"case.toml", 7, 1, {}}};
  return f;
}
factor_claim normal(std::string id, std::string_view low, std::string_view middle, std::string_view high) {
  return ranged(std::move(id), low, middle, high, distribution::normal, range_meaning::p10_p90);
}

/// One year, no rate: the net present value is benefits less costs.
initiative one_year() { return of_one_stakeholder(2025, 1, "0", timing::start); }

constexpr auto nobody_stops = [](double /*share*/) { return false; };

/// A request, and the figure that it is for.
struct figure_request : simulation_request {
  std::string figure = "net_present_value";
};

simulation simulated(const initiative& claim, const figure_request& asked, const method& rules = plain_method()) {
  const appraisal a = appraised(claim, rules);
  const auto uncertain = uncertainty_of(claim, a, asked.figure);
  for (const auto& d : uncertain.error()) MESSAGE(std::string(d.code) << ": " << text(d, language::en));
  REQUIRE(uncertain.has_value());
  return simulator(claim, a, *uncertain).run(asked, nobody_stops);
}

figure_request draws(std::uint64_t count, std::string figure = "net_present_value") {
  figure_request r;
  r.draws = count;
  r.figure = std::move(figure);
  return r;
}

std::vector<std::string> refused(const initiative& claim, std::string* advice_of_first = nullptr) {
  const appraisal a = appraised(claim, plain_method());
  const auto uncertain = uncertainty_of(claim, a, "net_present_value");
  std::vector<std::string> out;
  for (const auto& d : uncertain.error()) out.push_back(to_string(d.where) + " " + std::string(d.code));
  if (advice_of_first != nullptr && !uncertain.error().empty()) {
    *advice_of_first = advice(uncertain.error().front(), language::en);
  }
  return out;
}

bool same(const simulation& a, const simulation& b) {
  if (a.draws != b.draws || a.alternatives.size() != b.alternatives.size()) return false;
  for (std::size_t i = 0; i < a.alternatives.size(); ++i) {
    const auto& x = a.alternatives[i];
    const auto& y = b.alternatives[i];
    if (x.quantiles != y.quantiles || x.statistics->mean != y.statistics->mean ||
        x.controlled->mean != y.controlled->mean || x.controlled->standard_error != y.controlled->standard_error ||
        x.shortfall != y.shortfall || x.positive->value != y.positive->value) {
      return false;
    }
  }
  return true;
}

}  // namespace

// a ~ N(100, s), b ~ N(50, t), s = 20 / z90, t = 10 / z90; the scores' correlation is r = 2 sin(π 0.5 / 6) = 0.517638.
// a + b is normal with the variance s² + t² + 2 r s t.
TEST_CASE("simulate: a sum of correlated normals") {
  initiative claim = one_year();
  claim.factors = {normal("a", "80 kr/år", "100 kr/år", "120 kr/år"), normal("b", "40 kr/år", "50 kr/år", "60 kr/år")};
  claim.effects = {effect(effect_side::benefit, "x", "a + b", "cash"),
                   effect(effect_side::cost, "y", "140 kr/år", "cash")};
  claim.correlations = {{"a", "b", decimal::of(5, 1), {}}};
  constexpr double n = 200'000;
  const auto s = simulated(claim, draws(200'000));
  const auto& f = s.alternatives[0];
  const double sa = 20 / z90;
  const double sb = 10 / z90;
  const double sd = std::sqrt(sa * sa + sb * sb + 2 * 0.51763809020504148 * sa * sb);
  CHECK(s.correlated);
  CHECK(std::abs(f.statistics->mean - 10) < 4 * sd / std::sqrt(n));
  CHECK(std::abs(*f.statistics->standard_deviation - sd) < 4 * sd / std::sqrt(2 * n));
  CHECK(std::abs(*f.exact.mean - 10) < 1e-9);
  CHECK(std::abs(*f.exact.standard_deviation - sd) < 1e-9 * sd);
  for (std::size_t i = 0; i < simulated_quantiles.size(); ++i) {
    const double p = simulated_quantiles[i];
    const double z = boost::math::quantile(standard_normal, p);
    const double error = std::sqrt(p * (1 - p) / n) / boost::math::pdf(standard_normal, z) * sd;
    INFO("quantile " << p);
    CHECK(std::abs(f.quantiles[i] - (10 + z * sd)) < 4 * error);
  }
  const double above = boost::math::cdf(standard_normal, 10 / sd);
  CHECK(std::abs(f.positive->value - above) < 4 * f.positive->standard_error);
  CHECK(f.positive->standard_error == doctest::Approx(std::sqrt(above * (1 - above) / n)).epsilon(0.02));
  // The mean of the worst 5 % of a normal: m − s φ(z05) / 0.05.
  const double z05 = boost::math::quantile(standard_normal, 0.05);
  const double shortfall = 10 - sd * boost::math::pdf(standard_normal, z05) / 0.05;
  CHECK(std::abs(*f.shortfall - shortfall) < 0.02 * sd);
  // All of it is linear: nothing is left to estimate.
  CHECK(std::abs(f.controlled->mean - 10) < 1e-9);
  CHECK(f.controlled->standard_error < 1e-6 * sd);
}

// ln a ~ N(m, s): p10 = e^(m − z90 s), p90 = e^(m + z90 s). The product of two such is lognormal with the sums.
TEST_CASE("simulate: a product of lognormals") {
  initiative claim = one_year();
  const auto log_normal = [](std::string id, std::string_view low, std::string_view middle, std::string_view high) {
    return ranged(std::move(id), low, middle, high, distribution::lognormal, range_meaning::p10_p90);
  };
  claim.factors = {log_normal("a", "10 st/år", "20 st/år", "40 st/år"),
                   log_normal("b", "5 kr/st", "15 kr/st", "45 kr/st")};
  claim.effects = {effect(effect_side::benefit, "x", "a * b", "cash")};
  constexpr double n = 200'000;
  const auto s = simulated(claim, draws(200'000));
  const auto& f = s.alternatives[0];
  const double m = std::log(20.0) + std::log(15.0);
  const double sa = std::log(2.0) / z90;
  const double sb = std::log(3.0) / z90;
  const double spread = std::sqrt(sa * sa + sb * sb);
  const double mean = std::exp(m + spread * spread / 2);
  const double sd = mean * std::sqrt(std::exp(spread * spread) - 1);
  CHECK(std::abs(*f.exact.mean / mean - 1) < 1e-11);
  CHECK(std::abs(*f.exact.standard_deviation / sd - 1) < 1e-11);
  CHECK(std::abs(f.statistics->mean - mean) < 4 * sd / std::sqrt(n));
  CHECK(f.controlled->standard_error < 0.6 * *f.standard_error);
  CHECK(std::abs(f.controlled->mean - mean) < 4 * f.controlled->standard_error);
  for (std::size_t i = 0; i < simulated_quantiles.size(); ++i) {
    const double p = simulated_quantiles[i];
    const double z = boost::math::quantile(standard_normal, p);
    const double expected = std::exp(m + z * spread);
    const double error = std::sqrt(p * (1 - p) / n) / boost::math::pdf(standard_normal, z) * spread * expected;
    INFO("quantile " << p);
    CHECK(std::abs(f.quantiles[i] - expected) < 4 * error);
  }
}

// 10 × a − b over 2 years at 0 %, a PERT 1, 2, 6 and b triangular 3, 4, 8. PERT: mean (1 + 8 + 6)/6 = 2.5 and, with
// α = 1 + 4/5 = 1.8 and β = 4.2, variance 25 αβ/((α + β)²(α + β + 1)) = 25 × 7.56/(36 × 7) = 0.75. Triangular: mean 5,
// variance (9 + 16 + 64 − 12 − 24 − 32)/18 = 21/18. Twice each: mean 2 (25 − 5) = 40, variance 4 (75 + 21/18).
TEST_CASE("simulate: the closed form of a linear figure, and what is drawn for one factor used twice") {
  initiative claim = of_one_stakeholder(2025, 2, "0", timing::start);
  claim.factors = {ranged("a", "1 kr/år", "2 kr/år", "6 kr/år"),
                   ranged("b", "3 kr/år", "4 kr/år", "8 kr/år", distribution::triangular)};
  claim.effects = {effect(effect_side::benefit, "x", "4 * a", "cash"),
                   effect(effect_side::benefit, "y", "6 * a", "cash"), effect(effect_side::cost, "z", "b", "cash")};
  const auto s = simulated(claim, draws(100'000));
  const auto& f = s.alternatives[0];
  const double sd = std::sqrt(4 * (75 + 21.0 / 18));
  CHECK(std::abs(*f.exact.mean - 40) < 1e-10);
  CHECK(std::abs(*f.exact.standard_deviation - sd) < 1e-10);
  CHECK(std::abs(f.statistics->mean - 40) < 4 * sd / std::sqrt(100'000.0));
  CHECK(f.quantiles.front() > 2 * (10 - 8));
  CHECK(f.quantiles.back() < 2 * (60 - 3));
  CHECK(*f.likely == 32);  // 2 × (20 − 4)
}

// a² with a uniform on 1 … 3: mean 13/3, mean of a⁴ 121/5, so the variance is 121/5 − 169/9 = 244/45.
TEST_CASE("simulate: the closed form of a square") {
  initiative claim = one_year();
  claim.factors = {ranged("a", "1", "2", "3", distribution::uniform)};
  claim.effects = {effect(effect_side::benefit, "x", "a * a * 1 kr/år", "cash")};
  const auto f = simulated(claim, draws(1000)).alternatives[0];
  CHECK(std::abs(*f.exact.mean - 13.0 / 3) < 1e-12);
  CHECK(std::abs(*f.exact.standard_deviation - std::sqrt(244.0 / 45)) < 1e-11);
}

// Low and high of a factor by year are shares of it: 10 and 20 kr, both times the same uniform number from 0.5 to 1.5.
TEST_CASE("simulate: a factor by year moves all its years together") {
  initiative claim = of_one_stakeholder(2025, 2, "0", timing::start);
  factor_claim f;
  f.id = "p";
  f.by_year = {{2025, amount_of("10 kr/år"), {}}, {2026, amount_of("20 kr/år"), {}}};
  f.range = value_range{amount_of("50 %"), amount_of("150 %"), distribution::uniform, range_meaning::min_max, {}};
  claim.factors = {f};
  claim.effects = {effect(effect_side::benefit, "x", "p", "cash")};
  const auto s = simulated(claim, draws(100'000)).alternatives[0];
  CHECK(std::abs(*s.exact.mean - 30) < 1e-12);
  CHECK(std::abs(*s.exact.standard_deviation - 30 / std::sqrt(12.0)) < 1e-12);
  CHECK(s.quantiles.front() > 15);
  CHECK(s.quantiles.front() < 15.5);  // 15.3
  CHECK(std::abs(s.statistics->mean - 30) < 4 * 8.66 / std::sqrt(100'000.0));
}

// The growth of a rate is no polynomial: 1 kr in each of two years at the end, at a rate uniform on 0 … 10 %. The mean
// of 1/(1 + r) is 10 ln 1.1, of 1/(1 + r)² is 10 (1 − 1/1.1).
TEST_CASE("simulate: an uncertain rate") {
  initiative claim = of_one_stakeholder(2025, 2, "0", timing::end);
  claim.factors = {ranged("r", "0 %", "5 %", "10 %", distribution::uniform)};
  claim.calculation.rate->parts[0].rate = {decimal(0), "r", {}};
  claim.effects = {effect(effect_side::benefit, "x", "1 kr/år", "cash")};
  const double mean = 10 * std::log(1.1) + 10 * (1 - 1 / 1.1);
  figure_request even = draws(std::uint64_t{16} * 256);
  even.how = sampling::quasi;
  const auto f = simulated(claim, even).alternatives[0];
  CHECK_FALSE(f.exact.mean.has_value());
  CHECK(*f.standard_error > 0);
  CHECK(*f.standard_error < 2e-5);  // 4096 random draws: 6e-4
  CHECK(std::abs(f.statistics->mean - mean) < 4 * *f.standard_error);
  CHECK(std::abs(f.controlled->mean - mean) < 4 * f.controlled->standard_error);
  const auto plain = simulated(claim, draws(std::uint64_t{16} * 256)).alternatives[0];
  CHECK(std::abs(plain.statistics->mean - mean) < 4 * *plain.standard_error);
  CHECK(*plain.standard_error > 10 * *f.standard_error);
}

TEST_CASE("simulate: the same numbers on any number of threads, for any number of draws") {
  initiative claim = of_one_stakeholder(2025, 5, "0.03", timing::end);
  claim.factors = {ranged("a", "80 st/år", "100 st/år", "150 st/år"), ranged("b", "4 kr/st", "5 kr/st", "7 kr/st")};
  claim.effects = {effect(effect_side::benefit, "x", "a * b", "cash"),
                   effect(effect_side::cost, "y", "480 kr/år", "cash")};
  for (const auto how : {sampling::random, sampling::quasi}) {
    for (const std::uint64_t count : {64U, 100U, 256U, 1000U, 20'001U}) {
      auto asked = draws(count);
      asked.how = how;
      const auto one = simulated(claim, asked);
      for (const int threads : {2, 3, 8}) {
        asked.threads = threads;
        INFO(count << " draws on " << threads);
        CHECK(same(one, simulated(claim, asked)));
      }
      asked.threads = 1;
      asked.seed = 2;
      CHECK_FALSE(same(one, simulated(claim, asked)));
    }
  }
}

TEST_CASE("simulate: a second run in the same memory is as a first") {
  initiative claim = one_year();
  claim.factors = {ranged("a", "80 kr/år", "100 kr/år", "150 kr/år")};
  claim.effects = {effect(effect_side::benefit, "x", "a", "cash")};
  const appraisal a = appraised(claim, plain_method());
  simulator ready(claim, a, *uncertainty_of(claim, a, "net_present_value"));
  for (const std::uint64_t count : {5000U, 70'000U, 1000U}) {
    auto asked = draws(count);
    asked.seed = count;
    const auto again = ready.run(asked, nobody_stops);
    const auto alone = simulated(claim, asked);
    CHECK(again.draws == count);
    CHECK(again.alternatives[0].quantiles == alone.alternatives[0].quantiles);
    CHECK(again.alternatives[0].statistics->mean == alone.alternatives[0].statistics->mean);
  }
  auto uncertain = *uncertainty_of(claim, a, "net_present_value");
  uncertain.factors[0].id = "no_such_factor";
  CHECK_THROWS_AS(simulator(claim, a, uncertain), std::invalid_argument);
  uncertain.figure = "no_such_figure";
  CHECK_THROWS_AS(simulator(claim, a, uncertain), std::invalid_argument);
}

// Costs uniform on −1 … 2: a third of the draws has no ratio, and those are moved in the memory that the next run uses.
TEST_CASE("simulate: a run after one that stopped, threw, was of another kind or had gaps") {
  initiative claim = one_year();
  claim.factors = {ranged("k", "-1 kr/år", "0.5 kr/år", "2 kr/år", distribution::uniform),
                   ranged("b", "1 kr/år", "2 kr/år", "4 kr/år")};
  claim.effects = {effect(effect_side::benefit, "x", "b", "cash"), effect(effect_side::cost, "y", "k", "cash")};
  const appraisal a = appraised(claim, plain_method());
  for (const std::string key : {"net_present_value", "benefit_cost_ratio"}) {
    CAPTURE(key);
    simulator ready(claim, a, *uncertainty_of(claim, a, key));
    auto asked = draws(20'000, key);
    asked.indices = asked.information = key == "net_present_value";
    const auto alone = simulated(claim, asked);
    const auto as_alone = [&] {
      const auto again = ready.run(asked, nobody_stops);
      const auto& x = again.alternatives[0];
      const auto& y = alone.alternatives[0];
      CHECK(x.quantiles == y.quantiles);
      CHECK(x.defined == y.defined);
      CHECK(x.statistics->mean == y.statistics->mean);
      CHECK(x.sobol.has_value() == y.sobol.has_value());
      if (x.sobol) CHECK(x.sobol->factors[1].total.value == y.sobol->factors[1].total.value);
      CHECK(again.information.has_value() == alone.information.has_value());
      if (again.information)
        CHECK(again.information->everything.of_everything.value == alone.information->everything.of_everything.value);
    };
    as_alone();
    as_alone();
    int times = 0;
    CHECK(ready.run(asked, [&](double) { return ++times == 3; }).stopped);
    as_alone();
    CHECK_THROWS_AS((void)ready.run(asked, [](double) -> bool { throw std::runtime_error("no"); }), std::runtime_error);
    as_alone();
    auto even = asked;
    even.how = sampling::quasi;
    even.indices = false;
    CHECK(ready.run(even, nobody_stops).draws == 16'384);
    as_alone();
  }
}

TEST_CASE("simulate: a stop reports what was done until then, without holes") {
  initiative claim = one_year();
  claim.factors = {ranged("a", "80 kr/år", "100 kr/år", "150 kr/år")};
  claim.effects = {effect(effect_side::benefit, "x", "a", "cash")};
  const appraisal a = appraised(claim, plain_method());
  const auto uncertain = uncertainty_of(claim, a, "net_present_value");
  int asked_times = 0;
  const auto third = [&](double) { return ++asked_times == 3; };
  auto asked = draws(100'000);
  asked.indices = true;
  asked.information = true;
  const auto stopped = simulator(claim, a, *uncertain).run(asked, third);
  CHECK(stopped.stopped);
  CHECK(stopped.draws == 17 * 256);  // asked after the blocks 0, 8 and 16
  CHECK_FALSE(stopped.information.has_value());
  CHECK_FALSE(stopped.alternatives[0].sobol.has_value());
  const auto whole = simulated(claim, draws(std::uint64_t{17} * 256));
  CHECK_FALSE(whole.stopped);
  CHECK(stopped.alternatives[0].quantiles == whole.alternatives[0].quantiles);
  CHECK(stopped.alternatives[0].statistics->mean == whole.alternatives[0].statistics->mean);
  const auto at_once = [](double) { return true; };
  asked.threads = 8;
  CHECK(simulator(claim, a, *uncertain).run(asked, at_once).stopped);
}

// Costs uniform on −1 … 2 kr: in a third of the draws they are not above zero, and there is no ratio.
TEST_CASE("simulate: draws without a number are left out and told") {
  initiative claim = one_year();
  claim.factors = {ranged("k", "-1 kr/år", "1 kr/år", "2 kr/år", distribution::uniform)};
  claim.effects = {effect(effect_side::benefit, "b", "3 kr/år", "cash"), effect(effect_side::cost, "c", "k", "cash")};
  const auto s = simulated(claim, draws(30'000, "benefit_cost_ratio"));
  const auto& f = s.alternatives[0];
  CHECK(std::abs(f.undefined_share - 1.0 / 3) < 4 * std::sqrt(2.0 / 9 / 30'000));
  CHECK(f.defined == static_cast<std::size_t>(std::lround((1 - f.undefined_share) * 30'000)));
  CHECK(f.quantiles.front() >= 1.5);  // 3 / 2
  auto asked = draws(1000, "benefit_cost_ratio");
  asked.information = true;
  CHECK_FALSE(simulated(claim, asked).information->defined);
}

// Paid back when 3 × b ≥ 100 and b is uniform on 20 … 40: in two draws of three.
TEST_CASE("simulate: a payback that never comes is later than any") {
  initiative claim = of_one_stakeholder(2025, 4, "0", timing::start);
  claim.factors = {ranged("b", "20 kr/år", "30 kr/år", "40 kr/år", distribution::uniform)};
  effect_claim later = effect(effect_side::benefit, "x", "b", "cash");
  later.flows.how = occurrence::from_to;
  later.flows.from = 2026;
  claim.effects = {later, once(effect(effect_side::cost, "y", "100 kr", "cash"), 2025)};
  const auto f = simulated(claim, draws(30'000, "payback_years")).alternatives[0];
  CHECK(std::abs(f.undefined_share - 2.0 / 3) < 4 * std::sqrt(2.0 / 9 / 30'000));
  CHECK(std::isinf(f.quantiles[4]));  // p50
  CHECK(f.quantiles[3] < 3);          // p25: b = 35, 100/35 years
  CHECK(f.quantiles[3] == doctest::Approx(100.0 / 35).epsilon(0.01));
  CHECK(f.statistics->mean < 3);
  CHECK(std::isinf(*f.shortfall));  // the worst 5 % are never paid back
}

// With f ~ N(m, s) against doing nothing the perfect information is worth s L(|m|/s), L(u) = φ(u) − u (1 − Φ(u)).
TEST_CASE("simulate: the value of information of a normal figure, and of its parts") {
  initiative claim = one_year();
  claim.factors = {normal("a", "80 kr/år", "100 kr/år", "120 kr/år"), normal("b", "40 kr/år", "50 kr/år", "60 kr/år")};
  claim.effects = {effect(effect_side::benefit, "x", "a - b", "cash"),
                   effect(effect_side::cost, "y", "45 kr/år", "cash")};
  auto asked = draws(200'000);
  asked.information = true;
  const auto s = simulated(claim, asked);
  const auto loss = [](double m, double sd) {
    const double u = m / sd;
    return sd * (boost::math::pdf(standard_normal, u) - u * (1 - boost::math::cdf(standard_normal, u)));
  };
  const double sa = 20 / z90;
  const double sb = 10 / z90;
  REQUIRE(s.information->defined);
  const auto& all = s.information->everything.of_everything;
  CHECK(s.information->best == "main");
  CHECK(std::abs(all.value - loss(5, std::hypot(sa, sb))) < 4 * all.standard_error);
  REQUIRE(s.information->factors.size() == 2);
  CHECK(s.information->factors[0].factor == "a");
  const auto& of_a = s.information->factors[0].worth;
  const auto& of_b = s.information->factors[1].worth;
  CHECK(std::abs(of_a.value - loss(5, sa)) < 4 * of_a.standard_error + 0.001 * sa);
  CHECK(std::abs(of_b.value - loss(5, sb)) < 4 * of_b.standard_error + 0.001 * sb);
  CHECK(of_a.standard_error < 0.05 * of_a.value);
}

TEST_CASE("simulate: alternatives share their draws, and the reference is to do nothing") {
  initiative claim = one_year();
  claim.alternatives = {{"now", "Now", true, {}}, {"p", "P", false, {}}, {"q", "Q", false, {}}};
  claim.factors = {ranged("a", "80 kr/år", "100 kr/år", "120 kr/år")};
  auto x = effect(effect_side::benefit, "x", "a", "cash");
  x.alternatives = {"p"};
  auto y = effect(effect_side::benefit, "y", "a + 1 kr/år", "cash");
  y.alternatives = {"q"};
  auto z = effect(effect_side::cost, "z", "95 kr/år", "cash");
  z.alternatives = {"p", "q"};
  auto old = effect(effect_side::cost, "old", "3 kr/år", "cash");
  old.alternatives = {"now"};
  claim.effects = {x, y, z, old};
  auto asked = draws(10'000);
  asked.information = true;
  const auto s = simulated(claim, asked);
  REQUIRE(s.alternatives.size() == 3);
  const auto& p = s.alternatives[1];
  const auto& q = s.alternatives[2];
  for (std::size_t i = 0; i < p.quantiles.size(); ++i) CHECK(std::abs(q.quantiles[i] - p.quantiles[i] - 1) < 1e-9);
  CHECK(s.information->best == "q");  // one krona better in every draw: only doing nothing could be better
  CHECK(s.information->everything.of_everything.value > 0);
}

TEST_CASE("simulate: indices of a sum, and Shapley effects where factors go together") {
  initiative claim = one_year();
  claim.factors = {ranged("a", "0 kr/år", "1 kr/år", "2 kr/år", distribution::uniform),
                   ranged("b", "0 kr/år", "2 kr/år", "4 kr/år", distribution::uniform)};
  claim.effects = {effect(effect_side::benefit, "x", "a + b", "cash")};
  auto asked = draws(20'000);
  asked.indices = true;
  const auto s = simulated(claim, asked);
  REQUIRE(s.alternatives[0].sobol.has_value());
  const auto& sobol = s.alternatives[0].sobol->factors;
  // Variances 4/12 and 16/12: a fifth and four fifths, alone and with interaction.
  for (std::size_t j = 0; j < 2; ++j) {
    const double share = j == 0 ? 0.2 : 0.8;
    CHECK(std::abs(sobol[j].first.value - share) < 0.02);
    CHECK(std::abs(sobol[j].total.value - share) < 0.02);
    CHECK(sobol[j].first.low < share);
    CHECK(sobol[j].first.high > share);
  }
  CHECK_FALSE(s.alternatives[0].shapley.has_value());
  claim.factors = {normal("a", "0 kr/år", "1 kr/år", "2 kr/år"), normal("b", "0 kr/år", "2 kr/år", "4 kr/år")};
  claim.correlations = {{"a", "b", decimal::of(5, 1), {}}};
  const auto t = simulated(claim, asked);
  CHECK_FALSE(t.alternatives[0].sobol.has_value());
  REQUIRE(t.alternatives[0].shapley.has_value());
  // Deviations 1 and 2 (in 1/z90), r = 0.517638: each own variance less half of what r² takes, plus half of 2 r s t:
  // for two normals a's effect is (1 + r s t − r² (1 − 4)/2 … ) by the formula of Owen & Prieur 2017, 3.1:
  // φ_a V = s² (1 − r²/2) + r s t + t² r²/2.
  const double r = 0.51763809020504148;
  const double v = 1 + 4 + 2 * r * 2;
  const double of_a = (1 - r * r / 2 + r * 2 + 4 * r * r / 2) / v;
  const auto& effects = t.alternatives[0].shapley->effects;
  CHECK(std::abs(effects[0].value - of_a) < (effects[0].high - effects[0].low));
  CHECK(std::abs(effects[0].value + effects[1].value - 1) < 1e-9);
}

// Where the volume is not above 0, the price has no number; elsewhere b / k years pay the outlay back. k uniform on −1
// … 4: in a fifth of the draws there is no number at all, in whichever block they fall.
TEST_CASE("simulate: a draw without a number leaves nothing behind for the next") {
  initiative claim = of_one_stakeholder(2025, 6, "0", timing::start);
  claim.factors = {ranged("k", "-1", "1", "4", distribution::uniform)};
  effect_claim later = effect(effect_side::benefit, "x", "100 kr/år / max(0; k)", "cash");
  later.flows.how = occurrence::from_to;
  later.flows.from = 2026;
  claim.effects = {later, once(effect(effect_side::cost, "y", "50 kr", "cash"), 2025)};
  auto asked = draws(30'000, "payback_years");
  const auto one = simulated(claim, asked);
  const auto& f = one.alternatives[0];
  CHECK(std::abs(f.undefined_share - 0.2) < 4 * std::sqrt(0.16 / 30'000));  // 50 / (100 / k) = k/2 years, at most 2
  CHECK(f.quantiles.back() < 2);
  CHECK(f.quantiles.back() > 1.9);
  CHECK_FALSE(f.controlled.has_value());  // its mean is over all draws
  asked.threads = 8;
  CHECK(simulated(claim, asked).alternatives[0].quantiles == f.quantiles);
}

// 0, 10 and 20 kr by year, all times the same number uniform on 0.5 … 1.5, and 1 kr beside: 30 on average, less
// nothing.
TEST_CASE("simulate: a factor by year that is nothing in some years") {
  initiative claim = of_one_stakeholder(2025, 3, "0", timing::start);
  factor_claim f;
  f.id = "p";
  f.by_year = {{2025, amount_of("0 kr/st"), {}}, {2026, amount_of("10 kr/st"), {}}, {2027, amount_of("20 kr/st"), {}}};
  f.range = value_range{amount_of("50 %"), amount_of("150 %"), distribution::uniform, range_meaning::min_max, {}};
  claim.factors = {f, ranged("q", "1 st/år", "2 st/år", "3 st/år", distribution::uniform)};
  claim.effects = {effect(effect_side::benefit, "x", "(p + 1 kr/st) * q", "cash")};
  const auto s = simulated(claim, draws(20'000)).alternatives[0];
  CHECK(std::abs(*s.exact.mean - 66) < 1e-9);  // (30 + 3) × 2
  CHECK(std::abs(s.statistics->mean - 66) < 4 * *s.standard_error);
}

// The middle of 100-250 kr stands for the likely 100 kr: 100 is the low share, 1, and 2.5 the high one; so PERT's mean
// is (100 + 4 × 175 + 250)/6 = 175.
TEST_CASE("simulate: the middle of the range as the likely value, by year as by number") {
  method rules = plain_method();
  rules.deviations = {{deviation::midpoint_as_likely, {}, {}, {}}};
  initiative claim = one_year();
  claim.factors = {ranged("a", "100 kr/år", "100 kr/år", "250 kr/år")};
  claim.effects = {effect(effect_side::benefit, "x", "a", "cash")};
  CHECK(std::abs(*simulated(claim, draws(1000), rules).alternatives[0].exact.mean - 175) < 1e-9);
  factor_claim f;
  f.id = "a";
  f.by_year = {{2025, amount_of("100 kr/år"), {}}};
  f.range = value_range{amount_of("100 %"), amount_of("250 %"), distribution::pert, range_meaning::min_max, {}};
  claim.factors = {f};
  const auto by_year = simulated(claim, draws(1000), rules).alternatives[0];
  CHECK(std::abs(*by_year.exact.mean - 175) < 1e-9);
  CHECK(by_year.quantiles.back() < 250);
}

// v² with v uniform on 10⁷ ± 10: the deviation of v² is 2 × 10⁷ × 10/√3 but for 20²/180, all but the last lost if
// moments about 0 are subtracted.
TEST_CASE("simulate: a closed form keeps its digits far from zero") {
  initiative claim = one_year();
  claim.factors = {ranged("v", "9999990", "10000000", "10000010", distribution::uniform)};
  claim.effects = {effect(effect_side::benefit, "x", "v * v * 0.0000001 kr/år", "cash")};
  const auto f = simulated(claim, draws(1000)).alternatives[0];
  const double expected = 1e-7 * std::sqrt(4e14 * 100.0 / 3 + 1e4 / 5 - 1e4 / 9);
  CHECK(std::abs(*f.exact.standard_deviation / expected - 1) < 1e-9);
}

// Even points go together: what they choose in one half they do not value in the other. So information is drawn
// plainly.
TEST_CASE("simulate: the value of information does not depend on how the rest is drawn") {
  initiative claim = one_year();
  claim.factors = {normal("a", "80 kr/år", "100 kr/år", "120 kr/år"), normal("b", "40 kr/år", "50 kr/år", "60 kr/år")};
  claim.effects = {effect(effect_side::benefit, "x", "a - b", "cash"),
                   effect(effect_side::cost, "y", "50 kr/år", "cash")};
  auto asked = draws(16'384);
  asked.information = true;
  const auto plain = simulated(claim, asked).information;
  asked.how = sampling::quasi;
  const auto even = simulated(claim, asked).information;
  CHECK(even->everything.of_everything.value == plain->everything.of_everything.value);
  for (std::size_t j = 0; j < 2; ++j) {
    CHECK(even->factors[j].worth.value == plain->factors[j].worth.value);
    CHECK(even->factors[j].worth.value > 0);
  }
}

// Of a cost the worst are the highest: uniform on 0 … 100, the mean of the highest 5 % is 97.5.
TEST_CASE("simulate: the worst of a figure of which less is better") {
  initiative claim = one_year();
  claim.factors = {ranged("k", "0 kr/år", "50 kr/år", "100 kr/år", distribution::uniform)};
  claim.effects = {effect(effect_side::cost, "c", "k", "cash")};
  CHECK(std::abs(*simulated(claim, draws(20'000, "present_value_costs")).alternatives[0].shortfall - 97.5) < 0.2);
  CHECK(std::abs(*simulated(claim, draws(20'000)).alternatives[0].shortfall + 97.5) < 0.2);
}

TEST_CASE("simulate: ranges that no curve fits are refused, all of them") {
  initiative claim = one_year();
  claim.factors = {ranged("a", "1 kr/år", "4 kr/år", "4.1 kr/år", distribution::pert, range_meaning::p10_p90),
                   ranged("b", "-1 kr/år", "2 kr/år", "3 kr/år", distribution::lognormal, range_meaning::p5_p95),
                   ranged("c", "0.0000000000000000000000000001 kr/år", "1 kr/år", "1000000000000000000000000000 kr/år",
                          distribution::lognormal, range_meaning::p10_p90)};
  claim.effects = {effect(effect_side::benefit, "x", "a + b + c", "cash")};
  claim.factors[0].likely = amount_of("5 kr/år");  // the reader would have refused it
  CHECK(refused(claim) ==
        std::vector<std::string>{"case.toml:7:1 N0680", "case.toml:7:1 N0681", "case.toml:7:1 N0682"});
  claim.effects = {effect(effect_side::benefit, "x", "1 kr/år", "cash")};
  CHECK(refused(claim).empty());  // what moves no figure is not drawn
}

// Ranks of 0.9, 0.9 and −0.9 contradict one another.
TEST_CASE("simulate: correlations that cannot be together are refused, and the nearest can") {
  initiative claim = one_year();
  for (const char* id : {"a", "b", "c"}) claim.factors.push_back(ranged(id, "1 kr/år", "2 kr/år", "3 kr/år"));
  claim.effects = {effect(effect_side::benefit, "x", "a + b + c", "cash")};
  const place where{"case.toml", 9, 1, {}};
  claim.correlations = {
      {"a", "b", decimal::of(9, 1), where}, {"b", "c", decimal::of(9, 1), {}}, {"a", "c", -decimal::of(9, 1), {}}};
  std::string nearest;
  CHECK(refused(claim, &nearest) == std::vector<std::string>{"case.toml:9:1 N0683"});
  const auto rank = [&](const std::string& pair) {
    const auto at = nearest.find(pair + " ");
    REQUIRE(at != std::string::npos);
    return std::stod(nearest.substr(at + pair.size() + 1));
  };
  const double ab = rank("a–b");
  const double bc = rank("b–c");
  const double ac = rank("a–c");
  CHECK(ab == bc);
  CHECK(ab > 0.3);
  CHECK(ac < -0.3);
  const auto hundredths = [](double x) {
    return decimal::of(static_cast<unsigned>(std::lround(std::abs(x) * 100)), 2, x < 0);
  };
  claim.correlations[0].rank = hundredths(ab);
  claim.correlations[1].rank = hundredths(bc);
  claim.correlations[2].rank = hundredths(ac);
  CHECK(refused(claim).empty());
}

TEST_CASE("simulate: what is odd about a simulation") {
  calculation of;
  of.claim = one_year();
  of.claim.factors = {likely("a", "1 kr/år")};
  of.claim.effects = {effect(effect_side::benefit, "x", "a", "cash")};
  of.rules = plain_method();
  of.result = appraised(of.claim, of.rules);
  auto asked = draws(64);
  asked.indices = true;
  const auto codes_of = [&](const simulation& s) {
    std::string out;
    const auto uncertain = uncertainty_of(of.claim, of.result, asked.figure);
    for (const auto& d : findings_of(of, *uncertain, s, asked)) out += std::string(d.code) + " ";
    return out;
  };
  const auto constant = simulated(of.claim, asked);
  CHECK(codes_of(constant) == "N1059 ");
  CHECK(constant.alternatives[0].quantiles.front() == 1);
  CHECK(constant.alternatives[0].quantiles.back() == 1);
  of.claim.factors = {normal("a", "0 kr/år", "1 kr/år", "2 kr/år"), normal("b", "0 kr/år", "2 kr/år", "4 kr/år")};
  of.claim.effects = {effect(effect_side::benefit, "x", "a + b", "cash")};
  of.claim.correlations = {{"a", "b", decimal::of(5, 1), {}}};
  of.result = appraised(of.claim, of.rules);
  CHECK(codes_of(simulated(of.claim, asked)) == "N1060 ");
  asked.indices = false;
  CHECK(codes_of(simulated(of.claim, asked)).empty());
  // p10 and p90 of 2 and 25 % with 10 % between: the curve begins below 0. As least and most they bound it.
  of.claim.correlations.clear();
  of.claim.factors = {ranged("u", "2 %", "10 %", "25 %", distribution::pert, range_meaning::p10_p90)};
  of.claim.effects = {effect(effect_side::benefit, "x", "u * 100 kr/år", "cash")};
  of.result = appraised(of.claim, of.rules);
  CHECK(codes_of(simulated(of.claim, asked)) == "N1061 ");
  of.claim.factors[0].range->meaning = range_meaning::min_max;
  CHECK(codes_of(simulated(of.claim, asked)).empty());
}

// The larger of x − 5 and nothing: half of the draws are just 0, and none is a loss.
TEST_CASE("simulate: nothing is no loss") {
  initiative claim = one_year();
  claim.factors = {ranged("x", "0 kr/år", "5 kr/år", "10 kr/år", distribution::uniform)};
  claim.effects = {effect(effect_side::benefit, "b", "max(x - 5 kr/år; 0 kr/år)", "cash")};
  const auto f = simulated(claim, draws(10'000)).alternatives[0];
  CHECK(*f.below_zero == 0);
  CHECK(std::abs(f.positive->value - 0.5) < 0.02);
}
