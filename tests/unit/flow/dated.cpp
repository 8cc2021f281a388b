// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/dated.hpp>
#include <nytta/flow/irr.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

using namespace nytta;
using boost::multiprecision::cpp_bin_float_50;
using boost::multiprecision::cpp_rational;

namespace {

const std::vector<date> microsoft_dates{{2008, 1, 1}, {2008, 3, 1}, {2008, 10, 30}, {2009, 2, 15}, {2009, 4, 1}};
const std::vector<double> microsoft_flows{-10000, 2750, 4250, 3250, 2750};

}  // namespace

TEST_CASE("dated: Microsoft's example, to the digits of an independent recomputation") {
  // Microsoft prints 2 086.65 and 37.34 %; formulajs asserts 2086.6719, a day lost to a change of clocks.
  CHECK(xnpv(0.09, microsoft_flows, microsoft_dates) == doctest::Approx(2086.647602031536621664).epsilon(1e-15));
  const auto rates = xirr<double>(microsoft_flows, microsoft_dates);
  REQUIRE(rates.values.size() == 1);
  CHECK(rates.values[0] == doctest::Approx(0.3733625335188315103085).epsilon(1e-14));
  CHECK(rates.multiplicities == std::vector<int>{1});
}

TEST_CASE("dated: whole years are the plain formula, exactly, in rationals") {
  // 365 days are a year of act/365f: -1000 + 1100/1.1 = 0.
  const std::vector<cpp_rational> flows{-1000, 1100};
  CHECK(xnpv(cpp_rational(1, 10), flows, std::vector<date>{{2021, 3, 1}, {2022, 3, 1}}) == 0);
  // 30e/360: two years to the day, through a leap year.
  const std::vector<cpp_rational> two_years{-100, 121};
  CHECK(xnpv(cpp_rational(1, 10), two_years, std::vector<date>{{2019, 5, 31}, {2021, 5, 31}},
             day_count::thirty_e_360) == 0);
  CHECK(xnfv(cpp_rational(1, 10), two_years, std::vector<date>{{2019, 5, 31}, {2021, 5, 31}},
             day_count::thirty_e_360) == 0);
  // 2020 is a leap year: under act/365f 10 % a year is 9.98951 % (the spreadsheets' well-known figure).
  const std::vector<double> leap{-1000, 1100};
  CHECK(xirr<double>(leap, std::vector<date>{{2020, 1, 1}, {2021, 1, 1}}).values.at(0) ==
        doctest::Approx(std::pow(1.1, 365.0 / 366) - 1).epsilon(1e-13));
  CHECK(xirr<double>(leap, std::vector<date>{{2020, 1, 1}, {2021, 1, 1}}, day_count::act_act_isda).values.at(0) ==
        doctest::Approx(0.1).epsilon(1e-13));
}

TEST_CASE("dated: order, repeated days and earlier dates") {
  const std::vector<double> mixed{4250, -6000, 2750, 3250, -4000, 2750};
  const std::vector<date> days{{2008, 10, 30}, {2008, 1, 1}, {2009, 4, 1}, {2009, 2, 15}, {2008, 1, 1}, {2008, 3, 1}};
  CHECK(xirr<double>(mixed, days).values.at(0) == doctest::Approx(0.3733625335188315).epsilon(1e-14));
  // Discounted to the first one listed: the value of the ordered series grown from 1 January to 30 October, 303 days.
  const double there = xnpv(0.09, microsoft_flows, microsoft_dates) * std::pow(1.09, 303.0 / 365);
  CHECK(xnpv(0.09, mixed, days) == doctest::Approx(there).epsilon(1e-14));
  const double latest = xnpv(0.09, microsoft_flows, microsoft_dates) * std::pow(1.09, 456.0 / 365);
  CHECK(xnfv(0.09, mixed, days) == doctest::Approx(latest).epsilon(1e-14));
}

TEST_CASE("dated: several rates, a double one, and none") {
  // Growths 1.1 and 1.4 over 365 days each: -1000, 2500, -1540.
  const std::vector<date> years{{2021, 1, 1}, {2022, 1, 1}, {2023, 1, 1}};
  const auto both = xirr<double>(std::vector<double>{-1000, 2500, -1540}, years);
  CHECK(both.state == status::several);
  REQUIRE(both.values.size() == 2);
  CHECK(both.values[0] == doctest::Approx(0.1).epsilon(1e-13));
  CHECK(both.values[1] == doctest::Approx(0.4).epsilon(1e-13));
  const auto twice = xirr<double>(std::vector<double>{-100, 230, -132.25}, years);  // -100 (1 - 1.15 v)^2
  CHECK(twice.state == status::ok);
  REQUIRE(twice.values.size() == 1);
  CHECK(twice.values[0] == doctest::Approx(0.15).epsilon(1e-7));
  CHECK(twice.multiplicities == std::vector<int>{2});
  CHECK(xirr<double>(std::vector<double>{1, -1, 1}, years).why == reason::no_real_root);
  CHECK(xirr<double>(std::vector<double>{1, 1, 1}, years).why == reason::no_sign_change);
  CHECK(xirr<double>(std::vector<double>{5, -5, 1}, std::vector<date>{{2021, 1, 1}, {2021, 1, 1}, {2022, 1, 1}}).why ==
        reason::no_sign_change);
  CHECK(xirr<double>(std::vector<double>{5, -5}, std::vector<date>{{2021, 1, 1}, {2021, 1, 1}}).why ==
        reason::all_zero);
}

TEST_CASE("dated: scale does not matter, and more digits confirm fewer") {
  const auto rate = xirr<double>(microsoft_flows, microsoft_dates).values;
  for (const double unit : {1e-9, 1e9}) {
    std::vector<double> scaled;
    for (const double flow : microsoft_flows) scaled.push_back(flow * unit);
    CHECK(xirr<double>(scaled, microsoft_dates).values.at(0) == doctest::Approx(rate[0]).epsilon(1e-14));
  }
  const std::vector<cpp_bin_float_50> wide(microsoft_flows.begin(), microsoft_flows.end());
  CHECK(static_cast<double>(xirr<cpp_bin_float_50>(wide, microsoft_dates).values.at(0)) ==
        doctest::Approx(rate[0]).epsilon(1e-14));
}

TEST_CASE("dated: a date for each flow, finite flows, and a rate above -100 %") {
  const std::vector<double> flows{-1, 2};
  const std::vector<date> one{{2020, 1, 1}};
  const std::vector<date> two{{2020, 1, 1}, {2020, 7, 1}};
  CHECK_THROWS_AS((void)xnpv(0.1, flows, one), std::invalid_argument);
  CHECK_THROWS_AS((void)xnfv(0.1, flows, one), std::invalid_argument);
  CHECK_THROWS_AS((void)xirr<double>(flows, one), std::invalid_argument);
  CHECK_THROWS_AS((void)xnpv(-1.0, flows, two), std::invalid_argument);
  const std::vector<double> bad{-1, std::numeric_limits<double>::infinity()};
  CHECK_THROWS_AS((void)xirr<double>(bad, two), std::invalid_argument);
}

TEST_CASE("xirr: amounts from end to end of the doubles") {
  const auto years = [](int n) {
    std::vector<date> out;
    for (int i = 0; i < n; ++i) out.push_back({2001 + i, 1, 1});
    return out;
  };
  const auto only = [&](const std::vector<double>& flows) {
    const auto found = xirr<double>(flows, years(static_cast<int>(flows.size())), day_count::thirty_e_360);
    REQUIRE(found.values.size() == 1);
    return found.values[0];
  };
  // The quotient of the two amounts, to one over the years.
  CHECK(only({-1e-200, 0, 1e200}) == doctest::Approx(1e200).epsilon(1e-9));
  CHECK(only({-1e-200, 0, 0, 0, 1e200}) == doctest::Approx(1e100).epsilon(1e-9));
  CHECK(only({-1e-280, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1e280}) == doctest::Approx(1e56).epsilon(1e-9));
  CHECK(only({1e200, 0, -1e-200}) == -1);
  const std::vector<double> none{-1e-290, 1e-10, -1e290};
  CHECK(xirr<double>(none, years(3), day_count::thirty_e_360).why == reason::no_real_root);
  const std::vector<double> beyond{-1e-200, 1e200};
  CHECK(xirr<double>(beyond, years(2), day_count::thirty_e_360).why == reason::not_decidable);
}
