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
constexpr figure_rounding hours_printed{2, rounding::half_even};

/// As every message prints kronor.
std::string in_digits(const decimal& kronor) { return grouped(kronor.normalized(), language::sv); }

decimal sum(const std::vector<dated_outlay>& of) {
  decimal out;
  for (const auto& o : of) out += o.kronor;
  return out;
}

const stakeholder* own(const initiative& claim, const std::string& id) {
  for (const auto& s : claim.stakeholders) {
    if (s.id == id && s.kind == stakeholder_kind::own) return &s;
  }
  return nullptr;
}

/// Whose budget it is: the board, or who it is where no board is named.
std::string board_of(const stakeholder& s) { return s.board.empty() ? s.name : s.board; }

/// Whose budget it falls on when nobody is named.
std::string own_board(const initiative& claim) {
  if (!claim.board.empty()) return claim.board;
  for (const auto& s : claim.stakeholders) {
    if (s.kind == stakeholder_kind::own) return board_of(s);
  }
  return claim.organisation.empty() ? claim.name : claim.organisation;
}

/// Who bears an asset: the board named, else the one that pays the cost alone, else the initiative's.
std::string bearer_of(const initiative& claim, const asset_claim& asset) {
  if (!asset.board.empty()) return asset.board;
  std::string payer;
  for (const auto& e : claim.effects) {
    if (asset.cost.empty() || e.id != asset.cost) continue;
    for (const auto& whose : e.stakeholders) {
      const stakeholder* s = own(claim, whose.id);
      if (s == nullptr) continue;
      if (!payer.empty() && payer != board_of(*s)) return own_board(claim);
      payer = board_of(*s);
    }
  }
  return payer.empty() ? own_board(claim) : payer;
}

std::string bearer_of(const initiative& claim, const retired_asset& asset) {
  return asset.board.empty() ? own_board(claim) : asset.board;
}

const alternative_claim* reference_of(const initiative& claim) {
  for (const auto& a : claim.alternatives) {
    if (a.reference) return &a;
  }
  return nullptr;
}

decimal number(const certified_values& values, const figure_rounding& printed, int node, int column) {
  return *decimal::parse(values.rounded(node, static_cast<std::size_t>(column), printed.decimals, printed.mode));
}

/// What falls to a board, by kind, while it is gathered: nodes to add.
struct gathered_flows {
  std::string board;
  std::vector<int> hours;
  std::vector<int> running;
  std::vector<int> benefits;
  std::vector<int> redeployed;
  std::vector<int> transfers;
};

class step_builder {
 public:
  step_builder(const initiative& claim, const method& rules, appraisal& of, const alternative_appraisal& a)
      : claim_(claim),
        rules_(rules),
        frame_(of.frame),
        factors_(of.factors),
        working_(of.steps),
        a_(a),
        steps_(of.steps) {}

  request_steps build() {
    gather_outlays();
    gather_flows();
    return std::move(out_);
  }

 private:
  gathered_flows& flows_of(const std::string& board) {
    const auto known = std::find_if(flows_.begin(), flows_.end(), [&](const auto& f) { return f.board == board; });
    if (known != flows_.end()) return *known;
    flows_.push_back({board, {}, {}, {}, {}, {}});
    return flows_.back();
  }

  /// A part of an effect's flow, by category and by whose it is.
  int part_of(const effect_nodes& e, const effect_part& category, const effect_part& whose) {
    return steps_.scaled(steps_.scaled(e.flow, shape::yearly, category.share), shape::yearly, whose.share);
  }

  int hours_of(const effect_nodes& e, const effect_part& category, const effect_part& whose) {
    return steps_.scaled(steps_.scaled(*e.hours, shape::yearly, category.share), shape::yearly, whose.share);
  }

  /// The cash that one's own organisation pays of a cost, by year: a node.
  int own_cash(const effect_nodes& e) {
    std::vector<int> parts;
    for (const auto& category : e.categories) {
      if (!category.cash || category.id == "redeployed") continue;
      for (const auto& whose : e.stakeholders) {
        if (own(claim_, whose.id) != nullptr) parts.push_back(part_of(e, category, whose));
      }
    }
    const int in_prices_of_the_case = steps_.sum(std::move(parts), shape::yearly);
    const auto& inflation = claim_.calculation.inflation;
    const bool deflated = claim_.effects[e.effect].nominal && frame_.basis == price_basis_kind::real && inflation;
    return deflated ? in_its_own_money(in_prices_of_the_case, *inflation) : in_prices_of_the_case;
  }

  /// What stands in each year's own money in the case, and was brought to the price year's, as it is paid.
  int in_its_own_money(int flow, const rate_source& inflation) {
    node growth;
    growth.what = operation::power;
    growth.form = shape::yearly;
    growth.inputs = {steps_.apply(operation::add, shape::scalar, {steps_.number(1), rate(inflation)})};
    for (int column = 0; column < frame_.years; ++column) {
      growth.integers.push_back(frame_.first_year + column - frame_.price_year);
    }
    return steps_.apply(operation::multiply, shape::yearly, {flow, steps_.add(std::move(growth))});
  }

  /// A rate as a fraction, by its number or its factor's node.
  int rate(const rate_source& of) {
    for (const auto& f : factors_) {
      if (of.factor.empty() || f.id != of.factor) continue;
      const bool percent = working_[f.node].unit == "%";
      return percent ? steps_.apply(operation::multiply, shape::scalar, {f.node, steps_.number(decimal::of(1, 2))})
                     : f.node;
    }
    return steps_.number(of.value);
  }

  /// Is it a cost that another alternative pays and this one does not?
  static bool is_avoided(const effect_nodes& e) { return (e.side == effect_side::benefit) != e.negative; }

  void gather_outlays() {
    const auto& assets = claim_.investment.assets;
    for (std::size_t i = 0; i < assets.size(); ++i) {
      if (assets[i].cost.empty()) {
        if (!a_.reference || claim_.alternatives.empty()) {
          out_.assets.push_back({i, false, {}, {}, assets[i].outlays, 1, expensed::no, {}});
        }
        continue;
      }
      for (const auto& e : a_.effects) {
        if (claim_.effects[e.effect].id != assets[i].cost) continue;
        out_.assets.push_back({i, is_avoided(e), own_cash(e), {}, {}, 1, expensed::no, {}});
      }
    }
    // What is capitalised decides what is a running cost, and takes numbers to know.
    const certified_values values(working_);
    for (asset_steps& o : out_.assets) {
      for (int column = 0; o.paid && column < frame_.years; ++column) {
        const decimal paid = number(values, rules_.figures, *o.paid, column);
        if (!paid.is_zero()) o.by_year.push_back({frame_.first_year + column, paid});
      }
      decide(o);
    }
    for (asset_steps& o : out_.assets) {
      if (!o.paid) continue;
      const std::string& id = claim_.investment.assets[o.asset].id;
      steps_.called(*o.paid, {"request_row_paid", id}, "kr");
      o.outlay = all_years(steps_.scaled(*o.paid, shape::yearly, steps_.number(o.capitalised)));
      steps_.called(*o.outlay, {"request_row_outlay", id}, "kr");
    }
  }

  int all_years(int of) { return steps_.last_year(steps_.apply(operation::cumulate, shape::yearly, {of})); }

  /// Capitalised, or expensed by the organisation's limits.
  void decide(asset_steps& o) const {
    const asset_claim& asset = claim_.investment.assets[o.asset];
    const charge_rules& rules = claim_.investment.rules;
    const auto short_lived = [&](int life) { return rules.minimum_life && life < *rules.minimum_life; };
    if (!(decimal(0) < sum(o.by_year))) {
      o.why = expensed::nothing_paid;
    } else if (rules.capitalise_above && sum(o.by_year) < *rules.capitalise_above) {
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

  void gather_flows() {
    for (const auto& s : claim_.stakeholders) {
      if (s.kind == stakeholder_kind::own) (void)flows_of(board_of(s));
    }
    for (const auto& asset : claim_.investment.assets) (void)flows_of(bearer_of(claim_, asset));
    for (const auto& asset : claim_.investment.retired) (void)flows_of(bearer_of(claim_, asset));
    for (const auto& e : a_.effects) {
      if (claim_.effects[e.effect].type == effect_type::residual) continue;
      const std::optional<int> kept = running_share(e);
      for (const auto& category : e.categories) {
        const bool redeployed = category.id == "redeployed";
        if (!category.cash && !redeployed) continue;
        for (const auto& whose : e.stakeholders) {
          const stakeholder* s = own(claim_, whose.id);
          if (s == nullptr) continue;
          const int flow = part_of(e, category, whose);
          gathered_flows& board = flows_of(board_of(*s));
          const bool cost = e.side == effect_side::cost;
          if (redeployed) {
            board.redeployed.push_back(steps_.signed_as(cost != e.negative, flow, shape::yearly));
            if (e.hours)
              board.hours.push_back(steps_.signed_as(cost != e.negative, hours_of(e, category, whose), shape::yearly));
          } else {
            const int counted = steps_.signed_as(e.negative, steps_.scaled(flow, shape::yearly, kept), shape::yearly);
            (cost ? board.running : board.benefits).push_back(counted);
          }
        }
      }
    }
    for (const auto& t : a_.transfers) {
      if (const auto* from = own(claim_, t.from)) flows_of(board_of(*from)).transfers.push_back(t.flow);
      if (const auto* to = own(claim_, t.to)) {
        flows_of(board_of(*to)).transfers.push_back(steps_.signed_as(true, t.flow, shape::yearly));
      }
    }
    gathered_flows all;
    for (const gathered_flows& f : flows_) {
      out_.by_board.push_back(rows_of(f));
      all.running.insert(all.running.end(), f.running.begin(), f.running.end());
      all.benefits.insert(all.benefits.end(), f.benefits.begin(), f.benefits.end());
      all.redeployed.insert(all.redeployed.end(), f.redeployed.begin(), f.redeployed.end());
      all.transfers.insert(all.transfers.end(), f.transfers.begin(), f.transfers.end());
      all.hours.insert(all.hours.end(), f.hours.begin(), f.hours.end());
    }
    out_.total = rows_of(all);
  }

  /// The share of a cost that is not capitalised, where any of it is.
  [[nodiscard]] std::optional<int> running_share(const effect_nodes& e) {
    for (const asset_steps& o : out_.assets) {
      if (claim_.investment.assets[o.asset].cost != claim_.effects[e.effect].id) continue;
      return steps_.number(decimal(1) - o.capitalised);
    }
    return std::nullopt;
  }

  request_rows rows_of(const gathered_flows& f) {
    const std::string& whole = claim_.organisation.empty() ? claim_.name : claim_.organisation;
    const std::string& whose = f.board.empty() ? whole : f.board;
    const auto row = [&](std::string_view key, const std::vector<int>& parts, std::string_view unit = "kr") {
      return steps_.called(steps_.sum(parts, shape::yearly), {key, whose}, unit);
    };
    return {f.board,
            row("request_row_running", f.running),
            row("request_row_benefits", f.benefits),
            row("request_row_redeployed", f.redeployed),
            row("request_row_transfers", f.transfers),
            row("request_row_hours", f.hours, "h")};
  }

  const initiative& claim_;
  const method& rules_;
  const conventions& frame_;
  const std::vector<factor_node>& factors_;
  const working& working_;
  const alternative_appraisal& a_;
  added_steps steps_;
  request_steps out_;
  std::vector<gathered_flows> flows_;
};

class request_builder {
 public:
  request_builder(const initiative& claim, const method& rules, const appraisal& of, const alternative_appraisal& a)
      : claim_(claim),
        rules_(rules),
        frame_(of.frame),
        a_(a),
        with_(of),
        steps_(add_request_steps(claim, rules, with_, a)),
        values_(with_.steps) {}

  outcome<investment_request> build() {
    out_.alternative = a_.id;
    if (const auto* reference = reference_of(claim_); reference != nullptr && !a_.reference) {
      out_.reference = reference->id;
    }
    out_.first_year = frame_.first_year;
    out_.years = frame_.years;
    out_.rates = claim_.investment.rules.rates;
    out_.recommended_rates_used = claim_.investment.rules.rates.empty();
    if (out_.recommended_rates_used) out_.rates.assign(recommended_rates.begin(), recommended_rates.end());
    for (const asset_steps& o : steps_.assets) charge(o);
    if (out_.recommended_rates_used) keep_used_rates();
    tell_findings();
    for (const request_rows& rows : steps_.by_board) out_.by_board.push_back(effect_on(rows));
    out_.total = effect_on(steps_.total);
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

  // ---- charges ------------------------------------------------------------------------------------------------------

  void charge(const asset_steps& o) {
    const asset_claim& asset = claim_.investment.assets[o.asset];
    charged_asset out;
    out.id = asset.id;
    out.board = bearer_of(claim_, asset);
    out.by_year = o.by_year;
    out.cost = asset.cost;
    out.avoided = o.avoided;
    out.why = o.why;
    out.expensed_components = o.expensed_components;
    out.residual = rounded(asset.residual);
    const int last_year = o.by_year.empty() ? frame_.first_year : o.by_year.back().year;
    out.in_use_from = asset.in_use_from.value_or(year_month{last_year, 1});
    out.outlay = o.why == expensed::no ? outlay_of(o) : rounded(sum(o.by_year));
    if (o.why == expensed::no) {
      const int first = first_charged_year(o, out);
      if (out.outlay < out.residual) {
        errors_.push_back({"N0809", asset.where, {asset.id, in_digits(out.residual), in_digits(out.outlay)}});
      } else if (charge_rate_in(out_.rates, first) == nullptr) {
        errors_.push_back({"N0808", asset.where, {asset.id, std::to_string(first)}});
      } else {
        if (claim_.investment.rules.construction_interest) {
          out.construction_interest = construction_interest(o, out.in_use_from);
          out.outlay += out.construction_interest;
        }
        charge_parts(asset, o, out);
      }
    }
    out_.assets.push_back(std::move(out));
  }

  [[nodiscard]] int first_charged_year(const asset_steps& o, const charged_asset& out) const {
    const bool before = claim_.investment.rules.construction_interest && !o.by_year.empty();
    return before ? (std::min)(o.by_year.front().year, out.in_use_from.year) : out.in_use_from.year;
  }

  [[nodiscard]] decimal rounded(const decimal& x) const {
    return x.rounded(rules_.figures.decimals, rules_.figures.mode);
  }
  [[nodiscard]] decimal outlay_of(const asset_steps& o) const {
    if (o.outlay) return number(values_, rules_.figures, *o.outlay, 0);
    return capitalised_part(sum(o.by_year), o);
  }
  [[nodiscard]] decimal capitalised_part(const decimal& x, const asset_steps& o) const {
    return rounded(x * o.capitalised);
  }

  /// Interest on what has been spent before each year, until the month of use.
  [[nodiscard]] decimal construction_interest(const asset_steps& o, const year_month& use) const {
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

  /// The asset's components, each with its share of what is depreciated, and the interest on what never is.
  void charge_parts(const asset_claim& asset, const asset_steps& o, charged_asset& out) const {
    const auto& rules = claim_.investment.rules;
    const auto charged = [&](const depreciation_plan& plan) {
      return capital_charges(plan, out_.rates, rules.charge, rules_.figures);
    };
    if (asset.components.empty()) {
      const depreciation_plan plan{out.outlay, out.residual, asset.life, out.in_use_from};
      out.parts.push_back({{}, plan, charged(plan)});
      out.years = out.parts.front().years;
      return;
    }
    const decimal depreciable = out.outlay - out.residual;
    decimal share;  // of those so far
    decimal before;
    int longest = 0;
    for (const auto& c : asset.components) {
      if (rules.minimum_life && c.life < *rules.minimum_life) continue;
      share += c.share;
      const decimal so_far = divide(depreciable * share, o.capitalised, rules_.figures.decimals, rules_.figures.mode);
      const depreciation_plan plan{so_far - before, 0, c.life, out.in_use_from};
      before = so_far;
      longest = (std::max)(longest, c.life);
      out.parts.push_back({c.name, plan, charged(plan)});
    }
    if (out.residual.is_zero()) {
      for (const charged_part& part : out.parts) add(part.years, out.years);
      return;
    }
    // The land under the house: all of it is left at the end, and bears interest until then.
    const depreciation_plan kept{out.residual, out.residual, longest, out.in_use_from};
    out.years = capital_charges(kept, out_.rates, charge_form::straight_line, rules_.figures);
    for (const charged_part& part : out.parts) add(part.years, out.years);
  }

  /// Adds a part's years to the asset's.
  static void add(const std::vector<charged_year>& part, std::vector<charged_year>& all) {
    for (std::size_t t = 0; t < part.size(); ++t) {
      if (t == all.size()) all.push_back({part[t].year, part[t].months, {}, {}, {}, {}});
      charged_year& row = all[t];
      row.months = (std::max)(row.months, part[t].months);
      row.depreciation += part[t].depreciation;
      row.interest += part[t].interest;
      row.charge += part[t].charge;
      row.book_value += part[t].book_value;
    }
  }

  /// Of the recommended rates those that any asset is charged with, each once.
  void keep_used_rates() {
    int first = 0;
    int last = 0;
    for (std::size_t i = 0; i < out_.assets.size(); ++i) {
      const auto& asset = out_.assets[i];
      if (asset.years.empty()) continue;
      const int from = first_charged_year(steps_.assets[i], asset);
      first = first == 0 ? from : (std::min)(first, from);
      last = (std::max)(last, asset.years.back().year);
    }
    std::vector<charge_rate> kept;
    if (const charge_rate* opening = charge_rate_in(out_.rates, first)) kept.push_back(*opening);
    for (const auto& r : out_.rates) {
      if (!kept.empty() && r.from > first && r.from <= last && r.rate != kept.back().rate) kept.push_back(r);
    }
    out_.rates = std::move(kept);
  }

  // ---- the operating budget -----------------------------------------------------------------------------------------

  [[nodiscard]] operating_effect effect_on(const request_rows& rows) const {
    operating_effect out;
    out.board = rows.board;
    const auto ours = [&](const std::string& whose) { return rows.board.empty() || whose == rows.board; };
    for (int column = 0; column < frame_.years; ++column) {
      const int year = frame_.first_year + column;
      decimal charge = zero();
      for (const charged_asset& asset : out_.assets) {
        for (const charged_year& y : asset.years) {
          if (y.year == year && ours(asset.board)) charge += asset.avoided ? -y.charge : y.charge;
        }
      }
      decimal running = number(values_, rules_.figures, rows.running, column);
      for (const asset_steps& o : steps_.assets) {
        const asset_claim& asset = claim_.investment.assets[o.asset];
        if (!asset.cost.empty() || !ours(bearer_of(claim_, asset))) continue;
        for (const auto& paid : o.by_year) {
          if (paid.year == year) running += rounded(paid.kronor * (decimal(1) - o.capitalised));
        }
      }
      decimal written_off = zero();
      for (const retired_asset& r : claim_.investment.retired) {
        if (retires() && r.year == year && ours(bearer_of(claim_, r))) written_off += rounded(r.loss());
      }
      const auto row = [&](int node) { return number(values_, rules_.figures, node, column); };
      out.capital_charge.push_back(charge);
      out.running_costs.push_back(running);
      out.cash_benefits.push_back(row(rows.benefits));
      out.write_offs.push_back(written_off);
      out.redeployed_benefits.push_back(row(rows.redeployed));
      out.redeployed_hours.push_back(number(values_, hours_printed, rows.hours, column));
      out.net.push_back(charge + running + written_off - out.cash_benefits.back());
      out.transfers.push_back(row(rows.transfers));
      out.net_with_transfers.push_back(out.net.back() + out.transfers.back());
    }
    return out;
  }

  /// What is taken out of use makes way for what is new: in the reference it stays.
  [[nodiscard]] bool retires() const { return !a_.reference || claim_.alternatives.empty(); }

  [[nodiscard]] decimal zero() const { return decimal::of(0, rules_.figures.decimals); }

  // ---- what to check ------------------------------------------------------------------------------------------------

  void find(std::string_view code, const place& where, std::vector<std::string> arguments) {
    out_.findings.push_back({code, where, std::move(arguments)});
  }

  void tell_findings() {
    const auto& investment = claim_.investment;
    const int last = frame_.first_year + frame_.years - 1;
    for (const retired_asset& r : investment.retired) {
      if (r.year >= frame_.first_year && r.year <= last) continue;
      errors_.push_back(
          {"N0660", r.where, {std::to_string(r.year), std::to_string(frame_.first_year), std::to_string(last)}});
    }
    if (investment.assets.empty() && investment.retired.empty()) {
      find("N1074", place_of_alternative(), {a_.name.empty() ? a_.id : a_.name});
    }
    const bool charged =
        std::any_of(out_.assets.begin(), out_.assets.end(), [](const auto& a) { return !a.years.empty(); });
    if (out_.recommended_rates_used && charged) {
      find("N1072", investment.assets.front().where,
           {std::string(recommended_rates_source), std::to_string(recommended_rates.back().from)});
    }
    for (std::size_t i = 0; i < out_.assets.size(); ++i) tell_of(steps_.assets[i], out_.assets[i], last);
    for (const auto& asset : investment.assets) {
      known_board(asset.id, asset.board, asset.where);
      if (common_with_reference(asset.cost)) find("N1076", asset.cost_where, {asset.id, asset.cost});
    }
    for (const auto& r : investment.retired) known_board(r.name, r.board, r.where);
  }

  void tell_of(const asset_steps& o, const charged_asset& charged, int last) {
    const asset_claim& asset = claim_.investment.assets[o.asset];
    if (asset.cost.empty()) find("N1070", asset.where, {asset.id});
    if (o.why == expensed::nothing_paid) find("N1071", asset.cost_where, {asset.id, asset.cost});
    const auto& use = charged.in_use_from;
    if (!o.by_year.empty() && use.year < o.by_year.back().year) {
      find("N1073", asset.where, {asset.id, std::to_string(use.year), std::to_string(o.by_year.back().year)});
    }
    const auto outside = [&](int year) { return year < frame_.first_year || year > last; };
    const bool seen =
        o.why == expensed::no
            ? std::any_of(charged.years.begin(), charged.years.end(), [&](const auto& y) { return !outside(y.year); })
            : std::any_of(o.by_year.begin(), o.by_year.end(), [&](const auto& y) { return !outside(y.year); });
    if (!seen && o.why != expensed::nothing_paid && errors_.empty()) {
      find("N1077", asset.where, {asset.id, std::to_string(frame_.first_year), std::to_string(last)});
    }
  }

  /// A board that nobody else in the case belongs to is perhaps a slip of the pen.
  void known_board(const std::string& what, const std::string& board, const place& where) {
    if (board.empty() || board == claim_.board) return;
    for (const auto& s : claim_.stakeholders) {
      if (s.kind == stakeholder_kind::own && board_of(s) == board) return;
    }
    find("N1075", where, {what, board});
  }

  /// A cost that the reference pays too: nothing of it is this alternative's doing.
  [[nodiscard]] bool common_with_reference(const std::string& cost) const {
    const auto* reference = reference_of(claim_);
    if (cost.empty() || reference == nullptr || a_.reference) return false;
    for (const auto& e : claim_.effects) {
      if (e.id != cost) continue;
      const auto belongs = [&](const std::string& id) {
        return e.alternatives.empty() ||
               std::find(e.alternatives.begin(), e.alternatives.end(), id) != e.alternatives.end();
      };
      return belongs(a_.id) && belongs(reference->id);
    }
    return false;
  }

  const initiative& claim_;
  const method& rules_;
  const conventions& frame_;
  const alternative_appraisal& a_;
  appraisal with_;  // the appraisal, and the steps of the request
  request_steps steps_;
  certified_values values_;
  investment_request out_;
  diagnostics errors_;
};

}  // namespace

request_steps add_request_steps(const initiative& claim, const method& rules, appraisal& of,
                                const alternative_appraisal& a) {
  return step_builder(claim, rules, of, a).build();
}

outcome<investment_request> request_for(const initiative& claim, const method& rules, const appraisal& of,
                                        const alternative_appraisal& a) {
  try {
    return request_builder(claim, rules, of, a).build();
  } catch (const decimal_overflow&) {
    return diagnostics{{"N0766", claim.where, {}}};
  }
}

}  // namespace nytta
