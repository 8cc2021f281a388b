// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/calculate.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/appraised.hpp"
#include "io/document/document.hpp"

namespace nytta {

/// calculate() for case after case: the methods that they name are read once. One object serves one thread at a time.
class case_calculator {
 public:
  case_calculator(std::vector<setting> settings, std::string method_id, method_finder find, const void* context)
      : settings_(std::move(settings)), method_id_(std::move(method_id)), methods_(find, context) {}

  /// `text` is what the document was read from.
  [[nodiscard]] outcome<calculation> calculate(document_reading document, std::string_view text,
                                               const std::string& file_name);

 private:
  std::vector<setting> settings_;
  std::string method_id_;
  method_shelf methods_;
};

}  // namespace nytta
