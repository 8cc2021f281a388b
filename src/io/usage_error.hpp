// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace nytta {

/// A mistake in what was asked, not in the case: exit status 2 of the command, NYTTA_USAGE in C.
struct usage_error {
  std::string sentence;
};

}  // namespace nytta
