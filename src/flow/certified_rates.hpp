// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/time/day_count.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace nytta {

/// Rates of return as text, ascending; see `roots`.
struct certified_rates {
  status state = status::none;
  std::vector<std::string> values;  ///< plain decimals without trailing zeros: "0.1", "-0.5214066280"
  std::vector<int> multiplicities;  ///< how many times each value is a root
  reason why = reason::answered;
};

/// One term of Σ amount (1 + r)^(−steps/n), n steps making up a period.
struct stepped_flow {
  boost::multiprecision::cpp_rational amount;
  std::int64_t steps = 0;
};

/// All real rates above −100 % at which the exact sum is worth nothing, each rounded half-even to `digits` significant
/// digits, a multiple one once. Flows may stand in any order and share their steps.
///
/// Nothing is guessed. The roots in v = (1+r)^(−1/n) (and in w = 1/v beyond v = 1) are fenced by those of sums with
/// ever fewer changes of sign, as rate_search.hpp says; every sign is that of a number with a proved error bound, taken
/// with more digits when it cannot be told, and a digit is printed when the whole bound rounds to it. Multiple roots,
/// at which no number of digits tells a sign, are found exactly: the sum is divided by what it has in common with its
/// derivative. Only where exponents are too large for that is such a series not decidable, and its reason says so.
///
/// Throws std::invalid_argument without flows, for less than one digit, and for less than one step per period.
[[nodiscard]] certified_rates certified_rates_of(const std::vector<stepped_flow>& flows, std::int64_t steps_per_period,
                                                 int digits);

/// The same for flows one period apart.
[[nodiscard]] certified_rates certified_irr(const std::vector<boost::multiprecision::cpp_rational>& flows,
                                            int digits = 10);

/// The same for dated flows: `parts` are parts of a year from any one date. Throws std::invalid_argument when their
/// number is another than that of the flows.
[[nodiscard]] certified_rates certified_xirr(const std::vector<boost::multiprecision::cpp_rational>& flows,
                                             const std::vector<year_part>& parts, int digits);

}  // namespace nytta
