// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/rounding.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The working (uträkning): every number of an appraisal as a list of nodes in which every node's inputs stand earlier.
// It is the program, not a record of one: each reader (evaluators, explain, JSON, Excel) walks this list, and no
// formula exists anywhere else.

namespace nytta {

/// What a node does with its inputs. Element by element where nothing else is said; a scalar stands for every year.
enum class operation : std::uint8_t {
  input,                    ///< a number that the case claims: `numbers`
  literal,                  ///< a number that a convention, a method or an index fixes: `numbers`
  absent,                   ///< no number: the status `why` says so
  add,                      ///< sum of all inputs
  subtract,                 ///< first − second
  multiply,                 ///< product of all inputs
  divide,                   ///< first ÷ second; undefined where the second is 0
  ratio,                    ///< first ÷ second; undefined (`why`) unless the second is above 0
  negate,                   ///< −input
  minimum,                  ///< smallest input
  maximum,                  ///< largest input
  power,                    ///< input ^ `integers[column]`
  per_year,                 ///< one input per column: takes that column's value
  at_column,                ///< the value in column `integers[0]`
  lowest,                   ///< smallest value over the years
  cumulate,                 ///< running sum over the years
  uptake_linear,            ///< input (ceiling) × share of the way from column `integers[0]` to `integers[1]`
  uptake_s_curve,           ///< input (ceiling) × logistic share, 10 % in `integers[0]`, 90 % in `integers[1]`
  convert_unit,             ///< input × `numbers[0]` ÷ `numbers[1]`: from one unit to another
  change_price_level,       ///< first × second ÷ third: index of the price year wanted ÷ index of its own
  discount_factor,          ///< factors per column at the inputs' rates, by `terms`
  annuity_factor,           ///< sum of the factors at whole exponents, by `terms`, over `integers[0]` years
  present_value,            ///< sum over the years of first × second
  payback,                  ///< years until the accumulated first input stays at or above 0
  payback_first,            ///< years until it first reaches 0
  break_even_year,          ///< first calendar year in which accumulated first exceeds accumulated second
  internal_rate_of_return,  ///< every rate above −100 % at which the series' present value is 0
  modified_internal_rate_of_return,  ///< of the first input at the second's rate
  round                              ///< to `integers[0]` decimals, by `mode`
};

/// One number, one number per column of the calculation, or a list of as many as there are.
enum class shape : std::uint8_t { scalar, yearly, list };

/// How discount factors are made from the inputs' rates (format: a schedule is flat, stepped, or by calendar year).
struct discount_terms {
  enum class form : std::uint8_t { none, flat, steps, years };
  form how = form::flat;
  std::vector<int> from;  ///< per input: first period counted from the origin (steps), or calendar year (years)
  int origin_year = 0;    ///< where the periods of the steps are counted from
  int base_year = 0;      ///< discounted to
  int first_year = 0;     ///< year of column 0
  int half_years = 2;     ///< from the start of a year to its flows: 0 start, 1 middle, 2 end
};

/// What a node is called: a text of the label table filled with `subject`, or `subject` alone when `key` is empty.
struct node_label {
  std::string_view key;
  std::string subject;
};

struct node {
  operation what = operation::literal;
  shape form = shape::scalar;
  std::vector<int> inputs;
  std::vector<decimal> numbers;
  std::vector<int> integers;
  reason why{};
  rounding mode = rounding::half_even;
  int terms = -1;            ///< index among the working's discount terms
  node_label label;          ///< empty on both: a step inside its user's line
  std::string unit;          ///< as printed: "kr/h"; empty: a bare number
  std::string_view formula;  ///< id of the formula, or empty
  std::string source;        ///< where the number comes from, in the user's words
};

/// Is this node a step that is told inside the line of the node that uses it?
[[nodiscard]] inline bool unnamed(const node& n) { return n.label.key.empty() && n.label.subject.empty(); }

struct working {
  int first_year = 0;
  int years = 0;
  std::vector<node> nodes;
  std::vector<discount_terms> terms;

  /// Adds a node and gives its index. Throws std::invalid_argument when an input does not stand earlier.
  int add(node n) {
    for (const int i : n.inputs) {
      if (i < 0 || i >= static_cast<int>(nodes.size())) {
        throw std::invalid_argument("a node's inputs must stand before it");
      }
    }
    nodes.push_back(std::move(n));
    return static_cast<int>(nodes.size()) - 1;
  }
  [[nodiscard]] const node& operator[](int i) const { return nodes[static_cast<std::size_t>(i)]; }
};

/// The operation's name in JSON and in the table of readers: "present_value".
[[nodiscard]] constexpr std::string_view name(operation what) {
  switch (what) {
    case operation::input: return "input";
    case operation::literal: return "literal";
    case operation::absent: return "absent";
    case operation::add: return "add";
    case operation::subtract: return "subtract";
    case operation::multiply: return "multiply";
    case operation::divide: return "divide";
    case operation::ratio: return "ratio";
    case operation::negate: return "negate";
    case operation::minimum: return "minimum";
    case operation::maximum: return "maximum";
    case operation::power: return "power";
    case operation::per_year: return "per_year";
    case operation::at_column: return "at_column";
    case operation::lowest: return "lowest";
    case operation::cumulate: return "cumulate";
    case operation::uptake_linear: return "uptake_linear";
    case operation::uptake_s_curve: return "uptake_s_curve";
    case operation::convert_unit: return "convert_unit";
    case operation::change_price_level: return "change_price_level";
    case operation::discount_factor: return "discount_factor";
    case operation::annuity_factor: return "annuity_factor";
    case operation::present_value: return "present_value";
    case operation::payback: return "payback";
    case operation::payback_first: return "payback_first";
    case operation::break_even_year: return "break_even_year";
    case operation::internal_rate_of_return: return "internal_rate_of_return";
    case operation::modified_internal_rate_of_return: return "modified_internal_rate_of_return";
    case operation::round: return "round";
  }
  return {};
}

}  // namespace nytta
