// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/io/request.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "io/write/diagnostics_in_json.hpp"
#include "io/write/json_writer.hpp"
#include "io/write/method_in_json.hpp"
#include "io/write/request_page.hpp"

namespace nytta {

namespace {

void add_amounts(json_writer& to, std::string_view key, const std::vector<decimal>& amounts) {
  to.key(key);
  to.open_array();
  for (const auto& a : amounts) to.value(a.to_string());
  to.close_array();
}

void add_charges(json_writer& to, std::string_view key, const std::vector<charged_year>& years,
                 const decimal charged_year::*row) {
  to.key(key);
  to.open_array();
  for (const auto& y : years) to.value((y.*row).to_string());
  to.close_array();
}

std::string_view name(expensed why) {
  switch (why) {
    case expensed::no: return {};
    case expensed::below_limit: return "below_limit";
    case expensed::short_lived: return "short_lived";
    case expensed::nothing_paid: return "nothing_paid";
  }
  return {};
}

void add_series(json_writer& to, const std::vector<charged_year>& years) {
  to.key("years");
  to.open_array();
  for (const auto& y : years) to.value(y.year);
  to.close_array();
  add_charges(to, "depreciation", years, &charged_year::depreciation);
  add_charges(to, "interest", years, &charged_year::interest);
  add_charges(to, "capital_charge", years, &charged_year::charge);
  add_charges(to, "book_value", years, &charged_year::book_value);
}

void add_asset(json_writer& to, const charged_asset& a) {
  to.open_object();
  to.member("id", a.id);
  to.member("board", a.board);
  to.member_or_null("cost", a.cost);
  to.key("outlays");
  to.open_object();
  for (const auto& o : a.by_year) to.member(std::to_string(o.year), o.kronor.to_string());
  to.close_object();
  to.member("outlay", a.outlay.to_string());
  if (!a.construction_interest.is_zero()) to.member("construction_interest", a.construction_interest.to_string());
  to.member("residual", a.residual.to_string());
  to.member("in_use_from", to_string(a.in_use_from));
  if (a.avoided) to.member("avoided", true);
  if (a.why != expensed::no) to.member("expensed", name(a.why));
  if (!a.expensed_components.empty()) to.member("expensed_components", a.expensed_components);
  add_series(to, a.years);
  to.key("components");
  to.open_array();
  for (const auto& part : a.parts) {
    to.open_object();
    to.member_or_null("name", part.name);
    to.member("outlay", part.plan.outlay.to_string());
    to.member("life_months", part.plan.life);
    add_series(to, part.years);
    to.close_object();
  }
  to.close_array();
  to.close_object();
}

void add_effect(json_writer& to, const investment_request& request, const operating_effect& o, bool transfers) {
  to.open_object();
  to.key("years");
  to.open_array();
  for (int c = 0; c < request.years; ++c) to.value(request.first_year + c);
  to.close_array();
  add_amounts(to, "capital_charge", o.capital_charge);
  add_amounts(to, "running_costs", o.running_costs);
  add_amounts(to, "cash_benefits", o.cash_benefits);
  add_amounts(to, "write_offs", o.write_offs);
  add_amounts(to, "redeployed_benefits", o.redeployed_benefits);
  add_amounts(to, "redeployed_hours", o.redeployed_hours);
  add_amounts(to, "net", o.net);
  if (transfers) {
    add_amounts(to, "transfers", o.transfers);
    add_amounts(to, "net_with_transfers", o.net_with_transfers);
  }
  to.close_object();
}

void add_rules(json_writer& to, const charge_rules& rules, const investment_request& request) {
  to.member("charge", rules.charge == charge_form::annuity ? "annuity" : "straight-line");
  to.key("charge_rate");
  if (request.rates.size() == 1 && request.rates.front().from == 0) {
    to.value(request.rates.front().rate.normalized().to_string());
  } else {
    to.open_object();
    for (const auto& r : request.rates) to.member(std::to_string(r.from), r.rate.normalized().to_string());
    to.close_object();
  }
  to.member("charge_rate_recommended", request.recommended_rates_used);
  to.member_or_null("capitalise_above", rules.capitalise_above ? rules.capitalise_above->to_string() : "");
  to.key("minimum_life_months");
  if (rules.minimum_life) {
    to.value(*rules.minimum_life);
  } else {
    to.value(nullptr);
  }
  to.member("construction_interest", rules.construction_interest);
}

}  // namespace

std::string request_json(const calculation& of, const investment_request& request, language in) {
  const auto& claim = of.claim.investment;
  const bool transfers = !of.claim.transfers.empty();
  std::string out;
  json_writer to(out, json_writer::form::indented);
  to.open_object();
  to.member("format", 1);
  to.member("tool", "nytta " NYTTA_VERSION);
  to.member("initiative", of.claim.id);
  to.key("inputs");
  to.open_object();
  to.member("case_sha256", of.case_sha256);
  to.member("method_sha256", of.method_sha256);
  to.close_object();
  to.member("method", method_in_json(of.rules, in));
  to.member("alternative", request.alternative);
  to.member_or_null("reference", request.reference);
  to.key("request");
  to.open_object();
  for (const auto& f : claim.form) to.member(f.key, f.text);
  to.close_object();
  add_rules(to, claim.rules, request);
  to.key("prices");
  to.open_object();
  to.member("capital_charge", "nominal");
  to.member("running_costs", of.result.frame.basis == price_basis_kind::real ? "real" : "nominal");
  to.member("price_year", of.result.frame.price_year);
  to.close_object();
  to.key("assets");
  to.open_array();
  for (const auto& a : request.assets) add_asset(to, a);
  to.close_array();
  to.key("retired_assets");
  to.open_array();
  for (const auto& r : claim.retired) {
    to.open_object();
    to.member("name", r.name);
    to.member("year", r.year);
    to.member("book_value", r.book_value.to_string());
    to.member("sale", r.sale.to_string());
    to.member("write_off", r.loss().to_string());
    to.close_object();
  }
  to.close_array();
  to.key("operating_effect");
  add_effect(to, request, request.total, transfers);
  to.key("operating_effect_by_board");
  to.open_object();
  for (const auto& b : request.by_board) {
    to.key(b.board);
    add_effect(to, request, b, transfers);
  }
  to.close_object();
  diagnostics findings = of.result.findings;
  findings.insert(findings.end(), request.findings.begin(), request.findings.end());
  to.member("findings", diagnostics_in_json(findings, in));
  to.close_object();
  return out + "\n";
}

std::string request_text(const calculation& of, const investment_request& request, language in) {
  return page_text(whole_request_page(of, request, in));
}

}  // namespace nytta
