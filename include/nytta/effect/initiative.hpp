// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/diagnostic.hpp>
#include <nytta/core/language.hpp>
#include <nytta/core/quantity.hpp>
#include <nytta/core/unit.hpp>
#include <nytta/effect/expression.hpp>
#include <nytta/effect/investment.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/time/timing.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

// An initiative is what is claimed: who gains or pays, what, computed from which factors, how fast. It is a plain
// value: fill it in code or read it from a file, then appraise it by a method. Every `where` says where the claim
// stands in the user's text, and may be left empty in code.

namespace nytta {

/// Whose stakeholder it is: one's own organisation, another public body, citizens, firms, or society at large.
enum class stakeholder_kind : unsigned char { own, public_body, citizen, business, society };

/// Someone who gains or pays (intressent).
struct stakeholder {
  std::string id;
  std::string name;
  stakeholder_kind kind = stakeholder_kind::own;
  std::string board;  ///< the board (nämnd); empty: the initiative's, for kind own
  place where;
};

/// A value that holds from a year until the next named one.
struct dated_quantity {
  int year = 0;
  quantity value;
  place where;
};

enum class distribution : unsigned char { pert, triangular, uniform, normal, lognormal };
enum class range_meaning : unsigned char { min_max, p10_p90, p5_p95 };

/// Low and high of an uncertain value. On a factor by year they are shares of it.
struct value_range {
  quantity low;
  quantity high;
  distribution shape = distribution::pert;
  range_meaning meaning = range_meaning::min_max;
  place where;
};

/// A rate that is either a number or a factor's value: growth, inflation, the discount rate.
struct rate_source {
  decimal value;
  std::string factor;  ///< id of a factor; empty: `value` holds
  place where;
};

/// A number that the case rests on. Exactly one of `likely`, `amount` and `by_year` says what it is.
struct factor_claim {
  std::string id;
  std::string name;
  std::optional<quantity> likely;
  std::optional<expression> amount;     ///< a derived factor
  std::vector<dated_quantity> by_year;  ///< ascending years
  std::optional<value_range> range;
  std::optional<unit> checked_unit;  ///< on a derived factor: the unit it must have
  std::string source;
  bool assumed = false;
  std::optional<int> price_year;
  std::string index;  ///< id of a price index; empty: the only one
  std::optional<rate_source> growth;
  place where;
};

enum class effect_side : unsigned char { benefit, cost };

/// A cost is initial, running, change, opportunity or decommissioning; a benefit is a saving, revenue or residual
/// value.
enum class effect_type : unsigned char {
  initial,
  running,
  change,
  opportunity,
  decommissioning,
  saving,
  revenue,
  residual
};

/// Part of an effect that belongs to a stakeholder or a category.
struct part {
  std::string id;
  expression share;
  place where;
};

/// When an effect flows.
enum class occurrence : unsigned char {
  always,          ///< every column, the whole amount
  once,            ///< the whole amount in `from`
  spread,          ///< shares of a one-off amount over years: `shares`
  by_year,         ///< amounts themselves: `shares` hold the amounts
  uptake_columns,  ///< shares per column from the first; the last continues
  uptake_years,    ///< shares by year, each held until the next; 0 before the first
  uptake_linear,   ///< ceiling reached evenly between `from` and `to`
  uptake_s_curve,  ///< logistic, 10 % of the ceiling in `from`, 90 % in `to`
  from_to,         ///< the whole amount from `from` to `to`
  every            ///< the whole amount in `from` and every `step`-th year after it, up to `to`
};

/// A share or amount of one year (of one column, for uptake_columns, where `year` is not read).
struct dated_expression {
  int year = 0;
  expression value;
  place where;
};

struct when {
  occurrence how = occurrence::always;
  int from = 0;
  std::optional<int> to;
  int step = 0;  ///< years between, for `every`
  std::vector<dated_expression> shares;
  std::optional<expression> ceiling;
  place where;
};

/// A measured state: "45 min in 2021, from the time study".
struct measured_state {
  std::string value;
  std::optional<int> year;
  std::string source;
};

/// Parts of an effect that a reader could not make sense of, and has said so: appraise() checks the rest of it.
struct unread_parts {
  bool amount = false;
  bool time = false;
  bool categories = false;
};

/// What is claimed of any flow of money, effect or transfer: how much, when, and on what ground.
struct flow_claim {
  std::string id;
  std::string name;
  std::optional<expression> amount;
  std::string own_factor;  ///< the id of the factor that stands for an amount with low and high, or empty
  when flows;
  std::optional<timing> at;  ///< the flow's own timing
  std::optional<rate_source> growth;
  bool nominal = false;
  std::vector<std::string> alternatives;  ///< empty: all
  std::string source;
  bool assumed = false;
  unread_parts unread;
  place where;
  place amount_where;
};

/// One benefit or one cost.
struct effect_claim : flow_claim {
  effect_side side = effect_side::benefit;
  std::vector<part> stakeholders;  ///< empty: the only stakeholder
  std::vector<part> categories;
  effect_type type = effect_type::saving;
  std::optional<int> size;  ///< -3 … 3 for what is not valued in money
  std::optional<expression> hours;
  std::optional<expression> financed_by_taxes;
  std::string owner;
  std::string goal;
  std::vector<std::string> follows_from;  ///< ids of effects or changes
  std::string measure;
  std::optional<measured_state> baseline;
  std::optional<measured_state> target;
};

/// Why money changes hands: a grant (bidrag), a price within the organisation (internpris), a fee (avgift) or a tax
/// (skatt). It changes no figure.
enum class transfer_type : unsigned char { grant, internal, fee, tax };

/// Money that goes from one stakeholder to another (transferering): what one receives another has paid, so that over
/// all stakeholders it is nothing. It is never a benefit or a cost.
struct transfer_claim : flow_claim {
  std::string from;  ///< id of the stakeholder who pays
  std::string to;    ///< id of the stakeholder who receives
  std::optional<transfer_type> type;
};

/// What is done, between deliverable and effect, in the benefit chain (effektkedja).
struct change_claim {
  std::string id;
  std::string name;
  std::string owner;
  std::vector<std::string> follows_from;  ///< ids of changes or effects
  place where;
};

struct alternative_claim {
  std::string id;
  std::string name;
  bool reference = false;
  place where;
};

struct goal_claim {
  std::string id;
  std::string text;
  std::string part_of;
  std::string board;
  std::string source;
  place where;
};

struct index_value {
  int year = 0;
  decimal value;
};

struct price_index {
  std::string id;
  std::string name;
  std::string source;
  std::vector<index_value> values;
  place where;
};

/// One line of [units]: `word` means `scale` × `meaning`.
struct unit_definition {
  std::string word;
  decimal scale = 1;
  unit meaning;
  place where;
};

/// The rate of a calculation or method: none, flat, in steps from an origin, or by calendar year.
struct rate_part {
  int from = 1;  ///< period counted from the origin (steps) or calendar year (years)
  rate_source rate;
};
enum class rate_form : unsigned char { none, flat, steps, years };
struct rate_rule {
  rate_form form = rate_form::flat;
  std::vector<rate_part> parts;  ///< one for flat, none for none
  step_origin origin = step_origin::base_year;
  int origin_year = 0;  ///< when the origin is a calendar year
  place where;
};

enum class price_basis_kind : unsigned char { real, nominal };

/// The frame of the calculation. What is not given is the method's, or an error when the method is silent.
struct calculation_frame {
  std::string method;
  int first_year = 0;
  std::optional<int> years;
  std::optional<int> base_year;
  std::optional<int> price_year;
  std::optional<rate_rule> rate;
  std::optional<timing> at;
  std::optional<step_origin> rate_origin;  ///< in place of the origin of the stepped rate, whoever gives that
  int rate_origin_year = 0;                ///< when it is a calendar year
  std::optional<int> rounded_factors;      ///< decimals of the discount factors, as in printed tables
  std::optional<price_basis_kind> basis;
  std::optional<rate_source> inflation;
  std::string reference;
  bool columns_unread = false;  ///< a reader could not make sense of the years, and has said so
  bool rate_given = false;      ///< though perhaps not readable: then nothing more is said of it
  bool timing_given = false;
  place where;
  place first_year_where;
  place years_where;
  place rate_origin_where;
  place method_where;
};

/// A factor's value in a scenario, in the factor's own unit.
struct scenario_value {
  std::string factor;
  quantity value;
  place where;
};

/// Other values of several factors, together (scenario); the factors that it does not name keep their likely values.
struct scenario_claim {
  std::string id;
  std::string name;
  std::vector<scenario_value> values;
  place where;
};

/// Rank correlation (Spearman) of two factors' uncertain values, −1 … 1.
struct correlation_claim {
  std::string first;
  std::string second;
  decimal rank;
  place where;
};

/// A key of [initiative] that no calculation reads (prepared_by, date, …), and what it says where that is one text;
/// several are joined by semicolons.
struct carried_value {
  std::string key;
  std::string text;
};

struct initiative {
  std::string file;
  language speaks = language::sv;
  std::string id;
  std::string name;
  std::string organisation;
  std::string board;
  std::string stage;
  std::string description;
  calculation_frame calculation;
  std::vector<stakeholder> stakeholders;
  std::vector<factor_claim> factors;
  std::vector<effect_claim> effects;  ///< benefits and costs, in the file's order
  std::vector<transfer_claim> transfers;
  std::vector<change_claim> changes;
  std::vector<alternative_claim> alternatives;
  std::vector<goal_claim> goals;
  std::vector<price_index> indices;
  std::vector<unit_definition> units;
  std::vector<scenario_claim> scenarios;
  std::vector<correlation_claim> correlations;
  investment_claim investment;
  bool factors_incomplete = false;  ///< a reader lost factors, and has said so: unknown names may be theirs
  std::vector<carried_value> carried;
  place where;  ///< [initiative]
  place stage_where;
};

}  // namespace nytta
