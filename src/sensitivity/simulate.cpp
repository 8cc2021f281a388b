// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/evaluate.hpp>
#include <nytta/appraisal/gradient.hpp>
#include <nytta/core/decimal_double.hpp>
#include <nytta/method/method.hpp>
#include <nytta/sensitivity/correlation.hpp>
#include <nytta/sensitivity/draw_plan.hpp>
#include <nytta/sensitivity/simulate.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <iterator>
#include <limits>
#include <mutex>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "appraisal/block_program.hpp"
#include "appraisal/dependence.hpp"
#include "appraisal/single_number.hpp"
#include "sensitivity/closed_form.hpp"
#include "sensitivity/draw_memory.hpp"

namespace nytta {

static_assert(draws_per_block == block_lanes);

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

}  // namespace

outcome<uncertainty> uncertainty_of(const initiative& claim, const appraisal& of, const std::string& figure) {
  uncertainty out;
  diagnostics errors;
  std::vector<int> inputs;
  for (const auto& f : of.factors) inputs.push_back(f.node);
  std::vector<dependence> rests;
  for (const auto& a : of.alternatives) {
    if (const auto* f = a.find(figure)) rests.emplace_back(of.steps, inputs, f->node);
  }
  for (const auto& f : of.factors) {
    const factor_claim* claimed = claim_of(claim, f.id);
    const bool counts = std::any_of(rests.begin(), rests.end(), [&](const dependence& d) { return d.on(f.node); });
    if (!counts || claimed == nullptr || !claimed->range || f.low.empty()) continue;
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

namespace {

/// Sums over a block of what a control variate needs: of the figure f and its linear part c.
struct control_sums {
  double count = 0;
  double f = 0;
  double c = 0;
  double fc = 0;
  double cc = 0;

  void add(double weight, double figure, double control) {
    count += weight;
    f += figure;
    c += control;
    fc += figure * control;
    cc += control * control;
  }
};

/// The factors in which a figure has a slope where all is as claimed; the constant takes their means away.
struct linear_part {
  double constant = 0;
  std::vector<std::size_t> factors;
  std::vector<double> slopes;
};

class simulation_run {
 public:
  simulation_run(const initiative& claim, const appraisal& of, const uncertainty& uncertain,
                 const simulation_request& asked, simulation_watch watch)
      : claim_(claim),
        of_(of),
        uncertain_(uncertain),
        asked_(asked),
        watch_(watch),
        plan_(curves(uncertain), uncertain.correlation),
        program_(of.steps, inputs(), outputs()) {
    if (asked.draws < least_simulated_draws) throw std::invalid_argument("a simulation takes at least 64 draws");
    if (asked.threads < 1) throw std::invalid_argument("a simulation needs at least one thread");
    divide();
    linear_parts();
  }

  simulation run() {
    draw_all();
    out_.seed = asked_.seed;
    out_.how = asked_.how;
    out_.correlated = plan_.correlated();
    for (const auto& f : uncertain_.factors) out_.factors.push_back(f.id);
    for (std::size_t a = 0; a < of_.alternatives.size(); ++a) out_.alternatives.push_back(described(a));
    if (asked_.information && !out_.stopped) {
      auto found = information();
      if (!out_.stopped) out_.information = std::move(found);
    }
    return std::move(out_);
  }

 private:
  static std::vector<fitted_distribution> curves(const uncertainty& of) {
    std::vector<fitted_distribution> out;
    for (const auto& f : of.factors) out.push_back(f.curve);
    return out;
  }

  [[nodiscard]] std::vector<uncertain_input> inputs() const {
    std::vector<uncertain_input> out;
    for (const auto& drawn : uncertain_.factors) {
      const auto found =
          std::find_if(of_.factors.begin(), of_.factors.end(), [&](const factor_node& f) { return f.id == drawn.id; });
      uncertain_input in{found->node, times_of(*claim_of(claim_, drawn.id), *found)};
      out.push_back(std::move(in));
    }
    return out;
  }

  [[nodiscard]] const figure& figure_of(std::size_t a) const {
    const figure* f = of_.alternatives[a].find(asked_.figure);
    if (f == nullptr) throw std::invalid_argument("the alternative has no figure " + asked_.figure);
    return *f;
  }
  [[nodiscard]] std::vector<int> outputs() const {
    std::vector<int> out;
    for (std::size_t a = 0; a < of_.alternatives.size(); ++a) out.push_back(figure_of(a).node);
    return out;
  }

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

  void linear_parts() {
    const auto values = evaluate<double>(of_.steps);
    const auto in = inputs();
    for (std::size_t a = 0; a < of_.alternatives.size(); ++a) {
      const auto slopes = gradient(of_.steps, values, figure_of(a).node);
      linear_part part;
      for (std::size_t j = 0; j < in.size() && part.factors.size() < most_rows; ++j) {
        const auto& input = in[j];
        if (!slopes.known(input.node) || slopes.kink(input.node)) continue;
        double sum = 0;
        for (std::size_t c = 0; c < input.times.size(); ++c) sum += slopes.at(input.node, c) * input.times[c];
        if (sum == 0 || !std::isfinite(sum)) continue;
        part.factors.push_back(j);
        part.slopes.push_back(sum);
        part.constant -= sum * mean(plan_.factors()[j]);
      }
      linear_.push_back(std::move(part));
      likely_.push_back(single_number(values, figure_of(a).node));
    }
  }

  struct thread_space {
    std::vector<double> draws;
    std::vector<const double*> rows;
    block_program::workspace program;
  };
  [[nodiscard]] thread_space make_space() const {
    thread_space space{
        std::vector<double>((std::max)(std::size_t{1}, plan_.size()) * block_lanes), {}, program_.make_workspace()};
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
    std::vector<double*> to;
    for (auto& v : values_) to.push_back(v.data() + first_of(block));
    program_.run(space.rows.data(), count, to.data(), space.program);
    for (std::size_t a = 0; a < values_.size(); ++a) {
      control_[a][static_cast<std::size_t>(block)] = control_of(a, space, to[a], count);
    }
  }

  /// The linear part less its mean is the sum of slope × (factor − its mean).
  [[nodiscard]] control_sums control_of(std::size_t a, const thread_space& space, const double* figures,
                                        std::size_t count) const {
    std::array<double, block_lanes> c;
    const auto& part = linear_[a];
    std::array<const double*, most_rows> rows;
    for (std::size_t k = 0; k < part.factors.size(); ++k) rows[k] = space.rows[part.factors[k]];
    weighted_rows(part.constant, rows.data(), part.slopes.data(), part.factors.size(), c.data());
    const double middle = centre(a);
    std::array<double, block_lanes> f{};
    bool whole = count == block_lanes;
    double nothing = 0;  // stays 0 while every figure is a finite number
    for (std::size_t i = 0; i < count; ++i) {
      f[i] = figures[i] - middle;
      nothing += (f[i] - f[i]) * 0;
    }
    whole = whole && nothing == 0;
    control_sums s;
    if (!whole) {
      for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(f[i])) continue;
        s.add(1, f[i], c[i]);
      }
      return s;
    }
    constexpr std::size_t lanes = 8;
    std::array<double, lanes> sum_f{};
    std::array<double, lanes> sum_c{};
    std::array<double, lanes> sum_fc{};
    std::array<double, lanes> sum_cc{};
    for (std::size_t i = 0; i < block_lanes; i += lanes) {
      for (std::size_t k = 0; k < lanes; ++k) {
        sum_f[k] += f[i + k];
        sum_c[k] += c[i + k];
        sum_fc[k] += f[i + k] * c[i + k];
        sum_cc[k] += c[i + k] * c[i + k];
      }
    }
    s.count = block_lanes;
    for (std::size_t k = 0; k < lanes; ++k) {
      s.f += sum_f[k];
      s.c += sum_c[k];
      s.fc += sum_fc[k];
      s.cc += sum_cc[k];
    }
    return s;
  }

  /// A number near the figure's, so that sums of squares keep their digits.
  [[nodiscard]] double centre(std::size_t a) const { return likely_[a].value_or(0); }

  void draw_all() {
    for (std::size_t a = 0; a < of_.alternatives.size(); ++a) {
      values_.emplace_back(static_cast<std::size_t>(draws_));
    }
    control_.assign(of_.alternatives.size(), std::vector<control_sums>(static_cast<std::size_t>(blocks())));
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
          if (!watching.try_lock()) continue;
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
    } catch (const std::system_error&) {
      // The system has no more threads: those that there are draw the same numbers.
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
    for (auto& c : control_) c.resize(static_cast<std::size_t>(made));
  }

  [[nodiscard]] static control_sums sum(std::span<const control_sums> of) {
    control_sums s;
    for (const auto& b : of) {
      s.count += b.count;
      s.f += b.f;
      s.c += b.c;
      s.fc += b.fc;
      s.cc += b.cc;
    }
    return s;
  }
  [[nodiscard]] static double slope(const control_sums& s) {
    const double variance = s.cc - s.c * s.c / s.count;
    return variance > 0 ? (s.fc - s.f * s.c / s.count) / variance : 0;
  }

  [[nodiscard]] simulated_figure described(std::size_t a) {
    simulated_figure out;
    out.alternative = of_.alternatives[a].id;
    out.of = figure_of(a);
    out.likely = likely_[a];
    const std::span<double> all(values_[a].data(), values_[a].size());
    const bool gaps = sum(control_[a]).count != static_cast<double>(all.size());
    const auto above = shares_above(a);
    // Draws without a number are moved behind those with one, and never, which is more than any number, between them.
    auto end_of_finite = all.end();
    auto end_of_numbers = all.end();
    if (gaps) {
      end_of_finite = std::partition(all.begin(), all.end(), [](double x) { return std::isfinite(x); });
      end_of_numbers = std::partition(end_of_finite, all.end(), [](double x) { return !std::isnan(x); });
    }
    const std::span<const double> numbers(all.begin(), end_of_finite);
    const std::span<const double> with_never(all.begin(), end_of_numbers);
    out.defined = numbers.size();
    if (gaps) out.undefined_share = 1 - static_cast<double>(numbers.size()) / static_cast<double>(all.size());
    if (!numbers.empty()) out.statistics = moments_of(numbers);
    if (!with_never.empty()) {
      out.quantiles = quantiles(with_never, simulated_quantiles);
      out.positive = probability_positive(with_never);
      const auto below = std::count_if(with_never.begin(), with_never.end(), [](double x) { return x < 0; });
      out.below_zero = static_cast<double>(below) / static_cast<double>(with_never.size());
      out.shortfall = shortfall_of(a, with_never);
    }
    errors_of_means(a, gaps, above, out);
    out.exact = closed_form(program_.as_polynomial(a, most_terms), plan_.factors(), uncertain_.correlation);
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

  /// The mean of the worst 5 %: the lowest, or the highest of a figure of which less is better. Never is the worst.
  [[nodiscard]] std::optional<double> shortfall_of(std::size_t a, std::span<const double> values) const {
    constexpr double worst = 0.05;
    if (!less_is_better(figure_of(a).key)) {
      const double low = expected_shortfall(values, worst);
      return std::isfinite(low) ? std::optional(low) : std::nullopt;
    }
    if (!std::isfinite(*std::max_element(values.begin(), values.end()))) return std::numeric_limits<double>::infinity();
    draw_memory turned(values.size());
    std::transform(values.begin(), values.end(), turned.data(), [](double x) { return -x; });
    return -expected_shortfall(turned.all(), worst);
  }

  /// The share above 0 of each scramble.
  [[nodiscard]] std::vector<double> shares_above(std::size_t a) const {
    std::vector<double> out;
    if (asked_.how == sampling::random || groups_ == 0) return out;
    const std::size_t each = values_[a].size() / static_cast<std::size_t>(groups_);
    for (std::size_t g = 0; g < static_cast<std::size_t>(groups_); ++g) {
      const auto part = values_[a].all().subspan(g * each, each);
      const auto count = std::count_if(part.begin(), part.end(), [](double x) { return x > 0; });
      out.push_back(static_cast<double>(count) / static_cast<double>(each));
    }
    return out;
  }

  void errors_of_means(std::size_t a, bool gaps, const std::vector<double>& above, simulated_figure& out) const {
    if (!out.statistics) return;
    const auto total = sum(control_[a]);
    const double by = slope(total);
    if (asked_.how == sampling::random) {
      out.standard_error = out.statistics->standard_error;
      const double count = total.count;
      const double m = total.f / count;
      // The control's mean is known over all draws, not over those in which the figure has a number.
      if (gaps || !(total.cc > 0) || !out.statistics->standard_deviation || count < 3) return;
      // What is left of the variance when the linear part is taken away.
      const double s = *out.statistics->standard_deviation;
      const double left = (std::max)(0.0, s * s * (count - 1) - by * (total.fc - total.f * total.c / count));
      out.controlled = estimated_mean{centre(a) + m - by * total.c / count, std::sqrt(left / (count - 2) / count)};
      return;
    }
    std::vector<double> plain;
    std::vector<double> controlled;
    for (std::uint64_t g = 0; g < groups_; ++g) {
      const auto s =
          sum(std::span(control_[a])
                  .subspan(static_cast<std::size_t>(g * blocks_in_group_), static_cast<std::size_t>(blocks_in_group_)));
      if (!(s.count > 0)) return;
      plain.push_back(centre(a) + s.f / s.count);
      controlled.push_back(centre(a) + s.f / s.count - by * s.c / s.count);
    }
    if (plain.size() < 2) {  // stopped within the first scrambles: nothing is known of the error
      out.positive.reset();
      return;
    }
    out.standard_error = moments_of(plain).standard_error;
    if (!gaps && total.cc > 0) {
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
    out.shapley = shapley_effects(model, at_scores, normals, plan_.size(), uncertain_.correlation, permutations);
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
      std::vector<double*> to;
      for (auto& v : values_) to.push_back(v.data() + first);
      const auto count = static_cast<std::size_t>((std::min)(std::uint64_t{block_lanes}, draws_ - first));
      program_.run(space.rows.data(), count, to.data(), space.program);
    }
  }

  [[nodiscard]] simulated_information information() {
    if (asked_.how == sampling::quasi) draw_plainly();
    simulated_information out;
    if (out_.stopped) return out;
    std::vector<std::span<const double>> figures;
    std::vector<std::size_t> chosen;
    for (std::size_t a = 0; a < of_.alternatives.size(); ++a) {
      if (of_.alternatives[a].reference) continue;  // it is to do nothing, and the others are counted against it
      chosen.push_back(a);
      figures.push_back(values_[a].all());
    }
    for (const auto& f : figures) {
      if (std::any_of(f.begin(), f.end(), [](double x) { return !std::isfinite(x); })) return out;
    }
    if (figures.empty()) return out;
    out.defined = true;
    out.everything = value_of_perfect_information(figures, true);
    if (out.everything.best) out.best = of_.alternatives[chosen[*out.everything.best]].id;
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
      out.factors.push_back({uncertain_.factors[j].id, gathered[j].value()});
    }
    std::stable_sort(out.factors.begin(), out.factors.end(),
                     [](const known_factor& x, const known_factor& y) { return x.worth.value > y.worth.value; });
    return out;
  }

  static constexpr std::uint64_t scrambles = 16;
  static constexpr std::size_t most_terms = 400;
  static constexpr std::size_t most_rows = 256;  // of a linear part: more factors are left out of it

  const initiative& claim_;
  const appraisal& of_;
  const uncertainty& uncertain_;
  simulation_request asked_;
  simulation_watch watch_;
  draw_plan plan_;
  block_program program_;
  std::uint64_t draws_ = 0;
  std::uint64_t groups_ = 1;
  std::uint64_t in_group_ = 0;
  std::uint64_t blocks_in_group_ = 0;
  std::vector<linear_part> linear_;  // of each alternative
  std::vector<std::optional<double>> likely_;
  std::vector<draw_memory> values_;                 // of each alternative, draw by draw
  std::vector<std::vector<control_sums>> control_;  // of each alternative, block by block
  simulation out_;
};

}  // namespace

simulation simulate(const initiative& claim, const appraisal& of, const uncertainty& uncertain,
                    const simulation_request& asked, simulation_watch watch) {
  return simulation_run(claim, of, uncertain, asked, watch).run();
}

}  // namespace nytta
