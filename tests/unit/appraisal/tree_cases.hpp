// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/calculate.hpp>
#include <nytta/method/shipped.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Every case of the tree that calculates, for the tests that hold something of all of them.

namespace tree {

inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A shipped method, or the file beside the case.
inline std::optional<nytta::method_text> find_method(std::string_view name, const std::string& from,
                                                     const void* context) {
  if (const auto shipped = nytta::find_shipped_method(name, from, context)) return shipped;
  const auto beside = std::filesystem::path(from).parent_path() / std::string(name);
  if (!std::filesystem::exists(beside)) return std::nullopt;
  return nytta::method_text{text_of(beside), beside.string()};
}

inline std::vector<std::filesystem::path> cases() {
  std::vector<std::filesystem::path> out;
  for (const char* folder : {"examples", "tests/golden/cases", "tests/golden/doors"}) {
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(NYTTA_SOURCE_DIR) / folder)) {
      if (std::filesystem::exists(entry.path() / "case.toml")) out.push_back(entry.path() / "case.toml");
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

inline nytta::outcome<nytta::calculation> calculated(const std::filesystem::path& file) {
  return nytta::calculate(text_of(file), file.string(), {}, {}, find_method, nullptr);
}

}  // namespace tree
