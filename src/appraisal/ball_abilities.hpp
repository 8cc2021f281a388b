// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/evaluate.hpp>

#include "core/ball.hpp"

namespace nytta {

template <class Centre>
struct number_abilities<ball_of<Centre>> {
  static constexpr bool real_powers = true;
  static constexpr bool rates_of_return = false;  // found exactly, from rationals
};

}  // namespace nytta
