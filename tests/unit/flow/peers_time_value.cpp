// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/depreciation.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/time_value.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "peers.hpp"

// Every row of the peers' files on loans and depreciation, by the library's functions in double; unit_measure asks the
// command the same.

using namespace nytta;
using peers::compare;
using peers::number;
using peers::numbers;
using peers::tally;

namespace {

double optional_number(const std::string& text, double otherwise) { return text.empty() ? otherwise : number(text); }

/// The amounts and counts of a row, 0 where it has none.
struct loan {
  explicit loan(const csv::row& row)
      : rate(optional_number(row["rate"], 0)),
        nper(optional_number(row["nper"], 0)),
        pmt(optional_number(row["pmt"], 0)),
        pv(optional_number(row["pv"], 0)),
        fv(optional_number(row["fv"], 0)),
        per(optional_number(row["per"], 0)),
        start(optional_number(row["start"], 0)),
        end(optional_number(row["end"], 0)),
        when(row["type"] == "1" ? payment_time::begin : payment_time::end) {}

  double rate, nper, pmt, pv, fv, per, start, end;
  payment_time when;
};

answer<double> by_name(const std::string& name, const loan& l, const csv::row& row) {
  if (name == "pv") return spreadsheet::pv(l.rate, l.nper, l.pmt, l.fv, l.when);
  if (name == "fv") return spreadsheet::fv(l.rate, l.nper, l.pmt, l.pv, l.when);
  if (name == "pmt") return spreadsheet::pmt(l.rate, l.nper, l.pv, l.fv, l.when);
  if (name == "nper") return spreadsheet::nper(l.rate, l.pmt, l.pv, l.fv, l.when);
  if (name == "ipmt") return spreadsheet::ipmt(l.rate, l.per, l.nper, l.pv, l.fv, l.when);
  if (name == "ppmt") return spreadsheet::ppmt(l.rate, l.per, l.nper, l.pv, l.fv, l.when);
  if (name == "ispmt") return spreadsheet::ispmt(l.rate, l.per, l.nper, l.pv);
  if (name == "cumipmt") return spreadsheet::cumipmt(l.rate, l.nper, l.pv, l.start, l.end, l.when);
  if (name == "cumprinc") return spreadsheet::cumprinc(l.rate, l.nper, l.pv, l.start, l.end, l.when);
  if (name == "fvschedule") return answered(spreadsheet::fvschedule(l.pv, numbers(row["rates"])));
  if (name == "pduration") return spreadsheet::pduration(l.rate, l.pv, l.fv);
  if (name == "rri") return spreadsheet::rri(l.nper, l.pv, l.fv);
  if (name == "effect") return spreadsheet::effect(l.rate, l.nper);
  if (name == "nominal") return spreadsheet::nominal(l.rate, l.nper);
  FAIL("a function that no comparison is written for: " << name);
  return {};
}

}  // namespace

TEST_CASE("peers: time value of money") {
  const auto cases = csv::read_cases("annuity.csv");
  tally all("annuity.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    if (row["func"] == "rate") {
      const loan l(row);
      const auto rates = spreadsheet::rate(l.nper, l.pmt, l.pv, l.fv, l.when);
      const auto known = numbers(row["all_roots"]);
      CHECK(rates.values.size() == known.size());
      for (std::size_t i = 0; i < (std::min)(known.size(), rates.values.size()); ++i) {
        CHECK(std::abs(rates.values[i] - known[i]) <= peers::relative_limit * (std::max)(std::abs(known[i]), 1e-4));
      }
      if (row["expected"] == "ERROR") {
        CHECK(rates.values.empty());
      } else {
        compare(irr_near(rates, number(row["expected"])).value, row, all);
      }
      all.row(row["source"]);
      continue;
    }
    // Other types than 0 and 1 cannot be written here: payment_time has two values.
    if (row["note"] == "type") {
      CHECK(row["expected"] == "ERROR");
      all.row(row["source"]);
      continue;
    }
    const auto found = by_name(row["func"], loan(row), row);
    if (row["expected"] == "ERROR") {
      CHECK_FALSE(found.has_value());
    } else {
      REQUIRE(found.has_value());
      // One row is a difference of amounts that are three million times as large: 3.95^13 times 17 000.
      compare(found.value, row, all, row["id"] == "poi-fv-10" ? 1e-8 : peers::relative_limit);
    }
    all.row(row["source"]);
  }
  all.close(cases, {{"eff", 920},
                    {"phpss", 88},
                    {"hf", 47},
                    {"formulajs", 35},
                    {"pyxirr", 30},
                    {"excelize", 18},
                    {"npf", 17},
                    {"poi", 12}});
}

TEST_CASE("peers: depreciation") {
  const auto cases = csv::read_cases("depreciation.csv");
  tally all("depreciation.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const double cost = number(row["cost"]);
    const double salvage = number(row["salvage"]);
    const double life = number(row["life"]);
    const double period = optional_number(row["period"], 0);
    const double factor = optional_number(row["factor"], 2);
    const std::string& name = row["method"];
    answer<double> found;
    if (name == "sln") {
      found = spreadsheet::sln(cost, salvage, life);
    } else if (name == "syd") {
      found = spreadsheet::syd(cost, salvage, life, period);
    } else if (name == "db") {
      found = spreadsheet::db(cost, salvage, life, static_cast<int>(period),
                              static_cast<int>(optional_number(row["month"], 12)));
    } else if (name == "ddb") {
      found = spreadsheet::ddb(cost, salvage, life, period, factor);
    } else if (name == "vdb") {
      found = spreadsheet::vdb(cost, salvage, life, number(row["start"]), number(row["end"]), factor,
                               row["no_switch"] == "1");
    } else {
      FAIL("a method that no comparison is written for: " << name);
    }
    if (row["expected"] == "ERROR") {
      CHECK_FALSE(found.has_value());
    } else {
      REQUIRE(found.has_value());
      compare(found.value, row, all);
    }
    all.row(row["source"]);
  }
  all.close(cases,
            {{"eff", 414}, {"phpss", 37}, {"formulajs", 26}, {"hf", 20}, {"excelize", 8}, {"nexs", 1}, {"ptti", 1}});
}
