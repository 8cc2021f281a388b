// SPDX-License-Identifier: Apache-2.0
#include "io/write_method.hpp"

#include <nytta/appraisal/appraise.hpp>
#include <nytta/core/label.hpp>
#include <nytta/core/quantity.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

#include "io/text_table.hpp"

namespace nytta {

namespace {

std::string_view name(stakeholder_kind kind) {
  switch (kind) {
    case stakeholder_kind::own: return "own";
    case stakeholder_kind::public_body: return "public";
    case stakeholder_kind::citizen: return "citizen";
    case stakeholder_kind::business: return "business";
    case stakeholder_kind::society: return "society";
  }
  return {};
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& w : words) out += (out.empty() ? "" : ", ") + w;
  return out;
}

/// The lines of a method, one rule after the other.
class method_lines {
 public:
  explicit method_lines(const method& m) : m_(m) {}

  std::vector<method_line> write() {
    frame();
    for (const auto& p : m_.parameters) parameter(p);
    if (m_.hours_per_full_time_year) add("time.hours_per_full_time_year", to_string(*m_.hours_per_full_time_year));
    if (m_.hours_per_working_day) add("time.hours_per_working_day", to_string(*m_.hours_per_working_day));
    for (const auto& c : m_.categories) {
      std::string words = c.monetised ? "monetised" : "not monetised";
      if (c.cash_releasing) words += ", cash-releasing";
      if (!c.counts_in.empty()) words += ", counts in " + joined(c.counts_in);
      add("categories." + c.id, words);
    }
    for (const auto& p : m_.perspectives) {
      std::vector<std::string> kinds;
      for (const auto k : p.kinds) kinds.emplace_back(name(k));
      add("perspectives." + p.id, joined(kinds) + (p.bears_tax_financing ? "; bears the tax-financing cost" : ""));
    }
    rest();
    return std::move(lines_);
  }

 private:
  void add(std::string key, std::string value) {
    std::string source;
    for (const auto& r : m_.rule_sources) {
      if (r.rule == key || key.rfind(r.rule + ".", 0) == 0) source = r.source;
    }
    lines_.push_back({std::move(key), std::move(value), std::move(source)});
  }

  void frame() {
    if (!m_.based_on.empty()) add("based_on", m_.based_on);
    if (m_.years) add("horizon.years", std::to_string(*m_.years));
    std::vector<std::string> allowed;
    for (const int y : m_.allowed_years) allowed.push_back(std::to_string(y));
    if (!allowed.empty()) add("horizon.allowed", joined(allowed));
    if (m_.rate) add("discounting.rate", rate_text(*m_.rate));
    if (m_.at) add("discounting.timing", std::string(nytta::name(*m_.at)));
    if (m_.rounded_factors) add("discounting.rounded_factors", std::to_string(*m_.rounded_factors));
  }

  void parameter(const method_parameter& p) {
    std::string value = p.value ? to_string(*p.value) : std::string();
    for (const auto& y : p.by_year)
      value += (value.empty() ? "" : "; ") + std::to_string(y.year) + ": " + to_string(y.value);
    if (p.price_year) value += " (" + std::to_string(*p.price_year) + ")";
    lines_.push_back({"method." + p.name, std::move(value), p.source});
  }

  void rest() {
    if (m_.savings == saving_side::negative_cost) add("savings.count_as", "negative-cost");
    if (m_.public_funds_cost) add("public_funds.cost", m_.public_funds_cost->to_string());
    if (m_.pairing != range_pairing::none)
      add("ranges.pairing", m_.pairing == range_pairing::same ? "same" : "worst-best");
    if (!m_.verdict_figure.empty()) {
      std::string words = m_.verdict_figure + ": ";
      for (const auto& b : m_.bands) {
        words += b.below ? "< " + b.below->to_string() + " " + b.verdict + "; " : b.verdict;
      }
      add("verdict", words);
    }
    for (const auto& s : m_.stages) add("stages." + s.id, joined(s.required));
    for (const auto& l : m_.labels)
      add(std::string("labels.") + (l.in == language::sv ? "sv." : "en.") + l.figure, l.text);
  }

  const method& m_;
  std::vector<method_line> lines_;
};

}  // namespace

std::vector<method_line> lines_of(const method& m) { return method_lines(m).write(); }

std::string method_text_page(const method& m, language in) {
  std::string out = wrapped(m.id + (m.edition.empty() ? "" : " (" + m.edition + ")") + ": " + m.name, 0);
  if (!m.label.empty()) out += wrapped(m.label, 0);
  if (!m.note.empty()) out += "\n" + wrapped(m.note, 0);
  out += "\n";
  text_table rules({{std::string(label_text("methods_rule", in)), false},
                    {std::string(label_text("methods_source", in)), false},
                    {std::string(label_text("methods_value", in)), false}});
  for (const auto& l : lines_of(m)) rules.add({l.key, l.source.empty() ? "-" : l.source, l.value});
  out += rules.text() + "\n" + std::string(label_text("methods_sources", in)) + "\n";
  for (const auto& s : m.sources) {
    out += wrapped("  " + s.id + " [" + std::string(name(s.grade)) + "] " + s.title +
                       (s.publisher.empty() ? "" : ", " + s.publisher) + (s.locator.empty() ? "" : ", " + s.locator),
                   6);
  }
  return out;
}

std::string method_json(const method& m) {
  using json = nlohmann::ordered_json;
  json out;
  out["id"] = m.id;
  out["edition"] = m.edition;
  out["name"] = m.name;
  out["based_on"] = m.based_on.empty() ? json(nullptr) : json(m.based_on);
  out["label"] = m.label.empty() ? json(nullptr) : json(m.label);
  out["note"] = m.note;
  json rules = json::array();
  for (const auto& l : lines_of(m)) rules.push_back({{"key", l.key}, {"value", l.value}, {"source", l.source}});
  out["rules"] = std::move(rules);
  json sources = json::array();
  for (const auto& s : m.sources) {
    sources.push_back({{"id", s.id},
                       {"title", s.title},
                       {"publisher", s.publisher},
                       {"locator", s.locator},
                       {"evidence", name(s.grade)}});
  }
  out["sources"] = std::move(sources);
  return out.dump(2) + "\n";
}

std::string method_difference(const method& a, const method& b, language in) {
  const auto own = lines_of(a);
  const auto other = lines_of(b);
  const auto value_in = [](const std::vector<method_line>& lines, const std::string& key) {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const method_line& l) { return l.key == key; });
    return found == lines.end() ? std::string("-") : found->value;
  };
  text_table table({{std::string(label_text("methods_rule", in)), false}, {a.id, false}, {b.id, false}});
  for (const auto& l : own) {
    const std::string there = value_in(other, l.key);
    if (there != l.value) table.add({l.key, l.value, there});
  }
  for (const auto& l : other) {
    if (value_in(own, l.key) == "-") table.add({l.key, "-", l.value});
  }
  return table.text();
}

}  // namespace nytta
