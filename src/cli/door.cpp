// SPDX-License-Identifier: Apache-2.0
#include "cli/door.hpp"

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

void tell(const diagnostics& what, language in) { print_aside(told(what, in)); }

void complain(std::string_view sentence) {
  try {
    print_aside("nytta: " + std::string(sentence) + "\n");
  } catch (const file_error&) {  // where not even that can be told, the exit status remains
  }
}

}  // namespace nytta::cli
