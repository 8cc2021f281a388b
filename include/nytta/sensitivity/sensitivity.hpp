// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/appraisal/bridge.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/diagnostic.hpp>
#include <nytta/effect/initiative.hpp>
#include <nytta/method/method.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What if? One figure of one alternative when what it rests on is otherwise: factor by factor, convention by
// convention, all benefits or costs at once, later, in scenarios, at the ends of all ranges. Every figure is the
// working's own, calculated again and certified.

namespace nytta {

/// What is asked.
struct sensitivity_request {
  std::string figure = "net_present_value";
  decimal by = decimal::of(2, 1);    ///< up and down, as a share, for what has no range of its own
  std::vector<std::string> two_way;  ///< two factors; empty: those that swing the figure most
};

/// Numbers of a factor in its own unit: one, or one per column of a factor by year.
using factor_numbers = std::vector<std::string>;

/// One factor at its low and high end, the others as they are.
struct one_way_row {
  std::string factor;
  std::string unit;
  bool entered = false;  ///< the ends are the case's; else the likely value less and plus the share asked for
  factor_numbers low;
  factor_numbers high;
  figure_reading at_low;
  figure_reading at_high;
  std::string swing;  ///< |at_high − at_low| of the printed figures; empty where one of them has no single number
};

/// The rate or the number of years, lower and higher. A calculation that cannot be made so has its diagnostics.
struct convention_row {
  std::string key;  ///< "rate" or "years"
  std::string low;
  std::string high;
  std::optional<figure_reading> at_low;
  std::optional<figure_reading> at_high;
  diagnostics low_refused;
  diagnostics high_refused;
};

/// All flows of a kind, or of one effect, changed by a share.
struct scaled_row {
  std::string id;  ///< "benefits", "costs", "initial", "cash"; or the effect's id
  decimal change;
  figure_reading value;
};

/// One effect's flow less and plus the share asked for.
struct effect_row {
  std::string effect;
  decimal change;
  figure_reading at_low;
  figure_reading at_high;
  std::string swing;
};

/// The benefits that many years later, residual values apart; what falls outside the columns is lost. Costs stay.
struct delay_row {
  int years = 0;
  figure_reading value;
};

/// Why there is no elasticity or switching value.
enum class no_answer : unsigned char {
  answered,
  kink,            ///< the figure bends here
  figure_is_zero,  ///< a share of nothing
  no_slope,        ///< the figure has no single number, or its slope cannot be decided
  never_zero,      ///< no value of the factor makes the figure zero
  jumps            ///< the figure goes from one side of zero to the other without being zero
};
[[nodiscard]] std::string_view name(no_answer why);

/// By how many per cent the figure changes when the factor changes by one: derivative × factor / figure.
struct elasticity_row {
  std::string factor;
  std::string elasticity;  ///< to 6 decimals
  no_answer why = no_answer::answered;
};

/// The factor's value at which the figure is zero, the others as they are: the nearest in its domain (numbers ≥ 0;
/// shares 0-100 %; for a factor below 0, numbers ≤ 0).
struct switching_row {
  std::string factor;
  std::string unit;
  factor_numbers value;
  std::string change;  ///< value / likely − 1, to 6 decimals; empty for a factor of 0
  bool exact = false;  ///< the figure is affine in the factor: solved, not searched for
  no_answer why = no_answer::answered;
};

/// What a non-monetised effect would have to be worth for the net present value to be zero: at least that much where it
/// is below 0, at most (for harm) where it is above. Empty where its sign turns nothing.
struct worth_row {
  std::string effect;
  std::string present_value;
  std::string per_year;  ///< the same as an equal amount each year; empty where there is none
};

/// The least change of all ranged factors together that makes the figure zero: each moves the same share of the way to
/// the end that is worse (or better, where the figure is below 0).
struct joint_switching {
  std::string share;  ///< 0-1, to 6 decimals; empty: not even the ends do it
  std::vector<std::pair<std::string, factor_numbers>> values;
};

/// All factors low, likely and high; each at its worst and best end. Worst is lowest, but highest of what is better
/// the less it is, such as a payback.
struct joint_rows {
  figure_reading low;
  figure_reading likely;
  figure_reading high;
  std::optional<figure_reading> worst;
  std::optional<figure_reading> best;
};

/// Ends that the figure cannot cross while the factors stay in their ranges. Tight: they are reached.
struct bounds_row {
  std::string low;  ///< empty: not known, since intervals cannot decide a formula's way
  std::string high;
  bool tight = false;
};

struct scenario_row {
  std::string id;
  std::string name;
  figure_reading value;
};

struct two_way_table {
  std::array<std::string, 2> factors;
  std::array<std::string, 2> units;
  std::vector<factor_numbers> rows;     ///< of the first factor, low to high
  std::vector<factor_numbers> columns;  ///< of the second
  std::vector<std::vector<figure_reading>> values;
};

struct sensitivity {
  std::string alternative;
  figure of;
  figure_reading base;
  std::vector<one_way_row> one_way;  ///< largest swing first
  std::vector<convention_row> conventions;
  std::vector<scaled_row> groups;
  std::vector<effect_row> effects;  ///< largest swing first
  std::vector<delay_row> delay;
  std::vector<elasticity_row> elasticities;  ///< largest first, whatever the sign
  std::vector<switching_row> switching;      ///< the least change first
  std::vector<worth_row> worth;
  std::optional<joint_switching> joint_turn;  ///< nothing without ranges
  std::optional<joint_rows> joint;            ///< nothing without ranges
  std::optional<bounds_row> bounds;           ///< nothing without ranges
  std::vector<scenario_row> scenarios;
  std::optional<two_way_table> two_way;  ///< nothing with fewer than two factors
};

/// Calculates all of it for one alternative of the appraisal of `claim` by `rules`. Throws std::invalid_argument for a
/// figure that the alternative does not have, or a factor of `two_way` that is no claimed number of the case.
[[nodiscard]] sensitivity what_if(const initiative& claim, const method& rules, const appraisal& of,
                                  const alternative_appraisal& a, const sensitivity_request& asked);

}  // namespace nytta
