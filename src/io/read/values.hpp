// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/diagnostic.hpp>
#include <nytta/core/quantity.hpp>
#include <nytta/effect/expression.hpp>
#include <nytta/effect/initiative.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/document/document.hpp"
#include "io/read/keys.hpp"

namespace nytta {

/// The values of a document as the model has them. Kinds and words have been checked against the table of keys before
/// (check_keys): a value of the wrong kind reads as missing here, without another word.
class value_reader {
 public:
  explicit value_reader(diagnostics& errors) : errors_(errors) {}

  void report(std::string_view code, const place& where, std::vector<std::string> arguments) {
    errors_.push_back({code, where, std::move(arguments)});
  }
  /// The case's own units, for tell_money().
  void know(const unit_table& units) { units_ = &units; }

  /// Tells of money under another name, "1,2 MSEK", and makes it what it means.
  void tell_money(unit& of, const place& where);

  [[nodiscard]] std::size_t error_count() const { return errors_.size(); }

  /// The value of a key, if it can be read; null otherwise.
  [[nodiscard]] static const document_node* at(const document_node& table, std::string_view key);

  [[nodiscard]] static std::string text(const document_node& table, std::string_view key);
  /// A text that names something: refused when it is empty.
  [[nodiscard]] std::string name(const document_node& table, std::string_view key);
  [[nodiscard]] static std::vector<std::string> texts(const document_node& table, std::string_view key);
  [[nodiscard]] static bool flag(const document_node& table, std::string_view key);
  [[nodiscard]] std::optional<int> whole(const document_node& table, std::string_view key);
  [[nodiscard]] std::optional<int> whole(const document_node& value);

  /// The English word of a key's list; nothing when the key is missing or the word unknown.
  [[nodiscard]] static std::optional<std::string_view> word(const document_node& table, std::string_view key,
                                                            const keys::table& rules);

  /// A bare number, digit for digit; at most 30 digits.
  [[nodiscard]] std::optional<decimal> number(const document_node& value);

  /// A bare number or a text with a number and perhaps a unit.
  [[nodiscard]] std::optional<quantity> amount(const document_node& value);

  /// A text with a number alone that stands for kronor: "1,200" could be twelve hundred, and is refused as "1,200 kr"
  /// is.
  [[nodiscard]] std::optional<quantity> kronor(const document_node& value);

  /// { 2022 = "40 min", … }, ascending by year.
  [[nodiscard]] std::vector<dated_quantity> dated(const document_node& by_year);

  /// A number without a unit, bare or in a text.
  [[nodiscard]] std::optional<decimal> plain(const document_node& value);

  /// A bare number or a text with an expression.
  [[nodiscard]] std::optional<expression> formula(const document_node& value);

  /// A fraction where it is written out: "70 %" is 0.7. Nothing for an expression over factors.
  [[nodiscard]] static std::optional<decimal> fraction(const expression& share);

  /// A share of something whole, or an expression: refused above 2 when bare, and with a unit other than %.
  enum class limits : unsigned char { none, not_negative, part_of_whole };
  [[nodiscard]] std::optional<expression> share(const document_node& value, limits within);

  /// A rate as a fraction: "3 %", 0.03, or { factor = "id" }.
  [[nodiscard]] std::optional<rate_source> rate(const document_node& value);

  /// Where the steps of a rate count from: a word, or a year.
  [[nodiscard]] std::optional<std::pair<step_origin, int>> origin_of(const document_node& table, std::string_view key);

  /// A discount rate in any of its forms.
  [[nodiscard]] std::optional<rate_rule> schedule(const document_node& value);

 private:
  void steps(const document_node& table, rate_rule& into);
  void rates_by_year(const document_node& table, rate_rule& into);
  [[nodiscard]] bool rate_in_range(const decimal& value, bool bare, const document_node& written);

  diagnostics& errors_;
  const unit_table* units_ = nullptr;
};

/// 0.95 as "95 %".
[[nodiscard]] std::string in_percent(const decimal& fraction);

/// Decimals that discount factors may be rounded to, from 0 on.
inline constexpr int most_rounded_decimals = 30;

[[nodiscard]] std::optional<timing> timing_of(std::optional<std::string_view> word);

}  // namespace nytta
