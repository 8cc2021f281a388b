// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/amounts-inl.hpp>
#include <nytta/appraisal/appraise.hpp>
#include <nytta/time/horizon.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// From an effect or a transfer to its yearly flow in kronor, its present value and its hours. Part of appraise().

namespace nytta::detail {

/// One effect or transfer as nodes. Not counted: it has a size only, or was refused. Of a transfer, stakeholders,
/// categories, hours and taxes are empty.
struct effect_flow {
  bool counted = false;
  int flow = -1;
  int present_value = -1;
  int uptake = -1;
  int factors = -1;  ///< the discount factors of its columns
  timing at = timing::end;
  std::optional<int> hours;         ///< yearly, in h
  std::optional<int> tax_financed;  ///< share
  std::vector<effect_part> stakeholders;
  std::vector<effect_part> categories;
};

class flow_sheet {
 public:
  flow_sheet(const initiative& claim, const method& rules, const conventions& frame, bool columns_known, working& steps,
             amount_sheet& amounts, diagnostics& errors)
      : claim_(claim),
        rules_(rules),
        frame_(frame),
        columns_known_(columns_known),
        steps_(steps),
        amounts_(amounts),
        errors_(errors) {}

  [[nodiscard]] effect_flow flow_of(const effect_claim& e);
  [[nodiscard]] effect_flow flow_of(const transfer_claim& t);

  /// The discount factors of the columns for a timing and a side; one node for each that differs.
  [[nodiscard]] int factors(timing at, effect_side side);

  /// The discount terms with their rates as nodes; used for factors and for the annuity factor.
  [[nodiscard]] std::pair<int, std::vector<int>> terms(timing at);

 private:
  [[nodiscard]] horizon columns() const { return {frame_.first_year, frame_.years, frame_.base_year}; }
  [[nodiscard]] bool valued_in_money(const effect_claim& e, bool& refused);
  /// A flow before growth and inflation, and what it is made of.
  struct claimed_flow {
    std::optional<int> share;
    std::optional<term> amount;
    std::optional<int> flow;
  };
  [[nodiscard]] claimed_flow amounts_in_columns(const flow_claim& e, const expression* hours);
  [[nodiscard]] bool settle(const flow_claim& e, int flow, timing at, effect_side side, effect_flow& out);
  [[nodiscard]] std::optional<term> amount_in_kronor(const flow_claim& e, const expression* hours);
  void check_readable(const flow_claim& e, const expression* hours);
  [[nodiscard]] std::vector<effect_part> parts_of(const std::vector<part>& parts, bool& ok);
  [[nodiscard]] std::optional<int> shares_over_years(const flow_claim& e, int& first_flow);
  [[nodiscard]] std::optional<int> uptake_by_shape(const flow_claim& e);
  [[nodiscard]] std::optional<int> uptake_by_list(const flow_claim& e);
  void come_at_once(const flow_claim& e, std::vector<int>& shares) const;
  [[nodiscard]] std::optional<int> spread_over_years(const flow_claim& e);
  [[nodiscard]] std::optional<int> amounts_by_year(const flow_claim& e, const expression* hours);
  [[nodiscard]] std::optional<int> hours_of(const effect_claim& e, const std::optional<term>& amount,
                                            std::optional<int> share);
  [[nodiscard]] std::optional<term> hourly_factor(const expression& amount);
  [[nodiscard]] std::optional<int> column_or_error(int year, const place& where);
  [[nodiscard]] bool ready_by(const term& t, int first_flow, const place& where);
  [[nodiscard]] std::optional<int> uprated(const flow_claim& e, int flow);
  [[nodiscard]] int deviating_rate(int rate);
  [[nodiscard]] int deviating_factors(int factors);
  [[nodiscard]] bool departs(deviation which) const { return deviates(rules_, which); }

  void report(std::string_view code, const place& where, std::vector<std::string> arguments) {
    errors_.push_back({code, where, std::move(arguments)});
  }
  [[nodiscard]] std::vector<decimal> zeros() const {
    return std::vector<decimal>(static_cast<std::size_t>(frame_.years), decimal(0));
  }

  const initiative& claim_;
  const method& rules_;
  const conventions& frame_;
  bool columns_known_;  // without them no year is outside, and no list too long
  working& steps_;
  amount_sheet& amounts_;
  diagnostics& errors_;
  std::array<int, 6> factors_{-1, -1, -1, -1, -1, -1};  // per timing, benefits' own after those of all
  std::vector<int> rates_;
  bool at_once_ = false;  // the flow being made comes in full as soon as it comes at all
};

/// Is the amount a one-off (kr) rather than a yearly one (kr/år)?
[[nodiscard]] inline bool one_off(occurrence how) {
  return how == occurrence::once || how == occurrence::spread || how == occurrence::by_year || how == occurrence::every;
}

[[nodiscard]] inline bool is_number(const expression& e) {
  return e.nodes.size() == 1 && e.nodes.front().what == expression::kind::number;
}

NYTTA_INLINE std::pair<int, std::vector<int>> flow_sheet::terms(timing at) {
  discount_terms t;
  t.how = frame_.rate.form == rate_form::none    ? discount_terms::form::none
          : frame_.rate.form == rate_form::flat  ? discount_terms::form::flat
          : frame_.rate.form == rate_form::steps ? discount_terms::form::steps
                                                 : discount_terms::form::years;
  t.base_year = frame_.base_year;
  t.first_year = frame_.first_year;
  t.origin_year = origin_year(frame_.rate, frame_);
  t.half_years = static_cast<int>(at);
  const bool first = rates_.empty();
  for (const auto& p : frame_.rate.parts) {
    t.from.push_back(p.from);
    if (!first) continue;
    const auto r = amounts_.rate(p.rate);
    rates_.push_back(r ? *r : amounts_.literal(0));
    auto& n = steps_.nodes[static_cast<std::size_t>(rates_.back())];
    if (unnamed(n)) {
      n.label.key = "rate";
      const auto& own = claim_.calculation.rate;
      const bool of_method = rules_.rate && (!own || rate_text(*own) == rate_text(*rules_.rate));
      if (of_method) n.source = title_of(rules_, rule_source_of(rules_, "discounting.rate"));
    }
    rates_.back() = deviating_rate(rates_.back());
  }
  steps_.terms.push_back(std::move(t));
  return {static_cast<int>(steps_.terms.size()) - 1, rates_};
}

/// A real rate where inflation is known, as a calculation that mixes real and nominal would take it.
NYTTA_INLINE int flow_sheet::deviating_rate(int rate) {
  const auto& inflation = claim_.calculation.inflation;
  const bool nominal = departs(deviation::nominal_rate_on_real_flows);
  const bool difference = departs(deviation::real_rate_by_subtraction);
  if (frame_.basis != price_basis_kind::real || !inflation || !(nominal || difference)) return rate;
  const auto i = amounts_.rate(*inflation);
  if (!i) return rate;
  // (1 + r)(1 + i) − 1 is r + r × i + i; without the last term it is the nominal rate less inflation.
  std::vector<int> parts{rate, amounts_.apply(operation::multiply, {rate, *i})};
  if (nominal) parts.push_back(*i);
  const int at = amounts_.apply(operation::add, std::move(parts));
  steps_.nodes[static_cast<std::size_t>(at)].label.key = nominal ? "rate_nominal" : "rate_by_subtraction";
  return at;
}

/// The factors as a calculation would take them that rounds the compound factor, or divides where it should multiply.
NYTTA_INLINE int flow_sheet::deviating_factors(int factors) {
  const bool rounded = departs(deviation::rounded_growth_factors);
  const bool divided = departs(deviation::divided_by_discount_factor);
  if (!rounded && !divided) return factors;
  int at = amounts_.apply(operation::divide, {amounts_.literal(1), factors});
  steps_.nodes[static_cast<std::size_t>(at)].label.key = "compound_factor";
  if (rounded) {
    node r;
    r.what = operation::round;
    r.form = shape::yearly;
    r.inputs = {at};
    r.integers = {2};
    r.mode = rounding::half_up;
    r.label.key = "rounded_compound_factor";
    at = steps_.add(std::move(r));
  }
  if (divided) return at;
  at = amounts_.apply(operation::divide, {amounts_.literal(1), at});
  steps_.nodes[static_cast<std::size_t>(at)].label.key = "factor_of_rounded";
  return at;
}

NYTTA_INLINE int flow_sheet::factors(timing at, effect_side side) {
  if (departs(deviation::npv_over_all_cells)) at = timing::end;
  const bool early = side == effect_side::benefit && departs(deviation::benefits_a_period_early);
  int& cached = factors_[static_cast<std::size_t>(at) + (early ? 3 : 0)];
  if (cached >= 0) return cached;
  const auto [which, rates] = terms(at);
  discount_terms& t = steps_.terms[static_cast<std::size_t>(which)];
  if (departs(deviation::npv_over_all_cells)) t.base_year = t.first_year;  // the first cell is period 1
  if (early) --t.first_year;
  node n;
  n.what = operation::discount_factor;
  n.form = shape::yearly;
  n.inputs = rates;
  n.terms = which;
  static constexpr std::array keys{std::string_view("discount_factor_start"),
                                   std::string_view("discount_factor_middle"), std::string_view("discount_factor_end")};
  n.label.key = at == frame_.at ? std::string_view("discount_factor") : keys[static_cast<std::size_t>(at)];
  n.formula = "discount_factor";
  cached = steps_.add(std::move(n));
  if (frame_.rounded_factors) {
    node r;
    r.what = operation::round;
    r.form = shape::yearly;
    r.inputs = {cached};
    r.integers = {*frame_.rounded_factors};
    r.mode = rounding::half_up;
    r.label = {"rounded_discount_factor", {}};
    cached = steps_.add(std::move(r));
  }
  cached = deviating_factors(cached);
  return cached;
}

NYTTA_INLINE std::optional<int> flow_sheet::column_or_error(int year, const place& where) {
  if (!columns_known_) return 0;
  const auto column = column_of(columns(), year);
  if (!column) {
    report("N0660", where,
           {std::to_string(year), std::to_string(frame_.first_year),
            std::to_string(frame_.first_year + frame_.years - 1)});
  }
  return column;
}

NYTTA_INLINE bool flow_sheet::ready_by(const term& t, int first_flow, const place& where) {
  if (t.ready <= first_flow) return true;
  report("N0661", where,
         {t.late, std::to_string(frame_.first_year + first_flow), std::to_string(frame_.first_year + t.ready)});
  return false;
}

NYTTA_INLINE bool flow_sheet::valued_in_money(const effect_claim& e, bool& refused) {
  if (e.unread.categories) return true;
  bool all = true;
  for (const auto& p : e.categories) {
    const auto found = std::find_if(rules_.categories.begin(), rules_.categories.end(),
                                    [&](const category& c) { return c.id == p.id; });
    if (found == rules_.categories.end()) {
      std::string known;
      for (const auto& c : rules_.categories) known += (known.empty() ? "" : ", ") + c.id;
      if (known.empty()) {
        report("N0674", p.where, {rules_.id});
      } else {
        report("N0662", p.where, {p.id, rules_.id, known});
      }
      refused = true;
      return true;
    }
    all = all && found->monetised;
  }
  const bool amount = e.amount || !e.own_factor.empty() || e.flows.how == occurrence::by_year;
  if (!all && (amount || e.unread.amount) && !e.size) {
    std::string words;
    for (const auto& p : e.categories) {
      const bool valued = std::any_of(rules_.categories.begin(), rules_.categories.end(),
                                      [&](const category& c) { return c.id == p.id && c.monetised; });
      if (!valued) words += (words.empty() ? "" : ", ") + p.id;
    }
    report("N0663", e.where, {e.id, rules_.id, words});
    refused = true;
    return true;
  }
  if (all && !amount && e.size) return false;
  return all && (amount || e.unread.amount);
}

NYTTA_INLINE std::vector<effect_part> flow_sheet::parts_of(const std::vector<part>& parts, bool& ok) {
  std::vector<effect_part> out;
  if (parts.size() == 1) {
    out.push_back({parts.front().id, std::nullopt});
    return out;
  }
  const bool weights = std::any_of(parts.begin(), parts.end(), [](const part& p) { return !is_number(p.share); });
  std::vector<term> terms_of_parts;
  if (weights) {
    terms_of_parts = amounts_.weights(parts);
  } else {
    for (const auto& p : parts) {
      if (const auto t = amounts_.share(p.share)) terms_of_parts.push_back(*t);
    }
  }
  if (terms_of_parts.size() != parts.size()) {
    ok = false;
    return {};
  }
  std::vector<int> nodes;
  for (const auto& t : terms_of_parts) {
    int at = t.node;
    if (steps_[at].form == shape::yearly) {
      node n;
      n.what = operation::at_column;
      n.inputs = {at};
      n.integers = {0};
      at = steps_.add(std::move(n));
    }
    nodes.push_back(at);
  }
  const int sum = weights ? amounts_.apply(operation::add, nodes) : -1;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out.push_back({parts[i].id, weights ? amounts_.apply(operation::divide, {nodes[i], sum}) : nodes[i]});
  }
  return out;
}

NYTTA_INLINE std::optional<int> flow_sheet::uptake_by_shape(const flow_claim& e) {
  std::optional<term> ceiling =
      e.flows.ceiling ? amounts_.share(*e.flows.ceiling) : term{amounts_.literal(1), {}, 0, {}};
  if (!ceiling) return std::nullopt;
  const int first = e.flows.from - frame_.first_year;
  const int last = e.flows.to.value_or(e.flows.from) - frame_.first_year;
  if (!ready_by(*ceiling, (std::max)(0, first), e.flows.where)) return std::nullopt;
  node n;
  n.what = e.flows.how == occurrence::uptake_linear || at_once_ ? operation::uptake_linear : operation::uptake_s_curve;
  n.form = shape::yearly;
  n.inputs = {ceiling->node};
  n.integers = {first, at_once_ ? first : last};
  n.formula = n.what == operation::uptake_linear ? "linear_uptake" : "s_curve_uptake";
  return steps_.add(std::move(n));
}

/// Every share that is not written as zero becomes the last such one of the columns.
NYTTA_INLINE void flow_sheet::come_at_once(const flow_claim& e, std::vector<int>& shares) const {
  const auto& claimed = e.flows.shares;
  const bool by_column = e.flows.how == occurrence::uptake_columns;
  const int last_year = frame_.first_year + frame_.years - 1;
  const auto flows = [&](std::size_t k) {
    return !(is_number(claimed[k].value) && claimed[k].value.root().value.is_zero());
  };
  std::optional<int> full;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (flows(k) && (by_column || claimed[k].year <= last_year)) full = shares[k];
  }
  for (std::size_t k = 0; full && k < shares.size(); ++k) {
    if (flows(k)) shares[k] = *full;
  }
}

NYTTA_INLINE std::optional<int> flow_sheet::uptake_by_list(const flow_claim& e) {
  const auto& shares = e.flows.shares;
  const bool by_column = e.flows.how == occurrence::uptake_columns;
  if (shares.empty()) {
    report("N0618", e.flows.where, {});
    return std::nullopt;
  }
  if (by_column && columns_known_ && shares.size() > static_cast<std::size_t>(frame_.years)) {
    report("N0664", e.flows.where, {std::to_string(shares.size()), std::to_string(frame_.years)});
    return std::nullopt;
  }
  std::vector<int> nodes;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const auto t = amounts_.share(shares[k].value);
    if (!t) return std::nullopt;
    const int first = by_column ? static_cast<int>(k) : shares[k].year - frame_.first_year;
    if (!ready_by(*t, (std::max)(0, first), shares[k].where)) return std::nullopt;
    nodes.push_back(t->node);
  }
  if (at_once_) come_at_once(e, nodes);
  node n;
  n.what = operation::per_year;
  n.form = shape::yearly;
  const int nothing = by_column ? -1 : amounts_.literal(0);
  std::size_t next = 0;
  bool begun = false;
  for (int column = 0; column < frame_.years; ++column) {
    if (by_column) {
      n.inputs.push_back(nodes[(std::min)(static_cast<std::size_t>(column), nodes.size() - 1)]);
      continue;
    }
    const int year = frame_.first_year + column;
    while (next < shares.size() && shares[next].year <= year) {
      begun = true;
      ++next;
    }
    n.inputs.push_back(begun ? nodes[next - 1] : nothing);
  }
  return steps_.add(std::move(n));
}

NYTTA_INLINE std::optional<int> flow_sheet::spread_over_years(const flow_claim& e) {
  std::vector<part> parts;
  std::vector<int> columns;
  for (const auto& s : e.flows.shares) {
    const auto column = column_or_error(s.year, s.where);
    if (!column) return std::nullopt;
    columns.push_back(*column);
    parts.push_back({std::to_string(s.year), s.value, s.where});
  }
  bool ok = true;
  const auto shares = parts_of(parts, ok);
  if (!ok) return std::nullopt;
  node n;
  n.what = operation::per_year;
  n.form = shape::yearly;
  n.inputs.assign(static_cast<std::size_t>(frame_.years), amounts_.literal(0));
  for (std::size_t i = 0; i < shares.size(); ++i) {
    n.inputs[static_cast<std::size_t>(columns[i])] = shares[i].share ? *shares[i].share : amounts_.literal(1);
  }
  return steps_.add(std::move(n));
}

NYTTA_INLINE std::optional<int> flow_sheet::shares_over_years(const flow_claim& e, int& first_flow) {
  const auto last_column = frame_.years - 1;
  auto ones = zeros();
  const auto fill = [&](int from, int to, int step) {
    for (int column = from; column <= (std::min)(to, last_column); column += step) {
      ones[static_cast<std::size_t>(column)] = 1;
    }
  };
  first_flow = 0;
  switch (e.flows.how) {
    case occurrence::always: fill(0, last_column, 1); break;
    case occurrence::once: {
      const auto column = column_or_error(e.flows.from, e.flows.where);
      if (!column) return std::nullopt;
      first_flow = *column;
      fill(*column, *column, 1);
      break;
    }
    case occurrence::from_to:
    case occurrence::every: {
      const auto column = column_or_error(e.flows.from, e.flows.where);
      if (!column) return std::nullopt;
      first_flow = *column;
      const int to = e.flows.to ? *e.flows.to - frame_.first_year : last_column;
      fill(*column, to, e.flows.how == occurrence::every ? (std::max)(1, e.flows.step) : 1);
      break;
    }
    case occurrence::spread: {
      first_flow = last_column;
      for (const auto& s : e.flows.shares) first_flow = (std::min)(first_flow, s.year - frame_.first_year);
      if (!columns_known_) first_flow = 0;
      return spread_over_years(e);
    }
    case occurrence::uptake_columns: {
      std::size_t k = 0;
      while (k < e.flows.shares.size() && is_number(e.flows.shares[k].value) &&
             e.flows.shares[k].value.root().value.is_zero()) {
        ++k;
      }
      first_flow = static_cast<int>(k);
      return uptake_by_list(e);
    }
    case occurrence::uptake_years: {
      if (!e.flows.shares.empty()) first_flow = (std::max)(0, e.flows.shares.front().year - frame_.first_year);
      return uptake_by_list(e);
    }
    case occurrence::uptake_linear:
    case occurrence::uptake_s_curve: {
      first_flow = (std::max)(0, e.flows.from - frame_.first_year);
      return uptake_by_shape(e);
    }
    case occurrence::by_year: return std::nullopt;  // amounts themselves, not shares of one
  }
  return amounts_.series(std::move(ones));
}

NYTTA_INLINE std::optional<int> flow_sheet::amounts_by_year(const flow_claim& e, const expression* hours) {
  node n;
  n.what = operation::per_year;
  n.form = shape::yearly;
  n.inputs.assign(static_cast<std::size_t>(frame_.years), amounts_.literal(0));
  bool ok = true;
  for (const auto& s : e.flows.shares) {
    const auto column = column_or_error(s.year, s.where);
    const auto t = amounts_.value(s.value, hours);
    if (!column || !t || !ready_by(*t, *column, s.where)) {
      ok = false;
      continue;
    }
    const auto kronor = amounts_.converted(*t, unit{{{"kr", 1}}}, s.value);
    ok = ok && kronor.has_value();
    if (kronor) n.inputs[static_cast<std::size_t>(*column)] = kronor->node;
  }
  if (!ok) return std::nullopt;
  n.unit = "kr";
  return steps_.add(std::move(n));
}

NYTTA_INLINE std::optional<term> flow_sheet::hourly_factor(const expression& amount) {
  // Walks the product from its root; sums and quotients are not looked into.
  std::vector<int> open{static_cast<int>(amount.nodes.size()) - 1};
  std::optional<term> found;
  while (!open.empty()) {
    const auto& n = amount.nodes[static_cast<std::size_t>(open.back())];
    open.pop_back();
    if (n.what == expression::kind::multiply || n.what == expression::kind::negate) {
      open.insert(open.end(), n.inputs.begin(), n.inputs.end());
      continue;
    }
    if (n.what != expression::kind::reference && n.what != expression::kind::parameter &&
        n.what != expression::kind::number) {
      continue;
    }
    expression leaf;
    leaf.text = amount.text;
    leaf.where = amount.where;
    leaf.nodes = {n};
    const auto t = amounts_.value(leaf);
    if (!t || !amounts_.units().compatible(t->of, unit{{{"kr", 1}, {"h", -1}}})) continue;
    if (found) return std::nullopt;
    found = t;
  }
  return found;
}

NYTTA_INLINE std::optional<int> flow_sheet::hours_of(const effect_claim& e, const std::optional<term>& amount,
                                                     std::optional<int> share) {
  const unit wanted = one_off(e.flows.how) ? unit{{{"h", 1}}} : unit{{{"h", 1}, {"år", -1}}};
  std::optional<term> hours;
  if (e.hours) {
    hours = amounts_.value(*e.hours);
    if (hours) hours = amounts_.converted(*hours, wanted, *e.hours);
  } else if (e.amount && amount) {
    const auto hourly = hourly_factor(*e.amount);
    if (!hourly) return std::nullopt;
    const unit of = amounts_.units().quotient(amount->of, hourly->of);
    const term quotient{amounts_.apply(operation::divide, {amount->node, hourly->node}, of), of, 0, {}};
    hours = amounts_.converted(quotient, wanted, *e.amount);
  }
  if (!hours || !share) return std::nullopt;
  const int at = amounts_.apply(operation::multiply, {hours->node, *share}, unit{{{"h", 1}}});
  steps_.nodes[static_cast<std::size_t>(at)].label = {"hours_of", e.name};
  return at;
}

NYTTA_INLINE std::optional<int> flow_sheet::uprated(const flow_claim& e, int flow) {
  const bool nominal_frame = frame_.basis == price_basis_kind::nominal;
  if (e.growth) {
    const auto g = amounts_.growth(*e.growth, "growth");
    if (!g) return std::nullopt;
    if (!departs(deviation::growth_left_out)) {
      flow = amounts_.apply(operation::multiply, {flow, *g}, unit{{{"kr", 1}}});
    }
  }
  if (!nominal_frame && !e.nominal && claim_.calculation.inflation && departs(deviation::inflation_on_fixed_prices)) {
    const auto prices = amounts_.growth(*claim_.calculation.inflation, "inflation");
    if (!prices) return std::nullopt;
    return amounts_.apply(operation::multiply, {flow, *prices}, unit{{{"kr", 1}}});
  }
  if (nominal_frame == e.nominal) return flow;
  if (!claim_.calculation.inflation) {
    if (nominal_frame && !claim_.calculation.basis) return flow;  // the method's prices: said once of the calculation
    report("N0752", e.where, {e.id});
    return std::nullopt;
  }
  const auto prices = amounts_.growth(*claim_.calculation.inflation, "inflation");
  if (!prices) return std::nullopt;
  return amounts_.apply(nominal_frame ? operation::multiply : operation::divide, {flow, *prices}, unit{{{"kr", 1}}});
}

NYTTA_INLINE void flow_sheet::check_readable(const flow_claim& e, const expression* hours) {
  int first_flow = 0;
  if (e.unread.time) {
    for (const auto& s : e.flows.shares) (void)amounts_.value(s.value);
  } else if (e.flows.how == occurrence::by_year) {
    (void)amounts_by_year(e, hours);
  } else {
    (void)shares_over_years(e, first_flow);
  }
  if (!e.unread.amount) (void)amount_in_kronor(e, hours);
}

NYTTA_INLINE std::optional<term> flow_sheet::amount_in_kronor(const flow_claim& e, const expression* hours) {
  std::optional<term> amount;
  if (!e.own_factor.empty()) {
    amount = amounts_.factor(e.own_factor, e.where);
  } else if (e.amount) {
    if (is_number(*e.amount) && !e.amount->root().has_unit) {
      report("N0550", e.amount->where, {e.amount->text, one_off(e.flows.how) ? "kr" : "kr/år"});
      return std::nullopt;
    }
    amount = amounts_.value(*e.amount, hours);
  }
  if (!amount) return amount;
  const unit yearly{{{"kr", 1}, {"år", -1}}};
  const unit whole{{{"kr", 1}}};
  const bool once = one_off(e.flows.how);
  const unit& other = once ? yearly : whole;
  const expression written = e.amount ? *e.amount : constant(quantity{1, amount->of}, e.where);
  if (amounts_.units().compatible(amount->of, other)) {
    if (e.unread.time) return amount;  // a yearly amount or a one-off: who knows
    report(once ? "N0551" : "N0552", written.where, {e.id, written.text});
    return std::nullopt;
  }
  return amounts_.converted(*amount, once ? whole : yearly, written);
}

NYTTA_INLINE flow_sheet::claimed_flow flow_sheet::amounts_in_columns(const flow_claim& e, const expression* hours) {
  claimed_flow out;
  if (e.flows.how == occurrence::by_year) {
    out.flow = amounts_by_year(e, hours);
    return out;
  }
  int first_flow = 0;
  out.share = shares_over_years(e, first_flow);
  out.amount = amount_in_kronor(e, hours);
  if (out.amount && out.share && ready_by(*out.amount, first_flow, e.amount_where)) {
    out.flow = amounts_.apply(operation::multiply, {out.amount->node, *out.share}, unit{{{"kr", 1}}});
  }
  return out;
}

/// With growth and inflation, its name and its present value; false when an error was reported.
NYTTA_INLINE bool flow_sheet::settle(const flow_claim& e, int flow, timing at, effect_side side, effect_flow& out) {
  const auto final_flow = uprated(e, flow);
  if (!final_flow) return false;
  out.flow = *final_flow;
  node& named = steps_.nodes[static_cast<std::size_t>(out.flow)];
  named.label = {"flow", e.name};
  named.source = e.source;
  named.form = shape::yearly;
  out.at = at;
  node pv;
  pv.what = operation::present_value;
  out.factors = factors(out.at, side);
  pv.inputs = {out.flow, out.factors};
  pv.label = {"present_value_of", e.name};
  pv.unit = "kr";
  pv.formula = "npv";
  out.present_value = steps_.add(std::move(pv));
  return true;
}

NYTTA_INLINE effect_flow flow_sheet::flow_of(const transfer_claim& t) {
  effect_flow out;
  if (t.unread.amount || t.unread.time) {
    check_readable(t, nullptr);
    return out;
  }
  at_once_ = false;
  const auto claimed = amounts_in_columns(t, nullptr);
  const bool none = !t.amount && t.own_factor.empty() && t.flows.how != occurrence::by_year;
  if (none) report("N0671", t.where, {t.id});
  if (!claimed.flow) return out;
  out.uptake = claimed.share.value_or(-1);
  out.counted = settle(t, *claimed.flow, t.at.value_or(frame_.at), effect_side::cost, out);
  return out;
}

NYTTA_INLINE effect_flow flow_sheet::flow_of(const effect_claim& e) {
  effect_flow out;
  const expression* hours = e.hours ? &*e.hours : nullptr;
  bool refused = e.unread.amount || e.unread.time || e.unread.categories;
  if (!valued_in_money(e, refused)) return out;
  bool ok = true;
  if (refused) {
    (void)parts_of(e.stakeholders, ok);
    (void)parts_of(e.categories, ok);
    check_readable(e, hours);
    return out;
  }
  const std::vector<part>* whose = &e.stakeholders;
  std::vector<part> only;
  if (whose->empty() && claim_.stakeholders.size() == 1) {
    only = {{claim_.stakeholders.front().id, constant(quantity{1, {}}, e.where), e.where}};
    whose = &only;
  }
  out.stakeholders = parts_of(*whose, ok);
  out.categories = parts_of(e.categories, ok);

  at_once_ = e.side == effect_side::benefit && departs(deviation::full_effect_from_the_first_year);
  const auto claimed = amounts_in_columns(e, hours);
  if (!claimed.flow || !ok) return out;
  out.uptake = claimed.share.value_or(-1);
  if (e.flows.how == occurrence::by_year && e.hours) {  // freed in the years that have an amount
    auto ones = zeros();
    for (const auto& s : e.flows.shares) ones[static_cast<std::size_t>(s.year - frame_.first_year)] = 1;
    out.hours = hours_of(e, claimed.amount, amounts_.series(std::move(ones)));
  } else if (claimed.share) {
    out.hours = hours_of(e, claimed.amount, claimed.share);
  }
  const timing at = e.type == effect_type::residual ? timing::end : e.at.value_or(frame_.at);
  if (!settle(e, *claimed.flow, at, e.side, out)) return out;
  if (e.financed_by_taxes) {
    const auto t = amounts_.share(*e.financed_by_taxes);
    if (!t) return out;
    out.tax_financed = t->node;
  }
  out.counted = e.type != effect_type::residual || !departs(deviation::residual_value_left_out);
  return out;
}

}  // namespace nytta::detail
