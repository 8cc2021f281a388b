// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/product_error.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

// Every rate at which a series is worth nothing.
//
// With v = 1/(1+r) the rates above −100 % are the positive roots of P(v) = Σ a_t v^(e_t), where the exponents e_t
// ascend and need not be whole. Between two neighbouring terms of opposite sign, i and j, choose k = (e_i + e_j)/2.
// Then v^(−k) P(v) is monotone between the positive roots of D(v) = Σ (2 e_t − e_i − e_j) a_t v^(e_t), and D has
// exactly one change of sign fewer than P, for its terms before k are turned. So a chain of such D ends in a sum
// without change of sign and without positive roots (Descartes), and going back up each one's roots fence those of the
// one before: at most one lies between two neighbours, found by a bracketed Newton, and a fence post where the sum
// vanishes is a multiple root, once more than it is one of D.
//
// v ≤ 1 is calculated in v and v > 1 in w = 1/v, so that nothing overflows and no power is large.

namespace nytta {

namespace rate_search_detail {

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

/// A point of the half line v > 0: v itself up to 1, or w = 1/v beyond.
template <class Number>
struct point {
  bool beyond_one = false;
  Number x{};
  int sign = 0;          ///< of the sum at the point; 0 within the error bound of its calculation
  int multiplicity = 0;  ///< as a root of the sum whose root the point is
};

/// Σ a_t x^(e_t) in v, or the same sum in w, read from its other end. Exponents that are 0, 1, 2, … are not stored.
template <class Number>
class reading {
 public:
  reading(std::span<const Number> amounts, std::span<const Number> exponents, bool reversed)
      : a_(amounts), e_(exponents), reversed_(reversed) {}
  [[nodiscard]] std::size_t size() const { return a_.size(); }
  [[nodiscard]] bool evenly_spaced() const { return e_.empty(); }
  [[nodiscard]] const Number& amount(std::size_t t) const { return a_[place(t)]; }
  [[nodiscard]] Number exponent(std::size_t t) const {
    return reversed_ ? Number(e_.back() - e_[place(t)]) : Number(e_[t] - e_.front());
  }

 private:
  [[nodiscard]] std::size_t place(std::size_t t) const { return reversed_ ? a_.size() - 1 - t : t; }

  std::span<const Number> a_;
  std::span<const Number> e_;
  bool reversed_;
};

template <class Number>
struct value_and_slope {
  Number value;
  Number slope;
};

template <class Number>
[[nodiscard]] value_and_slope<Number> evaluate(const reading<Number>& a, const Number& x) {
  if (!a.evenly_spaced()) {
    using std::exp;
    using std::log;
    const Number scale(log(x));
    Number value(0);
    Number slope(0);
    for (std::size_t t = 0; t < a.size(); ++t) {
      const Number e = a.exponent(t);
      const Number half(
          exp(Number(scale * e / Number(2))));  // a power too small for a number may make one with a large amount
      const Number term(Number(a.amount(t) * half) * half);
      value += term;
      slope += Number(term * e);
    }
    return {value, Number(slope / x)};
  }
  Number value(a.amount(a.size() - 1));
  Number slope(0);
  for (std::size_t t = a.size() - 1; t-- > 0;) {
    slope = slope * x + value;
    value = value * x + a.amount(t);
  }
  return {value, slope};
}

template <class Number>
struct value_and_bound {
  Number value;
  Number bound;  ///< what is smaller cannot be told from 0
};

/// The value with a bound of its error, which also allows for amounts that are the nearest binary numbers to those
/// meant. Evenly spaced binary series carry the errors of every product and sum along (compensated Horner: Graillat,
/// Langlois, Louvet 2009), as good as if calculated with twice the digits; other number types have digits enough.
template <class Number>
[[nodiscard]] value_and_bound<Number> evaluate_closely(const reading<Number>& a, const Number& x) {
  const Number unit = std::numeric_limits<Number>::epsilon();
  if (!a.evenly_spaced()) {
    using std::exp;
    using std::log;
    const Number scale(log(x));
    Number value(0);
    Number bound(0);
    for (std::size_t t = 0; t < a.size(); ++t) {
      const Number power(scale * a.exponent(t));
      const Number half(exp(Number(power / Number(2))));
      const Number term(Number(a.amount(t) * half) * half);
      value += term;
      bound += Number(magnitude(term) * Number(Number(static_cast<int>(a.size()) + 8) + Number(2) * magnitude(power)));
    }
    return {value, Number(bound * unit)};
  }
  Number value(a.amount(a.size() - 1));
  Number size = magnitude(value);
  Number correction(0);
  for (std::size_t t = a.size() - 1; t-- > 0;) {
    size = size * x + magnitude(a.amount(t));
    if constexpr (std::is_floating_point_v<Number>) {
      const Number product = value * x;
      const Number left_out = product_error(value, x, product);
      const Number sum = product + a.amount(t);
      const Number part = sum - product;
      const Number sum_error = (product - (sum - part)) + (a.amount(t) - part);
      correction = correction * x + (left_out + sum_error);
      value = sum;
    } else {
      value = value * x + a.amount(t);
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

/// No positive root of Σ a_t x^(e_t) is smaller (Cauchy's bound, read from the other end: with first exponents 0 and e,
/// the other terms are at most the largest amount times x^e/(1 − x^e) in a whole-numbered series, and their sum times
/// x^e in any).
template <class Number>
[[nodiscard]] Number below_all_roots(const reading<Number>& a) {
  using std::exp;
  using std::log;
  const Number first = magnitude(a.amount(0));
  const Number least = (std::numeric_limits<Number>::min)();
  if (!a.evenly_spaced()) {
    Number sum(0);
    for (std::size_t t = 1; t < a.size(); ++t) sum += magnitude(a.amount(t));
    const Number bound(exp(Number(Number(log(first) - log(sum)) / a.exponent(1))));
    return bound < Number(1) ? larger(Number(bound / Number(2)), least) : Number(Number(1) / Number(2));
  }
  Number largest(0);
  for (std::size_t t = 0; t < a.size(); ++t) largest = larger(largest, magnitude(a.amount(t)));
  return larger(Number(Number(first / Number(first + largest)) / Number(2)), least);
}

}  // namespace rate_search_detail

/// The search itself, with room that is used again by the next one. One thread at a time.
template <class Number>
class rate_search {
  using point = rate_search_detail::point<Number>;
  using reading = rate_search_detail::reading<Number>;

 public:
  /// All rates above −100 % at which Σ amounts[t] (1 + r)^(−exponents[t]) is 0. Exponents ascend strictly; none means
  /// 0, 1, 2, … Amounts are finite. What is found stands in the other members until the next search.
  void find(std::span<const Number> amounts, std::span<const Number> exponents = {}) {
    found_.clear();
    state_ = status::none;
    why_ = reason::answered;
    std::size_t first = 0;
    std::size_t count = amounts.size();
    while (count > 0 && amounts[first] == Number(0)) ++first, --count;
    while (count > 0 && amounts[first + count - 1] == Number(0)) --count;
    if (count == 0) {
      state_ = status::undefined;
      why_ = reason::all_zero;
      return;
    }
    exponents_ = exponents.empty() ? exponents : exponents.subspan(first, count);
    count_ = count;
    levels_ = 1;
    chain_.resize(count);
    for (std::size_t t = 0; t < count; ++t) chain_[t] = amounts[first + t];
    int changes = middle_change(0);
    if (changes == 0) {
      why_ = reason::no_sign_change;
      return;
    }
    too_far_apart_ = false;
    scale(0);
    while (changes > 1 && !too_far_apart_) {
      add_fence();
      changes = middle_change(levels_ - 1);
    }
    for (std::size_t level = levels_; level-- > 0 && !too_far_apart_;) {
      std::swap(found_, fence_);
      fence_roots(level);
    }
    if (too_far_apart_) {
      found_.clear();
      state_ = status::undefined;
      why_ = reason::not_decidable;
    } else if (found_.empty()) {
      why_ = reason::no_real_root;
    } else {
      state_ = found_.size() == 1 ? status::ok : status::several;
    }
  }

  [[nodiscard]] status state() const { return state_; }
  [[nodiscard]] reason why() const { return why_; }
  [[nodiscard]] std::size_t size() const { return found_.size(); }
  /// The rates ascend with their number.
  [[nodiscard]] Number rate(std::size_t i) const { return rate_at(found_[found_.size() - 1 - i]); }
  [[nodiscard]] int multiplicity(std::size_t i) const { return found_[found_.size() - 1 - i].multiplicity; }

 private:
  [[nodiscard]] std::span<Number> amounts_of(std::size_t level) {
    return std::span(chain_).subspan(level * count_, count_);
  }
  [[nodiscard]] reading read(std::size_t level, bool beyond_one) const {
    return {std::span(chain_).subspan(level * count_, count_), exponents_, beyond_one};
  }
  [[nodiscard]] Number exponent(std::size_t t) const {
    return exponents_.empty() ? Number(static_cast<int>(t)) : exponents_[t];
  }

  /// The amounts by a power of two, so that nothing is rounded: the largest so large that sums of them still are
  /// numbers. One so small beside it that it would lose digits makes the search one that is not decidable.
  void scale(std::size_t level) {
    if constexpr (std::is_floating_point_v<Number>) {
      const std::span<Number> a = amounts_of(level);
      Number largest(0);
      for (const Number& term : a) largest = rate_search_detail::larger(largest, rate_search_detail::magnitude(term));
      constexpr int headroom = 64;  // for terms, exponents and sums
      int exponent = 0;
      (void)std::frexp(largest, &exponent);
      exponent -= std::numeric_limits<Number>::max_exponent - headroom;
      for (Number& term : a) {
        const Number scaled = std::ldexp(term, -exponent);
        if (term != 0 && std::abs(scaled) < (std::numeric_limits<Number>::min)()) too_far_apart_ = true;
        term = scaled;
      }
    }
  }

  /// How often the sign changes; the neighbouring terms of the middle change are kept in change_.
  int middle_change(std::size_t level) {
    const std::span<const Number> a = amounts_of(level);
    changes_.clear();
    int last = -1;
    for (std::size_t t = 0; t < a.size(); ++t) {
      const int sign = rate_search_detail::sign_of(a[t]);
      if (sign == 0) continue;
      if (last >= 0 && sign != rate_search_detail::sign_of(a[static_cast<std::size_t>(last)]))
        changes_.emplace_back(last, static_cast<int>(t));
      last = static_cast<int>(t);
    }
    return static_cast<int>(changes_.size());
  }

  /// D: the sum whose positive roots fence those of the last one, with the sign change in the middle taken out.
  void add_fence() {
    const auto [i, j] = changes_[changes_.size() / 2];
    const Number turn(exponent(static_cast<std::size_t>(i)) + exponent(static_cast<std::size_t>(j)));
    chain_.resize((levels_ + 1) * count_);
    const std::span<const Number> from = amounts_of(levels_ - 1);
    const std::span<Number> to = amounts_of(levels_);
    for (std::size_t t = 0; t < count_; ++t) to[t] = from[t] * Number(Number(2) * exponent(t) - turn);
    scale(levels_++);
  }

  /// The positive roots of a level, ascending in v, into found_, from those of its fence; one for each run of points
  /// that cannot be told from a root.
  void fence_roots(std::size_t level) {
    using namespace rate_search_detail;
    const reading up_to_one = read(level, false);
    const reading beyond_one = read(level, true);
    posts_.clear();
    posts_.push_back({false, Number(0), sign_of(up_to_one.amount(0)), 0});
    bool passed_one = false;
    const auto pass_one = [&] {
      if (passed_one) return;
      passed_one = true;
      const auto [sum, bound] = evaluate_closely(up_to_one, Number(1));
      const bool zero = up_to_one.evenly_spaced() ? sum == Number(0) : magnitude(sum) <= bound;
      posts_.push_back({false, Number(1), zero ? 0 : sign_of(sum), 0});
    };
    for (const point& critical : fence_) {
      if (critical.beyond_one) pass_one();
      const auto [value, bound] = evaluate_closely(critical.beyond_one ? beyond_one : up_to_one, critical.x);
      const int sign = magnitude(value) <= bound ? 0 : sign_of(value);
      posts_.push_back({critical.beyond_one, critical.x, sign, critical.multiplicity});
    }
    pass_one();
    posts_.push_back({true, Number(0), sign_of(beyond_one.amount(0)), 0});

    found_.clear();
    for (std::size_t p = 0; p + 1 < posts_.size(); ++p) {
      const point& here = posts_[p];
      const point& next = posts_[p + 1];
      if (here.sign == 0) {
        if (posts_[p - 1].sign != 0) {
          found_.push_back(here);
          ++found_.back().multiplicity;
        } else {
          found_.back().multiplicity += here.multiplicity;
          if (here.x == Number(1)) found_.back().x = here.x;
        }
        continue;
      }
      if (here.sign * next.sign >= 0) continue;
      const bool beyond = next.beyond_one;
      const reading& sum = beyond ? beyond_one : up_to_one;
      const Number from = beyond && !here.beyond_one ? Number(1) : here.x;  // v = 1 is w = 1
      Number low = from < next.x ? from : next.x;
      const Number high = larger(from, next.x);
      const int sign_at_low = beyond ? next.sign : here.sign;
      if (low == Number(0)) {
        low = below_all_roots(sum);
        if (sign_of(evaluate(sum, low).value) == -sign_at_low) {
          // Between 0 and the least number: a rate of −1 to every digit, or one beyond all numbers.
          if (level > 0 || !beyond) too_far_apart_ = true;
          found_.push_back({beyond, Number(0), 0, 1});
          continue;
        }
      }
      found_.push_back({beyond, refine(sum, low, high, sign_at_low), 0, 1});
    }
  }

  /// r = 1/v − 1 = w − 1, after a last Newton step whose residue is calculated closely, so that a rate near 0 keeps its
  /// digits although v and w are near 1.
  [[nodiscard]] Number rate_at(const point& root) const {
    using namespace rate_search_detail;
    Number x = root.x;
    Number rest(0);
    if constexpr (std::is_floating_point_v<Number>) {
      const reading sum = read(0, root.beyond_one);
      const Number unit = std::numeric_limits<Number>::epsilon();
      for (int i = 0; i < 3 && sum.evenly_spaced(); ++i) {
        const auto [value, bound] = evaluate_closely(sum, x);
        const Number slope = evaluate(sum, x).slope;
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

  std::span<const Number> exponents_;
  std::size_t count_ = 0;
  std::size_t levels_ = 0;
  bool too_far_apart_ = false;
  std::vector<Number> chain_;  ///< the amounts of every level, one after the other
  std::vector<std::pair<int, int>> changes_;
  std::vector<point> posts_;
  std::vector<point> fence_;
  std::vector<point> found_;
  status state_ = status::none;
  reason why_ = reason::answered;
};

/// What a search has found, as an answer of its own.
template <class Number>
[[nodiscard]] roots<Number> roots_of(const rate_search<Number>& search) {
  roots<Number> out;
  out.state = search.state();
  out.why = search.why();
  for (std::size_t i = 0; i < search.size(); ++i) {
    out.values.push_back(search.rate(i));
    out.multiplicities.push_back(search.multiplicity(i));
  }
  return out;
}

}  // namespace nytta
