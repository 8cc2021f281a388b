// SPDX-License-Identifier: Apache-2.0
#include "cli/line_source.hpp"

#include <algorithm>
#include <cerrno>

#include "cli/files.hpp"
#include "cli/system_calls.hpp"
#include "io/document/document.hpp"

namespace nytta::cli {

namespace {

constexpr std::size_t block_bytes = 65536;
constexpr std::size_t longest_line = document_limits::bytes;

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

/// Waits until there is something to read; false when asked to stop before that.
bool wait_for_input(int from, bool (*asked_to_stop)()) {
  constexpr int milliseconds = 100;
  while (asked_to_stop != nullptr) {
    if (asked_to_stop()) return false;
    if (system_calls::ready_to_read(from, milliseconds)) break;
  }
  return true;
}

}  // namespace

line_source::line_source(const std::string& path)
    : path_(path), from_(path == "-" ? 0 : system_calls::open_to_read(path)) {
  if (from_ < 0) throw failed(path);
  size_ = system_calls::size_of(from_);
}

line_source::~line_source() {
  if (from_ > 2) system_calls::close(from_);
}

bool line_source::read_more(bool (*asked_to_stop)()) {
  buffer_.erase(0, at_);
  searched_ -= at_;
  at_ = 0;
  if (buffer_.size() > longest_line) {  // goes on, and is not kept
    too_long_ = true;
    buffer_.clear();
    searched_ = 0;
  }
  const std::size_t held = buffer_.size();
  for (;;) {
    if (!wait_for_input(from_, asked_to_stop)) break;
    buffer_.resize(held + block_bytes);
    const std::ptrdiff_t count = system_calls::read(from_, buffer_.data() + held, block_bytes);
    buffer_.resize(held + static_cast<std::size_t>(std::max<std::ptrdiff_t>(count, 0)));
    read_ += static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(count, 0));
    if (count > 0) return true;
    if (count == 0) break;
    if (errno != EINTR) throw failed(path_);
  }
  ended_ = true;
  return false;
}

/// Puts the end of the next line that is not blank into line_end_; false when there is none.
bool line_source::find_line(bool (*asked_to_stop)()) {
  while (line_end_ == std::string::npos) {
    std::size_t end = buffer_.find('\n', searched_);
    if (end == std::string::npos) {
      searched_ = buffer_.size();
      if (!ended_ && read_more(asked_to_stop)) continue;
      if (asked_to_stop != nullptr && asked_to_stop()) return false;  // half a line is none
      if (at_ == buffer_.size() && !too_long_) return false;
      end = buffer_.size();  // the last line needs no line break
    }
    too_long_ = too_long_ || end - at_ > longest_line;
    if (too_long_ || !blank(std::string_view(buffer_).substr(at_, end - at_))) {
      line_end_ = end;
    } else {
      ++number_;
      at_ = searched_ = std::min(end + 1, buffer_.size());
    }
  }
  return true;
}

line_source::found line_source::next(std::string& line, bool (*asked_to_stop)()) {
  line.clear();
  if (!find_line(asked_to_stop)) return found::end;
  const bool whole = !too_long_;
  if (whole) line.assign(buffer_, at_, line_end_ - at_);
  ++number_;
  at_ = searched_ = std::min(line_end_ + 1, buffer_.size());
  line_end_ = std::string::npos;
  too_long_ = false;
  return whole ? found::line : found::too_long;
}

bool line_source::at_hand() {
  return ended_ || line_end_ != std::string::npos || buffer_.find('\n', searched_) != std::string::npos;
}

std::string_view line_source::peek() {
  if (!find_line(nullptr) || too_long_) return {};
  return std::string_view(buffer_).substr(at_, line_end_ - at_);
}

std::string line_source::rest() {
  while (!ended_ && buffer_.size() - at_ <= document_limits::bytes) read_more(nullptr);
  if (too_long_) return std::string(document_limits::bytes + 1, ' ');  // it is the reader who says so
  return buffer_.substr(at_);
}

double line_source::share() const {
  return size_ == 0 ? -1 : static_cast<double>(read_ - (buffer_.size() - at_)) / static_cast<double>(size_);
}

}  // namespace nytta::cli
