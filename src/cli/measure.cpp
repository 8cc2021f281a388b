// SPDX-License-Identifier: Apache-2.0
#include "cli/measure.hpp"

#include <string>
#include <string_view>

#include "io/document/document.hpp"
#include "io/measure/measure_line.hpp"

namespace nytta::cli {

namespace {

constexpr std::size_t block_bytes = 65536;

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

/// Answers lines as they come, and holds no more than one line and one block of answers.
class line_answerer {
 public:
  void take(std::string_view block) {
    for (;;) {
      const auto end = block.find('\n');
      keep(block.substr(0, end));
      if (end == std::string_view::npos) return;
      finish_line();
      block.remove_prefix(end + 1);
    }
  }

  /// The last line needs no line break.
  void finish() {
    finish_line();
    flush();
  }

  void flush() {
    print(answers_);
    answers_.clear();
  }

 private:
  void keep(std::string_view part) {
    if (too_long_ || line_.size() + part.size() > document_limits::bytes) {
      too_long_ = true;
      line_.clear();
    } else {
      line_ += part;
    }
  }

  void finish_line() {
    if (too_long_) {
      add(answer_to_long_line());
    } else if (!blank(line_)) {
      add(answer_line(line_));
    }
    too_long_ = false;
    line_.clear();
  }

  void add(const std::string& answer) {
    answers_ += answer;
    answers_ += '\n';
    if (answers_.size() >= block_bytes) flush();
  }

  std::string line_;
  bool too_long_ = false;
  std::string answers_;
};

}  // namespace

exit_status measure() {
  line_answerer lines;
  char block[block_bytes];
  for (;;) {
    const std::size_t count = read_input(block, sizeof block);
    if (count == 0) break;
    try {
      lines.take({block, count});
    } catch (...) {
      lines.flush();  // a fault of ours takes no answer back that was already found
      throw;
    }
    // Who asks one question at a time and waits gets the answer: a block that came in whole has more behind it.
    if (count < sizeof block) lines.flush();
  }
  lines.finish();
  return exit_status::done;
}

}  // namespace nytta::cli
