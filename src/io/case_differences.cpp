// SPDX-License-Identifier: Apache-2.0
#include "io/case_differences.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "io/document/document.hpp"

namespace nytta {

namespace {

using kind = enum document_node::kind;

/// Do two values say the same? The order of keys in a table says nothing.
bool same(const document_node& a, const document_node& b) {
  if (a.kind != b.kind || a.text != b.text || a.boolean != b.boolean) return false;
  if (a.members.size() != b.members.size() || a.items.size() != b.items.size()) return false;
  const bool members = std::all_of(a.members.begin(), a.members.end(), [&](const member& m) {
    const member* other = b.find(m.key);
    return other != nullptr && same(m.value, other->value);
  });
  return members && std::equal(a.items.begin(), a.items.end(), b.items.begin(), same);
}

bool bears_id(const document_node& item) {
  const member* id = item.find("id");
  return id != nullptr && id->value.kind == kind::string;
}

/// [factors.x] as the [[factors]] with id = "x" that means the same.
void list_entries(document_node& root) {
  for (member& group : root.members) {
    constexpr std::array<std::string_view, 4> both_ways{"factors", "stakeholders", "alternatives", "scenarios"};
    const bool named = std::find(both_ways.begin(), both_ways.end(), group.key) != both_ways.end();
    if (!named || group.value.kind != kind::table) continue;
    document_node list;
    list.kind = kind::array;
    list.where = group.value.where;
    for (member& entry : group.value.members) {
      if (entry.value.kind != kind::table) return;  // not an entry: left as it is
      document_node id;
      id.kind = kind::string;
      id.text = entry.key;
      id.where = entry.key_place;
      entry.value.members.insert(entry.value.members.begin(), member{"id", entry.key_place, std::move(id)});
      list.items.push_back(std::move(entry.value));
    }
    group.value = std::move(list);
  }
}

/// The entries of a part of the file: items by their ids, members by their keys; empty for a single value.
std::vector<std::pair<std::string, const document_node*>> entries_of(const document_node& part) {
  std::vector<std::pair<std::string, const document_node*>> out;
  for (const member& m : part.members) out.emplace_back(m.key, &m.value);
  if (std::all_of(part.items.begin(), part.items.end(), bears_id)) {
    for (const document_node& item : part.items) out.emplace_back(item.find("id")->value.text, &item);
  }
  return out;
}

const document_node* entry_in(const document_node* part, const std::string& id) {
  if (part == nullptr) return nullptr;
  for (const auto& [key, value] : entries_of(*part)) {
    if (key == id) return value;
  }
  return nullptr;
}

/// A value on one line, as the file has it.
std::string in_words(const document_node& value) {
  std::string out;
  if (value.kind == kind::table) {
    for (const member& m : value.members) out += (out.empty() ? "" : ", ") + m.key + " = " + in_words(m.value);
    return "{ " + out + " }";
  }
  if (value.kind != kind::array) return shown(value);
  for (const document_node& item : value.items) out += (out.empty() ? "" : ", ") + in_words(item);
  return "[" + out + "]";
}

/// "likely 415 kr/h → 450 kr/h; by_year.2028 – → 700 kr": the keys in which two entries differ, with their values.
void add_changes(const document_node& before, const document_node& after, const std::string& path, std::string& out) {
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  if (before.kind == kind::table && after.kind == kind::table) {
    for (const member& m : before.members) {
      const member* other = after.find(m.key);
      if (other == nullptr) {
        out += (out.empty() ? "" : "; ") + below(m.key) + " " + in_words(m.value) + " → –";
      } else if (!same(m.value, other->value)) {
        add_changes(m.value, other->value, below(m.key), out);
      }
    }
    for (const member& m : after.members) {
      if (before.find(m.key) == nullptr) out += (out.empty() ? "" : "; ") + below(m.key) + " – → " + in_words(m.value);
    }
    return;
  }
  out += (out.empty() ? "" : "; ") + (path.empty() ? "" : path + " ") + in_words(before) + " → " + in_words(after);
}

std::string changes_in_words(const document_node& before, const document_node& after) {
  std::string out;
  add_changes(before, after, {}, out);
  return out;
}

const document_node* calculation_of(const document_node& root) {
  const member* found = root.find("calculation");
  return found == nullptr ? nullptr : &found->value;
}

void put(document_node& part, const std::string& id, const document_node* value) {
  const auto as_member =
      std::find_if(part.members.begin(), part.members.end(), [&](const member& m) { return m.key == id; });
  const auto as_item = std::find_if(part.items.begin(), part.items.end(), [&](const document_node& item) {
    return bears_id(item) && item.find("id")->value.text == id;
  });
  if (as_member != part.members.end()) {
    if (value == nullptr) {
      part.members.erase(as_member);
    } else {
      as_member->value = *value;
    }
  } else if (as_item != part.items.end()) {
    if (value == nullptr) {
      part.items.erase(as_item);
    } else {
      *as_item = *value;
    }
  } else if (value != nullptr && part.kind == kind::array) {
    part.items.push_back(*value);
  } else if (value != nullptr) {
    part.members.push_back({id, value->where, *value});
  }
}

}  // namespace

case_differences::case_differences(document_node before, document_node after, bool other_rules) {
  list_entries(before);
  list_entries(after);
  now_ = before;
  before_ = std::move(before);
  after_ = std::move(after);
  std::vector<std::string> groups{"calculation",  "units",   "price_indices", "stakeholders",
                                  "alternatives", "factors", "benefits",      "costs"};
  for (const document_node* side : {&before_, &after_}) {
    for (const member& m : side->members) {
      if (std::find(groups.begin(), groups.end(), m.key) == groups.end()) groups.push_back(m.key);
    }
  }
  const document_node* old_method = entry_in(calculation_of(before_), "method");
  const document_node* new_method = entry_in(calculation_of(after_), "method");
  const bool renamed = old_method != nullptr && new_method != nullptr && !same(*old_method, *new_method);
  if (other_rules && !renamed && new_method != nullptr) {
    add({"calculation", "method", new_method}, "compare_other_rules", in_words(*new_method));
  }
  for (const std::string& group : groups) compare(group);
  std::reverse(removed_.begin(), removed_.end());
  std::reverse(words_of_removed_.begin(), words_of_removed_.end());
  changes_.insert(changes_.end(), removed_.begin(), removed_.end());
  words_.insert(words_.end(), words_of_removed_.begin(), words_of_removed_.end());
}

void case_differences::add(change what, std::string key, std::string subject) {
  difference_words words{what.group + (what.entry.empty() ? "" : "." + what.entry), std::move(key), std::move(subject)};
  const bool removed = what.after == nullptr;
  (removed ? removed_ : changes_).push_back(std::move(what));
  (removed ? words_of_removed_ : words_).push_back(std::move(words));
}

void case_differences::compare(const std::string& group) {
  const member* before = before_.find(group);
  const member* after = after_.find(group);
  const document_node* old = before == nullptr ? nullptr : &before->value;
  const document_node* fresh = after == nullptr ? nullptr : &after->value;
  if (old == nullptr && fresh == nullptr) return;
  if (old != nullptr && fresh != nullptr && same(*old, *fresh)) return;
  const bool entries =
      (old == nullptr || !entries_of(*old).empty()) && (fresh == nullptr || !entries_of(*fresh).empty());
  if (!entries) {
    add({group, {}, fresh}, {},
        group + ": " + (old == nullptr ? "–" : in_words(*old)) + " → " + (fresh == nullptr ? "–" : in_words(*fresh)));
    return;
  }
  if (fresh != nullptr) {
    for (const auto& [id, value] : entries_of(*fresh)) {
      const document_node* other = entry_in(old, id);
      if (other == nullptr) {
        const bool leaf = value->kind != kind::table;
        add({group, id, value}, leaf ? "" : "compare_new", leaf ? id + ": – → " + in_words(*value) : id);
      } else if (!same(*other, *value)) {
        add({group, id, value}, {}, id + ": " + changes_in_words(*other, *value));
      }
    }
  }
  if (old == nullptr) return;
  for (const auto& [id, value] : entries_of(*old)) {
    if (entry_in(fresh, id) != nullptr) continue;
    const bool leaf = value->kind != kind::table;
    add({group, id, nullptr}, leaf ? "" : "compare_removed", leaf ? id + ": " + in_words(*value) + " → –" : id);
  }
}

void case_differences::take(std::size_t i) {
  const change& what = changes_[i];
  const auto group =
      std::find_if(now_.members.begin(), now_.members.end(), [&](const member& m) { return m.key == what.group; });
  if (what.entry.empty()) return put(now_, what.group, what.after);
  if (group != now_.members.end()) return put(group->value, what.entry, what.after);
  // A part that the earlier version did not have: made with this one entry in it.
  const document_node& whole = after_.find(what.group)->value;
  document_node part;
  part.kind = whole.kind;
  part.where = whole.where;
  put(part, what.entry, what.after);
  now_.members.push_back({what.group, whole.where, std::move(part)});
}

}  // namespace nytta
