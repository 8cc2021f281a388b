// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/appraise.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "unit/appraisal/claims.hpp"

// Transfers between stakeholders. Two years at 25 %, amounts at the start of the year: the factors are 1 and 0.8, so a
// krona a year is worth 1.80 kr.

using namespace claims;

namespace {

transfer_claim transfer(std::string id, std::string from, std::string to, std::string_view amount) {
  transfer_claim t;
  t.id = id;
  t.name = std::move(id);
  t.from = std::move(from);
  t.to = std::move(to);
  t.amount = formula_of(amount);
  return t;
}

initiative of_three() {
  initiative claim = of_one_stakeholder(2025, 2, "0.25", timing::start);
  claim.stakeholders = {{"a", "A", stakeholder_kind::own, {}, {}},
                        {"b", "B", stakeholder_kind::own, {}, {}},
                        {"c", "C", stakeholder_kind::citizen, {}, {}}};
  auto benefit = effect(effect_side::benefit, "gain", "100 kr/år", "cash");
  benefit.stakeholders = {{"a", constant(quantity{1, {}}, place{}), place{}}};
  claim.effects = {benefit};
  return claim;
}

method with_perspectives() {
  method rules = plain_method();
  perspective agency;
  agency.id = "agency";
  agency.kinds = {stakeholder_kind::own};
  perspective all;
  all.id = "society";
  all.kinds = {stakeholder_kind::own, stakeholder_kind::public_body, stakeholder_kind::citizen,
               stakeholder_kind::business, stakeholder_kind::society};
  rules.perspectives = {agency, all};
  return rules;
}

/// "transfers net" of a stakeholder; "-" where it has no transfers.
std::string of(const appraisal& a, std::string_view who, std::size_t alternative = 0) {
  const certified_values values(a.steps);
  for (const auto& s : a.alternatives[alternative].by_stakeholder) {
    if (s.id != who) continue;
    return (s.transfers < 0 ? "-" : values.rounded(s.transfers, 0, 2)) + " " + values.rounded(s.net, 0, 2);
  }
  return "nobody";
}

}  // namespace

TEST_CASE("transfers: received less paid, by stakeholder and in the perspectives that hold one end") {
  initiative claim = of_three();
  auto late = transfer("late", "a", "c", "50 kr");
  late.flows.how = occurrence::once;
  late.flows.from = 2026;
  claim.transfers = {late, transfer("inner", "b", "a", "30 kr/år")};
  const auto result = appraised(claim, with_perspectives());
  // late: 50 × 0.8 = 40 from a to c. inner: 30 × 1.8 = 54 from b to a. gain: 100 × 1.8 = 180 for a.
  CHECK(of(result, "a") == "14.00 194.00");  // −40 + 54; 180 + 14
  CHECK(of(result, "b") == "-54.00 -54.00");
  CHECK(of(result, "c") == "40.00 40.00");
  CHECK(money(result, "agency_net_present_value") == "140.00");  // 180 − 40: what b pays a stays within
  CHECK(money(result, "society_net_present_value") == "180.00");
  CHECK(money(result, "net_present_value") == "180.00");
  CHECK(money(result, "net_present_value_cash") == "180.00");
  CHECK(money(result, "present_value_costs") == "0.00");
  CHECK(series(result, result.alternatives[0].benefits) == std::vector<std::string>{"100.00", "100.00"});
  CHECK(series(result, result.alternatives[0].transfers.at(0).flow) == std::vector<std::string>{"0.00", "50.00"});
}

TEST_CASE("transfers: without any, no node is added") {
  const auto result = appraised(of_three(), with_perspectives());
  CHECK(of(result, "a") == "- 180.00");
  CHECK(of(result, "b") == "- 0.00");
}

TEST_CASE("transfers: the reference's go the other way, and what belongs to both is no difference") {
  initiative claim = of_three();
  claim.alternatives = {{"old", "Old", true, {}}, {"new", "New", false, {}}};
  auto fee = transfer("fee", "c", "a", "10 kr/år");
  fee.alternatives = {"old"};
  auto grant = transfer("grant", "b", "c", "20 kr/år");
  grant.alternatives = {"new"};
  claim.transfers = {fee, grant, transfer("always", "c", "b", "70 kr/år")};
  const auto result = appraised(claim, with_perspectives());
  // The reference by itself: fee 10 × 1.8 = 18 and always 70 × 1.8 = 126.
  CHECK(of(result, "a", 0) == "18.00 198.00");
  CHECK(of(result, "b", 0) == "126.00 126.00");
  CHECK(of(result, "c", 0) == "-144.00 -144.00");
  // The new against it: no gain (it belongs to both), the fee is no longer paid, the grant is.
  CHECK(of(result, "a", 1) == "-18.00 -18.00");
  CHECK(of(result, "b", 1) == "-36.00 -36.00");
  CHECK(of(result, "c", 1) == "54.00 54.00");
  CHECK(result.alternatives[1].transfers.size() == 2);
  CHECK(result.alternatives[1].transfers[0].from == "a");
  CHECK(result.alternatives[1].transfers[0].to == "c");
}

TEST_CASE("transfers: growth, an own timing, and factors with their ranges") {
  initiative claim = of_three();
  claim.factors = {likely("cases", "10 st/år")};
  claim.factors[0].range = value_range{amount_of("5 st/år"), amount_of("20 st/år"), {}, {}, {}};
  auto fee = transfer("fee", "c", "a", "cases * 2 kr/st");
  fee.at = timing::end;
  fee.growth = rate_source{*decimal::parse("0.5"), {}, {}};
  claim.transfers = {fee};
  const auto result = appraised(claim, with_perspectives());
  // 20 and 20 × 1.5 = 30, discounted one step further: 20 × 0.8 + 30 × 0.64 = 35.20; twice that at the high end.
  CHECK(of(result, "c") == "-35.20 -35.20");
  const working highest = at_range_end(result, range_end::high);
  CHECK(certified_values(highest).rounded(result.alternatives[0].by_stakeholder[2].transfers, 0, 2) == "-70.40");
}

TEST_CASE("transfers: from one to the same is refused, and so are amounts that do not fit") {
  initiative claim = of_three();
  claim.transfers = {transfer("t", "a", "a", "10 kr/år")};
  CHECK(codes(claim, plain_method()) == std::vector<std::string>{"N0670"});
  claim.transfers = {transfer("t", "a", "b", "10 kr")};  // a one-off amount every year
  CHECK(codes(claim, plain_method()) == std::vector<std::string>{"N0552"});
  claim.transfers = {transfer("t", "a", "b", "nothing * 10 kr/år")};
  CHECK(codes(claim, plain_method()) == std::vector<std::string>{"N0654"});
}

TEST_CASE("transfers: too many of them are refused as too many effects are") {
  initiative claim = of_three();
  claim.transfers.assign(150'001, transfer("t", "a", "b", "10 kr/år"));
  CHECK(codes(claim, plain_method()) == std::vector<std::string>{"N0714"});
}
