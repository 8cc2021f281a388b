// SPDX-License-Identifier: Apache-2.0
#include "cli/door.hpp"

#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/method/shipped.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

#include "io/read/keys.hpp"
#include "method/shipped_texts.hpp"

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
    if (count < 0 && errno == EPIPE && to == 1) throw closed_pipe{};
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

bool coloured(const std::string& color) {
  if (color == "always" || color == "never") return color == "always";
  if (color != "auto") throw usage_error{"--color " + color + ": auto | always | never"};
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string_view(value == nullptr ? "" : value);
  };
  return at_terminal(1) && set("NO_COLOR").empty() && set("TERM") != "dumb";
}

void tell(const diagnostics& what, language in) {
  std::string out;
  for (const auto& d : what) {
    const auto& row = message_of(d.code);
    out += to_string(d.where) + ": " + (row.weight == severity::error ? "error" : "warning") + "[" +
           std::string(d.code) + "]: " + text(d, in) + "\n    " + advice(d, in) + "\n";
  }
  write_all(2, out, "-");
}

void tell_sentence(const std::string& sentence) { write_all(2, "nytta: " + sentence + "\n", "-"); }

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

language language_of_case(std::string_view text) {
  constexpr std::string_view key = "language";
  text = text.substr(0, text.find("\n["));  // from the first table on, keys are not the file's own
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t\"'", at - 1);
    const bool first = before == std::string_view::npos || text.substr(before, 1).find_first_of("\n{,") == 0;
    std::string_view value = text.substr(at + key.size());
    value.remove_prefix(std::min(value.find_first_not_of(" \t\"'=:"), value.size()));
    if (first) return value.starts_with("en") ? language::en : language::sv;
  }
  return language::sv;
}

}  // namespace nytta::cli
