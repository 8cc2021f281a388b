// SPDX-License-Identifier: Apache-2.0
#include "cli/method_files.hpp"

#include <algorithm>
#include <system_error>

#include "cli/files.hpp"

namespace nytta::cli {

std::optional<method_text> find_method(std::string_view name, const std::string& from_file, const void* context) {
  if (const auto shipped = find_shipped_method(name, from_file, context)) return shipped;
  std::error_code ignored;
  std::filesystem::path file = path_of(name);
  const auto* given = static_cast<const method_names*>(context);
  const bool here = given != nullptr && std::find(given->begin(), given->end(), name) != given->end() &&
                    std::filesystem::is_regular_file(file, ignored);
  if (!here) file = path_of(from_file).parent_path() / file;
  if (!std::filesystem::is_regular_file(file, ignored)) return std::nullopt;
  try {
    return method_text{read_file(name_of(file)), name_of(file)};
  } catch (const file_error&) {
    return std::nullopt;  // what cannot be read is no method, which is a remark on the case that names it
  }
}

}  // namespace nytta::cli
