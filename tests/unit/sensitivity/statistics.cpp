// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/statistics.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "csv.hpp"
#include "unit/flow/peers.hpp"

using namespace nytta;
using peers::number;
using peers::numbers;
using wide = boost::multiprecision::cpp_bin_float_100;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double deviation(const std::vector<double>& values) { return moments_of(values).standard_deviation.value(); }

/// Type 7 by sorting everything.
double by_sorting(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  const double h = p * static_cast<double>(values.size() - 1);
  const auto j = static_cast<std::size_t>(h);
  const double beyond = h - static_cast<double>(j);
  if (beyond == 0 || values[j] == values[j + 1]) return values[j];
  return values[j] + beyond * (values[j + 1] - values[j]);
}

std::vector<double> uniform(std::size_t count, unsigned seed) {
  std::mt19937_64 bits(seed);
  std::vector<double> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<double>(bits() >> 11U) * 0x1p-53);
  return out;
}

const std::vector<double> usual_probabilities{0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};

/// Each usual quantile, the two ends, and a shortfall: the same numbers as when everything is sorted.
void compare_with_sorting(const std::vector<double>& values) {
  auto probabilities = usual_probabilities;
  probabilities.push_back(0);
  probabilities.push_back(1);
  const auto found = quantiles(values, probabilities);
  REQUIRE(found.size() == probabilities.size());
  for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == by_sorting(values, probabilities[i]));
}

}  // namespace

TEST_CASE("moments: by hand") {
  const auto m = moments_of(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(m.count == 8);
  CHECK(m.mean == 5);
  CHECK(m.standard_deviation.value() == std::sqrt(32.0 / 7));
  CHECK(m.standard_error.value() == doctest::Approx(std::sqrt(32.0 / 7 / 8)).epsilon(1e-15));
  const auto one = moments_of(std::vector<double>{-3});
  CHECK(one.mean == -3);
  CHECK_FALSE(one.standard_deviation.has_value());
  CHECK_FALSE(one.standard_error.has_value());
  CHECK(deviation(std::vector<double>(1000, 0.1)) == 0);
  CHECK_THROWS_AS((void)moments_of({}), std::invalid_argument);
  CHECK_THROWS_AS((void)moments_of(std::vector<double>{1, infinity}), std::invalid_argument);
  CHECK_THROWS_AS((void)moments_of(std::vector<double>{1, -infinity, infinity}), std::invalid_argument);
  CHECK_THROWS_AS((void)moments_of(std::vector<double>{1, std::nan("")}), std::invalid_argument);
}

TEST_CASE("moments: a large mean does not drown the deviation, over many blocks") {
  auto values = uniform(100'003, 1);
  wide sum = 0;
  for (double& x : values) {
    x += 1e9;
    sum += x;
  }
  const wide mean = sum / values.size();
  wide squares = 0;
  for (const double x : values) squares += (x - mean) * (x - mean);
  const wide expected = sqrt(squares / (values.size() - 1));
  const auto m = moments_of(values);
  CHECK(std::abs(m.mean - static_cast<double>(mean)) <= 0x1p-52 * m.mean);
  CHECK(m.standard_deviation.value() == doctest::Approx(static_cast<double>(expected)).epsilon(1e-15));
}

TEST_CASE("moments: NIST's sets, as certified and as the doubles that stand for them") {
  const auto cases = csv::read_cases("nist_stats.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["dataset"]);
    std::ifstream file(std::filesystem::path(NYTTA_CASES) / row["file"]);
    std::vector<double> values;
    for (std::string line; std::getline(file, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (!line.empty() && line.front() != '#') values.push_back(number(line));
    }
    REQUIRE(values.size() == static_cast<std::size_t>(number(row["n"])));
    wide sum = 0;
    for (const double x : values) sum += x;
    const wide mean = sum / values.size();
    wide squares = 0;
    for (const double x : values) squares += (x - mean) * (x - mean);
    const auto exact = static_cast<double>(wide(sqrt(squares / (values.size() - 1))));
    const auto m = moments_of(values);
    CHECK(std::abs(m.mean - number(row["exact_mean"])) <= 1e-13 * std::abs(m.mean));
    CHECK(std::abs(m.mean - number(row["mean"])) <= 1e-13 * std::abs(m.mean));
    CHECK(std::abs(m.mean - static_cast<double>(mean)) <= 0x1p-52 * std::abs(m.mean));
    CHECK(std::abs(m.standard_deviation.value() - exact) <= 1e-15 * exact);
    // What the doubles of the data, each off by half a unit in its last place at most, leave of the certified digits.
    const double unit = std::nextafter(std::abs(m.mean), infinity) - std::abs(m.mean);
    const double certified = number(row["exact_sd"]);
    CHECK(std::abs(m.standard_deviation.value() - certified) <= 0.5 * unit + 1e-14 * certified);
    CHECK(std::abs(m.standard_deviation.value() - number(row["sd_n_minus_1"])) <= 0.5 * unit + 1e-14 * certified);
  }
  CHECK((cases.absent() || cases.size() == 9));
}

TEST_CASE("statistics: the spreadsheets' rows") {
  const auto cases = csv::read_cases("stats_small.csv");
  int ours = 0;
  int others = 0;  // spread of a population, skewness and so on: nobody asks an appraisal for them
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const std::string& what = row["func"];
    const auto values = numbers(row["data"]);
    const auto check = [&](double given) {
      const double reference = number(row["reference"]);
      CHECK(std::abs(given - reference) <= 1e-14 * std::abs(reference));
      CHECK(std::abs(given - number(row["expected"])) <= number(row["tol"]));
      ++ours;
    };
    if (what == "STDEV" || what == "STDEV.S") {
      check(deviation(values));
    } else if (what == "VAR" || what == "VAR.S") {
      check(deviation(values) * deviation(values));
    } else if (what == "PERCENTILE") {
      check(quantiles(values, std::vector<double>{number(row["arg2"])})[0]);
    } else if (what == "QUARTILE") {
      check(quantiles(values, std::vector<double>{number(row["arg2"]) / 4})[0]);
    } else if (what == "MEDIAN") {
      check(quantiles(values, std::vector<double>{0.5})[0]);
    } else {
      ++others;
    }
  }
  CHECK((cases.absent() || (ours == 31 && others == 40)));
}

TEST_CASE("quantiles: the same draws as a sort finds, for every shape and size") {
  for (const std::size_t count : {1U, 2U, 3U, 255U, 4096U, 4097U, 5000U, 70'001U}) {
    CAPTURE(count);
    auto values = uniform(count, 7);
    compare_with_sorting(values);
    for (double& x : values) x = x * x * x * x / (1 - x);  // a heavy tail: most draws in the lowest bins
    compare_with_sorting(values);
    for (double& x : values) x = std::floor(8 * x) - 3;  // ties
    compare_with_sorting(values);
    for (std::size_t i = 0; i < count; ++i) values[i] = i % 3 == 0 ? -1e300 : static_cast<double>(i);
    compare_with_sorting(values);
    std::sort(values.begin(), values.end(), [](double a, double b) { return a > b; });
    compare_with_sorting(values);
    for (std::size_t i = 0; i < count; ++i) values[i] = std::ldexp(1.0, static_cast<int>(i % 900));
    compare_with_sorting(values);
    for (std::size_t i = 0; i < count; ++i)
      values[i] = static_cast<double>(i % 2) * std::numeric_limits<double>::denorm_min();
    compare_with_sorting(values);
    values.assign(count, 42);
    compare_with_sorting(values);
  }
}

TEST_CASE("quantiles: never paid back is a value like others") {
  const std::vector<double> halves{0.5};
  CHECK(quantiles(std::vector<double>{1, infinity, 2}, halves)[0] == 2);
  CHECK(quantiles(std::vector<double>{1, infinity}, halves)[0] == infinity);
  CHECK(quantiles(std::vector<double>{infinity, infinity}, halves)[0] == infinity);
  auto values = uniform(70'001, 3);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % 7 == 3) values[i] = infinity;
  }
  compare_with_sorting(values);
  const auto found = quantiles(values, usual_probabilities);
  CHECK(found[5] < 1);
  CHECK(found[6] == infinity);
  values.assign(values.size(), infinity);
  compare_with_sorting(values);
}

TEST_CASE("quantiles: what has no order is refused") {
  const std::vector<double> halves{0.5};
  CHECK_THROWS_AS((void)quantiles({}, halves), std::invalid_argument);
  for (const std::size_t count : {3U, 10'000U}) {
    auto values = uniform(count, 5);
    CHECK_THROWS_AS((void)quantiles(values, std::vector<double>{-0.01}), std::invalid_argument);
    CHECK_THROWS_AS((void)quantiles(values, std::vector<double>{1.01}), std::invalid_argument);
    CHECK_THROWS_AS((void)quantiles(values, std::vector<double>{std::nan("")}), std::invalid_argument);
    CHECK(quantiles(values, {}).empty());
    values[2] = std::nan("");
    CHECK_THROWS_AS((void)quantiles(values, halves), std::invalid_argument);
    CHECK_THROWS_AS((void)expected_shortfall(values, 0.5), std::invalid_argument);
    CHECK_THROWS_AS((void)probability_positive(values), std::invalid_argument);
    values[2] = -infinity;
    CHECK_THROWS_AS((void)quantiles(values, halves), std::invalid_argument);
  }
}

// Years, nothing and never come again and again, alone and among other values, in bins of their own and together.
TEST_CASE("quantiles: values that come again and again") {
  constexpr std::size_t count = 70'001;
  std::mt19937_64 bits(21);
  const auto among = [&](const auto& value_of) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i)
      values.push_back(value_of(bits() % 100, static_cast<double>(bits() >> 11U)));
    compare_with_sorting(values);
    const double tail = expected_shortfall(values, 0.05);
    std::sort(values.begin(), values.end());
    double sum = 0;
    for (std::size_t i = 0; i < 3500; ++i) sum += values[i];
    const double expected = (sum + (0.05 * count - 3500) * values[3500]) / (0.05 * count);
    CHECK((tail == expected || tail == doctest::Approx(expected).epsilon(1e-12)));
  };
  among([](std::uint64_t, double) { return 7.0; });
  among([](std::uint64_t part, double) { return part < 30 ? 3.0 : part < 55 ? 4.0 : part < 80 ? 5.0 : 11.0; });
  among([](std::uint64_t part, double x) { return part < 50 ? 0.0 : x * 0x1p-53 - 0.5; });
  among([](std::uint64_t part, double x) { return part < 97 ? 0.0 : x * 0x1p-53 - 0.5; });
  among([](std::uint64_t part, double) { return part < 66 ? infinity : part < 80 ? 2.0 : 3.0; });
  among([](std::uint64_t part, double x) {
    if (part < 99) return infinity;
    return x;
  });
  among([](std::uint64_t part, double x) { return part < 30 ? 1.0 : part < 60 ? 1.0001 : part < 98 ? 0.9999 : x; });
  among([](std::uint64_t part, double) { return part < 50 ? -1.7e308 : 1.7e308; });
  auto values = std::vector<double>(count, 5.0);
  values[count - 1] = std::nan("");
  CHECK_THROWS_AS((void)quantiles(values, usual_probabilities), std::invalid_argument);
}

TEST_CASE("share of: a share of some draws") {
  CHECK(share_of(3, 3).value == 1);
  CHECK(share_of(3, 3).standard_error == 0.125);
  CHECK_THROWS_AS((void)share_of(0, 0), std::invalid_argument);
  CHECK_THROWS_AS((void)share_of(4, 3), std::invalid_argument);
  CHECK_THROWS_AS((void)share_of(-1, 3), std::invalid_argument);
}

TEST_CASE("expected shortfall: the draw at the border counts by its part") {
  const std::vector<double> values{4, 1, 2, 3, 10};
  CHECK(expected_shortfall(values, 0.5) == (1 + 2 + 3 * 0.5) / 2.5);
  CHECK(expected_shortfall(values, 0.2) == 1);
  CHECK(expected_shortfall(values, 0.05) == 1);  // a quarter of a draw: of the lowest
  CHECK(expected_shortfall(values, 0.4) == 1.5);
  CHECK(expected_shortfall(values, 1) == 4);
  CHECK(expected_shortfall(std::vector<double>{7, 7, 7, 8, 7}, 0.5) == 7);
  CHECK(expected_shortfall(std::vector<double>{1, infinity, 2, infinity}, 0.5) == 1.5);
  CHECK(expected_shortfall(std::vector<double>{1, infinity, 2, infinity}, 0.75) == infinity);
  CHECK_THROWS_AS((void)expected_shortfall(values, 0), std::invalid_argument);
  CHECK_THROWS_AS((void)expected_shortfall(values, 1.5), std::invalid_argument);
  CHECK_THROWS_AS((void)expected_shortfall({}, 0.05), std::invalid_argument);
}

// The highest: (10 + 4 + 3/2) / 2.5 = 6.2
TEST_CASE("expected shortfall: of the highest, where less is better") {
  const std::vector<double> values{4, 1, 2, 3, 10};
  CHECK(expected_shortfall(values, 0.5, worst::highest) == 6.2);
  CHECK(expected_shortfall(values, 0.2, worst::highest) == 10);
  CHECK(expected_shortfall(values, 0.05, worst::highest) == 10);
  CHECK(expected_shortfall(values, 1, worst::highest) == 4);
  CHECK(expected_shortfall(std::vector<double>{1, infinity, 2, 3}, 0.5, worst::highest) == infinity);
}

TEST_CASE("quantiles with a shortfall: as each alone") {
  auto values = uniform(70'001, 12);
  for (const bool never : {false, true}) {
    if (never) std::fill_n(values.begin() + 500, 3000, infinity);
    for (const worst which : {worst::lowest, worst::highest}) {
      const auto both = quantiles_with_shortfall(values, usual_probabilities, 0.05, which);
      CHECK(both.quantiles == quantiles(values, usual_probabilities));
      auto sorted = values;
      std::sort(sorted.begin(), sorted.end());
      if (which == worst::highest) std::reverse(sorted.begin(), sorted.end());
      const double k = 0.05 * 70'001;  // 3500.05
      double sum = 0;
      for (std::size_t i = 0; i < 3500; ++i) sum += sorted[i];
      const double expected = (sum + (k - 3500) * sorted[3500]) / k;
      CHECK((both.shortfall == expected || both.shortfall == doctest::Approx(expected).epsilon(1e-13)));
      CHECK(both.shortfall == expected_shortfall(values, 0.05, which));
    }
  }
  CHECK_THROWS_AS((void)quantiles_with_shortfall({}, usual_probabilities, 0.05), std::invalid_argument);
  CHECK_THROWS_AS((void)quantiles_with_shortfall(values, usual_probabilities, 0), std::invalid_argument);
}

TEST_CASE("expected shortfall: as from sorted draws, with ties at the border and without") {
  for (const std::size_t count : {100U, 70'001U}) {
    auto values = uniform(count, 11);
    for (const bool ties : {false, true}) {
      if (ties) {
        for (double& x : values) x = std::floor(x * 30) / 30;
      }
      auto sorted = values;
      std::sort(sorted.begin(), sorted.end());
      const double k = 0.05 * static_cast<double>(count);
      const auto whole = static_cast<std::size_t>(k);
      double sum = 0;
      for (std::size_t i = 0; i < whole; ++i) sum += sorted[i];
      sum += (k - static_cast<double>(whole)) * sorted[whole];
      CHECK(expected_shortfall(values, 0.05) == doctest::Approx(sum / k).epsilon(1e-13));
    }
  }
}

TEST_CASE("probability positive: zero is not above zero, and certainty is not claimed") {
  const auto some = probability_positive(std::vector<double>{-1, 0, 2, infinity});
  CHECK(some.value == 0.5);
  CHECK(some.standard_error == doctest::Approx(std::sqrt(0.25 / 4 + 1.0 / 64) / 1.25).epsilon(1e-15));
  const auto all = probability_positive(std::vector<double>{1, 2, 3});
  CHECK(all.value == 1);
  CHECK(all.standard_error == 0.125);  // 1/(2 · 4)
  const auto none = probability_positive(std::vector<double>(99, -1.0));
  CHECK(none.value == 0);
  CHECK(none.standard_error == doctest::Approx(1.0 / 200).epsilon(1e-15));
  auto values = uniform(100'000, 13);
  for (double& x : values) x -= 0.75;
  const auto many = probability_positive(values);
  CHECK(many.standard_error == doctest::Approx(std::sqrt(many.value * (1 - many.value) / 100'000)).epsilon(1e-4));
  CHECK(std::abs(many.value - 0.25) < 4 * many.standard_error);
  CHECK_THROWS_AS((void)probability_positive({}), std::invalid_argument);
}

TEST_CASE("histogram: intervals of 1, 2 or 5, an edge at zero, and every finite draw counted") {
  // By hand: of width 1 there are 11 from −1 to 9, of width 2 there are 6: [−2,0) … [8,10); 30 counts in the last.
  const auto h = histogram_of(std::vector<double>{-1, 0, 1, 9, 30}, -1, 9, 6);
  CHECK(h.from == -2);
  CHECK(h.width == 2);
  CHECK(h.counts == std::vector<std::size_t>{1, 2, 0, 0, 0, 2});
  // 0.03 … 0.12: width 0.02 makes [0.02,0.04) … [0.12,0.14), which are 6, and 0.01 makes 10.
  const auto small = histogram_of(std::vector<double>{0.031, 0.119, -5}, 0.031, 0.119, 6);
  CHECK(small.width == doctest::Approx(0.02));
  CHECK(small.counts == std::vector<std::size_t>{2, 0, 0, 0, 1});
  const auto alike = histogram_of(std::vector<double>(7, 42.5), 42.5, 42.5, 40);
  CHECK(alike.from == 42);
  CHECK(alike.counts == std::vector<std::size_t>{7});
  constexpr double never = std::numeric_limits<double>::infinity();
  auto values = uniform(10'000, 5);
  for (double& x : values) x = 3e6 * x - 1e6;
  values.push_back(never);
  const auto many = histogram_of(values, -9e5, 1.9e6, 40);
  CHECK(many.width == 1e5);
  std::size_t counted = 0;
  for (const auto c : many.counts) counted += c;
  CHECK(counted == 10'000);
  const auto below =
      static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [](double x) { return x < 0; }));
  std::size_t in_losses = 0;
  for (std::size_t i = 0; many.from + many.width * static_cast<double>(i) < -1; ++i) in_losses += many.counts[i];
  CHECK(in_losses == below);
  CHECK_THROWS_AS((void)histogram_of(values, 1, 0, 40), std::invalid_argument);
  CHECK_THROWS_AS((void)histogram_of(values, 0, never, 40), std::invalid_argument);
}
