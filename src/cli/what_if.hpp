// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/door.hpp"

namespace nytta::cli {

struct sensitivity_options {
  std::string figure = "net_present_value";
  std::string by = "20 %";
  std::string two_way;
  bool switching = false;
};

struct simulation_options {
  std::string figure = "net_present_value";
  std::string draws = "100000";
  std::uint64_t seed = 1;
  std::optional<int> threads;  ///< nothing: as many as the machine has
  std::string sampling = "random";
  bool indices = false;
  bool information = false;
};

/// nytta simulate CASE
[[nodiscard]] exit_status simulate(const case_options& options, const simulation_options& how);

/// nytta sensitivity CASE
[[nodiscard]] exit_status sensitivity(const case_options& options, const sensitivity_options& how);

}  // namespace nytta::cli
