// SPDX-License-Identifier: Apache-2.0
#include "cli/what_if.hpp"

#include <nytta/core/label.hpp>
#include <nytta/io/what_if.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <new>
#include <string>
#include <thread>

#include "cli/run_case.hpp"

namespace nytta::cli {

namespace {

volatile std::sig_atomic_t interrupted = 0;

/// Ctrl-C ends a simulation early: what was done is reported. A second one ends the program.
class interruptible {
 public:
  interruptible()
      : before_(std::signal(SIGINT, [](int) {
          interrupted = 1;
          std::signal(SIGINT, SIG_DFL);
        })) {}
  ~interruptible() { std::signal(SIGINT, before_); }
  interruptible(const interruptible&) = delete;
  interruptible& operator=(const interruptible&) = delete;

 private:
  void (*before_)(int);
};

/// A bar on standard error where that is a terminal, and nothing that takes less than half a second.
class progress_bar {
 public:
  void show(double share) {
    using namespace std::chrono_literals;
    const auto now = std::chrono::steady_clock::now();
    if (!at_terminal(2) || now - began_ < 500ms || now - shown_ < 100ms) return;
    shown_ = now;
    constexpr int width = 40;
    const int full = static_cast<int>(share * width);
    const std::string bar =
        std::string(static_cast<std::size_t>(full), '#') + std::string(static_cast<std::size_t>(width - full), '.');
    std::fprintf(stderr, "\r[%s] %3d %%", bar.c_str(), static_cast<int>(share * 100));
    std::fflush(stderr);
    drawn_ = true;
  }
  ~progress_bar() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_{};
  bool drawn_ = false;
};

/// The simulation, with a bar meanwhile, which is gone when it is done; Ctrl-C ends it early.
simulation drawn(const asked_simulation& asked, language in) {
  progress_bar bar;
  const interruptible hold;
  const auto watch = [&bar](double share) {
    bar.show(share);
    return interrupted != 0;
  };
  try {
    return asked.run(watch);
  } catch (const std::bad_alloc&) {
    throw usage_error{label_text("usage_memory", std::to_string(asked.how.draws), in)};
  }
}

}  // namespace

simulation_options::simulation_options() {
  threads = (std::max)(1, static_cast<int>(std::thread::hardware_concurrency()));
}

exit_status simulate(const case_options& options, const simulation_options& how) {
  require_format(options.format, {"text", "json"});
  diagnostics refused;
  diagnostics findings;
  language spoken_in = language::sv;
  const exit_status status = with_calculation(options, [&](const calculation& of, language in) {
    spoken_in = in;
    const auto asked = simulation_asked_for(options.alternative, how, of, in);
    if (!asked) {
      refused = asked.error();
      return;
    }
    const auto result = drawn(*asked, in);
    findings = findings_of(asked->of, asked->uncertain, result, asked->how);
    if (options.format == "json") {
      const language words = language_of(options.lang, language::en);
      print(simulation_json(asked->of, result, findings, words));
    } else {
      print(simulation_text(asked->of, result, in));
    }
  });
  tell(refused, spoken_in);
  tell(findings, spoken_in);
  return refused.empty() ? status : exit_status::refused;
}

exit_status sensitivity(const case_options& options, const sensitivity_options& how) {
  require_format(options.format, {"text", "json"});
  return with_calculation(options, [&](const calculation& of, language in) {
    const auto all = sensitivity_asked_for(options.alternative, how, of, in);
    if (options.format == "json") {
      print(sensitivity_json(of, all, language_of(options.lang, language::en)));
    } else {
      print(sensitivity_text(of, all, in, {how.switching, !how.two_way.empty()}));
    }
  });
}

}  // namespace nytta::cli
