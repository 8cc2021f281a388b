// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/arithmetic.hpp>
#include <nytta/core/formula.hpp>

// Ratios of present values. Each has its own name and function: published tools have printed one under another's name.
// A denominator of zero or below makes a ratio undefined, never 0.

namespace nytta {

inline constexpr formula benefit_cost_ratio_formula{
    .id = "benefit_cost_ratio",
    .name_sv = "nyttokostnadskvot",
    .name_en = "benefit-cost ratio",
    .text = "bcr = PVB / PVC",
    .symbols = "PVB, PVC present value of benefits, of costs (kr)",
    .convention = "Undefined when PVC is not above 0.",
    .source = "Critero CVRF (Criterio-inc/cvrf-critero), program text",
    .basis = evidence::code,
    .example = "benefits 180, costs 120: 1.5",
};

inline constexpr formula net_benefit_per_krona_formula{
    .id = "net_benefit_per_krona",
    .name_sv = "nettonytta per satsad krona",
    .name_en = "net benefit per krona spent",
    .text = "(PVB - PVC) / PVC",
    .symbols = "PVB, PVC present value of benefits, of costs (kr)",
    .convention = "Undefined when PVC is not above 0; one less than the benefit-cost ratio.",
    .source = "Inera, Nyttoanalys (nettonytta per satsad krona)",
    .basis = evidence::read,
    .example = "benefits 180, costs 120: 0.5",
};

inline constexpr formula net_present_value_ratio_formula{
    .id = "net_present_value_ratio",
    .name_sv = "nettonuvärdekvot",
    .name_en = "net present value ratio",
    .text = "NPV / PVI",
    .symbols = "NPV net present value (kr), PVI present value of costs of type initial (kr)",
    .convention = "Undefined when PVI is not above 0.",
    .source = "ASEK 5.1, chapter 3 (NNK-i)",
    .basis = evidence::read,
    .example = "net present value 60, initial costs 100: 0.6",
};

/// Benefit–cost ratio (nyttokostnadskvot).                              [BCR]
///   bcr = PVB / PVC          present values of benefits and of costs (money)
///   Costs stand positive. Undefined when PVC ≤ 0.
///   Source: Critero CVRF, program text.  Deviates: undiscounted_ratio.
///   benefit_cost_ratio(180, 120) == 1.5   (tests/unit/flow/ratios.cpp)
template <class Number>
[[nodiscard]] answer<Number> benefit_cost_ratio(const Number& benefits, const Number& costs,
                                                const arithmetic<Number>& by = {}) {
  if (!(Number(0) < costs)) return unanswered<Number>(status::undefined, reason::costs_not_positive);
  return answered(by.divide(benefits, costs));
}

/// Net benefit per krona spent (nettonytta per satsad krona).                              [NBK]
///   (PVB − PVC) / PVC          present values of benefits and of costs (money)
///   Costs stand positive. Undefined when PVC ≤ 0.
///   Source: Inera, Nyttoanalys.  Deviates: none.
///   net_benefit_per_krona(180, 120) == 0.5   (tests/unit/flow/ratios.cpp)
template <class Number>
[[nodiscard]] answer<Number> net_benefit_per_krona(const Number& benefits, const Number& costs,
                                                   const arithmetic<Number>& by = {}) {
  if (!(Number(0) < costs)) return unanswered<Number>(status::undefined, reason::costs_not_positive);
  return answered(by.divide(Number(benefits - costs), costs));
}

/// Net present value ratio (nettonuvärdekvot, NNK-i).                              [NPVR]
///   NPV / PVI          net present value, present value of initial costs (money)
///   Initial costs stand positive. Undefined when PVI ≤ 0.
///   Source: ASEK 5.1, chapter 3 (NNK-i).  Deviates: none.
///   net_present_value_ratio(60, 100) == 0.6   (tests/unit/flow/ratios.cpp)
template <class Number>
[[nodiscard]] answer<Number> net_present_value_ratio(const Number& net_present_value, const Number& initial_costs,
                                                     const arithmetic<Number>& by = {}) {
  if (!(Number(0) < initial_costs)) {
    return unanswered<Number>(status::undefined, reason::initial_costs_not_positive);
  }
  return answered(by.divide(net_present_value, initial_costs));
}

}  // namespace nytta
