// SPDX-License-Identifier: Apache-2.0
// The main job: an appraisal of the main example, certified, against the same working evaluated in double.

#include <nytta/appraisal/certify.hpp>
#include <nytta/appraisal/evaluate.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/io/write.hpp>

#include <benchmark/benchmark.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace {

const std::string& text() {
  static const std::string all = [] {
    std::ifstream in(NYTTA_SOURCE_DIR "/examples/forsorjningsstod/case.toml");
    std::stringstream read;
    read << in.rdbuf();
    return read.str();
  }();
  return all;
}

nytta::calculation calculated() {
  auto result = nytta::calculate(text(), "case.toml");
  if (!result) throw std::runtime_error("the main example does not calculate");
  return std::move(result).value();
}

/// Working and every figure and yearly number of it, certified to the öre: the goal is within a millisecond.
void certified(benchmark::State& state) {
  const auto of = calculated();
  for (auto _ : state) {
    const auto result = nytta::appraise(of.claim, of.rules);
    const nytta::certified_values values(result->steps);
    for (const auto& a : result->alternatives) {
      for (const int node : {a.benefits, a.costs, a.net, a.cumulative, a.discounted_net}) {
        for (std::size_t c = 0; c < values.size(node); ++c) benchmark::DoNotOptimize(values.rounded(node, c, 2));
      }
      for (const auto& f : a.figures) {
        if (values.state(f.node) != nytta::status::ok) continue;
        if (f.key == "internal_rate_of_return") {
          benchmark::DoNotOptimize(values.rates(f.node, 10));
        } else {
          benchmark::DoNotOptimize(values.rounded(f.node, 0, 6));
        }
      }
    }
  }
}

void in_double(benchmark::State& state) {
  const auto of = calculated();
  for (auto _ : state) {
    const auto result = nytta::appraise(of.claim, of.rules);
    benchmark::DoNotOptimize(nytta::evaluate<double>(result->steps));
  }
}

void read_and_write(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(nytta::to_json(calculated()));
}

BENCHMARK(certified)->Unit(benchmark::kMicrosecond);
BENCHMARK(in_double)->Unit(benchmark::kMicrosecond);
BENCHMARK(read_and_write)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
