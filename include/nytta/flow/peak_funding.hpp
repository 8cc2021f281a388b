// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/formula.hpp>
#include <nytta/flow/series.hpp>

#include <cstddef>

namespace nytta {

inline constexpr formula peak_funding_formula{
    .id = "peak_funding",
    .name_sv = "största finansieringsbehov",
    .name_en = "peak funding",
    .text = "peak = max(0, -min over k of S_k)",
    .symbols = "S_k accumulated undiscounted net in column k (kr)",
    .convention = "Undiscounted; 0 when the accumulated net is never below zero.",
    .source = "Definition",
    .basis = evidence::read,
    .example = "peak_funding(-500, 600, -400, 500) == 500",
};

/// The most that must be advanced before the flows carry themselves: max(0, −the lowest accumulated net).
template <class Flows>
[[nodiscard]] amount_of<Flows> peak_funding(const Flows& flows) {
  using Number = amount_of<Flows>;
  Number sum(0);
  Number lowest(0);
  for (std::size_t t = 0; t < static_cast<std::size_t>(flows.size()); ++t) {
    sum += flows[t];
    if (sum < lowest) lowest = sum;
  }
  return Number(Number(0) - lowest);
}

}  // namespace nytta
