// SPDX-License-Identifier: Apache-2.0
#include "io/document/document.hpp"

#include <nytta/core/message.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "io/document/text_index.hpp"

using namespace nytta;

namespace {

using kind = enum document_node::kind;

const document_node& at(const document_node& node, std::string_view key) {
  const member* found = node.find(key);
  REQUIRE_MESSAGE(found != nullptr, std::string(key));
  return found->value;
}

document_node sound_toml(std::string_view text) {
  document_reading reading = read_toml(text, "a.toml");
  for (const diagnostic& d : reading.errors) FAIL_CHECK(to_string(d.where), " ", std::string(d.code));
  REQUIRE(reading.root.has_value());
  return *std::move(reading.root);
}

document_node sound_json(std::string_view text) {
  document_reading reading = read_json(text, "a.json");
  for (const diagnostic& d : reading.errors) FAIL_CHECK(to_string(d.where), " ", std::string(d.code));
  REQUIRE(reading.root.has_value());
  return *std::move(reading.root);
}

std::vector<std::string> keys(const document_node& node) {
  std::vector<std::string> result;
  for (const member& one : node.members) result.push_back(one.key);
  return result;
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string result;
  result.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += part;
  return result;
}

// The only diagnostic of a text, as "line:column code".
std::string only_error(std::string_view text) {
  const document_reading reading = read_toml(text, "a.toml");
  REQUIRE(reading.errors.size() == 1);
  const diagnostic& d = reading.errors.front();
  return std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + " " + std::string(d.code);
}

constexpr std::size_t ten_megabytes = std::size_t{10} << 20;

}  // namespace

TEST_CASE("document: the file's order is kept, for keys and for headers") {
  const document_node root = sound_toml(
      "zeta = 1\nalfa = 2\n[stakeholders.zon]\n[factors.b]\nlikely = 1\n[stakeholders.abc]\n[factors.a]\n"
      "dotted.z = 1\ndotted.a = 2\n");
  CHECK(keys(root) == std::vector<std::string>{"zeta", "alfa", "stakeholders", "factors"});
  CHECK(keys(at(root, "stakeholders")) == std::vector<std::string>{"zon", "abc"});
  CHECK(keys(at(root, "factors")) == std::vector<std::string>{"b", "a"});
  CHECK(keys(at(at(at(root, "factors"), "a"), "dotted")) == std::vector<std::string>{"z", "a"});
}

TEST_CASE("document: arrays of tables come in order, each at its header") {
  const document_node root = sound_toml("[[costs]]\nid = \"b\"\n\n[[costs]]\nid = \"a\"\n");
  const document_node& costs = at(root, "costs");
  REQUIRE(costs.kind == kind::array);
  REQUIRE(costs.items.size() == 2);
  CHECK(at(costs.items[0], "id").text == "b");
  CHECK(to_string(costs.items[1].where) == "a.toml:4:1");
}

TEST_CASE("document: numbers are kept digit for digit") {
  const document_node root = sound_toml(
      "a = 0.10\nb = 1_200_000\nc = 12345678901234567890123456789012\nd = -0.5e-3\ne = +7\nf = 1e3\ng = inf\nh = 0x1F\n"
      "i = [0.1, 2]\nj = -nan\n");
  CHECK(at(root, "a").kind == kind::real);
  CHECK(at(root, "a").text == "0.10");
  CHECK(at(root, "b").kind == kind::integer);
  CHECK(at(root, "b").text == "1200000");
  CHECK(at(root, "c").text == "12345678901234567890123456789012");
  CHECK(at(root, "d").text == "-0.5e-3");
  CHECK(at(root, "e").text == "+7");
  CHECK(at(root, "f").kind == kind::real);
  CHECK(at(root, "f").text == "1e3");
  CHECK(at(root, "g").kind == kind::real);
  CHECK(at(root, "g").text == "inf");
  CHECK(at(root, "h").text == "0x1F");
  CHECK(at(root, "i").items[0].text == "0.1");
  CHECK(at(root, "j").text == "-nan");
}

TEST_CASE("document: numbers of ten thousand digits are kept, too") {
  const std::string digits = repeated("7", 10000);
  const document_node root = sound_toml("a = " + digits + "\nb = 0." + digits + "\n");
  CHECK(at(root, "a").kind == kind::integer);
  CHECK(at(root, "a").text == digits);
  CHECK(at(root, "b").kind == kind::real);
  CHECK(at(root, "b").text == "0." + digits);
}

TEST_CASE("document: dates are kept as written") {
  const document_node root =
      sound_toml("a = 2022-10-01\nb = 2022-10-01 10:30:00\nc = 2022-10-01T10:30:00+02:00\nd = 07:32:00\n");
  CHECK(at(root, "a").kind == kind::date);
  CHECK(at(root, "a").text == "2022-10-01");
  CHECK(at(root, "b").text == "2022-10-01 10:30:00");
  CHECK(at(root, "c").text == "2022-10-01T10:30:00+02:00");
  CHECK(at(root, "d").text == "07:32:00");
}

TEST_CASE("document: strings of all four kinds, and booleans") {
  const document_node root = sound_toml(
      "a = \"tab\\t\\u00e5 # inte\"\nb = 'C:\\x'\nc = \"\"\"\nett\ntvå = [\n\"\"\"\nd = '''\nx'y'''\ne = true\nf = "
      "false\n");
  CHECK(at(root, "a").text == "tab\tå # inte");
  CHECK(at(root, "b").text == "C:\\x");
  CHECK(at(root, "c").text == "ett\ntvå = [\n");
  CHECK(at(root, "d").text == "x'y");
  CHECK(at(root, "e").boolean);
  CHECK_FALSE(at(root, "f").boolean);
  CHECK(at(root, "f").kind == kind::boolean);
}

TEST_CASE("document: places count lines from 1 and columns in characters") {
  const document_node root =
      sound_toml("# å\nname = \"åäö\" # x\n\"åäö\" = { b = 1, \"ö\" = 2.5 }\nlist = [\n  1, # ett\n  2 ]\n");
  CHECK(to_string(root.find("name")->key_place) == "a.toml:2:1");
  CHECK(to_string(at(root, "name").where) == "a.toml:2:8");
  const document_node& table = at(root, "åäö");
  CHECK(to_string(table.where) == "a.toml:3:9");
  CHECK(to_string(table.find("ö")->key_place) == "a.toml:3:18");
  CHECK(to_string(at(table, "ö").where) == "a.toml:3:24");
  CHECK(to_string(at(root, "list").items[1].where) == "a.toml:6:3");
}

TEST_CASE("document: places hold on the far side of a repair") {
  const document_reading reading = read_toml("a = { b = 3 %, c = 0.5 }\nd = 1\n", "a.toml");
  REQUIRE(reading.root.has_value());
  const document_node& table = at(*reading.root, "a");
  CHECK(at(table, "b").text == "3 %");
  CHECK(to_string(table.find("c")->key_place) == "a.toml:1:16");
  CHECK(to_string(at(table, "c").where) == "a.toml:1:20");
  CHECK(at(table, "c").text == "0.5");
}

TEST_CASE("document: a byte-order mark and Windows line ends change nothing") {
  const document_node root = sound_toml(
      "\xEF\xBB\xBF"
      "a = 1\r\nb = \"x\" # y\r\n[c]\r\nd = 2\r\n");
  CHECK(at(root, "a").text == "1");
  CHECK(to_string(root.find("a")->key_place) == "a.toml:1:1");
  CHECK(at(root, "b").text == "x");
  CHECK(to_string(at(at(root, "c"), "d").where) == "a.toml:4:5");
}

TEST_CASE("document: an empty text, blanks or a lone byte-order mark are refused at 1:1") {
  CHECK(only_error("") == "1:1 N0102");
  CHECK(only_error(" \n\t\n") == "1:1 N0102");
  CHECK(only_error("\xEF\xBB\xBF") == "1:1 N0102");
}

TEST_CASE("document: a text of comments is a table without keys") { CHECK(sound_toml("# bara det\n").members.empty()); }

TEST_CASE("document: invalid UTF-8 is refused with its byte and its place") {
  const document_reading reading = read_toml("a = 1\nå = \"\xE5\"\n", "a.toml");
  CHECK_FALSE(reading.root.has_value());
  REQUIRE(reading.errors.size() == 1);
  CHECK(reading.errors[0].code == "N0101");
  CHECK(reading.errors[0].arguments == std::vector<std::string>{"12"});
  CHECK(to_string(reading.errors[0].where) == "a.toml:2:6");
  for (const char* bytes :
       {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5", "\xE2\x82", "\x80"}) {
    CHECK(first_invalid_utf8(bytes) == 0);
  }
  CHECK_FALSE(first_invalid_utf8("a\xC3\xA5\xE2\x82\xAC\xF0\x9F\x98\x80").has_value());
}

TEST_CASE("document: control characters are named, and the rest is read") {
  const document_reading reading = read_toml(std::string_view("a = 1\nb = \"x\0y\"\n", 16), "a.toml");
  REQUIRE(reading.errors.size() == 1);
  CHECK(reading.errors[0].code == "N0107");
  CHECK(reading.errors[0].arguments == std::vector<std::string>{"U+0000"});
  CHECK(to_string(reading.errors[0].where) == "a.toml:2:7");
  REQUIRE(reading.root.has_value());
  CHECK(at(*reading.root, "a").text == "1");
}

TEST_CASE("document: a key or a header that stands twice is named with its first line, and its keys are joined") {
  const document_reading reading =
      read_toml("[a]\nx = 1\ny = 2\nx = 3\n[b]\nx = 1\n[a]\nz = 1\n[c]\nt = { u = 1, u = 2 }\n", "a.toml");
  REQUIRE(reading.errors.size() == 3);
  CHECK(reading.errors[0].code == "N0134");
  CHECK(to_string(reading.errors[0].where) == "a.toml:4:1");
  CHECK(reading.errors[0].arguments == std::vector<std::string>{"x", "2"});
  CHECK(reading.errors[1].code == "N0142");
  CHECK(to_string(reading.errors[1].where) == "a.toml:7:1");
  CHECK(reading.errors[1].arguments == std::vector<std::string>{"[a]", "1", "[[a]]"});
  CHECK(reading.errors[2].code == "N0134");
  CHECK(to_string(reading.errors[2].where) == "a.toml:10:14");
  REQUIRE(reading.root.has_value());
  CHECK(at(at(*reading.root, "a"), "x").text == "1");
  CHECK(at(at(*reading.root, "a"), "z").text == "1");
  CHECK(at(*reading.root, "b").members.size() == 1);
  CHECK(at(at(*reading.root, "c"), "t").kind == kind::unreadable);
}

TEST_CASE("document: a header that collides with a key names the key's line") {
  const document_reading reading = read_toml("x = 1\na = 1\n[a]\nb = 2\n", "a.toml");
  REQUIRE(reading.errors.size() == 1);
  CHECK(reading.errors[0].code == "N0142");
  CHECK(reading.errors[0].arguments == std::vector<std::string>{"[a]", "2", "[[a]]"});
  const document_reading dotted = read_toml("[a.b]\nx = 1\n[a.b]\ny = 1\n[a.b]\nx = 2\n", "a.toml");
  REQUIRE(dotted.errors.size() == 2);
  CHECK(dotted.errors[0].code == "N0135");
  CHECK(dotted.errors[1].arguments == std::vector<std::string>{"[a.b]", "1"});
  CHECK(at(at(*dotted.root, "a"), "b").members.size() == 2);
  CHECK(at(*dotted.root, "a").incomplete);  // [a.b] with an x of its own was another table, whose name is not known
}

TEST_CASE("document: however many keys stand twice, all are told") {
  std::string text = "[a]\n";
  for (int i = 0; i < 200; ++i) text += "k" + std::to_string(i / 2) + " = 1\n";
  const document_reading reading = read_toml(text, "a.toml");
  CHECK(reading.errors.size() == 100);
  REQUIRE(reading.root.has_value());
  CHECK(at(*reading.root, "a").members.size() == 100);
}

TEST_CASE("document: a key of a page is refused, and what follows is read") {
  for (const std::string& line : {std::string(3000, 'k') + " = 1", "[" + std::string(3000, 'k') + "]"}) {
    const document_reading reading = read_toml("a = 1\n" + line + "\nb = 2\n", "a.toml");
    REQUIRE(reading.errors.size() == 1);
    CHECK(reading.errors[0].code == "N0144");
    REQUIRE(reading.root.has_value());
    CHECK(at(*reading.root, "b").text == "2");
  }
}

TEST_CASE("document: JSON that is no object is refused once") {
  for (const char* text : {"null", "5", "[]", "\"a\""}) {
    CAPTURE(std::string(text));
    const document_reading reading = read_document(text, "a.json");
    REQUIRE(reading.errors.size() == 1);
    CHECK(reading.errors[0].code == "N0143");
    CHECK(to_string(reading.errors[0].where) == "a.json:1:1");
    CHECK_FALSE(reading.root.has_value());
  }
}

TEST_CASE("document: what is no TOML and no known slip is told with what stands there, and how it should look") {
  struct wrong {
    const char* text;
    const char* where;
    const char* found;
  };
  for (const wrong& w : {wrong{"x = { a }\ny = 1\n", "a.toml:1:7", "a }"},
                         wrong{"x = \"\\uD800\"\ny = 1\n", "a.toml:1:12", "\"\\uD800\""}}) {
    CAPTURE(w.text);
    const document_reading reading = read_toml(w.text, "a.toml");
    REQUIRE(reading.errors.size() == 1);
    const diagnostic& told = reading.errors.front();
    CHECK(told.code == "N0109");
    CHECK(to_string(told.where) == w.where);
    CHECK(told.arguments.at(0) == w.found);
    CHECK(advice(told, language::en) == "Write key = value, with texts in straight quotes.");
    REQUIRE(reading.root.has_value());
    CHECK(at(*reading.root, "y").text == "1");
  }
}

TEST_CASE("document: a day that the calendar lacks is named, and its value is unreadable") {
  const document_reading reading = read_toml("a = 2022-02-30\nb = [1, 2022-13-01]\nc = 1\n", "a.toml");
  REQUIRE(reading.errors.size() == 2);
  CHECK(reading.errors[0].code == "N0137");
  CHECK(reading.errors[0].arguments[0] == "2022-02-30");
  CHECK(to_string(reading.errors[0].where) == "a.toml:1:5");
  CHECK(reading.errors[1].arguments[0] == "2022-13-01");
  CHECK(to_string(reading.errors[1].where) == "a.toml:2:9");
  REQUIRE(reading.root.has_value());
  CHECK(at(*reading.root, "a").kind == kind::unreadable);
  CHECK(at(*reading.root, "c").text == "1");
}

TEST_CASE("document: bounds on depth and size are diagnostics") {
  CHECK(only_error("a = 1\n" + repeated("a.", 40) + "a = 1\n") == "2:1 N0104");
  CHECK(only_error("a" + repeated(".a", 31) + " = 1\nb = " + repeated("[", 65)) == "2:69 N0105");
  CHECK(only_error(repeated(" ", document_limits::bytes + 1)) == "1:1 N0103");
  CHECK(only_error("a = [" + repeated("1,", document_limits::values) + "]").find("N0106") != std::string::npos);
  CHECK(sound_toml("a = " + repeated("[", 64) + repeated("]", 64)).members.size() == 1);
  CHECK(sound_toml("a" + repeated(".a", 31) + " = 1").members.size() == 1);
}

TEST_CASE("document: hostile texts are refused, not crashed on") {
  const std::vector<std::string> texts{std::string("[[["),
                                       repeated("[", ten_megabytes),
                                       repeated("{", ten_megabytes),
                                       "a=" + repeated("[", ten_megabytes),
                                       "a=" + repeated("{a=", ten_megabytes / 3),
                                       "a" + repeated(".a", 100000) + " = 1",
                                       "[" + repeated("a.", 100000) + "]",
                                       repeated("[\n", ten_megabytes / 2),
                                       "a = \"\"\"" + repeated("x\n", 1000),
                                       "a = '''x",
                                       "a = \"\"\"\\",
                                       "a=[" + repeated(",", 1000000),
                                       "a={" + repeated("\n", 1000000),
                                       repeated("a = 3 %\n", 1000000),
                                       repeated("\"", 1000000),
                                       std::string(1000000, '\0'),
                                       repeated("a=[1\n", 200000),
                                       repeated("a={b=1\n", 200000)};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 20));
    CAPTURE(text.size());
    const document_reading reading = read_toml(text, "a.toml");
    CHECK_FALSE(reading.errors.empty());
    CHECK(reading.errors.size() <= document_limits::errors + 1);
    for (const diagnostic& d : reading.errors) CHECK(text.size() + 1 >= static_cast<std::size_t>(d.where.column));
  }
}

TEST_CASE("document: a line of a megabyte is read like any other") {
  const std::string text = repeated("å", 500000);
  const document_node root = sound_toml("a = { b = \"" + text + "\", c = 1 }\n");
  CHECK(at(at(root, "a"), "b").text == text);
  CHECK(at(at(root, "a"), "c").where.column == 11 + 500000 + 8);
}

TEST_CASE("document: JSON gives the same tree, with pointers for places") {
  const document_node root = sound_json(
      R"({"format": 1, "costs": [{"id": "b", "amount": 0.10, "a/b~": -5}, null], "ok": true, "big": 123456789012345678901234567890})");
  CHECK(keys(root) == std::vector<std::string>{"format", "costs", "ok", "big"});
  const document_node& cost = at(root, "costs").items[0];
  CHECK(at(cost, "amount").kind == kind::real);
  CHECK(at(cost, "amount").text == "0.10");
  CHECK(to_string(at(cost, "amount").where) == "a.json#/costs/0/amount");
  CHECK(to_string(at(cost, "a/b~").where) == "a.json#/costs/0/a~1b~0");
  CHECK(at(cost, "a/b~").text == "-5");
  CHECK(at(root, "costs").items[1].kind == kind::null);
  CHECK(at(root, "ok").boolean);
  CHECK(at(root, "big").kind == kind::integer);
  CHECK(at(root, "big").text == "123456789012345678901234567890");
}

TEST_CASE("document: JSON keeps numbers that no double holds") {
  const std::string digits = repeated("7", 10000);
  const document_node root = sound_json("{\"a\": " + digits + ", \"b\": 1e400, \"c\": \"9\\\"9\", \"d\": -0.5E-3}");
  CHECK(at(root, "a").text == digits);
  CHECK(at(root, "b").kind == kind::real);
  CHECK(at(root, "b").text == "1e400");
  CHECK(at(root, "c").text == "9\"9");
  CHECK(at(root, "d").text == "-0.5E-3");
}

TEST_CASE("document: a key that stands twice in a JSON object is named, and the first one counts") {
  const document_reading reading = read_json(R"({"a": {"b": 1, "c": 2, "b": 3}})", "a.json");
  REQUIRE(reading.errors.size() == 1);
  CHECK(reading.errors[0].code == "N0138");
  CHECK(to_string(reading.errors[0].where) == "a.json#/a/b");
  REQUIRE(reading.root.has_value());
  CHECK(at(at(*reading.root, "a"), "b").text == "1");
}

TEST_CASE("document: a mistake in JSON is placed by line and column") {
  const auto error_of = [](std::string_view text) {
    const document_reading reading = read_json(text, "a.json");
    REQUIRE(reading.errors.size() == 1);
    CHECK_FALSE(reading.root.has_value());
    return to_string(reading.errors[0].where) + " " + std::string(reading.errors[0].code);
  };
  CHECK(error_of("{\n  \"å\": 1,\n}") == "a.json:3:1 N0140");
  CHECK(error_of("{\"å\": x}") == "a.json:1:7 N0140");
  CHECK(error_of("{\"a\": 1") == "a.json:1:8 N0141");
  CHECK(error_of("{\"a\": 1} 2") == "a.json:1:10 N0140");
  CHECK(error_of("") == "a.json:1:1 N0102");
}

TEST_CASE("document: hostile JSON is refused, not crashed on") {
  for (const std::string& text :
       {repeated("[", ten_megabytes), repeated("{\"a\":", ten_megabytes / 5), "[" + repeated("1,", 1000000),
        repeated("\"", 1000000), std::string("{\"a\":\0}", 7), "\"" + repeated("\\", 1000001)}) {
    CAPTURE(text.substr(0, 20));
    const document_reading reading = read_json(text, "a.json");
    CHECK_FALSE(reading.errors.empty());
    CHECK_FALSE(reading.root.has_value());
  }
}

TEST_CASE("document: the form follows the file's name, or the first character of standard input") {
  CHECK(read_document("{\"a\": 1}", "a.json").errors.empty());
  CHECK(read_document(" {\"a\": 1}", "-").errors.empty());
  CHECK(read_document("a = 1", "-").errors.empty());
  CHECK_FALSE(read_document("{\"a\": 1}", "a.toml").errors.empty());
}

TEST_CASE("document: inputs that once broke something are refused or read") {
  const std::filesystem::path folder = std::filesystem::path(NYTTA_SOURCE_DIR) / "tests/fuzz/corpus/document";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    CAPTURE(entry.path().filename().string());
    for (const char* name : {"a.toml", "a.json"}) {
      const document_reading reading = read_document(text, name);
      CHECK((reading.root.has_value() || !reading.errors.empty()));
      for (const diagnostic& d : reading.errors) {
        CHECK_FALSE(nytta::text(d, language::sv).empty());
        CHECK(advice(d, language::en).find("{0}") == std::string::npos);
      }
    }
    ++files;
  }
  CHECK(files >= 10);
}

TEST_CASE("document: a repair beside a comment or a second heading is not lost") {
  const auto codes = [](std::string_view text) {
    const document_reading reading = read_toml(text, "a.toml");
    std::string out;
    for (const diagnostic& d : reading.errors)
      out += (out.empty() ? "" : ", ") + to_string(d.where) + " " + std::string(d.code);
    CHECK(reading.root.has_value());
    return out;
  };
  CHECK(codes("l = [\"a\"   # c\nb = 1\n") == "a.toml:1:5 N0127");
  CHECK(codes("t = { a = 1   # c\nb = 1\n") == "a.toml:1:5 N0127");
  CHECK(codes("t = { a = 1, b = #2 }\nc = 1\n") == "a.toml:1:5 N0127, a.toml:1:17 N0121");
  CHECK(codes("[[f\nf]\nx = 1\n") == "a.toml:1:1 N0127, a.toml:2:1 N0127, a.toml:2:1 N0142");
}
