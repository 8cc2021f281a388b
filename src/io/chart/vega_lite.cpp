// SPDX-License-Identifier: Apache-2.0
#include "io/chart/vega_lite.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "io/chart/paint.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

json quantity_axis(const std::string& field, const std::string& unit) {
  return {{"field", field}, {"type", "quantitative"}, {"axis", {{"title", unit}, {"format", ",~r"}}}};
}

json own_colour() { return {{"field", "colour"}, {"type", "nominal"}, {"scale", nullptr}}; }

json rule_at(double x, const std::string& label) {
  return {
      {"data", {{"values", json::array({{{"at", x}, {"label", label}}})}}},
      {"mark", {{"type", "rule"}, {"strokeDash", {4, 3}}}},
      {"encoding",
       {{"x", {{"field", "at"}, {"type", "quantitative"}}}, {"tooltip", {{"field", "label"}, {"type", "nominal"}}}}}};
}

/// The colours of bars with their names, or the colours alone.
json colours_of(const std::vector<chart_colour>& legend) {
  if (legend.empty()) return own_colour();
  json names = json::array();
  json colours = json::array();
  for (const auto& c : legend) {
    names.push_back(c.name);
    colours.push_back(colour_of(c.as));
  }
  return {{"field", "series"},
          {"type", "nominal"},
          {"title", nullptr},
          {"scale", {{"domain", std::move(names)}, {"range", std::move(colours)}}}};
}

json layers(const bar_chart& c, const std::string& unit) {
  json values = json::array();
  for (const auto& b : c.bars) {
    json bar = {{"label", b.label}, {"from", b.from}, {"to", b.to}, {"colour", colour_of(b.as)}};
    for (const auto& named : c.legend) {
      if (named.as == b.as) bar["series"] = named.name;
    }
    values.push_back(std::move(bar));
  }
  json bars = {{"data", {{"values", std::move(values)}}},
               {"mark", "bar"},
               {"encoding",
                {{"y", {{"field", "label"}, {"type", "nominal"}, {"sort", nullptr}, {"title", nullptr}}},
                 {"x", quantity_axis("from", unit)},
                 {"x2", {{"field", "to"}}},
                 {"color", colours_of(c.legend)}}}};
  json out = json::array({std::move(bars)});
  if (c.base) out.push_back(rule_at(*c.base, c.base_label));
  return out;
}

json layers(const year_chart& c, const std::string& unit) {
  json out = json::array();
  for (const auto& s : c.series) {
    json values = json::array();
    for (std::size_t i = 0; i < s.values.size(); ++i) {
      values.push_back({{"year", c.first_year + static_cast<int>(i)}, {"value", s.values[i]}, {"series", s.name}});
    }
    json mark = s.line ? json{{"type", "line"}, {"point", true}} : json{{"type", "bar"}};
    mark["color"] = colour_of(s.as);
    json y = quantity_axis("value", unit);
    if (!s.line) y["stack"] = nullptr;
    out.push_back({{"data", {{"values", std::move(values)}}},
                   {"mark", std::move(mark)},
                   {"encoding",
                    {{"x", {{"field", "year"}, {"type", "ordinal"}, {"title", nullptr}}},
                     {"y", std::move(y)},
                     {"tooltip", json::array({{{"field", "series"}, {"type", "nominal"}},
                                              {{"field", "value"}, {"type", "quantitative"}}})}}}});
  }
  if (c.marked_year) {
    out.push_back(
        {{"data", {{"values", json::array({{{"year", *c.marked_year}, {"label", c.mark}}})}}},
         {"mark", {{"type", "rule"}, {"strokeDash", {4, 3}}}},
         {"encoding",
          {{"x", {{"field", "year"}, {"type", "ordinal"}}}, {"tooltip", {{"field", "label"}, {"type", "nominal"}}}}}});
  }
  return out;
}

json layers(const histogram_chart& c, const std::string& unit) {
  json values = json::array();
  for (std::size_t i = 0; i < c.shares.size(); ++i) {
    const double from = c.from + c.width * static_cast<double>(i);
    const paint as = from + c.width / 2 < 0 ? paint::loss : paint::outcome;
    values.push_back({{"from", from}, {"to", from + c.width}, {"share", c.shares[i]}, {"colour", colour_of(as)}});
  }
  json out = json::array({{{"data", {{"values", std::move(values)}}},
                           {"mark", "bar"},
                           {"encoding",
                            {{"x", {{"field", "from"}, {"type", "quantitative"}, {"bin", "binned"}, {"title", unit}}},
                             {"x2", {{"field", "to"}}},
                             {"y", {{"field", "share"}, {"type", "quantitative"}, {"axis", {{"format", ".0%"}}}}},
                             {"color", own_colour()}}}}});
  for (const auto& m : c.marks) out.push_back(rule_at(m.at, m.label));
  return out;
}

}  // namespace

json vega_lite(const chart& of) {
  json out;
  out["$schema"] = "https://vega.github.io/schema/vega-lite/v5.json";
  out["title"] = of.title;
  out["description"] = of.description;
  out["width"] = 600;
  out["layer"] = std::visit([&](const auto& c) { return layers(c, of.unit); }, of.what);
  return out;
}

}  // namespace nytta
