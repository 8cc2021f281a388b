// SPDX-License-Identifier: Apache-2.0
#include "io/write/write_portfolio_csv.hpp"

#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "io/write/csv_table.hpp"
#include "io/write/printed.hpp"

namespace nytta {

namespace {

struct figure_column {
  std::string_view key;
  figure_kind kind;
};

/// What every method gives, in the order of docs/format.md, and the two perspectives that many of them share. The table
/// has one head for all cases, so what a method adds of its own stands in JSON only.
constexpr std::array columns{
    figure_column{"present_value_benefits", figure_kind::money},
    figure_column{"present_value_costs", figure_kind::money},
    figure_column{"net_present_value", figure_kind::money},
    figure_column{"benefit_cost_ratio", figure_kind::ratio},
    figure_column{"net_benefit_per_krona", figure_kind::ratio},
    figure_column{"net_present_value_ratio", figure_kind::ratio},
    figure_column{"equivalent_annual_amount", figure_kind::money},
    figure_column{"internal_rate_of_return", figure_kind::rate},
    figure_column{"modified_internal_rate_of_return", figure_kind::rate},
    figure_column{"payback_years", figure_kind::duration},
    figure_column{"discounted_payback_years", figure_kind::duration},
    figure_column{"payback_years_first_crossing", figure_kind::duration},
    figure_column{"break_even_year", figure_kind::calendar_year},
    figure_column{"peak_funding", figure_kind::money},
    figure_column{"net_present_value_cash", figure_kind::money},
    figure_column{"redeployed_hours_per_year", figure_kind::hours},
    figure_column{"tax_financing_cost", figure_kind::money},
    figure_column{"residual_value", figure_kind::money},
    figure_column{"agency_net_present_value", figure_kind::money},
    figure_column{"society_net_present_value", figure_kind::money},
};

/// What stands before the figures.
constexpr std::array leading{"csv_case",        "csv_status",    "csv_initiative", "csv_name",
                             "csv_alternative", "csv_reference", "memo_method",    "csv_first_year",
                             "csv_years",       "memo_rate",     "memo_verdict"};

std::string heading(const figure_column& column, language in) {
  for (const std::string_view who : {"agency", "society"}) {
    if (column.key.starts_with(who)) {
      const auto name = label_text("perspective_" + std::string(who), in);
      return label_text("perspective_net_present_value", name, in) + unit_in_heading(column.kind, in);
    }
  }
  return std::string(label_text(column.key, in)) + unit_in_heading(column.kind, in);
}

/// A figure's cell: its number, several rates with a bar between, or nothing where there is none.
std::string cell(const csv_table& table, const printed_numbers& numbers, const figure* f) {
  if (f == nullptr) return {};
  const status state = numbers.state(f->node);
  if (state != status::ok && state != status::several) return {};
  if (!numbers.is_list(f->node)) return table.number(numbers.of(*f));
  std::string out;
  for (const auto& one : numbers.list(*f)) out += (out.empty() ? "" : " | ") + table.number(one);
  return out;
}

/// The codes and sentences of what was said, in one cell.
std::string in_one_cell(const diagnostics& said, language in) {
  std::string out;
  for (const auto& d : said) {
    out += (out.empty() ? "" : " | ") + to_string(d.where) + ": " + std::string(d.code) + " " + text(d, in);
  }
  return out;
}

}  // namespace

std::string portfolio_csv_head(language in) {
  csv_table table(in);
  std::vector<std::string> cells;
  for (const auto* key : leading) cells.emplace_back(label_text(key, in));
  for (const auto& column : columns) cells.push_back(heading(column, in));
  cells.emplace_back(label_text("csv_remarks", in));
  table.row(cells);
  return std::string(csv_table::mark(in)) + table.text();
}

std::string portfolio_csv_rows(const std::string& file, const outcome<calculation>& of, language in) {
  csv_table table(in);
  if (!of) {
    std::vector<std::string> cells(leading.size() + columns.size() + 1);
    cells[0] = file;
    cells[1] = "refused";
    cells.back() = in_one_cell(of.error(), in);
    table.row(cells);
    return table.text();
  }
  const printed_numbers numbers(*of);
  const auto& frame = of->result.frame;
  const bool flat = frame.rate.form == rate_form::flat;
  const std::string remarks = in_one_cell(of->result.findings, in);
  for (const auto& a : of->result.alternatives) {
    const auto word = verdict(*of, numbers, a);
    std::vector<std::string> cells{file,
                                   "ok",
                                   of->claim.id,
                                   of->claim.name,
                                   a.id,
                                   a.reference ? "1" : "",
                                   of->rules.id,
                                   std::to_string(frame.first_year),
                                   std::to_string(frame.years),
                                   flat ? table.number(rate_text(frame.rate)) : rate_text(frame.rate),
                                   word ? verdict_in_short(*word, in) : std::string()};
    for (const auto& column : columns) cells.push_back(cell(table, numbers, a.find(column.key)));
    cells.push_back(remarks);
    table.row(cells);
  }
  return table.text();
}

}  // namespace nytta
