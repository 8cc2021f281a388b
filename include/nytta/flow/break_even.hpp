// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/series.hpp>

#include <cstddef>
#include <stdexcept>

namespace nytta {

inline constexpr formula break_even_formula{
    .id = "break_even",
    .name_sv = "år då nyttorna överstiger kostnaderna",
    .name_en = "break-even year",
    .text = "the first k with sum over t = 0..k of b_t > sum over t = 0..k of c_t",
    .symbols = "b_t benefits, c_t costs in column t (kr)",
    .convention = "Undiscounted and accumulated; strictly more than the costs.",
    .source = "Inera, Nyttoanalys (break-even year)",
    .basis = evidence::read,
    .example = "benefits 215400, 430800 against costs 475000, 150000: column 1",
};

/// Break-even column: when the benefits have overtaken the costs.                              [BREAKEVEN]
///   the first k with Σ_(t=0…k) b_t > Σ_(t=0…k) c_t          b_t benefits, c_t costs of column t (money), k from 0
///   Undiscounted and accumulated; to be level is not enough.
///   Source: Inera, Nyttoanalys (break-even year).  Deviates: none.
///   break_even_column({215400, 430800}, {475000, 150000}) == 1   (tests/unit/flow/accumulated.cpp)
/// `none` when they never do. Throws std::invalid_argument when the lengths differ.
template <class Benefits, class Costs>
[[nodiscard]] answer<int> break_even_column(const Benefits& benefits, const Costs& costs) {
  using Number = amount_of<Benefits>;
  const auto count = static_cast<std::size_t>(benefits.size());
  if (count != static_cast<std::size_t>(costs.size()))
    throw std::invalid_argument("benefits and costs need the same columns");
  Number net(0);
  for (std::size_t k = 0; k < count; ++k) {
    net += benefits[k];
    net -= costs[k];
    if (Number(0) < net) return answered(static_cast<int>(k));
  }
  return unanswered<int>(status::none, reason::never_breaks_even);
}

}  // namespace nytta
