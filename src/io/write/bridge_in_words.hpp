// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/compare.hpp>

#include <string>
#include <vector>

namespace nytta {

/// The way from one result to another as it is told: the first and last rows are the results, those between what each
/// difference contributes.
struct bridge_in_words {
  struct row {
    std::string name;
    std::string digits;  ///< "-797.71"
    std::string shown;   ///< "-797,71", "+1 264 259,70" of a step
    bool step = false;
  };
  std::string heading;  ///< the figure and its unit
  std::vector<row> rows;
  std::string silent;  ///< what differs without moving the figure; empty: nothing
};

/// Of an end that has steps.
[[nodiscard]] bridge_in_words bridge_words(const comparison& of, const compared_end& end, language in);

}  // namespace nytta
