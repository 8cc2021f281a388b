// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/formulas.hpp>
#include <nytta/core/config.hpp>
#include <nytta/flow/formulas.hpp>

namespace nytta {

NYTTA_INLINE std::vector<formula> all_formulas() {
  std::vector<formula> out(measure_formulas.begin(), measure_formulas.end());
  out.insert(out.end(), {linear_uptake_formula, s_curve_uptake_formula, growth_formula, method_ratio_formula});
  return out;
}

}  // namespace nytta
