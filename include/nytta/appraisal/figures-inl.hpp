// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/flows-inl.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// From flows to the series, sums and figures of one alternative. Part of appraise().

namespace nytta::detail {

/// An effect as it counts in an alternative: on which side, with which sign (an effect of the reference is reversed).
struct counted_effect {
  std::size_t effect = 0;
  effect_side side = effect_side::benefit;
  bool negative = false;  ///< subtracted on its side
  bool reversed = false;  ///< comes from the reference
};

class figure_sheet {
 public:
  figure_sheet(const initiative& claim, const method& rules, const conventions& frame, working& steps,
               amount_sheet& amounts, flow_sheet& flows, const std::vector<effect_flow>& effects,
               const std::vector<effect_flow>& transfers)
      : claim_(claim),
        rules_(rules),
        frame_(frame),
        steps_(steps),
        amounts_(amounts),
        flows_(flows),
        effects_(effects),
        transfers_(transfers) {}

  [[nodiscard]] alternative_appraisal of(const alternative_claim& a, const alternative_claim* reference);

 private:
  using terms = std::vector<std::pair<int, bool>>;  // node, negative

  [[nodiscard]] static bool belongs(const flow_claim& flow, const std::string& alternative);
  [[nodiscard]] std::vector<counted_effect> counted_in(const alternative_claim& a, const alternative_claim* reference,
                                                       alternative_appraisal& out) const;
  int sum(const terms& of, shape form, std::string_view label, std::string subject = {});
  int labelled(int at, std::string_view key, std::string_view formula = {}, std::string_view unit = "kr");
  int scaled(int present_value, const std::vector<std::optional<int>>& shares);
  int absent(reason why, std::string_view key);
  template <class Keep>
  int present_values(const std::vector<counted_effect>& counted, effect_side side, Keep&& keep, std::string_view label,
                     std::string subject = {});
  void add_series(alternative_appraisal& out, const std::vector<counted_effect>& counted);
  void add_sums(alternative_appraisal& out, const std::vector<counted_effect>& counted);
  void add_figures(alternative_appraisal& out, const std::vector<counted_effect>& counted);
  void add_returns(alternative_appraisal& out, int value);
  int own_ratio(const ratio_rule& r, const std::vector<counted_effect>& counted, int above);
  void add_transfers(alternative_appraisal& out, const alternative_claim* reference) const;
  /// Received less paid over the stakeholders that `keep` wants; nothing where none of them has either.
  template <class Keep>
  std::optional<int> transfers_of(const std::vector<transfer_nodes>& all, Keep&& keep, std::string_view label,
                                  std::string subject);
  int perspective_value(const perspective& p, const std::vector<counted_effect>& counted,
                        const std::vector<transfer_nodes>& transfers, int tax);
  int tax_financing(const std::vector<counted_effect>& counted);
  int annual_amount(int value);
  int redeployed_hours(const std::vector<counted_effect>& counted);
  int undiscounted(int series, std::string_view key);
  /// Does the transfer come from the reference? Then its ends have changed places.
  [[nodiscard]] bool reversed(const transfer_nodes& t) const { return claim_.transfers[t.transfer].from != t.from; }
  [[nodiscard]] bool departs(deviation which) const { return deviates(rules_, which); }
  [[nodiscard]] const stakeholder* find_stakeholder(const std::string& id) const;
  [[nodiscard]] const category* find_category(const std::string& id) const;
  /// Does it release or take cash; also where a method takes freed time for it?
  [[nodiscard]] bool counts_as_cash(const std::string& category_id) const;
  [[nodiscard]] const effect_flow& flow(const counted_effect& c) const { return effects_[c.effect]; }

  const initiative& claim_;
  const method& rules_;
  const conventions& frame_;
  working& steps_;
  amount_sheet& amounts_;
  flow_sheet& flows_;
  const std::vector<effect_flow>& effects_;
  const std::vector<effect_flow>& transfers_;
};

NYTTA_INLINE bool figure_sheet::belongs(const flow_claim& flow, const std::string& alternative) {
  const auto& in = flow.alternatives;
  return in.empty() || std::find(in.begin(), in.end(), alternative) != in.end();
}

NYTTA_INLINE const stakeholder* figure_sheet::find_stakeholder(const std::string& id) const {
  for (const auto& s : claim_.stakeholders) {
    if (s.id == id) return &s;
  }
  return nullptr;
}

NYTTA_INLINE const category* figure_sheet::find_category(const std::string& id) const {
  for (const auto& c : rules_.categories) {
    if (c.id == id) return &c;
  }
  return nullptr;
}

NYTTA_INLINE bool figure_sheet::counts_as_cash(const std::string& category_id) const {
  const category* k = find_category(category_id);
  return k != nullptr && (k->cash_releasing || (k->monetised && departs(deviation::redeployed_as_cash)));
}

NYTTA_INLINE std::vector<counted_effect> figure_sheet::counted_in(const alternative_claim& a,
                                                                  const alternative_claim* reference,
                                                                  alternative_appraisal& out) const {
  std::vector<counted_effect> counted;
  const bool compared = reference != nullptr && reference->id != a.id;
  for (std::size_t i = 0; i < claim_.effects.size(); ++i) {
    const auto& e = claim_.effects[i];
    const bool own = belongs(e, a.id);
    const bool other = compared && belongs(e, reference->id);
    if (own == other) continue;  // in neither, or in both: no difference between the alternatives
    if (effects_[i].counted) {
      counted_effect c{i, e.side, e.type == effect_type::initial && departs(deviation::outlay_added), other};
      if (other && e.side == effect_side::benefit) c.negative = true;
      if (other && e.side == effect_side::cost) {
        if (rules_.savings == saving_side::benefit) {
          c.side = effect_side::benefit;
        } else {
          c.negative = !c.negative;
        }
      }
      counted.push_back(c);
    } else if (e.size) {
      out.non_monetised.push_back({i, other ? -*e.size : *e.size});
    }
  }
  return counted;
}

NYTTA_INLINE int figure_sheet::labelled(int at, std::string_view key, std::string_view formula, std::string_view unit) {
  // A node that already has a name of its own keeps it; the figure is then a sum of one.
  if (!unnamed(steps_[at]) || steps_[at].what == operation::input) at = amounts_.apply(operation::add, {at});
  node& n = steps_.nodes[static_cast<std::size_t>(at)];
  n.label.key = key;
  if (!formula.empty()) n.formula = formula;
  n.unit = unit;
  return at;
}

NYTTA_INLINE int figure_sheet::sum(const terms& of, shape form, std::string_view label, std::string subject) {
  std::vector<int> inputs;
  for (const auto& [at, negative] : of) {
    inputs.push_back(negative ? amounts_.apply(operation::negate, {at}, unit{{{"kr", 1}}}) : at);
  }
  node n;
  n.what = inputs.empty() ? operation::literal : operation::add;
  n.form = form;
  n.inputs = std::move(inputs);
  if (n.inputs.empty())
    n.numbers.assign(form == shape::yearly ? static_cast<std::size_t>(frame_.years) : 1, decimal(0));
  n.label = {label, std::move(subject)};
  n.unit = "kr";
  return steps_.add(std::move(n));
}

NYTTA_INLINE int figure_sheet::scaled(int present_value, const std::vector<std::optional<int>>& shares) {
  std::vector<int> product{present_value};
  for (const auto& s : shares) {
    if (s) product.push_back(*s);
  }
  return product.size() == 1 ? present_value
                             : amounts_.apply(operation::multiply, std::move(product), unit{{{"kr", 1}}});
}

NYTTA_INLINE int figure_sheet::absent(reason why, std::string_view key) {
  node n;
  n.what = operation::absent;
  n.why = why;
  n.label.key = key;
  return steps_.add(std::move(n));
}

/// The sum over one side of the present values of the parts that `keep` wants; keep(effect, shares) says whether an
/// effect counts and may append the shares of it that do, one list per part.
template <class Keep>
int figure_sheet::present_values(const std::vector<counted_effect>& counted, effect_side side, Keep&& keep,
                                 std::string_view label, std::string subject) {
  terms t;
  for (const auto& c : counted) {
    if (c.side != side) continue;
    std::vector<std::vector<std::optional<int>>> parts;
    keep(c, parts);
    for (const auto& shares : parts) t.emplace_back(scaled(flow(c).present_value, shares), c.negative);
  }
  return sum(t, shape::scalar, label, std::move(subject));
}

NYTTA_INLINE void figure_sheet::add_series(alternative_appraisal& out, const std::vector<counted_effect>& counted) {
  terms benefits;
  terms costs;
  for (const auto& c : counted) {
    (c.side == effect_side::benefit ? benefits : costs).emplace_back(flow(c).flow, c.negative);
    const auto& f = flow(c);
    out.effects.push_back({c.effect, c.side, c.negative, f.flow, f.present_value, f.uptake, f.hours, f.stakeholders,
                           f.categories, f.tax_financed});
    for (auto& p : out.effects.back().categories) p.cash = counts_as_cash(p.id);
  }
  if (departs(deviation::transfers_as_benefits)) {
    for (const auto& t : out.transfers) benefits.emplace_back(t.flow, reversed(t));
  }
  out.benefits = sum(benefits, shape::yearly, "benefits");
  out.costs = sum(costs, shape::yearly, "costs");
  out.net = labelled(amounts_.apply(operation::subtract, {out.benefits, out.costs}), "net");
  out.cumulative = labelled(amounts_.apply(operation::cumulate, {out.net}), "cumulative");

  // One product per row of discount factors: most cases have one only.
  struct dated_term {
    timing at;
    int factors;
    int flow;
    bool negative;
  };
  std::vector<dated_term> flows;
  for (const auto& c : counted) {
    flows.push_back({flow(c).at, flow(c).factors, flow(c).flow, (c.side == effect_side::cost) != c.negative});
  }
  if (departs(deviation::transfers_as_benefits)) {
    for (const auto& t : out.transfers) {
      const auto& of = transfers_[t.transfer];
      flows.push_back({of.at, of.factors, of.flow, reversed(t)});
    }
  }
  std::vector<std::pair<timing, int>> by;
  for (const auto& f : flows) {
    const bool known = std::any_of(by.begin(), by.end(), [&](const auto& b) { return b.second == f.factors; });
    if (!known) by.emplace_back(f.at, f.factors);
  }
  std::sort(by.begin(), by.end());
  std::vector<int> discounted;
  for (const auto& [at, factors] : by) {
    terms t;
    for (const auto& f : flows) {
      if (f.factors == factors) t.emplace_back(f.flow, f.negative);
    }
    const bool all = t.size() == flows.size();
    const int net = all ? out.net : sum(t, shape::yearly, "net_at_timing", std::string(name(at)));
    discounted.push_back(amounts_.apply(operation::multiply, {net, factors}, unit{{{"kr", 1}}}));
  }
  if (discounted.empty())
    discounted.push_back(amounts_.series(std::vector<decimal>(static_cast<std::size_t>(frame_.years))));
  const int net = discounted.size() == 1 ? discounted.front() : amounts_.apply(operation::add, discounted);
  out.discounted_net = labelled(net, "discounted_net");
}

NYTTA_INLINE void figure_sheet::add_sums(alternative_appraisal& out, const std::vector<counted_effect>& counted) {
  const auto net_of = [&](sums& s, std::string_view label) {
    s.net = amounts_.apply(operation::subtract, {s.benefits, s.costs}, unit{{{"kr", 1}}});
    if (s.transfers >= 0) s.net = amounts_.apply(operation::add, {s.net, s.transfers});
    s.net = labelled(s.net, label);
    steps_.nodes[static_cast<std::size_t>(s.net)].label.subject = s.id;
  };
  for (const auto& who : claim_.stakeholders) {
    const auto keep = [&](const counted_effect& c, auto& parts) {
      for (const auto& p : flow(c).stakeholders) {
        if (p.id == who.id) parts.push_back({p.share});
      }
    };
    sums s{who.id};
    s.benefits = present_values(counted, effect_side::benefit, keep, "benefits_of", who.name);
    s.costs = present_values(counted, effect_side::cost, keep, "costs_of", who.name);
    const auto self = [&](const std::string& id) { return id == who.id; };
    s.transfers = transfers_of(out.transfers, self, "transfers_of", who.name).value_or(-1);
    net_of(s, "net_of");
    out.by_stakeholder.push_back(std::move(s));
  }
  for (const auto& kind : rules_.categories) {
    bool any = false;
    const auto keep = [&](const counted_effect& c, auto& parts) {
      for (const auto& p : flow(c).categories) {
        if (p.id != kind.id) continue;
        parts.push_back({p.share});
        any = true;
      }
    };
    sums s{kind.id};
    s.benefits = present_values(counted, effect_side::benefit, keep, "benefits_in", kind.id);
    s.costs = present_values(counted, effect_side::cost, keep, "costs_in", kind.id);
    if (!any) continue;
    net_of(s, "net_in");
    out.by_category.push_back(std::move(s));
  }
}

NYTTA_INLINE void figure_sheet::add_transfers(alternative_appraisal& out, const alternative_claim* reference) const {
  const bool compared = reference != nullptr && reference->id != out.id;
  for (std::size_t i = 0; i < claim_.transfers.size(); ++i) {
    const auto& t = claim_.transfers[i];
    const bool own = belongs(t, out.id);
    const bool other = compared && belongs(t, reference->id);
    if (own == other) continue;
    const auto& f = transfers_[i];
    if (!f.counted) continue;  // refused, and told
    out.transfers.push_back({i, other ? t.to : t.from, other ? t.from : t.to, f.flow, f.present_value, f.uptake});
  }
}

template <class Keep>
std::optional<int> figure_sheet::transfers_of(const std::vector<transfer_nodes>& all, Keep&& keep,
                                              std::string_view label, std::string subject) {
  terms t;
  for (const auto& one : all) {
    const bool paid = keep(one.from);
    const bool received = keep(one.to);
    if (paid != received) t.emplace_back(one.present_value, paid);  // between two of them it is nothing
  }
  if (t.empty()) return std::nullopt;
  return sum(t, shape::scalar, label, std::move(subject));
}

NYTTA_INLINE int figure_sheet::tax_financing(const std::vector<counted_effect>& counted) {
  terms t;
  if (rules_.public_funds_cost) {
    const int cost = amounts_.literal(*rules_.public_funds_cost);
    steps_.nodes[static_cast<std::size_t>(cost)].label.key = "public_funds_cost";
    for (const auto& c : counted) {
      if (!flow(c).tax_financed) continue;
      const bool saved = (claim_.effects[c.effect].side == effect_side::benefit) != c.reversed;
      t.emplace_back(scaled(flow(c).present_value, {*flow(c).tax_financed, cost}), saved);
    }
  }
  return sum(t, shape::scalar, "tax_financing_cost");
}

NYTTA_INLINE int figure_sheet::perspective_value(const perspective& p, const std::vector<counted_effect>& counted,
                                                 const std::vector<transfer_nodes>& transfers, int tax) {
  const auto member = [&](const std::string& id) {
    const auto* s = find_stakeholder(id);
    return s != nullptr && std::find(p.kinds.begin(), p.kinds.end(), s->kind) != p.kinds.end();
  };
  const auto keep = [&](const counted_effect& c, auto& parts) {
    for (const auto& who : flow(c).stakeholders) {
      if (!member(who.id)) continue;
      for (const auto& what : flow(c).categories) {
        const auto* k = find_category(what.id);
        const bool counts = k != nullptr && (k->counts_in.empty() || std::find(k->counts_in.begin(), k->counts_in.end(),
                                                                               p.id) != k->counts_in.end());
        if (counts) parts.push_back({who.share, what.share});
      }
    }
  };
  const int benefits = present_values(counted, effect_side::benefit, keep, "benefits_in_perspective", p.id);
  const int costs = present_values(counted, effect_side::cost, keep, "costs_in_perspective", p.id);
  std::vector<int> inputs{benefits, amounts_.apply(operation::negate, {costs}, unit{{{"kr", 1}}})};
  if (const auto moved = transfers_of(transfers, member, "transfers_in_perspective", p.id)) inputs.push_back(*moved);
  if (p.bears_tax_financing) inputs.push_back(amounts_.apply(operation::negate, {tax}, unit{{{"kr", 1}}}));
  const int at = amounts_.apply(operation::add, std::move(inputs));
  labelled(at, "perspective_net_present_value");
  steps_.nodes[static_cast<std::size_t>(at)].label.subject = p.id;
  return at;
}

NYTTA_INLINE int figure_sheet::own_ratio(const ratio_rule& r, const std::vector<counted_effect>& counted, int above) {
  terms t;
  const int cost = r.tax_financing && rules_.public_funds_cost ? amounts_.literal(*rules_.public_funds_cost) : -1;
  if (cost >= 0) steps_.nodes[static_cast<std::size_t>(cost)].label.key = "public_funds_cost";
  for (const auto& c : counted) {
    const auto type = claim_.effects[c.effect].type;
    if (c.side != effect_side::cost || std::find(r.below.begin(), r.below.end(), type) == r.below.end()) continue;
    t.emplace_back(flow(c).present_value, c.negative);
    if (cost < 0 || !flow(c).tax_financed) continue;
    t.emplace_back(scaled(flow(c).present_value, {*flow(c).tax_financed, cost}), c.negative);
  }
  const int costs = sum(t, shape::scalar, "costs_under_ratio", r.id);
  const int at = labelled(amounts_.apply(operation::ratio, {above, costs}), "method_ratio", "method_ratio", "");
  node& n = steps_.nodes[static_cast<std::size_t>(at)];
  n.label.subject = r.id;
  n.why = reason::costs_not_positive;
  n.source = title_of(rules_, rule_source_of(rules_, "ratios." + r.id));
  return at;
}

NYTTA_INLINE int figure_sheet::annual_amount(int value) {
  const int years = frame_.at == timing::start ? frame_.years - 1 : frame_.years;
  if (years == 0) return absent(reason::no_year_end, "equivalent_annual_amount");
  const auto [which, rates] = flows_.terms(timing::end);
  node n;
  n.what = operation::annuity_factor;
  n.inputs = rates;
  n.terms = which;
  n.integers = {years};
  n.label.key = "annuity_factor";
  n.formula = "annuity_factor";
  const int factor = steps_.add(std::move(n));
  return labelled(amounts_.apply(operation::divide, {value, factor}), "equivalent_annual_amount",
                  "equivalent_annual_amount");
}

NYTTA_INLINE int figure_sheet::redeployed_hours(const std::vector<counted_effect>& counted) {
  terms t;
  for (const auto& c : counted) {
    if (!flow(c).hours) continue;
    for (const auto& p : flow(c).categories) {
      if (p.id != "redeployed") continue;
      node n;
      n.what = operation::at_column;
      n.inputs = {*flow(c).hours};
      n.integers = {frame_.years - 1};
      n.unit = "h";
      const int last = steps_.add(std::move(n));
      t.emplace_back(scaled(last, {p.share}), (c.side == effect_side::cost) != c.negative);
    }
  }
  if (t.empty()) return absent(reason::no_hours_known, "redeployed_hours_per_year");
  const int at = sum(t, shape::scalar, "redeployed_hours_per_year");
  steps_.nodes[static_cast<std::size_t>(at)].unit = "h";
  return at;
}

/// The sum of a yearly series as it stands.
NYTTA_INLINE int figure_sheet::undiscounted(int series, std::string_view key) {
  node n;
  n.what = operation::present_value;
  n.inputs = {series, amounts_.literal(1)};
  n.unit = "kr";
  n.label.key = key;
  return steps_.add(std::move(n));
}

NYTTA_INLINE void figure_sheet::add_returns(alternative_appraisal& out, int value) {
  const auto measure = [&](operation what, std::vector<int> inputs, std::string_view key, std::string_view formula,
                           std::string_view unit) {
    node n;
    n.what = what;
    n.form = what == operation::internal_rate_of_return ? shape::list : shape::scalar;
    n.inputs = std::move(inputs);
    n.label.key = key;
    n.formula = formula;
    n.unit = unit;
    return steps_.add(std::move(n));
  };
  const auto figure_of = [&](std::string_view key, figure_kind kind, int at) {
    out.figures.push_back({std::string(key), kind, at});
  };
  figure_of("equivalent_annual_amount", figure_kind::money, annual_amount(value));
  const int returns = measure(operation::internal_rate_of_return, {out.net}, "internal_rate_of_return", "irr", "");
  if (departs(deviation::one_rate_of_return)) {
    steps_.nodes[static_cast<std::size_t>(returns)].numbers = {
        decimal::of(1, 1)};  // where Newton's method from 10 % ends
  }
  figure_of("internal_rate_of_return", figure_kind::rate, returns);
  int modified = -1;
  if (frame_.rate.form == rate_form::steps || frame_.rate.form == rate_form::years) {
    modified = absent(reason::rate_not_flat, "modified_internal_rate_of_return");
  } else {
    const auto rates = flows_.terms(frame_.at).second;
    modified = measure(operation::modified_internal_rate_of_return,
                       {out.net, rates.empty() ? amounts_.literal(0) : rates.front()},
                       "modified_internal_rate_of_return", "mirr", "");
  }
  figure_of("modified_internal_rate_of_return", figure_kind::rate, modified);
  const auto payback_of = [&](int net, std::string_view key) {
    const bool first = departs(deviation::payback_at_first_crossing);
    const operation what = first ? operation::payback_first : operation::payback;
    if (!departs(deviation::payback_a_year_late)) return measure(what, {net}, key, "payback", "år");
    const int years = measure(what, {net}, "payback_from_first_flow", "payback", "år");
    return labelled(amounts_.apply(operation::add, {years, amounts_.literal(1)}), key, "payback", "år");
  };
  const bool same = departs(deviation::undiscounted_payback_as_discounted);
  figure_of("payback_years", figure_kind::duration, payback_of(out.net, "payback_years"));
  figure_of("discounted_payback_years", figure_kind::duration,
            payback_of(same ? out.net : out.discounted_net, "discounted_payback_years"));
  figure_of("payback_years_first_crossing", figure_kind::duration,
            measure(operation::payback_first, {out.net}, "payback_years_first_crossing", "payback", "år"));
  figure_of("break_even_year", figure_kind::calendar_year,
            measure(operation::break_even_year, {out.benefits, out.costs}, "break_even_year", "break_even", ""));
  const int lowest = measure(operation::lowest, {out.cumulative}, "lowest_cumulative", "", "kr");
  const int negated = amounts_.apply(operation::negate, {lowest}, unit{{{"kr", 1}}});
  figure_of(
      "peak_funding", figure_kind::money,
      labelled(amounts_.apply(operation::maximum, {amounts_.literal(0), negated}), "peak_funding", "peak_funding"));
}

NYTTA_INLINE void figure_sheet::add_figures(alternative_appraisal& out, const std::vector<counted_effect>& counted) {
  const auto whole = [](const counted_effect&, auto& parts) { parts.push_back({}); };
  const auto figure_of = [&](std::string_view key, figure_kind kind, int at) {
    out.figures.push_back({std::string(key), kind, at});
  };
  const auto ratio = [&](int above, int below, std::string_view key, reason why) {
    const int at = labelled(amounts_.apply(operation::ratio, {above, below}), key, key, "");
    steps_.nodes[static_cast<std::size_t>(at)].why = why;
    if (key == "benefit_cost_ratio" && departs(deviation::zero_ratio_without_costs)) {
      steps_.nodes[static_cast<std::size_t>(at)].numbers = {decimal(0)};  // what stands where there is no ratio
    }
    return at;
  };
  int benefits = present_values(counted, effect_side::benefit, whole, "present_value_benefits");
  if (departs(deviation::transfers_as_benefits) && !out.transfers.empty()) {
    terms all{{benefits, false}};
    for (const auto& t : out.transfers) all.emplace_back(t.present_value, reversed(t));
    benefits = sum(all, shape::scalar, "benefits_and_transfers");
  }
  const int costs = present_values(counted, effect_side::cost, whole, "present_value_costs");
  const int tax = tax_financing(counted);
  const int surplus = amounts_.apply(operation::subtract, {benefits, costs}, unit{{{"kr", 1}}});
  int value = surplus;
  if (rules_.public_funds_cost) {
    labelled(surplus, "benefits_less_costs");
    value = amounts_.apply(operation::subtract, {surplus, tax});
  }
  value = labelled(value, "net_present_value", "npv");
  const int initial = present_values(
      counted, effect_side::cost,
      [&](const counted_effect& c, auto& parts) {
        if (claim_.effects[c.effect].type == effect_type::initial) parts.push_back({});
      },
      "present_value_initial_costs");

  figure_of("present_value_benefits", figure_kind::money, benefits);
  figure_of("present_value_costs", figure_kind::money, costs);
  figure_of("net_present_value", figure_kind::money, value);
  int gains = benefits;
  int outlays = costs;
  int gain = surplus;
  if (departs(deviation::undiscounted_ratio)) {
    gains = undiscounted(out.benefits, "undiscounted_benefits");
    outlays = undiscounted(out.costs, "undiscounted_costs");
    gain = amounts_.apply(operation::subtract, {gains, outlays}, unit{{{"kr", 1}}});
  }
  if (departs(deviation::another_ratio_under_the_name)) gain = gains;
  figure_of("benefit_cost_ratio", figure_kind::ratio,
            ratio(gains, outlays, "benefit_cost_ratio", reason::costs_not_positive));
  figure_of("net_benefit_per_krona", figure_kind::ratio,
            ratio(gain, outlays, "net_benefit_per_krona", reason::costs_not_positive));
  figure_of("net_present_value_ratio", figure_kind::ratio,
            ratio(value, initial, "net_present_value_ratio", reason::initial_costs_not_positive));
  add_returns(out, value);

  const auto cash = [&](const counted_effect& c, auto& parts) {
    if (claim_.effects[c.effect].type == effect_type::residual) return;
    for (const auto& p : flow(c).categories) {
      if (counts_as_cash(p.id)) parts.push_back({p.share});
    }
  };
  const int cash_benefits = present_values(counted, effect_side::benefit, cash, "cash_benefits");
  const int cash_costs = present_values(counted, effect_side::cost, cash, "cash_costs");
  figure_of(
      "net_present_value_cash", figure_kind::money,
      labelled(amounts_.apply(operation::subtract, {cash_benefits, cash_costs}), "net_present_value_cash", "npv"));
  figure_of("redeployed_hours_per_year", figure_kind::hours, redeployed_hours(counted));
  figure_of("tax_financing_cost", figure_kind::money, tax);
  figure_of("residual_value", figure_kind::money,
            present_values(
                counted, effect_side::benefit,
                [&](const counted_effect& c, auto& parts) {
                  if (claim_.effects[c.effect].type == effect_type::residual) parts.push_back({});
                },
                "residual_value"));
  for (const auto& p : rules_.perspectives) {
    figure_of(p.id + "_net_present_value", figure_kind::money, perspective_value(p, counted, out.transfers, tax));
  }
  for (const auto& r : rules_.ratios) {
    const int above = r.above == ratio_numerator::net_present_value ? value : benefits;
    figure_of(r.id, figure_kind::ratio, own_ratio(r, counted, above));
  }
}

NYTTA_INLINE alternative_appraisal figure_sheet::of(const alternative_claim& a, const alternative_claim* reference) {
  alternative_appraisal out;
  out.id = a.id;
  out.name = a.name;
  out.reference = a.reference;
  const auto counted = counted_in(a, reference, out);
  add_transfers(out, reference);
  add_series(out, counted);
  add_figures(out, counted);
  add_sums(out, counted);
  return out;
}

}  // namespace nytta::detail
