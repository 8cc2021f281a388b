// SPDX-License-Identifier: Apache-2.0
#include "io/chart/gnuplot_script.hpp"

#include <nytta/core/label.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "io/chart/paint.hpp"
#include "io/write/printed.hpp"
#include "io/write/text_table.hpp"

namespace nytta {

namespace {

constexpr double width = 720;  // points of the picture, which grows and shrinks with the page
constexpr double letter = 8;   // of a text in the picture's size, a wide one

std::string plain_number(double x) {
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

double text_length(std::string_view text) { return letter * static_cast<double>(text_width(text)); }

class script_writer {
 public:
  script_writer(const chart& of, language in) : of_(of), in_(in) {}

  gnuplot_script write() {
    std::visit([this](const auto& c) { draw(c); }, of_.what);
    return std::move(out_);
  }

 private:
  void say(const std::string& line) { out_.commands += line + "\n"; }
  std::string text(std::string words) {
    out_.texts.push_back(std::move(words));
    return "\"@" + std::to_string(out_.texts.size() - 1) + "@\"";
  }
  static std::string colour(paint as) { return "\"" + std::string(colour_of(as)) + "\""; }

  void canvas(double height, double left, double right, double top, double bottom) {
    height_ = height;
    say("reset");
    say("set terminal svg size " + plain_number(width) + "," + plain_number(height) +
        " noenhanced dashed fontscale 1.0 font \"sans-serif,13\" linewidth 1");
    say("set lmargin at screen " + plain_number(left / width));
    say("set rmargin at screen " + plain_number(1 - right / width));
    say("set tmargin at screen " + plain_number(1 - top / height));
    say("set bmargin at screen " + plain_number(bottom / height));
    say("unset key");
    say("set border 0");
    say("set style fill solid 1.0 noborder");
    say("set tics scale 0 textcolor rgb \"#333333\"");
  }
  /// The grid lies behind; 0 is a line of its own.
  void value_axis(char axis, const axis_scale& scale) {
    const std::string a(1, axis);
    std::string ticks;
    for (const auto& t : scale.ticks) {
      ticks += (ticks.empty() ? "" : ", ") + text(t.label) + " " + plain_number(t.at);
    }
    say("set " + a + "tics (" + ticks + ")");
    say("set grid " + a + "tics back linetype 1 linecolor rgb \"#dddddd\"");
    say("set " + a + "range [" + plain_number(scale.low) + ":" + plain_number(scale.high) + "]");
  }
  void line(const std::string& from, const std::string& to, const std::string& how) {
    say("set arrow from " + from + " to " + to + " nohead " + how);
  }
  void words(const std::string& at, const std::string& what, const std::string& how) {
    say("set label " + text(what) + " at " + at + " " + how);
  }
  [[nodiscard]] std::string on_screen(double x, double from_top) const {
    return "screen " + plain_number(x / width) + ", screen " + plain_number(1 - from_top / height_);
  }

  void draw(const bar_chart& c) {
    constexpr std::size_t longest = 34;
    std::vector<std::string> labels;
    std::vector<std::size_t> line_of;
    double low = c.base.value_or(0);
    double high = low;
    for (const auto& b : c.bars) {
      if (labels.empty() || labels.back() != b.label) labels.push_back(b.label);
      line_of.push_back(labels.size());
      low = (std::min)({low, b.from, b.to});
      high = (std::max)({high, b.from, b.to});
    }
    double left = 60;
    for (const auto& l : labels) left = (std::max)(left, text_length(shortened(l, longest)) + 28);
    const axis_scale scale = axis_for(low, high, of_.unit, in_);
    const auto count = static_cast<double>(labels.size());
    constexpr double line_height = 28;
    const double top = c.legend.empty() ? 26 : 52;
    canvas(line_height * count + 44 + top, left, 24, top, 44);
    legend(c.legend);
    value_axis('x', scale);
    say("set yrange [" + plain_number(count + 0.5) + ":0.5]");
    std::string names;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      names += (i == 0 ? "" : ", ") + text(shortened(labels[i], longest)) + " " + std::to_string(i + 1);
    }
    say("set ytics (" + names + ")");
    if (scale.low < 0 && scale.high > 0) {
      line("first 0, graph 0", "first 0, graph 1", "front linewidth 1 linecolor rgb \"#333333\"");
    }
    if (c.base) {
      const std::string x = "first " + plain_number(*c.base);
      line(x + ", graph 0", x + ", graph 1", "front linewidth 1.5 dashtype 2 linecolor rgb \"#333333\"");
      // Beside the line on the side where there is room.
      const double share = (*c.base - scale.low) / (scale.high - scale.low);
      const double room = text_length(c.base_label) / 2 / (width - left - 24);
      const std::string side = share + room > 1 ? "right" : share < room ? "left" : "center";
      words(x + ", graph 1 offset 0, character 0.7", c.base_label, side);
    }
    words(on_screen(8, line_height * count + 26 + top), scale.unit, "left textcolor rgb \"#333333\"");
    say("$bars << EOD");
    for (std::size_t i = 0; i < c.bars.size(); ++i) {
      const auto& b = c.bars[i];
      const auto y = static_cast<double>(line_of[i]);
      say(plain_number((std::min)(b.from, b.to)) + " " + plain_number((std::max)(b.from, b.to)) + " " +
          plain_number(y - 0.34) + " " + plain_number(y + 0.34) + " " + number_of(b.as));
    }
    say("EOD");
    say("plot $bars using 1:3:1:2:3:4:5 with boxxyerror linecolor rgb variable");
  }

  /// Swatches with names, from the left at the top.
  void legend(const std::vector<chart_colour>& names) {
    double x = 8;
    for (const auto& [name, as] : names) {
      say("set object rectangle from " + on_screen(x, 20) + " to " + on_screen(x + 12, 8) +
          " front fillstyle solid noborder fillcolor rgb " + colour(as));
      words(on_screen(x + 18, 14), name, "left");
      x += 40 + text_length(name);
    }
  }

  void draw(const year_chart& c) {
    double low = 0;
    double high = 0;
    std::size_t count = 0;
    for (const auto& s : c.series) {
      count = (std::max)(count, s.values.size());
      for (const double v : s.values) {
        low = (std::min)(low, v);
        high = (std::max)(high, v);
      }
    }
    const axis_scale scale = axis_for(low, high, of_.unit, in_);
    double left = 44;
    for (const auto& t : scale.ticks) left = (std::max)(left, text_length(t.label) + 16);
    canvas(320, left, 24, 62, 30);
    std::vector<chart_colour> names;
    for (const auto& s : c.series) names.push_back({s.name, s.as});
    legend(names);
    words(on_screen(8, 44), scale.unit, "left textcolor rgb \"#333333\"");
    value_axis('y', scale);
    line("graph 0, first 0", "graph 1, first 0", "front linewidth 1 linecolor rgb \"#333333\"");
    const double last = c.first_year + static_cast<double>(count) - 1;
    say("set xrange [" + plain_number(c.first_year - 0.6) + ":" + plain_number(last + 0.6) + "]");
    const std::size_t each = (count + 11) / 12;  // a year's name takes some 50 points
    std::string years;
    for (std::size_t i = 0; i < count; i += each) {
      const std::string year = std::to_string(c.first_year + static_cast<int>(i));
      years += (years.empty() ? "" : ", ") + text(year) + " " + year;
    }
    say("set xtics (" + years + ") nomirror");
    if (c.marked_year) {
      const std::string x = "first " + std::to_string(*c.marked_year);
      line(x + ", graph 0", x + ", graph 1", "back linewidth 1.5 dashtype 2 linecolor rgb \"#333333\"");
      const bool late = *c.marked_year > (c.first_year + last) / 2;
      words(x + ", graph 1 offset 0, character 0.7", c.mark, late ? "right" : "left");
    }
    std::string plots;
    for (std::size_t k = 0; k < c.series.size(); ++k) {
      const auto& s = c.series[k];
      const std::string data = "$series" + std::to_string(k);
      say(data + " << EOD");
      for (std::size_t i = 0; i < s.values.size(); ++i) {
        say(std::to_string(c.first_year + static_cast<int>(i)) + " " + plain_number(s.values[i]));
      }
      say("EOD");
      plots += plots.empty() ? "" : ", ";
      if (s.line) {
        plots += data + " using 1:2 with lines linewidth 2.5 linecolor rgb " + colour(s.as) + ", " + data +
                 " using 1:2:(" + plain_number(0.009 * (static_cast<double>(count) + 0.2)) +
                 ") with circles fillstyle solid linecolor rgb " + colour(s.as);
      } else {
        plots += data + " using 1:2:(0.7) with boxes linecolor rgb " + colour(s.as);
      }
    }
    say("plot " + plots);
  }

  void draw(const histogram_chart& c) {
    double high = 0;
    for (const double s : c.shares) high = (std::max)(high, s);
    const double last = c.from + c.width * static_cast<double>(c.shares.size());
    axis_scale scale = axis_for(c.from, last, of_.unit, in_);
    scale.low = c.from;
    scale.high = last;
    std::erase_if(scale.ticks, [&](const auto& t) { return t.at < c.from || t.at > last; });
    const double top = 16 + 18 * static_cast<double>(c.marks.size());
    axis_scale shares = axis_for(0, 100 * high, "", in_);
    for (auto& t : shares.ticks) t = {t.at / 100, t.label + " %"};
    shares.low = 0;
    shares.high /= 100;
    canvas(270 + top, 56, 24, top, 48);
    value_axis('x', scale);
    value_axis('y', shares);
    line("graph 0, first 0", "graph 1, first 0", "front linewidth 1 linecolor rgb \"#333333\"");
    words(on_screen(width - 24, 262 + top), scale.unit, "right textcolor rgb \"#333333\"");
    double row = 14;
    int dash = 1;
    for (const auto& m : c.marks) {  // each line in its own way, and beside its name above the chart
      // gnuplot's SVG goes on with a path, and its dashes, until the width or the colour is another.
      const std::string how = "front linewidth " + plain_number(1.7 + 0.1 * dash) + " dashtype " +
                              std::to_string(dash) + " linecolor rgb \"#1b1b1b\"";
      ++dash;
      const std::string x = "first " + plain_number(m.at);
      line(x + ", graph 0", x + ", graph 1", how);
      line(on_screen(8, row), on_screen(40, row), how);
      words(on_screen(48, row), m.label, "left");
      row += 18;
    }
    say("$bins << EOD");
    for (std::size_t i = 0; i < c.shares.size(); ++i) {
      const double from = c.from + c.width * static_cast<double>(i);
      const bool below = from + c.width / 2 < 0;
      say(plain_number(from) + " " + plain_number(from + 0.94 * c.width) + " " + plain_number(c.shares[i]) + " " +
          number_of(below ? paint::loss : paint::outcome));
    }
    say("EOD");
    say("plot $bins using 1:(0):1:2:(0):3:4 with boxxyerror linecolor rgb variable");
  }

  [[nodiscard]] static std::string number_of(paint as) { return "0x" + std::string(colour_of(as).substr(1)); }

  const chart& of_;
  language in_;
  double height_ = 0;
  gnuplot_script out_;
};

}  // namespace

axis_scale axis_for(double low, double high, const std::string& unit, language in) {
  axis_scale out;
  const bool money = unit == "kr";
  if (low > 0 && low < high / 2) low = 0;
  if (high < 0 && high > low / 2) high = 0;
  if (!(low < high)) {
    const double room = low == 0 ? 1 : std::abs(low) / 2;
    low -= room;
    high += room;
  }
  constexpr double nearly = 1e-9;  // 0.2 + 0.1 is not 0.3
  const double rough = (high - low) / 6;
  const double ten = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * ten;
  for (const double nice : {1.0, 2.0, 5.0}) {
    if (nice * ten >= rough * (1 - nearly)) {
      step = nice * ten;
      break;
    }
  }
  const double first = std::floor(low / step + nearly);
  const double last = std::ceil(high / step - nearly);
  out.low = first * step;
  out.high = last * step;
  const double largest = (std::max)(std::abs(out.low), std::abs(out.high));
  double scale = 1;
  out.unit = unit;
  if (money && largest >= 1e9) {
    scale = 1e9;
    out.unit = label_text("chart_billion", in);
  } else if (money && largest >= 1e6) {
    scale = 1e6;
    out.unit = label_text("chart_million", in);
  } else if (money && largest >= 1e4) {
    scale = 1e3;
    out.unit = label_text("chart_thousand", in);
  }
  int decimals = 0;
  for (double s = step / scale; decimals < 6 && std::abs(s - std::round(s)) > 1e-9 * s; s *= 10) ++decimals;
  for (double k = first; k <= last; k += 1) {
    const double at = k * step;
    std::string digits = fixed_digits(at / scale, decimals);
    if (digits.find_first_of("123456789") == std::string::npos) digits = "0";
    out.ticks.push_back({at, grouped_digits(digits, in)});
  }
  return out;
}

gnuplot_script gnuplot_script_of(const chart& of, language in) { return script_writer(of, in).write(); }

}  // namespace nytta
