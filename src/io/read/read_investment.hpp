// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/read/case_draft.hpp"
#include "io/read/values.hpp"

namespace nytta {

/// [[assets]], [budget], [[retired_assets]] and [request], after the costs that they name.
void read_investment(const document_node& root, value_reader& values, case_draft& draft);

}  // namespace nytta
