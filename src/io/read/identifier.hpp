// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/utf8.hpp>

#include <cstddef>
#include <string_view>

namespace nytta {

/// Letters of any script, digits and _, not beginning with a digit: what an expression can name.
[[nodiscard]] inline bool is_identifier(std::string_view id) {
  for (std::size_t at = 0; at < id.size();) {
    const character c = character_at(id, at);
    const bool allowed = is_letter(c.code) || c.code == '_' || (at > 0 && is_digit(c.code));
    if (!allowed) return false;
    at += c.length;
  }
  return !id.empty();
}

}  // namespace nytta
