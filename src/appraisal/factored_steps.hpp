// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "appraisal/traced.hpp"
#include "core/after_operands.hpp"

namespace nytta {

/// Turns recorded steps, whose products may have many factors, into steps of two operands at most, with what sums of
/// products have in common taken out of them: u1 v g1 d1 + u2 v g2 d2 + … becomes v (u1 (g1 d1) + u2 (g2 d2) + …), and
/// the bracket is one step for every v.
class factored_steps {
 public:
  explicit factored_steps(const std::vector<recorded_step>& from) : from_(from), places_(from.size(), -1) {}

  /// Where a recorded step stands among `steps`, with all that it needs before it.
  int place(int recorded) {
    const auto step = [this](int i) -> const recorded_step& { return from_[static_cast<std::size_t>(i)]; };
    make_after_operands(
        recorded, [this](int i) { return known(i) >= 0; },
        [&](int i, const auto& take) { each_operand(step(i), take); },
        [&](int i) { places_[static_cast<std::size_t>(i)] = written(step(i)); });
    return known(recorded);
  }

  [[nodiscard]] std::vector<recorded_step> take() { return std::move(out_.steps); }

 private:
  using code = recorded_step::code;
  using weight = recorded_step::weight;

  /// A coefficient and the steps that it multiplies, ascending.
  struct product {
    double by = 0;
    std::vector<int> factors;
  };

  template <class Take>
  void each_operand(const recorded_step& s, const Take& take) const {
    switch (s.what) {
      case code::input: return;
      case code::product:
      case code::call:
        for (const weight& w : s.terms) {
          if (w.step >= 0) take(w.step);
        }
        return;
      case code::weighted:  // a product in it is opened: its factors are needed, not itself
        for (const weight& w : s.terms) {
          const recorded_step& t = from_[static_cast<std::size_t>(w.step)];
          if (t.what == code::product) {
            for (const weight& f : t.terms) take(f.step);
          } else {
            take(w.step);
          }
        }
        return;
      case code::shifted:
      case code::ladder:
      case code::lesser:
      case code::greater:
        take(s.first);
        take(s.second);
        return;
      case code::reciprocal:
      case code::root:
      case code::whole_below: take(s.first); return;
    }
  }

  [[nodiscard]] int known(int recorded) const { return places_[static_cast<std::size_t>(recorded)]; }

  int written(const recorded_step& s) {
    switch (s.what) {
      case code::product: return product_of(factors_of(s));
      case code::weighted: {
        std::vector<product> terms;
        for (const weight& w : s.terms) {
          const recorded_step& t = from_[static_cast<std::size_t>(w.step)];
          terms.push_back({w.by, t.what == code::product ? factors_of(t) : std::vector{known(w.step)}});
        }
        auto weights = weights_of(std::move(terms));
        const bool itself = weights.size() == 1 && weights.front().by == 1 && s.constant == 0;
        return itself ? weights.front().step : out_.weighted(s.constant, std::move(weights));
      }
      case code::input:
      case code::shifted:  // these two are made of written steps only
      case code::ladder:
      case code::call:
      case code::lesser:
      case code::greater:
      case code::reciprocal:
      case code::root:
      case code::whole_below: break;
    }
    recorded_step copy = s;
    if (s.what != code::input) {
      copy.first = s.what == code::call ? 0 : known(s.first);
      copy.second = s.what == code::lesser || s.what == code::greater ? known(s.second) : 0;
      for (weight& w : copy.terms) w.step = w.step < 0 ? w.step : known(w.step);
    }
    return out_.add(std::move(copy));
  }

  [[nodiscard]] std::vector<int> factors_of(const recorded_step& s) const {
    std::vector<int> out;
    for (const weight& w : s.terms) out.push_back(known(w.step));
    std::sort(out.begin(), out.end());
    return out;
  }

  int product_of(const std::vector<int>& factors) {
    int at = factors.front();
    for (std::size_t i = 1; i < factors.size(); ++i) {
      at = out_.add(code::product, (std::min)(at, factors[i]), (std::max)(at, factors[i]));
    }
    return at;
  }

  /// A factor's part in a sum: which products have it, how many times each.
  using part = std::vector<std::pair<std::size_t, int>>;

  [[nodiscard]] static std::map<int, part> parts_of(const std::vector<product>& terms) {
    std::map<int, part> out;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      for (const int f : terms[t].factors) {
        auto& p = out[f];
        if (p.empty() || p.back().first != t) p.emplace_back(t, 0);
        ++p.back().second;
      }
    }
    return out;
  }

  /// Factors that stand in the same products, as many times each, become one.
  void join_companions(std::vector<product>& terms) {
    std::map<part, std::vector<int>> companions;
    for (auto& [factor, p] : parts_of(terms)) companions[p].push_back(factor);
    for (const auto& one : companions) {
      const auto& factors = one.second;
      if (factors.size() < 2) continue;
      const int joined = product_of(factors);
      for (const auto& [t, times] : one.first) {
        auto& own = terms[t].factors;
        std::erase_if(own, [&](int f) { return std::binary_search(factors.begin(), factors.end(), f); });
        own.insert(own.end(), static_cast<std::size_t>(times), joined);
        std::sort(own.begin(), own.end());
      }
    }
  }

  /// What a factor multiplies: its products without it, less a common multiple.
  using bracket = std::vector<std::pair<std::vector<int>, double>>;

  [[nodiscard]] static std::pair<bracket, double> bracket_of(const std::vector<product>& terms, int factor,
                                                             const part& in) {
    bracket out;
    for (const auto& [t, times] : in) {
      auto rest = terms[t].factors;
      rest.erase(std::find(rest.begin(), rest.end(), factor));
      out.emplace_back(std::move(rest), terms[t].by);
    }
    std::sort(out.begin(), out.end());
    const double lead = out.front().second;
    for (auto& [rest, by] : out) by /= lead;
    return {std::move(out), lead};
  }

  /// Factors that multiply the same bracket, each so many times: those of the bracket that saves most. Empty where no
  /// factor stands in two products.
  struct shared_bracket {
    std::vector<weight> of;
    bracket inside;
  };
  [[nodiscard]] static shared_bracket best_bracket(const std::vector<product>& terms) {
    std::map<bracket, std::vector<weight>> all;
    for (const auto& [factor, in] : parts_of(terms)) {
      if (in.size() < 2) continue;
      auto [inside, times] = bracket_of(terms, factor, in);
      all[std::move(inside)].push_back({factor, times});
    }
    shared_bracket best;
    std::size_t most = 0;
    for (auto& one : all) {
      const bracket& inside = one.first;
      std::vector<weight>& of = one.second;
      // Factors of the same bracket stand in different products, unless the bracket holds them, too.
      const bool apart = std::none_of(of.begin(), of.end(), [&](const weight& w) {
        return of.size() > 1 && std::any_of(inside.begin(), inside.end(), [&](const auto& p) {
                 return std::find(p.first.begin(), p.first.end(), w.step) != p.first.end();
               });
      });
      if (!apart) of.resize(1);
      const std::size_t saved = of.size() * inside.size() * (of.size() > 1 ? terms.size() + 1 : 1);
      if (saved <= most) continue;
      most = saved;
      best = {of, inside};
    }
    return best;
  }

  /// The sum of products as weights on steps, what is shared taken out.
  std::vector<weight> weights_of(std::vector<product> terms) {
    constexpr std::size_t most_terms = 3000;  // of a larger sum what is shared takes too long to find
    join_companions(terms);
    while (terms.size() > 1 && terms.size() <= most_terms) {
      const auto best = best_bracket(terms);
      if (best.of.empty()) break;
      double alone = 0;
      std::vector<product> inside;
      for (const auto& [rest, by] : best.inside) {
        if (rest.empty()) {
          alone += by;
        } else {
          inside.push_back({by, rest});
        }
      }
      for (const weight& w : best.of) drop(terms, w.step, best.inside);
      const auto [step, times] = a_multiple_of(alone, weights_of(std::move(inside)));
      const auto [outside, by] = a_multiple_of(0, best.of);
      std::vector<int> factors{outside, step};
      std::sort(factors.begin(), factors.end());
      terms.push_back({times * by, std::move(factors)});
    }
    std::vector<weight> weights;
    for (const product& p : terms) weights.push_back({product_of(p.factors), p.by});
    std::sort(weights.begin(), weights.end(), [](const weight& a, const weight& b) { return a.step < b.step; });
    return weights;
  }

  /// Takes the products of a factor and a bracket out of the sum.
  static void drop(std::vector<product>& terms, int factor, const bracket& inside) {
    std::erase_if(terms, [&](const product& p) {
      const auto at = std::find(p.factors.begin(), p.factors.end(), factor);
      if (at == p.factors.end()) return false;
      auto rest = p.factors;
      rest.erase(rest.begin() + (at - p.factors.begin()));
      return std::any_of(inside.begin(), inside.end(), [&](const auto& one) { return one.first == rest; });
    });
  }

  /// A step, and how many times of it the sum is: sums that differ by a multiple share a step.
  std::pair<int, double> a_multiple_of(double constant, std::vector<weight> weights) {
    std::sort(weights.begin(), weights.end(), [](const weight& a, const weight& b) { return a.step < b.step; });
    if (weights.size() == 1 && constant == 0) return {weights.front().step, weights.front().by};
    const double lead = weights.empty() ? 1 : weights.front().by;
    for (weight& w : weights) w.by /= lead;
    return {out_.weighted(constant / lead, std::move(weights)), lead};
  }

  const std::vector<recorded_step>& from_;
  std::vector<int> places_;
  step_recorder out_;
};

}  // namespace nytta
