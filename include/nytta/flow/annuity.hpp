// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/arithmetic.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/time/horizon.hpp>
#include <nytta/time/timing.hpp>

#include <cmath>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace nytta {

inline constexpr formula annuity_factor_formula{
    .id = "annuity_factor",
    .name_sv = "nusummefaktor",
    .name_en = "annuity factor",
    .text = "(1 - (1 + r)^-n) / r",
    .symbols = "r rate (1), n payments, the first after one period",
    .convention = "n when the rate is 0.",
    .source = "KTH ME1003 lecture notes (NUS)",
    .basis = evidence::read,
    .example = "6 % over 20 years: 11.469921",
};

inline constexpr formula equivalent_annual_amount_formula{
    .id = "equivalent_annual_amount",
    .name_sv = "annuitet",
    .name_en = "equivalent annual amount",
    .text = "NPV / sum over j = 1..n of v(first_year - base_year + j)",
    .symbols = "NPV net present value (kr), v discount factor (1), n years",
    .convention = "Paid at year ends whatever the timing; n is one less than the columns when flows fall at the start.",
    .source = "KTH ME1003 lecture notes (annuity method); HM Treasury, Green Book (equivalent annual cost)",
    .basis = evidence::read,
    .example = "1 000 000 over 10 years at 2.5 %: 114258.76317714",
};

/// Annuity factor (nusummefaktor): the present value of 1 at the end of each of n periods.                  [NUS]
///   (1 − (1+r)^−n) / r          r rate per period (1), n number of payments
///   n when r is 0; summed term by term in number types that divide with rounding, so that small rates lose nothing.
///   Source: KTH ME1003 lecture notes; Energimyndigheten's table of factors.  Deviates: none.
///   annuity_factor(6 %, 20) == 11.469921   (tests/unit/flow/annuity.cpp)
/// r above −1, n ≥ 0; throws std::invalid_argument otherwise.
template <class Number>
[[nodiscard]] Number annuity_factor(const Number& rate, int periods, const arithmetic<Number>& by = {}) {
  if (!(Number(-1) < rate)) throw std::invalid_argument("the rate of an annuity must be above -100 %");
  if (periods < 0) {
    throw std::invalid_argument("an annuity has no " + std::to_string(periods) + " payments");
  }
  if constexpr (std::is_floating_point_v<Number>) {
    if (rate == 0) return static_cast<Number>(periods);
    return -std::expm1(-static_cast<Number>(periods) * std::log1p(rate)) / rate;
  } else {
    const Number growth(Number(1) + rate);
    Number factor(1);
    Number sum(0);
    for (int i = 0; i < periods; ++i) {
      factor = by.divide(factor, growth);
      sum += factor;
    }
    return sum;
  }
}

/// Sum of discount factors: the divisor of an equivalent annual amount.                              [NUS]
///   Σ_(j=1…n) v(first_year − base_year + j)          v discount factor (1), n number of payments
///   Year ends whatever the timing; n = years − 1 for timing::start, else years. At one rate, and discounted to the
///   first year, it is the annuity factor.
///   Source: KTH ME1003 lecture notes (NUS).  Deviates: none.
///   sum_of_factors at 2.5 % over 10 years == 8.752063931   (tests/unit/flow/annuity.cpp)
/// Undefined when that leaves no year.
template <class Number>
[[nodiscard]] answer<Number> sum_of_factors(const discount_schedule<Number>& schedule, const horizon& h, timing when,
                                            const arithmetic<Number>& by = {}) {
  const int payments = when == timing::start ? h.years - 1 : h.years;
  if (payments <= 0) return unanswered<Number>(status::undefined, reason::no_year_end);
  Number factor = discount_factor(schedule, h, years_from_base(h, 0), by);
  Number sum(0);
  for (int j = 0; j < payments; ++j) {
    factor = by.divide(factor, Number(Number(1) + schedule.rate_in(year_of(h, j), h)));
    sum += factor;
  }
  return answered(sum);
}

/// Equivalent annual amount (annuitet): the same amount at the end of every year with the same present value.   [EAA]
///   NPV / Σ_(j=1…n) v(first_year − base_year + j)          NPV money, v discount factor (1)
///   Paid at year ends whatever the timing; n = years − 1 for timing::start, else years.
///   Source: KTH ME1003 lecture notes (the annuity method).  Deviates: none.
///   equivalent_annual_amount of 1 000 000 over 10 years at 2.5 % == 114258.76317714   (tests/unit/flow/annuity.cpp)
template <class Number>
[[nodiscard]] answer<Number> equivalent_annual_amount(const Number& net_present_value,
                                                      const discount_schedule<Number>& schedule, const horizon& h,
                                                      timing when, const arithmetic<Number>& by = {}) {
  answer<Number> sum = sum_of_factors(schedule, h, when, by);
  if (sum.has_value()) sum.value = by.divide(net_present_value, sum.value);
  return sum;
}

}  // namespace nytta
