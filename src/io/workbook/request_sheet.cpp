// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/number_text.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "io/workbook/open_book.hpp"

// The investment request: what is charged for each asset, and what each board's operating budget must rise by, as
// formulas over the working and over one another.

namespace nytta::workbook {

namespace {

/// In the tables of the budget years stand in columns, from this one on; in those of charges they stand in rows.
constexpr int first_year = 2;
constexpr int months_of_year = 12;
constexpr int rows_of_a_budget = 10;  ///< its title and heading, seven rows, and an empty one
constexpr int rows_of_transfers = 2;

enum charge_column {
  in_year,
  months,
  rate,
  opening,
  depreciation,
  interest,
  charged,
  closing,
  discount,
  exact_closing
};

class request_lines {
 public:
  explicit request_lines(open_book& to)
      : to_(to), s_(to.request), years_(to.of.result.frame.years), rules_(to.of.claim.investment.rules) {}

  void write() {
    to_.begin(s_, "workbook_about_request");
    s_.write({2, 0}, to_.word("workbook_request_decided"), look::note);
    s_.widths = {{0, 44}, {1, 12}};
    for (int c = first_year; c < (std::max)(first_year + years_, exact_closing + 1); ++c) s_.widths.emplace_back(c, 15);
    s_.frozen = {0, 1};
    for (const auto& f : to_.of.claim.investment.form) {
      s_.write({row_, 0}, to_.word("request_" + f.key), look::strong);
      s_.write({row_++, 1}, f.text, look::plain);
    }
    s_.write({row_, 0}, to_.word("request_charge"), look::strong);
    s_.write({row_++, 1}, to_.word(annuity() ? "request_annuity" : "request_straight_line"), look::plain);
    for (const auto& asked : to_.requests) alternative(asked);
  }

 private:
  /// What an asset is charged in a year.
  struct yearly_charge {
    std::size_t asset = 0;
    int year = 0;
    term amount;
  };

  [[nodiscard]] bool annuity() const { return rules_.charge == charge_form::annuity; }
  [[nodiscard]] term money(const term& t) const {
    return rounded(t, to_.of.rules.figures.decimals, to_.of.rules.figures.mode);
  }
  [[nodiscard]] int year(int column) const { return to_.of.result.frame.first_year + column; }

  void alternative(const asked_in_book& asked) {
    ++row_;
    for (const auto& a : to_.of.result.alternatives) {
      if (to_.compared() && a.id == asked.request.alternative) {
        s_.write({row_++, 0}, to_.alternative_name(a), look::section);
      }
    }
    rates_ = asked.request.rates;
    charges_.clear();
    // The budget stands first, but its formulas name the charges.
    const auto& boards = asked.request.by_board;
    const int tables = boards.size() > 1 ? static_cast<int>(boards.size()) + 1 : 1;
    const int budget = row_;
    row_ += tables * (to_.of.claim.transfers.empty() ? rows_of_a_budget : rows_of_a_budget + rows_of_transfers);
    for (std::size_t i = 0; i < asked.request.assets.size(); ++i) {
      if (!asked.request.assets[i].years.empty()) asset(asked.request.assets[i], asked.steps.assets[i], i);
    }
    const int end = std::exchange(row_, budget);
    operating(asked, asked.request.total, asked.steps.total);
    for (std::size_t b = 0; tables > 1 && b < boards.size(); ++b) operating(asked, boards[b], asked.steps.by_board[b]);
    row_ = end;
  }

  // ---- what is charged ----------------------------------------------------------------------------------------------

  void asset(const charged_asset& a, const asset_steps& steps, std::size_t which) {
    s_.write({row_++, 0}, to_.word("request_charges_of", name_of(a)), look::section);
    const term capitalised =
        steps.outlay ? to_.money(*steps.outlay) : money(number(a.outlay - a.construction_interest));
    const term outlay = a.construction_interest.is_zero() ? line("request_outlay", capitalised)
                                                          : line("request_outlay", capitalised + waiting(a, steps));
    const term residual = line("request_residual", number(a.residual));
    const auto& components = to_.of.claim.investment.assets[steps.asset].components;
    if (components.empty()) {
      part(a.parts.front(), outlay, residual, which);
      return;
    }
    // Of what is depreciated each component has its share, so that they add up.
    decimal share;
    std::vector<term> before;
    for (const charged_part& p : a.parts) {
      for (const auto& c : components) {
        if (c.name == p.name) share += c.share;
      }
      const term so_far = money((outlay - residual) * number(share) / number(steps.capitalised));
      s_.write({row_, 0}, p.name, look::strong);
      s_.write_formula({row_, first_year}, before.empty() ? so_far : money(so_far - sum_of_all(before)), look::money);
      const term here = s_.here({row_++, first_year});
      before.push_back(here);
      part(p, here, number(0.0), which);
    }
    if (!a.residual.is_zero()) kept(a, residual, which);
  }

  [[nodiscard]] static term sum_of_all(const std::vector<term>& of) {
    term out = of.front();
    for (std::size_t k = 1; k < of.size(); ++k) out = out + of[k];
    return out;
  }

  [[nodiscard]] std::string name_of(const charged_asset& a) const {
    for (const auto& one : to_.of.claim.investment.assets) {
      if (one.id == a.id && !one.name.empty()) return one.name;
    }
    for (const auto& e : to_.of.claim.effects) {
      if (!a.cost.empty() && e.id == a.cost && !e.name.empty()) return e.name;
    }
    return a.id;
  }

  /// An amount on a row of its own.
  term line(std::string_view key, const term& value) {
    s_.write({row_, 0}, to_.word(key), look::strong);
    s_.write({row_, 1}, "kr", look::unit);
    s_.write_formula({row_, first_year}, value, look::money);
    return s_.here({row_++, first_year});
  }

  void charge_headings() {
    std::vector<std::string> words{to_.word("memo_year"),
                                   to_.word("request_months"),
                                   to_.word("request_rate"),
                                   to_.word("request_opening_value"),
                                   to_.word("request_depreciation"),
                                   to_.word("request_interest"),
                                   to_.word("request_capital_charge"),
                                   to_.word("request_closing_value")};
    if (annuity()) {
      words.push_back(to_.word("workbook_discount"));
      words.push_back(to_.word("workbook_unrounded"));
    }
    to_.headings(s_, row_++, words, 1, exact_closing);
  }

  void begin_year(int row, int calendar_year, int used) {
    s_.write({row, in_year}, std::to_string(calendar_year), look::plain);
    s_.write({row, months}, used, look::whole);
    s_.write({row, rate}, charge_rate_in(rates_, calendar_year)->rate, look::rate);
  }

  /// The rate of the part of the year.
  [[nodiscard]] term part_rate(int row) const {
    return s_.here({row, rate}) * s_.here({row, months}) / number(months_of_year);
  }

  /// Interest on what has been spent before each year, until the asset is used.
  term waiting(const charged_asset& a, const asset_steps& steps) {
    const int heading = row_++;
    to_.headings(s_, heading,
                 {to_.word("request_construction"), to_.word("request_months"), to_.word("request_rate"),
                  to_.word("request_opening_value"), to_.word("request_outlay"), to_.word("request_interest")},
                 1, interest);
    term spent = number(0.0);
    for (int y = a.by_year.front().year; y <= a.in_use_from.year; ++y, ++row_) {
      begin_year(row_, y, y < a.in_use_from.year ? months_of_year : a.in_use_from.month - 1);
      s_.write_formula({row_, opening}, spent, look::money);
      s_.write_formula({row_, depreciation}, paid_in(a, steps, y), look::money);
      s_.write_formula({row_, interest}, money(s_.here({row_, opening}) * part_rate(row_)), look::money);
      spent = money(s_.here({row_, opening}) + s_.here({row_, depreciation}) + s_.here({row_, interest}));
    }
    return sum_of(s_.here({heading + 1, interest}, {row_ - 1, interest}));
  }

  /// What is capitalised of what is paid in a year.
  [[nodiscard]] term paid_in(const charged_asset& a, const asset_steps& steps, int calendar_year) const {
    const int column = calendar_year - to_.of.result.frame.first_year;
    if (steps.paid && column >= 0 && column < years_) {
      return money(to_.money(*steps.paid, column) * number(steps.capitalised));
    }
    for (const auto& o : a.by_year) {
      if (o.year == calendar_year) return money(number(o.kronor * steps.capitalised));
    }
    return number(0.0);
  }

  /// A table of depreciation and interest, a row a year.
  void part(const charged_part& p, const term& outlay, const term& residual, std::size_t which) {
    const int yearly_row = annuity() ? row_++ : -1;
    charge_headings();
    const int first = row_;
    const int last = first + static_cast<int>(p.years.size()) - 1;
    for (int row = first; row <= last; ++row) {
      const charged_year& y = p.years[static_cast<std::size_t>(row - first)];
      begin_year(row, y.year, y.months);
      if (!annuity()) continue;
      const term before = row == first ? number(1.0) : s_.here({row - 1, discount});
      s_.write_formula({row, discount}, before / (number(1.0) + part_rate(row)), look::factor);
    }
    if (annuity()) {
      s_.write({yearly_row, 0}, to_.word("request_annuity_amount"), look::strong);
      const term paid_for = outlay - residual * s_.here({last, discount});
      const term shares =
          sum_of_products({s_.here({first, months}, {last, months}), s_.here({first, discount}, {last, discount})});
      s_.write_formula({yearly_row, first_year}, paid_for * number(months_of_year) / shares, look::number);
    }
    for (int row = first; row <= last; ++row) {
      const bool opens = row == first;
      s_.write_formula({row, opening}, opens ? outlay : s_.here({row - 1, closing}), look::money);
      const term book = annuity() && !opens ? s_.here({row - 1, exact_closing}) : s_.here({row, opening});
      s_.write_formula({row, interest}, money(book * part_rate(row)), look::money);
      const term here = s_.here({row, interest});
      const term share = s_.here({row, months});
      const term yearly = annuity() ? s_.here({yearly_row, first_year}) * share / number(months_of_year) : number(0.0);
      const term written_off = row == last ? money(s_.here({row, opening}) - residual)
                               : annuity() ? money(money(yearly) - here)
                                           : money((outlay - residual) * share / number(p.plan.life));
      s_.write_formula({row, depreciation}, written_off, look::money);
      s_.write_formula({row, charged}, money(s_.here({row, depreciation}) + here), look::money);
      s_.write_formula({row, closing}, money(s_.here({row, opening}) - s_.here({row, depreciation})), look::money);
      if (annuity())
        s_.write_formula({row, exact_closing}, book * (number(1.0) + part_rate(row)) - yearly, look::number);
      charges_.push_back({which, p.years[static_cast<std::size_t>(row - first)].year, s_.here({row, charged})});
    }
    row_ = last + 2;
  }

  /// What is never written off bears interest as long as the asset is used.
  void kept(const charged_asset& a, const term& residual, std::size_t which) {
    s_.write({row_++, 0}, to_.word("request_residual"), look::strong);
    charge_headings();
    int longest = 0;
    const charged_part* last = nullptr;
    for (const charged_part& p : a.parts) {
      if (p.plan.life > longest) last = &p;
      longest = (std::max)(longest, p.plan.life);
    }
    for (const charged_year& y : last->years) {
      begin_year(row_, y.year, y.months);
      s_.write_formula({row_, opening}, residual, look::money);
      s_.write_formula({row_, interest}, money(residual * part_rate(row_)), look::money);
      s_.write_formula({row_, charged}, s_.here({row_, interest}), look::money);
      s_.write_formula({row_, closing}, residual, look::money);
      charges_.push_back({which, y.year, s_.here({row_++, charged})});
    }
    ++row_;
  }

  // ---- what the budget must rise by
  // -----------------------------------------------------------------------------------

  void operating(const asked_in_book& asked, const operating_effect& o, const request_rows& rows) {
    const bool total = o.board.empty();
    s_.write({row_++, 0}, total ? to_.word("request_operating") : to_.word("request_board", o.board), look::section);
    to_.headings(s_, row_, {to_.word("memo_year"), to_.word("csv_unit")});
    s_.mark({row_, 1}, look::heading_unit);
    for (int c = 0; c < years_; ++c) s_.write({row_, first_year + c}, year(c), look::heading_year);
    ++row_;
    const std::string& id = asked.request.alternative;
    const auto line_of = [&](std::string_view key, std::string_view named, const auto& cell, look shows,
                             std::string_view unit = "kr") {
      s_.write({row_, 0}, to_.word(key), shows == look::money_strong ? look::strong : look::wrapped);
      s_.write({row_, 1}, unit, look::unit);
      for (int c = 0; c < years_; ++c) s_.write_formula({row_, first_year + c}, cell(c), shows);
      if (total) {
        (void)to_.name(id + "_request_" + std::string(named) + "_by_year",
                       s_.fixed({row_, first_year}, {row_, first_year + years_ - 1}));
      }
      return row_++;
    };
    const auto at = [&](int row, int c) { return s_.here({row, first_year + c}); };
    const int capital = line_of(
        "request_capital_charge", "capital_charge", [&](int c) { return charged_in(asked, o.board, year(c)); },
        look::money);
    const int running = line_of(
        "request_running_costs", "running_costs",
        [&](int c) { return money(to_.money(rows.running, c) + expensed_in(asked, o.board, year(c))); }, look::money);
    const int retired = line_of(
        "request_write_offs", "write_offs", [&](int c) { return number(o.write_offs[static_cast<std::size_t>(c)]); },
        look::money);
    const int cash = line_of(
        "request_cash_benefits", "cash_benefits", [&](int c) { return to_.money(rows.benefits, c); }, look::money);
    const int net = line_of(
        "request_net", "net",
        [&](int c) { return money(at(capital, c) + at(running, c) + at(retired, c) - at(cash, c)); },
        look::money_strong);
    if (!to_.of.claim.transfers.empty()) {
      const int moved = line_of(
          "request_transfers", "transfers", [&](int c) { return to_.money(rows.transfers, c); }, look::money);
      line_of(
          "request_net_with_transfers", "net_with_transfers", [&](int c) { return money(at(net, c) + at(moved, c)); },
          look::money_strong);
    }
    line_of(
        "request_redeployed", "redeployed_benefits", [&](int c) { return to_.money(rows.redeployed, c); }, look::money);
    line_of(
        "request_hours", "redeployed_hours",
        [&](int c) { return rounded(to_.formulas.seen(rows.hours, c), 2, rounding::half_even); }, look::money, "h");
    ++row_;
  }

  /// What the board is charged in a year; what is avoided is taken off.
  [[nodiscard]] term charged_in(const asked_in_book& asked, const std::string& board, int calendar_year) const {
    term out = number(0.0);
    for (const yearly_charge& c : charges_) {
      const charged_asset& a = asked.request.assets[c.asset];
      if (c.year != calendar_year || (!board.empty() && a.board != board)) continue;
      out = a.avoided ? out - c.amount : out + c.amount;
    }
    return money(out);
  }

  /// Amounts of their own that are not capitalised.
  [[nodiscard]] term expensed_in(const asked_in_book& asked, const std::string& board, int calendar_year) const {
    decimal out;
    for (std::size_t i = 0; i < asked.request.assets.size(); ++i) {
      const charged_asset& a = asked.request.assets[i];
      if (asked.steps.assets[i].paid || (!board.empty() && a.board != board)) continue;
      for (const auto& o : a.by_year) {
        if (o.year == calendar_year) out += o.kronor * (decimal(1) - asked.steps.assets[i].capitalised);
      }
    }
    return number(out);
  }

  open_book& to_;
  sheet& s_;
  int years_;
  const charge_rules& rules_;
  int row_ = 4;
  std::vector<charge_rate> rates_;
  std::vector<yearly_charge> charges_;
};

}  // namespace

void write_request(open_book& to) {
  if (!to.requests.empty()) request_lines(to).write();
}

}  // namespace nytta::workbook
