// SPDX-License-Identifier: Apache-2.0
#include "io/report/decision_page.hpp"

#include <nytta/appraisal/checklist.hpp>
#include <nytta/appraisal/formulas.hpp>
#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/core/number_text.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/report/report_charts.hpp"
#include "io/write/bridge_in_words.hpp"
#include "io/write/case_pages.hpp"
#include "io/write/claim_in_words.hpp"
#include "io/write/factor_name.hpp"
#include "io/write/formula_text.hpp"
#include "io/write/memo_parts.hpp"
#include "io/write/request_page.hpp"
#include "io/write/what_if_pages.hpp"

namespace nytta {

namespace {

/// A page one level further down, as part of something larger.
page below(page of) {
  for (auto& b : of) {
    if (auto* h = std::get_if<heading_block>(&b)) ++h->level;
  }
  return of;
}

class decision_writer {
 public:
  decision_writer(const decision_report& of, language in)
      : report_(of),
        of_(of.of),
        in_(in),
        memo_(of.of, in),
        charts_(of, in),
        several_(!of.of.claim.alternatives.empty()) {}

  page write() {
    title();
    summary();
    section("report_conventions", "conventions");
    facts_block frame = memo_.frame();
    frame.add(word("memo_verdict"), memo_.verdict_scale());
    frame.add(word("report_rounding"), filled("report_rounded", std::to_string(of_.rules.figures.decimals)));
    out_.push_back(std::move(frame));
    results();
    cash();
    requests();
    stakeholders();
    effects();
    chain();
    certainty();
    methods();
    to_do();
    appendix();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string word(std::string_view key) const { return std::string(label_text(key, in_)); }
  [[nodiscard]] std::string filled(std::string_view key, const std::string& with) const {
    return label_text(key, with, in_);
  }
  void section(std::string_view key, std::string id) { out_.push_back(heading_block{word(key), 2, std::move(id)}); }
  void part(std::string_view key) { out_.push_back(heading_block{word(key), 3}); }
  void say(std::string text) { out_.push_back(paragraph_block{std::move(text)}); }
  /// What is told of an alternative, under its name where there are several.
  void add(page of) { append(out_, several_ ? below(std::move(of)) : std::move(of)); }
  void name_of(const alternative_appraisal& a) { append(out_, memo_.alternative_name(a, 3)); }
  void show(std::optional<chart> c) {
    if (c) out_.push_back(std::move(*c));
  }

  /// A page that begins with a heading, and a chart of what it tells between that and the rest.
  void under_its_heading(std::optional<chart> c, page told) {
    auto at = told.begin();
    if (at != told.end()) out_.push_back(std::move(*at++));
    show(std::move(c));
    for (; at != told.end(); ++at) out_.push_back(std::move(*at));
  }

  /// The alternatives that are to be decided on; the reference where it stands alone.
  [[nodiscard]] std::vector<const alternative_appraisal*> choices() const {
    std::vector<const alternative_appraisal*> out;
    for (const auto& a : of_.result.alternatives) {
      if (!a.reference) out.push_back(&a);
    }
    if (out.empty()) out.push_back(&of_.result.alternatives.front());
    return out;
  }

  void title() {
    const std::string name = of_.claim.name.empty() ? of_.claim.id : of_.claim.name;
    out_.push_back(heading_block{name, 1});
    if (const std::string whose = memo_.whose(); !whose.empty()) say(whose);
    facts_block facts;
    for (const auto& s : of_.rules.stages) {
      if (s.id == of_.result.stage) facts.add(word("report_stage"), s.name.empty() ? s.id : s.name);
    }
    for (const auto& c : of_.claim.carried) {
      for (const std::string_view key : {"prepared_by", "reviewed_by", "date", "reference_number"}) {
        if (c.key == key) facts.add(word("report_carried_" + c.key), c.text);
      }
    }
    if (!facts.rows.empty()) out_.push_back(std::move(facts));
    if (!of_.claim.description.empty()) say(of_.claim.description);
    for (const auto& note : {std::string(label_of(of_.rules, in_)), deviations_in_words(of_.rules, in_)}) {
      if (!note.empty()) say(of_.rules.id + ": " + note);
    }
  }

  // ---- what a board reads first

  void summary() {
    section("report_summary", "summary");
    for (const auto* a : choices()) {
      name_of(*a);
      out_.push_back(in_short(*a));
    }
    if (several_) side_by_side();
    left_to_do();
  }

  [[nodiscard]] std::string whole_kronor(const figure& f) const {
    return grouped_digits(memo_.numbers().in_whole_kronor(f.node), in_) + " kr";
  }
  [[nodiscard]] bool has_number(const figure* f) const {
    return f != nullptr && memo_.numbers().state(f->node) == status::ok;
  }

  /// The mean of the draws in whole kronor.
  [[nodiscard]] std::string expected(const simulated_figure& f) const {
    return grouped_digits(fixed_digits(f.statistics->mean, 0), in_) + " kr";
  }

  [[nodiscard]] list_block in_short(const alternative_appraisal& a) const {
    list_block list;
    const auto item = [&](std::string text) {
      if (!text.empty()) list.items.push_back(std::move(text));
    };
    const auto& numbers = memo_.numbers();
    if (const auto* value = a.find("net_present_value"); has_number(value)) {
      const int sign = numbers.compare(value->node, 0, decimal(0));
      const std::string amount = in_kronor(value->node, 0);
      item(sign == 0 ? word("report_evenly") : filled(sign > 0 ? "report_gain" : "report_loss", amount));
    }
    if (const auto v = verdict(of_, numbers, a)) item(word("memo_verdict") + ": " + verdict_in_words(*v, in_) + ".");
    if (const auto* payback = a.find("payback_years"); has_number(payback)) {
      item(paid_back(a, *payback));
    } else if (payback != nullptr && numbers.state(payback->node) == status::none) {
      item(word("report_never_paid"));
    }
    if (const auto* cash = a.find("net_present_value_cash"); has_number(cash)) {
      item(filled("report_cash", whole_kronor(*cash)) + money_in_short(a));
    }
    item(hours_in_short(a));
    if (const auto* s = simulated(a.id)) {
      if (s->statistics) item(filled("report_expected", expected(*s)));
      if (const std::string loss = loss_in_words(of_, *report_.simulated, *s, in_); !loss.empty()) {
        const std::size_t varied = report_.simulated->factors.size();
        item(loss + " " + filled("report_held", std::to_string(varied)) + " " +
             std::to_string(of_.result.factors.size()) + ".");
      }
    } else if (report_.not_simulated.empty()) {
      item(word("report_not_assessed"));
    }
    if (const auto* s = what_if_of(a.id)) {
      item(nearest_turn(of_, *s, in_));
      item(turning_delay(of_, *s, in_));
    }
    std::string beside;
    for (const auto& n : a.non_monetised) {
      const std::string size = word("size_" + std::to_string(std::abs(n.size)));
      beside += (beside.empty() ? "" : "; ") + of_.claim.effects[n.effect].name + " (" +
                (n.size < 0 ? filled("memo_harm", size) : size) + ")";
    }
    if (!beside.empty()) item(filled("report_not_valued", beside));
    return list;
  }

  /// After how long the investment has paid back, and from which year on, where the method counts both alike.
  [[nodiscard]] std::string paid_back(const alternative_appraisal& a, const figure& payback) const {
    const std::string years = memo_.figure_in_words(payback);
    if (deviates(of_.rules, deviation::payback_at_first_crossing) ||
        deviates(of_.rules, deviation::payback_a_year_late)) {
      return filled("report_paid_back_by_method", years);
    }
    if (memo_.numbers().compare(payback.node, 0, decimal(0)) == 0) return word("report_never_out");
    const auto year = lasting_surplus(a.cumulative);
    return filled("report_paid_back", years) +
           (year ? " " + filled("report_surplus_from", std::to_string(*year)) : std::string());
  }

  /// The first year from which a cumulative series is never below zero; nothing where it never comes, or from the
  /// start.
  [[nodiscard]] std::optional<int> lasting_surplus(int cumulative) const {
    int column = of_.result.frame.years;
    while (column > 0 && memo_.numbers().compare(cumulative, static_cast<std::size_t>(column - 1), decimal(0)) >= 0) {
      --column;
    }
    if (column == 0 || column == of_.result.frame.years) return std::nullopt;
    return of_.result.frame.first_year + column;
  }

  /// Nothing where none of the stakeholders is of kind own.
  [[nodiscard]] const money_years* money_of(const alternative_appraisal& a) const {
    const auto& all = of_.claim.stakeholders;
    if (std::none_of(all.begin(), all.end(), [](const auto& s) { return s.kind == stakeholder_kind::own; })) {
      return nullptr;
    }
    for (const auto& m : report_.money) {
      if (m.alternative == a.id) return &m;
    }
    return nullptr;
  }

  /// When money alone has paid back, what most is out, and what the last year does to the budget.
  [[nodiscard]] std::string money_in_short(const alternative_appraisal& a) const {
    const auto* m = money_of(a);
    if (m == nullptr) return {};
    const auto& numbers = memo_.numbers();
    const int years = of_.result.frame.years;
    const auto last = static_cast<std::size_t>(years - 1);
    std::string told;
    if (numbers.compare(m->cumulative, last, decimal(0)) < 0) {
      told += " " + word("report_money_never");
    } else if (const auto year = lasting_surplus(m->cumulative)) {
      told += " " + filled("report_money_back", std::to_string(*year));
    }
    int lowest = 0;
    for (int c = 1; c < years; ++c) {
      const auto digits = [&](int column) {
        return decimal::parse(numbers.money(m->cumulative, static_cast<std::size_t>(column))).value_or(decimal(0));
      };
      if (digits(c) < digits(lowest)) lowest = c;
    }
    if (numbers.compare(m->cumulative, static_cast<std::size_t>(lowest), decimal(0)) < 0) {
      const std::string most = in_kronor(m->cumulative, static_cast<std::size_t>(lowest));
      told +=
          " " + filled("report_money_most", std::to_string(of_.result.frame.first_year + lowest)) + " " + most + ".";
    }
    const int sign = numbers.compare(m->net, last, decimal(0));
    if (sign != 0 && years > 1) {
      told += " " + filled(sign < 0 ? "report_money_rises" : "report_money_falls", in_kronor(m->net, last));
    }
    return told;
  }
  /// The size of a number in whole kronor.
  [[nodiscard]] std::string in_kronor(int node, std::size_t column) const {
    const std::string digits = memo_.numbers().in_whole_kronor(node, column);
    return grouped_digits(digits.starts_with('-') ? digits.substr(1) : digits, in_) + " kr";
  }

  /// Whose time is freed; own staff's and citizens' are not added.
  [[nodiscard]] std::string hours_in_short(const alternative_appraisal& a) const {
    const std::string by_whom = hours_by_whom(a);
    const auto* hours = a.find("redeployed_hours_per_year");
    const bool none = !has_number(hours) || memo_.numbers().compare(hours->node, 0, decimal(0)) == 0;
    if (none && by_whom.empty()) return {};
    return filled("report_hours", by_whom.empty() ? memo_.figure_in_words(*hours) : by_whom);
  }

  [[nodiscard]] std::string hours_in_words(int node) const {
    return grouped_digits(memo_.numbers().money(node), in_) + " " + word("memo_hours_unit");
  }

  /// Whose time it is, where that is not the organisation's own alone.
  [[nodiscard]] std::string hours_by_whom(const alternative_appraisal& a) const {
    const auto* m = money_of(a);
    if (m == nullptr) return {};
    std::string words;
    bool own_alone = m->freed.size() == 1;
    for (const auto& f : m->freed) {
      for (const auto& s : of_.claim.stakeholders) {
        if (s.id == f.stakeholder && s.kind != stakeholder_kind::own) own_alone = false;
      }
      if (memo_.numbers().compare(f.hours, 0, decimal(0)) == 0) continue;
      words.append(words.empty() ? "" : "; ").append(stakeholder_name(of_.claim, f.stakeholder)).append(" ");
      words += hours_in_words(f.hours);
    }
    return own_alone ? std::string() : words;
  }

  void side_by_side() {
    part("report_alternatives");
    const std::vector<std::string_view> keys{"present_value_benefits", "present_value_costs", "net_present_value",
                                             "net_benefit_per_krona",  "payback_years",       "net_present_value_cash"};
    std::vector<table_column> columns{{"", false, true}};
    std::vector<const alternative_appraisal*> shown;
    for (const auto* a : choices()) {
      columns.push_back({shown_name(*a), true});
      shown.push_back(a);
    }
    say_reference();
    table_block table{std::move(columns)};
    for (const auto key : keys) {
      const auto* first = shown.front()->find(key);
      if (first == nullptr) continue;
      std::vector<std::string> row{memo_.numbers().label(*first, in_)};
      for (const auto* a : shown) {
        const auto* f = a->find(key);
        row.push_back(has_number(f) ? memo_.figure_in_words(*f) : "–");
      }
      table.add(std::move(row));
    }
    out_.push_back(std::move(table));
    best_and_next(shown);
  }

  /// How much more the best alternative gives than the next.
  void best_and_next(const std::vector<const alternative_appraisal*>& among) {
    std::vector<std::pair<decimal, const alternative_appraisal*>> order;
    for (const auto* a : among) {
      const auto* f = a->find("net_present_value");
      if (!has_number(f)) return;
      order.emplace_back(decimal::parse(memo_.numbers().in_whole_kronor(f->node)).value_or(decimal(0)), a);
    }
    if (order.size() < 2) return;
    std::stable_sort(order.begin(), order.end(), [](const auto& x, const auto& y) { return y.first < x.first; });
    if (order[0].first == order[1].first) return;
    const std::string more = grouped(order[0].first - order[1].first, in_) + " kr";
    say(filled("report_best", shown_name(*order[0].second)) + " " + filled("report_more_than", more) + " " +
        shown_name(*order[1].second) + ".");
  }

  /// What the alternatives are counted against, where one of them is that.
  void say_reference() {
    for (const auto& a : of_.result.alternatives) {
      if (a.reference) say(filled("report_compared_with", shown_name(a)));
    }
  }

  /// How much of what the stage asks for is missing, and how much is odd.
  void left_to_do() {
    list_block list;
    for (const auto& s : of_.rules.stages) {
      if (s.id != of_.result.stage) continue;
      const auto items = checklist(of_.claim, of_.rules, s.id);
      const auto missing = std::count_if(items.begin(), items.end(), [](const auto& i) { return !i.done(); });
      const std::string stage = s.name.empty() ? s.id : s.name;
      if (items.empty()) continue;
      list.items.push_back(missing == 0 ? filled("report_none_left", stage)
                                        : filled("report_unmet", stage) + " " +
                                              filled("report_unmet_count", std::to_string(missing)));
    }
    if (of_.result.stage.empty()) list.items.push_back(word("report_no_stage"));
    if (!of_.result.assumptions.empty()) {
      std::string names;
      for (const auto& id : of_.result.assumptions) {
        names += (names.empty() ? "" : ", ") + factor_name(of_.claim, id);
      }
      list.items.push_back(filled("report_assumptions", names));
    }
    if (!of_.result.findings.empty()) {
      list.items.push_back(filled("report_findings_left", std::to_string(of_.result.findings.size())));
    }
    if (list.items.empty()) return;
    part("report_to_do");
    out_.push_back(std::move(list));
  }

  // ---- the numbers

  void results() {
    section("report_results", "results");
    auto all = choices();
    for (const auto& a : of_.result.alternatives) {  // what they are compared with comes last
      if (std::find(all.begin(), all.end(), &a) == all.end()) all.push_back(&a);
    }
    for (const auto* a : all) {
      name_of(*a);
      if (a->reference && of_.result.alternatives.size() > 1) say(word("report_reference_own"));
      add(memo_.figures(*a));
      show(charts_.yearly(*a));
      add(memo_.yearly(*a));
      add(memo_.ranges(*a));
    }
  }

  void cash() {
    section("report_cash_heading", "cash");
    say(word("report_cash_note"));
    for (const auto* a : choices()) {
      name_of(*a);
      if (const auto* m = money_of(*a)) {
        show(charts_.money(*a, *m));
        add(money_by_year(*m));
      }
      show(charts_.by_category(*a));
      add(memo_.by_category(*a));
      if (const auto* rest = a->find("residual_value");
          has_number(rest) && memo_.numbers().compare(rest->node, 0, decimal(0)) != 0) {
        say(filled("report_residual_within", memo_.figure_in_words(*rest)));
      }
      if (const auto* m = money_of(*a)) add(freed_time(*m));
    }
  }

  /// Who pays: what is capitalised, and what each board's operating budget must rise by.
  void requests() {
    if (report_.requests.empty() && report_.not_requested.empty()) return;
    section("report_request", "request");
    for (const auto* a : choices()) {
      for (const auto& r : report_.requests) {
        if (r.alternative != a->id) continue;
        name_of(*a);
        add(request_page(of_, r, in_, 3));
      }
    }
    append(out_, findings_in_short(report_.not_requested, in_));
  }

  /// What is to be checked in the calculation, and in its requests once each.
  [[nodiscard]] diagnostics all_findings() const {
    diagnostics out = of_.result.findings;
    for (const auto& r : report_.requests) {
      for (const auto& d : r.findings) {
        const auto same = [&](const diagnostic& known) {
          return known.code == d.code && known.arguments == d.arguments;
        };
        if (std::none_of(out.begin(), out.end(), same)) out.push_back(d);
      }
    }
    return out;
  }

  [[nodiscard]] page money_by_year(const money_years& m) const {
    table_block table{{{word("memo_year"), false},
                       {word("report_money_in"), true},
                       {word("report_money_out"), true},
                       {word("report_money_net"), true},
                       {word("report_money_cumulative"), true},
                       {word("report_money_beside"), true}}};
    for (int column = 0; column < of_.result.frame.years; ++column) {
      std::vector<std::string> row{std::to_string(of_.result.frame.first_year + column)};
      for (const int node : {m.in, m.out, m.net, m.cumulative, m.beside}) {
        row.push_back(grouped_digits(memo_.numbers().money(node, static_cast<std::size_t>(column)), in_));
      }
      table.add(std::move(row));
    }
    return {heading_block{word("report_money"), 3}, std::move(table)};
  }

  /// Whose time is freed: citizens' leisure is not the staff's working hours.
  [[nodiscard]] page freed_time(const money_years& m) const {
    if (m.freed.empty()) return {};
    table_block table{{{"", false, true}, {word("report_kind"), false}, {word("memo_hours_unit"), true}}};
    for (const auto& f : m.freed) {
      std::string kind;
      for (const auto& s : of_.claim.stakeholders) {
        if (s.id == f.stakeholder) kind = word("stakeholder_" + std::string(name(s.kind)));
      }
      table.add({stakeholder_name(of_.claim, f.stakeholder), std::move(kind),
                 grouped_digits(memo_.numbers().money(f.hours), in_)});
    }
    return {heading_block{word("report_freed"), 3}, std::move(table)};
  }

  void stakeholders() {
    section("report_stakeholders", "stakeholders");
    for (const auto* a : choices()) {
      name_of(*a);
      show(charts_.by_stakeholder(*a));
      add(memo_.by_stakeholder(*a));
      add(memo_.transfers(*a));
    }
  }

  void effects() {
    section("report_effects", "effects");
    for (const auto* a : choices()) {
      name_of(*a);
      add(memo_.effects(*a));
      add(memo_.not_valued(*a));
    }
    measures();
  }

  /// How it is seen that each benefit comes, and who is to see to it.
  void measures() {
    table_block table{{{word("report_benefit"), false},
                       {word("report_measure"), false},
                       {word("report_baseline"), false},
                       {word("report_target"), false},
                       {word("memo_owner"), false}}};
    for (const auto& e : of_.claim.effects) {
      if (e.side != effect_side::benefit || (e.measure.empty() && !e.baseline && !e.target)) continue;
      table.add({e.name, e.measure, state_in_words(e.baseline), state_in_words(e.target), e.owner});
    }
    if (table.rows.empty()) return;
    part("report_measures");
    out_.push_back(std::move(table));
  }

  void chain() {
    if (!has_chain(of_.claim)) return;
    section("report_chain", "chain");
    for (const auto* a : choices()) {
      name_of(*a);
      add(chain_page(of_, *a, in_));
    }
  }

  // ---- how certain it is

  [[nodiscard]] const simulated_figure* simulated(const std::string& id) const {
    if (!report_.simulated) return nullptr;
    for (const auto& f : report_.simulated->alternatives) {
      if (f.alternative == id) return &f;
    }
    return nullptr;
  }
  [[nodiscard]] const sensitivity* what_if_of(const std::string& id) const {
    for (const auto& s : report_.what_if) {
      if (s.alternative == id) return &s;
    }
    return nullptr;
  }

  void certainty() {
    section("report_risk", "certainty");
    for (const auto* a : choices()) {
      const auto* s = what_if_of(a->id);
      if (s == nullptr) continue;
      under_its_heading(charts_.tornado(*a, *s), below(sensitivity_page(of_, *s, in_, {.switching = true})));
    }
    if (!report_.simulated) {
      say(report_.not_simulated.empty() ? word("simulate_no_ranges")
                                        : filled("report_not_simulated", reasons_in_short(report_.not_simulated, in_)));
      return;
    }
    part("report_simulated");
    append(out_, simulation_frame(of_, *report_.simulated, in_));
    for (const auto* a : choices()) {
      const auto* f = simulated(a->id);
      if (f == nullptr) continue;
      under_its_heading(charts_.distribution(*a, *f, loss_in_words(of_, *report_.simulated, *f, in_)),
                        below(below(simulation_page(of_, *report_.simulated, *f, in_))));
    }
  }

  void methods() {
    if (report_.methods.empty()) return;
    section("report_methods", "methods");
    what_the_methods_are();
    for (const auto* a : choices()) {
      const auto compared = std::find_if(report_.methods.begin(), report_.methods.end(),
                                         [&](const comparison& c) { return c.request.alternative == a->id; });
      if (compared == report_.methods.end()) continue;
      name_of(*a);
      page ways;
      for (const auto& end : compared->to) append(ways, way_to(*compared, end, *a));
      add(std::move(ways));
    }
  }

  /// What the other methods are, and what the rows between them say.
  void what_the_methods_are() {
    std::vector<std::string> told;
    bool steps = false;
    for (const auto& compared : report_.methods) {
      for (const auto& end : compared.to) {
        steps = steps || (end.steps && !end.steps->steps.empty());
        if (!end.of || std::find(told.begin(), told.end(), end.id) != told.end()) continue;
        told.push_back(end.id);
        if (const auto note = label_of(end.of->rules, in_); !note.empty()) say(end.id + ": " + std::string(note));
      }
    }
    if (steps) say(word("report_bridge_note"));
  }

  [[nodiscard]] page way_to(const comparison& compared, const compared_end& end, const alternative_appraisal& a) const {
    page out{heading_block{of_.rules.id + " → " + end.id, 3}};
    if (!end.steps) {
      out.emplace_back(
          paragraph_block{end.refused.empty() ? word(end.why_no_steps) : reasons_in_short(end.refused, in_)});
      return out;
    }
    const auto way = bridge_words(compared, end, in_);
    if (auto drawn = charts_.bridge(way, a, end.id)) out.emplace_back(std::move(*drawn));
    table_block table{{{way.heading, false, true}, {"", true}}};
    for (const auto& row : way.rows) table.add({row.name, row.shown});
    out.emplace_back(std::move(table));
    if (!way.silent.empty()) out.emplace_back(paragraph_block{way.silent});
    return out;
  }

  void to_do() {
    page checks = checklist_page(of_, in_, read_by::decider);
    page odd = findings_in_short(all_findings(), in_);
    section("report_to_do", "to-do");
    if (of_.result.stage.empty()) say(word("report_no_stage"));
    if (checks.empty() && odd.empty() && !of_.result.stage.empty()) say(word("report_nothing_left"));
    append(out_, std::move(odd));
    append(out_, std::move(checks));
  }

  // ---- where everything comes from

  void appendix() {
    section("report_appendix", "appendix");
    factors();
    amounts();
    for (const auto* a : choices()) {
      part("report_explained");
      append(out_, below(memo_.alternative_name(*a, 3)));
      out_.push_back(explain_outline(of_, *a, "net_present_value", in_, years_told::one_and_all));
    }
    for (const auto* a : choices()) {
      const auto* f = simulated(a->id);
      if (f == nullptr) continue;
      page shares = outcomes_page(of_, *report_.simulated, *f, in_);
      if (several_ && !shares.empty()) append(out_, memo_.alternative_name(*a, 3));
      add(std::move(shares));
    }
    formulas();
    sources();
    fingerprints();
  }

  [[nodiscard]] std::string numbers_of(const std::vector<decimal>& numbers, const std::string& unit) const {
    std::string out;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (i > 0 && numbers[i] == numbers[i - 1]) continue;
      const decimal shown = numbers[i].normalized();
      out += (out.empty() ? "" : "; ") + grouped(shown.scale() < 0 ? shown.rounded(0, rounding::down) : shown, in_);
    }
    return unit.empty() ? out : out + " " + unit;
  }

  void factors() {
    part("report_factors");
    table_block table{{{word("report_factor"), false},
                       {word("report_value"), true},
                       {word("report_range"), true},
                       {word("report_source"), false}}};
    for (const auto& f : of_.result.factors) {
      const auto& node = of_.result.steps[f.node];
      const bool assumed =
          std::find(of_.result.assumptions.begin(), of_.result.assumptions.end(), f.id) != of_.result.assumptions.end();
      std::string range;
      if (!f.low.empty()) range = numbers_of(f.low, "") + " – " + numbers_of(f.high, node.unit);
      std::string name = factor_name(of_.claim, f.id);
      if (name != f.id) name += " (" + f.id + ")";
      std::string source = node.source;
      if (assumed) source += (source.empty() ? "" : "; ") + word("report_assumed");
      if (source.empty()) source = word("report_source_missing");
      table.add({std::move(name), numbers_of(node.numbers, node.unit) + development(f.id), std::move(range),
                 std::move(source)});
    }
    derived_factors(table);
    out_.push_back(std::move(table));
  }

  /// How a factor's price moves beside the price level, and at which level it stands, where the case says so.
  [[nodiscard]] std::string development(const std::string& id) const {
    for (const auto& f : of_.claim.factors) {
      if (f.id != id) continue;
      std::string words = growth_in_words(f.growth, in_);
      if (!words.empty()) words.insert(0, ", ");
      if (f.price_year) words += ", " + filled("report_price_level", std::to_string(*f.price_year));
      return words;
    }
    return {};
  }

  /// Factors that are calculated from others: how, and what they come to.
  void derived_factors(table_block& table) const {
    for (const auto& f : of_.claim.factors) {
      if (!f.amount) continue;
      const std::string& called = f.name.empty() ? f.id : f.name;
      const auto at = derived_node(of_, f);
      std::string value;
      if (at && of_.result.steps[*at].form == shape::scalar && memo_.numbers().state(*at) == status::ok) {
        const std::string& unit = of_.result.steps[*at].unit;
        value = grouped_digits(memo_.numbers().shortened(*at, 0), in_) + (unit.empty() ? "" : " " + unit);
      }
      table.add({called == f.id ? called : called + " (" + f.id + ")", std::move(value), "",
                 to_string(*f.amount) + (f.source.empty() ? "" : "; " + f.source)});
    }
  }

  /// How the case says that each amount is made up.
  void amounts() {
    part("report_effects");
    table_block table{{{word("report_effect"), false},
                       {word("report_category_and_whose"), false},
                       {word("report_amount"), false},
                       {word("report_when"), false},
                       {word("report_source"), false}}};
    for (const auto& e : of_.claim.effects) {
      std::vector<std::string> categories;
      for (const auto& c : e.categories) categories.push_back(part_name(of_.rules, "category_", c.id, in_));
      std::vector<std::string> whose;
      for (const auto& p : e.stakeholders) whose.push_back(stakeholder_name(of_.claim, p.id));
      std::string whom = parts_in_words(e.stakeholders, whose);
      if (whom.empty()) whom = stakeholder_name(of_.claim, of_.claim.stakeholders.front().id);
      std::string called = e.name;
      for (const auto& id : e.alternatives) {
        const auto* a = alternative_named(of_, id);
        called += (&id == &e.alternatives.front() ? ": " : ", ") + (a == nullptr || a->name.empty() ? id : a->name);
      }
      table.add({std::move(called), parts_in_words(e.categories, categories) + " · " + whom, amount_in_words(e),
                 years_in_words(e, in_), ground(e.source, e.assumed)});
    }
    out_.push_back(std::move(table));
    parameters();
  }

  /// What a number rests on in a claim: its source, an assumption; empty where the claim is silent, as when its factors
  /// say it.
  [[nodiscard]] std::string ground(const std::string& source, bool assumed) const {
    if (!assumed) return source;
    return source.empty() ? word("report_assumed") : source + "; " + word("report_assumed");
  }

  /// The method's own numbers that the case uses, each once.
  void parameters() {
    table_block table{{{word("report_factor"), false}, {word("report_value"), true}, {word("report_source"), false}}};
    for (const int i : parameters_used(of_.result.steps)) {
      const node& n = of_.result.steps[i];
      table.add({memo_.numbers().label(i, in_), numbers_of(n.numbers, n.unit), n.source});
    }
    for (const auto& [key, hours] : {std::pair("report_hours_per_year", of_.rules.hours_per_full_time_year),
                                     std::pair("report_hours_per_day", of_.rules.hours_per_working_day)}) {
      if (hours) table.add({word(key), grouped(hours->value, in_) + " " + to_string(hours->unit_of), of_.rules.id});
    }
    if (table.rows.empty()) return;
    part("report_parameters");
    out_.push_back(std::move(table));
  }

  /// The formulas that the working uses, each once, in its order.
  void formulas() {
    part("report_formulas");
    table_block table{
        {{word("report_figure"), false}, {word("report_formula"), false}, {word("report_source"), false}}};
    const auto all = all_formulas();
    std::vector<std::string_view> told;
    for (const auto& n : of_.result.steps.nodes) {
      if (n.formula.empty() || std::find(told.begin(), told.end(), n.formula) != told.end()) continue;
      told.push_back(n.formula);
      const auto f = std::find_if(all.begin(), all.end(), [&](const formula& one) { return one.id == n.formula; });
      if (f == all.end()) continue;
      table.add({std::string(in_ == language::sv ? f->name_sv : f->name_en), std::string(formula_text(*f, in_)),
                 std::string(f->source)});
    }
    out_.push_back(std::move(table));
  }

  void sources() {
    if (of_.rules.sources.empty()) return;
    part("report_method_sources");
    table_block table{
        {{word("report_source"), false}, {word("report_publisher"), false}, {word("report_evidence"), false}}};
    for (const auto& s : of_.rules.sources) {
      std::string title = s.title;
      if (!s.locator.empty()) title += ", " + s.locator;
      table.add({std::move(title), s.publisher, word("report_evidence_" + std::string(name(s.grade)))});
    }
    out_.push_back(std::move(table));
  }

  void fingerprints() {
    facts_block facts;
    facts.add(word("report_made_by"), "nytta " NYTTA_VERSION);
    facts.add(word("report_case_sha256"), of_.case_sha256);
    facts.add(word("report_method_sha256"), of_.method_sha256);
    out_.push_back(std::move(facts));
  }

  const decision_report& report_;
  const calculation& of_;
  language in_;
  memo_parts memo_;
  report_charts charts_;
  bool several_;
  page out_;
};

}  // namespace

page decision_page(const decision_report& of, language in) { return decision_writer(of, in).write(); }

}  // namespace nytta
