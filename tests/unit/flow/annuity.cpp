// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/annuity.hpp>
#include <nytta/flow/npv.hpp>

#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace nytta;
using boost::multiprecision::cpp_dec_float_50;
using boost::multiprecision::cpp_rational;

TEST_CASE("annuity: the factor at 6 % over 20 years, at zero and near zero") {
  CHECK(annuity_factor(0.06, 20) == doctest::Approx(11.469921).epsilon(1e-7));  // Energimyndigheten prints 11,47
  CHECK(annuity_factor(0.0, 7) == 7);
  CHECK(annuity_factor(0.05, 0) == 0);
  // n − r n(n+1)/2 to first order: 10 − 55e-12
  CHECK(annuity_factor(1e-12, 10) - 10 == doctest::Approx(-55e-12).epsilon(1e-4));
}

TEST_CASE("annuity: decimals take the scale of their quotients from the caller") {
  const arithmetic<decimal> by(20, rounding::half_even);
  const decimal factor = annuity_factor(decimal::parse("0.03").value(), 6, by);
  CHECK(factor.rounded(12, rounding::half_even) == decimal::parse("5.417191443878").value());
}

TEST_CASE_TEMPLATE("annuity: the present value of the payments is the loan", Number, double, cpp_dec_float_50,
                   cpp_rational) {
  const Number rate(Number(25) / Number(1000));
  const Number payment(Number(1000000) / annuity_factor(rate, 10));
  const std::vector<Number> payments(10, payment);
  const Number difference(npv(payments, rate, timing::end) - Number(1000000));
  CHECK(difference < Number(1) / Number(100000000));
  CHECK(Number(-1) / Number(100000000) < difference);
}

TEST_CASE("annuity: the equivalent annual amount of a million over ten years at 2.5 %") {
  const auto flat = discount_schedule<double>::flat(0.025);
  const horizon h{.first_year = 2022, .years = 10, .base_year = 2022};
  const auto yearly = equivalent_annual_amount(1000000.0, flat, h, timing::end);
  REQUIRE(yearly.has_value());
  CHECK(yearly.value == doctest::Approx(114258.76317714).epsilon(1e-13));
  CHECK(equivalent_annual_amount(1000000.0, flat, h, timing::middle).value == yearly.value);
  // Its divisor: (1 − 1.025^−10) / 0.025 = (1 − 0.781198401727) / 0.025.
  CHECK(sum_of_factors(flat, h, timing::end).value == doctest::Approx(8.752063931).epsilon(1e-10));
}

TEST_CASE("annuity: flows at the start of years leave one year less to pay in, and a single one leaves none") {
  const auto flat = discount_schedule<cpp_rational>::flat(cpp_rational(1, 10));
  const horizon two{.first_year = 2022, .years = 2, .base_year = 2022};
  const auto one_payment = equivalent_annual_amount(cpp_rational(100), flat, two, timing::start);
  REQUIRE(one_payment.has_value());
  CHECK(one_payment.value == 110);
  const horizon one{.first_year = 2022, .years = 1, .base_year = 2022};
  const auto none = equivalent_annual_amount(cpp_rational(100), flat, one, timing::start);
  CHECK(none.state == status::undefined);
  CHECK(none.why == reason::no_year_end);
}

TEST_CASE("annuity: a base year before the columns counts in the divisor") {
  // v(2) + v(3) at 10 %: 100/121 + 1000/1331 = 2100/1331.
  const auto flat = discount_schedule<cpp_rational>::flat(cpp_rational(1, 10));
  const horizon h{.first_year = 2023, .years = 2, .base_year = 2022};
  CHECK(sum_of_factors(flat, h, timing::end).value == cpp_rational(2100, 1331));
}

TEST_CASE("annuity: a rate at or below -100 %, or fewer than no payments, is refused") {
  CHECK_THROWS_AS((void)annuity_factor(-1.0, 5), std::invalid_argument);
  CHECK_THROWS_AS((void)annuity_factor(0.03, -1), std::invalid_argument);
  CHECK_THROWS_AS((void)discount_factor(-1.0, 5), std::invalid_argument);
}
