// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/workbook/book.hpp"

namespace nytta::workbook {

/// The bytes of the book as an .xlsx file: the same for the same book. The spreadsheet library writes files only: they
/// stand in `directory` meanwhile, and are gone afterwards whatever happens. Throws std::runtime_error when it cannot.
[[nodiscard]] std::string xlsx_of(const book& of, const std::string& directory);

}  // namespace nytta::workbook
