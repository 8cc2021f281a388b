// SPDX-License-Identifier: Apache-2.0
#include "io/measure/measure_question.hpp"

#include <algorithm>
#include <utility>

#include "io/document/text_index.hpp"
#include "io/read/keys.hpp"

namespace nytta {

namespace {

using kind = enum document_node::kind;

constexpr std::size_t shown_characters = 40;
constexpr std::size_t most_noted = 100;  // of one question: a long list may be wrong throughout
constexpr std::size_t most_digits = 40;
constexpr int largest_exponent = 300;  // what a spreadsheet's numbers reach, and no number that stops the machine

std::string item_name(const std::string& list, std::size_t item) { return list + "[" + std::to_string(item) + "]"; }

diagnostic not_as_expected(std::string name, std::string_view expected, std::string found) {
  std::string_view how;
  if (expected == "a whole number") {
    how = ": 12 or \"12\"";
  } else if (expected.find("number") != std::string_view::npos) {
    how = ": 0.05 or \"0.05\", with a decimal point and without units or spaces";
  }
  return {"N0301", {}, {std::move(name), std::string(expected), std::move(found), std::string(how)}};
}

[[noreturn]] void refuse_expected(std::string name, std::string_view expected, std::string found) {
  throw refused_question{{not_as_expected(std::move(name), expected, std::move(found))}};
}

/// `name` tells which number it is, where it is no number.
template <class Name>
measure_number number_in(const document_node& value, const Name& name, std::string_view expected = "a number") {
  const bool readable = value.kind == kind::integer || value.kind == kind::real || value.kind == kind::string;
  auto number = readable ? measure_number::parse(value.text) : std::nullopt;
  if (!number) refuse_expected(name(), expected, shown(value));
  if (number->digits() > most_digits || !number->within(largest_exponent)) {
    refuse_question("N0318", {name(), std::to_string(most_digits), std::to_string(largest_exponent)});
  }
  return *std::move(number);
}

void require_domain(const measure_number& rate, const std::string& name, const document_node& value) {
  if (rate.approximate() > -0.999) return;
  if (rate.exact() <= -1) refuse_question("N0310", {name, shown(value)});
}

}  // namespace

void refuse_question(std::string_view code, std::vector<std::string> arguments) {
  throw refused_question{{{code, {}, std::move(arguments)}}};
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
    const std::string written = named(clipped(m.key, shown_characters));
    if (near.empty()) {
      note({"N0305", {}, {written, enumerated(keys)}});
    } else {
      note({"N0306", {}, {written, near}});
    }
  }
}

void measure_question::not_together(std::string_view one, std::string_view other) const {
  if (has(one) && has(other)) note({"N0314", {}, {named(one), named(other)}});
}

void measure_question::note(diagnostic why) const {
  if (noted_.size() < most_noted) noted_.push_back(std::move(why));
}

void measure_question::read() const {
  if (!noted_.empty()) throw refused_question{};
}

bool measure_question::is_misspelt(std::string_view key) const {
  return std::any_of(noted_.begin(), noted_.end(), [&](const diagnostic& d) {
    return d.code == "N0306" && d.arguments.back() == key && d.arguments.front().rfind(place_, 0) == 0;
  });
}

bool measure_question::is_list(std::string_view key) const {
  const member* found = object_.find(key);
  return found != nullptr && found->value.kind == kind::array;
}

template <class Reading>
auto measure_question::noted(const Reading& reading) const -> decltype(reading()) {
  try {
    return reading();
  } catch (const refused_question& e) {
    for (const diagnostic& why : e.why) note(why);
    return {};
  }
}

const document_node& measure_question::value(std::string_view key, std::string_view expected) const {
  const member* found = object_.find(key);
  if (found != nullptr) return found->value;
  if (is_misspelt(key)) throw refused_question{};  // not missing, and that has been told
  refuse_expected(named(key), expected, "missing");
}

const document_node& measure_question::list(std::string_view key, std::string_view expected) const {
  const document_node& found = value(key, expected);
  if (found.kind == kind::array) return found;
  refuse_expected(named(key), expected, shown(found));
}

std::string measure_question::text(std::string_view key, std::string_view expected) const {
  return noted([&] {
    const document_node& found = value(key, expected);
    if (found.kind == kind::string) return found.text;
    refuse_expected(named(key), expected, shown(found));
  });
}

measure_number measure_question::amount(std::string_view key) const {
  return noted([&] { return number_in(value(key, "a number"), [&] { return named(key); }); });
}

measure_number measure_question::amount_or(std::string_view key, int otherwise) const {
  return has(key) ? amount(key) : measure_number(otherwise);
}

measure_number measure_question::rate(std::string_view key, rate_domain domain) const {
  return noted([&] {
    const document_node& found = value(key, "a number");
    measure_number rate = number_in(found, [&] { return named(key); });
    if (domain == rate_domain::above_minus_one) require_domain(rate, named(key), found);
    return rate;
  });
}

std::vector<measure_number> measure_question::numbers(std::string_view key, std::string_view expected,
                                                      std::size_t least) const {
  return noted([&] {
    const document_node& found = list(key, expected);
    if (found.items.size() < least) refuse_expected(named(key), expected, shown(found));
    std::vector<measure_number> out;
    out.reserve(found.items.size());
    for (std::size_t i = 0; i < found.items.size(); ++i) {
      out.push_back(noted([&] { return number_in(found.items[i], [&] { return item_name(named(key), i); }); }));
    }
    return out;
  });
}

std::vector<measure_number> measure_question::flows() const {
  return numbers("flows", "a list of at least one number", 1);
}

std::vector<measure_number> measure_question::rates(std::string_view key) const {
  return numbers(key, "a list of numbers", 0);
}

std::vector<date> measure_question::dates(std::string_view key) const {
  return noted([&] {
    const document_node& found = list(key, "a list of dates (\"2026-11-27\")");
    std::vector<date> out;
    out.reserve(found.items.size());
    for (std::size_t i = 0; i < found.items.size(); ++i) {
      out.push_back(noted([&] {
        const document_node& item = found.items[i];
        const auto day = item.kind == kind::string ? parse_date(item.text) : std::nullopt;
        if (!day) refuse_expected(item_name(named(key), i), "a date (\"2026-11-27\")", shown(item));
        return *day;
      }));
    }
    return out;
  });
}

int measure_question::whole(std::string_view key, int least, int most) const {
  return noted([&] {
    const document_node& found = value(key, "a whole number");
    const boost::multiprecision::cpp_rational given = number_in(
                                                          found, [&] { return named(key); }, "a whole number")
                                                          .exact();
    if (denominator(given) != 1 || given < least || given > most) {
      refuse_question("N0313", {named(key), shown(found), std::to_string(least), std::to_string(most)});
    }
    return numerator(given).convert_to<int>();
  });
}

bool measure_question::flag(std::string_view key) const {
  if (!has(key)) return false;
  return noted([&] {
    const document_node& found = value(key, "true or false");
    if (found.kind == kind::boolean) return found.boolean;
    if (found.kind == kind::integer && (found.text == "0" || found.text == "1")) return found.text == "1";
    refuse_expected(named(key), "true or false", shown(found));
  });
}

std::size_t measure_question::word(std::string_view key, std::span<const std::string_view> words) const {
  if (!has(key)) return 0;
  return noted([&] {
    const document_node& found = value(key, "a word");
    if (found.kind != kind::string) refuse_expected(named(key), "a word", shown(found));
    const auto at = std::find(words.begin(), words.end(), found.text);
    if (at == words.end()) {
      refuse_question("N0311", {named(key), clipped(found.text, shown_characters), enumerated(words)});
    }
    return static_cast<std::size_t>(at - words.begin());
  });
}

std::vector<measure_question> measure_question::tables(std::string_view key, std::string_view expected) const {
  return noted([&] {
    const document_node& found = list(key, expected);
    if (found.items.empty()) refuse_expected(named(key), expected, shown(found));
    std::vector<measure_question> out;
    for (std::size_t i = 0; i < found.items.size(); ++i) {
      const document_node& item = found.items[i];
      if (item.kind == kind::table) {
        out.emplace_back(item, noted_, item_name(named(key), i) + ".");
      } else {
        note(not_as_expected(item_name(named(key), i), "an object", shown(item)));
      }
    }
    return out;
  });
}

}  // namespace nytta
