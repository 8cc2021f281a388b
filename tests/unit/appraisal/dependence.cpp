// SPDX-License-Identifier: Apache-2.0
#include "appraisal/dependence.hpp"

#include <nytta/appraisal/evaluate.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/furthest.hpp"
#include "unit/appraisal/claims.hpp"
#include "unit/appraisal/tree_cases.hpp"

// What is affine is so by its values: f(a) + f(b) = 2 f((a + b)/2), wherever the other numbers stand.

using namespace claims;

namespace {

using real = long double;

int put(working& to, operation what, std::vector<int> inputs, std::vector<decimal> numbers = {},
        shape form = shape::scalar) {
  node n;
  n.what = what;
  n.form = form;
  n.inputs = std::move(inputs);
  n.numbers = std::move(numbers);
  return to.add(std::move(n));
}

std::optional<real> at(const working& steps, int figure) {
  const auto value = evaluate<real>(steps)[static_cast<std::size_t>(figure)];
  if (value.how != status::ok || value.numbers.size() != 1) return std::nullopt;
  return value.numbers[0];
}

/// How far the middle is from the chord, in parts of the values' size, at the worst of many points.
real bend(working steps, const std::vector<int>& inputs, int input, int figure, std::mt19937& random) {
  real worst = 0;
  const auto drawn = [&] { return decimal::of(random() % 4000, 2) - decimal(20); };
  for (int round = 0; round < 40; ++round) {
    for (const int i : inputs) steps.nodes[static_cast<std::size_t>(i)].numbers = {drawn()};
    auto& numbers = steps.nodes[static_cast<std::size_t>(input)].numbers;
    const decimal a = drawn();
    const decimal b = drawn();
    numbers = {a};
    const auto low = at(steps, figure);
    numbers = {b};
    const auto high = at(steps, figure);
    numbers = {(a + b) * decimal::of(5, 1)};
    const auto middle = at(steps, figure);
    if (!low || !high || !middle) continue;
    const real size = std::abs(*low) + std::abs(*high) + std::abs(*middle) + 1;
    worst = std::max(worst, std::abs(*low + *high - 2 * *middle) / size);
  }
  return worst;
}

}  // namespace

// Both ways, on workings whose shape decides it: what is said to be affine has no bend, what is said not to be has one.
TEST_CASE("dependence: affine or not, by hand") {
  std::mt19937 random(1);
  working w;
  w.years = 1;
  const int x = put(w, operation::input, {}, {2});
  const int y = put(w, operation::input, {}, {3});
  const int z = put(w, operation::input, {}, {5});
  const int two = put(w, operation::literal, {}, {2});
  const std::vector<int> inputs{x, y, z};
  const auto judge = [&](int figure, int input, bool affine) {
    CAPTURE(figure);
    CAPTURE(input);
    const dependence d(w, inputs, figure);
    CHECK(d.affine_in(input) == affine);
    const real bent = bend(w, inputs, input, figure, random);
    if (affine) CHECK(bent < 1e-15L);
    if (!affine) CHECK(bent > 1e-3L);
  };
  const int sum = put(w, operation::add, {x, y});
  const int product = put(w, operation::multiply, {sum, z});  // (x + y) z
  for (const int i : inputs) judge(product, i, true);
  judge(put(w, operation::multiply, {x, x}), x, false);
  judge(put(w, operation::multiply, {x, sum}), x, false);  // x (x + y)
  judge(put(w, operation::multiply, {x, sum}), y, true);
  const int quotient = put(w, operation::divide, {sum, z});  // (x + y) / z
  judge(quotient, x, true);
  judge(quotient, z, false);
  judge(put(w, operation::divide, {sum, x}), x, false);
  judge(put(w, operation::maximum, {x, two}), x, false);
  judge(put(w, operation::minimum, {product, two}), y, false);
  judge(put(w, operation::subtract, {put(w, operation::negate, {product}), x}), x, true);
  const int square = put(w, operation::power, {x});
  w.nodes.back().integers = {2};
  CHECK_FALSE(dependence(w, inputs, square).affine_in(x));  // defined above 0 only: 1, 4, 9 are no line
}

TEST_CASE("dependence: what a node rests on") {
  working w;
  w.years = 1;
  const int x = put(w, operation::input, {}, {2});
  const int y = put(w, operation::input, {}, {3});
  const int later = put(w, operation::multiply, {x, x});
  const int input_behind = put(w, operation::input, {}, {3});
  const dependence d(w, std::vector{x, y, input_behind}, later);
  CHECK(d.on(x));
  CHECK_FALSE(d.on(y));
  CHECK_FALSE(d.on(input_behind));
  CHECK(d.affine_in(y));
  CHECK(d.affine_in(input_behind));
  // An input that nobody asked for is not followed.
  const dependence of_y(w, std::vector{y}, later);
  CHECK_FALSE(of_y.on(x));
}

TEST_CASE("dependence: the nodes between an input and some nodes") {
  working w;
  w.years = 1;
  const int x = put(w, operation::input, {}, {2});
  const int y = put(w, operation::input, {}, {3});
  const int a = put(w, operation::add, {x, y});
  const int aside = put(w, operation::add, {x, x});
  const int b = put(w, operation::multiply, {a, y});
  const int c = put(w, operation::multiply, {y, y});
  CHECK(nodes_between(w, x, std::vector{b}) == std::vector{x, a, b});
  CHECK(nodes_between(w, x, std::vector{b, aside}) == std::vector{x, a, aside, b});
  CHECK(nodes_between(w, x, std::vector{c}).empty());
}

// Random workings of 14 operations over 4 numbers: whatever is said to be affine is.
TEST_CASE("dependence: random workings") {
  std::mt19937 random(20261130);
  constexpr operation some[] = {operation::add,    operation::subtract, operation::multiply, operation::divide,
                                operation::negate, operation::minimum,  operation::maximum};
  int affine = 0;
  int bent = 0;
  for (int round = 0; round < 60; ++round) {
    working w;
    w.years = 1;
    std::vector<int> inputs;
    for (int i = 0; i < 4; ++i) inputs.push_back(put(w, operation::input, {}, {i + 1}));
    for (int i = 0; i < 14; ++i) {
      const auto what = some[random() % std::size(some)];
      const auto earlier = [&] { return static_cast<int>(random() % w.nodes.size()); };
      put(w, what, what == operation::negate ? std::vector{earlier()} : std::vector{earlier(), earlier()});
    }
    const int figure = static_cast<int>(w.nodes.size()) - 1;
    const dependence d(w, inputs, figure);
    for (const int i : inputs) {
      if (!d.on(i)) {
        CHECK(bend(w, inputs, i, figure, random) == 0);
      } else if (d.affine_in(i)) {
        CHECK(bend(w, inputs, i, figure, random) < 1e-12L);
        ++affine;
      } else {
        ++bent;
      }
    }
  }
  CHECK(affine > 20);
  CHECK(bent > 20);
}

// The figures of every case: three points along each factor.
TEST_CASE("dependence: every case of the tree") {
  int held = 0;
  for (const auto& file : tree::cases()) {
    const auto read = tree::calculated(file);
    if (!read) continue;  // refused on purpose
    CAPTURE(file.string());
    const appraisal& a = read->result;
    std::vector<int> inputs;
    for (const auto& f : a.factors) inputs.push_back(f.node);
    for (const char* key : {"net_present_value", "benefit_cost_ratio"}) {
      const int figure = a.alternatives.front().find(key)->node;
      const dependence d(a.steps, inputs, figure);
      for (const auto& f : a.factors) {
        if (!d.on(f.node) || !d.affine_in(f.node)) continue;
        CAPTURE(f.id);
        const auto moved = [&](const char* by) {
          working steps = a.steps;
          for (auto& n : steps.nodes[static_cast<std::size_t>(f.node)].numbers) n = n * *decimal::parse(by);
          return at(steps, figure);
        };
        const auto low = moved("0.7");
        const auto high = moved("1.5");
        const auto middle = moved("1.1");
        if (!low || !high || !middle) continue;
        CHECK(std::abs(*low + *high - 2 * *middle) <= 1e-13L * (std::abs(*low) + std::abs(*high) + std::abs(*middle)));
        ++held;
      }
    }
  }
  CHECK(held > 100);
}

// ---- furthest_of ----------------------------------------------------------------------------------------------------

namespace {

/// A formula over the numbers f0 … and small whole numbers, drawn by chance.
std::string drawn_formula(std::mt19937& random, int factors, int depth, bool bends) {
  if (depth == 0 || random() % 5 == 0) {
    return random() % 4 == 0 ? std::to_string(random() % 5 + 1)
                             : "f" + std::to_string(random() % static_cast<unsigned>(factors));
  }
  const std::string a = drawn_formula(random, factors, depth - 1, bends);
  const std::string b = drawn_formula(random, factors, depth - 1, bends);
  switch (random() % (bends ? 5 : 3)) {
    case 0: return "(" + a + " + " + b + ")";
    case 1: return "(" + a + " - " + b + ")";
    case 2: return a + " * " + b;
    case 3: return "min(" + a + "; " + b + ")";
    default: return "max(" + a + "; " + b + ")";
  }
}

/// Numbers from 3 to 8 with ranges around them, none of them touching 0.
initiative ranged(std::mt19937& random, int factors) {
  initiative claim = of_one_stakeholder(2025, 3, "0.1", timing::end);
  for (int i = 0; i < factors; ++i) {
    const int middle = static_cast<int>(random() % 6) + 3;
    factor_claim f = likely("f" + std::to_string(i), std::to_string(middle));
    value_range r;
    r.low = quantity{middle - static_cast<int>(random() % 2) - 1, {}};
    r.high = quantity{middle + static_cast<int>(random() % 3) + 1, {}};
    f.range = r;
    claim.factors.push_back(std::move(f));
  }
  return claim;
}

/// The lowest and highest number of a node over every corner of the ranges; with the likely values among them where
/// `levels` is 3, since a bend may be furthest there.
std::pair<double, double> of_all_corners(const appraisal& a, int node, unsigned levels) {
  std::pair<double, double> out{1e300, -1e300};
  working steps = a.steps;
  steps.nodes.resize(static_cast<std::size_t>(node) + 1);
  unsigned corners = 1;
  for (std::size_t i = 0; i < a.factors.size(); ++i) corners *= levels;
  for (unsigned corner = 0; corner < corners; ++corner) {
    unsigned left = corner;
    for (const auto& f : a.factors) {
      const auto level = left % levels;
      left /= levels;
      steps.nodes[static_cast<std::size_t>(f.node)].numbers = level == 0   ? f.low
                                                              : level == 1 ? f.high
                                                                           : a.steps[f.node].numbers;
    }
    const double there = evaluate<double>(steps)[static_cast<std::size_t>(node)].numbers.at(0);
    out.first = std::min(out.first, there);
    out.second = std::max(out.second, there);
  }
  return out;
}

}  // namespace

// Where the numbers do not undo each other's sign (n × (before − after) × price, and the like), the search finds what
// trying every corner finds.
TEST_CASE("furthest: all corners of what appraisals are made of") {
  std::mt19937 random(3);
  for (int round = 0; round < 12; ++round) {
    CAPTURE(round);
    initiative claim = ranged(random, 8);
    for (int i : {1, 2}) {  // before above after, all over their ranges
      auto& f = claim.factors[static_cast<std::size_t>(i)];
      const int shift = i == 1 ? 30 : 0;
      f.likely->value = f.likely->value + decimal(shift);
      f.range->low.value = f.range->low.value + decimal(shift);
      f.range->high.value = f.range->high.value + decimal(shift);
    }
    claim.effects = {effect(effect_side::benefit, "time", "f0 * (f1 - f2) * f3 * 1 kr/år", "cash"),
                     effect(effect_side::benefit, "paper", "max(f4; f5 - 1) * 10 kr/år", "cash"),
                     once(effect(effect_side::cost, "outlay", "min(f6 * f7; f6 + 20) * 50 kr", "cash"), 2025)};
    const appraisal a = appraised(claim, plain_method());
    for (const char* key : {"net_present_value", "benefit_cost_ratio"}) {
      const std::vector<int> node{a.alternatives[0].find(key)->node};
      const auto [low, high] = of_all_corners(a, node[0], 2);
      const auto down = furthest_of(a, a.steps, node, direction::down);
      const auto up = furthest_of(a, a.steps, node, direction::up);
      REQUIRE(down);
      REQUIRE(up);
      CHECK(down->value == doctest::Approx(low).epsilon(1e-12));
      CHECK(up->value == doctest::Approx(high).epsilon(1e-12));
      CHECK(down->everywhere);
      // The working that is handed out is the corner that it speaks of.
      CHECK(evaluate<double>(down->steps)[static_cast<std::size_t>(node[0])].numbers[0] ==
            doctest::Approx(down->value));
    }
  }
}

// Drawn formulas turn signs as no case does; there a search factor by factor may stay at a corner that no single step
// betters. It never claims more than is there, and nearly always finds it.
TEST_CASE("furthest: all corners of formulas drawn by chance") {
  std::mt19937 random(20261130);
  int found = 0;
  int tried = 0;
  for (int round = 0; round < 60; ++round) {
    const int factors = 2 + static_cast<int>(random() % 5);
    initiative claim = ranged(random, factors);
    const bool bends = round % 2 == 1;
    claim.effects = {
        effect(effect_side::benefit, "gain", drawn_formula(random, factors, 3, bends) + " * 1 kr/år", "cash"),
        effect(effect_side::cost, "pay", drawn_formula(random, factors, 2, bends) + " * 1 kr/år", "cash")};
    const appraisal a = appraised(claim, plain_method());
    const std::vector<int> node{a.alternatives[0].find("net_present_value")->node};
    const auto [low, high] = of_all_corners(a, node[0], 3);
    for (const auto which : {direction::down, direction::up}) {
      const auto there = furthest_of(a, a.steps, node, which);
      REQUIRE(there);
      CHECK(there->value >= low - 1e-9);
      CHECK(there->value <= high + 1e-9);
      const double best = which == direction::down ? low : high;
      ++tried;
      if (std::abs(there->value - best) <= 1e-9 * (1 + std::abs(best))) ++found;
    }
  }
  CHECK(found * 100 >= tried * 90);
}

// max(a; b) with both at 2 (1-3): neither alone lowers it. c stands beside them, and d in a product with 0: it stays.
TEST_CASE("furthest: numbers that tie") {
  initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
  for (const char* id : {"a", "b", "c", "d"}) {
    factor_claim f = likely(id, "2");
    value_range r;
    r.low = quantity{1, {}};
    r.high = quantity{3, {}};
    f.range = r;
    claim.factors.push_back(std::move(f));
  }
  claim.factors.push_back(likely("nothing", "0"));
  claim.effects = {effect(effect_side::benefit, "gain", "(max(a; b) + c * c + d * d * nothing) * 1 kr/år", "cash")};
  const appraisal a = appraised(claim, plain_method());
  const std::vector<int> node{a.alternatives[0].find("net_present_value")->node};
  const auto down = furthest_of(a, a.steps, node, direction::down);
  REQUIRE(down);
  CHECK(down->value == 2);  // 1 + 1
  CHECK(down->steps[a.factors[3].node].numbers == a.steps[a.factors[3].node].numbers);
  const auto up = furthest_of(a, a.steps, node, direction::up);
  REQUIRE(up);
  CHECK(up->value == 12);  // 3 + 9
}

// 6 500 amounts, each with a range of its own: the sum of the low benefits, at once.
TEST_CASE("furthest: thousands of ranged effects") {
  constexpr int many = 6500;
  initiative claim = of_one_stakeholder(2025, 1, "0", timing::start);
  for (int i = 0; i < many; ++i) {
    const std::string id = "e" + std::to_string(i);
    factor_claim f = likely(id, "10 kr/år");
    value_range r;
    r.low = claims::amount_of("9 kr/år");
    r.high = claims::amount_of("12 kr/år");
    f.range = r;
    claim.factors.push_back(std::move(f));
    claim.effects.push_back(effect(i % 2 == 0 ? effect_side::benefit : effect_side::cost, "b" + id, id, "cash"));
  }
  const appraisal a = appraised(claim, plain_method());
  const std::vector<int> node{a.alternatives[0].find("net_present_value")->node};
  const auto down = furthest_of(a, a.steps, node, direction::down);
  const auto up = furthest_of(a, a.steps, node, direction::up);
  REQUIRE(down);
  REQUIRE(up);
  CHECK(down->value == 3250 * (9.0 - 12.0));
  CHECK(up->value == 3250 * (12.0 - 9.0));
}
