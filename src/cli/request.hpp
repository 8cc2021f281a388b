// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/door.hpp"

namespace nytta::cli {

using request_options = request_words;

/// nytta request CASE
[[nodiscard]] exit_status request(const case_options& options, const request_options& how);

}  // namespace nytta::cli
