// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>

#include <string_view>

namespace nytta {

/// The language that the text of a case asks for, for one that is refused.
[[nodiscard]] language language_of_case(std::string_view text);

}  // namespace nytta
