// SPDX-License-Identifier: Apache-2.0
#include "cli/door.hpp"

#include <cstdlib>

namespace nytta::cli {

std::vector<setting> case_options::settings() const {
  std::vector<setting> out;
  for (const auto& s : set) {
    const auto equals = s.find('=');
    if (equals == std::string::npos) throw usage_error{"--set " + s + ": KEY=VALUE"};
    out.push_back({s.substr(0, equals), s.substr(equals + 1)});
  }
  return out;
}

bool coloured(const std::string& color) {
  if (color == "always" || color == "never") return color == "always";
  if (color != "auto") throw usage_error{"--color " + color + ": auto | always | never"};
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string_view(value == nullptr ? "" : value);
  };
  return at_terminal(1) && set("NO_COLOR").empty() && set("TERM") != "dumb";
}

void tell(const diagnostics& what, language in) { print_aside(told(what, in)); }

void complain(std::string_view sentence) {
  try {
    print_aside("nytta: " + std::string(sentence) + "\n");
  } catch (const file_error&) {  // where not even that can be told, the exit status remains
  }
}

}  // namespace nytta::cli
