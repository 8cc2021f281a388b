// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace nytta::cli {

/// The script that makes bash, zsh or fish complete nytta: it asks completion_words() each time, so that no script
/// knows a command or an option. Throws usage_error for another shell.
[[nodiscard]] std::string completion_script(const std::string& shell);

/// What may stand in place of the last of the words (those after "nytta", the last one perhaps empty or half):
/// commands, options, closed values, method ids, and of the case already named its factors, figures and alternatives. A
/// line each, with its meaning after a tab; first ":files" where a file may stand.
[[nodiscard]] std::string completion_words(const CLI::App& app, const std::vector<std::string>& words);

}  // namespace nytta::cli
