// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A diagnostic is one sentence about the user's input: a stable code, where it stands, and the values that belong in
// the sentence. The sentence itself is in the table of message.hpp, so that it can be read in Swedish or English.

namespace nytta {

/// How much a diagnostic weighs. An error refuses the input; a warning (a finding) never changes a figure.
enum class severity : unsigned char { error, warning };

/// Where something stands in the user's text: line and column count from 1 (0: unknown), columns in characters.
/// In JSON, which has no lines for us, `pointer` holds the JSON pointer ("/costs/0/amount").
struct place {
  std::string file;
  int line = 0;
  int column = 0;
  std::string pointer;
};

/// "file:line:column", or "file#pointer" in JSON, or the file alone.
[[nodiscard]] inline std::string to_string(const place& where) {
  if (!where.pointer.empty()) return where.file + "#" + where.pointer;
  if (where.line == 0) return where.file;
  return where.file + ":" + std::to_string(where.line) + ":" + std::to_string(where.column);
}

/// One remark on the input. `code` is stable ("N0204"); `arguments` fill {0}, {1} … of its message.
struct diagnostic {
  std::string_view code;  ///< points into the message table, never into temporary text
  place where;
  std::vector<std::string> arguments;
};

using diagnostics = std::vector<diagnostic>;

}  // namespace nytta
