// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/workbook.hpp>

#include <utility>

#include "io/workbook/book_of.hpp"
#include "io/workbook/open_book.hpp"
#include "io/workbook/xlsx_file.hpp"

namespace nytta {

namespace workbook {

namespace {

/// The requests of what is to be decided on, their steps added to the working; none where one is refused.
std::vector<asked_in_book> asked_of(calculation& of) {
  std::vector<asked_in_book> out;
  if (!asks_for_investment(of.claim)) return out;
  for (const auto& a : of.result.alternatives) {
    if (a.reference && of.result.alternatives.size() > 1) continue;
    auto request = request_for(of.claim, of.rules, of.result, a);
    if (!request) return {};
    out.push_back({std::move(request).value(), add_request_steps(of.claim, of.rules, of.result, a)});
  }
  return out;
}

}  // namespace

book book_of(const calculation& of, language in) {
  calculation with = of;  // the calculation, and the steps of its requests
  auto asked = asked_of(with);
  open_book open(with, std::move(asked), in);
  write_factors(open);
  write_conventions(open);
  write_working(open);
  write_derived_factors(open);
  write_results(open);
  write_years(open);
  write_effects(open);
  write_request(open);
  write_sensitivity(open);
  write_sources(open);
  write_summary(open);
  book out;
  out.title = of.claim.name.empty() ? of.claim.id : of.claim.name;
  out.subject = open.word("workbook_subject");
  for (sheet* s : {&open.summary, &open.conventions, &open.factors, &open.yearly_factors, &open.effects, &open.years,
                   &open.results, &open.request, &open.sensitivity, &open.working, &open.rates, &open.sources}) {
    if (!s->cells().empty()) out.sheets.push_back(std::move(*s));
  }
  out.names = std::move(open.names);
  return out;
}

}  // namespace workbook

std::string to_workbook(const calculation& of, language in, const std::string& directory) {
  return workbook::xlsx_of(workbook::book_of(of, in), directory);
}

}  // namespace nytta
