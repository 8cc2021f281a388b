// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/method/method.hpp>

#include <string>
#include <utility>
#include <vector>

namespace nytta {

/// One rule or parameter of a method as it is printed: its key, its value, and the ids of the sources it rests on.
struct method_line {
  std::string key;
  std::string value;
  std::string source;
};

/// Every rule and parameter that the method states, in the order of the method file.
[[nodiscard]] std::vector<method_line> lines_of(const method& m, language in);

/// The method with all its rules, parameters and sources.
[[nodiscard]] std::string method_text_page(const method& m, language in);
[[nodiscard]] std::string method_json(const method& m);

/// The lines in which two methods differ.
[[nodiscard]] std::string method_difference(const method& a, const method& b, language in);

}  // namespace nytta
