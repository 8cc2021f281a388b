// SPDX-License-Identifier: Apache-2.0
#include "io/measure/measure_number.hpp"

#include <charconv>
#include <limits>
#include <system_error>

namespace nytta {

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

constexpr std::size_t units_digits = 19;  // what 64 bits hold

bool is_digit(char c) { return c >= '0' && c <= '9'; }

cpp_int power_of_ten(long n) { return boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(n)); }

}  // namespace

std::optional<measure_number> measure_number::parse(std::string_view text) {
  measure_number out;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    out.negative_ = text.front() == '-';
    text.remove_prefix(1);
  }
  bool any = false;
  bool point = false;
  std::size_t at = 0;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
      continue;
    }
    any = true;
    if (point) --out.exponent_;
    if (text[at] == '0' && out.count_ == 0) continue;
    ++out.count_;
    if (out.count_ <= units_digits) {
      out.units_ = 10 * out.units_ + static_cast<std::uint64_t>(text[at] - '0');
    } else {
      if (out.digits_.empty()) out.digits_ = std::to_string(out.units_);
      out.digits_ += text[at];
    }
  }
  if (!any) return std::nullopt;
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
    text.remove_prefix(at + 1);
    if (text.size() > 1 && text.front() == '+' && is_digit(text[1])) text.remove_prefix(1);
    int shift = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), shift);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
    constexpr long beyond_all = 1000000000;
    out.exponent_ += error == std::errc() ? shift : (text.front() == '-' ? -beyond_all : beyond_all);
  }
  if (out.is_zero()) out.exponent_ = 0;
  // 12.0 is 12: only then is it a whole number of periods to every type.
  while (out.exponent_ < 0 && out.count_ > 1 && out.last_digit_is_zero()) out.drop_last_digit();
  return out;
}

bool measure_number::within(int limit) const {
  if (is_zero()) return true;
  const long leading = exponent_ + static_cast<long>(count_) - 1;
  return leading >= -limit && leading <= limit;
}

cpp_int measure_number::units() const {
  const cpp_int size = digits_.empty() ? cpp_int(units_) : cpp_int(digits_);
  return negative_ ? cpp_int(-size) : size;
}

cpp_rational measure_number::exact() const {
  if (exponent_ >= 0) return cpp_rational(cpp_int(units() * power_of_ten(exponent_)));
  return {units(), power_of_ten(-exponent_)};
}

double measure_number::approximate() const {
  // "digits e exponent" in one piece, so that neither part leaves the range before the other is known.
  const std::string text = (digits_.empty() ? std::to_string(units_) : digits_) + "e" + std::to_string(exponent_);
  double size = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), size).ec == std::errc::result_out_of_range) {
    const bool large = exponent_ + static_cast<long>(count_) > 0;
    size = large ? (std::numeric_limits<double>::max)() : 0;
  }
  return negative_ ? -size : size;
}

}  // namespace nytta
