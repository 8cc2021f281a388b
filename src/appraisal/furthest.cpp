// SPDX-License-Identifier: Apache-2.0
#include "appraisal/furthest.hpp"

#include <nytta/appraisal/evaluate.hpp>
#include <nytta/appraisal/gradient.hpp>
#include <nytta/core/decimal_double.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "appraisal/dependence.hpp"
#include "appraisal/single_number.hpp"

namespace nytta {

namespace {

/// The nodes' numbers, so turned that less is further: what stands first weighs most.
std::optional<std::vector<double>> standing(const std::vector<node_value<double>>& values, std::span<const int> nodes,
                                            direction which) {
  std::vector<double> out;
  for (const int node : nodes) {
    const auto number = single_number(values, node);
    if (!number) return std::nullopt;
    out.push_back(which == direction::down ? *number : -*number);
  }
  return out;
}

/// The steps that a node may rest on: inputs stand before their users. What is said of a step is left out.
working up_to(const working& steps, int node) {
  working out{steps.first_year, steps.years, {}, steps.terms};
  out.nodes.reserve(static_cast<std::size_t>(node) + 1);
  for (int i = 0; i <= node; ++i) {
    const auto& n = steps[i];
    out.nodes.push_back({n.what, n.form, n.inputs, n.numbers, n.integers, n.why, n.mode, n.terms, {}, {}, {}, {}});
  }
  return out;
}

/// A working on its way to where some nodes are furthest.
class furthest_search {
 public:
  furthest_search(const appraisal& of, working steps, std::span<const int> nodes, direction which)
      : of_(of), nodes_(nodes), which_(which), steps_(std::move(steps)), values_(evaluate<double>(steps_)) {
    reached_ = standing(values_, nodes_, which_);
    everywhere_ = reached_.has_value();
    std::vector<int> inputs;
    for (const auto& f : of_.factors) {
      if (!f.low.empty() && f.node < static_cast<int>(steps_.nodes.size())) {
        ranged_.push_back(&f);
        inputs.push_back(f.node);
      }
    }
    for (const int node : nodes_) rests_.emplace_back(steps_, inputs, node);
  }

  void run() {
    constexpr int most_turns = 3;
    climb();
    for (int turn = 0; turn < most_turns && move_sideways(); ++turn) climb();
  }

  [[nodiscard]] const std::optional<std::vector<double>>& reached() const { return reached_; }
  [[nodiscard]] bool everywhere() const { return everywhere_; }
  [[nodiscard]] const working& steps() const { return steps_; }

 private:
  enum class moves : unsigned char { none, better, worse };

  void climb() {
    constexpr int most_rounds = 5;
    bool moved = true;
    for (int round = 0; moved && round < most_rounds; ++round) {
      bool by_trial = true;
      for (int sweep = 0; reached_ && sweep < most_rounds; ++sweep) {
        const auto together = move_together();
        by_trial = together == moves::worse;
        if (together != moves::better) break;
      }
      moved = false;
      for (const factor_node* f : ranged_) {
        if (by_trial || !reached_ || !affine_in(f->node)) moved = try_ends(*f) || moved;
      }
    }
  }

  [[nodiscard]] bool affine_in(int input) const {
    return std::all_of(rests_.begin(), rests_.end(), [&](const dependence& d) { return d.affine_in(input); });
  }

  /// Where the nodes are affine in a factor, their slopes tell which end is further. All such factors are moved at
  /// once; what they do together may still be worse.
  moves move_together() {
    std::vector<gradient_of<double>> slopes;
    for (const int node : nodes_) slopes.push_back(gradient(steps_, values_, node));
    std::vector<std::pair<int, std::vector<decimal>>> before;
    for (const factor_node* f : ranged_) {
      if (!affine_in(f->node)) continue;
      auto& numbers = steps_.nodes[static_cast<std::size_t>(f->node)].numbers;
      for (const auto* end : {&f->low, &f->high}) {
        if (numbers == *end || !further(slopes, f->node, *end)) continue;
        before.emplace_back(f->node, std::exchange(numbers, *end));
        break;
      }
    }
    if (before.empty()) return moves::none;
    auto values = evaluate<double>(steps_);
    auto there = standing(values, nodes_, which_);
    if (there && *there < *reached_) {
      reached_ = std::move(there);
      values_ = std::move(values);
      return moves::better;
    }
    for (auto& [node, numbers] : before) steps_.nodes[static_cast<std::size_t>(node)].numbers = std::move(numbers);
    return moves::worse;
  }

  /// By the first of the nodes that the move changes.
  [[nodiscard]] bool further(const std::vector<gradient_of<double>>& slopes, int input,
                             const std::vector<decimal>& end) const {
    const auto& now = values_[static_cast<std::size_t>(input)].numbers;
    for (const auto& slope : slopes) {
      double change = 0;
      for (std::size_t c = 0; c < now.size(); ++c) change += slope.at(input, c) * (to_double(end[c]) - now[c]);
      if (change != 0) return (which_ == direction::down) == (change < 0);
    }
    return false;
  }

  bool try_ends(const factor_node& f) {
    const std::vector<int> path = nodes_between(steps_, f.node, nodes_);
    auto& numbers = steps_.nodes[static_cast<std::size_t>(f.node)].numbers;
    const auto& likely = of_.steps[f.node].numbers;
    bool moved = false;
    bool gap = false;  // an end without a number: then the likely value may be further than the other end
    for (const auto* end : std::array<const std::vector<decimal>*, 3>{&f.low, &f.high, &likely}) {
      if (numbers == *end || (end == &likely && !gap)) continue;
      auto before = std::exchange(numbers, *end);
      evaluate_again<double>(steps_, path, values_);
      auto there = standing(values_, nodes_, which_);
      gap = gap || !there;
      everywhere_ = everywhere_ && there.has_value();
      if (there && (!reached_ || *there < *reached_)) {
        reached_ = std::move(there);
        moved = true;
      } else {
        numbers = std::move(before);
        evaluate_again<double>(steps_, path, values_);
      }
    }
    return moved;
  }

  /// The nodes' numbers with a factor moved there.
  std::optional<std::vector<double>> moved_to(const factor_node& f, const std::vector<decimal>& end) {
    const std::vector<int> path = nodes_between(steps_, f.node, nodes_);
    auto& numbers = steps_.nodes[static_cast<std::size_t>(f.node)].numbers;
    auto before = std::exchange(numbers, end);
    evaluate_again<double>(steps_, path, values_);
    auto there = standing(values_, nodes_, which_);
    numbers = std::move(before);
    evaluate_again<double>(steps_, path, values_);
    return there;
  }

  /// Two numbers that tie in a maximum move nothing downwards alone, and do together: every factor of which one end
  /// changes nothing goes there at once. What has then not helped goes back.
  bool move_sideways() {
    if (!reached_) return false;
    std::vector<std::pair<const factor_node*, const std::vector<decimal>*>> sideways;
    for (const factor_node* f : ranged_) {
      if (affine_in(f->node)) continue;
      std::vector<const std::vector<decimal>*> level;
      for (const auto* end : {&f->low, &f->high}) {
        if (steps_[f->node].numbers != *end && moved_to(*f, *end) == reached_) level.push_back(end);
      }
      if (level.size() == 1) sideways.emplace_back(f, level.front());
    }
    if (sideways.size() < 2) return false;
    std::vector<std::vector<decimal>> before;
    for (const auto& [f, end] : sideways) {
      before.push_back(std::exchange(steps_.nodes[static_cast<std::size_t>(f->node)].numbers, *end));
    }
    values_ = evaluate<double>(steps_);
    auto there = standing(values_, nodes_, which_);
    const bool better = there && *there < *reached_;
    if (better) reached_ = std::move(there);
    for (std::size_t i = 0; i < sideways.size(); ++i) {
      const factor_node& f = *sideways[i].first;
      if (better && moved_to(f, before[i]) != reached_) continue;
      steps_.nodes[static_cast<std::size_t>(f.node)].numbers = std::move(before[i]);
      if (better) evaluate_again<double>(steps_, nodes_between(steps_, f.node, nodes_), values_);
    }
    if (!better) values_ = evaluate<double>(steps_);
    return better;
  }

  const appraisal& of_;
  std::span<const int> nodes_;
  direction which_;
  working steps_;
  std::vector<node_value<double>> values_;
  std::optional<std::vector<double>> reached_;
  bool everywhere_ = true;
  std::vector<const factor_node*> ranged_;
  std::vector<dependence> rests_;
};

}  // namespace

std::optional<double> likely_of(const appraisal& of, int node) {
  std::vector<node_value<double>> values(static_cast<std::size_t>(node) + 1);
  const arithmetic<double> by{};
  detail::evaluator<double> each(of.steps, by, values);
  for (int i = 0; i <= node; ++i) each.evaluate(i);
  return single_number(values, node);
}

std::optional<furthest> furthest_of(const appraisal& of, const working& start, std::span<const int> nodes,
                                    direction which) {
  const int last = *std::max_element(nodes.begin(), nodes.end());
  furthest_search search(of, up_to(start, last), nodes, which);
  search.run();
  const auto& reached = search.reached();
  if (!reached) return std::nullopt;
  furthest out{start, which == direction::down ? reached->front() : -reached->front(), search.everywhere()};
  for (const auto& f : of.factors) {
    if (f.node > last) continue;
    out.steps.nodes[static_cast<std::size_t>(f.node)].numbers = search.steps()[f.node].numbers;
  }
  return out;
}

}  // namespace nytta
