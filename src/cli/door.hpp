// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>
#include <nytta/core/language.hpp>
#include <nytta/io/read.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What every command shares: exit statuses, reading and writing files, telling what is wrong.

namespace nytta::cli {

enum class exit_status : int {
  done = 0,
  refused = 1,
  usage = 2,
  file = 3,
  internal = 4,
  interrupted = 130,
  closed_pipe = 141
};

/// A mistake in the command line itself: told on standard error, exit status 2.
struct usage_error {
  std::string sentence;
};

/// A file that cannot be read or written: exit status 3.
struct file_error {
  std::string sentence;
};

/// Whoever read standard output has stopped reading: exit status 141, and nothing is said.
struct closed_pipe {};

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

/// The whole file, or standard input for "-". Throws file_error.
[[nodiscard]] std::string read_file(const std::string& path);

/// Writes a file whole or not at all: to a temporary beside it, flushed, renamed. An existing file is only replaced
/// with `force`. Throws file_error.
void write_file(const std::string& path, std::string_view text, bool force);

/// To standard output; throws file_error when it cannot be written (a full disk), closed_pipe when nobody reads it.
void print(std::string_view text);

/// Is standard output, or standard error, a terminal?
[[nodiscard]] bool at_terminal(int descriptor);

/// Whether a text for people is coloured: `color` is always, never, or auto (a terminal that takes colours, and no
/// NO_COLOR in the environment). Throws usage_error for another word.
[[nodiscard]] bool coloured(const std::string& color);

/// Each diagnostic on standard error: "file:line:column: error[N0123]: …", then what to do.
void tell(const diagnostics& what, language in);

/// A sentence of the command's own on standard error: "nytta: …".
void tell_sentence(const std::string& sentence);

/// Finds a shipped method by its id, or a method file by its path, seen from the file that names it. `context` may be a
/// method_names: those that the command line gave, whose paths are seen from the working directory first.
[[nodiscard]] std::optional<method_text> find_method(std::string_view name, const std::string& from_file,
                                                     const void* context);
using method_names = std::vector<std::string>;

/// "ingen metod och ingen fil heter inera; menas inera-overslag, inera-skr?"
[[nodiscard]] std::string no_such_method(std::string_view name, language in);

/// Throws usage_error for a --format that is not one of these.
void require_format(const std::string& format, std::initializer_list<std::string_view> known);

/// The language asked for, else the given one. Throws usage_error for a language we do not speak.
[[nodiscard]] language language_of(const std::string& lang, language otherwise);

/// The language that the text of a case asks for, for one that is refused.
[[nodiscard]] language language_of_case(std::string_view text);

}  // namespace nytta::cli
