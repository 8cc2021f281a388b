// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/compare.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "io/method_in_json.hpp"
#include "io/printed.hpp"
#include "io/text_table.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

/// A case under one method: its figure, its place among the cases that have a number, and its verdict.
struct place_of_case {
  std::optional<figure_reading> figure;
  std::size_t rank = 0;  ///< from 1, equals share one; 0: no number
  std::string verdict;

  [[nodiscard]] bool has_number() const { return figure && figure->values.size() == 1; }
};

/// Each case's place under each method: places[case][method].
std::vector<std::vector<place_of_case>> places_of(const ranking& of) {
  std::vector<std::vector<place_of_case>> out;
  for (const auto& one : of.cases) {
    auto& row = out.emplace_back();
    for (const auto& result : one.under) {
      auto& cell = row.emplace_back();
      if (!result) continue;
      const auto& a = *alternative_named(*result, {});
      for (auto& f : readings_of(certified_values(result->result.steps), a, result->rules)) {
        if (f.key == of.figure) cell.figure = std::move(f);
      }
      cell.verdict = verdict(*result, a).value_or(std::string());
    }
  }
  for (std::size_t m = 0; m < of.methods.size(); ++m) {
    for (auto& row : out) {
      if (!row[m].has_number()) continue;
      const decimal own = *decimal::parse(row[m].figure->values.front());
      row[m].rank = 1;
      for (const auto& other : out) {
        if (other[m].has_number() && own < *decimal::parse(other[m].figure->values.front())) ++row[m].rank;
      }
    }
  }
  return out;
}

bool changed(const place_of_case& a, const place_of_case& b) { return a.rank != b.rank || a.verdict != b.verdict; }

std::string reasons(const diagnostics& refused, language in) {
  std::string out;
  for (const auto& d : refused) out += (out.empty() ? "" : "; ") + text(d, in);
  return out;
}

}  // namespace

std::string ranking_text(const ranking& of, language in) {
  const auto places = places_of(of);
  std::vector<text_table::column> columns{{std::string(label_text("compare_case", in)), false, true}};
  for (const auto& id : of.methods) {
    columns.push_back({id, true});
    columns.push_back({"", true});
    columns.push_back({"", false, true});
  }
  columns.push_back({"", false});
  text_table table(std::move(columns));
  std::size_t moved = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::vector<std::string> row{of.cases[i].file};
    bool marked = false;
    for (const auto& cell : places[i]) {
      row.push_back(cell.has_number() ? grouped_digits(cell.figure->values.front(), in)
                    : cell.figure     ? std::string(text(cell.figure->why, in))
                                      : "–");
      row.push_back(cell.rank == 0 ? "–" : std::to_string(cell.rank));
      row.push_back(verdict_in_short(cell.verdict, in));
      marked = marked || changed(cell, places[i].front());
    }
    row.emplace_back(marked ? "*" : "");
    moved += marked ? 1 : 0;
    table.add(std::move(row));
  }
  std::string out = table.text() + "\n";
  out += wrapped(label_text("compare_moved", std::to_string(moved), in), 0);
  for (std::size_t m = 0; m < of.methods.size(); ++m) {
    const auto taken =
        std::find_if(of.cases.begin(), of.cases.end(), [m](const ranked_case& c) { return c.under[m].has_value(); });
    if (taken != of.cases.end()) out += method_note(taken->under[m]->rules, in);
  }
  bool refused = false;
  for (std::size_t i = 0; i < of.cases.size(); ++i) {
    for (std::size_t m = 0; m < of.methods.size(); ++m) {
      if (of.cases[i].under[m]) continue;
      if (!refused) out += "\n" + std::string(label_text("compare_cannot_take", in)) + "\n";
      refused = true;
      out += wrapped(
          "  " + of.cases[i].file + ", " + of.methods[m] + ": " + reasons_in_short(of.cases[i].under[m].error(), in),
          4);
    }
  }
  return out;
}

std::string ranking_json(const ranking& of, language in) {
  const auto places = places_of(of);
  json out;
  out["format"] = 1;
  out["tool"] = "nytta " NYTTA_VERSION;
  out["figure"] = of.figure;
  json methods = json::array();  // as named, and what was found under the name in the first case that they take
  for (std::size_t m = 0; m < of.methods.size(); ++m) {
    json one{{"name", of.methods[m]}, {"method", nullptr}};
    for (const auto& c : of.cases) {
      if (c.under[m] && one["method"].is_null()) one["method"] = method_in_json(c.under[m]->rules);
    }
    methods.push_back(std::move(one));
  }
  out["methods"] = std::move(methods);
  json cases = json::array();
  for (std::size_t i = 0; i < places.size(); ++i) {
    json one;
    one["case"] = of.cases[i].file;
    json under = json::array();
    bool moved = false;
    for (std::size_t m = 0; m < of.methods.size(); ++m) {
      const auto& cell = places[i][m];
      json at{{"id", of.methods[m]}};
      if (!of.cases[i].under[m]) {
        at["status"] = "refused";
        at["reason"] = reasons(of.cases[i].under[m].error(), in);
      } else if (cell.has_number()) {
        at["status"] = "ok";
        at["value"] = cell.figure->values.front();
        at["rank"] = cell.rank;
      } else {
        at["status"] = cell.figure ? name(cell.figure->how) : name(status::undefined);
        at["reason"] =
            cell.figure ? std::string(text(cell.figure->why, in)) : std::string(label_text("compare_no_figure", in));
      }
      at["verdict"] = cell.verdict.empty() ? json(nullptr) : json(cell.verdict);
      under.push_back(std::move(at));
      moved = moved || changed(cell, places[i].front());
    }
    one["under"] = std::move(under);
    one["changed"] = moved;
    cases.push_back(std::move(one));
  }
  out["cases"] = std::move(cases);
  return out.dump(2) + "\n";
}

}  // namespace nytta
