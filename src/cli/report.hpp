// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/door.hpp"

namespace nytta::cli {

struct report_options {
  std::string to;                    ///< the file to write: what it ends with says what; empty: standard output
  std::vector<std::string> methods;  ///< to set beside the case's own; empty: the report's choice
  bool force = false;
};

/// nytta report CASE -o FILE.{html,xlsx,md,json} [--force], or --format html|md|json|vega-lite
[[nodiscard]] exit_status report(const case_options& options, const report_options& how);

}  // namespace nytta::cli
