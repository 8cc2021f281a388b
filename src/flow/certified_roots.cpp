// SPDX-License-Identifier: Apache-2.0
#include "certified_roots.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>

#include "square_free.hpp"

namespace nytta {

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

/// Wide enough for coefficients of 192 bits, a point of 200 and the factors of a second derivative; no allocation.
using wide_int = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    576, 576, boost::multiprecision::signed_magnitude, boost::multiprecision::unchecked, void>>;

/// x = k / 2^e, between 0 and 1.
struct dyadic {
  cpp_int k;
  unsigned e = 0;
};

/// The cell [k, k + 1) / 2^e.
struct cell {
  cpp_int k;
  unsigned e = 0;
};

dyadic low(const cell& c) { return {c.k, c.e}; }
dyadic high(const cell& c) { return {c.k + 1, c.e}; }
dyadic middle(const cell& c) { return {2 * c.k + 1, c.e + 1}; }
cell lower_half(const cell& c) { return {2 * c.k, c.e + 1}; }
cell upper_half(const cell& c) { return {2 * c.k + 1, c.e + 1}; }

/// Exact sign of Σ a_t x^t at a fraction above 0.
int exact_sign(const integer_polynomial& a, const cpp_int& numerator, const cpp_int& denominator) {
  cpp_int sum = a.back();
  cpp_int power = 1;
  for (std::size_t t = a.size() - 1; t-- > 0;) {
    power *= denominator;
    sum = sum * numerator + a[t] * power;
  }
  return sum.sign();
}

/// A polynomial whose coefficients are whole multiples of one unit, rounded, for quick values with a proved error: each
/// coefficient and each product is off by less than one unit, and points are at most 1, so no error grows.
template <class Integer>
class rounded_polynomial {
 public:
  /// `exact` × 2^−shift.
  rounded_polynomial(const integer_polynomial& exact, int shift) {
    for (const cpp_int& a : exact) {
      terms_.push_back(static_cast<Integer>(shift > 0 ? cpp_int(a >> shift) : cpp_int(a << -shift)));
    }
    error_ = static_cast<Integer>(2 * exact.size() + 2);
  }

  [[nodiscard]] Integer at(const dyadic& x) const {
    const Integer k = static_cast<Integer>(x.k);
    Integer sum = terms_.back();
    for (std::size_t t = terms_.size() - 1; t-- > 0;) {
      sum *= k;
      sum >>= x.e;
      sum += terms_[t];
    }
    return sum;
  }
  [[nodiscard]] const Integer& error() const { return error_; }

 private:
  std::vector<Integer> terms_;
  Integer error_;
};

/// P, P' and a majorant of P'', all in the same unit: 2^−bits of P's largest coefficient.
template <class Integer>
struct derivatives {
  derivatives(const integer_polynomial& p, int bits)
      : value(p, shift_of(p, bits)), slope(first(p), shift_of(p, bits)), bend(second(p), shift_of(p, bits)) {}

  rounded_polynomial<Integer> value;
  rounded_polynomial<Integer> slope;
  rounded_polynomial<Integer>
      bend;  ///< Σ t(t−1)|a_t| x^(t−2): ascending in x, so its value at a cell's end bounds |P''|

 private:
  static int shift_of(const integer_polynomial& p, int bits) {
    cpp_int largest;
    for (const cpp_int& a : p) largest = (std::max)(largest, cpp_int(abs(a)));
    return static_cast<int>(msb(largest)) + 1 - bits;
  }
  static integer_polynomial first(const integer_polynomial& p) {
    integer_polynomial out;
    for (std::size_t t = 1; t < p.size(); ++t) out.push_back(p[t] * t);
    return out;
  }
  static integer_polynomial second(const integer_polynomial& p) {
    integer_polynomial out;
    for (std::size_t t = 2; t < p.size(); ++t) out.push_back(abs(p[t]) * t * (t - 1));
    if (out.empty()) out.emplace_back(0);
    return out;
  }
};

/// The roots of one square-free polynomial in [0, 1).
class unit_interval {
 public:
  explicit unit_interval(integer_polynomial p) : p_(std::move(p)), quick_(p_, quick_bits) {}

  /// One cell per root, ascending; a root at a cell's low end belongs to it.
  [[nodiscard]] std::vector<cell> isolate() const {
    if (auto found = isolate_with(quick_, quick_bits)) return *std::move(found);
    for (int bits = 4 * quick_bits;; bits *= 2) {
      if (auto found = isolate_with(derivatives<cpp_int>(p_, bits), bits)) return *std::move(found);
    }
  }

  [[nodiscard]] int sign(const dyadic& x) const {
    if (x.k.is_zero()) return p_.front().sign();
    if (x.e <= quick_depth) {
      const wide_int value = quick_.value.at(x);
      if (abs(value) > quick_.value.error()) return value.sign();
    }
    return exact_sign(p_, x.k, cpp_int(1) << x.e);
  }

  [[nodiscard]] int sign(const cpp_rational& x) const { return exact_sign(p_, numerator(x), denominator(x)); }

 private:
  static constexpr int quick_bits = 192;
  static constexpr unsigned quick_depth = 200;

  enum class verdict : unsigned char { empty, monotone, unknown };

  template <class Integer>
  [[nodiscard]] static verdict judge(const derivatives<Integer>& at, const cell& c) {
    // With half-width h and middle m: |P(x) − P(m)| ≤ h|P'(m)| + h²/2 · bend and |P'(x) − P'(m)| ≤ h · bend.
    const unsigned halves = c.e + 1;
    const Integer bend = at.bend.at(high(c)) + at.bend.error();
    const Integer value = at.value.at(middle(c));
    const Integer slope = at.slope.at(middle(c));
    const Integer steepest = abs(slope) + at.slope.error();
    const Integer reach = (steepest >> halves) + (bend >> (2 * halves + 1)) + 2;
    if (abs(value) - at.value.error() > reach) return verdict::empty;
    if (abs(slope) - at.slope.error() > (bend >> halves) + 1) return verdict::monotone;
    return verdict::unknown;
  }

  /// Nothing when the precision does not separate the roots.
  template <class Integer>
  [[nodiscard]] std::optional<std::vector<cell>> isolate_with(const derivatives<Integer>& at, int bits) const {
    std::vector<cell> out;
    std::vector<cell> waiting{{0, 0}};
    while (!waiting.empty()) {
      const cell c = std::move(waiting.back());
      waiting.pop_back();
      if (4 * static_cast<int>(c.e) > 3 * bits) return std::nullopt;
      const verdict judged = judge(at, c);
      if (judged == verdict::unknown) {
        waiting.push_back(upper_half(c));
        waiting.push_back(lower_half(c));
      } else if (judged == verdict::monotone) {
        const int from = sign(low(c));
        if (from == 0 || from * sign(high(c)) < 0) out.push_back(c);
      }
    }
    return out;
  }

  integer_polynomial p_;
  derivatives<wide_int> quick_;
};

/// |r| of a point: r = 1/v − 1 up to one, r = w − 1 = −(1 − w) beyond.
cpp_rational size_of_rate(const cpp_rational& x, bool beyond_one) {
  return beyond_one ? cpp_rational(1 - x) : cpp_rational(1 / x - 1);
}

/// The point whose rate has that size.
cpp_rational point_of_size(const cpp_rational& size, bool beyond_one) {
  return beyond_one ? cpp_rational(1 - size) : cpp_rational(1 / (1 + size));
}

cpp_rational ten_to(int n) {
  const cpp_int power = pow(cpp_int(10), static_cast<unsigned>(n < 0 ? -n : n));
  return n < 0 ? cpp_rational(1, power) : cpp_rational(power);
}

/// A number above 0 cut after so many significant digits: units × 10^−decimals, and what the cut took away.
struct cut_number {
  cpp_int units;
  int decimals = 0;
  cpp_rational rest;  ///< in units, 0 ≤ rest < 1
};

cut_number cut(const cpp_rational& x, int digits) {
  const int whole_digits = static_cast<int>(numerator(x).str().size()) - static_cast<int>(denominator(x).str().size());
  int decimals = digits - whole_digits;  // gives `digits` digits, or one fewer
  if (x * ten_to(decimals) >= ten_to(digits)) --decimals;
  const cpp_rational scaled = x * ten_to(decimals);
  cut_number out;
  out.decimals = decimals;
  out.units = numerator(scaled) / denominator(scaled);
  out.rest = scaled - out.units;
  return out;
}

std::string plain_text(cpp_int units, int decimals, bool negative) {
  while (!units.is_zero() && units % 10 == 0) {
    units /= 10;
    --decimals;
  }
  if (units.is_zero()) return "0";
  std::string text = units.str();
  if (decimals <= 0) {
    text.append(static_cast<std::size_t>(-decimals), '0');
  } else {
    const auto places = static_cast<std::size_t>(decimals);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, 1, '.');
  }
  return (negative ? "-" : "") + text;
}

std::string rounded_text(const cpp_rational& size, int digits, bool negative) {
  const cut_number c = cut(size, digits);
  const int half = cpp_rational(2 * c.rest).compare(1);
  const bool away = half > 0 || (half == 0 && bit_test(c.units, 0));
  return plain_text(away ? cpp_int(c.units + 1) : c.units, c.decimals, negative);
}

cpp_rational value_of(const dyadic& x) { return {x.k, cpp_int(1) << x.e}; }

/// The rate of the one root in a cell, as text.
std::string rate_text(const unit_interval& roots, cell c, bool beyond_one, int digits) {
  const auto exactly = [&](const dyadic& x) {
    return rounded_text(size_of_rate(value_of(x), beyond_one), digits, beyond_one);
  };
  const int sign_at_low = roots.sign(low(c));
  if (sign_at_low == 0) return exactly(low(c));
  // Enough halvings that at most one tie can lie between the ends; more while an end still touches 0 or 1.
  const auto enough = static_cast<unsigned>(4 * digits + 8);
  for (unsigned halvings = 0;; ++halvings) {
    const bool touches = c.k.is_zero() || high(c).k == cpp_int(1) << c.e;
    if (!touches && halvings % 8 == 0) {
      const cpp_rational at_low = size_of_rate(value_of(low(c)), beyond_one);
      const cpp_rational at_high = size_of_rate(value_of(high(c)), beyond_one);
      const std::string text = rounded_text(at_low, digits, beyond_one);
      if (text == rounded_text(at_high, digits, beyond_one)) return text;
      const cpp_rational& smaller = (std::min)(at_low, at_high);
      const cpp_rational width = abs(cpp_rational(at_high - at_low));
      if (halvings > enough && width * ten_to(digits + 2) < smaller) {
        // The ends lie on both sides of one tie: the sign at the tie tells which side the root is on.
        const cut_number below = cut(smaller, digits);
        const cpp_rational tie = (below.units + cpp_rational(1, 2)) * ten_to(-below.decimals);
        const int sign_at_tie = roots.sign(point_of_size(tie, beyond_one));
        if (sign_at_tie == 0) return rounded_text(tie, digits, beyond_one);
        // In both readings |r| falls as the point grows, so the low end has the larger size.
        const bool root_above_tie = sign_at_tie != sign_at_low;
        return rounded_text(root_above_tie ? at_low : at_high, digits, beyond_one);
      }
    }
    const int sign_in_middle = roots.sign(middle(c));
    if (sign_in_middle == 0) return exactly(middle(c));
    c = sign_in_middle == sign_at_low ? upper_half(c) : lower_half(c);
  }
}

/// The series as whole numbers without common factor and without zeros at the ends.
integer_polynomial whole_series(const std::vector<cpp_rational>& flows) {
  cpp_int denominators = 1;
  for (const cpp_rational& flow : flows) denominators = lcm(denominators, denominator(flow));
  integer_polynomial out;
  for (const cpp_rational& flow : flows) {
    const cpp_int term = numerator(flow) * (denominators / denominator(flow));
    if (!out.empty() || !term.is_zero()) out.push_back(term);
  }
  while (!out.empty() && out.back().is_zero()) out.pop_back();
  return out;
}

int sign_changes(const integer_polynomial& p) {
  int changes = 0;
  int last = 0;
  for (const cpp_int& a : p) {
    if (a.is_zero()) continue;
    if (last != 0 && a.sign() != last) ++changes;
    last = a.sign();
  }
  return changes;
}

}  // namespace

certified_rates certified_irr(const std::vector<cpp_rational>& flows, int digits) {
  if (flows.empty()) throw std::invalid_argument("an internal rate of return needs at least one flow");
  if (digits < 1) throw std::invalid_argument("a rate needs at least one digit");
  integer_polynomial p = whole_series(flows);
  if (p.empty()) return {status::undefined, {}, reason::all_zero};
  const int changes = sign_changes(p);
  if (changes == 0) return {status::none, {}, reason::no_sign_change};
  if (changes > 1) p = square_free_part(p);

  cpp_int sum;
  for (const cpp_int& a : p) sum += a;
  integer_polynomial reversed(p.rbegin(), p.rend());
  // A single change of sign is a single root (Descartes), on the side of one that the sign at one tells.
  const bool single = changes == 1;
  const auto side = [&](integer_polynomial half, bool beyond_one) {
    std::vector<std::string> texts;
    if (single && half.front().sign() * sum.sign() >= 0) return texts;
    const unit_interval roots(std::move(half));
    const std::vector<cell> cells = single ? std::vector<cell>{{0, 0}} : roots.isolate();
    for (const cell& c : cells) texts.push_back(rate_text(roots, c, beyond_one, digits));
    return texts;
  };

  certified_rates out;
  out.values = side(std::move(reversed), true);  // w ascending: rates from −100 % up to 0
  if (sum.is_zero()) out.values.emplace_back("0");
  const std::vector<std::string> positive = side(std::move(p), false);
  out.values.insert(out.values.end(), positive.rbegin(), positive.rend());  // v ascending: rates descending
  if (out.values.empty()) {
    out.why = reason::no_real_root;
  } else {
    out.state = out.values.size() == 1 ? status::ok : status::several;
  }
  return out;
}

}  // namespace nytta
