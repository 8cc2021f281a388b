// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/calculate.hpp>
#include <nytta/io/read.hpp>

#include <string>
#include <string_view>

namespace nytta {

/// The method that a case is to be appraised by: `method_id`, or its own when that is empty. One that does not exist is
/// told among the case's errors. The case has been read (`read.value`).
[[nodiscard]] method_reading method_for(case_reading& read, std::string_view method_id, const std::string& file_name,
                                        method_finder find, const void* context);

/// What was read, appraised, and its numbers looked at; or all that is wrong with the case and the method.
[[nodiscard]] outcome<calculation> appraised(case_reading read, method_reading rules, const std::string& file_name);

}  // namespace nytta
