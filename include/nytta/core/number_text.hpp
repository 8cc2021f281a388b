// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/language.hpp>

#include <cstddef>
#include <string>
#include <string_view>

// Numbers as people write them: "1 200 000", "-1,2", "12.5". Comma or point is the decimal sign, a space groups
// thousands. What has more than one meaning is a fault, never a guess.

namespace nytta {

enum class number_fault : unsigned char {
  none,
  not_a_number,    ///< no digit where the number should start
  both_signs,      ///< comma and point in one number: "1.200,50"
  bad_grouping,    ///< groups that are not of three digits, or made with comma or point: "12 34", "1,200,000"
  too_many_digits  ///< more than 30 digits
};

/// The longest number at the start of a text, or what is wrong with it.
struct number_reading {
  decimal value;           ///< 0 when there is a fault; the decimals written are kept as its scale
  std::size_t length = 0;  ///< bytes read, of the faulty number too
  number_fault fault = number_fault::none;
  /// One comma or point and exactly three digits after it, as in "1.200": twelve hundred or one point two? The value
  /// takes it as the decimal sign; the caller refuses it where that is a risk.
  bool lone_group = false;
};

namespace number_text_detail {

// Bytes of a space that may group thousands (space, no-break space, narrow no-break space, thin space), else 0.
constexpr std::size_t space_at(std::string_view text, std::size_t at) {
  for (const std::string_view space : {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"}) {
    if (text.substr(at).starts_with(space)) return space.size();
  }
  return 0;
}

constexpr std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return end - at;
}

constexpr bool is_decimal_sign(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == ',' || text[at] == '.') && digits_at(text, at + 1) > 0;
}

// The digits of a number being read, as decimal::parse takes them.
struct reader {
  std::string_view text;
  std::size_t at = 0;
  std::string digits;
  number_fault fault = number_fault::none;

  std::size_t take_digits() {
    const std::size_t count = digits_at(text, at);
    digits += text.substr(at, count);
    at += count;
    return count;
  }

  // Takes a sign; the minus may be U+2212.
  void take_sign() {
    if (text.starts_with('-') || text.starts_with('+')) {
      at = 1;
    } else if (text.starts_with("\xE2\x88\x92")) {
      at = 3;
    }
    if (at == 3 || text.starts_with('-')) digits += '-';
  }

  // A space and a digit: the next group. Anything else after a space ends the number.
  [[nodiscard]] std::size_t group_at() const {
    const std::size_t space = space_at(text, at);
    return space > 0 && digits_at(text, at + space) > 0 ? space : 0;
  }

  void take_whole_part() {
    const std::size_t first = take_digits();
    while (const std::size_t space = group_at()) {
      at += space;
      if (take_digits() != 3 || first > 3) fault = number_fault::bad_grouping;
    }
  }

  // Returns the decimals taken; more than one sign, or a group among the decimals, is a fault.
  std::size_t take_decimals() {
    if (!is_decimal_sign(text, at)) return 0;
    const char sign = text[at++];
    digits += '.';
    const std::size_t decimals = take_digits();
    while (is_decimal_sign(text, at)) {
      fault =
          text[at] != sign || fault == number_fault::both_signs ? number_fault::both_signs : number_fault::bad_grouping;
      ++at;
      take_digits();
    }
    while (const std::size_t space = group_at()) {
      if (fault == number_fault::none) fault = number_fault::bad_grouping;
      at += space;
      take_digits();
    }
    return decimals;
  }
};

}  // namespace number_text_detail

/// Reads the longest number at the start of `text` (UTF-8): a sign (-, − or +), digits in one run or in groups of three
/// with a space of any kind between, then decimals after a comma or a point. "12 min" is 12 and two bytes long.
[[nodiscard]] inline number_reading read_number(std::string_view text) {
  number_text_detail::reader reader{text, 0, {}, number_fault::none};
  reader.take_sign();
  if (number_text_detail::digits_at(text, reader.at) == 0) return {{}, 0, number_fault::not_a_number, false};
  reader.take_whole_part();
  const std::size_t decimals = reader.take_decimals();
  number_reading result{{}, reader.at, reader.fault, false};
  if (result.fault != number_fault::none) return result;
  const std::size_t other = (reader.digits.front() == '-' ? 1U : 0U) + (decimals > 0 ? 1U : 0U);
  if (reader.digits.size() - other > 30) {
    result.fault = number_fault::too_many_digits;
    return result;
  }
  result.value = *decimal::parse(reader.digits);
  result.lone_group = decimals == 3;
  return result;
}

namespace number_text_detail {

inline std::string written(const decimal& value, std::string_view group, std::string_view sign) {
  std::string text = value.to_string();
  const std::size_t first = value.is_negative() ? 1 : 0;
  std::size_t end = text.find('.');
  if (end == std::string::npos) {
    end = text.size();
  } else {
    text.replace(end, 1, sign);
  }
  if (group.empty()) return text;
  for (; end > first + 3; end -= 3) text.insert(end - 3, group);
  return text;
}

}  // namespace number_text_detail

/// With thousands in groups: "1 200 000,50" in Swedish, "1,200,000.50" in English. The scale is kept.
[[nodiscard]] inline std::string grouped(const decimal& value, language tongue) {
  return tongue == language::sv ? number_text_detail::written(value, " ", ",")
                                : number_text_detail::written(value, ",", ".");
}

/// Without groups: "1200000,50" in Swedish, "1200000.50" in English. The scale is kept.
[[nodiscard]] inline std::string plain(const decimal& value, language tongue) {
  return number_text_detail::written(value, "", tongue == language::sv ? "," : ".");
}

}  // namespace nytta
