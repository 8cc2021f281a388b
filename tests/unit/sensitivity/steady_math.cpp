// SPDX-License-Identifier: Apache-2.0
#include "core/steady_math.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace nytta;

namespace {

/// The difference in units in the last place of the reference.
double units(double given, long double reference) {
  const auto nearest = static_cast<double>(reference);
  if (given == nearest) return 0;
  const double unit = std::nextafter(std::abs(nearest), std::numeric_limits<double>::infinity()) - std::abs(nearest);
  return std::abs(static_cast<double>((static_cast<long double>(given) - reference) / static_cast<long double>(unit)));
}

}  // namespace

TEST_CASE("steady: exponentials, logarithms, powers and sines against long double") {
  std::mt19937_64 engine(1);
  const auto part = [&] { return static_cast<double>(engine() >> 11U) * 0x1p-53; };
  const auto either = [&] { return 2 * part() - 1; };
  double worst_exp = 0;
  double worst_log = 0;
  double worst_log1p = 0;
  double worst_expm1 = 0;
  double worst_pow = 0;
  double worst_square = 0;
  double worst_sin = 0;
  for (int i = 0; i < 200000; ++i) {
    const double x = 708 * either() * std::pow(part(), 3);
    worst_exp = (std::max)(worst_exp, units(steady::exp(x), std::exp(static_cast<long double>(x))));
    const double wide = std::ldexp(1 + part(), static_cast<int>(1020 * either()));
    worst_log = (std::max)(worst_log, units(steady::log(wide), std::log(static_cast<long double>(wide))));
    const double near = 1 + either() * std::ldexp(1, -static_cast<int>(50 * part()) - 1);
    worst_log = (std::max)(worst_log, units(steady::log(near), std::log(static_cast<long double>(near))));
    const double small = either() * std::ldexp(1, -static_cast<int>(60 * part()));
    worst_log1p = (std::max)(worst_log1p, units(steady::log1p(small), std::log1p(static_cast<long double>(small))));
    worst_expm1 = (std::max)(worst_expm1, units(steady::expm1(small), std::expm1(static_cast<long double>(small))));
    const double base = i % 2 == 0 ? wide : near;
    const double logarithm = std::log(base);
    const double power = logarithm == 0 ? 2 : 700 * either() / logarithm;
    if (std::abs(power) < 1e6) {
      const long double reference = std::pow(static_cast<long double>(base), static_cast<long double>(power));
      worst_pow = (std::max)(worst_pow, units(steady::pow(base, power), reference));
    }
    const double z = 37 * either();
    const long double half_square = static_cast<long double>(z) * static_cast<long double>(z) / 2;
    worst_square = (std::max)(worst_square, units(steady::exp_half_square(z), std::exp(-half_square)));
    const double angle = 1.5707 * either();
    worst_sin = (std::max)(worst_sin, units(steady::sin(angle), std::sin(static_cast<long double>(angle))));
  }
  CHECK(worst_exp < 1);
  CHECK(worst_log < 1);
  CHECK(worst_log1p < 1);
  CHECK(worst_expm1 < 1.5);
  CHECK(worst_pow < 2);
  CHECK(worst_square < 1.5);
  CHECK(worst_sin < 4);
}

TEST_CASE("steady: edges") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(steady::exp(0) == 1);
  CHECK(steady::exp(710) == infinity);
  CHECK(steady::exp(-746) == 0);
  CHECK(steady::exp(-745) == std::numeric_limits<double>::denorm_min());
  CHECK(std::isnan(steady::exp(std::numeric_limits<double>::quiet_NaN())));
  CHECK(steady::log(1) == 0);
  CHECK(steady::log(0) == -infinity);
  CHECK(steady::log(infinity) == infinity);
  CHECK(std::isnan(steady::log(-1)));
  CHECK(units(steady::log(0x1p-1074), -744.4400719213812621L) < 1);
  CHECK(steady::log1p(0) == 0);
  CHECK(steady::log1p(-1) == -infinity);
  CHECK(steady::expm1(0) == 0);
  CHECK(steady::pow(0, 0) == 1);
  CHECK(steady::pow(0, 2) == 0);
  CHECK(steady::pow(0, -1) == infinity);
  CHECK(steady::pow(10, 3) == 1000);
  CHECK(steady::pow(2, -1074) == std::numeric_limits<double>::denorm_min());
  CHECK(steady::pow(10, 400) == infinity);
  CHECK(std::isnan(steady::pow(-8, 3)));
  CHECK(steady::exp_half_square(41) == 0);
}
