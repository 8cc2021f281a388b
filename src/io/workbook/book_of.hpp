// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>

#include "io/workbook/book.hpp"

namespace nytta::workbook {

/// The workbook of a calculation, before it is a file.
[[nodiscard]] book book_of(const calculation& of, language in);

}  // namespace nytta::workbook
