// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/payback.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace nytta;
using boost::multiprecision::cpp_rational;
using flows = std::vector<cpp_rational>;

TEST_CASE("payback: the lasting crossing, not the first, when the money runs out again") {
  // S = −500, 100, −300, 200: below zero again in period 2, so 2 + 300/500; the first crossing is 500/600.
  const flows dipping{-500, 600, -400, 500};
  CHECK(payback(dipping).value == cpp_rational(26, 10));
  CHECK(payback(dipping, crossing::first).value == cpp_rational(5, 6));
}

TEST_CASE("payback: reaching exactly zero is paid back, and what never was below is paid back at once") {
  CHECK(payback(flows{-100, 50, 50, 10}).value == 2);
  CHECK(payback(flows{10, 20}).value == 0);
  CHECK(payback(flows{0, 0}).value == 0);
  CHECK(payback(flows{5, -10, 20}).value == cpp_rational(5, 4));
  CHECK(payback(flows{5, -10, 20}, crossing::first).value == 0);
}

TEST_CASE("payback: a series that ends below zero is never paid back, though it crossed on the way") {
  const auto lasting = payback(flows{-100, 150, -80});
  CHECK(lasting.state == status::none);
  CHECK(lasting.why == reason::never_paid_back);
  CHECK(payback(flows{-100, 150, -80}, crossing::first).value == cpp_rational(2, 3));
  CHECK(payback(flows{-100, 50}, crossing::first).state == status::none);
}

TEST_CASE("payback: decimals are told how to divide") {
  const std::vector<decimal> series{decimal(-1000), decimal(300), decimal(300), decimal(300), decimal(300)};
  const auto years = payback(series, crossing::lasting, arithmetic<decimal>(6, rounding::half_even));
  CHECK(years.value.to_string() == "3.333333");
}

TEST_CASE("payback: no flows are refused") { CHECK_THROWS_AS((void)payback(flows{}), std::invalid_argument); }
