// SPDX-License-Identifier: Apache-2.0
#include "io/read/language_of_case.hpp"

#include <algorithm>

namespace nytta {

language language_of_case(std::string_view text) {
  constexpr std::string_view key = "language";
  text = text.substr(0, text.find("\n["));  // from the first table on, keys are not the file's own
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t\"'", at - 1);
    const bool first = before == std::string_view::npos || text.substr(before, 1).find_first_of("\n{,") == 0;
    std::string_view value = text.substr(at + key.size());
    value.remove_prefix(std::min(value.find_first_not_of(" \t\"'=:"), value.size()));
    if (first) return value.starts_with("en") ? language::en : language::sv;
  }
  return language::sv;
}

}  // namespace nytta
