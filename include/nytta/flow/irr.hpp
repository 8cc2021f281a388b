// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/series.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

// Internal rates of return: all of them.
//
// With v = 1/(1+r) the rates above −100 % are the positive roots of P(v) = Σ a_t v^t. Between two neighbouring terms of
// opposite sign, at t = i and t = j, choose k = (i + j)/2. Then v^(−k) P(v) is monotone between the positive roots of
// D(v) = Σ (2t − i − j) a_t v^t, and D has exactly one change of sign fewer than P, for its terms before k are turned.
// So a chain of such D ends in a polynomial without change of sign and without positive roots (Descartes), and going
// back up each one's roots fence those of the one before: at most one lies between two neighbours, found by a bracketed
// Newton, and a fence post where the polynomial vanishes is a multiple root.
//
// v ≤ 1 is calculated in v and v > 1 in w = 1/v, so that nothing overflows and no power is large.

namespace nytta {

inline constexpr formula irr_formula{
    .id = "irr",
    .name_sv = "internränta (internräntemetoden)",
    .name_en = "internal rate of return",
    .text = "every r > -1 with sum over t of a_t / (1 + r)^t = 0",
    .symbols = "a_t net flow in period t (kr), r rate per period (1)",
    .convention =
        "All real roots, ascending, a multiple root once. Not the municipal capital charge rate of the same "
        "Swedish name.",
    .source = "KTH ME1003 lecture notes (internräntemetoden); Descartes' rule of signs",
    .basis = evidence::read,
    .example = "irr(-1000, 2500, -1540): 0.1 and 0.4",
};

namespace irr_detail {

/// A point of the half line v > 0: v itself up to 1, or w = 1/v beyond.
template <class Number>
struct point {
  bool beyond_one = false;
  Number x{};
  int sign = 0;  ///< of the polynomial at the point; 0 within the error bound of its calculation
};

template <class Number>
[[nodiscard]] int sign_of(const Number& x) {
  return x < Number(0) ? -1 : (Number(0) < x ? 1 : 0);
}

template <class Number>
[[nodiscard]] Number magnitude(const Number& x) {
  return x < Number(0) ? Number(Number(0) - x) : x;
}

template <class Number>
[[nodiscard]] Number larger(const Number& a, const Number& b) {
  return a < b ? b : a;
}

/// Coefficient t of Σ a_t x^t in v, or of the same polynomial in w, read from its other end.
template <class Number>
class reading {
 public:
  reading(std::span<const Number> a, bool reversed) : a_(a), reversed_(reversed) {}
  [[nodiscard]] std::size_t size() const { return a_.size(); }
  [[nodiscard]] const Number& operator[](std::size_t t) const { return reversed_ ? a_[a_.size() - 1 - t] : a_[t]; }

 private:
  std::span<const Number> a_;
  bool reversed_;
};

template <class Number>
struct value_and_slope {
  Number value;
  Number slope;
};

template <class Number>
[[nodiscard]] value_and_slope<Number> evaluate(const reading<Number>& a, const Number& x) {
  Number value(a[a.size() - 1]);
  Number slope(0);
  for (std::size_t t = a.size() - 1; t-- > 0;) {
    slope = slope * x + value;
    value = value * x + a[t];
  }
  return {value, slope};
}

template <class Number>
struct value_and_bound {
  Number value;
  Number bound;  ///< what is smaller cannot be told from 0
};

/// The value with the errors of every product and sum carried along (compensated Horner: Graillat, Langlois, Louvet
/// 2009), as good as if calculated with twice the digits; other number types have digits enough as they are. The bound
/// also allows for coefficients that are the nearest binary numbers to the amounts meant.
template <class Number>
[[nodiscard]] value_and_bound<Number> evaluate_closely(const reading<Number>& a, const Number& x) {
  const Number unit = std::numeric_limits<Number>::epsilon();
  Number value(a[a.size() - 1]);
  Number size = magnitude(value);
  Number correction(0);
  for (std::size_t t = a.size() - 1; t-- > 0;) {
    size = size * x + magnitude(a[t]);
    if constexpr (std::is_floating_point_v<Number>) {
      const Number product = value * x;
      const Number product_error = std::fma(value, x, -product);
      const Number sum = product + a[t];
      const Number part = sum - product;
      const Number sum_error = (product - (sum - part)) + (a[t] - part);
      correction = correction * x + (product_error + sum_error);
      value = sum;
    } else {
      value = value * x + a[t];
    }
  }
  if constexpr (std::is_floating_point_v<Number>) {
    const Number terms = static_cast<Number>(a.size());
    return {value + correction, size * unit * (2 + terms * terms * unit)};
  } else {
    return {Number(value + correction), Number(size * unit * Number(2 * static_cast<int>(a.size()) + 2))};
  }
}

/// Halfway between, counted in powers while the ends are far apart.
template <class Number>
[[nodiscard]] Number halfway(const Number& low, const Number& high) {
  using std::sqrt;
  if (high > Number(4) * low) return Number(Number(sqrt(low)) * Number(sqrt(high)));
  return Number(Number(low + high) / Number(2));
}

/// The one root between two points of opposite sign, to the last digits: Newton's steps while they stay inside and at
/// least halve, bisection otherwise.
template <class Number>
[[nodiscard]] Number refine(const reading<Number>& a, Number low, Number high, int sign_at_low) {
  const Number unit = std::numeric_limits<Number>::epsilon();
  Number x = halfway(low, high);
  Number step = high - low;
  const int most_steps = 8 * std::numeric_limits<Number>::digits10 + 1100;
  for (int i = 0; i < most_steps; ++i) {
    const auto [value, slope] = evaluate(a, x);
    const int sign = sign_of(value);
    if (sign == 0) return x;
    (sign == sign_at_low ? low : high) = x;
    Number next = slope == Number(0) ? low : Number(x - Number(value / slope));
    const Number newton_step = magnitude(Number(next - x));
    if (!(low < next && next < high) || Number(2) * newton_step > step) next = halfway(low, high);
    step = magnitude(Number(next - x));
    x = next;
    if (step <= unit * x || high - low <= unit * high) break;
  }
  return x;
}

/// No positive root of Σ a_t x^t is smaller (Cauchy's bound, read from the other end).
template <class Number>
[[nodiscard]] Number below_all_roots(const reading<Number>& a) {
  Number largest(0);
  for (std::size_t t = 0; t < a.size(); ++t) largest = larger(largest, magnitude(a[t]));
  const Number first = magnitude(a[0]);
  const Number bound(first / Number(first + largest));
  return larger(Number(bound / Number(2)), Number((std::numeric_limits<Number>::min)()));
}

/// Where the sign changes: the places i < j of neighbouring non-zero terms of opposite sign.
template <class Number>
[[nodiscard]] std::vector<std::pair<int, int>> sign_changes(std::span<const Number> a) {
  std::vector<std::pair<int, int>> out;
  int last = -1;
  for (std::size_t t = 0; t < a.size(); ++t) {
    if (a[t] == Number(0)) continue;
    if (last >= 0 && sign_of(a[t]) != sign_of(a[static_cast<std::size_t>(last)]))
      out.emplace_back(last, static_cast<int>(t));
    last = static_cast<int>(t);
  }
  return out;
}

/// The coefficients with the largest between 1/2 and 1, by a power of two, so that nothing is rounded.
template <class Number>
void scale(std::vector<Number>& a) {
  if constexpr (std::is_floating_point_v<Number>) {
    Number largest(0);
    for (const Number& term : a) largest = larger(largest, magnitude(term));
    int exponent = 0;
    (void)std::frexp(largest, &exponent);
    for (Number& term : a) term = std::ldexp(term, -exponent);
  }
}

/// D: the polynomial whose positive roots fence those of `a`, with the sign change in the middle taken out.
template <class Number>
[[nodiscard]] std::vector<Number> fence_polynomial(std::span<const Number> a,
                                                   const std::vector<std::pair<int, int>>& changes) {
  const auto [i, j] = changes[changes.size() / 2];
  std::vector<Number> out(a.begin(), a.end());
  for (std::size_t t = 0; t < out.size(); ++t) out[t] *= Number(2 * static_cast<int>(t) - i - j);
  scale(out);
  return out;
}

/// The positive roots of `a`, ascending, from the roots of its fence polynomial; one for each run of points that cannot
/// be told from a root.
template <class Number>
[[nodiscard]] std::vector<point<Number>> fenced_roots(std::span<const Number> a,
                                                      const std::vector<point<Number>>& fence) {
  const reading<Number> up_to_one(a, false);
  const reading<Number> beyond_one(a, true);
  const auto reading_at = [&](bool beyond) -> const reading<Number>& { return beyond ? beyond_one : up_to_one; };

  std::vector<point<Number>> posts{{false, Number(0), sign_of(a.front())}};
  bool passed_one = false;
  const auto pass_one = [&] {
    const Number sum = evaluate_closely(up_to_one, Number(1)).value;
    if (!passed_one) posts.push_back({false, Number(1), sign_of(sum)});
    passed_one = true;
  };
  for (const auto& critical : fence) {
    if (critical.beyond_one) pass_one();
    const auto [value, bound] = evaluate_closely(reading_at(critical.beyond_one), critical.x);
    posts.push_back({critical.beyond_one, critical.x, magnitude(value) <= bound ? 0 : sign_of(value)});
  }
  pass_one();
  posts.push_back({true, Number(0), sign_of(a.back())});

  std::vector<point<Number>> out;
  for (std::size_t p = 0; p + 1 < posts.size(); ++p) {
    const auto& here = posts[p];
    const auto& next = posts[p + 1];
    if (here.sign == 0) {
      if (posts[p - 1].sign != 0) out.push_back(here);
      continue;
    }
    if (here.sign * next.sign >= 0) continue;
    const bool beyond = next.beyond_one;
    const auto& polynomial = reading_at(beyond);
    const Number from = beyond && !here.beyond_one ? Number(1) : here.x;  // v = 1 is w = 1
    Number low = from < next.x ? from : next.x;
    const Number high = larger(from, next.x);
    if (low == Number(0)) low = below_all_roots(polynomial);
    out.push_back({beyond, refine(polynomial, low, high, beyond ? next.sign : here.sign), 0});
  }
  return out;
}

/// r = 1/v − 1 = w − 1, after a last Newton step whose residue is calculated closely, so that a rate near 0 keeps its
/// digits although v and w are near 1.
template <class Number>
[[nodiscard]] Number rate_at(std::span<const Number> a, const point<Number>& root) {
  Number x = root.x;
  Number rest(0);
  if constexpr (std::is_floating_point_v<Number>) {
    const reading<Number> polynomial(a, root.beyond_one);
    const Number unit = std::numeric_limits<Number>::epsilon();
    for (int i = 0; i < 3; ++i) {
      const auto [value, bound] = evaluate_closely(polynomial, x);
      const Number slope = evaluate(polynomial, x).slope;
      // At a multiple root value and slope vanish together, and their quotient says nothing.
      if (magnitude(slope) * x * std::sqrt(unit) <= bound) break;
      rest = -value / slope;
      if (magnitude(rest) <= unit * x) break;
      if (i < 2) {
        x += rest;
        rest = 0;
      }
    }
  }
  if (root.beyond_one) return Number(Number(x - Number(1)) + rest);
  return Number(Number(Number(Number(1) - x) - rest) / Number(x + rest));
}

}  // namespace irr_detail

/// Internal rates of return (internränta in the sense of internräntemetoden).                              [IRR]
///   Σ a_t / (1 + r)^t = 0          a_t net flow of period t (money), r rate per period (1)
///   All real roots above −100 %, ascending, each multiple root once.
///   Source: KTH ME1003 lecture notes; the roots by Descartes' rule of signs.  Deviates: none.
///   irr(−1000, 2500, −1540) == 10 % and 40 %   (tests/unit/flow/irr.cpp)
/// `none` when no rate exists; undefined for a series of zeros. Throws std::invalid_argument without flows or for a
/// flow that is not finite. The number type is a binary or high-precision floating one, not `decimal` and not a
/// rational.
template <class Flows>
[[nodiscard]] roots<amount_of<Flows>> irr(const Flows& flows) {
  using number = amount_of<Flows>;
  static_assert(std::numeric_limits<number>::is_specialized && !std::numeric_limits<number>::is_exact,
                "rates of return need a floating-point number: double, or one of Boost's");
  const auto count = static_cast<std::size_t>(flows.size());
  if (count == 0) throw std::invalid_argument("an internal rate of return needs at least one flow");
  std::vector<number> a;
  a.reserve(count);
  for (std::size_t t = 0; t < count; ++t) {
    const number& flow = flows[t];
    if (!(flow - flow == number(0))) throw std::invalid_argument("a flow is not a finite number");
    if (!a.empty() || !(flow == number(0))) a.push_back(flow);  // leading zeros shift the series, not the rate
  }
  while (!a.empty() && a.back() == number(0)) a.pop_back();
  if (a.empty()) return {status::undefined, {}, reason::all_zero};
  irr_detail::scale(a);

  std::vector<std::vector<number>> chain;
  chain.push_back(std::move(a));
  for (auto changes = irr_detail::sign_changes<number>(chain.front()); changes.size() > 1;
       changes = irr_detail::sign_changes<number>(chain.back())) {
    chain.push_back(irr_detail::fence_polynomial<number>(chain.back(), changes));
  }
  if (irr_detail::sign_changes<number>(chain.front()).empty()) return {status::none, {}, reason::no_sign_change};

  std::vector<irr_detail::point<number>> found;
  for (std::size_t level = chain.size(); level-- > 0;) found = irr_detail::fenced_roots<number>(chain[level], found);

  roots<number> out;
  for (std::size_t i = found.size(); i-- > 0;)
    out.values.push_back(irr_detail::rate_at<number>(chain.front(), found[i]));
  if (out.values.empty()) {
    out.why = reason::no_real_root;
  } else {
    out.state = out.values.size() == 1 ? status::ok : status::several;
  }
  return out;
}

/// The rate nearest to a guess: what a spreadsheet's IRR would show of them. Passes on why there is none.
template <class Number>
[[nodiscard]] answer<Number> irr_near(const roots<Number>& all, const std::type_identity_t<Number>& guess) {
  if (all.values.empty()) return unanswered<Number>(all.state, all.why);
  const auto distance = [&](const Number& r) { return irr_detail::magnitude(Number(r - guess)); };
  const Number* nearest = &all.values.front();
  for (const Number& r : all.values) {
    if (distance(r) < distance(*nearest)) nearest = &r;
  }
  return answered(*nearest);
}

}  // namespace nytta
