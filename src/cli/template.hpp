// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/method/method.hpp>

#include <string>
#include <string_view>

namespace nytta::cli {

/// A line of a template in both languages.
struct template_line {
  std::string_view sv;
  std::string_view en;
};

/// A case with comments that calculates as it stands, under the method called `id`. Its numbers are examples, marked as
/// assumptions.
[[nodiscard]] std::string case_template(const method& m, const std::string& id, language in);

/// A method file with comments that reads as it stands and says what `base`, called `id`, says; each rule that it shows
/// is in force without the # before it.
[[nodiscard]] std::string method_template(const method& base, const std::string& id, language in);

}  // namespace nytta::cli
