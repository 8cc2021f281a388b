// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/report.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

#include "io/chart/draw.hpp"
#include "io/chart/vega_lite.hpp"
#include "io/page/page_html.hpp"
#include "io/report/decision_page.hpp"
#include "io/write/request_page.hpp"

namespace nytta {

namespace {

std::vector<const chart*> charts_of(const page& of) {
  std::vector<const chart*> out;
  for (const auto& b : of) {
    if (const auto* c = std::get_if<chart>(&b)) out.push_back(c);
  }
  return out;
}

}  // namespace

std::string report_html(const decision_report& of, language in, chart_drawer draw, const void* context) {
  const page told = decision_page(of, in);
  return page_html(told, drawn(charts_of(told), in, draw, context), in);
}

std::string report_markdown(const decision_report& of, language in) { return page_markdown(decision_page(of, in)); }

std::string report_vega_lite(const decision_report& of, language in) {
  using json = nlohmann::ordered_json;
  const page told = decision_page(of, in);
  json charts = json::array();
  for (const chart* c : charts_of(told)) {
    charts.push_back(
        {{"id", c->id}, {"title", c->title}, {"description", c->description}, {"specification", vega_lite(*c)}});
  }
  json out;
  out["format"] = 1;
  out["tool"] = "nytta " NYTTA_VERSION;
  out["initiative"] = of.of.claim.id;
  out["charts"] = std::move(charts);
  return out.dump(2) + "\n";
}

std::string request_html(const calculation& of, const investment_request& request, language in) {
  return page_html(whole_request_page(of, request, in), {}, in);
}

std::string request_markdown(const calculation& of, const investment_request& request, language in) {
  return page_markdown(whole_request_page(of, request, in));
}

}  // namespace nytta
