// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/door.hpp"

namespace nytta::cli {

using sensitivity_options = sensitivity_words;

/// On as many threads as the machine has, when nothing else is asked.
struct simulation_options : simulation_words {
  simulation_options();
};

/// nytta simulate CASE
[[nodiscard]] exit_status simulate(const case_options& options, const simulation_options& how);

/// nytta sensitivity CASE
[[nodiscard]] exit_status sensitivity(const case_options& options, const sensitivity_options& how);

}  // namespace nytta::cli
