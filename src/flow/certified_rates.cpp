// SPDX-License-Identifier: Apache-2.0
#include "certified_rates.hpp"

#include <nytta/flow/rate_search.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

#include "core/ball.hpp"
#include "core/perfect_root.hpp"
#include "core/significant_text.hpp"
#include "square_free.hpp"

namespace nytta {

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

/// The last resort, also for numbers beyond the range of doubles.
using deep_ball = ball_of<binary_float<6144>, binary_float<64>>;

/// Beyond this degree multiple roots are not sought exactly.
constexpr std::int64_t most_dense_degree = 4000;

/// Σ amounts[t] v^exponents[t], whole numbers; exponents ascend from 0. A period has steps / of_each of v.
struct whole_sum {
  std::vector<cpp_int> amounts;
  std::vector<std::int64_t> exponents;
  std::int64_t steps = 1;
  std::int64_t of_each = 1;
};

/// The flows as one sum: those of one moment added, without zeros, over one denominator, in the longest steps that
/// all flows lie on: a period need not.
whole_sum sum_of(std::vector<stepped_flow> flows, std::int64_t steps) {
  std::stable_sort(flows.begin(), flows.end(), [](const auto& a, const auto& b) { return a.steps < b.steps; });
  std::vector<stepped_flow> kept;
  for (stepped_flow& flow : flows) {
    if (!kept.empty() && kept.back().steps == flow.steps) {
      kept.back().amount += flow.amount;
    } else {
      kept.push_back(std::move(flow));
    }
  }
  kept.erase(std::remove_if(kept.begin(), kept.end(), [](const auto& f) { return f.amount == 0; }), kept.end());
  whole_sum out;
  out.steps = steps;
  if (kept.empty()) return out;
  cpp_int denominators = 1;
  std::int64_t common = 0;
  for (const stepped_flow& flow : kept) {
    if (denominator(flow.amount) != 1) denominators = lcm(denominators, denominator(flow.amount));
    common = std::gcd(common, flow.steps - kept.front().steps);
  }
  if (common == 0) common = 1;  // one flow only
  for (const stepped_flow& flow : kept) {
    out.amounts.push_back(numerator(flow.amount) * (denominators / denominator(flow.amount)));
    out.exponents.push_back((flow.steps - kept.front().steps) / common);
  }
  const std::int64_t shared = std::gcd(steps, common);
  out.steps = steps / shared;
  out.of_each = common / shared;
  return out;
}

/// The sums that fence each other's roots (rate_search.hpp): each turns the terms of the one before by 2 e_t − turn, of
/// which only the signs are needed exactly.
class fences {
 public:
  explicit fences(const whole_sum& sum) : sum_(sum) {
    std::vector<int> signs;
    for (const cpp_int& a : sum.amounts) signs.push_back(a.sign());
    for (;;) {
      std::vector<std::size_t> changes;  // places just after one
      for (std::size_t t = 1; t < signs.size(); ++t) {
        if (signs[t] != 0 && signs[t] == -last_sign(signs, t)) changes.push_back(t);
      }
      changes_.push_back(static_cast<int>(changes.size()));
      signs_.push_back(signs);
      if (changes.size() < 2) return;
      const std::size_t j = changes[changes.size() / 2];
      std::size_t i = j - 1;
      while (signs[i] == 0) --i;
      turns_.push_back(sum.exponents[i] + sum.exponents[j]);
      for (std::size_t t = 0; t < signs.size(); ++t) {
        const std::int64_t factor = 2 * sum.exponents[t] - turns_.back();
        signs[t] *= factor < 0 ? -1 : (factor > 0 ? 1 : 0);
      }
    }
  }

  [[nodiscard]] std::size_t levels() const { return signs_.size(); }
  [[nodiscard]] int changes() const { return changes_.front(); }
  [[nodiscard]] std::int64_t turn(std::size_t level) const { return turns_[level]; }
  /// The signs at v = 0 and beyond all v.
  [[nodiscard]] int first_sign(std::size_t level) const {
    for (const int s : signs_[level]) {
      if (s != 0) return s;
    }
    return 0;
  }
  [[nodiscard]] int last_sign(std::size_t level) const { return last_sign(signs_[level], signs_[level].size()); }

  /// The exact sign of a level's sum at v = 1, that is at a rate of 0.
  [[nodiscard]] int sign_at_one(std::size_t level) const {
    cpp_int total;
    for (std::size_t t = 0; t < sum_.amounts.size(); ++t) {
      cpp_int term = sum_.amounts[t];
      for (std::size_t l = 0; l < level; ++l) term *= 2 * sum_.exponents[t] - turns_[l];
      total += term;
    }
    return total.sign();
  }

 private:
  static int last_sign(const std::vector<int>& signs, std::size_t before) {
    while (before > 0) {
      if (signs[--before] != 0) return signs[before];
    }
    return 0;
  }

  const whole_sum& sum_;
  std::vector<std::vector<int>> signs_;
  std::vector<int> changes_;
  std::vector<std::int64_t> turns_;
};

/// Where one root lies: between two points in v, or in w = 1/v beyond one; or at one itself.
template <class Centre>
struct enclosure {
  bool beyond_one = false;
  bool at_one = false;
  Centre low{};
  Centre high{};
};

/// May two enclosures hold the same root?
template <class Centre>
bool touch(const enclosure<Centre>& a, const enclosure<Centre>& b) {
  if (a.at_one || b.at_one) return a.at_one && b.at_one;
  return a.beyond_one == b.beyond_one && !(a.high < b.low) && !(b.high < a.low);
}

/// x^n for points and balls.
template <class Number>
Number power(Number x, std::int64_t n) {
  if (n == 1) return x;
  Number result(1);
  for (;; n /= 2) {
    if (n % 2 == 1) result *= x;
    if (n <= 1) return result;
    x *= Number(x);
  }
}

/// The search with balls of one kind. Throws undecided when they have too few digits for a sign.
template <class Ball>
class search {
  using centre = typename Ball::centre_type;
  using traits = centre_traits<centre>;
  using radius = typename Ball::radius_type;
  using place = enclosure<centre>;

 public:
  search(const whole_sum& sum, const fences& chain) : sum_(sum), chain_(chain) {
    int largest = 0;
    for (const cpp_int& a : sum.amounts) {
      if (!a.is_zero()) largest = (std::max)(largest, static_cast<int>(msb(cpp_int(abs(a)))));
    }
    std::vector<Ball> level;
    level.reserve(sum.amounts.size());
    for (const cpp_int& a : sum.amounts) level.push_back(scaled(a, largest));
    balls_.push_back(std::move(level));
    for (std::size_t l = 0; l + 1 < chain.levels(); ++l) turn(l);
    evenly_ = true;
    for (std::size_t t = 0; t < sum.exponents.size(); ++t) {
      evenly_ = evenly_ && sum.exponents[t] == static_cast<std::int64_t>(t);
      doubles_.push_back(static_cast<double>(sum.exponents[t]));
    }
  }

  /// The roots of the sum, v ascending.
  [[nodiscard]] std::vector<place> roots() {
    std::vector<place> found;
    for (std::size_t level = chain_.levels(); level-- > 0;) found = fenced(level, found);
    return found;
  }

  /// The rate of a root.
  [[nodiscard]] Ball rate(const place& root) const {
    if (root.at_one) return Ball();
    const Ball x = around(root);
    const Ball growth =
        sum_.of_each == 1 ? power(x, sum_.steps) : pow(x, Ball(cpp_int(sum_.steps)) / Ball(cpp_int(sum_.of_each)));
    return root.beyond_one ? growth - Ball(1) : Ball(1) / growth - Ball(1);
  }

  /// The sign of the sum itself at a point; throws undecided.
  [[nodiscard]] int sign_at(std::size_t level, bool beyond, const centre& x) const {
    return sign(value(level, beyond, Ball(x)));
  }

 private:
  /// Between two fence posts a sum is monotone; a post is as wide as the root it encloses.
  struct post {
    place where;
    int before = 0;  ///< sign just before it, v ascending
    int after = 0;
    bool open = false;  ///< whether there are roots inside is not known
  };

  static Ball scaled(const cpp_int& a, int largest) {
    const Ball whole(a);
    // In two steps where one would leave the range of doubles.
    if constexpr (std::is_same_v<centre, twofold>) {
      if (largest > 900) {
        // By its size: Boost 1.74 shifts some negative numbers to positive ones.
        cpp_int lower = abs(a) >> static_cast<unsigned>(largest - 900);
        if (a < 0) lower = -lower;
        return (Ball(lower) + Ball(centre(0), radius(1))).shifted(-900);
      }
    }
    return whole.shifted(-largest);
  }

  void turn(std::size_t level) {
    std::vector<Ball> next;
    next.reserve(balls_[level].size());
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t t = 0; t < balls_[level].size(); ++t) {
      const std::int64_t factor = 2 * sum_.exponents[t] - chain_.turn(level);
      if (factor > -(1 << 30) && factor < (1 << 30)) {
        next.push_back(factor == 0 ? Ball() : balls_[level][t] * Ball(static_cast<int>(factor)));
      } else {
        next.push_back(balls_[level][t] * Ball(cpp_int(factor)));
      }
      if (!traits::is_zero(next.back().centre())) {
        largest = (std::max)(largest, traits::exponent_of_two(next.back().centre()));
      }
    }
    for (Ball& b : next) b = b.shifted(-static_cast<int>(largest));
    balls_.push_back(std::move(next));
  }

  [[nodiscard]] std::size_t size() const { return sum_.exponents.size(); }
  /// Place of term t when the sum is read in v, or from its other end in w.
  [[nodiscard]] std::size_t index(std::size_t t, bool beyond) const { return beyond ? size() - 1 - t : t; }
  [[nodiscard]] std::int64_t gap(std::size_t t, bool beyond) const {
    const std::size_t i = index(t, beyond);
    const std::size_t j = index(t + 1, beyond);
    return beyond ? sum_.exponents[i] - sum_.exponents[j] : sum_.exponents[j] - sum_.exponents[i];
  }

  [[nodiscard]] Ball value(std::size_t level, bool beyond, const Ball& x) const {
    const std::vector<Ball>& a = balls_[level];
    Ball out = a[index(size() - 1, beyond)];
    for (std::size_t t = size() - 1; t-- > 0;) {
      out *= evenly_ ? x : power(x, gap(t, beyond));
      out += a[index(t, beyond)];
    }
    return out;
  }

  /// A Newton step from x towards the root, in the logarithm of x; not certain, and not to be.
  [[nodiscard]] centre step(std::size_t level, bool beyond, const centre& x) const {
    const std::vector<Ball>& a = balls_[level];
    const auto exponent = [&](std::size_t t) {
      const std::size_t i = index(t, beyond);
      return centre(beyond ? doubles_.back() - doubles_[i] : doubles_[i]);
    };
    centre sum = a[index(size() - 1, beyond)].centre();
    centre slope = sum * exponent(size() - 1);
    for (std::size_t t = size() - 1; t-- > 0;) {
      const centre factor = evenly_ ? x : power(x, gap(t, beyond));
      const centre& term = a[index(t, beyond)].centre();
      sum = sum * factor + term;
      slope = slope * factor + term * exponent(t);
    }
    if (traits::is_zero(slope)) return centre(0);
    return -(x * (sum / slope));
  }

  /// Every number between the ends of an enclosure.
  [[nodiscard]] static Ball around(const place& p) {
    const centre middle = (p.low + p.high) * centre(0.5);
    const radius half = traits::template magnitude<radius>(p.high - p.low);  // twice what is needed, for the roundings
    return Ball(middle, radius(half + 2 * traits::template last_place<radius>(middle)));
  }

  [[nodiscard]] static centre apart(const centre& x, int bits_down, bool up) {
    const centre part = traits::shifted(x, -bits_down);
    return up ? centre(x + part) : centre(x - part);
  }

  /// The post at an enclosed root of the next level: the signs on its two sides, where they can be told.
  [[nodiscard]] post post_at(std::size_t level, place where) const {
    try {
      const int s = sign(value(level, where.beyond_one, around(where)));
      return {where, s, s, false};
    } catch (const undecided&) {
      if (level == 0) throw;
    }
    // A sum further down may vanish at its own fence, and then what the post hides does not matter, if the sum itself
    // has no root there. Signs beside it are needed.
    for (int widening = 0; widening < 6; ++widening) {
      try {
        const int low = sign_at(level, where.beyond_one, where.low);
        const int high = sign_at(level, where.beyond_one, where.high);
        return {where, where.beyond_one ? high : low, where.beyond_one ? low : high, true};
      } catch (const undecided&) {
        const int bits = static_cast<int>(traits::bits) * (9 - widening) / 10;
        where.low = apart(where.low, bits, false);
        where.high = apart(where.high, bits, true);
      }
    }
    throw undecided();
  }

  [[nodiscard]] std::vector<place> fenced(std::size_t level, const std::vector<place>& fence) const {
    std::vector<post> posts;
    const place one{false, true, centre(1), centre(1)};
    posts.push_back({place{}, chain_.first_sign(level), chain_.first_sign(level), false});
    bool passed_one = false;
    const auto pass_one = [&] {
      if (passed_one) return;
      passed_one = true;
      int s = 0;
      try {
        s = sign_at(level, false, centre(1));
      } catch (const undecided&) {
        s = chain_.sign_at_one(level);
      }
      posts.push_back({one, s, s, false});
    };
    for (const place& p : fence) {
      if (p.beyond_one || p.at_one) pass_one();
      if (!p.at_one) posts.push_back(post_at(level, p));
    }
    pass_one();
    place infinity;
    infinity.beyond_one = true;
    posts.push_back({infinity, chain_.last_sign(level), chain_.last_sign(level), false});

    std::vector<place> out;
    for (std::size_t p = 0; p + 1 < posts.size(); ++p) {
      const post& here = posts[p];
      const post& next = posts[p + 1];
      if (here.open || (here.where.at_one && here.after == 0)) out.push_back(here.where);
      if (here.after * next.before < 0) out.push_back(between(level, here, next));
    }
    return out;
  }

  /// Is a change smaller than so many bits down from x?
  [[nodiscard]] static bool is_below(const centre& change, const centre& x, int bits) {
    return traits::is_zero(change) || traits::exponent_of_two(change) < traits::exponent_of_two(x) - bits;
  }

  /// The root between two posts.
  [[nodiscard]] place between(std::size_t level, const post& here, const post& next) const {
    const bool beyond = next.where.beyond_one;
    centre low = beyond ? next.where.high : here.where.high;
    centre high = beyond ? (here.where.at_one ? centre(1) : here.where.low) : next.where.low;
    const int sign_at_low = beyond ? next.before : here.after;
    if (!(low < high)) throw undecided();  // posts that were widened into each other
    const std::vector<double> amounts = doubles(level);
    const std::span<const double> exponents = evenly_ ? std::span<const double>() : std::span<const double>(doubles_);
    const rate_search_detail::reading<double> quick(amounts, exponents, beyond);
    if (traits::is_zero(low)) low = above_zero(level, beyond, sign_at_low, quick);
    const auto low_double = static_cast<double>(low);
    const auto high_double = static_cast<double>(high);
    centre x = rate_search_detail::halfway(low, high);
    if (0 < low_double && low_double < high_double) {
      const centre refined(rate_search_detail::refine(quick, low_double, high_double, sign_at_low));
      if (low < refined && refined < high) x = refined;
    }
    for (int halved = 40;; halved *= 2) {
      for (int i = 0; i < 12; ++i) {
        const centre change = step(level, beyond, x);
        const centre moved = x + change;
        if (!(low < moved && moved < high)) break;
        x = moved;
        if (is_below(change, x, static_cast<int>(traits::bits) - 12)) break;
      }
      if (auto found = enclosed(level, beyond, x, low, high, sign_at_low)) return *found;
      // The doubles have led astray, or another root is near: halve until Newton's steps cannot leave this one.
      if (halved > static_cast<int>(traits::bits)) throw undecided();
      for (unsigned i = 0; i < 2 * traits::bits; ++i) {
        x = rate_search_detail::halfway(low, high);
        (sign_at(level, beyond, x) == sign_at_low ? low : high) = x;
        if (is_below(high - low, low, halved)) break;
      }
      x = rate_search_detail::halfway(low, high);
    }
  }

  /// A point below the only root on this side of 1 up to the next post.
  [[nodiscard]] centre above_zero(std::size_t level, bool beyond, int sign_at_low,
                                  const rate_search_detail::reading<double>& quick) const {
    centre low(rate_search_detail::below_all_roots(quick));
    for (int i = 0; i < 12; ++i) {
      try {
        if (sign_at(level, beyond, low) == sign_at_low) return low;
      } catch (const undecided&) {
      }
      low = low * low;
      if (traits::is_zero(low)) break;  // where numbers end
    }
    throw undecided();
  }

  /// The narrowest enclosure around x with certain signs at its ends, between low and high.
  [[nodiscard]] std::optional<place> enclosed(std::size_t level, bool beyond, const centre& x, const centre& low,
                                              const centre& high, int sign_at_low) const {
    if (!(low < x && x < high)) return std::nullopt;
    const auto bits = static_cast<int>(traits::bits);
    for (const int width : {bits - 10, bits - 18, bits - 26, bits - 38, bits / 2}) {
      place p;
      p.beyond_one = beyond;
      p.low = apart(x, width, false);
      p.high = apart(x, width, true);
      if (!(low < p.low)) p.low = low;
      if (!(p.high < high)) p.high = high;
      try {
        const bool left = !(low < p.low) || sign_at(level, beyond, p.low) == sign_at_low;
        const bool right = !(p.high < high) || sign_at(level, beyond, p.high) == -sign_at_low;
        if (!left || !right) return std::nullopt;
        return p;
      } catch (const undecided&) {
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::vector<double> doubles(std::size_t level) const {
    std::vector<double> out;
    out.reserve(size());
    for (const Ball& b : balls_[level]) out.push_back(static_cast<double>(b.centre()));
    return out;
  }

  const whole_sum& sum_;
  const fences& chain_;
  std::vector<std::vector<Ball>> balls_;
  std::vector<double> doubles_;
  bool evenly_ = true;
};

/// What v is at a rate, where that is a fraction that is not too long: 1 over the growth over one of its steps.
std::optional<cpp_rational> growth_of_a_step(const whole_sum& sum, const cpp_rational& rate) {
  constexpr std::int64_t most = 4000;
  if (sum.of_each > most || sum.steps > most) return std::nullopt;
  const cpp_rational growth = 1 + rate;
  const auto power = [&](const cpp_int& x) -> cpp_int {
    return boost::multiprecision::pow(x, static_cast<unsigned>(sum.of_each));
  };
  return perfect_root(cpp_rational(power(numerator(growth)), power(denominator(growth))),
                      static_cast<unsigned>(sum.steps));
}

/// The exact sign of a sum at v = 1/growth.
int exact_sign(const whole_sum& sum, const cpp_rational& growth) {
  const cpp_int& over = numerator(growth);
  const cpp_int& under = denominator(growth);  // v = under/over
  cpp_int total = sum.amounts.back();
  cpp_int scale = 1;
  for (std::size_t t = sum.amounts.size() - 1; t-- > 0;) {
    const auto gap = static_cast<unsigned>(sum.exponents[t + 1] - sum.exponents[t]);
    scale *= boost::multiprecision::pow(over, gap);
    total = total * boost::multiprecision::pow(under, gap) + sum.amounts[t] * scale;
  }
  return total.sign();
}

/// The rate of a root as text. Nothing when more digits are needed.
template <class Ball>
std::optional<std::string> text_of(const search<Ball>& found, const enclosure<typename Ball::centre_type>& root,
                                   const whole_sum& sum, int digits) {
  using traits = centre_traits<typename Ball::centre_type>;
  const Ball rate = found.rate(root);
  if (const auto units = certain_digits(rate, digits)) return plain_text(*units);
  if constexpr (traits::bits < 300) {
    return std::nullopt;
  } else {
    // Perhaps the root is a tie, or a number's bound reaches over one. What is a tie to 300 bits is tried as one.
    const auto tie = tie_near(rate, digits);
    if (!tie) return std::nullopt;
    if (sum.exponents.back() > most_dense_degree) return std::nullopt;
    const auto growth = growth_of_a_step(sum, exactly(*tie));
    if (!growth) return std::nullopt;
    int side = 0;  // of the root: above the tie, at it, or below
    const int at_tie = exact_sign(sum, *growth);
    if (at_tie != 0) {
      // Just beyond the low end of the enclosure the sum has the sign that it has at rates above (v) or below (w).
      const int at_low = found.sign_at(0, root.beyond_one, root.low);
      const bool tie_is_towards_low = at_tie == at_low;
      side = tie_is_towards_low == root.beyond_one ? 1 : -1;
    }
    return plain_text(rounded_at(*tie, side));
  }
}

/// A root's rate, and where the root lies.
template <class Ball>
struct found_rate {
  std::string text;
  enclosure<typename Ball::centre_type> place;
};

/// All rates of a sum, ascending, with these balls; nothing when they have too few digits.
template <class Ball>
std::optional<std::vector<found_rate<Ball>>> rates_with(const whole_sum& sum, const fences& chain, int digits) {
  try {
    search<Ball> in(sum, chain);
    const auto found = in.roots();
    std::vector<found_rate<Ball>> out;
    for (std::size_t i = found.size(); i-- > 0;) {  // v ascending: rates descending
      auto text = text_of(in, found[i], sum, digits);
      if (!text) return std::nullopt;
      out.push_back({*std::move(text), found[i]});
    }
    return out;
  } catch (const undecided&) {
    return std::nullopt;
  }
}

/// The same as an answer, each rate once.
template <class Ball>
std::optional<certified_rates> simple_rates(const whole_sum& sum, const fences& chain, int digits) {
  auto found = rates_with<Ball>(sum, chain, digits);
  if (!found) return std::nullopt;
  certified_rates out;
  for (found_rate<Ball>& rate : *found) out.values.push_back(std::move(rate.text));
  out.multiplicities.assign(out.values.size(), 1);
  return out;
}

integer_polynomial dense(const whole_sum& sum) {
  integer_polynomial out(static_cast<std::size_t>(sum.exponents.back()) + 1);
  for (std::size_t t = 0; t < sum.amounts.size(); ++t) out[static_cast<std::size_t>(sum.exponents[t])] = sum.amounts[t];
  return out;
}

/// Is a root, real or complex, one more than once?
bool has_multiple_roots(const whole_sum& sum) {
  const integer_polynomial p = dense(sum);
  return square_free_part(p).size() < p.size();
}

/// With the periods of `like`.
whole_sum sparse(const integer_polynomial& p, const whole_sum& like) {
  whole_sum out;
  out.steps = like.steps;
  out.of_each = like.of_each;
  for (std::size_t t = 0; t < p.size(); ++t) {
    if (p[t].is_zero()) continue;
    out.amounts.push_back(p[t]);
    out.exponents.push_back(static_cast<std::int64_t>(t));
  }
  return out;
}

/// The rates of a sum with multiple roots: those that are roots at least once, at least twice, and so on, each a sum of
/// its own without multiple roots. A root of a later one is that of the first whose enclosure it shares.
template <class Ball>
std::optional<certified_rates> rates_by_multiplicity(const whole_sum& sum, int digits) {
  integer_polynomial rest = dense(sum);
  std::vector<found_rate<Ball>> all;
  certified_rates out;
  for (int times = 1; rest.size() > 1; ++times) {
    const integer_polynomial simple = square_free_part(rest);
    const whole_sum once = sparse(simple, sum);
    auto found = rates_with<Ball>(once, fences(once), digits);
    if (!found) return std::nullopt;
    if (times == 1) {
      all = *std::move(found);
      out.multiplicities.assign(all.size(), 1);
    } else {
      for (const auto& again : *found) {
        const auto same = [&](const auto& r) { return touch(r.place, again.place); };
        const auto at = std::find_if(all.begin(), all.end(), same);
        if (at == all.end() || std::find_if(at + 1, all.end(), same) != all.end()) return std::nullopt;
        out.multiplicities[static_cast<std::size_t>(at - all.begin())] = times;
      }
    }
    rest = divided(rest, simple);
  }
  for (found_rate<Ball>& rate : all) out.values.push_back(std::move(rate.text));
  return out;
}

}  // namespace

certified_rates certified_rates_of(const std::vector<stepped_flow>& flows, std::int64_t steps_per_period, int digits) {
  if (flows.empty()) throw std::invalid_argument("an internal rate of return needs at least one flow");
  if (digits < 1) throw std::invalid_argument("a rate needs at least one digit");
  if (steps_per_period < 1) throw std::invalid_argument("a period needs at least one step");
  const whole_sum sum = sum_of(flows, steps_per_period);
  certified_rates out;
  if (sum.amounts.empty()) {
    out.state = status::undefined;
    out.why = reason::all_zero;
    return out;
  }
  const fences chain(sum);
  if (chain.changes() == 0) {
    out.why = reason::no_sign_change;
    return out;
  }
  auto found = simple_rates<double_ball>(sum, chain, digits);
  if (!found && sum.exponents.back() <= most_dense_degree && has_multiple_roots(sum)) {
    found = rates_by_multiplicity<ball<384>>(sum, digits);
    if (!found) found = rates_by_multiplicity<ball<960>>(sum, digits);
    if (!found) found = rates_by_multiplicity<deep_ball>(sum, digits);
  } else {
    if (!found) found = simple_rates<ball<384>>(sum, chain, digits);
    if (!found) found = simple_rates<ball<960>>(sum, chain, digits);
    if (!found) found = simple_rates<deep_ball>(sum, chain, digits);
  }
  if (!found) {
    out.state = status::undefined;
    out.why = reason::not_decidable;
    return out;
  }
  out = *std::move(found);
  // A root at a rate of 0 is one as often as the sums that fence it vanish there too.
  for (std::size_t i = 0; i < out.values.size(); ++i) {
    if (out.values[i] != "0") continue;
    std::size_t level = 1;
    while (level < chain.levels() && chain.sign_at_one(level) == 0) ++level;
    out.multiplicities[i] = static_cast<int>(level);
  }
  if (out.values.empty()) {
    out.why = reason::no_real_root;
  } else {
    out.state = out.values.size() == 1 ? status::ok : status::several;
  }
  return out;
}

certified_rates certified_irr(const std::vector<cpp_rational>& flows, int digits) {
  std::vector<stepped_flow> stepped;
  stepped.reserve(flows.size());
  for (std::size_t t = 0; t < flows.size(); ++t) stepped.push_back({flows[t], static_cast<std::int64_t>(t)});
  return certified_rates_of(stepped, 1, digits);
}

certified_rates certified_xirr(const std::vector<cpp_rational>& flows, const std::vector<year_part>& parts,
                               int digits) {
  if (flows.size() != parts.size()) throw std::invalid_argument("dated flows need one date each");
  // Beyond these, steps of a common part of a year are too short to be counted.
  constexpr std::int64_t longest_basis = std::int64_t{1} << 40;
  std::int64_t basis = 1;
  for (const year_part& p : parts) {
    const std::int64_t reduced = p.denominator / std::gcd(p.denominator, p.numerator);
    const std::int64_t more = reduced / std::gcd(basis, reduced);
    if (more > longest_basis / basis) return {status::undefined, {}, {}, reason::too_many_year_lengths};
    basis *= more;
  }
  std::vector<stepped_flow> stepped;
  stepped.reserve(flows.size());
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const std::int64_t common = std::gcd(parts[i].denominator, parts[i].numerator);
    stepped.push_back({flows[i], parts[i].numerator / common * (basis / (parts[i].denominator / common))});
  }
  return certified_rates_of(stepped, basis, digits);
}

}  // namespace nytta
