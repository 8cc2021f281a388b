// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/io/write.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <set>
#include <string>

#include "io/write/write_check.hpp"
#include "io/write/write_method.hpp"
#include "unit/appraisal/tree_cases.hpp"

// No text is missing where one is asked for: every case in the tree is written in every form, in both languages. A key
// that is not in the table throws.

TEST_CASE("labels: every step of every case has its text, and every way to write a case finds all of them") {
  std::set<std::string> used;
  std::size_t calculated = 0;
  for (const auto& file : tree::cases()) {
    CAPTURE(file.string());
    const auto result = tree::calculated(file);
    REQUIRE(result.has_value());
    ++calculated;
    for (const auto& step : result->result.steps.nodes) {
      if (!step.label.key.empty()) used.insert(std::string(step.label.key));
    }
    for (const auto in : {nytta::language::sv, nytta::language::en}) {
      CHECK_NOTHROW((void)nytta::to_text(*result, in));
      CHECK_NOTHROW((void)nytta::to_csv(*result, in));
      CHECK_NOTHROW((void)nytta::to_json(*result, in));
      CHECK_NOTHROW((void)nytta::check_text(*result, in));
      CHECK_NOTHROW((void)nytta::method_text_page(result->rules, in));
      for (const auto& a : result->result.alternatives) {
        for (const auto& f : a.figures) {
          CAPTURE(f.key);
          CHECK_NOTHROW((void)nytta::explain_text(*result, a, f.key, in));
          CHECK_NOTHROW((void)nytta::explain_json(*result, a, f.key, in));
        }
      }
    }
  }
  CHECK(calculated >= 18);
  for (const std::string& key : used) {
    CAPTURE(key);
    CHECK_NOTHROW((void)nytta::label_text(key, nytta::language::sv));
  }
}
