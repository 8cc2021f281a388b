// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/certify.hpp>
#include <nytta/appraisal/checklist.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/write.hpp>

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "io/write/diagnostics_in_json.hpp"
#include "io/write/json_writer.hpp"
#include "io/write/method_in_json.hpp"
#include "io/write/printed.hpp"
#include "io/write/write_chain.hpp"
#include "io/write/write_check.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

void add_figure(json_writer& to, const printed_numbers& numbers, const figure& f, language in) {
  to.open_object();
  const status state = numbers.state(f.node);
  to.member("status", name(state));
  if (state == status::ok || state == status::several) {
    if (numbers.is_list(f.node)) {
      to.member("values", numbers.list(f));
    } else {
      to.member("value", numbers.of(f));
    }
    to.member("unit", unit_in_json(f.kind));
  } else {
    to.member("reason", text(numbers.why(f.node), in));
  }
  to.member("node", f.node);
  to.close_object();
}

void add_sums(json_writer& to, const printed_numbers& numbers, const sums& s, bool whole) {
  to.open_object();
  to.member("benefits", numbers.money(s.benefits));
  to.member("costs", numbers.money(s.costs));
  if (whole) {
    to.member("transfers", s.transfers < 0 ? numbers.zero() : numbers.money(s.transfers));
    to.member("net", numbers.money(s.net));
  }
  to.close_object();
}

/// One transfer as it counts in an alternative.
void add_transfer(json_writer& to, const calculation& of, const printed_numbers& numbers, const transfer_nodes& t) {
  const auto& claim = of.claim.transfers[t.transfer];
  to.open_object();
  to.member("id", claim.id);
  to.member("from", t.from);
  to.member("to", t.to);
  to.member_or_null("type", claim.type ? name(*claim.type) : std::string_view());
  to.member("amounts", numbers.series(t.flow));
  to.member("present_value", numbers.money(t.present_value));
  to.close_object();
}

void add_alternative(json_writer& to, const calculation& of, const printed_numbers& numbers,
                     const alternative_appraisal& a, language in) {
  to.open_object();
  to.member("id", a.id);
  to.member("name", a.name);
  if (a.reference) to.member("reference", true);
  to.key("years");
  to.open_array();
  for (int column = 0; column < of.result.frame.years; ++column) to.value(of.result.frame.first_year + column);
  to.close_array();
  to.member("benefits", numbers.series(a.benefits));
  to.member("costs", numbers.series(a.costs));
  to.member("net", numbers.series(a.net));
  to.member("cumulative", numbers.series(a.cumulative));
  to.member("discounted_net", numbers.series(a.discounted_net));
  to.key("figures");
  to.open_object();
  for (const auto& f : a.figures) {
    to.key(f.key);
    add_figure(to, numbers, f, in);
  }
  to.close_object();
  to.member_or_null("verdict", verdict(of, numbers, a).value_or(std::string()));
  to.key("by_stakeholder");
  to.open_object();
  for (const auto& s : a.by_stakeholder) {
    to.key(s.id);
    add_sums(to, numbers, s, true);
  }
  to.close_object();
  to.key("by_category");
  to.open_object();
  for (const auto& s : a.by_category) {
    to.key(s.id);
    add_sums(to, numbers, s, false);
  }
  to.close_object();
  if (!of.claim.transfers.empty()) {
    to.key("transfers");
    to.open_array();
    for (const auto& t : a.transfers) add_transfer(to, of, numbers, t);
    to.close_array();
  }
  to.key("non_monetised");
  to.open_array();
  for (const auto& n : a.non_monetised) {
    to.open_object();
    to.member("id", of.claim.effects[n.effect].id);
    to.member("size", n.size);
    to.close_object();
  }
  to.close_array();
  to.close_object();
}

void add_conventions(json_writer& to, const calculation& of) {
  const auto& frame = of.result.frame;
  to.open_object();
  to.member("first_year", frame.first_year);
  to.member("years", frame.years);
  to.member("base_year", frame.base_year);
  to.member("price_year", frame.price_year);
  to.member("timing", name(frame.at));
  to.member("price_basis", frame.basis == price_basis_kind::real ? "real" : "nominal");
  to.member("rate", rate_text(frame.rate));
  if (frame.rate.form == rate_form::steps) to.member("rate_origin", origin_year(frame.rate, frame));
  if (frame.rounded_factors) to.member("rounded_factors", *frame.rounded_factors);
  to.close_object();
}

/// Each alternative's figures with all factors low, likely and high: paired low with low, which is neither worst nor
/// best.
void add_ranges(json_writer& to, const calculation& of, const printed_numbers& likely, language in) {
  const bool same = of.rules.pairing == range_pairing::same;
  to.open_object();
  to.member("pairing", same ? "same" : "worst-best");
  to.key("alternatives");
  to.open_object();
  for (const auto& a : of.result.alternatives) {
    const calculation lowest = at_paired_end(of, a, range_end::low);
    const calculation highest = at_paired_end(of, a, range_end::high);
    const printed_numbers low(lowest);
    const printed_numbers high(highest);
    to.key(a.id);
    to.open_object();
    for (const auto& [name, numbers] : {std::pair{same ? "low" : "worst", &low}, std::pair{"likely", &likely},
                                        std::pair{same ? "high" : "best", &high}}) {
      to.key(name);
      to.open_object();
      for (const auto key : paired_figures) {
        to.key(key);
        add_figure(to, *numbers, *a.find(key), in);
      }
      to.close_object();
    }
    to.close_object();
  }
  to.close_object();
  to.close_object();
}

/// The members of docs/format.md section 2, of an object that is open.
void add_calculation(json_writer& to, const calculation& of, language in) {
  const printed_numbers numbers(of);
  to.member("format", 1);
  to.member("tool", "nytta " NYTTA_VERSION);
  to.member("initiative", of.claim.id);
  to.key("inputs");
  to.open_object();
  to.member("case_sha256", of.case_sha256);
  to.member("method_sha256", of.method_sha256);
  to.close_object();
  to.member("method", method_in_json(of.rules, in));
  to.key("conventions");
  add_conventions(to, of);
  to.key("overrides");
  to.open_array();
  for (const auto& o : of.result.overrides) {
    to.open_object();
    to.member("key", o.key);
    to.member("method", o.method);
    to.member("case", o.own);
    to.close_object();
  }
  to.close_array();
  to.member("assumptions", of.result.assumptions);
  to.key("alternatives");
  to.open_array();
  for (const auto& a : of.result.alternatives) add_alternative(to, of, numbers, a, in);
  to.close_array();
  if (pairs_ranges(of)) {
    to.key("ranges");
    add_ranges(to, of, numbers, in);
  }
  to.member("findings", diagnostics_in_json(of.result.findings, in));
}

/// How a node's factors follow from its inputs, the rates.
json terms_json(const discount_terms& t) {
  json out;
  out["form"] = t.how == discount_terms::form::none    ? "none"
                : t.how == discount_terms::form::flat  ? "flat"
                : t.how == discount_terms::form::steps ? "steps"
                                                       : "years";
  out["from"] = t.from;
  out["origin_year"] = t.origin_year;
  out["base_year"] = t.base_year;
  out["first_year"] = t.first_year;
  out["half_years"] = t.half_years;
  return out;
}

json stage_json(const calculation& of) {
  json out = json::array();
  for (const auto& s : of.rules.stages) {
    if (s.id == of.result.stage) out = s.questions;
  }
  return out;
}

json checklist_json(const calculation& of) {
  json out = json::array();
  for (const auto& item : checklist(of.claim, of.rules, of.result.stage)) {
    json one;
    one["key"] = item.key;
    one["stage"] = item.stage;
    one["state"] = item.done() ? "done" : "missing";
    one["missing"] = json::array();
    for (const auto& gap : item.missing) one["missing"].push_back({{"id", gap.id}, {"where", to_string(gap.where)}});
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

std::string to_json(const calculation& of, language in) {
  std::string out;
  json_writer to(out, json_writer::form::indented);
  to.open_object();
  add_calculation(to, of, in);
  to.close_object();
  return out + "\n";
}

std::string to_json_line(const std::string& file, const outcome<calculation>& of, language in) {
  std::string out;
  json_writer to(out, json_writer::form::line);
  to.open_object();
  to.member("case", file);
  if (of) {
    add_calculation(to, *of, in);
  } else {
    to.member("status", "refused");
    to.member("diagnostics", diagnostics_in_json(of.error(), in));
  }
  to.close_object();
  return out + "\n";
}

std::string check_json(const std::string& file, const outcome<calculation>& of, language in) {
  json out;
  out["case"] = file;
  out["status"] = of ? "ok" : "refused";
  out["diagnostics"] = diagnostics_in_json(of.error(), in);
  out["findings"] = of ? diagnostics_in_json(of->result.findings, in) : json::array();
  out["method"] = of ? method_in_json(of->rules, in) : json(nullptr);
  out["stage"] = of && !of->result.stage.empty() ? json(of->result.stage) : json(nullptr);
  out["checklist"] = of ? checklist_json(*of) : json::array();
  out["questions"] = of ? stage_json(*of) : json::array();
  return out.dump(2) + "\n";
}

std::string explain_json(const calculation& of, const alternative_appraisal& a, std::string_view figure, language in,
                         bool with_chain) {
  const auto* wanted = a.find(figure);
  if (wanted == nullptr) throw std::out_of_range("no figure is called " + std::string(figure));
  const printed_numbers numbers(of);
  const auto& steps = of.result.steps;
  std::vector<char> used(steps.nodes.size());
  std::vector<int> open{wanted->node};
  while (!open.empty()) {
    const int at = open.back();
    open.pop_back();
    if (used[static_cast<std::size_t>(at)] != 0) continue;
    used[static_cast<std::size_t>(at)] = 1;
    for (const int input : steps[at].inputs) open.push_back(input);
  }
  json out;
  out["figure"] = figure;
  out["alternative"] = a.id;
  out["method"] = method_in_json(of.rules, in);
  json nodes = json::array();
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i] == 0) continue;
    const int at = static_cast<int>(i);
    const node& n = steps[at];
    json one;
    one["id"] = at;
    one["label"] = numbers.label(at, in);
    one["operation"] = name(n.what);
    one["inputs"] = n.inputs;
    one["unit"] = n.unit;
    const status state = numbers.state(at);
    if (state != status::ok && state != status::several) {
      one["status"] = name(state);
      one["reason"] = text(numbers.why(at), in);
    } else if (n.form == shape::yearly) {
      json years = json::array();
      json values = json::array();
      for (int column = 0; column < steps.years; ++column) {
        years.push_back(steps.first_year + column);
        values.push_back(numbers.exact(at, static_cast<std::size_t>(column)));
      }
      one["years"] = std::move(years);
      one["values"] = std::move(values);
    } else if (n.form == shape::list) {
      one["values"] = numbers.rates(at);
    } else {
      one["value"] = numbers.exact(at, 0);
    }
    if (!n.formula.empty()) one["formula"] = n.formula;
    if (!n.source.empty()) one["source"] = n.source;
    if (n.what == operation::round) one["rounding"] = {{"decimals", n.integers[0]}, {"mode", "half-up"}};
    if (!n.integers.empty() && n.what != operation::round) one["parameters"] = n.integers;
    if (n.terms >= 0) one["discounting"] = terms_json(steps.terms[static_cast<std::size_t>(n.terms)]);
    const bool guided = !n.numbers.empty() && n.what != operation::convert_unit;
    if (guided && n.what == operation::ratio) one["otherwise"] = n.numbers.front().to_string();
    if (guided && n.what == operation::internal_rate_of_return) one["newton_from"] = n.numbers.front().to_string();
    if (n.what == operation::convert_unit) {
      one["conversion"] = {{"multiplied_by", n.numbers[0].to_string()}, {"divided_by", n.numbers[1].to_string()}};
    }
    nodes.push_back(std::move(one));
  }
  out["nodes"] = std::move(nodes);
  if (with_chain) add_chain(out, of, a);
  return out.dump(2) + "\n";
}

}  // namespace nytta
