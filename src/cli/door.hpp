// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>
#include <nytta/core/language.hpp>
#include <nytta/io/read.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "cli/files.hpp"
#include "cli/method_files.hpp"

// What every command shares: exit statuses, options, telling what is wrong.

namespace nytta::cli {

enum class exit_status : int { done = 0, refused = 1, usage = 2, file = 3, internal = 4 };

/// A mistake in the command line itself: told on standard error, exit status 2.
struct usage_error {
  std::string sentence;
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

/// Each diagnostic on standard error: "file:line:column: error[N0123]: …", then what to do.
void tell(const diagnostics& what, language in);

/// "ingen metod och ingen fil heter inera; menas inera-overslag, inera-skr?"
[[nodiscard]] std::string no_such_method(std::string_view name, language in);

/// Throws usage_error for a --format that is not one of these.
void require_format(const std::string& format, std::initializer_list<std::string_view> known);

/// The language asked for, else the given one. Throws usage_error for a language we do not speak.
[[nodiscard]] language language_of(const std::string& lang, language otherwise);

}  // namespace nytta::cli
