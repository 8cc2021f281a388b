// SPDX-License-Identifier: Apache-2.0
// Batches of 20 yearly flows, row-major: a million net present values in double and exactly, with the time that only
// reading the same memory takes; 100 000 rates of return; one rate, and all rates of series with two to four changes of
// sign, one series at a time. Large data lies on huge pages, as numpy's does.

#include <nytta/flow/batch.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/irr.hpp>

#include <benchmark/benchmark.h>
#include <boost/multiprecision/cpp_dec_float.hpp>

#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace {

constexpr std::size_t periods = 20;
constexpr std::size_t projects = 1000000;
constexpr std::size_t rate_series = 100000;

/// Memory on huge pages where the system has them; never given back.
template <class Number>
std::span<Number> huge(std::size_t count) {
  constexpr std::size_t page = std::size_t{2} << 20;
  const std::size_t bytes = (count * sizeof(Number) + page - 1) / page * page;
  void* memory = std::aligned_alloc(page, bytes);
  if (memory == nullptr) std::abort();
#if defined(__linux__)
  (void)madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  return {static_cast<Number*>(memory), count};
}

std::uint64_t next(std::uint64_t& state) {
  state = state * 6364136223846793005U + 1442695040888963407U;
  return state >> 33;
}

double between(std::uint64_t& state, double low, double high) {
  return low + (high - low) * static_cast<double>(next(state)) / 2147483648.0;
}

/// An outlay of 5 to 10, then gains of 0.5 to 1.5 a year.
std::span<double> doubles() {
  static const std::span<double> flows = [] {
    const auto out = huge<double>(projects * periods);
    std::uint64_t state = 1;
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = i % periods == 0 ? -between(state, 5, 10) : between(state, 0.5, 1.5);
    }
    return out;
  }();
  return flows;
}

std::span<std::int64_t> ore() {
  static const std::span<std::int64_t> flows = [] {
    const auto out = huge<std::int64_t>(projects * periods);
    const auto from = doubles();
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::int64_t>(from[i] * 1e8);
    return out;
  }();
  return flows;
}

std::vector<double> factors() {
  std::vector<double> out;
  for (std::size_t t = 0; t < periods; ++t) out.push_back(nytta::discount_factor(0.035, static_cast<int>(t)));
  return out;
}

typedef double eight __attribute__((vector_size(64)));

/// The sum of everything, eight accumulators of eight.
__attribute__((target_clones("avx512f", "avx2", "default"))) double sum_of(const double* at, std::size_t count) {
  eight sums[8] = {};
  for (std::size_t i = 0; i + 64 <= count; i += 64) {
    for (std::size_t k = 0; k < 8; ++k) {
      eight part;
      __builtin_memcpy(&part, at + i + 8 * k, sizeof part);
      sums[k] += part;
    }
  }
  double total = 0;
  for (const eight& s : sums) {
    for (int lane = 0; lane < 8; ++lane) total += s[lane];
  }
  return total;
}

void read_floor(benchmark::State& state) {
  const auto flows = doubles();
  for (auto _ : state) benchmark::DoNotOptimize(sum_of(flows.data(), flows.size()));
}

void npv_double(benchmark::State& state) {
  const auto flows = doubles();
  const auto v = factors();
  static const auto out = huge<double>(projects);
  for (auto _ : state) {
    nytta::npv_batch(flows, v, out, static_cast<int>(state.range(0)));
    benchmark::ClobberMemory();
  }
}

void npv_exact(benchmark::State& state) {
  const auto flows = ore();
  const nytta::exact_factors v(nytta::decimal::parse("0.035").value(), periods, nytta::timing::start);
  static const auto out = huge<std::int64_t>(projects);
  for (auto _ : state) {
    nytta::npv_batch(flows, v, out);
    benchmark::ClobberMemory();
  }
}

/// A thousandth of the projects, with factors made beforehand.
void npv_dec_float(benchmark::State& state) {
  using number = boost::multiprecision::cpp_dec_float_50;
  std::vector<number> flows;
  for (std::size_t i = 0; i < projects / 1000 * periods; ++i) flows.emplace_back(ore()[i]);
  std::vector<number> v;
  number factor(1);
  for (std::size_t t = 0; t < periods; ++t) {
    v.push_back(factor);
    factor /= number("1.035");
  }
  for (auto _ : state) {
    for (std::size_t i = 0; i < flows.size(); i += periods) {
      number sum(0);
      for (std::size_t t = 0; t < periods; ++t) sum += flows[i + t] * v[t];
      benchmark::DoNotOptimize(sum);
    }
  }
}

void irr_rows(benchmark::State& state) {
  const auto flows = doubles().first(rate_series * periods);
  static const auto rates = huge<double>(rate_series);
  std::vector<nytta::status> states(rate_series);
  for (auto _ : state) {
    nytta::irr_batch(flows, periods, rates, states, static_cast<int>(state.range(0)));
    benchmark::ClobberMemory();
  }
}

/// 256 series; with `changes` above 1 the signs turn in so many places, and most have several rates.
std::vector<std::vector<double>> series_with(int changes) {
  std::vector<std::vector<double>> out;
  std::uint64_t state = 7;
  while (out.size() < 256) {
    std::vector<double> flows{1};
    // The product of factors 1 − g v, g near 1.1 to 1.6, and of gains without roots: as many rates as changes.
    for (int k = 0; k < changes; ++k) {
      const double growth = 1.05 + 0.25 * k + between(state, 0, 0.1);
      std::vector<double> next_flows(flows.size() + 1, 0.0);
      for (std::size_t t = 0; t < flows.size(); ++t) {
        next_flows[t] += flows[t];
        next_flows[t + 1] -= growth * flows[t];
      }
      flows = next_flows;
    }
    while (flows.size() < periods) {
      std::vector<double> next_flows(flows.size() + 1, 0.0);
      const double share = between(state, 0.02, 0.1);
      for (std::size_t t = 0; t < flows.size(); ++t) {
        next_flows[t] += flows[t];
        next_flows[t + 1] += share * flows[t];
      }
      flows = next_flows;
    }
    out.push_back(flows);
  }
  return out;
}

void irr_scalar(benchmark::State& state) {
  const auto all = series_with(static_cast<int>(state.range(0)));
  std::size_t found = 0;
  for (auto _ : state) {
    for (const auto& flows : all) found += nytta::irr(flows).values.size();
  }
  state.counters["roots"] =
      static_cast<double>(found) / static_cast<double>(state.iterations()) / static_cast<double>(all.size());
}

}  // namespace

BENCHMARK(read_floor)->Unit(benchmark::kMillisecond);
BENCHMARK(npv_double)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);
BENCHMARK(npv_exact)->Unit(benchmark::kMillisecond);
BENCHMARK(npv_dec_float)->Unit(benchmark::kMillisecond);
BENCHMARK(irr_rows)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);
BENCHMARK(irr_scalar)->Arg(1)->Arg(2)->Arg(3)->Arg(4)->Unit(benchmark::kMicrosecond);
BENCHMARK_MAIN();
