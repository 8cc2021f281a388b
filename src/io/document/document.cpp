// SPDX-License-Identifier: Apache-2.0
#include "io/document/document.hpp"

#include <nytta/core/utf8.hpp>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string>
#include <utility>

namespace nytta {

namespace {

using kind = enum document_node::kind;

// Members by their keys. The table's own search is linear, and two tables of 24 000 keys each are to be joined in time.
class members_by_key {
 public:
  explicit members_by_key(const document_node& of) : of_(of) {
    order_.resize(of.members.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) { return key(a) < key(b); });
  }

  /// The member's number, or none.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view wanted) const {
    const auto found = std::lower_bound(order_.begin(), order_.end(), wanted,
                                        [this](std::size_t i, std::string_view k) { return key(i) < k; });
    return found != order_.end() && key(*found) == wanted ? std::optional(*found) : std::nullopt;
  }

 private:
  [[nodiscard]] std::string_view key(std::size_t i) const { return of_.members[i].key; }

  const document_node& of_;
  std::vector<std::size_t> order_;
};

bool shares_a_plain_key(const document_node& a, const document_node& b) {
  const members_by_key known(a);
  return std::any_of(b.members.begin(), b.members.end(), [&](const member& m) {
    const auto twin = known.find(m.key);
    return twin && (a.members[*twin].value.kind != kind::table || m.value.kind != kind::table);
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
    const members_by_key known(into);  // no key stands twice in `from`: what is added need not be found
    for (member& m : from.members) {
      const auto which = known.find(m.key);
      if (!which) {
        into.members.push_back(std::move(m));
        continue;
      }
      document_node& twin = into.members[*which].value;
      const bool two_tables = twin.kind == kind::table && m.value.kind == kind::table;
      if (two_tables && shares_a_plain_key(twin, m.value)) into.incomplete = true;
      merge(twin, std::move(m.value));
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
  return named || unnamed ? read_json_object(text, file) : read_toml(text, file);
}

document_reading read_json_object(std::string_view text, const std::string& file) {
  document_reading reading = read_json(text, file);
  if (reading.root && reading.root->kind != kind::table) {
    reading.errors.push_back({"N0143", {file, 1, 1, {}}, {shown(*reading.root)}});
    reading.root.reset();
  }
  return reading;
}

std::string shown(const document_node& value) {
  constexpr std::size_t most_characters = 40;
  switch (value.kind) {
    case kind::string: {
      std::size_t end = 0;
      for (std::size_t n = 0; n < most_characters && end < value.text.size(); ++n) {
        end += character_at(value.text, end).length;
      }
      return "\"" + value.text.substr(0, end) + (end < value.text.size() ? "…\"" : "\"");
    }
    case kind::integer:
    case kind::real:
    case kind::date: return value.text.substr(0, most_characters);
    case kind::boolean: return value.boolean ? "true" : "false";
    case kind::array: return value.items.empty() ? "[]" : "[…]";
    case kind::table: return value.members.empty() ? "{}" : "{…}";
    case kind::null: return "null";
    case kind::unreadable: return "?";
  }
  return "?";
}

}  // namespace nytta
