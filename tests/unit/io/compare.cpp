// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/compare.hpp>
#include <nytta/method/shipped.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "unit/io/spots.hpp"

// The bridge's promise: start and end are what calc says, and what stands between adds up to the öre, whichever methods
// stand at the ends. The numbers themselves are held by tests/golden/doors/compare.

using namespace nytta;

namespace {

const std::string base_case = R"(format = 1
[initiative]
name = "I"
[calculation]
method = "esv"
first_year = 2026
years = 6
rate = "3,7 %"
timing = "middle"
inflation = "2 %"
[stakeholders.own]
name = "O"
kind = "own"
[stakeholders.citizen]
name = "C"
kind = "citizen"
[factors.cases]
likely = "4 321 st/år"
low = "4 000 st/år"
high = "5 100 st/år"
[[benefits]]
id = "time"
name = "Time"
stakeholder = { own = "60 %", citizen = "40 %" }
category = "redeployed"
amount = "cases * 7 min/st * 413 kr/h"
growth = "1,5 %"
uptake = [0, 0.4, 0.9]
[[benefits]]
id = "air"
name = "Air"
stakeholder = "citizen"
category = "environment"
size = 1
amount = "33 333 kr/år"
from = 2028
[[benefits]]
id = "rest"
name = "Rest"
stakeholder = "own"
category = "cash"
type = "residual"
amount = "25 tkr"
once = 2031
[[costs]]
id = "outlay"
name = "Outlay"
stakeholder = "own"
category = "cash"
type = "initial"
amount = "512 345 kr"
once = 2026
financed_by_taxes = "100 %"
[[costs]]
id = "run"
name = "Run"
stakeholder = "own"
category = "cash"
amount = "17 kr/år"
)";

outcome<comparison> compared(std::string_view from, const std::vector<std::string>& to, comparison_request request) {
  return compare_methods(base_case, "case.toml", {}, from, to, std::move(request));
}

std::string figure_by(std::string_view method, std::string_view figure) {
  const auto result = calculate(base_case, "case.toml", {}, method);
  REQUIRE(result.has_value());
  const auto& a = result->result.alternatives.front();
  for (const auto& f : readings_of(certified_values(result->result.steps), a, result->rules)) {
    if (f.key == figure) return f.values.empty() ? std::string(name(f.how)) : f.values.front();
  }
  return "no figure";
}

decimal sum_of(const figure_bridge& steps) {
  decimal sum = *decimal::parse(steps.start);
  for (const auto& s : steps.steps) sum = sum + *decimal::parse(s.contribution);
  return sum;
}

}  // namespace

TEST_CASE("compare: from every shipped method to every other, contributions add up to what calc says") {
  std::size_t bridges = 0;
  for (const auto from : shipped_method_ids()) {
    const auto start = calculate(base_case, "case.toml", {}, from);
    if (!start) continue;
    std::vector<std::string> ends;
    for (const auto id : shipped_method_ids()) ends.emplace_back(id);
    for (const std::string figure : {"net_present_value", "benefit_cost_ratio", "payback_years"}) {
      comparison_request request;
      request.figure = figure;
      const auto all = compared(from, ends, request);
      REQUIRE(all.has_value());
      for (const auto& end : all->to) {
        CAPTURE(std::string(from));
        CAPTURE(end.id);
        if (!end.of) {
          CHECK_FALSE(end.refused.empty());
          continue;
        }
        if (!end.steps) continue;
        ++bridges;
        CHECK(end.steps->start == figure_by(from, figure));
        CHECK(end.steps->end == figure_by(end.id, figure));
        CHECK(sum_of(*end.steps) == *decimal::parse(end.steps->end));
        if (end.id == from) CHECK(end.steps->steps.empty());
      }
    }
  }
  CHECK(bridges > 300);
}

TEST_CASE("compare: each difference between methods stands once, in one of the bridge's steps") {
  const auto all = compared("esv", {"no-r109", "esv-reconstructed", "critero-cvrf"}, {});
  REQUIRE(all.has_value());
  for (const auto& end : all->to) {
    REQUIRE(end.steps);
    std::vector<std::string> ids;
    for (const auto& s : end.steps->steps) ids.insert(ids.end(), s.ids.begin(), s.ids.end());
    CHECK(ids == method_differences(all->from.rules, end.of->rules));
  }
}

TEST_CASE("compare: without an order the contributions add up too, and one difference alone gets it all") {
  comparison_request request;
  request.shapley = true;
  const auto all = compared("uk-green-book-2022", {"uk-green-book-2026", "uk-green-book-2018"}, request);
  REQUIRE(all.has_value());
  REQUIRE(all->to[0].steps);
  CHECK(sum_of(*all->to[0].steps) == *decimal::parse(all->to[0].steps->end));
  // The editions differ in the cost of public funds alone, and 2018 and 2022 in nothing that counts.
  REQUIRE(all->to[0].steps->steps.size() == 1);
  CHECK(all->to[0].steps->steps[0].ids == std::vector<std::string>{"public_funds.cost"});
  // 20 % of the outlay of 512345 kr at the middle of the first year: × 1.037^(−1/2) = 503122.0, a fifth is 100624.4
  const decimal gain = *decimal::parse(all->to[0].steps->steps[0].contribution);
  CHECK(gain > *decimal::parse("100623"));
  CHECK(gain < *decimal::parse("100626"));
  REQUIRE(all->to[1].steps);
  CHECK(all->to[1].steps->steps.empty());
}

TEST_CASE("compare: the methods' own conventions hold when asked for") {
  comparison_request request;
  request.whose = convention_choice::of_method;
  const auto own = compared("esv", {"critero-cvrf"}, request);
  REQUIRE(own.has_value());
  REQUIRE(own->to[0].of);
  CHECK(own->to[0].of->result.frame.at == timing::end);
  CHECK(rate_text(own->to[0].of->result.frame.rate) == "0.03");
  CHECK(rate_text(own->from.result.frame.rate) == "0.037");  // esv has none of its own
  CHECK(sum_of(*own->to[0].steps) == *decimal::parse(own->to[0].steps->end));
  const auto stated = compared("esv", {"critero-cvrf"}, {});
  CHECK(stated->to[0].of->result.frame.at == timing::middle);
}

TEST_CASE("compare: a figure or an alternative that the case has not is told with what it has") {
  comparison_request request;
  request.figure = "nettonytta";
  CHECK(spots(compared("esv", {"sundsvall"}, request).error()) == "0:0 N0780");
  request = {};
  request.alternative = "b";
  CHECK(spots(compared("esv", {"sundsvall"}, request).error()) == "0:0 N0780");
}

TEST_CASE("compare: two versions of a case differ in nothing when only their order does") {
  std::string other = base_case;
  const auto costs = other.find("[[costs]]\nid = \"run\"");
  const std::string run = other.substr(costs);
  other.erase(costs);
  other.insert(other.find("[[costs]]\nid = \"outlay\""), run);
  const auto same = compare_versions(base_case, "a.toml", other, "b.toml", {}, {}, {});
  REQUIRE(same.has_value());
  CHECK(same->words.empty());
  REQUIRE(same->to[0].steps);
  CHECK(same->to[0].steps->steps.empty());
}

TEST_CASE("compare: a factor renamed in one version is taken with the amounts that name it") {
  std::string other = base_case;
  for (std::size_t at = 0; (at = other.find("cases", at)) != std::string::npos;) other.replace(at, 5, "items");
  const auto renamed = compare_versions(base_case, "a.toml", other, "b.toml", {}, {}, {});
  REQUIRE(renamed.has_value());
  const auto& steps = *renamed->to[0].steps;
  CHECK(steps.start == steps.end);
  std::vector<std::string> ids;
  for (const auto& s : steps.steps) {
    ids.insert(ids.end(), s.ids.begin(), s.ids.end());
    CHECK(decimal::parse(s.contribution)->is_zero());
  }
  CHECK(ids == std::vector<std::string>{"factors.items", "benefits.time", "factors.cases"});
}

namespace {

std::optional<method_text> with_own(std::string_view based_on, const std::string& from, const void* context) {
  if (based_on != "own") return find_shipped_method(based_on, from, context);
  return method_text{R"(format = 1
id = "own"
edition = "1"
name = "Own"
based_on = "esv"
sources = [ { id = "s1", title = "The own guideline", evidence = "read" } ]
[parameters]
wage = { value = "400 kr/h", source = "s1" }
unused = { value = "1 kr/h", source = "s1" }
[time]
hours_per_full_time_year = "1600 h"
hours_per_working_day = "8 h"
source = "s1"
)",
                     "own.toml"};
}

}  // namespace

TEST_CASE("compare: what the case counts by its own method it keeps under another, which says so") {
  // 2 full-time years of 1 600 h at 400 kr/h: 1 280 000 kr a year, one year, no rate.
  const std::string own_case =
      "format = 1\n[initiative]\nname = \"I\"\n[stakeholders.a]\nname = \"A\"\n[calculation]\nmethod = \"own\"\n"
      "first_year = 2026\nyears = 1\nrate = \"0 %\"\ntiming = \"start\"\n[[benefits]]\nid = \"b\"\nname = \"B\"\n"
      "category = \"redeployed\"\namount = \"2 årsarbetare * method.wage\"\n";
  for (const std::string_view method : {std::string_view(), std::string_view("uk-green-book-2022")}) {
    const auto result = calculate(own_case, "case.toml", {}, method, with_own);
    REQUIRE(result.has_value());
    const auto& a = result->result.alternatives.front();
    const auto all = readings_of(certified_values(result->result.steps), a, result->rules);
    const auto npv = std::find_if(all.begin(), all.end(), [](const auto& f) { return f.key == "net_present_value"; });
    CHECK(npv->values.front() == "1280000.00");
    CHECK(spots(result->result.findings) == (method.empty() ? "" : "12:1 N1012, 12:1 N1011"));
  }
  // A word that no method has is still told, and a parameter of the wanted method's own is not replaced.
  const auto unknown = own_case.substr(0, own_case.find("method.wage")) + "method.pay\"\n";
  CHECK(spots(calculate(unknown, "case.toml", {}, "sundsvall", with_own).error()) == "16:27 N0657");
}

namespace {

/// A method "own" of 2 years at 3 %, amounts at year ends, in prices of the kind that the context names.
std::optional<method_text> with_conventions(std::string_view based_on, const std::string& from, const void* context) {
  if (based_on != "own") return find_shipped_method(based_on, from, nullptr);
  return method_text{std::string(R"(format = 1
id = "own"
edition = "1"
name = "Own"
based_on = "esv"
sources = [ { id = "s1", title = "The own guideline", evidence = "read" } ]
[horizon]
years = 2
source = "s1"
[discounting]
rate = "3 %"
timing = "end"
source = "s1"
[prices]
source = "s1"
basis = ")") + static_cast<const char*>(context) +
                         "\"\n",
                     "own.toml"};
}

constexpr const char* silent_case =
    "format = 1\n[initiative]\nname = \"I\"\n[stakeholders.a]\nname = \"A\"\n[calculation]\nmethod = \"own\"\n"
    "first_year = 2026\n[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"cash\"\nby_year = { 2026 = \"1030 kr\", "
    "2027 = \"2121.80 kr\" }\n";

}  // namespace

TEST_CASE("compare: rate, years and timing that only the case's own method states hold where the other has none") {
  // 1030 / 1.03 + 2121.80 / 1.03^2 = 3000. Under Inera's 3 % too, whose years and timing are not stated; under
  // Sambruk's 8 % and 5 years 1030 / 1.08 + 2121.80 / 1.08^2 = 2772.81.
  struct row {
    const char* method;
    const char* npv;
    const char* lent;
  };
  for (const row& r : {row{"own", "3000.00", ""}, row{"esv", "3000.00", "rate, years, timing"},
                       row{"no-r109", "3070.19", "years"}, row{"sambruk-2014", "2772.81", "timing"}}) {
    CAPTURE(r.method);
    const auto result = calculate(silent_case, "case.toml", {}, r.method, with_conventions, "real");
    REQUIRE(result.has_value());
    const auto& a = result->result.alternatives.front();
    const auto all = readings_of(certified_values(result->result.steps), a, result->rules);
    const auto npv = std::find_if(all.begin(), all.end(), [](const auto& f) { return f.key == "net_present_value"; });
    CHECK(npv->values.front() == r.npv);
    std::string lent;
    for (const auto& d : result->result.findings) {
      if (d.code == "N1015") lent += d.arguments[1];
    }
    CHECK(lent == r.lent);
  }
  // A rate for nominal prices is none for real ones, and one that the case states is not replaced.
  CHECK(spots(calculate(silent_case, "case.toml", {}, "esv", with_conventions, "nominal").error()) == "6:1 N0761");
  std::string stated(silent_case);
  stated.insert(stated.find("first_year"), "rate = \"0 %\"\nyears = 2\ntiming = \"end\"\n");
  const auto own_words = calculate(stated, "case.toml", {}, "esv", with_conventions, "real");
  REQUIRE(own_words.has_value());
  CHECK(own_words->result.findings.empty());
  // A rate that the case states without a word of its prices is nominal under a method whose prices are.
  stated.insert(stated.find("first_year"), "inflation = \"0 %\"\n");
  const auto nominal = calculate(stated, "case.toml", {}, "de-wibe", with_conventions, "real");
  REQUIRE(nominal.has_value());
  CHECK(spots(nominal->result.findings) == "6:1 N1014");
}

namespace {

/// Two folders that each have a method file of the same name.
std::optional<method_text> beside_each(std::string_view based_on, const std::string& from, const void* context) {
  if (based_on != "m.toml") return find_shipped_method(based_on, from, context);
  const std::string rate = from.starts_with("a/") ? "3 %" : "8 %";
  return method_text{
      "format = 1\nid = \"m\"\nedition = \"1\"\nname = \"M\"\nbased_on = \"esv\"\nsources = [ { id = "
      "\"s\", title = \"T\", evidence = \"read\" } ]\n[discounting]\nrate = \"" +
          rate + "\"\nsource = \"s\"\n",
      from.substr(0, 2) + "m.toml"};
}

std::string one_benefit(const std::string& amount, const std::string& alternatives = {}) {
  return "format = 1\n[initiative]\nname = \"I\"\nstage = \"decision\"\n[stakeholders.a]\nname = \"A\"\n[calculation]\n"
         "method = \"m.toml\"\nfirst_year = 2026\nyears = 1\ntiming = \"end\"\nreference = \"R\"\n" +
         alternatives +
         "[[benefits]]\nid = \"n\"\nname = \"N\"\ncategory = \"cash\"\nsource = \"S\"\nonce = 2026\namount = \"" +
         amount + "\"\n";
}

}  // namespace

TEST_CASE("compare: a method file that says something else under the same name is a difference of its own") {
  // 1030 / 1.03 = 1000; at 8 % 953.70; with 2060 kr 1907.41.
  const auto rules =
      compare_versions(one_benefit("1030 kr"), "a/c.toml", one_benefit("1030 kr"), "b/c.toml", {}, {}, {}, beside_each);
  REQUIRE(rules.has_value());
  REQUIRE(rules->to[0].steps);
  CHECK(rules->to[0].steps->start == "1000.00");
  CHECK(rules->to[0].steps->end == "953.70");
  REQUIRE(rules->to[0].steps->steps.size() == 1);
  CHECK(rules->to[0].steps->steps[0].ids == std::vector<std::string>{"calculation.method"});
  const auto both =
      compare_versions(one_benefit("1030 kr"), "a/c.toml", one_benefit("2060 kr"), "b/c.toml", {}, {}, {}, beside_each);
  REQUIRE(both.has_value());
  REQUIRE(both->to[0].steps->steps.size() == 2);
  CHECK(both->to[0].steps->steps[0].contribution == "-46.30");
  CHECK(both->to[0].steps->steps[1].contribution == "953.71");
  CHECK(both->to[0].steps->end == "1907.41");
}

TEST_CASE("compare: versions with other alternatives are compared by the first that is not the reference") {
  const auto named = compare_versions(one_benefit("1030 kr", "[alternatives.ett]\nname = \"E\"\n"), "a/c.toml",
                                      one_benefit("1030 kr", "[alternatives.tva]\nname = \"T\"\n"), "a/d.toml", {}, {},
                                      {}, beside_each);
  REQUIRE(named.has_value());
  CHECK(named->to[0].steps->start == "1000.00");
  CHECK(named->to[0].steps->end == "1000.00");
}

TEST_CASE("compare: figures of any length are subtracted and ordered") {
  CHECK(compare_digits("335000000000000000000000000000000000000.5", "3.72") == 1);
  CHECK(compare_digits("-2", "-1.99") == -1);
  CHECK(compare_digits("0.10", "0.1") == 0);
  bridge way;
  way.points.push_back({{}, {{"x", status::ok, reason::answered, {"123456789012345678901234567890123456789012.50"}}}});
  way.points.push_back({{"a"}, {{"x", status::ok, reason::answered, {"-0.25"}}}});
  const auto steps = steps_of(way, "x");
  REQUIRE(steps);
  CHECK(steps->steps[0].contribution == "-123456789012345678901234567890123456789012.75");
}

TEST_CASE("compare: a stage that another method has not is a remark there, and an error in one's own") {
  const std::string text = one_benefit("1030 kr");
  const std::string staged = std::string(text).replace(text.find("decision"), 8, "gate-7");
  const auto own = calculate(staged, "a/c.toml", {}, {}, beside_each);
  CHECK(spots(own.error()) == "4:9 N0667");
  const auto other = calculate(staged, "a/c.toml", {}, "critero-cvrf", beside_each);
  REQUIRE(other.has_value());
  CHECK(spots(other->result.findings) == "4:9 N1013");
}
