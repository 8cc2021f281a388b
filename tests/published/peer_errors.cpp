// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/dated.hpp>
#include <nytta/flow/depreciation.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/npv.hpp>
#include <nytta/flow/payback.hpp>
#include <nytta/flow/time_value.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

// Where others assert what is not so, each with the proof: their own figure put into the equation it should satisfy, or
// the arithmetic by hand. The list is that of the peers' cases' suspicious.csv; measure_peers.cpp holds it to be
// complete.

using namespace nytta;
namespace sheet = spreadsheet;
using series = std::vector<double>;

namespace {

/// The left-hand side of a loan's equation at the start, over the sum of the sizes of its terms.
double imbalance(double rate, int n, double pmt, double pv, double fv, payment_time when = payment_time::end) {
  double sum = pv + fv * std::pow(1 + rate, -n);
  double size = std::abs(pv) + std::abs(fv) * std::pow(1 + rate, -n);
  for (int k = 0; k < n; ++k) {
    const double at = std::pow(1 + rate, -(when == payment_time::end ? k + 1 : k));
    sum += pmt * at;
    size += std::abs(pmt) * at;
  }
  return std::abs(sum) / size;
}

}  // namespace

TEST_CASE("peers' errors: a digit transposed in Microsoft's example of NPV (Apache POI)") {
  const double ours = npv(series{-40000, 8000, 9200, 10000, 12000, 14500}, 0.08, timing::start);
  CHECK(ours == doctest::Approx(1922.061554932363).epsilon(1e-14));  // Microsoft prints 1,922.06; POI asserts 1992.06
  CHECK(std::abs(ours - 1992.061554932363) > 69);
}

TEST_CASE("peers' errors: a change of clocks takes an hour from the days (formulajs, XNPV)") {
  const std::vector<date> days{{2008, 1, 1}, {2008, 3, 1}, {2008, 10, 30}, {2009, 2, 15}, {2009, 4, 1}};
  const double ours = xnpv(0.09, series{-10000, 2750, 4250, 3250, 2750}, days);
  CHECK(ours == doctest::Approx(2086.647602031536).epsilon(1e-14));  // formulajs 2086.6718943
  CHECK(std::abs(ours - 2086.6718943024616) > 0.02);
}

TEST_CASE("peers' errors: a rate of -1 that balances nothing (HyperFormula, RATE)") {
  const auto rates = sheet::rate(12.0, -100, 400, 0, payment_time::begin);
  REQUIRE(rates.values.size() == 1);
  CHECK(rates.values[0] == doctest::Approx(0.3172434788761590).epsilon(1e-13));
  CHECK(imbalance(rates.values[0], 12, -100, 400, 0, payment_time::begin) < 1e-15);
  CHECK(imbalance(-0.999, 12, -100, 400, 0, payment_time::begin) > 0.9);  // and worse nearer to -1
}

TEST_CASE("peers' errors: an iteration that stopped early (excelize, numpy-financial, RATE)") {
  const double excelize = sheet::rate(60.0, -1000, 50000).values.at(0);
  CHECK(excelize == doctest::Approx(0.006183413161253963).epsilon(1e-13));
  CHECK(imbalance(excelize, 60, -1000, 50000, 0) < imbalance(0.0061834131621292, 60, -1000, 50000, 0) / 100);
  // (10000/3500)^(1/10) − 1, in closed form.
  CHECK(sheet::rate(10.0, 0, -3500, 10000).values.at(0) ==
        doctest::Approx(std::pow(10000.0 / 3500, 0.1) - 1).epsilon(1e-14));
  CHECK(std::abs(std::pow(10000.0 / 3500, 0.1) - 1 - 0.11069085371426893) > 3e-12);  // what numpy-financial asserts
  const auto both = sheet::rate(48.0, -200, 8000, 3, payment_time::begin).values;    // excelize shows the second
  REQUIRE(both.size() == 2);
  CHECK(both[1] == doctest::Approx(0.008041266583153612).epsilon(1e-13));
}

TEST_CASE("peers' errors: no answer where there is one (RATE from a guess of 0, XIRR)") {
  const auto rates = sheet::rate(208.0, -700, 8000);  // PhpSpreadsheet and Excel, guess 0: #NUM!
  REQUIRE(rates.values.size() == 1);
  CHECK(rates.values[0] == doctest::Approx(0.08749999768409364).epsilon(1e-13));
  CHECK(imbalance(rates.values[0], 208, -700, 8000, 0) < 1e-15);
  // PhpSpreadsheet asserts #NUM!; the growth is 5.76e-14 a year, and the bracket of ours ends at 0.
  const std::vector<date> days{{2010, 1, 15}, {2010, 4, 16}, {2010, 7, 16}, {2010, 10, 15}};
  const auto near_total_loss = xirr<double>(series{-10000, 10000, -10000, 5}, days);
  REQUIRE(near_total_loss.values.size() == 1);
  CHECK(1 + near_total_loss.values[0] == doctest::Approx(5.76071e-14).epsilon(1e-2));
  // RATE(1, 1, 8000): 8000 (1 + r) + 1 = 0 at r = −1.000125, below −100 %: PhpSpreadsheet returns it.
  CHECK(sheet::rate(1.0, 1, 8000).state == status::none);
}

TEST_CASE("peers' errors: parts of a depreciation year in proportion to the whole one (excelize, VDB)") {
  // Twice the line over 5 years of 10 000: 4000, 2400, 1440, 864, then what is left over 1000: 296. Half of the fourth
  // year and the fifth: 432 + 296 = 728; excelize 709.6.
  CHECK(sheet::vdb(10000.0, 1000, 5, 3.5, 5).value == doctest::Approx(728).epsilon(1e-14));
  CHECK(sheet::vdb(24000.0, 3000, 10, 0.1, 1).value == doctest::Approx(0.9 * 4800).epsilon(1e-14));  // excelize 4233.6
  CHECK(sheet::vdb(24000.0, 3000, 10, 0.1, 1, 1).value ==
        doctest::Approx(0.9 * 2400).epsilon(1e-14));  // excelize 2138.4
}

TEST_CASE("peers' errors: a slide's unique rate, and a payback beyond the end of a project") {
  const series slide{-12000, -2000, 3000, 8000, 8000, -1000};
  // The slide says 4.7 %, at which its flows are worth 1659. The last one turns the sign a second time.
  CHECK(npv(slide, 0.047, timing::start) > 1600);
  const auto rates = irr(slide).values;
  CHECK(rates.back() == doctest::Approx(0.08697656243153152).epsilon(1e-13));
  // study.com: 24.80 years at 18 % for six years of 3 333 against 13 000, which together are worth 11 657.
  series discounted{-13000, 3333, 3333, 3333, 3333, 3333, 3333};
  for (std::size_t t = 0; t < discounted.size(); ++t) discounted[t] *= discount_factor(0.18, static_cast<int>(t));
  CHECK(payback(discounted).why == reason::never_paid_back);
}

TEST_CASE("peers' conventions that contradict each other: what ours are") {
  // ISPMT outside 1 … n continues the line (Excel, HyperFormula, excelize); PhpSpreadsheet refuses.
  CHECK(sheet::ispmt(0.125, -1, 3, 800000).value == doctest::Approx(-133333.33333333333).epsilon(1e-14));
  CHECK(sheet::ispmt(0.125, 4, 3, 800000).value == doctest::Approx(33333.33333333333).epsilon(1e-13));
  // A number of periods below 0 compounds; PhpSpreadsheet refuses it in PV and takes it in FV.
  CHECK(sheet::pv(0.0525, -10, 100, 0, payment_time::begin).value == doctest::Approx(1339.373441315736).epsilon(1e-13));
  // 0/0 is undefined: Excel shows RRI(5, 0, 0) as 0.
  CHECK(sheet::rri(5.0, 0, 0).state == status::undefined);
  // DB has a part of a year left after the last whole one; formulajs refuses it. A salvage above the cost: no
  // depreciation of declining kind (formulajs 0, PhpSpreadsheet a negative charge).
  CHECK(sheet::db(1000000.0, 100000, 6, 7, 6).value == doctest::Approx(19635.13830743094).epsilon(1e-13));
  CHECK(sheet::db(100000.0, 1000000, 6, 1, 6).value == 0);
  CHECK(sheet::db(12000.0, 15000, 5, 2, 1).value == 0);
  // SYD with a negative salvage is the formula (Excel); PhpSpreadsheet refuses.
  CHECK(sheet::syd(12000.0, -1000, 5, 3).value == doctest::Approx(2600).epsilon(1e-14));
  CHECK(sheet::syd(12000.0, -1, 5, 2).value == doctest::Approx(3200.266666666667).epsilon(1e-14));
  // XNPV needs no change of sign (Excel, LibreOffice); PhpSpreadsheet refuses.
  const std::vector<date> days{{2018, 6, 30}, {2018, 7, 30}};
  CHECK(xnpv(0.10, series{1000, 1000.1}, days) == doctest::Approx(1992.296109847991778).epsilon(1e-14));
  CHECK(xnpv(0.10, series{-1000, -1000.1}, days) == doctest::Approx(-1992.296109847991778).epsilon(1e-14));
  // YEARFRAC, basis 0, from an end of February to a 31st: Excel keeps the 31st (1111/360).
  CHECK(year_fraction({1995, 2, 28}, {1998, 3, 31}, day_count::thirty_360_excel) == year_part{1111, 360});
  CHECK(year_fraction({1993, 2, 28}, {1996, 3, 31}, day_count::thirty_360_excel) == year_part{1111, 360});
  CHECK(year_fraction({1995, 2, 28}, {1998, 3, 31}, day_count::thirty_360_us) == year_part{1110, 360});
}
