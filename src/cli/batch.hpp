// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "cli/door.hpp"
#include "cli/line_source.hpp"

namespace nytta::cli {

/// nytta calc DIR: every case in a folder and below it, in the order of their paths. One line per case (--format
/// jsonl), or per case and alternative (csv); what is refused or cannot be read stands in its place, and the run goes
/// on. The same bytes on any number of threads, and the same memory for any number of cases. The status is that of the
/// worst case: refused, or a file that cannot be read.
[[nodiscard]] exit_status calc_folder(const case_options& options, const std::optional<int>& threads);

/// The same of a stream with a case as JSON on each line. Who writes a line and waits gets the answer.
[[nodiscard]] exit_status calc_lines(const case_options& options, const std::optional<int>& threads,
                                     line_source& lines);

/// Is the line one whole JSON object?
[[nodiscard]] bool is_json_object(std::string_view line);

}  // namespace nytta::cli
