// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/message.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

using namespace nytta;

TEST_CASE("message: what a file says fits on a line and steers no terminal") {
  const diagnostic escape{"N0654", place{}, {"a\x1b[2Jb\nc"}};
  CHECK(text(escape, language::en).find("a\uFFFD[2Jb\uFFFDc") != std::string::npos);
  const std::string long_name = "x" + std::string(10'000'000, 'y');
  const std::string said = text(diagnostic{"N0654", place{}, {long_name}}, language::en);
  CHECK(said.size() < 700);
  CHECK(said.find("yyy…") != std::string::npos);
  // A character of two bytes is not cut in two.
  std::string dots;
  for (int i = 0; i < 1000; ++i) dots += "å";
  const std::string whole = text(diagnostic{"N0654", place{}, {"x" + dots}}, language::en);
  CHECK(whole.find("åå…") != std::string::npos);
}

TEST_CASE("message: the codes ascend and none stands twice") {
  const auto rows = messages();
  CHECK(std::is_sorted(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.code < b.code; }));
  CHECK(std::adjacent_find(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.code == b.code; }) ==
        rows.end());
}

TEST_CASE("message: every row speaks both languages, says what to do, and uses the same slots in both") {
  for (const auto& row : messages()) {
    CAPTURE(std::string(row.code));
    CHECK_FALSE(row.sv.empty());
    CHECK_FALSE(row.en.empty());
    CHECK_FALSE(row.sv_advice.empty());
    CHECK_FALSE(row.en_advice.empty());
    for (char slot = '0'; slot <= '9'; ++slot) {
      const std::string braces{'{', slot, '}'};
      const auto used = [&](std::string_view a, std::string_view b) {
        return a.find(braces) != std::string_view::npos || b.find(braces) != std::string_view::npos;
      };
      CHECK(used(row.sv, row.sv_advice) == used(row.en, row.en_advice));
    }
  }
}

TEST_CASE("message: a code that is not in the table is refused") {
  CHECK_THROWS_AS((void)message_of("N9999"), std::out_of_range);
}

TEST_CASE("message: the values stand in the sentence") {
  const diagnostic d{"N0101", {"a.toml", 1, 1, {}}, {"17"}};
  CHECK(text(d, language::sv).find("17") != std::string::npos);
  CHECK(to_string(d.where) == "a.toml:1:1");
  CHECK(to_string(place{"a.json", 0, 0, "/costs/0"}) == "a.json#/costs/0");
}
