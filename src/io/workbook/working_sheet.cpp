// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/formulas.hpp>
#include <nytta/core/message.hpp>
#include <nytta/method/deviation.hpp>

#include <algorithm>
#include <cstddef>

#include "io/workbook/open_book.hpp"
#include "io/write/formula_text.hpp"

// The working itself, row by row, and what it rests on in words: sources, formulas, what to check.

namespace nytta::workbook {

namespace {

const formula* formula_called(const std::vector<formula>& all, std::string_view id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const formula& f) { return f.id == id; });
  return found == all.end() ? nullptr : &*found;
}

/// Everything that the other sheets show.
std::vector<int> nodes_shown(const open_book& to) {
  const appraisal& of = to.of.result;
  std::vector<int> out;
  for (const auto& asked : to.requests) {
    for (const auto& a : asked.steps.assets) {
      if (a.paid) out.insert(out.end(), {*a.paid, *a.outlay});
    }
    auto rows = asked.steps.by_board;
    rows.push_back(asked.steps.total);
    for (const auto& r : rows) out.insert(out.end(), {r.running, r.benefits, r.redeployed, r.transfers, r.hours});
  }
  for (const auto& a : of.alternatives) {
    out.insert(out.end(), {a.benefits, a.costs, a.net, a.cumulative, a.discounted_net});
    for (const auto& f : a.figures) out.push_back(f.node);
    for (const auto* rows : {&a.by_stakeholder, &a.by_category}) {
      for (const auto& s : *rows) {
        out.insert(out.end(), {s.benefits, s.costs, s.net});
        if (s.transfers >= 0) out.push_back(s.transfers);
      }
    }
    for (const auto& e : a.effects) out.insert(out.end(), {e.flow, e.present_value});
    for (const auto& t : a.transfers) out.insert(out.end(), {t.flow, t.present_value});
  }
  for (const auto& f : of.factors) out.push_back(f.node);
  return out;
}

/// For each step without a name, the named one that it is part of; -1: none.
std::vector<int> users_with_names(const working& steps) {
  std::vector<int> user(steps.nodes.size(), -1);
  for (std::size_t i = steps.nodes.size(); i-- > 0;) {
    const int named = unnamed(steps.nodes[i]) ? user[i] : static_cast<int>(i);
    for (const int k : steps.nodes[i].inputs) user[static_cast<std::size_t>(k)] = named;
  }
  return user;
}

class working_words {
 public:
  explicit working_words(open_book& to)
      : to_(to), steps_(to.of.result.steps), formulas_(all_formulas()), user_(users_with_names(steps_)) {}

  void write() {
    for (const auto& r : to_.formulas.rows()) {
      to_.working.write({r.row, 0}, r.row + 1, look::unit);
      if (r.helper.empty()) {
        node_row(r);
      } else {
        to_.working.write({r.row, 1}, to_.word(r.helper), look::note);
        to_.working.write({r.row, 2}, to_.word("workbook_helper"), look::note);
      }
    }
  }

 private:
  void node_row(const working_row& r) {
    const node& n = steps_[r.node];
    sheet& s = to_.working;
    const int user = user_[static_cast<std::size_t>(r.node)];
    if (!unnamed(n)) {
      s.write({r.row, 1}, to_.numbers.label(r.node, to_.in), look::strong_wrapped);
    } else if (user >= 0) {
      s.write({r.row, 1}, to_.word("workbook_step_of", to_.numbers.label(user, to_.in)), look::wrapped);
    }
    s.write({r.row, 2}, operation_in_words(n), look::note);
    s.write({r.row, 3}, n.unit, look::unit);
    std::string ground = n.source;
    if (const formula* f = formula_called(formulas_, n.formula)) {
      ground += (ground.empty() ? "" : "; ") + to_.word("workbook_formula", std::string(f->id));
    }
    s.write({r.row, 4}, ground, look::note_wrapped);
  }

  [[nodiscard]] std::string operation_in_words(const node& n) const {
    std::string words = to_.word("workbook_operation_" + std::string(nytta::name(n.what)));
    if (n.what == operation::round) words += " " + std::to_string(n.integers[0]);
    return words;
  }

  open_book& to_;
  const working& steps_;
  std::vector<formula> formulas_;
  std::vector<int> user_;
};

}  // namespace

void write_working(open_book& to) {
  sheet& s = to.working;
  const auto& frame = to.of.result.frame;
  to.begin(s, "workbook_about_working");
  to.begin(to.rates, "workbook_about_rates");
  s.write({2, 0}, to.word("workbook_about_reasons"), look::note);
  to.formulas.write(nodes_shown(to));
  working_words(to).write();
  std::vector<std::string> words{to.word("workbook_row"),
                                 to.word("workbook_step"),
                                 to.word("workbook_operation"),
                                 to.word("csv_unit"),
                                 to.word("workbook_source_or_formula"),
                                 to.word("workbook_number")};
  for (int c = 0; c < frame.years; ++c) words.push_back(std::to_string(frame.first_year + c));
  to.headings(s, 3, words, working_formulas::single_column);
  s.widths = {{0, 6}, {1, 46}, {2, 20}, {3, 14}, {4, 36}, {working_formulas::single_column, 18}};
  for (int c = 0; c < frame.years; ++c) s.widths.emplace_back(working_formulas::first_year_column + c, 15);
  s.frozen = {4, 2};
  s.heading_row = 3;
  to.rates.widths = {{0, 3}, {1, 60}, {2, 3}, {3, 3}, {4, 3}, {working_formulas::single_column, 18}};
  for (int c = 0; c < 60; ++c) to.rates.widths.emplace_back(working_formulas::first_year_column + c, 15);
  to.rates.frozen = {0, 2};
}

void write_sources(open_book& to) {
  sheet& s = to.sources;
  const auto& rules = to.of.rules;
  to.begin(s, "workbook_about_sources");
  s.widths = {{0, 34}, {1, 60}, {2, 36}, {3, 50}, {4, 12}};
  int row = 3;
  const auto section = [&](std::string_view key) { s.write({row++, 0}, to.word(key), look::section); };
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t k = 0; k < cells.size(); ++k) {
      s.write({row, static_cast<int>(k)}, cells[k], k == 0 ? look::strong_wrapped : look::wrapped);
    }
    ++row;
  };
  section("memo_method");
  line({rules.id + (rules.edition.empty() ? "" : ", " + rules.edition), rules.name});
  if (const auto label = label_of(rules, to.in); !label.empty()) {
    line({to.word("memo_label"), std::string(label)});
  }
  if (!rules.note.empty()) line({to.word("workbook_note"), rules.note});
  ++row;
  section("methods_sources");
  for (const auto& source : rules.sources) {
    line({source.id, source.title, source.publisher, source.locator, std::string(nytta::name(source.grade))});
  }
  ++row;
  if (!rules.deviations.empty()) {
    section("memo_deviations");
    for (const auto& d : rules.deviations) {
      const deviation_entry& entry = entry_of(d.which);
      line({std::string(to.in == language::sv ? entry.name_sv : entry.name_en), std::string(entry.wrong),
            std::string(nytta::name(d.grade)), title_of(rules, d.source) + (d.note.empty() ? "" : "; " + d.note)});
    }
    ++row;
  }
  section("workbook_case_sources");
  for (const auto& f : to.of.claim.factors) {
    if (!f.source.empty()) line({f.name.empty() ? f.id : f.name, f.source});
  }
  for (const auto& e : to.of.claim.effects) {
    if (!e.source.empty()) line({e.name, e.source});
  }
  for (const auto& i : to.of.claim.indices) {
    if (!i.source.empty()) line({i.name.empty() ? i.id : i.name, i.source});
  }
  ++row;
  section("workbook_formulas");
  const auto all = all_formulas();
  for (const auto& f : all) {
    const auto& nodes = to.of.result.steps.nodes;
    const bool used = std::any_of(nodes.begin(), nodes.end(), [&](const node& n) { return n.formula == f.id; });
    if (!used) continue;
    line({std::string(to.in == language::sv ? f.name_sv : f.name_en) + " (" + std::string(f.id) + ")",
          std::string(formula_text(f, to.in)), std::string(f.symbols),
          std::string(f.convention) + " " + std::string(f.source)});
  }
  ++row;
  section("memo_findings");
  if (to.of.result.findings.empty()) line({to.word("check_clean")});
  for (const auto& d : to.of.result.findings) {
    const std::string file = d.where.file.substr(d.where.file.find_last_of("/\\") + 1);
    line({std::string(d.code) + " " + to_string(place{file, d.where.line, d.where.column, d.where.pointer}),
          text(d, to.in) + ". " + advice(d, to.in)});
  }
  ++row;
  section("workbook_made_by");
  line({"nytta", NYTTA_VERSION});
  line({to.word("workbook_case_hash"), to.of.case_sha256});
  line({to.word("workbook_method_hash"), to.of.method_sha256});
}

}  // namespace nytta::workbook
