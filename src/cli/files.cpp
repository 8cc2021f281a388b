// SPDX-License-Identifier: Apache-2.0
#include "cli/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "cli/system_calls.hpp"

namespace nytta::cli {

namespace {

/// One byte more than the reader accepts, so that it is the reader who says that the file is too large.
constexpr std::size_t most_bytes = (std::size_t{16} << 20) + 1;

struct descriptor {
  int number;
  explicit descriptor(int n) : number(n) {}
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  ~descriptor() {
    if (number > 2) system_calls::close(number);
  }
};

/// Why a file could not be had, in both languages where it is a user's everyday slip.
std::string reason_of(int error) {
  switch (error) {
    case ENOENT: return "finns inte / no such file";
    case EACCES: return "får inte öppnas / permission denied";
    case EISDIR: return "är en mapp / is a directory";
    case ENOSPC: return "disken är full / no space left on device";
    default: return std::strerror(error);
  }
}

std::size_t read_some(int from, char* bytes, std::size_t most, const std::string& path) {
  for (;;) {
    const std::ptrdiff_t count = system_calls::read(from, bytes, most);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) throw failed(path);
  }
}

std::string read_all(int from, const std::string& path) {
  std::string text;
  char block[65536];
  while (text.size() < most_bytes) {
    const std::size_t count = read_some(from, block, sizeof block, path);
    if (count == 0) break;
    text.append(block, count);
  }
  return text;
}

void write_all(int to, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const std::ptrdiff_t count = system_calls::write(to, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EPIPE && to == 1) throw closed_pipe{};
    if (count < 0) throw failed(path);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// A file of that name, written and on the disk, closed.
void write_new(const std::string& temporary, std::string_view text, const std::string& path) {
  const descriptor file(system_calls::open_new(temporary));
  if (file.number < 0) throw failed(path);
  write_all(file.number, text, path);
  if (system_calls::flush(file.number) != 0 && errno != EINVAL) throw failed(path);
}

}  // namespace

file_error failed(const std::string& path) { return {path + ": " + reason_of(errno)}; }

std::filesystem::path path_of(std::string_view name) { return std::u8string(name.begin(), name.end()); }

std::string name_of(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  std::string name(text.begin(), text.end());
  constexpr char between = std::filesystem::path::preferred_separator;
  if (between != '/') std::replace(name.begin(), name.end(), between, '/');
  return name;
}

std::string read_file(const std::string& path) {
  if (path == "-") return read_all(0, "-");
  const descriptor file(system_calls::open_to_read(path));
  if (file.number < 0) throw failed(path);
  return read_all(file.number, path);
}

std::size_t read_input(char* bytes, std::size_t most) { return read_some(0, bytes, most, "-"); }

void write_file(const std::string& path, std::string_view text, bool force) {
  if (path == "-") return print(text);
  std::error_code ignored;
  if (!force && std::filesystem::exists(path_of(path), ignored)) {
    throw file_error{path + ": filen finns redan; --force ersätter den / the file exists; --force replaces it"};
  }
  const std::string temporary = path + ".part-" + std::to_string(system_calls::process_number());
  try {
    write_new(temporary, text, path);
    if (system_calls::replace(temporary, path) != 0) throw failed(path);
  } catch (const file_error&) {
    system_calls::remove(temporary);
    throw;
  }
}

void print(std::string_view text) { write_all(1, text, "-"); }

void print_aside(std::string_view text) { write_all(2, text, "-"); }

bool at_terminal(int number) { return system_calls::at_terminal(number); }

std::string ending_of(const std::string& path) {
  std::string out = name_of(path_of(path).extension());
  out.erase(0, out.starts_with('.') ? 1 : 0);
  return out;
}

void deliver(const std::string& path, bool force, std::string_view text) {
  if (path.empty()) {
    print(text);
  } else {
    write_file(path, text, force);
  }
}

}  // namespace nytta::cli
