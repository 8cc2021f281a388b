// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/arithmetic.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/decimal_double.hpp>
#include <nytta/core/working.hpp>
#include <nytta/flow/annuity.hpp>
#include <nytta/flow/break_even.hpp>
#include <nytta/flow/cumulate.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/mirr.hpp>
#include <nytta/flow/npv.hpp>
#include <nytta/flow/payback.hpp>

#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

// The evaluator: gives every node of a working its number, in the caller's number type. Floors 1-4 hold the formulas;
// here each operation only finds the one it means.

namespace nytta {

/// What a number type can do beyond + − × ÷ and comparison. Specialise for a type that lacks real powers (a rational)
/// or finds rates of return elsewhere: nodes that need them are then left `undecided`.
template <class Number>
struct number_abilities {
  static constexpr bool real_powers = true;
  static constexpr bool rates_of_return = true;
};

/// A node's answer: one number, one per year, or a list; or a status with its reason.
template <class Number>
struct node_value {
  status how = status::ok;
  reason why = reason::answered;
  bool decided = true;
  std::vector<Number> numbers;

  /// The number of a column; a scalar stands for every column.
  [[nodiscard]] const Number& at(std::size_t column) const {
    return numbers.size() == 1 ? numbers[0] : numbers[column];
  }
};

namespace detail {

template <class Number>
class evaluator {
 public:
  evaluator(const working& steps, const arithmetic<Number>& by, std::vector<node_value<Number>>& out)
      : steps_(steps), by_(by), out_(out) {}

  void evaluate(int i) {
    const node& n = steps_[i];
    auto& value = out_[static_cast<std::size_t>(i)];
    for (const int k : n.inputs) {
      const auto& in = input_value(k);
      if (!in.decided) {
        value.decided = false;
        return;
      }
      if (in.how != status::ok && in.how != status::several) {
        value.how = status::undefined;
        value.why = in.why;
        return;
      }
    }
    try {
      fill(n, value);
    } catch (const undecided&) {
      value.decided = false;
      value.numbers.clear();
    } catch (const std::invalid_argument&) {  // a rate or growth, made by a factor, at or below −100 %
      value.how = status::undefined;
      value.why = reason::rate_out_of_domain;
      value.numbers.clear();
    }
  }

 private:
  [[nodiscard]] const node_value<Number>& input_value(int k) const { return out_[static_cast<std::size_t>(k)]; }
  [[nodiscard]] const node_value<Number>& input(const node& n, std::size_t k) const { return input_value(n.inputs[k]); }
  [[nodiscard]] std::size_t columns(const node& n) const {
    return n.form == shape::yearly ? static_cast<std::size_t>(steps_.years) : 1;
  }
  static void answer_with(node_value<Number>& value, const answer<Number>& a) {
    value.how = a.state;
    value.why = a.why;
    if (a.has_value()) value.numbers = {a.value};
  }
  /// The input as one number per year, also when it is the same in all.
  [[nodiscard]] std::vector<Number> series(const node& n, std::size_t k) const {
    const auto& in = input(n, k);
    if (in.numbers.size() != 1) return in.numbers;
    return std::vector<Number>(static_cast<std::size_t>(steps_.years), in.numbers[0]);
  }

  void fill(const node& n, node_value<Number>& value);
  void combine(const node& n, node_value<Number>& value);
  void divide(const node& n, node_value<Number>& value);
  void uptake(const node& n, node_value<Number>& value);
  void raise(const node& n, node_value<Number>& value);
  void rates_of_return(const node& n, node_value<Number>& value);
  void modified_rate(const node& n, node_value<Number>& value);
  [[nodiscard]] discount_schedule<Number> schedule(const node& n) const;
  [[nodiscard]] horizon columns_of(const discount_terms& t) const { return {t.first_year, steps_.years, t.base_year}; }

  const working& steps_;
  const arithmetic<Number>& by_;
  std::vector<node_value<Number>>& out_;
};

template <class Number>
void evaluator<Number>::combine(const node& n, node_value<Number>& value) {
  for (std::size_t column = 0; column < columns(n); ++column) {
    Number result(input(n, 0).at(column));
    for (std::size_t k = 1; k < n.inputs.size(); ++k) {
      const Number& next = input(n, k).at(column);
      if (n.what == operation::add) {
        result += next;
      } else if (n.what == operation::subtract) {
        result -= next;
      } else if (n.what == operation::multiply) {
        result *= next;
      } else if (n.what == operation::minimum) {
        result = lesser(result, next);
      } else {
        result = greater(result, next);
      }
    }
    value.numbers.push_back(std::move(result));
  }
}

template <class Number>
void evaluator<Number>::divide(const node& n, node_value<Number>& value) {
  for (std::size_t column = 0; column < columns(n); ++column) {
    const Number& below = input(n, 1).at(column);
    const bool impossible = n.what == operation::ratio ? !(Number(0) < below) : below == Number(0);
    if (impossible && !n.numbers.empty()) {  // what a method shows where there is no ratio
      value.numbers.push_back(from_decimal<Number>(n.numbers.front()));
      continue;
    }
    if (impossible) {
      value.how = status::undefined;
      value.why = n.what == operation::ratio ? n.why : reason::division_by_zero;
      value.numbers.clear();
      return;
    }
    value.numbers.push_back(by_.divide(input(n, 0).at(column), below));
  }
}

template <class Number>
void evaluator<Number>::uptake(const node& n, node_value<Number>& value) {
  const int from = n.integers[0];
  const int to = n.integers[1];
  for (int column = 0; column < steps_.years; ++column) {
    const Number& ceiling = input(n, 0).at(static_cast<std::size_t>(column));
    if (column < from) {
      value.numbers.push_back(Number(0));
    } else if (column > to) {
      value.numbers.push_back(ceiling);
    } else if (n.what == operation::uptake_linear) {
      value.numbers.push_back(by_.divide(Number(ceiling * Number(column - from + 1)), Number(to - from + 1)));
    } else if constexpr (number_abilities<Number>::real_powers) {
      using std::pow;
      const Number exponent(by_.divide(Number(from + to - 2 * column), Number(2 * (to - from))));
      const Number odds(pow(Number(81), exponent));
      value.numbers.push_back(by_.divide(ceiling, Number(Number(1) + odds)));
    } else {
      throw undecided();
    }
  }
}

template <class Number>
void evaluator<Number>::raise(const node& n, node_value<Number>& value) {
  // Exponents follow the years: where the base is the same in all, a power is the one before it times the base.
  const bool one_base = input(n, 0).numbers.size() == 1;
  for (std::size_t column = 0; column < columns(n); ++column) {
    const Number& base = input(n, 0).at(column);
    const int exponent = n.integers[column];
    if (!(Number(0) < base)) throw std::invalid_argument("growth of -100 % or less");
    if (one_base && column > 0 && exponent > 0 && exponent == n.integers[column - 1] + 1) {
      value.numbers.push_back(Number(value.numbers.back() * base));
      continue;
    }
    Number power(1);
    for (int i = 0; i < exponent; ++i) power *= base;
    for (int i = exponent; i < 0; ++i) power = by_.divide(power, base);
    value.numbers.push_back(std::move(power));
  }
}

template <class Number>
discount_schedule<Number> evaluator<Number>::schedule(const node& n) const {
  using schedule_of = discount_schedule<Number>;
  const auto& t = steps_.terms[static_cast<std::size_t>(n.terms)];
  const auto rate = [&](std::size_t k) { return input(n, k).at(0); };
  switch (t.how) {
    case discount_terms::form::none: return schedule_of::flat(Number(0));
    case discount_terms::form::flat: return schedule_of::flat(rate(0));
    case discount_terms::form::steps: {
      std::vector<rate_step<Number>> steps;
      for (std::size_t k = 0; k < t.from.size(); ++k) steps.push_back({t.from[k], rate(k)});
      return schedule_of::stepped(std::move(steps), step_origin::calendar_year, t.origin_year);
    }
    case discount_terms::form::years: {
      std::vector<rate_of_year<Number>> years;
      for (std::size_t k = 0; k < t.from.size(); ++k) years.push_back({t.from[k], rate(k)});
      return schedule_of::yearly(years);
    }
  }
  throw std::logic_error("a schedule of an unknown form");
}

template <class Number>
void evaluator<Number>::rates_of_return([[maybe_unused]] const node& n, [[maybe_unused]] node_value<Number>& value) {
  if constexpr (number_abilities<Number>::rates_of_return) {
    auto found = irr(std::span<const Number>(input(n, 0).numbers));
    if (found.state == status::several && !n.numbers.empty()) {
      std::vector<double> flows;
      for (const Number& a : input(n, 0).numbers) flows.push_back(static_cast<double>(a));
      return answer_with(value, irr_near(found, Number(irr_seen_from(to_double(n.numbers.front()), flows))));
    }
    value.how = found.state;
    value.why = found.why;
    value.numbers = std::move(found.values);
  } else {
    throw undecided();
  }
}

template <class Number>
void evaluator<Number>::modified_rate([[maybe_unused]] const node& n, [[maybe_unused]] node_value<Number>& value) {
  if constexpr (number_abilities<Number>::real_powers) {
    const Number& rate = input(n, 1).at(0);
    answer_with(value, mirr(std::span<const Number>(input(n, 0).numbers), rate, rate));
  } else {
    throw undecided();
  }
}

template <class Number>
void evaluator<Number>::fill(const node& n, node_value<Number>& value) {
  const auto flows = [&](std::size_t k) { return std::span<const Number>(input(n, k).numbers); };
  switch (n.what) {
    case operation::input:
    case operation::literal:
      for (const auto& number : n.numbers) value.numbers.push_back(from_decimal<Number>(number));
      return;
    case operation::absent:
      value.how = status::undefined;
      value.why = n.why;
      return;
    case operation::add:
    case operation::subtract:
    case operation::multiply:
    case operation::minimum:
    case operation::maximum: return combine(n, value);
    case operation::divide:
    case operation::ratio: return divide(n, value);
    case operation::negate:
      for (std::size_t c = 0; c < columns(n); ++c) value.numbers.push_back(Number(-input(n, 0).at(c)));
      return;
    case operation::power: return raise(n, value);
    case operation::per_year:
      for (std::size_t c = 0; c < columns(n); ++c) value.numbers.push_back(input(n, c).at(c));
      return;
    case operation::at_column: value.numbers = {input(n, 0).at(static_cast<std::size_t>(n.integers[0]))}; return;
    case operation::lowest: {
      const auto all = series(n, 0);
      Number least(all.front());
      for (const Number& a : all) least = lesser(least, a);
      value.numbers.push_back(std::move(least));
      return;
    }
    case operation::cumulate: value.numbers = cumulate(series(n, 0)); return;
    case operation::uptake_linear:
    case operation::uptake_s_curve: return uptake(n, value);
    case operation::convert_unit: {
      const Number above(from_decimal<Number>(n.numbers[0]));
      const Number below(from_decimal<Number>(n.numbers[1]));
      for (std::size_t c = 0; c < columns(n); ++c) {
        value.numbers.push_back(by_.divide(Number(input(n, 0).at(c) * above), below));
      }
      return;
    }
    case operation::change_price_level:
      for (std::size_t c = 0; c < columns(n); ++c) {
        value.numbers.push_back(by_.divide(Number(input(n, 0).at(c) * input(n, 1).at(c)), input(n, 2).at(c)));
      }
      return;
    case operation::discount_factor: {
      const auto& t = steps_.terms[static_cast<std::size_t>(n.terms)];
      value.numbers = discount_factors(schedule(n), columns_of(t), static_cast<timing>(t.half_years), by_);
      return;
    }
    case operation::annuity_factor: {
      const auto& t = steps_.terms[static_cast<std::size_t>(n.terms)];
      const horizon h{t.first_year, n.integers[0], t.base_year};
      return answer_with(value, sum_of_factors(schedule(n), h, timing::end, by_));
    }
    case operation::present_value: value.numbers = {npv(series(n, 0), series(n, 1))}; return;
    case operation::payback: return answer_with(value, payback(flows(0), crossing::lasting, by_));
    case operation::payback_first: return answer_with(value, payback(flows(0), crossing::first, by_));
    case operation::break_even_year: {
      const auto column = break_even_column(flows(0), flows(1));
      value.how = column.state;
      value.why = column.why;
      if (column.has_value()) value.numbers = {Number(steps_.first_year + column.value)};
      return;
    }
    case operation::internal_rate_of_return: return rates_of_return(n, value);
    case operation::modified_internal_rate_of_return: return modified_rate(n, value);
    case operation::round:
      for (std::size_t c = 0; c < columns(n); ++c)
        value.numbers.push_back(by_.rounded(input(n, 0).at(c), n.integers[0]));
      return;
  }
}

}  // namespace detail

/// Every node's value, in the order of the working.
template <class Number>
[[nodiscard]] std::vector<node_value<Number>> evaluate(const working& steps, const arithmetic<Number>& by = {}) {
  std::vector<node_value<Number>> out(steps.nodes.size());
  detail::evaluator<Number> each(steps, by, out);
  for (std::size_t i = 0; i < out.size(); ++i) each.evaluate(static_cast<int>(i));
  return out;
}

/// Some nodes' values anew, after a change of the working that reaches no others. `nodes` stand in the order of the
/// working; `values` are those of evaluate() before the change.
template <class Number>
void evaluate_again(const working& steps, std::span<const int> nodes, std::vector<node_value<Number>>& values,
                    const arithmetic<Number>& by = {}) {
  detail::evaluator<Number> each(steps, by, values);
  for (const int i : nodes) {
    values[static_cast<std::size_t>(i)] = {};
    each.evaluate(i);
  }
}

}  // namespace nytta
