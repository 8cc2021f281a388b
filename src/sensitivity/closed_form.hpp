// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/sensitivity/simulate.hpp>

#include <span>

#include "appraisal/block_program.hpp"

namespace nytta {

/// Mean and standard deviation of a sum of products of the factors. The mean where no product holds two factors that
/// are correlated with each other; the deviation where, besides, all that are correlated are normal and stand alone.
[[nodiscard]] exact_moments closed_form(const block_program::polynomial& figure,
                                        std::span<const fitted_distribution> factors,
                                        std::span<const double> correlation);

}  // namespace nytta
