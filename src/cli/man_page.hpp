// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>

#include <CLI/CLI.hpp>

#include <string>

namespace nytta::cli {

/// nytta(1), as roff: every command with all that its --help says, in one of the languages.
[[nodiscard]] std::string man_page(const CLI::App& app, language in);

}  // namespace nytta::cli
