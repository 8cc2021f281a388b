// SPDX-License-Identifier: Apache-2.0
// Simulation of a case with 20 uncertain factors (9 triangular, 6 PERT, 5 lognormal) over 10 years, with uptake, growth
// and an uncertain rate, as numpy_simulate.py has it; its yardsticks are the uniform numbers alone, and the bare
// evaluations of the model. Then a tornado of 100 factors in which the figure is affine.

#include <nytta/appraisal/evaluate.hpp>
#include <nytta/appraisal/gradient.hpp>
#include <nytta/sensitivity/draw_plan.hpp>
#include <nytta/sensitivity/indices.hpp>
#include <nytta/sensitivity/simulate.hpp>
#include <nytta/sensitivity/tornado.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/block_program.hpp"
#include "sensitivity/draw_kernels.hpp"
#include "sensitivity/random.hpp"

using namespace nytta;

namespace {

factor_claim ranged(std::string id, const std::string& low, const std::string& likely, const std::string& high,
                    distribution shape, range_meaning meaning = range_meaning::min_max) {
  const auto number = [](const std::string& text) { return *parse_quantity(text, place{}); };
  factor_claim f;
  f.id = std::move(id);
  f.likely = number(likely);
  f.range = value_range{number(low), number(high), shape, meaning, {}};
  return f;
}

effect_claim flow(effect_side side, std::string id, const std::string& amount) {
  effect_claim e;
  e.side = side;
  e.id = id;
  e.name = std::move(id);
  e.categories = {{"cash", constant(quantity{1, {}}, place{}), place{}}};
  e.amount = *parse_expression(amount, place{});
  e.type = side == effect_side::cost ? effect_type::running : effect_type::saving;
  return e;
}

method plain_method() {
  method m;
  m.id = "plain";
  m.categories = {{"cash", true, true, {}}};
  return m;
}

initiative empty_case(int years) {
  initiative claim;
  claim.id = "case";
  claim.name = "Case";
  claim.stakeholders = {{"own", "Own", stakeholder_kind::own, {}, {}}};
  claim.calculation.first_year = 2025;
  claim.calculation.years = years;
  claim.calculation.at = timing::end;
  claim.calculation.rate = rate_rule{rate_form::flat, {{1, {*decimal::parse("0.03"), {}, {}}}}, {}, 0, {}};
  return claim;
}

/// Six benefits of volume × price with an uptake of a quarter more each year, growing; four running costs; two outlays.
initiative twenty_factors() {
  initiative claim = empty_case(10);
  claim.factors.push_back(ranged("r", "1 %", "3 %", "6 %", distribution::triangular));
  claim.factors.push_back(ranged("g", "0 %", "1 %", "3 %", distribution::triangular));
  claim.calculation.rate->parts[0].rate = {decimal(0), "r", {}};
  for (int k = 1; k <= 6; ++k) {
    const std::string n = std::to_string(k);
    claim.factors.push_back(ranged("v" + n, "800 st/år", "1000 st/år", "1500 st/år", distribution::pert));
    if (k < 6) {
      claim.factors.push_back(
          ranged("p" + n, "60 kr/st", "80 kr/st", "110 kr/st", distribution::lognormal, range_meaning::p10_p90));
    } else {
      claim.factors.push_back(ranged("p" + n, "60 kr/st", "80 kr/st", "110 kr/st", distribution::triangular));
    }
    effect_claim e = flow(effect_side::benefit, "b" + n, "v" + n + " * p" + n);
    e.flows.how = occurrence::uptake_columns;
    for (const char* share : {"0", "0.25", "0.5", "0.75", "1"}) {
      e.flows.shares.push_back({0, *parse_expression(share, place{}), place{}});
    }
    e.growth = rate_source{decimal(0), "g", {}};
    claim.effects.push_back(std::move(e));
  }
  for (int k = 1; k <= 4; ++k) {
    const std::string n = std::to_string(k);
    claim.factors.push_back(ranged("c" + n, "40000 kr/år", "50000 kr/år", "70000 kr/år", distribution::triangular));
    claim.effects.push_back(flow(effect_side::cost, "k" + n, "c" + n));
  }
  for (int k = 1; k <= 2; ++k) {
    const std::string n = std::to_string(k);
    claim.factors.push_back(ranged("i" + n, "300000 kr", "400000 kr", "600000 kr", distribution::triangular));
    effect_claim e = flow(effect_side::cost, "o" + n, "i" + n);
    e.type = effect_type::initial;
    e.flows.how = occurrence::once;
    e.flows.from = 2025;
    claim.effects.push_back(std::move(e));
  }
  return claim;
}

struct prepared {
  initiative claim;
  appraisal result;
  uncertainty uncertain;
};

const prepared& of_twenty() {
  static const prepared all = [] {
    prepared p;
    p.claim = twenty_factors();
    auto result = appraise(p.claim, plain_method());
    if (!result) throw std::runtime_error("the case does not calculate");
    p.result = std::move(result).value();
    auto uncertain = uncertainty_of(p.claim, p.result, "net_present_value");
    if (!uncertain) throw std::runtime_error("the case has no ranges");
    p.uncertain = std::move(uncertain).value();
    if (p.uncertain.factors.size() != 20) throw std::runtime_error("20 factors were meant");
    return p;
  }();
  return all;
}

constexpr auto nobody_stops = [](double /*share*/) { return false; };

void simulation_of(benchmark::State& state, std::uint64_t draws) {
  const auto& p = of_twenty();
  simulation_request asked;
  asked.draws = draws;
  asked.threads = static_cast<int>(state.range(0));
  simulator ready(p.claim, p.result, p.uncertain);
  benchmark::DoNotOptimize(
      ready.run(asked, nobody_stops));  // from here on its memory is not touched for the first time
  for (auto _ : state) benchmark::DoNotOptimize(ready.run(asked, nobody_stops));
}
/// From nothing: tables, program and memory, too.
void simulate_first_million(benchmark::State& state) {
  const auto& p = of_twenty();
  simulation_request asked;
  asked.draws = 1'000'000;
  for (auto _ : state) {
    benchmark::DoNotOptimize(simulator(p.claim, p.result, p.uncertain).run(asked, nobody_stops));
  }
}
void simulate_million(benchmark::State& state) { simulation_of(state, 1'000'000); }
void simulate_ten_million(benchmark::State& state) { simulation_of(state, 10'000'000); }

/// The bound: a million times twenty uniform numbers.
void uniform_numbers(benchmark::State& state) {
  const auto& by = usable_draw_kernels().back();
  std::vector<double> out(20 * draws_per_block);
  constexpr std::uint64_t blocks = 1'000'000 / draws_per_block + 1;
  for (auto _ : state) {
    for (std::uint64_t b = 0; b < blocks; ++b) {
      generator_lanes lanes = lanes_of(1, 2, b, purpose::draws);
      for (std::size_t i = 0; i < 20; ++i) by.uniforms(&lanes.word[0][0], out.data() + i * draws_per_block);
      benchmark::ClobberMemory();
    }
  }
}

/// Everything that is made once for a case: all twenty tables.
void tables(benchmark::State& state) {
  std::vector<fitted_distribution> curves;
  for (const auto& f : of_twenty().uncertain.factors) curves.push_back(f.curve);
  for (auto _ : state) benchmark::DoNotOptimize(draw_plan(curves));
}

void table_pert(benchmark::State& state) {
  const auto& all = of_twenty().uncertain.factors;
  const auto pert =
      std::find_if(all.begin(), all.end(), [](const drawn_factor& f) { return f.curve.shape == distribution::pert; });
  const std::vector<fitted_distribution> one{pert->curve};
  for (auto _ : state) benchmark::DoNotOptimize(draw_plan(one));
}

struct twenty_program {
  std::vector<fitted_distribution> curves;
  std::vector<uncertain_input> inputs;
  twenty_program() {
    const auto& p = of_twenty();
    for (const auto& f : p.uncertain.factors) {
      curves.push_back(f.curve);
      for (const auto& n : p.result.factors) {
        if (n.id == f.id) inputs.push_back({n.node, {1}});
      }
    }
  }
};

constexpr std::size_t sobol_draws = 1U << 14U;

void sobol(benchmark::State& state) {
  const auto& p = of_twenty();
  const twenty_program twenty;
  const draw_plan plan(twenty.curves);
  const block_program program(p.result.steps, twenty.inputs,
                              {p.result.alternatives[0].find("net_present_value")->node});
  auto space = program.make_keeping_workspace();
  const auto model = [&](const double* const* in, std::size_t count, double* out) {
    program.run(in, count, &out, space);
  };
  const auto changed = [&](std::size_t factor, const double* row, std::size_t count, double* out) {
    program.run_changed(factor, row, count, &out, space);
  };
  const auto source = [&](std::uint32_t stream, std::uint64_t block, double* rows) {
    plan.random(1, stream, block, rows);
  };
  for (auto _ : state) benchmark::DoNotOptimize(sobol_indices(model, changed, source, 20, sobol_draws));
}

void bare_evaluations(benchmark::State& state) {
  const auto& p = of_twenty();
  const twenty_program twenty;
  const draw_plan plan(twenty.curves);
  const block_program program(p.result.steps, twenty.inputs,
                              {p.result.alternatives[0].find("net_present_value")->node});
  auto space = program.make_workspace();
  std::vector<double> rows(20 * draws_per_block);
  plan.random(1, 0, 0, rows.data());
  std::vector<const double*> in;
  for (std::size_t j = 0; j < 20; ++j) in.push_back(rows.data() + j * draws_per_block);
  std::vector<double> out(draws_per_block);
  double* to = out.data();
  for (auto _ : state) {
    for (std::size_t i = 0; i < 22 * sobol_draws / draws_per_block; ++i)
      program.run(in.data(), draws_per_block, &to, space);
    benchmark::ClobberMemory();
  }
}

/// A hundred amounts, each a factor of its own.
const appraisal& of_hundred() {
  static const appraisal all = [] {
    initiative claim = empty_case(10);
    for (int k = 0; k < 100; ++k) {
      const std::string n = "f" + std::to_string(k);
      claim.factors.push_back(ranged(n, "80 kr/år", "100 kr/år", "150 kr/år", distribution::pert));
      claim.effects.push_back(flow(k % 3 == 0 ? effect_side::cost : effect_side::benefit, "e" + n, n));
    }
    auto result = appraise(claim, plain_method());
    if (!result) throw std::runtime_error("the case does not calculate");
    return std::move(result).value();
  }();
  return all;
}

void one_evaluation(benchmark::State& state) {
  const auto& a = of_hundred();
  for (auto _ : state) benchmark::DoNotOptimize(evaluate<double>(a.steps));
}

void tornado_of_hundred(benchmark::State& state) {
  const auto& a = of_hundred();
  const int npv = a.alternatives[0].find("net_present_value")->node;
  for (auto _ : state) benchmark::DoNotOptimize(tornado(a, npv));
}

BENCHMARK(simulate_million)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(simulate_first_million)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(simulate_ten_million)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(uniform_numbers)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(tables)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(table_pert)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(sobol)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(bare_evaluations)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(one_evaluation)->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK(tornado_of_hundred)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
