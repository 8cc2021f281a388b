// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/number_text.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "io/workbook/open_book.hpp"
#include "io/write/claim_in_words.hpp"
#include "io/write/factor_name.hpp"

// What a calculation rests on: conventions and factors, whose yellow cells a reader may change, and what is claimed.

namespace nytta::workbook {

namespace {

constexpr int first_row = 4;

const factor_claim* claim_of(const open_book& to, const std::string& id) {
  for (const auto& f : to.of.claim.factors) {
    if (f.id == id) return &f;
  }
  return nullptr;
}

bool assumed(const open_book& to, const std::string& id) {
  const auto& all = to.of.result.assumptions;
  return std::find(all.begin(), all.end(), id) != all.end();
}

std::string ground(const open_book& to, const std::string& id, const std::string& source) {
  if (!source.empty()) return source;
  return to.word(assumed(to, id) ? "explain_assumption" : "explain_no_source");
}

/// The columns of the sheet of factors.
enum factor_column { called, named, likely, counted_in, low, high, spread, mark, source, original, changed };

void write_single(open_book& to, const factor_node& f, int row) {
  sheet& s = to.factors;
  const node& n = to.of.result.steps[f.node];
  const factor_claim* claim = claim_of(to, f.id);
  const bool by_midpoint = deviates(to.of.rules, deviation::midpoint_as_likely) && !f.low.empty();
  const decimal value = claim != nullptr && claim->likely ? claim->likely->value : n.numbers[0];
  s.write({row, called}, factor_name(to.of.claim, f.id), look::wrapped);
  s.write({row, named}, to.name("factor_" + f.id, s.fixed({row, likely})), look::note);
  s.write({row, likely}, value, look::entry);
  s.annotate({row, likely}, ground(to, f.id, n.source));
  s.write({row, counted_in}, n.unit, look::unit);
  if (!f.low.empty()) {
    s.write({row, low}, f.low[0], look::number);
    s.write({row, high}, f.high[0], look::number);
  }
  if (claim != nullptr && claim->range) s.write({row, spread}, spread_in_words(*claim->range, to.in), look::unit);
  s.write({row, mark}, assumed(to, f.id) ? to.word("explain_assumption") : "", look::warning);
  s.write({row, source}, n.source, look::note_wrapped);
  s.write({row, original}, value, look::number);
  s.write_formula(
      {row, changed},
      choose(equal(s.here({row, likely}), s.here({row, original})), quoted(""), quoted(to.word("workbook_changed"))),
      look::warning);
  if (by_midpoint) {
    to.formulas.give(f.node, {(s.seen({row, low}) + s.seen({row, high})) / number(2)});
  } else {
    to.formulas.give(f.node, {reference(to.names.back().name, {s.here({row, likely}).value()})});
  }
}

/// Factors that have a value for each year, on a sheet of their own.
void write_yearly(open_book& to, const factor_node& f, int row) {
  sheet& s = to.yearly_factors;
  const node& n = to.of.result.steps[f.node];
  const int years = to.of.result.frame.years;
  constexpr int first_year = 5;
  const int last = first_year + years - 1;
  const bool by_midpoint = deviates(to.of.rules, deviation::midpoint_as_likely) && !f.low.empty();
  s.write({row, 0}, factor_name(to.of.claim, f.id), look::wrapped);
  s.write({row, 1}, to.name("factor_" + f.id, s.fixed({row, first_year}, {row, last})), look::note);
  s.write({row, 2}, n.unit, look::unit);
  s.write({row, 3}, ground(to, f.id, n.source), look::wrapped);
  std::vector<term> cells;
  for (int c = 0; c < years; ++c) {
    const decimal& value = n.numbers[static_cast<std::size_t>(c)];
    // By the middle of its range a factor's likely values move nothing: they are not for changing.
    s.write({row, first_year + c}, value, by_midpoint ? look::number : look::entry);
    s.write({row, last + 1 + c}, value, look::number);
    cells.push_back(s.seen({row, first_year + c}));
  }
  to.formulas.give(f.node, std::move(cells));
  const term equal_ones = equal(s.here(row, first_year, last), s.here(row, last + 1, last + years)) * number(1);
  s.write_formula(
      {row, 4},
      choose(equal(sum_of_products({equal_ones}), number(years)), quoted(""), quoted(to.word("workbook_changed"))),
      look::warning);
  const term seen_ones = equal(s.seen(row, first_year, last), s.seen(row, last + 1, last + years)) * number(1);
  to.unchanged.push_back(sum_of_products({seen_ones}));
  to.entries += years;
}

void write_yearly_sheet(open_book& to, const std::vector<const factor_node*>& of) {
  sheet& s = to.yearly_factors;
  to.begin(s, "workbook_about_yearly_factors");
  std::vector<std::string> words{to.word("workbook_factor"), to.word("workbook_name"), to.word("csv_unit"),
                                 to.word("methods_source"), ""};
  const auto& frame = to.of.result.frame;
  for (int c = 0; c < frame.years; ++c) words.push_back(std::to_string(frame.first_year + c));
  for (int c = 0; c < frame.years; ++c)
    words.push_back(to.word("workbook_original_year", std::to_string(frame.first_year + c)));
  to.headings(s, first_row - 1, words, 5);
  s.widths = {{0, 28}, {1, 22}, {2, 14}, {3, 32}, {4, 10}};
  for (int c = 0; c < 2 * frame.years; ++c) s.widths.emplace_back(5 + c, 12);
  s.frozen = {first_row, 1};
  s.heading_row = first_row - 1;
  int row = first_row;
  for (const factor_node* f : of) write_yearly(to, *f, row++);
}

}  // namespace

void write_factors(open_book& to) {
  sheet& s = to.factors;
  to.begin(s, "workbook_about_factors");
  to.headings(s, first_row - 1,
              {to.word("workbook_factor"), to.word("workbook_name"), to.word("memo_likely"), to.word("csv_unit"),
               to.word("memo_low"), to.word("memo_high"), to.word("workbook_spread"), to.word("workbook_mark"),
               to.word("methods_source"), to.word("workbook_original"), capital(to.word("workbook_changed"))});
  for (const int column : {likely, low, high, original}) s.mark({first_row - 1, column}, look::heading_right);
  for (const int column : {counted_in, spread}) s.mark({first_row - 1, column}, look::heading_unit);
  s.widths = {{called, 30}, {named, 24}, {likely, 13}, {counted_in, 14}, {low, 11},   {high, 11},
              {spread, 12}, {mark, 12},  {source, 34}, {original, 13},   {changed, 9}};
  s.frozen = {first_row, 1};
  s.heading_row = first_row - 1;
  int row = first_row;
  std::vector<const factor_node*> yearly;
  for (const auto& f : to.of.result.factors) {
    if (to.of.result.steps[f.node].form == shape::yearly) {
      yearly.push_back(&f);
    } else {
      write_single(to, f, row++);
    }
  }
  if (row > first_row) {
    const term same =
        equal(s.seen({first_row, likely}, {row - 1, likely}), s.seen({first_row, original}, {row - 1, original}));
    to.unchanged.push_back(sum_of_products({same * number(1)}));
    to.entries += row - first_row;
  } else {
    s.write({row, called}, to.word("workbook_no_factors"), look::note);
  }
  if (!yearly.empty()) write_yearly_sheet(to, yearly);
}

namespace {

/// Where the rules of a convention come from: the method's source, or the case.
std::string rule_ground(const open_book& to, std::string_view rule, bool by_case) {
  if (by_case) return to.word("explain_given");
  return title_of(to.of.rules, rule_source_of(to.of.rules, rule));
}

std::string rate_in_digits(const open_book& to, const rate_source& r) {
  return r.factor.empty() ? percent_digits(r.value.to_string(), to.in) : factor_name(to.of.claim, r.factor);
}

std::string schedule_in_words(const open_book& to) {
  const auto& rate = to.of.result.frame.rate;
  std::string words;
  for (const auto& p : rate.parts) {
    const std::string from = rate.form == rate_form::flat    ? ""
                             : rate.form == rate_form::steps ? to.word("memo_rate_step", std::to_string(p.from)) + " "
                                                             : to.word("memo_rate_year", std::to_string(p.from)) + " ";
    words += (words.empty() ? "" : "; ") + from + rate_in_digits(to, p.rate);
  }
  return words.empty() ? to.word("memo_rate_none") : words;
}

/// The numbers of the method that the case uses, each once; every node that such a number has reads its one cell.
void parameters(open_book& to, int& row) {
  sheet& s = to.conventions;
  const auto& nodes = to.of.result.steps.nodes;
  for (const int i : parameters_used(to.of.result.steps)) {
    const node& n = nodes[static_cast<std::size_t>(i)];
    const std::string what = capital(to.numbers.label(i, to.in)) + (n.unit.empty() ? "" : " (" + n.unit + ")");
    if (n.numbers.size() != 1) {
      to.conventions_line(row++, what, to.word("workbook_by_year"), n.source);
      continue;
    }
    const decimal& value = n.numbers[0];
    const std::string was = to.word("workbook_method_number_was", grouped(value, to.in));
    to.conventions_line(row, what, {}, was + (n.source.empty() ? "" : "; " + n.source));
    s.write({row, 1}, value, look::entry);
    const std::string name = to.name("method_" + n.label.subject, s.fixed({row, 1}));
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      if (nodes[k].label.key != n.label.key || nodes[k].label.subject != n.label.subject) continue;
      to.formulas.give(static_cast<int>(k), {reference(name, {s.here({row, 1}).value()})});
    }
    to.unchanged.push_back(choose(equal(s.seen({row, 1}), number(value)), number(1), number(0)));
    ++to.entries;
    ++row;
  }
}

/// The one number that discounts, when it is a number of the case or the method.
int flat_rate_node(const open_book& to) {
  const auto& nodes = to.of.result.steps.nodes;
  if (to.of.result.frame.rate.form != rate_form::flat) return -1;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].what == operation::literal && nodes[i].label.key == "rate") return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

void write_derived_factors(open_book& to) {
  sheet& s = to.factors;
  int row = s.cells().rbegin()->first.first + 2;
  bool begun = false;
  for (const auto& f : to.of.claim.factors) {
    if (!f.amount) continue;
    const std::string& called_so = f.name.empty() ? f.id : f.name;
    const auto derived = derived_node(to.of, f);
    if (!derived) continue;
    const int at = *derived;
    if (!to.formulas.written(at)) continue;
    if (!std::exchange(begun, true)) s.write({row++, called}, to.word("workbook_derived_factors"), look::section);
    s.write({row, called}, called_so, look::wrapped);
    s.write({row, counted_in}, to.of.result.steps[at].unit, look::unit);
    s.write({row, source}, f.amount->text + (f.source.empty() ? "" : "; " + f.source), look::note_wrapped);
    if (to.formulas.yearly(at)) {
      s.write({row++, likely}, to.word("workbook_by_year"), look::text_right);
      continue;
    }
    s.write_formula({row, likely}, to.formulas.seen(at), look::number);
    s.write({row, named}, to.name("factor_" + f.id, s.fixed({row, likely})), look::note);
    ++row;
  }
}

void write_conventions(open_book& to) {
  sheet& s = to.conventions;
  const auto& frame = to.of.result.frame;
  const auto& claimed = to.of.claim.calculation;
  const auto& rules = to.of.rules;
  to.begin(s, "workbook_about_conventions");
  to.headings(s, first_row - 1, {to.word("workbook_convention"), to.word("methods_value"), to.word("methods_source")});
  s.widths = {{0, 26}, {1, 60}, {2, 60}};
  s.heading_row = first_row - 1;
  s.landscape = true;
  int row = first_row;
  const auto line = [&](std::string_view key, const std::string& value, const std::string& from = {}) {
    if (value.empty()) return;
    to.conventions_line(row++, to.word(key), value, from);
  };
  line("memo_method", (rules.name.empty() ? "" : rules.name + " ") + "(" + rules.id +
                          (rules.edition.empty() ? "" : ", " + rules.edition) + ")");
  line("memo_label", std::string(label_of(rules, to.in)));
  line("memo_deviations", deviations_in_words(rules, to.in));
  line("memo_years",
       std::to_string(frame.first_year) + "–" + std::to_string(frame.first_year + frame.years - 1) + " (" +
           to.word(frame.years == 1 ? "memo_one_year" : "memo_year_count", std::to_string(frame.years)) + ")",
       rule_ground(to, "horizon.years", claimed.years.has_value()));
  line("workbook_base_year", std::to_string(frame.base_year));
  const int rate = flat_rate_node(to);
  if (rate >= 0) {
    s.write({row, 0}, to.word("memo_rate"), look::strong);
    s.write({row, 1}, to.of.result.steps[rate].numbers[0], look::entry_rate);
    s.annotate({row, 1}, to.word("workbook_rate_note"));
    const std::string was =
        to.word("workbook_rate_was", percent_digits(to.of.result.steps[rate].numbers[0].to_string(), to.in));
    s.write({row, 2}, was + "; " + rule_ground(to, "discounting.rate", claimed.rate.has_value()), look::wrapped);
    const std::string name = to.name("discount_rate", s.fixed({row, 1}));
    to.formulas.give(rate, {reference(name, {s.here({row, 1}).value()})});
    to.unchanged.push_back(
        choose(equal(s.seen({row, 1}), number(to.of.result.steps[rate].numbers[0])), number(1), number(0)));
    ++to.entries;
    ++row;
  } else {
    line("memo_rate", schedule_in_words(to), rule_ground(to, "discounting.rate", claimed.rate.has_value()));
  }
  if (frame.rate.form == rate_form::steps) {
    line("workbook_rate_origin", std::to_string(origin_year(frame.rate, frame)));
  }
  if (frame.rounded_factors) {
    line("workbook_rounded_factors", std::to_string(*frame.rounded_factors),
         rule_ground(to, "discounting.rounded_factors", claimed.rounded_factors.has_value()));
  }
  line("memo_timing", to.word("memo_falls_" + std::string(nytta::name(frame.at))),
       rule_ground(to, "discounting.timing", claimed.at.has_value()));
  line("memo_prices",
       to.word(frame.basis == price_basis_kind::real ? "memo_real" : "memo_nominal", std::to_string(frame.price_year)));
  if (claimed.inflation) line("memo_inflation", rate_in_digits(to, *claimed.inflation), to.word("explain_given"));
  line("memo_reference", claimed.reference, to.word("explain_given"));
  for (const auto& o : to.of.result.overrides) {
    line("memo_override", o.key + ": " + o.own + " (" + to.word("memo_method_says", o.method) + ")",
         to.word("explain_given"));
  }
  parameters(to, row);
  line("workbook_note", rules.note);
}

namespace {

class effect_lines {
 public:
  explicit effect_lines(open_book& to) : to_(to), s_(to.effects) {}

  void write() {
    to_.begin(s_, "workbook_about_effects");
    std::vector<std::string> words{
        to_.word("workbook_effect"),      to_.word("memo_type"),        to_.word("workbook_category"),
        to_.word("workbook_stakeholder"), to_.word("workbook_amount"),  to_.word("report_when"),
        to_.word("memo_owner"),           to_.word("workbook_measure"), to_.word("methods_source")};
    for (const auto& a : to_.of.result.alternatives) {
      words.push_back(to_.compared() ? to_.word("workbook_value_in", to_.alternative_name(a))
                                     : to_.word("workbook_value"));
    }
    to_.headings(s_, first_row - 1, words, first_value);
    s_.widths = {{0, 28}, {1, 12}, {2, 14}, {3, 22}, {4, 34}, {5, 22}, {6, 18}, {7, 34}, {8, 24}};
    for (std::size_t k = 0; k < to_.of.result.alternatives.size(); ++k)
      s_.widths.emplace_back(first_value + static_cast<int>(k), 18);
    s_.frozen = {first_row, 1};
    s_.heading_row = first_row - 1;
    const auto& effects = to_.of.claim.effects;
    for (std::size_t i = 0; i < effects.size(); ++i) {
      if (effects[i].side == effect_side::benefit) effect(i);
    }
    for (std::size_t i = 0; i < effects.size(); ++i) {
      if (effects[i].side == effect_side::cost) effect(i);
    }
    for (std::size_t i = 0; i < to_.of.claim.transfers.size(); ++i) transfer(i);
  }

 private:
  void effect(std::size_t i) {
    const auto& e = to_.of.claim.effects[i];
    std::vector<std::string> categories;
    for (const auto& p : e.categories) categories.push_back(part_name(to_.of.rules, "category_", p.id, to_.in));
    std::vector<std::string> whose;
    for (const auto& p : e.stakeholders) whose.push_back(to_.stakeholder_name(p.id));
    claimed(e, to_.word(e.side == effect_side::benefit ? "workbook_benefit" : "workbook_cost"));
    s_.write({row_, 2}, parts_in_words(e.categories, categories), look::wrapped);
    s_.write({row_, 3},
             e.stakeholders.empty() ? to_.stakeholder_name(to_.of.claim.stakeholders.front().id)
                                    : parts_in_words(e.stakeholders, whose),
             look::wrapped);
    s_.write({row_, 6}, e.owner, look::wrapped);
    std::string measure = e.measure;
    if (e.baseline) measure += "; " + to_.word("workbook_baseline", state_in_words(e.baseline));
    if (e.target) measure += "; " + to_.word("workbook_target", state_in_words(e.target));
    s_.write({row_, 7}, measure, look::wrapped);
    int column = first_value;
    for (const auto& a : to_.of.result.alternatives) {
      for (const auto& n : a.effects) {
        if (n.effect != i) continue;
        const auto value = to_.money(n.present_value);
        s_.write_formula({row_, column}, n.negative ? -value : value, look::money);
        if (n.side != e.side) s_.annotate({row_, column}, to_.word("workbook_saved_cost"));
      }
      for (const auto& n : a.non_monetised) {
        if (n.effect == i) s_.write({row_, column}, size_in_words(n.size), look::text_right);
      }
      ++column;
    }
    ++row_;
  }

  void transfer(std::size_t i) {
    const auto& t = to_.of.claim.transfers[i];
    claimed(t, to_.word("workbook_transfer"));
    if (t.type) s_.write({row_, 2}, to_.word("transfer_" + std::string(nytta::name(*t.type))), look::wrapped);
    s_.write({row_, 3}, to_.stakeholder_name(t.from) + " → " + to_.stakeholder_name(t.to), look::wrapped);
    int column = first_value;
    for (const auto& a : to_.of.result.alternatives) {
      for (const auto& n : a.transfers) {
        if (n.transfer == i) s_.write_formula({row_, column}, to_.money(n.present_value), look::money);
      }
      ++column;
    }
    ++row_;
  }

  void claimed(const flow_claim& e, const std::string& kind) {
    s_.write({row_, 0}, e.name.empty() ? e.id : e.name, look::wrapped);
    s_.write({row_, 1}, kind, look::wrapped);
    s_.write({row_, 4}, amount_in_words(e), look::wrapped);
    s_.write({row_, 5}, years_in_words(e, to_.in), look::wrapped);
    const bool guessed = e.assumed || (!e.own_factor.empty() && assumed(to_, e.own_factor));
    s_.write({row_, 8}, e.source.empty() && guessed ? to_.word("explain_assumption") : e.source, look::wrapped);
  }

  [[nodiscard]] std::string size_in_words(int size) const {
    const std::string word = to_.word("size_" + std::to_string(size < 0 ? -size : size));
    return to_.word("workbook_size", size < 0 ? to_.word("memo_harm", word) : word);
  }

  open_book& to_;
  sheet& s_;
  int row_ = first_row;
  static constexpr int first_value = 9;
};

}  // namespace

void write_effects(open_book& to) { effect_lines(to).write(); }

}  // namespace nytta::workbook
