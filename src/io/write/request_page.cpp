// SPDX-License-Identifier: Apache-2.0
#include "io/write/request_page.hpp"

#include <nytta/budget/recommended_rates.hpp>
#include <nytta/core/label.hpp>
#include <nytta/core/number_text.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
    append(out, total());
    for (const auto& b : request_.by_board) {
      if (request_.by_board.size() > 1) append(out, operating(b, label_text("request_board", b.board, in_)));
    }
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
      out += (out.empty() ? "" : "; ") +
             (r.from == 0 ? "" : label_text("request_rate_from", std::to_string(r.from), in_) + " ") + percent(r.rate);
    }
    if (request_.recommended_rates_used) out += " (" + std::string(recommended_rates_source.title) + ")";
    return out;
  }

  [[nodiscard]] static std::string month(const year_month& m) {
    return std::to_string(m.year) + (m.month < 10 ? "-0" : "-") + std::to_string(m.month);
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
    const auto& rules = of_.claim.investment.rules;
    if (!request_.assets.empty()) {
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
      table_block table{{{word("request_asset"), false, true},
                         {word("request_bearer"), false, true},
                         {word("request_outlay"), true},
                         {word("request_residual"), true},
                         {word("request_in_use"), false},
                         {word("request_life"), false}}};
      list_block remarks;
      for (const auto& a : request_.assets) {
        table.add({name_of(a), a.board, money(a.outlay), money(a.residual), month(a.in_use_from), lives(a)});
        if (const std::string said = remark(a); !said.empty()) remarks.items.push_back(name_of(a) + ": " + said);
      }
      out.push_back(heading(word("request_assets")));
      out.push_back(std::move(table));
      if (!remarks.items.empty()) out.push_back(std::move(remarks));
    }
    if (of_.claim.investment.retired.empty()) return out;
    table_block table{{{word("request_retired"), false, true},
                       {word("memo_year"), false},
                       {word("request_book_value"), true},
                       {word("request_sale"), true},
                       {word("request_write_off"), true}}};
    for (const auto& r : of_.claim.investment.retired) {
      table.add({r.name, std::to_string(r.year), money(r.book_value), money(r.sale), money(r.book_value - r.sale)});
    }
    out.push_back(heading(word("request_retirements")));
    out.push_back(std::move(table));
    return out;
  }

  [[nodiscard]] static bool any(const std::vector<decimal>& of) {
    return std::any_of(of.begin(), of.end(), [](const decimal& x) { return !x.is_zero(); });
  }

  [[nodiscard]] page total() const {
    page out = operating(request_.total, word("request_operating"));
    out.push_back(paragraph_block{
        word(any(request_.total.redeployed_benefits) ? "request_net_and_redeployed" : "request_net_is")});
    return out;
  }

  [[nodiscard]] page operating(const operating_effect& o, std::string title) const {
    const bool write_offs = any(request_.total.write_offs);
    const bool transfers = any_transfers();
    const bool redeployed = any(request_.total.redeployed_benefits);
    table_block table{
        {{word("memo_year"), false}, {word("request_capital_charge"), true}, {word("request_running_costs"), true}}};
    if (write_offs) table.columns.push_back({word("request_write_offs"), true});
    if (transfers) table.columns.push_back({word("request_transfers"), true});
    table.columns.push_back({word("request_cash_benefits"), true});
    table.columns.push_back({word("request_net"), true});
    if (redeployed) table.columns.push_back({word("request_redeployed"), true});
    for (std::size_t c = 0; c < o.net.size(); ++c) {
      std::vector<std::string> row{std::to_string(request_.first_year + static_cast<int>(c)),
                                   kronor(o.capital_charge[c]), kronor(o.running_costs[c])};
      if (write_offs) row.push_back(kronor(o.write_offs[c]));
      if (transfers) row.push_back(kronor(o.transfers[c]));
      row.push_back(kronor(o.cash_benefits[c]));
      row.push_back(kronor(o.net[c]));
      if (redeployed) row.push_back(kronor(o.redeployed_benefits[c]));
      table.add(std::move(row));
    }
    return {heading(std::move(title)), std::move(table)};
  }

  [[nodiscard]] bool any_transfers() const {
    return std::any_of(request_.by_board.begin(), request_.by_board.end(),
                       [](const auto& b) { return any(b.transfers); });
  }

  [[nodiscard]] static std::string boards_where(const investment_request& of,
                                                const std::vector<decimal> operating_effect::*row) {
    std::string out;
    for (const auto& b : of.by_board) {
      if (any(b.*row)) out += (out.empty() ? "" : ", ") + b.board;
    }
    return out;
  }

  /// Who bears the charge and who has the benefits, where they are not the same.
  [[nodiscard]] page who_pays() const {
    if (request_.by_board.size() < 2) return {};
    list_block out;
    for (const auto& [key, row] : {std::pair{"request_pays_charge", &operating_effect::capital_charge},
                                   std::pair{"request_pays_running", &operating_effect::running_costs},
                                   std::pair{"request_gains_cash", &operating_effect::cash_benefits},
                                   std::pair{"request_gains_time", &operating_effect::redeployed_benefits}}) {
      const std::string boards = boards_where(request_, row);
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

}  // namespace nytta
