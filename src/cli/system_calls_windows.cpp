// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>

#include "cli/system_calls.hpp"

// Windows' own headers, in the order that they ask for.
// clang-format off
#define WIN32_LEAN_AND_MEAN
#if !defined(NOMINMAX)
#define NOMINMAX
#endif
#include <windows.h>
#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <shellapi.h>
#include <sys/stat.h>
// clang-format on

namespace nytta::cli::system_calls {

namespace {

std::wstring wide(std::string_view text) {
  const int bytes = static_cast<int>(text.size());
  const int length = MultiByteToWideChar(CP_UTF8, 0, text.data(), bytes, nullptr, 0);
  std::wstring out(static_cast<std::size_t>(length), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), bytes, out.data(), length);
  return out;
}

std::string narrow(std::wstring_view text) {
  const int count = static_cast<int>(text.size());
  const int length = WideCharToMultiByte(CP_UTF8, 0, text.data(), count, nullptr, 0, nullptr, nullptr);
  std::string out(static_cast<std::size_t>(length), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), count, out.data(), length, nullptr, nullptr);
  return out;
}

HANDLE handle_of(int descriptor) { return reinterpret_cast<HANDLE>(_get_osfhandle(descriptor)); }

/// A console, which takes characters and no bytes; nullptr for a file or a pipe.
HANDLE console_of(int descriptor) {
  const HANDLE handle = handle_of(descriptor);
  DWORD mode = 0;
  return GetConsoleMode(handle, &mode) != 0 ? handle : nullptr;
}

/// As many of the bytes, at most `most`, as end with a whole character.
std::size_t whole_characters(const char* bytes, std::size_t count, std::size_t most) {
  if (count <= most) return count;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xc0U) == 0x80U) --end;
  return end > 0 ? end : most;
}

constexpr std::size_t most_at_once = 16384;  // a console takes no more in one go, and _write no more than an int

}  // namespace

std::vector<std::string> start(int, char**) {
  for (const int stream : {0, 1, 2}) _setmode(stream, _O_BINARY);
  for (const int stream : {1, 2}) {
    const HANDLE console = console_of(stream);
    DWORD mode = 0;
    if (console == nullptr || GetConsoleMode(console, &mode) == 0) continue;
    SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);  // colours; an old console shows none
  }
  int count = 0;
  wchar_t** const words = CommandLineToArgvW(GetCommandLineW(), &count);
  std::vector<std::string> out;
  for (int i = 0; i < count; ++i) out.push_back(narrow(words[i]));
  LocalFree(words);
  return out;
}

int open_to_read(const std::string& path) {
  const std::wstring name = wide(path);
  const DWORD kind = GetFileAttributesW(name.c_str());
  if (kind != INVALID_FILE_ATTRIBUTES && (kind & FILE_ATTRIBUTE_DIRECTORY) != 0) {
    errno = EISDIR;
    return -1;
  }
  return _wopen(name.c_str(), _O_RDONLY | _O_BINARY | _O_NOINHERIT);
}

int open_new(const std::string& path) {
  return _wopen(wide(path).c_str(), _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
}

std::ptrdiff_t read(int from, char* bytes, std::size_t most) {
  const int count = _read(from, bytes, static_cast<unsigned>((std::min)(most, std::size_t{1} << 30U)));
  FILE_STANDARD_INFO what;
  if (count < 0 && GetFileInformationByHandleEx(handle_of(from), FileStandardInfo, &what, sizeof what) != 0 &&
      what.Directory) {
    errno = EISDIR;
  }
  return count;
}

std::ptrdiff_t write(int to, const char* bytes, std::size_t count) {
  const std::size_t now = whole_characters(bytes, count, most_at_once);
  const HANDLE console = console_of(to);
  if (console == nullptr) return _write(to, bytes, static_cast<unsigned>(now));
  const std::wstring text = wide({bytes, now});
  DWORD written = 0;
  if (WriteConsoleW(console, text.data(), static_cast<DWORD>(text.size()), &written, nullptr) == 0) {
    errno = EIO;
    return -1;
  }
  return static_cast<std::ptrdiff_t>(now);
}

bool ready_to_read(int from, int milliseconds) {
  const HANDLE handle = handle_of(from);
  if (GetFileType(handle) != FILE_TYPE_PIPE) return true;
  DWORD waiting = 0;  // a pipe cannot be waited for
  for (int waited = 0; PeekNamedPipe(handle, nullptr, 0, nullptr, &waiting, nullptr) != 0 && waiting == 0; ++waited) {
    if (waited >= milliseconds) return false;
    Sleep(1);
  }
  return true;
}

std::uint64_t size_of(int file) {
  LARGE_INTEGER size{};
  const HANDLE handle = handle_of(file);
  const bool known = GetFileType(handle) == FILE_TYPE_DISK && GetFileSizeEx(handle, &size) != 0;
  return known ? static_cast<std::uint64_t>(size.QuadPart) : 0;
}

int flush(int file) { return _commit(file); }

void close(int file) { _close(file); }

int replace(const std::string& from, const std::string& to) {
  if (MoveFileExW(wide(from).c_str(), wide(to).c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0) {
    return 0;
  }
  errno = GetLastError() == ERROR_FILE_NOT_FOUND ? ENOENT : EACCES;
  return -1;
}

void remove(const std::string& path) { _wunlink(wide(path).c_str()); }

bool at_terminal(int descriptor) { return console_of(descriptor) != nullptr; }

long process_number() { return _getpid(); }

}  // namespace nytta::cli::system_calls
