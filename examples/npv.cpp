// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/npv.hpp>

#include <cstdio>
#include <vector>

// An e-service: what it costs to introduce, then what it frees in each of four years.
int main() {
  const std::vector<double> flows{-900'000, 150'000, 300'000, 350'000, 350'000};
  for (const double rate : {0.0, 0.035, 0.10}) {
    const double value = nytta::npv<double>(flows, rate, nytta::timing::start);
    std::printf("at %4.1f %% the net present value is %10.2f kr\n", 100 * rate, value);
  }
}
