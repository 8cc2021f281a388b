// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/read.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nytta::cli {

/// Finds a shipped method by its id, or a method file by its path, seen from the file that names it. `context` may be a
/// method_names: those that the command line gave, whose paths are seen from the working directory first.
[[nodiscard]] std::optional<method_text> find_method(std::string_view name, const std::string& from_file,
                                                     const void* context);
using method_names = std::vector<std::string>;

}  // namespace nytta::cli
