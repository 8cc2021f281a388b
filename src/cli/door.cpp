// SPDX-License-Identifier: Apache-2.0
#include "cli/door.hpp"

#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/method/shipped.hpp>

#include <algorithm>

#include "io/read/keys.hpp"
#include "method/shipped_texts.hpp"

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

void tell(const diagnostics& what, language in) {
  std::string out;
  for (const auto& d : what) {
    const auto& row = message_of(d.code);
    out += to_string(d.where) + ": " + (row.weight == severity::error ? "error" : "warning") + "[" +
           std::string(d.code) + "]: " + text(d, in) + "\n    " + advice(d, in) + "\n";
  }
  print_aside(out);
}

std::string no_such_method(std::string_view name, language in) {
  const std::string meant = keys::names_like(shipped_method_ids(), name);
  return meant.empty() ? label_text("usage_no_method", name, in) + " " + shipped_ids()
                       : label_text("usage_method_meant", name, in) + " " + meant + "?";
}

void require_format(const std::string& format, std::initializer_list<std::string_view> known) {
  if (std::find(known.begin(), known.end(), format) != known.end()) return;
  std::string words;
  for (const auto k : known) words += (words.empty() ? "" : " | ") + std::string(k);
  throw usage_error{"--format " + format + ": " + words};
}

language language_of(const std::string& lang, language otherwise) {
  if (lang.empty()) return otherwise;
  if (lang == "sv") return language::sv;
  if (lang == "en") return language::en;
  throw usage_error{"--lang " + lang + ": sv | en"};
}

}  // namespace nytta::cli
