// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/document/document.hpp"

namespace nytta::cli {

/// Whether a file of a folder is a case, also a broken one: all but methods, budgets and outputs, which hold keys of
/// their own and nothing that is calculated.
[[nodiscard]] bool looks_like_a_case(const document_node& root);
[[nodiscard]] bool looks_like_a_case(const std::string& text, const std::string& file);

/// The .toml and .json files in a folder and below it, in the order of their paths; among them links that lead nowhere
/// and folders that cannot be opened, for whoever reads them to say so. Throws file_error for the folder itself.
[[nodiscard]] std::vector<std::string> cases_in(const std::string& folder);

}  // namespace nytta::cli
