// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/door.hpp"

namespace nytta::cli {

/// The options of the commands that show what the house knows.
struct catalogue_options {
  std::string id;
  std::string other;
  std::string lang;
  std::string format = "text";
};

/// nytta methods [ID] [--diff ID]
[[nodiscard]] exit_status methods(const catalogue_options& options);

/// nytta formulas
[[nodiscard]] exit_status formulas(const catalogue_options& options);

/// nytta errors
[[nodiscard]] exit_status deviations(const catalogue_options& options);
[[nodiscard]] exit_status errors(const catalogue_options& options);

/// nytta schema case|method
[[nodiscard]] exit_status schema(const catalogue_options& options);

/// nytta new [FILE] [--method ID]
[[nodiscard]] exit_status new_case(const catalogue_options& options, bool force);

}  // namespace nytta::cli
