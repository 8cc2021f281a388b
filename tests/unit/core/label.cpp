// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <string_view>

using namespace nytta;

TEST_CASE("labels: ascending by key, each once, with a text in both languages that says its subject or does not") {
  REQUIRE_FALSE(labels().empty());
  std::string_view before;
  for (const label& row : labels()) {
    CAPTURE(std::string(row.key));
    CHECK(before < row.key);
    before = row.key;
    CHECK_FALSE(row.sv.empty());
    CHECK_FALSE(row.en.empty());
    CHECK((row.sv.find("{0}") == std::string_view::npos) == (row.en.find("{0}") == std::string_view::npos));
    for (const std::string_view text : {row.sv, row.en}) {
      CHECK(text.find('{', text.find("{0}") + 1) == std::string_view::npos);  // one slot, once
    }
  }
}

TEST_CASE("label_text: each row is found by its key, and a key that is not there is an error") {
  for (const label& row : labels()) {
    CHECK(label_text(row.key, language::sv) == row.sv);
    CHECK(label_text(row.key, language::en) == row.en);
  }
  CHECK(label_text("flow", "E-tjänst", language::sv).find("E-tjänst") != std::string::npos);
  CHECK(label_text("flow", "E-tjänst", language::sv).find("{0}") == std::string::npos);
  for (const std::string_view absent : {"", "a", "net_present_valu", "net_present_value_", "zzz"}) {
    CHECK_THROWS_AS((void)label_text(absent, language::sv), std::out_of_range);
  }
}
