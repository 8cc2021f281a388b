// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/rate_search.hpp>
#include <nytta/flow/series.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace nytta {

inline constexpr formula irr_formula{
    .id = "irr",
    .name_sv = "internränta (internräntemetoden)",
    .name_en = "internal rate of return",
    .text = "every r > -1 with sum over t of a_t / (1 + r)^t = 0",
    .symbols = "a_t net flow in period t (kr), r rate per period (1)",
    .convention =
        "All real roots, ascending, a multiple root once, with its multiplicity. Not the municipal capital charge rate "
        "of the same "
        "Swedish name.",
    .source = "KTH ME1003 lecture notes (internräntemetoden); Descartes' rule of signs",
    .basis = evidence::read,
    .example = "irr(-1000, 2500, -1540): 0.1 and 0.4",
};

/// Internal rates of return (internränta in the sense of internräntemetoden).                              [IRR]
///   Σ a_t / (1 + r)^t = 0          a_t net flow of period t (money), r rate per period (1)
///   All real roots above −100 %, ascending, each multiple root once, with its multiplicity.
///   Source: KTH ME1003 lecture notes; the roots by Descartes' rule of signs.  Deviates: none.
///   irr(−1000, 2500, −1540) == 10 % and 40 %   (tests/unit/flow/irr.cpp)
/// `none` when no rate exists; undefined for a series of zeros, and not decidable where one double is too small beside
/// another to count (1e-590 of it). Throws std::invalid_argument without flows or for a
/// flow that is not finite. The number type is a binary or high-precision floating one, not `decimal` and not a
/// rational.
template <class Flows>
[[nodiscard]] roots<amount_of<Flows>> irr(const Flows& flows) {
  using number = amount_of<Flows>;
  static_assert(std::numeric_limits<number>::is_specialized && !std::numeric_limits<number>::is_exact,
                "rates of return need a floating-point number: double, or one of Boost's");
  const auto count = static_cast<std::size_t>(flows.size());
  if (count == 0) throw std::invalid_argument("an internal rate of return needs at least one flow");
  std::vector<number> amounts;
  amounts.reserve(count);
  for (std::size_t t = 0; t < count; ++t) {
    const number& flow = flows[t];
    if (!(flow - flow == number(0))) throw std::invalid_argument("a flow is not a finite number");
    amounts.push_back(flow);
  }
  rate_search<number> search;
  search.find(amounts);
  return roots_of(search);
}

/// What a spreadsheet's iteration makes of a guess: the point at which Newton's steps end, or the guess itself where
/// they end nowhere. `step(rate)` is the equation's value over its slope.
template <class Step>
[[nodiscard]] double seen_from(double guess, const Step& step) {
  constexpr int most_iterations = 50;
  double rate = guess;
  for (int i = 0; i < most_iterations; ++i) {
    const double next = rate - step(rate);
    if (!std::isfinite(next) || next <= -1) return guess;
    if (std::abs(next - rate) < 1e-10) return next;
    rate = next;
  }
  return guess;
}

/// The same of the present value of flows one period apart.
[[nodiscard]] inline double irr_seen_from(double guess, std::span<const double> flows) {
  return seen_from(guess, [flows](double rate) {
    const double v = 1 / (1 + rate);
    double value = 0;
    double slope = 0;  // by v
    for (std::size_t t = flows.size(); t-- > 0;) {
      slope = slope * v + value;
      value = value * v + flows[t];
    }
    return value / (-slope * v * v);
  });
}

/// The rate nearest to a guess: what a spreadsheet's IRR would show of them. Passes on why there is none.
template <class Number>
[[nodiscard]] answer<Number> irr_near(const roots<Number>& all, const std::type_identity_t<Number>& guess) {
  if (all.values.empty()) return unanswered<Number>(all.state, all.why);
  const auto distance = [&](const Number& r) { return rate_search_detail::magnitude(Number(r - guess)); };
  const Number* nearest = &all.values.front();
  for (const Number& r : all.values) {
    if (distance(r) < distance(*nearest)) nearest = &r;
  }
  return answered(*nearest);
}

}  // namespace nytta
