// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>

namespace nytta::cli {

/// While it lives, Ctrl-C asks long work to stop where its answer is whole. A second one ends the program.
class interruptible {
 public:
  interruptible()
      : before_(std::signal(SIGINT, [](int) {
          asked_to_stop_ = 1;
          std::signal(SIGINT, SIG_DFL);
        })) {}
  ~interruptible() { std::signal(SIGINT, before_); }
  interruptible(const interruptible&) = delete;
  interruptible& operator=(const interruptible&) = delete;

  /// As Ctrl-C.
  static void stop() { asked_to_stop_ = 1; }
  [[nodiscard]] static bool asked_to_stop() { return asked_to_stop_ != 0; }

 private:
  static inline volatile std::sig_atomic_t asked_to_stop_ = 0;
  void (*before_)(int);
};

}  // namespace nytta::cli
