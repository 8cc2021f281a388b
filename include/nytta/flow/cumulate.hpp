// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/formula.hpp>
#include <nytta/flow/series.hpp>

#include <cstddef>
#include <vector>

namespace nytta {

inline constexpr formula cumulate_formula{
    .id = "cumulate",
    .name_sv = "ackumulerat flöde",
    .name_en = "accumulated flow",
    .text = "S_k = sum over t = 0..k of a_t",
    .symbols = "a_t amount in column t (kr), S_k accumulated in column k (kr)",
    .convention = "Undiscounted unless the flow is.",
    .source = "Definition",
    .basis = evidence::read,
    .example = "cumulate(-800, 50, 400, 500) == -800, -750, -350, 150",
};

/// Accumulated flow: what has come in, less what has gone out, up to and with each column.            [CUMULATE]
///   S_k = Σ_(t=0…k) a_t          a_t amount, S_k accumulated amount of column k (money)
///   Undiscounted unless the flow is.
///   Source: definition.  Deviates: none.
///   cumulate(−800, 50, 400, 500) == −800, −750, −350, 150   (tests/unit/flow/accumulated.cpp)
template <class Flows>
[[nodiscard]] std::vector<amount_of<Flows>> cumulate(const Flows& flows) {
  std::vector<amount_of<Flows>> out;
  out.reserve(static_cast<std::size_t>(flows.size()));
  amount_of<Flows> sum(0);
  for (std::size_t t = 0; t < static_cast<std::size_t>(flows.size()); ++t) {
    sum += flows[t];
    out.push_back(sum);
  }
  return out;
}

}  // namespace nytta
