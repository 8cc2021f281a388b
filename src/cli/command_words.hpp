// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

// The command line's own description, read by the manual page and by completion: what --help says is all there is.

namespace nytta::cli {

/// Texts of the command line are "svenska / english": the half in that language, or the whole where they are the same.
[[nodiscard]] inline std::string half_of(const std::string& both, language in) {
  constexpr std::string_view between = " / ";
  const auto at = both.rfind(between);
  if (at == std::string::npos) return both;
  return in == language::sv ? both.substr(0, at) : both.substr(at + between.size());
}

/// Every command, in the order of --help.
[[nodiscard]] inline std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) { return !command->get_name().empty(); });
}

/// What a command's option takes: a word for it ("FILE"), or its values with | between; empty for a flag.
[[nodiscard]] inline std::string taken_by(const CLI::Option& option) {
  return option.get_items_expected_max() == 0 ? std::string() : option.get_type_name();
}

/// What to write for an option: "-o, --output", "--format"; for a positional argument its name.
[[nodiscard]] inline std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> out;
  for (const auto& name : option.get_snames()) out.push_back("-" + name);
  for (const auto& name : option.get_lnames()) out.push_back("--" + name);
  return out;
}

/// An example of a command, as one would type it beside a case called case.toml, another version of it (other.toml), a
/// folder of cases and a file with a case on each line. A test runs each of them.
struct command_example {
  std::string_view command;
  std::string_view line;
  std::string_view says;  ///< svenska / english
};

/// "Exempel / Examples" of a command, for --help; empty when there are none.
[[nodiscard]] std::vector<command_example> examples_of(std::string_view command);
[[nodiscard]] std::string examples_text(std::string_view command);

}  // namespace nytta::cli
