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

bool looks_like_a_case(const document_node& root) {
  for (const auto* key : {"calculation", "benefits", "costs"}) {
    if (root.find(key) != nullptr) return true;
  }
  for (const auto* key : {"tool", "figure", "$schema", "frames", "candidates", "sources", "based_on", "edition"}) {
    if (root.find(key) != nullptr) return false;
  }
  return true;
}

bool looks_like_a_case(const std::string& text, const std::string& file) {
  const auto read = read_document(text, file);
  return !read.root || looks_like_a_case(*read.root);
}

namespace {

namespace fs = std::filesystem;

/// Adds the cases of a folder and what is below it; the folder itself when it cannot be read.
void collect(const fs::path& folder, std::vector<std::string>& into) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const fs::path& path = entry->path();
    std::error_code broken;  // links that lead nowhere, or to themselves
    if (entry->is_directory(broken) && !entry->is_symlink(broken)) {
      collect(path, into);
      continue;
    }
    const auto kind = entry->status(broken).type();
    const bool readable_or_told =
        kind == fs::file_type::regular || kind == fs::file_type::not_found || kind == fs::file_type::none;
    if (readable_or_told && (path.extension() == ".toml" || path.extension() == ".json")) {
      into.push_back(name_of(path));
    }
  }
  if (error) into.push_back(name_of(folder));
}

}  // namespace

std::vector<std::string> cases_in(const std::string& folder) {
  std::error_code error;
  if (fs::directory_iterator all(path_of(folder), error); error) throw file_error{folder + ": " + error.message()};
  std::vector<std::string> files;
  collect(path_of(folder), files);
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace nytta::cli
