// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/dated.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/time_value.hpp>

#include <cstdio>
#include <vector>

namespace {

void print(const char* what, const nytta::roots<double>& rates) {
  std::printf("%s:", what);
  for (const double rate : rates.values) std::printf(" %.4f %%", 100 * rate);
  if (rates.values.empty()) std::printf(" none, %s", text(rates.why, nytta::language::en).data());
  std::printf("\n");
}

}  // namespace

// Every rate, where a spreadsheet shows one of them or an error.
int main() {
  // A pit that must be filled at the end: (1.1 v − 1)(1.4 v − 1) × −1000 is −1000, 2500, −1540.
  print("two rates", nytta::irr(std::vector<double>{-1000, 2500, -1540}));
  // 1 − 3 v + 2.5 v² is 0 for no real v: 9 < 10.
  print("no rate", nytta::irr(std::vector<double>{1000, -3000, 2500}));
  // Bought on a leap day's year: 1.1 over 366 of 365 days is 1.1^(365/366) − 1 = 9.9714 % a year.
  const std::vector<double> flows{-1000, 1100};
  const std::vector<nytta::date> days{{2020, 1, 1}, {2021, 1, 1}};
  print("dated", nytta::xirr<double>(flows, days));
  // A million at 3 % over ten years, paid monthly: 1 000 000 × 0.0025 / (1 − 1.0025^−120).
  const double payment = nytta::spreadsheet::pmt(0.03 / 12, 120, 1'000'000).value;
  std::printf("a loan's payment: %.2f kr a month\n", payment);
  // What a loan without interest costs when 2 % of it is a fee: 98 received, ten times 10 paid.
  print("the rate of a fee", nytta::spreadsheet::rate(10.0, -10, 98));
}
