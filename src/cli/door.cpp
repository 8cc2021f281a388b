// SPDX-License-Identifier: Apache-2.0
#include "cli/door.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

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
    if (number > 2) ::close(number);
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

std::string read_all(int from, const std::string& path) {
  std::string text;
  char block[65536];
  while (text.size() < most_bytes) {
    const ssize_t count = ::read(from, block, sizeof block);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw file_error{path + ": " + reason_of(errno)};
    if (count == 0) break;
    text.append(block, static_cast<std::size_t>(count));
  }
  return text;
}

void write_all(int to, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t count = ::write(to, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw file_error{path + ": " + reason_of(errno)};
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace

std::vector<setting> case_options::settings() const {
  std::vector<setting> out;
  for (const auto& s : set) {
    const auto equals = s.find('=');
    if (equals == std::string::npos) throw usage_error{"--set " + s + ": KEY=VALUE"};
    out.push_back({s.substr(0, equals), s.substr(equals + 1)});
  }
  return out;
}

std::string read_file(const std::string& path) {
  if (path == "-") return read_all(0, "-");
  const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number < 0) throw file_error{path + ": " + reason_of(errno)};
  return read_all(file.number, path);
}

void write_file(const std::string& path, std::string_view text, bool force) {
  if (path == "-") return print(text);
  std::error_code ignored;
  if (!force && std::filesystem::exists(path, ignored)) {
    throw file_error{path + ": filen finns redan; --force ersätter den / the file exists; --force replaces it"};
  }
  const std::string temporary = path + ".part-" + std::to_string(::getpid());
  try {
    const descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.number < 0) throw file_error{path + ": " + reason_of(errno)};
    write_all(file.number, text, path);
    if (::fsync(file.number) != 0 && errno != EINVAL) throw file_error{path + ": " + reason_of(errno)};
    if (::rename(temporary.c_str(), path.c_str()) != 0) throw file_error{path + ": " + reason_of(errno)};
  } catch (const file_error&) {
    ::unlink(temporary.c_str());
    throw;
  }
}

void print(std::string_view text) { write_all(1, text, "-"); }

bool at_terminal(int number) { return ::isatty(number) == 1; }

void tell(const diagnostics& what, language in) { write_all(2, told(what, in), "-"); }

void complain(std::string_view sentence) { std::fputs(("nytta: " + std::string(sentence) + "\n").c_str(), stderr); }

std::optional<method_text> find_method(std::string_view name, const std::string& from_file, const void* context) {
  if (const auto shipped = find_shipped_method(name, from_file, context)) return shipped;
  std::error_code ignored;
  std::filesystem::path file(name);
  const auto* given = static_cast<const method_names*>(context);
  const bool here = given != nullptr && std::find(given->begin(), given->end(), name) != given->end() &&
                    std::filesystem::is_regular_file(file, ignored);
  if (!here) file = std::filesystem::path(from_file).parent_path() / file;
  if (!std::filesystem::is_regular_file(file, ignored)) return std::nullopt;
  try {
    return method_text{read_file(file.string()), file.string()};
  } catch (const file_error&) {
    return std::nullopt;  // what cannot be read is no method, which is a remark on the case that names it
  }
}

}  // namespace nytta::cli
