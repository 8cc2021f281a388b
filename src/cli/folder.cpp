// SPDX-License-Identifier: Apache-2.0
#include "cli/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "cli/door.hpp"
#include "io/document/document.hpp"

namespace nytta::cli {

bool looks_like_a_case(const std::string& text, const std::string& file) {
  const auto read = read_document(text, file);
  if (!read.root) return true;  // broken: the reader says so
  for (const auto* key : {"calculation", "benefits", "costs"}) {
    if (read.root->find(key) != nullptr) return true;
  }
  for (const auto* key : {"tool", "figure", "$schema", "frames", "candidates", "sources", "based_on", "edition"}) {
    if (read.root->find(key) != nullptr) return false;
  }
  return true;
}

std::vector<std::string> cases_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (auto entry = std::filesystem::recursive_directory_iterator(path_of(folder), error);
       !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
    const auto extension = entry->path().extension();
    std::error_code broken;  // a link to itself is no file, and stops nothing
    if (entry->is_regular_file(broken) && (extension == ".toml" || extension == ".json"))
      files.push_back(name_of(entry->path()));
  }
  if (error) throw file_error{folder + ": " + error.message()};
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace nytta::cli
