// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/door.hpp"

namespace nytta::cli {

struct request_options : request_words {
  std::string to;  ///< the file to write: what it ends with says what; empty: standard output
  bool force = false;
};

/// nytta request CASE [-o FILE.{txt,json,html,md}]
[[nodiscard]] exit_status request(const case_options& options, const request_options& how);

}  // namespace nytta::cli
