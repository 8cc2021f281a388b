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

/// Peak funding: the most that must be advanced before the flows carry themselves.                     [PEAK]
///   max(0, −min_k S_k)          S_k accumulated net up to and with column k (money)
///   Undiscounted; 0 when the accumulated net is never below zero.
///   Source: definition.  Deviates: none.
///   peak_funding(−500, 600, −400, 500) == 500   (tests/unit/flow/accumulated.cpp)
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
