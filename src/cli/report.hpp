// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/door.hpp"

namespace nytta::cli {

struct report_options {
  std::string to;  ///< the file to write; what it ends with decides what is written
  bool force = false;
};

/// nytta report CASE -o FILE.{html,xlsx,md,json} [--force]
[[nodiscard]] exit_status report(const case_options& options, const report_options& how);

}  // namespace nytta::cli
