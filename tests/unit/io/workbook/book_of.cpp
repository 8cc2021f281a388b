// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/book_of.hpp"

#include <nytta/appraisal/certify.hpp>
#include <nytta/method/deviation.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "unit/appraisal/tree_cases.hpp"

using namespace nytta;

// What stands in a workbook before any spreadsheet has calculated it: what its formulas come to is what is printed.

namespace {

/// Every cell by what names and formulas call it: "'Sheet'!$F$12".
std::map<std::string, const workbook::cell*> cells_of(const workbook::book& of) {
  std::map<std::string, const workbook::cell*> out;
  for (const auto& s : of.sheets) {
    for (const auto& [at, c] : s.cells()) out[s.fixed(at)] = &c;
  }
  return out;
}

/// The figures of all alternatives against the cells that bear their names.
std::size_t compare(const calculation& of, language in) {
  const workbook::book book = workbook::book_of(of, in);
  const auto cells = cells_of(book);
  std::map<std::string, std::string> names;
  for (const auto& n : book.names) names[n.name] = n.refers_to;
  const certified_values exact(of.result.steps);
  std::size_t compared = 0;
  for (const auto& a : of.result.alternatives) {
    for (const auto& f : a.figures) {
      CAPTURE(a.id);
      CAPTURE(f.key);
      const auto name = names.find(a.id + "_" + f.key);
      if (name == names.end()) continue;  // an id that is no name; the rule has tests of its own
      const auto& held = cells.at(name->second)->content.value();
      ++compared;
      const status how = exact.state(f.node);
      if (how != status::ok && how != status::several) {
        REQUIRE(std::holds_alternative<std::string>(held));
        CHECK(std::get<std::string>(held) == text(exact.why(f.node), in));
        continue;
      }
      const auto printed = exact.printed(f, of.rules.figures);
      REQUIRE(std::holds_alternative<double>(held));
      // The nearest double to the printed digits, give or take its last bits.
      CHECK(std::get<double>(held) == doctest::Approx(std::stod(printed[0])).epsilon(1e-15));
      for (std::size_t k = 1; k < printed.size(); ++k) {
        const auto& further = cells.at(names.at(name->first + "_" + std::to_string(k + 1)))->content.value();
        CHECK(std::get<double>(further) == doctest::Approx(std::stod(printed[k])).epsilon(1e-15));
      }
    }
  }
  return compared;
}

}  // namespace

TEST_CASE("book_of: the cells of figures hold what is printed, in every case and by the reconstruction's errors too") {
  std::size_t compared = 0;
  for (const auto& file : tree::cases()) {
    CAPTURE(file.string());
    const auto own = tree::calculated(file);
    REQUIRE(own.has_value());
    compared += compare(*own, language::sv);
    const auto by_errors = calculate(tree::text_of(file), file.string(), {}, "esv-reconstructed", tree::find_method);
    if (by_errors.has_value()) compared += compare(*by_errors, language::en);
  }
  CHECK(compared > 1500);
}

namespace {

/// ESV's model with one departure switched on: the method called by that departure's id.
std::optional<method_text> departing(std::string_view id, const std::string& from, const void* context) {
  for (const auto& entry : deviation_catalogue) {
    if (entry.id != id) continue;
    const std::string name(id);
    return method_text{"format = 1\nid = \"" + name + "\"\nedition = \"1\"\nname = \"x\"\nbased_on = \"esv\"\n" +
                           "[[sources]]\nid = \"s\"\ntitle = \"t\"\nevidence = \"read\"\n[deviations]\n" + name +
                           " = { source = \"s\", evidence = \"read\" }\n",
                       name};
  }
  return tree::find_method(id, from, context);
}

}  // namespace

TEST_CASE("book_of: each departure from the corrected formulas is in the formulas") {
  for (const auto& entry : deviation_catalogue) {
    CAPTURE(entry.id);
    for (const char* name : {"examples/forsorjningsstod", "tests/golden/cases/factor_by_year"}) {
      const auto file = std::filesystem::path(NYTTA_SOURCE_DIR) / name / "case.toml";
      const auto result = calculate(tree::text_of(file), file.string(), {}, entry.id, departing);
      CAPTURE(name);
      REQUIRE(result.has_value());
      CHECK(compare(*result, language::sv) > 15);
    }
  }
}

TEST_CASE("book_of: what a case says never becomes a formula") {
  const auto file = std::filesystem::path(NYTTA_SOURCE_DIR) / "tests/workbook/cases/hostile.toml";
  const auto result = tree::calculated(file);
  REQUIRE(result.has_value());
  const workbook::book book = workbook::book_of(*result, language::sv);
  std::size_t texts = 0;
  for (const auto& s : book.sheets) {
    for (const auto& [at, c] : s.cells()) {
      if (!c.formula) {
        const auto* words = std::get_if<std::string>(&c.content.value());
        texts += words != nullptr && words->starts_with('=') ? 1 : 0;
        continue;
      }
      const std::string& formula = c.content.text;
      CAPTURE(formula);
      CHECK(formula.find("HYPERLINK") == std::string::npos);
      CHECK(formula.find("WEBSERVICE") == std::string::npos);
    }
  }
  CHECK(texts > 10);  // they are there, as texts
}
