// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/decimal_double.hpp>
#include <nytta/sensitivity/sensitivity.hpp>

#include <cstddef>
#include <string_view>

#include "io/workbook/open_book.hpp"
#include "io/write/factor_name.hpp"

// What if: values that were calculated when the workbook was written, since each of them is a working of its own.

namespace nytta::workbook {

namespace {

class what_if_lines {
 public:
  explicit what_if_lines(open_book& to) : to_(to), s_(to.sensitivity) {}

  void write() {
    to_.begin(s_, "workbook_about_sensitivity");
    s_.write({2, 0}, to_.word("workbook_sensitivity_still"), look::warning);
    s_.widths = {{0, 44}, {1, 14}, {2, 14}, {3, 14}, {4, 17}, {5, 17}, {6, 16}, {7, 16}, {8, 16}};
    s_.frozen = {0, 1};
    for (const auto& a : to_.of.result.alternatives) {
      if (!a.reference) alternative(a);
    }
  }

 private:
  void alternative(const alternative_appraisal& a) {
    const sensitivity all = what_if(to_.of.claim, to_.of.rules, to_.of.result, a, {});
    s_.write({row_++, 0}, to_.numbers.label(all.of, to_.in) + (to_.compared() ? ": " + to_.alternative_name(a) : ""),
             look::section);
    put(row_, 0, to_.word("workbook_base_case"));
    reading(row_++, 4, all.base);
    one_way(all, a);
    turns(all);
    conventions_and_time(all);
    joint(all);
    scenarios(all);
    ++row_;
  }

  void put(int row, int column, const std::string& words) { s_.write({row, column}, words, look::wrapped); }

  void digits(int row, int column, const std::string& number, look shows) {
    const auto value = decimal::parse(number);
    if (value) {
      s_.write({row, column}, *value, shows);
    } else {
      s_.write({row, column}, number, look::text_right);
    }
  }

  void reading(int row, int column, const figure_reading& f) {
    if (f.values.size() == 1) {
      digits(row, column, f.values.front(), look::money);
    } else {
      s_.write({row, column}, reading_in_words(f, figure_kind::money, to_.in), look::text_right);
    }
  }

  void ends(int row, int column, const factor_numbers& numbers) {
    if (numbers.size() == 1) {
      digits(row, column, numbers.front(), look::number);
    } else {
      s_.write({row, column}, to_.word("workbook_by_year"), look::text_right);
    }
  }

  void one_way(const sensitivity& all, const alternative_appraisal& a) {
    if (all.one_way.empty()) return;
    to_.headings(s_, row_++,
                 {to_.word("what_if_one_way"), to_.word("csv_unit"), to_.word("memo_low"), to_.word("memo_high"),
                  to_.word("what_if_at_low"), to_.word("what_if_at_high"), to_.word("what_if_swing"),
                  to_.word("workbook_low_against_base"), to_.word("workbook_high_against_base")},
                 2);
    const int heading = row_ - 1;
    const int first = row_;
    for (const auto& r : all.one_way) {
      put(row_, 0, factor_name(to_.of.claim, r.factor) + (r.entered ? "" : " *"));
      s_.write({row_, 1}, r.unit, look::unit);
      ends(row_, 2, r.low);
      ends(row_, 3, r.high);
      reading(row_, 4, r.at_low);
      reading(row_, 5, r.at_high);
      digits(row_, 6, r.swing, look::money);
      against_base(7, r.at_low, all.base);
      against_base(8, r.at_high, all.base);
      ++row_;
    }
    s_.write({row_++, 0}, to_.word("workbook_no_range"), look::note);
    chart tornado;
    tornado.form = chart::kind::stacked_bar;
    tornado.title = to_.word("workbook_chart_tornado");
    tornado.unit = "kr";
    constexpr int most_bars = 12;
    const int last = (std::min)(row_ - 2, first + most_bars - 1);
    if (last < row_ - 2) tornado.title += " " + to_.word("report_chart_largest", std::to_string(most_bars));
    if (to_.compared()) tornado.title += ": " + to_.alternative_name(a);
    for (const auto& [column, colour] : {std::pair{7, "5B8DB8"}, {8, "1F4E79"}}) {
      tornado.of.push_back({s_.fixed({heading, column}), s_.fixed({first, 0}, {last, 0}),
                            s_.fixed({first, column}, {last, column}), colour});
    }
    tornado.at = {row_, 0};
    tornado.width = 860;
    tornado.height = 120 + 26 * (last - first + 1);
    constexpr int row_height = 20;  // pixels
    row_ += tornado.height / row_height + 2;
    s_.charts.push_back(std::move(tornado));
  }

  void against_base(int column, const figure_reading& end, const figure_reading& base) {
    if (end.values.size() != 1 || base.values.size() != 1) return;
    const auto a = decimal::parse(end.values[0]);
    const auto b = decimal::parse(base.values[0]);
    if (a && b) s_.write({row_, column}, to_double(*a) - to_double(*b), look::money);
  }

  void turns(const sensitivity& all) {
    if (all.switching.empty()) return;
    ++row_;
    to_.headings(
        s_, row_++,
        {to_.word("what_if_switching"), to_.word("csv_unit"), to_.word("methods_value"), to_.word("what_if_change")},
        2);
    for (const auto& r : all.switching) {
      put(row_, 0, factor_name(to_.of.claim, r.factor));
      s_.write({row_, 1}, r.unit, look::unit);
      if (r.value.empty()) {
        s_.write({row_, 2}, to_.word("what_if_never_zero"), look::text_right);
      } else {
        ends(row_, 2, r.value);
        if (!r.change.empty()) digits(row_, 3, r.change, look::rate);
      }
      ++row_;
    }
  }

  void conventions_and_time(const sensitivity& all) {
    ++row_;
    to_.headings(s_, row_++,
                 {to_.word("what_if_conventions"), "", to_.word("memo_low"), to_.word("memo_high"),
                  to_.word("what_if_at_low"), to_.word("what_if_at_high")},
                 2);
    for (const auto& r : all.conventions) {
      put(row_, 0, capital(to_.word(r.key == "rate" ? "what_if_rate" : "what_if_years")));
      const auto shown = [&](const std::string& end) {
        return r.key == "rate" && decimal::parse(end) ? percent_digits(end, to_.in) : end;
      };
      s_.write({row_, 2}, shown(r.low), look::text_right);
      s_.write({row_, 3}, shown(r.high), look::text_right);
      if (r.at_low) reading(row_, 4, *r.at_low);
      if (r.at_high) reading(row_, 5, *r.at_high);
      ++row_;
    }
    for (const auto& r : all.delay) {
      put(row_, 0, capital(to_.word("workbook_delay", std::to_string(r.years))));
      reading(row_++, 4, r.value);
    }
  }

  void joint(const sensitivity& all) {
    if (!all.joint) return;
    ++row_;
    to_.headings(s_, row_++, {to_.word("what_if_together"), "", "", "", to_.word("memo_low"), to_.word("memo_high")},
                 4);
    put(row_, 0, capital(to_.word("what_if_all_low_high")));
    reading(row_, 4, all.joint->low);
    reading(row_++, 5, all.joint->high);
    if (all.joint->worst && all.joint->best) {
      put(row_, 0, capital(to_.word("what_if_worst_best")));
      reading(row_, 4, *all.joint->worst);
      reading(row_++, 5, *all.joint->best);
    }
  }

  void scenarios(const sensitivity& all) {
    if (all.scenarios.empty()) return;
    ++row_;
    to_.headings(s_, row_++, {to_.word("what_if_scenarios"), "", "", "", to_.word("methods_value")}, 4);
    for (const auto& r : all.scenarios) {
      put(row_, 0, r.name.empty() ? r.id : r.name);
      reading(row_++, 4, r.value);
    }
  }

  open_book& to_;
  sheet& s_;
  int row_ = 4;
};

}  // namespace

void write_sensitivity(open_book& to) { what_if_lines(to).write(); }

}  // namespace nytta::workbook
