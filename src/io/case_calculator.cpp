// SPDX-License-Identifier: Apache-2.0
#include "io/case_calculator.hpp"

#include "io/document/sha256.hpp"
#include "io/read/read_case_document.hpp"
#include "io/read/settings.hpp"

namespace nytta {

outcome<calculation> case_calculator::calculate(document_reading document, std::string_view text,
                                                const std::string& file_name) {
  if (document.root) apply_settings(*document.root, settings_, document.errors);
  case_reading read = read_case(std::move(document), file_name);
  read.sha256 = sha256(text);
  if (!read.value) return std::move(read.errors);
  method_reading rules = methods_.method_for(read, method_id_, file_name);
  return appraised(std::move(read), std::move(rules), file_name);
}

}  // namespace nytta
