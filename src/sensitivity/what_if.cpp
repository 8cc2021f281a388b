// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/certify.hpp>
#include <nytta/appraisal/evaluate.hpp>
#include <nytta/appraisal/gradient.hpp>
#include <nytta/core/decimal_double.hpp>
#include <nytta/core/decimal_quotient.hpp>
#include <nytta/sensitivity/sensitivity.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "appraisal/ball_abilities.hpp"
#include "appraisal/dependence.hpp"
#include "appraisal/furthest.hpp"
#include "appraisal/single_number.hpp"
#include "core/decimal_digits.hpp"
#include "core/significant_text.hpp"
#include "sensitivity/bounds.hpp"
#include "sensitivity/moved_working.hpp"
#include "sensitivity/switching.hpp"

namespace nytta {

std::string_view name(no_answer why) {
  switch (why) {
    case no_answer::answered: return "ok";
    case no_answer::kink: return "kink";
    case no_answer::figure_is_zero: return "figure_is_zero";
    case no_answer::no_slope: return "no_slope";
    case no_answer::never_zero: return "never_zero";
    case no_answer::jumps: return "jumps";
  }
  return {};
}

namespace {

using boost::multiprecision::cpp_int;
using digits58 = ball<192>;

constexpr int share_decimals = 6;
constexpr int value_digits = 10;

bool single(const figure_reading& f) { return f.how == status::ok && f.values.size() == 1; }

/// |a − b| of two printed numbers; empty where one is missing.
std::string distance(const figure_reading& a, const figure_reading& b) {
  if (!single(a) || !single(b)) return {};
  const int decimals = (std::max)(decimals_of(a.values[0]), decimals_of(b.values[0]));
  const cpp_int between = units_of(a.values[0], decimals) - units_of(b.values[0], decimals);
  return decimal_text(cpp_int(abs(between)), decimals);
}

/// Is the first number larger? An empty one is the least.
bool larger(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return b.empty() && !a.empty();
  return compare_digits(a, b) > 0;
}

std::string negated(const std::string& digits) {
  const int decimals = decimals_of(digits);
  return decimal_text(cpp_int(-units_of(digits, decimals)), decimals);
}

std::string text(const decimal& number) { return number.normalized().to_string(); }

factor_numbers texts(const std::vector<decimal>& numbers) {
  factor_numbers out;
  const bool same = std::all_of(numbers.begin(), numbers.end(), [&](const decimal& n) { return n == numbers.front(); });
  for (const decimal& n : numbers) {
    out.push_back(text(n));
    if (same) break;
  }
  return out;
}

/// A double to so many significant digits.
decimal shortened(double x, int digits) {
  if (x == 0) return 0;
  int exponent = 0;  // of two: with one less, the first digit stands at 0.30103 times it, or one higher
  std::frexp(x, &exponent);
  int decimals = (std::max)(0, digits - 1 - static_cast<int>(std::floor(0.30102999566398120 * (exponent - 1))));
  constexpr int most_decimals = 300;
  decimals = (std::min)(decimals, most_decimals);
  const decimal longer = decimal_from_double(x, decimals, rounding::half_even).normalized();
  const std::string text = absolute(longer).to_string();
  const auto first = text.find_first_of("123456789");
  const auto point = (std::min)(text.find('.'), text.size());
  const int whole = first < point ? static_cast<int>(point - first) : -static_cast<int>(first - point - 1);
  return longer.rounded((std::max)(0, digits - whole), rounding::half_even).normalized();
}

std::string fixed(double x, int decimals) { return decimal_from_double(x, decimals, rounding::half_even).to_string(); }

/// "1 + 0.2" of a list of numbers.
std::vector<decimal> times(const std::vector<decimal>& numbers, const decimal& by) {
  std::vector<decimal> out;
  for (const decimal& n : numbers) out.push_back((n * by).normalized());
  return out;
}

/// A spread amount as the amounts of the years up to the last; shares of what is left would be of the whole amount.
/// A factor's amount is left as it is: it is refused, with the year that falls outside.
bool amounts_within(flow_claim& f, int last_year) {
  auto& shares = f.flows.shares;
  const auto after = [&](const dated_expression& s) { return s.year > last_year; };
  if (!f.amount || std::none_of(shares.begin(), shares.end(), after)) return true;
  for (dated_expression& s : shares) {
    const auto part = parse_expression("(" + f.amount->text + ") * (" + s.value.text + ")", s.where);
    if (!part) return true;
    s.value = *part;
  }
  std::erase_if(shares, after);
  f.flows.how = occurrence::by_year;
  f.amount.reset();
  return !shares.empty();
}

/// A flow over fewer or more columns; false when nothing of it is left.
bool fits_columns(flow_claim& f, int last_year, int columns) {
  const auto after = [&](const dated_expression& s) { return s.year > last_year; };
  switch (f.flows.how) {
    case occurrence::once:
    case occurrence::from_to:
    case occurrence::every: return f.flows.from <= last_year;
    case occurrence::spread: return amounts_within(f, last_year);
    case occurrence::by_year: std::erase_if(f.flows.shares, after); return !f.flows.shares.empty();
    case occurrence::uptake_columns:
      f.flows.shares.resize((std::min)(f.flows.shares.size(), static_cast<std::size_t>(columns)));
      return true;
    case occurrence::always:
    case occurrence::uptake_years:
    case occurrence::uptake_linear:
    case occurrence::uptake_s_curve: break;
  }
  return true;
}

/// The case over another number of columns: what falls outside them is lost, and a residual value in the last column
/// follows it.
initiative over_years(initiative claim, const conventions& frame, int columns) {
  const int last_before = frame.first_year + frame.years - 1;
  const int last_year = frame.first_year + columns - 1;
  for (effect_claim& e : claim.effects) {
    const bool at_end = e.type == effect_type::residual && e.flows.how == occurrence::once;
    if (at_end && e.flows.from == last_before) e.flows.from = last_year;
  }
  std::erase_if(claim.effects, [&](effect_claim& e) { return !fits_columns(e, last_year, columns); });
  std::erase_if(claim.transfers, [&](transfer_claim& t) { return !fits_columns(t, last_year, columns); });
  claim.calculation.years = columns;
  return claim;
}

/// One alternative's figure, seen from everything that it rests on.
class figure_view {
 public:
  figure_view(const initiative& claim, const method& rules, const appraisal& of, const alternative_appraisal& a,
              const sensitivity_request& asked)
      : claim_(claim), rules_(rules), of_(of), a_(a), asked_(asked), steps_(of.steps) {
    const figure* f = a.find(asked.figure);
    if (f == nullptr) throw std::invalid_argument("the alternative has no figure " + asked.figure);
    figure_ = *f;
    out_.alternative = a.id;
    out_.of = *f;
    std::vector<int> inputs;
    for (const auto& factor : of_.factors) inputs.push_back(factor.node);
    rests_ = dependence(of_.steps, inputs, f->node);
    for (const auto& factor : of_.factors) {
      if (rests_.on(factor.node)) behind_.push_back(&factor);
    }
    values_ = evaluate<double>(of_.steps);
    out_.base = reading(steps_, figure_);
    find_slopes();
  }

  sensitivity all() {
    one_way();
    conventions();
    effects();
    groups();
    delay();
    elasticities();
    switching();
    worth();
    together();
    scenarios();
    two_way();
    return std::move(out_);
  }

 private:
  [[nodiscard]] figure_reading reading(const working& steps, const figure& f) const {
    return reading_of(certified_values(steps), f, rules_);
  }
  [[nodiscard]] figure_reading reading(const moved_working& moved) const {
    figure f = figure_;
    f.node = moved.figure;
    return reading(moved.steps, f);
  }
  [[nodiscard]] const node& factor_at(const factor_node& f) const { return of_.steps[f.node]; }
  [[nodiscard]] const std::vector<decimal>& likely(const factor_node& f) const { return factor_at(f).numbers; }
  [[nodiscard]] bool any_range() const {
    return std::any_of(behind_.begin(), behind_.end(), [](const factor_node* f) { return !f->low.empty(); });
  }

  /// The figure and its slopes with 58 digits, where those decide its way; in doubles anyway.
  void find_slopes() {
    slopes_ = gradient(of_.steps, values_, figure_.node);
    const arithmetic<digits58> by{};
    auto values = std::vector<node_value<digits58>>(of_.steps.nodes.size());
    detail::evaluator<digits58> each(of_.steps, by, values);
    for (int i = 0; i <= figure_.node; ++i) each.evaluate(i);
    const auto& reached = values[static_cast<std::size_t>(figure_.node)];
    if (!reached.decided || reached.how != status::ok || reached.numbers.size() != 1) return;
    fine_figure_ = reached.numbers.front();
    fine_slopes_ = gradient(of_.steps, values, figure_.node);
    fine_values_ = std::move(values);
  }

  /// The change of the figure for a change of the factor's numbers, where the figure is affine in it.
  [[nodiscard]] std::optional<digits58> fine_change(const factor_node& f, const std::vector<decimal>& to) const {
    if (!fine_slopes_ || !rests_.affine_in(f.node) || !fine_slopes_->known(f.node)) return std::nullopt;
    digits58 sum(0);
    for (std::size_t c = 0; c < to.size(); ++c) {
      sum += fine_slopes_->at(f.node, c) * digits58::of_decimal(to[c] - likely(f)[c]);
    }
    return sum;
  }

  /// The figure so much higher, in money, where 58 digits round it for certain.
  [[nodiscard]] std::optional<figure_reading> moved_by(const digits58& change) const {
    if (figure_.kind != figure_kind::money) return std::nullopt;
    const int decimals = rules_.figures.decimals;
    const cpp_int scale = boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(decimals));
    const auto units = ((*fine_figure_ + change) * digits58(scale)).rounded(rules_.figures.mode);
    if (!units) return std::nullopt;
    return figure_reading{figure_.key, status::ok, reason::answered, {decimal_text(*units, decimals)}};
  }

  /// The figure with the factor at other numbers.
  [[nodiscard]] figure_reading with(const factor_node& f, const std::vector<decimal>& numbers) {
    if (const auto change = fine_change(f, numbers)) {
      if (auto moved = moved_by(*change)) return std::move(*moved);
    }
    auto& place = steps_.nodes[static_cast<std::size_t>(f.node)].numbers;
    auto before = std::exchange(place, numbers);
    auto out = reading(steps_, figure_);
    steps_.nodes[static_cast<std::size_t>(f.node)].numbers = std::move(before);
    return out;
  }

  /// The factor's own range, or the share asked for on both sides.
  [[nodiscard]] std::pair<std::vector<decimal>, std::vector<decimal>> ends_of(const factor_node& f) const {
    if (!f.low.empty()) return {f.low, f.high};
    auto low = times(likely(f), decimal(1) - asked_.by);
    auto high = times(likely(f), decimal(1) + asked_.by);
    const auto first = std::find_if(likely(f).begin(), likely(f).end(), [](const decimal& n) { return !n.is_zero(); });
    if (first != likely(f).end() && *first < decimal(0)) std::swap(low, high);
    return {std::move(low), std::move(high)};
  }

  void one_way() {
    for (const factor_node* f : behind_) {
      const auto [low, high] = ends_of(*f);
      one_way_row row;
      row.factor = f->id;
      row.unit = factor_at(*f).unit;
      row.entered = !f->low.empty();
      row.low = texts(low);
      row.high = texts(high);
      row.at_low = with(*f, low);
      row.at_high = with(*f, high);
      row.swing = distance(row.at_low, row.at_high);
      out_.one_way.push_back(std::move(row));
    }
    std::stable_sort(out_.one_way.begin(), out_.one_way.end(),
                     [](const one_way_row& x, const one_way_row& y) { return larger(x.swing, y.swing); });
  }

  // ---- conventions
  // ----------------------------------------------------------------------------------------------------

  /// The rates of the calculation as numbers, or nothing where one cannot be told.
  [[nodiscard]] std::optional<rate_rule> numbered_rate() const {
    rate_rule rate = of_.frame.rate;
    if (rate.form == rate_form::none) {
      rate.form = rate_form::flat;
      rate.parts = {{1, {decimal(0), {}, {}}}};
    }
    for (auto& p : rate.parts) {
      if (p.rate.factor.empty()) continue;
      const auto found = std::find_if(claim_.factors.begin(), claim_.factors.end(),
                                      [&](const factor_claim& f) { return f.id == p.rate.factor; });
      if (found == claim_.factors.end() || !found->likely) return std::nullopt;
      const bool percent = found->likely->unit_of == unit{{{"%", 1}}};
      p.rate.value = percent ? found->likely->value * decimal::of(1, 2) : found->likely->value;
      p.rate.factor.clear();
    }
    return rate;
  }

  [[nodiscard]] static rate_rule moved(rate_rule rate, const decimal& by) {
    for (auto& p : rate.parts) p.rate.value = (p.rate.value + by).normalized();
    return rate;
  }

  void again(const initiative& claim, std::optional<figure_reading>& at, diagnostics& refused) const {
    method rules = rules_;
    rules.allowed_years.clear();  // the question is what the years do, not which ones the method takes
    const auto result = appraise(claim, rules);
    if (!result) {
      refused = result.error();
      return;
    }
    for (const auto& a : result->alternatives) {
      if (a.id != a_.id) continue;
      if (const figure* f = a.find(figure_.key)) at = reading(result->steps, *f);
    }
  }

  void conventions() {
    if (const auto rate = numbered_rate()) {
      const bool none = of_.frame.rate.form == rate_form::none;
      const decimal point = decimal::of(1, 2);
      const auto lower = moved(*rate, none ? decimal(0) : -point);
      const auto higher = moved(*rate, point);
      convention_row row{"rate", rate_text(lower), rate_text(higher), {}, {}, {}, {}};
      const auto at = [&](const rate_rule& r) {
        initiative claim = claim_;
        claim.calculation.rate = r;
        claim.calculation.rate_origin.reset();  // it stands in the rate as it was settled
        return claim;
      };
      again(at(lower), row.at_low, row.low_refused);
      again(at(higher), row.at_high, row.high_refused);
      out_.conventions.push_back(std::move(row));
    }
    const int years = of_.frame.years;
    convention_row row{"years", std::to_string((std::max)(1, years - 1)), std::to_string(years + 1), {}, {}, {}, {}};
    const auto at = [&](int columns) { return over_years(claim_, of_.frame, columns); };
    again(at((std::max)(1, years - 1)), row.at_low, row.low_refused);
    again(at(years + 1), row.at_high, row.high_refused);
    out_.conventions.push_back(std::move(row));
  }

  // ---- flows
  // ----------------------------------------------------------------------------------------------------------

  template <class Keep>
  [[nodiscard]] std::vector<scaled_flow> flows_of(Keep&& keep) const {
    std::vector<scaled_flow> out;
    for (const auto& e : a_.effects) {
      if (keep(e)) out.push_back({e.flow, {}});
    }
    return out;
  }

  void groups() {
    const auto type = [&](const effect_nodes& e) { return claim_.effects[e.effect].type; };
    std::vector<std::pair<std::string, std::vector<scaled_flow>>> groups{
        {"benefits", flows_of([](const effect_nodes& e) { return e.side == effect_side::benefit; })},
        {"costs", flows_of([](const effect_nodes& e) { return e.side == effect_side::cost; })},
        {"initial", flows_of([&](const effect_nodes& e) { return type(e) == effect_type::initial; })},
        {"cash", {}}};
    // A figure that takes the cash part out of a shared flow finds the share once more: there the whole flow moves.
    const bool takes_its_part = figure_.key == "net_present_value_cash";
    for (const auto& e : a_.effects) {
      bool cash = false;
      std::vector<int> shares;
      for (const auto& part : e.categories) {
        if (!part.cash) continue;
        cash = true;
        if (part.share && !takes_its_part) shares.push_back(*part.share);
      }
      if (cash) groups.back().second.push_back({e.flow, std::move(shares)});
    }
    if (!rests_on_flows_) return;
    for (const auto& [id, flows] : groups) {
      for (const decimal& change : {-asked_.by, asked_.by}) {
        out_.groups.push_back({id, change, reading(with_scaled(of_.steps, figure_.node, flows, change))});
      }
    }
  }

  void effects() {
    std::vector<int> inputs;
    for (const auto& e : a_.effects) inputs.push_back(e.flow);
    const dependence on_flows(of_.steps, inputs, figure_.node);
    rests_on_flows_ = std::any_of(inputs.begin(), inputs.end(), [&](int flow) { return on_flows.on(flow); });
    if (!rests_on_flows_) return;
    for (const auto& e : a_.effects) {
      const auto at = [&](const decimal& change) {
        if (fine_slopes_ && on_flows.affine_in(e.flow) && fine_slopes_->known(e.flow)) {
          const auto& flow = fine_values_[static_cast<std::size_t>(e.flow)];
          digits58 sum(0);
          for (std::size_t c = 0; c < flow.numbers.size(); ++c) sum += fine_slopes_->at(e.flow, c) * flow.numbers[c];
          if (auto moved = moved_by(sum * digits58::of_decimal(change))) return std::move(*moved);
        }
        return reading(with_scaled(of_.steps, figure_.node, std::vector<scaled_flow>{{e.flow, {}}}, change));
      };
      effect_row row{claim_.effects[e.effect].id, asked_.by, at(-asked_.by), at(asked_.by), {}};
      row.swing = distance(row.at_low, row.at_high);
      out_.effects.push_back(std::move(row));
    }
    std::stable_sort(out_.effects.begin(), out_.effects.end(),
                     [](const effect_row& x, const effect_row& y) { return larger(x.swing, y.swing); });
  }

  void delay() {
    std::vector<int> flows;
    for (const auto& e : a_.effects) {
      const bool residual = claim_.effects[e.effect].type == effect_type::residual;
      if (e.side == effect_side::benefit && !residual) flows.push_back(e.flow);
    }
    constexpr int most_years = 3;
    if (!rests_on_flows_) return;
    for (int years = 1; years <= (std::min)(most_years, of_.frame.years - 1); ++years) {
      out_.delay.push_back({years, reading(with_delayed(of_.steps, figure_.node, flows, years))});
    }
  }

  // ---- slopes
  // ---------------------------------------------------------------------------------------------------------

  void elasticities() {
    for (const factor_node* f : behind_) {
      elasticity_row row{f->id, {}, no_answer::answered};
      if (!slopes_->known(f->node)) {
        row.why = no_answer::no_slope;
      } else if (slopes_->kink(f->node)) {
        row.why = no_answer::kink;
      } else if (fine_slopes_ && !fine_slopes_->known(f->node)) {
        row.why = no_answer::kink;  // 58 digits do not tell which of two numbers is larger
      } else if (const auto fine = fine_elasticity(*f)) {
        row.elasticity = *fine;
      } else if (const double now = values_[static_cast<std::size_t>(figure_.node)].numbers.front();
                 now == 0 || fine_figure_) {
        row.why = no_answer::figure_is_zero;
      } else {
        double sum = 0;
        for (std::size_t c = 0; c < likely(*f).size(); ++c) sum += slopes_->at(f->node, c) * to_double(likely(*f)[c]);
        row.elasticity = fixed(sum / now, share_decimals);
      }
      out_.elasticities.push_back(std::move(row));
    }
    const auto size = [](const std::string& e) { return !e.empty() && e[0] == '-' ? e.substr(1) : e; };
    std::stable_sort(out_.elasticities.begin(), out_.elasticities.end(),
                     [&](const elasticity_row& x, const elasticity_row& y) {
                       return larger(size(x.elasticity), size(y.elasticity));
                     });
  }

  [[nodiscard]] std::optional<std::string> fine_elasticity(const factor_node& f) const {
    if (!fine_slopes_ || !fine_slopes_->known(f.node)) return std::nullopt;
    try {
      digits58 sum(0);
      for (std::size_t c = 0; c < likely(f).size(); ++c) {
        sum += fine_slopes_->at(f.node, c) * digits58::of_decimal(likely(f)[c]);
      }
      if (sign(*fine_figure_) == 0) return std::nullopt;
      const auto units = (sum / *fine_figure_ * digits58(cpp_int(1'000'000))).rounded(rounding::half_even);
      if (units) return decimal_text(*units, share_decimals);
    } catch (const undecided&) {
      return std::nullopt;  // the figure cannot be told from 0
    }
    return std::nullopt;
  }

  // ---- where the decision turns
  // ---------------------------------------------------------------------------------------

  /// The figure as a double where the working's numbers have been moved.
  [[nodiscard]] static std::optional<double> number(const std::vector<node_value<double>>& values, int node) {
    const auto one = single_number(values, node);
    return one && std::isfinite(*one) ? one : std::nullopt;
  }

  void switching() {
    for (const factor_node* f : behind_) {
      switching_row row;
      row.factor = f->id;
      row.unit = factor_at(*f).unit;
      const auto now = number(values_, figure_.node);
      if (!now) {
        row.why = no_answer::no_slope;
      } else if (*now == 0) {
        row.value = texts(likely(*f));
        row.change = fixed(0, share_decimals);
      } else {
        row.exact = fine_slopes_ && fine_slopes_->known(f->node) && rests_.affine_in(f->node);
        if (row.exact) {
          solve(*f, row);
        } else {
          search(*f, *now, row);
        }
      }
      out_.switching.push_back(std::move(row));
    }
    const auto size = [](const switching_row& r) {
      if (r.why != no_answer::answered) return std::numeric_limits<double>::infinity();
      return r.change.empty() ? std::numeric_limits<double>::max() : std::abs(std::stod(r.change));
    };
    std::stable_sort(out_.switching.begin(), out_.switching.end(),
                     [&](const switching_row& x, const switching_row& y) { return size(x) < size(y); });
  }

  [[nodiscard]] bool is_share(const factor_node& f) const { return factor_at(f).unit == "%"; }
  /// Shares are from 0 to 100 %; a factor below 0 stays there, others are not below 0.
  [[nodiscard]] bool in_domain(const factor_node& f, const digits58& x) const {
    const bool below = likely(f).front() < decimal(0);
    try {
      const int side = sign(x);
      if (below ? side > 0 : side < 0) return false;
      return !is_share(f) || below || sign(x - digits58(100)) <= 0;
    } catch (const undecided&) {
      return true;  // at the end of the domain, as far as 58 digits tell
    }
  }

  /// f + g × (x − likely) = 0; by year all numbers in the same proportion.
  void solve(const factor_node& f, switching_row& row) const {
    const auto& numbers = likely(f);
    const bool scalar = numbers.size() == 1;
    try {
      digits58 slope(0);
      for (std::size_t c = 0; c < numbers.size(); ++c) {
        const digits58& g = fine_slopes_->at(f.node, c);
        slope += scalar ? g : g * digits58::of_decimal(numbers[c]);
      }
      if (sign(slope) == 0) {
        row.why = no_answer::never_zero;
        return;
      }
      const digits58 step = *fine_figure_ / slope;
      factor_numbers values;
      for (const decimal& n : numbers) {
        const digits58 own = digits58::of_decimal(n);
        const digits58 value = scalar ? own - step : own - own * step;
        if (!in_domain(f, value)) {
          row.why = no_answer::never_zero;
          return;
        }
        const auto digits = significant(value, value_digits);
        values.push_back(digits ? plain_text(*digits) : "0");
      }
      row.value = std::move(values);
      const bool zero = std::all_of(numbers.begin(), numbers.end(), [](const decimal& n) { return n.is_zero(); });
      if (zero) return;
      const digits58 change = scalar ? -step / digits58::of_decimal(numbers.front()) : -step;
      if (const auto units = (change * digits58(cpp_int(1'000'000))).rounded(rounding::half_even)) {
        row.change = decimal_text(*units, share_decimals);
      }
    } catch (const undecided&) {
      row.why = no_answer::never_zero;  // no digit of the slope can be told from 0
    }
  }

  void search(const factor_node& f, double now, switching_row& row) {
    std::vector<double> numbers;
    for (const decimal& n : likely(f)) numbers.push_back(to_double(n));
    const bool zero = std::all_of(numbers.begin(), numbers.end(), [](double n) { return n == 0; });
    const std::vector<int> path = nodes_between(of_.steps, f.node, std::vector{figure_.node});
    auto values = values_;
    const auto at = [&](double times) {
      auto& place = values[static_cast<std::size_t>(f.node)].numbers;
      for (std::size_t c = 0; c < numbers.size(); ++c) place[c] = zero ? times - 1 : numbers[c] * times;
      evaluate_after(path, f.node, values);
      return number(values, figure_.node);
    };
    std::vector<double> below;
    std::vector<double> above;
    constexpr int steps = 64;
    for (int i = steps - 1; i >= 0 && !zero; --i) below.push_back(static_cast<double>(i) / steps);
    const double most = zero ? 1 : *std::max_element(numbers.begin(), numbers.end());
    const double largest = is_share(f) && most > 0 ? (zero ? 101 : 100 / most) : 1e6;
    for (double reach = 1.0 / steps; 1 + reach < largest; reach *= 1.125) above.push_back(1 + reach);
    if (largest > 1) above.push_back(largest);
    const auto found = nearest_zero(at, 1, now, below, above);
    if (!found || found->jump) {
      row.why = found ? no_answer::jumps : no_answer::never_zero;
      return;
    }
    for (const double n : numbers)
      row.value.push_back(text(shortened(zero ? found->at - 1 : n * found->at, value_digits)));
    if (!zero) row.change = fixed(found->at - 1, share_decimals);
  }

  /// The nodes of a path once more; the first of them, the input, has its numbers already.
  void evaluate_after(const std::vector<int>& path, int input, std::vector<node_value<double>>& values) const {
    const arithmetic<double> by{};
    detail::evaluator<double> each(of_.steps, by, values);
    for (const int i : path) {
      if (i == input) continue;
      values[static_cast<std::size_t>(i)] = {};
      each.evaluate(i);
    }
  }

  void worth() {
    if (figure_.key != "net_present_value" || !single(out_.base)) return;
    const figure* annual = a_.find("equivalent_annual_amount");
    const figure_reading per_year = annual == nullptr ? figure_reading{} : reading(of_.steps, *annual);
    const bool below = out_.base.values[0].starts_with('-');
    for (const auto& n : a_.non_monetised) {
      worth_row row{claim_.effects[n.effect].id, {}, {}};
      const bool turns = below ? n.size > 0 : n.size < 0;
      if (turns) row.present_value = negated(out_.base.values[0]);
      if (turns && single(per_year)) row.per_year = negated(per_year.values[0]);
      out_.worth.push_back(std::move(row));
    }
  }

  // ---- several factors together
  // -----------------------------------------------------------------------------------------

  void together() {
    if (!any_range()) return;
    const auto lowest = bound_of(of_, figure_.node, range_end::low);
    const auto highest = bound_of(of_, figure_.node, range_end::high);
    const auto down = corner(lowest, direction::down);
    const auto up = corner(highest, direction::up);
    joint_rows rows;
    rows.low = reading(at_range_end(of_, range_end::low), figure_);
    rows.likely = out_.base;
    rows.high = reading(at_range_end(of_, range_end::high), figure_);
    const bool less = less_is_better(figure_.key);
    const auto& worst = less ? up : down;
    const auto& best = less ? down : up;
    if (worst) rows.worst = reading(*worst, figure_);
    if (best) rows.best = reading(*best, figure_);
    out_.joint = std::move(rows);
    if (const auto now = number(values_, figure_.node); now && *now != 0) {
      const auto& there = *now > 0 ? down : up;
      if (there) turn_together(*there, *now);
    }
    bounds(lowest, highest);
  }

  /// Where the figure is furthest: known where its bound is reached, else searched for.
  [[nodiscard]] std::optional<working> corner(const std::optional<bound>& known, direction which) const {
    if (known && known->tight) return known->steps;
    std::optional<working> best;
    std::optional<double> reached;
    const auto take = [&](const working& there) {
      const auto value = number_or_never(evaluate<double>(there), figure_.node);
      if (!value || (reached && (which == direction::down ? *value >= *reached : *value <= *reached))) return;
      reached = value;
      best = there;
    };
    take(of_.steps);
    for (const auto& start : {of_.steps, at_range_end(of_, range_end::low), at_range_end(of_, range_end::high)}) {
      take(start);
      if (const auto found = furthest_of(of_, start, std::vector{figure_.node}, which)) take(found->steps);
    }
    each_corner(take);
    return best;
  }

  /// Every combination of low and high ends, where there are few, and every end alone.
  template <class Take>
  void each_corner(const Take& take) const {
    std::vector<const factor_node*> ranged;
    std::copy_if(behind_.begin(), behind_.end(), std::back_inserter(ranged),
                 [](const factor_node* f) { return !f->low.empty(); });
    constexpr std::size_t most_alone = 200;
    constexpr std::size_t most_combined = 10;
    working steps = of_.steps;
    const auto put = [&](const factor_node& f, const std::vector<decimal>& numbers) {
      steps.nodes[static_cast<std::size_t>(f.node)].numbers = numbers;
    };
    for (std::size_t i = 0; i < ranged.size() && ranged.size() <= most_alone; ++i) {
      for (const auto* end : {&ranged[i]->low, &ranged[i]->high}) {
        put(*ranged[i], *end);
        take(steps);
      }
      put(*ranged[i], likely(*ranged[i]));
    }
    if (ranged.size() > most_combined) return;
    for (std::size_t corner = 0; corner < std::size_t{1} << ranged.size(); ++corner) {
      for (std::size_t i = 0; i < ranged.size(); ++i) {
        put(*ranged[i], (corner >> i) % 2 == 0 ? ranged[i]->low : ranged[i]->high);
      }
      take(steps);
    }
  }

  /// Never is later than any year.
  [[nodiscard]] static std::optional<double> number_or_never(const std::vector<node_value<double>>& values, int node) {
    const auto& at = values[static_cast<std::size_t>(node)];
    const bool never = at.why == reason::never_paid_back || at.why == reason::never_breaks_even;
    return at.how != status::ok && never ? std::optional(std::numeric_limits<double>::infinity())
                                         : number(values, node);
  }

  void turn_together(const working& ends, double now) {
    auto values = values_;
    std::vector<const factor_node*> moving;
    std::vector<int> path;
    for (const factor_node* f : behind_) {
      if (ends[f->node].numbers == likely(*f)) continue;
      moving.push_back(f);
      const auto own = nodes_between(of_.steps, f->node, std::vector{figure_.node});
      path.insert(path.end(), own.begin(), own.end());
    }
    std::sort(path.begin(), path.end());
    path.erase(std::unique(path.begin(), path.end()), path.end());
    std::erase_if(path, [&](int i) { return of_.steps[i].what == operation::input; });
    const auto value_at = [&](const factor_node& f, std::size_t c, double share) {
      const double from = to_double(likely(f)[c]);
      return from + (to_double(ends[f.node].numbers[c]) - from) * share;
    };
    const auto at = [&](double share) {
      for (const factor_node* f : moving) {
        auto& numbers = values[static_cast<std::size_t>(f->node)].numbers;
        for (std::size_t c = 0; c < numbers.size(); ++c) numbers[c] = value_at(*f, c, share);
      }
      evaluate_after(path, -1, values);
      return number(values, figure_.node);
    };
    std::vector<double> points;
    constexpr int steps = 64;
    for (int i = 1; i <= steps; ++i) points.push_back(static_cast<double>(i) / steps);
    joint_switching out;
    const auto found = nearest_zero(at, 0, now, {}, points);
    if (found && !found->jump) {
      out.share = fixed(found->at, share_decimals);
      for (const factor_node* f : moving) {
        factor_numbers numbers;
        for (std::size_t c = 0; c < likely(*f).size(); ++c) {
          numbers.push_back(text(shortened(value_at(*f, c, found->at), value_digits)));
        }
        out.values.emplace_back(f->id, std::move(numbers));
      }
    }
    out_.joint_turn = std::move(out);
  }

  void bounds(const std::optional<bound>& lowest, const std::optional<bound>& highest) {
    bounds_row row;
    row.tight = true;
    const auto end = [&](const std::optional<bound>& found, rounding outwards) -> std::string {
      if (!found || (!found->tight && !std::isfinite(found->value))) {
        row.tight = false;
        return {};
      }
      if (found->tight) {
        const auto at = reading(found->steps, figure_);
        row.tight = row.tight && single(at);
        return single(at) ? at.values[0] : std::string();
      }
      row.tight = false;
      const int decimals = figure_.kind == figure_kind::money ? rules_.figures.decimals : share_decimals;
      return decimal_from_double(found->value, decimals, outwards).to_string();
    };
    row.low = end(lowest, rounding::floor);
    row.high = end(highest, rounding::ceiling);
    out_.bounds = std::move(row);
  }

  void scenarios() {
    for (const auto& s : claim_.scenarios) {
      working steps = of_.steps;
      for (const auto& v : s.values) {
        for (const auto& f : of_.factors) {
          if (f.id != v.factor) continue;
          auto& numbers = steps.nodes[static_cast<std::size_t>(f.node)].numbers;
          numbers.assign(numbers.size(), v.value.value);
        }
      }
      out_.scenarios.push_back({s.id, s.name, reading(steps, figure_)});
    }
  }

  [[nodiscard]] const factor_node& claimed(const std::string& id) const {
    for (const auto& f : of_.factors) {
      if (f.id == id) return f;
    }
    throw std::invalid_argument("no claimed number is called " + id);
  }

  void two_way() {
    std::vector<std::string> ids = asked_.two_way;
    for (const auto& row : out_.one_way) {
      if (asked_.two_way.empty() && ids.size() < 2) ids.push_back(row.factor);
    }
    if (ids.size() != 2 || ids[0] == ids[1]) return;
    two_way_table table;
    table.factors = {ids[0], ids[1]};
    const factor_node& first = claimed(ids[0]);
    const factor_node& second = claimed(ids[1]);
    table.units = {factor_at(first).unit, factor_at(second).unit};
    constexpr int steps = 5;
    const auto points = [&](const factor_node& f) {
      const auto [low, high] = ends_of(f);
      std::vector<std::vector<decimal>> out(steps);
      for (int i = 0; i < steps; ++i) {
        for (std::size_t c = 0; c < low.size(); ++c) {
          const decimal quarter = decimal::of(25, 2) * decimal(i);
          out[static_cast<std::size_t>(i)].push_back((low[c] + (high[c] - low[c]) * quarter).normalized());
        }
      }
      return out;
    };
    const auto rows = points(first);
    const auto columns = points(second);
    for (const auto& c : columns) table.columns.push_back(texts(c));
    working steps_of_table = of_.steps;
    for (const auto& r : rows) {
      table.rows.push_back(texts(r));
      table.values.emplace_back();
      for (const auto& c : columns) {
        steps_of_table.nodes[static_cast<std::size_t>(first.node)].numbers = r;
        steps_of_table.nodes[static_cast<std::size_t>(second.node)].numbers = c;
        table.values.back().push_back(reading(steps_of_table, figure_));
      }
    }
    out_.two_way = std::move(table);
  }

  const initiative& claim_;
  const method& rules_;
  const appraisal& of_;
  const alternative_appraisal& a_;
  const sensitivity_request& asked_;
  working steps_;  ///< of_.steps, with one factor moved while its figure is read
  figure figure_;
  dependence rests_;
  std::vector<const factor_node*> behind_;
  std::vector<node_value<double>> values_;
  std::optional<gradient_of<double>> slopes_;
  std::optional<digits58> fine_figure_;
  std::vector<node_value<digits58>> fine_values_;
  std::optional<gradient_of<digits58>> fine_slopes_;
  bool rests_on_flows_ = false;  ///< freed hours do not
  sensitivity out_;
};

}  // namespace

sensitivity what_if(const initiative& claim, const method& rules, const appraisal& of, const alternative_appraisal& a,
                    const sensitivity_request& asked) {
  return figure_view(claim, rules, of, a, asked).all();
}

}  // namespace nytta
