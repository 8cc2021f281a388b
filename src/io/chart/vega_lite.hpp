// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "io/chart/chart.hpp"

namespace nytta {

/// The chart as a Vega-Lite 5 specification, its data in it.
[[nodiscard]] nlohmann::ordered_json vega_lite(const chart& of);

}  // namespace nytta
