// SPDX-License-Identifier: Apache-2.0
#include "appraisal/block_program.hpp"

#include <nytta/core/decimal_double.hpp>
#include <nytta/io/calculate.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "unit/appraisal/claims.hpp"
#include "unit/appraisal/tree_cases.hpp"

// The batch evaluator against the evaluator itself: every figure of every case in the tree, in many draws of everything
// that it claims.

using namespace claims;

namespace {

/// The evaluator with some input nodes at other numbers.
std::vector<node_value<double>> evaluated_at(const working& steps, const std::vector<uncertain_input>& inputs,
                                             const std::vector<double>& draw) {
  std::vector<node_value<double>> values(steps.nodes.size());
  for (std::size_t j = 0; j < inputs.size(); ++j) {
    for (const double t : inputs[j].times) {
      values[static_cast<std::size_t>(inputs[j].node)].numbers.push_back(draw[j] * t);
    }
  }
  const arithmetic<double> by{};
  detail::evaluator<double> each(steps, by, values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].numbers.empty()) each.evaluate(static_cast<int>(i));
  }
  return values;
}

/// Every claimed number as it is claimed, times something about 1.
std::vector<uncertain_input> all_inputs(const appraisal& a) {
  std::vector<uncertain_input> out;
  for (const auto& f : a.factors) {
    uncertain_input in{f.node, {}};
    for (const auto& n : a.steps[f.node].numbers) in.times.push_back(to_double(n));
    out.push_back(std::move(in));
  }
  return out;
}

struct figure_run {
  std::vector<std::vector<double>> rows;
  std::vector<std::vector<double>> results;
};

figure_run run_of(const block_program& program, std::size_t inputs, std::size_t outputs, double spread, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> about_one(1 - spread, 1 + spread);
  figure_run out;
  out.rows.assign(inputs, std::vector<double>(block_lanes));
  out.results.assign(outputs, std::vector<double>(block_lanes));
  for (auto& row : out.rows) {
    for (double& x : row) x = about_one(random);
  }
  std::vector<const double*> from;
  std::vector<double*> to;
  for (const auto& row : out.rows) from.push_back(row.data());
  for (auto& row : out.results) to.push_back(row.data());
  auto space = program.make_workspace();
  program.run(from.data(), block_lanes, to.data(), space);
  return out;
}

bool never(const node_value<double>& v) {
  return v.why == reason::never_paid_back || v.why == reason::never_breaks_even;
}

}  // namespace

// Sums are taken in another order, so that a figure near zero differs by the last places of what it is a sum of: 1e-12
// of the benefits and costs together. A rate of return or a payback divides by such sums: 1e-6 of itself.
TEST_CASE("block_program: every figure of every case, as the evaluator has it") {
  std::size_t numbers = 0;
  std::size_t missing = 0;
  std::size_t cases = 0;
  for (const auto& file : tree::cases()) {
    const auto result = tree::calculated(file);
    if (!result || result->result.factors.empty()) continue;
    const auto& a = result->result;
    const auto inputs = all_inputs(a);
    std::vector<const figure*> figures;
    std::vector<int> nodes;
    for (const auto& one : a.alternatives) {
      for (const auto& f : one.figures) {
        figures.push_back(&f);
        nodes.push_back(f.node);
      }
    }
    const block_program program(a.steps, inputs, nodes);
    const auto run = run_of(program, inputs.size(), nodes.size(), 0.6, 11);
    ++cases;
    for (std::size_t lane = 0; lane < block_lanes; lane += 5) {
      std::vector<double> draw;
      for (const auto& row : run.rows) draw.push_back(row[lane]);
      const auto expected = evaluated_at(a.steps, inputs, draw);
      double terms = 0;
      for (const auto& one : a.alternatives) {
        for (const char* key : {"present_value_benefits", "present_value_costs"}) {
          terms += std::abs(expected[static_cast<std::size_t>(one.find(key)->node)].numbers.front());
        }
      }
      for (std::size_t k = 0; k < nodes.size(); ++k) {
        const auto& e = expected[static_cast<std::size_t>(nodes[k])];
        const double got = run.results[k][lane];
        INFO(file.string() << ": " << figures[k]->key << " in lane " << lane);
        if (e.how == status::ok && e.numbers.size() == 1) {
          const bool money = figures[k]->kind == figure_kind::money;
          const double size =
              money ? 1e-12 * (terms + std::abs(e.numbers.front())) : 1e-6 * std::abs(e.numbers.front());
          CHECK(std::abs(got - e.numbers.front()) <= size);
          ++numbers;
        } else {
          CHECK((never(e) ? std::isinf(got) : std::isnan(got)));
          ++missing;
        }
      }
    }
  }
  CHECK(cases > 20);
  CHECK(numbers > 10000);
  CHECK(missing > 100);
}

TEST_CASE("block_program: every set of instructions gives the same bytes") {
  std::mt19937_64 random(5);
  std::lognormal_distribution<double> sizes(0, 30);
  std::vector<std::vector<double>> rows(3, std::vector<double>(block_lanes));
  for (auto& row : rows) {
    for (double& x : row) x = sizes(random) * (random() % 2 == 0 ? 1 : -1);
  }
  const double* const from[] = {rows[0].data(), rows[1].data(), rows[2].data()};
  const double* const with[] = {rows[1].data(), nullptr, rows[2].data()};
  const double weights[] = {0.1, -3e7, 1e-9};
  const auto results_of = [&](const block_kernels& k) {
    std::vector<std::vector<double>> out(8, std::vector<double>(block_lanes));
    k.weighted(0.7, from, nullptr, weights, 3, out[0].data());
    k.product(from[0], from[1], out[1].data());
    k.shifted(0.3, -1.7, from[0], from[2], out[2].data());
    k.reciprocal(from[1], out[3].data());
    k.lesser(from[0], from[1], out[4].data());
    k.greater(from[1], from[2], out[5].data());
    k.ladder(from[0], weights, 3, from[2], out[6].data());
    k.weighted(0.7, from, with, weights, 3, out[7].data());
    return out;
  };
  const auto all = usable_block_kernels();
  const auto expected = results_of(all.front());
  CHECK(expected[0][17] == 0.7 + rows[0][17] * 0.1 + rows[1][17] * -3e7 + rows[2][17] * 1e-9);
  CHECK(expected[7][17] ==
        0.7 + rows[0][17] * rows[1][17] * 0.1 + rows[1][17] * -3e7 + rows[2][17] * rows[2][17] * 1e-9);
  CHECK(expected[2][3] == (rows[0][3] * -1.7 + 0.3) * rows[2][3]);
  CHECK(expected[6][9] == (((rows[0][9] + 0.1) * rows[2][9] - 3e7) * rows[2][9] + 1e-9) * rows[2][9]);
  CHECK(expected[4][200] == (std::min)(rows[0][200], rows[1][200]));
  for (const auto& k : all) {
    INFO(std::string(k.name));
    CHECK(results_of(k) == expected);
    std::vector<double> above(block_lanes, 0.5);
    CHECK(k.all_above(above.data(), 0));
    CHECK_FALSE(k.all_above(above.data(), 0.5));
    for (const std::size_t lane : {std::size_t{0}, std::size_t{77}, block_lanes - 1}) {
      for (const double not_above : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
        auto x = above;
        x[lane] = not_above;
        CHECK_FALSE(k.all_above(x.data(), 0));
      }
    }
  }
}

TEST_CASE("block_program: with one input changed, as if all were run") {
  for (const auto& file : tree::cases()) {
    const auto result = tree::calculated(file);
    if (!result || result->result.factors.empty()) continue;
    const auto& a = result->result;
    const auto inputs = all_inputs(a);
    std::vector<int> nodes;
    for (const auto& f : a.alternatives.back().figures) nodes.push_back(f.node);
    const block_program program(a.steps, inputs, nodes);
    const auto base = run_of(program, inputs.size(), nodes.size(), 0.6, 3);
    const auto other = run_of(program, inputs.size(), nodes.size(), 0.6, 4);
    auto space = program.make_keeping_workspace();
    std::vector<const double*> rows;
    for (const auto& row : base.rows) rows.push_back(row.data());
    std::vector<std::vector<double>> got(nodes.size(), std::vector<double>(block_lanes));
    auto expected = got;
    std::vector<double*> to;
    std::vector<double*> to_expected;
    for (auto& row : got) to.push_back(row.data());
    for (auto& row : expected) to_expected.push_back(row.data());
    program.run(rows.data(), block_lanes, to.data(), space);
    auto whole = program.make_workspace();
    for (std::size_t j = 0; j < inputs.size(); ++j) {
      program.run_changed(j, other.rows[j].data(), block_lanes, to.data(), space);
      auto changed = rows;
      changed[j] = other.rows[j].data();
      program.run(changed.data(), block_lanes, to_expected.data(), whole);
      for (std::size_t k = 0; k < nodes.size(); ++k) {
        INFO(file.string() << ": input " << j << ", output " << k);
        const bool same = std::equal(got[k].begin(), got[k].end(), expected[k].begin(),
                                     [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
        CHECK(same);
      }
    }
  }
}

// a × b + 3a − 2, a and b by hand.
TEST_CASE("block_program: what no input reaches is folded, and what differs by a multiple is one step") {
  initiative claim = of_one_stakeholder(2025, 10, "0.03", timing::end);
  claim.factors = {likely("a", "100 st/år"), likely("b", "7 kr/st"), likely("c", "2 kr/st")};
  claim.effects = {with_uptake(effect(effect_side::benefit, "x", "a * (b - c)", "cash"), {"0.1", "0.5", "1"}),
                   with_uptake(effect(effect_side::benefit, "y", "a * (b - c) * 2", "cash"), {"0", "0.3", "0.6"}),
                   effect(effect_side::cost, "z", "100 kr/år", "cash")};
  const appraisal a = appraised(claim, plain_method());
  std::vector<uncertain_input> inputs;
  for (const auto& f : a.factors) inputs.push_back({f.node, {1}});
  const int npv = a.alternatives[0].find("net_present_value")->node;
  const block_program program(a.steps, inputs, {npv});
  CHECK(a.steps.nodes.size() > 60);
  CHECK(program.size() == 5);                      // a, b, c; b − c; the figure, a sum with a × (b − c) in it
  CHECK_FALSE(program.as_polynomial(0, 1).known);  // b − c has two terms, and times a two more
  const auto p = program.as_polynomial(0, 100);
  REQUIRE(p.known);
  REQUIRE(p.terms.size() == 3);  // the costs; a b; a c
  // 10 years of 100 kr at 3 %: 100 × (1 − 1.03^−10) / 0.03 = 853.0203
  CHECK(p.terms[0].inputs.empty());
  CHECK(std::abs(p.terms[0].coefficient + 853.02028367758) < 1e-9);
  CHECK(p.terms[1].inputs == std::vector<int>{0, 1});
  CHECK(p.terms[2].inputs == std::vector<int>{0, 2});
  CHECK(p.terms[1].coefficient == -p.terms[2].coefficient);
}

// A ratio has no number where costs are not above zero: such a lane goes its own way.
TEST_CASE("block_program: a lane for which a condition does not hold is calculated again") {
  initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
  claim.factors = {likely("k", "100 kr/år")};
  claim.effects = {effect(effect_side::benefit, "b", "300 kr/år", "cash"), effect(effect_side::cost, "c", "k", "cash")};
  const appraisal a = appraised(claim, plain_method());
  const block_program program(a.steps, {{a.factors[0].node, {1}}},
                              {a.alternatives[0].find("benefit_cost_ratio")->node});
  std::vector<double> costs(block_lanes, 150.0);
  costs[3] = 0;
  costs[70] = -20;
  costs[255] = 600;
  std::vector<double> ratios(block_lanes);
  const double* from = costs.data();
  double* to = ratios.data();
  auto space = program.make_workspace();
  program.run(&from, block_lanes, &to, space);
  CHECK(ratios[0] == 2);
  CHECK(std::isnan(ratios[3]));
  CHECK(std::isnan(ratios[70]));
  CHECK(ratios[254] == 2);
  CHECK(ratios[255] == 0.5);
  CHECK_FALSE(program.as_polynomial(0, 100).known);
}

// b / k, b / k, b − k and k in one program; lanes 3 and 70 have no ratio while their k is not above zero.
TEST_CASE("block_program: conditions that a change leaves as they were, results that are shared or an input") {
  initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
  claim.factors = {likely("b", "300 kr/år"), likely("k", "100 kr/år")};
  claim.effects = {effect(effect_side::benefit, "b", "b", "cash"), effect(effect_side::cost, "c", "k", "cash")};
  const appraisal a = appraised(claim, plain_method());
  const int b = a.factors[0].id == "b" ? a.factors[0].node : a.factors[1].node;
  const int k = a.factors[0].id == "b" ? a.factors[1].node : a.factors[0].node;
  const int ratio = a.alternatives[0].find("benefit_cost_ratio")->node;
  const int value = a.alternatives[0].find("net_present_value")->node;
  const block_program program(a.steps, {{b, {1}}, {k, {1}}}, {ratio, ratio, value, k});
  const auto as_by_hand = [&](const std::vector<std::vector<double>>& out, const std::vector<double>& benefits,
                              const std::vector<double>& costs) {
    for (std::size_t i = 0; i < block_lanes; ++i) {
      const bool has_ratio = costs[i] > 0;
      const double by_hand = benefits[i] / costs[i];
      INFO("lane " << i);
      CHECK((has_ratio ? std::abs(out[0][i] - by_hand) <= 1e-15 * by_hand : std::isnan(out[0][i])));
      CHECK((has_ratio ? out[1][i] == out[0][i] : std::isnan(out[1][i])));
      CHECK(std::abs(out[2][i] - (benefits[i] - costs[i])) <= 1e-12);
      CHECK(out[3][i] == costs[i]);
    }
  };
  const std::vector<double> benefits(block_lanes, 300.0);
  const std::vector<double> other_benefits(block_lanes, 600.0);
  const std::vector<double> whole(block_lanes, 150.0);
  const std::vector<double> costs = [&] {
    auto out = whole;
    out[3] = -20;
    out[70] = 0;
    return out;
  }();
  const std::vector<double> other_costs(block_lanes, 50.0);
  for (const bool keeps : {false, true}) {
    auto space = keeps ? program.make_keeping_workspace() : program.make_workspace();
    std::vector<std::vector<double>> out(4, std::vector<double>(block_lanes));
    std::vector<double*> to;
    for (auto& row : out) to.push_back(row.data());
    for (const auto* own : {&costs, &whole, &costs}) {
      const double* from[] = {benefits.data(), own->data()};
      program.run(from, block_lanes, to.data(), space);
      as_by_hand(out, benefits, *own);
      if (!keeps) continue;
      program.run_changed(0, other_benefits.data(), block_lanes, to.data(), space);
      as_by_hand(out, other_benefits, *own);
      program.run_changed(1, other_costs.data(), block_lanes, to.data(), space);
      as_by_hand(out, benefits, other_costs);
      program.run_changed(1, costs.data(), block_lanes, to.data(), space);
      as_by_hand(out, benefits, costs);
    }
    // Of a part of a block nothing is written beyond it.
    for (auto& row : out) row.assign(block_lanes, -7.0);
    const double* from[] = {benefits.data(), whole.data()};
    program.run(from, 20, to.data(), space);
    for (const auto& row : out) {
      CHECK(row[19] != -7);
      CHECK(row[20] == -7);
    }
  }
}

TEST_CASE("block_program: a figure that has no number as claimed may have one in a lane") {
  initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
  claim.factors = {likely("k", "0 kr/år")};
  claim.effects = {effect(effect_side::benefit, "b", "300 kr/år", "cash"), effect(effect_side::cost, "c", "k", "cash")};
  const appraisal a = appraised(claim, plain_method());
  const block_program program(a.steps, {{a.factors[0].node, {1}}},
                              {a.alternatives[0].find("benefit_cost_ratio")->node});
  std::vector<double> costs(block_lanes, 0.0);
  costs[9] = 100;
  std::vector<double> ratios(block_lanes);
  const double* from = costs.data();
  double* to = ratios.data();
  auto space = program.make_workspace();
  program.run(&from, 20, &to, space);
  CHECK(std::isnan(ratios[8]));
  CHECK(ratios[9] == 3);
  CHECK(ratios[20] == 0);  // beyond the lanes asked for nothing is written
}
