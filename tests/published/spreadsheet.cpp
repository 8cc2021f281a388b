// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/dated.hpp>
#include <nytta/flow/depreciation.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/time_value.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

// What other tools assert of the spreadsheets' functions, typed in from their own tests (inputs and digits are facts):
// as many digits as they print.
//   numpy-financial tests/test_financial.py · formulajs test/financial.js · HyperFormula function-*.spec.ts ·
//   excelize calc_test.go · pyxirr tests/ · NExS and ptti.com manuals

using namespace nytta;
namespace sheet = spreadsheet;
using series = std::vector<double>;

namespace {

constexpr auto begin = payment_time::begin;
constexpr auto end = payment_time::end;

/// Within half a unit of the last decimal that is printed.
bool is(const answer<double>& found, double printed, int decimals) {
  return found.has_value() && std::abs(found.value - printed) <= 0.5 * std::pow(10.0, -decimals) * (1 + 1e-6);
}

bool rates_are(const roots<double>& found, const series& printed, double tolerance) {
  if (found.values.size() != printed.size()) return false;
  for (std::size_t i = 0; i < printed.size(); ++i) {
    if (std::abs(found.values[i] - printed[i]) > tolerance) return false;
  }
  return true;
}

std::vector<date> dates(const std::vector<std::string_view>& texts) {
  std::vector<date> out;
  for (const std::string_view text : texts) out.push_back(parse_date(text).value());
  return out;
}

}  // namespace

TEST_CASE("published: loans, as numpy-financial, pyxirr, formulajs and excelize print them") {
  CHECK(is(sheet::pmt(0.08 / 12, 60, 15000), -304.145914, 6));                      // numpy-financial
  CHECK(is(sheet::pmt(0.8, 3, 20000), -19311.258, 3));                              // numpy-financial
  CHECK(is(sheet::fv(0.075, 20, -2000, 0, end), 86609.362673042924, 9));            // numpy-financial
  CHECK(is(sheet::fv(0.2, 5, 100), -744.16, 6));                                    // numpy-financial
  CHECK(is(sheet::nper(0.0, -100, 1000), 10, 9));                                   // numpy-financial
  CHECK(is(sheet::ppmt(0.1 / 12, 1, 60, 55000, 0, begin), -1158.929712, 6));        // numpy-financial
  CHECK(is(sheet::ipmt(0.1 / 12, 4, 24, 2000), -14.76028842, 8));                   // numpy-financial
  CHECK(is(sheet::pv(0.05 / 12, 120, -100, 15692.93, begin), -60.71677534615, 9));  // pyxirr
  CHECK(is(sheet::nper(0.075, -2000, 0, 100000), 21.544944197323336, 12));          // pyxirr
  CHECK(is(sheet::ipmt(0.1479, 297, 300, -270.51), 16.9656277018672, 9));  // pyxirr: the end of a long, dear loan
  CHECK(is(sheet::ppmt(0.1479, 297, 300, -270.51), 23.0428012981328, 9));
  CHECK(is(sheet::cumipmt(0.1 / 12, 360, 100000, 13, 24, begin), -9834.815716321069, 7));   // formulajs
  CHECK(is(sheet::cumprinc(0.1 / 12, 360, 100000, 1, 24, begin), -1986.7420529305305, 7));  // formulajs
  CHECK(is(sheet::ispmt(0.1 / 12, 6, 24, 100000), -625, 9));                                // formulajs
  CHECK(is(sheet::nominal(0.1, 4.5), 0.09645475633778045, 14));               // formulajs: of 4.5 compoundings 4 count
  CHECK(is(sheet::rri(0.1, 2, 1), -0.9990234375, 10));                        // HyperFormula
  CHECK(is(sheet::effect(0.02, 2), 0.0201, 10));                              // HyperFormula
  CHECK(is(sheet::pduration(0.04, 10000, 15000), 10.3380350715076, 12));      // excelize
  CHECK(is(sheet::pmt(0.035 / 4, 8, 0, 5000, begin), -600.852027180466, 9));  // excelize
  CHECK(is(answered(sheet::fvschedule(1.0, series{0.09, 0.11, 0.1})), 1.33089, 10));  // Microsoft's example
  CHECK(rates_are(sheet::rate(2.0, 0, -662.05, 224.11), {-0.41818459}, 5e-9));        // numpy-financial
  CHECK(rates_are(sheet::rate(0.9, -100, 400), {-0.796172}, 5e-7));                   // HyperFormula
  CHECK(rates_are(sheet::rate(300.0, -465.96, 100000), {0.002367}, 5e-7));            // HyperFormula
}

TEST_CASE("published: depreciation, as formulajs, HyperFormula, excelize and two manuals print it") {
  CHECK(is(sheet::db(1000000.0, 100000, 6, 4), 100746.97587900002, 8));        // formulajs
  CHECK(is(sheet::db(1000000.0, 100000, 6, 6), 46722.518280620934, 8));        // formulajs
  CHECK(is(sheet::db(10000.0, 50, 10, 10, 7), 45.26, 2));                      // HyperFormula
  CHECK(is(sheet::ddb(1000000.0, 100000, 6, 3), 148148.14814814815, 8));       // formulajs
  CHECK(is(sheet::ddb(10000.0, 50, 10, 2.5, 2.5), 1623.797632, 6));            // HyperFormula
  CHECK(is(sheet::ddb(10000.0, 10010, 10, 2, 2.5), 0, 9));                     // HyperFormula: worth more than it cost
  CHECK(is(sheet::sln(2.0, 1, -2), -0.5, 10));                                 // HyperFormula
  CHECK(is(sheet::syd(30.0, 7, 10, 1), 4.181818181818182, 12));                // formulajs
  CHECK(is(sheet::syd(100.0, 1, 2.1, 2.1), 30.4147465437788, 10));             // HyperFormula
  CHECK(is(sheet::vdb(10000.0, 500, 120, 2, 4), 319.6289, 4));                 // NExS spreadsheet manual
  CHECK(is(sheet::vdb(10000.0, 1000, 7, 3, 4), 1041.23, 2));                   // ptti.com
  CHECK(is(sheet::vdb(24000.0, 3000, 100, 50, 100, 1), 10377.2944184652, 7));  // excelize
}

TEST_CASE("published: series with several rates, all of them") {
  CHECK(
      rates_are(irr(series{-252, 1431, -3035, 2850, -1000}), {0.25, 0.333333, 0.428571, 0.666667}, 5e-7));  // brainmass
  CHECK(rates_are(irr(series{-1600, 10000, -10000}), {0.25, 4}, 1e-12));  // Lorie and Savage, 1955
  CHECK(rates_are(irr(series{-100, 230, -132}), {0.1, 0.2}, 1e-12));      // a DuckDB extension's tests
  // numpy-financial's issue 44 shows -0.9998 or 1.00426 as the last flow goes from 0 to -1; both are rates.
  CHECK(rates_are(irr(series{-1678.87, 771.96, 1814.05, 3520.30, 3552.95, 3584.99, 4789.91, -1}),
                  {-0.999791260428328, 1.00426984872056}, 1e-13));
  CHECK(rates_are(irr(series{-5, 10.5, 1, -8, 1}), {-0.870201247484741, 0.0885983385277553, 0.709559527686184}, 1e-13));
  CHECK(irr(series{1000, -3000, 2500}).why == reason::no_real_root);  // Brealey and Myers: 9 < 10
}

TEST_CASE("published: dated flows, and the days between") {
  const auto days = dates({"2007-01-12", "2008-02-14", "2008-03-03", "2008-06-14", "2008-12-01"});
  const series flows{-10000, 2500, 2000, 3000, 4000};  // MathWorks, xirr, quoted by pyxirr
  CHECK(rates_are(xirr<double>(flows, days), {0.10064378342638}, 1e-9));
  CHECK(rates_are(xirr<double>(flows, days, day_count::act_360), {0.0991988898057063}, 1e-9));
  CHECK(rates_are(xirr<double>(flows, days, day_count::act_act_isda), {0.100739648987346}, 1e-9));
  CHECK(rates_are(xirr<double>(flows, days, day_count::thirty_e_360), {0.100675477282743}, 1e-9));
  // pyxirr: unordered days; and PhpSpreadsheet's issue 3297, where Excel shows a rate near 0.
  const auto unordered = dates({"2015-06-11", "2015-07-21", "2018-06-10", "2015-10-17"});
  CHECK(rates_are(xirr<double>(series{-1000, -9000, 20000, -3000}, unordered), {0.16353715844}, 5e-12));
  CHECK(rates_are(xirr<double>(series{-1000000.706, 947003.58}, dates({"2018-09-05", "2018-09-26"})), {-0.6118824173},
                  5e-11));
}
