// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

// A chart as data: what is shown, not how. It is drawn by gnuplot for the report and written as a Vega-Lite
// specification for whoever draws it otherwise. Numbers are doubles: a picture has no öre; the table beside it has.

namespace nytta {

/// What a mark stands for, which decides its colour and pattern in every chart of the family.
enum class paint : unsigned char { benefit, cost, net, outcome, loss, start, rise, fall };

/// A bar between two values, on a line of its own.
struct chart_bar {
  std::string label;
  double from = 0;
  double to = 0;
  paint as = paint::net;
};

/// What a colour stands for in a chart.
struct chart_colour {
  std::string name;
  paint as = paint::net;
};

/// Bars below each other, from the top; several may share a line when they share the label.
struct bar_chart {
  std::vector<chart_bar> bars;
  std::vector<chart_colour> legend;  ///< every colour of the bars
  std::optional<double> base;        ///< a line across all bars: the figure as it is
  std::string base_label;
};

struct year_series {
  std::string name;
  paint as = paint::net;
  bool line = false;  ///< a line through the years; otherwise columns
  std::vector<double> values;
};

/// Values year by year. Columns of the same year stand on each other's side of zero as they are signed.
struct year_chart {
  int first_year = 0;
  std::vector<year_series> series;
  std::optional<int> marked_year;
  std::string mark;  ///< what happens in that year
};

struct chart_mark {
  double at = 0;
  std::string label;
};

/// The share of outcomes in each interval, of equal widths from the first.
struct histogram_chart {
  double from = 0;
  double width = 0;
  std::vector<double> shares;
  std::vector<chart_mark> marks;
};

struct chart {
  std::string id;           ///< "cumulative-main": of letters, digits, - and _
  std::string title;        ///< what it shows
  std::string description;  ///< what is to be seen in it, in words, for those who do not see it
  std::string unit;         ///< of the values: "kr"; empty: bare numbers
  std::variant<bar_chart, year_chart, histogram_chart> what;
};

}  // namespace nytta
