// SPDX-License-Identifier: Apache-2.0
#include "io/report/report_charts.hpp"

#include <nytta/core/label.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "io/write/factor_name.hpp"

namespace nytta {

namespace {

/// Printed digits as a double: for a picture.
double drawn(const std::string& digits) {
  double out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

std::optional<double> drawn(const figure_reading& f) {
  if (f.how != status::ok || f.values.size() != 1) return std::nullopt;
  return drawn(f.values.front());
}

}  // namespace

std::string report_charts::word(std::string_view key) const { return std::string(label_text(key, in_)); }

std::string report_charts::titled(std::string_view key, const alternative_appraisal& a) const {
  const std::string title = sums_heading(of_.result.frame, key, in_);
  return of_.claim.alternatives.empty() ? title : title + ": " + shown_name(a);
}

double report_charts::number(int node, std::size_t column) const { return drawn(numbers_.money(node, column)); }

std::optional<chart> report_charts::yearly(const alternative_appraisal& a) const {
  year_chart what;
  what.first_year = of_.result.frame.first_year;
  year_series benefits{word("benefits"), paint::benefit, false, {}};
  year_series costs{word("costs"), paint::cost, false, {}};
  year_series cumulative{word("cumulative"), paint::net, true, {}};
  for (int column = 0; column < of_.result.frame.years; ++column) {
    const auto c = static_cast<std::size_t>(column);
    benefits.values.push_back(number(a.benefits, c));
    costs.values.push_back(0 - number(a.costs, c));
    cumulative.values.push_back(number(a.cumulative, c));
  }
  what.series = {std::move(benefits), std::move(costs), std::move(cumulative)};
  std::string told = word("report_chart_yearly_never");
  if (const auto* f = a.find("break_even_year"); f != nullptr && numbers_.state(f->node) == status::ok) {
    const std::string year = numbers_.for_memo(*f);
    what.marked_year = static_cast<int>(drawn(year));
    what.mark = numbers_.label(*f, in_) + " " + year;
    told = label_text("report_chart_yearly_told", year, in_);
  }
  return chart{"yearly-" + a.id, titled("report_chart_yearly", a), std::move(told), "kr", std::move(what)};
}

std::optional<chart> report_charts::money(const alternative_appraisal& a, const money_years& years) const {
  year_chart what;
  what.first_year = of_.result.frame.first_year;
  what.series = {{word("report_money_in"), paint::benefit, false, {}},
                 {word("report_money_out"), paint::cost, false, {}},
                 {word("report_money_cumulative"), paint::net, true, {}},
                 {word("report_all_cumulative"), paint::outcome, true, {}}};
  for (int column = 0; column < of_.result.frame.years; ++column) {
    const auto c = static_cast<std::size_t>(column);
    what.series[0].values.push_back(number(years.in, c));
    what.series[1].values.push_back(0 - number(years.out, c));
    what.series[2].values.push_back(number(years.cumulative, c));
    what.series[3].values.push_back(number(a.cumulative, c));
  }
  return chart{"money-" + a.id, titled("report_chart_money", a), word("report_chart_money_told"), "kr",
               std::move(what)};
}

std::optional<chart> report_charts::sides(const chart_words& words, const alternative_appraisal& a,
                                          const std::vector<sums>& rows, bool stakeholders) const {
  bar_chart what;
  for (const auto& s : rows) {
    if (number(s.benefits) == 0 && number(s.costs) == 0) continue;
    std::string name = stakeholders ? stakeholder_name(of_.claim, s.id) : part_name(of_.rules, "category_", s.id, in_);
    what.bars.push_back({name, 0, number(s.benefits), paint::benefit});
    what.bars.push_back({std::move(name), 0, 0 - number(s.costs), paint::cost});
  }
  if (what.bars.empty()) return std::nullopt;
  what.legend = {{word("benefits"), paint::benefit}, {word("costs"), paint::cost}};
  return chart{std::string(words.family) + a.id, titled(words.title, a), word(words.told), "kr", std::move(what)};
}

std::optional<chart> report_charts::by_category(const alternative_appraisal& a) const {
  return sides({"category-", "report_chart_categories", "report_chart_categories_told"}, a, a.by_category, false);
}

std::optional<chart> report_charts::by_stakeholder(const alternative_appraisal& a) const {
  return sides({"stakeholder-", "report_chart_stakeholders", "report_chart_stakeholders_told"}, a, a.by_stakeholder,
               true);
}

std::optional<chart> report_charts::tornado(const alternative_appraisal& a, const sensitivity& s) const {
  constexpr std::size_t most = 12;
  bar_chart what;
  const auto base = drawn(s.base);
  if (!base) return std::nullopt;
  std::string first;
  bool all = true;
  bool any_without_range = false;
  for (const auto& row : s.one_way) {
    const auto low = drawn(row.at_low);
    const auto high = drawn(row.at_high);
    if (!low || !high || *low == *high) continue;
    if (what.bars.size() >= 2 * most) {
      all = false;
      break;
    }
    any_without_range = any_without_range || !row.entered;
    const std::string name = factor_name(of_.claim, row.factor) + (row.entered ? "" : " *");
    if (first.empty()) first = factor_name(of_.claim, row.factor);
    for (const auto end : {low, high}) {
      what.bars.push_back({name, *base, *end, *end < *base ? paint::fall : paint::rise});
    }
  }
  if (what.bars.empty()) return std::nullopt;
  what.legend = {{word("report_better"), paint::rise}, {word("report_worse"), paint::fall}};
  what.base = base;
  what.base_label = label_text("report_base", digits_in_words(s.of.kind, s.base.values.front(), in_), in_) + " kr";
  std::string title = titled("report_chart_tornado", a);
  if (!all) title += " " + label_text("report_chart_largest", std::to_string(most), in_);
  if (any_without_range) title += ". " + word("report_chart_without_range");
  return chart{"tornado-" + a.id, std::move(title), label_text("report_chart_tornado_told", first, in_), "kr",
               std::move(what)};
}

std::optional<chart> report_charts::distribution(const alternative_appraisal& a, const simulated_figure& f,
                                                 const std::string& loss) const {
  if (!f.spread || f.spread->counts.empty()) return std::nullopt;
  histogram_chart what;
  what.from = f.spread->from;
  what.width = f.spread->width;
  for (const auto count : f.spread->counts) {
    what.shares.push_back(static_cast<double>(count) / static_cast<double>(f.defined));
  }
  const auto mark = [&](double at, std::string_view key) {
    what.marks.push_back({at, label_text(key, grouped_digits(fixed_digits(at, 0), in_), in_)});
  };
  if (f.likely) mark(*f.likely, "report_mark_likely");
  if (f.statistics) mark(f.statistics->mean, "report_mark_mean");
  const double last = what.from + what.width * static_cast<double>(what.shares.size());
  if (!loss.empty() && what.from < 0 && last > 0) what.marks.push_back({0, loss});
  return chart{"distribution-" + a.id, titled("report_chart_distribution", a),
               label_text("report_chart_distribution_told", loss, in_), "kr", std::move(what)};
}

std::optional<chart> report_charts::bridge(const bridge_in_words& way, const alternative_appraisal& a,
                                           const std::string& to) const {
  // Where the differences are too small to be seen beside the results, they stand alone.
  constexpr double seen = 0.05;
  double moved = 0;
  double largest = 0;
  for (const auto& row : way.rows) {
    const double size = std::abs(drawn(row.digits));
    moved += row.step ? size : 0;
    largest = (std::max)(largest, row.step ? 0 : size);
  }
  const bool alone = moved < seen * largest;
  bar_chart what;
  double at = 0;
  for (const auto& row : way.rows) {
    const double value = drawn(row.digits);
    if (row.step) {
      const double from = alone ? 0 : at;
      what.bars.push_back({row.name, from, from + value, value < 0 ? paint::fall : paint::rise});
      at += value;
    } else if (!alone) {
      what.bars.push_back({row.name, 0, value, paint::start});
      at = value;
    }
  }
  if (moved == 0) return std::nullopt;
  what.legend = {{word("report_raises"), paint::rise}, {word("report_lowers"), paint::fall}};
  if (!alone) what.legend.push_back({word("report_outcome"), paint::start});
  std::string title = way.heading + ": " + way.rows.front().name + " → " + to;
  if (!of_.claim.alternatives.empty()) title += ", " + shown_name(a);
  return chart{"bridge-" + a.id + "-" + to, std::move(title), word("report_bridge_told"), "kr", std::move(what)};
}

}  // namespace nytta
