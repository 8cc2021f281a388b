// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/certify.hpp>
#include <nytta/budget/investment_request.hpp>
#include <nytta/budget/recommended_rates.hpp>
#include <nytta/core/decimal_quotient.hpp>
#include <nytta/core/number_text.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/added_steps.hpp"

namespace nytta {

namespace {

constexpr int months_of_year = 12;

/// One row of a board's table while it is gathered: nodes to add.
struct gathered_flows {
  std::string board;
  std::vector<int> running;
  std::vector<int> benefits;
  std::vector<int> redeployed;
  std::vector<int> transfers;
};

/// What becomes of an asset: its outlay by year, and the part of it that is capitalised.
struct asset_outlay {
  std::size_t asset = 0;
  bool avoided = false;
  std::vector<dated_outlay> by_year;
  decimal capitalised;  // share
  expensed why = expensed::no;
  std::vector<std::string> expensed_components;
};

/// As every message prints kronor.
std::string in_digits(const decimal& kronor) { return grouped(kronor.normalized(), language::sv); }

class request_builder {
 public:
  request_builder(const initiative& claim, const method& rules, const appraisal& of, const alternative_appraisal& a)
      : claim_(claim), rules_(rules), frame_(of.frame), a_(a), working_(of.steps), steps_(working_) {}

  outcome<investment_request> build() {
    out_.alternative = a_.id;
    out_.first_year = frame_.first_year;
    out_.years = frame_.years;
    out_.rates = claim_.investment.rules.rates;
    out_.recommended_rates_used = claim_.investment.rules.rates.empty();
    if (out_.recommended_rates_used) out_.rates.assign(recommended_rates.begin(), recommended_rates.end());
    gather_outlays();
    gather_flows();
    const certified_values values(working_);
    values_ = &values;
    for (asset_outlay& o : outlays_) charge(o);
    if (out_.recommended_rates_used) keep_used_rates();
    tell_findings();
    add_up();
    if (!errors_.empty()) return errors_;
    return std::move(out_);
  }

 private:
  [[nodiscard]] place place_of_alternative() const {
    for (const auto& one : claim_.alternatives) {
      if (one.id == a_.id) return one.where;
    }
    return claim_.where;
  }

  [[nodiscard]] const stakeholder* own(const std::string& id) const {
    for (const auto& s : claim_.stakeholders) {
      if (s.id == id && s.kind == stakeholder_kind::own) return &s;
    }
    return nullptr;
  }

  /// Whose budget it is: the board, or who it is where no board is named.
  [[nodiscard]] static std::string board_of(const stakeholder& s) { return s.board.empty() ? s.name : s.board; }
  [[nodiscard]] std::string board_or_own(const std::string& board) const {
    if (!board.empty()) return board;
    for (const auto& s : claim_.stakeholders) {
      if (s.kind == stakeholder_kind::own) return board_of(s);
    }
    return claim_.organisation.empty() ? claim_.name : claim_.organisation;
  }

  gathered_flows& flows_of(const std::string& board) {
    const auto known = std::find_if(flows_.begin(), flows_.end(), [&](const auto& f) { return f.board == board; });
    if (known != flows_.end()) return *known;
    flows_.push_back({board, {}, {}, {}, {}});
    return flows_.back();
  }

  // ---- what is capitalised ------------------------------------------------------------------------------------------

  /// The cash that one's own organisation pays of a cost, by year: a node.
  int own_cash(const effect_nodes& e) {
    std::vector<int> parts;
    for (const auto& category : e.categories) {
      if (!category.cash || category.id == "redeployed") continue;
      for (const auto& whose : e.stakeholders) {
        if (own(whose.id) != nullptr) parts.push_back(share_of(e, category, whose));
      }
    }
    return steps_.sum(std::move(parts), shape::yearly);
  }

  int share_of(const effect_nodes& e, const effect_part& category, const effect_part& whose) {
    return steps_.scaled(steps_.scaled(e.flow, shape::yearly, category.share), shape::yearly, whose.share);
  }

  /// Is it a cost that another alternative pays and this one does not?
  static bool is_avoided(const effect_nodes& e) { return (e.side == effect_side::benefit) != e.negative; }

  void gather_outlays() {
    const auto& assets = claim_.investment.assets;
    for (std::size_t i = 0; i < assets.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (assets[i].cost.empty() || assets[k].cost != assets[i].cost) continue;
        errors_.push_back({"N0810", assets[i].cost_where, {assets[k].id, assets[i].id, assets[i].cost}});
      }
      if (assets[i].cost.empty()) {
        outlays_.push_back({i, false, assets[i].outlays, 1, expensed::no, {}});
        continue;
      }
      for (const auto& e : a_.effects) {
        if (claim_.effects[e.effect].id != assets[i].cost) continue;
        outlays_.push_back({i, is_avoided(e), {}, 1, expensed::no, {}});
        outlay_nodes_.emplace_back(outlays_.size() - 1, own_cash(e));
      }
    }
    // What is capitalised decides what is a running cost, and takes numbers to know.
    const certified_values values(working_);
    for (const auto& [which, node] : outlay_nodes_) {
      for (int column = 0; column < frame_.years; ++column) {
        const decimal paid = number(values, node, column);
        if (!paid.is_zero()) outlays_[which].by_year.push_back({frame_.first_year + column, paid});
      }
    }
    for (asset_outlay& o : outlays_) decide(o);
  }

  [[nodiscard]] decimal number(const certified_values& values, int node, int column) const {
    return *decimal::parse(
        values.rounded(node, static_cast<std::size_t>(column), rules_.figures.decimals, rules_.figures.mode));
  }

  [[nodiscard]] static decimal sum(const std::vector<dated_outlay>& of) {
    decimal out;
    for (const auto& o : of) out += o.kronor;
    return out;
  }

  /// Capitalised, or expensed by the organisation's limits.
  void decide(asset_outlay& o) const {
    const asset_claim& asset = claim_.investment.assets[o.asset];
    const charge_rules& rules = claim_.investment.rules;
    const auto short_lived = [&](int life) { return rules.minimum_life && life < *rules.minimum_life; };
    if (rules.capitalise_above && sum(o.by_year) < *rules.capitalise_above) {
      o.why = expensed::below_limit;
    } else if (asset.components.empty() && short_lived(asset.life)) {
      o.why = expensed::short_lived;
    }
    if (o.why != expensed::no) {
      o.capitalised = 0;
      return;
    }
    for (const auto& c : asset.components) {
      if (!short_lived(c.life)) continue;
      o.capitalised -= c.share;
      o.expensed_components.push_back(c.name);
    }
    if (!(decimal(0) < o.capitalised)) o.why = expensed::short_lived;
  }

  // ---- charges ------------------------------------------------------------------------------------------------------

  void charge(const asset_outlay& o) {
    const asset_claim& asset = claim_.investment.assets[o.asset];
    charged_asset out;
    out.id = asset.id;
    out.board = board_or_own(asset.board);
    out.cost = asset.cost;
    out.avoided = o.avoided;
    out.why = o.why;
    out.expensed_components = o.expensed_components;
    out.residual = rounded(asset.residual);
    const int last_year = o.by_year.empty() ? frame_.first_year : o.by_year.back().year;
    out.in_use_from = asset.in_use_from.value_or(year_month{last_year, 1});
    out.outlay = o.why == expensed::no ? capitalised_part(sum(o.by_year), o) : rounded(sum(o.by_year));
    if (o.why == expensed::no && decimal(0) < out.outlay) {
      if (out.outlay < asset.residual) {
        errors_.push_back({"N0809", asset.where, {asset.id, in_digits(asset.residual), in_digits(out.outlay)}});
      } else if (charge_rate_in(out_.rates, first_charged_year(o, out)) == nullptr) {
        errors_.push_back({"N0808", asset.where, {asset.id, std::to_string(first_charged_year(o, out))}});
      } else {
        if (claim_.investment.rules.construction_interest) {
          out.construction_interest = construction_interest(o, out.in_use_from);
          out.outlay += out.construction_interest;
        }
        out.years = charged_years(asset, o, out);
      }
    }
    out_.assets.push_back(std::move(out));
  }

  [[nodiscard]] int first_charged_year(const asset_outlay& o, const charged_asset& out) const {
    const bool before = claim_.investment.rules.construction_interest && !o.by_year.empty();
    return before ? (std::min)(o.by_year.front().year, out.in_use_from.year) : out.in_use_from.year;
  }

  [[nodiscard]] decimal rounded(const decimal& x) const {
    return x.rounded(rules_.figures.decimals, rules_.figures.mode);
  }
  [[nodiscard]] decimal capitalised_part(const decimal& x, const asset_outlay& o) const {
    return rounded(x * o.capitalised);
  }

  /// Interest on what has been spent before each year, until the month of use.
  [[nodiscard]] decimal construction_interest(const asset_outlay& o, const year_month& use) const {
    decimal spent;
    decimal interest;
    if (o.by_year.empty()) return interest;
    for (int year = o.by_year.front().year; year <= use.year; ++year) {
      const int months = year < use.year ? months_of_year : use.month - 1;
      const decimal yearly = (spent + interest) * charge_rate_in(out_.rates, year)->rate * decimal(months);
      interest += divide(yearly, decimal(months_of_year), rules_.figures.decimals, rules_.figures.mode);
      for (const auto& paid : o.by_year) {
        if (paid.year == year) spent += capitalised_part(paid.kronor, o);
      }
    }
    return interest;
  }

  [[nodiscard]] std::vector<charged_year> charged_years(const asset_claim& asset, const asset_outlay& o,
                                                        const charged_asset& of) const {
    std::vector<asset_component> parts = asset.components;
    if (parts.empty()) parts.push_back({{}, 1, asset.life, {}});
    const auto& rules = claim_.investment.rules;
    std::erase_if(parts, [&](const auto& c) { return rules.minimum_life && c.life < *rules.minimum_life; });
    std::vector<charged_year> all;
    decimal outlay_left = of.outlay;
    decimal residual_left = of.residual;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool last = i + 1 == parts.size();
      const auto part_of = [&](const decimal& whole, decimal& left) {
        const decimal here =
            last ? left : divide(whole * parts[i].share, o.capitalised, rules_.figures.decimals, rules_.figures.mode);
        left -= here;
        return here;
      };
      const decimal outlay = part_of(of.outlay, outlay_left);
      const decimal residual = part_of(of.residual, residual_left);
      add(capital_charges({outlay, residual, parts[i].life, of.in_use_from}, out_.rates, rules.charge, rules_.figures),
          residual, all);
    }
    return all;
  }

  /// Adds a component's years to the asset's; what it leaves stays in the book when it is written off.
  static void add(const std::vector<charged_year>& component, const decimal& residual, std::vector<charged_year>& all) {
    const decimal left_before = all.empty() ? decimal(0) : all.back().book_value;
    for (std::size_t t = 0; t < (std::max)(component.size(), all.size()); ++t) {
      if (t == all.size()) {
        all.push_back({component[t].year, component[t].months, {}, {}, {}, left_before});
      }
      if (t >= component.size()) {
        all[t].book_value += residual;
        continue;
      }
      charged_year& row = all[t];
      row.months = (std::max)(row.months, component[t].months);
      row.depreciation += component[t].depreciation;
      row.interest += component[t].interest;
      row.charge += component[t].charge;
      row.book_value += component[t].book_value;
    }
  }

  /// Of the recommended rates those that any asset is charged with, each once.
  void keep_used_rates() {
    int first = 0;
    for (const auto& asset : out_.assets) {
      if (!asset.years.empty() && (first == 0 || asset.years.front().year < first)) first = asset.years.front().year;
    }
    const charge_rate* opening = charge_rate_in(out_.rates, first);
    if (opening == nullptr) return;
    std::vector<charge_rate> kept{*opening};
    for (const auto& r : out_.rates) {
      if (r.from > opening->from && r.rate != kept.back().rate) kept.push_back(r);
    }
    out_.rates = std::move(kept);
  }

  // ---- the operating budget -----------------------------------------------------------------------------------------

  void gather_flows() {
    for (const auto& s : claim_.stakeholders) {
      if (s.kind == stakeholder_kind::own) (void)flows_of(board_of(s));
    }
    for (const auto& asset : claim_.investment.assets) (void)flows_of(board_or_own(asset.board));
    for (const auto& asset : claim_.investment.retired) (void)flows_of(board_or_own(asset.board));
    for (const auto& e : a_.effects) {
      if (claim_.effects[e.effect].type == effect_type::residual) continue;
      const std::optional<int> kept = running_share(e);
      for (const auto& category : e.categories) {
        const bool redeployed = category.id == "redeployed";
        if (!category.cash && !redeployed) continue;
        for (const auto& whose : e.stakeholders) {
          const stakeholder* s = own(whose.id);
          if (s == nullptr) continue;
          const int flow = share_of(e, category, whose);
          gathered_flows& board = flows_of(board_of(*s));
          const bool cost = e.side == effect_side::cost;
          if (redeployed) {
            board.redeployed.push_back(steps_.signed_as(cost != e.negative, flow, shape::yearly));
          } else {
            const int counted = steps_.signed_as(e.negative, steps_.scaled(flow, shape::yearly, kept), shape::yearly);
            (cost ? board.running : board.benefits).push_back(counted);
          }
        }
      }
    }
    for (const auto& t : a_.transfers) {
      if (const auto* from = own(t.from)) flows_of(board_of(*from)).transfers.push_back(t.flow);
      if (const auto* to = own(t.to)) {
        flows_of(board_of(*to)).transfers.push_back(steps_.signed_as(true, t.flow, shape::yearly));
      }
    }
    for (const gathered_flows& f : flows_) rows_.push_back(sums_of(f));
    gathered_flows all;
    for (const gathered_flows& f : flows_) {
      all.running.insert(all.running.end(), f.running.begin(), f.running.end());
      all.benefits.insert(all.benefits.end(), f.benefits.begin(), f.benefits.end());
      all.redeployed.insert(all.redeployed.end(), f.redeployed.begin(), f.redeployed.end());
      all.transfers.insert(all.transfers.end(), f.transfers.begin(), f.transfers.end());
    }
    rows_.push_back(sums_of(all));
  }

  /// The share of a cost that is not capitalised, where any of it is.
  [[nodiscard]] std::optional<int> running_share(const effect_nodes& e) {
    for (const asset_outlay& o : outlays_) {
      if (claim_.investment.assets[o.asset].cost != claim_.effects[e.effect].id) continue;
      return steps_.number(decimal(1) - o.capitalised);
    }
    return std::nullopt;
  }

  struct row_nodes {
    int running = 0;
    int benefits = 0;
    int redeployed = 0;
    int transfers = 0;
  };

  row_nodes sums_of(const gathered_flows& f) {
    return {steps_.sum(f.running, shape::yearly), steps_.sum(f.benefits, shape::yearly),
            steps_.sum(f.redeployed, shape::yearly), steps_.sum(f.transfers, shape::yearly)};
  }

  void add_up() {
    for (std::size_t i = 0; i < flows_.size(); ++i) out_.by_board.push_back(effect_on(flows_[i].board, rows_[i]));
    out_.total = effect_on({}, rows_.back());
  }

  [[nodiscard]] operating_effect effect_on(const std::string& board, const row_nodes& nodes) const {
    operating_effect out;
    out.board = board;
    const auto ours = [&](const std::string& whose) { return board.empty() || whose == board; };
    for (int column = 0; column < frame_.years; ++column) {
      const int year = frame_.first_year + column;
      decimal charge = zero();
      for (const charged_asset& asset : out_.assets) {
        for (const charged_year& y : asset.years) {
          if (y.year == year && ours(asset.board)) charge += asset.avoided ? -y.charge : y.charge;
        }
      }
      decimal running = number(*values_, nodes.running, column);
      for (const asset_outlay& o : outlays_) {
        const asset_claim& asset = claim_.investment.assets[o.asset];
        if (!asset.cost.empty() || !ours(board_or_own(asset.board))) continue;
        for (const auto& paid : o.by_year) {
          if (paid.year == year) running += rounded(paid.kronor * (decimal(1) - o.capitalised));
        }
      }
      decimal written_off = zero();
      for (const retired_asset& r : claim_.investment.retired) {
        if (r.year == year && ours(board_or_own(r.board))) written_off += rounded(r.book_value - r.sale);
      }
      out.capital_charge.push_back(charge);
      out.running_costs.push_back(running);
      out.cash_benefits.push_back(number(*values_, nodes.benefits, column));
      out.write_offs.push_back(written_off);
      out.transfers.push_back(number(*values_, nodes.transfers, column));
      out.redeployed_benefits.push_back(number(*values_, nodes.redeployed, column));
      out.net.push_back(charge + running + written_off + out.transfers.back() - out.cash_benefits.back());
    }
    return out;
  }

  [[nodiscard]] decimal zero() const { return decimal::of(0, rules_.figures.decimals); }

  // ---- what to check ------------------------------------------------------------------------------------------------

  void tell_findings() {
    const auto& investment = claim_.investment;
    for (const retired_asset& r : investment.retired) {
      const int last = frame_.first_year + frame_.years - 1;
      if (r.year >= frame_.first_year && r.year <= last) continue;
      errors_.push_back(
          {"N0660", r.where, {std::to_string(r.year), std::to_string(frame_.first_year), std::to_string(last)}});
    }
    if (out_.assets.empty() && investment.retired.empty()) {
      out_.findings.push_back({"N1074", place_of_alternative(), {a_.name.empty() ? a_.id : a_.name}});
    }
    if (out_.recommended_rates_used && !out_.assets.empty()) {
      out_.findings.push_back(
          {"N1072", investment.assets.front().where, {std::string(recommended_rates_source.title)}});
    }
    for (std::size_t i = 0; i < outlays_.size(); ++i) {
      const asset_outlay& o = outlays_[i];
      const asset_claim& asset = investment.assets[o.asset];
      const charged_asset& charged = out_.assets[i];
      if (asset.cost.empty()) out_.findings.push_back({"N1070", asset.where, {asset.id}});
      if (!asset.cost.empty() && o.by_year.empty()) {
        out_.findings.push_back({"N1071", asset.cost_where, {asset.id, asset.cost}});
      }
      const auto& use = charged.in_use_from;
      if (!o.by_year.empty() && use.year < o.by_year.back().year) {
        out_.findings.push_back(
            {"N1073", asset.where, {asset.id, std::to_string(use.year), std::to_string(o.by_year.back().year)}});
      }
    }
  }

  const initiative& claim_;
  const method& rules_;
  const conventions& frame_;
  const alternative_appraisal& a_;
  working working_;
  added_steps steps_;
  const certified_values* values_ = nullptr;
  investment_request out_;
  diagnostics errors_;
  std::vector<asset_outlay> outlays_;
  std::vector<std::pair<std::size_t, int>> outlay_nodes_;
  std::vector<gathered_flows> flows_;
  std::vector<row_nodes> rows_;
};

}  // namespace

outcome<investment_request> request_for(const initiative& claim, const method& rules, const appraisal& of,
                                        const alternative_appraisal& a) {
  return request_builder(claim, rules, of, a).build();
}

}  // namespace nytta
