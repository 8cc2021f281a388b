// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/compare.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/write/method_in_json.hpp"
#include "io/write/printed.hpp"
#include "io/write/text_table.hpp"
#include "io/write/write_method.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

const alternative_appraisal& alternative_of(const calculation& of, const std::string& id) {
  const auto* found = alternative_named(of, id);
  return found == nullptr ? of.result.alternatives.front() : *found;
}

/// The lines of a method file that a difference stands for, as one text: "3 %", "6; 6, 15, 25".
std::string value_in(const method& rules, const std::string& id, language in) {
  std::string out;
  for (const auto& line : lines_of(rules, in)) {
    if (line.key == id || line.key.rfind(id + ".", 0) == 0) out += (out.empty() ? "" : "; ") + line.value;
  }
  return out.empty() ? "–" : out;
}

/// The part of a method file that a difference stands for, or a deviation's name. `a` and `b` are the methods compared.
std::string part_in_words(const std::string& id, const method& a, const method& b, language in) {
  if (const deviation_entry* d = find_deviation(id)) return std::string(in == language::sv ? d->name_sv : d->name_en);
  const std::string part = id.substr(0, id.find('.'));
  if (part == "categories" || part == "perspectives" || part == "ratios") {
    const std::string own = id.substr(part.size() + 1);
    const std::string family = part == "categories" ? "category_" : "perspective_";
    std::string called = part_name(b, family, own, in);
    if (called == own) called = part_name(a, family, own, in);
    return std::string(label_text("compare_part_" + part, in)) + " " + called;
  }
  if (part != "discounting") return std::string(label_text("compare_part_" + part, in));
  std::string key = "compare_part_" + id;
  std::replace(key.begin(), key.end(), '.', '_');
  return std::string(label_text(key, in));
}

/// Does an amount or share of the case name this parameter of its method?
bool uses_parameter(const initiative& claim, const std::string& name) {
  const auto named = [&name](const expression& e) {
    return std::any_of(e.nodes.begin(), e.nodes.end(), [&name](const expression::node& n) {
      return n.what == expression::kind::parameter && n.name == name;
    });
  };
  const auto in_flow = [&](const flow_claim& f) {
    return (f.amount && named(*f.amount)) || std::any_of(f.flows.shares.begin(), f.flows.shares.end(),
                                                         [&](const dated_expression& s) { return named(s.value); });
  };
  return std::any_of(claim.factors.begin(), claim.factors.end(),
                     [&](const factor_claim& f) { return f.amount && named(*f.amount); }) ||
         std::any_of(claim.effects.begin(), claim.effects.end(),
                     [&](const effect_claim& e) { return in_flow(e) || (e.hours && named(*e.hours)); }) ||
         std::any_of(claim.transfers.begin(), claim.transfers.end(), in_flow);
}

/// "hourly_cost 415 kr/h → 450 kr/h": the parameters that the case uses and that differ.
std::string parameters_in_words(const calculation& from, const calculation& to, language in) {
  std::string out;
  for (const method_parameter& p : from.rules.parameters) {
    const auto value = [&](const method& rules) {
      for (const method_parameter& q : rules.parameters) {
        if (q.name == p.name && q.value) return nytta::to_string(*q.value);
      }
      return value_in(rules, "method." + p.name, in);
    };
    const std::string before = value(from.rules);
    const std::string after = value(to.rules);
    if (before == after || !uses_parameter(from.claim, p.name)) continue;
    out.append(out.empty() ? "" : "; ").append(p.name).append(" ").append(before).append(" → ").append(after);
  }
  return out;
}

std::string rate_in_words(const rate_rule& rate, language in) {
  const bool number = rate.form == rate_form::flat && rate.parts.front().rate.factor.empty();
  if (number) return percent_digits(rate.parts.front().rate.value.normalized().to_string(), in);
  method only;
  only.rate = rate;
  return value_in(only, "discounting.rate", in);
}

/// What a difference between two methods is called.
std::string method_difference_in_words(const std::string& id, const calculation& from, const calculation& to,
                                       language in) {
  const std::string name = part_in_words(id, from.rules, to.rules, in);
  if (const deviation_entry* d = find_deviation(id)) {
    return label_text(deviates(to.rules, d->which) ? "compare_error_added" : "compare_error_mended", name, in);
  }
  if (id == "parameters") {
    const std::string used = parameters_in_words(from, to, in);
    return used.empty() ? name : name + ": " + used;
  }
  // What held in the one and in the other: the case may have said it where a method does not.
  const auto& a = from.result.frame;
  const auto& b = to.result.frame;
  if (id == "horizon") return name + ": " + std::to_string(a.years) + " → " + std::to_string(b.years);
  if (id == "discounting.rate" && rate_text(a.rate) != rate_text(b.rate)) {
    return name + ": " + rate_in_words(a.rate, in) + " → " + rate_in_words(b.rate, in);
  }
  if (id == "discounting.timing") {
    const auto falls = [&](timing at) {
      return std::string(label_text("memo_falls_" + std::string(nytta::name(at)), in));
    };
    return name + ": " + falls(a.at) + " → " + falls(b.at);
  }
  if (id == "prices.basis" && a.basis != b.basis) {
    const auto prices = [&](price_basis_kind of) {
      return std::string(label_text(of == price_basis_kind::real ? "memo_basis_real" : "memo_basis_nominal", in));
    };
    return name + ": " + prices(a.basis) + " → " + prices(b.basis);
  }
  return name + ": " + value_in(from.rules, id, in) + " → " + value_in(to.rules, id, in);
}

class comparison_words {
 public:
  comparison_words(const comparison& of, language in) : of_(of), in_(in) {}

  [[nodiscard]] std::string one(const std::string& id, const compared_end& end) const {
    for (const auto& w : of_.words) {
      if (w.id == id) return w.key.empty() ? w.subject : label_text(w.key, w.subject, in_);
    }
    return method_difference_in_words(id, of_.from, *end.of, in_);
  }
  [[nodiscard]] std::string all(const std::vector<std::string>& ids, const compared_end& end) const {
    std::string out;
    for (const auto& id : ids) out += (out.empty() ? "" : " + ") + one(id, end);
    return out;
  }
  /// The same without values, for lists.
  [[nodiscard]] std::string in_short(const std::vector<std::string>& ids, const compared_end& end) const {
    std::string out;
    for (const auto& id : ids) {
      out += (out.empty() ? "" : "; ") +
             (of_.versions ? version_in_short(id, end) : part_in_words(id, of_.from.rules, end.of->rules, in_));
    }
    return out;
  }

 private:
  /// "new: upkeep", and "saving" of "saving: by_year.2028 600 kr → 700 kr".
  [[nodiscard]] std::string version_in_short(const std::string& id, const compared_end& end) const {
    for (const auto& w : of_.words) {
      if (w.id == id && w.key.empty()) return w.subject.substr(0, w.subject.find(':'));
    }
    return one(id, end);
  }

  const comparison& of_;
  language in_;
};

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const auto& w : words) out += (out.empty() ? "" : std::string(between)) + w;
  return out;
}

bool zero(const std::string& digits) { return digits.find_first_not_of("-0.") == std::string::npos; }

/// A figure that is not the one asked for, its ends (nullptr where there is none of that key), and what changed it.
struct other_figure {
  std::string key;
  const figure_reading* start;
  const figure_reading* end;
  std::vector<std::string> changed_by;
};

std::vector<other_figure> other_figures(const compared_end& to, std::string asked) {
  std::vector<other_figure> out;
  if (!to.way) return out;
  if (!to.steps) asked.clear();  // it has no bridge of its own
  const auto same = [](const figure_reading* a, const figure_reading* b) {
    if (a == nullptr || b == nullptr) return a == b;
    const bool nothing = a->values.size() == 1 && b->values.size() == 1 && zero(a->values[0]) && zero(b->values[0]);
    return *a == *b || (nothing && a->how == b->how);  // 0.00 and 0
  };
  const auto& points = to.way->points;
  const auto add = [&](const std::string& key) {
    const figure_reading* before = points.front().find(key);
    if (key == asked || same(before, points.back().find(key))) return;
    other_figure one{key, before, points.back().find(key), {}};
    for (std::size_t i = 1; i < points.size(); ++i) {
      const figure_reading* now = points[i].find(key);
      if (same(now, before)) continue;
      one.changed_by.insert(one.changed_by.end(), points[i].taken.begin(), points[i].taken.end());
      before = now;
    }
    out.push_back(std::move(one));
  };
  for (const auto& f : points.front().figures) add(f.key);
  for (const auto& f : points.back().figures) {
    if (points.front().find(f.key) == nullptr) add(f.key);
  }
  return out;
}

/// What a method had to take from the case's own, or reads otherwise than the case meant it.
std::vector<diagnostic> lent_by(const calculation& of) {
  std::vector<diagnostic> out;
  for (const auto& d : of.result.findings) {
    if (d.code >= "N1011" && d.code <= "N1016") out.push_back(d);
  }
  return out;
}

std::vector<std::string> lent_in_words(const calculation& of, language in) {
  std::vector<std::string> out;
  for (const auto& d : lent_by(of)) out.push_back(text(d, in));
  return out;
}

/// The same for several methods: what holds for more than one is said once, of all of them.
std::vector<std::string> lent_in_words(const std::vector<const calculation*>& all, language in) {
  const auto named = [](diagnostic& d) -> std::string& { return d.arguments[d.code == "N1011" || d.code == "N1013"]; };
  std::vector<std::pair<diagnostic, std::string>> told;  // without the method, and the methods that it holds for
  for (const auto* of : all) {
    for (auto& d : lent_by(*of)) {
      named(d).clear();
      const auto found = std::find_if(told.begin(), told.end(), [&](const auto& t) {
        return t.first.code == d.code && t.first.arguments == d.arguments;
      });
      if (found == told.end()) {
        told.emplace_back(std::move(d), of->rules.id);
      } else {
        found->second.append(", ").append(of->rules.id);
      }
    }
  }
  std::vector<std::string> out;
  for (auto& [d, ids] : told) {
    named(d) = ids;
    out.push_back(text(d, in));
  }
  return out;
}

/// The comparison as text, end by end.
class comparison_page {
 public:
  comparison_page(const comparison& of, language in) : of_(of), words_(of, in), in_(in) {}

  std::string write() {
    out_ += wrapped(of_.from.claim.name, 0);
    if (of_.request.bridges) {
      for (const auto& end : of_.to) bridge_to(end);
    }
    if (of_.to.size() > 1 || !of_.request.bridges) side_by_side();
    notes();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string word(std::string_view key) const { return std::string(label_text(key, in_)); }
  [[nodiscard]] const alternative_appraisal& alternative(const calculation& c) const {
    return alternative_of(c, of_.request.alternative);
  }
  /// The calculations, that compared with first.
  [[nodiscard]] std::vector<const calculation*> all() const {
    std::vector<const calculation*> out{&of_.from};
    for (const auto& end : of_.to) {
      if (end.of) out.push_back(&*end.of);
    }
    return out;
  }
  [[nodiscard]] figure_kind kind_of(const std::string& key) const {
    for (const auto* c : all()) {
      if (const auto* f = alternative(*c).find(key)) return f->kind;
    }
    return figure_kind::money;
  }
  [[nodiscard]] std::string name_of(const std::string& key) const {
    for (const auto* c : all()) {
      const auto& a = alternative(*c);
      const printed_numbers numbers(*c);
      for (const sums& s : a.by_stakeholder) {
        if (key == "by_stakeholder." + s.id + ".net") return numbers.label(s.net, in_);
      }
      if (const auto* f = a.find(key)) return numbers.label(*f, in_);
    }
    return key;
  }
  [[nodiscard]] std::string unit_of(const std::string& key) const { return unit_in_heading(kind_of(key), in_); }
  [[nodiscard]] std::string number(const std::string& key, const std::string& digits) const {
    return digits_in_words(kind_of(key), digits, in_);
  }
  [[nodiscard]] std::string signed_number(const std::string& key, const std::string& digits) const {
    return (digits.starts_with('-') || zero(digits) ? "" : "+") + number(key, digits);
  }
  [[nodiscard]] std::string reading(const figure_reading* f) const {
    return f == nullptr ? "–" : reading_in_words(*f, kind_of(f->key), in_);
  }

  void bridge_to(const compared_end& end) {
    out_ += "\n";
    if (!end.of) {
      out_ += wrapped(label_text("compare_refused", end.id, in_), 0);
      refusal(end);
      return;
    }
    const std::string& key = of_.request.figure;
    const std::string heading = name_of(key) + unit_of(key);
    const bool only = of_.from.result.alternatives.size() == 1;
    out_ += wrapped(heading + (only ? "" : ", " + of_.request.alternative), 0);
    if (!end.steps) {
      const auto* start = end.way->points.front().find(key);
      const auto* last = end.way->points.back().find(key);
      table_block ends{{{"", false}, {"", false}}};
      ends.add({of_.from_id, start == nullptr ? word("compare_no_figure") : reading(start)});
      ends.add({end.id, last == nullptr ? word("compare_no_figure") : reading(last)});
      out_ += table_text(ends) + wrapped(word(end.why_no_steps), 0);
    } else {
      steps(end);
    }
    verdicts(end);
    others(end);
  }

  void verdicts(const compared_end& end) {
    const auto before = verdict(of_.from, alternative(of_.from));
    const auto after = verdict(*end.of, alternative(*end.of));
    if (!before && !after) return;
    const auto said = [&](const std::optional<std::string>& v) { return v ? verdict_in_short(*v, in_) : "–"; };
    const std::string change = said(before) == said(after) ? said(after) : said(before) + " → " + said(after);
    out_ += wrapped(word("compare_verdict") + ": " + change, 2);
  }

  void steps(const compared_end& end) {
    const std::string& key = of_.request.figure;
    std::vector<std::pair<std::string, std::string>> rows{{of_.from_id, number(key, end.steps->start)}};
    std::vector<std::string> silent;
    for (const auto& s : end.steps->steps) {
      if (zero(s.contribution)) {
        silent.push_back(words_.in_short(s.ids, end));
      } else {
        rows.emplace_back("  " + words_.all(s.ids, end), signed_number(key, s.contribution));
      }
    }
    rows.emplace_back(end.id, number(key, end.steps->end));
    std::size_t widest = 0;
    for (const auto& [name, digits] : rows) widest = (std::max)(widest, text_width(digits));
    for (const auto& [name, digits] : rows) line(name, digits, widest);
    if (!silent.empty()) out_ += wrapped(label_text("compare_silent", joined(silent, "; "), in_), 2);
  }

  /// A name of any length beside its number: the number stands at the right edge of the last line.
  void line(const std::string& name, const std::string& digits, std::size_t widest) {
    constexpr std::size_t page_width = 100;
    const std::size_t room = page_width - (std::min)(widest + 2, page_width / 2);
    std::vector<std::string> lines(1);
    std::size_t at = 0;
    while (at < name.size()) {
      const std::size_t end = (std::min)(name.find(' ', at + 1), name.size());
      const std::string piece = name.substr(at, end - at);
      if (text_width(lines.back()) + text_width(piece) > room && !lines.back().empty()) {
        lines.emplace_back("   ");
      }
      lines.back() += piece;
      at = end;
    }
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) out_ += lines[i] + "\n";
    const std::size_t used = text_width(lines.back()) + text_width(digits);
    out_.append(lines.back()).append(used + 2 <= page_width ? page_width - used : 2, ' ').append(digits) += '\n';
  }

  void others(const compared_end& end) {
    const auto all = other_figures(end, of_.request.figure);
    if (all.empty()) return;
    out_ += "\n" + word("compare_others") + "\n";
    for (const auto& f : all) {
      out_ += wrapped("  " + name_of(f.key) + ": " + reading(f.start) + " → " + reading(f.end), 4);
      const std::size_t causes = f.changed_by.size();
      const bool few = causes <= 4;
      out_ += wrapped("    " + (few ? words_.in_short(f.changed_by, end)
                                    : label_text("compare_many_causes", std::to_string(causes), in_)),
                      4);
    }
  }

  void refusal(const compared_end& end) {
    std::vector<std::string> told;
    for (const auto& d : end.refused) {
      const std::string where = to_string(d.where);
      std::string line = "  " + (where.empty() ? "" : where + ": ") + nytta::text(d, in_);
      if (std::find(told.begin(), told.end(), line) != told.end()) continue;
      out_ += wrapped(line, 4);
      told.push_back(std::move(line));
      const bool own_columns = d.code == "N0660" || d.code == "N0664";  // the case is right: the method's years differ
      if (!own_columns) out_ += wrapped("    " + advice(d, in_), 4);
    }
  }

  /// Under a heading why methods give nothing, each reason once with the methods that it holds for.
  void why_not(std::string_view heading, diagnostics compared_end::*refused) {
    told_once told;
    for (const auto& end : of_.to) {
      if (!(end.*refused).empty()) tell_once(told, reasons_in_short(end.*refused, in_), end.id);
    }
    if (!told.empty()) out_ += "\n" + word(heading) + "\n";
    for (const auto& [why, ids] : told) out_ += wrapped(std::string("  ").append(ids).append(": ").append(why), 4);
  }

  void side_by_side() {
    const std::string& key = of_.request.figure;
    std::vector<table_column> columns{
        {"", false, true}, {name_of(key) + unit_of(key), true}, {word("compare_difference"), true}};
    const bool both = of_.request.both;
    if (both) columns.push_back({word("compare_own_conventions"), true});
    columns.push_back({word("compare_verdict"), false, true});
    table_block table{std::move(columns)};
    const auto own = [&](const std::optional<figure_reading>& f) { return reading(f ? &*f : nullptr); };
    const auto row = [&](const std::string& id, const calculation& c) {
      const auto* f = alternative(c).find(key);
      const printed_numbers numbers(c);
      const auto readings = readings_of(certified_values(c.result.steps), alternative(c), c.rules);
      const auto found = std::find_if(readings.begin(), readings.end(), [&](const auto& r) { return r.key == key; });
      const auto word_of = verdict(c, alternative(c));
      return std::vector<std::string>{id, f == nullptr ? word("compare_no_figure") : reading(&*found), std::string(),
                                      word_of ? verdict_in_short(*word_of, in_) : "–"};
    };
    auto start = row(of_.from_id, of_.from);
    if (both) start.insert(start.begin() + 3, own(of_.own));
    table.add(std::move(start));
    for (const auto& end : of_.to) {
      if (!end.of && !end.own) continue;
      auto cells = end.of ? row(end.id, *end.of) : std::vector<std::string>{end.id, "–", {}, "–"};
      const auto difference = end.of ? difference_to(end) : std::nullopt;
      if (difference) cells[2] = signed_number(key, *difference);
      if (both) cells.insert(cells.begin() + 3, own(end.own));
      table.add(std::move(cells));
    }
    out_ += "\n" + table_text(table);
    why_not("compare_cannot_take", &compared_end::refused);
    if (both) why_not("compare_cannot_take_own", &compared_end::own_refused);
  }

  [[nodiscard]] std::optional<std::string> difference_to(const compared_end& end) const {
    bridge two;
    for (const calculation* c : {&of_.from, &*end.of}) {
      two.points.push_back({{}, readings_of(certified_values(c->result.steps), alternative(*c), c->rules)});
    }
    const auto steps = steps_of(two, of_.request.figure);
    if (!steps) return std::nullopt;
    return steps->steps.front().contribution;
  }

  void notes() {
    if (std::none_of(of_.to.begin(), of_.to.end(), [](const auto& e) { return e.of.has_value(); })) return;
    out_ += "\n";
    const bool stepped =
        std::any_of(of_.to.begin(), of_.to.end(), [](const auto& e) { return e.steps && !e.steps->steps.empty(); });
    const bool walked =
        std::any_of(of_.to.begin(), of_.to.end(), [](const auto& e) { return e.way && e.way->points.size() > 1; });
    if (of_.request.bridges && !walked) out_ += wrapped(word("compare_no_differences"), 0);
    if (walked) {
      out_ += wrapped(word(of_.versions                     ? "compare_order_versions"
                           : of_.request.shapley && stepped ? "compare_order_shapley"
                                                            : "compare_order"),
                      0);
    }
    if (of_.request.both) {
      out_ += wrapped(word("compare_both_hold"), 0);
    } else if (!of_.versions) {
      out_ += wrapped(
          word(of_.request.whose == convention_choice::of_case ? "compare_case_holds" : "compare_method_holds"), 0);
    }
    std::vector<std::string> told;
    const auto label_of = [&](const method& m) {
      const std::string_view label = nytta::label_of(m, in_);
      if (label.empty() || std::find(told.begin(), told.end(), m.id) != told.end()) return;
      told.push_back(m.id);
      out_ += wrapped(m.id + ": " + std::string(label), 0);
    };
    label_of(of_.from.rules);
    for (const auto& end : of_.to) {
      if (end.of) label_of(end.of->rules);
    }
    for (const auto& sentence : lent_in_words(all(), in_)) out_ += wrapped(sentence, 0);
  }

  const comparison& of_;
  comparison_words words_;
  language in_;
  std::string out_;
};

json reading_json(const figure_reading* f, language in) {
  if (f == nullptr) return {{"status", "undefined"}, {"reason", label_text("compare_no_figure", in)}};
  json out;
  out["status"] = name(f->how);
  if (f->values.empty()) {
    out["reason"] = text(f->why, in);
  } else if (f->how == status::several) {
    out["values"] = f->values;
  } else {
    out["value"] = f->values.front();
  }
  return out;
}

/// The figure under the method's own conventions, or why it has none.
json own_json(const compared_end& end, language in) {
  if (end.own_refused.empty()) return reading_json(end.own ? &*end.own : nullptr, in);
  return {{"status", "refused"}, {"reason", reasons_in_short(end.own_refused, in)}};
}

json end_json(const comparison& of, const compared_end& end, language in) {
  const comparison_words words(of, in);
  json out;
  out["id"] = end.id;
  if (!end.of) {
    out["status"] = "refused";
    std::vector<std::string> reasons;
    for (const auto& d : end.refused) reasons.push_back(text(d, in));
    out["reason"] = joined(reasons, "; ");
    if (of.request.both) out["own_conventions"] = own_json(end, in);
    return out;
  }
  const auto& a = alternative_of(*end.of, of.request.alternative);
  const auto last = readings_of(certified_values(end.of->result.steps), a, end.of->rules);
  const auto found =
      std::find_if(last.begin(), last.end(), [&](const figure_reading& f) { return f.key == of.request.figure; });
  if (end.steps) {
    out["start"] = end.steps->start;
    json steps = json::array();
    for (const auto& s : end.steps->steps) {
      steps.push_back({{"id", joined(s.ids, "+")}, {"label", words.all(s.ids, end)}, {"contribution", s.contribution}});
    }
    out["steps"] = std::move(steps);
    out["end"] = end.steps->end;
  } else {
    out["status"] = "undefined";
    if (!end.why_no_steps.empty()) out["reason"] = label_text(end.why_no_steps, in);
    const auto& own = alternative_of(of.from, of.request.alternative);
    const auto first = readings_of(certified_values(of.from.result.steps), own, of.from.rules);
    const auto start =
        std::find_if(first.begin(), first.end(), [&](const figure_reading& f) { return f.key == of.request.figure; });
    out["start_figure"] = reading_json(start == first.end() ? nullptr : &*start, in);
    out["end_figure"] = reading_json(found == last.end() ? nullptr : &*found, in);
  }
  if (of.request.both) out["own_conventions"] = own_json(end, in);
  const auto word = verdict(*end.of, a);
  out["verdict"] = word ? json(*word) : json(nullptr);
  out["method"] = method_in_json(end.of->rules, in);
  json others = json::array();
  for (const auto& f : other_figures(end, of.request.figure)) {
    others.push_back({{"figure", f.key},
                      {"start", reading_json(f.start, in)},
                      {"end", reading_json(f.end, in)},
                      {"changed_by", f.changed_by}});
  }
  out["others"] = std::move(others);
  out["notes"] = lent_in_words(*end.of, in);
  return out;
}

}  // namespace

std::string comparison_text(const comparison& of, language in) { return comparison_page(of, in).write(); }

std::string comparison_json(const comparison& of, language in) {
  json out;
  out["format"] = 1;
  out["tool"] = "nytta " NYTTA_VERSION;
  out["initiative"] = of.from.claim.id;
  out["figure"] = of.request.figure;
  out["alternative"] = of.request.alternative;
  out["from"] = of.from_id;
  out["from_method"] = method_in_json(of.from.rules, in);
  out["conventions"] = of.request.whose == convention_choice::of_case ? "case" : "method";
  const auto start = verdict(of.from, alternative_of(of.from, of.request.alternative));
  out["from_verdict"] = start ? json(*start) : json(nullptr);
  out["split"] = of.request.shapley ? "shapley" : "order";
  json to = json::array();
  for (const auto& end : of.to) to.push_back(end_json(of, end, in));
  out["to"] = std::move(to);
  return out.dump(2) + "\n";
}

}  // namespace nytta
