// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/compare.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "io/write/method_in_json.hpp"
#include "io/write/printed.hpp"
#include "io/write/text_table.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

/// A case under one method: its figure, its place among the cases that have a number, and its verdict.
struct place_of_case {
  std::optional<figure_reading> figure;
  std::size_t rank = 0;  ///< from 1, equals share one; 0: some method gives it no number
  std::string verdict;
  std::vector<std::string> scale;  ///< the method's verdicts, the worst first

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
      for (const auto& band : result->rules.bands) cell.scale.push_back(band.verdict);
      if (less_is_better(result->rules.verdict_figure)) std::reverse(cell.scale.begin(), cell.scale.end());
    }
  }
  // Ranks are taken among the cases that have a number under every method: a case that one of them cannot take moves no
  // other.
  const auto ranked = [](const std::vector<place_of_case>& row) {
    return std::all_of(row.begin(), row.end(), [](const place_of_case& p) { return p.has_number(); });
  };
  for (auto& row : out) {
    if (!ranked(row)) continue;
    for (std::size_t m = 0; m < of.methods.size(); ++m) {
      row[m].rank = 1;
      for (const auto& other : out) {
        if (!ranked(other)) continue;
        const int order = compare_digits(row[m].figure->values.front(), other[m].figure->values.front());
        if (less_is_better(of.figure) ? order > 0 : order < 0) ++row[m].rank;
      }
    }
  }
  return out;
}

/// Do two methods judge a case differently? With the same verdicts, where they differ; with verdicts of their own,
/// where one gives its worst and the other does not. A method without verdicts judges nothing.
bool judged_otherwise(const place_of_case& a, const place_of_case& b) {
  if (a.verdict.empty() || b.verdict.empty()) return false;
  if (a.scale == b.scale) return a.verdict != b.verdict;
  return (a.verdict == a.scale.front()) != (b.verdict == b.scale.front());
}

/// Another place or verdict than under the first method, where both have taken the case.
bool changed(const place_of_case& a, const place_of_case& b) {
  return a.figure && b.figure && (a.rank != b.rank || judged_otherwise(a, b));
}

std::string reasons(const diagnostics& refused, language in) {
  std::string out;
  for (const auto& d : refused) out += (out.empty() ? "" : "; ") + text(d, in);
  return out;
}

}  // namespace

namespace {

/// What the figure is called, and its kind, by the first case that has it.
std::pair<std::string, figure_kind> name_of(const ranking& of, language in) {
  for (const auto& c : of.cases) {
    for (const auto& result : c.under) {
      const auto* f = result ? alternative_named(*result, {})->find(of.figure) : nullptr;
      if (f == nullptr) continue;
      return {printed_numbers(*result).label(*f, in) + unit_in_heading(f->kind, in), f->kind};
    }
  }
  return {of.figure, figure_kind::money};
}

}  // namespace

namespace {

/// Which methods cannot take which cases, and why; what holds for all the methods names none.
std::string not_taken(const ranking& of, language in) {
  told_once told;  // methods and why; the cases
  for (const auto& c : of.cases) {
    told_once reasons;  // why; the methods
    for (std::size_t m = 0; m < of.methods.size(); ++m) {
      if (!c.under[m]) tell_once(reasons, reasons_in_short(c.under[m].error(), in), of.methods[m]);
    }
    const bool none = std::none_of(c.under.begin(), c.under.end(), [](const auto& u) { return u.has_value(); });
    for (const auto& [why, methods] : reasons) {
      const bool all = none && reasons.size() == 1;
      tell_once(told, all ? why : std::string(methods).append(": ").append(why), c.file);
    }
  }
  std::string out = told.empty() ? "" : "\n" + std::string(label_text("compare_cannot_take", in)) + "\n";
  for (const auto& [why, files] : told) out += wrapped(std::string("  ").append(why).append(": ").append(files), 4);
  return out;
}

}  // namespace

std::string ranking_text(const ranking& of, language in) {
  const auto places = places_of(of);
  const auto [name, kind] = name_of(of, in);
  std::string out = wrapped(label_text("compare_ranked_by", name, in), 0) + "\n";
  std::size_t moved = 0;
  std::size_t compared = 0;
  for (std::size_t m = 0; m < of.methods.size(); ++m) {
    const bool first = m == 0;
    table_block table{{{std::string(label_text("compare_place", in)), true},
                       {of.methods[m], true},
                       {std::string(label_text("compare_verdict", in)), false},
                       {std::string(label_text("compare_case", in)), false},
                       {"", false}}};
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const auto rank = [&](std::size_t i) { return places[i][m].rank == 0 ? places.size() + 1 : places[i][m].rank; };
      return rank(a) < rank(b);
    });
    for (const std::size_t i : order) {
      const auto& cell = places[i][m];
      if (!of.cases[i].under[m]) continue;
      const auto& before = places[i].front();
      std::string change;
      if (!first && before.figure && cell.rank != before.rank) {
        change = label_text("compare_from_place", std::to_string(before.rank), in);
      }
      if (!first && before.figure && judged_otherwise(cell, before)) {
        change.append(change.empty() ? "" : ", ")
            .append(label_text("compare_from_verdict", verdict_in_short(before.verdict, in), in));
      }
      if (!change.empty()) change.insert(0, "* ");
      table.add(
          {cell.rank == 0 ? "–" : std::to_string(cell.rank),
           cell.figure ? reading_in_words(*cell.figure, kind, in) : std::string(label_text("compare_no_figure", in)),
           cell.verdict.empty() ? "–" : verdict_in_short(cell.verdict, in), of.cases[i].file, change});
    }
    out += table_text(table) + "\n";
  }
  for (const auto& row : places) {
    if (row.front().rank != 0) ++compared;
    moved += std::any_of(row.begin(), row.end(), [&](const auto& cell) { return changed(cell, row.front()); }) ? 1 : 0;
  }
  out += wrapped(label_text("compare_ranked", std::to_string(compared), in), 0);
  out += wrapped(label_text("compare_moved", std::to_string(moved), in), 0);
  out += wrapped(label_text(of.whose == convention_choice::of_case ? "compare_case_holds" : "compare_method_holds", in),
                 0);
  for (std::size_t m = 0; m < of.methods.size(); ++m) {
    const auto taken =
        std::find_if(of.cases.begin(), of.cases.end(), [m](const ranked_case& c) { return c.under[m].has_value(); });
    if (taken != of.cases.end()) out += method_note(taken->under[m]->rules, in);
  }
  return out + not_taken(of, in);
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
      if (c.under[m] && one["method"].is_null()) one["method"] = method_in_json(c.under[m]->rules, in);
    }
    methods.push_back(std::move(one));
  }
  out["methods"] = std::move(methods);
  out["conventions"] = of.whose == convention_choice::of_case ? "case" : "method";
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
        at["rank"] = cell.rank == 0 ? json(nullptr) : json(cell.rank);
      } else {
        at["status"] = nytta::name(cell.figure ? cell.figure->how : status::undefined);
        if (cell.figure && !cell.figure->values.empty()) at["values"] = cell.figure->values;
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
