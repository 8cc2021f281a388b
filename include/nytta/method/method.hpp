// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/core/quantity.hpp>
#include <nytta/core/rounding.hpp>
#include <nytta/effect/initiative.hpp>
#include <nytta/time/timing.hpp>

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
  std::string note;  ///< what it is, in the source's words
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
};

/// The method's own name for a figure, in one language.
struct figure_label {
  language in = language::sv;
  std::string figure;
  std::string text;
};

/// Which source a rule rests on: "horizon" → "s1", "categories.cash" → "s1". What a method has from the one it is based
/// on keeps that one's sources, whose ids then begin with its id and a stroke: "esv/raa".
struct rule_source {
  std::string rule;
  std::string source;
};

struct method {
  std::string id;
  std::string edition;
  std::string name;
  std::string based_on;
  std::string label;  ///< printed in every output, such as "reconstruction"; empty: none
  std::string note;
  std::vector<method_source> sources;
  std::vector<rule_source> rule_sources;
  std::optional<int> years;
  std::vector<int> allowed_years;
  std::optional<rate_rule> rate;
  std::optional<timing> at;
  std::optional<int> rounded_factors;
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
  std::string verdict_figure;
  std::vector<verdict_band> bands;
  std::vector<stage_rule> stages;
  std::vector<figure_label> labels;
};

/// The id of the source that a rule rests on ("discounting"), or empty.
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
