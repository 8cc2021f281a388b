// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/evaluate.hpp>
#include <nytta/core/arithmetic.hpp>
#include <nytta/core/decimal_double.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

// The evaluator's run, recorded: calculate a formula in traced numbers, and the recorder has its steps.

namespace nytta {

/// One step on a block of lanes; it reads steps before it.
struct recorded_step {
  enum class code : std::uint8_t {
    input,       ///< of index `first`
    weighted,    ///< constant + Σ weight × step, or × the product of two steps
    product,     ///< first × second; while it is recorded, of all steps that `terms` name
    shifted,     ///< (constant + its one weight) × second
    ladder,      ///< of x = the step `first`: for each rung in turn x = (x + rung) × second
    reciprocal,  ///< 1 / first
    root,        ///< √first
    lesser,
    greater,
    whole_below,  ///< ⌊first⌋
    call          ///< the measure `node` of the series that `terms` name; a step of −1 is the number `by`
  };
  struct weight {
    int step = 0;
    double by = 0;
    int with = -1;  ///< of a weighted sum, another step that it is times
  };
  code what = code::input;
  int first = 0;
  int second = 0;
  double constant = 0;
  std::vector<weight> terms{};
  std::vector<double> rungs{};
  int node = 0;
  int place = -1;  ///< where its lanes stand in a workspace
};

/// A way that the recorded run took: the step's number above 0, below it, …
struct recorded_condition {
  enum class sense : std::uint8_t { above, below, zero, not_zero, not_above, not_below };
  int step = 0;
  sense is = sense::above;
};

/// Takes down steps and conditions, each once.
class step_recorder {
 public:
  using code = recorded_step::code;

  std::vector<recorded_step> steps;
  std::vector<recorded_condition> conditions;

  int add(recorded_step s) {
    std::vector<std::pair<int, double>> terms;
    terms.reserve(s.terms.size());
    for (const auto& w : s.terms) terms.emplace_back(w.step, w.by);
    auto key = std::tuple(s.what, s.first, s.second, s.constant, s.node, std::move(terms));
    const auto [found, fresh] = known_.emplace(std::move(key), static_cast<int>(steps.size()));
    if (fresh) steps.push_back(std::move(s));
    return found->second;
  }
  int add(code what, int first, int second = 0) {
    recorded_step s;
    s.what = what;
    s.first = first;
    s.second = second;
    return add(std::move(s));
  }
  /// The product of two steps; of products all their factors.
  int product(int a, int b) {
    recorded_step s;
    s.what = code::product;
    for (const int one : {a, b}) {
      const recorded_step& factor = steps[static_cast<std::size_t>(one)];
      if (factor.what == code::product) {
        s.terms.insert(s.terms.end(), factor.terms.begin(), factor.terms.end());
      } else {
        s.terms.push_back({one, 1});
      }
    }
    std::sort(s.terms.begin(), s.terms.end(), [](const auto& x, const auto& y) { return x.step < y.step; });
    return add(std::move(s));
  }
  int weighted(double constant, std::vector<recorded_step::weight> terms) {
    recorded_step s;
    s.what = code::weighted;
    s.constant = constant;
    s.terms = std::move(terms);
    return add(std::move(s));
  }

  void require(int step, recorded_condition::sense is) {
    if (conditional.empty() || conditional.back() != node) conditional.push_back(node);
    if (required_.emplace(step, is).second) conditions.push_back({step, is});
  }

  int node = 0;                  ///< of the working, that is being recorded
  std::vector<int> conditional;  ///< nodes whose way a condition decides, ascending

 private:
  std::set<std::pair<int, recorded_condition::sense>> required_;
  std::map<std::tuple<code, int, int, double, int, std::vector<std::pair<int, double>>>, int> known_;
};

/// A number while it is written down: a constant and weights on the recorder's slots, and what it comes to where the
/// inputs are as claimed, by which the formulas go their way.
class traced {
  using code = recorded_step::code;
  using weight = recorded_step::weight;
  using sense = recorded_condition::sense;

 public:
  traced() = default;
  explicit traced(int whole) : constant_(whole), likely_(whole) {}
  explicit traced(double x) : constant_(x), likely_(x) {}
  /// So many times a step. Nothing of it is nothing: a factor by year may be 0 in some years.
  traced(step_recorder& by, int slot, double times, double likely) : likely_(likely), by_(&by) {
    if (times != 0) terms_.push_back({slot, times});
  }

  [[nodiscard]] static traced of_decimal(const decimal& a) { return traced(to_double(a)); }

  [[nodiscard]] bool is_constant() const { return terms_.empty(); }
  [[nodiscard]] double constant() const { return constant_; }
  [[nodiscard]] double likely() const { return likely_; }

  traced& operator+=(const traced& b) { return sum(b, 1); }
  traced& operator-=(const traced& b) { return sum(b, -1); }
  traced& operator*=(const traced& b) {
    if (b.is_constant()) return scale(b.constant_);
    if (is_constant()) {
      const double times = constant_;
      *this = b;
      return scale(times);
    }
    const auto [first, k] = settled();
    const auto [second, m] = b.settled();
    return *this = traced(*by_, by_->product(first, second), k * m, likely_ * b.likely_);
  }
  traced& operator/=(const traced& b) {
    if (b.is_constant()) {
      const double by = b.constant_;
      constant_ /= by;
      likely_ /= by;
      for (weight& w : terms_) w.by /= by;
      drop_zeros();
      return *this;
    }
    const auto [slot, k] = b.settled();
    const traced inverse(*b.by_, b.by_->add(code::reciprocal, slot), 1 / k, 1 / b.likely_);
    return *this *= inverse;
  }
  friend traced operator+(traced a, const traced& b) { return a += b; }
  friend traced operator-(traced a, const traced& b) { return a -= b; }
  friend traced operator*(traced a, const traced& b) { return a *= b; }
  friend traced operator/(traced a, const traced& b) { return a /= b; }
  friend traced operator-(traced a) { return a.scale(-1); }

  friend bool operator<(const traced& a, const traced& b) {
    const traced between = b - a;
    const bool answer = a.likely_ < b.likely_;
    between.require(answer ? sense::above : sense::not_above, answer ? sense::below : sense::not_below);
    return answer;
  }
  friend bool operator>(const traced& a, const traced& b) { return b < a; }
  friend bool operator==(const traced& a, const traced& b) {
    const traced between = b - a;
    const bool answer = a.likely_ == b.likely_;
    const auto is = answer ? sense::zero : sense::not_zero;
    between.require(is, is);
    return answer;
  }
  friend traced lesser(const traced& a, const traced& b) { return either(a, b, code::lesser); }
  friend traced greater(const traced& a, const traced& b) { return either(a, b, code::greater); }
  friend traced sqrt(const traced& x) {
    if (x.is_constant()) return traced(std::sqrt(x.constant_));
    const int slot = x.exactly();
    return {*x.by_, x.by_->add(code::root, slot), 1, std::sqrt(x.likely_)};
  }
  friend traced floor(const traced& x) {
    if (x.is_constant()) return traced(std::floor(x.constant_));
    const int slot = x.exactly();
    return {*x.by_, x.by_->add(code::whole_below, slot), 1, std::floor(x.likely_)};
  }
  /// Only the s-curve's shares, which no input moves; a modified rate of return is a call.
  friend traced pow(const traced& base, const traced& exponent) {
    if (!base.is_constant() || !exponent.is_constant()) throw undecided();
    return traced(std::pow(base.constant_, exponent.constant_));
  }

  /// The slot that holds it, and how many times: those that differ by a multiple share one.
  [[nodiscard]] std::pair<int, double> settled() const {
    if (terms_.size() == 1 && constant_ == 0) return {terms_.front().step, terms_.front().by};
    const double lead = terms_.front().by;
    return {weighted(1 / lead), lead};
  }
  /// The slot that holds just it.
  [[nodiscard]] int exactly() const {
    if (terms_.size() == 1 && constant_ == 0 && terms_.front().by == 1) return terms_.front().step;
    return weighted(1);
  }

 private:
  [[nodiscard]] int weighted(double times) const {
    std::vector<weight> terms = terms_;
    for (weight& w : terms) w.by *= times;
    return by_->weighted(constant_ * times, std::move(terms));
  }
  void require(sense is, sense turned) const {
    if (is_constant()) return;
    const auto [slot, times] = settled();
    by_->require(slot, times < 0 ? turned : is);
  }
  traced& scale(double times) {
    if (times == 0) return *this = traced(0.0);
    constant_ *= times;
    likely_ *= times;
    for (weight& w : terms_) w.by *= times;
    drop_zeros();
    return *this;
  }
  /// Weights that are too small for a double.
  void drop_zeros() {
    std::erase_if(terms_, [](const weight& w) { return w.by == 0; });
  }
  traced& sum(const traced& b, double sign) {
    constant_ += sign * b.constant_;
    likely_ += sign * b.likely_;
    if (b.is_constant()) return *this;
    by_ = b.by_;
    std::vector<weight> both;
    both.reserve(terms_.size() + b.terms_.size());
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < terms_.size() || k < b.terms_.size()) {
      const bool own = k == b.terms_.size() || (i < terms_.size() && terms_[i].step < b.terms_[k].step);
      const bool other = i == terms_.size() || (k < b.terms_.size() && b.terms_[k].step < terms_[i].step);
      if (own) {
        both.push_back(terms_[i++]);
      } else if (other) {
        both.push_back({b.terms_[k].step, sign * b.terms_[k].by});
        ++k;
      } else {
        const double by = terms_[i].by + sign * b.terms_[k].by;
        if (by != 0) both.push_back({terms_[i].step, by});
        ++i;
        ++k;
      }
    }
    terms_ = std::move(both);
    return *this;
  }
  static traced either(const traced& a, const traced& b, code what) {
    const bool second = what == code::lesser ? b.likely_ < a.likely_ : a.likely_ < b.likely_;
    if ((b - a).is_constant()) return second ? b : a;  // the same way everywhere
    step_recorder& by = a.by_ != nullptr ? *a.by_ : *b.by_;
    const auto slot = [&](const traced& x) { return x.is_constant() ? by.weighted(x.constant_, {}) : x.exactly(); };
    const int first = slot(a);
    return {by, by.add(what, first, slot(b)), 1, second ? b.likely_ : a.likely_};
  }

  double constant_ = 0;
  double likely_ = 0;
  std::vector<weight> terms_;  // ascending slots
  step_recorder* by_ = nullptr;
};

template <>
struct number_abilities<traced> {
  static constexpr bool real_powers = true;
  static constexpr bool rates_of_return = false;
};

}  // namespace nytta
