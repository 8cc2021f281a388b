// SPDX-License-Identifier: Apache-2.0
// A budget system that shows a report of its own making: 100 tkr at the end of each of three years, at 3 %, is by hand
// 100 000 × (1/1.03 + 1/1.03² + 1/1.03³) = 100 000 × 2.8286114 = 282 861.14.
#include <nytta/io/report.hpp>

#include <cstdio>
#include <optional>
#include <string>

int main() {
  const char* text =
      "format = 1\n"
      "[initiative]\nname = \"E-tjänst\"\n"
      "[calculation]\nmethod = \"esv\"\nfirst_year = 2026\nyears = 3\nrate = \"3 %\"\ntiming = \"end\"\n"
      "[stakeholders.a]\nname = \"Kommunen\"\nkind = \"own\"\n"
      "[factors]\nsaving = { likely = \"100 tkr/år\", low = \"80 tkr/år\", high = \"120 tkr/år\", assumed = true }\n"
      "[[benefits]]\nid = \"b\"\nname = \"Mindre papper\"\ncategory = \"cash\"\namount = \"saving\"\n";
  const auto report = nytta::report_on(text, "case.toml", {}, {}, {});
  if (!report.has_value()) return 1;
  const std::string memo = nytta::report_markdown(*report, nytta::language::sv);
  int asked = 0;
  const auto draw = [](const std::string& commands, const void* count) -> std::optional<std::string> {
    if (!commands.empty()) ++*static_cast<int*>(const_cast<void*>(count));
    return std::nullopt;
  };
  const std::string page = nytta::report_html(*report, nytta::language::en, draw, &asked);
  std::printf("%zu and %zu bytes\n", memo.size(), page.size());
  const bool told = memo.find("282 861,14 kr") != std::string::npos && page.find("282,861.14") != std::string::npos;
  return told && asked == 1 ? 0 : 1;
}
