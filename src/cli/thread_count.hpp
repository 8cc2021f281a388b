// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/label.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <thread>

#include "cli/door.hpp"

namespace nytta::cli {

/// The threads asked for with --threads, else as many as the machine has. Throws usage_error for none, or thousands.
[[nodiscard]] inline int thread_count(const std::optional<int>& asked, language in) {
  const int threads = asked.value_or((std::max)(1, static_cast<int>(std::thread::hardware_concurrency())));
  constexpr int most = 1024;
  if (threads < 1 || threads > most) throw usage_error{label_text("usage_threads", std::to_string(threads), in)};
  return threads;
}

}  // namespace nytta::cli
