// SPDX-License-Identifier: Apache-2.0
#include "appraisal/block_program.hpp"

#include <nytta/appraisal/evaluate.hpp>
#include <nytta/core/decimal_double.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

#include "appraisal/factored_steps.hpp"
#include "appraisal/traced.hpp"
#include "core/instruction_sets.hpp"

namespace nytta {

namespace block_baseline {
#include "appraisal/block_kernels.hpp"
}  // namespace block_baseline

#if NYTTA_MORE_KERNELS
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif
namespace block_avx2 {
#include "appraisal/block_kernels.hpp"
}  // namespace block_avx2
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

std::span<const block_kernels> usable_block_kernels() {
  static constexpr std::array all {
    block_kernels{"baseline",
                  block_baseline::weighted,
                  block_baseline::product,
                  block_baseline::shifted_product,
                  block_baseline::ladder,
                  block_baseline::reciprocal,
                  block_baseline::lesser_of,
                  block_baseline::greater_of,
                  block_baseline::all_above},
#if NYTTA_MORE_KERNELS
        block_kernels{"avx2",
                      block_avx2::weighted,
                      block_avx2::product,
                      block_avx2::shifted_product,
                      block_avx2::ladder,
                      block_avx2::reciprocal,
                      block_avx2::lesser_of,
                      block_avx2::greater_of,
                      block_avx2::all_above},
#endif
  };
  return std::span(all).first((std::min)(all.size(), usable_instruction_sets()));
}

namespace {

const block_kernels& kernels() {
  static const block_kernels& quickest = usable_block_kernels().back();
  return quickest;
}

}  // namespace

namespace {

using code = recorded_step::code;
using weight = recorded_step::weight;

/// Measures that go by a whole series: recorded as they are, not step by step, since every draw goes its own way.
bool is_call(operation what) {
  switch (what) {
    case operation::payback:
    case operation::payback_first:
    case operation::break_even_year:
    case operation::internal_rate_of_return:
    case operation::modified_internal_rate_of_return: return true;
    default: return false;
  }
}

bool never(reason why) { return why == reason::never_paid_back || why == reason::never_breaks_even; }

double in_lane(const node_value<double>& v) {
  if (v.how == status::ok && v.numbers.size() == 1) return v.numbers.front();
  if (never(v.why)) return std::numeric_limits<double>::infinity();
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

void weighted_rows(double constant, const double* const* rows, const double* weights, std::size_t count, double* out) {
  kernels().weighted(constant, rows, nullptr, weights, count, out);
}

block_program::block_program(const working& steps, std::vector<uncertain_input> inputs, std::vector<int> outputs)
    : of_(steps), inputs_(std::move(inputs)), outputs_(std::move(outputs)), claimed_(evaluate<double>(steps)) {
  step_recorder recorder;
  std::vector<node_value<traced>> values(of_.nodes.size());
  std::vector<char> moves(of_.nodes.size());
  for (std::size_t j = 0; j < inputs_.size(); ++j) {
    const int slot = recorder.add(code::input, static_cast<int>(j));
    const auto node = static_cast<std::size_t>(inputs_[j].node);
    moves[node] = 1;
    for (std::size_t c = 0; c < inputs_[j].times.size(); ++c) {
      values[node].numbers.emplace_back(recorder, slot, inputs_[j].times[c], claimed_[node].at(c));
    }
  }
  const int last = outputs_.empty() ? -1 : *std::max_element(outputs_.begin(), outputs_.end());
  const arithmetic<traced> by{};
  detail::evaluator<traced> each(of_, by, values);
  for (int i = 0; i <= last; ++i) {
    auto& value = values[static_cast<std::size_t>(i)];
    if (!value.numbers.empty()) continue;
    const node& n = of_[i];
    auto& moved = moves[static_cast<std::size_t>(i)];
    for (const int k : n.inputs) moved = moved != 0 || moves[static_cast<std::size_t>(k)] != 0 ? 1 : 0;
    if (moved == 0) {
      const auto& claimed = claimed_[static_cast<std::size_t>(i)];
      value.how = claimed.how;
      value.why = claimed.why;
      for (const double x : claimed.numbers) value.numbers.emplace_back(x);
    } else if (is_call(n.what)) {
      record_call(recorder, i, values);
    } else {
      recorder.node = i;
      each.evaluate(i);
    }
  }
  for (const int node : outputs_) {
    const auto& value = values[static_cast<std::size_t>(node)];
    const bool number = value.decided && value.how == status::ok && value.numbers.size() == 1;
    if (!number) {
      results_.push_back(-1);
      continue;
    }
    const traced& x = value.numbers.front();
    results_.push_back(x.is_constant() ? recorder.weighted(x.constant(), {}) : x.exactly());
  }
  factored_steps factored(recorder.steps);
  for (int& r : results_) r = r < 0 ? r : factored.place(r);
  conditions_ = std::move(recorder.conditions);
  find_conditional(recorder.conditional);
  for (recorded_condition& c : conditions_) c.step = factored.place(c.step);
  steps_ = factored.take();
  find_path(moves);
  drop_unused();
  join_shifts();
  drop_unused();
  join_ladders();
  drop_unused();
  join_products();
  drop_unused();
  find_users();
  settle_places();
}

void block_program::record_call(step_recorder& recorder, int node_index, std::vector<node_value<traced>>& values) {
  const node& n = of_[node_index];
  auto& value = values[static_cast<std::size_t>(node_index)];
  recorded_step s;
  s.what = code::call;
  s.node = node_index;
  for (const int k : n.inputs) {
    const auto& in = values[static_cast<std::size_t>(k)];
    const bool number = in.decided && in.how == status::ok;
    if (!number) {
      value.how = in.how == status::ok ? status::undefined : in.how;
      value.why = in.why;
      return;
    }
    for (const auto& x : in.numbers) {
      const auto [slot, times] = x.is_constant() ? std::pair(-1, x.constant()) : x.settled();
      s.terms.push_back({slot, times});
    }
  }
  // What it comes to as claimed does not matter: a figure that goes its own way for each draw decides no formula's way.
  const auto& claimed = claimed_[static_cast<std::size_t>(node_index)];
  const double likely = claimed.numbers.size() == 1 ? claimed.numbers.front() : 0;
  value.numbers.emplace_back(recorder, recorder.add(std::move(s)), 1.0, likely);
}

/// Which outputs went a way of theirs by a condition.
void block_program::find_conditional(const std::vector<int>& nodes) {
  for (const int output : outputs_) {
    std::vector<char> needed(of_.nodes.size());
    needed[static_cast<std::size_t>(output)] = 1;
    for (std::size_t i = needed.size(); i-- > 0;) {
      if (needed[i] == 0) continue;
      for (const int k : of_.nodes[i].inputs) needed[static_cast<std::size_t>(k)] = 1;
    }
    conditional_.push_back(
        std::any_of(nodes.begin(), nodes.end(), [&](int node) { return needed[static_cast<std::size_t>(node)] != 0; })
            ? 1
            : 0);
  }
}

/// The nodes that a lane needs when it is calculated again, in order.
void block_program::find_path(const std::vector<char>& moves) {
  std::vector<char> needed(of_.nodes.size());
  for (const int node : outputs_) needed[static_cast<std::size_t>(node)] = 1;
  for (std::size_t i = of_.nodes.size(); i-- > 0;) {
    if (needed[i] == 0) continue;
    for (const int k : of_.nodes[i].inputs) needed[static_cast<std::size_t>(k)] = 1;
  }
  for (std::size_t i = 0; i < needed.size(); ++i) {
    const bool input = std::any_of(inputs_.begin(), inputs_.end(),
                                   [&](const uncertain_input& in) { return in.node == static_cast<int>(i); });
    if (needed[i] != 0 && moves[i] != 0 && !input) path_.push_back(static_cast<int>(i));
  }
}

/// Steps that no output and no condition rests on go; what is left is numbered anew.
void block_program::drop_unused() {
  std::vector<char> used(steps_.size());
  for (const int r : results_) {
    if (r >= 0) used[static_cast<std::size_t>(r)] = 1;
  }
  for (const recorded_condition& c : conditions_) used[static_cast<std::size_t>(c.step)] = 1;
  const auto each_read = [](recorded_step& s, const auto& take) {
    switch (s.what) {
      case code::input: return;
      case code::weighted:
      case code::call:
        for (weight& w : s.terms) {
          if (w.step >= 0) take(w.step);
          if (w.with >= 0) take(w.with);
        }
        return;
      case code::shifted:
        take(s.terms.front().step);
        take(s.second);
        return;
      case code::product:
      case code::ladder:
      case code::lesser:
      case code::greater:
        take(s.first);
        take(s.second);
        return;
      case code::reciprocal:
      case code::root:
      case code::whole_below: take(s.first); return;
    }
  };
  for (std::size_t i = steps_.size(); i-- > 0;) {
    if (used[i] != 0) each_read(steps_[i], [&](int slot) { used[static_cast<std::size_t>(slot)] = 1; });
  }
  std::vector<int> place(steps_.size(), -1);
  std::vector<recorded_step> kept;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (used[i] == 0) continue;
    place[i] = static_cast<int>(kept.size());
    each_read(steps_[i], [&](int& slot) { slot = place[static_cast<std::size_t>(slot)]; });
    kept.push_back(std::move(steps_[i]));
  }
  for (int& r : results_) r = r < 0 ? r : place[static_cast<std::size_t>(r)];
  for (recorded_condition& c : conditions_) c.step = place[static_cast<std::size_t>(c.step)];
  steps_ = std::move(kept);
  reads_.clear();
  for (recorded_step& s : steps_) {
    reads_.emplace_back();
    each_read(s, [&](int slot) { reads_.back().push_back(slot); });
  }
}

/// How many steps, results and conditions read each step.
std::vector<int> block_program::readers() const {
  std::vector<int> out(steps_.size());
  for (const auto& reads : reads_) {
    for (const int step : reads) ++out[static_cast<std::size_t>(step)];
  }
  for (const int r : results_) {
    if (r >= 0) ++out[static_cast<std::size_t>(r)];
  }
  for (const recorded_condition& c : conditions_) ++out[static_cast<std::size_t>(c.step)];
  return out;
}

/// A product with a sum of one term, which nothing else reads, becomes one step.
void block_program::join_shifts() {
  const auto read_by = readers();
  for (recorded_step& s : steps_) {
    if (s.what != code::product || s.first == s.second) continue;
    for (const auto& [sum, other] : {std::pair(s.first, s.second), std::pair(s.second, s.first)}) {
      const recorded_step& inner = steps_[static_cast<std::size_t>(sum)];
      const bool alone = read_by[static_cast<std::size_t>(sum)] == 1;
      if (inner.what != code::weighted || inner.terms.size() != 1 || !alone) continue;
      s.what = code::shifted;
      s.constant = inner.constant;
      s.terms = inner.terms;
      s.first = 0;
      s.second = other;
      break;
    }
  }
}

/// Such steps on one another with the same factor, which nothing else reads, become one: a polynomial by Horner's rule.
void block_program::join_ladders() {
  const auto read_by = readers();
  for (recorded_step& s : steps_) {
    if (s.what != code::shifted || s.terms.front().by != 1) continue;
    const int below = s.terms.front().step;
    const recorded_step& inner = steps_[static_cast<std::size_t>(below)];
    const bool joins =
        inner.what == code::ladder && inner.second == s.second && read_by[static_cast<std::size_t>(below)] == 1;
    recorded_step joined;
    joined.what = code::ladder;
    joined.first = joins ? inner.first : below;
    joined.second = s.second;
    if (joins) joined.rungs = inner.rungs;
    joined.rungs.push_back(s.constant);
    s = std::move(joined);
  }
}

/// A product that only one sum reads becomes a term of it.
void block_program::join_products() {
  const auto read_by = readers();
  for (recorded_step& s : steps_) {
    if (s.what != code::weighted) continue;
    for (weight& w : s.terms) {
      const recorded_step& inner = steps_[static_cast<std::size_t>(w.step)];
      if (inner.what != code::product || read_by[static_cast<std::size_t>(w.step)] != 1) continue;
      w.step = inner.first;
      w.with = inner.second;
    }
  }
}

void block_program::find_users() {
  for (std::size_t j = 0; j < inputs_.size(); ++j) {
    std::vector<char> rests(steps_.size());
    std::vector<int> users;
    int own = -1;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const bool input = steps_[i].what == code::input && steps_[i].first == static_cast<int>(j);
      const bool reads = std::any_of(reads_[i].begin(), reads_[i].end(),
                                     [&](int slot) { return rests[static_cast<std::size_t>(slot)] != 0; });
      rests[i] = input || reads ? 1 : 0;
      if (input) own = static_cast<int>(i);
      if (reads) users.push_back(static_cast<int>(i));
    }
    users_.push_back(std::move(users));
    step_of_input_.push_back(own);
    rests_.push_back(std::move(rests));
  }
}

/// A step's lanes are kept until the last that reads them; then another step takes the place. Those of a result can be
/// written where it is wanted.
void block_program::settle_places() {
  output_of_.assign(steps_.size(), -1);
  for (std::size_t k = results_.size(); k-- > 0;) {
    const bool calculated = results_[k] >= 0 && steps_[static_cast<std::size_t>(results_[k])].what != code::input;
    if (calculated) output_of_[static_cast<std::size_t>(results_[k])] = static_cast<int>(k);
  }
  constexpr int always = std::numeric_limits<int>::max();
  std::vector<int> last(steps_.size(), -1);
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    for (const int slot : reads_[i]) last[static_cast<std::size_t>(slot)] = static_cast<int>(i);
  }
  for (const int r : results_) {
    if (r >= 0) last[static_cast<std::size_t>(r)] = always;
  }
  for (const recorded_condition& c : conditions_) last[static_cast<std::size_t>(c.step)] = always;
  std::vector<int> free;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (steps_[i].what != code::input) {
      if (free.empty()) free.push_back(places_++);
      steps_[i].place = free.back();
      free.pop_back();
    }
    std::vector<int> done = reads_[i];
    std::sort(done.begin(), done.end());
    done.erase(std::unique(done.begin(), done.end()), done.end());
    for (const int slot : done) {
      const auto& s = steps_[static_cast<std::size_t>(slot)];
      if (last[static_cast<std::size_t>(slot)] == static_cast<int>(i) && s.place >= 0) free.push_back(s.place);
    }
  }
}

block_program::workspace block_program::make_workspace() const {
  workspace space;
  space.slots.assign(static_cast<std::size_t>(places_) * block_lanes, 0);
  space.at.resize(steps_.size());
  std::size_t most_terms = 0;
  for (const recorded_step& s : steps_) most_terms = (std::max)(most_terms, s.terms.size());
  space.terms.resize(most_terms);
  space.with.resize(most_terms);
  space.by.resize(most_terms);
  const bool calls =
      std::any_of(steps_.begin(), steps_.end(), [](const recorded_step& s) { return s.what == code::call; });
  if (calls || !conditions_.empty() || std::find(results_.begin(), results_.end(), -1) != results_.end()) {
    space.values = claimed_;
    space.called = claimed_;
  }
  return space;
}

/// Twice each step's lanes: as they were, and as they are with one input changed.
block_program::workspace block_program::make_keeping_workspace() const {
  workspace space = make_workspace();
  space.keeps = true;
  space.slots.assign(2 * steps_.size() * block_lanes, 0);
  return space;
}

void block_program::call(const recorded_step& s, std::size_t count, workspace& space, double* out) const {
  const node& n = of_[s.node];
  const arithmetic<double> by{};
  detail::evaluator<double> each(of_, by, space.called);
  std::vector<const double*>& from = space.terms;
  for (std::size_t k = 0; k < s.terms.size(); ++k) {
    from[k] = s.terms[k].step < 0 ? nullptr : space.lanes_of(s.terms[k].step);
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t t = 0;
    for (const int k : n.inputs) {
      auto& in = space.called[static_cast<std::size_t>(k)];
      in.how = status::ok;
      for (double& x : in.numbers) {
        x = from[t] == nullptr ? s.terms[t].by : from[t][i] * s.terms[t].by;
        ++t;
      }
    }
    auto& value = space.called[static_cast<std::size_t>(s.node)];
    value.how = status::ok;
    value.why = reason::answered;
    value.numbers.clear();
    each.evaluate(s.node);
    out[i] = in_lane(value);
  }
  std::fill(out + count, out + block_lanes, 0.0);
}

void block_program::again(std::size_t lane, double* const* outputs, workspace& space) const {
  const arithmetic<double> by{};
  detail::evaluator<double> each(of_, by, space.values);
  for (std::size_t j = 0; j < inputs_.size(); ++j) {
    auto& numbers = space.values[static_cast<std::size_t>(inputs_[j].node)].numbers;
    for (std::size_t c = 0; c < numbers.size(); ++c) numbers[c] = space.inputs[j][lane] * inputs_[j].times[c];
  }
  for (const int i : path_) {
    auto& value = space.values[static_cast<std::size_t>(i)];
    value.how = status::ok;
    value.why = reason::answered;
    value.decided = true;
    value.numbers.clear();
    each.evaluate(i);
  }
  for (std::size_t k = 0; k < outputs_.size(); ++k) {
    outputs[k][lane] = in_lane(space.values[static_cast<std::size_t>(outputs_[k])]);
  }
}

namespace {

bool holds(double x, recorded_condition::sense is) {
  using sense = recorded_condition::sense;
  switch (is) {
    case sense::above: return x > 0;
    case sense::below: return x < 0;
    case sense::zero: return x == 0;
    case sense::not_zero: return x != 0;
    case sense::not_above: return x <= 0;
    case sense::not_below: return x >= 0;
  }
  return false;
}

bool all_hold(const double* x, std::size_t count, recorded_condition::sense is) {
  if (is == recorded_condition::sense::above && count == block_lanes) return kernels().all_above(x, 0);
  return std::all_of(x, x + count, [&](double lane) { return holds(lane, is); });
}

}  // namespace

void block_program::one_step(std::size_t index, double* out, std::size_t count, workspace& space) const {
  const block_kernels& quick = kernels();
  const recorded_step& s = steps_[index];
  const auto at = [&space](int step) { return space.lanes_of(step); };
  switch (s.what) {
    case code::input: return;
    case code::weighted:
      for (std::size_t k = 0; k < s.terms.size(); ++k) {
        const weight& w = s.terms[k];
        space.terms[k] = at(w.step);
        space.with[k] = w.with < 0 ? nullptr : at(w.with);
        space.by[k] = w.by;
      }
      return quick.weighted(s.constant, space.terms.data(), space.with.data(), space.by.data(), s.terms.size(), out);
    case code::product: return quick.product(at(s.first), at(s.second), out);
    case code::shifted:
      return quick.shifted(s.constant, s.terms.front().by, at(s.terms.front().step), at(s.second), out);
    case code::ladder: return quick.ladder(at(s.first), s.rungs.data(), s.rungs.size(), at(s.second), out);
    case code::reciprocal: return quick.reciprocal(at(s.first), out);
    case code::lesser: return quick.lesser(at(s.first), at(s.second), out);
    case code::greater: return quick.greater(at(s.first), at(s.second), out);
    case code::root: {
      const double* from = at(s.first);
      for (std::size_t k = 0; k < block_lanes; ++k) out[k] = std::sqrt(from[k]);
      return;
    }
    case code::whole_below: {
      const double* from = at(s.first);
      for (std::size_t k = 0; k < block_lanes; ++k) out[k] = std::floor(from[k]);
      return;
    }
    case code::call: return call(s, count, space, out);
  }
}

/// `moved`: of each step, whether it was calculated just now; null: all were.
bool block_program::finish(const char* moved, std::size_t count, double* const* outputs, workspace& space) const {
  for (std::size_t k = 0; k < outputs_.size(); ++k) {
    if (results_[k] < 0) continue;
    const double* from = space.lanes_of(results_[k]);
    if (from != outputs[k]) std::copy(from, from + count, outputs[k]);
  }
  if (std::find(results_.begin(), results_.end(), -1) != results_.end()) {
    for (std::size_t lane = 0; lane < count; ++lane) again(lane, outputs, space);
    return true;
  }
  std::array<unsigned char, block_lanes> broken{};
  bool any = false;
  for (const recorded_condition& c : conditions_) {
    // What held, and rests on nothing that moved, holds.
    if (moved != nullptr && !space.broken && moved[c.step] == 0) continue;
    const double* x = space.lanes_of(c.step);
    if (all_hold(x, count, c.is)) continue;
    any = true;
    for (std::size_t lane = 0; lane < count; ++lane) {
      if (!holds(x[lane], c.is)) broken[lane] = 1;
    }
  }
  for (std::size_t lane = 0; any && lane < count; ++lane) {
    if (broken[lane] != 0) again(lane, outputs, space);
  }
  return any;
}

void block_program::run(const double* const* inputs, std::size_t count, double* const* outputs,
                        workspace& space) const {
  space.inputs.assign(inputs, inputs + inputs_.size());
  const bool in_place = count == block_lanes && !space.keeps;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const recorded_step& s = steps_[i];
    if (s.what == code::input) {
      space.at[i] = inputs[s.first];
      continue;
    }
    double* out = space.slots.data() + (space.keeps ? i : static_cast<std::size_t>(s.place)) * block_lanes;
    if (in_place && output_of_[i] >= 0) out = outputs[output_of_[i]];
    space.at[i] = out;
    one_step(i, out, count, space);
  }
  space.broken = finish(nullptr, count, outputs, space);
}

void block_program::run_changed(std::size_t changed, const double* row, std::size_t count, double* const* outputs,
                                workspace& space) const {
  const auto& users = users_[changed];
  const double* before = std::exchange(space.inputs[changed], row);
  const auto set_input = [&](const double* to) {
    const int step = step_of_input_[changed];
    if (step >= 0) space.at[static_cast<std::size_t>(step)] = to;
  };
  set_input(row);
  for (const int user : users) {
    const auto i = static_cast<std::size_t>(user);
    double* out = space.slots.data() + (steps_.size() + i) * block_lanes;
    one_step(i, out, count, space);
    space.at[i] = out;
  }
  (void)finish(rests_[changed].data(), count, outputs, space);
  for (const int user : users) {
    space.at[static_cast<std::size_t>(user)] = space.slots.data() + static_cast<std::size_t>(user) * block_lanes;
  }
  set_input(before);
  space.inputs[changed] = before;
}

namespace {

/// Products of inputs and their coefficients.
using terms_by_inputs = std::map<std::vector<int>, double>;

terms_by_inputs product_of(const terms_by_inputs& first, const terms_by_inputs& second) {
  terms_by_inputs out;
  for (const auto& [a, x] : first) {
    for (const auto& [b, y] : second) {
      std::vector<int> inputs = a;
      inputs.insert(inputs.end(), b.begin(), b.end());
      std::sort(inputs.begin(), inputs.end());
      out[std::move(inputs)] += x * y;
    }
  }
  return out;
}

}  // namespace

block_program::polynomial block_program::as_polynomial(std::size_t output, std::size_t most) const {
  polynomial none;
  if (results_[output] < 0 || conditional_[output] != 0) return none;
  std::vector<terms_by_inputs> known(steps_.size());
  std::vector<char> done(steps_.size());
  for (std::size_t i = 0; i <= static_cast<std::size_t>(results_[output]); ++i) {
    const recorded_step& s = steps_[i];
    const bool rests = std::all_of(reads_[i].begin(), reads_[i].end(),
                                   [&](int step) { return done[static_cast<std::size_t>(step)] != 0; });
    if (!rests) continue;
    const auto of = [&](int step) -> const terms_by_inputs& { return known[static_cast<std::size_t>(step)]; };
    terms_by_inputs here;
    const auto add = [&](double constant, const std::vector<weight>& terms) {
      if (constant != 0) here[{}] += constant;
      for (const weight& w : terms) {
        const auto take = [&](const terms_by_inputs& added) {
          for (const auto& [inputs, by] : added) here[inputs] += w.by * by;
        };
        if (w.with < 0) {
          take(of(w.step));
        } else if (of(w.step).size() * of(w.with).size() <= most) {
          take(product_of(of(w.step), of(w.with)));
        } else {
          return false;
        }
      }
      return true;
    };
    const auto times = [&](int step) {
      const bool small = here.size() * of(step).size() <= most;
      here = small ? product_of(here, of(step)) : terms_by_inputs{};
      return small;
    };
    bool fits = true;
    switch (s.what) {
      case code::input: here[{s.first}] = 1; break;
      case code::weighted: fits = add(s.constant, s.terms); break;
      case code::product:
        here = of(s.first);
        fits = times(s.second);
        break;
      case code::shifted:
        add(s.constant, s.terms);
        fits = times(s.second);
        break;
      case code::ladder:
        here = of(s.first);
        for (std::size_t k = 0; k < s.rungs.size() && fits; ++k) {
          add(s.rungs[k], {});
          fits = times(s.second);
        }
        break;
      case code::reciprocal:
      case code::root:
      case code::lesser:
      case code::greater:
      case code::whole_below:
      case code::call: fits = false; break;
    }
    if (!fits || here.size() > most) continue;
    known[i] = std::move(here);
    done[i] = 1;
  }
  const auto root = static_cast<std::size_t>(results_[output]);
  if (done[root] == 0) return none;
  polynomial out;
  out.known = true;
  for (const auto& [inputs, by] : known[root]) out.terms.push_back({by, inputs});
  return out;
}

}  // namespace nytta
