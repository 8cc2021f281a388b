// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/evaluate.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace nytta {

/// The one number of a node, or nothing where it has a status, or several.
[[nodiscard]] inline std::optional<double> single_number(const std::vector<node_value<double>>& values, int node) {
  const auto& at = values[static_cast<std::size_t>(node)];
  if (at.how != status::ok || at.numbers.size() != 1) return std::nullopt;
  return at.numbers.front();
}

}  // namespace nytta
