// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/formula.hpp>
#include <nytta/core/language.hpp>

#include <string_view>

namespace nytta {

/// A formula as people read it in a language; most are signs alone, the same in both.
[[nodiscard]] std::string_view formula_text(const formula& of, language in);

}  // namespace nytta
