// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/annuity.hpp>
#include <nytta/flow/npv.hpp>
#include <nytta/flow/time_value.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <vector>

using namespace nytta;
using boost::multiprecision::cpp_bin_float_50;
using boost::multiprecision::cpp_rational;
namespace sheet = spreadsheet;

namespace {

/// The equation of time_value.hpp, left-hand side, in rationals: what must be 0.
cpp_rational balance(const cpp_rational& rate, int n, const cpp_rational& pmt, const cpp_rational& pv,
                     const cpp_rational& fv, payment_time when) {
  cpp_rational sum = pv;
  for (int k = 0; k < n; ++k) {
    if (when == payment_time::begin) sum += pmt;
    sum *= 1 + rate;
    if (when == payment_time::end) sum += pmt;
  }
  return sum + fv;
}

}  // namespace

TEST_CASE("time value: payment, present and future value balance the equation exactly, in rationals") {
  for (const payment_time when : {payment_time::end, payment_time::begin}) {
    for (const cpp_rational& rate : {cpp_rational(0), cpp_rational(1, 40), cpp_rational(-1, 4), cpp_rational(3)}) {
      for (const int n : {1, 2, 7, 40}) {
        const cpp_rational pv(-31415);
        const cpp_rational fv(2718, 7);
        const cpp_rational pmt = sheet::pmt(rate, n, pv, fv, when).value;
        CHECK(balance(rate, n, pmt, pv, fv, when) == 0);
        CHECK(sheet::pv(rate, n, pmt, fv, when).value == pv);
        CHECK(sheet::fv(rate, n, pmt, pv, when).value == fv);
      }
    }
  }
}

TEST_CASE("time value: interest and principal parts are those of a loan written up period by period") {
  for (const payment_time when : {payment_time::end, payment_time::begin}) {
    for (const cpp_rational& rate : {cpp_rational(1, 40), cpp_rational(-1, 5), cpp_rational(0)}) {
      const int n = 9;
      const cpp_rational pv(90000);
      const cpp_rational fv(-12345);
      const cpp_rational pmt = sheet::pmt(rate, n, pv, fv, when).value;
      cpp_rational loan = pv;
      cpp_rational sum_of_principal;
      for (int k = 1; k <= n; ++k) {
        const bool at_once = when == payment_time::begin && k == 1;
        const cpp_rational interest = at_once ? cpp_rational(0) : cpp_rational(-rate * loan);
        CHECK(sheet::ipmt(rate, k, n, pv, fv, when).value == interest);
        CHECK(sheet::ppmt(rate, k, n, pv, fv, when).value == pmt - interest);
        loan += pmt - interest;
        sum_of_principal += pmt - interest;
        if (rate > 0 && fv == 0) {
          CHECK(sheet::cumprinc(rate, n, pv, 1, k, when).value == sum_of_principal);
        }
      }
      // What is left is the amount at the end, which falls a period after the last payment at a beginning.
      CHECK((when == payment_time::begin ? cpp_rational(loan * (1 + rate)) : loan) == -fv);
    }
  }
}

TEST_CASE("time value: sums over payments are the sums of their parts, in rationals") {
  const cpp_rational rate(3, 100);
  const cpp_rational pv(50000);
  for (const payment_time when : {payment_time::end, payment_time::begin}) {
    for (int start = 1; start <= 6; ++start) {
      cpp_rational interest;
      cpp_rational principal;
      for (int end = start; end <= 6; ++end) {
        interest += sheet::ipmt(rate, end, 6, pv, 0, when).value;
        principal += sheet::ppmt(rate, end, 6, pv, 0, when).value;
        CHECK(sheet::cumipmt(rate, 6, pv, start, end, when).value == interest);
        CHECK(sheet::cumprinc(rate, 6, pv, start, end, when).value == principal);
      }
    }
  }
}

TEST_CASE_TEMPLATE("time value: the present value of an annuity's payments is the loan", Number, double,
                   cpp_bin_float_50) {
  const Number rate(Number(4) / Number(1200));
  for (const int n : {1, 12, 360}) {
    const Number loan(1750000);
    const Number payment = sheet::pmt(rate, n, loan).value;
    const Number worth = npv(std::vector<Number>(static_cast<std::size_t>(n), Number(-payment)), rate, timing::end);
    CHECK(static_cast<double>(Number(worth / loan)) == doctest::Approx(1).epsilon(1e-13));
    // The same factor as flow/annuity.hpp has for whole numbers of payments.
    CHECK(static_cast<double>(Number(loan / (annuity_factor(rate, n) * -payment))) ==
          doctest::Approx(1).epsilon(1e-13));
  }
}

TEST_CASE_TEMPLATE("time value: periods, rate, rate between values and duration undo each other", Number, double,
                   cpp_bin_float_50) {
  const Number rate(Number(7) / Number(200));
  for (const payment_time when : {payment_time::end, payment_time::begin}) {
    const Number payment = sheet::pmt(rate, Number(17), Number(8000), Number(-500), when).value;
    CHECK(static_cast<double>(sheet::nper(rate, payment, Number(8000), Number(-500), when).value) ==
          doctest::Approx(17).epsilon(1e-12));
    const auto rates = sheet::rate(Number(17), payment, Number(8000), Number(-500), when);
    REQUIRE(rates.values.size() == 1);
    CHECK(static_cast<double>(rates.values[0]) == doctest::Approx(0.035).epsilon(1e-12));
  }
  const Number grown(Number(1000) * sheet::fvschedule(Number(1), std::vector<Number>(6, rate)));
  CHECK(static_cast<double>(sheet::rri(Number(6), Number(1000), grown).value) == doctest::Approx(0.035).epsilon(1e-13));
  CHECK(static_cast<double>(sheet::pduration(rate, Number(1000), grown).value) == doctest::Approx(6).epsilon(1e-13));
  const Number yearly = sheet::effect(rate, Number(12)).value;
  CHECK(static_cast<double>(sheet::nominal(yearly, Number(12)).value) == doctest::Approx(0.035).epsilon(1e-13));
}

TEST_CASE("time value: a loan may have two rates, and both are told") {
  // 600 received, 100 paid at the beginning of twelve periods, 100 received at the end: HyperFormula's RATE shows one.
  const auto rates = sheet::rate(12.0, -100, 600, 100, payment_time::begin);
  CHECK(rates.state == status::several);
  REQUIRE(rates.values.size() == 2);
  // Both roots are the case file's, by its independent recomputation with 50 digits.
  CHECK(rates.values[0] == doctest::Approx(-0.49956857512193291871).epsilon(1e-13));
  CHECK(rates.values[1] == doctest::Approx(0.1524515920544160096394).epsilon(1e-13));
}

TEST_CASE("time value: terms that are no whole number of periods, and very long ones") {
  // HyperFormula: RATE(0.9, -100, 400) is -0.796172; digits of the case file's recomputation.
  const auto short_term = sheet::rate(0.9, -100, 400);
  REQUIRE(short_term.values.size() == 1);
  CHECK(short_term.values[0] == doctest::Approx(-0.7961723610105143150127).epsilon(1e-13));
  // By construction: the payment of a loan at 2 % over 7.5, and at 0.25 % over 3000.5 periods.
  for (const double n : {7.5, 3000.5}) {
    const double given = n < 100 ? 0.02 : 0.0025;
    const double payment = sheet::pmt(given, n, 1000.0).value;
    const auto rates = sheet::rate(n, payment, 1000.0);
    REQUIRE(rates.values.size() == 1);
    CHECK(rates.values[0] == doctest::Approx(given).epsilon(1e-11));
  }
  // 1000 borrowed, 100 paid in each of 10.5 periods, which is 50 too much: paid -50 back at the end, so that r = 0.
  const auto free_of_interest = sheet::rate(10.5, -100, 1000, 50);
  REQUIRE_FALSE(free_of_interest.values.empty());
  CHECK(free_of_interest.values.back() == doctest::Approx(0).epsilon(1e-12));
}

TEST_CASE("time value: where a spreadsheet shows an error, there is a reason") {
  using why = reason;
  CHECK(sheet::pv(-1.0, 10, 100).why == why::rate_out_of_domain);
  CHECK(sheet::fv(-1.5, 10, 100).why == why::rate_out_of_domain);
  CHECK(sheet::pmt(0.05, 0, 100).why == why::no_periods);
  CHECK(sheet::nper(0.0, 0, -500, 5000).why == why::no_periods_balance);
  CHECK(sheet::nper(0.05, -10, 1000).why == why::no_periods_balance);  // the interest alone is 50
  CHECK(sheet::rate(0.0, 1, 8000).why == why::no_periods);
  CHECK(sheet::rate(10.0, 0, 0).why == why::all_zero);
  CHECK(sheet::rate(10.0, 100, 1000).why == why::no_sign_change);
  CHECK(sheet::ipmt(0.05, 0, 10, -50000).why == why::period_outside_term);
  CHECK(sheet::ppmt(0.05, 11, 10, -50000).why == why::period_outside_term);
  CHECK(sheet::ispmt(0.05, 1, 0, 100).why == why::no_periods);
  CHECK(sheet::cumipmt(-0.01, 360, 100000, 13, 24, payment_time::end).why == why::rate_not_positive);
  CHECK(sheet::cumprinc(0.01, 360, -100000, 13, 24, payment_time::end).why == why::amount_not_positive);
  CHECK(sheet::cumprinc(0.01, 360, 100000, 24, 13, payment_time::end).why == why::period_outside_term);
  CHECK(sheet::pduration(0.0, 50, 100).why == why::rate_not_positive);
  CHECK(sheet::pduration(0.05, 50, 0).why == why::amount_not_positive);
  CHECK(sheet::rri(0.0, 70, 200).why == why::no_periods);
  CHECK(sheet::rri(10.0, 0, 200).why == why::division_by_zero);
  CHECK(sheet::rri(10.0, -5, 200).why == why::no_real_root);
  CHECK(sheet::rri(10.0, 70, 0).value == -1);
  CHECK(sheet::effect(0.0, 4).why == why::rate_not_positive);
  CHECK(sheet::nominal(0.025, -12).why == why::no_periods);
}
