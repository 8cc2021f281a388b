// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nytta::workbook {

/// Names of cells as spreadsheets take them. A name begins with a letter or `_` and holds letters (Swedish ones too),
/// digits, `_` and `.`; it must not read as a cell (AB12, R1C1), and case makes no difference. Other characters of an
/// id become `_`; a name that would begin otherwise, or read as a cell, gets `_` before it; one that is taken `_2`,
/// `_3` …
class cell_names {
 public:
  [[nodiscard]] std::string name_for(std::string_view wanted);

 private:
  std::vector<std::string> taken_;  ///< in lower case
};

}  // namespace nytta::workbook
