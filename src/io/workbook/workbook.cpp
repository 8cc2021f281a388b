// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/workbook.hpp>

#include <utility>

#include "io/workbook/book_of.hpp"
#include "io/workbook/open_book.hpp"
#include "io/workbook/xlsx_file.hpp"

namespace nytta {

namespace workbook {

book book_of(const calculation& of, language in) {
  open_book open(of, in);
  write_factors(open);
  write_conventions(open);
  write_working(open);
  write_derived_factors(open);
  write_results(open);
  write_years(open);
  write_effects(open);
  write_sensitivity(open);
  write_sources(open);
  write_summary(open);
  book out;
  out.title = of.claim.name.empty() ? of.claim.id : of.claim.name;
  out.subject = open.word("workbook_subject");
  for (sheet* s : {&open.summary, &open.conventions, &open.factors, &open.yearly_factors, &open.effects, &open.years,
                   &open.results, &open.sensitivity, &open.working, &open.rates, &open.sources}) {
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
