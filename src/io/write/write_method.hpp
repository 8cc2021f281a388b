// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/method/method.hpp>

#include <string>
#include <utility>
#include <vector>

namespace nytta {

/// One rule or parameter of a method as it is printed: its key, its value, the id of the source it rests on, and how
/// well that is known (read, code, recalled or default). What the method is silent about and the house decides has the
/// source "nytta" and the evidence "default"; a rule without a source has neither.
struct method_line {
  std::string key;
  std::string value;
  std::string source;
  std::string evidence;
};

/// Every rule and parameter that the method states, in the order of the method file.
[[nodiscard]] std::vector<method_line> lines_of(const method& m, language in);

/// The method with all its rules, parameters and sources.
[[nodiscard]] std::string method_text_page(const method& m, language in);
[[nodiscard]] std::string method_json(const method& m);

/// The lines in which two methods differ, under their ids, or under the names that tell them apart where these are one.
[[nodiscard]] std::string method_difference(const method& a, const method& b, std::string_view name_a,
                                            std::string_view name_b, language in);
[[nodiscard]] std::string method_difference_json(const method& a, const method& b, language in);

}  // namespace nytta
