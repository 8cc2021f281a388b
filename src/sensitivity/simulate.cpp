// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/evaluate.hpp>
#include <nytta/appraisal/gradient.hpp>
#include <nytta/core/decimal_double.hpp>
#include <nytta/method/method.hpp>
#include <nytta/sensitivity/correlation.hpp>
#include <nytta/sensitivity/draw_plan.hpp>
#include <nytta/sensitivity/simulate.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <exception>
#include <mutex>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "appraisal/block_program.hpp"
#include "appraisal/dependence.hpp"
#include "appraisal/single_number.hpp"
#include "sensitivity/closed_form.hpp"
#include "sensitivity/draw_memory.hpp"
#include "sensitivity/tally.hpp"

namespace nytta {

static_assert(draws_per_block == block_lanes && block_length == block_lanes);

namespace {

const factor_claim* claim_of(const initiative& claim, const std::string& id) {
  for (const auto& f : claim.factors) {
    if (f.id == id) return &f;
  }
  return nullptr;
}

/// "70 %" and 0.7 as a share.
double share(const quantity& q) {
  const double value = to_double(q.value);
  return q.unit_of.terms.empty() ? value : value / 100;
}

/// A factor's likely, low and high value as it is drawn: its number, or of a factor by year the share of its numbers.
struct drawn_range {
  double likely = 0;
  double low = 0;
  double high = 0;
};

/// What a factor's numbers are times what is drawn: 1, or of a factor by year its claimed values. These follow from the
/// high end, since a method may have put another likely value in the node.
std::vector<double> times_of(const factor_claim& claim, const factor_node& f) {
  std::vector<double> out;
  const double high = claim.by_year.empty() ? 0 : share(claim.range->high);
  for (const decimal& end : f.high) out.push_back(claim.by_year.empty() ? 1 : high == 0 ? 0 : to_double(end) / high);
  return out;
}

drawn_range range_of(const factor_claim& claim, const factor_node& f, const node& n) {
  if (claim.by_year.empty()) {
    return {to_double(n.numbers.front()), to_double(f.low.front()), to_double(f.high.front())};
  }
  drawn_range out{1, share(claim.range->low), share(claim.range->high)};
  const auto times = times_of(claim, f);
  for (std::size_t c = 0; c < times.size(); ++c) {
    if (times[c] == 0) continue;
    out.likely = to_double(n.numbers[c]) / times[c];
    if (std::abs(out.likely - 1) < 1e-12) out.likely = 1;  // as claimed
    break;
  }
  return out;
}

std::string digits(const decimal& x) { return x.normalized().to_string(); }

std::optional<diagnostic> misfit_in_words(misfit why, const factor_claim& claim) {
  const auto& r = *claim.range;
  const std::string shape = r.shape == distribution::pert         ? "pert"
                            : r.shape == distribution::triangular ? "triangular"
                            : r.shape == distribution::uniform    ? "uniform"
                            : r.shape == distribution::normal     ? "normal"
                                                                  : "lognormal";
  const std::string likely = claim.likely ? digits(claim.likely->value) : "1";
  std::vector<std::string> arguments{claim.id, shape, digits(r.low.value), likely, digits(r.high.value)};
  switch (why) {
    case misfit::none: return std::nullopt;
    case misfit::likely_outside:
    case misfit::likely_too_low:
    case misfit::likely_too_high: return diagnostic{"N0680", r.where, std::move(arguments)};
    case misfit::not_positive: return diagnostic{"N0681", r.where, std::move(arguments)};
    case misfit::unbounded:
    case misfit::ends_reversed:
    case misfit::not_finite:
    case misfit::too_wide: break;
  }
  return diagnostic{"N0682", r.where, std::move(arguments)};
}

/// The rank correlation that gives a correlation of normal scores.
double rank_of(double correlation) {
  const double third_of_a_turn = 6 / std::acos(-1.0);
  return third_of_a_turn * std::asin((std::min)(1.0, (std::max)(-1.0, correlation / 2)));
}

/// The nearest ranks to two decimals that numbers can have together, as the user would write them.
std::string nearest_ranks(const std::vector<drawn_factor>& factors, const std::vector<double>& asked) {
  const std::size_t count = factors.size();
  const auto nearest = nearest_correlation(asked);
  std::vector<double> ranks(nearest.size());
  for (double shrunk = 1; shrunk > 0; shrunk -= 0.01) {  // until what is rounded can be had, too
    auto rounded = nearest;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < count; ++k) {
        if (i == k) continue;
        ranks[i * count + k] = std::round(rank_of(nearest[i * count + k]) * shrunk * 100) / 100;
        rounded[i * count + k] = normal_correlation(ranks[i * count + k]);
      }
    }
    if (is_correlation(rounded)) break;
  }
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (ranks[i * count + k] == 0 && asked[i * count + k] == 0) continue;
      const decimal rank = decimal_from_double(ranks[i * count + k], 2, rounding::half_even).normalized();
      out.append(out.empty() ? "" : ", ").append(factors[k].id).append("–").append(factors[i].id).append(" ");
      out.append(rank.to_string());
    }
  }
  return out;
}

/// The ranges of the factors that count, fitted. counts(factor): does it?
template <class Counts>
outcome<uncertainty> fitted_ranges(const initiative& claim, const appraisal& of, const Counts& counts) {
  uncertainty out;
  diagnostics errors;
  for (const auto& f : of.factors) {
    const factor_claim* claimed = claim_of(claim, f.id);
    if (!counts(f) || claimed == nullptr || !claimed->range || f.low.empty()) continue;
    const auto range = range_of(*claimed, f, of.steps[f.node]);
    const auto fitted = fit(claimed->range->shape, claimed->range->meaning, range.likely, range.low, range.high);
    if (const auto wrong = misfit_in_words(fitted.why, *claimed)) {
      errors.push_back(*wrong);
    } else {
      out.factors.push_back({f.id, fitted.curve});
    }
  }
  if (!errors.empty()) return errors;
  const std::size_t count = out.factors.size();
  const auto index = [&](const std::string& id) {
    const auto found =
        std::find_if(out.factors.begin(), out.factors.end(), [&](const drawn_factor& f) { return f.id == id; });
    return static_cast<std::size_t>(found - out.factors.begin());
  };
  std::vector<double> matrix(count * count, 0.0);
  for (std::size_t i = 0; i < count; ++i) matrix[i * count + i] = 1;
  const place* where = nullptr;
  for (const auto& c : claim.correlations) {
    const std::size_t i = index(c.first);
    const std::size_t k = index(c.second);
    if (i == count || k == count || c.rank.is_zero()) continue;  // one of them moves no figure
    matrix[i * count + k] = matrix[k * count + i] = normal_correlation(to_double(c.rank));
    if (where == nullptr) where = &c.where;
  }
  if (where == nullptr) return out;
  if (!is_correlation(matrix)) {
    errors.push_back({"N0683", *where, {nearest_ranks(out.factors, matrix)}});
    return errors;
  }
  out.correlation = std::move(matrix);
  return out;
}

}  // namespace

outcome<uncertainty> uncertainty_of(const initiative& claim, const appraisal& of, const std::string& figure) {
  std::vector<int> inputs;
  for (const auto& f : of.factors) inputs.push_back(f.node);
  std::vector<dependence> rests;
  for (const auto& a : of.alternatives) {
    if (const auto* f = a.find(figure)) rests.emplace_back(of.steps, inputs, f->node);
  }
  auto fitted = fitted_ranges(claim, of, [&](const factor_node& f) {
    return std::any_of(rests.begin(), rests.end(), [&](const dependence& d) { return d.on(f.node); });
  });
  if (!fitted) return fitted;
  uncertainty out = std::move(fitted).value();
  out.figure = figure;
  return out;
}

diagnostics refused_ranges(const initiative& claim, const appraisal& of) {
  const auto fitted = fitted_ranges(claim, of, [](const factor_node& /*any*/) { return true; });
  return fitted ? diagnostics{} : fitted.error();
}

namespace {

/// The factors in which a figure has a slope where all is as claimed; the constant takes their means away.
struct linear_part {
  double constant = 0;
  std::vector<std::size_t> factors;
  std::vector<double> slopes;
};

std::vector<fitted_distribution> curves(const uncertainty& of) {
  std::vector<fitted_distribution> out;
  for (const auto& f : of.factors) out.push_back(f.curve);
  return out;
}

std::vector<uncertain_input> inputs_of(const initiative& claim, const appraisal& of, const uncertainty& uncertain) {
  std::vector<uncertain_input> out;
  for (const auto& drawn : uncertain.factors) {
    const auto found =
        std::find_if(of.factors.begin(), of.factors.end(), [&](const factor_node& f) { return f.id == drawn.id; });
    const factor_claim* claimed = claim_of(claim, drawn.id);
    if (found == of.factors.end() || claimed == nullptr) {
      throw std::invalid_argument("the case has no factor " + drawn.id);
    }
    uncertain_input in{found->node, times_of(*claimed, *found)};
    out.push_back(std::move(in));
  }
  return out;
}

std::vector<const figure*> figures_of(const appraisal& of, const std::string& key) {
  std::vector<const figure*> out;
  for (const auto& a : of.alternatives) {
    out.push_back(a.find(key));
    if (out.back() == nullptr) throw std::invalid_argument("the alternative has no figure " + key);
  }
  return out;
}

std::vector<int> nodes_of(const std::vector<const figure*>& figures) {
  std::vector<int> out;
  for (const figure* f : figures) out.push_back(f->node);
  return out;
}

}  // namespace

struct prepared_simulation {
  prepared_simulation(const initiative& claim, const appraisal& result, uncertainty uncertain_factors)
      : of(result),
        uncertain(std::move(uncertain_factors)),
        figures(figures_of(result, uncertain.figure)),
        plan(curves(uncertain), uncertain.correlation),
        inputs(inputs_of(claim, result, uncertain)),
        program(result.steps, inputs, nodes_of(figures)),
        values(figures.size()) {
    find_known();
  }

  /// What is known of each figure without a draw.
  void find_known();

  static constexpr std::size_t most_rows = 256;   // of a linear part: more factors are left out of it
  static constexpr std::size_t most_terms = 400;  // of a figure whose closed form is worked out

  const appraisal& of;
  uncertainty uncertain;
  std::vector<const figure*> figures;  ///< of each alternative, as all that follows
  draw_plan plan;
  std::vector<uncertain_input> inputs;
  block_program program;
  std::vector<linear_part> linear;
  std::vector<std::optional<double>> likely;
  std::vector<exact_moments> exact;
  std::vector<draw_memory> values;  ///< draw by draw
};

void prepared_simulation::find_known() {
  const auto at = evaluate<double>(of.steps);
  for (const figure* f : figures) {
    const auto slopes = gradient(of.steps, at, f->node);
    linear_part part;
    // The last rows first: when it is their turn, they still lie in the first cache level.
    for (std::size_t j = inputs.size(); j-- > 0 && part.factors.size() < most_rows;) {
      const auto& input = inputs[j];
      if (!slopes.known(input.node) || slopes.kink(input.node)) continue;
      double sum = 0;
      for (std::size_t c = 0; c < input.times.size(); ++c) sum += slopes.at(input.node, c) * input.times[c];
      if (sum == 0 || !std::isfinite(sum)) continue;
      part.factors.push_back(j);
      part.slopes.push_back(sum);
      part.constant -= sum * mean(plan.factors()[j]);
    }
    linear.push_back(std::move(part));
    likely.push_back(single_number(at, f->node));
    exact.push_back(
        closed_form(program.as_polynomial(exact.size(), most_terms), plan.factors(), uncertain.correlation));
  }
}

namespace {

/// One run. Of what is made ready it changes the memory of the draws only.
class simulation_run {
 public:
  simulation_run(prepared_simulation& of, const simulation_request& asked, simulation_watch watch)
      : of_(of), plan_(of.plan), program_(of.program), values_(of.values), asked_(asked), watch_(watch) {
    if (asked.draws < least_simulated_draws) throw std::invalid_argument("a simulation takes at least 64 draws");
    if (asked.threads < 1) throw std::invalid_argument("a simulation needs at least one thread");
    divide();
  }

  simulation run() {
    draw_all();
    out_.seed = asked_.seed;
    out_.how = asked_.how;
    out_.correlated = plan_.correlated();
    for (const auto& f : of_.uncertain.factors) out_.factors.push_back(f.id);
    for (std::size_t a = 0; a < values_.size(); ++a) out_.alternatives.push_back(described(a));
    if (asked_.information && !out_.stopped) {
      auto found = information();
      if (!out_.stopped) out_.information = std::move(found);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] const alternative_appraisal& alternative(std::size_t a) const { return of_.of.alternatives[a]; }

  /// Even points: sixteen scrambles of a power of two each.
  void divide() {
    draws_ = asked_.draws;
    groups_ = 1;
    if (asked_.how == sampling::quasi) {
      groups_ = scrambles;
      std::uint64_t points = 1;
      while (points * 2 * scrambles <= asked_.draws) points *= 2;
      draws_ = points * scrambles;
    }
    in_group_ = draws_ / groups_;
    blocks_in_group_ = (in_group_ + block_lanes - 1) / block_lanes;
  }

  struct thread_space {
    std::vector<double> draws;
    std::vector<const double*> rows;
    block_program::workspace program;
    std::vector<double*> to;
  };
  [[nodiscard]] thread_space make_space() const {
    thread_space space{
        std::vector<double>((std::max)(std::size_t{1}, plan_.size()) * block_lanes), {}, program_.make_workspace(), {}};
    for (std::size_t j = 0; j < plan_.size(); ++j) space.rows.push_back(space.draws.data() + j * block_lanes);
    return space;
  }

  void draw(std::uint64_t block, double* out) const {
    if (asked_.how == sampling::random) {
      plan_.random(asked_.seed, 0, block, out);
    } else {
      plan_.low_discrepancy(asked_.seed, static_cast<std::uint32_t>(block / blocks_in_group_), block % blocks_in_group_,
                            out);
    }
  }
  [[nodiscard]] std::size_t count_in(std::uint64_t block) const {
    const std::uint64_t first = block % blocks_in_group_ * block_lanes;
    return static_cast<std::size_t>((std::min)(std::uint64_t{block_lanes}, in_group_ - first));
  }
  [[nodiscard]] std::size_t first_of(std::uint64_t block) const {
    return static_cast<std::size_t>(block / blocks_in_group_ * in_group_ + block % blocks_in_group_ * block_lanes);
  }
  [[nodiscard]] std::uint64_t blocks() const { return groups_ * blocks_in_group_; }

  void one_block(std::uint64_t block, thread_space& space) {
    draw(block, space.draws.data());
    const std::size_t count = count_in(block);
    space.to.clear();
    for (auto& v : values_) space.to.push_back(v.data() + first_of(block));
    program_.run(space.rows.data(), count, space.to.data(), space.program);
    for (std::size_t a = 0; a < values_.size(); ++a) {
      tallies_[a][static_cast<std::size_t>(block)] = tally(a, space, space.to[a], count);
    }
  }

  /// What the figures of a block come to, beside their linear part less its mean: the sum of slope × (factor − its
  /// mean).
  [[nodiscard]] block_tally tally(std::size_t a, const thread_space& space, const double* figures,
                                  std::size_t count) const {
    std::array<double, block_lanes> control;
    const auto& part = of_.linear[a];
    std::array<const double*, prepared_simulation::most_rows> rows;
    for (std::size_t k = 0; k < part.factors.size(); ++k) rows[k] = space.rows[part.factors[k]];
    weighted_rows(part.constant, rows.data(), part.slopes.data(), part.factors.size(), control.data());
    return tally_of(figures, control.data(), count);
  }

  void draw_all() {
    for (auto& v : values_) v.make(static_cast<std::size_t>(draws_));
    tallies_.assign(values_.size(), std::vector<block_tally>(static_cast<std::size_t>(blocks())));
    std::atomic<std::uint64_t> next{0};
    std::atomic<bool> stop{false};
    std::exception_ptr failed;
    std::mutex telling;
    std::mutex watching;
    std::uint64_t most = blocks();  // blocks from here on were not made
    std::vector<char> done(static_cast<std::size_t>(blocks()));
    const auto work = [&] {
      try {
        auto space = make_space();
        while (!stop.load(std::memory_order_relaxed)) {
          const std::uint64_t block = next.fetch_add(1, std::memory_order_relaxed);
          if (block >= blocks()) return;
          one_block(block, space);
          done[static_cast<std::size_t>(block)] = 1;
          if (block % blocks_between_asking != 0 || !watching.try_lock()) continue;
          const std::lock_guard hold(watching, std::adopt_lock);
          if (watch_(static_cast<double>(block) / static_cast<double>(blocks()))) stop = true;
        }
      } catch (...) {
        const std::lock_guard hold(telling);
        if (!failed) failed = std::current_exception();
        stop = true;
      }
    };
    const std::uint64_t wanted = (std::min)(static_cast<std::uint64_t>(asked_.threads), blocks());
    std::vector<std::thread> others;
    try {
      for (std::uint64_t t = 1; t < wanted; ++t) others.emplace_back(work);
    } catch (const std::exception&) {
      // The system has no more threads, or no memory for them: those that there are draw the same numbers.
    }
    work();
    for (auto& t : others) t.join();
    if (failed) std::rethrow_exception(failed);
    for (std::uint64_t b = 0; b < blocks(); ++b) {
      if (done[static_cast<std::size_t>(b)] == 0) {
        most = b;
        break;
      }
    }
    keep(most);
  }

  /// What was made before a stop, without holes.
  void keep(std::uint64_t made) {
    out_.stopped = made < blocks();
    out_.draws = draws_;
    if (!out_.stopped) return;
    if (asked_.how == sampling::quasi) made = made / blocks_in_group_ * blocks_in_group_;  // whole scrambles
    const std::size_t kept = made == blocks() ? static_cast<std::size_t>(draws_) : first_of(made);
    groups_ = asked_.how == sampling::quasi ? made / blocks_in_group_ : groups_;
    draws_ = kept;
    out_.draws = kept;
    for (auto& v : values_) v.keep(kept);
    for (auto& t : tallies_) t.resize(static_cast<std::size_t>(made));
  }

  [[nodiscard]] static double slope(const block_tally& s) {
    const double variance = s.cc - s.c * s.c / s.count;
    return variance > 0 ? (s.fc - s.f * s.c / s.count) / variance : 0;
  }

  [[nodiscard]] simulated_figure described(std::size_t a) {
    simulated_figure out;
    out.alternative = alternative(a).id;
    out.of = *of_.figures[a];
    out.likely = of_.likely[a];
    const std::span<double> all(values_[a].data(), values_[a].size());
    const block_tally tally = total(tallies_[a]);
    const bool gaps = tally.count != static_cast<double>(all.size());
    // Draws without a number are moved behind the others; never is one of those, and more than any number.
    auto end = all.end();
    if (gaps) {
      end = std::partition(all.begin(), all.end(), [](double x) { return !std::isnan(x); });
      out.undefined_share = 1 - tally.count / static_cast<double>(all.size());
    }
    const std::span<const double> with_never(all.begin(), end);
    out.defined = static_cast<std::size_t>(tally.count);
    if (tally.count > 0 && std::isfinite(tally.squares)) out.statistics = moments_of(tally);
    if (!with_never.empty()) {
      const auto count = static_cast<double>(with_never.size());
      out.positive = share_of(tally.above, count);
      out.below_zero = tally.below / count;
      order_statistics(a, with_never, out);
    }
    errors_of_means(a, gaps, tally, out);
    out.exact = of_.exact[a];
    if (asked_.indices && !out_.stopped && plan_.size() > 0) {
      try {
        indices(a, out);
      } catch (const stop_asked_for&) {
        out_.stopped = true;
      }
    }
    return out;
  }

  /// Thrown out of an estimator that is not asked whether to go on.
  struct stop_asked_for {};

  /// Quantiles, and the mean of the worst 5 %: the lowest, or the highest of a figure of which less is better. Never is
  /// the worst.
  void order_statistics(std::size_t a, std::span<const double> values, simulated_figure& out) const {
    constexpr double share = 0.05;
    constexpr int intervals = 40;
    const worst which = less_is_better(of_.figures[a]->key) ? worst::highest : worst::lowest;
    auto found = quantiles_with_shortfall(values, simulated_quantiles, share, which);
    out.quantiles = std::move(found.quantiles);
    if (which == worst::highest || std::isfinite(found.shortfall)) out.shortfall = found.shortfall;
    const double low = out.quantiles.front();
    const double high = out.quantiles.back();
    if (asked_.histogram && std::isfinite(high)) out.spread = histogram_of(values, low, high, intervals);
  }

  void errors_of_means(std::size_t a, bool gaps, const block_tally& all, simulated_figure& out) const {
    if (!out.statistics) return;
    const double by = slope(all);
    if (asked_.how == sampling::random) {
      out.standard_error = out.statistics->standard_error;
      const double count = all.count;
      // The control's mean is known over all draws, not over those in which the figure has a number.
      if (gaps || !(all.cc > 0) || !out.statistics->standard_deviation || count < 3) return;
      // What is left of the variance when the linear part is taken away.
      const double s = *out.statistics->standard_deviation;
      const double left = (std::max)(0.0, s * s * (count - 1) - by * (all.fc - all.f * all.c / count));
      out.controlled = estimated_mean{mean_of(all) - by * all.c / count, std::sqrt(left / (count - 2) / count)};
      return;
    }
    std::vector<double> plain;
    std::vector<double> controlled;
    std::vector<double> above;  // zero, of each scramble
    for (std::uint64_t g = 0; g < groups_; ++g) {
      const auto s = total(
          std::span(tallies_[a])
              .subspan(static_cast<std::size_t>(g * blocks_in_group_), static_cast<std::size_t>(blocks_in_group_)));
      if (!(s.count > 0)) return;
      above.push_back(s.above / static_cast<double>(in_group_));
      plain.push_back(mean_of(s));
      controlled.push_back(mean_of(s) - by * s.c / s.count);
    }
    if (plain.size() < 2) {  // stopped within the first scrambles: nothing is known of the error
      out.positive.reset();
      return;
    }
    out.standard_error = moments_of(plain).standard_error;
    if (!gaps && all.cc > 0) {
      const auto c = moments_of(controlled);
      out.controlled = estimated_mean{c.mean, *c.standard_error};
    }
    const auto spread = moments_of(above).standard_error;
    if (out.positive && !gaps && spread && *spread > 0) out.positive->standard_error = *spread;
  }

  void indices(std::size_t a, simulated_figure& out) {
    auto space = make_space();
    space.program = program_.make_keeping_workspace();
    std::vector<double> other(block_lanes * values_.size());
    std::vector<double*> to;
    for (std::size_t k = 0; k < values_.size(); ++k) to.push_back(other.data() + k * block_lanes);
    const auto go_on = [&] {
      if (watch_(1)) throw stop_asked_for{};
    };
    const auto model = [&](const double* const* in, std::size_t count, double* result) {
      go_on();
      to[a] = result;
      program_.run(in, count, to.data(), space.program);
    };
    const auto changed = [&](std::size_t factor, const double* row, std::size_t count, double* result) {
      to[a] = result;
      program_.run_changed(factor, row, count, to.data(), space.program);
    };
    constexpr std::uint32_t apart = 1U << 16U;  // streams that the plain draws do not use
    if (!plan_.correlated()) {
      const auto source = [&](std::uint32_t stream, std::uint64_t block, double* rows) {
        plan_.random(asked_.seed, apart + stream, block, rows);
      };
      out.sobol = sobol_indices(model, changed, source, plan_.size(), static_cast<std::size_t>(draws_));
      return;
    }
    const auto at_scores = [&](std::size_t factor, const double* scores, std::size_t count, double* values) {
      plan_.at_scores(factor, scores, count, values);
    };
    const auto normals = [&](std::uint32_t stream, std::uint64_t block, double* rows) {
      draw_plan::normals(asked_.seed, apart + stream, block, 3 * plan_.size(), rows);
    };
    const auto permutations = (std::max)(std::size_t{1024}, static_cast<std::size_t>(draws_) / (plan_.size() + 1));
    out.shapley = shapley_effects(model, at_scores, normals, plan_.size(), of_.uncertain.correlation, permutations);
  }

  /// Plain draws, also where the rest is from even points: those go together, and the errors are of independent draws.
  void draw_plainly() {
    auto space = make_space();
    for (std::uint64_t first = 0; first < draws_; first += block_lanes) {
      if (watch_(1)) {
        out_.stopped = true;
        return;
      }
      plan_.random(asked_.seed, 0, first / block_lanes, space.draws.data());
      space.to.clear();
      for (auto& v : values_) space.to.push_back(v.data() + first);
      const auto count = static_cast<std::size_t>((std::min)(std::uint64_t{block_lanes}, draws_ - first));
      program_.run(space.rows.data(), count, space.to.data(), space.program);
    }
  }

  [[nodiscard]] simulated_information information() {
    if (asked_.how == sampling::quasi) draw_plainly();
    simulated_information out;
    if (out_.stopped) return out;
    std::vector<std::span<const double>> figures;
    std::vector<std::size_t> chosen;
    for (std::size_t a = 0; a < values_.size(); ++a) {
      if (alternative(a).reference) continue;  // it is to do nothing, and the others are counted against it
      chosen.push_back(a);
      figures.push_back(values_[a].all());
    }
    for (const auto& f : figures) {
      if (std::any_of(f.begin(), f.end(), [](double x) { return !std::isfinite(x); })) return out;
    }
    if (figures.empty()) return out;
    out.defined = true;
    out.everything = value_of_perfect_information(figures, true);
    if (out.everything.best) out.best = alternative(chosen[*out.everything.best]).id;
    constexpr int bins = 64;
    std::vector<factor_information> gathered;
    for (const auto& f : plan_.factors()) {
      std::vector<double> thresholds;
      for (int i = 1; i < bins; ++i) thresholds.push_back(quantile(f, static_cast<double>(i) / bins));
      gathered.emplace_back(thresholds, figures.size(), true);
    }
    auto space = make_space();
    for (std::uint64_t first = 0; first < draws_; first += block_lanes) {
      if (watch_(1)) {
        out_.stopped = true;
        return {};
      }
      plan_.random(asked_.seed, 0, first / block_lanes, space.draws.data());
      const auto count = static_cast<std::size_t>((std::min)(std::uint64_t{block_lanes}, draws_ - first));
      std::vector<std::span<const double>> part;
      for (const auto& f : figures) part.push_back(f.subspan(static_cast<std::size_t>(first), count));
      for (std::size_t j = 0; j < gathered.size(); ++j) gathered[j].add(std::span(space.rows[j], count), part);
    }
    for (std::size_t j = 0; j < gathered.size(); ++j) {
      out.factors.push_back({of_.uncertain.factors[j].id, gathered[j].value()});
    }
    std::stable_sort(out.factors.begin(), out.factors.end(),
                     [](const known_factor& x, const known_factor& y) { return x.worth.value > y.worth.value; });
    return out;
  }

  static constexpr std::uint64_t scrambles = 16;
  static constexpr std::uint64_t blocks_between_asking = 8;

  const prepared_simulation& of_;
  const draw_plan& plan_;
  const block_program& program_;
  std::vector<draw_memory>& values_;  // of each alternative, draw by draw
  simulation_request asked_;
  simulation_watch watch_;
  std::uint64_t draws_ = 0;
  std::uint64_t groups_ = 1;
  std::uint64_t in_group_ = 0;
  std::uint64_t blocks_in_group_ = 0;
  std::vector<std::vector<block_tally>> tallies_;  // of each alternative, block by block
  simulation out_;
};

}  // namespace

simulator::simulator(const initiative& claim, const appraisal& of, uncertainty uncertain) {
  made_.emplace_back(claim, of, std::move(uncertain));
}
simulator::simulator(simulator&& other) noexcept = default;
simulator& simulator::operator=(simulator&& other) noexcept = default;
simulator::~simulator() = default;

simulation simulator::run(const simulation_request& asked, simulation_watch watch) {
  return simulation_run(made_.front(), asked, watch).run();
}

}  // namespace nytta
