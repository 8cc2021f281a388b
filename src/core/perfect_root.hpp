// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <optional>
#include <utility>

namespace nytta {

/// The nth root of a whole number that is not negative, where it is whole.
[[nodiscard]] inline std::optional<boost::multiprecision::cpp_int> perfect_root(const boost::multiprecision::cpp_int& x,
                                                                                unsigned n) {
  using boost::multiprecision::cpp_int;
  if (x < 2 || n == 1) return x;
  if (n > msb(x)) return std::nullopt;  // x is below 2^n
  cpp_int root = cpp_int(1) << (msb(x) / n + 1);
  for (;;) {  // Newton's steps from above, until they no longer fall
    const cpp_int power = boost::multiprecision::pow(root, n - 1);
    cpp_int next = ((n - 1) * root + x / power) / n;
    if (next >= root) break;
    root = std::move(next);
  }
  if (boost::multiprecision::pow(root, n) != x) return std::nullopt;
  return root;
}

/// The same of a fraction that is not negative.
[[nodiscard]] inline std::optional<boost::multiprecision::cpp_rational> perfect_root(
    const boost::multiprecision::cpp_rational& x, unsigned n) {
  const auto above = perfect_root(boost::multiprecision::cpp_int(numerator(x)), n);
  if (!above) return std::nullopt;
  const auto below = perfect_root(boost::multiprecision::cpp_int(denominator(x)), n);
  if (!below) return std::nullopt;
  return boost::multiprecision::cpp_rational(*above, *below);
}

}  // namespace nytta
