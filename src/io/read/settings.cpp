// SPDX-License-Identifier: Apache-2.0
#include "io/read/settings.hpp"

#include <nytta/core/number_text.hpp>
#include <nytta/core/unit.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/document/bare_value.hpp"

namespace nytta {

namespace {

using kind = enum document_node::kind;

void stand_at(document_node& value, const place& where) {
  value.where = where;
  for (auto& m : value.members) {
    m.key_place = where;
    stand_at(m.value, where);
  }
  for (auto& item : value.items) stand_at(item, where);
}

document_node value_of(const setting& s, const place& where) {
  document_reading read = read_toml("value = " + s.value + "\n", where.file);
  document_node value;
  const bool toml =
      read.errors.empty() && read.root && read.root->members.size() == 1 && read.root->members.front().key == "value";
  if (toml) {
    value = std::move(read.root->members.front().value);
  } else {
    value.kind = kind::string;
    value.text = s.value;
  }
  stand_at(value, where);
  return value;
}

/// A bare number in place of "415 kr/h" keeps the unit: 500 is 500 kr/h. A percentage is only kept among the factors: a
/// bare rate or share is a fraction, here as in the file.
void keep_unit(const document_node& old, document_node& fresh, bool factor) {
  if (old.kind != kind::string || (fresh.kind != kind::integer && fresh.kind != kind::real)) return;
  const auto number = read_number(old.text);
  if (number.fault != number_fault::none || number.length >= old.text.size()) return;
  const auto unit = trimmed(std::string_view(old.text).substr(number.length));
  if (unit.empty() || !parse_unit(unit) || (unit == "%" && !factor)) return;
  fresh.kind = kind::string;
  fresh.text += " " + std::string(unit);
}

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts(1);
  for (const char c : path) {
    if (c == '.') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

document_node* within(document_node& at, const std::string& name) {
  for (auto& m : at.members) {
    if (m.key == name) return &m.value;
  }
  for (auto& item : at.items) {
    const auto* id = item.find("id");
    if (id != nullptr && id->value.text == name) return &item;
  }
  return nullptr;
}

/// "a, b, c": what may stand at this point of a path.
std::string names_in(const document_node& at) {
  std::string names;
  const auto add = [&](const std::string& name) { names += (names.empty() ? "" : ", ") + name; };
  for (const auto& m : at.members) add(m.key);
  for (const auto& item : at.items) {
    if (const auto* id = item.find("id")) add(id->value.text);
  }
  return names.empty() ? "-" : names;
}

void apply(document_node& root, const setting& s, diagnostics& errors) {
  const place where{"--set " + s.key, 0, 0, {}};
  const auto parts = parts_of(s.key);
  if (std::any_of(parts.begin(), parts.end(), [](const std::string& p) { return p.empty(); })) {
    errors.push_back({"N0270", where, {s.key}});
    return;
  }
  document_node* at = &root;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    document_node* next = within(*at, parts[i]);
    if (next == nullptr || (next->kind != kind::table && next->kind != kind::array)) {
      errors.push_back({"N0271", where, {s.key, parts[i], names_in(*at)}});
      return;
    }
    at = next;
  }
  if (at->kind != kind::table) {
    errors.push_back({"N0271", where, {s.key, parts.back(), names_in(*at)}});
    return;
  }
  if (document_node* old = within(*at, parts.back())) {
    document_node fresh = value_of(s, where);
    keep_unit(*old, fresh, parts.front() == "factors");
    *old = std::move(fresh);
  } else {
    at->members.push_back({parts.back(), where, value_of(s, where)});
  }
}

}  // namespace

void apply_settings(document_node& root, std::span<const setting> settings, diagnostics& errors) {
  for (const setting& s : settings) apply(root, s, errors);
}

}  // namespace nytta
