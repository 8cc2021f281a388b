// SPDX-License-Identifier: Apache-2.0
#include "io/read/values.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace nytta {

namespace {

using kind = enum document_node::kind;

constexpr std::size_t most_digits = 30;

bool is_bare_number(const document_node& value) { return value.kind == kind::integer || value.kind == kind::real; }

// Digits that count: leading zeros and the exponent do not.
std::size_t significant_digits(std::string_view number) {
  std::size_t count = 0;
  for (const char c : number) {
    if (c == 'e' || c == 'E') break;
    const bool digit = c >= '0' && c <= '9';
    if (digit && (count > 0 || c != '0')) ++count;
  }
  return count;
}

const decimal& hundredth() {
  static const decimal value = decimal::of(1, 2);
  return value;
}

bool is_percent(const unit& u) { return u.terms.size() == 1 && u.terms[0].word == "%" && u.terms[0].power == 1; }

}  // namespace

std::string in_percent(const decimal& fraction) {
  const decimal percent = (fraction * decimal(100)).normalized();
  return nytta::to_string(quantity{percent, unit{{{"%", 1}}}});
}

std::optional<timing> timing_of(std::optional<std::string_view> word) {
  if (!word) return std::nullopt;
  if (*word == "start") return timing::start;
  return *word == "middle" ? timing::middle : timing::end;
}

const document_node* value_reader::at(const document_node& table, std::string_view key) {
  const member* found = table.find(key);
  return found == nullptr || found->value.kind == kind::unreadable ? nullptr : &found->value;
}

namespace {

/// A text for people: control characters, which could only be written as escapes, would act on their terminal.
std::string printable(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) c = ' ';
  }
  return text;
}

}  // namespace

std::string value_reader::text(const document_node& table, std::string_view key) {
  const document_node* value = at(table, key);
  return value != nullptr && value->kind == kind::string ? printable(value->text) : std::string{};
}

std::string value_reader::name(const document_node& table, std::string_view key) {
  const document_node* value = at(table, key);
  const bool empty = value != nullptr && value->kind == kind::string && value->text.empty();
  if (empty) report("N0222", value->where, {"`" + std::string(key) + "`"});
  return text(table, key);
}

std::vector<std::string> value_reader::texts(const document_node& table, std::string_view key) {
  std::vector<std::string> out;
  const document_node* value = at(table, key);
  if (value == nullptr) return out;
  if (value->kind == kind::string) out.push_back(printable(value->text));
  for (const document_node& item : value->items) {
    if (item.kind == kind::string) out.push_back(printable(item.text));
  }
  return out;
}

bool value_reader::flag(const document_node& table, std::string_view key) {
  const document_node* value = at(table, key);
  return value != nullptr && value->kind == kind::boolean && value->boolean;
}

std::optional<int> value_reader::whole(const document_node& table, std::string_view key) {
  const document_node* value = at(table, key);
  return value == nullptr ? std::nullopt : whole(*value);
}

std::optional<int> value_reader::whole(const document_node& value) {
  if (value.kind != kind::integer) return std::nullopt;
  int out = 0;
  std::string_view digits = value.text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (read.ec == std::errc{} && read.ptr == digits.data() + digits.size()) return out;
  report("N0420", value.where, {shown(value)});
  return std::nullopt;
}

std::optional<std::string_view> value_reader::word(const document_node& table, std::string_view key,
                                                   const keys::table& rules) {
  const document_node* value = at(table, key);
  if (value == nullptr || value->kind != kind::string) return std::nullopt;
  return keys::english_word(keys::find(rules, key)->words, value->text);
}

std::optional<decimal> value_reader::number(const document_node& value) {
  if (!is_bare_number(value)) return std::nullopt;
  if (significant_digits(value.text) > most_digits) {
    report("N0421", value.where, {shown(value)});
    return std::nullopt;
  }
  const auto out = decimal::parse(value.text);
  if (!out) report("N0420", value.where, {shown(value)});
  if (out && !out->is_zero()) {  // an exponent writes more digits than it shows
    const int whole_digits = digit_count(out->coefficient()) - out->scale();
    if ((std::max)(whole_digits, out->normalized().scale()) > static_cast<int>(most_digits)) {
      report("N0421", value.where, {shown(value)});
      return std::nullopt;
    }
  }
  return out;
}

std::optional<quantity> value_reader::amount(const document_node& value) {
  if (value.kind == kind::string) {
    auto read = parse_quantity(value.text, value.where);
    if (read) {
      quantity out = std::move(read).value();
      tell_money(out.unit_of, value.where);
      return out;
    }
    errors_.insert(errors_.end(), read.error().begin(), read.error().end());
    return std::nullopt;
  }
  const auto bare = number(value);
  if (!bare) return std::nullopt;
  return quantity{*bare, {}};
}

// A word that no case means otherwise: SEK, mnkr, Tkr. Other unknown words are units of the case's own.
void value_reader::tell_money(unit& of, const place& where) {
  if (units_ == nullptr) return;
  for (unit_term& t : of.terms) {
    const std::string_view meant = units_->knows(t.word) ? std::string_view{} : suggestion(t.word);
    if (meant != "kr" && meant != "tkr" && meant != "mkr") continue;
    report("N0507", where, {t.word, std::string(meant)});
    t.word = meant;
  }
}

std::optional<quantity> value_reader::kronor(const document_node& value) {
  auto read = parse_quantity(value.text + " kr", value.where);
  if (read) return std::move(read).value();
  errors_.insert(errors_.end(), read.error().begin(), read.error().end());
  return std::nullopt;
}

std::vector<dated_quantity> value_reader::dated(const document_node& by_year) {
  std::vector<dated_quantity> out;
  for (const member& m : by_year.members) {
    const auto year = keys::year_of(m.key);
    if (!year || m.value.kind == kind::unreadable) continue;
    if (const auto value = amount(m.value)) out.push_back({*year, *value, m.key_place});
  }
  std::sort(out.begin(), out.end(), [](const dated_quantity& a, const dated_quantity& b) { return a.year < b.year; });
  return out;
}

std::optional<decimal> value_reader::plain(const document_node& value) {
  const auto read = amount(value);
  if (!read) return std::nullopt;
  if (read->unit_of.terms.empty()) return read->value;
  report("N0440", value.where, {shown(value), nytta::to_string(read->unit_of)});
  return std::nullopt;
}

std::optional<expression> value_reader::formula(const document_node& value) {
  if (value.kind == kind::string) {
    auto read = parse_expression(value.text, value.where);
    if (read) {
      expression out = std::move(read).value();
      for (expression::node& n : out.nodes) tell_money(n.unit_of, value.where);
      return out;
    }
    errors_.insert(errors_.end(), read.error().begin(), read.error().end());
    return std::nullopt;
  }
  const auto bare = number(value);
  if (!bare) return std::nullopt;
  return constant(quantity{*bare, {}}, value.where);
}

std::optional<decimal> value_reader::fraction(const expression& share) {
  if (share.nodes.size() != 1 || share.root().what != expression::kind::number) return std::nullopt;
  return is_percent(share.root().unit_of) ? share.root().value * hundredth() : share.root().value;
}

std::optional<expression> value_reader::share(const document_node& value, limits within) {
  auto read = formula(value);
  if (!read) return read;
  const auto literal = fraction(*read);
  if (!literal) return read;

  const unit& of = read->root().unit_of;
  const auto refuse = [&](std::string_view code, std::vector<std::string> arguments) {
    report(code, value.where, std::move(arguments));
    return std::nullopt;
  };
  if (!of.terms.empty() && !is_percent(of)) return refuse("N0436", {shown(value), nytta::to_string(of)});
  if (of.terms.empty() && *literal > decimal(2)) return refuse("N0423", {shown(value), literal->to_string()});
  if (within == limits::not_negative && literal->is_negative()) return refuse("N0424", {shown(value)});
  const bool outside = literal->is_negative() || *literal > decimal(1);
  if (within == limits::part_of_whole && outside) return refuse("N0425", {shown(value)});
  return read;
}

bool value_reader::rate_in_range(const decimal& value, bool bare, const document_node& written) {
  if (value <= decimal(-1)) {
    report("N0702", written.where, {shown(written)});
    return false;
  }
  if (bare && value >= decimal(1)) {
    report("N0701", written.where, {shown(written), value.to_string()});
    return false;
  }
  return true;
}

std::optional<rate_source> value_reader::rate(const document_node& value) {
  if (value.kind == kind::table) {
    const document_node* id = at(value, "factor");
    if (id == nullptr || id->kind != kind::string) return std::nullopt;
    return rate_source{decimal{}, id->text, id->where};
  }
  const auto read = amount(value);
  if (!read) return std::nullopt;
  const bool percent = is_percent(read->unit_of);
  if (!percent && !read->unit_of.terms.empty()) {
    report("N0703", value.where, {shown(value), nytta::to_string(read->unit_of)});
    return std::nullopt;
  }
  const decimal fraction_of_one = percent ? read->value * hundredth() : read->value;
  if (!rate_in_range(fraction_of_one, !percent, value)) return std::nullopt;
  return rate_source{fraction_of_one, {}, value.where};
}

void value_reader::steps(const document_node& table, rate_rule& into) {
  into.form = rate_form::steps;
  const document_node* list = at(table, "steps");
  for (const document_node& item : list->items) {
    const auto from = whole(item, "from");
    const document_node* written = at(item, "rate");
    const auto value = written == nullptr ? std::nullopt : rate(*written);
    if (!from || !value) continue;
    const bool first = into.parts.empty();
    if (first ? *from != 1 : *from <= into.parts.back().from) {
      report("N0705", at(item, "from")->where, {std::to_string(*from)});
      continue;
    }
    into.parts.push_back({*from, *value});
  }
  if (const auto origin = origin_of(table, "origin")) {
    into.origin = origin->first;
    into.origin_year = origin->second;
  }
}

std::optional<std::pair<step_origin, int>> value_reader::origin_of(const document_node& table, std::string_view key) {
  const document_node* written = at(table, key);
  if (written == nullptr) return std::nullopt;
  if (written->kind == kind::integer) return std::pair(step_origin::calendar_year, whole(table, key).value_or(0));
  const auto words = keys::find(*keys::find(keys::case_file(), "calculation")->of, "rate_origin")->words;
  const bool first = keys::english_word(words, written->text) == "first_year";
  return std::pair(first ? step_origin::first_year : step_origin::base_year, 0);
}

void value_reader::rates_by_year(const document_node& table, rate_rule& into) {
  into.form = rate_form::years;
  for (const member& m : at(table, "years")->members) {
    const auto year = keys::year_of(m.key);
    const auto value = year ? rate(m.value) : std::nullopt;
    if (value) into.parts.push_back({*year, *value});
  }
  std::sort(into.parts.begin(), into.parts.end(),
            [](const rate_part& a, const rate_part& b) { return a.from < b.from; });
}

std::optional<rate_rule> value_reader::schedule(const document_node& value) {
  rate_rule out;
  out.where = value.where;
  const bool none = value.kind == kind::string && (value.text == "none" || value.text == "ingen");
  if (none) {
    out.form = rate_form::none;
    return out;
  }
  if (value.kind != kind::table) {
    const auto flat = rate(value);
    if (!flat) return std::nullopt;
    out.parts.push_back({1, *flat});
    return out;
  }
  const auto given = [&](std::string_view key) { return at(value, key) != nullptr ? 1 : 0; };
  const bool one_form = given("steps") + given("years") + given("factor") == 1;
  if (!one_form || (given("origin") == 1 && given("steps") == 0)) {
    report("N0704", value.where, {});
    return std::nullopt;
  }
  if (given("factor") == 1) {
    const auto by_factor = rate(value);
    if (!by_factor) return std::nullopt;
    out.parts.push_back({1, *by_factor});
  } else if (given("steps") == 1 && at(value, "steps")->kind == kind::array) {
    steps(value, out);
  } else if (given("years") == 1 && at(value, "years")->kind == kind::table) {
    rates_by_year(value, out);
  }
  if (out.parts.empty()) {
    const bool empty = at(value, "steps") != nullptr ? at(value, "steps")->items.empty()
                                                     : given("years") == 1 && at(value, "years")->members.empty();
    if (empty) report("N0704", value.where, {});
    return std::nullopt;
  }
  return out;
}

}  // namespace nytta
