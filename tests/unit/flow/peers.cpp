// SPDX-License-Identifier: Apache-2.0
#include "peers.hpp"

#include <nytta/core/decimal_double.hpp>
#include <nytta/flow/annuity.hpp>
#include <nytta/flow/compounding.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/mirr.hpp>
#include <nytta/flow/npv.hpp>
#include <nytta/flow/payback.hpp>
#include <nytta/flow/ratios.hpp>
#include <nytta/price/index_series.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csv.hpp"
#include "flow/certified_rates.hpp"

// Every row of the peers' case files that concerns flows: against the independent recomputation (`reference`, 22
// digits) and against what the peer asserts (`expected` ± `tol`). The files are not part of the project.

using namespace nytta;
using peers::compare;
using peers::number;
using peers::numbers;
using peers::relative_limit;
using peers::tally;

namespace {

/// What the files hold; every row is in scope, and is compared.
const tally::counts irr_sources = {{"npf", 6},      {"pyxirr", 18}, {"formulajs", 5}, {"phpss", 4},
                                   {"excelize", 3}, {"poi", 5},     {"eff", 8},       {"duckfin", 1}};
const tally::counts irr_multiple_sources = {{"brainmass", 2}, {"coursehero", 1}, {"secondary", 1}, {"duckfin", 1},
                                            {"textbook", 1},  {"npf", 4},        {"pyxirr", 6}};

std::vector<rate_step<double>> steps_of(const std::string& schedule) {
  std::vector<rate_step<double>> out;
  for (const csv::row& row : csv::read_cases("discount_schedules.csv")) {
    if (row["schedule"] == schedule) {
      out.push_back({static_cast<int>(number(row["year_from"])), number(row["rate"])});
    }
  }
  return out;
}

}  // namespace

TEST_CASE("peers: net present values") {
  const auto cases = csv::read_cases("npv.csv");
  tally all("npv.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const timing when = row["first_period"] == "1" ? timing::end : timing::start;
    compare(npv(numbers(row["flows"]), number(row["rate"]), when), row, all);
    all.row(row["source"]);
  }
  all.close(cases,
            {{"pyxirr", 1}, {"formulajs", 4}, {"phpss", 2}, {"hf", 2}, {"excelize", 1}, {"poi", 5}, {"eff", 11}});
}

TEST_CASE("peers: rates of return, all of them and the one each peer shows") {
  const auto cases = csv::read_cases("irr.csv");
  tally all("irr.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const auto rates = irr(numbers(row["flows"]));
    const auto known = numbers(row["all_roots"]);
    CHECK(rates.values.size() == known.size());
    if (row["expected"] == "ERROR") {
      CHECK(rates.state == status::none);
      all.row(row["source"]);
      continue;
    }
    for (std::size_t i = 0; i < (std::min)(known.size(), rates.values.size()); ++i) {
      all.difference(rates.values[i], known[i]);
      CHECK(std::abs(rates.values[i] - known[i]) <= relative_limit * (std::max)(std::abs(known[i]), 1e-4));
    }
    compare(irr_near(rates, number(row["expected"])).value, row, all);
    all.row(row["source"]);
  }
  all.close(cases, irr_sources);
}

TEST_CASE("peers: series with several rates, or none") {
  const auto cases = csv::read_cases("irr_multiple.csv");
  tally all("irr_multiple.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const auto rates = irr(numbers(row["flows"]));
    if (row["reference_roots"] == "NONE") {
      CHECK(rates.state == status::none);
      CHECK(rates.why == reason::no_real_root);
      all.row(row["source"]);
      continue;
    }
    CHECK(rates.state == status::several);
    const auto known = numbers(row["reference_roots"]);
    const auto claimed = numbers(row["expected_roots"]);
    REQUIRE(rates.values.size() == known.size());
    REQUIRE(claimed.size() == known.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
      all.difference(rates.values[i], known[i]);
      CHECK(std::abs(rates.values[i] - known[i]) <= relative_limit * std::abs(known[i]));
      CHECK(std::abs(rates.values[i] - claimed[i]) <= number(row["tol"]) + relative_limit * std::abs(known[i]));
    }
    all.row(row["source"]);
  }
  all.close(cases, irr_multiple_sources);
}

TEST_CASE("peers: certified rates have the first ten digits of the references, in every series") {
  using boost::multiprecision::cpp_rational;
  for (const char* file : {"irr.csv", "irr_multiple.csv"}) {
    const auto cases = csv::read_cases(file);
    tally all(std::string(file) + ", certified");
    for (const csv::row& row : cases) {
      CAPTURE(row["id"]);
      std::vector<cpp_rational> flows;
      std::string_view left = row["flows"];
      while (!left.empty()) {
        const auto space = (std::min)(left.find(' '), left.size());
        flows.push_back(from_decimal<cpp_rational>(decimal::parse(left.substr(0, space)).value()));
        left.remove_prefix((std::min)(space + 1, left.size()));
      }
      const std::string& listed = row[std::string_view(file) == "irr.csv" ? "all_roots" : "reference_roots"];
      const auto known = listed == "NONE" ? std::vector<double>{} : numbers(listed);
      const auto rates = certified_irr(flows);
      REQUIRE(rates.values.size() == known.size());
      CHECK((rates.state == status::none) == known.empty());
      for (std::size_t i = 0; i < known.size(); ++i) {
        all.difference(number(rates.values[i]), known[i]);
        CHECK(std::abs(number(rates.values[i]) - known[i]) <= 5.001e-10 * std::abs(known[i]));
      }
      all.row(row["source"]);
    }
    all.close(cases, std::string_view(file) == "irr.csv" ? irr_sources : irr_multiple_sources);
  }
}

TEST_CASE("peers: modified rates of return") {
  const auto cases = csv::read_cases("mirr.csv");
  tally all("mirr.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const auto rate = mirr(numbers(row["flows"]), number(row["finance_rate"]), number(row["reinvest_rate"]));
    if (row["expected"] == "ERROR") {
      CHECK(rate.state == status::undefined);
    } else {
      REQUIRE(rate.has_value());
      compare(rate.value, row, all);
    }
    all.row(row["source"]);
  }
  all.close(cases, {{"npf", 7}, {"pyxirr", 3}, {"phpss", 5}, {"hf", 6}, {"excelize", 1}, {"poi", 2}, {"eff", 39}});
}

TEST_CASE("peers: payback periods") {
  const auto cases = csv::read_cases("payback.csv");
  tally all("payback.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    CHECK(row["rule"] == "interpolated");
    auto flows = numbers(row["flows"]);
    const double rate = number(row["rate"]);
    for (std::size_t t = 0; t < flows.size(); ++t) flows[t] *= discount_factor(rate, static_cast<int>(t));
    const auto years = payback(flows);
    if (row["expected"] == "NEVER") {
      CHECK(years.state == status::none);
      CHECK(years.why == reason::never_paid_back);
    } else {
      REQUIRE(years.has_value());
      // One reference has six digits only: it is compared to them.
      const bool short_reference = row["reference"].size() < 10 && row["reference"].size() > 4;
      compare(years.value, row, all, short_reference ? 2e-6 : relative_limit);
    }
    all.row(row["source"]);
  }
  all.close(cases, {{"https://ya.guru/questions/5918926", 2},
                    {"https://justaaa.com/finance/30961", 1},
                    {"https://www.scribd.com/document/237933121", 2},
                    {"https://study.com/academy/answer/an-investment-project-costs-13-000", 2},
                    {"derived", 1}});
}

namespace {

/// "rate=0.125 flows=-10000 40000 50000": the values of each key.
std::map<std::string, std::vector<double>> inputs_of(const std::string& text) {
  std::map<std::string, std::vector<double>> out;
  std::string key;
  std::string_view left = text;
  while (!left.empty()) {
    const auto space = (std::min)(left.find(' '), left.size());
    std::string_view word = left.substr(0, space);
    left.remove_prefix((std::min)(space + 1, left.size()));
    if (const auto sign = word.find('='); sign != std::string_view::npos) {
      key = word.substr(0, sign);
      word.remove_prefix(sign + 1);
    }
    if (key != "schedule") out[key].push_back(number(word));
  }
  return out;
}

/// The text of one key.
std::string text_in(const std::string& inputs, const std::string& key) {
  const auto at = inputs.find(key + "=") + key.size() + 1;
  return inputs.substr(at, inputs.find(' ', at) - at);
}

}  // namespace

TEST_CASE("peers: appraisals") {
  const auto cases = csv::read_cases("appraisal.csv");
  tally all("appraisal.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const std::string& kind = row["kind"];
    if (kind == "optimism_bias_upper") {
      // HM Treasury's supplementary guidance (Mott MacDonald 2002), upper bounds of costs and duration: data, which no
      // function calculates.
      const std::map<std::string, std::vector<double>> guidance = {
          {"standard_buildings", {0.24, 0.04}},         {"non_standard_buildings", {0.51, 0.39}},
          {"standard_civil_engineering", {0.44, 0.20}}, {"non_standard_civil_engineering", {0.66, 0.25}},
          {"equipment_development", {2.00, 0.54}},      {"outsourcing", {0.41, 0.15}}};
      CHECK(numbers(row["expected"]) == guidance.at(row["inputs"]));
      all.row(row["source"]);
      continue;
    }
    auto in = inputs_of(row["inputs"]);
    const auto& flows = in["flows"];
    const int last = static_cast<int>(flows.size()) - 1;
    const auto green_book = [&] { return discount_schedule<double>::stepped(steps_of("UK-GreenBook-standard")); };
    const horizon h{.first_year = 0, .years = (std::max)(last + 1, 1), .base_year = 0};
    double found = 0;
    if (kind == "pv") {
      found = in["amount"][0] * discount_factor(in["rate"][0], static_cast<int>(in["year"][0]));
    } else if (kind == "factor") {
      found = discount_factor(in["rate"][0], -static_cast<int>(in["year"][0]));
    } else if (kind == "npv") {
      found = npv(flows, in["rate"][0], timing::start);
    } else if (kind == "eaa" || kind == "eaa_perpetuity") {
      const auto yearly = equivalent_annual_amount(npv(flows, in["rate"][0], timing::start),
                                                   discount_schedule<double>::flat(in["rate"][0]), h, timing::start);
      found = kind == "eaa" ? yearly.value : yearly.value / in["rate"][0];
    } else if (kind == "npv_schedule") {
      found = npv(flows, discount_factors(green_book(), h, timing::start));
    } else if (kind == "eanc") {
      const horizon spread{.first_year = 0, .years = static_cast<int>(in["years"][0]), .base_year = 0};
      const double value = flows.empty() ? in["npv"][0] : npv(flows, discount_factors(green_book(), h, timing::start));
      found = equivalent_annual_amount(value, green_book(), spread, timing::end).value;
    } else if (kind == "bcr") {
      const horizon five{.first_year = 0, .years = 5, .base_year = 0};
      const auto factors = discount_factors(green_book(), five, timing::start);
      found = benefit_cost_ratio(npv(in["benefits"], factors), npv(in["costs"], factors)).value;
    } else if (kind == "deflator") {
      const int from = static_cast<int>(in["from"][0]);
      const int to = static_cast<int>(in["to"][0]);
      index_series deflator{.name = "deflator",
                            .source = "the row",
                            .values = {{from, decimal::parse(text_in(row["inputs"], "index_from")).value()},
                                       {to, decimal::parse(text_in(row["inputs"], "index_to")).value()}}};
      if (to < from) std::swap(deflator.values.front(), deflator.values.back());
      const index_ratio r = ratio(deflator, from, to);
      found = to_double(r.numerator) / to_double(r.denominator);
    } else if (kind == "optimism_bias_apply" || kind == "optimism_bias_metb") {
      const double metb = kind == "optimism_bias_metb" ? in["metb"][0] : 0;
      found = in["cost"][0] * (1 + in["ob"][0] * (1 - in["mitigation"][0])) * (1 + metb);
    } else if (kind == "risk_expected") {
      found = npv(in["impact"], in["p"]);  // the sum of probability × impact
    } else if (kind == "distributional_weight") {
      found = real_power(in["reference"][0] / in["income"][0], in["eta"][0]);
    } else {
      FAIL("a kind of row that no comparison is written for: " << kind);
    }
    compare(found, row, all);
    all.row(row["source"]);
  }
  all.close(cases, {{"gb", 24},
                    {"essays", 10},
                    {"exam", 4},
                    {"brainmass114082", 2},
                    {"coursehero6561993", 2},
                    {"coursehero8681811", 2},
                    {"jsfiddle17157563", 1}});
}

TEST_CASE("peers: tables of factors and rates") {
  const auto cases = csv::read_cases("discount_tables.csv");
  tally all("discount_tables.csv");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const int year = static_cast<int>(number(row["year"]));
    const horizon h{.first_year = 0, .years = (std::max)(year, 1), .base_year = 0};
    const auto schedule = row["schedule"].empty() ? discount_schedule<double>::flat(number(row["rate"]))
                                                  : discount_schedule<double>::stepped(steps_of(row["schedule"]));
    const std::string& kind = row["kind"];
    const bool flat = row["schedule"].empty();
    if (kind == "factor") {
      compare(discount_factor(schedule, h, year), row, all);
    } else if (kind == "annuity_1n") {
      compare(sum_of_factors(schedule, h, timing::end).value, row, all);
      if (flat) compare(annuity_factor(number(row["rate"]), year), row, all);
    } else if (kind == "annuity_0n") {
      compare(1 + sum_of_factors(schedule, h, timing::end).value, row, all);
    } else if (kind == "fv_factor") {
      compare(discount_factor(number(row["rate"]), -year), row, all);
    } else if (kind == "rate") {
      // The peer gives the first band's rate for year 0, whose own factor is 1.
      compare(schedule.rate_in((std::max)(year, 1) - 1, h), row, all);
    } else if (kind == "factor_shift") {
      // DfT: discounted to 2010 with a clock that starts in 2014, which is an origin four years after the base year.
      const auto shifted = discount_schedule<double>::stepped(steps_of(row["schedule"]), step_origin::calendar_year, 4);
      compare(discount_factor(shifted, h, year), row, all);
    } else {
      FAIL("a kind of row that no comparison is written for: " << kind);
    }
    all.row(row["source"]);
  }
  all.close(cases, {{"healthiar", 62}, {"workhorse", 4}, {"pywlc", 5}, {"gb", 27}, {"issuhub", 220}, {"scribd", 84}});
}

TEST_CASE("peers: every published schedule is one that discounts") {
  const auto cases = csv::read_cases("discount_schedules.csv");
  tally all("discount_schedules.csv");
  std::set<std::string> names;
  for (const csv::row& row : cases) {
    names.insert(row["schedule"]);
    const auto schedule = discount_schedule<double>::stepped(steps_of(row["schedule"]));
    const horizon h{.first_year = 0, .years = 1, .base_year = 0};
    const int from = static_cast<int>(number(row["year_from"]));
    const int to = static_cast<int>(number(row["year_to"]));
    CHECK(schedule.rate_in(from - 1, h) == number(row["rate"]));
    CHECK(schedule.rate_in(to - 1, h) == number(row["rate"]));
    CHECK(discount_factor(schedule, h, from) / discount_factor(schedule, h, from - 1) ==
          doctest::Approx(1 / (1 + number(row["rate"]))).epsilon(1e-14));
    all.row(row["source"]);
  }
  CHECK((cases.absent() || names.size() == 5));
  all.close(cases, {{"gb", 18}, {"search", 2}, {"secondary", 3}});
}
