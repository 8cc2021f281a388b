// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/decimal_quotient.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Units are checked: every factor carries one, and an amount must reduce to kronor. A unit is kept as it was written
// (min·kr/ärende) until a unit_table says what its words are worth, so that a message can speak the reader's words.

namespace nytta {

/// One word of a unit and its power: h² is {"h", 2}, the year in kr/år {"år", -1}. The power is never 0.
struct unit_term {
  std::string word;
  int power = 1;
  friend bool operator==(const unit_term&, const unit_term&) = default;
};

/// A unit as written, order kept and nothing cancelled; no terms: a bare number.
struct unit {
  std::vector<unit_term> terms;
  friend bool operator==(const unit&, const unit&) = default;
};

/// "ärende/år", "min·kr/ärende", "1/år", "m²", "kr/ärende/år"; what is divided by stands last. A bare number is "".
[[nodiscard]] std::string to_string(const unit& u);

/// How many words a unit may be written with.
inline constexpr std::size_t most_unit_words = 20;

/// Why a text is not a unit.
enum class unit_text_fault : unsigned char {
  none,
  empty,        ///< nothing there
  not_a_word,   ///< a word was expected at `at`
  two_words,    ///< a space inside: the second word begins at `at`
  power,        ///< after ^ a whole number from 1 to 9 was expected
  parenthesis,  ///< units have none: kr/(h·år) is written kr/h/år
  too_long,     ///< more than most_unit_words words; the first too many begins at `at`
  character     ///< a character that no unit has, at `at`
};

/// What a text says as a unit; where `fault` is not none, `at` is the byte where the reading stopped.
struct unit_reading {
  unit value;
  unit_text_fault fault = unit_text_fault::none;
  std::size_t at = 0;
};

/// Reads a whole text as a unit, from left to right: "kr/ärende/år", "h·kr", "kr*h", "1/år", "m²" or "m^2", "%"; spaces
/// may stand around / and ·. A word is letters of any script, then letters, digits, _ or - (m2 is a word, not a power).
[[nodiscard]] unit_reading read_unit(std::string_view text);

/// The same, or nothing when the text is not a unit.
[[nodiscard]] std::optional<unit> parse_unit(std::string_view text);

/// The bytes of the unit word that begins at `at` ("%" is one), 0 when none does. Hyphens belong to it only on request:
/// in an expression they are minus signs.
[[nodiscard]] std::size_t unit_word_length(std::string_view text, std::size_t at, bool hyphens);

/// A power that stands right after a unit word: ^2, ², ³; length 0 when none does, power 0 when it cannot be read.
struct unit_power {
  int power = 1;
  std::size_t length = 0;
};
[[nodiscard]] unit_power unit_power_at(std::string_view text, std::size_t at);

/// What a character between two words does with the second: / divides by it (−1), * · × multiply (1), others do not
/// belong to a unit (0).
[[nodiscard]] int unit_sign(char32_t c);

/// A number of exact parts, numerator/denominator: 7/60 has no last decimal.
struct unit_ratio {
  decimal numerator = 1;
  decimal denominator = 1;
};

/// A number carried from one unit to another, rounded 12 decimals further than it has where it has no end.
[[nodiscard]] inline decimal carried(const decimal& value, const unit_ratio& by) {
  const decimal above = value * by.numerator;
  if (by.denominator == decimal(1)) return above;
  return divide(above, by.denominator, above.scale() + 12, rounding::half_even).normalized();
}

/// A unit in base words (kr, h, år, kWh, km, kg, and every noun as itself), sorted: 1 unit = ratio × dimension.
struct reduced_unit {
  std::vector<unit_term> dimension;
  unit_ratio ratio;
};

/// Why two units do not convert.
enum class unit_fault : unsigned char {
  none,
  incompatible,                    ///< different things; `left_over` is from/to in base words
  needs_hours_per_working_day,     ///< `dag` would convert with the method's hours_per_working_day
  needs_hours_per_full_time_year,  ///< `årsarbetare` would convert with the method's hours_per_full_time_year
  too_large                        ///< the ratio has more digits than a decimal
};
struct unit_mismatch {
  unit_fault fault = unit_fault::none;
  unit left_over;
};

/// Why a word of [units] was refused.
enum class unit_definition_fault : unsigned char {
  none,
  not_a_word,
  builtin,       ///< the word is built in
  defined,       ///< the word has been defined before
  cycle,         ///< the word would be defined by itself
  not_positive,  ///< the scale is zero or negative
  too_large,     ///< the scale or a power has too many digits
  too_many       ///< more than unit_table::most_definitions
};

/// What unit words mean: the built-in ones, the case's [units], and the two that only a method can give hours to.
class unit_table {
 public:
  static constexpr std::size_t most_definitions = 1000;

  /// Whether the word is built in: kr tkr kkr mkr Mkr kronor · s min h tim timme timmar minut minuter dygn · månad mån
  /// år · W kW MW Wh kWh MWh · m km mil · kg ton · % · dag årsarbetare vecka.
  [[nodiscard]] static bool is_builtin(std::string_view word);

  /// Whether the word is built in or has been defined.
  [[nodiscard]] bool knows(std::string_view word) const { return is_builtin(word) || defined(word) != nullptr; }

  /// One line of [units]: 1 `word` = `scale` × `meaning`. Refused, and then without effect, as the fault says.
  [[nodiscard]] unit_definition_fault define(std::string_view word, const decimal& scale, const unit& meaning);

  /// Hours in a working day, in a full-time year: until given, `dag` and `årsarbetare` are units of their own. Throws
  /// std::invalid_argument unless positive.
  void working_day(const decimal& hours);
  void full_time_year(const decimal& hours);

  /// Throws decimal_overflow when the ratio has more digits than a decimal.
  [[nodiscard]] reduced_unit reduce(const unit& u) const;

  /// What a number in `from` is multiplied by to stand in `to`, in lowest terms: min·kr/h to kr is 1/60. Nothing when
  /// they do not convert; mismatch() then says why.
  [[nodiscard]] std::optional<unit_ratio> conversion(const unit& from, const unit& to) const;
  [[nodiscard]] unit_mismatch mismatch(const unit& from, const unit& to) const;
  [[nodiscard]] bool compatible(const unit& a, const unit& b) const;

  /// The unit of a product or quotient, in the words given: equal and synonymous words are merged or cancelled,
  /// min and h stay apart until conversion.
  [[nodiscard]] unit product(const unit& a, const unit& b) const;
  [[nodiscard]] unit quotient(const unit& a, const unit& b) const;

 private:
  struct definition {
    std::string word;
    reduced_unit meaning;
  };
  [[nodiscard]] const reduced_unit* defined(std::string_view word) const;
  [[nodiscard]] reduced_unit expanded(const unit& u) const;
  [[nodiscard]] bool synonyms(const std::string& a, const std::string& b) const;
  void merge(unit& into, const unit& u, int sign) const;

  std::vector<definition> definitions_;  // sorted by word; each meaning holds base words only
  std::optional<decimal> working_day_;
  std::optional<decimal> full_time_year_;
};

/// All built-in words, for messages.
[[nodiscard]] std::span<const std::string_view> builtin_words();

/// The built-in word that was probably meant ("mnkr" → "mkr", "timma" → "h", "Kr" → "kr", "SEK" → "kr"), or "".
[[nodiscard]] std::string_view suggestion(std::string_view word);

/// Whether two words look like forms of one Swedish noun (ärende, ärenden; ansökan, ansökningar; timme, timmar), or
/// differ only in case or in dots and rings. A guess, for advice: it never makes two units equal.
[[nodiscard]] bool look_alike(std::string_view a, std::string_view b);

}  // namespace nytta

#if defined(NYTTA_HEADER_ONLY)
#include <nytta/core/unit-inl.hpp>
#endif
