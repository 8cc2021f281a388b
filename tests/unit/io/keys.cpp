// SPDX-License-Identifier: Apache-2.0
#include "io/read/keys.hpp"

#include <nytta/core/message.hpp>
#include <nytta/io/read.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace nytta;
using keys::guess;

namespace {

const keys::table& table_of(std::string_view part) { return *keys::find(keys::case_file(), part)->of; }

keys::guess guessed(std::string_view part, std::string_view written) {
  return keys::guess_key(keys::case_file(), table_of(part), written);
}

std::string section(std::string_view heading, std::string_view next) {
  std::ifstream file(std::string(NYTTA_SOURCE_DIR) + "/docs/format.md");
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = all.find(heading);
  const std::size_t end = all.find(next);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  const std::size_t fence = all.find("```toml\n", begin) + 8;
  REQUIRE(fence < end);
  return all.substr(fence, all.find("```", fence) - fence);
}

std::set<std::string> codes(const diagnostics& errors) {
  std::set<std::string> out;
  for (const diagnostic& d : errors) out.insert(std::string(d.code));
  return out;
}

}  // namespace

TEST_CASE(
    "keys: every name stands once in its table, has a meaning, and an example where the reader may have to show it") {
  for (const keys::table* root : {&keys::case_file(), &keys::method_file()}) {
    for (const keys::table* table : keys::tables_of(*root)) {
      std::set<std::string_view> seen;
      for (const keys::key* key : keys::keys_of(*table)) {
        CAPTURE(std::string(table->name) + "." + std::string(key->name));
        CHECK(seen.insert(key->name).second);
        CHECK_FALSE(key->meaning.empty());
        const bool holds_tables = (key->shapes & (keys::inner_table | keys::named_tables | keys::list_of_tables)) != 0;
        CHECK(holds_tables == (key->of != nullptr));
      }
    }
  }
}

TEST_CASE("keys: the definitions of a schema have names of their own") {
  for (const keys::table* root : {&keys::case_file(), &keys::method_file()}) {
    std::set<std::string_view> names;
    for (const keys::table* table : keys::tables_of(*root))
      CHECK_MESSAGE(names.insert(table->name).second, table->name);
  }
}

TEST_CASE("keys: the format's own examples hold no key that is refused, but for the parts that come later") {
  const auto read = read_case(section("## 1. A case", "## 2. Results"), "case.toml");
  // N0218: a later part. What else the excerpt breaks is not about keys: it is an excerpt.
  for (const diagnostic& d : read.errors) {
    const bool about_keys = d.code >= std::string_view("N0200") && d.code < std::string_view("N0300");
    CHECK_MESSAGE((!about_keys || d.code == "N0218"), to_string(d.where) << " " << text(d, language::en));
  }
  CHECK(codes(read.errors).contains("N0218"));

  const auto rules = read_method(section("## 4. A method", "## 5. C"), "method.toml");
  CHECK(codes(rules.errors).empty());
}

TEST_CASE("keys: a misspelt key is answered with the right one") {
  CHECK(guessed("calculation", "first_yaer").name == "first_year");
  CHECK(guessed("calculation", "firstyear").name == "first_year");
  CHECK(guessed("benefits", "Amount").name == "amount");
  CHECK(guessed("benefits", "stakholder").why == guess::reason::misspelt);
  CHECK(guessed("benefits", "qwertyuiop").why == guess::reason::none);
}

TEST_CASE("keys: a key in the wrong table is answered with the right table") {
  const auto rate = guessed("benefits", "rate");
  CHECK(rate.why == guess::reason::belongs_elsewhere);
  CHECK(rate.heading == "[calculation]");
  CHECK(guessed("benefits", "unit").heading == "[factors.…]");
  CHECK(guessed("calculation", "steps").heading == "rate = { … }");
}

TEST_CASE("keys: a Swedish word is answered with its key") {
  CHECK(guessed("benefits", "belopp").name == "amount");
  CHECK(guessed("benefits", "belopp").why == guess::reason::swedish_word);
  CHECK(guessed("calculation", "kalkylränta").name == "rate");
  CHECK(guessed("calculation", "kalkylranta").name == "rate");
  CHECK(guessed("factors", "källa").name == "source");
  CHECK(keys::guess_key(keys::case_file(), keys::case_file(), "kostnader").name == "costs");
  CHECK(keys::guess_key(keys::case_file(), keys::case_file(), "nyttor").name == "benefits");
}

TEST_CASE("keys: the words of closed lists are Swedish or English, in any case of letters") {
  const auto& words = keys::find(table_of("benefits"), "category")->words;
  CHECK(keys::english_word(words, "omfördelning") == "redeployed");
  CHECK(keys::english_word(words, "MILJÖ") == "environment");
  CHECK(keys::english_word(words, "cash") == "cash");
  CHECK_FALSE(keys::english_word(words, "övrigt"));
  CHECK(keys::nearest_word(words, "omfördelnig") == "omfördelning");
  CHECK(keys::nearest_word(words, "something else") == "");
}

TEST_CASE("keys: a year has one to four digits") {
  CHECK(keys::year_of("2022") == 2022);
  CHECK_FALSE(keys::year_of("022"));
  CHECK_FALSE(keys::year_of("20222"));
  CHECK_FALSE(keys::year_of(""));
  CHECK_FALSE(keys::year_of("-1"));
}

TEST_CASE("schema: both are JSON, know every key, leave nothing open by chance, and refer to what they define") {
  for (const auto& [schema_text, root] :
       {std::pair{case_schema(), &keys::case_file()}, std::pair{method_schema(), &keys::method_file()}}) {
    const auto schema = nlohmann::json::parse(schema_text);
    CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
    CHECK(schema["properties"]["format"]["const"] == 1);
    CHECK(schema["additionalProperties"] == false);
    for (const keys::table* table : keys::tables_of(*root)) {
      if (table == root) continue;
      const auto& definition = schema["$defs"][std::string(table->name)];
      CHECK(definition.contains("additionalProperties"));
      for (const keys::key* key : keys::keys_of(*table))
        CHECK(definition["properties"].contains(std::string(key->name)));
    }
    for (std::size_t at = schema_text.find("#/$defs/"); at != std::string::npos;
         at = schema_text.find("#/$defs/", at + 1)) {
      const std::size_t name = at + 8;
      CHECK(schema["$defs"].contains(schema_text.substr(name, schema_text.find('"', name) - name)));
    }
  }
}

TEST_CASE("keys: every Swedish word that the glossary gives for a key is answered with that key") {
  std::ifstream file(std::string(NYTTA_SOURCE_DIR) + "/docs/glossary.md");
  REQUIRE(file);
  std::set<std::string> names;
  for (const keys::table* table : keys::tables_of(keys::case_file())) {
    for (const keys::key* key : keys::keys_of(*table)) names.insert(std::string(key->name));
  }
  int words = 0;
  for (std::string line; std::getline(file, line);) {
    if (line == "## Figures") break;  // what comes out has names of its own, and so has what comes after
    if (line.rfind("| ", 0) != 0) continue;
    std::vector<std::string> cells;
    for (std::size_t at = 1; at < line.size();) {
      const std::size_t end = line.find('|', at);
      cells.push_back(line.substr(at + 1, end - at - 2));
      at = end + 1;
    }
    REQUIRE(cells.size() == 4);
    std::set<std::string> here;  // the keys in the last column
    for (std::size_t at = cells[3].find('`'); at != std::string::npos;) {
      const std::size_t end = cells[3].find('`', at + 1);
      const std::string name = cells[3].substr(at + 1, end - at - 1);
      if (names.contains(name)) here.insert(name);
      at = cells[3].find('`', end + 1);
    }
    if (here.empty()) continue;
    std::string swedish = cells[0].substr(0, cells[0].find(" ("));
    for (std::size_t at = 0; at < swedish.size();) {
      const std::size_t end = (std::min)(swedish.find(", ", at), swedish.size());
      const std::string word = swedish.substr(at, end - at);
      at = end + 2;
      if (word.find(' ') != std::string::npos) continue;  // nobody writes two words as a key
      ++words;
      const guess meant = keys::guess_key(keys::case_file(), keys::case_file(), word);
      CHECK_MESSAGE(here.contains(std::string(meant.name)), word << " is taken for " << std::string(meant.name));
    }
  }
  CHECK(words >= 30);
}
