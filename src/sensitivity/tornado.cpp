// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/evaluate.hpp>
#include <nytta/appraisal/gradient.hpp>
#include <nytta/core/decimal_double.hpp>
#include <nytta/sensitivity/tornado.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "appraisal/dependence.hpp"
#include "appraisal/single_number.hpp"

namespace nytta {

namespace {

double swing(const tornado_bar& b) { return b.at_low && b.at_high ? std::abs(*b.at_high - *b.at_low) : -1; }

}  // namespace

std::vector<tornado_bar> tornado(const appraisal& of, int node) {
  std::vector<int> inputs;
  for (const auto& f : of.factors) inputs.push_back(f.node);
  const dependence rests(of.steps, inputs, node);
  auto values = evaluate<double>(of.steps);
  const auto likely = single_number(values, node);
  const auto slopes = gradient(of.steps, values, node);
  std::vector<tornado_bar> out;
  std::optional<working> moved;  // copied when a factor needs it
  for (std::size_t i = 0; i < of.factors.size(); ++i) {
    const auto& f = of.factors[i];
    if (f.low.empty() || !rests.on(f.node)) continue;
    tornado_bar bar{i, {}, {}};
    if (likely && rests.affine_in(f.node)) {
      const auto at = [&](const std::vector<decimal>& end) {
        double change = 0;
        for (std::size_t c = 0; c < end.size(); ++c) {
          change += slopes.at(f.node, c) * (to_double(end[c]) - values[static_cast<std::size_t>(f.node)].numbers[c]);
        }
        return *likely + change;
      };
      bar.at_low = at(f.low);
      bar.at_high = at(f.high);
    } else {
      const std::vector<int> path = nodes_between(of.steps, f.node, std::vector{node});
      if (!moved) moved = of.steps;
      working& steps = *moved;
      auto& numbers = steps.nodes[static_cast<std::size_t>(f.node)].numbers;
      for (auto [end, at] : {std::pair(&f.low, &bar.at_low), std::pair(&f.high, &bar.at_high)}) {
        numbers = *end;
        evaluate_again<double>(steps, path, values);
        *at = single_number(values, node);
      }
      numbers = of.steps[f.node].numbers;
      evaluate_again<double>(steps, path, values);
    }
    out.push_back(bar);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const tornado_bar& a, const tornado_bar& b) { return swing(a) > swing(b); });
  return out;
}

}  // namespace nytta
