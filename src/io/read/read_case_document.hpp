// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/read.hpp>

#include <string>

#include "io/document/document.hpp"

namespace nytta {

/// A case from its tree, settings in place. The reading has no fingerprint.
[[nodiscard]] case_reading read_case(document_reading document, const std::string& file_name);

}  // namespace nytta
