// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>

#include <string>

namespace nytta {

/// Many cases as one table: a row per case and alternative, with the figures that every method has as columns. A case
/// that is refused has one row, which says why. In the dialects of to_csv.
[[nodiscard]] std::string portfolio_csv_head(language in);
[[nodiscard]] std::string portfolio_csv_rows(const std::string& file, const outcome<calculation>& of, language in);

}  // namespace nytta
