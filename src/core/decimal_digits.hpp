// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

// Plain decimals ("-1234.50") of any length as whole numbers of their last place, and back.

namespace nytta {

/// The digits behind the point.
[[nodiscard]] inline int decimals_of(const std::string& digits) {
  const auto point = digits.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
}

/// The number in units of 10^-decimals; it has no more decimals than that.
[[nodiscard]] inline boost::multiprecision::cpp_int units_of(std::string digits, int decimals) {
  const int own = decimals_of(digits);
  std::erase(digits, '.');
  digits.append(static_cast<std::size_t>(decimals - own), '0');
  const bool negative = digits.starts_with('-');
  const auto first = digits.find_first_not_of("-0");
  const boost::multiprecision::cpp_int size(first == std::string::npos ? "0" : digits.substr(first));
  return negative ? boost::multiprecision::cpp_int(-size) : size;
}

/// Digits with their point, so many places from the end.
[[nodiscard]] inline std::string pointed_text(bool negative, std::string digits, int decimals) {
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  if (negative) digits.insert(0, 1, '-');
  return digits;
}

/// A whole number of 10^-decimals as text.
[[nodiscard]] inline std::string decimal_text(const boost::multiprecision::cpp_int& units, int decimals) {
  return pointed_text(units < 0, boost::multiprecision::cpp_int(abs(units)).str(), decimals);
}
[[nodiscard]] inline std::string decimal_text(std::int64_t units, int decimals) {
  return pointed_text(units < 0, std::to_string(units < 0 ? -units : units), decimals);
}

}  // namespace nytta
