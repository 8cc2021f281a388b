// SPDX-License-Identifier: Apache-2.0
#include "io/document.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "io/check_keys.hpp"

namespace nytta {

namespace {

using kind = enum document_node::kind;

bool shares_a_plain_key(const document_node& a, const document_node& b) {
  return std::any_of(b.members.begin(), b.members.end(), [&a](const member& m) {
    const member* twin = a.find(m.key);
    return twin != nullptr && (twin->value.kind != kind::table || m.value.kind != kind::table);
  });
}

}  // namespace

void merge(document_node& into, document_node from) {
  into.incomplete = into.incomplete || from.incomplete;
  if (into.kind == kind::array && from.kind == kind::array) {
    std::move(from.items.begin(), from.items.end(), std::back_inserter(into.items));
  } else if (into.kind == kind::array && from.kind == kind::table) {
    into.items.push_back(std::move(from));
  } else if (into.kind == kind::table && from.kind == kind::table) {
    for (member& m : from.members) {
      const auto twin = std::find_if(into.members.begin(), into.members.end(),
                                     [&m](const member& known) { return known.key == m.key; });
      if (twin == into.members.end()) {
        into.members.push_back(std::move(m));
        continue;
      }
      const bool two_tables = twin->value.kind == kind::table && m.value.kind == kind::table;
      if (two_tables && shares_a_plain_key(twin->value, m.value)) into.incomplete = true;
      merge(twin->value, std::move(m.value));
    }
  } else {
    into.incomplete = true;
  }
}

const member* document_node::find(std::string_view key) const {
  for (const member& one : members) {
    if (one.key == key) return &one;
  }
  return nullptr;
}

document_reading read_document(std::string_view text, const std::string& file) {
  const std::string_view name = file;
  const std::string_view ending = ".json";
  const bool named = name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool unnamed = name == "-" && first != std::string_view::npos && text[first] == '{';
  document_reading reading = named || unnamed ? read_json(text, file) : read_toml(text, file);
  if (reading.root && reading.root->kind != kind::table) {
    reading.errors.push_back({"N0143", {file, 1, 1, {}}, {shown(*reading.root)}});
    reading.root.reset();
  }
  return reading;
}

}  // namespace nytta
