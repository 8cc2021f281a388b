// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/read.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/read/keys.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;
using keys::shape;

json of_type(std::string_view type) { return {{"type", std::string(type)}}; }

json reference_to(const keys::table& table) { return {{"$ref", "#/$defs/" + std::string(table.name)}}; }

json list_of(json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

// The words that a text may be, in both languages; any text where a method may know more.
json text_schema(const keys::key& rule) {
  if (rule.words.empty() || rule.other_words) return of_type("string");
  json words = json::array();
  for (const keys::word& w : rule.words) {
    words.push_back(std::string(w.english));
    keys::each_word(w.swedish, [&words](std::string_view swedish) { words.push_back(std::string(swedish)); });
  }
  return {{"enum", std::move(words)}};
}

json named(const keys::table& table) { return {{"type", "object"}, {"additionalProperties", reference_to(table)}}; }

json value_schema(const keys::key& rule) {
  const auto takes = [&rule](unsigned wanted) { return (rule.shapes & wanted) != 0; };
  if (takes(shape::anything)) return json::object();
  std::vector<json> any;
  if (takes(shape::text)) any.push_back(text_schema(rule));
  if (takes(shape::number)) any.push_back(of_type("number"));
  if (takes(shape::whole)) any.push_back(of_type("integer"));
  if (takes(shape::flag)) any.push_back(of_type("boolean"));
  if (takes(shape::inner_table)) any.push_back(reference_to(*rule.of));
  if (takes(shape::named_tables)) any.push_back(named(*rule.of));
  if (takes(shape::list_of_tables)) any.push_back(list_of(reference_to(*rule.of)));
  if (takes(shape::list_of_texts)) any.push_back(list_of(text_schema(rule)));
  if (takes(shape::list_of_wholes)) any.push_back(list_of(of_type("integer")));
  if (takes(shape::list_of_values)) any.push_back(list_of({{"type", json::array({"number", "string"})}}));
  return any.size() == 1 ? any.front() : json{{"anyOf", any}};
}

/// The word that the meaning says stands for a value left out: "sv (default) or en".
std::string_view default_word(const keys::key& rule) {
  for (const keys::word& w : rule.words) {
    if (rule.meaning.find(std::string(w.english) + " (default)") != std::string_view::npos) return w.english;
  }
  return {};
}

/// What an editor shows of a key: its Swedish word, its meaning with an example as TOML, and what stands when it is
/// left out.
json key_schema(const keys::key& rule) {
  json out = json::object();
  if (!rule.swedish.empty()) out["title"] = std::string(rule.swedish.substr(0, rule.swedish.find('|')));
  out["description"] = std::string(rule.meaning);
  if (!rule.example.empty()) {
    out["description"] = std::string(rule.meaning) + " " + std::string(rule.name) + " = " + std::string(rule.example);
  }
  if (const auto word = default_word(rule); !word.empty()) out["default"] = std::string(word);
  out.update(rule.name == "format" ? json{{"const", 1}} : value_schema(rule));
  return out;
}

json table_schema(const keys::table& table) {
  json out{{"type", "object"}};
  if (!table.heading.empty()) out["title"] = std::string(table.heading);
  json properties = json::object();
  json required = json::array();
  for (const keys::key* rule : keys::keys_of(table)) {
    if (rule->how == keys::standing::later) continue;
    properties[std::string(rule->name)] = key_schema(*rule);
    if (rule->required) required.push_back(std::string(rule->name));
  }
  if (!properties.empty()) out["properties"] = std::move(properties);
  if (!required.empty()) out["required"] = std::move(required);
  if (table.further == keys::further_keys::years) {
    out["patternProperties"] = {{"^[1-9][0-9]{0,3}$", key_schema(table.each)}};
  }
  if (table.further == keys::further_keys::names) {
    out["additionalProperties"] = key_schema(table.each);
  } else {
    out["additionalProperties"] = false;
  }
  return out;
}

std::string schema_of(const keys::table& root, std::string_view what) {
  json out{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
           {"$id", "urn:nytta:" + std::string(what) + ":1"}};
  out.update(table_schema(root));
  out["title"] = "nytta: a " + std::string(what);
  json definitions = json::object();
  for (const keys::table* table : keys::tables_of(root)) {
    if (table != &root) definitions[std::string(table->name)] = table_schema(*table);
  }
  out["$defs"] = std::move(definitions);
  return out.dump(2) + "\n";
}

}  // namespace

std::string case_schema() { return schema_of(keys::case_file(), "case"); }

std::string method_schema() { return schema_of(keys::method_file(), "method"); }

}  // namespace nytta
