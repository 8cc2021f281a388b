// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/document/document.hpp"

namespace nytta {

/// A text made fit for a parser: no byte-order mark, no control characters, lines that end with \n or \r\n.
struct document_text {
  std::string text;
  diagnostics errors;
  bool readable = true;  ///< false: too large, empty, or not UTF-8
};

/// What both forms ask of a text before it is parsed.
[[nodiscard]] document_text prepared_text(std::string_view bytes, const std::string& file);

}  // namespace nytta
