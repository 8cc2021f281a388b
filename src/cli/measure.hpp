// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/door.hpp"

namespace nytta::cli {

/// nytta measure: one JSON object a line on standard input, one answer a line on standard output, in order. A bad line
/// is answered with an error, and the run goes on.
[[nodiscard]] exit_status measure();

}  // namespace nytta::cli
