// SPDX-License-Identifier: Apache-2.0
// Draws of 20 uncertain factors (9 triangular, 6 PERT, 5 lognormal) in blocks of 256: the uniform numbers alone (the
// yardstick, of which numpy's PCG64 took 77 ns a draw), the quantile kernels a value, the making of tables, and whole
// blocks. s_per_draw and s_per_value (in seconds) are what anchors/performance.md B counts.

#include <nytta/sensitivity/draw_plan.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "sensitivity/draw_kernels.hpp"
#include "sensitivity/quantile_table.hpp"
#include "sensitivity/random.hpp"

using namespace nytta;

namespace {

constexpr std::size_t factor_count = 20;

std::vector<fitted_distribution> factors() {
  std::vector<fitted_distribution> out;
  for (int i = 0; i < 9; ++i) {
    out.push_back({.shape = distribution::triangular, .least = 10.0 + i, .mode = 12.0 + 2 * i, .most = 40});
  }
  for (int i = 0; i < 6; ++i) {
    out.push_back({.shape = distribution::pert, .least = 5.0 + i, .mode = 9.0 + i, .most = 30});
  }
  for (int i = 0; i < 5; ++i) {
    out.push_back({.shape = distribution::lognormal, .centre = 1.0 + i, .spread = 0.2 + 0.1 * i});
  }
  return out;
}

fitted_distribution of(distribution shape) {
  for (const fitted_distribution& d : factors()) {
    if (d.shape == shape) return d;
  }
  return {.shape = shape, .least = 1, .most = 3, .centre = 1, .spread = 2};
}

/// Seconds for each of so many things in an iteration, shown by the unit that fits.
void per(benchmark::State& state, const char* name, double things) {
  state.counters[name] =
      benchmark::Counter(things, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void uniform_numbers(benchmark::State& state, const draw_kernels& by) {
  std::vector<double> out(factor_count * draws_per_block);
  std::uint64_t block = 0;
  for ([[maybe_unused]] const auto& turn : state) {
    generator_lanes lanes = lanes_of(1, 2, block++, purpose::draws);
    for (std::size_t i = 0; i < factor_count; ++i) by.uniforms(&lanes.word[0][0], out.data() + i * draws_per_block);
    benchmark::ClobberMemory();
  }
  per(state, "s_per_draw", draws_per_block);
}

void quantiles(benchmark::State& state, const draw_kernels& by, distribution shape, bool scores) {
  const quantile_table table(of(shape));
  constexpr std::size_t blocks = 16;  // fresh numbers, so that no branch or row is learnt by heart
  std::vector<double> u(blocks * draws_per_block);
  if (scores) {
    draw_plan::normals(1, 1, 1, blocks, u.data());
  } else {
    generator_lanes lanes = lanes_of(1, 2, 3, purpose::draws);
    for (std::size_t i = 0; i < blocks; ++i) by.uniforms(&lanes.word[0][0], u.data() + i * draws_per_block);
  }
  std::vector<double> out(draws_per_block);
  for ([[maybe_unused]] const auto& turn : state) {
    for (std::size_t i = 0; i < blocks; ++i) {
      const double* from = u.data() + i * draws_per_block;
      if (scores) {
        table.values_at_scores(by, from, draws_per_block, out.data());
      } else {
        table.values(by, from, draws_per_block, out.data());
      }
      benchmark::ClobberMemory();
    }
  }
  per(state, "s_per_value", blocks * draws_per_block);
}

void table_made(benchmark::State& state, const fitted_distribution& d) {
  for ([[maybe_unused]] const auto& turn : state) {
    quantile_table table(d);
    benchmark::DoNotOptimize(&table);
    benchmark::ClobberMemory();
  }
}

void block_drawn(benchmark::State& state, bool low_discrepancy, double correlation) {
  std::vector<double> matrix(factor_count * factor_count, correlation);
  for (std::size_t i = 0; i < factor_count; ++i) matrix[i * factor_count + i] = 1;
  const draw_plan plan(factors(), matrix);
  std::vector<double> out(factor_count * draws_per_block);
  std::uint64_t block = 0;
  for ([[maybe_unused]] const auto& turn : state) {
    if (low_discrepancy) {
      plan.low_discrepancy(1, 2, block++ % 4096, out.data());
    } else {
      plan.random(1, 2, block++, out.data());
    }
    benchmark::ClobberMemory();
  }
  per(state, "s_per_draw", draws_per_block);
}

}  // namespace

int main(int argc, char** argv) {
  for (const draw_kernels& by : usable_draw_kernels()) {
    const std::string name(by.name);
    benchmark::RegisterBenchmark(("20 uniforms/" + name).c_str(), [&by](auto& state) { uniform_numbers(state, by); });
    benchmark::RegisterBenchmark(("quantile/table/" + name).c_str(),
                                 [&by](auto& state) { quantiles(state, by, distribution::pert, false); });
    benchmark::RegisterBenchmark(("quantile/roots/" + name).c_str(),
                                 [&by](auto& state) { quantiles(state, by, distribution::triangular, false); });
    benchmark::RegisterBenchmark(("quantile/scores/" + name).c_str(),
                                 [&by](auto& state) { quantiles(state, by, distribution::pert, true); });
  }
  const auto made = [](const char* name, const fitted_distribution& d) {
    benchmark::RegisterBenchmark((std::string("table/") + name).c_str(), [d](auto& state) { table_made(state, d); });
  };
  made("pert", of(distribution::pert));
  made("triangular", of(distribution::triangular));
  made("normal", of(distribution::normal));
  made("lognormal 0.2", of(distribution::lognormal));
  made("lognormal 1", {.shape = distribution::lognormal, .centre = 1, .spread = 1});
  made("lognormal 3", {.shape = distribution::lognormal, .centre = 1, .spread = 3});
  benchmark::RegisterBenchmark("block/random", [](auto& state) { block_drawn(state, false, 0); });
  benchmark::RegisterBenchmark("block/random, correlated", [](auto& state) { block_drawn(state, false, 0.3); });
  benchmark::RegisterBenchmark("block/low discrepancy", [](auto& state) { block_drawn(state, true, 0); });
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
