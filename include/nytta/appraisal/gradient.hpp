// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/evaluate.hpp>
#include <nytta/core/arithmetic.hpp>
#include <nytta/core/dual.hpp>
#include <nytta/core/working.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/npv.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

// The gradient: how a figure answers to a small change of each number that it rests on, all in one sweep backwards
// over the working. Sums and products are walked by their rules; what is a formula of its own (discount factors,
// payback, a modified rate) is calculated in duals.

namespace nytta {

template <class Number>
struct number_abilities<dual<Number>> {
  static constexpr bool real_powers = number_abilities<Number>::real_powers;
  static constexpr bool rates_of_return = false;  // by −NPV_x / NPV_r instead
};

/// Nothing or all of a slope: what is known where two numbers may stand in either order. Only an interval can say it.
template <class Number>
[[nodiscard]] Number nothing_or(const Number& /*all*/) {
  throw undecided();
}

/// Rounding goes up in steps; seen from afar they follow the number. An interval may span a step, and cannot say it.
template <class Number>
[[nodiscard]] Number through_steps(const Number& slope) {
  return slope;
}

/// The derivatives of one figure by every number of every node.
template <class Number>
class gradient_of {
 public:
  explicit gradient_of(const std::vector<node_value<Number>>& values) : states_(values.size()) {
    places_.reserve(values.size() + 1);
    places_.push_back(0);
    for (const auto& v : values) places_.push_back(places_.back() + v.numbers.size());
    slopes_.assign(places_.back(), Number(0));
  }

  /// The derivative by a node's number in a column; 0 where the figure does not rest on it.
  [[nodiscard]] const Number& at(int node, std::size_t column) const { return slopes_[place(node, column)]; }
  /// Does the figure bend here, so that a rise and a fall of the node's numbers have different slopes?
  [[nodiscard]] bool kink(int node) const { return state(node).kink; }
  /// Could the slope be found? Not where the figure has no number, where too few digits decide which way a formula
  /// goes, nor of a list of rates.
  [[nodiscard]] bool known(int node) const { return !state(node).lost; }
  /// Does the figure rest on the node?
  [[nodiscard]] bool reached(int node) const { return state(node).reached; }

 private:
  template <class>
  friend class gradient_sweep;

  struct node_state {
    bool reached = false;
    bool kink = false;
    bool lost = false;
  };
  [[nodiscard]] const node_state& state(int node) const { return states_[static_cast<std::size_t>(node)]; }
  [[nodiscard]] std::size_t place(int node, std::size_t column) const {
    const auto i = static_cast<std::size_t>(node);
    return places_[i] + (places_[i + 1] - places_[i] == 1 ? 0 : column);
  }

  std::vector<std::size_t> places_;
  std::vector<Number> slopes_;
  std::vector<node_state> states_;
};

template <class Number>
class gradient_sweep {
 public:
  gradient_sweep(const working& steps, const std::vector<node_value<Number>>& values, const arithmetic<Number>& by)
      : steps_(steps), values_(values), by_(by), out_(values) {}

  gradient_of<Number> of(int figure, std::size_t column) {
    const auto& root = values_[static_cast<std::size_t>(figure)];
    auto& start = out_.states_[static_cast<std::size_t>(figure)];
    start.reached = true;
    start.lost = root.how != status::ok || root.numbers.empty();
    if (!start.lost) out_.slopes_[out_.place(figure, column)] = Number(1);
    for (int i = figure; i >= 0; --i) {
      const auto& here = out_.states_[static_cast<std::size_t>(i)];
      if (!here.reached) continue;
      for (const int k : steps_[i].inputs) {
        auto& input = out_.states_[static_cast<std::size_t>(k)];
        input.reached = true;
        input.kink = input.kink || here.kink;
        input.lost = input.lost || here.lost;
      }
      if (here.lost) continue;
      try {
        pass_on(i);
      } catch (const undecided&) {
        for (const int k : steps_[i].inputs) out_.states_[static_cast<std::size_t>(k)].lost = true;
      }
    }
    return std::move(out_);
  }

 private:
  using moving = dual<Number>;

  [[nodiscard]] const node_value<Number>& value(int i) const { return values_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] const Number& input(const node& n, std::size_t k, std::size_t column) const {
    return value(n.inputs[k]).at(column);
  }
  [[nodiscard]] const Number& slope(int i, std::size_t column) const { return out_.slopes_[out_.place(i, column)]; }
  void add(const node& n, std::size_t k, std::size_t column, const Number& by) {
    out_.slopes_[out_.place(n.inputs[k], column)] += by;
  }
  void mark_kink(int input) { out_.states_[static_cast<std::size_t>(input)].kink = true; }
  [[nodiscard]] std::size_t years() const { return static_cast<std::size_t>(steps_.years); }

  /// Exactly 0.
  [[nodiscard]] static bool is_nothing(const Number& slope) {
    try {
      return slope == Number(0);
    } catch (const undecided&) {
      return false;
    }
  }
  void pass_on(int i);
  void product(int i);
  void quotient(int i);
  void extreme(int i);
  void lowest(int i);
  void by_duals(int i);
  void rate_of_return(int i);
  void bends_where_paid_back(int i);

  const working& steps_;
  const std::vector<node_value<Number>>& values_;
  const arithmetic<Number>& by_;
  gradient_of<Number> out_;
  std::vector<node_value<moving>> moving_;
};

template <class Number>
void gradient_sweep<Number>::product(int i) {
  const node& n = steps_[i];
  const std::size_t count = n.inputs.size();
  for (std::size_t c = 0; c < value(i).numbers.size(); ++c) {
    std::vector<Number> after(count + 1, Number(1));  // the product of the inputs behind each
    for (std::size_t k = count; k-- > 0;) after[k] = Number(after[k + 1] * input(n, k, c));
    Number before(slope(i, c));
    for (std::size_t k = 0; k < count; ++k) {
      add(n, k, c, Number(before * after[k + 1]));
      before *= input(n, k, c);
    }
  }
}

template <class Number>
void gradient_sweep<Number>::quotient(int i) {
  const node& n = steps_[i];
  for (std::size_t c = 0; c < value(i).numbers.size(); ++c) {
    const Number& below = input(n, 1, c);
    const bool stands_in = n.what == operation::ratio ? !(Number(0) < below) : below == Number(0);
    if (stands_in) continue;  // a method's number where there is no quotient
    const Number share = by_.divide(slope(i, c), below);
    add(n, 0, c, share);
    add(n, 1, c, Number(-Number(share * value(i).at(c))));
  }
}

template <class Number>
void gradient_sweep<Number>::extreme(int i) {
  const node& n = steps_[i];
  for (std::size_t c = 0; c < value(i).numbers.size(); ++c) {
    if (is_nothing(slope(i, c))) continue;  // the figure does not rest on it, and does not bend with it
    const auto beats = [&](std::size_t a, std::size_t b) {
      return n.what == operation::minimum ? input(n, a, c) < input(n, b, c) : input(n, b, c) < input(n, a, c);
    };
    try {
      std::size_t best = 0;
      for (std::size_t k = 1; k < n.inputs.size(); ++k) best = beats(k, best) ? k : best;
      for (std::size_t k = 0; k < n.inputs.size(); ++k) {
        if (k == best || n.inputs[k] == n.inputs[best] || !(input(n, k, c) == input(n, best, c))) continue;
        mark_kink(n.inputs[k]);
        mark_kink(n.inputs[best]);
      }
      add(n, best, c, slope(i, c));
    } catch (const undecided&) {
      for (std::size_t k = 0; k < n.inputs.size(); ++k) add(n, k, c, nothing_or(slope(i, c)));
    }
  }
}

template <class Number>
void gradient_sweep<Number>::lowest(int i) {
  const node& n = steps_[i];
  const std::size_t count = value(n.inputs[0]).numbers.size();
  if (is_nothing(slope(i, 0))) return;
  try {
    std::size_t best = 0;
    for (std::size_t c = 1; c < count; ++c) best = input(n, 0, c) < input(n, 0, best) ? c : best;
    for (std::size_t c = 0; c < count; ++c) {
      if (c != best && input(n, 0, c) == input(n, 0, best)) mark_kink(n.inputs[0]);
    }
    add(n, 0, best, slope(i, 0));
  } catch (const undecided&) {
    for (std::size_t c = 0; c < count; ++c) add(n, 0, c, nothing_or(slope(i, 0)));
  }
}

/// The node's own formula in duals, once for each number that it rests on.
template <class Number>
void gradient_sweep<Number>::by_duals(int i) {
  const node& n = steps_[i];
  moving_.resize(values_.size());
  for (const int k : n.inputs) {
    auto& still = moving_[static_cast<std::size_t>(k)];
    still = {};
    for (const Number& x : value(k).numbers) still.numbers.emplace_back(x);
  }
  const arithmetic<moving> by{};
  detail::evaluator<moving> each(steps_, by, moving_);
  std::vector<int> done;
  for (const int k : n.inputs) {
    bool again = false;
    for (const int other : done) again = again || other == k;
    if (again) continue;
    done.push_back(k);
    auto& numbers = moving_[static_cast<std::size_t>(k)].numbers;
    for (std::size_t c = 0; c < numbers.size(); ++c) {
      numbers[c] = moving(value(k).numbers[c], Number(1));
      auto& answer = moving_[static_cast<std::size_t>(i)];
      answer = {};
      each.evaluate(i);
      if (!answer.decided) throw undecided();
      Number total(0);
      for (std::size_t column = 0; column < answer.numbers.size(); ++column) {
        total += Number(slope(i, column) * answer.numbers[column].slope());
      }
      out_.slopes_[out_.place(k, c)] += total;
      numbers[c] = moving(value(k).numbers[c]);
    }
  }
}

/// A sum that is just 0 where the payback is settled: paid back on one side of it, not on the other. Where another
/// year settles it in any case, a sum of 0 means nothing.
template <class Number>
void gradient_sweep<Number>::bends_where_paid_back(int i) {
  const node& n = steps_[i];
  const bool lasting = n.what == operation::payback;
  bool bends = false;
  for (const Number& sum : cumulate(value(n.inputs[0]).numbers)) {
    if (sum == Number(0)) {
      bends = true;
    } else if (sum < Number(0)) {
      if (lasting) bends = false;
    } else if (!lasting) {
      break;
    }
  }
  if (bends) mark_kink(n.inputs[0]);
}

/// dr/da_t = −v(t) / (dNPV/dr), at the rate r.
template <class Number>
void gradient_sweep<Number>::rate_of_return(int i) {
  const node& n = steps_[i];
  if (value(i).numbers.size() != 1) throw undecided();
  const auto& flows = value(n.inputs[0]).numbers;
  std::vector<moving> still;
  for (const Number& x : flows) still.emplace_back(x);
  const auto schedule = discount_schedule<moving>::flat(moving(value(i).numbers.front(), Number(1)));
  const horizon columns{0, static_cast<int>(flows.size()), 0};
  const auto factors = discount_factors(schedule, columns, timing::start, arithmetic<moving>{});
  const Number by_rate = npv(still, factors).slope();
  Number terms(0);
  for (std::size_t c = 0; c < flows.size(); ++c) {
    const Number one(flows[c] * factors[c].slope());
    terms += one < Number(0) ? Number(-one) : one;
  }
  // A double root, found to half of its digits, parts or is lost.
  const Number size(by_rate < Number(0) ? Number(-by_rate) : by_rate);
  if (!(terms < Number(size * Number(1'000'000)))) {
    mark_kink(n.inputs[0]);
    return;
  }
  for (std::size_t c = 0; c < flows.size(); ++c) {
    add(n, 0, c, Number(-Number(slope(i, 0) * by_.divide(factors[c].value(), by_rate))));
  }
}

template <class Number>
void gradient_sweep<Number>::pass_on(int i) {
  const node& n = steps_[i];
  const std::size_t count = value(i).numbers.size();
  switch (n.what) {
    case operation::input:
    case operation::literal:
    case operation::absent:
    case operation::break_even_year: return;  // a calendar year stands still until it jumps
    case operation::add:
      for (std::size_t c = 0; c < count; ++c) {
        for (std::size_t k = 0; k < n.inputs.size(); ++k) add(n, k, c, slope(i, c));
      }
      return;
    case operation::subtract:
      for (std::size_t c = 0; c < count; ++c) {
        add(n, 0, c, slope(i, c));
        for (std::size_t k = 1; k < n.inputs.size(); ++k) add(n, k, c, Number(-slope(i, c)));
      }
      return;
    case operation::negate:
      for (std::size_t c = 0; c < count; ++c) add(n, 0, c, Number(-slope(i, c)));
      return;
    case operation::multiply: return product(i);
    case operation::divide:
    case operation::ratio: return quotient(i);
    case operation::minimum:
    case operation::maximum: return extreme(i);
    case operation::lowest: return lowest(i);
    case operation::per_year:
      for (std::size_t c = 0; c < count; ++c) add(n, c, c, slope(i, c));
      return;
    case operation::at_column: return add(n, 0, static_cast<std::size_t>(n.integers[0]), slope(i, 0));
    case operation::cumulate: {
      Number later(0);
      for (std::size_t c = count; c-- > 0;) {
        later += slope(i, c);
        add(n, 0, c, later);
      }
      return;
    }
    case operation::convert_unit:
      for (std::size_t c = 0; c < count; ++c) {
        add(n, 0, c,
            by_.divide(Number(slope(i, c) * from_decimal<Number>(n.numbers[0])), from_decimal<Number>(n.numbers[1])));
      }
      return;
    case operation::present_value:
      for (std::size_t c = 0; c < years(); ++c) {
        add(n, 0, c, Number(slope(i, 0) * input(n, 1, c)));
        add(n, 1, c, Number(slope(i, 0) * input(n, 0, c)));
      }
      return;
    case operation::round:
      for (std::size_t c = 0; c < count; ++c) add(n, 0, c, through_steps(slope(i, c)));
      return;
    case operation::payback:
    case operation::payback_first: bends_where_paid_back(i); return by_duals(i);
    case operation::power:
    case operation::uptake_linear:
    case operation::uptake_s_curve:
    case operation::change_price_level:
    case operation::discount_factor:
    case operation::annuity_factor: return by_duals(i);
    case operation::modified_internal_rate_of_return:
      for (const Number& flow : value(n.inputs[0]).numbers) {  // a gain on one side of it, an outlay on the other
        if (flow == Number(0)) mark_kink(n.inputs[0]);
      }
      return by_duals(i);
    case operation::internal_rate_of_return: return rate_of_return(i);
  }
}

/// The derivatives of a node's number in a column by every number before it. `values` are those of evaluate().
template <class Number>
[[nodiscard]] gradient_of<Number> gradient(const working& steps, const std::vector<node_value<Number>>& values,
                                           int figure, std::size_t column = 0, const arithmetic<Number>& by = {}) {
  return gradient_sweep<Number>(steps, values, by).of(figure, column);
}

}  // namespace nytta
