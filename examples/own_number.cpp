// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/cumulate.hpp>
#include <nytta/flow/npv.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace {

/// Every number from low to high: what is known of an estimate. Ends are not rounded outwards here.
struct interval {
  double low = 0;
  double high = 0;
  interval(double from, double to) : low(from), high(to) {}
  explicit interval(double exact) : interval(exact, exact) {}

  interval& operator+=(const interval& b) { return *this = {low + b.low, high + b.high}; }
  friend interval operator+(interval a, const interval& b) { return a += b; }
  friend interval operator*(const interval& a, const interval& b) {
    const auto ends = std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
    return {ends.first, ends.second};
  }
  friend interval operator/(const interval& a, const interval& b) { return a * interval(1 / b.high, 1 / b.low); }
  friend bool operator==(const interval&, const interval&) = default;
  friend bool operator<(const interval& a, const interval& b) { return a.high < b.low; }  // for certain
};

}  // namespace

// The measures take any number type that has + * / and comparisons: here one that carries what is not known.
//
// By hand: an investment of 1 000 000 kr gives 500 000 to 600 000 kr in each of three years; the rate is 3 to 5 %. The
// annuity factors are (1 − 1.05⁻³) / 0.05 = 2.72324803 and (1 − 1.03⁻³) / 0.03 = 2.82861135. So at worst
// −1 000 000 + 500 000 × 2.72324803 = 361 624.01 kr, and at best −1 000 000 + 600 000 × 2.82861135 = 697 166.81 kr.
int main() {
  const interval yearly(500'000, 600'000);
  const std::array flows{interval(-1'000'000), yearly, yearly, yearly};

  const interval value = nytta::npv<interval>(flows, interval(0.03, 0.05), nytta::timing::start);
  std::printf("the net present value lies between %.2f and %.2f kr\n", value.low, value.high);

  int year = 0;
  for (const interval& sum : nytta::cumulate(flows))
    std::printf("after year %d between %.0f and %.0f kr have come in\n", year++, sum.low, sum.high);
}
