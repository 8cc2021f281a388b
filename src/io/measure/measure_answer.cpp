// SPDX-License-Identifier: Apache-2.0
#include "io/measure/measure_answer.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

namespace nytta::measure_detail {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

namespace {

constexpr double most_exact_bits = 3e5;     // of all factors together: more take seconds
constexpr int largest_value = 10000;        // exponent of ten
constexpr int longest_plain_exponent = 30;  // 0.000…1 and 1000…0 are written out up to here

/// The decimal as text; refused where it lies beyond what is printed.
std::string written(const decimal_units& value) {
  const auto leading = static_cast<int>(cpp_int(abs(value.units)).str().size()) - 1 - value.decimals;
  if (!value.units.is_zero() && (leading >= largest_value || leading < -largest_value)) {
    refuse_question("N0317", {std::to_string(largest_value)});
  }
  return plain_text(value, longest_plain_exponent);
}

}  // namespace

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string without_value(status state, reason why) {
  return "{\"status\":\"" + std::string(name(state)) + "\",\"reason\":" + quoted(std::string(text(why, language::en))) +
         "}";
}

std::string with(const certified_value& found) {
  if (!found.decided) refuse_question("N0316", {});
  if (!found.value) return without_value(found.state, found.why);
  return "{\"status\":\"ok\",\"value\":\"" + written(*found.value) + "\"}";
}

std::optional<measure_number> guess_of(const measure_question& q) {
  if (!q.has("guess")) return std::nullopt;
  return q.rate("guess", rate_domain::above_minus_one);
}

double bits_of(const measure_number& x) {
  return 3.33 * (static_cast<double>(x.digits()) + std::abs(static_cast<double>(x.exponent())));
}

in_fractions fractions_of(double bits_per_period, double periods, std::size_t terms) {
  return bits_per_period * periods * static_cast<double>(terms) > most_exact_bits ? in_fractions::too_long
                                                                                  : in_fractions::possible;
}

namespace {

/// A rate as other values are written: long zeros give way to an exponent.
std::string written(const std::string& rate) {
  const auto number = measure_number::parse(rate);
  return plain_text({number->units(), -number->exponent()}, longest_plain_exponent);
}

}  // namespace

std::string with_rates(const certified_rates& found, const std::optional<double>& seen, single_rate one) {
  if (found.values.empty()) return without_value(found.state, found.why);
  std::string out = "{\"status\":\"" + std::string(name(found.state)) + "\",";
  if (one == single_rate::alone && found.values.size() == 1) {
    out += "\"value\":\"" + written(found.values.front()) + "\"";
  } else {
    out += "\"values\":[";
    for (const std::string& rate : found.values) {
      if (&rate != found.values.data()) out += ',';
      out += "\"" + written(rate) + "\"";
    }
    out += ']';
  }
  if (std::any_of(found.multiplicities.begin(), found.multiplicities.end(), [](int m) { return m > 1; })) {
    out += ",\"multiplicities\":[";
    for (std::size_t i = 0; i < found.multiplicities.size(); ++i) {
      if (i > 0) out += ',';
      out += std::to_string(found.multiplicities[i]);
    }
    out += ']';
  }
  if (seen) {
    const std::string* near = nullptr;
    double least = 0;
    for (const std::string& rate : found.values) {
      const double distance = std::abs(measure_number::parse(rate)->approximate() - *seen);
      if (near == nullptr || distance < least) {
        near = &rate;
        least = distance;
      }
    }
    out += ",\"near\":\"" + written(*near) + "\"";
  }
  return out + "}";
}

std::vector<cpp_rational> whole_amounts(const std::vector<measure_number>& amounts) {
  int least = 0;
  for (const measure_number& a : amounts) {
    if (!a.is_zero()) least = (std::min)(least, a.exponent());
  }
  std::vector<cpp_rational> out;
  out.reserve(amounts.size());
  for (const measure_number& a : amounts) {
    const int shift = a.is_zero() ? 0 : a.exponent() - least;
    out.emplace_back(shift == 0
                         ? a.units()
                         : cpp_int(a.units() * boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(shift))));
  }
  return out;
}

}  // namespace nytta::measure_detail
