// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <thread>

#include "cli/door.hpp"

namespace nytta::cli {

/// As many threads as the machine has.
[[nodiscard]] inline int machine_threads() {
  return (std::max)(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// The threads asked for with --threads, else as many as the machine has. Throws usage_error for none, or thousands.
[[nodiscard]] inline int thread_count(const std::optional<int>& asked, language in) {
  const int threads = asked.value_or(machine_threads());
  require_threads(threads, in);
  return threads;
}

}  // namespace nytta::cli
