// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/compounding.hpp>

#include <cmath>
#include <cstddef>
#include <span>
#include <type_traits>

namespace nytta {

inline constexpr formula mirr_formula{
    .id = "mirr",
    .name_sv = "modifierad internränta",
    .name_en = "modified internal rate of return",
    .text = "(FV of positive flows / -PV of negative flows)^(1/(n-1)) - 1",
    .symbols = "FV at the reinvestment rate in the last period (kr), PV at the finance rate in period 0 (kr), n flows",
    .convention = "All periods count, also those without a flow; flow 0 is at time 0.",
    .source = "numpy-financial, mirr; Microsoft Excel, MIRR",
    .basis = evidence::code,
    .example = "mirr(-1000, 100, 250, 500, 500; 10 %, 10 %) == 0.10401626746",
};

/// Modified internal rate of return.                              [MIRR]
///   (Σ a_t⁺ (1+q)^(n−1−t) / −Σ a_t⁻ (1+f)^(−t))^(1/(n−1)) − 1
///       a_t⁺, a_t⁻ positive and negative flows (money), f finance and q reinvestment rate (1), n number of flows
///   All n periods count, also those without a flow.
///   Source: numpy-financial, mirr; Microsoft Excel, MIRR.  Deviates: none.
///   mirr(−1000, 100, 250, 500, 500; 10 %, 10 %) == 0.10401626746   (tests/unit/flow/mirr.cpp)
/// Undefined with fewer than two flows, without both a positive and a negative one, or at a rate of −1; none when no
/// real root exists (rates below −1 can make the ratio negative). The number type has /= and pow, as a floating-point
/// one or a ball has, and `decimal` and rationals have not.
template <class Number>
[[nodiscard]] answer<Number> mirr(std::span<const std::type_identity_t<Number>> flows, const Number& finance_rate,
                                  const Number& reinvest_rate) {
  static_assert(real_powered<Number>,
                "a modified rate of return needs a number with /= and pow: double, or one of Boost's floating ones");
  using std::pow;
  if (flows.size() < 2) return unanswered<Number>(status::undefined, reason::needs_two_periods);
  const Number finance(Number(1) + finance_rate);
  const Number reinvest(Number(1) + reinvest_rate);
  if (finance == Number(0) || reinvest == Number(0)) {
    return unanswered<Number>(status::undefined, reason::rate_minus_one);
  }
  bool gains = false;
  bool losses = false;
  Number future(0);   // of the positive flows, in the last period
  Number present(0);  // of the negative flows, in period 0
  Number discount(1);
  for (const Number& flow : flows) {
    future *= reinvest;
    if (Number(0) < flow) {
      gains = true;
      future += flow;
    } else if (flow < Number(0)) {
      losses = true;
      present += Number(flow * discount);
    }
    discount /= finance;
  }
  if (!gains || !losses) return unanswered<Number>(status::undefined, reason::needs_both_signs);
  if (present == Number(0)) return unanswered<Number>(status::undefined, reason::division_by_zero);
  const Number ratio(Number(0) - Number(future / present));
  const int periods = static_cast<int>(flows.size()) - 1;
  if (ratio < Number(0)) {
    // A negative number has a real root of odd degree only, and then a growth below zero: no rate above −100 %.
    return unanswered<Number>(status::none, reason::no_positive_ratio);
  }
  return answered(Number(Number(pow(ratio, Number(Number(1) / Number(periods)))) - Number(1)));
}

}  // namespace nytta
