// SPDX-License-Identifier: Apache-2.0
// A calculator that needs some measures and exact kronor, and links nothing.
#include <nytta/core/money.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/npv.hpp>

#include <cmath>
#include <cstdio>
#include <vector>

int main() {
  const double value = nytta::npv({-40000.0, 5000.0, 8000.0, 12000.0, 30000.0}, 0.08, nytta::timing::start);
  std::printf("%.2f\n", value);

  // 1 ärende × 7 min × 300.9 kr/h, rounded once: 35.105 kr.
  const nytta::money hour(*nytta::decimal::parse("300.90"));
  const nytta::money seven = hour * nytta::share(7);
  const nytta::money price(nytta::divide(seven.kronor(), 60, 2, nytta::rounding::half_even));
  std::printf("%s\n", price.kronor().to_string().c_str());

  const auto rates = nytta::irr(std::vector<double>{-1000, 2500, -1540});
  for (const double rate : rates.values) std::printf("%.1f\n", rate);

  const bool right = rates.state == nytta::status::several && rates.values.size() == 2;
  return right && std::fabs(value - 3065.22) < 0.01 && price.kronor().to_string() == "35.10" ? 0 : 1;
}
