// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/door.hpp"

namespace nytta::cli {

struct compare_options {
  std::string other;  ///< another version of the case
  std::string from;
  std::vector<std::string> to;
  bool all = false;
  bool own_conventions = false;
  bool shapley = false;
  std::string figure = "net_present_value";
};

[[nodiscard]] exit_status compare(const case_options& options, const compare_options& how);

}  // namespace nytta::cli
