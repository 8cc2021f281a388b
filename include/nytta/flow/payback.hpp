// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/arithmetic.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/series.hpp>

#include <cstddef>
#include <stdexcept>

namespace nytta {

/// Which return to zero counts: the one that lasts, or the first one, whatever comes after.
enum class crossing : unsigned char { lasting, first };

inline constexpr formula payback_formula{
    .id = "payback",
    .name_sv = "återbetalningstid",
    .name_en = "payback period",
    .text = "k - 1 - S_(k-1) / a_k, with k the first column from which S never falls below 0 (0 when k = 0)",
    .symbols = "a_k net in column k (kr), S_k accumulated net (kr), result in years from the first column's flow",
    .convention =
        "Lasting crossing unless the first is asked for; linear within a year; discounted when the flows are.",
    .source =
        "Critero CVRF (Criterio-inc/cvrf-critero), program text: linear within a year; the lasting crossing is "
        "defined in docs/format.md, section 2",
    .basis = evidence::code,
    .example = "payback(-500, 600, -400, 500) == 2.6; the first crossing is 0.833333",
};

/// Payback period (återbetalningstid), in periods from the first flow.                              [PAYBACK]
///   k − 1 − S_(k−1) / a_k       a_k net of period k, S_k the accumulated net (money); 0 when k = 0
///   k is the first period from which S never again falls below 0 (lasting) or in which S ≥ 0 (first). Pass discounted
///   flows for the discounted payback. Flow k is at time k whatever the timing.
///   Source: Critero CVRF, program text (linear within a year, first crossing); the lasting crossing corrects it.
///   Deviates: first_crossing_payback.
///   payback(−500, 600, −400, 500) == 2.6, its first crossing 0.833333   (tests/unit/flow/payback.cpp)
/// `none` when S ends below 0 (lasting) or never reaches 0 (first). Throws std::invalid_argument without flows.
template <class Flows>
[[nodiscard]] answer<amount_of<Flows>> payback(const Flows& flows, crossing which = crossing::lasting,
                                               const arithmetic<amount_of<Flows>>& by = {}) {
  using Number = amount_of<Flows>;
  const auto count = static_cast<std::size_t>(flows.size());
  if (count == 0) throw std::invalid_argument("a payback period needs at least one flow");
  bool paid = false;
  std::size_t column = 0;  // of the crossing
  Number before(0);        // accumulated just before it
  Number sum(0);
  for (std::size_t k = 0; k < count; ++k) {
    const Number last = sum;
    sum += flows[k];
    if (sum < Number(0)) {
      if (which == crossing::lasting) paid = false;
    } else if (!paid) {
      paid = true;
      column = k;
      before = last;
    }
  }
  if (!paid) return unanswered<Number>(status::none, reason::never_paid_back);
  if (column == 0) return answered(Number(0));
  return answered(Number(Number(static_cast<int>(column) - 1) - by.divide(before, flows[column])));
}

}  // namespace nytta
