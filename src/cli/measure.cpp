// SPDX-License-Identifier: Apache-2.0
#include "cli/measure.hpp"

#include <string>

#include "cli/line_source.hpp"
#include "io/measure/measure_line.hpp"

namespace nytta::cli {

exit_status measure() {
  constexpr std::size_t block_bytes = 65536;
  line_source lines("-");
  std::string line;
  std::string answers;
  const auto flush = [&answers] {
    print(answers);
    answers.clear();
  };
  try {
    for (;;) {
      // Who asks one question at a time and waits gets the answer.
      if (answers.size() >= block_bytes || !lines.at_hand()) flush();
      const auto found = lines.next(line);
      if (found == line_source::found::end) break;
      answers += found == line_source::found::too_long ? answer_to_long_line() : answer_line(line);
      answers += '\n';
    }
  } catch (const std::exception&) {
    flush();  // a fault of ours takes no answer back that was already found
    throw;
  }
  flush();
  return exit_status::done;
}

}  // namespace nytta::cli
