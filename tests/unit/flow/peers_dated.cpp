// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/dated.hpp>
#include <nytta/flow/irr.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "peers.hpp"

// Every row of the peers' files on dates, by the library's functions in double.

using namespace nytta;
using peers::compare;
using peers::number;
using peers::numbers;
using peers::tally;

namespace {

std::vector<date> dates_of(std::string_view text) {
  std::vector<date> out;
  while (!text.empty()) {
    const auto space = (std::min)(text.find(' '), text.size());
    out.push_back(parse_date(text.substr(0, space)).value());
    text.remove_prefix((std::min)(space + 1, text.size()));
  }
  return out;
}

struct dated_series {
  std::vector<double> flows;
  std::vector<date> dates;
};

/// The series of a row; `@name` is a file of lines "date,amount".
dated_series series_of(const csv::row& row) {
  if (row["flows"].empty() || row["flows"].front() != '@') return {numbers(row["flows"]), dates_of(row["dates"])};
  dated_series out;
  std::ifstream in(std::string(NYTTA_CASES) + "/" + row["flows"].substr(1));
  REQUIRE(in);
  for (std::string line; std::getline(in, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
    const auto day = parse_date(std::string_view(line).substr(0, (std::min)(line.find(','), line.size())));
    if (!day) continue;
    out.dates.push_back(*day);
    out.flows.push_back(number(std::string_view(line).substr(line.find(',') + 1)));
  }
  return out;
}

/// Day counts under the names of the files.
day_count convention_of(const std::string& name) {
  if (name == "act/365F" || name == "Excel YEARFRAC basis 3") return day_count::act_365f;
  if (name == "act/360" || name == "Excel YEARFRAC basis 2") return day_count::act_360;
  if (name == "act/act ISDA") return day_count::act_act_isda;
  if (name == "NL/365") return day_count::nl_365;
  if (name == "30/360 ISDA") return day_count::thirty_360;
  if (name == "30/360 US" || name == "30/360 SIA" || name == "Excel DAYS360 US") return day_count::thirty_360_us;
  if (name == "30E/360" || name == "Excel YEARFRAC basis 4" || name == "Excel DAYS360 European") {
    return day_count::thirty_e_360;
  }
  if (name == "30E/360 German") return day_count::thirty_e_360_german;
  if (name == "30E+/360") return day_count::thirty_e_plus_360;
  if (name == "Excel YEARFRAC basis 0") return day_count::thirty_360_excel;
  if (name == "Excel YEARFRAC basis 1") return day_count::act_act_excel;
  REQUIRE(name == "actual");
  return day_count::act_365f;
}

}  // namespace

TEST_CASE("peers: day counts") {
  const auto cases = csv::read_cases("daycount.csv");
  tally all("daycount.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    date from = parse_date(row["start"]).value();
    date to = parse_date(row["end"]).value();
    const day_count convention = convention_of(row["convention"]);
    if (row["unit"] == "days") {
      compare(static_cast<double>(days_between(from, to, convention)), row, all);
    } else {
      // YEARFRAC is symmetric.
      if (to < from && row["convention"].find("YEARFRAC") != std::string::npos) std::swap(from, to);
      const year_part part = year_fraction(from, to, convention);
      compare(static_cast<double>(part.numerator) / static_cast<double>(part.denominator), row, all);
    }
    all.row(row["source"]);
  }
  all.close(cases, {{"eff", 248}, {"pyxirr", 124}, {"hf", 53}, {"excelize", 30}});
}

TEST_CASE("peers: rates of return of dated flows, all of them and the one each peer shows") {
  const auto cases = csv::read_cases("xirr.csv");
  tally all("xirr.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const dated_series s = series_of(row);
    if (s.flows.size() != s.dates.size()) {
      CHECK(row["expected"] == "ERROR");
      CHECK_THROWS((void)xirr<double>(s.flows, s.dates));
      all.row(row["source"]);
      continue;
    }
    const auto rates = xirr<double>(s.flows, s.dates);
    // The file lists the roots with ln(1 + r) between -34 and 44.
    std::vector<double> within;
    for (const double r : rates.values) {
      if (std::log1p(r) >= -34 && std::log1p(r) <= 44) within.push_back(r);
    }
    const auto known = numbers(row["all_roots"]);
    CHECK(within.size() == known.size());
    for (std::size_t i = 0; i < (std::min)(known.size(), within.size()); ++i) {
      all.difference(within[i], known[i]);
      CHECK(std::abs(within[i] - known[i]) <= 1e-11 * (std::max)(std::abs(known[i]), 1e-3));
    }
    if (row["expected"] == "ERROR") {
      CHECK(within.empty());
    } else {
      compare(irr_near(rates, number(row["reference"])).value, row, all, 1e-11);
    }
    all.row(row["source"]);
  }
  all.close(cases, {{"phpss", 18}, {"pyxirr", 15}, {"eff", 14}, {"lo", 10}, {"formulajs", 1}});
}

TEST_CASE("peers: rates of return under other day counts") {
  const auto cases = csv::read_cases("xirr_daycount.csv");
  tally all("xirr_daycount.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const auto rates = xirr<double>(numbers(row["flows"]), dates_of(row["dates"]), convention_of(row["day_count"]));
    REQUIRE(rates.values.size() == 1);
    compare(rates.values[0], row, all);
    all.row(row["source"]);
  }
  all.close(cases, {{"pyxirr", 6}});
}

TEST_CASE("peers: net present values of dated flows") {
  const auto cases = csv::read_cases("xnpv.csv");
  tally all("xnpv.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const auto flows = numbers(row["flows"]);
    const auto dates = dates_of(row["dates"]);
    if (row["expected"] == "ERROR") {
      CHECK_THROWS((void)xnpv(number(row["rate"]), flows, dates));
      all.row(row["source"]);
      continue;
    }
    CHECK(dates.front() == parse_date(row["base_date"]));
    // Where the value is a difference of amounts, their sizes are what its digits are counted from.
    double size = 0;
    for (const double a : flows) size += std::abs(a);
    const double reference = number(row["reference"]);
    compare(xnpv(number(row["rate"]), flows, dates), row, all,
            1e-15 * size / (std::max)(std::abs(reference), 1e-4) + 1e-12);
    all.row(row["source"]);
  }
  all.close(cases, {{"phpss", 4}, {"pyxirr", 1}});
}
