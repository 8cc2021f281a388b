// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/report.hpp>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <system_error>

#if defined(_WIN32)
#define NYTTA_OPEN_PIPE _popen
#define NYTTA_CLOSE_PIPE _pclose
#else
#define NYTTA_OPEN_PIPE popen
#define NYTTA_CLOSE_PIPE pclose
#endif

namespace nytta {

namespace {

/// A file that is gone with it.
class passing_file {
 public:
  explicit passing_file(const std::string& text) {
    std::random_device chance;
    std::error_code none;
    path_ = std::filesystem::temp_directory_path(none) / ("nytta-" + std::to_string(chance()) + ".gnuplot");
    std::ofstream out(path_, std::ios::binary);
    out << text;
    out.close();
    written_ = !none && out.good();
  }
  ~passing_file() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  passing_file(const passing_file&) = delete;
  passing_file& operator=(const passing_file&) = delete;

  [[nodiscard]] bool written() const { return written_; }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
  bool written_ = false;
};

}  // namespace

std::optional<std::string> drawn_by_gnuplot(const std::string& commands, const void*) {
  const passing_file script(commands);
  if (!script.written() || script.path().find_first_of("\"'`$\\") != std::string::npos) return std::nullopt;
  // -d: nobody's own settings. What it complains of is nothing that the user could mend.
  const std::string command = "gnuplot -d \"" + script.path() + "\" 2>" +
#if defined(_WIN32)
                              "NUL";
#else
                              "/dev/null";
#endif
  std::FILE* pipe = NYTTA_OPEN_PIPE(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string out;
  std::array<char, 65536> block{};
  for (std::size_t count = 1; count > 0;) {
    count = std::fread(block.data(), 1, block.size(), pipe);
    out.append(block.data(), count);
  }
  return NYTTA_CLOSE_PIPE(pipe) == 0 && !out.empty() ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace nytta
