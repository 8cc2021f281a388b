// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/config.hpp>
#include <nytta/core/quantity.hpp>
#include <nytta/core/utf8.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace nytta {

NYTTA_INLINE place place_within(const place& where, std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  if (where.line == 0 || before.find('\n') != std::string_view::npos) return where;
  place inside = where;
  inside.column += 1 + static_cast<int>(character_count(before));
  return inside;
}

NYTTA_INLINE bool is_plain_kronor(const unit& u) {
  return u.terms.size() == 1 && u.terms[0].power == 1 && (u.terms[0].word == "kr" || u.terms[0].word == "kronor");
}

namespace quantity_text {

// "1.650.000" and "1,650,000" with spaces; nothing for groups of other sizes.
inline std::string with_spaces(std::string_view written) {
  std::string out(written);
  const char sign = out.find('.') != std::string::npos ? '.' : ',';
  if (out.find(' ') != std::string::npos) return {};
  std::size_t at = out.find(sign);
  if (at == std::string::npos || at == 0) return {};
  while (at != std::string::npos) {
    const std::size_t next = (std::min)(out.find(sign, at + 1), out.size());
    if (next - at != 4) return {};
    out[at] = ' ';
    at = next == out.size() ? std::string::npos : next;
  }
  return out;
}

}  // namespace quantity_text

NYTTA_INLINE diagnostic number_remark(number_fault fault, std::string_view written, place where) {
  const auto remark = [&](std::string_view code, std::string_view shown) {
    return diagnostic{code, std::move(where), {std::string(shown)}};
  };
  switch (fault) {
    case number_fault::not_a_number: return remark("N0402", written);
    case number_fault::both_signs: return remark("N0403", written);
    case number_fault::bad_grouping: {
      const std::string spaced = quantity_text::with_spaces(written);
      if (spaced.empty()) return remark("N0404", written);
      return {"N0407", std::move(where), {std::string(written), spaced}};
    }
    case number_fault::too_many_digits: return remark("N0405", std::string(written.substr(0, 12)) + "…");
    case number_fault::none: break;
  }
  throw std::invalid_argument("a number without a fault has no remark");
}

NYTTA_INLINE diagnostic lone_group_remark(std::string_view written, place where) {
  const decimal value = read_number(written).value;
  const decimal shorter = value.normalized();
  const bool zeros = shorter.scale() < 3;  // 1,200 may lose its zeros; 1,234 gets one more, so that it is no group
  const decimal as_fraction = zeros ? shorter.rounded(shorter.scale() < 1 ? 1 : shorter.scale(), rounding::down)
                                    : value.rounded(4, rounding::down);
  return {"N0406",
          std::move(where),
          {std::string(written), grouped((value * 1000).rounded(0, rounding::down), language::sv),
           plain(as_fraction, language::sv)}};
}

NYTTA_INLINE diagnostic long_unit_remark(std::string_view written, place where) {
  const std::string_view first = written.substr(0, unit_word_length(written, 0, true));
  return {"N0508", std::move(where), {std::string(first) + "…", std::to_string(most_unit_words)}};
}

namespace quantity_text {

// The text without the spaces at its end.
inline std::string_view without_end_spaces(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const character c = character_at(text, at);
    at += c.length;
    if (!is_space(c.code)) end = at;
  }
  return text.substr(0, end);
}

// The built-in word that was meant where the text is no unit: "tusen kr", "milj. kr", ":-". Nothing: "".
inline std::string_view near_miss(const unit_reading& reading, std::string_view written) {
  if (written.starts_with(":-")) return "kr";
  if (reading.fault != unit_text_fault::two_words && reading.fault != unit_text_fault::character) return {};
  return suggestion(written.substr(0, unit_word_length(written, 0, true)));
}

inline diagnostic unit_remark(const unit_reading& reading, std::string_view written, place where) {
  const std::string shown(without_end_spaces(written));
  const std::string found(written.substr(reading.at, character_at(written, reading.at).length));
  const std::string_view meant = near_miss(reading, written);
  if (!meant.empty()) return {"N0507", std::move(where), {shown, std::string(meant)}};
  switch (reading.fault) {
    case unit_text_fault::empty: return {"N0501", std::move(where), {}};
    case unit_text_fault::not_a_word: return {"N0502", std::move(where), {shown}};
    case unit_text_fault::two_words: return {"N0503", std::move(where), {shown}};
    case unit_text_fault::power: return {"N0504", std::move(where), {shown}};
    case unit_text_fault::parenthesis: return {"N0505", std::move(where), {shown}};
    case unit_text_fault::character: return {"N0506", std::move(where), {found, shown}};
    case unit_text_fault::too_long: return long_unit_remark(written, std::move(where));
    case unit_text_fault::none: break;
  }
  throw std::invalid_argument("a unit without a fault has no remark");
}

// The unit that begins at byte `begin`, to the end of the text; "/år" there is 1/år.
inline outcome<unit> unit_from(std::string_view text, std::size_t begin, const place& where) {
  const std::size_t implied = text.substr(begin).starts_with('/') ? 1 : 0;  // the 1 that is not written
  const std::string written = std::string(implied, '1') + std::string(text.substr(begin));
  unit_reading reading = read_unit(written);
  if (reading.fault == unit_text_fault::none) return std::move(reading.value);
  return diagnostics{unit_remark(reading, written, place_within(where, text, begin + reading.at - implied))};
}

}  // namespace quantity_text

NYTTA_INLINE outcome<unit> parse_unit(std::string_view text, const place& where) {
  return quantity_text::unit_from(text, past_spaces(text, 0), where);
}

NYTTA_INLINE outcome<quantity> parse_quantity(std::string_view text, const place& where) {
  const std::size_t begin = past_spaces(text, 0);
  const place at = place_within(where, text, begin);
  if (begin == text.size()) return diagnostics{{"N0401", at, {}}};
  const number_reading reading = read_number(text.substr(begin));
  const std::size_t end = begin + reading.length;
  const std::string_view written = text.substr(begin, reading.length > 0 ? reading.length : text.size());
  if (reading.fault != number_fault::none) return diagnostics{number_remark(reading.fault, written, at)};

  const std::size_t unit_begin = past_spaces(text, end);
  if (unit_begin == text.size()) return quantity{reading.value, {}};
  if (is_digit(character_at(text, unit_begin).code)) {  // two spaces, or a space that groups nothing
    return diagnostics{number_remark(number_fault::bad_grouping, text.substr(begin), at)};
  }
  outcome<unit> measured_in = quantity_text::unit_from(text, unit_begin, where);
  if (!measured_in) return measured_in.error();
  if (reading.lone_group && is_plain_kronor(*measured_in)) return diagnostics{lone_group_remark(written, at)};
  return quantity{reading.value, std::move(measured_in).value()};
}

NYTTA_INLINE outcome<quantity> parse_scaled_unit(std::string_view text, const place& where) {
  const character first = character_at(text, past_spaces(text, 0));
  if (first.length == 0 || !(is_letter(first.code) || first.code == '%')) return parse_quantity(text, where);
  outcome<unit> meaning = parse_unit(text, where);
  if (!meaning) return meaning.error();
  return quantity{1, std::move(meaning).value()};
}

NYTTA_INLINE std::string to_string(const quantity& q) {
  const std::string digits = grouped(absolute(q.value), language::sv);
  std::string measured_in = to_string(q.unit_of);
  if (measured_in.starts_with("1/")) {
    measured_in.erase(0, 1);
  } else if (!measured_in.empty()) {
    measured_in.insert(0, " ");
  }
  return (q.value.is_negative() ? "−" : "") + digits + measured_in;
}

}  // namespace nytta
