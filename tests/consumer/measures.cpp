// SPDX-License-Identifier: Apache-2.0
// A calculator that needs one measure and links nothing.
#include <nytta/flow/npv.hpp>

#include <cmath>
#include <cstdio>

int main() {
  const double value = nytta::npv({-40000.0, 5000.0, 8000.0, 12000.0, 30000.0}, 0.08, nytta::timing::start);
  std::printf("%.2f\n", value);
  return std::fabs(value - 3065.22) < 0.01 ? 0 : 1;
}
