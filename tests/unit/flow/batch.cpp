// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/batch.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/npv.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "flow/batch_kernels_table.hpp"

using namespace nytta;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

namespace {

/// The same numbers on every machine.
class stream {
 public:
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(next() >> 11U) * 0x1p-53);
  }
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ ^ (state_ >> 29U);
  }

 private:
  std::uint64_t state_ = 42;
};

/// An outlay and gains; every fifth series has a year of costs, every seventh none but gains.
std::vector<double> make_flows(std::size_t series, std::size_t periods) {
  stream random;
  std::vector<double> out;
  for (std::size_t i = 0; i < series; ++i) {
    for (std::size_t t = 0; t < periods; ++t) {
      double flow = random.between(10, 90);
      if (t == 0) flow = i % 7 == 6 ? 5 : -random.between(100, 900);
      if (t == periods / 2 && i % 5 == 4) flow = -flow;
      if (t == 1 && i % 11 == 3) flow = 0;
      out.push_back(flow);
    }
  }
  return out;
}

bool same_bytes(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

/// The net present value in öre by fractions, rounded half-even: the oracle.
cpp_int rounded_value(const std::int64_t* flows, int periods, const cpp_rational& rate, timing when) {
  cpp_rational factor = when == timing::end ? cpp_rational(1 / (1 + rate)) : cpp_rational(1);
  cpp_rational sum;
  for (int t = 0; t < periods; ++t) {
    sum += flows[t] * factor;
    factor /= 1 + rate;
  }
  const cpp_rational twice = 2 * abs(sum);
  const cpp_int halves = numerator(twice) / denominator(twice);
  const bool rest = halves * denominator(twice) != numerator(twice);
  cpp_int units = halves / 2;
  if (bit_test(halves, 0) && (rest || bit_test(units, 0))) ++units;
  return sum < 0 ? cpp_int(-units) : units;
}

}  // namespace

TEST_CASE("batch, npv: each series has npv's value, for every number of periods") {
  for (const std::size_t periods : {1U, 3U, 7U, 8U, 9U, 20U, 41U}) {
    const std::size_t series = 67;
    const auto flows = make_flows(series, periods);
    std::vector<double> factors;
    for (std::size_t t = 0; t < periods; ++t) factors.push_back(discount_factor(0.035, static_cast<int>(t)));
    std::vector<double> out(series);
    npv_batch(flows, factors, out);
    for (std::size_t i = 0; i < series; ++i) {
      const std::span<const double> one(flows.data() + i * periods, periods);
      CHECK(out[i] == doctest::Approx(npv(one, 0.035, timing::start)).epsilon(1e-13));
    }
  }
  // By hand: -100 + 60/1.1 + 60/1.21 = 4.1322.
  std::vector<double> one(1);
  npv_batch(std::vector<double>{-100, 60, 60}, std::vector<double>{1, 1 / 1.1, 1 / 1.21}, one);
  CHECK(one[0] == doctest::Approx(4.13223140495868).epsilon(1e-13));
}

TEST_CASE("batch: the same bytes by every set of instructions and on any number of threads") {
  const std::size_t periods = 20;
  const std::size_t series = 5003;
  const auto flows = make_flows(series, periods);
  std::vector<double> factors;
  for (std::size_t t = 0; t < periods; ++t) factors.push_back(discount_factor(0.04, static_cast<int>(t)));
  std::vector<double> values(series);
  std::vector<double> rates(series);
  std::vector<status> states(series);
  npv_batch(flows, factors, values);
  irr_batch(flows, periods, rates, states);
  for (const batch_kernels& kernels : usable_batch_kernels()) {
    CAPTURE(std::string(kernels.name));
    std::vector<double> out(series);
    kernels.npv(flows.data(), factors.data(), periods, out.data(), series);
    CHECK(same_bytes(out, values));
    std::vector<status> how(series);
    irr_rows(kernels, flows, periods, out.data(), how.data());
    CHECK(same_bytes(out, rates));
    CHECK(how == states);
  }
  for (const int threads : {2, 3, 7}) {
    std::vector<double> out(series);
    npv_batch(flows, factors, out, threads);
    CHECK(same_bytes(out, values));
    std::vector<status> how(series);
    irr_batch(flows, periods, out, how, threads);
    CHECK(same_bytes(out, rates));
    CHECK(how == states);
  }
}

TEST_CASE("batch, irr: the rate where there is one, and a state where there is not") {
  for (const std::size_t periods : {2U, 5U, 20U, 60U, 1500U}) {
    const std::size_t series = periods < 1000 ? 501 : 21;
    const auto flows = make_flows(series, periods);
    std::vector<double> rates(series);
    std::vector<status> states(series);
    irr_batch(flows, periods, rates, states);
    for (std::size_t i = 0; i < series; ++i) {
      const std::vector<double> one(flows.begin() + static_cast<std::ptrdiff_t>(i * periods),
                                    flows.begin() + static_cast<std::ptrdiff_t>((i + 1) * periods));
      const auto all = irr(one);
      CAPTURE(i);
      CHECK(states[i] == all.state);
      CHECK(std::abs(rates[i] - (all.state == status::ok ? all.values[0] : 0)) <= 1e-12 * (1 + std::abs(rates[i])));
    }
  }
}

TEST_CASE("batch, irr: odd series are answered as irr answers them") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> flows{
      -1000,   1100,    0,      0,        // 10 %
      -1000,   2500,    -1540,  0,        // 10 and 40 %
      0,       0,       -100,   110,      // 10 %, two periods later
      0,       0,       0,      0,        // nothing
      1,       2,       3,      4,        // no change of sign
      1,       -3,      2.5,    0,        // no real root
      -1,      nan,     1,      1,        // no number
      -1e-9,   0,       0,      1e12,     // far beyond 10 000 %
      -1e12,   0,       0,      1e-9,     // near -100 %
      -1,      -1,      1e-300, 3,        // fine print
      1e300,   1e300,   -3e300, 0,        // beyond what is multiplied
      1e307,   1e307,   -3e307, 0,        // and beyond what is added
      1e-317,  2e-317,  0,      -8e-317,  // doubles of few digits
      -1e-200, 0,       0,      1e200,    // 1e400 times as much
      -1e-300, 0,       0,      1e300,    // 1e600 times as much: no doubles hold that
      1e86,    -1e-282, 0,      0,        // a rate that is -1 in doubles
      -1e149,  0,       0,      1e-300,   // as near to it
      1e300,   1e-300,  1e-309, 1,        // as far apart, with one sign
  };
  std::vector<double> rates(18);
  std::vector<status> states(18);
  irr_batch(flows, 4, rates, states);
  CHECK(states == std::vector<status>{status::ok, status::several, status::ok, status::undefined, status::none,
                                      status::none, status::undefined, status::ok, status::ok, status::ok, status::ok,
                                      status::ok, status::ok, status::ok, status::undefined, status::ok, status::ok,
                                      status::none});
  CHECK(rates[0] == doctest::Approx(0.1).epsilon(1e-14));
  CHECK(rates[1] == 0);
  CHECK(rates[2] == doctest::Approx(0.1).epsilon(1e-14));
  CHECK(rates[7] == doctest::Approx(1e7 - 1).epsilon(1e-12));  // (1e21)^(1/3)
  CHECK(rates[8] == doctest::Approx(1e-7 - 1).epsilon(1e-12));
  // v² + v = 3 v^... by irr itself
  CHECK(rates[9] == doctest::Approx(irr(std::vector<double>{-1, -1, 1e-300, 3}).values.at(0)).epsilon(1e-12));
  // 1 + v = 3 v², v = (1 + sqrt 13)/6
  CHECK(rates[10] == doctest::Approx(6 / (1 + std::sqrt(13.0)) - 1).epsilon(1e-12));
  CHECK(rates[11] == doctest::Approx(rates[10]).epsilon(1e-12));
  CHECK(rates[13] == doctest::Approx(std::cbrt(10) * 1e133).epsilon(1e-12));
  CHECK(rates[15] == -1);  // 1e-368 above it
  CHECK(rates[16] == -1);
  // 1 + 2v = 8v³ with amounts of 2^-1074: the whole numbers of those nearest to 1e-317, 2e-317 and 8e-317.
  CHECK(rates[12] ==
        doctest::Approx(irr(std::vector<double>{2024023, 4048045, 0, -16192180}).values.at(0)).epsilon(1e-12));
}

TEST_CASE("batch, exact: every value is the fraction's, rounded half-even to the öre") {
  stream random;
  for (const timing when : {timing::start, timing::end}) {
    for (const char* rate : {"0", "0.035", "0.1", "-0.02", "1.5"}) {
      CAPTURE(rate);
      const int periods = 20;
      const std::size_t series = 300;
      std::vector<std::int64_t> flows;
      for (std::size_t i = 0; i < series * 20; ++i) {
        const auto size = static_cast<std::int64_t>(random.next() >> (20 + i % 30));
        flows.push_back(i % 3 == 0 ? -size : size);
      }
      const decimal r = decimal::parse(rate).value();
      const exact_factors factors(r, periods, when);
      std::vector<std::int64_t> out(series);
      npv_batch(flows, factors, out);
      const cpp_rational exactly(cpp_int(static_cast<std::int64_t>(r.coefficient().low)) * (r.is_negative() ? -1 : 1),
                                 boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(r.scale())));
      for (std::size_t i = 0; i < series; ++i) {
        CHECK(out[i] == rounded_value(flows.data() + i * 20, periods, exactly, when));
      }
    }
  }
}

TEST_CASE("batch, exact: ties, halves of periods, and what does not fit") {
  const exact_factors tenth(decimal::parse("0.1").value(), 2, timing::start);
  std::vector<std::int64_t> out(4);
  // -10000 + 11000/1.1 = 0; 11055/1.1 = 10050; 5.5/1.1 = 5: 11 öre with 6 and 0: 0.5 öre goes to 0, 1.5 to 2.
  npv_batch(std::vector<std::int64_t>{-10000, 11000, -10000, 11055, -10, 11, 0, 0}, tenth, out);
  CHECK(out == std::vector<std::int64_t>{0, 50, 0, 0});
  const exact_factors whole(decimal::parse("1").value(), 2, timing::start);  // halves
  npv_batch(std::vector<std::int64_t>{0, 1, 0, 3, 0, -1, 0, -3}, whole, out);
  CHECK(out == std::vector<std::int64_t>{0, 2, 0, -2});
  // √1.21 = 1.1 in the middle of the first period: 110/1.1 = 100; 5.5 and 16.5 öre are halves: 6.05/1.1, 18.15/1.1.
  const exact_factors middle(decimal::parse("0.21").value(), 1, timing::middle);
  std::vector<std::int64_t> three(3);
  npv_batch(std::vector<std::int64_t>{110, 605, -1815}, middle, three);
  CHECK(three == std::vector<std::int64_t>{100, 550, -1650});
  std::vector<std::int64_t> one(1);
  const auto most = (std::numeric_limits<std::int64_t>::max)();
  npv_batch(std::vector<std::int64_t>{most, 0}, tenth, one);
  CHECK(one[0] == most);
  CHECK_THROWS_AS(npv_batch(std::vector<std::int64_t>{most, 11}, tenth, one), std::overflow_error);
}

TEST_CASE("batch: what does not fit together is refused before any work") {
  std::vector<double> out(2);
  std::vector<status> states(1);
  const std::vector<double> flows{1, 2, 3};
  CHECK_THROWS_AS(npv_batch(flows, std::vector<double>{1, 1}, out), std::invalid_argument);
  CHECK_THROWS_AS(npv_batch(flows, std::vector<double>{}, out), std::invalid_argument);
  CHECK_THROWS_AS(npv_batch(std::vector<double>{1, 2}, std::vector<double>{1}, out, 0), std::invalid_argument);
  CHECK_THROWS_AS(irr_batch(std::vector<double>{1, 2}, 1, out, states), std::invalid_argument);
  CHECK_THROWS_AS(irr_batch(flows, 0, out, states), std::invalid_argument);
  CHECK_THROWS_AS(exact_factors(decimal::parse("-1").value(), 3, timing::start), std::invalid_argument);
  CHECK_THROWS_AS(exact_factors(decimal::parse("0.1").value(), 0, timing::start), std::invalid_argument);
  CHECK_THROWS_AS(exact_factors(decimal::parse("-0.99").value(), 4000, timing::start), std::invalid_argument);
}
