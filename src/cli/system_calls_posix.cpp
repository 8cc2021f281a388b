// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/stat.h>
#include <unistd.h>

#include "cli/system_calls.hpp"

namespace nytta::cli::system_calls {

std::vector<std::string> start(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a write that fails, and told as such
#ifdef __GLIBC__
  // What one case of a batch frees, the next one takes: given back in between, its pages are cleared each time.
  constexpr int kept = 1 << 28;
  constexpr int own_mapping = 1 << 25;
  mallopt(M_TRIM_THRESHOLD, kept);
  mallopt(M_MMAP_THRESHOLD, own_mapping);
#endif
  return {argv, argv + argc};
}

int open_to_read(const std::string& path) { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }

int open_new(const std::string& path) { return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); }

std::ptrdiff_t read(int from, char* bytes, std::size_t most) { return ::read(from, bytes, most); }

std::ptrdiff_t write(int to, const char* bytes, std::size_t count) { return ::write(to, bytes, count); }

bool ready_to_read(int from, int milliseconds) {
  pollfd input{from, POLLIN, 0};
  return ::poll(&input, 1, milliseconds) != 0;
}

std::uint64_t size_of(int file) {
  struct stat what {};
  return ::fstat(file, &what) == 0 && S_ISREG(what.st_mode) ? static_cast<std::uint64_t>(what.st_size) : 0;
}

int flush(int file) { return ::fsync(file); }

void close(int file) { ::close(file); }

int replace(const std::string& from, const std::string& to) { return ::rename(from.c_str(), to.c_str()); }

void remove(const std::string& path) { ::unlink(path.c_str()); }

bool at_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

long process_number() { return ::getpid(); }

}  // namespace nytta::cli::system_calls
