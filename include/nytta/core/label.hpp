// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>

#include <span>
#include <string>
#include <string_view>

namespace nytta {

/// One text of the output: the name of a figure, a heading, a step of the working. {0} stands for its subject.
struct label {
  std::string_view key;
  std::string_view sv;
  std::string_view en;
};

/// All texts of the output, ascending by key.
[[nodiscard]] std::span<const label> labels();

/// The text of a key. Throws std::out_of_range for a key that is not in the table.
[[nodiscard]] std::string_view label_text(std::string_view key, language in);

/// The same with {0} replaced by `subject`.
[[nodiscard]] std::string label_text(std::string_view key, std::string_view subject, language in);

}  // namespace nytta

#if defined(NYTTA_HEADER_ONLY)
#include <nytta/core/label-inl.hpp>
#endif
