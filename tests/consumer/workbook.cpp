// SPDX-License-Identifier: Apache-2.0
// A budget system that hands a workbook to whoever wants to check its numbers.
#include <nytta/io/calculate.hpp>
#include <nytta/io/workbook.hpp>

#include <cstdio>
#include <string>

int main() {
  const char* text =
      "format = 1\n"
      "[initiative]\nname = \"E-tjänst\"\n"
      "[calculation]\nmethod = \"esv\"\nfirst_year = 2026\nyears = 3\nrate = \"3 %\"\ntiming = \"end\"\n"
      "[stakeholders.a]\nname = \"Kommunen\"\nkind = \"own\"\n"
      "[factors]\nsaving = { likely = \"100 tkr/år\", assumed = true }\n"
      "[[benefits]]\nid = \"b\"\nname = \"Mindre papper\"\ncategory = \"cash\"\namount = \"saving\"\n";
  const auto result = nytta::calculate(text, "case.toml");
  if (!result.has_value()) return 1;
  const std::string bytes = nytta::to_workbook(*result, nytta::language::sv, ".");
  std::printf("%zu bytes\n", bytes.size());
  return bytes.size() > 10'000 && bytes.substr(0, 2) == "PK" ? 0 : 1;
}
