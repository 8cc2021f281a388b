// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/message.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

#include "io/workbook/open_book.hpp"
#include "io/write/text_table.hpp"

// What the calculation comes to: figures, years, and the first page.

namespace nytta::workbook {

namespace {

constexpr int first_row = 4;

look look_of(figure_kind kind) {
  switch (kind) {
    case figure_kind::money: return look::money;
    case figure_kind::ratio:
    case figure_kind::duration: return look::ratio;
    case figure_kind::calendar_year: return look::whole;
    case figure_kind::rate: return look::rate;
    case figure_kind::hours: return look::money;
  }
  return look::number;
}

std::string unit_in_words(const open_book& to, figure_kind kind) {
  switch (kind) {
    case figure_kind::money: return "kr";
    case figure_kind::duration: return to.word("memo_years_unit");
    case figure_kind::hours: return to.word("memo_hours_unit");
    case figure_kind::ratio:
    case figure_kind::calendar_year:
    case figure_kind::rate: return {};
  }
  return {};
}

/// A figure's cell with as many digits as the appraisal prints, or the reason that stands there.
term printed(const open_book& to, figure_kind kind, const term& cell, bool may_lack) {
  constexpr int usual_decimals = 6;
  constexpr int hour_decimals = 2;
  constexpr int rate_digits = 10;
  const auto number = [&] {
    switch (kind) {
      case figure_kind::money: return rounded(cell, to.of.rules.figures.decimals, to.of.rules.figures.mode);
      case figure_kind::ratio:
      case figure_kind::duration: return rounded(cell, usual_decimals, rounding::half_even);
      case figure_kind::hours: return rounded(cell, hour_decimals, rounding::half_even);
      case figure_kind::rate: return rounded_to_digits(cell, rate_digits);
      case figure_kind::calendar_year: break;
    }
    return cell;
  }();
  return may_lack ? choose(is_text(cell), cell, number) : number;
}

class result_lines {
 public:
  explicit result_lines(open_book& to)
      : to_(to),
        s_(to.results),
        alternatives_(to.of.result.alternatives),
        count_(static_cast<int>(alternatives_.size())) {}

  void write() {
    to_.begin(s_, "workbook_about_results");
    s_.widths = {{0, 50}};
    for (int k = 0; k < count_; ++k) {
      s_.widths.emplace_back(value_column(k), 22);
      s_.widths.emplace_back(link_column(k), 18);
    }
    s_.widths.emplace_back(unit_column(), 18);
    for (int c = link_column(count_ - 1) + 1; c <= 4; ++c) s_.widths.emplace_back(c, 18);
    std::vector<std::string> words{to_.word("memo_figures")};
    for (const auto& a : alternatives_)
      words.push_back(to_.compared() ? to_.alternative_name(a) : to_.word("methods_value"));
    words.push_back(to_.word("csv_unit"));
    for (int k = 0; k < count_; ++k) words.push_back(to_.word("workbook_see_working"));
    to_.headings(s_, first_row - 1, words, 1, count_);
    s_.mark({first_row - 1, unit_column()}, look::heading_unit);
    s_.frozen = {first_row, 1};
    for (std::size_t f = 0; f < alternatives_.front().figures.size(); ++f) figure_line(f);
    verdict_line();
    for (const auto& a : alternatives_) {
      by_whom(a, "memo_by_stakeholder", a.by_stakeholder, true);
      by_whom(a, "memo_by_category", a.by_category, false);
      not_valued(a);
    }
    for (std::size_t f = 0; f < alternatives_.front().figures.size(); ++f) further_rates(f);
  }

 private:
  [[nodiscard]] static int value_column(int alternative) { return 1 + alternative; }
  [[nodiscard]] int unit_column() const { return 1 + count_; }
  [[nodiscard]] int link_column(int alternative) const { return 2 + count_ + alternative; }

  void link(int row, int column, int node) {
    const int there = to_.formulas.row_of(node);
    s_.write({row, column}, to_.word("workbook_row_number", std::to_string(there + 1)), look::link);
    s_.lead({row, column}, to_.working.fixed({there, 1}));
  }

  void figure_line(std::size_t f) {
    const figure& first = alternatives_.front().figures[f];
    s_.write({row_, 0}, to_.numbers.label(first, to_.in), look::strong_wrapped);
    s_.write({row_, unit_column()}, unit_in_words(to_, first.kind), look::unit);
    for (int k = 0; k < count_; ++k) {
      const auto& a = alternatives_[static_cast<std::size_t>(k)];
      const figure& one = a.figures[f];
      const position at{row_, value_column(k)};
      to_.figures[{a.id, one.key}] = at;
      link(row_, link_column(k), one.node);
      const auto named = [&](const std::string& key, position where) {
        (void)to_.name(a.id + "_" + key, s_.fixed(where));
      };
      if (to_.of.result.steps[one.node].form != shape::list) {
        s_.write_formula(at,
                         printed(to_, one.kind, to_.formulas.seen(one.node), to_.formulas.may_hold_reason(one.node)),
                         look_of(one.kind));
        named(one.key, at);
        continue;
      }
      s_.write_formula(at, printed(to_, one.kind, to_.formulas.list_seen(one.node).front(), true), look::rate);
      named(one.key, at);
    }
    ++row_;
  }

  /// The rates after the first, where a series has more.
  void further_rates(std::size_t f) {
    const std::string key = alternatives_.front().figures[f].key;
    if (to_.of.result.steps[alternatives_.front().figures[f].node].form != shape::list) return;
    std::size_t most = 0;
    for (const auto& a : alternatives_) most = (std::max)(most, to_.formulas.list_seen(a.figures[f].node).size());
    if (most < 2) return;
    ++row_;
    s_.write({row_++, 0}, to_.word("workbook_further_rates"), look::section);
    for (std::size_t root = 1; root < most; ++root) {
      s_.write({row_, 0}, to_.word("workbook_further_rate", std::to_string(root + 1)), look::plain);
      for (int k = 0; k < count_; ++k) {
        const auto& a = alternatives_[static_cast<std::size_t>(k)];
        const auto cells = to_.formulas.list_seen(a.figures[f].node);
        if (root >= cells.size()) continue;
        const position at{row_, value_column(k)};
        s_.write_formula(at, printed(to_, figure_kind::rate, cells[root], true), look::rate);
        (void)to_.name(a.id + "_" + key + "_" + std::to_string(root + 1), s_.fixed(at));
      }
      ++row_;
    }
  }

  void verdict_line() {
    if (to_.of.rules.bands.empty()) return;
    bool any = false;
    for (int k = 0; k < count_; ++k) {
      const auto& a = alternatives_[static_cast<std::size_t>(k)];
      const figure* f = a.find(to_.of.rules.verdict_figure);
      if (f == nullptr || to_.of.result.steps[f->node].form == shape::list) continue;
      const term cell = to_.formulas.seen(f->node);
      term words = quoted("");
      for (std::size_t b = to_.of.rules.bands.size(); b-- > 0;) {
        const verdict_band& band = to_.of.rules.bands[b];
        const term verdict = quoted(verdict_in_short(band.verdict, to_.in));
        // Twelve decimals: what binary numbers miss a limit by does not decide.
        words = band.below ? choose(below(nearest(cell, 12), number(*band.below)), verdict, words) : verdict;
      }
      const position at{row_, value_column(k)};
      s_.write_formula(at, choose(is_text(cell), quoted("-"), words), look::text_right);
      to_.verdicts[a.id] = at;
      (void)to_.name(a.id + "_verdict", s_.fixed(at));
      any = true;
    }
    if (any) s_.write({row_++, 0}, to_.word("memo_verdict"), look::strong_wrapped);
  }

  void part_heading(const alternative_appraisal& a, const std::string& words) {
    ++row_;
    s_.write({row_++, 0}, words + (to_.compared() ? ": " + to_.alternative_name(a) : ""), look::section);
  }

  void by_whom(const alternative_appraisal& a, std::string_view title, const std::vector<sums>& rows,
               bool stakeholders) {
    if (rows.empty()) return;
    part_heading(a, sums_heading(to_.of.result.frame, title, to_.in));
    const bool moved = std::any_of(rows.begin(), rows.end(), [](const sums& s) { return s.transfers >= 0; });
    std::vector<std::string> words{" ", to_.word("benefits"), to_.word("costs")};
    if (moved) words.push_back(to_.word("transfers"));
    words.push_back(to_.word("net"));
    to_.headings(s_, row_++, words, 1);
    for (const auto& r : rows) {
      s_.write({row_, 0},
               stakeholders ? to_.stakeholder_name(r.id) : part_name(to_.of.rules, "category_", r.id, to_.in),
               look::wrapped);
      int column = 1;
      const auto put = [&](int node) { s_.write_formula({row_, column++}, to_.money(node), look::money); };
      put(r.benefits);
      put(r.costs);
      if (moved && r.transfers >= 0) {
        put(r.transfers);
      } else if (moved) {
        s_.write({row_, column++}, 0.0, look::money);
      }
      put(r.net);
      ++row_;
    }
  }

  void not_valued(const alternative_appraisal& a) {
    if (a.non_monetised.empty()) return;
    part_heading(a, to_.word("memo_not_valued"));
    for (const auto& n : a.non_monetised) {
      const std::string size = to_.word("size_" + std::to_string(n.size < 0 ? -n.size : n.size));
      s_.write({row_, 0}, to_.of.claim.effects[n.effect].name, look::wrapped);
      s_.write({row_, 1}, n.size < 0 ? to_.word("memo_harm", size) : size, look::text_right);
      ++row_;
    }
  }

  open_book& to_;
  sheet& s_;
  const std::vector<alternative_appraisal>& alternatives_;
  int count_;
  int row_ = first_row;
};

/// Years stand in columns, from this one on.
constexpr int first_year = 2;

class year_lines {
 public:
  explicit year_lines(open_book& to) : to_(to), s_(to.years), years_(to.of.result.frame.years) {}

  void write() {
    to_.begin(s_, "workbook_about_years");
    s_.widths = {{0, 50}, {1, 8}};
    for (int c = 0; c < years_; ++c) s_.widths.emplace_back(first_year + c, 15);
    s_.frozen = {0, 1};
    for (const auto& a : to_.of.result.alternatives) alternative(a);
  }

 private:
  void alternative(const alternative_appraisal& a) {
    const std::string title = a.reference      ? to_.word("memo_reference_alternative", to_.alternative_name(a))
                              : to_.compared() ? to_.word("memo_alternative", to_.alternative_name(a))
                                               : to_.alternative_name(a);
    s_.write({row_++, 0}, title, look::section);
    std::vector<std::string> words{to_.word("memo_year"), to_.word("csv_unit")};
    to_.headings(s_, row_, words);
    s_.mark({row_, 1}, look::heading_unit);
    for (int c = 0; c < years_; ++c)
      s_.write({row_, first_year + c}, to_.of.result.frame.first_year + c, look::heading_year);
    const int years_row = row_++;
    side(a.benefits);
    const int benefits = row_;
    line(a.benefits, to_.word("benefits"), look::money_strong, "kr");
    side(a.costs);
    const int costs = row_;
    line(a.costs, to_.word("costs"), look::money_strong, "kr");
    line(a.net, to_.word("net"), look::money_strong, "kr");
    const int cumulative = row_;
    line(a.cumulative, to_.word("cumulative"), look::money, "kr");
    for (const int factors : factors_of(a)) line(factors, to_.numbers.label(factors, to_.in), look::factor, "");
    line(a.discounted_net, to_.word("discounted_net"), look::money_strong, "kr");
    for (const auto& [key, row] : {std::pair{"benefits", benefits},
                                   {"costs", costs},
                                   {"net", costs + 1},
                                   {"cumulative", cumulative},
                                   {"discounted_net", row_ - 1}}) {
      (void)to_.name(a.id + "_" + std::string(key) + "_by_year",
                     s_.fixed({row, first_year}, {row, first_year + years_ - 1}));
    }
    to_.charted[a.id] = {years_row, benefits, costs, cumulative};
    ++row_;
  }

  /// The flows of one side as they count there.
  void side(int sum) {
    const node& n = to_.of.result.steps[sum];
    for (const int k : n.inputs) {
      const node& part = to_.of.result.steps[k];
      const bool taken_away = part.what == operation::negate && unnamed(part);
      const std::string words = to_.numbers.label(taken_away ? part.inputs[0] : k, to_.in);
      line(k, taken_away ? to_.word("workbook_taken_away", words) : words, look::money, "kr");
    }
  }

  void line(int node, const std::string& words, look shows, const std::string& unit) {
    s_.write({row_, 0}, capital(words), shows == look::money_strong ? look::strong : look::wrapped);
    s_.write({row_, 1}, unit, look::unit);
    for (int c = 0; c < years_; ++c) {
      const int column = to_.formulas.yearly(node) ? c : 0;
      const term cell = shows == look::factor ? to_.formulas.seen(node, column) : to_.money(node, column);
      s_.write_formula({row_, first_year + c}, cell, shows);
    }
    ++row_;
  }

  [[nodiscard]] std::vector<int> factors_of(const alternative_appraisal& a) const {
    std::vector<int> out;
    const auto take = [&](int present_value) {
      const int factors = to_.of.result.steps[present_value].inputs[1];
      if (std::find(out.begin(), out.end(), factors) == out.end()) out.push_back(factors);
    };
    for (const auto& e : a.effects) take(e.present_value);
    for (const auto& t : a.transfers) take(t.present_value);
    return out;
  }

  open_book& to_;
  sheet& s_;
  int years_;
  int row_ = 3;
};

}  // namespace

void write_results(open_book& to) { result_lines(to).write(); }
void write_years(open_book& to) { year_lines(to).write(); }

namespace {

class first_page {
 public:
  explicit first_page(open_book& to) : to_(to), s_(to.summary) {}

  void write() {
    const auto& claim = to_.of.claim;
    s_.widths = {{0, 46}};
    const int last = (std::max)(2, static_cast<int>(to_.of.result.alternatives.size()) + 1);
    for (int c = 1; c <= last; ++c) s_.widths.emplace_back(c, 22);
    s_.one_page = true;
    s_.write({row_++, 0}, claim.name.empty() ? claim.id : claim.name, look::title);
    std::string whose = claim.organisation;
    if (!claim.board.empty()) whose += (whose.empty() ? "" : ", ") + claim.board;
    if (!whose.empty()) s_.write({row_++, 0}, whose, look::subtitle);
    paragraph(claim.description, look::plain);
    ++row_;
    const auto& rules = to_.of.rules;
    paragraph(to_.word("memo_method") + ": " + (rules.name.empty() ? rules.id : rules.name + " (" + rules.id + ")"),
              look::plain);
    if (const auto label = label_of(rules, to_.in); !label.empty())
      paragraph(rules.id + ": " + std::string(label), look::warning);
    if (const auto departures = deviations_in_words(rules, to_.in); !departures.empty()) {
      paragraph(to_.word("memo_deviations") + ": " + departures, look::warning);
    }
    changed_entries();
    ++row_;
    results();
    ++row_;
    way_through();
    ++row_;
    charts();
  }

 private:
  /// Long words on as many rows as they need: they run on over the empty cells beside them.
  void paragraph(const std::string& words, look shows) {
    const std::string lines = wrapped(words, 0);
    for (std::size_t at = 0; !words.empty() && at < lines.size();) {
      const std::size_t end = (std::min)(lines.find('\n', at), lines.size());
      s_.write({row_++, 0}, lines.substr(at, end - at), shows);
      at = end + 1;
    }
  }

  void changed_entries() {
    if (to_.entries == 0) return;
    term changed = number(to_.entries);
    for (const auto& same : to_.unchanged) changed = changed - same;
    s_.write({row_, 0}, to_.word("workbook_changed_entries"), look::plain);
    s_.write_formula({row_++, 1}, changed, look::grouped);
  }

  void results() {
    std::vector<std::string> words{to_.word("workbook_result")};
    for (const auto& a : to_.of.result.alternatives) {
      words.push_back(to_.compared() ? to_.alternative_name(a) : to_.word("methods_value"));
    }
    words.push_back(to_.word("csv_unit"));
    const int count = static_cast<int>(to_.of.result.alternatives.size());
    to_.headings(s_, row_, words, 1, count);
    s_.mark({row_++, count + 1}, look::heading_unit);
    std::vector<std::string> keys{"net_present_value", "present_value_benefits", "present_value_costs"};
    for (const auto& key :
         {to_.of.rules.verdict_figure, std::string("net_benefit_per_krona"), std::string("net_present_value_cash"),
          std::string("payback_years"), std::string("break_even_year"), std::string("peak_funding")}) {
      if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
    for (const auto& key : keys) {
      const figure* f = to_.of.result.alternatives.front().find(key);
      if (f == nullptr) continue;
      s_.write({row_, 0}, to_.numbers.label(*f, to_.in), key == "net_present_value" ? look::strong : look::plain);
      int column = 1;
      for (const auto& a : to_.of.result.alternatives) {
        const look shows = key == "net_present_value"                                          ? look::money_strong
                           : f->kind == figure_kind::ratio || f->kind == figure_kind::duration ? look::two_decimals
                                                                                               : look_of(f->kind);
        s_.write_formula({row_, column++}, to_.results.seen(to_.figures.at({a.id, key})), shows);
      }
      s_.write({row_++, column}, unit_in_words(to_, f->kind), look::unit);
    }
    if (to_.verdicts.empty()) return;
    s_.write({row_, 0}, to_.word("memo_verdict"), look::strong);
    int column = 1;
    for (const auto& a : to_.of.result.alternatives) {
      const auto found = to_.verdicts.find(a.id);
      if (found != to_.verdicts.end())
        s_.write_formula({row_, column}, to_.results.seen(found->second), look::text_right);
      ++column;
    }
    ++row_;
  }

  void way_through() {
    s_.write({row_++, 0}, to_.word("workbook_how_to_read"), look::section);
    s_.write({row_++, 0}, to_.word("workbook_how_to_change"), look::plain);
    const auto& assumed = to_.of.result.assumptions;
    if (!assumed.empty()) {
      s_.write({row_++, 0}, to_.word("workbook_assumptions", std::to_string(assumed.size())), look::plain);
    }
    const std::array<std::pair<const sheet*, std::string_view>, 11> all{
        {{&to_.conventions, "workbook_about_conventions"},
         {&to_.factors, "workbook_about_factors"},
         {&to_.yearly_factors, "workbook_about_yearly_factors"},
         {&to_.effects, "workbook_about_effects"},
         {&to_.years, "workbook_about_years"},
         {&to_.results, "workbook_about_results"},
         {&to_.request, "workbook_about_request"},
         {&to_.sensitivity, "workbook_about_sensitivity"},
         {&to_.working, "workbook_about_working"},
         {&to_.rates, "workbook_about_rates"},
         {&to_.sources, "workbook_about_sources"}}};
    for (const auto& [sheet_of, about] : all) {
      if (sheet_of->cells().empty()) continue;
      s_.write({row_, 0}, sheet_of->name(), look::link);
      s_.lead({row_, 0}, sheet_of->fixed({0, 0}));
      s_.write({row_++, 1}, to_.word(about), look::note);
    }
  }

  void charts() {
    static constexpr std::array<std::string_view, 6> colours{"1F4E79", "C55A11", "2E7D32",
                                                             "7B3F98", "8C6D1F", "5F6B7A"};
    constexpr int chart_width = 476;  // as wide as the first two columns
    constexpr int chart_height = 290;
    const int last = first_year + to_.of.result.frame.years - 1;
    const auto row_of = [&](int row) { return to_.years.fixed({row, first_year}, {row, last}); };
    chart net;
    net.form = chart::kind::line;
    net.title = to_.word("workbook_chart_cumulative");
    net.unit = "kr";
    std::size_t k = 0;
    for (const auto& a : to_.of.result.alternatives) {
      if (a.reference) continue;
      const auto& rows = to_.charted.at(a.id);
      net.of.push_back({to_.years.fixed({rows.years - (to_.compared() ? 1 : 0), 0}), row_of(rows.years),
                        row_of(rows.cumulative), std::string(colours[k++ % colours.size()])});
      if (!to_.compared()) net.of.back().name = to_.years.fixed({rows.cumulative, 0});
    }
    net.at = {row_, 0};
    net.width = chart_width;
    net.height = chart_height;
    s_.charts.push_back(std::move(net));
    const alternative_appraisal& shown = *alternative_named(to_.of, "");
    const auto& rows = to_.charted.at(shown.id);
    chart flows;
    flows.form = chart::kind::column;
    flows.title = to_.word("workbook_chart_flows") + (to_.compared() ? ": " + to_.alternative_name(shown) : "");
    flows.unit = "kr";
    flows.of = {{to_.years.fixed({rows.benefits, 0}), row_of(rows.years), row_of(rows.benefits), "2E7D32"},
                {to_.years.fixed({rows.costs, 0}), row_of(rows.years), row_of(rows.costs), "C55A11"}};
    flows.at = {row_, 2};
    flows.width = chart_width;
    flows.height = chart_height;
    s_.charts.push_back(std::move(flows));
  }

  open_book& to_;
  sheet& s_;
  int row_ = 0;
};

}  // namespace

void write_summary(open_book& to) { first_page(to).write(); }

}  // namespace nytta::workbook
