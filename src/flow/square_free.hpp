// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <vector>

namespace nytta {

/// A polynomial with whole coefficients; element t belongs to x^t, the last is not 0.
using integer_polynomial = std::vector<boost::multiprecision::cpp_int>;

/// The polynomial with each of its roots once: P divided by the greatest common divisor of P and P', a constant factor
/// apart. The usual case, P itself, is proved modulo one prime.
[[nodiscard]] integer_polynomial square_free_part(const integer_polynomial& p);

/// The quotient; throws std::invalid_argument unless q divides p exactly.
[[nodiscard]] integer_polynomial divided(const integer_polynomial& p, const integer_polynomial& q);

}  // namespace nytta
