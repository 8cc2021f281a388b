// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nytta::cli {

/// The lines of a file, or of standard input for "-", as they come: one line and one block of input are held, however
/// long the stream is. Blank lines are passed over. Throws file_error for what cannot be read.
class line_source {
 public:
  explicit line_source(const std::string& path);
  ~line_source();
  line_source(const line_source&) = delete;
  line_source& operator=(const line_source&) = delete;

  enum class found : unsigned char { line, too_long, end };

  /// The next line, without its end; of one that is longer than any document may be, nothing. While it waits for input
  /// it looks now and then whether it is `asked_to_stop`, and the lines end there.
  found next(std::string& line, bool (*asked_to_stop)() = nullptr);

  /// Whether next() answers without waiting for more input.
  [[nodiscard]] bool at_hand();

  /// The line that next() gives, which stays; empty at the end, or when it is too long.
  [[nodiscard]] std::string_view peek();

  /// All that next() has not given, as it came; a document at most.
  [[nodiscard]] std::string rest();

  /// The number of the line that next() gave last, counted from 1.
  [[nodiscard]] std::uint64_t number() const { return number_; }

  /// Which share of a file has been given; nothing below 0 where its size is not known.
  [[nodiscard]] double share() const;

 private:
  bool read_more(bool (*asked_to_stop)());
  bool find_line(bool (*asked_to_stop)());

  std::string path_;
  int from_;
  std::uint64_t size_ = 0;  ///< of a file; 0: not known
  std::uint64_t read_ = 0;  ///< bytes
  std::uint64_t number_ = 0;
  std::string buffer_;
  std::size_t at_ = 0;        ///< where the next line begins
  std::size_t searched_ = 0;  ///< up to here there is no line end
  std::size_t line_end_ = std::string::npos;
  bool too_long_ = false;
  bool ended_ = false;
};

}  // namespace nytta::cli
