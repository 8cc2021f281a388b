// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/appraise.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "unit/appraisal/claims.hpp"

// Findings about the benefit chain. Each has a twin that is clean.

using namespace claims;

namespace {

goal_claim goal(std::string id, std::string part_of = {}) {
  goal_claim g;
  g.id = std::move(id);
  g.part_of = std::move(part_of);
  return g;
}

change_claim change(std::string id, std::vector<std::string> follows_from = {}) {
  change_claim c;
  c.id = std::move(id);
  c.follows_from = std::move(follows_from);
  return c;
}

effect_claim gain(std::string id, std::string_view amount, std::vector<std::string> follows_from = {}) {
  auto e = effect(effect_side::benefit, std::move(id), amount, "redeployed");
  e.follows_from = std::move(follows_from);
  return e;
}

initiative frame() {
  initiative claim = of_one_stakeholder(2025, 4, "0", timing::start);
  claim.factors = {likely("cases", "4200 ärende/år"), likely("before", "45 min/ärende"),
                   likely("after", "25 min/ärende"),  likely("digital", "70 %"),
                   likely("wage", "400 kr/h"),        likely("letters", "2 brev/ärende"),
                   likely("pages", "9 sida/ärende"),  derived("freed", "cases * (before - after)")};
  return claim;
}

/// The chain's own findings in English, each on a line.
std::string found(const initiative& claim, const method& rules = plain_method()) {
  std::string out;
  for (const auto& d : appraised(claim, rules).findings) {
    if (d.code >= std::string_view("N1020") && d.code <= std::string_view("N1029"))
      out += std::string(d.code) + ": " + text(d, language::en) + "\n";
  }
  return out;
}

/// The first double path, or nothing.
std::string doubled(std::vector<effect_claim> effects, const method& rules = plain_method()) {
  initiative claim = frame();
  claim.changes = {change("new")};
  claim.effects = std::move(effects);
  const std::string all = found(claim, rules);
  const auto at = all.find("N1024");
  return at == all.npos ? "" : all.substr(at, all.find('\n', at) - at);
}

const std::string hours = "cases * (before - after) * wage";

}  // namespace

TEST_CASE("chain: goals that are part of one another in a ring are told once, with the way round") {
  initiative claim = frame();
  claim.goals = {goal("top"), goal("b", "c"), goal("c", "a"), goal("a", "b")};
  claim.effects = {gain("e", "1 kr/år"), gain("f", "1 kr/år")};
  claim.effects[0].goal = "top";
  claim.effects[1].goal = "b";
  CHECK(found(claim) == "N1020: the goals are part of one another in a ring: b → c → a → b\n");
  claim.goals[3].part_of = "top";
  CHECK(found(claim) == "");
  claim.goals[0].part_of = "top";
  CHECK(found(claim) == "N1020: the goals are part of one another in a ring: top → top\n");
}

TEST_CASE("chain: a ring of effects and changes is told once, from cause to effect") {
  initiative claim = frame();
  claim.changes = {change("x", {"f"}), change("y", {"x"})};
  claim.effects = {gain("e", "1 kr/år", {"y"}), gain("f", "1 kr/år", {"e"})};
  // e follows from y, y from x, x from f, f from e.
  CHECK(found(claim) == "N1021: the benefit chain goes round in a ring: e → f → x → y → e\n");
  claim.changes[0].follows_from.clear();
  CHECK(found(claim) == "");
}

TEST_CASE("chain: two rings are two findings") {
  initiative claim = frame();
  claim.effects = {gain("a", "1 kr/år", {"b"}), gain("b", "1 kr/år", {"a"}), gain("c", "1 kr/år", {"c", "a"})};
  CHECK(found(claim) ==
        "N1021: the benefit chain goes round in a ring: a → b → a\n"
        "N1021: the benefit chain goes round in a ring: c → c\n");
}

TEST_CASE("chain: goals and changes that lead nowhere") {
  initiative claim = frame();
  claim.goals = {goal("m0"), goal("m1", "m0"), goal("m2")};
  claim.changes = {change("first"), change("second", {"first"}), change("third")};
  claim.effects = {gain("e", "1 kr/år", {"third"})};
  claim.effects[0].goal = "m1";
  // m0 has m1 below it; first leads to second, which leads nowhere.
  CHECK(found(claim) ==
        "N1022: no effect and no goal leads to the goal m2\n"
        "N1023: no effect follows from the change second\n");
  claim.goals[2].part_of = "m1";
  claim.goals[1].part_of.clear();  // m0 has nothing below it now, and m2 nothing either
  CHECK(found(claim).find("goal m0") != std::string::npos);
  claim.effects.clear();  // at the very start there are none to lead anywhere
  CHECK(found(claim) == "");
}

TEST_CASE("chain: two paths to the same hours are double counting") {
  CHECK(doubled({gain("a", hours, {"new"}), gain("b", hours, {"new"})}) ==
        "N1024: a and b count the same thing: both are counted by after, before, cases, and both come from new "
        "(new → a; new → b)");
  // One of them counts less of the same: part of the time before.
  CHECK(doubled({gain("a", hours, {"new"}), gain("b", "cases * before * 10 % * wage", {"a"})}) ==
        "N1024: a and b count the same thing: both are counted by before, cases, and both come from a (a; a → b)");
  // By way of a derived factor, and through an effect in between.
  CHECK(doubled({gain("a", "freed * wage", {"new"}), gain("between", "5 kr/år", {"new"}),
                 gain("b", "cases * (before - after) * 300 kr/h", {"between"})}) ==
        "N1024: a and b count the same thing: both are counted by after, before, cases, and both come from new "
        "(new → a; new → between → b)");
}

TEST_CASE("chain: a common driver alone is no double counting") {
  const auto a = gain("a", hours, {"new"});
  CHECK(doubled({a, gain("b", "cases * digital * letters * 12 kr/brev", {"new"})}) == "");  // another thing per case
  CHECK(doubled({gain("l", "cases * digital * letters * 12 kr/brev", {"new"}),
                 gain("p", "cases * digital * pages * 1 kr/sida", {"new"})}) == "");
  CHECK(doubled({a, gain("b", "cases * 5 min/ärende * wage", {"new"})}) == "");  // other minutes of the same cases
  CHECK(doubled({a, gain("b", "cases * 30 kr/ärende", {"new"})}) == "");         // not priced by the hour
  CHECK(doubled({gain("a", "10 kr/år", {"new"}), gain("b", "10 kr/år", {"new"})}) == "");
  CHECK(doubled({a, gain("b", "digital * 100 kr/år", {"new"})}) == "");
}

TEST_CASE("chain: the same hours apart in chain, side, stakeholder, year or alternative are not told of") {
  const auto a = gain("a", hours, {"new"});
  const auto b = gain("b", hours, {"new"});
  CHECK(doubled({a, gain("b", hours)}) == "");
  auto other = b;
  other.side = effect_side::cost;
  CHECK(doubled({a, other}) == "");

  initiative two = frame();
  two.changes = {change("new")};
  two.stakeholders.push_back({"else", "Else", stakeholder_kind::citizen, {}, {}});
  two.effects = {a, b};
  const auto whole = [](const char* id) { return part{id, constant(quantity{1, {}}, place{}), place{}}; };
  two.effects[0].stakeholders = {whole("own")};
  two.effects[1].stakeholders = {whole("own")};
  CHECK(found(two).find("N1024") == 0);
  two.effects[1].stakeholders = {whole("else")};
  CHECK(found(two) == "");

  auto early = a;
  early.flows = {occurrence::from_to, 2025, 2026, 0, {}, {}, {}};
  auto late = b;
  late.flows = {occurrence::from_to, 2027, {}, 0, {}, {}, {}};
  CHECK(doubled({early, late}) == "");
  late.flows.from = 2026;
  CHECK(doubled({early, late}).find("N1024") == 0);
  CHECK(doubled({with_uptake(a, {"1", "0"}), with_uptake(b, {"0", "1"})}) == "");  // the last share continues
  CHECK(doubled({with_uptake(a, {"1", "0"}), with_uptake(b, {"0.5", "1"})}).find("N1024") == 0);
  auto by_year = b;
  by_year.flows.how = occurrence::uptake_years;
  by_year.flows.shares = {{2025, formula_of("0"), {}}, {2027, formula_of("1"), {}}};
  CHECK(doubled({early, by_year}) == "");
  by_year.flows.shares[0].value = formula_of("0.5");
  CHECK(doubled({early, by_year}).find("N1024") == 0);

  initiative apart = frame();
  apart.changes = {change("new")};
  apart.alternatives = {{"x", "X", false, {}}, {"y", "Y", false, {}}};
  apart.effects = {a, b};
  apart.effects[0].alternatives = {"x"};
  apart.effects[1].alternatives = {"y"};
  CHECK(found(apart) == "");
}

TEST_CASE("chain: three of the same are two findings, and what N1004 tells is told once") {
  initiative claim = frame();
  claim.changes = {change("new")};
  claim.effects = {gain("a", hours, {"new"}), gain("b", hours, {"new"}), gain("c", hours, {"new"})};
  const std::string all = found(claim);
  CHECK(all.find("a and b") != std::string::npos);
  CHECK(all.find("a and c") != std::string::npos);
  CHECK(all.find("b and c") == std::string::npos);

  claim.effects = {gain("a", hours, {"new"}), gain("b", hours, {"new"})};
  claim.effects[1].categories[0].id = "cash";
  CHECK(found(claim) == "");
  int same_hours = 0;
  for (const auto& d : appraised(claim, plain_method()).findings) same_hours += d.code == std::string_view("N1004");
  CHECK(same_hours == 1);
}

TEST_CASE("chain: a quantity that is shared out is counted once, and so is one that has two prices") {
  const auto both = [](std::string_view a, std::string_view b) {
    return doubled({gain("a", hours + std::string(a), {"new"}), gain("b", hours + std::string(b), {"new"})});
  };
  CHECK(both(" * 60 %", " * 40 %") == "");
  CHECK(both(" * 50 %", " * 50 %") == "");
  CHECK(both(" * digital", " * (100 % - digital)") == "");
  CHECK(both(" * 60 %", " * 50 %").find("N1024") == 0);
  const auto part = [](std::string id, const char* share) {
    return with_uptake(gain(std::move(id), hours, {"new"}), {"0", "0.25", share});
  };
  CHECK(doubled({part("a", "0.5"), part("b", "0.5")}) == "");
  CHECK(doubled({part("a", "0.5"), part("b", "0.6")}).find("N1024") == 0);
  const auto priced = [](std::string_view a, std::string_view b) {
    return doubled({gain("a", "cases * letters * " + std::string(a), {"new"}),
                    gain("b", "cases * letters * " + std::string(b), {"new"})});
  };
  CHECK(priced("12 kr/brev", "2 kr/brev") == "");
  CHECK(priced("12 kr/brev", "12 kr/brev").find("N1024") == 0);
}

TEST_CASE("chain: an effect that repeats two others is told of once, with its paths") {
  initiative claim = frame();
  claim.changes = {change("new"), change("old")};
  claim.effects = {gain("a", hours, {"old"}), gain("b", hours, {"new"}), gain("c", hours, {"new"})};
  int of_c = 0;
  for (const auto& d : appraised(claim, plain_method()).findings) {
    of_c += (d.code == std::string_view("N1030") || d.code == std::string_view("N1024")) && d.arguments[1] == "c";
  }
  CHECK(of_c == 1);
  CHECK(found(claim).find("N1024: b and c") != std::string::npos);
}

TEST_CASE("chain: the method's own hours and prices are read, too") {
  method rules = plain_method();
  method_parameter price;
  price.name = "wage";
  price.value = amount_of("500 kr/h");
  rules.parameters = {price};
  CHECK(doubled({gain("a", "freed * method.wage", {"new"}), gain("b", hours, {"new"})}, rules).find("N1024") == 0);
}
