// SPDX-License-Identifier: Apache-2.0
#include "io/document/line_scan.hpp"

#include <nytta/core/message.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "io/document/bare_value.hpp"
#include "io/document/document.hpp"

using namespace nytta;

namespace {

// Every diagnostic of a text as "line:column code corrected line", one a line.
std::string told(std::string_view text) {
  std::string result;
  for (const diagnostic& d : read_toml(text, "a.toml").errors) {
    if (!result.empty()) result += '\n';
    result += std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + " " + std::string(d.code) + " " +
              d.arguments.at(1);
  }
  return result;
}

using lines = std::vector<std::string>;

struct slip {
  const char* written;
  const char* told;
};

}  // namespace

TEST_CASE("line_scan: each common mistake is named at its place with the corrected line") {
  for (const slip& one : {
           slip{"rate = 3 %", "1:8 N0110 rate = \"3 %\""},
           slip{"rate = 3,5%", "1:8 N0110 rate = \"3,5%\""},
           slip{"likely = 415,50", "1:10 N0111 likely = \"415,50\""},
           slip{"amount = 1 200 000", "1:10 N0112 amount = \"1 200 000\""},
           slip{"amount = 1\u00A0200\u00A0000 # kr", "1:10 N0112 amount = \"1 200 000\" # kr"},
           slip{"amount = 900 tkr", "1:10 N0113 amount = \"900 tkr\""},
           slip{"likely = 415 kr/h", "1:10 N0113 likely = \"415 kr/h\""},
           slip{"amount = -1,2 mkr", "1:10 N0113 amount = \"-1,2 mkr\""},
           slip{"amount = \u22121,2 mkr", "1:10 N0113 amount = \"-1,2 mkr\""},
           slip{"amount = 1.200 kr", "1:10 N0113 amount = \"1.200 kr\""},
           slip{"likely = 4200 ärende/år", "1:10 N0113 likely = \"4200 ärende/år\""},
           slip{"likely = .5", "1:10 N0114 likely = \".5\""},
           slip{"years = 06", "1:9 N0114 years = \"06\""},
           slip{"method = esv", "1:10 N0115 method = \"esv\""},
           slip{"amount = ansokningar * (tid - 7 min)", "1:10 N0115 amount = \"ansokningar * (tid - 7 min)\""},
           slip{"name = ”Kortare tid”", "1:8 N0116 name = \"Kortare tid\""},
           slip{"name = “Kortare # tid” # x", "1:8 N0116 name = \"Kortare # tid\" # x"},
           slip{"name = \"Kortare tid”", "1:8 N0116 name = \"Kortare tid\""},
           slip{"name = »Kortare tid«", "1:8 N0116 name = \"Kortare tid\""},
           slip{"name = ’Kortare tid’", "1:8 N0116 name = \"Kortare tid\""},
           slip{"name = ”Kortare tid", "1:8 N0116 name = \"Kortare tid\""},
           slip{"name = \"Kortare tid", "1:8 N0117 name = \"Kortare tid\""},
           slip{"name = \"Kortare tid # x", "1:8 N0117 name = \"Kortare tid\" # x"},
           slip{"name = Kortare tid\"", "1:8 N0117 name = \"Kortare tid\""},
           slip{"name = Kortare tid”", "1:8 N0116 name = \"Kortare tid\""},
           slip{"[factors.ansökningar]", "1:10 N0118 [factors.\"ansökningar\"]"},
           slip{"[stakeholders.Social nämnd]", "1:15 N0118 [stakeholders.\"Social nämnd\"]"},
           slip{"[factors.“tid”]", "1:10 N0116 [factors.tid]"},
           slip{"år = 1", "1:1 N0118 \"år\" = 1"},
           slip{"first year = 2022", "1:1 N0118 first_year = 2022"},
           slip{"\"rate = 1", "1:1 N0117 rate = 1"},
           slip{"uptake = [0; 1]", "1:12 N0119 uptake = [0, 1]"},
           slip{"first_year: 2022", "1:11 N0120 first_year = 2022"},
           slip{"first_year := 2022", "1:12 N0120 first_year = 2022"},
           slip{"first_year == 2022", "1:12 N0120 first_year = 2022"},
           slip{"first_year 2022", "1:11 N0120 first_year = 2022"},
           slip{"method \"esv\"", "1:7 N0120 method = \"esv\""},
           slip{"rate =", "1:7 N0121 rate = …"},
           slip{"rate = # okänd", "1:7 N0121 rate = … # okänd"},
           slip{"reference = ja", "1:13 N0122 reference = true"},
           slip{"reference = Falskt", "1:13 N0115 reference = \"Falskt\""},
           slip{"reference = nej", "1:13 N0122 reference = false"},
           slip{"assumed = sant", "1:11 N0122 assumed = true"},
           slip{"assumed = falskt", "1:11 N0122 assumed = false"},
           slip{"a =\u00A01", "1:4 N0123 a = 1"},
           slip{"// kommentar\na = 1", "1:1 N0124 # kommentar"},
           slip{"% kommentar\na = 1", "1:1 N0124 # kommentar"},
           slip{"once = 2022 // först", "1:13 N0124 once = 2022 # först"},
           slip{"rate = \"3 %\" % ränta", "1:14 N0124 rate = \"3 %\" # ränta"},
           slip{"path = \"C:\\Kalkyler\"", "1:8 N0125 path = 'C:\\Kalkyler'"},
           slip{"uptake = [0 0.5 1]", "1:11 N0126 uptake = [0, 0.5, 1]"},
           slip{"list = [\"a\" \"b\"]", "1:13 N0126 list = [\"a\", \"b\"]"},
           slip{"t = { a = \"x\" b = 2 }", "1:15 N0126 t = { a = \"x\", b = 2 }"},
           slip{"t = { a = 1 b = 2 }", "1:13 N0126 t = { a = 1, b = 2 }"},
           slip{"[[benefits]", "1:1 N0127 [[benefits]]"},
           slip{"[benefits]]", "1:1 N0127 [[benefits]]"},
           slip{"[initiative", "1:1 N0127 [initiative]"},
           slip{"uptake = [0, 1", "1:10 N0127 uptake = [0, 1]"},
           slip{"t = { a = 1", "1:5 N0127 t = { a = 1}"},
           slip{"rate = 0.03,", "1:12 N0129 rate = 0.03"},
           slip{"name = \"x\";", "1:11 N0129 name = \"x\""},
           slip{"t = { a = 1, }", "1:12 N0129 t = { a = 1 }"},
           slip{"l = [1,, 2]", "1:8 N0129 l = [1, 2]"},
           slip{"amount = \"900\" tkr", "1:16 N0131 amount = \"900 tkr\""},
           slip{"rate = \"3 %\" enligt metoden", "1:14 N0131 rate = \"3 %\" # enligt metoden"},
           slip{"[initiative] huvuddelen", "1:14 N0131 [initiative] # huvuddelen"},
           slip{"Detta skrev jag utan tecken", "1:1 N0132 # Detta skrev jag utan tecken"},
           slip{"low = 3900, high = 4600", "1:11 N0133 low = 3900 ⏎ high = 4600"},
           slip{"low = 3900 high = 4600", "1:12 N0133 low = 3900 ⏎ high = 4600"},
           slip{"[initiative] name = \"x\"", "1:14 N0133 [initiative] ⏎ name = \"x\""},
           slip{"name = \"Den \"nya\" vägen\"", "1:8 N0139 name = 'Den \"nya\" vägen'"},
           slip{"spread = { 2022 = 60 %, 2023 = \"40 %\" }",
                "1:19 N0110 spread = { 2022 = \"60 %\", 2023 = \"40 %\" }"},
           slip{"b = { value = 45,5 min, year = 2021 }", "1:15 N0113 b = { value = \"45,5 min\", year = 2021 }"},
           slip{"b = { source = \"abc, year = 2021 }", "1:16 N0117 b = { source = \"abc\", year = 2021 }"},
           slip{"uptake = [0, 50 %, \"100 %\"]", "1:14 N0110 uptake = [0, \"50 %\", \"100 %\"]"},
           slip{"uptake = [0, 0,5 %, 1]", "1:14 N0110 uptake = [0, \"0,5 %\", 1]"},
           slip{"l = [\"a, \"b\"]", "1:6 N0117 l = [\"a\", \"b\"]"},
           slip{"a = { b = \"x, c = \"y\" }", "1:11 N0117 a = { b = \"x\", c = \"y\" }"},
           slip{"a = { b \"x\", c = 1 }", "1:8 N0120 a = { b = \"x\", c = 1 }"},
           slip{"a = { 2023 50 }", "1:11 N0120 a = { 2023 = 50 }"},
           slip{"a]", "1:1 N0127 [a]"},
           slip{"a.b]]", "1:1 N0127 [[a.b]]"},
           slip{"(a)", "1:1 N0127 [a]"},
           slip{"{a}", "1:1 N0127 [a]"},
           slip{"[a}", "1:1 N0127 [a]"},
           slip{"[a\u00A0]", "1:3 N0123 [a ]"},
           slip{"[\u00A0a]", "1:2 N0123 [ a]"},
           slip{"a\u00A0= 1", "1:2 N0123 a = 1"},
           slip{"a\u200Bb = 1", "1:1 N0123 ab = 1"},
           slip{"a\u00A0.b = 1", "1:2 N0123 a .b = 1"},
           slip{"l = [a, \"b\"]", "1:6 N0115 l = [\"a\", \"b\"]"},
       }) {
    CAPTURE(std::string(one.written));
    CHECK(told(std::string(one.written) + "\nnext = 1\n") == one.told);
    const document_reading reading = read_toml(one.written, "a.toml");
    CHECK(reading.root.has_value());
  }
}

TEST_CASE("line_scan: the corrected lines are sound") {
  for (const char* text :
       {"rate = \"3 %\"", "likely = \"415,50\"", "[factors.\"ansökningar\"]", "name = 'Den \"nya\" vägen'",
        "uptake = [0, \"0,5 %\", 1]", "uptake = [0, 0,5, 1]", "a = true", "a = 1 # // % ; “x”",
        "a = \"“ja” // 3 % ; x\"", "url = \"http://a/b#c\"", "--a = 1", "- = 2", "a = { b = [1, { c = 2 }], d = 'x' }",
        "a = [\n  1, # ett, ; ]\n  2,\n]", "\"a b\".c.'d' = 1", "[ a . \"b\" ]", "a.b = 1\na.c = 2"}) {
    CAPTURE(std::string(text));
    CHECK(told(text).empty());
  }
}

TEST_CASE("line_scan: an unclosed list or table ends where the next statement begins") {
  CHECK(told("a = [1,\n2\nb = 3\n") == "1:5 N0127 2]");
  CHECK(told("a = [1,\n2\n[b]\nc = 3\n") == "1:5 N0127 2]");
  CHECK(told("a = { b = 1\nc = 3\n") == "1:5 N0127 a = { b = 1}");
  CHECK(told("a = {\n  b = 1,\n  c = 2\n}\nd = 1\n") == "1:5 N0128 a = { b = 1, c = 2 }");
  const document_reading reading = read_toml("a = { b = 1,\n c = 2 }\nd = 3\n", "a.toml");
  REQUIRE(reading.root.has_value());
  CHECK(reading.root->find("a")->value.find("c")->value.text == "2");
  CHECK(to_string(reading.root->find("a")->value.find("c")->value.where) == "a.toml:2:6");
  CHECK(to_string(reading.root->find("d")->key_place) == "a.toml:3:1");
}

TEST_CASE("line_scan: what was repaired is read as it was meant") {
  const document_reading reading = read_toml(
      "[factors.ansökningar]\nlikely = 4 200 ärende/år\nname = ”Ansökningar”\nassumed = ja\nrate =\nuptake = [0; 0,5; "
      "1]\n",
      "a.toml");
  REQUIRE(reading.root.has_value());
  const document_node& factor = reading.root->find("factors")->value.find("ansökningar")->value;
  CHECK(factor.find("likely")->value.text == "4 200 ärende/år");
  CHECK(factor.find("name")->value.text == "Ansökningar");
  CHECK(factor.find("assumed")->value.boolean);
  CHECK(factor.find("rate")->value.kind == document_node::kind::unreadable);
  REQUIRE(factor.find("uptake")->value.items.size() == 3);
  CHECK(factor.find("uptake")->value.items[1].text == "0,5");
}

TEST_CASE("line_scan: a text that never ends, and a name with a part missing, stop what they must") {
  CHECK(told("a = 1\nb = \"\"\"x\ny = 2\n") == "2:5 N0130 b = \"\"\"x");
  CHECK_FALSE(read_toml("a = '''x\n", "a.toml").root.has_value());
  CHECK(told("[factors.]\n[b]\nc = 1\n").substr(0, 9) == "1:2 N0136");
  CHECK(told("a..b = 1\nc = 3 %\n") == "1:1 N0136 …\n2:5 N0110 c = \"3 %\"");
  CHECK(told("[]\na = 1\n").substr(0, 9) == "1:1 N0136");
}

TEST_CASE("line_scan: all mistakes of a tired controller are told in one run") {
  const std::string text =
      "format = 1\n"                  // 1
      "[initiative]\n"                // 2
      "name = ”Kortare tid”\n"        // 3
      "[calculation]\n"               // 4
      "method = esv\n"                // 5
      "first_year = 2022\n"           // 6
      "rate = 3 %\n"                  // 7
      "[factors.ansökningar]\n"       // 8
      "likely = 415,50\n"             // 9
      "low = 1 200 000\n"             // 10
      "high = 900 tkr\n"              // 11
      "source = \"Tidmätning\n"       // 12
      "[[costs]]\n"                   // 13
      "id: \"a\"\n"                   // 14
      "amount = 1.200 kr\n"           // 15
      "uptake = [0, 0,5, 1]\n"        // 16, the reader's to refuse
      "uptake2 = [0, 0,5 %, 50 %]\n"  // 17, two
      "once = 2022 // första året\n"  // 18
      "id = \"b\"\n";                 // 19, twice
  const document_reading reading = read_toml(text, "a.toml");
  std::vector<std::string> places;
  for (const diagnostic& d : reading.errors) places.push_back(std::to_string(d.where.line) + " " + std::string(d.code));
  CHECK(places == lines{"3 N0116", "5 N0115", "7 N0110", "8 N0118", "9 N0111", "10 N0112", "11 N0113", "12 N0117",
                        "14 N0120", "15 N0113", "17 N0110", "17 N0110", "18 N0124", "19 N0134"});
  REQUIRE(reading.root.has_value());
  CHECK(reading.root->find("costs")->value.items[0].find("uptake")->value.items.size() == 4);
  CHECK(reading.errors[0].arguments[0] == "”Kortare tid”");
}

TEST_CASE("line_scan: a thousand mistakes are told, and that there are more") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "k" + std::to_string(i) + " = 3 %\n";
  const document_reading reading = read_toml(text, "a.toml");
  REQUIRE(reading.errors.size() == 1001);
  CHECK(reading.errors.back().code == "N0108");
  CHECK(reading.errors.back().where.line == 1001);
}

TEST_CASE("line_scan: a long line is shown in part") {
  std::string text = "a = [";
  for (int i = 0; i < 5000; ++i) text += "1, ";
  const document_reading reading = read_toml(text + "3 %, 4]\n", "a.toml");
  REQUIRE(reading.errors.size() == 1);
  CHECK(reading.errors[0].where.column == 15006);
  CHECK(reading.errors[0].arguments[1].size() < 450);
  CHECK(reading.errors[0].arguments[1].substr(0, 3) == "…");
  CHECK(reading.errors[0].arguments[1].find("\"3 %\", 4]") != std::string::npos);
}

TEST_CASE("line_scan: a line that people write is shown whole, so that it can be pasted") {
  const std::string line =
      "tid = { likely = \"40 min/ärende\", low = \"25 min/ärende\", high = \"55 min/ärende\", source = ";
  const document_reading reading = read_toml(line + "Tidmätning mars 2025 }\n", "a.toml");
  REQUIRE(reading.errors.size() == 1);
  CHECK(reading.errors[0].arguments[1] == line + "\"Tidmätning mars 2025\" }");
}

TEST_CASE("line_scan: every diagnostic has its sentence, without empty slots") {
  for (const char* text : {"a = 3 %", "a..b = 1", "a = '''", "[a]\n[a]", "a = 2022-02-30", "a = \"\\ud800\"",
                           "a =", "a = { b = 1\n, c", "{", "]", "= 1", "a = [[[}", "a = {b}"}) {
    for (const diagnostic& d : read_toml(text, "a.toml").errors) {
      CAPTURE(std::string(text));
      CHECK(nytta::text(d, language::sv).find("{0}") == std::string::npos);
      CHECK(advice(d, language::sv).find("{1}") == std::string::npos);
    }
    CHECK_FALSE(read_toml(text, "a.toml").errors.empty());
  }
}

TEST_CASE("bare_value: a text is quoted so that TOML reads it back") {
  for (const char* text : {"a", "a\"b", "a\\b", "a'b", "a'b\"c\\d"}) {
    const document_reading reading = read_toml("x = " + quoted(text), "a.toml");
    REQUIRE(reading.root.has_value());
    CHECK(reading.errors.empty());
    CHECK(reading.root->find("x")->value.text == text);
  }
}
