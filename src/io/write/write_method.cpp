// SPDX-License-Identifier: Apache-2.0
#include "io/write/write_method.hpp"

#include <nytta/appraisal/appraise.hpp>
#include <nytta/core/label.hpp>
#include <nytta/core/quantity.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>
#include <tuple>

#include "io/write/printed.hpp"
#include "io/write/text_table.hpp"

namespace nytta {

namespace {

std::string_view name(effect_type type) {
  switch (type) {
    case effect_type::initial: return "initial";
    case effect_type::running: return "running";
    case effect_type::change: return "change";
    case effect_type::opportunity: return "opportunity";
    case effect_type::decommissioning: return "decommissioning";
    case effect_type::saving: return "saving";
    case effect_type::revenue: return "revenue";
    case effect_type::residual: return "residual";
  }
  return {};
}

std::string_view name(rounding how) {
  switch (how) {
    case rounding::half_even: return "half-even";
    case rounding::half_up: return "half-up";
    case rounding::half_down: return "half-down";
    case rounding::up: return "up";
    case rounding::down: return "down";
    case rounding::floor: return "floor";
    case rounding::ceiling: return "ceiling";
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
  method_lines(const method& m, language in) : m_(m), in_(in) {}

  std::vector<method_line> write() {
    frame();
    for (const auto& p : m_.parameters) parameter(p);
    if (m_.hours_per_full_time_year) add("time.hours_per_full_time_year", to_string(*m_.hours_per_full_time_year));
    if (m_.hours_per_working_day) add("time.hours_per_working_day", to_string(*m_.hours_per_working_day));
    for (const auto& c : m_.categories) {
      std::string words(word(c.monetised ? "methods_monetised" : "methods_not_monetised"));
      if (c.cash_releasing) words += ", " + std::string(word("methods_cash_releasing"));
      if (!c.counts_in.empty()) words += ", " + label_text("methods_counts_in", joined(c.counts_in), in_);
      add("categories." + c.id, words);
    }
    for (const auto& p : m_.perspectives) {
      std::vector<std::string> kinds;
      for (const auto k : p.kinds) kinds.emplace_back(name(k));
      add("perspectives." + p.id,
          joined(kinds) + (p.bears_tax_financing ? "; " + std::string(word("methods_bears_taxes")) : ""));
    }
    rest();
    return std::move(lines_);
  }

 private:
  [[nodiscard]] std::string_view word(std::string_view key) const { return label_text(key, in_); }

  /// "3 %", or the steps: "från period 1 4 %; från period 41 3 %".
  [[nodiscard]] std::string rate() const {
    std::string words;
    for (const auto& p : m_.rate->parts) {
      const std::string one = p.rate.factor.empty() ? percent_digits(p.rate.value.to_string(), in_) : p.rate.factor;
      const auto* key = m_.rate->form == rate_form::steps ? "memo_rate_step" : "memo_rate_year";
      if (m_.rate->form == rate_form::flat) return one;
      words += (words.empty() ? "" : "; ") + label_text(key, std::to_string(p.from), in_) + " " + one;
    }
    if (m_.rate->form == rate_form::none) return std::string(word("memo_rate_none"));
    return words;
  }

  [[nodiscard]] std::string origin() const {
    if (m_.rate->origin == step_origin::calendar_year) return std::to_string(m_.rate->origin_year);
    return m_.rate->origin == step_origin::first_year ? "first_year" : "base_year";
  }

  void add(std::string key, std::string value) {
    std::string source(rule_source_of(m_, key));
    push(std::move(key), std::move(value), std::move(source));
  }

  void push(std::string key, std::string value, std::string source) {
    std::string grade;
    for (const auto& s : m_.sources) {
      if (s.id == source) grade = nytta::name(s.grade);
    }
    lines_.push_back({std::move(key), std::move(value), std::move(source), std::move(grade)});
  }

  /// The house's own, where the method is silent.
  void add_default(std::string key, std::string value) {
    lines_.push_back({std::move(key), std::move(value), "nytta", "default"});
  }

  void frame() {
    if (!m_.based_on.empty()) add_default("based_on", m_.based_on);
    if (m_.years) add("horizon.years", std::to_string(*m_.years));
    std::vector<std::string> allowed;
    for (const int y : m_.allowed_years) allowed.push_back(std::to_string(y));
    if (!allowed.empty()) add("horizon.allowed", joined(allowed));
    if (m_.rate) add("discounting.rate", rate());
    if (m_.rate && m_.rate->form == rate_form::steps) {
      const bool said = std::any_of(m_.rule_sources.begin(), m_.rule_sources.end(),
                                    [](const rule_source& r) { return r.rule == "discounting.rate.origin"; });
      const std::string words = label_text("memo_rate_origin", origin(), in_);
      said ? add("discounting.rate.origin", words) : add_default("discounting.rate.origin", words);
    }
    if (m_.at) add("discounting.timing", std::string(nytta::name(*m_.at)));
    if (m_.rounded_factors) add("discounting.rounded_factors", std::to_string(*m_.rounded_factors));
    if (m_.basis) add("prices.basis", *m_.basis == price_basis_kind::real ? "real" : "nominal");
  }

  void parameter(const method_parameter& p) {
    std::string value = p.value ? to_string(*p.value) : std::string();
    for (const auto& y : p.by_year)
      value += (value.empty() ? "" : "; ") + std::to_string(y.year) + ": " + to_string(y.value);
    if (p.price_year) value += " (" + label_text("methods_prices_of", std::to_string(*p.price_year), in_) + ")";
    if (!p.note.empty()) value += ": " + p.note;
    push("method." + p.name, std::move(value), p.source);
  }

  void ratio(const ratio_rule& r) {
    std::vector<std::string> types;
    for (const auto t : r.below) types.emplace_back(name(t));
    const std::string above(r.above == ratio_numerator::net_present_value ? "net_present_value"
                                                                          : "present_value_benefits");
    add("ratios." + r.id, label_text("methods_above", above, in_) + joined(types) +
                              (r.tax_financing ? "; " + std::string(word("methods_with_taxes")) : ""));
  }

  void rest() {
    if (m_.savings == saving_side::negative_cost) add("savings.count_as", "negative-cost");
    if (m_.public_funds_cost) add("public_funds.cost", m_.public_funds_cost->to_string());
    if (m_.pairing != range_pairing::none)
      add("ranges.pairing", m_.pairing == range_pairing::same ? "same" : "worst-best");
    if (m_.residual != residual_rule::none)
      add("residual.rule", m_.residual == residual_rule::straight_line ? "straight-line" : "annuity");
    const std::string rounded = label_text("methods_decimals", std::to_string(m_.figures.decimals), in_) + ", " +
                                std::string(name(m_.figures.mode));
    if (rule_source_of(m_, "rounding.figures").empty()) {
      add_default("rounding.figures", rounded);
    } else {
      add("rounding.figures", rounded);
    }
    for (const auto& r : m_.ratios) ratio(r);
    if (!m_.verdict_figure.empty()) {
      std::string words = m_.verdict_figure + ": ";
      for (const auto& b : m_.bands) {
        words += b.below ? "< " + b.below->to_string() + " " + b.verdict + "; " : b.verdict;
      }
      add("verdict", words);
    }
    for (const auto& s : m_.stages) {
      std::string words = joined(s.required);
      if (s.decision) words += (words.empty() ? "" : "; ") + std::string("decision = true");
      if (!s.cumulative) words += (words.empty() ? "" : "; ") + std::string("cumulative = false");
      for (const auto& q : s.questions) words += (words.empty() ? "" : "; ") + q;
      add("stages." + s.id, words);
    }
    for (const auto& d : m_.deviations) {
      const auto& entry = entry_of(d.which);
      std::string words(in_ == language::sv ? entry.name_sv : entry.name_en);
      if (!d.note.empty()) words += ". " + d.note;
      lines_.push_back({"deviations." + std::string(entry.id), std::move(words), d.source, std::string(name(d.grade))});
    }
    for (const auto& l : m_.labels)
      add(std::string("labels.") + (l.in == language::sv ? "sv." : "en.") + l.figure, l.text);
  }

  const method& m_;
  language in_;
  std::vector<method_line> lines_;
};

}  // namespace

std::vector<method_line> lines_of(const method& m, language in) { return method_lines(m, in).write(); }

std::string method_text_page(const method& m, language in) {
  std::string out = wrapped(m.id + (m.edition.empty() ? "" : " (" + m.edition + ")") + ": " + m.name, 0);
  if (const std::string_view label = label_of(m, in); !label.empty()) out += wrapped(std::string(label), 0);
  if (!m.note.empty()) out += "\n" + wrapped(m.note, 0);
  out += "\n";
  // Values are sentences at times: they run on below one another.
  const auto source_of = [](const method_line& l) {
    return l.source.empty() ? std::string("-") : l.source + " [" + l.evidence + "]";
  };
  std::vector<method_line> rules{
      {std::string(label_text("methods_rule", in)), std::string(label_text("methods_value", in)), {}, {}}};
  for (auto& l : lines_of(m, in)) rules.push_back(std::move(l));
  std::size_t keys = 0;
  std::size_t sources = 0;
  for (const auto& l : rules) {
    keys = (std::max)(keys, text_width(l.key));
    sources = (std::max)(sources, text_width(source_of(l)));
  }
  constexpr std::size_t widest_beside = 60;
  const bool beside = keys + sources + 4 <= widest_beside;
  std::string unsourced;
  for (const auto& l : rules) {
    if (&l != &rules.front() && l.source.empty()) unsourced += (unsourced.empty() ? "" : ", ") + l.key;
    const std::string source = &l == &rules.front() ? std::string(label_text("methods_source", in)) : source_of(l);
    const auto padded = [](const std::string& text, std::size_t width) {
      return text + std::string(width - (std::min)(width, text_width(text)) + 2, ' ');
    };
    if (beside) {
      out += wrapped(padded(l.key, keys) + padded(source, sources) + l.value, keys + sources + 4);
    } else {
      out += wrapped(padded(l.key, keys) + source, keys + 2) + wrapped("    " + l.value, 4);
    }
  }
  if (!unsourced.empty()) out += "\n" + wrapped(label_text("methods_unsourced", unsourced, in), 0);
  out +=
      "\n" + wrapped(label_text("methods_house", in), 0) + "\n" + std::string(label_text("methods_sources", in)) + "\n";
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
  for (const auto& l : lines_of(m, language::en))
    rules.push_back({{"key", l.key}, {"value", l.value}, {"source", l.source}, {"evidence", l.evidence}});
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

namespace {

struct rule_difference {
  std::string key;
  std::string a;
  std::string b;
};

/// What differs between two methods: edition and name, the rules of the first in its order, then what only the second
/// has. A rule with the same value that is known otherwise stands with how.
std::vector<rule_difference> differences_of(const method& a, const method& b, language in) {
  const auto own = lines_of(a, in);
  const auto other = lines_of(b, in);
  const auto line_in = [](const std::vector<method_line>& lines, const std::string& key) -> const method_line* {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const method_line& l) { return l.key == key; });
    return found == lines.end() ? nullptr : &*found;
  };
  std::vector<rule_difference> out;
  if (a.edition != b.edition) out.push_back({"edition", a.edition, b.edition});
  if (a.name != b.name) out.push_back({"name", a.name, b.name});
  for (const auto& l : own) {
    const auto* there = line_in(other, l.key);
    if (there == nullptr) {
      out.push_back({l.key, l.value, "-"});
    } else if (there->value != l.value) {
      out.push_back({l.key, l.value, there->value});
    } else if (there->evidence != l.evidence) {
      const auto known = [](const method_line& m) {
        return m.value + (m.evidence.empty() ? "" : " [" + m.evidence + "]");
      };
      out.push_back({l.key, known(l), known(*there)});
    }
  }
  for (const auto& l : other) {
    if (line_in(own, l.key) == nullptr) out.push_back({l.key, "-", l.value});
  }
  return out;
}

}  // namespace

std::string method_difference_json(const method& a, const method& b, language in) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& d : differences_of(a, b, in)) rows.push_back({{"key", d.key}, {"a", d.a}, {"b", d.b}});
  nlohmann::ordered_json out{{"a", a.id}, {"b", b.id}, {"differences", std::move(rows)}};
  return out.dump(2) + "\n";
}

std::string method_difference(const method& a, const method& b, std::string_view name_a, std::string_view name_b,
                              language in) {
  // Side by side where it fits on the page, else one below the other.
  constexpr std::size_t widest_line = 100;
  const bool by_id = a.id != b.id;
  const std::string called_a = by_id ? a.id : std::string(name_a);
  const std::string called_b = by_id ? b.id : std::string(name_b);
  const auto all = differences_of(a, b, in);
  table_block table{{{std::string(label_text("methods_rule", in)), false}, {called_a, false}, {called_b, false}}};
  for (const auto& d : all) table.add({d.key, d.a, d.b});
  std::string out = all.empty() ? std::string() : table_text(table);
  std::size_t widest = 0;
  for (std::size_t at = 0; at < out.size(); at = out.find('\n', at) + 1) {
    widest = (std::max)(widest, text_width(std::string_view(out).substr(at, out.find('\n', at) - at)));
  }
  if (widest > widest_line) {
    out.clear();
    const std::size_t names = (std::max)(text_width(called_a), text_width(called_b)) + 4;
    for (const auto& d : all) {
      out += d.key + "\n";
      for (const auto& [id, value] : {std::pair{&called_a, &d.a}, std::pair{&called_b, &d.b}}) {
        out += wrapped("  " + *id + std::string(names - 2 - text_width(*id), ' ') + *value, names);
      }
    }
  }
  for (const auto& [m, beside, called] : {std::tuple{&a, &b, &called_a}, std::tuple{&b, &a, &called_b}}) {
    if (a.note != b.note && !m->note.empty()) out += "\n" + wrapped(*called + ": " + m->note, 0);
    for (const auto& s : m->sources) {
      const bool in_both = std::any_of(beside->sources.begin(), beside->sources.end(), [&s](const method_source& t) {
        return t.title == s.title && t.grade == s.grade;
      });
      if (!in_both) out += wrapped(*called + ": " + s.id + " [" + std::string(name(s.grade)) + "] " + s.title, 6);
    }
  }
  return out.empty() ? std::string(label_text("methods_same", in)) + "\n" : out;
}

}  // namespace nytta
