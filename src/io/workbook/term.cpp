// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/term.hpp"

#include <nytta/core/decimal_double.hpp>
#include <nytta/flow/mirr.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

namespace nytta::workbook {

namespace {

constexpr double error = std::numeric_limits<double>::quiet_NaN();

double number_in(const cell_value& v) {
  const double* n = std::get_if<double>(&v);
  return n != nullptr ? *n : error;
}

bool holds_text(const cell_value& v) { return std::holds_alternative<std::string>(v); }

std::string enclosed(const term& t, binding at_least) { return t.binds < at_least ? "(" + t.text + ")" : t.text; }

std::string arguments(std::string_view function, std::initializer_list<const term*> of) {
  std::string out(function);
  out += '(';
  bool first = true;
  for (const term* t : of) {
    if (!first) out += ',';
    first = false;
    out += t->text;
  }
  return out + ')';
}

std::size_t length(const term& a, const term& b) { return (std::max)(a.values.size(), b.values.size()); }

const cell_value& at(const term& t, std::size_t i) { return t.values.size() == 1 ? t.values[0] : t.values[i]; }

template <class Do>
term combined(const term& a, const term& b, std::string_view sign, binding binds, binding right, Do&& calculate) {
  term out{enclosed(a, binds) + std::string(sign) + enclosed(b, right), binds, {}};
  for (std::size_t i = 0; i < length(a, b); ++i) {
    out.values.emplace_back(calculate(number_in(at(a, i)), number_in(at(b, i))));
  }
  return out;
}

template <class Do>
term called(std::string_view function, const term& a, Do&& calculate) {
  term out{arguments(function, {&a}), binding::atom, {}};
  for (const auto& v : a.values) out.values.emplace_back(calculate(v));
  return out;
}

/// All values in one number.
template <class Do>
term reduced(std::string text, const term& a, Do&& calculate) {
  std::vector<double> numbers;
  for (const auto& v : a.values) {
    if (!holds_text(v)) numbers.push_back(number_in(v));
  }
  return {std::move(text), binding::atom, {cell_value(calculate(numbers))}};
}

double as_number(bool condition) { return condition ? 1 : 0; }

/// A comparison with something that is no number is an error.
template <class Do>
double compared(double a, double b, Do&& holds) {
  return std::isnan(a) || std::isnan(b) ? error : as_number(holds(a, b));
}

double to_decimals(double x, int decimals, rounding how) {
  if (!std::isfinite(x)) return error;
  // Spreadsheets look at the 15 digits that they show.
  const double scale = std::pow(10.0, decimals);
  const double shifted = std::abs(x) * scale;
  const double noise = 1e-15 * shifted;
  double whole = std::floor(shifted);
  if (how == rounding::half_up) {
    whole = std::floor(shifted + 0.5 + noise);
  } else if (how == rounding::up) {
    whole = std::ceil(shifted - noise);
  } else {
    whole = std::floor(shifted + noise);
  }
  return std::copysign(whole / scale, x);
}

term in_pieces(std::string_view function, const term& a, const term& decimals, rounding how) {
  term out{arguments(function, {&a, &decimals}), binding::atom, {}};
  for (const auto& v : a.values) {
    const double places = decimals.number();
    out.values.emplace_back(std::isnan(places) ? error : to_decimals(number_in(v), static_cast<int>(places), how));
  }
  return out;
}

term counted(const term& a, std::string_view condition, bool (*holds)(double)) {
  return reduced("COUNTIF(" + a.text + ",\"" + std::string(condition) + "\")", a, [&](const auto& numbers) {
    return static_cast<double>(std::count_if(numbers.begin(), numbers.end(), holds));
  });
}

}  // namespace

const cell_value& term::value() const {
  if (values.size() != 1) throw std::logic_error("a range has no single value: " + text);
  return values.front();
}

double term::number() const { return number_in(value()); }

term number(double value) {
  char digits[64];
  char* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  std::replace(digits, end, 'e', 'E');
  return {std::string(digits, end), value < 0 ? binding::sign : binding::atom, {cell_value(value)}};
}

term number(const decimal& value) {
  return {value.normalized().to_string(),
          value.is_negative() ? binding::sign : binding::atom,
          {cell_value(to_double(value))}};
}

term quoted(std::string_view text) {
  // Spreadsheets take at most 255 characters in one piece; 120 of ours are never more than 240 bytes of theirs.
  constexpr std::size_t most = 120;
  std::string out = "\"";
  std::size_t in_piece = 0;
  for (const char c : text) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // of a character in UTF-8
    if (begins && in_piece >= most) {
      out += "\"&\"";
      in_piece = 0;
    }
    out += c;
    if (c == '"') out += c;
    in_piece += begins ? 1 : 0;
  }
  return {out + '"', binding::atom, {cell_value(std::string(text))}};
}

term reference(std::string name, std::vector<cell_value> values) {
  return {std::move(name), binding::atom, std::move(values)};
}

term operator+(const term& a, const term& b) {
  return combined(a, b, "+", binding::sum, binding::product, [](double x, double y) { return x + y; });
}
term operator-(const term& a, const term& b) {
  return combined(a, b, "-", binding::sum, binding::product, [](double x, double y) { return x - y; });
}
term operator*(const term& a, const term& b) {
  return combined(a, b, "*", binding::product, binding::power, [](double x, double y) { return x * y; });
}
term operator/(const term& a, const term& b) {
  return combined(a, b, "/", binding::product, binding::power,
                  [](double x, double y) { return y == 0 ? error : x / y; });
}
term operator-(const term& a) {
  term out{"-" + enclosed(a, binding::power), binding::sign, {}};
  // A minus before a power would be read as part of its base.
  if (a.binds == binding::power) out.text = "-(" + a.text + ")";
  for (const auto& v : a.values) out.values.emplace_back(-number_in(v));
  return out;
}
term power(const term& base, const term& exponent) {
  return combined(base, exponent, "^", binding::power, binding::sign,
                  [](double x, double y) { return x == 0 && y <= 0 ? error : std::pow(x, y); });
}

term equal(const term& a, const term& b) {
  return combined(a, b, "=", binding::comparison, binding::sum,
                  [](double x, double y) { return compared(x, y, [](double p, double q) { return p == q; }); });
}
term below(const term& a, const term& b) {
  return combined(a, b, "<", binding::comparison, binding::sum,
                  [](double x, double y) { return compared(x, y, [](double p, double q) { return p < q; }); });
}
term at_most(const term& a, const term& b) {
  return combined(a, b, "<=", binding::comparison, binding::sum,
                  [](double x, double y) { return compared(x, y, [](double p, double q) { return p <= q; }); });
}
term is_text(const term& a) {
  return called("ISTEXT", a, [](const cell_value& v) { return as_number(holds_text(v)); });
}
term is_number(const term& a) {
  return called("ISNUMBER", a, [](const cell_value& v) { return as_number(!std::isnan(number_in(v))); });
}
term either(const term& a, const term& b) {
  const double x = a.number();
  const double y = b.number();
  return {arguments("OR", {&a, &b}),
          binding::atom,
          {cell_value(std::isnan(x) || std::isnan(y) ? error : as_number(x != 0 || y != 0))}};
}
term both(const term& a, const term& b) {
  const double x = a.number();
  const double y = b.number();
  return {arguments("AND", {&a, &b}),
          binding::atom,
          {cell_value(std::isnan(x) || std::isnan(y) ? error : as_number(x != 0 && y != 0))}};
}

term choose(const term& condition, const term& yes, const term& no) {
  term out{arguments("IF", {&condition, &yes, &no}), binding::atom, {}};
  const std::size_t count = (std::max)({condition.values.size(), yes.values.size(), no.values.size()});
  for (std::size_t i = 0; i < count; ++i) {
    const double holds = number_in(at(condition, i));
    out.values.push_back(std::isnan(holds) ? cell_value(error) : holds != 0 ? at(yes, i) : at(no, i));
  }
  return out;
}

term unless_error(const term& a, const term& otherwise) {
  const bool fails = !holds_text(a.value()) && std::isnan(a.number());
  return {arguments("IFERROR", {&a, &otherwise}), binding::atom, {fails ? otherwise.value() : a.value()}};
}

term absolute(const term& a) {
  return called("ABS", a, [](const cell_value& v) { return std::abs(number_in(v)); });
}
term sign_of(const term& a) {
  return called("SIGN", a, [](const cell_value& v) {
    const double x = number_in(v);
    return std::isnan(x) ? error : x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0;
  });
}
term whole_part(const term& a) {
  return called("INT", a, [](const cell_value& v) { return std::floor(number_in(v)); });
}
term exponent_of_ten(const term& a) {
  return called("LOG10", a, [](const cell_value& v) {
    const double x = number_in(v);
    return x > 0 ? std::log10(x) : error;
  });
}

term nearest(const term& a, int decimals) { return in_pieces("ROUND", a, number(decimals), rounding::half_up); }
term nearest(const term& a, const term& decimals) { return in_pieces("ROUND", a, decimals, rounding::half_up); }
term away_from_zero(const term& a, int decimals) { return in_pieces("ROUNDUP", a, number(decimals), rounding::up); }
term towards_zero(const term& a, int decimals) { return in_pieces("ROUNDDOWN", a, number(decimals), rounding::down); }

term sum_of(const term& a) {
  return reduced(arguments("SUM", {&a}), a, [](const auto& numbers) {
    double sum = 0;
    for (const double x : numbers) sum += x;
    return sum;
  });
}
term count_of(const term& a) {
  return reduced(arguments("COUNT", {&a}), a, [](const auto& numbers) {
    return static_cast<double>(std::count_if(numbers.begin(), numbers.end(), [](double x) { return !std::isnan(x); }));
  });
}

namespace {

template <class Pick>
term picked(std::string_view function, const std::vector<term>& of, Pick&& pick) {
  std::string text;
  std::vector<double> numbers;
  for (const auto& t : of) {
    text += (text.empty() ? "" : ",") + t.text;
    for (const auto& v : t.values) {
      if (!holds_text(v)) numbers.push_back(number_in(v));
    }
  }
  const double found = numbers.empty() ? 0 : *pick(numbers.begin(), numbers.end());
  return {std::string(function) + "(" + text + ")", binding::atom, {cell_value(found)}};
}

}  // namespace

term smallest(const std::vector<term>& of) {
  return picked("MIN", of, [](auto a, auto b) { return std::min_element(a, b); });
}
term largest(const std::vector<term>& of) {
  return picked("MAX", of, [](auto a, auto b) { return std::max_element(a, b); });
}

term ascending(const term& a, const term& place) {
  return reduced(arguments("SMALL", {&a, &place}), a, [&](auto numbers) {
    const double wanted = place.number();
    if (!(wanted >= 1) || wanted > static_cast<double>(numbers.size())) return error;
    std::sort(numbers.begin(), numbers.end());
    return numbers[static_cast<std::size_t>(wanted) - 1];
  });
}

term element(const term& a, const term& place) {
  const double wanted = place.number();
  const bool inside = wanted >= 1 && wanted <= static_cast<double>(a.values.size());
  return {arguments("INDEX", {&a, &place}),
          binding::atom,
          {inside ? a.values[static_cast<std::size_t>(wanted) - 1] : cell_value(error)}};
}

term sum_of_products(std::initializer_list<term> factors) {
  std::string text = "SUMPRODUCT(";
  std::size_t count = 1;
  for (const auto& f : factors) {
    text += (text.back() == '(' ? "" : ",") + f.text;
    count = (std::max)(count, f.values.size());
  }
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    double product = 1;
    for (const auto& f : factors) product *= number_in(at(f, i));
    sum += product;
  }
  return {text + ")", binding::atom, {cell_value(sum)}};
}

term count_above_zero(const term& a) {
  return counted(a, ">0", [](double x) { return x > 0; });
}
term count_below_zero(const term& a) {
  return counted(a, "<0", [](double x) { return x < 0; });
}
term count_zero(const term& a) {
  return counted(a, "=0", [](double x) { return x == 0; });
}

term modified_rate(const term& flows, const term& rate) {
  return reduced("MIRR(" + flows.text + "," + rate.text + "," + rate.text + ")", flows, [&](const auto& numbers) {
    const double r = rate.number();
    const auto found = mirr(std::span<const double>(numbers), r, r);
    return found.has_value() ? found.value : error;
  });
}

term rate_searched_from(const term& flows, const term& root) {
  return {arguments("IRR", {&flows, &root}), binding::atom, {cell_value(root.number())}};
}

namespace {

/// Half a millionth of a unit of the last place, and the noise of a binary number that size: what is nearer to a tie
/// than this is the tie.
term tie_width(const term& scaled) { return number(1e-6) + number(1e-15) * absolute(scaled); }

term scaled_by_ten(const term& cell, int decimals) {
  return decimals == 0 ? cell : cell * number(std::pow(10.0, decimals));
}
term scaled_back(const term& whole, int decimals) {
  return decimals == 0 ? whole : whole / number(std::pow(10.0, decimals));
}

}  // namespace

term rounded(const term& cell, int decimals, rounding how) {
  const term scaled = scaled_by_ten(cell, decimals);
  const term nudge = scaled_back(tie_width(scaled), decimals) * sign_of(cell);
  switch (how) {
    case rounding::half_even: {
      const term size = absolute(scaled);
      const term tie = below(absolute(size - whole_part(size) - number(0.5)), tie_width(scaled));
      return choose(tie, scaled_back(number(2) * nearest(scaled / number(2), 0), decimals), nearest(cell, decimals));
    }
    case rounding::half_up: return nearest(cell + nudge, decimals);
    case rounding::half_down: return nearest(cell - nudge, decimals);
    case rounding::up: return away_from_zero(cell - nudge, decimals);
    case rounding::down: return towards_zero(cell + nudge, decimals);
    case rounding::floor: return scaled_back(whole_part(scaled + tie_width(scaled)), decimals);
    case rounding::ceiling: return scaled_back(-whole_part(tie_width(scaled) - scaled), decimals);
  }
  throw std::logic_error("a rounding of an unknown kind");
}

term rounded_ties_upwards(const term& cell, int decimals) {
  const term scaled = scaled_by_ten(cell, decimals);
  return scaled_back(whole_part(scaled + number(0.5) + tie_width(scaled)), decimals);
}

term rounded_to_digits(const term& cell, int digits) {
  const term places = number(digits - 1) - whole_part(exponent_of_ten(absolute(cell)));
  return choose(equal(cell, number(0)), number(0), nearest(cell, places));
}

term noise_of(const term& flows) { return number(1e-12) * sum_of_products({absolute(flows)}); }

}  // namespace nytta::workbook
