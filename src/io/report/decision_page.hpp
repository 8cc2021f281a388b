// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/report.hpp>

#include "io/page/page.hpp"

namespace nytta {

/// The report as a page: what a board needs first comes first, and every number's ground last.
[[nodiscard]] page decision_page(const decision_report& of, language in);

}  // namespace nytta
