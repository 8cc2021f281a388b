// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/annuity.hpp>
#include <nytta/flow/break_even.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/npv.hpp>
#include <nytta/flow/payback.hpp>
#include <nytta/flow/ratios.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

// Printed examples, typed in from their sources, each as precise as it is printed. Where a source contradicts its own
// inputs, the test says so and holds both.

using namespace nytta;
using series = std::vector<double>;

namespace {

/// Within half a unit of the last decimal printed.
bool prints_as(double value, double printed, int decimals) {
  return std::abs(value - printed) <= 0.5 * std::pow(10.0, -decimals) * (1 + 1e-9);
}

}  // namespace

TEST_CASE("Microsoft KB Q52221: the outlay belongs outside the spreadsheet's NPV function") {
  CHECK(prints_as(npv({-15000, 5000, 7500, 8200}, 0.10, timing::start), 1904.58, 2));
  CHECK(prints_as(npv({-15000, 5000, 7500, 8200}, 0.10, timing::end), 1731.44, 2));
}

TEST_CASE("numpy-financial, npv: 3065.22267") {
  CHECK(prints_as(npv({-40000, 5000, 8000, 12000, 30000}, 0.08, timing::start), 3065.22267, 5));
}

TEST_CASE("Microsoft's documentation of NPV, quoted in BusinessMath: 1188.44; and 78.82 with IRR 14.49 %") {
  CHECK(prints_as(npv({-10000, 3000, 4200, 6800}, 0.10, timing::end), 1188.4434123352230, 10));
  CHECK(prints_as(npv({-1000, 500, 400, 300, 100}, 0.10, timing::start), 78.819752749, 9));
  const auto rates = irr(series{-1000, 500, 400, 300, 100});
  REQUIRE(rates.values.size() == 1);
  CHECK(prints_as(100 * rates.values[0], 14.49, 2));
}

TEST_CASE("Microsoft's documentation of PMT, quoted in BusinessMath: 1037.03 a month; and 1199.10 on a mortgage") {
  // A payment is the loan over its annuity factor: 10 000 over ten months at 8 %/12, 200 000 over 360 at 6 %/12.
  CHECK(prints_as(10000 / annuity_factor(0.08 / 12, 10), 1037.0320893591522, 9));
  CHECK(prints_as(200000 / annuity_factor(0.06 / 12, 360), 1199.10, 2));
}

TEST_CASE("Energimyndigheten, Energikartläggning: 6 500 kr a year for 20 years at 6 % is worth 74 555 kr") {
  // The source multiplies by the factor rounded to 11,47; unrounded it is 74 554.49.
  CHECK(prints_as(annuity_factor(0.06, 20), 11.47, 2));
  CHECK(prints_as(6500 * 11.47, 74555, 0));
  CHECK(prints_as(6500 * annuity_factor(0.06, 20), 74554.49, 2));
  CHECK(prints_as(6500 * annuity_factor(0.06, 20) - 50000, 24554.49, 2));
}

TEST_CASE("Energimyndigheten's table of annuity factors") {
  struct cell {
    double rate;
    int years;
    double printed;
  };
  const std::array table{cell{0.02, 5, 4.71},   cell{0.03, 5, 4.58},   cell{0.03, 6, 5.42},   cell{0.03, 10, 8.53},
                         cell{0.04, 10, 8.11},  cell{0.05, 10, 7.72},  cell{0.10, 10, 6.14},  cell{0.15, 20, 6.26},
                         cell{0.03, 20, 14.88}, cell{0.04, 20, 13.59}, cell{0.01, 20, 18.05}, cell{0.0, 7, 7.00}};
  for (const cell& c : table) {
    CAPTURE(c.rate);
    CAPTURE(c.years);
    CHECK(prints_as(annuity_factor(c.rate, c.years), c.printed, 2));
  }
}

TEST_CASE("Linköping University TEAE04: outlay 6, 1.5 a year in 8 years, residual 1 Mkr; the rate is near 20 %") {
  const series flows{-6, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 2.5};
  CHECK(prints_as(npv(flows, 0.12, timing::start), 1.86, 2));
  CHECK(prints_as(npv(flows, 0.15, timing::start), 1.06, 2));
  CHECK(prints_as(npv(flows, 0.20, timing::start), -0.01, 2));
  const auto rates = irr(flows);
  REQUIRE(rates.values.size() == 1);
  CHECK(prints_as(100 * rates.values[0], 19.938, 3));
}

TEST_CASE("Expowera: outlay 500 000, surplus 210 000 in five years, residual 40 000, 10 %") {
  const series flows{-500000, 210000, 210000, 210000, 210000, 250000};
  CHECK(prints_as(npv(flows, 0.10, timing::start), 320902.07, 2));
  CHECK(prints_as(40000 * discount_factor(0.10, 5), 24836.85, 2));  // printed rounded: 25 000
  CHECK(prints_as(payback(flows).value, 2.4, 1));
  const horizon h{.first_year = 0, .years = 6, .base_year = 0};
  const auto yearly = equivalent_annual_amount(npv(flows, 0.10, timing::start), discount_schedule<double>::flat(0.10),
                                               h, timing::start);
  REQUIRE(yearly.has_value());
  CHECK(prints_as(yearly.value, 84653.16, 2));
  // The source's annuity is on the outlay less the rounded 25 000, and printed rounded: 125 000. Its rounding shows:
  // 475 000 / 3.790787 is 125 303.80, which is no 125 000 but to the thousand.
  CHECK(prints_as(475000 / annuity_factor(0.10, 5), 125303.80, 2));
  CHECK(prints_as(475000 / annuity_factor(0.10, 5) / 1000, 125, 0));
}

TEST_CASE("HM Treasury, Green Book: stepped factors, and 30 a year in five years against 100") {
  const auto schedule = discount_schedule<double>::stepped(
      {{1, 0.035}, {31, 0.030}, {76, 0.025}, {126, 0.020}, {201, 0.015}, {301, 0.010}});
  const horizon h{.first_year = 0, .years = 31, .base_year = 0};
  struct cell {
    int year;
    double factor;
    int decimals;
  };
  // The source prints the rules. The early years by four decimals; all by multiplying period by period.
  const std::array table{cell{1, 0.9662, 4},
                         cell{2, 0.9335, 4},
                         cell{3, 0.9019, 4},
                         cell{5, 0.8420, 4},
                         cell{10, 0.7089, 4},
                         cell{30, 0.356278410602, 12},
                         cell{31, 0.345901369517, 12},
                         cell{75, 0.0942137725767, 13},
                         cell{76, 0.0919158756846, 13},
                         cell{125, 0.0274107630162, 13},
                         cell{200, 0.0062073787157, 13},
                         cell{300, 0.00140056741436, 14},
                         cell{301, 0.00138670041026, 14}};
  for (const cell& c : table) {
    CAPTURE(c.year);
    CHECK(prints_as(discount_factor(schedule, h, c.year), c.factor, c.decimals));
  }
  // What the greenbook package's tests hold: the path through the steps, and the annuity of the first thirty years.
  CHECK(prints_as(discount_factor(schedule, h, 75), std::pow(1.035, -30) * std::pow(1.03, -45), 14));
  const horizon thirty{.first_year = 0, .years = 30, .base_year = 0};
  CHECK(prints_as(sum_of_factors(schedule, thirty, timing::end).value, (1 - std::pow(1.035, -30)) / 0.035, 12));
  CHECK(prints_as(sum_of_factors(schedule, thirty, timing::end).value, 18.392045411363, 12));
  // The trap: year 31's rate for all its years gives 0.39999, more than the factor of year 30.
  CHECK(prints_as(discount_factor(0.03, 31), 0.39999, 5));
  CHECK(discount_factor(schedule, h, 31) < discount_factor(schedule, h, 30));

  // The greenbook package's tests: −100 today, then 30 a year in five years.
  const horizon six{.first_year = 0, .years = 6, .base_year = 0};
  const double value = npv(series{-100, 30, 30, 30, 30, 30}, discount_factors(schedule, six, timing::start));
  CHECK(prints_as(value, 35.4516, 4));
  CHECK(prints_as(equivalent_annual_amount(value, schedule, six, timing::start).value, 7.85186, 5));
}

TEST_CASE("The greenbook package's appraisal: plain, and with optimism bias half mitigated and 20 % cost of taxes") {
  // The inputs stand in the package's README, which prints no result: the figures are worked in fractions.
  const series benefits{0, 0, 0, 30, 30, 30, 30, 30, 30, 30};
  series costs{100, 50, 50, 0, 0, 0, 0, 0, 0, 0};
  const double gain = npv(benefits, 0.035, timing::start);
  CHECK(prints_as(gain, 171.239767009, 9));
  CHECK(prints_as(gain - npv(costs, 0.035, timing::start), -23.7449467536, 10));
  CHECK(prints_as(benefit_cost_ratio(gain, npv(costs, 0.035, timing::start)).value, 0.878221495955, 12));

  for (double& cost : costs) cost *= (1 + 0.51 * (1 - 0.5)) * 1.20;
  const double pay = npv(costs, 0.035, timing::start);
  CHECK(prints_as(pay, 293.646978926, 9));
  CHECK(prints_as(gain - pay, -122.407211917, 9));
  CHECK(prints_as(benefit_cost_ratio(gain, pay).value, 0.583148403689, 12));
  const horizon ten{.first_year = 0, .years = 10, .base_year = 0};
  const auto flat = discount_schedule<double>::flat(0.035);
  CHECK(prints_as(equivalent_annual_amount(gain - pay, flat, ten, timing::start).value, -16.0899390077, 10));
}

TEST_CASE("Denmark, Finansministeriet: 3.5, 2.5 and 1.5 %, steps after 35 and 70 years") {
  const auto schedule = discount_schedule<double>::stepped({{1, 0.035}, {36, 0.025}, {71, 0.015}});
  const horizon h{.first_year = 0, .years = 1, .base_year = 0};
  CHECK(prints_as(discount_factor(schedule, h, 35), 0.299976861658, 12));
  CHECK(prints_as(discount_factor(schedule, h, 36), 0.292660352837, 12));
  CHECK(prints_as(discount_factor(schedule, h, 70), 0.126401570087, 12));
  CHECK(prints_as(discount_factor(schedule, h, 71), 0.124533566588, 12));
  CHECK(prints_as(discount_factor(schedule, h, 75), 0.117333562581, 12));
}

TEST_CASE("Factor table at 3 %, six years") {
  const auto flat = discount_schedule<double>::flat(0.03);
  const horizon h{.first_year = 2022, .years = 6, .base_year = 2022};
  const auto ends = discount_factors(flat, h, timing::end);
  const std::array printed{.970874, .942596, .915142, .888487, .862609, .837484};
  for (std::size_t t = 0; t < printed.size(); ++t) CHECK(prints_as(ends[t], printed[t], 6));
  CHECK(prints_as(npv(series(6, 1.0), ends), 5.417191443878, 12));
  CHECK(prints_as(npv(series(6, 1.0), discount_factors(flat, h, timing::start)), 5.579707187195, 12));
}

TEST_CASE("Critero's demonstration case hemtjänst: what is printed contradicts its inputs") {
  // Inputs in tkr: benefits 825, then 1 650 a year; costs 6 410, then 660 a year; 3 %. Printed: NPV 2 847, BCR 1,37,
  // IRR 18,2 %, payback 3,8 years. From the inputs:
  const series net{-5585, 990, 990, 990, 990, 990};
  CHECK(prints_as(npv(net, 0.03, timing::start), -1051.0899, 4));
  CHECK(prints_as(npv(net, 0.03, timing::end), -1020.4756, 4));
  const double benefits = npv({825, 1650, 1650, 1650, 1650, 1650}, 0.03, timing::end);
  const double costs = npv({6410, 660, 660, 660, 660, 660}, 0.03, timing::end);
  CHECK(prints_as(benefit_cost_ratio(benefits, costs).value, 0.888568, 6));
  const auto rates = irr(net);
  REQUIRE(rates.values.size() == 1);
  CHECK(prints_as(100 * rates.values[0], -3.8929, 4));
  CHECK(payback(net).state == status::none);
}

TEST_CASE(
    "Critero's demonstration case dataplattform: the printed ratio is undiscounted, the printed payback a year late") {
  // Benefits 8 750, 18 500, 21 000, then 23 000 in three years; costs 12 990, then 2 560 a year; 3 %.
  const series benefits{8750, 18500, 21000, 23000, 23000, 23000};
  const series costs{12990, 2560, 2560, 2560, 2560, 2560};
  series net(6);
  double all_benefits = 0;
  double all_costs = 0;
  for (std::size_t t = 0; t < net.size(); ++t) {
    net[t] = benefits[t] - costs[t];
    all_benefits += benefits[t];
    all_costs += costs[t];
  }
  CHECK(prints_as(npv(net, 0.03, timing::start), 83115.0910, 4));
  CHECK(prints_as(npv(net, 0.03, timing::end), 80694.2632, 4));
  CHECK(prints_as(all_benefits / all_costs, 4.55, 2));  // as printed
  CHECK(prints_as(benefit_cost_ratio(npv(benefits, 0.03, timing::end), npv(costs, 0.03, timing::end)).value, 4.363070,
                  6));
  const auto rates = irr(net);
  REQUIRE(rates.values.size() == 1);
  // Scenarios as the demonstration makes them: all benefits a quarter lower and higher. In fractions the higher one is
  // 110 072.3764; where 110 072.37 is listed for it, the third decimal was cut off, not rounded.
  series low = net;
  series high = net;
  for (std::size_t t = 0; t < net.size(); ++t) {
    low[t] -= 0.25 * benefits[t];
    high[t] += 0.25 * benefits[t];
  }
  CHECK(prints_as(npv(low, 0.03, timing::start), 56157.8057, 4));
  CHECK(prints_as(npv(high, 0.03, timing::start), 110072.3764, 4));
  CHECK(prints_as(100 * rates.values[0], 389.777, 3));  // printed 148
  CHECK(prints_as(payback(net).value + 1, 1.3, 1));     // printed 1,3
}

TEST_CASE("Swedish Wikipedia's rounded factor: 86.2 printed where 100 / 1.05^3 is 86.38") {
  const horizon h{.first_year = 0, .years = 1, .base_year = 0};
  CHECK(prints_as(100 * discount_factor(discount_schedule<double>::flat(0.05), h, 3), 86.38, 2));
  CHECK(prints_as(100 / 1.16, 86.2, 1));
}

TEST_CASE(
    "Municipal capital charges: a million over ten years at 2.5 %, straight-line or annuity, is worth a million") {
  series straight_line(10);
  for (std::size_t t = 0; t < straight_line.size(); ++t) {
    straight_line[t] = 100000 + 0.025 * (1000000 - 100000 * static_cast<double>(t));
  }
  CHECK(straight_line.front() == 125000);
  CHECK(prints_as(straight_line.back(), 102500, 2));
  CHECK(prints_as(npv(straight_line, 0.025, timing::end), 1000000, 6));
  CHECK(prints_as(1000000 / annuity_factor(0.025, 10), 114258.76317714, 8));
  // Undiscounted the annuity costs more in all: what is paid off later bears interest longer.
  double sum = 0;
  for (const double charge : straight_line) sum += charge;
  CHECK(prints_as(sum, 1137500, 2));
  CHECK(prints_as(10 * 1000000 / annuity_factor(0.025, 10), 1142587.63, 2));
}

TEST_CASE("Logilu's textbook: the longer project wins on present value and loses on its annuity") {
  const double shorter = npv({-300, 110, 110, 110, 110}, 0.04, timing::start);
  const double longer = npv({-500, 110, 110, 110, 110, 110, 110, 110}, 0.04, timing::start);
  CHECK(prints_as(shorter, 99.29, 2));
  CHECK(prints_as(longer, 160.23, 2));
  CHECK(prints_as(shorter / annuity_factor(0.04, 4), 27.35, 2));
  CHECK(prints_as(longer / annuity_factor(0.04, 7), 26.70, 2));
}

TEST_CASE("Inera-style block: 12 000 events from 10 to 4 minutes at 359 kr an hour, six years at 3 %") {
  const series benefits{215400, 430800, 430800, 430800, 430800, 430800};
  const series costs{475000, 150000, 150000, 150000, 150000, 150000};
  const series net{-259600, 280800, 280800, 280800, 280800, 280800};
  CHECK(prints_as(npv(net, 0.03, timing::start), 1026381.7782, 4));
  CHECK(prints_as(npv(net, 0.03, timing::end), 996487.1633, 4));
  CHECK(prints_as(npv(net, 0.0, timing::start), 1144400, 2));
  for (const timing when : {timing::start, timing::end}) {
    const double per_krona = net_benefit_per_krona(npv(benefits, 0.03, when), npv(costs, 0.03, when)).value;
    CHECK(prints_as(per_krona, 0.883322, 6));
  }
  CHECK(break_even_column(benefits, costs).value == 1);  // the second year
}

TEST_CASE("SKR and Inera: 0,40 per krona means that each krona comes back and 0,40 more") {
  CHECK(prints_as(net_benefit_per_krona(140.0, 100.0).value, 0.40, 2));
  CHECK(prints_as(benefit_cost_ratio(140.0, 100.0).value, 1.40, 2));
}

TEST_CASE("Timing: 100 a year in five years at 3 %, at the end, in the middle and at the start of each") {
  CHECK(prints_as(npv(series(5, 100.0), 0.03, timing::end), 457.970719, 6));
  CHECK(prints_as(npv(series(5, 100.0), 0.03, timing::middle), 464.789516, 6));
  CHECK(prints_as(npv(series(5, 100.0), 0.03, timing::start), 471.709840, 6));
}

TEST_CASE("The catalogue of calculation errors: each small example, right and wrong") {
  CHECK(prints_as(npv({-1000, 360, 360, 360}, 0.04, timing::start), -0.97, 2));
  CHECK(prints_as(npv(series(10, 100.0), 1.06 / 1.02 - 1, timing::end), 814.27, 2));
  CHECK(prints_as(npv(series(10, 100.0), 0.06, timing::end), 736.01, 2));  // real flows at a nominal rate
  CHECK(prints_as(npv(series(10, 100.0), 0.04, timing::end), 811.09, 2));  // 6 % − 2 %
  CHECK(prints_as(-700 + 280 * annuity_factor(0.04, 3), 77.03, 2));
  CHECK(prints_as(-1000 + 280 * annuity_factor(0.04, 3), -222.97, 2));  // with the sunk 300
  CHECK(prints_as(payback(series{-1000, 300, 300, 300, 300, 300}).value, 3.33, 2));
  series discounted{-1000, 300, 300, 300, 300, 300};
  for (std::size_t t = 0; t < discounted.size(); ++t) discounted[t] *= discount_factor(0.08, static_cast<int>(t));
  CHECK(prints_as(payback(discounted).value, 4.03, 2));
  CHECK(prints_as(payback(series{-500, 600, -400, 500}, crossing::first).value, 0.83, 2));
  CHECK(prints_as(payback(series{-500, 600, -400, 500}).value, 2.60, 2));
}
