// SPDX-License-Identifier: Apache-2.0
#include "io/write/request_page.hpp"

#include <nytta/budget/recommended_rates.hpp>
#include <nytta/core/label.hpp>
#include <nytta/core/number_text.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/write/memo_parts.hpp"
#include "io/write/printed.hpp"

namespace nytta {

namespace {

class request_parts {
 public:
  request_parts(const calculation& of, const investment_request& request, language in, int level)
      : of_(of), request_(request), in_(in), level_(level) {}

  page all() const {
    page out{facts()};
    append(out, assets());
    append(out, operating(request_.total, word("request_operating")));
    out.push_back(paragraph_block{word("request_net_is")});
    append(out, each_board([&](const operating_effect& b) {
             return operating(b, label_text("request_board", b.board, in_));
           }));
    append(out, freed());
    append(out, who_pays());
    append(out, charges());
    return out;
  }

 private:
  [[nodiscard]] std::string word(std::string_view key) const { return std::string(label_text(key, in_)); }
  [[nodiscard]] std::string kronor(const decimal& x) const { return grouped(x, in_); }
  /// The same with the decimals that the method prints.
  [[nodiscard]] std::string money(const decimal& x) const {
    return kronor(x.rounded(of_.rules.figures.decimals, of_.rules.figures.mode));
  }
  [[nodiscard]] std::string percent(const decimal& fraction) const {
    return plain((fraction * decimal(100)).normalized(), in_) + " %";
  }
  [[nodiscard]] heading_block heading(std::string text) const { return {std::move(text), level_}; }

  [[nodiscard]] std::string rates_in_words() const {
    std::string out;
    for (const auto& r : request_.rates) {
      const std::string from = r.from == 0 ? "" : label_text("request_rate_from", std::to_string(r.from), in_) + " ";
      out += (out.empty() ? "" : "; ") + from + percent(r.rate);
    }
    if (!request_.recommended_rates_used) return out;
    return out + " " + label_text("request_recommended", std::to_string(recommended_rates.back().from), in_);
  }

  [[nodiscard]] std::string years_of_life(int months) const {
    return plain(divide(decimal(months), decimal(12), 2, rounding::half_even).normalized(), in_);
  }

  [[nodiscard]] facts_block facts() const {
    facts_block out;
    out.apart = true;
    for (const auto& f : of_.claim.investment.form) out.add(word("request_" + f.key), f.text);
    for (const auto& a : of_.result.alternatives) {
      if (a.id == request_.alternative && of_.result.alternatives.size() > 1) {
        out.add(word("request_alternative"), shown_name(a));
      }
    }
    for (const auto& a : of_.result.alternatives) {
      if (!request_.reference.empty() && a.id == request_.reference) {
        out.add(word("request_compared"), label_text("request_compared_with", shown_name(a), in_));
      }
    }
    const auto& rules = of_.claim.investment.rules;
    if (!request_.rates.empty() && !request_.assets.empty()) {
      out.add(word("request_charge"),
              word(rules.charge == charge_form::annuity ? "request_annuity" : "request_straight_line"));
      out.add(word("request_rate"), rates_in_words());
    }
    if (rules.capitalise_above) out.add(word("request_limit"), kronor(*rules.capitalise_above) + " kr");
    if (rules.minimum_life)
      out.add(word("request_shortest"), label_text("request_years", years_of_life(*rules.minimum_life), in_));
    out.add(word("request_prices"), prices());
    return out;
  }

  [[nodiscard]] std::string prices() const {
    const bool real = of_.result.frame.basis == price_basis_kind::real;
    return label_text(real ? "request_prices_real" : "request_prices_nominal",
                      std::to_string(of_.result.frame.price_year), in_);
  }

  [[nodiscard]] const asset_claim& claim_of(const charged_asset& a) const {
    return *std::find_if(of_.claim.investment.assets.begin(), of_.claim.investment.assets.end(),
                         [&](const asset_claim& one) { return one.id == a.id; });
  }

  [[nodiscard]] std::string lives(const charged_asset& a) const {
    const asset_claim& claim = claim_of(a);
    std::string out = claim.components.empty() ? years_of_life(claim.life) : "";
    for (const auto& c : claim.components) {
      out += (out.empty() ? "" : "; ") + c.name + (c.name.empty() ? "" : " ") + years_of_life(c.life);
    }
    return out;
  }

  [[nodiscard]] std::string name_of(const charged_asset& a) const {
    if (const std::string& own = claim_of(a).name; !own.empty()) return own;
    for (const auto& e : of_.claim.effects) {
      if (!a.cost.empty() && e.id == a.cost && !e.name.empty()) return e.name;
    }
    return a.id;
  }

  /// What became of it, where it is not simply capitalised.
  [[nodiscard]] std::string remark(const charged_asset& a) const {
    std::string out;
    const auto say = [&](std::string text) { out += (out.empty() ? "" : "; ") + std::move(text); };
    if (a.why == expensed::below_limit) say(word("request_below_limit"));
    if (a.why == expensed::short_lived) say(word("request_short_lived"));
    if (a.why == expensed::nothing_paid) say(word("request_nothing_paid"));
    if (a.avoided) say(word("request_avoided"));
    for (const auto& c : a.expensed_components) say(label_text("request_component_expensed", c, in_));
    if (!a.construction_interest.is_zero()) {
      say(label_text("request_construction_interest", kronor(a.construction_interest), in_));
    }
    return out;
  }

  [[nodiscard]] page assets() const {
    page out;
    if (!request_.assets.empty()) {
      const bool residuals = std::any_of(request_.assets.begin(), request_.assets.end(),
                                         [](const auto& a) { return !a.residual.is_zero(); });
      table_block table{{{word("request_asset"), false},
                         {word("request_bearer"), false},
                         {word("request_outlay"), true},
                         {word("request_in_use"), false},
                         {word("request_life"), false}}};
      if (residuals) table.columns.insert(table.columns.begin() + 3, {word("request_residual"), true});
      list_block remarks;
      for (const auto& a : request_.assets) {
        std::vector<std::string> row{name_of(a), a.board, money(a.outlay), to_string(a.in_use_from), lives(a)};
        if (residuals) row.insert(row.begin() + 3, money(a.residual));
        table.add(std::move(row));
        if (const std::string said = remark(a); !said.empty()) remarks.items.push_back(name_of(a) + ": " + said);
      }
      out.push_back(heading(word("request_assets")));
      out.push_back(std::move(table));
      if (!remarks.items.empty()) out.push_back(std::move(remarks));
      append(out, outlays());
    }
    if (of_.claim.investment.retired.empty()) return out;
    table_block table{{{word("request_retired"), false, true},
                       {word("memo_year"), false},
                       {word("request_book_value"), true},
                       {word("request_sale"), true},
                       {word("request_write_off"), true}}};
    for (const auto& r : of_.claim.investment.retired) {
      table.add({r.name, std::to_string(r.year), money(r.book_value), money(r.sale), money(r.loss())});
    }
    out.push_back(heading(word("request_retirements")));
    out.push_back(std::move(table));
    return out;
  }

  /// The investment budget: what is paid, and when.
  [[nodiscard]] page outlays() const {
    table_block table{{{word("memo_year"), false}, {word("request_asset"), false}, {word("request_outlay"), true}}};
    std::vector<std::pair<int, const charged_asset*>> paid;
    for (const auto& a : request_.assets) {
      for (const auto& o : a.by_year) paid.emplace_back(o.year, &a);
    }
    std::stable_sort(paid.begin(), paid.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [year, asset] : paid) {
      for (const auto& o : asset->by_year) {
        if (o.year != year) continue;
        table.add({std::to_string(year), name_of(*asset), money(asset->avoided ? -o.kronor : o.kronor)});
      }
    }
    if (table.rows.empty()) return {};
    return {heading(word("request_by_year")), std::move(table)};
  }

  [[nodiscard]] static bool any(const std::vector<decimal>& of) {
    return std::any_of(of.begin(), of.end(), [](const decimal& x) { return !x.is_zero(); });
  }

  /// What is told of each board, where there are several.
  template <class Told>
  [[nodiscard]] page each_board(const Told& told) const {
    page out;
    for (const auto& b : request_.by_board) {
      if (request_.by_board.size() > 1) append(out, told(b));
    }
    return out;
  }

  [[nodiscard]] page operating(const operating_effect& o, std::string title) const {
    using row = std::vector<decimal> operating_effect::*;
    std::vector<std::pair<std::string_view, row>> columns{{"request_capital_charge", &operating_effect::capital_charge},
                                                          {"request_running_costs", &operating_effect::running_costs}};
    if (any(request_.total.write_offs)) columns.emplace_back("request_write_offs", &operating_effect::write_offs);
    columns.emplace_back("request_cash_benefits", &operating_effect::cash_benefits);
    columns.emplace_back("request_net", &operating_effect::net);
    if (any_transfers()) {
      columns.emplace_back("request_transfers", &operating_effect::transfers);
      columns.emplace_back("request_net_with_transfers", &operating_effect::net_with_transfers);
    }
    table_block table{{{word("memo_year"), false}}};
    for (const auto& [key, amounts] : columns) table.columns.push_back({word(key), true});
    for (std::size_t c = 0; c < o.net.size(); ++c) {
      std::vector<std::string> cells{year(c)};
      for (const auto& [key, amounts] : columns) cells.push_back(kronor((o.*amounts)[c]));
      table.add(std::move(cells));
    }
    return {heading(std::move(title)), std::move(table)};
  }

  [[nodiscard]] std::string year(std::size_t column) const {
    return std::to_string(request_.first_year + static_cast<int>(column));
  }

  [[nodiscard]] bool any_transfers() const {
    return std::any_of(request_.by_board.begin(), request_.by_board.end(),
                       [](const auto& b) { return any(b.transfers); });
  }

  /// The time that is freed, and what it is worth: beside the budget.
  [[nodiscard]] page freed() const {
    if (!any(request_.total.redeployed_benefits) && !any(request_.total.redeployed_hours)) return {};
    page out = freed_of(request_.total, word("request_freed"));
    out.push_back(paragraph_block{word("request_freed_is")});
    append(out, each_board([&](const operating_effect& b) {
             if (!any(b.redeployed_benefits) && !any(b.redeployed_hours)) return page{};
             return freed_of(b, label_text("request_freed_board", b.board, in_));
           }));
    return out;
  }

  [[nodiscard]] page freed_of(const operating_effect& o, std::string title) const {
    const bool hours = any(request_.total.redeployed_hours);
    table_block table{{{word("memo_year"), false}}};
    if (hours) table.columns.push_back({word("request_hours"), true});
    table.columns.push_back({word("request_redeployed"), true});
    for (std::size_t c = 0; c < o.net.size(); ++c) {
      std::vector<std::string> row{year(c)};
      if (hours) row.push_back(kronor(o.redeployed_hours[c]));
      row.push_back(kronor(o.redeployed_benefits[c]));
      table.add(std::move(row));
    }
    return {heading(std::move(title)), std::move(table)};
  }

  /// The boards for which a row is above 0 over the years, or below.
  [[nodiscard]] std::string boards_where(const std::vector<decimal> operating_effect::*row, bool above) const {
    std::string out;
    for (const auto& b : request_.by_board) {
      decimal sum;
      for (const decimal& x : b.*row) sum += x;
      if (above ? decimal(0) < sum : sum < decimal(0)) out += (out.empty() ? "" : ", ") + b.board;
    }
    return out;
  }

  /// Who bears the charge and who has the benefits, where they are not the same.
  [[nodiscard]] page who_pays() const {
    if (request_.by_board.size() < 2) return {};
    struct sentence {
      std::string_view key;
      std::vector<decimal> operating_effect::*row;
      bool above;
    };
    constexpr std::array all{sentence{"request_pays_charge", &operating_effect::capital_charge, true},
                             sentence{"request_saves_charge", &operating_effect::capital_charge, false},
                             sentence{"request_pays_running", &operating_effect::running_costs, true},
                             sentence{"request_pays_write_offs", &operating_effect::write_offs, true},
                             sentence{"request_gains_cash", &operating_effect::cash_benefits, true},
                             sentence{"request_loses_cash", &operating_effect::cash_benefits, false},
                             sentence{"request_pays_transfers", &operating_effect::transfers, true},
                             sentence{"request_gets_transfers", &operating_effect::transfers, false},
                             sentence{"request_gains_time", &operating_effect::redeployed_benefits, true},
                             sentence{"request_takes_time", &operating_effect::redeployed_benefits, false}};
    list_block out;
    for (const auto& [key, row, above] : all) {
      const std::string boards = boards_where(row, above);
      if (!boards.empty()) out.items.push_back(label_text(key, boards, in_));
    }
    if (out.items.empty()) return {};
    return {heading(word("request_who_pays")), std::move(out)};
  }

  [[nodiscard]] page charges() const {
    page out;
    for (const auto& a : request_.assets) {
      if (a.years.empty()) continue;
      table_block table{{{word("memo_year"), false},
                         {word("request_depreciation"), true},
                         {word("request_interest"), true},
                         {word("request_capital_charge"), true},
                         {word("request_closing_value"), true}}};
      for (const auto& y : a.years) {
        table.add({std::to_string(y.year), kronor(y.depreciation), kronor(y.interest), kronor(y.charge),
                   kronor(y.book_value)});
      }
      out.push_back(heading(label_text("request_charges_of", name_of(a), in_)));
      out.push_back(std::move(table));
    }
    if (!out.empty()) out.push_back(paragraph_block{word("request_identity")});
    return out;
  }

  const calculation& of_;
  const investment_request& request_;
  language in_;
  int level_;
};

}  // namespace

page request_page(const calculation& of, const investment_request& request, language in, int level) {
  return request_parts(of, request, in, level).all();
}

page whole_request_page(const calculation& of, const investment_request& request, language in) {
  page out{heading_block{label_text("request_title", of.claim.name.empty() ? of.claim.id : of.claim.name, in), 1}};
  if (const std::string whose = memo_parts(of, in).whose(); !whose.empty()) out.push_back(paragraph_block{whose});
  append(out, request_page(of, request, in, 2));
  diagnostics findings = of.result.findings;
  findings.insert(findings.end(), request.findings.begin(), request.findings.end());
  append(out, findings_in_short(findings, in));
  return out;
}

}  // namespace nytta
