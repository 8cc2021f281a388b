// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/message.hpp>
#include <nytta/io/read.hpp>
#include <nytta/method/shipped.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "unit/io/spots.hpp"

using namespace nytta;

namespace {

constexpr std::string_view head = R"(format = 1
id = "m"
edition = "1"
name = "M"
sources = [ { id = "s1", title = "T", evidence = "read" } ]
)";

std::string refused(std::string_view rest) {
  return spots(read_method(std::string(head) + std::string(rest), "m.toml").errors);
}

method shipped(std::string_view id) {
  const auto read = read_method(*shipped_method_text(id), std::string(id) + ".toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  return *read.value;
}

bool knows(const method& m, std::string_view source) {
  return std::any_of(m.sources.begin(), m.sources.end(), [&](const method_source& s) { return s.id == source; });
}

bool has_source(const method& m, std::string_view rule) {
  return std::any_of(m.rule_sources.begin(), m.rule_sources.end(),
                     [&](const rule_source& r) { return r.rule == rule && knows(m, r.source); });
}

const method_parameter& parameter(const method& m, std::string_view name) {
  const auto found =
      std::find_if(m.parameters.begin(), m.parameters.end(), [&](const method_parameter& p) { return p.name == name; });
  REQUIRE(found != m.parameters.end());
  return *found;
}

}  // namespace

TEST_CASE("shipped methods: each reads without a remark, bears its file's name, and every rule has a source") {
  REQUIRE(shipped_method_ids().size() == 3);
  for (const std::string_view id : shipped_method_ids()) {
    CAPTURE(std::string(id));
    const method m = shipped(id);
    CHECK(m.id == id);
    CHECK_FALSE(m.sources.empty());
    for (const method_parameter& p : m.parameters) CHECK_MESSAGE(knows(m, p.source), p.name);
    for (const category& c : m.categories) CHECK_MESSAGE(has_source(m, "categories." + c.id), c.id);
    for (const perspective& p : m.perspectives) CHECK_MESSAGE(has_source(m, "perspectives." + p.id), p.id);
    if (m.years) CHECK(has_source(m, "horizon"));
    if (m.rate || m.at || m.rounded_factors) CHECK(has_source(m, "discounting"));
    if (m.pairing != range_pairing::none) CHECK(has_source(m, "ranges"));
    if (!m.bands.empty()) CHECK(has_source(m, "verdict"));
    if (m.hours_per_full_time_year || m.hours_per_working_day) CHECK(has_source(m, "time"));
    for (const method_source& s : m.sources) {
      CHECK_FALSE(s.title.empty());
      CHECK_FALSE(s.locator.empty());
    }
  }
}

TEST_CASE("shipped methods: what no source states is left to the case") {
  const method esv = shipped("esv");
  CHECK_FALSE(esv.rate);
  CHECK_FALSE(esv.years);
  CHECK_FALSE(esv.at);
  CHECK_FALSE(shipped("inera-skr").at);
  CHECK_FALSE(shipped("inera-skr").hours_per_full_time_year);
}

// Expected values: the published figures as listed in the method's sources.
TEST_CASE("shipped methods: inera-skr has 6, 15 or 25 years, 3 %, and verdicts at 0 and 0.5") {
  const method m = shipped("inera-skr");
  CHECK(m.years == 6);
  CHECK(m.allowed_years == std::vector<int>{6, 15, 25});
  REQUIRE(m.rate);
  CHECK(m.rate->parts.at(0).rate.value == *decimal::parse("0.03"));
  REQUIRE(m.bands.size() == 3);
  CHECK(m.bands[1].below == *decimal::parse("0.5"));
  CHECK(m.bands[2].verdict == "larger_margin");
  CHECK(m.pairing == range_pairing::same);
  CHECK(parameter(m, "hourly_cost_assistant_nurse").value->value == decimal(359));
  CHECK(to_string(*parameter(m, "hourly_cost_specialist_physician").value) == "1 035 kr/h");
}

TEST_CASE("shipped methods: sundsvall takes the categories of esv and their sources with it") {
  const method m = shipped("sundsvall");
  CHECK(m.years == 4);
  REQUIRE(m.rate);
  CHECK(m.rate->form == rate_form::none);
  CHECK(parameter(m, "hourly_cost_internal").value->value == decimal(450));
  CHECK(parameter(m, "hourly_cost_internal").source == "sundsvall");
  CHECK(m.categories.size() == 5);
  CHECK(has_source(m, "categories.cash"));
  CHECK(knows(m, "esv/raa"));
  CHECK(m.perspectives.size() == 2);
}

TEST_CASE("read_method: every key of the format is read") {
  const auto read = read_method(R"(format = 1
id = "sundsvall"
edition = "2026-11"
name = "Sundsvalls enkla nyttokalkyl"
based_on = "esv"
sources = [ { id = "s1", title = "Nyttorealisering och kalkyl", publisher = "Sundsvalls kommun", locator = "…", evidence = "read" } ]

[horizon]
years = 4
[discounting]
rate = { steps = [ { from = 1, rate = "3,5 %" }, { from = 31, rate = "3 %" } ], origin = "first_year" }
timing = "slut"
rounded_factors = 2
[parameters]
hourly_cost_internal = { value = "450 kr/h", source = "s1", price_year = 2024 }
by_years = { by_year = { 2025 = "20 kr", 2024 = "10 kr" }, source = "s1" }
[time]
hours_per_full_time_year = "1700 h"
hours_per_working_day = "8 tim"
[categories]
society = { monetised = true, cash_releasing = false, counts_in = ["society"] }
[perspectives]
agency = { kinds = ["egen"] }
[savings]
count_as = "negative-cost"
[public_funds]
cost = "20 %"
[residual]
rule = "straight-line"
[ranges]
pairing = "worst-best"
[rounding]
figures = { decimals = 0, mode = "half-up" }
[verdict]
figure = "net_benefit_per_krona"
bands = [ { below = 0, verdict = "loss" }, { below = "0,5", verdict = "small_margin" }, { verdict = "larger_margin" } ]
[[stages]]
id = "decision"
name = "Beslut"
requires = ["benefits.owner", "factors.source", "calculation.reference"]
questions = ["Vem ansvarar för att nyttan tas hem?"]
cumulative = false
[labels.sv]
net_benefit_per_krona = "Nettonytta per investerad krona"
[deviations]
)",
                                "sundsvall.toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  const method& m = *read.value;
  CHECK(m.rate->parts.size() == 2);
  CHECK(m.rate->origin == step_origin::first_year);
  CHECK(m.at == timing::end);
  CHECK(m.rounded_factors == 2);
  CHECK(parameter(m, "by_years").by_year.at(0).year == 2024);
  CHECK(m.hours_per_working_day->value == decimal(8));
  CHECK(m.perspectives.at(0).kinds == std::vector<stakeholder_kind>{stakeholder_kind::own});
  CHECK(m.savings == saving_side::negative_cost);
  CHECK(m.public_funds_cost == *decimal::parse("0.2"));
  CHECK(m.residual == residual_rule::straight_line);
  CHECK(m.pairing == range_pairing::worst_best);
  CHECK(m.figures.decimals == 0);
  CHECK(m.figures.mode == rounding::half_up);
  CHECK(m.stages.at(0).required.size() == 3);
  CHECK_FALSE(m.stages.at(0).cumulative);
  CHECK(m.labels.back().text == "Nettonytta per investerad krona");
}

TEST_CASE("read_method: a parameter has a source that is listed, or it does not stand") {
  CHECK(refused("[parameters]\nx = { value = 1 }\n") == "7:5 N0206");
  CHECK(refused("[parameters]\nx = { value = 1, source = \"s2\" }\n") == "7:27 N0722");
}

TEST_CASE("read_method: each rule is held to its bounds") {
  CHECK(refused("[horizon]\nyears = 0\n") == "7:9 N0731");
  CHECK(refused("[horizon]\nyears = 5\nallowed = [6, 15]\n") == "6:1 N0732");
  CHECK(refused("[discounting]\nrounded_factors = 31\n") == "7:19 N0731");
  CHECK(refused("[discounting]\nrate = \"-100 %\"\n") == "7:8 N0702");
  CHECK(refused("[discounting]\nsource = \"x\"\n") == "7:10 N0722");
  CHECK(refused("[time]\nhours_per_working_day = \"8 kr\"\n") == "7:25 N0728");
  CHECK(refused("[categories]\nx = { counts_in = [\"y\"] }\n") == "7:20 N0729");
  CHECK(refused("[verdict]\nfigure = \"x\"\nbands = [ { verdict = \"a\" }, { verdict = \"b\" } ]\n") == "8:9 N0730");
  CHECK(refused("[[stages]]\nid = \"a\"\nrequires = [\"goals\", \"benefits.ower\", \"nyttor\"]\n") ==
        "8:22 N0217, 8:39 N0216");
  CHECK(refused("[[stages]]\nid = \"a\"\nsource = \"s1\"\n[[stages]]\nid = \"a\"\nsource = \"s1\"\n") == "10:6 N0735");
  CHECK(
      spots(
          read_method(
              "format = 1\nid = \"m\"\nedition = \"1\"\nname = \"M\"\n"
              "sources = [ { id = \"s\", title = \"T\", evidence = \"read\" }, { id = \"s\", title = \"U\", evidence = "
              "\"read\" } ]\n",
              "m.toml")
              .errors) == "5:66 N0735");
  CHECK(refused("[parameters]\n\"a b\" = { value = 1, source = \"s1\" }\n") == "7:1 N0734");
  CHECK(refused("[parameters]\nx = { source = \"s1\" }\n") == "7:1 N0727");
  CHECK(refused("[deviations]\nundiscounted_ratio = { source = \"s1\", evidence = \"read\" }\n") == "7:1 N0726");
  CHECK(refused("[[sources]]\nid = \"s1\"\n") != "");
}

TEST_CASE("read_method: what it is based on must exist, and not be itself") {
  CHECK(refused("\nbased_on = \"nix\"\n") == "7:12 N0723");
  const auto self = [](std::string_view, const std::string&, const void*) -> std::optional<method_text> {
    return method_text{std::string(head) + "based_on = \"m\"\n", "m.toml"};
  };
  CHECK(spots(read_method(std::string(head) + "based_on = \"m\"\n", "m.toml", self).errors) == "6:12 N0724");
}

TEST_CASE("read_method: errors of the method it is based on are told with their own places") {
  const auto find = [](std::string_view, const std::string&, const void*) -> std::optional<method_text> {
    return method_text{std::string(head) + "[horizon]\nyears = 0\n", "base.toml"};
  };
  const auto read = read_method(std::string(head) + "based_on = \"base\"\n", "m.toml", find);
  REQUIRE(read.errors.size() == 1);
  CHECK(to_string(read.errors[0].where) == "base.toml:7:9");
}
