// SPDX-License-Identifier: Apache-2.0
#include "appraisal/furthest.hpp"

#include <nytta/appraisal/evaluate.hpp>

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

/// The steps that a node may rest on: inputs stand before their users.
working up_to(const working& steps, int node) {
  working out = steps;
  out.nodes.resize(static_cast<std::size_t>(node) + 1);
  return out;
}

/// The nodes through which a factor reaches the node in question, in order.
std::vector<int> between(const working& steps, int factor, int node) {
  const auto size = static_cast<std::size_t>(node) + 1;
  std::vector<char> moved(size);
  std::vector<char> needed(size);
  moved[static_cast<std::size_t>(factor)] = 1;
  needed[size - 1] = 1;
  for (int i = node; i >= 0; --i) {
    if (needed[static_cast<std::size_t>(i)] == 0) continue;
    for (const int k : steps[i].inputs) needed[static_cast<std::size_t>(k)] = 1;
  }
  std::vector<int> out;
  for (int i = factor; i <= node; ++i) {
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

std::optional<furthest> furthest_of(const appraisal& of, int node, direction which) {
  working steps = up_to(of.steps, node);
  auto values = evaluate<double>(steps);
  std::optional<double> reached = number_of(values, node);
  constexpr int most_rounds = 5;
  bool moved = true;
  for (int round = 0; moved && reached && round < most_rounds; ++round) {
    moved = false;
    for (const auto& f : of.factors) {
      if (f.low.empty() || f.node > node) continue;
      const std::vector<int> path = between(steps, f.node, node);
      auto& numbers = steps.nodes[static_cast<std::size_t>(f.node)].numbers;
      for (const auto* end : {&f.low, &f.high}) {
        if (numbers == *end) continue;
        auto before = std::exchange(numbers, *end);
        evaluate_again<double>(steps, path, values);
        const auto there = number_of(values, node);
        if (!there) return std::nullopt;
        const bool further = which == direction::down ? *there < *reached : *there > *reached;
        if (further) {
          reached = there;
          moved = true;
        } else {
          numbers = std::move(before);
          evaluate_again<double>(steps, path, values);
        }
      }
    }
  }
  if (!reached) return std::nullopt;
  furthest out{of.steps, *reached};
  for (const auto& f : of.factors) {
    if (f.node > node) continue;
    const auto at = static_cast<std::size_t>(f.node);
    out.steps.nodes[at].numbers = steps.nodes[at].numbers;
  }
  return out;
}

}  // namespace nytta
