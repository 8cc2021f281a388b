// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/formulas.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace nytta;

namespace {

/// A number that the formula's example prints, what the function gives, and half a unit of the last digit printed.
struct held {
  std::string_view id;
  std::string_view printed;
  double expected;
  double given;
  double tolerance;
};

using series = std::vector<double>;
namespace sheet = spreadsheet;

std::vector<held> examples() {
  const horizon decade{.first_year = 2022, .years = 10, .base_year = 2022};
  const auto rates = irr(series{-1000, 2500, -1540}).values;
  const index_series kpi{.name = "kpi", .source = "example", .values = {{2019, 100}, {2025, decimal::of(1194, 1)}}};
  const index_ratio r = ratio(kpi, 2019, 2025);
  const series dipping{-500, 600, -400, 500};
  const series microsoft_flows{-10000, 2750, 4250, 3250, 2750};
  const std::vector<date> microsoft_dates{{2008, 1, 1}, {2008, 3, 1}, {2008, 10, 30}, {2009, 2, 15}, {2009, 4, 1}};
  const year_part winter = year_fraction({2007, 12, 28}, {2008, 2, 28}, day_count::act_act_isda);
  const double dip_in_new_prices = 50 * to_double(r.numerator) / to_double(r.denominator);
  return {
      {"npv", "3065.22267", 3065.22267, npv({-40000, 5000, 8000, 12000, 30000}, 0.08, timing::start), 5e-6},
      {"discount_factor", "0.356278410602", 0.356278410602, discount_factor(0.035, 30), 5e-13},
      {"annuity_factor", "11.469921", 11.469921, annuity_factor(0.06, 20), 5e-7},
      {"equivalent_annual_amount", "114258.76317714", 114258.76317714,
       equivalent_annual_amount(1000000.0, discount_schedule<double>::flat(0.025), decade, timing::end).value, 5e-9},
      {"benefit_cost_ratio", "1.5", 1.5, benefit_cost_ratio(180.0, 120.0).value, 1e-15},
      {"net_benefit_per_krona", "0.5", 0.5, net_benefit_per_krona(180.0, 120.0).value, 1e-15},
      {"net_present_value_ratio", "0.6", 0.6, net_present_value_ratio(60.0, 100.0).value, 1e-15},
      {"irr", "0.1 and", 0.1, rates.at(0), 1e-15},
      {"irr", "0.4", 0.4, rates.at(1), 1e-15},
      {"mirr", "0.10401626746", 0.10401626746, mirr(series{-1000, 100, 250, 500, 500}, 0.1, 0.1).value, 5e-12},
      {"payback", "2.6", 2.6, payback(dipping).value, 1e-15},
      {"payback", "0.833333", 0.833333, payback(dipping, crossing::first).value, 5e-7},
      {"break_even", "column 1", 1.0,
       static_cast<double>(break_even_column(series{215400, 430800}, series{475000, 150000}).value), 0},
      {"cumulate", "-800, -750, -350, 150", 150, cumulate(series{-800, 50, 400, 500}).back(), 0},
      {"peak_funding", "500", 500, peak_funding(dipping), 0},
      {"index", "59.70", 59.70, dip_in_new_prices, 1e-12},
      {"xnpv", "2086.64760203", 2086.64760203, xnpv(0.09, microsoft_flows, microsoft_dates), 5e-9},
      {"xnfv", "-600", -600, xnfv(0.1, series{-1000, 500}, std::vector<date>{{2025, 1, 1}, {2026, 1, 1}}), 1e-12},
      {"xirr", "0.373362533519", 0.373362533519, xirr<double>(microsoft_flows, microsoft_dates).values.at(0), 5e-13},
      {"year_fraction", "0.16942884946478", 0.16942884946478,
       static_cast<double>(winter.numerator) / static_cast<double>(winter.denominator), 5e-15},
      {"pv", "-52990.7063239", -52990.7063239, sheet::pv(0.05 / 12, 60, 1000).value, 5e-8},
      {"fv", "39729.4608942", 39729.4608942, sheet::fv(0.1 / 4, 16, -2000, 0, payment_time::begin).value, 5e-8},
      {"pmt", "-1037.03208936", -1037.03208936, sheet::pmt(0.08 / 12, 10, 10000).value, 5e-9},
      {"nper", "10.3380350715", 10.3380350715, sheet::nper(0.04, -6000, 50000).value, 5e-11},
      {"rate", "0.228933070977", 0.228933070977, sheet::rate(12.0, -100, 400).values.at(0), 5e-13},
      {"ipmt", "-205.26988188", -205.26988188, sheet::ipmt(0.05 / 12, 2, 60, 50000).value, 5e-9},
      {"ppmt", "-738.291800321", -738.291800321, sheet::ppmt(0.05 / 12, 2, 60, 50000).value, 5e-10},
      {"ispmt", "-625", -625, sheet::ispmt(0.1 / 12, 6, 24, 100000).value, 1e-10},
      {"cumipmt", "-1833.10006657", -1833.10006657,
       sheet::cumipmt(0.05 / 12, 60, 50000, 13, 24, payment_time::end).value, 5e-9},
      {"cumprinc", "-9027.76264908", -9027.76264908,
       sheet::cumprinc(0.05 / 12, 60, 50000, 1, 12, payment_time::end).value, 5e-9},
      {"fvschedule", "1.33089", 1.33089, sheet::fvschedule(1.0, series{0.09, 0.11, 0.1}), 1e-15},
      {"pduration", "10.3380350715", 10.3380350715, sheet::pduration(0.04, 10000, 15000).value, 5e-11},
      {"rri", "0.0413797439924", 0.0413797439924, sheet::rri(10.0, 10000, 15000).value, 5e-14},
      {"effect", "0.103812890625", 0.103812890625, sheet::effect(0.1, 4).value, 1e-15},
      {"nominal", "0.0964547563378", 0.0964547563378, sheet::nominal(0.1, 4).value, 5e-14},
      {"sln", "1800", 1800, sheet::sln(10000.0, 1000, 5).value, 0},
      {"syd", "2400", 2400, sheet::syd(10000.0, 1000, 5, 2).value, 1e-12},
      {"db", "259639.416667", 259639.416667, sheet::db(1000000.0, 100000, 6, 2, 7).value, 5e-7},
      {"ddb", "2400", 2400, sheet::ddb(10000.0, 1000, 5, 2).value, 1e-11},
      {"vdb", "1041.23281966", 1041.23281966, sheet::vdb(10000.0, 1000, 7, 3, 4).value, 5e-9},
  };
}

}  // namespace

TEST_CASE("formulas: each has an id, both names, a text, symbols, a source and an example") {
  std::set<std::string_view> ids;
  for (const formula& f : measure_formulas) {
    CAPTURE(std::string(f.id));
    CHECK_FALSE(f.id.empty());
    CHECK_FALSE(f.name_sv.empty());
    CHECK_FALSE(f.name_en.empty());
    CHECK_FALSE(f.text.empty());
    CHECK_FALSE(f.symbols.empty());
    CHECK_FALSE(f.convention.empty());
    CHECK_FALSE(f.source.empty());
    CHECK_FALSE(f.example.empty());
    CHECK(ids.insert(f.id).second);
  }
}

TEST_CASE("formulas: every example is what the function gives") {
  const auto all = examples();
  for (const formula& f : measure_formulas) {
    CAPTURE(std::string(f.id));
    int numbers = 0;
    for (const held& h : all) {
      if (h.id != f.id) continue;
      ++numbers;
      CHECK(f.example.find(h.printed) != std::string_view::npos);
      CHECK(std::abs(h.given - h.expected) <= h.tolerance);
    }
    CHECK(numbers > 0);
  }
}
