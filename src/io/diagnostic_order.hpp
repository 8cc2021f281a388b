// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>

#include <algorithm>
#include <tuple>

namespace nytta {

/// Diagnostics in the order of the text, whichever reading found them; those without a line (JSON) keep their order.
inline void in_text_order(diagnostics& errors) {
  std::stable_sort(errors.begin(), errors.end(), [](const diagnostic& a, const diagnostic& b) {
    return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
  });
}

}  // namespace nytta
