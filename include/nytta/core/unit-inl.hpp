// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/config.hpp>
#include <nytta/core/unit.hpp>
#include <nytta/core/utf8.hpp>

#include <array>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace nytta {

// ---- text ----------------------------------------------------------------------------------------------------------

namespace unit_text {

inline std::string powered(const std::string& word, int power) {
  if (power == 1) return word;
  if (power == 2) return word + "²";
  if (power == 3) return word + "³";
  return word + "^" + std::to_string(power);
}

}  // namespace unit_text

NYTTA_INLINE std::string to_string(const unit& u) {
  std::string above;
  std::string below;
  for (const unit_term& t : u.terms) {
    if (t.power > 0) {
      if (!above.empty()) above += "·";
      above += unit_text::powered(t.word, t.power);
    } else {
      below += "/" + unit_text::powered(t.word, -t.power);
    }
  }
  return above.empty() && !below.empty() ? "1" + below : above + below;
}

NYTTA_INLINE std::size_t unit_word_length(std::string_view text, std::size_t at, bool hyphens) {
  const character first = character_at(text, at);
  if (first.code == '%') return 1;
  if (!is_letter(first.code)) return 0;
  std::size_t end = at + first.length;
  while (true) {
    const character c = character_at(text, end);
    const bool joined = hyphens && c.code == '-' && is_letter(character_at(text, end + 1).code);
    if (c.length == 0 || !(is_letter(c.code) || is_digit(c.code) || c.code == '_' || joined)) return end - at;
    end += c.length;
  }
}

NYTTA_INLINE unit_power unit_power_at(std::string_view text, std::size_t at) {
  const character c = character_at(text, at);
  if (c.code == U'²' || c.code == U'³') return {c.code == U'²' ? 2 : 3, c.length};
  if (c.code != '^') return {};
  const char32_t digit = character_at(text, at + 1).code;
  const bool more = is_digit(character_at(text, at + 2).code);
  if (digit < '1' || digit > '9' || more) return {0, 1};
  return {static_cast<int>(digit - '0'), 2};
}

NYTTA_INLINE int unit_sign(char32_t c) {
  if (c == '/') return -1;
  return c == '*' || c == U'·' || c == U'×' ? 1 : 0;
}

namespace unit_text {

inline unit_text_fault what_else(char32_t c) {
  if (c == '(' || c == ')') return unit_text_fault::parenthesis;
  if (c == '^') return unit_text_fault::power;
  if (is_letter(c) || c == '%') return unit_text_fault::two_words;
  return unit_text_fault::character;
}

}  // namespace unit_text

NYTTA_INLINE unit_reading read_unit(std::string_view text) {
  unit_reading reading;
  const auto stop = [&](unit_text_fault fault, std::size_t at) {
    reading.fault = fault;
    reading.at = at;
    return reading;
  };
  std::size_t at = past_spaces(text, 0);
  if (at == text.size()) return stop(unit_text_fault::empty, at);
  int sign = 1;
  if (text[at] == '1') {  // 1/år, and 1 alone: a bare number
    at = past_spaces(text, at + 1);
    if (at == text.size()) return reading;
    if (text[at] != '/') return stop(unit_text::what_else(character_at(text, at).code), at);
    sign = -1;
    at = past_spaces(text, at + 1);
  }
  for (std::size_t words = 1;; ++words) {
    const std::size_t length = unit_word_length(text, at, true);
    if (length == 0) {
      const bool bracket = character_at(text, at).code == '(';
      return stop(bracket ? unit_text_fault::parenthesis : unit_text_fault::not_a_word, at);
    }
    if (words > most_unit_words) return stop(unit_text_fault::too_long, at);
    const unit_power raised = unit_power_at(text, at + length);
    if (raised.power == 0) return stop(unit_text_fault::power, at + length);
    reading.value.terms.push_back({std::string(text.substr(at, length)), sign * raised.power});
    at = past_spaces(text, at + length + raised.length);
    const character next = character_at(text, at);
    if (next.length == 0) return reading;
    sign = unit_sign(next.code);
    if (sign == 0) return stop(unit_text::what_else(next.code), at);
    at = past_spaces(text, at + next.length);
  }
}

NYTTA_INLINE std::optional<unit> parse_unit(std::string_view text) {
  unit_reading reading = read_unit(text);
  if (reading.fault != unit_text_fault::none) return std::nullopt;
  return std::move(reading.value);
}

// ---- the table -----------------------------------------------------------------------------------------------------

namespace unit_words {

// 1 word = numerator/denominator × base (× second^power, where there is one). No base: a plain number.
struct row {
  std::string_view word;
  std::int64_t numerator;
  std::int64_t denominator;
  std::string_view base;
  std::string_view second = {};
  int second_power = 0;
};

inline constexpr std::array builtin{
    row{"kr", 1, 1, "kr"},
    row{"kronor", 1, 1, "kr"},
    row{"tkr", 1000, 1, "kr"},
    row{"kkr", 1000, 1, "kr"},
    row{"mkr", 1'000'000, 1, "kr"},
    row{"Mkr", 1'000'000, 1, "kr"},
    row{"s", 1, 3600, "h"},
    row{"min", 1, 60, "h"},
    row{"minut", 1, 60, "h"},
    row{"minuter", 1, 60, "h"},
    row{"h", 1, 1, "h"},
    row{"tim", 1, 1, "h"},
    row{"timme", 1, 1, "h"},
    row{"timmar", 1, 1, "h"},
    row{"dygn", 24, 1, "h"},
    row{"dag", 1, 1, "dag"},
    row{"vecka", 1, 1, "vecka"},
    row{"årsarbetare", 1, 1, "årsarbetare"},
    row{"månad", 1, 12, "år"},
    row{"mån", 1, 12, "år"},
    row{"år", 1, 1, "år"},
    row{"W", 1, 1000, "kWh", "h", -1},
    row{"kW", 1, 1, "kWh", "h", -1},
    row{"MW", 1000, 1, "kWh", "h", -1},
    row{"Wh", 1, 1000, "kWh"},
    row{"kWh", 1, 1, "kWh"},
    row{"MWh", 1000, 1, "kWh"},
    row{"m", 1, 1000, "km"},
    row{"km", 1, 1, "km"},
    row{"mil", 10, 1, "km"},
    row{"kg", 1, 1, "kg"},
    row{"ton", 1000, 1, "kg"},
    row{"%", 1, 100, ""},
};

inline const row* find(std::string_view word) {
  for (const row& r : builtin) {
    if (r.word == word) return &r;
  }
  return nullptr;
}

inline constexpr auto words = [] {
  std::array<std::string_view, builtin.size()> out{};
  for (std::size_t i = 0; i < builtin.size(); ++i) out[i] = builtin[i].word;
  return out;
}();

// Where `word` stands, or would, among parts that are sorted by word. (<algorithm> costs every reader of this header
// more than all the rest of it.)
template <class Parts>
auto place_among(Parts& parts, std::string_view word) {
  auto first = parts.begin();
  for (auto count = parts.end() - first; count > 0;) {
    const auto half = count / 2;
    if (first[half].word < word) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

// Multiplies the dimension by word^power and keeps it sorted.
inline void multiply(std::vector<unit_term>& dimension, std::string_view word, int power) {
  const auto at = place_among(dimension, word);
  if (at == dimension.end() || at->word != word) {
    dimension.insert(at, {std::string(word), power});
  } else if ((at->power += power) == 0) {
    dimension.erase(at);
  }
}

inline void multiply(unit_ratio& ratio, const decimal& numerator, const decimal& denominator, int power) {
  const bool up = power > 0;
  if (numerator == denominator) return;
  for (int i = up ? power : -power; i > 0; --i) {
    ratio.numerator = ratio.numerator * (up ? numerator : denominator);
    ratio.denominator = ratio.denominator * (up ? denominator : numerator);
  }
}

inline void multiply(reduced_unit& into, const reduced_unit& by, int power) {
  for (const unit_term& t : by.dimension) multiply(into.dimension, t.word, t.power * power);
  multiply(into.ratio, by.ratio.numerator, by.ratio.denominator, power);
}

inline void multiply(reduced_unit& into, const row& by, int power) {
  if (!by.base.empty()) multiply(into.dimension, by.base, power);
  if (!by.second.empty()) multiply(into.dimension, by.second, by.second_power * power);
  multiply(into.ratio, by.numerator, by.denominator, power);
}

// Replaces a word of the dimension by its meaning.
inline void substitute(reduced_unit& in, std::string_view word, const reduced_unit& meaning) {
  const auto at = place_among(in.dimension, word);
  if (at == in.dimension.end() || at->word != word) return;
  const int power = at->power;
  in.dimension.erase(at);
  multiply(in, meaning, power);
}

inline reduced_unit working_day(const decimal& hours) { return {{{"h", 1}}, {hours, 1}}; }
inline reduced_unit full_time_year(const decimal& hours) { return {{{"h", 1}, {"år", -1}}, {hours, 1}}; }

inline constexpr int highest_defined_power = 99;

inline bool too_steep(const reduced_unit& r) {
  for (const unit_term& t : r.dimension) {
    if (t.power > highest_defined_power || t.power < -highest_defined_power) return true;
  }
  return false;
}

}  // namespace unit_words

NYTTA_INLINE std::span<const std::string_view> builtin_words() { return unit_words::words; }

NYTTA_INLINE bool unit_table::is_builtin(std::string_view word) { return unit_words::find(word) != nullptr; }

NYTTA_INLINE const reduced_unit* unit_table::defined(std::string_view word) const {
  const auto at = unit_words::place_among(definitions_, word);
  return at == definitions_.end() || at->word != word ? nullptr : &at->meaning;
}

// In base words, dag and årsarbetare left as they are.
NYTTA_INLINE reduced_unit unit_table::expanded(const unit& u) const {
  reduced_unit out;
  for (const unit_term& t : u.terms) {
    if (const unit_words::row* row = unit_words::find(t.word)) {
      unit_words::multiply(out, *row, t.power);
    } else if (const reduced_unit* meaning = defined(t.word)) {
      unit_words::multiply(out, *meaning, t.power);
    } else {
      unit_words::multiply(out.dimension, t.word, t.power);
    }
  }
  return out;
}

NYTTA_INLINE unit_definition_fault unit_table::define(std::string_view word, const decimal& scale,
                                                      const unit& meaning) {
  using fault = unit_definition_fault;
  if (word.empty() || word == "%" || unit_word_length(word, 0, true) != word.size()) return fault::not_a_word;
  if (is_builtin(word)) return fault::builtin;
  if (defined(word) != nullptr) return fault::defined;
  if (scale.is_zero() || scale.is_negative()) return fault::not_positive;
  if (definitions_.size() == most_definitions) return fault::too_many;
  try {
    definition added{std::string(word), expanded(meaning)};
    unit_words::multiply(added.meaning.ratio, scale, 1, 1);
    for (const unit_term& t : added.meaning.dimension) {
      if (t.word == word) return fault::cycle;
    }
    if (unit_words::too_steep(added.meaning)) return fault::too_large;
    std::vector<definition> all = definitions_;
    for (definition& d : all) {
      unit_words::substitute(d.meaning, word, added.meaning);
      if (unit_words::too_steep(d.meaning)) return fault::too_large;
    }
    const auto at = unit_words::place_among(all, word);
    all.insert(at, std::move(added));
    definitions_ = std::move(all);
  } catch (const decimal_overflow&) {
    return fault::too_large;
  }
  return fault::none;
}

NYTTA_INLINE void unit_table::working_day(const decimal& hours) {
  if (hours.is_zero() || hours.is_negative()) throw std::invalid_argument("hours in a working day must be positive");
  working_day_ = hours;
}

NYTTA_INLINE void unit_table::full_time_year(const decimal& hours) {
  if (hours.is_zero() || hours.is_negative()) throw std::invalid_argument("hours in a full-time year must be positive");
  full_time_year_ = hours;
}

NYTTA_INLINE reduced_unit unit_table::reduce(const unit& u) const {
  reduced_unit out = expanded(u);
  if (working_day_) unit_words::substitute(out, "dag", unit_words::working_day(*working_day_));
  if (full_time_year_) unit_words::substitute(out, "årsarbetare", unit_words::full_time_year(*full_time_year_));
  return out;
}

namespace unit_words {

inline uint128 greatest_common_divisor(uint128 a, uint128 b) {
  while (!b.is_zero()) {
    const uint128 rest = divide(a, b).remainder;
    a = b;
    b = rest;
  }
  return a;
}

// Two whole numbers without a common divisor, where they fit; the ratio as it is where they do not.
inline unit_ratio lowest(const unit_ratio& ratio) {
  const decimal above = ratio.numerator.normalized();
  const decimal below = ratio.denominator.normalized();
  const int finer = above.scale() < below.scale() ? below.scale() : above.scale();
  const int shift = finer < 0 ? 0 : finer;
  try {
    const uint128 a = (above * decimal::of(1, -shift)).rounded(0, rounding::down).coefficient();
    const uint128 b = (below * decimal::of(1, -shift)).rounded(0, rounding::down).coefficient();
    const uint128 common = greatest_common_divisor(a, b);
    return {decimal::of(divide(a, common).quotient.low, 0), decimal::of(divide(b, common).quotient.low, 0)};
  } catch (const decimal_overflow&) {
    return ratio;
  }
}

inline unit_ratio over(const unit_ratio& a, const unit_ratio& b) {
  unit_ratio out = a;
  multiply(out, b.denominator, b.numerator, 1);
  return out;
}

inline reduced_unit over(reduced_unit a, const reduced_unit& b) {
  multiply(a, b, -1);
  return a;
}

}  // namespace unit_words

NYTTA_INLINE std::optional<unit_ratio> unit_table::conversion(const unit& from, const unit& to) const {
  if (from == to) return unit_ratio{};
  try {
    const reduced_unit quotient_of = unit_words::over(reduce(from), reduce(to));
    if (!quotient_of.dimension.empty()) return std::nullopt;
    return unit_words::lowest(quotient_of.ratio);
  } catch (const decimal_overflow&) {
    return std::nullopt;
  }
}

NYTTA_INLINE bool unit_table::compatible(const unit& a, const unit& b) const { return conversion(a, b).has_value(); }

NYTTA_INLINE unit_mismatch unit_table::mismatch(const unit& from, const unit& to) const {
  reduced_unit rest;
  try {
    rest = unit_words::over(reduce(from), reduce(to));
  } catch (const decimal_overflow&) {
    return {unit_fault::too_large, {}};
  }
  if (rest.dimension.empty()) return {};
  // Would hours for dag or årsarbetare make them convert? dag is asked first, then årsarbetare, then both.
  reduced_unit with_day = rest;
  unit_words::substitute(with_day, "dag", unit_words::working_day(1));
  reduced_unit with_year = rest;
  unit_words::substitute(with_year, "årsarbetare", unit_words::full_time_year(1));
  reduced_unit with_both = with_day;
  unit_words::substitute(with_both, "årsarbetare", unit_words::full_time_year(1));
  unit_fault fault = unit_fault::incompatible;
  if (with_day.dimension.empty() || with_both.dimension.empty()) fault = unit_fault::needs_hours_per_working_day;
  if (with_year.dimension.empty()) fault = unit_fault::needs_hours_per_full_time_year;
  return {fault, unit{rest.dimension}};
}

NYTTA_INLINE bool unit_table::synonyms(const std::string& a, const std::string& b) const {
  if (a == b) return true;
  const bool builtin_a = is_builtin(a);
  const bool builtin_b = is_builtin(b);
  const bool noun_a = !builtin_a && defined(a) == nullptr;
  const bool noun_b = !builtin_b && defined(b) == nullptr;
  if ((noun_a && (noun_b || builtin_b)) || (noun_b && builtin_a)) return false;
  const reduced_unit left = expanded(unit{{{a, 1}}});
  const reduced_unit right = expanded(unit{{{b, 1}}});
  if (left.dimension != right.dimension) return false;
  const unit_ratio ratio = unit_words::lowest(unit_words::over(left.ratio, right.ratio));
  return ratio.numerator == ratio.denominator;
}

NYTTA_INLINE void unit_table::merge(unit& into, const unit& u, int sign) const {
  for (const unit_term& t : u.terms) {
    auto same = into.terms.begin();
    while (same != into.terms.end() && !synonyms(same->word, t.word)) ++same;
    if (same == into.terms.end()) {
      into.terms.push_back({t.word, sign * t.power});
    } else if ((same->power += sign * t.power) == 0) {
      into.terms.erase(same);
    }
  }
}

NYTTA_INLINE unit unit_table::product(const unit& a, const unit& b) const {
  unit out;
  merge(out, a, 1);
  merge(out, b, 1);
  return out;
}

NYTTA_INLINE unit unit_table::quotient(const unit& a, const unit& b) const {
  unit out;
  merge(out, a, 1);
  merge(out, b, -1);
  return out;
}

// ---- advice --------------------------------------------------------------------------------------------------------

namespace unit_advice {

struct near_miss {
  std::string_view written;  // in lower case
  std::string_view meant;
};

inline constexpr std::array near_misses{
    near_miss{"krona", "kr"},
    near_miss{"kronorna", "kr"},
    near_miss{"sek", "kr"},
    near_miss{"kr.", "kr"},
    near_miss{":-", "kr"},
    near_miss{"tsek", "tkr"},
    near_miss{"ksek", "tkr"},
    near_miss{"tusen", "tkr"},
    near_miss{"tkr.", "tkr"},
    near_miss{"msek", "mkr"},
    near_miss{"mnkr", "mkr"},
    near_miss{"milj", "mkr"},
    near_miss{"miljon", "mkr"},
    near_miss{"miljoner", "mkr"},
    near_miss{"mn", "mkr"},
    near_miss{"mnsek", "mkr"},
    near_miss{"mkr.", "mkr"},
    near_miss{"hour", "h"},
    near_miss{"hours", "h"},
    near_miss{"hrs", "h"},
    near_miss{"timma", "h"},
    near_miss{"tim.", "h"},
    near_miss{"timmars", "h"},
    near_miss{"minute", "min"},
    near_miss{"minutes", "min"},
    near_miss{"mins", "min"},
    near_miss{"min.", "min"},
    near_miss{"sekund", "s"},
    near_miss{"sekunder", "s"},
    near_miss{"dagar", "dag"},
    near_miss{"arbetsdag", "dag"},
    near_miss{"arbetsdagar", "dag"},
    near_miss{"day", "dag"},
    near_miss{"days", "dag"},
    near_miss{"veckor", "vecka"},
    near_miss{"week", "vecka"},
    near_miss{"weeks", "vecka"},
    near_miss{"månader", "månad"},
    near_miss{"mån.", "månad"},
    near_miss{"mnd", "månad"},
    near_miss{"month", "månad"},
    near_miss{"months", "månad"},
    near_miss{"ar", "år"},
    near_miss{"åren", "år"},
    near_miss{"year", "år"},
    near_miss{"years", "år"},
    near_miss{"yr", "år"},
    near_miss{"fte", "årsarbetare"},
    near_miss{"årsarbete", "årsarbetare"},
    near_miss{"årsarbeten", "årsarbetare"},
    near_miss{"årsarbetskraft", "årsarbetare"},
    near_miss{"årsarbetskrafter", "årsarbetare"},
    near_miss{"heltid", "årsarbetare"},
    near_miss{"heltidstjänst", "årsarbetare"},
    near_miss{"heltidstjänster", "årsarbetare"},
    near_miss{"procent", "%"},
    near_miss{"percent", "%"},
    near_miss{"pct", "%"},
    near_miss{"meter", "m"},
    near_miss{"kilometer", "km"},
    near_miss{"kilo", "kg"},
    near_miss{"kilogram", "kg"},
    near_miss{"tons", "ton"},
    near_miss{"tonnes", "ton"},
    near_miss{"m2", "m²"},
    near_miss{"kvm", "m²"},
    near_miss{"m3", "m³"},
};

// Lower case for ASCII and for the Latin letters with marks (À-Þ); other letters as they are.
constexpr char32_t lower(char32_t letter) {
  const bool capital = (letter >= 'A' && letter <= 'Z') || (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7);
  return capital ? letter + 0x20 : letter;
}

inline std::u32string lower(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const character c = character_at(text, at);
    out.push_back(lower(c.code));
    at += c.length;
  }
  return out;
}

inline bool same_but_for_case(std::string_view a, std::string_view b) {
  std::size_t in_a = 0;
  std::size_t in_b = 0;
  while (in_a < a.size() && in_b < b.size()) {
    const character left = character_at(a, in_a);
    const character right = character_at(b, in_b);
    if (lower(left.code) != lower(right.code)) return false;
    in_a += left.length;
    in_b += right.length;
  }
  return in_a == a.size() && in_b == b.size();
}

// Without dots, rings and accents on a, o, e: ärende and arende, ledamöter and ledamoter are the same.
inline std::u32string folded(std::string_view text) {
  std::u32string out;
  for (const char32_t c : lower(text)) {
    if (c >= 0x300 && c <= 0x36F) continue;
    const bool a = c == U'å' || c == U'ä' || c == U'à';
    out.push_back(a ? U'a' : c == U'ö' ? U'o' : c == U'é' ? U'e' : c);
  }
  return out;
}

// How a Swedish noun ends in the singular, and in another form of it, after what both have in common.
struct ending {
  std::u32string_view singular;
  std::u32string_view other;
};
inline constexpr std::array endings{
    ending{U"", U"n"},     ending{U"", U"r"},       ending{U"", U"t"},        ending{U"", U"na"},
    ending{U"", U"ar"},    ending{U"", U"er"},      ending{U"", U"or"},       ending{U"", U"en"},
    ending{U"", U"et"},    ending{U"", U"arna"},    ending{U"", U"erna"},     ending{U"", U"orna"},
    ending{U"", U"mar"},   ending{U"", U"men"},     ending{U"", U"met"},      ending{U"", U"ner"},
    ending{U"", U"nar"},   ending{U"a", U"or"},     ending{U"a", U"orna"},    ending{U"a", U"an"},
    ending{U"e", U"ar"},   ending{U"e", U"arna"},   ending{U"an", U"ningar"}, ending{U"an", U"ningarna"},
    ending{U"el", U"lar"}, ending{U"el", U"larna"}, ending{U"er", U"rar"},    ending{U"er", U"rarna"},
    ending{U"en", U"nar"}, ending{U"um", U"er"},    ending{U"um", U"erna"},   ending{U"um", U"a"},
    ending{U"n", U"r"},    ending{U"en", U"ar"},    ending{U"en", U"er"},     ending{U"et", U"en"},
};

inline bool forms(std::u32string_view singular, std::u32string_view other) {
  std::size_t common = 0;
  while (common < singular.size() && common < other.size() && singular[common] == other[common]) ++common;
  // The endings may begin earlier than where the words part: nyckel and nycklar part after nyck, resa and resor after
  // res.
  for (const ending& e : endings) {
    if (singular.size() < e.singular.size() || other.size() < e.other.size()) continue;
    const std::size_t stem = singular.size() - e.singular.size();
    const std::size_t least = e.other.size() > 1 ? 3 : 4;
    if (stem >= least && stem <= common && stem + e.other.size() == other.size() && singular.ends_with(e.singular) &&
        other.ends_with(e.other)) {
      return true;
    }
  }
  return false;
}

}  // namespace unit_advice

NYTTA_INLINE std::string_view suggestion(std::string_view word) {
  if (unit_table::is_builtin(word)) return {};
  for (const unit_advice::near_miss& m : unit_advice::near_misses) {
    if (unit_advice::same_but_for_case(m.written, word)) return m.meant;
  }
  for (const std::string_view builtin : builtin_words()) {  // Kr, TKR, kwh
    if (unit_advice::same_but_for_case(builtin, word)) return builtin;
  }
  return {};
}

NYTTA_INLINE bool look_alike(std::string_view a, std::string_view b) {
  if (a == b) return false;
  const std::u32string left = unit_advice::folded(a);
  const std::u32string right = unit_advice::folded(b);
  return (left == right && left.size() > 2) || unit_advice::forms(left, right) || unit_advice::forms(right, left);
}

}  // namespace nytta
