// SPDX-License-Identifier: Apache-2.0
#include "appraisal/dependence.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace nytta {

namespace {

using indices = std::vector<int>;

void sort_once(indices& of) {
  std::sort(of.begin(), of.end());
  of.erase(std::unique(of.begin(), of.end()), of.end());
}

void take(indices& into, const indices& more) { into.insert(into.end(), more.begin(), more.end()); }

/// What stands in more than one of the sets.
indices shared(const std::vector<const indices*>& sets) {
  indices all;
  for (const indices* s : sets) take(all, *s);
  std::sort(all.begin(), all.end());
  indices twice;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i] == all[i - 1]) twice.push_back(all[i]);
  }
  sort_once(twice);
  return twice;
}

/// How an operation takes an input: as a sum does, as a product does (affine where no other factor of it moves with
/// the same input), or bent.
enum class use : unsigned char { sum, product, bend };

use use_of(operation what, std::size_t input) {
  switch (what) {
    case operation::input:
    case operation::literal:
    case operation::absent:
    case operation::add:
    case operation::subtract:
    case operation::negate:
    case operation::per_year:
    case operation::at_column:
    case operation::cumulate:
    case operation::uptake_linear:
    case operation::uptake_s_curve:
    case operation::convert_unit: return use::sum;
    case operation::multiply:
    case operation::present_value: return use::product;
    case operation::divide:
    case operation::ratio: return input == 0 ? use::product : use::bend;
    case operation::change_price_level: return input < 2 ? use::product : use::bend;
    case operation::minimum:
    case operation::maximum:
    case operation::power:
    case operation::lowest:
    case operation::discount_factor:
    case operation::annuity_factor:
    case operation::payback:
    case operation::payback_first:
    case operation::break_even_year:
    case operation::internal_rate_of_return:
    case operation::modified_internal_rate_of_return:
    case operation::round: break;
  }
  return use::bend;
}

}  // namespace

dependence::dependence(const working& steps, std::span<const int> inputs, int node) {
  const auto count = static_cast<std::size_t>(node) + 1;
  std::vector<indices> reached(count);
  std::vector<indices> bent(count);
  for (const int i : inputs) {
    if (i <= node) reached[static_cast<std::size_t>(i)] = {i};
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto& n = steps.nodes[i];
    std::vector<const indices*> factors;
    for (std::size_t k = 0; k < n.inputs.size(); ++k) {
      const auto at = static_cast<std::size_t>(n.inputs[k]);
      if (reached[at].empty()) continue;
      take(reached[i], reached[at]);
      const use how = use_of(n.what, k);
      take(bent[i], how == use::bend ? reached[at] : bent[at]);
      if (how == use::product) factors.push_back(&reached[at]);
    }
    if (factors.size() > 1) take(bent[i], shared(factors));
    sort_once(reached[i]);
    sort_once(bent[i]);
  }
  reached_ = std::move(reached.back());
  bent_ = std::move(bent.back());
}

bool dependence::holds(const std::vector<int>& sorted, int input) {
  return std::binary_search(sorted.begin(), sorted.end(), input);
}

std::vector<int> nodes_between(const working& steps, int input, std::span<const int> nodes) {
  const int last = *std::max_element(nodes.begin(), nodes.end());
  std::vector<char> moved(steps.nodes.size());
  std::vector<char> needed(steps.nodes.size());
  moved[static_cast<std::size_t>(input)] = 1;
  for (const int node : nodes) needed[static_cast<std::size_t>(node)] = 1;
  for (int i = last; i >= 0; --i) {
    if (needed[static_cast<std::size_t>(i)] == 0) continue;
    for (const int k : steps[i].inputs) needed[static_cast<std::size_t>(k)] = 1;
  }
  std::vector<int> out;
  for (int i = input; i <= last; ++i) {
    auto& here = moved[static_cast<std::size_t>(i)];
    for (const int k : steps[i].inputs) here = here != 0 || moved[static_cast<std::size_t>(k)] != 0 ? 1 : 0;
    if (here != 0 && needed[static_cast<std::size_t>(i)] != 0) out.push_back(i);
  }
  return out;
}

}  // namespace nytta
