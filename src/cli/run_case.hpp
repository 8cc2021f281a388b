// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/calculate.hpp>

#include <optional>
#include <string>
#include <vector>

#include "cli/door.hpp"

namespace nytta::cli {

struct calc_options {
  std::optional<int> threads;  ///< for many cases; nothing: as many as the machine has
  bool coloured = false;       ///< the memo
};

/// nytta calc CASE|DIR|FILE.jsonl. Standard input is a stream with a case on each line when its first line is one whole
/// JSON object and the format is one for many cases.
[[nodiscard]] exit_status calc(const case_options& options, const calc_options& how);

/// nytta check CASE [--stage STAGE]
[[nodiscard]] exit_status check(const case_options& options, const std::optional<std::string>& stage);

/// nytta explain CASE [FIGURE] [--chain]
[[nodiscard]] exit_status explain(const case_options& options, const std::string& figure, bool chain);

// What commands about one case share.

/// The case as the options ask for it.
[[nodiscard]] outcome<calculation> calculated(const case_options& options, const std::string& text,
                                              const std::string& file);
/// The option's language, else the case's.
[[nodiscard]] language spoken(const case_options& options, const std::string& text, const outcome<calculation>& result);
/// Findings go to standard error, unless the memo on the same screen has just shown them.
[[nodiscard]] exit_status with_findings(const case_options& options, const diagnostics& findings, language in);

/// Reads and calculates the case and hands it to `answer(calculation, language)`; or tells what is wrong with it.
template <class Answer>
[[nodiscard]] exit_status with_calculation(const case_options& options, Answer&& answer) {
  const std::string text = read_file(options.file);
  const auto result = calculated(options, text, options.file);
  const language in = spoken(options, text, result);
  if (!result) {
    tell(result.error(), in);
    return exit_status::refused;
  }
  answer(*result, in);
  return with_findings(options, result->result.findings, in);
}

}  // namespace nytta::cli
