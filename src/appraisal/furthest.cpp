// SPDX-License-Identifier: Apache-2.0
#include "appraisal/furthest.hpp"

#include <nytta/appraisal/evaluate.hpp>

#include <cstddef>
#include <utility>

namespace nytta {

namespace {

std::optional<double> number_of(const working& steps, int node) {
  const auto values = evaluate<double>(steps);
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

}  // namespace

std::optional<double> likely_of(const appraisal& of, int node) { return number_of(up_to(of.steps, node), node); }

std::optional<furthest> furthest_of(const appraisal& of, int node, direction which) {
  working steps = up_to(of.steps, node);
  std::optional<double> reached = number_of(steps, node);
  constexpr int most_rounds = 5;
  bool moved = true;
  for (int round = 0; moved && reached && round < most_rounds; ++round) {
    moved = false;
    for (const auto& f : of.factors) {
      if (f.low.empty() || f.node > node) continue;
      auto& numbers = steps.nodes[static_cast<std::size_t>(f.node)].numbers;
      for (const auto* end : {&f.low, &f.high}) {
        auto before = numbers;
        numbers = *end;
        const auto there = number_of(steps, node);
        if (!there) return std::nullopt;
        const bool further = which == direction::down ? *there < *reached : *there > *reached;
        if (further) reached = there;
        if (!further) numbers = std::move(before);
        moved = moved || further;
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
