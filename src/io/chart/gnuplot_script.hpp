// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>

#include <string>
#include <vector>

#include "io/chart/chart.hpp"

namespace nytta {

/// Commands for gnuplot that draw a chart as SVG, and the texts that belong in it. The commands hold no text of anyone:
/// gnuplot would run what stands between its backquotes. A text stands there as its place in the list, between two @.
struct gnuplot_script {
  std::string commands;
  std::vector<std::string> texts;
};

[[nodiscard]] gnuplot_script gnuplot_script_of(const chart& of, language in);

/// Which values an axis names, and how: "-1,5", "0", "1,5" and the unit "mkr".
struct axis_scale {
  struct tick {
    double at = 0;
    std::string label;
  };
  double low = 0;
  double high = 0;
  std::vector<tick> ticks;
  std::string unit;
};

/// An axis for values between two that holds them both and, when it is near, 0.
[[nodiscard]] axis_scale axis_for(double low, double high, const std::string& unit, language in);

}  // namespace nytta
