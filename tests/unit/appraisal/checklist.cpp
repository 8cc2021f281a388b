// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/checklist.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/io/read.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "unit/io/spots.hpp"

using namespace nytta;

namespace {

/// A case in three parts that a test may add to: [initiative], [calculation], and what follows.
struct parts {
  std::string_view initiative = "";
  std::string_view calculation = "";
  std::string_view rest = "";
};

initiative claim_of(const parts& added) {
  const std::string text = "format = 1\n[initiative]\nname = \"X\"\n" + std::string(added.initiative) +
                           "[calculation]\nmethod = \"esv\"\nfirst_year = 2026\n" + std::string(added.calculation) +
                           std::string(added.rest);
  auto read = read_case(text, "case.toml");
  REQUIRE(read.value);
  return std::move(*read.value);
}

method with_stages(std::vector<stage_rule> stages) {
  method rules;
  rules.id = "m";
  rules.stages = std::move(stages);
  return rules;
}

std::string in_words(const std::vector<checklist_item>& items) {
  std::string out;
  for (const auto& i : items) out += (out.empty() ? "" : ", ") + i.stage + " " + i.key + (i.done() ? " +" : " -");
  return out;
}

constexpr std::string_view own_board = "[stakeholders.a]\nname = \"A\"\nkind = \"own\"\n";
constexpr std::string_view with_board = "[stakeholders.a]\nname = \"A\"\nkind = \"own\"\nboard = \"N\"\n";
constexpr std::string_view one_alternative = "[alternatives.a]\nname = \"A\"\n";
constexpr std::string_view two_alternatives =
    "[alternatives.a]\nname = \"A\"\nreference = true\n[alternatives.b]\nname = \"B\"\n";
constexpr std::string_view factor = "[factors.f]\nlikely = \"2 h\"\n";
constexpr std::string_view assumed = "[factors.f]\nlikely = \"2 h\"\nassumed = true\n";
constexpr std::string_view sourced = "[factors.f]\nlikely = \"2 h\"\nsource = \"S\"\n";
constexpr std::string_view ranged = "[factors.f]\nlikely = \"2 h\"\nassumed = true\nlow = \"1 h\"\nhigh = \"3 h\"\n";

std::string benefit(std::string_view line) {
  return "[[benefits]]\nid = \"f\"\nname = \"B\"\ncategory = \"cash\"\namount = \"5 kr/år\"\n" + std::string(line);
}
std::string cost(std::string_view line) {
  return "[[costs]]\nid = \"f\"\nname = \"C\"\ncategory = \"cash\"\namount = \"5 kr/år\"\n" + std::string(line);
}

}  // namespace

TEST_CASE("checklist: each key that a stage may require is missing in one case and held in its twin") {
  struct row {
    std::string_view key;
    parts lacking;
    parts holding;
    std::string_view who;  // that lacks it
  };
  const std::string b = benefit("");
  const std::string c = cost("");
  const std::string owned_benefit = benefit("owner = \"O\"\n");
  const std::string aimed = benefit("goal = \"g\"\n") + "[[goals]]\nid = \"g\"\ntext = \"G\"\n";
  const std::string following = benefit("follows_from = [\"x\"]\n");
  const std::string measured = benefit("measure = \"M\"\n");
  const std::string based = benefit("baseline = { value = \"5\" }\n");
  const std::string aimed_at = benefit("target = { value = \"5\" }\n");
  const std::string with_source = benefit("source = \"S\"\n");
  const std::string later = benefit("uptake = [0, 1]\n");
  const std::string owned_cost = cost("owner = \"O\"\n");
  const std::string cost_source = cost("assumed = true\n");
  const std::string initial = cost("type = \"initial\"\n");
  const std::string running = cost("type = \"running\"\n");
  const std::string change = cost("type = \"change\"\n");
  const std::string opportunity = cost("type = \"opportunity\"\n");
  const std::string decommissioning = cost("type = \"decommissioning\"\n");
  const std::string transfer =
      std::string(own_board) +
      "[stakeholders.b]\nname = \"B\"\n[[transfers]]\nid = \"t\"\nname = \"T\"\nfrom = \"a\"\nto = \"b\"\n"
      "amount = \"5 kr\"\nonce = 2026\n";
  const std::vector<row> rows{
      {"initiative.organisation", {}, {"organisation = \"O\"\n"}, "initiative"},
      {"initiative.board", {}, {"board = \"N\"\n"}, "initiative"},
      {"initiative.description", {}, {"description = \"D\"\n"}, "initiative"},
      {"initiative.prepared_by", {}, {"prepared_by = \"P\"\n"}, "initiative"},
      {"initiative.reviewed_by", {}, {"reviewed_by = \"R\"\n"}, "initiative"},
      {"initiative.date", {}, {"date = 2026-01-31\n"}, "initiative"},
      {"initiative.reference_number", {}, {"reference_number = \"KS 1\"\n"}, "initiative"},
      {"initiative.user_stories", {}, {"user_stories = [\"Som sökande …\"]\n"}, "initiative"},
      {"calculation.reference", {}, {"", "reference = \"Som i dag\"\n"}, "calculation"},
      {"calculation.rate", {}, {"", "rate = \"3 %\"\n"}, "calculation"},
      {"calculation.timing", {}, {"", "timing = \"end\"\n"}, "calculation"},
      {"calculation.years", {}, {"", "years = 3\n"}, "calculation"},
      {"calculation.base_year", {}, {"", "base_year = 2026\n"}, "calculation"},
      {"calculation.price_year", {}, {"", "price_year = 2026\n"}, "calculation"},
      {"stakeholders", {}, {"", "", own_board}, "stakeholders"},
      {"stakeholders.board", {"", "", own_board}, {"", "", with_board}, "a"},
      {"alternatives", {"", "", one_alternative}, {"", "", two_alternatives}, "alternatives"},
      {"alternatives.reference", {"", "", one_alternative}, {"", "", two_alternatives}, "alternatives"},
      {"goals", {}, {"", "", "[[goals]]\nid = \"g\"\ntext = \"G\"\n"}, "goals"},
      {"changes", {}, {"", "", "[[changes]]\nid = \"d\"\nname = \"D\"\n"}, "changes"},
      {"factors.source", {"", "", factor}, {"", "", sourced}, "f"},
      {"factors.range", {"", "", sourced}, {"", "", ranged}, "f"},
      {"assumptions.range", {"", "", assumed}, {"", "", ranged}, "f"},
      {"benefits", {"", "", c}, {"", "", b}, "benefits"},
      {"benefits.owner", {"", "", b}, {"", "", owned_benefit}, "f"},
      {"benefits.goal", {"", "", b}, {"", "", aimed}, "f"},
      {"benefits.follows_from", {"", "", b}, {"", "", following}, "f"},
      {"benefits.measure", {"", "", b}, {"", "", measured}, "f"},
      {"benefits.baseline", {"", "", b}, {"", "", based}, "f"},
      {"benefits.target", {"", "", b}, {"", "", aimed_at}, "f"},
      {"benefits.source", {"", "", b}, {"", "", with_source}, "f"},
      {"benefits.uptake", {"", "", b}, {"", "", later}, "f"},
      {"costs", {"", "", b}, {"", "", c}, "costs"},
      {"costs.owner", {"", "", c}, {"", "", owned_cost}, "f"},
      {"costs.source", {"", "", c}, {"", "", cost_source}, "f"},
      {"costs.initial", {"", "", c}, {"", "", initial}, "costs"},
      {"costs.running", {"", "", change}, {"", "", running}, "costs"},
      {"costs.change", {"", "", c}, {"", "", change}, "costs"},
      {"costs.opportunity", {"", "", c}, {"", "", opportunity}, "costs"},
      {"costs.decommissioning", {"", "", c}, {"", "", decommissioning}, "costs"},
      {"transfers", {"", "", c}, {"", "", transfer}, "transfers"},
  };
  for (const std::string_view key : requirement_keys) {
    CAPTURE(std::string(key));
    CHECK(std::count_if(rows.begin(), rows.end(), [&](const row& r) { return r.key == key; }) == 1);
  }
  for (const row& r : rows) {
    CAPTURE(std::string(r.key));
    const method rules = with_stages({{"s", "S", {std::string(r.key)}, {}, true}});
    const auto lacking = checklist(claim_of(r.lacking), rules, "s");
    REQUIRE(lacking.size() == 1);
    REQUIRE(lacking[0].missing.size() == 1);
    CHECK(lacking[0].missing[0].id == r.who);
    CHECK(lacking[0].missing[0].where.line > 0);
    CHECK_FALSE(lacking[0].to_write.empty());
    const auto holding = checklist(claim_of(r.holding), rules, "s");
    REQUIRE(holding.size() == 1);
    CHECK(holding[0].done());
  }
}

TEST_CASE("checklist: a residual value needs no measure, and an amount of factors has theirs for source") {
  const method rules =
      with_stages({{"s", "S", {"benefits.measure", "benefits.baseline", "benefits.source"}, {}, true}});
  const std::string residual =
      "[[benefits]]\nid = \"r\"\nname = \"R\"\ncategory = \"cash\"\ntype = \"residual\"\namount = \"f * 2 kr/h\"\nonce "
      "= "
      "2027\n";
  CHECK(in_words(checklist(claim_of({"", "", factor}), rules, "s")) ==
        "s benefits.measure +, s benefits.baseline +, s benefits.source +");
  const std::string text = std::string(factor) + residual;
  CHECK(in_words(checklist(claim_of({"", "", text}), rules, "s")) ==
        "s benefits.measure +, s benefits.baseline +, s benefits.source +");
}

TEST_CASE("checklist: a stage asks what the stages before it asked, each key once, unless it is not cumulative") {
  std::vector<stage_rule> stages{{"a", "A", {"goals"}, {}, true},
                                 {"b", "B", {"costs", "goals"}, {}, true},
                                 {"c", "C", {"benefits", "costs"}, {}, true},
                                 {"d", "D", {}, {}, true}};
  const initiative claim = claim_of({"", "", "[[goals]]\nid = \"g\"\ntext = \"G\"\n"});
  CHECK(in_words(checklist(claim, with_stages(stages), "a")) == "a goals +");
  CHECK(in_words(checklist(claim, with_stages(stages), "b")) == "a goals +, b costs -");
  CHECK(in_words(checklist(claim, with_stages(stages), "c")) == "a goals +, b costs -, c benefits -");
  CHECK(in_words(checklist(claim, with_stages(stages), "d")) == "a goals +, b costs -, c benefits -");
  stages[2].cumulative = false;
  CHECK(in_words(checklist(claim, with_stages(stages), "c")) == "c benefits -, c costs -");
  CHECK(in_words(checklist(claim, with_stages(stages), "d")) == "a goals +, b costs -, c benefits -");
  CHECK(checklist(claim, with_stages(stages), "").empty());
  CHECK(checklist(claim, with_stages({}), "decision").empty());
}

TEST_CASE("checklist: a key that only a program can name is never done") {
  const method rules = with_stages({{"s", "S", {"benefits.colour"}, {}, true}});
  CHECK(in_words(checklist(claim_of({}), rules, "s")) == "s benefits.colour -");
}

TEST_CASE("at_decision: the decision and what comes after it on the method's own ladder") {
  const method usual;
  for (const std::string_view early : {"", "need", "idea", "prestudy", "beslut"})
    CHECK_FALSE(at_decision(usual, early));
  for (const std::string_view late : {"decision", "delivery", "followup"}) CHECK(at_decision(usual, late));
  const method own =
      with_stages({{"behov", "", {}, {}, true}, {"beslut", "", {}, {}, true}, {"drift", "", {}, {}, true}});
  CHECK_FALSE(at_decision(own, "behov"));
  CHECK(at_decision(own, "beslut"));
  CHECK(at_decision(own, "drift"));
  CHECK_FALSE(at_decision(own, "decision"));
  CHECK_FALSE(at_decision(with_stages({{"behov", "", {}, {}, true}}), "behov"));
}
