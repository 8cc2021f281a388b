// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>

#include <vector>

#include "io/chart/draw.hpp"
#include "io/page/page.hpp"

namespace nytta {

/// The page as one HTML file with everything in it. `drawings` belong to the page's charts, in order.
[[nodiscard]] std::string page_html(const page& of, const std::vector<drawing>& drawings, language in);

}  // namespace nytta
