// SPDX-License-Identifier: Apache-2.0
#include "flow/certified_rates.hpp"

#include <nytta/flow/dated.hpp>
#include <nytta/flow/irr.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "flow/square_free.hpp"

using namespace nytta;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using rates = std::vector<std::string>;

namespace {

using series = std::vector<cpp_rational>;

/// The product of two series: its rates are those of both.
series product(const series& a, const series& b) {
  series out(a.size() + b.size() - 1);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) out[i + j] += a[i] * b[j];
  }
  return out;
}

/// Outlay of 1, growth returned after one period: its only rate is growth − 1.
series one_rate(const cpp_rational& growth) { return {-1, growth}; }

}  // namespace

TEST_CASE("certified rates: exact series give their rates to the digit") {
  CHECK(certified_irr({-1000, 2500, -1540}).values == rates{"0.1", "0.4"});
  CHECK(certified_irr({-252, 1431, -3035, 2850, -1000}).values ==
        rates{"0.25", "0.3333333333", "0.4285714286", "0.6666666667"});
  CHECK(certified_irr({-1, 2}).values == rates{"1"});
  CHECK(certified_irr({-2, 1}).values == rates{"-0.5"});
  CHECK(certified_irr({-1, 1}).values == rates{"0"});
  CHECK(certified_irr({-1, cpp_rational("10000000000")}).values == rates{"9999999999"});
}

TEST_CASE("certified rates: a multiple rate stands once") {
  CHECK(certified_irr({-100, 230, cpp_rational(-529, 4)}).values == rates{"0.15"});
  CHECK(certified_irr({-1, 4, -6, 4, -1}).values == rates{"0"});
  series often{1};
  for (int i = 0; i < 12; ++i) often = product(often, one_rate(cpp_rational(110 + i % 3, 100)));
  CHECK(certified_irr(often).values == rates{"0.1", "0.11", "0.12"});
  CHECK(certified_irr(often).multiplicities == std::vector<int>{4, 4, 4});
  CHECK(certified_irr({-100, 230, cpp_rational(-529, 4)}).multiplicities == std::vector<int>{2});
  CHECK(certified_irr({-1, 4, -6, 4, -1}).multiplicities == std::vector<int>{4});
  CHECK(certified_irr({-1000, 2500, -1540}).multiplicities == std::vector<int>{1, 1});
}

TEST_CASE("certified rates: two rates 1e-15 from zero are two, and a gap of the same width is none") {
  // (1 − v)² ∓ 1e-30 v in units of 1e30
  const cpp_rational wide("1000000000000000000000000000000");
  CHECK(certified_irr({wide, -2 * wide - 1, wide}).values == rates{"-0.000000000000001", "0.000000000000001"});
  CHECK(certified_irr({wide, -2 * wide + 1, wide}).state == status::none);
  CHECK(certified_irr({wide, -2 * wide + 1, wide}).why == reason::no_real_root);
}

TEST_CASE("certified rates: a tie in the last digit goes to the even one, just beside it to the nearest") {
  CHECK(certified_irr(one_rate(cpp_rational("112345678905/100000000000"))).values == rates{"0.123456789"});
  CHECK(certified_irr(one_rate(cpp_rational("112345678915/100000000000"))).values == rates{"0.1234567892"});
  const cpp_rational step = cpp_rational(1) / cpp_rational("1000000000000000000000000000000000000000000");
  CHECK(certified_irr(one_rate(cpp_rational("112345678905/100000000000") + step)).values == rates{"0.1234567891"});
  CHECK(certified_irr(one_rate(cpp_rational("112345678905/100000000000") - step)).values == rates{"0.123456789"});
  CHECK(certified_irr(one_rate(cpp_rational("12345678905/100000000000"))).values == rates{"-0.876543211"});
  CHECK(certified_irr({-1, 3}, 3).values == rates{"2"});
  CHECK(certified_irr({-3, 4}, 3).values == rates{"0.333"});
}

TEST_CASE("certified rates: six hundred periods with two rates among complex ones") {
  // The rates 0 and 10 % times 299 quadratics whose discriminants are below 0, many of them repeated.
  integer_polynomial whole{10, -21, 11};
  for (int i = 0; i < 299; ++i) {
    integer_polynomial next(whole.size() + 2);
    for (std::size_t t = 0; t < whole.size(); ++t) {
      next[t] += 100 * whole[t];
      next[t + 1] -= (10 + i % 7) * whole[t];
      next[t + 2] += (101 + i % 5) * whole[t];
    }
    whole = next;
  }
  const series long_series(whole.begin(), whole.end());
  REQUIRE(long_series.size() == 601);
  CHECK(certified_irr(long_series).values == rates{"0", "0.1"});
}

TEST_CASE("certified rates: the same as in double, to their ten digits") {
  series flows{-1000};
  std::vector<double> same{-1000};
  for (int t = 1; t < 240; ++t) {
    const int amount = t % 60 == 59 ? -900 : 27;
    flows.emplace_back(amount);
    same.push_back(amount);
  }
  const auto exact = certified_irr(flows);
  const auto close = irr(same);
  REQUIRE(exact.values.size() == close.values.size());
  REQUIRE_FALSE(exact.values.empty());
  for (std::size_t i = 0; i < exact.values.size(); ++i) {
    CHECK(std::stod(exact.values[i]) == doctest::Approx(close.values[i]).epsilon(1e-9));
  }
}

TEST_CASE("certified rates: no rate has a reason") {
  CHECK(certified_irr({0, 0}).state == status::undefined);
  CHECK(certified_irr({0, 0}).why == reason::all_zero);
  CHECK(certified_irr({1, 2}).why == reason::no_sign_change);
  CHECK(certified_irr({1000, -3000, 2500}).why == reason::no_real_root);
  CHECK_THROWS_AS((void)certified_irr({}), std::invalid_argument);
  CHECK_THROWS_AS((void)certified_irr({-1, 2}, 0), std::invalid_argument);
}

TEST_CASE("square-free part: each root once, whatever the coefficients' size") {
  // (x − 2)³ (x + 5)² = x⁵ + 4x⁴ − 23x³ − 38x² + 220x − 200 → ±(x − 2)(x + 5) = x² + 3x − 10
  const integer_polynomial p{-200, 220, -38, -23, 4, 1};
  integer_polynomial q = square_free_part(p);
  REQUIRE(q.size() == 3);
  if (q.back() < 0) {
    for (cpp_int& a : q) a = -a;
  }
  CHECK(q == integer_polynomial{-10, 3, 1});

  // (a x − b)² with a and b beyond one prime: more than one prime must be joined.
  const cpp_int a("1000000000000000000000007");
  const cpp_int b("1000000000000000000000000000057");
  integer_polynomial line = square_free_part({b * b, -2 * a * b, a * a});
  REQUIRE(line.size() == 2);
  CHECK(line[0] * a == -line[1] * b);

  const integer_polynomial simple{6, -5, 1};
  CHECK(square_free_part(simple) == simple);
}

TEST_CASE("certified rates: a rate at 0 beside others, once, twice and thrice") {
  const series zero{-1, 1};
  const series fifth = one_rate(cpp_rational(6, 5));
  const series half = one_rate(cpp_rational(1, 2));
  const auto once = certified_irr(product(zero, fifth));
  CHECK(once.values == rates{"0", "0.2"});
  CHECK(once.multiplicities == std::vector<int>{1, 1});
  const auto twice = certified_irr(product(product(zero, zero), product(fifth, half)));
  CHECK(twice.values == rates{"-0.5", "0", "0.2"});
  CHECK(twice.multiplicities == std::vector<int>{1, 2, 1});
  const auto thrice = certified_irr(product(product(zero, zero), product(zero, product(fifth, fifth))));
  CHECK(thrice.values == rates{"0", "0.2"});
  CHECK(thrice.multiplicities == std::vector<int>{3, 2});
}

TEST_CASE("certified rates: random series by construction have exactly the rates they are made of") {
  std::uint64_t state = 11;
  const auto next = [&](int from, int to) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return from + static_cast<int>((state >> 33U) % static_cast<std::uint64_t>(to - from + 1));
  };
  for (int round = 0; round < 60; ++round) {
    std::map<int, int> growths;  // in percent, with multiplicity
    series flows{next(1, 2) == 1 ? 1 : -1};
    const int factors = next(1, 6);
    for (int k = 0; k < factors; ++k) {
      const int growth = next(2, 40) * 10;
      ++growths[growth];
      flows = product(flows, one_rate(cpp_rational(growth, 100)));
    }
    for (int k = next(0, 3); k > 0; --k) flows = product(flows, series{1, -1, 1});  // no real root
    rates expected;
    std::vector<int> times;
    for (const auto& [growth, multiplicity] : growths) {
      const int rate = growth - 100;
      std::string text = std::to_string(std::abs(rate));
      if (rate == 0) {
        text = "0";
      } else {
        text.insert(0, text.size() < 3 ? 3 - text.size() : 0, '0');
        text.insert(text.size() - 2, 1, '.');
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
        if (rate < 0) text.insert(0, 1, '-');
      }
      expected.push_back(text);
      times.push_back(multiplicity);
    }
    const auto found = certified_irr(flows);
    CAPTURE(round);
    CHECK(found.values == expected);
    CHECK(found.multiplicities == times);
  }
}

TEST_CASE("certified rates: dated flows, in steps that share a year") {
  // 365ths: -400, 920, -529 a year apart is (20 - 23 v)² with the sign turned, twice 15 %.
  const std::vector<year_part> years{{0, 365}, {365, 365}, {730, 365}};
  const auto twice = certified_xirr({-400, 920, -529}, years, 17);
  CHECK(twice.values == rates{"0.15"});
  CHECK(twice.multiplicities == std::vector<int>{2});
  // Half a year: growth 1.21 a year is 1.1 a half-year, exactly.
  CHECK(certified_xirr({-100, 110}, {{0, 360}, {180, 360}}, 17).values == rates{"0.21"});
  // Over 10.5 years, 17 digits by a fraction's root: 2^(2/21) − 1 = 0.06824169081440222001 (Python, decimal)
  CHECK(certified_xirr({-1, 2}, {{0, 2}, {21, 2}}, 12).values == rates{"0.0682416908144"});
  // Different bases, unsorted and repeated: the same as sorted and added.
  const auto mixed = certified_xirr({30, -100, 40, 50}, {{366, 366}, {0, 1}, {365, 365}, {720, 360}}, 17);
  CHECK(mixed.values == certified_irr({-100, 70, 50}, 17).values);
  CHECK_THROWS_AS((void)certified_xirr({-1, 2}, {{0, 1}}, 10), std::invalid_argument);
  // Excel's mean year lengths over spans of their own have no common step that can be counted.
  const auto many =
      certified_xirr({-9, 1, 2, 3, 4, 5}, {{0, 1}, {1, 731}, {1, 1096}, {1, 1827}, {1, 4018}, {1, 2557}}, 10);
  CHECK(many.why == reason::too_many_year_lengths);
}

TEST_CASE("certified rates: a period need not lie on the flows' steps") {
  // -1, 2.2 and -1.21 every 7306 days: growth 1.1 over them, twice. 1.1^(365/7306) − 1 = 0.00477294975989009699987
  // (Python, decimal).
  const auto twice = certified_xirr({-10000, 22000, -12100}, {{0, 365}, {7306, 365}, {14612, 365}}, 17);
  CHECK(twice.values == rates{"0.004772949759890097"});
  CHECK(twice.multiplicities == std::vector<int>{2});
  CHECK(certified_xirr({-10, 11}, {{0, 365}, {730, 365}}, 17).values == rates{"0.048808848170151547"});  // √1.1 − 1
}

TEST_CASE("certified rates: two rates of one text have each their own multiplicity") {
  // (1 − 1.1 v)² (1 − g v) with g = 1.1 + 1e-20 and 1.1 − 1e-20.
  for (const int side : {1, -1}) {
    const cpp_rational g =
        cpp_rational(11, 10) + side / cpp_rational(boost::multiprecision::cpp_int("100000000000000000000"));
    const cpp_rational one(11, 10);
    const auto found = certified_irr({-1, 2 * one + g, -(one * one + 2 * one * g), one * one * g}, 17);
    CHECK(found.values == rates{"0.1", "0.1"});
    CHECK(found.multiplicities == (side > 0 ? std::vector<int>{2, 1} : std::vector<int>{1, 2}));
  }
}

TEST_CASE("certified rates: amounts of any size") {
  const cpp_rational huge = boost::multiprecision::pow(boost::multiprecision::cpp_int(10), 300U);
  CHECK(certified_irr({-1 / huge, huge}, 3).values == rates{"1" + std::string(600, '0')});
  CHECK(certified_irr({-huge, 1 / huge}, 5).values == rates{"-1"});
  for (const cpp_rational& unit : {cpp_rational(1), cpp_rational(huge), cpp_rational(1 / huge)}) {
    CHECK(certified_irr({-1000 * unit, 2500 * unit, -1540 * unit}, 17).values == rates{"0.1", "0.4"});
  }
}

TEST_CASE("certified rates: the searches in double find the same, evenly spaced and dated, with their multiplicities") {
  std::uint64_t state = 5;
  const auto next = [&](int below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state >> 33U) % static_cast<std::uint64_t>(below));
  };
  std::size_t found = 0;
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const int count = 2 + next(40);
    std::vector<double> flows;
    std::vector<date> days;
    series exactly;
    for (int t = 0; t < count; ++t) {
      const std::array<int, 4> kinds{next(2001) - 1000, (t == 0 ? -1 : 1) * next(1000),
                                     (next(5) == 0 ? -1 : 1) * next(10), next(3) - 1};
      const int flow = kinds[static_cast<std::size_t>(round % 4)];
      flows.push_back(flow);
      exactly.emplace_back(flow);
      days.push_back({2000 + next(25), 1 + next(12), 1 + next(28)});
    }
    const auto certain = certified_irr(exactly, 17);
    const auto quick = irr(flows);
    CHECK(quick.state == certain.state);
    CHECK(quick.multiplicities == certain.multiplicities);
    std::vector<year_part> parts;
    for (const date& day : days) parts.push_back(year_fraction(days.front(), day, day_count::act_365f));
    const auto certain_dated = certified_xirr(exactly, parts, 17);
    const auto quick_dated = xirr<double>(flows, days);
    CHECK(quick_dated.state == certain_dated.state);
    REQUIRE(quick.values.size() == certain.values.size());
    REQUIRE(quick_dated.values.size() == certain_dated.values.size());
    const auto near = [](double rate, const std::string& text) {
      return std::abs(rate - std::stod(text)) <= 1e-8 * (1 + std::abs(rate));
    };
    for (std::size_t i = 0; i < quick.values.size(); ++i) CHECK(near(quick.values[i], certain.values[i]));
    for (std::size_t i = 0; i < quick_dated.values.size(); ++i) {
      CHECK(near(quick_dated.values[i], certain_dated.values[i]));
    }
    found += certain.values.size() + certain_dated.values.size();
  }
  CHECK(found > 400);
}
