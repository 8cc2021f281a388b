// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/shapley.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "block_sums.hpp"
#include "jackknife.hpp"

namespace nytta {

namespace {

// Less of a score's variance than this is left to chance: the factors before it decide it.
constexpr double decided = 1e-10;

/// The lower factor L of the correlations in a given order, L Lᵀ = R, row by row. A variable that those before it
/// decide has a column of zeros. False when no such factor exists: R is not positive semidefinite.
bool factorise(std::span<const double> correlation, std::span<const std::size_t> order, std::vector<double>& l) {
  const std::size_t k = order.size();
  bool possible = true;
  for (std::size_t c = 0; c < k; ++c) {
    const double* row_c = l.data() + c * k;
    double left = correlation[order[c] * k + order[c]];
    for (std::size_t i = 0; i < c; ++i) left -= row_c[i] * row_c[i];
    possible = possible && left > -100 * decided;
    const double pivot = left > decided ? std::sqrt(left) : 0;
    l[c * k + c] = pivot;
    for (std::size_t r = c + 1; r < k; ++r) {
      double* row_r = l.data() + r * k;
      double rest = correlation[order[r] * k + order[c]];
      for (std::size_t i = 0; i < c; ++i) rest -= row_r[i] * row_c[i];
      // |rest|² is at most the product of the two variances that are left.
      possible = possible && (pivot > 0 || rest * rest <= 100 * decided);
      row_r[c] = pivot > 0 ? rest / pivot : 0;
    }
  }
  return possible;
}

void require_correlation(std::span<const double> correlation, std::size_t k) {
  if (correlation.size() != k * k) {
    throw std::invalid_argument("a correlation matrix of " + std::to_string(k) + " factors has " +
                                std::to_string(k * k) + " numbers, and not " + std::to_string(correlation.size()));
  }
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double r = correlation[i * k + j];
      const bool fits = i == j ? std::abs(r - 1) <= 1e-12 : r >= -1 && r <= 1;
      if (!fits || !(std::abs(r - correlation[j * k + i]) <= 1e-12)) {
        throw std::invalid_argument("a correlation matrix is symmetric, with ones on the diagonal and none larger: " +
                                    std::to_string(r) + " at " + std::to_string(i + 1) + ", " + std::to_string(j + 1));
      }
    }
  }
  std::vector<std::size_t> order(k);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> l(k * k);
  if (!factorise(correlation, order, l)) {
    throw std::invalid_argument("the correlations contradict each other: their matrix is not positive semidefinite");
  }
}

/// Permutations are gathered until their points fill a block.
class gathered_permutations {
 public:
  gathered_permutations(model_view model, scores_view values, std::size_t factors)
      : model_(model), values_(values), factors_(factors), scores_(factors * row), drawn_(factors * row) {
    for (std::size_t j = 0; j < factors; ++j) inputs_.push_back(drawn_.data() + j * row);
  }

  /// The scores in the order of the factors at u' first, then with one more number of u in each point. Adds the gains
  /// of a full block to `gains` before it begins the next.
  void add(std::span<const std::size_t> order, const std::vector<double>* l, std::span<const double> u,
           std::span<const double> u_anew, std::span<double> gains) {
    const std::size_t k = factors_;
    if (count_ + k + 1 > block_length) evaluate(gains);
    orders_.insert(orders_.end(), order.begin(), order.end());
    z_.assign(u_anew.begin(), u_anew.end());
    if (l != nullptr) {
      for (std::size_t r = 0; r < k; ++r) {
        z_[r] = 0;
        for (std::size_t c = 0; c <= r; ++c) z_[r] += (*l)[r * k + c] * u_anew[c];
      }
    }
    put(order);
    for (std::size_t p = 0; p < k; ++p) {
      if (l == nullptr) {
        z_[p] = u[p];
      } else {
        const double change = u[p] - u_anew[p];
        for (std::size_t r = p; r < k; ++r) z_[r] += (*l)[r * k + p] * change;
      }
      put(order);
    }
  }

  void evaluate(std::span<double> gains) {
    if (count_ == 0) return;
    const std::size_t k = factors_;
    for (std::size_t j = 0; j < k; ++j) values_(j, scores_.data() + j * row, count_, drawn_.data() + j * row);
    model_(inputs_.data(), count_, y_.data());
    const std::size_t* order = orders_.data();
    for (const double* y = y_.data(); y < y_.data() + count_; y += k + 1, order += k) {
      for (std::size_t p = 0; p < k; ++p) gains[order[p]] += (y[p + 1] - y[p]) * (y[k] - (y[p + 1] + y[p]) / 2);
      for (std::size_t p = 0; p <= k; ++p) exists_ = exists_ && std::isfinite(y[p]);
      largest_ = (std::max)(largest_, std::abs(y[k]));
    }
    count_ = 0;
    orders_.clear();
  }

  [[nodiscard]] bool exists() const { return exists_; }
  [[nodiscard]] double largest() const { return largest_; }

 private:
  static constexpr std::size_t row = block_length + lanes;  // rows of 2 KiB would compete for the same cache lines

  void put(std::span<const std::size_t> order) {
    for (std::size_t r = 0; r < factors_; ++r) scores_[order[r] * row + count_] = z_[r];
    ++count_;
  }

  model_view model_;
  scores_view values_;
  std::size_t factors_;
  std::size_t count_ = 0;
  std::vector<std::size_t> orders_;
  std::vector<double> z_;
  std::vector<double> scores_;
  std::vector<double> drawn_;
  std::vector<const double*> inputs_;
  std::array<double, block_length> y_{};
  bool exists_ = true;
  double largest_ = 0;
};

}  // namespace

shapley_result shapley_effects(model_view model, scores_view values, draws_view normals, std::size_t factors,
                               std::span<const double> correlation, std::size_t permutations) {
  static_assert(most_shapley_factors < block_length);
  if (factors == 0 || factors > most_shapley_factors) {
    throw std::invalid_argument("Shapley effects are for 1 to 255 factors, and not " + std::to_string(factors));
  }
  if (permutations < 2 * draw_groups) {
    throw std::invalid_argument("Shapley effects need at least 64 permutations, and not " +
                                std::to_string(permutations));
  }
  if (!correlation.empty()) require_correlation(correlation, factors);
  const std::size_t k = factors;
  const std::size_t in_group = (permutations + draw_groups - 1) / draw_groups;

  std::vector<double> drawn(3 * k * block_length);
  std::vector<std::size_t> order(k);
  std::vector<double> u(3 * k);
  std::vector<double> l(k * k);
  std::vector<double> gains(draw_groups * k);  // [group][factor]
  gathered_permutations points(model, values, k);
  for (std::size_t g = 0; g < draw_groups; ++g) {
    const auto own = std::span(gains).subspan(g * k, k);
    for (std::size_t i = 0; i < in_group; ++i) {
      const std::size_t lane = i % block_length;
      if (lane == 0) normals(static_cast<std::uint32_t>(g), i / block_length, drawn.data());
      for (std::size_t r = 0; r < 3 * k; ++r) u[r] = drawn[r * block_length + lane];
      std::iota(order.begin(), order.end(), std::size_t{0});
      const double* keys = u.data() + 2 * k;
      std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
      if (!correlation.empty()) (void)factorise(correlation, order, l);
      points.add(order, correlation.empty() ? nullptr : &l, std::span(u).first(k), std::span(u).subspan(k, k), own);
    }
    points.evaluate(own);
  }

  shapley_result out;
  out.permutations = in_group * draw_groups;
  if (!points.exists()) {
    out.state = status::undefined;
    return out;
  }
  std::vector<double> sums(k);
  std::array<double, draw_groups> of_group{};
  double all = 0;
  for (std::size_t g = 0; g < draw_groups; ++g) {
    for (std::size_t j = 0; j < k; ++j) {
      sums[j] += gains[g * k + j];
      of_group[g] += gains[g * k + j];
    }
    all += of_group[g];
  }
  const auto n = static_cast<double>(out.permutations);
  const auto n_without = static_cast<double>(out.permutations - in_group);
  std::array<double, draw_groups> without{};
  for (std::size_t g = 0; g < draw_groups; ++g) without[g] = (all - of_group[g]) / n_without;
  out.variance = with_interval(all / n, without);
  out.variance.low = (std::max)(out.variance.low, 0.0);
  constexpr double rounding = 1e-14;  // a spread of this share of the figure is how it was calculated
  if (all / n <= rounding * rounding * points.largest() * points.largest()) {
    out.state = status::none;
    return out;
  }
  for (std::size_t j = 0; j < k; ++j) {
    bool known = true;
    for (std::size_t g = 0; g < draw_groups; ++g) {
      const double rest = all - of_group[g];
      known = known && rest > decided * all;
      without[g] = known ? (sums[j] - gains[g * k + j]) / rest : 0;
    }
    const double effect = sums[j] / all;
    out.effects.push_back(known ? reaching_shares(with_interval(effect, without)) : anywhere(effect));
  }
  return out;
}

}  // namespace nytta
