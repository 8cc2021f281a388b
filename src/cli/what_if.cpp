// SPDX-License-Identifier: Apache-2.0
#include "cli/what_if.hpp"

#include <nytta/core/label.hpp>
#include <nytta/io/what_if.hpp>

#include <algorithm>
#include <new>
#include <string>

#include "cli/interruptible.hpp"
#include "cli/progress_bar.hpp"
#include "cli/run_case.hpp"
#include "cli/thread_count.hpp"

namespace nytta::cli {

namespace {

/// The simulation, with a bar meanwhile, which is gone when it is done; Ctrl-C ends it early.
simulation drawn(const asked_simulation& asked, language in) {
  progress_bar bar;
  const interruptible hold;
  const auto watch = [&bar](double share) {
    bar.show(share);
    return interruptible::asked_to_stop();
  };
  try {
    return asked.run(watch);
  } catch (const std::bad_alloc&) {
    throw usage_error{label_text("usage_memory", std::to_string(asked.how.draws), in)};
  }
}

}  // namespace

simulation_options::simulation_options() { threads = machine_threads(); }

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
