// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/report.hpp>

#include <string>
#include <vector>

#include "io/chart/chart.hpp"

namespace nytta {

/// What stands inside the SVG of a chart and its size; `inside` is empty where it could not be drawn.
struct drawing {
  int width = 0;
  int height = 0;
  std::string inside;
};

/// The charts drawn, in one run of the drawer. Elements that draw nothing are taken out, and so are identifiers, which
/// would be there twice on a page; a drawing with any other element than shapes and texts is not used.
[[nodiscard]] std::vector<drawing> drawn(const std::vector<const chart*>& charts, language in, chart_drawer draw,
                                         const void* context);

/// A text as it stands in HTML and SVG: no mark-up, no control characters, and none that turn the direction of reading.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace nytta
