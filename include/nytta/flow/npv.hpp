// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/arithmetic.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/series.hpp>
#include <nytta/time/timing.hpp>

#include <cstddef>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace nytta {

inline constexpr formula npv_formula{
    .id = "npv",
    .name_sv = "nettonuvärde (kapitalvärde)",
    .name_en = "net present value",
    .text = "sum over t of a_t / (1 + r)^(t + e)",
    .symbols = "a_t net flow in period t (kr), r rate per period (1), e = 0, 1/2 or 1",
    .convention =
        "e = 0: the first flow is today (textbooks); e = 1: it falls at the end of the first period "
        "(spreadsheets' NPV); e = 1/2: in its middle.",
    .source = "KTH ME1003 lecture notes; Microsoft KB Q52221; numpy-financial, npv",
    .basis = evidence::read,
    .example = "npv(-40000, 5000, 8000, 12000, 30000; 8 %, start) == 3065.22267",
};

/// Present value of a series with given factors: the sum of flow × factor. Both are anything with size() and [ ].
/// A flow may itself be a whole column of series (an Eigen array): the result is then the array of their values.
/// Throws std::invalid_argument when the lengths differ or nothing is given.
template <class Flows, class Factors>
[[nodiscard]] amount_of<Flows> npv(const Flows& flows, const Factors& factors) {
  const auto count = static_cast<std::size_t>(flows.size());
  if (count == 0 || count != static_cast<std::size_t>(factors.size())) {
    throw std::invalid_argument("a present value needs one factor per flow, not " + std::to_string(factors.size()) +
                                " factors for " + std::to_string(count) + " flows");
  }
  amount_of<Flows> sum(flows[0] * factors[0]);
  for (std::size_t t = 1; t < count; ++t) sum += flows[t] * factors[t];
  return sum;
}

/// Net present value at one rate.                              [NPV]
///   npv = sum over t of a_t / (1 + r)^(t + e)        a_t money in period t, r yearly rate (1), e = 0, 1/2 or 1
///   timing::start: period 0 is not discounted (e = 0, the textbook's and numpy-financial's convention); timing::end:
///   the first flow is discounted one period (e = 1, the spreadsheets' NPV function).
///   Source: KTH ME1003 lecture notes; Microsoft KB Q52221 (why the spreadsheet's differs).  Deviates: none.
///   npv({-40000, 5000, 8000, 12000, 30000}, 8 %, start) == 3065.22267   (tests/unit/flow/npv.cpp)
/// Any rate but −1; in the middle of periods above −1. Throws std::invalid_argument otherwise, or without flows.
template <class Number>
[[nodiscard]] Number npv(std::span<const std::type_identity_t<Number>> flows, const Number& rate, timing when,
                         const arithmetic<Number>& by = {}) {
  const Number growth(Number(1) + rate);
  if (flows.empty()) throw std::invalid_argument("a present value needs at least one flow");
  if (growth == Number(0)) throw std::invalid_argument("a rate of -100 % has no present value");
  if (when == timing::middle && growth < Number(0)) {
    throw std::invalid_argument("a rate below -100 % has no mid-period present value");
  }
  Number factor(1);
  if (when == timing::middle) factor = by.divide(factor, by.square_root(growth));
  if (when == timing::end) factor = by.divide(factor, growth);
  Number sum(flows.front() * factor);
  for (const Number& flow : flows.subspan(1)) {
    factor = by.divide(factor, growth);
    sum += Number(flow * factor);
  }
  return sum;
}

/// The same for a list written in place.
template <class Number>
[[nodiscard]] Number npv(std::initializer_list<std::type_identity_t<Number>> flows, const Number& rate, timing when,
                         const arithmetic<Number>& by = {}) {
  return npv(std::span<const Number>(flows.begin(), flows.size()), rate, when, by);
}

}  // namespace nytta
