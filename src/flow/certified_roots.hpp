// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <string>
#include <vector>

namespace nytta {

/// Rates of return as text, ascending; see `roots`.
struct certified_rates {
  status state = status::none;
  std::vector<std::string> values;  ///< plain decimals without trailing zeros: "0.1", "-0.5214066280"
  reason why = reason::answered;
};

/// All real rates above −100 % at which the exact series is worth nothing, each rounded half-even to `digits`
/// significant digits, a multiple one once.
///
/// Nothing is guessed: the roots of the square-free part in v = 1/(1+r) (and in w = 1 + r beyond v = 1) are isolated by
/// subdivision, where a bound of the second derivative proves a cell empty or the polynomial monotone in it; the signs
/// at the ends are exact; and a cell is halved until both its ends print the same digits, or, at a tie, until the sign
/// at the tie itself decides. Throws std::invalid_argument without flows or for less than one digit.
[[nodiscard]] certified_rates certified_irr(const std::vector<boost::multiprecision::cpp_rational>& flows,
                                            int digits = 10);

}  // namespace nytta
