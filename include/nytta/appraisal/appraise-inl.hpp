// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/appraisal/chain_findings-inl.hpp>
#include <nytta/appraisal/figures-inl.hpp>
#include <nytta/appraisal/findings-inl.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nytta {

NYTTA_INLINE std::string_view name(timing at) {
  switch (at) {
    case timing::start: return "start";
    case timing::middle: return "middle";
    case timing::end: return "end";
  }
  return {};
}

NYTTA_INLINE working at_range_end(const appraisal& of, range_end end) {
  working out = of.steps;
  for (const auto& f : of.factors) {
    const auto& numbers = end == range_end::low ? f.low : f.high;
    if (!numbers.empty()) out.nodes[static_cast<std::size_t>(f.node)].numbers = numbers;
  }
  return out;
}

NYTTA_INLINE int origin_year(const rate_rule& rate, const conventions& frame) {
  if (rate.origin == step_origin::calendar_year) return rate.origin_year;
  return rate.origin == step_origin::base_year ? frame.base_year : frame.first_year;
}

NYTTA_INLINE std::string rate_text(const rate_rule& rate) {
  const auto one = [](const rate_source& r) {
    return r.factor.empty() ? r.value.normalized().to_string() : "factor " + r.factor;
  };
  switch (rate.form) {
    case rate_form::none: return "none";
    case rate_form::flat: return one(rate.parts.front().rate);
    case rate_form::steps:
    case rate_form::years: break;
  }
  std::string words;
  for (const auto& p : rate.parts) {
    words += (words.empty() ? "" : "; ") + std::to_string(p.from) + ": " + one(p.rate);
  }
  return words;
}

namespace detail {

/// The initiative's stage in the method's words: by id or name, whatever the case and the accents; the usual ladder is
/// also known in Swedish. An unknown one is an error, or a finding where the case is appraised by another method than
/// its own, whose stages are no matter for its figures.
inline void settle_stage(const initiative& claim, const method& rules, appraisal& out, diagnostics& errors) {
  constexpr std::array<std::array<std::string_view, 2>, 7> swedish{{{"behov", "need"},
                                                                    {"ide", "idea"},
                                                                    {"forstudie", "prestudy"},
                                                                    {"beslut", "decision"},
                                                                    {"genomforande", "delivery"},
                                                                    {"leverans", "delivery"},
                                                                    {"uppfoljning", "followup"}}};
  if (claim.stage.empty()) return;
  const auto stages = ladder(rules);
  const auto wanted = words_of(claim.stage);
  const auto same = [&wanted](std::string_view other) {
    const auto words = words_of(other);
    return std::equal(words.begin(), words.end(), wanted.begin(), wanted.end(),
                      [](const said_word& a, const said_word& b) { return a.folded == b.folded; });
  };
  const auto settle = [&](std::string_view id) {
    out.stage = id;
    return std::find(stages.begin(), stages.end(), id) != stages.end();
  };
  for (const auto& id : stages) {
    if (same(id) && settle(id)) return;
  }
  for (const auto& s : rules.stages) {
    if (!s.name.empty() && same(s.name) && settle(s.id)) return;
  }
  for (const auto& [word, stage] : swedish) {
    if (same(word) && settle(stage)) return;
  }
  out.stage.clear();
  std::string words;
  for (const auto& id : stages) {
    std::string_view called;
    for (const auto& s : rules.stages) {
      if (s.id == id) called = s.name;
    }
    words += (words.empty() ? "" : ", ") + id + (called.empty() ? "" : " (" + std::string(called) + ")");
  }
  if (rules.lender.empty()) {
    errors.push_back({"N0667", claim.stage_where, {claim.stage, words}});
  } else {
    out.findings.push_back({"N1013", claim.stage_where, {claim.stage, rules.id}});
  }
}

/// A case that would take more than seconds: no one wrote it by hand.
[[nodiscard]] inline std::optional<diagnostic> too_large(const initiative& claim) {
  const std::size_t effects = claim.effects.size() + claim.transfers.size();
  const std::size_t alternatives = claim.alternatives.size();
  const auto years = static_cast<std::size_t>((std::max)(1, claim.calculation.years.value_or(1)));
  constexpr std::size_t most_alternatives = 100;
  constexpr std::size_t most_flows = 300'000;  // effects × years
  if (alternatives <= most_alternatives && effects <= most_flows / (std::min)(years, most_flows)) return std::nullopt;
  return diagnostic{
      "N0714", claim.calculation.where, {std::to_string(effects), std::to_string(years), std::to_string(alternatives)}};
}

/// Settles what the case gives, what the method gives, and what neither does.
class convention_table {
 public:
  convention_table(const initiative& claim, const method& rules, appraisal& out, diagnostics& errors)
      : claim_(claim), rules_(rules), out_(out), errors_(errors) {}

  /// False when the columns themselves are not known: nothing can be calculated then, but amounts can be checked.
  bool settle() {
    const auto& c = claim_.calculation;
    auto& frame = out_.frame;
    frame.first_year = c.first_year;
    frame.base_year = c.base_year.value_or(c.first_year);
    frame.price_year = c.price_year.value_or(frame.base_year);
    settle_prices();
    if (!c.columns_unread && !sensible_years()) return false;
    settle_years();
    settle_timing();
    settle_rate();
    settle_origin();
    settle_rounding();
    return frame.years > 0;
  }

 private:
  void overridden(std::string key, std::string by_method, std::string own) {
    if (by_method != own) out_.overrides.push_back({std::move(key), std::move(by_method), std::move(own)});
  }

  bool far(std::string_view key, int year, int from, const place& where) {
    if (year - most_years <= from && from <= year + most_years) return false;
    errors_.push_back(
        {"N0713", where, {std::string(key), std::to_string(year), std::to_string(most_years), std::to_string(from)}});
    return true;
  }

  /// A digit too many in a year would otherwise compound over centuries.
  bool sensible_years() {
    const auto& c = claim_.calculation;
    if (far("first_year", c.first_year, 2000, c.first_year_where)) return false;
    const bool base = far("base_year", out_.frame.base_year, c.first_year, c.where);
    const bool price = c.price_year && far("price_year", *c.price_year, c.first_year, c.where);
    return !base && !price;
  }

  void settle_years() {
    const auto& c = claim_.calculation;
    const auto years = c.years ? c.years : rules_.years;
    if (c.columns_unread) return;
    if (!years) {
      errors_.push_back({"N0710", c.where, {rules_.id}});
      return;
    }
    if (*years < 1 || *years > most_years) {
      errors_.push_back({"N0711", c.years_where, {std::to_string(*years)}});
      return;
    }
    const auto& allowed = rules_.allowed_years;
    if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), *years) == allowed.end()) {
      std::string words;
      for (const int y : allowed) words += (words.empty() ? "" : ", ") + std::to_string(y);
      errors_.push_back({"N0712", c.years_where, {std::to_string(*years), rules_.id, words}});
      return;
    }
    out_.frame.years = *years;
    if (c.years && rules_.years) overridden("years", std::to_string(*rules_.years), std::to_string(*c.years));
  }

  void settle_timing() {
    const auto& c = claim_.calculation;
    if (!c.at && !rules_.at) {
      if (!c.timing_given) errors_.push_back({"N0720", c.where, {rules_.id}});
      return;
    }
    out_.frame.at = c.at ? *c.at : *rules_.at;
    if (c.at && rules_.at) overridden("timing", std::string(name(*rules_.at)), std::string(name(*c.at)));
  }

  void settle_rate() {
    const auto& c = claim_.calculation;
    if (!c.rate && !rules_.rate) {
      if (!c.rate_given) errors_.push_back({"N0721", c.where, {rules_.id}});
      out_.frame.rate.form = rate_form::none;
      return;
    }
    out_.frame.rate = c.rate ? *c.rate : *rules_.rate;
    if (c.rate && rules_.rate) overridden("rate", rate_text(*rules_.rate), rate_text(*c.rate));
  }

  /// A case that says nothing is in the method's prices, and in real ones where neither says.
  void settle_prices() {
    const auto& c = claim_.calculation;
    const auto text = [](price_basis_kind basis) { return basis == price_basis_kind::real ? "real" : "nominal"; };
    out_.frame.basis = c.basis.value_or(rules_.basis.value_or(price_basis_kind::real));
    if (c.basis && rules_.basis) overridden("price_basis", text(*rules_.basis), text(*c.basis));
    const bool by_method = !c.basis && rules_.basis == price_basis_kind::nominal;
    if (by_method && !c.inflation) errors_.push_back({"N0741", c.where, {rules_.id}});
  }

  /// Where the steps of the rate count from: the case's word replaces that of the method, or of its own rate.
  void settle_origin() {
    const auto& c = claim_.calculation;
    rate_rule& rate = out_.frame.rate;
    const bool unreadable = !c.rate && c.rate_given;
    if (c.rate_origin && rate.form != rate_form::steps) {
      const bool of_own_method = !rules_.lender.empty() && !c.rate;  // whose steps it was written for
      if (!unreadable && !of_own_method) errors_.push_back({"N0742", c.rate_origin_where, {}});
      return;
    }
    if (c.rate_origin) {
      const bool a_year = *c.rate_origin == step_origin::calendar_year;
      if (a_year && far("rate_origin", c.rate_origin_year, out_.frame.first_year, c.rate_origin_where)) return;
      rate.origin = *c.rate_origin;
      rate.origin_year = c.rate_origin_year;
    }
    if (rate.form != rate_form::steps || !rules_.rate || rules_.rate->form != rate_form::steps) return;
    overridden("rate_origin", std::to_string(origin_year(*rules_.rate, out_.frame)),
               std::to_string(origin_year(rate, out_.frame)));
  }

  void settle_rounding() {
    const auto& c = claim_.calculation;
    const auto text = [](const std::optional<int>& n) { return n ? std::to_string(*n) : std::string("none"); };
    out_.frame.rounded_factors = c.rounded_factors ? c.rounded_factors : rules_.rounded_factors;
    if (c.rounded_factors) overridden("rounded_factors", text(rules_.rounded_factors), text(c.rounded_factors));
  }

  const initiative& claim_;
  const method& rules_;
  appraisal& out_;
  diagnostics& errors_;
};

}  // namespace detail

NYTTA_INLINE outcome<appraisal> appraise(const initiative& claim, const method& rules) {
  appraisal out;
  diagnostics errors;
  detail::settle_stage(claim, rules, out, errors);
  if (rules.residual != residual_rule::none) errors.push_back({"N0753", claim.calculation.method_where, {rules.id}});
  if (const auto size = detail::too_large(claim)) {
    errors.push_back(*size);
    return errors;
  }
  const bool columns_known = detail::convention_table(claim, rules, out, errors).settle();
  if (!columns_known) out.frame.years = 1;
  out.steps.first_year = out.frame.first_year;
  out.steps.years = out.frame.years;

  detail::amount_sheet amounts(claim, rules, out.frame, columns_known, out.steps, errors);
  amounts.build_factors(out.factors);
  detail::flow_sheet flows(claim, rules, out.frame, columns_known, out.steps, amounts, errors);
  std::vector<detail::effect_flow> effects;
  effects.reserve(claim.effects.size());
  for (const auto& e : claim.effects) effects.push_back(flows.flow_of(e));
  std::vector<detail::effect_flow> transfers;
  transfers.reserve(claim.transfers.size());
  for (const auto& t : claim.transfers) {
    transfers.push_back(flows.flow_of(t));
    if (t.from == t.to) errors.push_back({"N0670", t.where, {t.id, t.from}});
  }
  if (!columns_known && errors.empty()) errors.push_back({"N0710", claim.calculation.where, {rules.id}});
  if (!errors.empty()) return errors;

  std::vector<alternative_claim> alternatives = claim.alternatives;
  if (alternatives.empty()) alternatives.push_back({"main", claim.name, false, {}});
  const alternative_claim* reference = nullptr;
  for (const auto& a : alternatives) {
    if (a.reference) reference = &a;
  }
  detail::figure_sheet figures(claim, rules, out.frame, out.steps, amounts, flows, effects, transfers);
  for (const auto& a : alternatives) out.alternatives.push_back(figures.of(a, reference));
  if (!errors.empty()) return errors;

  for (const auto& f : claim.factors) {
    if (f.assumed) out.assumptions.push_back(f.id);
  }
  for (const auto& e : claim.effects) {
    if (e.assumed && e.own_factor.empty()) out.assumptions.push_back(e.id);
  }
  for (const auto& t : claim.transfers) {
    if (t.assumed && t.own_factor.empty()) out.assumptions.push_back(t.id);
  }
  detail::find_suspicions(claim, rules, out, amounts);
  detail::find_in_chain(claim, rules, amounts.units(), out);
  return out;
}

}  // namespace nytta
