// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/method/method.hpp>

#include <string>

namespace nytta::cli {

/// A case with comments that calculates as it stands, under the method called `id`. Its numbers are examples, marked as
/// assumptions.
[[nodiscard]] std::string case_template(const method& m, const std::string& id, language in);

}  // namespace nytta::cli
