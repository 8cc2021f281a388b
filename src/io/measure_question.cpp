// SPDX-License-Identifier: Apache-2.0
#include "io/measure_question.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "io/check_keys.hpp"
#include "io/keys.hpp"
#include "io/text_index.hpp"

namespace nytta {

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using kind = enum document_node::kind;

constexpr std::size_t shown_characters = 40;
constexpr std::size_t most_digits = 40;
constexpr int largest_exponent = 300;  // what a spreadsheet's numbers reach, and no number that stops the machine

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A decimal as it is written: digits × 10^exponent.
struct written_number {
  bool negative = false;
  std::string digits;  ///< without zeros in front
  long exponent = 0;
};

std::optional<written_number> parts_of(std::string_view text) {
  written_number out;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    out.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  bool any = false;
  bool point = false;
  std::size_t at = 0;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
      continue;
    }
    any = true;
    if (point) --out.exponent;
    if (text[at] != '0' || !out.digits.empty()) out.digits += text[at];
  }
  if (!any) return std::nullopt;
  if (at == text.size()) return out;
  if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
  text.remove_prefix(at + 1);
  if (text.size() > 1 && text.front() == '+' && is_digit(text[1])) text.remove_prefix(1);
  int shift = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), shift);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
  constexpr long beyond_all = 1000000000;
  out.exponent += error == std::errc() ? shift : (text.front() == '-' ? -beyond_all : beyond_all);
  return out;
}

bool within(const written_number& n, int limit) {
  if (n.digits.empty()) return true;
  const long leading = n.exponent + static_cast<long>(n.digits.size()) - 1;
  return leading >= -limit && leading <= limit;
}

cpp_rational value_of(const written_number& n) {
  if (n.digits.empty()) return 0;
  const cpp_int units(n.digits);
  const cpp_int power = pow(cpp_int(10), static_cast<unsigned>(n.exponent < 0 ? -n.exponent : n.exponent));
  const cpp_rational size = n.exponent < 0 ? cpp_rational(units, power) : cpp_rational(cpp_int(units * power));
  return n.negative ? cpp_rational(-size) : size;
}

std::string item_name(std::string_view key, std::size_t item) {
  return std::string(key) + "[" + std::to_string(item) + "]";
}

cpp_rational number_in(const document_node& value, const std::string& name) {
  const bool readable = value.kind == kind::integer || value.kind == kind::real || value.kind == kind::string;
  const auto parts = readable ? parts_of(value.text) : std::nullopt;
  if (!parts) refuse_question("N0301", {name, "a number", shown(value)});
  if (parts->digits.size() > most_digits || !within(*parts, largest_exponent)) {
    refuse_question("N0318", {name, std::to_string(most_digits), std::to_string(largest_exponent)});
  }
  return value_of(*parts);
}

void require_domain(const cpp_rational& rate, const std::string& name, const document_node& value) {
  if (rate <= -1) refuse_question("N0310", {name, shown(value)});
}

}  // namespace

void refuse_question(std::string_view code, std::vector<std::string> arguments) {
  throw refused_question{{code, {}, std::move(arguments)}};
}

std::optional<cpp_rational> exact_number(std::string_view text, int limit) {
  const auto parts = parts_of(text);
  if (!parts || !within(*parts, limit)) return std::nullopt;
  return value_of(*parts);
}

std::string nearest_of(std::span<const std::string_view> known, std::string_view written) {
  std::vector<keys::word> words;
  for (const std::string_view k : known) words.push_back({k, {}});
  return std::string(keys::nearest_word(words, written));
}

std::string enumerated(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view w : words) {
    if (!out.empty()) out += ", ";
    out += w;
  }
  return out;
}

void measure_question::allow(std::span<const std::string_view> keys) const {
  for (const member& m : object_.members) {
    if (m.key == "measure" || std::find(keys.begin(), keys.end(), m.key) != keys.end()) continue;
    const std::string near = nearest_of(keys, m.key);
    const std::string written = clipped(m.key, shown_characters);
    if (near.empty()) refuse_question("N0305", {written, enumerated(keys)});
    refuse_question("N0306", {written, near});
  }
}

void measure_question::not_together(std::string_view one, std::string_view other) const {
  if (has(one) && has(other)) refuse_question("N0314", {std::string(one), std::string(other)});
}

const document_node& measure_question::value(std::string_view key, std::string_view expected) const {
  const member* found = object_.find(key);
  if (found == nullptr) refuse_question("N0301", {std::string(key), std::string(expected), "missing"});
  return found->value;
}

std::string measure_question::text(std::string_view key, std::string_view expected) const {
  const document_node& found = value(key, expected);
  if (found.kind != kind::string) {
    refuse_question("N0301", {std::string(key), std::string(expected), shown(found)});
  }
  return found.text;
}

cpp_rational measure_question::rate(std::string_view key, rate_domain domain) const {
  const document_node& found = value(key, "a number");
  cpp_rational rate = number_in(found, std::string(key));
  if (domain == rate_domain::above_minus_one) require_domain(rate, std::string(key), found);
  return rate;
}

std::vector<cpp_rational> measure_question::numbers(std::string_view key) const {
  constexpr std::string_view expected = "a list of numbers";
  const document_node& found = value(key, expected);
  if (found.kind != kind::array) refuse_question("N0301", {std::string(key), std::string(expected), shown(found)});
  std::vector<cpp_rational> out;
  out.reserve(found.items.size());
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    out.push_back(number_in(found.items[i], item_name(key, i)));
  }
  return out;
}

std::vector<cpp_rational> measure_question::flows() const {
  std::vector<cpp_rational> out = numbers("flows");
  if (out.empty()) refuse_question("N0301", {"flows", "a list of at least one number", "[]"});
  return out;
}

std::vector<cpp_rational> measure_question::rates(std::string_view key) const { return numbers(key); }

int measure_question::whole(std::string_view key, int least, int most) const {
  const document_node& found = value(key, "a whole number");
  const cpp_rational given = number_in(found, std::string(key));
  if (denominator(given) != 1 || given < least || given > most) {
    refuse_question("N0313", {std::string(key), shown(found), std::to_string(least), std::to_string(most)});
  }
  return numerator(given).convert_to<int>();
}

std::size_t measure_question::word(std::string_view key, std::initializer_list<std::string_view> words) const {
  if (!has(key)) return 0;
  const std::string written = text(key, "a word");
  const auto* found = std::find(words.begin(), words.end(), written);
  if (found == words.end()) {
    refuse_question("N0311", {std::string(key), clipped(written, shown_characters),
                              enumerated(std::span(words.begin(), words.size()))});
  }
  return static_cast<std::size_t>(found - words.begin());
}

std::vector<measure_question> measure_question::tables(std::string_view key, std::string_view expected) const {
  const document_node& found = value(key, expected);
  if (found.kind != kind::array || found.items.empty()) {
    refuse_question("N0301", {std::string(key), std::string(expected), shown(found)});
  }
  std::vector<measure_question> out;
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    const document_node& item = found.items[i];
    if (item.kind != kind::table) refuse_question("N0301", {item_name(key, i), "an object", shown(item)});
    out.emplace_back(item);
  }
  return out;
}

}  // namespace nytta
