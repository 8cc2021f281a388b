// SPDX-License-Identifier: Apache-2.0
// A program of someone else's that gets all of nytta from the DLL.
#include <nytta/appraisal/certify.hpp>
#include <nytta/flow/batch.hpp>
#include <nytta/io/calculate.hpp>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

int main(int, char** argv) {
  std::ifstream file(argv[1], std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto result = nytta::calculate(text, "case.toml");
  if (!result) return 1;
  const auto& main = result->result.alternatives.front();
  const nytta::certified_values values(result->result.steps);
  const std::string value = values.rounded(main.find("net_present_value")->node, 0, 2);
  // examples/bygglov/why.md.
  if (value != "432227.70") return 2;

  // −10 000 öre now and 11 055 in a year at 10 %: 50. And what is refused is thrown across the border of the DLL.
  const std::vector<std::int64_t> flows{-10'000, 11'055};
  std::vector<std::int64_t> worth(1);
  nytta::npv_batch(flows, nytta::exact_factors(nytta::decimal::of(1, 1), 2, nytta::timing::start), worth);
  if (worth.front() != 50) return 3;
  std::vector<double> too_few(1);
  try {
    nytta::npv_batch(std::vector<double>{1, 2, 3}, std::vector<double>{1, 1}, too_few);
  } catch (const std::invalid_argument&) {
    std::puts(value.c_str());
    return 0;
  }
  return 4;
}
