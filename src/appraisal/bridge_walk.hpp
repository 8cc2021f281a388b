// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/bridge.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace nytta {

/// Walks from one state to another: `take(i)` makes the difference i, `read()` gives the figures of the state as it is,
/// or nothing where it gives no appraisal. The first and the last state must give one.
struct bridge_walk {
  std::vector<std::string> ids;
  std::function<void(std::size_t)> take;
  std::function<std::optional<std::vector<figure_reading>>()> read;

  /// Throws std::invalid_argument when the first or the last state gives no appraisal.
  [[nodiscard]] bridge walk() const;
};

}  // namespace nytta
