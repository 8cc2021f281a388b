// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/bounds.hpp"

#include <nytta/appraisal/evaluate.hpp>
#include <nytta/appraisal/gradient.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "core/interval.hpp"

namespace nytta {

template <>
struct number_abilities<interval> {
  static constexpr bool real_powers = true;
  static constexpr bool rates_of_return = false;
};

template <>
interval nothing_or(const interval& all) {
  return interval::around(interval(0), all);
}

template <>
interval through_steps(const interval& /*slope*/) {
  throw undecided();
}

namespace {

class narrowing_box {
 public:
  narrowing_box(const appraisal& of, int node, range_end which) : node_(node), which_(which), steps_(of.steps) {
    steps_.nodes.resize(static_cast<std::size_t>(node) + 1);
    for (const auto& f : of.factors) {
      if (!f.low.empty() && f.node <= node) open_.push_back(&f);
    }
  }

  std::optional<bound> find() {
    while (true) {
      evaluate_box();
      const auto& reached = values_[static_cast<std::size_t>(node_)];
      if (!reached.decided || reached.how != status::ok || reached.numbers.empty()) return std::nullopt;
      if (open_.empty()) return bound{std::move(steps_), true, 0};
      if (!settle_some()) {
        const interval& all = reached.numbers.front();
        return bound{std::move(steps_), false, which_ == range_end::low ? all.low() : all.high()};
      }
    }
  }

 private:
  void evaluate_box() {
    values_.assign(steps_.nodes.size(), {});
    for (const factor_node* f : open_) {
      auto& numbers = values_[static_cast<std::size_t>(f->node)].numbers;
      for (std::size_t c = 0; c < f->low.size(); ++c) {
        numbers.push_back(interval::around(interval::of_decimal(f->low[c]), interval::of_decimal(f->high[c])));
      }
    }
    const arithmetic<interval> by{};
    detail::evaluator<interval> each(steps_, by, values_);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (values_[i].numbers.empty()) each.evaluate(static_cast<int>(i));
    }
  }

  /// Puts the factors whose slopes keep one sign at their ends; false when there are none.
  bool settle_some() {
    const auto slopes = gradient(steps_, values_, node_);
    const std::size_t before = open_.size();
    std::erase_if(open_, [&](const factor_node* f) {
      if (!slopes.known(f->node)) return false;
      bool rises = true;
      bool falls = true;
      for (std::size_t c = 0; c < f->low.size(); ++c) {
        rises = rises && slopes.at(f->node, c).low() >= 0;
        falls = falls && slopes.at(f->node, c).high() <= 0;
      }
      if (!rises && !falls) return false;
      if (rises && falls) return true;  // it moves nothing
      const bool at_low = rises == (which_ == range_end::low);
      steps_.nodes[static_cast<std::size_t>(f->node)].numbers = at_low ? f->low : f->high;
      return true;
    });
    return open_.size() != before;
  }

  int node_;
  range_end which_;
  working steps_;
  std::vector<const factor_node*> open_;
  std::vector<node_value<interval>> values_;
};

}  // namespace

std::optional<bound> bound_of(const appraisal& of, int node, range_end which) {
  return narrowing_box(of, node, which).find();
}

}  // namespace nytta
