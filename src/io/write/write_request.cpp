// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/io/request.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "io/write/diagnostics_in_json.hpp"
#include "io/write/json_writer.hpp"
#include "io/write/memo_parts.hpp"
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

void add_charges(json_writer& to, std::string_view key, const charged_asset& a, const decimal charged_year::*row) {
  to.key(key);
  to.open_array();
  for (const auto& y : a.years) to.value((y.*row).to_string());
  to.close_array();
}

std::string_view name(expensed why) {
  switch (why) {
    case expensed::no: return {};
    case expensed::below_limit: return "below_limit";
    case expensed::short_lived: return "short_lived";
  }
  return {};
}

void add_asset(json_writer& to, const charged_asset& a) {
  to.open_object();
  to.member("id", a.id);
  to.member("board", a.board);
  to.member_or_null("cost", a.cost);
  to.member("outlay", a.outlay.to_string());
  if (!a.construction_interest.is_zero()) to.member("construction_interest", a.construction_interest.to_string());
  to.member("residual", a.residual.to_string());
  to.member("in_use_from", std::to_string(a.in_use_from.year) + (a.in_use_from.month < 10 ? "-0" : "-") +
                               std::to_string(a.in_use_from.month));
  if (a.avoided) to.member("avoided", true);
  if (a.why != expensed::no) to.member("expensed", name(a.why));
  if (!a.expensed_components.empty()) to.member("expensed_components", a.expensed_components);
  to.key("years");
  to.open_array();
  for (const auto& y : a.years) to.value(y.year);
  to.close_array();
  add_charges(to, "depreciation", a, &charged_year::depreciation);
  add_charges(to, "interest", a, &charged_year::interest);
  add_charges(to, "capital_charge", a, &charged_year::charge);
  add_charges(to, "book_value", a, &charged_year::book_value);
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
  if (transfers) add_amounts(to, "transfers", o.transfers);
  add_amounts(to, "redeployed_benefits", o.redeployed_benefits);
  add_amounts(to, "net", o.net);
  to.close_object();
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
  to.key("request");
  to.open_object();
  for (const auto& f : claim.form) to.member(f.key, f.text);
  to.close_object();
  to.member("charge", claim.rules.charge == charge_form::annuity ? "annuity" : "straight-line");
  to.key("charge_rate");
  if (request.rates.size() == 1 && request.rates.front().from == 0) {
    to.value(request.rates.front().rate.normalized().to_string());
  } else {
    to.open_object();
    for (const auto& r : request.rates) to.member(std::to_string(r.from), r.rate.normalized().to_string());
    to.close_object();
  }
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
  to.key("operating_effect");
  add_effect(to, request, request.total, transfers);
  to.key("operating_effect_by_board");
  to.open_object();
  for (const auto& b : request.by_board) {
    to.key(b.board);
    add_effect(to, request, b, transfers);
  }
  to.close_object();
  to.member("findings", diagnostics_in_json(request.findings, in));
  to.close_object();
  return out + "\n";
}

std::string request_text(const calculation& of, const investment_request& request, language in) {
  page out{heading_block{label_text("request_title", of.claim.name.empty() ? of.claim.id : of.claim.name, in), 1}};
  if (const std::string whose = memo_parts(of, in).whose(); !whose.empty()) out.push_back(paragraph_block{whose});
  append(out, request_page(of, request, in, 3));
  return page_text(out);
}

}  // namespace nytta
