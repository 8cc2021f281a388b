// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/irr.hpp>
#include <nytta/flow/npv.hpp>

#include <boost/multiprecision/cpp_dec_float.hpp>
#include <doctest/doctest.h>

#include <cstddef>
#include <limits>
#include <stdexcept>
#include <vector>

using namespace nytta;
using boost::multiprecision::cpp_dec_float_50;

namespace {

// The flows whose growths 1 + r are exactly the given integers over `unit`: the product of (x·unit − growth), so that
// the expected rates are known by construction and the coefficients are integers.
std::vector<double> flows_with_growths(const std::vector<int>& growths, int unit) {
  std::vector<double> product{1};
  for (const int growth : growths) {
    std::vector<double> next(product.size() + 1, 0.0);
    for (std::size_t i = 0; i < product.size(); ++i) {
      next[i] += unit * product[i];
      next[i + 1] -= growth * product[i];
    }
    product = next;
  }
  return product;
}

}  // namespace

TEST_CASE("irr: two rates, because the last flow is a cost") {
  // −1000 + 2500/1.1 − 1540/1.21 = −1000 + 2272.73 − 1272.73, and −1000 + 2500/1.4 − 1540/1.96 = 0 too.
  const auto rates = irr(std::vector<double>{-1000, 2500, -1540});
  CHECK(rates.state == status::several);
  REQUIRE(rates.values.size() == 2);
  CHECK(rates.values[0] == doctest::Approx(0.1).epsilon(1e-15));
  CHECK(rates.values[1] == doctest::Approx(0.4).epsilon(1e-15));
}

TEST_CASE_TEMPLATE("irr: the present value at each rate is zero within the arithmetic", Number, double, long double,
                   cpp_dec_float_50) {
  const std::vector<std::vector<int>> series{
      {-100, 39, 59, 55, 20}, {-252, 1431, -3035, 2850, -1000}, {-5, 105, 1, -80, 10}, {-20000, 32000, 32000, -22000}};
  for (const auto& amounts : series) {
    std::vector<Number> flows;
    Number size(0);
    for (const int amount : amounts) {
      flows.emplace_back(amount);
      size += Number(amount < 0 ? -amount : amount);
    }
    const auto rates = irr(flows);
    CHECK_FALSE(rates.values.empty());
    for (const Number& rate : rates.values) {
      const Number present_value = npv(flows, rate, timing::start);
      const Number scale = rate < Number(0) ? Number(size / ((Number(1) + rate) * (Number(1) + rate))) : size;
      const Number bound = Number(200) * std::numeric_limits<Number>::epsilon() * scale * scale;
      CHECK(present_value < bound);
      CHECK(Number(0) - present_value < bound);
    }
  }
}

TEST_CASE("irr: four rates of one series, which the textbook says to search between 20 and 70 percent") {
  // Growths 5/4, 4/3, 10/7, 5/3 (brainmass 39308): 84ths 105, 112, 120, 140.
  const auto rates = irr(std::vector<double>{-252, 1431, -3035, 2850, -1000}).values;
  REQUIRE(rates.size() == 4);
  CHECK(rates[0] == doctest::Approx(1.0 / 4).epsilon(1e-13));
  CHECK(rates[1] == doctest::Approx(1.0 / 3).epsilon(1e-13));
  CHECK(rates[2] == doctest::Approx(3.0 / 7).epsilon(1e-13));
  CHECK(rates[3] == doctest::Approx(2.0 / 3).epsilon(1e-13));
}

TEST_CASE("irr: a multiple rate stands once") {
  // (1 − 1.15v)² × −100, and growths 6/5 three times with 3/2 once.
  const auto twice = irr(std::vector<double>{-100, 230, -132.25});
  CHECK(twice.state == status::ok);
  REQUIRE(twice.values.size() == 1);
  CHECK(twice.values[0] == doctest::Approx(0.15).epsilon(1e-12));
  CHECK(twice.multiplicities == std::vector<int>{2});

  const auto thrice = irr(flows_with_growths({12, 12, 12, 15}, 10));
  CHECK(thrice.state == status::several);
  REQUIRE(thrice.values.size() == 2);
  CHECK(thrice.values[0] == doctest::Approx(0.2).epsilon(1e-12));
  CHECK(thrice.values[1] == doctest::Approx(0.5).epsilon(1e-12));
  CHECK(thrice.multiplicities == std::vector<int>{3, 1});

  const auto at_zero = irr(std::vector<double>{-1, 4, -6, 4, -1});
  REQUIRE(at_zero.values.size() == 1);
  CHECK(at_zero.values[0] == 0);
  CHECK(at_zero.multiplicities == std::vector<int>{4});
}

TEST_CASE("irr: rates near -100 % and above a million percent") {
  const auto low = irr(std::vector<double>{-1000000, 5000, -3, 0});  // pyxirr's case
  REQUIRE(low.values.size() == 2);
  CHECK(low.values[0] == doctest::Approx(-0.9993027756377320).epsilon(1e-14));
  CHECK(low.values[1] == doctest::Approx(-0.9956972243622680).epsilon(1e-14));
  CHECK(irr(std::vector<double>{-1, 1e10}).values == std::vector<double>{9999999999.0});
  CHECK(irr(std::vector<double>{-1e10, 1}).values[0] == doctest::Approx(-0.9999999999).epsilon(1e-16));
}

TEST_CASE("irr: a rate near zero keeps its digits") {
  // −1 + 1.0000001/(1+r): r = 1e-7, as far as 1.0000001 is a double.
  const double amount = 1.0000001;
  CHECK(irr(std::vector<double>{-1, amount}).values[0] == amount - 1);
}

TEST_CASE("irr: scale does not matter") {
  const std::vector<double> flows{-100, 39, 59, 55, 20};
  const auto rate = irr(flows).values;
  for (const double unit : {0x1p-300, 0x1p-3, 0x1p900}) {
    std::vector<double> scaled;
    for (const double flow : flows) scaled.push_back(flow * unit);
    CHECK(irr(scaled).values == rate);
  }
}

TEST_CASE("irr: periods without a flow before and after change nothing") {
  CHECK(irr(std::vector<double>{0, 0, -100, 110, 0}).values[0] == doctest::Approx(0.1).epsilon(1e-15));
}

TEST_CASE("irr: fifty years of fifty sign changes, the rates known by construction") {
  // Alternating growths cannot all be separated in double, so the constructed series has few roots and many changes:
  // the product of (1 − 1.1v)(1 − 1.5v) and (1 − v + v²)^12, which has no real root.
  std::vector<double> product{100, -260, 165};
  for (int i = 0; i < 12; ++i) {
    std::vector<double> next(product.size() + 2, 0.0);
    for (std::size_t t = 0; t < product.size(); ++t) {
      next[t] += product[t];
      next[t + 1] -= product[t];
      next[t + 2] += product[t];
    }
    product = next;
  }
  const auto rates = irr(product).values;
  REQUIRE(rates.size() == 2);
  CHECK(rates[0] == doctest::Approx(0.1).epsilon(1e-12));
  CHECK(rates[1] == doctest::Approx(0.5).epsilon(1e-12));
}

TEST_CASE("irr: six hundred periods, more digits confirming fewer") {
  std::vector<double> flows{-1000};
  for (int t = 1; t < 600; ++t) flows.push_back(t % 100 == 99 ? -400.0 : 9.25);
  std::vector<cpp_dec_float_50> wide(flows.begin(), flows.end());
  const auto rates = irr(flows).values;
  const auto same = irr(wide).values;
  REQUIRE(rates.size() == same.size());
  REQUIRE_FALSE(rates.empty());
  for (std::size_t i = 0; i < rates.size(); ++i) {
    CHECK(rates[i] == doctest::Approx(static_cast<double>(same[i])).epsilon(1e-12));
  }
}

TEST_CASE("irr: no rate has a reason") {
  CHECK(irr(std::vector<double>{1000, 10}).state == status::none);
  CHECK(irr(std::vector<double>{1000, 10}).why == reason::no_sign_change);
  CHECK(irr(std::vector<double>{1000, -3000, 2500}).state == status::none);
  CHECK(irr(std::vector<double>{1000, -3000, 2500}).why == reason::no_real_root);
  CHECK(irr(std::vector<double>{0, 0}).state == status::undefined);
  CHECK(irr(std::vector<double>{0, 0}).why == reason::all_zero);
  // 1e600 times as much after three periods: a rate there is, but no double holds the series scaled.
  CHECK(irr(std::vector<double>{-1e-300, 0, 0, 1e300}).state == status::undefined);
  CHECK(irr(std::vector<double>{-1e-300, 0, 0, 1e300}).why == reason::not_decidable);
  CHECK(irr(std::vector<double>{1e-200, 0, 0, 1e200}).why == reason::no_sign_change);
}

TEST_CASE("irr: amounts from end to end of the doubles") {
  // (1e400)^(1/3) = 10^(133 + 1/3)
  CHECK(irr(std::vector<double>{-1e-200, 0, 0, 1e200}).values.at(0) ==
        doctest::Approx(std::cbrt(10) * 1e133).epsilon(1e-12));
  // A last amount that is worth nothing beside the others, but is one.
  CHECK(irr(std::vector<double>{-1000, 1100, 1e-305}).values ==
        std::vector<double>{irr(std::vector<double>{-1000, 1100}).values.at(0)});
  CHECK(irr(std::vector<double>{1e308, 1e308, -1e308}).values.at(0) ==
        doctest::Approx(irr(std::vector<double>{1, 1, -1}).values.at(0)).epsilon(1e-14));
  CHECK(irr(std::vector<double>{-1e-308, 2.5e-308, -1.54e-308}).values.size() == 2);
  // Rates beyond all doubles are none of them.
  for (const std::vector<double>& beyond :
       {std::vector<double>{-1e-200, 1e200}, std::vector<double>{-1e-155, 1e155}, std::vector<double>{-1e-310, 1},
        std::vector<double>{-1e-200, 1e200, -1e200}}) {
    CHECK(irr(beyond).why == reason::not_decidable);
    CHECK(irr(beyond).values.empty());
  }
  CHECK(irr(std::vector<double>{1e200, -1e-200}).values == std::vector<double>{-1});
}

TEST_CASE("irr: nearest to a guess, as a spreadsheet shows it") {
  const auto both = irr(std::vector<double>{-1.6, 10, -10});
  CHECK(irr_near(both, 0.1).value == doctest::Approx(0.25));
  CHECK(irr_near(both, 3).value == doctest::Approx(4));
  CHECK(irr_near(irr(std::vector<double>{1, 1}), 0.1).why == reason::no_sign_change);
}

TEST_CASE("irr: no flows and flows that are not numbers are refused") {
  CHECK_THROWS_AS((void)irr(std::vector<double>{}), std::invalid_argument);
  CHECK_THROWS_AS((void)irr(std::vector<double>{-1, std::numeric_limits<double>::quiet_NaN()}), std::invalid_argument);
  CHECK_THROWS_AS((void)irr(std::vector<double>{-1, std::numeric_limits<double>::infinity()}), std::invalid_argument);
}
