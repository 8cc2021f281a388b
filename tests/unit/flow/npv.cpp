// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/npv.hpp>

#include <Eigen/Core>
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace nytta;
using boost::multiprecision::cpp_dec_float_50;
using boost::multiprecision::cpp_rational;

TEST_CASE("npv: the first period is not discounted at the start, and is at the end") {
  // numpy-financial's documentation: 3065.22267. Microsoft KB Q52221: 1904.58 with the outlay today, and 1731.44 when
  // the spreadsheet's function is given the outlay too.
  CHECK(npv({-40000, 5000, 8000, 12000, 30000}, 0.08, timing::start) == doctest::Approx(3065.2226682).epsilon(1e-11));
  CHECK(npv({-15000, 5000, 7500, 8200}, 0.10, timing::start) == doctest::Approx(1904.58302).epsilon(1e-8));
  CHECK(npv({-15000, 5000, 7500, 8200}, 0.10, timing::end) == doctest::Approx(1731.43911).epsilon(1e-8));
  CHECK(npv({100, 100, 100, 100, 100}, 0.03, timing::middle) == doctest::Approx(464.789516).epsilon(1e-9));
}

TEST_CASE_TEMPLATE("npv: the same formula in every number", Number, double, cpp_dec_float_50, cpp_rational) {
  // -1000 + 600/1.25 + 600/1.5625 = -1000 + 480 + 384 = -136
  const std::vector<Number> flows{Number(-1000), Number(600), Number(600)};
  CHECK(npv(flows, Number(Number(1) / Number(4)), timing::start) == Number(-136));
  const std::vector<Number> factors{Number(1), Number(Number(4) / Number(5)), Number(Number(16) / Number(25))};
  CHECK(npv(flows, factors) - Number(-136) < Number(1) / Number(1000000000));
  CHECK(Number(-136) - npv(flows, factors) < Number(1) / Number(1000000000));
}

TEST_CASE("npv: decimals, divided at twenty places, come to the öre printed") {
  const arithmetic<decimal> by(20, rounding::half_even);
  const decimal value = npv({-15000, 5000, 7500, 8200}, decimal::of(10, 2), timing::start, by);
  CHECK(value.rounded(2, rounding::half_even).to_string() == "1904.58");
}

TEST_CASE("npv: a whole column of series at once") {
  const std::vector<Eigen::ArrayXd> flows{Eigen::ArrayXd::Constant(3, -1000.0), Eigen::ArrayXd::LinSpaced(3, 500, 700),
                                          Eigen::ArrayXd::Constant(3, 600.0)};
  const std::vector<double> factors{1.0, 0.8, 0.64};
  const Eigen::ArrayXd values = npv(flows, factors);
  CHECK(values(0) == doctest::Approx(-216));
  CHECK(values(1) == doctest::Approx(-136));
  CHECK(values(2) == doctest::Approx(-56));
}

TEST_CASE("npv: a rate below -100 % is a number too, but not in the middle of periods; -100 % never is") {
  CHECK(npv({1, 1}, -3.0, timing::start) == 0.5);
  CHECK_THROWS_AS((void)npv({1, 1}, -3.0, timing::middle), std::invalid_argument);
  CHECK_THROWS_AS((void)npv({1, 1}, -1.0, timing::start), std::invalid_argument);
}

TEST_CASE("npv: no flows, or another number of factors, is refused") {
  const std::vector<double> none;
  const std::vector<double> one{1};
  const std::vector<double> two{1, 2};
  CHECK_THROWS_AS((void)npv(none, 0.03, timing::start), std::invalid_argument);
  CHECK_THROWS_AS((void)npv(none, none), std::invalid_argument);
  CHECK_THROWS_AS((void)npv(one, two), std::invalid_argument);
}
