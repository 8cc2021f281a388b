// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/draw_plan.hpp>

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "draw_kernels.hpp"
#include "quantile_table.hpp"
#include "random.hpp"
#include "sobol.hpp"
#include "symmetric_matrix.hpp"

namespace nytta {

namespace {

const quantile_table& normal_table() {
  static const quantile_table made({.shape = distribution::normal, .centre = 0, .spread = 1});
  return made;
}

}  // namespace

struct draw_plan::parts {
  std::vector<quantile_table> tables;
  /// For each factor the scores that its own is a sum of; none where it is independent of all others.
  std::vector<std::vector<weighted_row>> terms;
  bool correlated = false;
  sobol_points points;

  /// What turns a factor's uniform numbers into values, or into scores where it is correlated.
  [[nodiscard]] const quantile_table& table_of(std::size_t factor) const {
    return terms[factor].empty() ? tables[factor] : normal_table();
  }
};

namespace {

void require_order(const fitted_distribution& d, std::size_t factor) {
  bool fine = false;
  switch (d.shape) {
    case distribution::pert:
    case distribution::triangular: fine = d.least <= d.mode && d.mode <= d.most; break;
    case distribution::uniform: fine = d.least <= d.most; break;
    case distribution::normal:
    case distribution::lognormal: fine = std::isfinite(d.centre) && d.spread >= 0; break;
  }
  if (!fine || !std::isfinite(mean(d)) || !std::isfinite(variance(d))) {
    throw std::invalid_argument("the distribution of factor " + std::to_string(factor + 1) +
                                " has parameters that are not finite or not in order");
  }
}

}  // namespace

draw_plan::draw_plan(std::vector<fitted_distribution> factors, std::span<const double> correlation)
    : factors_(std::move(factors)) {
  const std::size_t n = factors_.size();
  for (std::size_t i = 0; i < n; ++i) require_order(factors_[i], i);
  std::vector<std::vector<weighted_row>> terms(n);
  bool correlated = false;
  if (!correlation.empty()) {
    if (require_correlation_form(correlation) != n) {
      throw std::invalid_argument(std::to_string(correlation.size()) + " correlations are no matrix of " +
                                  std::to_string(n) + " factors");
    }
    const auto root = lower_root(correlation, n);
    if (!root) throw std::invalid_argument("nothing can be correlated so: the matrix has a negative eigenvalue");
    for (std::size_t i = 0; i < n; ++i) {
      bool alone = true;
      for (std::size_t j = 0; j < n; ++j) alone = alone && (i == j || correlation[i * n + j] == 0);
      if (alone) continue;
      correlated = true;
      for (std::size_t j = 0; j <= i; ++j) {
        if ((*root)[i * n + j] != 0) terms[i].push_back({j, (*root)[i * n + j]});
      }
    }
  }
  std::vector<quantile_table> tables;
  tables.reserve(n);
  for (const fitted_distribution& d : factors_) tables.emplace_back(d);
  made_.push_back(
      {std::move(tables), std::move(terms), correlated, sobol_points(n <= sobol_points::most_dimensions ? n : 0)});
}

draw_plan::draw_plan(const draw_plan& other) = default;
draw_plan::draw_plan(draw_plan&& other) noexcept = default;
draw_plan& draw_plan::operator=(const draw_plan& other) = default;
draw_plan& draw_plan::operator=(draw_plan&& other) noexcept = default;
draw_plan::~draw_plan() = default;

std::size_t draw_plan::size() const { return factors_.size(); }
bool draw_plan::correlated() const { return made_.front().correlated; }
const std::vector<fitted_distribution>& draw_plan::factors() const { return factors_; }

void draw_plan::random(std::uint64_t seed, std::uint32_t stream, std::uint64_t block, double* out) const {
  const draw_kernels& by = quickest_draw_kernels();
  generator_lanes lanes = lanes_of(seed, stream, block, purpose::draws);
  const root_ends* waiting = nullptr;  // of the row before, whose values are made beside the next uniform numbers
  for (std::size_t i = 0; i < size(); ++i) {  // row by row, while a row lies in the first cache level
    double* row = out + i * draws_per_block;
    if (waiting != nullptr) {
      by.uniforms_beside_roots(&lanes.word[0][0], row, *waiting, row - draws_per_block);
    } else {
      by.uniforms(&lanes.word[0][0], row);
    }
    waiting = made_.front().table_of(i).roots();
    if (waiting == nullptr) made_.front().table_of(i).values(by, row, draws_per_block, row);
  }
  if (waiting != nullptr) {
    double* row = out + (size() - 1) * draws_per_block;
    by.roots(*waiting, row, draws_per_block, row);
  }
  join_correlated(out);
}

void draw_plan::low_discrepancy(std::uint64_t seed, std::uint32_t scramble, std::uint64_t block, double* out) const {
  const draw_kernels& by = quickest_draw_kernels();
  const sobol_points& points = made_.front().points;
  if (points.dimensions() != size()) {
    throw std::invalid_argument("there are Sobol points of " + std::to_string(sobol_points::most_dimensions) +
                                " dimensions at most, not " + std::to_string(size()));
  }
  if (block >= sobol_points::most_blocks) {
    throw std::invalid_argument("there are " + std::to_string(sobol_points::most_blocks) +
                                " blocks of Sobol points, and none with the number " + std::to_string(block));
  }
  for (std::size_t i = 0; i < size(); ++i) {
    const auto digits = points.scrambled(seed, scramble, i, block);
    by.points(digits.base, digits.directions.data(), out + i * draws_per_block);
    made_.front().table_of(i).values(by, out + i * draws_per_block, draws_per_block, out + i * draws_per_block);
  }
  join_correlated(out);
}

void draw_plan::join_correlated(double* rows) const {
  const draw_kernels& by = quickest_draw_kernels();
  const parts& made = made_.front();
  // From the last on: each sum has only its own score and earlier ones, and takes the place of its own.
  for (std::size_t i = made.correlated ? size() : 0; i-- > 0;) {
    if (made.terms[i].empty()) continue;
    double* row = rows + i * draws_per_block;
    by.combine(made.terms[i].data(), made.terms[i].size(), rows, row);
    made.tables[i].values_at_scores(by, row, draws_per_block, row);
  }
}

void draw_plan::normals(std::uint64_t seed, std::uint32_t stream, std::uint64_t block, std::size_t rows, double* out) {
  const draw_kernels& by = quickest_draw_kernels();
  generator_lanes lanes = lanes_of(seed, stream, block, purpose::normals);
  for (std::size_t i = 0; i < rows; ++i) {
    double* row = out + i * draws_per_block;
    by.uniforms(&lanes.word[0][0], row);
    normal_table().values(by, row, draws_per_block, row);
  }
}

void draw_plan::at_scores(std::size_t factor, const double* scores, std::size_t count, double* out) const {
  if (factor >= size()) {
    throw std::invalid_argument("there is no factor " + std::to_string(factor + 1) + " of " + std::to_string(size()));
  }
  made_.front().tables[factor].values_at_scores(quickest_draw_kernels(), scores, count, out);
}

}  // namespace nytta
