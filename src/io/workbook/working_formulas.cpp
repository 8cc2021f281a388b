// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/working_formulas.hpp"

#include <nytta/core/label.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>

#include "io/workbook/rates_of_return.hpp"

namespace nytta::workbook {

namespace {

/// How many rates of return a series gets cells for: as many as it can have, up to this, and one more than it has now
/// up to that. Each more takes as many columns as its number.
constexpr int usual_rates = 7;
constexpr int most_rates = 12;

look look_of(const node& n) {
  if (n.what == operation::discount_factor || n.what == operation::annuity_factor) return look::factor;
  if (n.what == operation::break_even_year) return look::whole;
  if (n.what == operation::modified_internal_rate_of_return) return look::rate;
  return n.unit == "kr" ? look::money : look::number;
}

}  // namespace

working_formulas::working_formulas(const working& steps, sheet& on, sheet& rates, int first_row, int first_rates_row,
                                   language in)
    : steps_(steps), on_(on), rates_(rates), next_row_(first_row), next_rates_row_(first_rates_row), in_(in) {}

position working_formulas::place(int node, int column) const {
  return {row_.at(node), yearly(node) ? first_year_column + column : single_column};
}

term working_formulas::seen(int node, int column) const { return on_.seen(place(node, column)); }

std::vector<term> working_formulas::list_seen(int node) const {
  std::vector<term> out;
  for (int k = 0; k < lists_.at(node); ++k) out.push_back(on_.seen({row_.at(node), single_column + k}));
  return out;
}

term working_formulas::all_of(int node) const {
  if (!yearly(node)) return cell(node, 0);
  return on_.here(row_.at(node), first_year_column, first_year_column + steps_.years - 1);
}

term working_formulas::reason_text(reason why) const { return quoted(text(why, in_)); }

int working_formulas::helper_row(int node, std::string_view key) {
  rows_.push_back({next_row_, node, key});
  return next_row_++;
}

void working_formulas::write(const std::vector<int>& wanted) {
  std::vector<char> used(steps_.nodes.size());
  std::vector<int> open = wanted;
  while (!open.empty()) {
    const int i = open.back();
    open.pop_back();
    if (std::exchange(used[static_cast<std::size_t>(i)], 1) != 0) continue;
    const auto& inputs = steps_[i].inputs;
    open.insert(open.end(), inputs.begin(), inputs.end());
  }
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i] != 0) write_node(static_cast<int>(i));
  }
}

void working_formulas::write_node(int i) {
  const node& n = steps_[i];
  const auto given = given_.find(i);
  moves_[i] = n.what == operation::input || given != given_.end() ||
              std::any_of(n.inputs.begin(), n.inputs.end(), [&](int k) { return moves_.at(k); });
  if (given != given_.end()) return write_given(i, given->second);
  if (n.what == operation::internal_rate_of_return) return write_rates_of(i);

  const bool number = n.what == operation::input || n.what == operation::literal;
  std::vector<term> cells;
  for (int column = 0; column < columns(n); ++column) {
    if (number) {
      cells.push_back(
          workbook::number(n.numbers.size() == 1 ? n.numbers[0] : n.numbers[static_cast<std::size_t>(column)]));
    } else if (n.what == operation::cumulate) {
      // Its own row is an input of its own: the cell before.
      cells.push_back(input(n, 0, column));
    } else {
      cells.push_back(passed_on(n, column, formula(i, column)));
    }
  }
  row_[i] = next_row_++;
  rows_.push_back({row_[i], i, {}});
  const look shows = look_of(n);
  for (int column = 0; column < columns(n); ++column) {
    const position at = place(i, column);
    const term& t = cells[static_cast<std::size_t>(column)];
    if (number) {
      on_.write(at, n.numbers.size() == 1 ? n.numbers[0] : n.numbers[static_cast<std::size_t>(column)], shows);
    } else if (n.what == operation::absent) {
      on_.write(at, text(n.why, in_), look::text_right);
    } else if (n.what == operation::cumulate) {
      const term sum = column == 0 ? t : cell(i, column - 1) + t;
      on_.write_formula(at, passed_on(n, column, sum), shows);
    } else {
      on_.write_formula(at, t, shows);
    }
  }
  const bool holds_reason = std::holds_alternative<std::string>(cell(i, 0).value());
  lacks_[i] = holds_reason || (moves_[i] && may_lack(n));
}

void working_formulas::write_given(int i, const std::vector<term>& numbers) {
  const node& n = steps_[i];
  row_[i] = next_row_++;
  rows_.push_back({row_[i], i, {}});
  lacks_[i] = false;
  for (int column = 0; column < columns(n); ++column) {
    on_.write_formula(place(i, column), numbers.size() == 1 ? numbers[0] : numbers[static_cast<std::size_t>(column)],
                      look_of(n));
  }
}

bool working_formulas::may_lack(const node& n) const {
  if (std::any_of(n.inputs.begin(), n.inputs.end(), [&](int k) { return lacks_.at(k); })) return true;
  switch (n.what) {
    case operation::absent:
    case operation::payback:
    case operation::payback_first:
    case operation::break_even_year:
    case operation::internal_rate_of_return:
    case operation::modified_internal_rate_of_return: return true;
    case operation::ratio: return n.numbers.empty();
    case operation::divide: return n.numbers.empty() && moves_.at(n.inputs[1]);
    case operation::power: return moves_.at(n.inputs[0]);
    case operation::discount_factor:
    case operation::annuity_factor:
      return std::any_of(n.inputs.begin(), n.inputs.end(), [&](int k) { return moves_.at(k); });
    case operation::input:
    case operation::literal:
    case operation::add:
    case operation::subtract:
    case operation::multiply:
    case operation::negate:
    case operation::minimum:
    case operation::maximum:
    case operation::per_year:
    case operation::at_column:
    case operation::lowest:
    case operation::cumulate:
    case operation::uptake_linear:
    case operation::uptake_s_curve:
    case operation::convert_unit:
    case operation::change_price_level:
    case operation::present_value:
    case operation::round: return false;
  }
  throw std::logic_error("an operation of an unknown kind");
}

term working_formulas::passed_on(const node& n, int column, term t) const {
  std::vector<int> lacking;
  for (const int k : n.inputs) {
    if (lacks_.at(k) && std::find(lacking.begin(), lacking.end(), k) == lacking.end()) lacking.push_back(k);
  }
  for (std::size_t k = lacking.size(); k-- > 0;) {  // the first reason stands outermost
    const term in = cell(lacking[k], n.form == shape::yearly ? column : 0);
    t = choose(is_text(in), in, t);
  }
  return t;
}

term working_formulas::formula(int i, int column) {
  const node& n = steps_[i];
  const auto chained = [&](auto&& join) {
    term t = input(n, 0, column);
    for (std::size_t k = 1; k < n.inputs.size(); ++k) t = join(t, input(n, k, column));
    return t;
  };
  const auto listed = [&] {
    std::vector<term> of;
    for (std::size_t k = 0; k < n.inputs.size(); ++k) of.push_back(input(n, k, column));
    return of;
  };
  switch (n.what) {
    case operation::absent: return reason_text(n.why);
    case operation::add: return chained([](const term& a, const term& b) { return a + b; });
    case operation::subtract: return chained([](const term& a, const term& b) { return a - b; });
    case operation::multiply: return chained([](const term& a, const term& b) { return a * b; });
    case operation::divide:
    case operation::ratio: return quotient(n, column);
    case operation::negate: return -input(n, 0, column);
    case operation::minimum: return smallest(listed());
    case operation::maximum: return largest(listed());
    case operation::power: return raised(n, column);
    case operation::per_year: return cell(n.inputs[static_cast<std::size_t>(column)], column);
    case operation::at_column: return cell(n.inputs[0], n.integers[0]);
    case operation::lowest: return smallest({all_of(n.inputs[0])});
    case operation::uptake_linear:
    case operation::uptake_s_curve: return taken_up(n, column);
    case operation::convert_unit: {
      const term in = input(n, 0, column);
      const term above = n.numbers[0] == decimal(1) ? in : in * number(n.numbers[0]);
      return n.numbers[1] == decimal(1) ? above : above / number(n.numbers[1]);
    }
    case operation::change_price_level: return input(n, 0, column) * input(n, 1, column) / input(n, 2, column);
    case operation::discount_factor: {
      const auto& t = steps_.terms[static_cast<std::size_t>(n.terms)];
      return discounted_to(n, factor_at(n, t, t.first_year + column, t.half_years));
    }
    case operation::annuity_factor: return sum_of_factors(i);
    case operation::present_value: return present_value(n);
    case operation::payback: return paid_back(i, true);
    case operation::payback_first: return paid_back(i, false);
    case operation::break_even_year: return broken_even(i);
    case operation::modified_internal_rate_of_return: return modified(n);
    case operation::round: return rounded_ties_upwards(input(n, 0, column), n.integers[0]);
    case operation::input:
    case operation::literal:
    case operation::cumulate:
    case operation::internal_rate_of_return: break;  // write_node() has its own way with them
  }
  throw std::logic_error("an operation of an unknown kind");
}

term working_formulas::quotient(const node& n, int column) const {
  const term above = input(n, 0, column);
  const term under = input(n, 1, column);
  const bool is_ratio = n.what == operation::ratio;
  if (!is_ratio && certain(n.inputs[1]) && under.number() != 0) return above / under;
  // One column without a quotient leaves the whole series without.
  const term all = all_of(n.inputs[1]);
  const term impossible = is_ratio                 ? at_most(smallest({all}), number(0))
                          : all.values.size() == 1 ? equal(under, number(0))
                                                   : below(number(0), count_zero(all));
  if (!n.numbers.empty()) {
    return choose(is_ratio ? at_most(under, number(0)) : equal(under, number(0)), number(n.numbers[0]), above / under);
  }
  return choose(is_ratio && all.values.size() == 1 ? at_most(under, number(0)) : impossible,
                reason_text(is_ratio ? n.why : reason::division_by_zero), above / under);
}

term working_formulas::raised(const node& n, int column) const {
  const term base = input(n, 0, column);
  const term value = power(base, number(n.integers[static_cast<std::size_t>(column)]));
  if (certain(n.inputs[0]) && base.number() > 0) return value;
  const term all = all_of(n.inputs[0]);
  const term lowest = all.values.size() == 1 ? base : smallest({all});
  return choose(at_most(lowest, number(0)), reason_text(reason::rate_out_of_domain), value);
}

term working_formulas::taken_up(const node& n, int column) const {
  const int from = n.integers[0];
  const int to = n.integers[1];
  const term ceiling = input(n, 0, column);
  if (column < from) return number(0);
  if (column > to) return ceiling;
  if (n.what == operation::uptake_linear) return ceiling * number(column - from + 1) / number(to - from + 1);
  const term exponent = number(from + to - 2 * column) / number(2 * (to - from));
  return ceiling / (number(1) + power(number(81), exponent));
}

term working_formulas::factor_at(const node& n, const discount_terms& t, int year, int half_years) const {
  if (t.how == discount_terms::form::none) return number(1);
  // Half years that each rate discounts over; before the base year they compound.
  std::vector<int> halves(n.inputs.size());
  const auto rate_in = [&](int y) {
    if (t.how == discount_terms::form::flat) return std::size_t{0};
    const int period = t.how == discount_terms::form::years ? y : y - t.origin_year + 1;
    std::size_t last = 0;
    while (last + 1 < t.from.size() && t.from[last + 1] <= period) ++last;
    return last;
  };
  for (int y = t.base_year; y < year; ++y) halves[rate_in(y)] += 2;
  for (int y = year; y < t.base_year; ++y) halves[rate_in(y)] -= 2;
  halves[rate_in(year)] += half_years;
  std::optional<term> factor;
  for (std::size_t k = 0; k < halves.size(); ++k) {
    if (halves[k] == 0) continue;
    const term growth = number(1) + cell(n.inputs[k], 0);
    const term one = power(growth, number(-halves[k] / 2.0));
    factor = factor ? *factor * one : one;
  }
  return factor.value_or(number(1));
}

term working_formulas::discounted_to(const node& n, const term& factor) const {
  term t = factor;
  for (std::size_t k = n.inputs.size(); k-- > 0;) {
    const term rate = cell(n.inputs[k], 0);
    if (certain(n.inputs[k]) && rate.number() > -1) continue;
    t = choose(at_most(rate, number(-1)), reason_text(reason::rate_out_of_domain), t);
  }
  return t;
}

term working_formulas::sum_of_factors(int i) {
  const node& n = steps_[i];
  const auto& t = steps_.terms[static_cast<std::size_t>(n.terms)];
  const int payments = n.integers[0];
  if (payments <= 0) return reason_text(reason::no_year_end);
  const int row = helper_row(i, "workbook_year_end_factors");
  for (int j = 0; j < payments; ++j) {
    const term factor = discounted_to(n, factor_at(n, t, t.first_year + j, 2));
    on_.write_formula({row, first_year_column + j}, passed_on(n, 0, factor), look::factor);
  }
  return discounted_to(n, sum_of(on_.here(row, first_year_column, first_year_column + payments - 1)));
}

term working_formulas::present_value(const node& n) const {
  const term flows = all_of(n.inputs[0]);
  const term factors = all_of(n.inputs[1]);
  const bool one_flow = flows.values.size() == 1 && steps_.years > 1;
  const bool one_factor = factors.values.size() == 1 && steps_.years > 1;
  if (one_flow && one_factor) return flows * factors * number(steps_.years);
  if (one_flow) return flows * sum_of(factors);
  return one_factor ? sum_of(flows) * factors : sum_of_products({flows, factors});
}

term working_formulas::paid_back(int i, bool lasting) {
  const node& n = steps_[i];
  const int years = steps_.years;
  const term flows = all_of(n.inputs[0]);
  const int noise = helper_row(i, "workbook_noise");
  on_.write_formula({noise, single_column}, passed_on(n, 0, noise_of(flows)), look::tiny);
  const int sums = helper_row(i, "workbook_payback_sum");
  for (int c = 0; c < years; ++c) {
    const term flow = input(n, 0, c);
    const term sum = c == 0 ? flow : on_.here({sums, first_year_column + c - 1}) + flow;
    on_.write_formula({sums, first_year_column + c}, passed_on(n, 0, sum), look::money);
  }
  const int paid = helper_row(i, lasting ? "workbook_payback_stays" : "workbook_payback_reached");
  for (int step = 0; step < years; ++step) {
    // Whether the sum stays at or above 0 is known from the end, whether it has been there from the beginning.
    const int c = lasting ? years - 1 - step : step;
    const term owed = below(on_.here({sums, first_year_column + c}), -on_.here({noise, single_column}));
    const term told =
        step == 0 ? number(lasting ? 1 : 0) : on_.here({paid, first_year_column + (lasting ? c + 1 : c - 1)});
    const term is_paid = lasting ? choose(owed, number(0), told) : choose(owed, told, number(1));
    on_.write_formula({paid, first_year_column + c}, passed_on(n, 0, is_paid), look::whole);
  }
  const term count = sum_of(on_.here(paid, first_year_column, first_year_column + years - 1));
  const term unpaid = number(years) - count;
  const term owed = element(on_.here(sums, first_year_column, first_year_column + years - 1), unpaid);
  const term within = unpaid - number(1) - owed / element(flows, unpaid + number(1));
  return choose(equal(count, number(0)), reason_text(reason::never_paid_back),
                choose(equal(count, number(years)), number(0), within));
}

term working_formulas::broken_even(int i) {
  const node& n = steps_[i];
  const int years = steps_.years;
  const int noise = helper_row(i, "workbook_noise");
  on_.write_formula({noise, single_column},
                    passed_on(n, 0, noise_of(all_of(n.inputs[0])) + noise_of(all_of(n.inputs[1]))), look::tiny);
  const int sums = helper_row(i, "workbook_break_even_sum");
  const int reached = helper_row(i, "workbook_break_even_reached");
  for (int c = 0; c < years; ++c) {
    const position sum_at{sums, first_year_column + c};
    const term difference = input(n, 0, c) - input(n, 1, c);
    const term sum = c == 0 ? difference : on_.here({sums, first_year_column + c - 1}) + difference;
    on_.write_formula(sum_at, passed_on(n, 0, sum), look::money);
    const term above = below(on_.here({noise, single_column}), on_.here(sum_at));
    const term before = c == 0 ? number(0) : on_.here({reached, first_year_column + c - 1});
    on_.write_formula({reached, first_year_column + c}, passed_on(n, 0, choose(above, number(1), before)), look::whole);
  }
  const term count = sum_of(on_.here(reached, first_year_column, first_year_column + years - 1));
  return choose(equal(count, number(0)), reason_text(reason::never_breaks_even),
                number(steps_.first_year + years) - count);
}

term working_formulas::modified(const node& n) const {
  if (steps_.years < 2) return reason_text(reason::needs_two_periods);
  const term flows = all_of(n.inputs[0]);
  const term rate = input(n, 1, 0);
  const term found = unless_error(modified_rate(flows, rate), reason_text(reason::no_positive_ratio));
  const term one_sign = either(equal(count_above_zero(flows), number(0)), equal(count_below_zero(flows), number(0)));
  const term t = choose(one_sign, reason_text(reason::needs_both_signs), found);
  if (certain(n.inputs[1]) && rate.number() != -1) return t;
  return choose(equal(rate, number(-1)), reason_text(reason::rate_minus_one), t);
}

void working_formulas::write_rates_of(int i) {
  const node& n = steps_[i];
  std::vector<term> flows;
  for (int c = 0; c < steps_.years; ++c) {
    const term flow = on_.seen(place(n.inputs[0], c));
    flows.push_back(lacks_.at(n.inputs[0]) ? choose(is_text(flow), number(0), flow) : flow);
  }
  const int possible = (std::max)(1, steps_.years - 1);
  const int most = (std::min)(possible, std::clamp(sign_changes(flows) + 1, usual_rates, most_rates));
  std::optional<term> newton_from;
  if (!n.numbers.empty()) newton_from = number(n.numbers.front());
  rates_.write({next_rates_row_, 1}, label_text("workbook_rates_title", std::to_string(next_row_ + 1), in_),
               look::section);
  const auto block = write_rates(rates_, next_rates_row_ + 1, first_year_column, flows, most, newton_from, in_);
  next_rates_row_ = block.next_row;
  row_[i] = next_row_++;
  rows_.push_back({row_[i], i, {}});
  lists_[i] = static_cast<int>(block.rates.size());
  lacks_[i] = true;
  for (std::size_t k = 0; k < block.rates.size(); ++k) {
    const position at{row_[i], single_column + static_cast<int>(k)};
    const term root = rates_.seen(block.rates[k]);
    on_.write_formula(at, k == 0 ? passed_on(n, 0, root) : root, look::rate);
  }
}

}  // namespace nytta::workbook
