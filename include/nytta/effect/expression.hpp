// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/diagnostic.hpp>
#include <nytta/core/outcome.hpp>
#include <nytta/core/quantity.hpp>
#include <nytta/core/unit.hpp>

#include <string>
#include <string_view>
#include <vector>

// An expression says how an amount is computed from factors: "ansökningar * (tid_före - tid_efter) * timkostnad". It is
// kept as a list of nodes in which every node's inputs stand earlier, so that reading it needs no recursion.

namespace nytta {

struct expression {
  enum class kind : unsigned char {
    number,
    reference,  ///< a factor, by `name`
    parameter,  ///< method.`name`
    hours,      ///< the effect's own hours
    negate,
    add,
    subtract,
    multiply,
    divide,
    minimum,  ///< of two or more
    maximum
  };

  struct node {
    kind what = kind::number;
    decimal value;          ///< of a number; negative where a minus stood before it
    unit unit_of;           ///< of a number
    bool has_unit = false;  ///< whether a unit was written
    std::string name;       ///< of a reference or parameter
    int column = 0;         ///< where the number, name or operator stands: characters from the text's start, from 1
    std::vector<int> inputs;
  };

  std::string text;         ///< as written
  place where;              ///< the opening quote of the text
  std::vector<node> nodes;  ///< inputs stand before their users, the root last

  [[nodiscard]] const node& root() const { return nodes.back(); }
};

/// Reads a text as an expression:
///   sum      = product { ("+" | "-") product }
///   product  = signed { ("*" | "/") signed }
///   signed   = ["-"] ( number [unit] | id | "method." id | "hours" | "(" sum ")" | ("min" | "max") "(" sum { ";" sum }
///   ")" )
/// × · ÷ − stand for * / -; a comma between two digits is the decimal sign, a comma and a space separates arguments;
/// the unit of a number has no space around its / (450 kr/h), and ` / ` divides. Nesting deeper than 200 is refused.
/// All that is wrong is told, each remark at its own column (N0401-N0406, N0501-N0531), at most 20 remarks.
[[nodiscard]] outcome<expression> parse_expression(std::string_view text, const place& where);

/// An expression that is one number: for bare numbers in a file, and for cases built in code.
[[nodiscard]] expression constant(const quantity& value, const place& where);

/// Where a node stands in the user's text.
[[nodiscard]] place place_of(const expression& e, const expression::node& n);

/// The factors that the expression names, each once, in the order of their first mention.
[[nodiscard]] std::vector<std::string> references(const expression& e);

/// The Swedish text of the part below a node, with × / − and no parenthesis that changes nothing:
/// "ansökningar × (tid_före − tid_efter) × timkostnad". parse_expression reads it again.
[[nodiscard]] std::string to_string(const expression& e, int node);
[[nodiscard]] std::string to_string(const expression& e);

}  // namespace nytta

#if defined(NYTTA_HEADER_ONLY)
#include <nytta/effect/expression-inl.hpp>
#endif
