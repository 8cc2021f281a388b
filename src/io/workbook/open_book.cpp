// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/open_book.hpp"

#include "io/write/factor_name.hpp"

namespace nytta::workbook {

namespace {

constexpr int first_working_row = 4;
constexpr int first_rates_row = 3;

}  // namespace

open_book::open_book(const calculation& calculated, std::vector<asked_in_book> asked, language spoken)
    : of(calculated),
      numbers(calculated),
      in(spoken),
      summary(word("workbook_sheet_summary")),
      conventions(word("workbook_sheet_conventions")),
      factors(word("workbook_sheet_factors")),
      yearly_factors(word("workbook_sheet_yearly_factors")),
      effects(word("workbook_sheet_effects")),
      years(word("workbook_sheet_years")),
      results(word("workbook_sheet_results")),
      request(word("workbook_sheet_request")),
      sensitivity(word("workbook_sheet_sensitivity")),
      working(word("workbook_sheet_working")),
      rates(word("workbook_sheet_rates")),
      sources(word("workbook_sheet_sources")),
      requests(std::move(asked)),
      formulas(calculated.result.steps, working, rates, first_working_row, first_rates_row, spoken) {}

std::string open_book::name(std::string_view wanted, const std::string& fixed_reference) {
  names.push_back({taken.name_for(wanted), fixed_reference});
  return names.back().name;
}

void open_book::conventions_line(int row, const std::string& what, const std::string& value, const std::string& from) {
  conventions.write({row, 0}, what, look::strong_wrapped);
  conventions.write({row, 1}, value, look::wrapped);
  conventions.write({row, 2}, from, look::wrapped);
}

void open_book::begin(sheet& s, std::string_view about) const {
  s.write({0, 0}, s.name(), look::title);
  s.write({1, 0}, word(about), look::note);
}

std::string capital(std::string words) {
  if (words.empty()) return words;
  if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  // å, ä and ö are two bytes, the second 20 (hexadecimal) above that of the capital.
  const bool accented = words[0] == '\xC3' && words.size() > 1 && static_cast<unsigned char>(words[1]) >= 0xA0;
  if (accented) words[1] = static_cast<char>(static_cast<unsigned char>(words[1]) - 0x20);
  return words;
}

void open_book::headings(sheet& s, int row, const std::vector<std::string>& words, int first_number,
                         int last_number) const {
  for (std::size_t k = 0; k < words.size(); ++k) {
    const int column = static_cast<int>(k);
    // An empty cell is no cell: the ground of the headings goes all the way.
    const bool number = column >= first_number && column <= last_number;
    s.write({row, column}, words[k].empty() ? " " : capital(words[k]), number ? look::heading_right : look::heading);
  }
}

term open_book::money(int node, int column) const {
  const term cell = formulas.seen(node, column);
  const term number = rounded(cell, of.rules.figures.decimals, of.rules.figures.mode);
  return formulas.may_hold_reason(node) ? choose(is_text(cell), cell, number) : number;
}

std::string open_book::stakeholder_name(const std::string& id) const { return nytta::stakeholder_name(of.claim, id); }

std::string open_book::alternative_name(const alternative_appraisal& a) const { return shown_name(a); }

}  // namespace nytta::workbook
