// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/core/config.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// From what is claimed to nodes: factors, and expressions over them with their units checked. Part of appraise().

namespace nytta::detail {

/// A node with its unit. Columns before `ready` have no value (a factor by year starts there).
struct term {
  int node = -1;
  unit of;
  int ready = 0;
  std::string late;  ///< the factor that is not ready before
};

/// The claimed numbers of a case as nodes of the working, and expressions over them.
class amount_sheet {
 public:
  amount_sheet(const initiative& claim, const method& rules, const conventions& frame, bool columns_known,
               working& steps, diagnostics& errors)
      : claim_(claim), rules_(rules), frame_(frame), columns_known_(columns_known), steps_(steps), errors_(errors) {
    take_units();
    order_factors();
  }

  /// Builds every factor's node, inputs first, and reports cycles, unknown names and units that do not fit.
  void build_factors(std::vector<factor_node>& inputs);

  /// The expression as a node; nothing when an error was reported. `hours` stands for the word hours.
  [[nodiscard]] std::optional<term> value(const expression& of, const expression* hours = nullptr);

  /// A factor's node by its id, or nothing when the factor itself was refused.
  [[nodiscard]] std::optional<term> factor(const std::string& id, const place& where);

  /// The term in another unit, or an error that names the units and what they come from.
  [[nodiscard]] std::optional<term> converted(const term& from, const unit& to, const expression& of);

  /// A share as a bare number.
  [[nodiscard]] std::optional<term> share(const expression& of);

  /// Weights, all in the first one's unit; empty when an error was reported.
  [[nodiscard]] std::vector<term> weights(const std::vector<part>& parts);

  /// A rate as a node: a literal, or a factor in per cent.
  [[nodiscard]] std::optional<int> rate(const rate_source& of);

  /// (1 + rate) ^ (year − price year), one per column.
  [[nodiscard]] std::optional<int> growth(const rate_source& of, std::string_view label);

  int literal(const decimal& number, std::string unit_text = {}) {
    node n;
    n.what = operation::literal;
    n.numbers = {number};
    n.unit = std::move(unit_text);
    return steps_.add(std::move(n));
  }
  int series(std::vector<decimal> numbers) {
    node n;
    n.what = operation::literal;
    n.form = shape::yearly;
    n.numbers = std::move(numbers);
    return steps_.add(std::move(n));
  }
  int apply(operation what, std::vector<int> inputs, const unit& of = {}) {
    node n;
    n.what = what;
    n.form = form_of(inputs);
    n.inputs = std::move(inputs);
    n.unit = to_string(of);
    return steps_.add(std::move(n));
  }
  [[nodiscard]] shape form_of(const std::vector<int>& inputs) const {
    for (const int i : inputs) {
      if (steps_[i].form == shape::yearly) return shape::yearly;
    }
    return shape::scalar;
  }
  void report(std::string_view code, const place& where, std::vector<std::string> arguments) {
    errors_.push_back({code, where, std::move(arguments)});
  }
  [[nodiscard]] const unit_table& units() const { return units_; }
  [[nodiscard]] bool used(std::size_t factor_index) const { return used_[factor_index]; }

 private:
  /// What an expression node has become: a chain of operands that a product or sum may still grow, or one node.
  struct partial {
    std::vector<int> operands;
    operation chain = operation::literal;  ///< multiply or add while the chain may grow, else literal
    unit of;
    int ready = 0;
    std::string late;
    bool ok = false;
  };

  void take_units();
  void order_factors();
  void report_rings(const std::vector<std::size_t>& waiting);
  [[nodiscard]] std::optional<std::size_t> find_factor(std::string_view id) const;
  [[nodiscard]] std::vector<std::string> names_in(const factor_claim& f) const;
  std::optional<term> build(const factor_claim& f, std::vector<factor_node>& inputs);
  std::optional<term> build_by_year(const factor_claim& f, std::vector<factor_node>& inputs);
  std::optional<term> to_price_year(term t, int own_year, const std::string& index_id, const std::string& id,
                                    const place& where);
  std::optional<term> grown(const factor_claim& f, term t);
  /// The column from which a value that begins in `year` holds.
  [[nodiscard]] int first_column(int year) const {
    return columns_known_ ? (std::max)(0, year - frame_.first_year) : 0;
  }
  [[nodiscard]] factor_node with_range(const factor_claim& f, int at, const unit& of) const;
  void to_midpoint(const factor_node& f);
  std::optional<term> parameter(const std::string& name, const place& where);
  int settle(partial& p);
  void combine_product(partial& out, partial& a, partial& b);
  void combine_sum(const expression& of, const expression::node& n, partial& out, std::vector<partial>& values);
  bool same_unit(const expression& of, const expression::node& n, int other, std::vector<partial>& values);
  int convert_node(int from, const unit_ratio& by, const unit& to);
  [[nodiscard]] std::string operands_in_words(const expression& of) const;

  const initiative& claim_;
  const method& rules_;
  const conventions& frame_;
  bool columns_known_;  // without them years say nothing
  working& steps_;
  diagnostics& errors_;
  unit_table units_;
  std::vector<std::pair<std::string, std::size_t>> by_id_;  // sorted by id
  std::vector<std::optional<term>> built_;
  std::vector<bool> used_;
};

/// Is money part of this unit?
[[nodiscard]] inline bool holds_money(const unit_table& units, const unit& u) {
  const auto reduced = units.reduce(u);
  return std::any_of(reduced.dimension.begin(), reduced.dimension.end(),
                     [](const unit_term& t) { return t.word == "kr"; });
}

NYTTA_INLINE void amount_sheet::take_units() {
  if (rules_.hours_per_working_day) units_.working_day(rules_.hours_per_working_day->value);
  if (rules_.hours_per_full_time_year) units_.full_time_year(rules_.hours_per_full_time_year->value);
  for (const auto& line : claim_.units) {
    switch (units_.define(line.word, line.scale, line.meaning)) {
      case unit_definition_fault::none: break;
      case unit_definition_fault::builtin: report("N0540", line.where, {line.word}); break;
      case unit_definition_fault::defined: report("N0541", line.where, {line.word}); break;
      case unit_definition_fault::cycle: report("N0542", line.where, {line.word}); break;
      case unit_definition_fault::not_a_word:
      case unit_definition_fault::not_positive:
      case unit_definition_fault::too_large:
      case unit_definition_fault::too_many: report("N0543", line.where, {line.word}); break;
    }
  }
}

NYTTA_INLINE std::vector<std::string> amount_sheet::names_in(const factor_claim& f) const {
  std::vector<std::string> names;
  if (f.amount) {
    for (const auto& n : f.amount->nodes) {
      if (n.what == expression::kind::reference) names.push_back(n.name);
    }
  }
  if (f.growth && !f.growth->factor.empty()) names.push_back(f.growth->factor);
  return names;
}

NYTTA_INLINE std::optional<std::size_t> amount_sheet::find_factor(std::string_view id) const {
  const auto found =
      std::lower_bound(by_id_.begin(), by_id_.end(), id, [](const auto& a, std::string_view b) { return a.first < b; });
  if (found == by_id_.end() || found->first != id) return std::nullopt;
  return found->second;
}

NYTTA_INLINE void amount_sheet::order_factors() {
  for (std::size_t i = 0; i < claim_.factors.size(); ++i) by_id_.emplace_back(claim_.factors[i].id, i);
  std::sort(by_id_.begin(), by_id_.end());
  built_.resize(claim_.factors.size());
  used_.resize(claim_.factors.size());
}

NYTTA_INLINE void amount_sheet::build_factors(std::vector<factor_node>& inputs) {
  // A factor is built once all that it names is built; what is left when nothing can be built stands in a cycle.
  const std::size_t count = claim_.factors.size();
  std::vector<std::vector<std::size_t>> users(count);
  std::vector<std::size_t> waiting(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    for (const auto& name : names_in(claim_.factors[i])) {
      if (const auto other = find_factor(name)) {
        users[*other].push_back(i);
        ++waiting[i];
      }
    }
  }
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < count; ++i) {
    if (waiting[i] == 0) ready.push_back(i);
  }
  std::size_t done = 0;
  for (; done < ready.size(); ++done) {
    const std::size_t i = ready[done];
    built_[i] = build(claim_.factors[i], inputs);
    for (const std::size_t user : users[i]) {
      if (--waiting[user] == 0) ready.push_back(user);
    }
  }
  if (done < count) report_rings(waiting);
}

/// What could not be built stands in a ring, or rests on one. Each ring is told once, with its way round.
NYTTA_INLINE void amount_sheet::report_rings(const std::vector<std::size_t>& waiting) {
  std::vector<char> seen(waiting.size());
  for (std::size_t start = 0; start < waiting.size(); ++start) {
    if (waiting[start] == 0) continue;
    used_[start] = true;
    std::vector<std::size_t> way;
    std::size_t at = start;
    while (seen[at] == 0) {
      seen[at] = 1;
      way.push_back(at);
      for (const auto& name : names_in(claim_.factors[at])) {
        const auto next = find_factor(name);
        if (next && waiting[*next] != 0) {
          at = *next;
          break;
        }
      }
    }
    const auto entry = std::find(way.begin(), way.end(), at);
    if (entry == way.end()) continue;  // came to a ring that has been told
    std::string ring;
    for (auto step = entry; step != way.end(); ++step) ring += claim_.factors[*step].id + " → ";
    report("N0651", claim_.factors[*entry].where, {claim_.factors[*entry].id, ring + claim_.factors[*entry].id});
  }
}

NYTTA_INLINE std::optional<term> amount_sheet::build_by_year(const factor_claim& f, std::vector<factor_node>& inputs) {
  node n;
  n.what = operation::input;
  n.form = shape::yearly;
  const unit& of = f.by_year.front().value.unit_of;
  const auto years = static_cast<std::size_t>(frame_.years);
  std::size_t next = 0;
  for (std::size_t column = 0; column < years; ++column) {
    const int year = frame_.first_year + static_cast<int>(column);
    while (next + 1 < f.by_year.size() && f.by_year[next + 1].year <= year) ++next;
    n.numbers.push_back(f.by_year[next].value.value);
  }
  n.unit = to_string(of);
  n.label.subject = f.name.empty() ? f.id : f.name;
  n.source = f.source;
  const int ready = first_column(f.by_year.front().year);
  const int at = steps_.add(std::move(n));
  inputs.push_back(with_range(f, at, of));
  if (deviates(rules_, deviation::midpoint_as_likely)) to_midpoint(inputs.back());
  return term{at, of, ready, f.id};
}

/// Low and high in the factor's own unit; on a factor by year they are shares of its values.
NYTTA_INLINE factor_node amount_sheet::with_range(const factor_claim& f, int at, const unit& of) const {
  factor_node out{f.id, at, {}, {}};
  if (!f.range) return out;
  const bool shares = !f.by_year.empty();
  const auto ends = [&](const quantity& end, std::vector<decimal>& to) {
    const auto by = units_.conversion(end.unit_of, shares ? unit{} : of);
    if (!by) return;  // the reader has refused it
    const decimal value = carried(end.value, *by);
    for (const auto& number : steps_[at].numbers) to.push_back(shares ? number * value : value);
  };
  ends(f.range->low, out.low);
  ends(f.range->high, out.high);
  return out;
}

/// Puts the middle of the range in the likely value's place.
NYTTA_INLINE void amount_sheet::to_midpoint(const factor_node& f) {
  auto& numbers = steps_.nodes[static_cast<std::size_t>(f.node)].numbers;
  const decimal half = decimal::of(5, 1);
  for (std::size_t i = 0; i < f.low.size() && i < f.high.size(); ++i) {
    numbers[i] = ((f.low[i] + f.high[i]) * half).normalized();
  }
}

NYTTA_INLINE std::optional<term> amount_sheet::build(const factor_claim& f, std::vector<factor_node>& inputs) {
  std::optional<term> t;
  if (f.amount) {
    t = value(*f.amount);
    if (!t) return t;
    if (f.checked_unit && !(units_.compatible(t->of, *f.checked_unit))) {
      report("N0544", f.amount->where, {f.id, to_string(t->of), to_string(*f.checked_unit)});
      return std::nullopt;
    }
    if (f.checked_unit) {
      t = converted(*t, *f.checked_unit, *f.amount);
      if (!t) return t;
    }
    // The line of its own in the working: the factor's name before its expression.
    node& last = steps_.nodes[static_cast<std::size_t>(t->node)];
    const bool shared = !unnamed(last) || last.what == operation::input;
    if (shared) t->node = apply(operation::add, {t->node}, t->of);
    node& named = steps_.nodes[static_cast<std::size_t>(t->node)];
    named.label.subject = f.name.empty() ? f.id : f.name;
    named.source = f.source;
  } else if (!f.by_year.empty()) {
    t = build_by_year(f, inputs);
  } else if (f.likely) {
    node n;
    n.what = operation::input;
    n.numbers = {f.likely->value};
    n.unit = to_string(f.likely->unit_of);
    n.label.subject = f.name.empty() ? f.id : f.name;
    n.source = f.source;
    const int at = steps_.add(std::move(n));
    inputs.push_back(with_range(f, at, f.likely->unit_of));
    if (deviates(rules_, deviation::midpoint_as_likely)) to_midpoint(inputs.back());
    t = term{at, f.likely->unit_of, 0, {}};
  } else {
    return std::nullopt;  // the reader has said what is missing
  }
  return grown(f, *t);
}

/// Money of one year carried over to the calculation's price year by a price index, the only one unless named.
NYTTA_INLINE std::optional<term> amount_sheet::to_price_year(term t, int own_year, const std::string& index_id,
                                                             const std::string& id, const place& where) {
  if (own_year == frame_.price_year || deviates(rules_, deviation::price_levels_mixed)) return t;
  const price_index* index = nullptr;
  for (const auto& candidate : claim_.indices) {
    if (candidate.id == index_id || (index_id.empty() && claim_.indices.size() == 1)) index = &candidate;
  }
  if (index == nullptr) {
    report("N0750", where, {id, std::to_string(own_year), std::to_string(frame_.price_year)});
    return std::nullopt;
  }
  const auto value_of = [&](int year) -> std::optional<decimal> {
    if (!columns_known_) return decimal(1);
    for (const auto& v : index->values) {
      if (v.year == year) return v.value;
    }
    report("N0751", where, {index->id, std::to_string(year), id});
    return std::nullopt;
  };
  const auto wanted = value_of(frame_.price_year);
  const auto own = value_of(own_year);
  if (!wanted || !own) return std::nullopt;
  const int to = literal(*wanted);
  const int from = literal(*own);
  for (const int i : {to, from}) steps_.nodes[static_cast<std::size_t>(i)].source = index->source;
  t.node = apply(operation::change_price_level, {t.node, to, from}, t.of);
  auto& named = steps_.nodes[static_cast<std::size_t>(t.node)];
  named.label = {"in_price_year", id};
  named.formula = "index";
  return t;
}

NYTTA_INLINE std::optional<term> amount_sheet::grown(const factor_claim& f, term t) {
  const bool money = holds_money(units_, t.of);
  if (f.price_year && !money) {
    report("N0652", f.where, {f.id, to_string(t.of)});
    return std::nullopt;
  }
  if (f.growth && !money) {
    report("N0653", f.where, {f.id, to_string(t.of)});
    return std::nullopt;
  }
  if (f.price_year) {
    const auto carried = to_price_year(t, *f.price_year, f.index, f.id, f.where);
    if (!carried) return carried;
    auto& named = steps_.nodes[static_cast<std::size_t>(carried->node)];
    if (carried->node != t.node && !f.name.empty()) named.label.subject = f.name;
    t = *carried;
  }
  if (f.growth) {
    const auto g = growth(*f.growth, "growth");
    if (!g) return std::nullopt;
    if (deviates(rules_, deviation::growth_left_out)) return t;
    t.node = apply(operation::multiply, {t.node, *g}, t.of);
    steps_.nodes[static_cast<std::size_t>(t.node)].label = {"with_growth", f.name.empty() ? f.id : f.name};
  }
  return t;
}

NYTTA_INLINE std::optional<term> amount_sheet::factor(const std::string& id, const place& where) {
  const auto index = find_factor(id);
  if (!index && claim_.factors_incomplete) return std::nullopt;
  if (!index) {
    std::string near;
    for (const auto& [other, unused] : by_id_) {
      (void)unused;
      if (look_alike(other, id)) near = other;
    }
    report(near.empty() ? "N0654" : "N0655", where, {id, near});
    return std::nullopt;
  }
  used_[*index] = true;
  return built_[*index];
}

NYTTA_INLINE std::optional<int> amount_sheet::rate(const rate_source& of) {
  if (of.factor.empty()) return literal(of.value);
  const auto t = factor(of.factor, of.where);
  if (!t) return std::nullopt;
  const auto by = units_.conversion(t->of, unit{});
  if (!by) {
    report("N0656", of.where, {of.factor, to_string(t->of)});
    return std::nullopt;
  }
  if (steps_[t->node].form == shape::yearly) {
    report("N0659", of.where, {of.factor});
    return std::nullopt;
  }
  const auto& likely = claim_.factors[*find_factor(of.factor)].likely;
  if (likely && likely->unit_of.terms.empty() && likely->value >= decimal(1)) {
    report("N0701", of.where, {of.factor, likely->value.to_string()});
    return std::nullopt;
  }
  return convert_node(t->node, *by, unit{});
}

NYTTA_INLINE std::optional<int> amount_sheet::growth(const rate_source& of, std::string_view label) {
  const auto r = rate(of);
  if (!r) return std::nullopt;
  node n;
  n.what = operation::power;
  n.form = shape::yearly;
  n.inputs = {apply(operation::add, {literal(1), *r})};
  for (int column = 0; column < frame_.years; ++column) {
    n.integers.push_back(frame_.first_year + column - frame_.price_year);
  }
  n.label.key = label;
  n.formula = "growth_factor";
  return steps_.add(std::move(n));
}

NYTTA_INLINE std::optional<term> amount_sheet::parameter(const std::string& name, const place& where) {
  for (const auto& p : rules_.parameters) {
    if (p.name != name) continue;
    node n;
    n.what = operation::literal;
    n.label = {"method_parameter", name};
    n.source = title_of(rules_, p.source);
    unit of;
    int ready = 0;
    if (p.value) {
      of = p.value->unit_of;
      n.numbers = {p.value->value};
    } else {
      if (p.by_year.empty()) return std::nullopt;
      of = p.by_year.front().value.unit_of;
      n.form = shape::yearly;
      std::size_t next = 0;
      for (int column = 0; column < frame_.years; ++column) {
        while (next + 1 < p.by_year.size() && p.by_year[next + 1].year <= frame_.first_year + column) ++next;
        n.numbers.push_back(p.by_year[next].value.value);
      }
      ready = first_column(p.by_year.front().year);
    }
    n.unit = to_string(of);
    const term t{steps_.add(std::move(n)), of, ready, "method." + name};
    return p.price_year ? to_price_year(t, *p.price_year, {}, "method." + name, where) : t;
  }
  std::string all;
  for (const auto& p : rules_.parameters) all += (all.empty() ? "method." : ", method.") + p.name;
  report("N0657", where, {name, rules_.id, all.empty() ? std::string("-") : all});
  return std::nullopt;
}

NYTTA_INLINE int amount_sheet::convert_node(int from, const unit_ratio& by, const unit& to) {
  if (by.numerator == by.denominator) return from;
  node n;
  n.what = operation::convert_unit;
  n.form = steps_[from].form;
  n.inputs = {from};
  n.numbers = {by.numerator, by.denominator};
  n.unit = to_string(to);
  return steps_.add(std::move(n));
}

NYTTA_INLINE std::string amount_sheet::operands_in_words(const expression& of) const {
  std::string words;
  for (const auto& n : of.nodes) {
    std::string one;
    if (n.what == expression::kind::reference) {
      const auto index = find_factor(n.name);
      if (!index || !built_[*index]) continue;
      const std::string in = to_string(built_[*index]->of);
      one = n.name + " (" + (in.empty() ? "-" : in) + ")";
    } else if (n.what == expression::kind::number) {
      one = to_string(quantity{n.value, n.unit_of});
    } else if (n.what == expression::kind::parameter) {
      one = "method." + n.name;
    } else {
      continue;
    }
    if (words.find(one) == std::string::npos) words += (words.empty() ? "" : ", ") + one;
  }
  return words;
}

NYTTA_INLINE int amount_sheet::settle(partial& p) {
  if (p.operands.size() > 1) p.operands = {apply(p.chain, std::move(p.operands), p.of)};
  p.chain = operation::literal;
  return p.operands.front();
}

NYTTA_INLINE void amount_sheet::combine_product(partial& out, partial& a, partial& b) {
  out.of = units_.product(a.of, b.of);
  if (a.chain != operation::multiply) settle(a);
  if (b.chain != operation::multiply) settle(b);
  out.operands = std::move(a.operands);
  out.operands.insert(out.operands.end(), b.operands.begin(), b.operands.end());
  out.chain = operation::multiply;
}

NYTTA_INLINE bool amount_sheet::same_unit(const expression& of, const expression::node& n, int other,
                                          std::vector<partial>& values) {
  const int first = n.inputs.front();
  const partial& a = values[static_cast<std::size_t>(first)];
  partial& b = values[static_cast<std::size_t>(other)];
  const auto by = units_.conversion(b.of, a.of);
  if (!by) {
    const auto words = [](const unit& u) {
      const std::string t = to_string(u);
      return t.empty() ? std::string("-") : t;
    };
    report("N0545", place_of(of, n), {to_string(of, first), words(a.of), to_string(of, other), words(b.of)});
    return false;
  }
  if (by->numerator != by->denominator) b.operands = {convert_node(settle(b), *by, a.of)};
  b.of = a.of;
  return true;
}

NYTTA_INLINE void amount_sheet::combine_sum(const expression& of, const expression::node& n, partial& out,
                                            std::vector<partial>& values) {
  for (std::size_t k = 1; k < n.inputs.size(); ++k) {
    out.ok = same_unit(of, n, n.inputs[k], values) && out.ok;
  }
  if (!out.ok) return;
  using kind = expression::kind;
  out.chain = n.what == kind::add        ? operation::add
              : n.what == kind::subtract ? operation::subtract
              : n.what == kind::minimum  ? operation::minimum
                                         : operation::maximum;
  partial& first = values[static_cast<std::size_t>(n.inputs.front())];
  out.of = first.of;
  if (first.chain != operation::add || out.chain != operation::add) settle(first);
  out.operands = std::move(first.operands);
  for (std::size_t k = 1; k < n.inputs.size(); ++k) {
    out.operands.push_back(settle(values[static_cast<std::size_t>(n.inputs[k])]));
  }
  if (out.chain != operation::add) settle(out);
}

NYTTA_INLINE std::optional<term> amount_sheet::value(const expression& of, const expression* hours) {
  using kind = expression::kind;
  std::vector<partial> values(of.nodes.size());
  // A name is unknown once per expression, and nobody reads more than a hundred: finding each one's column takes time.
  constexpr std::size_t most_unknown = 100;
  std::vector<std::string_view> unknown;
  for (std::size_t i = 0; i < of.nodes.size(); ++i) {
    const auto& n = of.nodes[i];
    partial& out = values[i];
    const auto take = [&](const std::optional<term>& t) {
      if (!t) return;
      out.operands = {t->node};
      out.of = t->of;
      out.ready = t->ready;
      out.late = t->late;
      out.ok = true;
    };
    out.ok = true;
    for (const int input : n.inputs) {
      const auto& p = values[static_cast<std::size_t>(input)];
      out.ok = out.ok && p.ok;
      if (p.ready > out.ready) {
        out.ready = p.ready;
        out.late = p.late;
      }
    }
    if (!out.ok) continue;
    const auto input = [&](std::size_t k) -> partial& { return values[static_cast<std::size_t>(n.inputs[k])]; };
    switch (n.what) {
      case kind::number:
        out.operands = {literal(n.value, to_string(n.unit_of))};
        out.of = n.unit_of;
        break;
      case kind::reference:
        out.ok = false;
        if (const auto known = find_factor(n.name)) {
          used_[*known] = true;
          take(built_[*known]);
        } else if (unknown.size() < most_unknown &&
                   std::find(unknown.begin(), unknown.end(), n.name) == unknown.end()) {
          unknown.emplace_back(n.name);
          take(factor(n.name, place_of(of, n)));
        }
        break;
      case kind::parameter:
        out.ok = false;
        take(parameter(n.name, place_of(of, n)));
        break;
      case kind::hours:
        out.ok = false;
        if (hours == nullptr) {
          report("N0658", place_of(of, n), {});
        } else {
          take(value(*hours));
        }
        break;
      case kind::negate:
        out.of = input(0).of;
        out.operands = {apply(operation::negate, {settle(input(0))}, out.of)};
        break;
      case kind::multiply:
        combine_product(out, input(0), input(1));
        if (out.of.terms.size() > 2 * most_unit_words) {
          errors_.emplace_back(long_unit_remark(to_string(out.of), of.where));
          return std::nullopt;
        }
        break;
      case kind::divide: {
        out.of = units_.quotient(input(0).of, input(1).of);
        const int above = settle(input(0));
        out.operands = {apply(operation::divide, {above, settle(input(1))}, out.of)};
        break;
      }
      case kind::add:
      case kind::subtract:
      case kind::minimum:
      case kind::maximum: combine_sum(of, n, out, values); break;
    }
  }
  if (values.empty() || !values.back().ok) return std::nullopt;
  partial& root = values.back();
  const int at_root = settle(root);
  return term{at_root, root.of, root.ready, root.late};
}

NYTTA_INLINE std::optional<term> amount_sheet::converted(const term& from, const unit& to, const expression& of) {
  if (const auto by = units_.conversion(from.of, to)) {
    return term{convert_node(from.node, *by, to), to, from.ready, from.late};
  }
  const unit_mismatch why = units_.mismatch(from.of, to);
  const std::string has = to_string(from.of);
  std::vector<std::string> arguments{of.text, has.empty() ? "-" : has, to_string(to), operands_in_words(of)};
  if (why.fault == unit_fault::needs_hours_per_working_day || why.fault == unit_fault::needs_hours_per_full_time_year) {
    arguments.emplace_back(why.fault == unit_fault::needs_hours_per_working_day ? "hours_per_working_day"
                                                                                : "hours_per_full_time_year");
    report("N0547", of.where, std::move(arguments));
    return std::nullopt;
  }
  for (const auto& a : why.left_over.terms) {
    for (const auto& b : why.left_over.terms) {
      if (a.power > 0 && b.power < 0 && look_alike(a.word, b.word)) {
        arguments.push_back("\"" + a.word + "\" = \"" + b.word + "\"");
        report("N0548", of.where, std::move(arguments));
        return std::nullopt;
      }
    }
  }
  report("N0546", of.where, std::move(arguments));
  return std::nullopt;
}

NYTTA_INLINE std::optional<term> amount_sheet::share(const expression& of) {
  const auto t = value(of);
  if (!t) return t;
  const auto by = units_.conversion(t->of, unit{});
  if (!by) {
    report("N0549", of.where, {of.text, to_string(t->of)});
    return std::nullopt;
  }
  return term{convert_node(t->node, *by, unit{}), unit{}, t->ready, t->late};
}

NYTTA_INLINE std::vector<term> amount_sheet::weights(const std::vector<part>& parts) {
  std::vector<term> out;
  bool ok = true;
  for (const auto& p : parts) {
    auto t = value(p.share);
    if (t && !out.empty()) t = converted(*t, out.front().of, p.share);
    ok = ok && t.has_value();
    if (t) out.push_back(*t);
  }
  if (!ok) out.clear();
  return out;
}

}  // namespace nytta::detail
