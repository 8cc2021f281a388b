// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

#include "cli/door.hpp"

namespace nytta::cli {

/// How far long work has come, on standard error where that is a terminal; nothing for what takes less than half a
/// second. Gone when the work is done.
class progress_bar {
 public:
  progress_bar() = default;
  progress_bar(const progress_bar&) = delete;
  progress_bar& operator=(const progress_bar&) = delete;
  ~progress_bar() { clear(); }

  /// The share that is done, 0 to 1.
  void show(double share) {
    if (!due()) return;
    constexpr int width = 40;
    const int full = static_cast<int>((std::min)(share, 1.0) * width);
    const std::string bar =
        std::string(static_cast<std::size_t>(full), '#') + std::string(static_cast<std::size_t>(width - full), '.');
    std::fprintf(stderr, "\r[%s] %3d %%", bar.c_str(), static_cast<int>(share * 100));
    std::fflush(stderr);
  }

  /// How many are done, where nobody knows of how many.
  void show_count(std::uint64_t done) {
    if (!due()) return;
    std::fprintf(stderr, "\r%llu …", static_cast<unsigned long long>(done));
    std::fflush(stderr);
  }

  void clear() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
    drawn_ = false;
  }

 private:
  bool due() {
    using namespace std::chrono_literals;
    const auto now = std::chrono::steady_clock::now();
    if (!terminal_ || now - began_ < 500ms || now - shown_ < 100ms) return false;
    shown_ = now;
    return drawn_ = true;
  }

  bool terminal_ = at_terminal(2);
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_{};
  bool drawn_ = false;
};

}  // namespace nytta::cli
