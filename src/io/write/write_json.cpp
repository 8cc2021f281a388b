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
#include "io/write/json_line.hpp"
#include "io/write/method_in_json.hpp"
#include "io/write/printed.hpp"
#include "io/write/write_chain.hpp"
#include "io/write/write_check.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

/// An object with room for its members, whose keys are copied each time that one without room grows.
json object_of(std::size_t members) {
  json out = json::object();
  out.get_ref<json::object_t&>().reserve(members);
  return out;
}

json figure_json(const printed_numbers& numbers, const figure& f, language in) {
  json out = object_of(4);
  const status state = numbers.state(f.node);
  out["status"] = name(state);
  if (state == status::ok || state == status::several) {
    if (numbers.is_list(f.node)) {
      out["values"] = numbers.list(f);
    } else {
      out["value"] = numbers.of(f);
    }
    out["unit"] = unit_in_json(f.kind);
  } else {
    out["reason"] = text(numbers.why(f.node), in);
  }
  out["node"] = f.node;
  return out;
}

json sums_json(const printed_numbers& numbers, const sums& s, bool whole) {
  json out = object_of(4);
  out["benefits"] = numbers.money(s.benefits);
  out["costs"] = numbers.money(s.costs);
  if (whole) {
    out["transfers"] = s.transfers < 0 ? numbers.zero() : numbers.money(s.transfers);
    out["net"] = numbers.money(s.net);
  }
  return out;
}

/// One transfer as it counts in an alternative.
json transfer_json(const calculation& of, const printed_numbers& numbers, const transfer_nodes& t) {
  const auto& claim = of.claim.transfers[t.transfer];
  json out;
  out["id"] = claim.id;
  out["from"] = t.from;
  out["to"] = t.to;
  out["type"] = claim.type ? json(name(*claim.type)) : json(nullptr);
  out["amounts"] = numbers.series(t.flow);
  out["present_value"] = numbers.money(t.present_value);
  return out;
}

json alternative_json(const calculation& of, const printed_numbers& numbers, const alternative_appraisal& a,
                      language in) {
  json out = object_of(15);
  out["id"] = a.id;
  out["name"] = a.name;
  if (a.reference) out["reference"] = true;
  json years = json::array();
  for (int column = 0; column < of.result.frame.years; ++column) years.push_back(of.result.frame.first_year + column);
  out["years"] = std::move(years);
  out["benefits"] = numbers.series(a.benefits);
  out["costs"] = numbers.series(a.costs);
  out["net"] = numbers.series(a.net);
  out["cumulative"] = numbers.series(a.cumulative);
  out["discounted_net"] = numbers.series(a.discounted_net);
  json figures = object_of(a.figures.size());
  for (const auto& f : a.figures) figures[f.key] = figure_json(numbers, f, in);
  out["figures"] = std::move(figures);
  const auto word = verdict(of, numbers, a);
  out["verdict"] = word ? json(*word) : json(nullptr);
  json by_stakeholder = object_of(a.by_stakeholder.size());
  for (const auto& s : a.by_stakeholder) by_stakeholder[s.id] = sums_json(numbers, s, true);
  out["by_stakeholder"] = std::move(by_stakeholder);
  json by_category = object_of(a.by_category.size());
  for (const auto& s : a.by_category) by_category[s.id] = sums_json(numbers, s, false);
  out["by_category"] = std::move(by_category);
  if (!of.claim.transfers.empty()) {
    json transfers = json::array();
    for (const auto& t : a.transfers) transfers.push_back(transfer_json(of, numbers, t));
    out["transfers"] = std::move(transfers);
  }
  json others = json::array();
  for (const auto& n : a.non_monetised) {
    others.push_back({{"id", of.claim.effects[n.effect].id}, {"size", n.size}});
  }
  out["non_monetised"] = std::move(others);
  return out;
}

json conventions_json(const calculation& of) {
  const auto& frame = of.result.frame;
  json out = object_of(9);
  out["first_year"] = frame.first_year;
  out["years"] = frame.years;
  out["base_year"] = frame.base_year;
  out["price_year"] = frame.price_year;
  out["timing"] = name(frame.at);
  out["price_basis"] = frame.basis == price_basis_kind::real ? "real" : "nominal";
  out["rate"] = rate_text(frame.rate);
  if (frame.rate.form == rate_form::steps) out["rate_origin"] = origin_year(frame.rate, frame);
  if (frame.rounded_factors) out["rounded_factors"] = *frame.rounded_factors;
  return out;
}

/// Each alternative's figures with all factors low, likely and high: paired low with low, which is neither worst nor
/// best.
json ranges_json(const calculation& of, const printed_numbers& likely, language in) {
  const bool same = of.rules.pairing == range_pairing::same;
  json out;
  out["pairing"] = same ? "same" : "worst-best";
  json alternatives = json::object();
  for (const auto& a : of.result.alternatives) {
    const calculation lowest = at_paired_end(of, a, range_end::low);
    const calculation highest = at_paired_end(of, a, range_end::high);
    const printed_numbers low(lowest);
    const printed_numbers high(highest);
    json ends;
    for (const auto& [name, numbers] : {std::pair{same ? "low" : "worst", &low}, std::pair{"likely", &likely},
                                        std::pair{same ? "high" : "best", &high}}) {
      for (const auto key : paired_figures) ends[name][std::string(key)] = figure_json(*numbers, *a.find(key), in);
    }
    alternatives[a.id] = std::move(ends);
  }
  out["alternatives"] = std::move(alternatives);
  return out;
}

/// The object of docs/format.md section 2, after what stands before it.
json calculation_json(json out, const calculation& of, language in) {
  const printed_numbers numbers(of);
  out["format"] = 1;
  out["tool"] = "nytta " NYTTA_VERSION;
  out["initiative"] = of.claim.id;
  out["inputs"] = {{"case_sha256", of.case_sha256}, {"method_sha256", of.method_sha256}};
  out["method"] = method_in_json(of.rules, in);
  out["conventions"] = conventions_json(of);
  json overrides = json::array();
  for (const auto& o : of.result.overrides) {
    overrides.push_back({{"key", o.key}, {"method", o.method}, {"case", o.own}});
  }
  out["overrides"] = std::move(overrides);
  out["assumptions"] = of.result.assumptions;
  json alternatives = json::array();
  for (const auto& a : of.result.alternatives) alternatives.push_back(alternative_json(of, numbers, a, in));
  out["alternatives"] = std::move(alternatives);
  if (pairs_ranges(of)) out["ranges"] = ranges_json(of, numbers, in);
  out["findings"] = diagnostics_in_json(of.result.findings, in);
  return out;
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
  return calculation_json(object_of(13), of, in).dump(2) + "\n";
}

std::string to_json_line(const std::string& file, const outcome<calculation>& of, language in) {
  json out = object_of(14);
  out["case"] = file;
  if (!of) {
    out["status"] = "refused";
    out["diagnostics"] = diagnostics_in_json(of.error(), in);
  } else {
    out = calculation_json(std::move(out), *of, in);
  }
  std::string line;
  add_json(out, line);
  return line + "\n";
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
