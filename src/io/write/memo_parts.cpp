// SPDX-License-Identifier: Apache-2.0
#include "io/write/memo_parts.hpp"

#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/core/number_text.hpp>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "io/write/factor_name.hpp"

namespace nytta {

namespace {

heading_block part_heading(std::string_view key, language in) { return {std::string(label_text(key, in)), 3}; }

/// Rates come with ten digits; a memo needs hundredths of a per cent.
std::string in_hundredths(const std::string& rate) {
  const auto value = decimal::parse(rate);
  return value ? value->rounded(4, rounding::half_even).to_string() : rate;
}

}  // namespace

std::string memo_parts::rate_of(const rate_source& r) const {
  if (r.factor.empty()) return percent(r.value);
  for (const auto& f : of_.claim.factors) {
    if (f.id != r.factor || !f.likely) continue;
    const bool in_percent = f.likely->unit_of == unit{{{"%", 1}}};
    return percent(in_percent ? f.likely->value * decimal::of(1, 2) : f.likely->value) + " (" + r.factor + ")";
  }
  return r.factor;
}

std::string memo_parts::rate_in_words(const rate_rule& rate) const {
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

std::string memo_parts::rounded_factors(const std::string& decimals) const {
  return decimals == "none" ? word("memo_rounded_none") : label_text("memo_rounded", decimals, in_);
}

std::string memo_parts::override_in_words(const convention_override& o) const {
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

facts_block memo_parts::frame() const {
  facts_block out;
  const auto line = [&](std::string_view key, std::string value) { out.add(word(key), std::move(value)); };
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
  for (const auto& a : of_.result.assumptions) {
    assumed += (assumed.empty() ? "" : ", ") + factor_name(of_.claim, a);
  }
  line("memo_assumptions", assumed);
  return out;
}

page memo_parts::alternative_name(const alternative_appraisal& a, int level) const {
  if (of_.claim.alternatives.empty()) return {};
  return {heading_block{label_text(a.reference ? "memo_reference_alternative" : "memo_alternative", shown_name(a), in_),
                        level}};
}

page memo_parts::yearly(const alternative_appraisal& a) const {
  const heading_block heading = part_heading("memo_yearly", in_);
  table_block table{{{word("memo_year"), false},
                     {word("benefits"), true},
                     {word("costs"), true},
                     {word("net"), true},
                     {word("cumulative"), true},
                     {word("discounted_net"), true}}};
  for (int column = 0; column < of_.result.frame.years; ++column) {
    const auto c = static_cast<std::size_t>(column);
    table.add({std::to_string(of_.result.frame.first_year + column), kronor(a.benefits, c), kronor(a.costs, c),
               kronor(a.net, c), kronor(a.cumulative, c), kronor(a.discounted_net, c)});
  }
  return {heading, std::move(table)};
}

std::string memo_parts::figure_in_words(const figure& f) const {
  const status state = numbers_.state(f.node);
  if (state != status::ok && state != status::several) {
    return word(state == status::none ? "memo_none" : "memo_undefined") + ": " +
           std::string(text(numbers_.why(f.node), in_));
  }
  if (numbers_.is_list(f.node)) {
    std::string words;
    for (const auto& r : numbers_.list(f)) words += (words.empty() ? "" : "; ") + percent_digits(in_hundredths(r), in_);
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

bool memo_parts::worth_printing(const figure& f) const {
  const bool optional =
      f.key == "tax_financing_cost" || f.key == "residual_value" || f.key == "redeployed_hours_per_year";
  return !optional || (numbers_.state(f.node) == status::ok && numbers_.compare(f.node, 0, decimal(0)) != 0);
}

page memo_parts::figures(const alternative_appraisal& a) const {
  const heading_block heading = part_heading("memo_figures", in_);
  table_block table{{{"", false}, {"", false}}};
  for (const auto& f : a.figures) {
    if (worth_printing(f)) table.add({numbers_.label(f, in_), figure_in_words(f)});
  }
  if (const auto v = verdict(of_, numbers_, a)) table.add({word("memo_verdict"), verdict_in_words(*v, in_)});
  return {heading, std::move(table)};
}

page memo_parts::ranges(const alternative_appraisal& a) const {
  if (!pairs_ranges(of_)) return {};
  const heading_block heading =
      part_heading(of_.rules.pairing == range_pairing::same ? "memo_ranges" : "memo_worst_best", in_);
  const bool same = of_.rules.pairing == range_pairing::same;
  const calculation lowest = at_paired_end(of_, a, range_end::low);
  const calculation highest = at_paired_end(of_, a, range_end::high);
  const memo_parts low(lowest, in_);
  const memo_parts high(highest, in_);
  table_block table{{{"", false},
                     {word(same ? "memo_low" : "memo_worst"), true},
                     {word("memo_likely"), true},
                     {word(same ? "memo_high" : "memo_best"), true}}};
  for (const auto key : paired_figures) {
    const figure& f = *a.find(key);
    table.add({numbers_.label(f, in_), low.figure_in_words(f), figure_in_words(f), high.figure_in_words(f)});
  }
  return {heading, std::move(table), paragraph_block{word(same ? "memo_ranges_note" : "memo_worst_best_note")}};
}

page memo_parts::effects(const alternative_appraisal& a) const {
  if (a.effects.empty()) return {};
  const heading_block heading = sums_heading_block("memo_effects");
  table_block table{
      {{"", false, true}, {word("benefits"), true}, {word("costs"), true}, {word("memo_owner"), false, true}}};
  for (const auto& e : a.effects) {
    const auto& claim = of_.claim.effects[e.effect];
    const std::string value = number(numbers_.present_value(e));
    const bool benefit = e.side == effect_side::benefit;
    table.add({name_here(of_.claim, e, in_), benefit ? value : "", benefit ? "" : value, claim.owner});
  }
  return {heading, std::move(table)};
}

page memo_parts::transfers(const alternative_appraisal& a) const {
  if (a.transfers.empty()) return {};
  const heading_block heading = sums_heading_block("memo_transfers");
  table_block table{{{"", false, true},
                     {word("memo_type"), false},
                     {word("memo_from"), false, true},
                     {word("memo_to"), false, true},
                     {word("memo_value"), true}}};
  for (const auto& t : a.transfers) {
    const auto& claim = of_.claim.transfers[t.transfer];
    table.add({claim.name, claim.type ? word("transfer_" + std::string(name(*claim.type))) : "",
               stakeholder_name(of_.claim, t.from), stakeholder_name(of_.claim, t.to), kronor(t.present_value)});
  }
  return {heading, std::move(table)};
}

page memo_parts::by_whom(std::string_view title_key, const std::vector<sums>& rows, bool stakeholders) const {
  if (rows.empty()) return {};
  const heading_block heading = sums_heading_block(title_key);
  const bool transferred = std::any_of(rows.begin(), rows.end(), [](const sums& s) { return s.transfers >= 0; });
  std::vector<table_column> columns{{"", false, true}, {word("benefits"), true}, {word("costs"), true}};
  if (transferred) columns.push_back({word("transfers"), true});
  columns.push_back({word("net"), true});
  table_block table{std::move(columns)};
  for (const auto& s : rows) {
    std::vector<std::string> cells{
        stakeholders ? stakeholder_name(of_.claim, s.id) : part_name(of_.rules, "category_", s.id, in_),
        kronor(s.benefits), kronor(s.costs)};
    if (transferred) cells.push_back(s.transfers < 0 ? number(numbers_.zero()) : kronor(s.transfers));
    cells.push_back(kronor(s.net));
    table.add(std::move(cells));
  }
  return {heading, std::move(table)};
}

page memo_parts::by_stakeholder(const alternative_appraisal& a) const {
  return by_whom("memo_by_stakeholder", a.by_stakeholder, true);
}

page memo_parts::by_category(const alternative_appraisal& a) const {
  return by_whom("memo_by_category", a.by_category, false);
}

std::string memo_parts::whose() const {
  std::string out;
  for (const auto& part : {of_.claim.organisation, of_.claim.board}) {
    if (!part.empty()) out += (out.empty() ? "" : ", ") + part;
  }
  return out;
}

page memo_parts::not_valued(const alternative_appraisal& a) const {
  if (a.non_monetised.empty()) return {};
  const heading_block heading = part_heading("memo_not_valued", in_);
  table_block table{{{"", false}, {"", false}}};
  for (const auto& n : a.non_monetised) {
    const auto& e = of_.claim.effects[n.effect];
    const std::string size = word("size_" + std::to_string(std::abs(n.size)));
    table.add({e.name, n.size < 0 ? std::string(label_text("memo_harm", size, in_)) : size});
  }
  return {heading, std::move(table)};
}

page memo_parts::findings() const {
  if (of_.result.findings.empty()) return {};
  list_block list;
  for (const auto& d : of_.result.findings) {
    list.items.push_back(text(d, in_) + " (" + to_string(d.where) + ", " + std::string(d.code) + "). " +
                         advice(d, in_));
  }
  return {part_heading("memo_findings", in_), std::move(list)};
}

page findings_in_short(const diagnostics& found, language in) {
  if (found.empty()) return {};
  list_block list;
  for (const auto& d : found) {
    const std::string line = d.where.line > 0 ? label_text("report_line", std::to_string(d.where.line), in) + ", " : "";
    list.items.push_back(text(d, in) + " (" + line + std::string(d.code) + ")");
  }
  return {part_heading("memo_findings", in), std::move(list),
          paragraph_block{std::string(label_text("report_how_to_mend", in))}};
}

std::string memo_parts::verdict_scale() const {
  const auto* f = of_.result.alternatives.front().find(of_.rules.verdict_figure);
  if (f == nullptr || of_.rules.bands.empty()) return {};
  const auto limit = [&](const decimal& value) {
    const std::string digits = digits_in_words(f->kind, value.to_string(), in_);
    return f->kind == figure_kind::money ? digits + " kr" : digits;
  };
  std::string bands;
  const verdict_band* before = nullptr;
  for (const auto& band : of_.rules.bands) {
    const std::string ends = band.below ? label_text("memo_verdict_below", limit(*band.below), in_)
                             : before != nullptr && before->below
                                 ? label_text("memo_verdict_from", limit(*before->below), in_)
                                 : std::string();
    bands += (bands.empty() ? "" : "; ") + ends + (ends.empty() ? "" : ": ") + verdict_in_short(band.verdict, in_);
    before = &band;
  }
  return numbers_.label(*f, in_) + " " + bands;
}

}  // namespace nytta
