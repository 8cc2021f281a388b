// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/core/number_text.hpp>
#include <nytta/io/write.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "io/write/csv_table.hpp"
#include "io/write/printed.hpp"

namespace nytta {

std::string to_csv(const calculation& of, language in) {
  const printed_numbers numbers(of);
  csv_table table(in);
  const auto word = [&](std::string_view key) { return std::string(label_text(key, in)); };
  table.row({word("csv_alternative"), word("csv_key"), word("csv_label"), word("csv_year"), word("csv_status"),
             word("csv_value"), word("csv_unit")});
  for (const auto& a : of.result.alternatives) {
    const auto yearly = [&](std::string_view key, int node) {
      for (int column = 0; column < of.result.frame.years; ++column) {
        table.row({a.id, std::string(key), word(key), std::to_string(of.result.frame.first_year + column), "ok",
                   table.number(numbers.money(node, static_cast<std::size_t>(column))), "kr"});
      }
    };
    yearly("benefits", a.benefits);
    yearly("costs", a.costs);
    yearly("net", a.net);
    yearly("cumulative", a.cumulative);
    yearly("discounted_net", a.discounted_net);
    for (const auto& f : a.figures) {
      const status state = numbers.state(f.node);
      const auto add = [&](const std::string& value) {
        table.row({a.id, f.key, numbers.label(f, in), "", std::string(name(state)), value,
                   std::string(unit_in_json(f.kind))});
      };
      if (state != status::ok && state != status::several) {
        add("");
      } else if (numbers.is_list(f.node)) {
        for (const auto& r : numbers.list(f)) add(table.number(r));
      } else {
        add(table.number(numbers.of(f)));
      }
    }
  }
  if (const std::string_view label = label_of(of.rules, in); !label.empty()) {
    table.row({"", "method.label", word("memo_label"), "", "ok", std::string(label), ""});
  }
  for (const auto& a : of.result.alternatives) {
    const auto rows = [&](std::string_view group, const std::vector<sums>& all) {
      for (const auto& s : all) {
        for (const auto& [part, node] : {std::pair{"benefits", s.benefits}, std::pair{"costs", s.costs},
                                         std::pair{"transfers", s.transfers}, std::pair{"net", s.net}}) {
          if (node < 0) continue;
          table.row({a.id, std::string(group) + "." + s.id + "." + part, numbers.label(node, in), "", "ok",
                     table.number(numbers.money(node)), "kr"});
        }
      }
    };
    rows("by_stakeholder", a.by_stakeholder);
    rows("by_category", a.by_category);
    for (const auto& t : a.transfers) {
      table.row({a.id, "transfers." + of.claim.transfers[t.transfer].id, numbers.label(t.present_value, in), "", "ok",
                 table.number(numbers.money(t.present_value)), "kr"});
    }
  }
  return std::string(csv_table::mark(in)) + table.text();
}

}  // namespace nytta
