// SPDX-License-Identifier: Apache-2.0
#include "io/document/bare_value.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace nytta {

namespace {

constexpr std::size_t longest_mistake = 1000;  // bytes of a token that may be a number written in some other way

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_other(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// Digits with single underscores between them; the end of the run, or `at` when there is none.
template <class Digit>
std::size_t digit_run(std::string_view text, std::size_t at, Digit digit) {
  std::size_t end = at;
  while (end < text.size()) {
    if (digit(text[end])) {
      ++end;
    } else if (text[end] == '_' && end > at && digit(text[end - 1]) && end + 1 < text.size() && digit(text[end + 1])) {
      ++end;
    } else {
      break;
    }
  }
  return end;
}

bool is_prefixed_integer(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return false;
  const auto rest_is = [&](auto digit) { return digit_run(text, 2, digit) == text.size(); };
  if (text[1] == 'x') {
    return rest_is([](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
  }
  if (text[1] == 'o') return rest_is([](char c) { return c >= '0' && c <= '7'; });
  if (text[1] == 'b') return rest_is([](char c) { return c == '0' || c == '1'; });
  return false;
}

// TOML's numbers by its grammar; anything else is words.
bare_kind number_kind(std::string_view text) {
  if (is_prefixed_integer(text)) return bare_kind::integer;
  std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  if (text.substr(at) == "inf" || text.substr(at) == "nan") return bare_kind::real;
  const std::size_t whole = digit_run(text, at, is_digit);
  if (whole == at || (text[at] == '0' && whole > at + 1)) return bare_kind::words;
  bare_kind kind = bare_kind::integer;
  at = whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = digit_run(text, at + 1, is_digit);
    if (end == at + 1) return bare_kind::words;
    at = end;
    kind = bare_kind::real;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t end = digit_run(text, at, is_digit);
    if (end == at) return bare_kind::words;
    at = end;
    kind = bare_kind::real;
  }
  return at == text.size() ? kind : bare_kind::words;
}

// The shape of a date, time or both; whether the calendar has the day is the parser's to say.
bool looks_like_date(std::string_view text) {
  const auto shape = [&](std::string_view pattern) {
    if (text.size() < pattern.size()) return false;
    return std::equal(pattern.begin(), pattern.end(), text.begin(),
                      [](char wanted, char c) { return wanted == 'd' ? is_digit(c) : c == wanted; });
  };
  const auto allowed = [](std::string_view rest) {
    return rest.find_first_not_of("0123456789:.+-Zz") == std::string_view::npos;
  };
  if (shape("dd:dd:dd")) return allowed(text.substr(8));
  if (!shape("dddd-dd-dd")) return false;
  if (text.size() == 10) return true;
  const bool separated = text[10] == 'T' || text[10] == 't' || text[10] == ' ';
  text.remove_prefix(11);
  return separated && shape("dd:dd") && allowed(text);
}

struct word_pair {
  std::string_view written;
  std::string_view meant;
};

constexpr std::array<word_pair, 14> yes_and_no{{{"ja", "true"},
                                                {"nej", "false"},
                                                {"sant", "true"},
                                                {"falskt", "false"},
                                                {"Ja", "true"},
                                                {"Nej", "false"},
                                                {"JA", "true"},
                                                {"NEJ", "false"},
                                                {"True", "true"},
                                                {"False", "false"},
                                                {"TRUE", "true"},
                                                {"FALSE", "false"},
                                                {"yes", "true"},
                                                {"no", "false"}}};

// A number as people write it, at the start of a token: the length of its parts.
struct written_number {
  std::size_t length = 0;  // 0: no number stands there
  bool spaces = false;
  bool comma = false;
};

std::size_t sign_length(std::string_view text) {
  for (const std::string_view sign : {"-", "+", "\u2212", "\u2013"}) {
    if (text.substr(0, sign.size()) == sign) return sign.size();
  }
  return 0;
}

std::size_t blank_length(std::string_view text) {
  if (text.empty()) return 0;
  return text[0] == ' ' ? 1 : odd_blank_length(text);
}

written_number read_written_number(std::string_view text) {
  written_number result;
  std::size_t at = sign_length(text);
  const std::size_t first = at;
  bool digits = false;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      digits = true;
      ++at;
      continue;
    }
    if ((text[at] == ',' || text[at] == '.') && (at + 1 == text.size() || is_digit(text[at + 1]) || digits)) {
      result.comma = result.comma || text[at] == ',';
      ++at;
      continue;
    }
    const std::size_t blank = digits ? blank_length(text.substr(at)) : 0;
    if (blank != 0 && at + blank < text.size() && is_digit(text[at + blank])) {
      result.spaces = true;
      at += blank;
      continue;
    }
    break;
  }
  result.length = digits && at > first ? at : 0;
  return result;
}

// `kr`, `kr/h`, `ärende/år`, `m2`: one word, with slashes.
bool is_unit(std::string_view text) {
  if (text.empty() || !(is_letter(text[0]) || is_other(text[0]))) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (odd_blank_length(text.substr(i)) != 0) return false;
    if (!(is_letter(text[i]) || is_other(text[i]) || is_digit(text[i]) || text[i] == '/' || text[i] == '_'))
      return false;
  }
  // A sign that is not a letter (times, division, minus, dash) makes it an expression.
  for (const std::string_view sign : {"\u00D7", "\u00F7", "\u00B7", "\u2212", "\u2013"}) {
    if (text.find(sign) != std::string_view::npos) return false;
  }
  return true;
}

// With plain spaces and a plain minus, in quotes.
std::string quoted_number(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t blank = blank_length(text.substr(at));
    if (blank != 0) {
      plain += ' ';
      at += blank;
    } else if (const std::size_t sign = sign_length(text.substr(at)); sign > 1) {
      plain += '-';
      at += sign;
    } else {
      plain += text[at++];
    }
  }
  return quoted(plain);
}

}  // namespace

bare_value read_bare_value(std::string_view token) {
  if (token.empty()) return {bare_kind::placeholder, {}};
  if (token == "true" || token == "false") return {bare_kind::boolean, {}};
  if (const bare_kind kind = number_kind(token); kind != bare_kind::words) return {kind, {}};
  if (looks_like_date(token)) return {bare_kind::date, {}};
  for (const word_pair& pair : yes_and_no) {
    if (token == pair.written) return {bare_kind::yes_or_no, std::string(pair.meant)};
  }
  if (token.size() > longest_mistake) return {bare_kind::words, quoted(token)};
  const written_number number = read_written_number(token);
  if (number.length == 0) return {bare_kind::words, quoted(token)};
  const std::string_view rest = trimmed(token.substr(number.length));
  if (rest == "%") return {bare_kind::percent, quoted_number(token)};
  if (is_unit(rest)) return {bare_kind::with_unit, quoted_number(token)};
  if (!rest.empty()) return {bare_kind::words, quoted(token)};
  const bare_kind kind = number.comma    ? bare_kind::decimal_comma
                         : number.spaces ? bare_kind::grouped
                                         : bare_kind::odd_number;
  return {kind, quoted_number(token)};
}

std::string quoted(std::string_view text) {
  if (text.find_first_of("\"\\") == std::string_view::npos) return '"' + std::string(text) + '"';
  if (text.find('\'') == std::string_view::npos) return '\'' + std::string(text) + '\'';
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

bool is_bare_key(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(),
                                     [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; });
}

std::size_t odd_blank_length(std::string_view text) {
  if (text.empty() || !is_other(text[0])) return 0;
  // No-break, en quad … hair space, zero-width space, narrow no-break, word joiner, ideographic, a stray mark of order.
  for (const std::string_view blank :
       {"\u00A0", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
        "\u200A", "\u200B", "\u202F", "\u205F", "\u2060", "\u3000", "\uFEFF"}) {
    if (text.substr(0, blank.size()) == blank) return blank.size();
  }
  return 0;
}

std::string_view trimmed(std::string_view text) {
  const auto plain = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  for (;;) {
    if (!text.empty() && plain(text.front())) {
      text.remove_prefix(1);
    } else if (const std::size_t odd = odd_blank_length(text); odd != 0) {
      text.remove_prefix(odd);
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && plain(text.back())) {
      text.remove_suffix(1);
    } else if (text.size() >= 2 && odd_blank_length(text.substr(text.size() - 2)) == 2) {
      text.remove_suffix(2);
    } else if (text.size() >= 3 && odd_blank_length(text.substr(text.size() - 3)) == 3) {
      text.remove_suffix(3);
    } else {
      return text;
    }
  }
}

}  // namespace nytta
