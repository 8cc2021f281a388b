// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "io/chart/chart.hpp"

namespace nytta {

/// The colour of a mark, as #rrggbb: at least 3 to 1 against white, and apart from each other in grey too.
[[nodiscard]] constexpr std::string_view colour_of(paint as) {
  switch (as) {
    case paint::benefit: return "#2a9d8f";
    case paint::cost: return "#b5541c";
    case paint::net: return "#1d3557";
    case paint::loss: return "#a4161a";
    case paint::start: return "#5c677d";
    case paint::rise: return "#2a9d8f";
    case paint::fall: return "#b5541c";
  }
  return {};
}

}  // namespace nytta
