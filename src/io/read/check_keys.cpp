// SPDX-License-Identifier: Apache-2.0
#include "io/read/check_keys.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace nytta {

namespace {

using kind = enum document_node::kind;
using keys::further_keys;
using keys::shape;
using keys::standing;

std::string in_ticks(std::string_view text) { return "`" + std::string(text) + "`"; }

class key_check {
 public:
  key_check(const keys::table& file, diagnostics& errors) : file_(file), errors_(errors) {}

  void table(document_node& given, const keys::table& rules, const std::string& heading) {
    for (member& m : given.members) {
      if (m.value.kind == kind::unreadable || keys::find(rules, m.key) != nullptr) continue;
      if (errors_.size() >= document_limits::errors) return;  // enough has been said, and guesses cost time
      further(m, given, rules, heading);
    }
    for (member& m : given.members) {
      if (m.value.kind == kind::unreadable) continue;
      const keys::key* rule = keys::find(rules, m.key);
      if (rule == nullptr && takes_further(m, rules)) rule = &rules.each;
      if (rule != nullptr) value(m, *rule);
    }
    for (const keys::key* rule : keys::keys_of(rules)) {
      if (rule->required && given.find(rule->name) == nullptr) missing(given, *rule, heading);
    }
  }

 private:
  void report(std::string_view code, const place& where, std::vector<std::string> arguments) {
    errors_.push_back({code, where, std::move(arguments)});
  }

  // Whether the table takes years or names beside its own keys, and this is one.
  static bool takes_further(const member& m, const keys::table& rules) {
    return rules.further == further_keys::names ||
           (rules.further == further_keys::years && keys::year_of(m.key).has_value());
  }

  void further(member& m, document_node& given, const keys::table& rules, const std::string& heading) {
    if (takes_further(m, rules)) return;
    const bool a_slip_in_a_year = rules.further == further_keys::years && is_number(m.key);
    if (a_slip_in_a_year || (rules.further == further_keys::years && rules.own.empty())) {
      report("N0223", m.key_place, {in_ticks(m.key), heading, std::string(rules.each.example)});
      m.value.kind = kind::unreadable;
      return;
    }
    unknown(m, given, rules, heading);
  }

  static bool is_number(std::string_view key) {
    return !key.empty() && key.find_first_not_of("0123456789") == key.npos;
  }

  // A key that was meant as another of the same table is read as that one, so that nothing is said to be missing, and
  // joined to it when that stands there, too.
  void unknown(member& m, document_node& given, const keys::table& rules, const std::string& heading) {
    const auto guess = keys::guess_key(file_, rules, m.key);
    report_unknown(m, m.key_place, guess, rules, heading);
    const bool another_word =
        guess.why == keys::guess::reason::misspelt || guess.why == keys::guess::reason::swedish_word;
    if (another_word) {
      for (const place& where : further_headings(m)) report_unknown(m, where, guess, rules, heading);
    }
    if (!another_word || guess.heading != rules.heading) return;
    const auto twin = std::find_if(given.members.begin(), given.members.end(),
                                   [&guess](const member& known) { return known.key == guess.name; });
    if (twin == given.members.end()) {
      m.key = guess.name;
      return;
    }
    const auto holds_more = [](const document_node& n) { return n.kind == kind::table || n.kind == kind::array; };
    if (holds_more(twin->value) && holds_more(m.value)) merge(twin->value, std::move(m.value));
    m.value = {};
    m.value.kind = kind::unreadable;
  }

  // [[kostnader]] a second time, [faktor.b] after [faktor.a]: each on a line of its own.
  static std::vector<place> further_headings(const member& m) {
    std::vector<place> out;
    int line = m.key_place.line;
    const auto heading = [&](const document_node& of, const place& where) {
      if (of.kind != kind::table || where.line == line || where.line == 0) return;
      line = where.line;
      out.push_back(where);
    };
    for (const document_node& item : m.value.items) heading(item, item.where);
    for (const member& inner : m.value.members) heading(inner.value, inner.key_place);
    return out;
  }

  void report_unknown(const member& m, const place& where, const keys::guess& guess, const keys::table& rules,
                      const std::string& heading) {
    const std::string written = in_ticks(m.key);
    const std::string meant = in_ticks(guess.name);
    const bool at_top = guess.heading == file_.heading;
    switch (guess.why) {
      case keys::guess::reason::none: return report("N0201", where, {written, heading, names_of(rules)});
      case keys::guess::reason::misspelt: return report("N0202", where, {written, heading, meant});
      case keys::guess::reason::belongs_elsewhere:
        if (at_top) return report("N0225", where, {written, heading});
        return report("N0203", where, {written, heading, std::string(guess.heading)});
      case keys::guess::reason::swedish_word:
        if (at_top || guess.heading == rules.heading) return report("N0204", where, {written, meant});
        return report("N0205", where, {written, heading, meant, std::string(guess.heading)});
    }
  }

  static std::string names_of(const keys::table& rules) {
    std::string out;
    for (const keys::key* k : keys::keys_of(rules)) {
      if (k->how != standing::later) out += (out.empty() ? "`" : ", `") + std::string(k->name) + "`";
    }
    return out.empty() ? "-" : out;
  }

  void missing(const document_node& given, const keys::key& rule, const std::string& heading) {
    if (rule.name == "stakeholders") {
      report("N0221", given.where, {});
    } else if (rule.shapes == shape::inner_table && rule.example.empty()) {
      report("N0220", given.where, {"[" + std::string(rule.name) + "]"});
    } else {
      report("N0206", given.where,
             {in_ticks(rule.name), heading, std::string(rule.name) + " = " + std::string(rule.example)});
    }
  }

  void value(member& m, const keys::key& rule) {
    if (rule.how == standing::later) return report("N0218", m.key_place, {in_ticks(m.key)});
    if (rule.shapes & shape::anything) return;
    if (!fits(m.value, rule.shapes)) return wrong_kind(m, rule);

    if (m.value.kind == kind::string) {
      if (!rule.words.empty()) word(m.value, m.key, rule);
      if (rule.required && m.value.text.empty()) report("N0222", m.value.where, {in_ticks(m.key)});
    } else if (m.value.kind == kind::table) {
      inside(m, rule);
    } else if (m.value.kind == kind::array) {
      items(m, rule);
    }
  }

  void inside(member& m, const keys::key& rule) {
    if (rule.of == nullptr) return;
    if (rule.shapes & shape::named_tables) {
      for (member& entry : m.value.members) {
        if (entry.value.kind == kind::unreadable) continue;
        if (entry.value.kind == kind::table) {
          table(entry.value, *rule.of, "[" + m.key + "." + entry.key + "]");
        } else {
          told_without_name(m, entry, *rule.of);
        }
      }
    } else {
      const bool with_braces = rule.of->within || rule.of->name == "labels_of_a_language";
      table(m.value, *rule.of, with_braces ? in_ticks(m.key) : "[" + m.key + "]");
      if (!rule.words.empty()) words_of_shares(m, rule);
    }
  }

  // `[stakeholders] name = "Kommun"`: a line that belongs under a heading with a name.
  void told_without_name(member& m, member& entry, const keys::table& rules) {
    const keys::key* own = keys::find(rules, entry.key);
    if (own == nullptr || !fits(entry.value, own->shapes)) {
      report("N0224", entry.key_place, {in_ticks(entry.key), "[" + m.key + "." + entry.key + "]"});
    } else if (!m.value.incomplete) {
      report("N0229", entry.key_place, {in_ticks(entry.key), "[" + m.key + "]", std::string(rules.heading)});
    }
    m.value.incomplete = true;
    entry.value.kind = kind::unreadable;
  }

  void words_of_shares(const member& m, const keys::key& rule) {
    for (const member& share : m.value.members) {
      document_node written;
      written.kind = kind::string;
      written.text = share.key;
      written.where = share.key_place;
      word(written, m.key, rule);
    }
  }

  void items(member& m, const keys::key& rule) {
    for (document_node& item : m.value.items) {
      if (item.kind == kind::table && rule.of != nullptr) {
        const bool with_id = keys::find(*rule.of, "id") != nullptr && !has_required_id(*rule.of);
        const std::string heading = rule.of->within ? in_ticks(m.key) : "[[" + m.key + "]]";
        table(item, *rule.of, heading);
        if (with_id && item.find("id") == nullptr) {
          report("N0206", item.where, {"`id`", heading, "id = " + std::string(keys::find(*rule.of, "id")->example)});
        }
      } else if (item.kind == kind::string && !rule.words.empty()) {
        word(item, m.key, rule);
      }
    }
  }

  static bool has_required_id(const keys::table& rules) { return keys::find(rules, "id")->required; }

  void word(document_node& written, const std::string& key, const keys::key& rule) {
    if (keys::english_word(rule.words, written.text)) return;
    std::string near(keys::nearest_word(rule.words, written.text));
    if (const std::string path = keys::english_path(keys::case_file(), written.text);
        keys::english_word(rule.words, path)) {
      near = path;
    }
    if (!near.empty()) {
      report("N0217", written.where, {in_ticks(key), shown(written), near});
      written.text = near;
    } else if (!rule.other_words) {
      report("N0216", written.where, {in_ticks(key), shown(written), keys::listed(rule.words)});
    }
  }

  static bool fits(const document_node& given, unsigned shapes) {
    const auto takes = [shapes](unsigned wanted) { return (shapes & wanted) != 0; };
    switch (given.kind) {
      case kind::string: return takes(shape::text);
      case kind::integer: return takes(shape::number | shape::whole);
      case kind::real: return takes(shape::number);
      case kind::boolean: return takes(shape::flag);
      case kind::date: return takes(shape::date);
      case kind::table: return takes(shape::inner_table | shape::named_tables);
      case kind::array: return list_fits(given, shapes);
      case kind::null: return false;
      case kind::unreadable: return true;
    }
    return false;
  }

  static bool list_fits(const document_node& list, unsigned shapes) {
    constexpr unsigned lists =
        shape::list_of_tables | shape::list_of_texts | shape::list_of_wholes | shape::list_of_values;
    if ((shapes & lists) == 0) return false;
    return std::all_of(list.items.begin(), list.items.end(), [shapes](const document_node& item) {
      const auto takes = [shapes](unsigned wanted) { return (shapes & wanted) != 0; };
      switch (item.kind) {
        case kind::string: return takes(shape::list_of_texts | shape::list_of_values);
        case kind::integer: return takes(shape::list_of_wholes | shape::list_of_values);
        case kind::real: return takes(shape::list_of_values);
        case kind::table: return takes(shape::list_of_tables);
        case kind::unreadable: return true;
        case kind::boolean:
        case kind::date:
        case kind::array:
        case kind::null: break;
      }
      return false;
    });
  }

  // What is of the wrong kind has been told, and is not read.
  void wrong_kind(member& m, const keys::key& rule) {
    report_wrong_kind(m, rule);
    m.value.kind = kind::unreadable;
  }

  void report_wrong_kind(const member& m, const keys::key& rule) {
    const std::string line = m.key + " = " + std::string(rule.example);
    const std::vector<std::string> found{in_ticks(m.key), shown(m.value), line};
    switch (rule.shapes) {
      case shape::text: return report("N0207", m.value.where, found);
      case shape::whole: return report("N0208", m.value.where, found);
      case shape::text | shape::number: return report("N0209", m.value.where, found);
      case shape::flag: return report("N0210", m.value.where, found);
      case shape::inner_table:
      case shape::named_tables:
        if (rule.example.empty()) return report("N0211", m.value.where, {found[0], found[1], "[" + m.key + "]"});
        return report("N0215", m.value.where, found);
      case shape::list_of_tables:
        if (rule.example.empty()) return report("N0212", m.value.where, {found[0], found[1], "[[" + m.key + "]]"});
        return report("N0215", m.value.where, found);
      case shape::named_tables | shape::list_of_tables:
        return report("N0212", m.value.where, {found[0], found[1], "[[" + m.key + "]]"});
      case shape::list_of_texts: return report("N0213", m.value.where, found);
      default: return report("N0215", m.value.where, found);
    }
  }

  const keys::table& file_;
  diagnostics& errors_;
};

/// A key that stands in the wrong table is not also missing in the right one: it is to be moved.
void drop_missing_but_misplaced(diagnostics& errors, const std::string& top) {
  std::vector<std::pair<std::string, std::string>> misplaced;  // key, where it belongs
  for (const auto& d : errors) {
    if (d.code == "N0203") misplaced.emplace_back(d.arguments[0], d.arguments[2]);
    if (d.code == "N0205") misplaced.emplace_back(d.arguments[2], d.arguments[3]);
    if (d.code == "N0225") misplaced.emplace_back(d.arguments[0], top);
  }
  errors.erase(std::remove_if(errors.begin(), errors.end(),
                              [&](const diagnostic& d) {
                                return d.code == "N0206" &&
                                       std::find(misplaced.begin(), misplaced.end(),
                                                 std::pair(d.arguments[0], d.arguments[1])) != misplaced.end();
                              }),
               errors.end());
}

}  // namespace

void check_keys(document_node& root, const keys::table& file, diagnostics& errors) {
  key_check(file, errors).table(root, file, root.where.file);
  drop_missing_but_misplaced(errors, root.where.file);
}

}  // namespace nytta
