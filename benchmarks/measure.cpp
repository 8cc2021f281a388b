// SPDX-License-Identifier: Apache-2.0
// `nytta measure`, line by line: 24 mixed questions answered, and the same lines only parsed by nlohmann::json.

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "io/measure/measure_line.hpp"

namespace {

std::vector<std::string> questions() {
  std::vector<std::string> out;
  const std::string flows = "[-36391, 1552, 4120, 2650, 7701, 8123, 3300, 9051, 120, 7443]";
  const std::string dates =
      R"(["2020-01-01","2020-01-15","2020-01-28","2020-02-01","2020-02-15","2020-02-28","2020-03-01","2020-03-15",)"
      R"("2020-03-28","2021-04-01"])";
  for (const char* rate : {"0.0912", "0.035"}) {
    const std::string r = std::string(R"(,"rate":)") + rate;
    out.push_back(R"({"measure":"npv","flows":)" + flows + r + "}");
    out.push_back(R"({"measure":"irr","flows":)" + flows + "}");
    out.push_back(R"({"measure":"mirr","finance_rate":0.03,"reinvest_rate":)" + std::string(rate) + R"(,"flows":)" +
                  flows + "}");
    out.push_back(R"({"measure":"payback","flows":)" + flows + r + "}");
    out.push_back(R"({"measure":"xnpv","flows":)" + flows + R"(,"dates":)" + dates + r + "}");
    out.push_back(R"({"measure":"xirr","flows":)" + flows + R"(,"dates":)" + dates + "}");
    out.push_back(R"({"measure":"pmt","nper":360,"pv":1750000)" + r + "}");
    out.push_back(R"({"measure":"rate","nper":60,"pmt":-400,"pv":20000})");
    out.push_back(R"({"measure":"nper","pmt":-6000,"pv":29000)" + r + "}");
    out.push_back(R"({"measure":"ipmt","per":3,"nper":36,"pv":29000)" + r + "}");
    out.push_back(R"({"measure":"ddb","cost":10000,"salvage":1000,"life":10,"period":2})");
    out.push_back(R"({"measure":"discount_factor","periods":23)" + r + "}");
  }
  return out;
}

void answered(benchmark::State& state) {
  const auto lines = questions();
  for (auto _ : state) {
    for (const std::string& line : lines) benchmark::DoNotOptimize(nytta::answer_line(line));
  }
}

void parsed(benchmark::State& state) {
  const auto lines = questions();
  for (auto _ : state) {
    for (const std::string& line : lines) benchmark::DoNotOptimize(nlohmann::json::parse(line));
  }
}

}  // namespace

BENCHMARK(answered)->Unit(benchmark::kMicrosecond);
BENCHMARK(parsed)->Unit(benchmark::kMicrosecond);
BENCHMARK_MAIN();
