// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

// The methods that ship with the library, as the TOML files they are: read_method (io/read.hpp) makes them values.

namespace nytta {

/// The ids of the methods that ship, in alphabetical order.
[[nodiscard]] std::vector<std::string_view> shipped_method_ids();

/// The text of a shipped method; nothing for an unknown id.
[[nodiscard]] std::optional<std::string_view> shipped_method_text(std::string_view id);

}  // namespace nytta
