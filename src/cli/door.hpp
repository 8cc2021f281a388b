// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>
#include <nytta/core/language.hpp>
#include <nytta/io/read.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "cli/files.hpp"
#include "cli/method_files.hpp"
#include "io/asked.hpp"

// What every command shares: exit statuses, options, telling what is wrong.

namespace nytta::cli {

using nytta::language_of;
using nytta::require_format;
using nytta::usage_error;

enum class exit_status : int {
  done = 0,
  refused = 1,
  usage = 2,
  file = 3,
  internal = 4,
  interrupted = 130,
  closed_pipe = 141
};

/// The options that commands about one case share.
struct case_options {
  std::string file;
  std::string method;
  std::string alternative;
  std::string format = "text";
  std::string lang;
  std::vector<std::string> set;
  bool strict = false;
  [[nodiscard]] std::vector<setting> settings() const;
};

/// Whether a text for people is coloured: `color` is always, never, or auto (a terminal that takes colours, and no
/// NO_COLOR in the environment). Throws usage_error for another word.
[[nodiscard]] bool coloured(const std::string& color);

/// Each diagnostic on standard error: "file:line:column: error[N0123]: …", then what to do.
void tell(const diagnostics& what, language in);

/// One sentence on standard error, "nytta: …"; never fails.
void complain(std::string_view sentence);

}  // namespace nytta::cli
