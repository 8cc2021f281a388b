// SPDX-License-Identifier: Apache-2.0
// What exactness costs: the net present value of 20 yearly flows, as the sum of öre amounts times factors of 18
// decimals, with decimal and with its yardstick boost::multiprecision::cpp_dec_float_50 in the same run, and beside
// them what decimal takes for a quotient, a discount factor and a square root.

#include <nytta/core/decimal.hpp>

#include <benchmark/benchmark.h>
#include <boost/multiprecision/cpp_dec_float.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using nytta::decimal;
using nytta::rounding;
using high_precision = boost::multiprecision::cpp_dec_float_50;

constexpr std::size_t periods = 20;
constexpr std::size_t projects = 256;  // different ones, so that no branch is learnt by heart

template <class Number>
struct data {
  std::array<Number, periods> factors;
  std::vector<std::array<Number, periods>> flows;
};

template <class Number>
Number read(const decimal& value) {
  if constexpr (std::is_same_v<Number, decimal>) {
    return value;
  } else {
    return Number(value.to_string());
  }
}

// An outlay, then benefits of 1 000 to 1 000 000 kr; now and then a year of costs.
template <class Number>
data<Number> make_data() {
  data<Number> made;
  const decimal growth = *decimal::parse("1.035");
  for (std::size_t t = 0; t < periods; ++t) {
    made.factors[t] = read<Number>(nytta::power(growth, -static_cast<int>(t), 18, rounding::half_even));
  }
  std::uint64_t state = 1;
  for (std::size_t i = 0; i < projects; ++i) {
    made.flows.emplace_back();
    for (std::size_t t = 0; t < periods; ++t) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      const std::uint64_t ore = 100000 + (state >> 33) % 100000000;
      made.flows.back()[t] = read<Number>(decimal::of(ore, 2, t == 0 || (state >> 60) == 0));
    }
  }
  return made;
}

template <class Number>
void npv(benchmark::State& state) {
  const data<Number> given = make_data<Number>();
  std::size_t project = 0;
  for (auto _ : state) {
    const auto& flows = given.flows[project++ % projects];
    Number sum(0);
    for (std::size_t t = 0; t < periods; ++t) sum += flows[t] * given.factors[t];
    benchmark::DoNotOptimize(sum);
  }
}

void rounded_to_ore(benchmark::State& state) {
  decimal value = *decimal::parse("1234567.891234567891234567");
  for (auto _ : state) {
    benchmark::DoNotOptimize(value);
    benchmark::DoNotOptimize(value.rounded(2, rounding::half_even));
  }
}

void quotient(benchmark::State& state) {
  decimal value = *decimal::parse("1234567.89");
  for (auto _ : state) {
    benchmark::DoNotOptimize(value);
    benchmark::DoNotOptimize(nytta::divide(value, 60, 18, rounding::half_even));
  }
}

void discount_factor(benchmark::State& state) {
  decimal growth = *decimal::parse("1.035");
  for (auto _ : state) {
    benchmark::DoNotOptimize(growth);
    benchmark::DoNotOptimize(nytta::power(growth, -20, 18, rounding::half_even));
  }
}

void root(benchmark::State& state) {
  decimal value = *decimal::parse("1.035");
  for (auto _ : state) {
    benchmark::DoNotOptimize(value);
    benchmark::DoNotOptimize(nytta::square_root(value, 18, rounding::half_even));
  }
}

void nearest_double(benchmark::State& state) {
  decimal value = *decimal::parse("1234567.89");
  for (auto _ : state) {
    benchmark::DoNotOptimize(value);
    benchmark::DoNotOptimize(nytta::to_double(value));
  }
}

// Prints what Google Benchmark does, and remembers the quickest repetition of each.
class reporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      const double time = run.GetAdjustedCPUTime();
      const auto [at, fresh] = quickest_.try_emplace(run.run_name.function_name, time);
      if (!fresh) at->second = (std::min)(at->second, time);
    }
    ConsoleReporter::ReportRuns(runs);
  }
  [[nodiscard]] double quickest(const std::string& name) const {
    const auto found = quickest_.find(name);
    return found == quickest_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, double> quickest_;
};

}  // namespace

BENCHMARK_TEMPLATE(npv, decimal)->Name("npv_decimal");
BENCHMARK_TEMPLATE(npv, high_precision)->Name("npv_cpp_dec_float_50");
BENCHMARK(rounded_to_ore);
BENCHMARK(quotient);
BENCHMARK(discount_factor);
BENCHMARK(root);
BENCHMARK(nearest_double);

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  reporter show;
  benchmark::RunSpecifiedBenchmarks(&show);
  const double ours = show.quickest("npv_decimal");
  const double yardstick = show.quickest("npv_cpp_dec_float_50");
  if (ours > 0 && yardstick > 0) {
    std::printf("npv of %zu flows: decimal %.1f ns, cpp_dec_float_50 %.1f ns: %.1f times as quick\n", periods, ours,
                yardstick, yardstick / ours);
  }
  return 0;
}
