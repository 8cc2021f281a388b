// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/amounts-inl.hpp>
#include <nytta/appraisal/checklist.hpp>
#include <nytta/appraisal/double_counting-inl.hpp>
#include <nytta/appraisal/likely-inl.hpp>
#include <nytta/appraisal/missing_plans-inl.hpp>
#include <nytta/appraisal/suspicious_flows-inl.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Findings: what is possible but suspicious. They never change a figure. Part of appraise().

namespace nytta::detail {

/// A normal or lognormal distribution is laid by low and high alone. Is likely outside the middle half of them (of
/// their logarithms, for lognormal)?
[[nodiscard]] inline bool far_from_centre(const factor_claim& f, const unit_table& units) {
  if (!f.range || !f.likely) return false;
  const bool bell = f.range->shape == distribution::normal || f.range->shape == distribution::lognormal;
  const auto number = [&](const quantity& q) -> std::optional<double> {
    const auto by = units.conversion(q.unit_of, f.likely->unit_of);
    if (!by) return std::nullopt;
    return to_double(q.value) * to_double(by->numerator) / to_double(by->denominator);
  };
  auto low = number(f.range->low);
  auto high = number(f.range->high);
  auto likely = number(*f.likely);
  if (!bell || !low || !high) return false;
  if (f.range->shape == distribution::lognormal) {
    if (!(*low > 0)) return false;
    for (auto* value : {&low, &high, &likely}) *value = std::log(**value);
  }
  return std::abs(*likely - (*low + *high) / 2) > (*high - *low) / 4;
}

/// Is the case still a need or an idea, from which no plan is asked and rough numbers are taken?
[[nodiscard]] inline bool is_early(std::string_view stage) {
  constexpr std::array<std::string_view, 5> early{"need", "idea", "behov", "ide", "idé"};
  return std::find(early.begin(), early.end(), stage) != early.end();
}

/// Does the case say that the decision is still to be taken? Afterwards costs before the base year are the record.
[[nodiscard]] inline bool decision_ahead(const method& rules, std::string_view stage) {
  return !stage.empty() && (!at_decision(rules, stage) || stage == "decision" || stage == "beslut");
}

/// What the case's own method had to lend, since the one it is appraised by has none of it.
inline void find_lent(const initiative& claim, const method& rules, diagnostics& findings) {
  std::vector<std::string_view> told;
  bool hours_told = std::find(rules.lent.begin(), rules.lent.end(), "hours") == rules.lent.end();
  const auto look_at = [&](const unit& u, const place& where) {
    if (hours_told) return;
    const bool working_time = std::any_of(
        u.terms.begin(), u.terms.end(), [](const unit_term& t) { return t.word == "årsarbetare" || t.word == "dag"; });
    if (!working_time) return;
    hours_told = true;
    findings.push_back({"N1012", where, {rules.id, rules.lender}});
  };
  const auto look_in = [&](const expression& e, const place& where) {
    for (const auto& n : e.nodes) {
      if (n.what == expression::kind::number) look_at(n.unit_of, where);
      if (n.what != expression::kind::parameter) continue;
      const auto found = std::find_if(rules.parameters.begin(), rules.parameters.end(),
                                      [&n](const method_parameter& p) { return p.name == n.name; });
      const bool known = std::find(told.begin(), told.end(), std::string_view(n.name)) != told.end();
      if (found == rules.parameters.end() || !found->lent || known) continue;
      told.push_back(n.name);
      findings.push_back({"N1011", where, {n.name, rules.id, rules.lender}});
    }
  };
  for (const auto& f : claim.factors) {
    if (f.amount) look_in(*f.amount, f.where);
    if (f.likely) look_at(f.likely->unit_of, f.where);
    if (!f.by_year.empty()) look_at(f.by_year.front().value.unit_of, f.where);
  }
  const auto look_in_flow = [&](const flow_claim& f) {
    if (f.amount) look_in(*f.amount, f.where);
    for (const auto& s : f.flows.shares) look_in(s.value, f.where);
  };
  for (const auto& e : claim.effects) {
    look_in_flow(e);
    if (e.hours) look_in(*e.hours, e.where);
  }
  for (const auto& t : claim.transfers) look_in_flow(t);
  const auto& frame = claim.calculation;
  std::string conventions;
  for (const auto& key : rules.lent) {
    if (key != "hours") conventions += (conventions.empty() ? "" : ", ") + key;
  }
  if (!conventions.empty()) findings.push_back({"N1015", frame.where, {rules.id, conventions, rules.lender}});
  const bool nominal = !frame.basis && rules.basis == price_basis_kind::nominal;
  if (nominal && frame.rate && !rules.lender.empty()) findings.push_back({"N1014", frame.where, {rules.id}});
}

/// Suspicions that rest on what amounts count. Numbers of too many digits to be compared are left unsuspected.
inline void find_in_amounts(const initiative& claim, const method& rules, appraisal& out, const amount_sheet& amounts,
                            bool late) {
  const bool tested = !is_early(out.stage);
  likely_values likely(claim, rules, amounts.units());
  const counted_amounts counted(claim, likely);
  suspicious_flows flows(claim, out.frame, likely, counted, out.findings);
  flows.find_early_benefits(tested);
  double_counting(claim, out.frame, likely, counted, out.findings).find(tested);
  added_percentages(claim, likely, out.findings).find();
  transfers_as_gains(claim, out.findings).find();
  flows.find_sunk(decision_ahead(rules, out.stage));
  flows.find_what_does_not_belong();
  flows.find_residuals();
  flows.find_inflation_as_growth(amounts);
  if (tested) flows.find_old_prices(amounts);
  flows.find_recurring_outlays();
  flows.find_unequal_ends();
  if (late) freed_crumbs(claim, rules, likely, counted, out.findings).find();
}

/// The ids of the factors that effects with a size rest on: such an effect's amount counts under another method.
[[nodiscard]] inline std::vector<std::string> named_factors(const initiative& claim) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& id) {
    if (!id.empty() && std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
  };
  const auto look_in = [&](const expression& e) {
    for (const auto& n : e.nodes) {
      if (n.what == expression::kind::reference) add(n.name);
    }
  };
  for (const auto& e : claim.effects) {
    if (!e.size) continue;  // what counts in money is known by what was calculated
    add(e.own_factor);
    if (e.amount) look_in(*e.amount);
    for (const auto& s : e.flows.shares) look_in(s.value);
    if (e.growth) add(e.growth->factor);
    for (const auto* parts : {&e.stakeholders, &e.categories}) {
      for (const auto& p : *parts) look_in(p.share);
    }
    if (e.hours) look_in(*e.hours);
    if (e.financed_by_taxes) look_in(*e.financed_by_taxes);
  }
  for (std::size_t next = 0; next != out.size();) {  // what is found may add more
    const std::string id = out[next++];
    const auto f = std::find_if(claim.factors.begin(), claim.factors.end(),
                                [&id](const factor_claim& known) { return known.id == id; });
    if (f == claim.factors.end()) continue;
    if (f->growth) add(f->growth->factor);
    if (f->amount) look_in(*f->amount);
  }
  return out;
}

NYTTA_INLINE void find_suspicions(const initiative& claim, const method& rules, appraisal& out,
                                  const amount_sheet& amounts) {
  const auto find = [&](std::string_view code, const place& where, std::vector<std::string> arguments) {
    out.findings.push_back({code, where, std::move(arguments)});
  };
  const bool late = at_decision(rules, out.stage);
  const auto named = named_factors(claim);
  for (std::size_t i = 0; i < claim.factors.size(); ++i) {
    const auto& f = claim.factors[i];
    if (late && f.source.empty() && !f.assumed && !f.amount) find("N1002", f.where, {f.id});
    const bool used = amounts.used(i) || std::find(named.begin(), named.end(), f.id) != named.end();
    if (!used) find("N1006", f.where, {f.id});
    if (far_from_centre(f, amounts.units())) find("N1010", f.range->where, {f.id});
  }
  if (late && claim.calculation.reference.empty() && !has_reference_alternative(claim)) {
    find("N1003", claim.calculation.where, {});
  }
  const auto without_source = [](const flow_claim& f) {
    const bool number = f.amount && f.own_factor.empty() && f.amount->nodes.size() == 1 &&
                        f.amount->nodes.front().what == expression::kind::number;
    const bool nothing = number && f.amount->nodes.front().value.is_zero();  // "it costs nothing" has no source
    return number && !nothing && f.source.empty() && !f.assumed;
  };
  try {
    find_in_amounts(claim, rules, out, amounts, late);
  } catch (const decimal_overflow&) {  // the certified figures have room for what a decimal has not
  }
  if (late) {
    for (const auto& t : claim.transfers) {
      if (without_source(t)) find("N1009", t.where, {t.id});
    }
    for (const auto& e : claim.effects) {
      const bool told = e.type == effect_type::residual;  // N1036
      if (!told && without_source(e)) find("N1009", e.where, {e.id});
      find_unplanned_benefit(e, out.findings);
    }
    find_missing_change(claim, out.findings);
    find_missing_decommissioning(claim, out.findings);
  }
  find_gaps(claim, rules, late, out);
  find_lent(claim, rules, out.findings);
}

}  // namespace nytta::detail
