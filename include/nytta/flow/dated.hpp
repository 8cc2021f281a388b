// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/compounding.hpp>
#include <nytta/flow/rate_search.hpp>
#include <nytta/time/date.hpp>
#include <nytta/time/day_count.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

// Flows on dates of their own, in any order and as many on one day as there are.

namespace nytta {

inline constexpr formula xnpv_formula{
    .id = "xnpv",
    .name_sv = "nettonuvärde av daterade flöden",
    .name_en = "net present value of dated flows",
    .text = "sum over i of a_i (1 + r)^(-t_i)",
    .symbols = "a_i flow (kr), r yearly rate (1), t_i part of a year from the first listed date to the flow's (1)",
    .convention =
        "Discounted to the first date listed; earlier dates compound. act/365f unless another day count is given.",
    .source = "Anexen/pyxirr, xnpv; Microsoft Excel, XNPV",
    .basis = evidence::code,
    .example =
        "-10000, 2750, 4250, 3250, 2750 on 2008-01-01, 2008-03-01, 2008-10-30, 2009-02-15, 2009-04-01 at 9 %: "
        "2086.64760203",
};

inline constexpr formula xnfv_formula{
    .id = "xnfv",
    .name_sv = "slutvärde av daterade flöden",
    .name_en = "net future value of dated flows",
    .text = "sum over i of a_i (1 + r)^(T_i)",
    .symbols = "a_i flow (kr), r yearly rate (1), T_i part of a year from the flow's date to the latest one (1)",
    .convention = "Compounded to the latest date, wherever it is listed. act/365f unless another day count is given.",
    .source = "Anexen/pyxirr, xnfv",
    .basis = evidence::code,
    .example = "-1000 on 2025-01-01 and 500 on 2026-01-01 at 10 %: -600",
};

inline constexpr formula xirr_formula{
    .id = "xirr",
    .name_sv = "internränta för daterade flöden",
    .name_en = "internal rate of return of dated flows",
    .text = "every r > -1 with sum over i of a_i (1 + r)^(-t_i) = 0",
    .symbols = "a_i flow (kr), r yearly rate (1), t_i part of a year from any one date to the flow's (1)",
    .convention = "All real roots, ascending, with multiplicities. act/365f unless another day count is given.",
    .source = "Anexen/pyxirr, xirr; Microsoft Excel, XIRR; Descartes' rule of signs for any exponents",
    .basis = evidence::code,
    .example =
        "-10000, 2750, 4250, 3250, 2750 on 2008-01-01, 2008-03-01, 2008-10-30, 2009-02-15, 2009-04-01: "
        "0.373362533519",
};

namespace dated_detail {

inline void require_pairs(std::size_t flows, std::size_t dates) {
  if (flows == 0 || flows != dates) {
    throw std::invalid_argument("dated flows need one date each, not " + std::to_string(dates) + " dates for " +
                                std::to_string(flows) + " flows");
  }
}

/// Σ a_i g^(e_i), e_i the given parts of a year. Where powers of the number type are long work, one root is taken for
/// each length of a year, and the powers are whole ones of it. Flows of one moment are added first, and those in parts
/// of one length are multiplied by their growth since the first of them, so that what cancels does so before a root is
/// taken.
template <class Number>
[[nodiscard]] Number worth(const Number& rate, std::span<const Number> flows, const std::vector<year_part>& parts) {
  Number sum(0);
  if constexpr (std::is_floating_point_v<Number>) {
    for (std::size_t i = 0; i < flows.size(); ++i) {
      sum += flows[i] *
             compounded(rate, static_cast<Number>(parts[i].numerator) / static_cast<Number>(parts[i].denominator));
    }
    return sum;
  } else {
    std::vector<std::pair<year_part, Number>> terms;
    terms.reserve(flows.size());
    for (std::size_t i = 0; i < flows.size(); ++i) terms.emplace_back(parts[i], flows[i]);
    const auto nothing = [](const auto& t) { return whole_periods(t.second) == 0; };
    terms.erase(std::remove_if(terms.begin(), terms.end(), nothing), terms.end());
    std::stable_sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
      const year_part& x = a.first;
      const year_part& y = b.first;
      return x.denominator != y.denominator ? x.denominator < y.denominator : x.numerator < y.numerator;
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (kept > 0 && terms[kept - 1].first == terms[i].first) {
        terms[kept - 1].second += terms[i].second;
      } else if (kept++ != i) {
        terms[kept - 1] = std::move(terms[i]);
      }
    }
    terms.resize(kept);
    terms.erase(std::remove_if(terms.begin(), terms.end(), nothing), terms.end());
    if (terms.empty()) return sum;

    const auto whole = [](std::int64_t n) {  // through ints, which every number type takes
      constexpr std::int64_t half = std::int64_t{1} << 30;
      return Number(Number(Number(static_cast<int>(n / half)) * Number(static_cast<int>(half))) +
                    Number(static_cast<int>(n % half)));
    };
    const Number growth(Number(1) + rate);
    std::vector<std::pair<std::int64_t, Number>> roots;  // of the growth, with their degrees
    const auto power = [&](std::int64_t numerator, std::int64_t denominator) {
      const std::int64_t common = std::gcd(numerator, denominator);
      const std::int64_t degree = denominator / common;
      auto root = std::find_if(roots.begin(), roots.end(), [&](const auto& r) { return r.first == degree; });
      if (root == roots.end()) {
        root = roots.insert(root, {degree, real_power(growth, Number(Number(1) / whole(degree)))});
      }
      return Number(whole_power(root->second, numerator / common));
    };
    const year_part first = terms.front().first;
    const bool one_length = terms.back().first.denominator == first.denominator;
    const std::int64_t since = one_length ? first.numerator : 0;
    for (const auto& [part, amount] : terms) sum += Number(amount * power(part.numerator - since, part.denominator));
    return since == 0 ? sum : Number(sum * power(since, first.denominator));
  }
}

}  // namespace dated_detail

/// Net present value of dated flows (nettonuvärde).                              [XNPV]
///   Σ a_i (1 + r)^(−t_i)          a_i flow (money), r yearly rate (1), t_i part of a year from the first listed date
///   Discounted to the first date listed; flows on earlier dates are compounded. Order and repeated dates are free.
///   Source: Anexen/pyxirr, xnpv; Microsoft Excel, XNPV.  Deviates: none.
///   xnpv(9 %, Microsoft's five flows) == 2086.64760203   (tests/unit/flow/dated.cpp)
/// The rate is above −1; throws std::invalid_argument otherwise, without flows, or without one date for each.
template <class Number>
[[nodiscard]] Number xnpv(const Number& rate, std::span<const std::type_identity_t<Number>> flows,
                          std::span<const date> dates, day_count convention = day_count::act_365f) {
  dated_detail::require_pairs(flows.size(), dates.size());
  if (!(Number(-1) < rate)) throw std::invalid_argument("the rate of dated flows must be above -100 %");
  std::vector<year_part> parts;
  parts.reserve(dates.size());
  for (const date& d : dates) parts.push_back(year_fraction(d, dates.front(), convention));
  return dated_detail::worth<Number>(rate, flows, parts);
}

/// Net future value of dated flows (slutvärde).                              [XNFV]
///   Σ a_i (1 + r)^(T_i)
///       a_i flow (money), r yearly rate (1), T_i part of a year from its date to the latest one (1)
///   Source: Anexen/pyxirr, xnfv.  Deviates: none.
///   xnfv(10 %, −1000 and 500 a year later) == −600   (tests/unit/flow/dated.cpp)
/// As xnpv.
template <class Number>
[[nodiscard]] Number xnfv(const Number& rate, std::span<const std::type_identity_t<Number>> flows,
                          std::span<const date> dates, day_count convention = day_count::act_365f) {
  dated_detail::require_pairs(flows.size(), dates.size());
  if (!(Number(-1) < rate)) throw std::invalid_argument("the rate of dated flows must be above -100 %");
  const date latest = *std::max_element(dates.begin(), dates.end());
  std::vector<year_part> parts;
  parts.reserve(dates.size());
  for (const date& d : dates) parts.push_back(year_fraction(d, latest, convention));
  return dated_detail::worth<Number>(rate, flows, parts);
}

/// Internal rates of return of dated flows (internränta).                              [XIRR]
///   Σ a_i (1 + r)^(−t_i) = 0          a_i flow (money), r yearly rate (1), t_i part of a year from the earliest date
///   All real roots above −100 %, ascending, with multiplicities. Flows of one day are added; their order is free.
///   Source: Anexen/pyxirr, xirr; Microsoft Excel, XIRR; Descartes' rule of signs.  Deviates: none.
///   xirr(Microsoft's five flows) == 0.373362533519   (tests/unit/flow/dated.cpp)
/// Statuses as irr; the number type is a floating-point one. Throws std::invalid_argument without flows, without one
/// date for each, or for a flow that is not finite.
template <class Number>
[[nodiscard]] roots<Number> xirr(std::span<const Number> flows, std::span<const date> dates,
                                 day_count convention = day_count::act_365f) {
  static_assert(std::numeric_limits<Number>::is_specialized && !std::numeric_limits<Number>::is_exact,
                "rates of return need a floating-point number: double, or one of Boost's");
  dated_detail::require_pairs(flows.size(), dates.size());
  std::vector<std::pair<date, Number>> days;
  days.reserve(flows.size());
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (!(flows[i] - flows[i] == Number(0))) throw std::invalid_argument("a flow is not a finite number");
    days.emplace_back(dates[i], flows[i]);
  }
  std::stable_sort(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Number> amounts;
  std::vector<Number> years;
  for (const auto& [day, amount] : days) {
    const year_part part = year_fraction(days.front().first, day, convention);
    const Number t(Number(static_cast<long long>(part.numerator)) / Number(static_cast<long long>(part.denominator)));
    if (!years.empty() && !(years.back() < t)) {
      amounts.back() += amount;  // also two days that the convention counts as one
    } else {
      amounts.push_back(amount);
      years.push_back(t);
    }
  }
  rate_search<Number> search;
  search.find(amounts, years);
  return roots_of(search);
}

}  // namespace nytta
