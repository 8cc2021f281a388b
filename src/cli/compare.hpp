// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/door.hpp"

namespace nytta::cli {

struct compare_options : comparison_words {
  std::string other;  ///< another version of the case
};

[[nodiscard]] exit_status compare(const case_options& options, const compare_options& how);

}  // namespace nytta::cli
