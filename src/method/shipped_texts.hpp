// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nytta {

/// A method file as it lies in src/method, embedded when the library is built.
struct shipped_text {
  std::string_view id;
  std::string_view text;
};

/// All of them, ascending by id.
[[nodiscard]] std::span<const shipped_text> shipped_texts();

/// "esv, inera-skr, sundsvall": what may stand where an unknown method did.
[[nodiscard]] std::string shipped_ids();

}  // namespace nytta
