// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace nytta {

/// Does the scan's remark only ask for quotes around a value or key (N0111-N0118), and does `other` say more of it?
/// Whoever does as the other says need not be told of the quotes.
[[nodiscard]] inline bool said_by(const diagnostic& quotes, const diagnostic& other) {
  const bool of_quotes = quotes.code >= "N0111" && quotes.code <= "N0118";
  const int apart = other.where.column - quotes.where.column;
  return of_quotes && other.code >= "N0200" && other.where.line == quotes.where.line && (apart == 0 || apart == 1);
}

/// Diagnostics in the order of the text, whichever reading found them, and each mistake told once; those without a line
/// (JSON) keep their order.
inline void in_text_order(diagnostics& errors) {
  std::stable_sort(errors.begin(), errors.end(), [](const diagnostic& a, const diagnostic& b) {
    return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
  });
  diagnostics kept;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    bool said = false;
    const std::size_t near = (std::min)(errors.size(), i + 8);
    for (std::size_t k = i > 8 ? i - 8 : 0; k < near; ++k) said = said || said_by(errors[i], errors[k]);
    if (!said) kept.push_back(errors[i]);
  }
  errors = std::move(kept);
}

}  // namespace nytta
