// SPDX-License-Identifier: Apache-2.0
#include <nytta/budget/capital_charge.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

using namespace nytta;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

namespace {

decimal dec(const char* text) { return decimal::parse(text).value(); }

constexpr figure_rounding ore{};

std::vector<charge_rate> flat(const char* rate) { return {{0, dec(rate)}}; }

cpp_rational exactly(const decimal& x) {
  cpp_int below = 1;
  for (int i = 0; i < x.scale(); ++i) below *= 10;
  const auto coefficient = x.coefficient();
  const cpp_int above = (cpp_int(coefficient.high) << 64) + coefficient.low;
  return {x.is_negative() ? cpp_int(-above) : above, below};
}

}  // namespace

TEST_CASE("capital charge: a million over ten years at 2.5 % is 125 000 and 2 500 less each year") {
  const auto years =
      capital_charges({dec("1000000"), 0, 120, {2023, 1}}, flat("0.025"), charge_form::straight_line, ore);
  REQUIRE(years.size() == 10);
  decimal sum = 0;
  for (int t = 0; t < 10; ++t) {
    const charged_year& y = years[static_cast<std::size_t>(t)];
    CHECK(y.year == 2023 + t);
    CHECK(y.months == 12);
    CHECK(y.depreciation == dec("100000"));
    CHECK(y.charge == decimal(125000 - 2500 * t));
    CHECK(y.book_value == decimal(900000 - 100000 * t));
    sum += y.charge;
  }
  CHECK(sum == dec("1137500"));  // the method's test vector 14
}

TEST_CASE("capital charge: the annuity of a million over ten years at 2.5 %") {
  const auto years = capital_charges({dec("1000000"), 0, 120, {2023, 1}}, flat("0.025"), charge_form::annuity, ore);
  REQUIRE(years.size() == 10);
  // K = 114 258.76317714 (the method's test vector 14). The first year: interest 25 000, so 89 258.76 is written off;
  // the second: interest 0.025 (1 000 000 − 89 258.76317714) = 22 768.53.
  CHECK(years[0].charge == dec("114258.76"));
  CHECK(years[0].interest == dec("25000"));
  CHECK(years[0].depreciation == dec("89258.76"));
  CHECK(years[0].book_value == dec("910741.24"));
  CHECK(years[1].interest == dec("22768.53"));
  for (std::size_t t = 0; t + 1 < years.size(); ++t) CHECK(years[t].charge == dec("114258.76"));
  // What the rounding left: 10 × 0.00317714 is 0.03, less what the interest of each year was rounded by.
  CHECK(absolute(years[9].charge - dec("114258.76")) <= dec("0.05"));
  CHECK(years[9].book_value == decimal(0));
}

TEST_CASE("capital charge: an asset in use from July bears half of the first year's charge") {
  const auto years =
      capital_charges({dec("1000000"), 0, 120, {2023, 7}}, flat("0.025"), charge_form::straight_line, ore);
  REQUIRE(years.size() == 11);
  CHECK(years[0].months == 6);
  CHECK(years[0].charge == dec("62500"));  // 62 500 of 125 000
  CHECK(years[0].depreciation == dec("50000"));
  // 2024: interest on 950 000.
  CHECK(years[1].interest == dec("23750"));
  CHECK(years[1].charge == dec("123750"));
  // 2033: six months are left, 50 000 × 2.5 % × 1/2.
  CHECK(years[10].year == 2033);
  CHECK(years[10].months == 6);
  CHECK(years[10].depreciation == dec("50000"));
  CHECK(years[10].interest == dec("625"));
}

TEST_CASE("capital charge: an annuity in use from October satisfies the identity by hand") {
  // 1 000 over 15 months at 10 % from October: f = 1/4, 1. D = 1/1.025, 1/1.1275.
  // K = 1000 / (0.25/1.025 + 1/1.1275) = 1000 / (0.2439024390 + 0.8869179601) = 884.3137254902...
  // (0.2439024390 + 0.8869179601 = 1.1308203991; 1000 / 1.1308203991 = 884.3137.)
  const auto years = capital_charges({dec("1000"), 0, 15, {2024, 10}}, flat("0.1"), charge_form::annuity, ore);
  REQUIRE(years.size() == 2);
  CHECK(years[0].charge == dec("221.08"));  // K / 4 = 221.0784
  CHECK(years[0].interest == dec("25"));    // 1000 × 10 % / 4
  CHECK(years[0].book_value == dec("803.92"));
  CHECK(years[1].interest == dec("80.39"));  // 10 % of 803.9216
  CHECK(years[1].charge == dec("884.31"));
}

TEST_CASE("capital charge: the rate follows the calendar year, and the last one continues") {
  const std::vector<charge_rate> rates{{2023, dec("0.0125")}, {2024, dec("0.025")}};
  const auto years = capital_charges({dec("300000"), 0, 36, {2023, 1}}, rates, charge_form::straight_line, ore);
  REQUIRE(years.size() == 3);
  CHECK(years[0].interest == dec("3750"));  // 300 000 × 1.25 %
  CHECK(years[1].interest == dec("5000"));  // 200 000 × 2.5 %
  CHECK(years[2].interest == dec("2500"));  // 100 000 × 2.5 %
  CHECK(charge_rate_in(rates, 2022) == nullptr);
  CHECK_THROWS_AS((void)capital_charges({dec("1"), 0, 12, {2022, 1}}, rates, charge_form::annuity, ore),
                  std::invalid_argument);
}

TEST_CASE("capital charge: thirds are rounded, and the last year takes the rest") {
  const auto years = capital_charges({dec("100"), 0, 36, {2023, 1}}, flat("0"), charge_form::straight_line, ore);
  REQUIRE(years.size() == 3);
  CHECK(years[0].depreciation == dec("33.33"));
  CHECK(years[1].depreciation == dec("33.33"));
  CHECK(years[2].depreciation == dec("33.34"));
  // Of 10.05 half is 5.025: to the even öre, then the rest. By half-up the first year takes it.
  const auto even = capital_charges({dec("10.05"), 0, 24, {2023, 1}}, flat("0"), charge_form::straight_line, ore);
  CHECK(even[0].depreciation == dec("5.02"));
  CHECK(even[1].depreciation == dec("5.03"));
  const auto up =
      capital_charges({dec("10.05"), 0, 24, {2023, 1}}, flat("0"), charge_form::straight_line, {2, rounding::half_up});
  CHECK(up[0].depreciation == dec("5.03"));
  // In whole kronor.
  const auto whole = capital_charges({dec("100"), 0, 36, {2023, 1}}, flat("0.1"), charge_form::straight_line,
                                     {0, rounding::half_even});
  CHECK(whole[2].depreciation == dec("34"));
  CHECK(whole[1].interest == dec("7"));  // 10 % of 67
}

TEST_CASE("capital charge: the residual stays and bears interest") {
  const auto years =
      capital_charges({dec("500000"), dec("100000"), 48, {2023, 1}}, flat("0.02"), charge_form::straight_line, ore);
  REQUIRE(years.size() == 4);
  CHECK(years[0].depreciation == dec("100000"));
  CHECK(years[3].interest == dec("4000"));  // 2 % of 200 000
  CHECK(years[3].book_value == dec("100000"));
}

TEST_CASE("capital charge: what cannot be written off is refused") {
  const auto rates = flat("0.025");
  const auto charged = [&](const depreciation_plan& of) {
    return capital_charges(of, rates, charge_form::straight_line, ore);
  };
  CHECK_THROWS_AS((void)charged({dec("100"), 0, 0, {2023, 1}}), std::invalid_argument);
  CHECK_THROWS_AS((void)charged({dec("100"), 0, 12, {2023, 13}}), std::invalid_argument);
  CHECK_THROWS_AS((void)charged({dec("100"), 0, 12, {2023, 0}}), std::invalid_argument);
  CHECK_THROWS_AS((void)charged({dec("100"), dec("101"), 12, {2023, 1}}), std::invalid_argument);
  CHECK_THROWS_AS((void)charged({dec("100"), dec("-1"), 12, {2023, 1}}), std::invalid_argument);
  CHECK_THROWS_AS((void)capital_charges({dec("100"), 0, 12, {2023, 1}}, flat("-1"), charge_form::straight_line, ore),
                  std::invalid_argument);
}

TEST_CASE("capital charge: for any asset the rows add up, and discounted they are the outlay but for the rounding") {
  std::uint64_t state = 1;
  const auto next = [&state](int most) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state >> 33U) % static_cast<std::uint64_t>(most + 1));
  };
  for (int run = 0; run < 300; ++run) {
    const decimal outlay = decimal(next(100000000)) * decimal::of(1, 2) + decimal(1000);
    const decimal residual = decimal(next(1000));
    const int life = 1 + next(600);
    std::vector<charge_rate> rates;
    for (int year = 2020; year < 2020 + 1 + next(3); ++year)
      rates.push_back({year, decimal::of(static_cast<unsigned>(next(8000)), 5)});
    const year_month first{2020 + next(5), 1 + next(11)};
    for (const auto form : {charge_form::straight_line, charge_form::annuity}) {
      CAPTURE(run);
      const auto years = capital_charges({outlay, residual, life, first}, rates, form, ore);
      int months = 0;
      decimal book = outlay;
      cpp_rational discount = 1;
      cpp_rational paid = 0;
      for (const charged_year& y : years) {
        months += y.months;
        book -= y.depreciation;
        CHECK(y.book_value == book);
        CHECK(y.charge == y.depreciation + y.interest);
        discount /= 1 + exactly(charge_rate_in(rates, y.year)->rate) * cpp_rational(y.months, 12);
        paid += exactly(y.charge) * discount;
      }
      CHECK(months == life);
      CHECK(book == residual);
      const cpp_rational away = paid + exactly(residual) * discount - exactly(outlay);
      const cpp_rational allowed(static_cast<int>(years.size()), 50);  // two öre a year
      CHECK(away < allowed);
      CHECK(-allowed < away);
    }
  }
}
