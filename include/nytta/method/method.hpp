// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/core/quantity.hpp>
#include <nytta/core/rounding.hpp>
#include <nytta/effect/initiative.hpp>
#include <nytta/method/deviation.hpp>
#include <nytta/time/timing.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A method says by whose rules: a value that one can print, compare and write as a file. Every parameter names its
// source and how well it is known; what no source states is left out, and the case must give it.

namespace nytta {

struct method_source {
  std::string id;
  std::string title;
  std::string publisher;
  std::string locator;
  evidence grade = evidence::read;
};

/// A number of the method, reached from expressions as method.NAME.
struct method_parameter {
  std::string name;
  std::optional<quantity> value;
  std::vector<dated_quantity> by_year;
  std::string source;  ///< id among the method's sources
  std::optional<int> price_year;
  std::string note;   ///< what it is, in the source's words
  bool lent = false;  ///< taken from the case's own method
  place where;
};

/// A category of effects. Monetised: its amounts count in kronor. Cash-releasing: they can become budget room.
struct category {
  std::string id;
  bool monetised = true;
  bool cash_releasing = false;
  std::vector<std::string> counts_in;  ///< perspectives; empty: all
};

/// Whose gains are summed: the stakeholders of these kinds.
struct perspective {
  std::string id;
  std::vector<stakeholder_kind> kinds;
  bool bears_tax_financing = false;
};

enum class saving_side : unsigned char { benefit, negative_cost };
enum class residual_rule : unsigned char { none, straight_line, annuity };
enum class range_pairing : unsigned char { none, same, worst_best };

struct figure_rounding {
  int decimals = 2;
  rounding mode = rounding::half_even;
};

/// `verdict` holds for values below `below`; the last band has no limit.
struct verdict_band {
  std::optional<decimal> below;
  std::string verdict;
};

struct stage_rule {
  std::string id;
  std::string name;
  std::vector<std::string> required;  ///< keys such as "benefits.owner"; appraisal/checklist.hpp lists them
  std::vector<std::string> questions;
  bool cumulative = true;  ///< what the stages before it require holds too
  bool decision = false;   ///< from this stage on the case is to be decided on
};

enum class ratio_numerator : unsigned char { net_present_value, present_value_benefits };

/// A ratio that the method defines beside ours: `above` over the present value of the costs of the types `below`, with
/// the tax-financing cost of those same costs where `tax_financing` says so. Undefined when that is not above 0.
struct ratio_rule {
  std::string id;
  ratio_numerator above = ratio_numerator::net_present_value;
  std::vector<effect_type> below;
  bool tax_financing = false;
};

/// The method's own name for a figure, category, perspective or ratio, in one language. Where a category and a
/// perspective bear the same id, both are called so.
struct figure_label {
  language in = language::sv;
  std::string figure;
  std::string text;
};

/// Which source a rule rests on: "horizon.years" → "s1", "categories.cash" → "s1", "verdict" → "s1". What a method has
/// from the one it is based on keeps that one's sources, whose ids then begin with its id and a stroke: "esv/raa".
struct rule_source {
  std::string rule;
  std::string source;
};

/// A departure from the corrected formulas that the method is known for, and where it was seen.
struct method_deviation {
  deviation which{};
  std::string source;  ///< id among the method's sources
  evidence grade = evidence::read;
  std::string note;
};

struct method {
  std::string id;
  std::string edition;
  std::string name;
  std::string based_on;
  std::string lender;  ///< the case's own method, where a case is appraised by this one in its place; else empty
  std::vector<std::string> lent;  ///< what was taken from it beside parameters: "rate", "years", "timing", "hours"
  std::string label;              ///< printed in every output, such as "reconstruction"; empty: none
  std::string note;
  std::vector<method_source> sources;
  std::vector<rule_source> rule_sources;
  std::optional<int> years;
  std::vector<int> allowed_years;
  std::optional<rate_rule> rate;
  std::optional<timing> at;
  std::optional<int> rounded_factors;
  std::optional<price_basis_kind> basis;  ///< what a case that says nothing is in
  std::vector<method_parameter> parameters;
  std::optional<quantity> hours_per_full_time_year;
  std::optional<quantity> hours_per_working_day;
  std::vector<category> categories;
  std::vector<perspective> perspectives;
  saving_side savings = saving_side::benefit;
  std::optional<decimal> public_funds_cost;
  residual_rule residual = residual_rule::none;
  range_pairing pairing = range_pairing::none;
  figure_rounding figures;
  std::vector<ratio_rule> ratios;
  std::string verdict_figure;
  std::vector<verdict_band> bands;
  std::vector<stage_rule> stages;
  std::vector<figure_label> labels;
  std::vector<method_deviation> deviations;  ///< in the catalogue's order
};

/// Does the method depart from the corrected formulas in this way?
[[nodiscard]] inline bool deviates(const method& rules, deviation which) {
  for (const method_deviation& d : rules.deviations) {
    if (d.which == which) return true;
  }
  return false;
}

/// The figures that every appraisal has, in their order; a method's perspectives and ratios stand after them.
inline constexpr std::array common_figures{std::string_view("present_value_benefits"),
                                           std::string_view("present_value_costs"),
                                           std::string_view("net_present_value"),
                                           std::string_view("benefit_cost_ratio"),
                                           std::string_view("net_benefit_per_krona"),
                                           std::string_view("net_present_value_ratio"),
                                           std::string_view("equivalent_annual_amount"),
                                           std::string_view("internal_rate_of_return"),
                                           std::string_view("modified_internal_rate_of_return"),
                                           std::string_view("payback_years"),
                                           std::string_view("discounted_payback_years"),
                                           std::string_view("payback_years_first_crossing"),
                                           std::string_view("break_even_year"),
                                           std::string_view("peak_funding"),
                                           std::string_view("net_present_value_cash"),
                                           std::string_view("redeployed_hours_per_year"),
                                           std::string_view("tax_financing_cost"),
                                           std::string_view("residual_value")};

/// Figures of which the lowest is the best.
[[nodiscard]] inline bool less_is_better(std::string_view figure) {
  constexpr std::array<std::string_view, 7> low{
      "payback_years",       "discounted_payback_years", "payback_years_first_crossing",
      "present_value_costs", "break_even_year",          "peak_funding",
      "tax_financing_cost"};
  for (const std::string_view key : low) {
    if (key == figure) return true;
  }
  return false;
}

/// Is it a figure of an appraisal by this method: one of ours, of its perspectives, or one of its ratios?
[[nodiscard]] inline bool has_figure(const method& rules, std::string_view key) {
  for (const std::string_view ours : common_figures) {
    if (ours == key) return true;
  }
  for (const perspective& p : rules.perspectives) {
    if (p.id + "_net_present_value" == key) return true;
  }
  for (const ratio_rule& r : rules.ratios) {
    if (r.id == key) return true;
  }
  return false;
}

/// The method's own name for it, or empty.
[[nodiscard]] inline std::string_view label_of(const method& rules, std::string_view key, language in) {
  for (const figure_label& l : rules.labels) {
    if (l.figure == key && l.in == in) return l.text;
  }
  return {};
}

/// What every output says of the method, such as "reconstruction": in that language where the method has it.
[[nodiscard]] inline std::string_view label_of(const method& rules, language in) {
  const std::string_view own = label_of(rules, "label", in);
  return own.empty() ? std::string_view(rules.label) : own;
}

/// The id of the source that a rule rests on ("discounting.rate"), or empty.
[[nodiscard]] inline std::string_view rule_source_of(const method& rules, std::string_view rule) {
  for (const rule_source& r : rules.rule_sources) {
    if (r.rule == rule) return r.source;
  }
  return {};
}

/// The title of the source with that id, or empty.
[[nodiscard]] inline std::string title_of(const method& rules, std::string_view source) {
  for (const method_source& s : rules.sources) {
    if (s.id == source) return s.title;
  }
  return {};
}

}  // namespace nytta
