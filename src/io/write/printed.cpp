// SPDX-License-Identifier: Apache-2.0
#include "io/write/printed.hpp"

#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/method/deviation.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "appraisal/furthest.hpp"
#include "io/write/text_table.hpp"

namespace nytta {

std::string fixed_digits(double x, int decimals) {
  char text[400];
  const auto end = std::to_chars(text, text + sizeof text, x, std::chars_format::fixed, decimals).ptr;
  std::string out(text, end);
  const bool nothing = out.find_first_of("123456789") == std::string::npos;
  return nothing && out[0] == '-' ? out.substr(1) : out;
}

std::string printed_numbers::of(const figure& f) const { return values_.printed(f, of_.rules.figures).front(); }

std::string printed_numbers::for_memo(const figure& f) const {
  switch (f.kind) {
    case figure_kind::ratio:
    case figure_kind::duration: return values_.rounded(f.node, 0, 2);
    case figure_kind::rate: return values_.rounded(f.node, 0, 4);
    case figure_kind::money:
    case figure_kind::calendar_year:
    case figure_kind::hours: break;
  }
  return of(f);
}

std::string printed_numbers::present_value(const effect_nodes& e) const {
  std::string digits = money(e.present_value);
  if (!e.negative || digits.find_first_of("123456789") == std::string::npos) return digits;
  return digits.front() == '-' ? digits.substr(1) : "-" + digits;
}

std::vector<std::string> printed_numbers::series(int node) const {
  std::vector<std::string> out;
  for (std::size_t column = 0; column < values_.size(node); ++column) out.push_back(money(node, column));
  return out;
}

std::string printed_numbers::label(int node, language in) const {
  const auto& l = of_.result.steps[node].label;
  if (l.key.empty()) return l.subject;
  if (const auto own = label_of(of_.rules, l.key, in); l.subject.empty() && !own.empty()) return std::string(own);
  // Categories, perspectives and the method's ratios stand in the working by their ids.
  std::string subject = l.subject;
  for (const auto* family : {"category_", "perspective_"}) {
    for (const auto& known : labels()) {
      if (known.key == family + l.subject) subject = label_text(known.key, in);
    }
  }
  constexpr std::array by_id{"benefits_in",
                             "costs_in",
                             "net_in",
                             "benefits_in_perspective",
                             "costs_in_perspective",
                             "perspective_net_present_value",
                             "method_ratio",
                             "costs_under_ratio"};
  const bool an_id = std::find(by_id.begin(), by_id.end(), l.key) != by_id.end();
  if (const auto own = label_of(of_.rules, l.subject, in); an_id && !own.empty()) subject = own;
  for (const auto& who : of_.claim.stakeholders) {
    if (l.key == "net_of" && who.id == l.subject && !who.name.empty()) subject = who.name;
  }
  return label_text(l.key, subject, in);
}

std::string printed_numbers::label(const figure& f, language in) const {
  const auto own = label_of(of_.rules, f.key, in);
  return own.empty() ? label(f.node, in) : std::string(own);
}

std::string name_here(const initiative& claim, const effect_nodes& e, language in) {
  const effect_claim& said = claim.effects[e.effect];
  const std::string& name = said.name.empty() ? said.id : said.name;
  if (e.side != said.side) return label_text("memo_avoided", name, in);
  return e.negative && said.side == effect_side::benefit ? label_text("memo_lost", name, in) : name;
}

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

std::string sums_heading(const conventions& frame, std::string_view key, language in) {
  return label_text(key, label_text(frame.rate.form == rate_form::none ? "memo_plain_sums" : "memo_present_values", in),
                    in);
}

std::string part_name(const method& rules, const std::string& family, const std::string& id, language in) {
  if (const auto own = label_of(rules, id, in); !own.empty()) return std::string(own);
  for (const auto& l : labels()) {
    if (l.key == family + id) return std::string(label_text(l.key, in));
  }
  return id;
}

std::string_view name(transfer_type type) {
  switch (type) {
    case transfer_type::grant: return "grant";
    case transfer_type::internal: return "internal";
    case transfer_type::fee: return "fee";
    case transfer_type::tax: return "tax";
  }
  return {};
}

std::string_view unit_in_json(figure_kind kind) {
  switch (kind) {
    case figure_kind::money: return "kr";
    case figure_kind::duration: return "years";
    case figure_kind::calendar_year: return "year";
    case figure_kind::hours: return "h/year";
    case figure_kind::ratio:
    case figure_kind::rate: return "1";
  }
  return {};
}

std::string plain_digits(std::string_view digits, language in) {
  std::string out(digits);
  if (in == language::sv) std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

std::string grouped_digits(std::string_view digits, language in) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  const std::size_t end = (std::min)(digits.find('.'), digits.size());
  std::string out(digits.substr(0, first));
  for (std::size_t i = first; i < end; ++i) {
    if (i > first && (end - i) % 3 == 0) out += in == language::sv ? ' ' : ',';
    out += digits[i];
  }
  return out + plain_digits(digits.substr(end), in);
}

std::string digits_in_words(figure_kind kind, std::string_view digits, language in) {
  if (kind == figure_kind::rate) return percent_digits(digits, in);
  if (kind == figure_kind::calendar_year) return std::string(digits);
  return grouped_digits(digits, in);
}

std::string reading_in_words(const figure_reading& f, figure_kind kind, language in) {
  std::string out;
  for (const auto& v : f.values) out += (out.empty() ? "" : "; ") + digits_in_words(kind, v, in);
  return f.values.empty() ? std::string(text(f.why, in)) : out;
}

std::string unit_in_heading(figure_kind kind, language in) {
  switch (kind) {
    case figure_kind::money: return " (kr)";
    case figure_kind::duration: return " (" + std::string(label_text("compare_years", in)) + ")";
    case figure_kind::hours: return " (h)";
    case figure_kind::ratio:
    case figure_kind::calendar_year:
    case figure_kind::rate: return {};
  }
  return {};
}

std::string percent_digits(std::string_view fraction, language in) {
  // The point moves two places; zeros that say nothing go.
  const std::size_t first = fraction.starts_with('-') ? 1 : 0;
  const std::size_t point = (std::min)(fraction.find('.'), fraction.size());
  std::string whole(fraction.substr(first, point - first));
  std::string rest(point < fraction.size() ? fraction.substr(point + 1) : std::string_view());
  while (rest.size() < 2) rest += '0';
  whole += rest.substr(0, 2);
  rest.erase(0, 2);
  whole.erase(0, (std::min)(whole.find_first_not_of('0'), whole.size() - 1));
  while (!rest.empty() && rest.back() == '0') rest.pop_back();
  const std::string sign(fraction.substr(0, first));
  return grouped_digits(sign + whole + (rest.empty() ? "" : "." + rest), in) + " %";
}

calculation at_paired_end(const calculation& of, const alternative_appraisal& a, range_end end) {
  const auto node = [&](std::string_view key) { return a.find(key)->node; };
  const bool same = of.rules.pairing == range_pairing::same;
  const auto nodes = same ? std::vector{node("present_value_benefits"), node("present_value_costs")}
                          : std::vector{node("net_present_value")};
  calculation out = of;
  if (same) out.result.steps = at_range_end(of.result, end);
  const direction which = end == range_end::low ? direction::down : direction::up;
  if (auto there = furthest_of(of.result, out.result.steps, nodes, which)) out.result.steps = std::move(there->steps);
  return out;
}

bool pairs_ranges(const calculation& of) {
  if (of.rules.pairing == range_pairing::none) return false;
  for (const auto& f : of.result.factors) {
    if (!f.low.empty()) return true;
  }
  return false;
}

std::optional<int> derived_node(const calculation& of, const factor_claim& f) {
  const auto called = [](const factor_claim& one) -> const std::string& {
    return one.name.empty() ? one.id : one.name;
  };
  const std::string& name = called(f);
  const auto of_that_name = std::count_if(of.claim.factors.begin(), of.claim.factors.end(),
                                          [&](const factor_claim& one) { return called(one) == name; });
  const auto& nodes = of.result.steps.nodes;
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const node& n) {
    return n.label.key.empty() && n.label.subject == name && n.what != operation::input;
  });
  if (of_that_name != 1 || found == nodes.end()) return std::nullopt;
  return static_cast<int>(found - nodes.begin());
}

std::vector<int> parameters_used(const working& steps) {
  std::vector<int> out;
  for (std::size_t i = 0; i < steps.nodes.size(); ++i) {
    if (steps.nodes[i].label.key != "method_parameter") continue;
    const auto same = [&](int k) { return steps[k].label.subject == steps.nodes[i].label.subject; };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(static_cast<int>(i));
  }
  return out;
}

std::string verdict_in_words(std::string_view verdict, language in) {
  for (const auto& l : labels()) {
    if (l.key.starts_with("verdict_") && l.key.substr(8) == verdict) return std::string(label_text(l.key, in));
  }
  return std::string(verdict);
}

std::string verdict_in_short(std::string_view verdict, language in) {
  const std::string words = verdict_in_words(verdict, in);
  return words.substr(0, words.find(": "));
}

std::string deviations_in_words(const method& rules, language in) {
  std::string out;
  for (const auto& d : rules.deviations) {
    const deviation_entry& entry = entry_of(d.which);
    out += (out.empty() ? "" : "; ") + std::string(in == language::sv ? entry.name_sv : entry.name_en);
  }
  return out;
}

std::string method_note(const method& rules, language in) {
  std::string out;
  const std::string label(label_of(rules, in));
  if (!label.empty()) out += wrapped(rules.id + ": " + label, 0);
  const std::string departures = deviations_in_words(rules, in);
  if (!departures.empty()) out += wrapped(std::string(label_text("memo_deviations", in)) + ": " + departures, 0);
  return out.empty() ? out : "\n" + out;
}

std::string reasons_in_short(const diagnostics& refused, language in) {
  constexpr std::size_t most = 3;
  std::vector<std::string> told;
  std::size_t more = 0;
  std::string silent;  // what neither method nor case says, in one sentence
  const std::array<std::pair<std::string_view, std::string_view>, 5> frame{
      {{"N0710", "compare_part_horizon"},
       {"N0720", "compare_part_discounting_timing"},
       {"N0760", "compare_part_discounting_timing"},
       {"N0721", "compare_part_discounting_rate"},
       {"N0761", "compare_part_discounting_rate"}}};
  for (const diagnostic& d : refused) {
    const auto part = std::find_if(frame.begin(), frame.end(), [&](const auto& f) { return f.first == d.code; });
    if (part != frame.end()) {
      silent += (silent.empty() ? "" : ", ") + std::string(label_text(part->second, in));
      continue;
    }
    std::string sentence = text(d, in);
    if (std::find(told.begin(), told.end(), sentence) != told.end()) continue;
    if (told.size() == most) {
      ++more;
    } else {
      told.push_back(std::move(sentence));
    }
  }
  std::string out = silent.empty() ? std::string() : label_text("compare_silent_method", silent, in);
  for (const auto& sentence : told) out += (out.empty() ? "" : "; ") + sentence;
  return more == 0 ? out : out + "; … (+" + std::to_string(more) + ")";
}

void tell_once(told_once& told, std::string said, const std::string& name) {
  const auto same = std::find_if(told.begin(), told.end(), [&](const auto& t) { return t.first == said; });
  if (same == told.end()) {
    told.emplace_back(std::move(said), name);
  } else {
    same->second.append(", ").append(name);
  }
}

const alternative_appraisal* alternative_named(const calculation& of, std::string_view id) {
  for (const auto& a : of.result.alternatives) {
    if (a.id == id || (id.empty() && !a.reference)) return &a;
  }
  return id.empty() ? &of.result.alternatives.front() : nullptr;
}

std::optional<std::string> verdict(const calculation& of, const printed_numbers& numbers,
                                   const alternative_appraisal& a) {
  const auto* f = a.find(of.rules.verdict_figure);
  if (f == nullptr || numbers.state(f->node) != status::ok) return std::nullopt;
  for (const auto& band : of.rules.bands) {
    if (!band.below || numbers.compare(f->node, 0, *band.below) < 0) return band.verdict;
  }
  return std::nullopt;
}

std::optional<std::string> verdict(const calculation& of, const alternative_appraisal& a) {
  return verdict(of, printed_numbers(of), a);
}

}  // namespace nytta
