// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace nytta::cli {

/// Whether a file of a folder is a case, also a broken one: all but methods, budgets and outputs, which hold keys of
/// their own and nothing that is calculated.
[[nodiscard]] bool looks_like_a_case(const std::string& text, const std::string& file);

/// The .toml and .json files in a folder and below it, in the order of their paths. Throws file_error.
[[nodiscard]] std::vector<std::string> cases_in(const std::string& folder);

}  // namespace nytta::cli
