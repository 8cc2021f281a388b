// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/mirr.hpp>

#include <boost/multiprecision/cpp_dec_float.hpp>
#include <doctest/doctest.h>

#include <vector>

using namespace nytta;
using boost::multiprecision::cpp_dec_float_50;

TEST_CASE_TEMPLATE("mirr: the peers' example, in every number with powers", Number, double, cpp_dec_float_50) {
  // pyxirr: 0.10401626745; recomputed with 50 digits 0.1040162674595910167642.
  const std::vector<Number> flows{Number(-1000), Number(100), Number(250), Number(500), Number(500)};
  const Number ten_percent(Number(1) / Number(10));
  const auto rate = mirr(flows, ten_percent, ten_percent);
  REQUIRE(rate.has_value());
  CHECK(static_cast<double>(rate.value) == doctest::Approx(0.1040162674595910).epsilon(1e-14));
}

TEST_CASE("mirr: periods without a flow count") {
  // 100 grows to 121 in two periods: 10 %.
  const std::vector<double> flows{-100, 0, 121};
  CHECK(mirr(flows, 0.05, 0.05).value == doctest::Approx(0.1).epsilon(1e-15));
}

TEST_CASE("mirr: what cannot be asked has a status and a reason") {
  const std::vector<double> one{-1};
  const std::vector<double> gains{1, 2};
  const std::vector<double> both{-1, 2};
  const std::vector<double> late_loss{3, -1, 1};
  CHECK(mirr(one, 0.1, 0.1).why == reason::needs_two_periods);
  CHECK(mirr(gains, 0.1, 0.1).why == reason::needs_both_signs);
  CHECK(mirr(both, -1.0, 0.1).why == reason::rate_minus_one);
  CHECK(mirr(both, 0.1, -1.0).state == status::undefined);
  // PV of −1 at −200 % is +1, so the ratio is negative.
  CHECK(mirr(late_loss, -2.0, 0.1).state == status::none);
}
