// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// What the operating system does for us, one file per system: files by descriptor, with errno when one fails (below 0),
// and nothing translated on the way. Paths are UTF-8. Descriptors 0, 1 and 2 are standard input, output and error.

namespace nytta::cli::system_calls {

/// Before anything else: the streams as they are to be, and the command line in UTF-8, the program's name first.
[[nodiscard]] std::vector<std::string> start(int argc, char** argv);

/// Opens a file to be read. A folder fails here or when it is read, as EISDIR.
[[nodiscard]] int open_to_read(const std::string& path);

/// Makes a file to be written; fails where there is one.
[[nodiscard]] int open_new(const std::string& path);

/// Bytes read or written: fewer than asked for at the end of a file, in a pipe, or when interrupted (EINTR).
[[nodiscard]] std::ptrdiff_t read(int from, char* bytes, std::size_t most);
[[nodiscard]] std::ptrdiff_t write(int to, const char* bytes, std::size_t count);

/// Is there something to read, or the end, within so long? A file always has.
[[nodiscard]] bool ready_to_read(int from, int milliseconds);

/// The bytes of a file; 0 of what is none (a pipe, a terminal).
[[nodiscard]] std::uint64_t size_of(int file);

/// To the disk.
[[nodiscard]] int flush(int file);
void close(int file);

/// Renames a file, over another one that bears the name.
[[nodiscard]] int replace(const std::string& from, const std::string& to);
void remove(const std::string& path);

[[nodiscard]] bool at_terminal(int descriptor);

/// A number that no other running program has.
[[nodiscard]] long process_number();

}  // namespace nytta::cli::system_calls
