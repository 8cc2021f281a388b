// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/batch.hpp>

#include <cstdint>
#include <cstdio>
#include <vector>

// Many requests at once, over data that the caller owns: a row for each, in öre, exactly; and the rates of the same.
int main() {
  constexpr int periods = 3;
  const std::vector<std::int64_t> ore{
      -1'000'000, 550'000, 605'000,  // −10 000 + 5 000 + 5 000 at 10 %: 0 kr, and so 10 %
      -1'000'000, 550'000, 611'050,  // 50 kr more: 60.50 / 1.21
      -200'000,   0,       100'000,  // −2 000 + 826.446… = −1 173.55 kr; (1/2)^(1/2) − 1 = −29.29 %
      100'000,    100'000, 100'000,  // no outlay: no rate
  };
  const nytta::exact_factors factors(nytta::decimal::parse("0.10").value(), periods, nytta::timing::start);
  std::vector<std::int64_t> values(ore.size() / periods);
  nytta::npv_batch(ore, factors, values);

  const std::vector<double> flows(ore.begin(), ore.end());
  std::vector<double> rates(values.size());
  std::vector<nytta::status> states(values.size());
  nytta::irr_batch(flows, periods, rates, states);

  for (std::size_t i = 0; i < values.size(); ++i) {
    std::printf("request %zu: %9.2f kr", i + 1, static_cast<double>(values[i]) / 100);
    if (states[i] == nytta::status::ok) {
      std::printf(", %6.2f %%\n", 100 * rates[i]);
    } else {
      std::printf(", rate: %s\n", name(states[i]).data());
    }
  }
}
