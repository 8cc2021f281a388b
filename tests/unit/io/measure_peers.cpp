// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/measure/measure_line.hpp"
#include "unit/flow/peers.hpp"

// The peers' rows again, asked of `nytta measure` as a user would: each answer has the digits of the independent
// recomputation, and lies where the peer says. Rows of suspicious.csv are answered with what its recomputation proves.

using nytta::answer_line;
using peers::number;
using peers::tally;

namespace {

/// The text between `before` and the next quotation mark; empty where there is none.
std::string after(const std::string& answer, std::string_view before) {
  const auto at = answer.find(before);
  if (at == std::string::npos) return {};
  const auto begin = at + before.size();
  return answer.substr(begin, answer.find('"', begin) - begin);
}

std::string value_of(const std::string& answer) { return after(answer, R"("status":"ok","value":")"); }

std::vector<std::string> values_of(const std::string& answer) {
  std::vector<std::string> out;
  auto at = answer.find(R"("values":[)");
  if (at == std::string::npos) return out;
  const auto end = answer.find(']', at);
  at = answer.find('[', at) + 1;
  while (at < end) {
    const auto close = answer.find('"', at + 1);
    out.push_back(answer.substr(at + 1, close - at - 1));
    at = close + 2;
  }
  return out;
}

std::string list_of(std::string_view numbers) {
  std::string out = "[";
  while (!numbers.empty()) {
    const auto space = (std::min)(numbers.find(' '), numbers.size());
    if (space > 0) {
      if (out.size() > 1) out += ',';
      out += "\"" + std::string(numbers.substr(0, space)) + "\"";
    }
    numbers.remove_prefix((std::min)(space + 1, numbers.size()));
  }
  return out + "]";
}

/// The question of a row: the keys that it has a value for, under the command's names.
std::string question(const std::string& measure, const csv::row& row,
                     const std::vector<std::pair<const char*, const char*>>& keys) {
  std::string out = R"({"measure":")" + measure + "\"";
  for (const auto& [column, key] : keys) {
    const std::string& written = row[column];
    if (written.empty()) continue;
    if (std::string_view(column) == "type") {
      const std::string word = written == "0" ? "end" : (written == "1" ? "begin" : written);
      out += ",\"when\":\"" + word + "\"";
    } else if (std::string_view(column) == "no_switch") {
      out += written == "1" ? ",\"no_switch\":true" : ",\"no_switch\":false";
    } else if (std::string_view(column) == "rates") {
      out += ",\"rates\":" + list_of(written);
    } else {
      out += ",\"" + std::string(key) + "\":\"" + written + "\"";
    }
  }
  return out + "}";
}

using keys = std::vector<std::pair<const char*, const char*>>;

const std::map<std::string, keys> loan_keys = {
    {"pv", {{"rate", "rate"}, {"nper", "nper"}, {"pmt", "pmt"}, {"fv", "fv"}, {"type", "when"}}},
    {"fv", {{"rate", "rate"}, {"nper", "nper"}, {"pmt", "pmt"}, {"pv", "pv"}, {"type", "when"}}},
    {"pmt", {{"rate", "rate"}, {"nper", "nper"}, {"pv", "pv"}, {"fv", "fv"}, {"type", "when"}}},
    {"nper", {{"rate", "rate"}, {"pmt", "pmt"}, {"pv", "pv"}, {"fv", "fv"}, {"type", "when"}}},
    {"rate", {{"nper", "nper"}, {"pmt", "pmt"}, {"pv", "pv"}, {"fv", "fv"}, {"type", "when"}, {"guess", "guess"}}},
    {"ipmt", {{"rate", "rate"}, {"per", "per"}, {"nper", "nper"}, {"pv", "pv"}, {"fv", "fv"}, {"type", "when"}}},
    {"ppmt", {{"rate", "rate"}, {"per", "per"}, {"nper", "nper"}, {"pv", "pv"}, {"fv", "fv"}, {"type", "when"}}},
    {"ispmt", {{"rate", "rate"}, {"per", "per"}, {"nper", "nper"}, {"pv", "pv"}}},
    {"cumipmt",
     {{"rate", "rate"}, {"nper", "nper"}, {"pv", "pv"}, {"start", "start"}, {"end", "end"}, {"type", "when"}}},
    {"cumprinc",
     {{"rate", "rate"}, {"nper", "nper"}, {"pv", "pv"}, {"start", "start"}, {"end", "end"}, {"type", "when"}}},
    {"fvschedule", {{"pv", "pv"}, {"rates", "rates"}}},
    {"pduration", {{"rate", "rate"}, {"pv", "pv"}, {"fv", "fv"}}},
    {"rri", {{"nper", "nper"}, {"pv", "pv"}, {"fv", "fv"}}},
    {"effect", {{"rate", "rate"}, {"nper", "nper"}}},
    {"nominal", {{"rate", "rate"}, {"nper", "nper"}}},
};

const std::map<std::string, keys> asset_keys = {
    {"sln", {{"cost", "cost"}, {"salvage", "salvage"}, {"life", "life"}}},
    {"syd", {{"cost", "cost"}, {"salvage", "salvage"}, {"life", "life"}, {"period", "period"}}},
    {"db", {{"cost", "cost"}, {"salvage", "salvage"}, {"life", "life"}, {"period", "period"}, {"month", "month"}}},
    {"ddb", {{"cost", "cost"}, {"salvage", "salvage"}, {"life", "life"}, {"period", "period"}, {"factor", "factor"}}},
    {"vdb",
     {{"cost", "cost"},
      {"salvage", "salvage"},
      {"life", "life"},
      {"start", "start"},
      {"end", "end"},
      {"factor", "factor"},
      {"no_switch", "no_switch"}}},
};

/// The reference to its digits (the inputs are printed with 16 or 17) and the peer's claim to its tolerance.
void compare_digits(const std::string& given, const csv::row& row, tally& all, double limit = 1e-14) {
  REQUIRE_FALSE(given.empty());
  peers::compare(number(given), row, all, limit);
}

std::string dated_question(const std::string& measure, const csv::row& row, const std::string& more) {
  std::string flows = row["flows"];
  std::string dates = row["dates"];
  if (!flows.empty() && flows.front() == '@') {
    std::ifstream in(std::string(NYTTA_CASES) + "/" + flows.substr(1));
    REQUIRE(in);
    flows.clear();
    dates.clear();
    for (std::string line; std::getline(in, line);) {
      while (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.size() < 12 || line[4] != '-') continue;
      dates += line.substr(0, 10) + " ";
      flows += line.substr(11) + " ";
    }
  }
  return R"({"measure":")" + measure + R"(","flows":)" + list_of(flows) + ",\"dates\":" + list_of(dates) + more + "}";
}

}  // namespace

TEST_CASE("measure, peers: every assertion that did not survive is spoken of") {
  const auto cases = csv::read_cases("suspicious.csv");
  tally all("suspicious.csv");
  // In tests/published/peer_errors.cpp, each with its proof or with what ours is.
  const std::vector<std::string> spoken_of = {
      "phpss-ispmt-11",   "phpss-ispmt-12",  "phpss-pv-22",     "eff-rri-6",       "eff-yearfrac-1205",
      "eff-yearfrac-690", "formulajs-db-25", "formulajs-db-27", "phpss-db-18",     "phpss-syd-14",
      "phpss-syd-20",     "phpss-xnpv-4",    "phpss-xnpv-5",    "phpss-rate-15",   "excelize-rate-29",
      "excelize-rate-31", "npf-rate-2",      "hf-rate-20",      "excelize-vdb-18", "excelize-vdb-22",
      "excelize-vdb-23",  "norstrom",        "poi-npv-ms2a",    "studycom-18",     "formulajs-xnpv-1",
      "phpss-rate-14",    "phpss-xirr-22"};
  // Asked here: what the library's types do not let be written, and where no two definitions agree.
  const std::map<std::string, std::pair<std::string, std::string>> asked = {
      {"hf-nper-3", {R"({"measure":"nper","rate":0.01,"pmt":1,"pv":100,"fv":1,"when":"2"})", "N0311"}},
      {"phpss-db-16", {R"({"measure":"db","cost":12000,"salvage":2000,"life":5,"period":2.5,"month":1})", "N0313"}},
      {"phpss-db-17", {R"({"measure":"db","cost":12000,"salvage":2000,"life":5,"period":2.5,"month":1.2})", "N0313"}},
      {"hf-npv-3", {R"({"measure":"npv","rate":-1,"flows":[0],"timing":"end"})", R"("status":"undefined")"}},
      {"hf-mirr-e4",
       {R"({"measure":"mirr","flows":[1,-1,1,1],"finance_rate":0.2,"reinvest_rate":-1})", R"("status":"undefined")"}},
      {"poi-mirr-4",
       {R"({"measure":"mirr","flows":[-10000,-3400,-6500,-1000],"finance_rate":0.07,"reinvest_rate":0.01})",
        R"("status":"undefined")"}}};
  const std::vector<std::string> other_fields = {"distributions", "rounding_spreadsheet", "macrs", "discount_tables",
                                                 "sobol"};
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const auto question = asked.find(row["id"]);
    if (question != asked.end()) {
      CHECK(answer_line(question->second.first).find(question->second.second) != std::string::npos);
    } else if (row["id"] == "pyxirr-30-20" || row["id"] == "pyxirr-30-45") {
      // Their thirty flows stand in no file of ours, so that nothing can be asked.
      CHECK(row["verdict"] == "solver_failure");
    } else if (std::find(spoken_of.begin(), spoken_of.end(), row["id"]) == spoken_of.end()) {
      CHECK(std::find(other_fields.begin(), other_fields.end(), row["topic"]) != other_fields.end());
    }
    all.row(row["topic"].substr(0, row["topic"].find('.')));
  }
  all.close(cases, {{"annuity", 11},
                    {"daycount", 2},
                    {"depreciation", 10},
                    {"discount_tables", 2},
                    {"distributions", 6},
                    {"irr_multiple", 1},
                    {"macrs", 3},
                    {"mirr", 2},
                    {"npv", 2},
                    {"payback", 1},
                    {"rounding_spreadsheet", 3},
                    {"sobol", 2},
                    {"xirr", 3},
                    {"xnpv", 3}});
}

TEST_CASE("measure, peers: time value of money") {
  const auto cases = csv::read_cases("annuity.csv");
  tally all("annuity.csv, measure");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const std::string& name = row["func"];
    const std::string answer = answer_line(question(name, row, loan_keys.at(name)));
    CAPTURE(answer);
    if (row["expected"] == "ERROR") {
      CHECK(value_of(answer).empty());
      CHECK(values_of(answer).empty());
    } else if (name == "rate") {
      const auto rates = value_of(answer).empty() ? values_of(answer) : std::vector{value_of(answer)};
      const auto known = peers::numbers(row["all_roots"]);
      REQUIRE(rates.size() == known.size());
      bool found = false;
      for (std::size_t i = 0; i < known.size(); ++i) {
        CHECK(std::abs(number(rates[i]) - known[i]) <= 1e-13 * (std::max)(std::abs(known[i]), 1e-4));
        found = found || std::abs(number(rates[i]) - number(row["expected"])) <= number(row["tol"]) + 1e-14;
      }
      CHECK(found);
    } else {
      compare_digits(value_of(answer), row, all, row["id"] == "poi-fv-10" ? 1e-9 : 1e-13);
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

TEST_CASE("measure, peers: depreciation") {
  const auto cases = csv::read_cases("depreciation.csv");
  tally all("depreciation.csv, measure");
  for (const csv::row& row : cases) {
    CAPTURE(row["id"]);
    const std::string answer = answer_line(question(row["method"], row, asset_keys.at(row["method"])));
    CAPTURE(answer);
    if (row["expected"] == "ERROR") {
      CHECK(value_of(answer).empty());
    } else {
      compare_digits(value_of(answer), row, all);
    }
    all.row(row["source"]);
  }
  all.close(cases,
            {{"eff", 414}, {"phpss", 37}, {"formulajs", 26}, {"hf", 20}, {"excelize", 8}, {"nexs", 1}, {"ptti", 1}});
}

TEST_CASE("measure, peers: rates of return and payback") {
  const auto rates = csv::read_cases("irr.csv");
  tally all("irr.csv, measure");
  for (const csv::row& row : rates) {
    CAPTURE(row["id"]);
    const std::string guess = row["guess"].empty() ? "0.1" : row["guess"];
    const std::string answer =
        answer_line(R"({"measure":"irr","flows":)" + list_of(row["flows"]) + ",\"guess\":\"" + guess + "\"}");
    const auto found = values_of(answer);
    const auto known = peers::numbers(row["all_roots"]);
    REQUIRE(found.size() == known.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
      CHECK(std::abs(number(found[i]) - known[i]) <= 1e-14 * (std::max)(std::abs(known[i]), 1e-4));
    }
    if (row["expected"] == "ERROR") CHECK(found.empty());
    // Where there is one root it is what every spreadsheet shows.
    if (known.size() == 1) compare_digits(after(answer, R"("near":")"), row, all);
    all.row(row["source"]);
  }
  all.close(rates, {{"npf", 6},
                    {"pyxirr", 18},
                    {"formulajs", 5},
                    {"phpss", 4},
                    {"excelize", 3},
                    {"poi", 5},
                    {"eff", 8},
                    {"duckfin", 1}});
  const auto paybacks = csv::read_cases("payback.csv");
  CHECK((paybacks.absent() || paybacks.size() == 8));
  for (const csv::row& row : paybacks) {
    CAPTURE(row["id"]);
    const std::string answer =
        answer_line(R"({"measure":"payback","flows":)" + list_of(row["flows"]) + ",\"rate\":\"" + row["rate"] + "\"}");
    if (row["expected"] == "NEVER") {
      CHECK(answer.find("not paid back") != std::string::npos);
    } else {
      CHECK(std::abs(number(value_of(answer)) - number(row["expected"])) <= number(row["tol"]));
    }
  }
}

TEST_CASE("measure, peers: dated flows") {
  const auto rates = csv::read_cases("xirr.csv");
  tally all("xirr.csv, measure");
  for (const csv::row& row : rates) {
    CAPTURE(row["id"]);
    const std::string more = row["guess"].empty() ? "" : ",\"guess\":\"" + row["guess"] + "\"";
    const std::string answer = answer_line(dated_question("xirr", row, more));
    CAPTURE(answer);
    std::vector<double> within;  // the file lists roots with ln(1 + r) between -34 and 44
    for (const std::string& r : values_of(answer)) {
      if (std::log1p(number(r)) >= -34 && std::log1p(number(r)) <= 44) within.push_back(number(r));
    }
    const auto known = peers::numbers(row["all_roots"]);
    REQUIRE(within.size() == known.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
      all.difference(within[i], known[i]);
      CHECK(std::abs(within[i] - known[i]) <= 1e-13 * (std::max)(std::abs(known[i]), 1e-3));
    }
    if (row["expected"] == "ERROR") CHECK(within.empty());
    all.row(row["source"]);
  }
  all.close(rates, {{"phpss", 18}, {"pyxirr", 15}, {"eff", 14}, {"lo", 10}, {"formulajs", 1}});

  const auto counted = csv::read_cases("xirr_daycount.csv");
  CHECK((counted.absent() || counted.size() == 6));
  const std::map<std::string, std::string> words = {{"act/365F", "act/365f"},  {"act/360", "act/360"},
                                                    {"30/360 ISDA", "30/360"}, {"30/360 SIA", "30/360-us"},
                                                    {"30E/360", "30e/360"},    {"act/act ISDA", "act/act-isda"}};
  for (const csv::row& row : counted) {
    CAPTURE(row["id"]);
    const auto found =
        values_of(answer_line(dated_question("xirr", row, ",\"day_count\":\"" + words.at(row["day_count"]) + "\"")));
    REQUIRE(found.size() == 1);
    compare_digits(found[0], row, all);
  }
  const auto values = csv::read_cases("xnpv.csv");
  CHECK((values.absent() || values.size() == 5));
  for (const csv::row& row : values) {
    CAPTURE(row["id"]);
    const std::string answer = answer_line(dated_question("xnpv", row, ",\"rate\":\"" + row["rate"] + "\""));
    CAPTURE(answer);
    if (row["expected"] == "ERROR") {
      CHECK(answer.find("N0320") != std::string::npos);
    } else {
      compare_digits(value_of(answer), row, all);
    }
  }
}
