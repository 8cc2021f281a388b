// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>

#include <string>

// The workbook: an appraisal as a spreadsheet that goes on calculating. Component `workbook` of the CMake package,
// since it needs libxlsxwriter.

namespace nytta {

/// The bytes of an .xlsx file: conventions, factors, effects, years, results, sensitivity, the working as live
/// formulas, and sources. Each factor's likely value is the cell factor_<id>, each figure the cell
/// <alternative>_<figure>; after a change of a factor the figures become what `calculate` gives with that setting, in
/// Excel and in LibreOffice. Texts of the case are texts and never formulas. The same calculation gives the same bytes.
/// The spreadsheet library works through files: they stand in `directory` meanwhile and are gone afterwards. Throws
/// std::runtime_error when they cannot be written there.
[[nodiscard]] std::string to_workbook(const calculation& of, language in, const std::string& directory);

}  // namespace nytta
