// SPDX-License-Identifier: Apache-2.0
#include "appraisal/furthest.hpp"

#include <nytta/appraisal/evaluate.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace nytta {

namespace {

std::optional<double> number_of(const std::vector<node_value<double>>& values, int node) {
  const auto& at = values[static_cast<std::size_t>(node)];
  if (at.how != status::ok || at.numbers.empty()) return std::nullopt;
  return at.numbers.front();
}

/// The nodes' numbers, so turned that less is further: what stands first weighs most.
std::optional<std::vector<double>> standing(const std::vector<node_value<double>>& values, std::span<const int> nodes,
                                            direction which) {
  std::vector<double> out;
  for (const int node : nodes) {
    const auto number = number_of(values, node);
    if (!number) return std::nullopt;
    out.push_back(which == direction::down ? *number : -*number);
  }
  return out;
}

/// The steps that a node may rest on: inputs stand before their users.
working up_to(const working& steps, int node) {
  working out = steps;
  out.nodes.resize(static_cast<std::size_t>(node) + 1);
  return out;
}

/// The nodes through which a factor reaches the nodes in question, in order; `steps` ends with the last of them.
std::vector<int> between(const working& steps, int factor, std::span<const int> nodes) {
  const int last = static_cast<int>(steps.nodes.size()) - 1;
  std::vector<char> moved(steps.nodes.size());
  std::vector<char> needed(steps.nodes.size());
  moved[static_cast<std::size_t>(factor)] = 1;
  for (const int node : nodes) needed[static_cast<std::size_t>(node)] = 1;
  for (int i = last; i >= 0; --i) {
    if (needed[static_cast<std::size_t>(i)] == 0) continue;
    for (const int k : steps[i].inputs) needed[static_cast<std::size_t>(k)] = 1;
  }
  std::vector<int> out;
  for (int i = factor; i <= last; ++i) {
    auto& here = moved[static_cast<std::size_t>(i)];
    for (const int k : steps[i].inputs) here = here != 0 || moved[static_cast<std::size_t>(k)] != 0 ? 1 : 0;
    if (here != 0 && needed[static_cast<std::size_t>(i)] != 0) out.push_back(i);
  }
  return out;
}

}  // namespace

std::optional<double> likely_of(const appraisal& of, int node) {
  return number_of(evaluate<double>(up_to(of.steps, node)), node);
}

std::optional<furthest> furthest_of(const appraisal& of, const working& start, std::span<const int> nodes,
                                    direction which) {
  const int last = *std::max_element(nodes.begin(), nodes.end());
  working steps = up_to(start, last);
  auto values = evaluate<double>(steps);
  auto reached = standing(values, nodes, which);
  constexpr int most_rounds = 5;
  bool moved = true;
  bool everywhere = reached.has_value();
  for (int round = 0; moved && round < most_rounds; ++round) {
    moved = false;
    for (const auto& f : of.factors) {
      if (f.low.empty() || f.node > last) continue;
      const std::vector<int> path = between(steps, f.node, nodes);
      auto& numbers = steps.nodes[static_cast<std::size_t>(f.node)].numbers;
      const auto& likely = of.steps[f.node].numbers;
      bool gap = false;  // an end without a number: then the likely value may be further than the other end
      for (const auto* end : std::array<const std::vector<decimal>*, 3>{&f.low, &f.high, &likely}) {
        if (numbers == *end || (end == &likely && !gap)) continue;
        auto before = std::exchange(numbers, *end);
        evaluate_again<double>(steps, path, values);
        auto there = standing(values, nodes, which);
        gap = gap || !there;
        everywhere = everywhere && there.has_value();
        if (there && (!reached || *there < *reached)) {
          reached = std::move(there);
          moved = true;
        } else {
          numbers = std::move(before);
          evaluate_again<double>(steps, path, values);
        }
      }
    }
  }
  if (!reached) return std::nullopt;
  furthest out{start, which == direction::down ? reached->front() : -reached->front(), everywhere};
  for (const auto& f : of.factors) {
    if (f.node > last) continue;
    const auto at = static_cast<std::size_t>(f.node);
    out.steps.nodes[at].numbers = steps.nodes[at].numbers;
  }
  return out;
}

}  // namespace nytta
