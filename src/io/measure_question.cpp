// SPDX-License-Identifier: Apache-2.0
#include "io/measure_question.hpp"

#include <algorithm>
#include <utility>

#include "io/check_keys.hpp"
#include "io/keys.hpp"
#include "io/text_index.hpp"

namespace nytta {

namespace {

using kind = enum document_node::kind;

constexpr std::size_t shown_characters = 40;
constexpr std::size_t most_digits = 40;
constexpr int largest_exponent = 300;  // what a spreadsheet's numbers reach, and no number that stops the machine

std::string item_name(std::string_view key, std::size_t item) {
  return std::string(key) + "[" + std::to_string(item) + "]";
}

measure_number number_in(const document_node& value, std::string_view key, std::optional<std::size_t> item = {}) {
  const auto name = [&] { return item ? item_name(key, *item) : std::string(key); };
  const bool readable = value.kind == kind::integer || value.kind == kind::real || value.kind == kind::string;
  auto number = readable ? measure_number::parse(value.text) : std::nullopt;
  if (!number) refuse_question("N0301", {name(), "a number", shown(value)});
  if (number->digits() > most_digits || !number->within(largest_exponent)) {
    refuse_question("N0318", {name(), std::to_string(most_digits), std::to_string(largest_exponent)});
  }
  return *std::move(number);
}

void require_domain(const measure_number& rate, std::string_view key, const document_node& value) {
  if (rate.approximate() > -0.999) return;
  if (rate.exact() <= -1) refuse_question("N0310", {std::string(key), shown(value)});
}

}  // namespace

void refuse_question(std::string_view code, std::vector<std::string> arguments) {
  throw refused_question{{code, {}, std::move(arguments)}};
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

measure_number measure_question::amount(std::string_view key) const { return number_in(value(key, "a number"), key); }

measure_number measure_question::amount_or(std::string_view key, int otherwise) const {
  return has(key) ? amount(key) : measure_number(otherwise);
}

measure_number measure_question::rate(std::string_view key, rate_domain domain) const {
  const document_node& found = value(key, "a number");
  measure_number rate = number_in(found, key);
  if (domain == rate_domain::above_minus_one) require_domain(rate, key, found);
  return rate;
}

std::vector<measure_number> measure_question::numbers(std::string_view key) const {
  constexpr std::string_view expected = "a list of numbers";
  const document_node& found = value(key, expected);
  if (found.kind != kind::array) refuse_question("N0301", {std::string(key), std::string(expected), shown(found)});
  std::vector<measure_number> out;
  out.reserve(found.items.size());
  for (std::size_t i = 0; i < found.items.size(); ++i) out.push_back(number_in(found.items[i], key, i));
  return out;
}

std::vector<measure_number> measure_question::flows() const {
  std::vector<measure_number> out = numbers("flows");
  if (out.empty()) refuse_question("N0301", {"flows", "a list of at least one number", "[]"});
  return out;
}

std::vector<measure_number> measure_question::rates(std::string_view key) const { return numbers(key); }

std::vector<date> measure_question::dates(std::string_view key) const {
  constexpr std::string_view expected = "a list of dates (\"2026-11-27\")";
  const document_node& found = value(key, expected);
  if (found.kind != kind::array) refuse_question("N0301", {std::string(key), std::string(expected), shown(found)});
  std::vector<date> out;
  out.reserve(found.items.size());
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    const document_node& item = found.items[i];
    const auto day = item.kind == kind::string ? parse_date(item.text) : std::nullopt;
    if (!day) refuse_question("N0301", {item_name(key, i), "a date (\"2026-11-27\")", shown(item)});
    out.push_back(*day);
  }
  return out;
}

int measure_question::whole(std::string_view key, int least, int most) const {
  const document_node& found = value(key, "a whole number");
  const boost::multiprecision::cpp_rational given = number_in(found, key).exact();
  if (denominator(given) != 1 || given < least || given > most) {
    refuse_question("N0313", {std::string(key), shown(found), std::to_string(least), std::to_string(most)});
  }
  return numerator(given).convert_to<int>();
}

bool measure_question::flag(std::string_view key) const {
  if (!has(key)) return false;
  const document_node& found = value(key, "true or false");
  if (found.kind == kind::boolean) return found.boolean;
  if (found.kind == kind::integer && (found.text == "0" || found.text == "1")) return found.text == "1";
  refuse_question("N0301", {std::string(key), "true or false", shown(found)});
}

std::size_t measure_question::word(std::string_view key, std::span<const std::string_view> words) const {
  if (!has(key)) return 0;
  const std::string written = text(key, "a word");
  const auto found = std::find(words.begin(), words.end(), written);
  if (found == words.end()) {
    refuse_question("N0311", {std::string(key), clipped(written, shown_characters), enumerated(words)});
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
