// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/calculate.hpp>
#include <nytta/io/read.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace nytta {

/// Methods that have been read, so that many cases by a few of them read each once. (What a method is based on is
/// taken to stay as it is meanwhile.) One object serves one thread at a time.
class method_shelf {
 public:
  explicit method_shelf(method_finder find, const void* context = nullptr) : find_(find), context_(context) {}

  /// As the function below.
  [[nodiscard]] method_reading method_for(case_reading& read, std::string_view method_id, const std::string& file_name);

 private:
  struct shelved {
    method_text source;
    method_reading reading;
    bool borrows_a_name = false;  ///< of a shipped method whose text it is not
  };
  static constexpr std::size_t most_methods = 64;

  /// The method with that name or path, or nullptr. What was taken down before may be gone.
  const shelved* take_down(std::string_view wanted, const std::string& from_file);

  method_finder find_;
  const void* context_;
  std::vector<shelved> shelf_;
};

/// The method that a case is to be appraised by: `method_id`, or its own when that is empty. One that does not exist is
/// told among the case's errors. The case has been read (`read.value`).
[[nodiscard]] method_reading method_for(case_reading& read, std::string_view method_id, const std::string& file_name,
                                        method_finder find, const void* context);

/// What was read, appraised, and its numbers looked at; or all that is wrong with the case and the method.
[[nodiscard]] outcome<calculation> appraised(case_reading read, method_reading rules, const std::string& file_name);

}  // namespace nytta
