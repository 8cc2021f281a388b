// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/calculate.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "io/write/printed.hpp"
#include "unit/appraisal/claims.hpp"
#include "unit/appraisal/tree_cases.hpp"

// Conservation: what one stakeholder receives another has paid. Over all of them transfers are nothing, to the last
// digit, and no transfer changes a benefit, a cost or a figure of the whole. Held for every case of the tree with
// transfers drawn by chance added to it, and for cases drawn by chance.

using namespace claims;

namespace {

class chance {
 public:
  explicit chance(unsigned seed) : draw_(seed) {}
  std::size_t below(std::size_t limit) { return draw_() % limit; }
  int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }

 private:
  std::mt19937 draw_;
};

void flows_somehow(transfer_claim& t, int first_year, int years, chance& by) {
  const int from = by.between(first_year, first_year + years - 1);
  const std::string number = std::to_string(by.between(-900, 900)) + "." + std::to_string(by.between(0, 99)) + " ";
  t.amount = formula_of(number + "kr");
  switch (by.below(4)) {
    case 0:
      t.flows.how = occurrence::once;
      t.flows.from = from;
      break;
    case 1:
      t.flows.how = occurrence::every;
      t.flows.from = from;
      t.flows.step = by.between(1, 3);
      break;
    case 2:
      t.flows.how = occurrence::by_year;
      t.flows.shares = {{from, *t.amount, {}}};
      t.amount.reset();
      break;
    default:
      t.amount = formula_of(number + "kr/år");
      t.flows.how = occurrence::uptake_columns;
      for (int k = 0; k < by.between(1, years); ++k) {
        t.flows.shares.push_back({0, formula_of("0." + std::to_string(by.between(0, 9))), {}});
      }
  }
}

void add_transfers(initiative& claim, int years, chance& by) {
  while (claim.stakeholders.size() < 3) {
    const std::string id = "further" + std::to_string(claim.stakeholders.size());
    claim.stakeholders.push_back({id, id, stakeholder_kind::citizen, {}, {}});
  }
  for (int n = by.between(1, 6); n > 0; --n) {
    transfer_claim t;
    t.id = "drawn" + std::to_string(n);
    t.name = t.id;
    const std::size_t from = by.below(claim.stakeholders.size());
    t.from = claim.stakeholders[from].id;
    t.to = claim.stakeholders[(from + 1 + by.below(claim.stakeholders.size() - 1)) % claim.stakeholders.size()].id;
    flows_somehow(t, claim.calculation.first_year, years, by);
    if (!claim.alternatives.empty() && by.below(2) == 0) {
      t.alternatives = {claim.alternatives[by.below(claim.alternatives.size())].id};
    }
    if (by.below(3) == 0) t.at = timing::middle;
    claim.transfers.push_back(std::move(t));
  }
}

calculation of(const initiative& claim, const method& rules) {
  calculation out;
  out.claim = claim;
  out.rules = rules;
  out.result = appraised(claim, rules);
  return out;
}

/// The sum over all stakeholders is 0: a node of its own, so that no rounding hides a rest.
void nets_to_zero(const calculation& with) {
  for (const auto& a : with.result.alternatives) {
    std::vector<int> all;
    for (const auto& s : a.by_stakeholder) {
      if (s.transfers >= 0) all.push_back(s.transfers);
    }
    CHECK(all.empty() == a.transfers.empty());
    if (all.empty()) continue;
    working steps = with.result.steps;
    node sum;
    sum.what = operation::add;
    sum.inputs = all;
    const int at = steps.add(std::move(sum));
    CHECK(certified_values(steps).compare(at, 0, decimal(0)) == 0);
  }
}

bool of_a_perspective(const method& rules, const std::string& key) {
  for (const auto& p : rules.perspectives) {
    if (key == p.id + "_net_present_value") return true;
  }
  return false;
}

/// All but what belongs to a stakeholder or a perspective is as it was.
void changes_nothing(const calculation& with, const calculation& without) {
  const printed_numbers before(without);
  const printed_numbers after(with);
  for (std::size_t i = 0; i < with.result.alternatives.size(); ++i) {
    const auto& a = with.result.alternatives[i];
    const auto& b = without.result.alternatives[i];
    CHECK(after.series(a.benefits) == before.series(b.benefits));
    CHECK(after.series(a.costs) == before.series(b.costs));
    CHECK(after.series(a.discounted_net) == before.series(b.discounted_net));
    REQUIRE(a.figures.size() == b.figures.size());
    for (std::size_t f = 0; f < a.figures.size(); ++f) {
      if (of_a_perspective(with.rules, a.figures[f].key)) continue;
      REQUIRE(after.state(a.figures[f].node) == before.state(b.figures[f].node));
      if (after.state(a.figures[f].node) != status::ok || after.is_list(a.figures[f].node)) continue;
      CHECK_MESSAGE(after.of(a.figures[f]) == before.of(b.figures[f]), a.figures[f].key);
    }
  }
}

}  // namespace

TEST_CASE("conservation: every case of the tree, as it is and with transfers drawn by chance") {
  chance by(20221001);
  int drawn = 0;
  for (const auto& file : tree::cases()) {
    CAPTURE(file.string());
    const auto read = tree::calculated(file);
    if (!read) continue;  // refused on purpose
    nets_to_zero(*read);
    initiative claim = read->claim;
    add_transfers(claim, read->result.frame.years, by);
    const auto with = of(claim, read->rules);
    nets_to_zero(with);
    changes_nothing(with, *read);
    ++drawn;
  }
  CHECK(drawn > 15);
}

TEST_CASE("conservation: cases drawn by chance") {
  chance by(7);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const int years = by.between(1, 7);
    constexpr std::string_view rates[] = {"0", "0.035", "-0.02", "0.25"};
    constexpr timing timings[] = {timing::start, timing::middle, timing::end};
    initiative claim = of_one_stakeholder(2024, years, rates[by.below(4)], timings[by.below(3)]);
    for (int n = by.between(1, 4); n > 0; --n) {
      const std::string id = "s" + std::to_string(n);
      claim.stakeholders.push_back({id, id, n % 2 == 0 ? stakeholder_kind::own : stakeholder_kind::business, {}, {}});
    }
    auto gain = effect(effect_side::benefit, "gain", "100 kr/år", "cash");
    gain.stakeholders = {{"own", constant(quantity{1, {}}, place{}), place{}}};
    auto cost = once(effect(effect_side::cost, "cost", "120 kr", "cash"), 2024);
    cost.stakeholders = gain.stakeholders;
    claim.effects = {gain, cost};
    if (by.below(2) == 0) {
      claim.alternatives = {{"x", "X", by.below(2) == 0, {}}, {"y", "Y", false, {}}};
      claim.effects[1].alternatives = {"y"};
    }
    method rules = plain_method();
    perspective all;
    all.id = "society";
    all.kinds = {stakeholder_kind::own, stakeholder_kind::public_body, stakeholder_kind::citizen,
                 stakeholder_kind::business, stakeholder_kind::society};
    rules.perspectives = {all};
    initiative more = claim;
    add_transfers(more, years, by);
    // The whole is no place that a transfer reaches: its stakeholders may be more, with nothing of their own.
    const auto without = of(claim, rules);
    const auto with = of(more, rules);
    nets_to_zero(with);
    changes_nothing(with, without);
    for (std::size_t i = 0; i < with.result.alternatives.size(); ++i) {
      CHECK(money(with.result, "society_net_present_value", i) == money(with.result, "net_present_value", i));
    }
  }
}
