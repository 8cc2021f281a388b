// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/checklist.hpp>
#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/core/number_text.hpp>
#include <nytta/io/write.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/write/printed.hpp"
#include "io/write/text_table.hpp"
#include "io/write/write_check.hpp"

namespace nytta {

namespace {

/// The memo of one calculation, section by section.
class memo {
 public:
  memo(const calculation& of, language in, bool coloured) : of_(of), numbers_(of), in_(in), coloured_(coloured) {}

  std::string write() {
    title();
    frame();
    for (const auto& a : of_.result.alternatives) alternative(a);
    findings();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string word(std::string_view key) const { return std::string(label_text(key, in_)); }
  [[nodiscard]] std::string year_count(const std::string& years) const {
    return years == "1" ? word("memo_one_year") : label_text("memo_year_count", years, in_);
  }
  [[nodiscard]] std::string number(std::string_view digits) const { return grouped_digits(digits, in_); }
  [[nodiscard]] std::string kronor(int node, std::size_t column = 0) const {
    return number(numbers_.money(node, column));
  }
  [[nodiscard]] std::string percent(const decimal& fraction) const {
    return plain((fraction * decimal(100)).normalized(), in_) + " %";
  }

  void heading(std::string_view key) {
    out_ += "\n";
    if (coloured_) out_ += "\x1b[1m";
    out_ += word(key);
    if (coloured_) out_ += "\x1b[0m";
    out_ += "\n";
  }

  void line(std::string_view key, const std::string& value) {
    if (value.empty()) return;
    const std::string name = word(key);
    out_ += wrapped(name + std::string(text_width(name) < 16 ? 16 - text_width(name) : 1, ' ') + value, 16);
  }

  void title() {
    if (coloured_) out_ += "\x1b[1m";
    out_ += wrapped(of_.claim.name, 0);
    if (coloured_) out_ += "\x1b[0m";
    std::string whose;
    for (const auto& part : {of_.claim.organisation, of_.claim.board}) {
      if (!part.empty()) whose += (whose.empty() ? "" : ", ") + part;
    }
    if (!whose.empty()) out_ += wrapped(whose, 0);
    out_ += "\n";
  }

  /// A rate, or the factor that gives it with its value.
  [[nodiscard]] std::string rate_of(const rate_source& r) const {
    if (r.factor.empty()) return percent(r.value);
    for (const auto& f : of_.claim.factors) {
      if (f.id != r.factor || !f.likely) continue;
      const bool in_percent = f.likely->unit_of == unit{{{"%", 1}}};
      return percent(in_percent ? f.likely->value * decimal::of(1, 2) : f.likely->value) + " (" + r.factor + ")";
    }
    return r.factor;
  }

  [[nodiscard]] std::string rate_in_words(const rate_rule& rate) const {
    const auto one = [&](const rate_source& r) { return rate_of(r); };
    if (rate.form == rate_form::none) return word("memo_rate_none");
    if (rate.form == rate_form::flat) return one(rate.parts.front().rate);
    std::string words;
    for (const auto& p : rate.parts) {
      const std::string from = std::to_string(p.from);
      words += (words.empty() ? "" : "; ") +
               label_text(rate.form == rate_form::steps ? "memo_rate_step" : "memo_rate_year", from, in_) + " " +
               one(p.rate);
    }
    return words;
  }

  [[nodiscard]] std::string rounded_factors(const std::string& decimals) const {
    return decimals == "none" ? word("memo_rounded_none") : label_text("memo_rounded", decimals, in_);
  }

  [[nodiscard]] std::string override_in_words(const convention_override& o) const {
    const auto& f = of_.result.frame;
    const auto both = [&](const std::string& own, const std::string& by_method) {
      return own + " (" + label_text("memo_method_says", by_method, in_) + ")";
    };
    const auto years = [&](const std::string& n) { return year_count(n); };
    if (o.key == "rate") return both(word("memo_rate") + " " + rate_in_words(f.rate), rate_in_words(*of_.rules.rate));
    if (o.key == "years") return both(word("memo_years") + " " + years(o.own), years(o.method));
    if (o.key == "price_basis") return both(word("memo_basis_" + o.own), word("memo_basis_" + o.method));
    if (o.key == "rate_origin") return both(label_text("memo_rate_origin", o.own, in_), o.method);
    if (o.key == "rounded_factors") return both(rounded_factors(o.own), rounded_factors(o.method));
    return both(word("memo_falls_" + o.own), word("memo_falls_" + o.method));
  }

  void frame() {
    const auto& f = of_.result.frame;
    std::string rules = of_.rules.name.empty() ? of_.rules.id : of_.rules.name + " (" + of_.rules.id;
    if (!of_.rules.name.empty()) rules += (of_.rules.edition.empty() ? "" : ", " + of_.rules.edition) + ")";
    line("memo_method", rules);
    line("memo_label", std::string(label_of(of_.rules, in_)));
    line("memo_deviations", deviations_in_words(of_.rules, in_));
    const std::string last = std::to_string(f.first_year + f.years - 1);
    line("memo_years", std::to_string(f.first_year) + (f.years == 1 ? "" : "–" + last) + " (" +
                           year_count(std::to_string(f.years)) + ")");
    std::string rate = rate_in_words(f.rate);
    if (f.rate.form == rate_form::steps) {
      rate += "; " + label_text("memo_rate_origin", std::to_string(origin_year(f.rate, f)), in_);
    }
    if (f.rounded_factors) rate += "; " + rounded_factors(std::to_string(*f.rounded_factors));
    line("memo_rate", rate);
    const std::string when = f.rate.form == rate_form::none ? "memo_falls_" : "memo_timing_";
    line("memo_timing", std::string(label_text(when + std::string(name(f.at)), std::to_string(f.base_year), in_)));
    line("memo_prices", std::string(label_text(f.basis == price_basis_kind::real ? "memo_real" : "memo_nominal",
                                               std::to_string(f.price_year), in_)));
    if (const auto& inflation = of_.claim.calculation.inflation) line("memo_inflation", rate_of(*inflation));
    line("memo_reference", of_.claim.calculation.reference);
    for (const auto& o : of_.result.overrides) line("memo_override", override_in_words(o));
    std::string assumed;
    for (const auto& a : of_.result.assumptions) assumed += (assumed.empty() ? "" : ", ") + a;
    line("memo_assumptions", assumed);
  }

  void alternative(const alternative_appraisal& a) {
    if (!of_.claim.alternatives.empty()) {
      out_ += "\n";
      if (coloured_) out_ += "\x1b[1m";
      out_ += wrapped(label_text(a.reference ? "memo_reference_alternative" : "memo_alternative",
                                 a.name.empty() ? a.id : a.name, in_),
                      0);
      if (coloured_) out_ += "\x1b[0m";
    }
    yearly(a);
    figures(a);
    ranges(a);
    effects(a);
    transfers(a);
    by_whom("memo_by_stakeholder", a.by_stakeholder, true);
    by_whom("memo_by_category", a.by_category, false);
    not_valued(a);
  }

  void yearly(const alternative_appraisal& a) {
    heading("memo_yearly");
    text_table table({{word("memo_year"), false},
                      {word("benefits"), true},
                      {word("costs"), true},
                      {word("net"), true},
                      {word("cumulative"), true},
                      {word("discounted_net"), true}});
    for (int column = 0; column < of_.result.frame.years; ++column) {
      const auto c = static_cast<std::size_t>(column);
      table.add({std::to_string(of_.result.frame.first_year + column), kronor(a.benefits, c), kronor(a.costs, c),
                 kronor(a.net, c), kronor(a.cumulative, c), kronor(a.discounted_net, c)});
    }
    out_ += table.text();
  }

  /// Rates come with ten digits; a memo needs hundredths of a per cent.
  [[nodiscard]] static std::string in_hundredths(const std::string& rate) {
    const auto value = decimal::parse(rate);
    return value ? value->rounded(4, rounding::half_even).to_string() : rate;
  }

  [[nodiscard]] std::string figure_in_words(const figure& f) const {
    const status state = numbers_.state(f.node);
    if (state != status::ok && state != status::several) {
      return word(state == status::none ? "memo_none" : "memo_undefined") + ": " +
             std::string(text(numbers_.why(f.node), in_));
    }
    if (numbers_.is_list(f.node)) {
      std::string words;
      for (const auto& r : numbers_.list(f))
        words += (words.empty() ? "" : "; ") + percent_digits(in_hundredths(r), in_);
      return words;
    }
    const std::string value = numbers_.for_memo(f);
    switch (f.kind) {
      case figure_kind::money: return number(value) + " kr";
      case figure_kind::ratio: return number(value);
      case figure_kind::duration: return number(value) + " " + word("memo_years_unit");
      case figure_kind::calendar_year: return value;
      case figure_kind::rate: return percent_digits(value, in_);
      case figure_kind::hours: return number(value) + " " + word("memo_hours_unit");
    }
    return value;
  }
  /// What every case has is printed; a figure about something that the case does not have is left out.
  [[nodiscard]] bool worth_printing(const figure& f) const {
    const bool optional =
        f.key == "tax_financing_cost" || f.key == "residual_value" || f.key == "redeployed_hours_per_year";
    return !optional || (numbers_.state(f.node) == status::ok && numbers_.compare(f.node, 0, decimal(0)) != 0);
  }

  void figures(const alternative_appraisal& a) {
    heading("memo_figures");
    text_table table({{"", false}, {"", false}});
    for (const auto& f : a.figures) {
      if (worth_printing(f)) table.add({numbers_.label(f, in_), figure_in_words(f)});
    }
    if (const auto v = verdict(of_, numbers_, a)) table.add({word("memo_verdict"), verdict_in_words(*v, in_)});
    out_ += table.text();
  }

  void ranges(const alternative_appraisal& a) {
    if (!pairs_ranges(of_)) return;
    heading(of_.rules.pairing == range_pairing::same ? "memo_ranges" : "memo_worst_best");
    const bool same = of_.rules.pairing == range_pairing::same;
    const calculation lowest = at_paired_end(of_, a, range_end::low);
    const calculation highest = at_paired_end(of_, a, range_end::high);
    const memo low(lowest, in_, false);
    const memo high(highest, in_, false);
    text_table table({{"", false},
                      {word(same ? "memo_low" : "memo_worst"), true},
                      {word("memo_likely"), true},
                      {word(same ? "memo_high" : "memo_best"), true}});
    for (const auto key : paired_figures) {
      const figure& f = *a.find(key);
      table.add({numbers_.label(f, in_), low.figure_in_words(f), figure_in_words(f), high.figure_in_words(f)});
    }
    out_ += table.text() + wrapped(word(same ? "memo_ranges_note" : "memo_worst_best_note"), 0);
  }

  /// Each effect with its present value as it counts here, and who takes it home.
  void effects(const alternative_appraisal& a) {
    if (a.effects.empty()) return;
    heading("memo_effects");
    text_table table(
        {{"", false, true}, {word("benefits"), true}, {word("costs"), true}, {word("memo_owner"), false, true}});
    for (const auto& e : a.effects) {
      const auto& claim = of_.claim.effects[e.effect];
      const std::string value = kronor(e.present_value);
      const bool benefit = e.side == effect_side::benefit;
      table.add({claim.name, benefit ? value : "", benefit ? "" : value, claim.owner});
    }
    out_ += table.text();
  }

  void transfers(const alternative_appraisal& a) {
    if (a.transfers.empty()) return;
    heading("memo_transfers");
    text_table table({{"", false, true},
                      {word("memo_type"), false},
                      {word("memo_from"), false, true},
                      {word("memo_to"), false, true},
                      {word("memo_value"), true}});
    for (const auto& t : a.transfers) {
      const auto& claim = of_.claim.transfers[t.transfer];
      table.add({claim.name, claim.type ? word("transfer_" + std::string(name(*claim.type))) : "",
                 stakeholder_name(t.from), stakeholder_name(t.to), kronor(t.present_value)});
    }
    out_ += table.text();
  }

  void by_whom(std::string_view title_key, const std::vector<sums>& rows, bool stakeholders) {
    if (rows.empty()) return;
    heading(title_key);
    const bool transferred = std::any_of(rows.begin(), rows.end(), [](const sums& s) { return s.transfers >= 0; });
    std::vector<text_table::column> columns{{"", false, true}, {word("benefits"), true}, {word("costs"), true}};
    if (transferred) columns.push_back({word("transfers"), true});
    columns.push_back({word("net"), true});
    text_table table(std::move(columns));
    for (const auto& s : rows) {
      std::vector<std::string> cells{
          stakeholders ? stakeholder_name(s.id) : part_name(of_.rules, "category_", s.id, in_), kronor(s.benefits),
          kronor(s.costs)};
      if (transferred) cells.push_back(s.transfers < 0 ? number(numbers_.zero()) : kronor(s.transfers));
      cells.push_back(kronor(s.net));
      table.add(std::move(cells));
    }
    out_ += table.text();
  }

  [[nodiscard]] std::string stakeholder_name(const std::string& id) const {
    for (const auto& s : of_.claim.stakeholders) {
      if (s.id == id && !s.name.empty()) return s.name;
    }
    return id;
  }

  void not_valued(const alternative_appraisal& a) {
    if (a.non_monetised.empty()) return;
    heading("memo_not_valued");
    text_table table({{"", false}, {"", false}});
    for (const auto& n : a.non_monetised) {
      const auto& e = of_.claim.effects[n.effect];
      const std::string size = word("size_" + std::to_string(std::abs(n.size)));
      table.add({e.name, n.size < 0 ? std::string(label_text("memo_harm", size, in_)) : size});
    }
    out_ += table.text();
  }

  void findings() {
    if (of_.result.findings.empty()) return;
    heading("memo_findings");
    for (const auto& d : of_.result.findings) {
      out_ += wrapped(
          "- " + text(d, in_) + " (" + to_string(d.where) + ", " + std::string(d.code) + "). " + advice(d, in_), 2);
    }
  }

  const calculation& of_;
  printed_numbers numbers_;
  language in_;
  bool coloured_;
  std::string out_;
};

/// The label's key of what a stage may require: benefits.owner is check_needs_benefits_owner.
std::string needs_key(std::string key) {
  std::replace(key.begin(), key.end(), '.', '_');
  return "check_needs_" + key;
}

/// What the stage asks for: done or missing and where, what to answer, and how far the case has come.
std::string checklist_text(const calculation& of, const stage_rule& stage, language in) {
  const auto items = checklist(of.claim, of.rules, stage.id);
  std::string out = "\n" + label_text("check_stage", stage.name.empty() ? stage.id : stage.name, in) + "\n";
  std::size_t done = 0;
  for (const auto& item : items) {
    const bool known = std::find(requirement_keys.begin(), requirement_keys.end(), item.key) != requirement_keys.end();
    const std::string words =
        known ? std::string(label_text(needs_key(item.key), in)) + " (" + item.key + ")" : item.key;
    out += wrapped((item.done() ? "✓ " : "✗ ") + words, 2);
    for (const auto& gap : item.missing) {
      const std::string line = item.to_write.empty() ? gap.id : gap.id + ": " + std::string(item.to_write);
      out += wrapped("    " + to_string(gap.where) + " " + line, 6);
    }
    done += item.done() ? 1 : 0;
  }
  if (!stage.questions.empty()) {
    if (!items.empty()) out += "\n" + std::string(label_text("check_questions", in)) + "\n";
    for (const auto& q : stage.questions) out += wrapped("- " + q, 2);
  }
  if (!items.empty()) {
    out += "\n" + std::string(label_text("check_held", in)) + " " + std::to_string(done) + " " +
           std::string(label_text("check_of", in)) + " " + std::to_string(items.size()) + "\n";
  }
  return out;
}

}  // namespace

std::string check_text(const calculation& of, language in) {
  const std::string name = of.claim.name.empty() ? of.claim.id : of.claim.name;
  std::string out = wrapped(name + ": " +
                                label_text(of.result.findings.empty() ? "check_clean" : "check_findings",
                                           std::to_string(of.result.findings.size()), in),
                            0);
  for (const auto& s : of.rules.stages) {
    if (s.id == of.result.stage) out += checklist_text(of, s, in);
  }
  return out + method_note(of.rules, in);
}

std::string to_text(const calculation& of, language in, bool coloured) { return memo(of, in, coloured).write(); }

}  // namespace nytta
