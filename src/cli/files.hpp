// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

// Files and the three streams, byte for byte.

namespace nytta::cli {

/// A path of UTF-8, and the UTF-8 of a path: on every system with "/" between the folders.
[[nodiscard]] std::filesystem::path path_of(std::string_view name);
[[nodiscard]] std::string name_of(const std::filesystem::path& path);

/// A file that cannot be read or written: exit status 3.
struct file_error {
  std::string sentence;
};

/// What errno says of a file.
[[nodiscard]] file_error failed(const std::string& path);

/// Whoever read standard output has stopped reading: exit status 141, and nothing is said.
struct closed_pipe {};

/// The whole file, or standard input for "-". Throws file_error.
[[nodiscard]] std::string read_file(const std::string& path);

/// What has come on standard input, at most so many bytes; none at its end. Throws file_error.
[[nodiscard]] std::size_t read_input(char* bytes, std::size_t most);

/// Writes a file whole or not at all: to a temporary beside it, flushed, renamed. An existing file is only replaced
/// with `force`. Throws file_error.
void write_file(const std::string& path, std::string_view text, bool force);

/// What a file's name ends with: "html".
[[nodiscard]] std::string ending_of(const std::string& path);

/// To a file as write_file, or to standard output where none is named.
void deliver(const std::string& path, bool force, std::string_view text);

/// To standard output; throws file_error when it cannot be written (a full disk), closed_pipe when nobody reads it.
void print(std::string_view text);

/// To standard error; throws as print.
void print_aside(std::string_view text);

/// Is standard output, or standard error, a terminal?
[[nodiscard]] bool at_terminal(int descriptor);

}  // namespace nytta::cli
