// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "cli/door.hpp"

namespace nytta::cli {

/// nytta calc CASE|DIR
[[nodiscard]] exit_status calc(const case_options& options);

/// nytta check CASE [--stage STAGE]
[[nodiscard]] exit_status check(const case_options& options, const std::optional<std::string>& stage);

/// nytta explain CASE [FIGURE] [--chain]
[[nodiscard]] exit_status explain(const case_options& options, const std::string& figure, bool chain);

}  // namespace nytta::cli
