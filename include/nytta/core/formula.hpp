// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace nytta {

/// How a source was used: read itself, read as program text, or known without having been read again; or that there is
/// none, and whoever wrote the rule decided it.
enum class evidence : unsigned char { read, code, recalled, decided };

/// The word for it in files and output: "read".
[[nodiscard]] constexpr std::string_view name(evidence grade) {
  switch (grade) {
    case evidence::read: return "read";
    case evidence::code: return "code";
    case evidence::recalled: return "recalled";
    case evidence::decided: return "default";
  }
  return {};
}

/// A formula as data, beside the function that calculates it: `nytta formulas`, the workbook's notes and the
/// documentation print the same object. No page is named that nobody has read.
struct formula {
  std::string_view id;  ///< stable: "npv"
  std::string_view name_sv;
  std::string_view name_en;
  std::string_view text;        ///< the formula itself
  std::string_view symbols;     ///< each symbol with its unit
  std::string_view convention;  ///< what is counted how, where others differ
  std::string_view source;
  evidence basis = evidence::read;
  std::string_view example;  ///< numbers that a test holds
};

}  // namespace nytta
