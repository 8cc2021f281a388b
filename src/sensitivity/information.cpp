// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/information.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "block_sums.hpp"

namespace nytta {

namespace {

void require_same_length(alternative_figures figures, std::size_t draws) {
  for (std::size_t d = 0; d < figures.size(); ++d) {
    if (figures[d].size() != draws) {
      throw std::invalid_argument("alternative " + std::to_string(d + 1) + " has figures in " +
                                  std::to_string(figures[d].size()) + " draws, and not in " + std::to_string(draws));
    }
  }
}

void require_alternatives(std::size_t count) {
  if (count == 0) throw std::invalid_argument("information has a value between alternatives, and there is none");
}

constexpr const char* no_figure = "the value of information needs finite figures";

}  // namespace

perfect_information value_of_perfect_information(alternative_figures figures, bool may_do_nothing) {
  require_alternatives(figures.size());
  const std::size_t draws = figures[0].size();
  require_same_length(figures, draws);
  if (draws < 2) throw std::invalid_argument("the value of information needs at least two draws");
  const auto n = static_cast<double>(draws);
  perfect_information out;
  for (std::size_t d = 0; d < figures.size(); ++d) {
    const double* f = figures[d].data();
    const double mean = sum_in_blocks(draws, [&](std::size_t i) { return f[i]; }) / n;
    if (!std::isfinite(mean)) throw std::invalid_argument(no_figure);
    const bool first = d == 0 && !may_do_nothing;
    if (first || mean > out.expected) {
      out.best = d;
      out.expected = mean;
    }
  }
  compensated_sum sum;
  compensated_sum squares;
  std::array<double, block_length> gain{};
  const double least = may_do_nothing ? 0 : std::numeric_limits<double>::lowest();
  for (std::size_t from = 0; from < draws; from += block_length) {
    const std::size_t count = (std::min)(block_length, draws - from);
    gain.fill(least);
    for (const std::span<const double> alternative : figures) {
      const double* f = alternative.data() + from;
      for (std::size_t i = 0; i < count; ++i) gain[i] = gain[i] > f[i] ? gain[i] : f[i];
    }
    if (out.best.has_value()) {
      const double* f = figures[*out.best].data() + from;
      for (std::size_t i = 0; i < count; ++i) gain[i] -= f[i];
    }
    sum.add(sum_of_block(count, [&](std::size_t i) { return gain[i]; }));
    squares.add(sum_of_block(count, [&](std::size_t i) { return gain[i] * gain[i]; }));
  }
  const double mean = sum.value() / n;
  out.of_everything.value = mean;
  out.of_everything.standard_error = std::sqrt((std::max)(0.0, squares.value() - sum.value() * mean) / (n - 1) / n);
  return out;
}

// --- One factor

factor_information::factor_information(std::span<const double> thresholds, std::size_t alternatives,
                                       bool may_do_nothing)
    : alternatives_(alternatives + (may_do_nothing ? 1 : 0)),
      may_do_nothing_(may_do_nothing),
      thresholds_(thresholds.begin(), thresholds.end()) {
  require_alternatives(alternatives);
  for (std::size_t i = 0; i < thresholds.size(); ++i) {
    if (!std::isfinite(thresholds[i]) || (i > 0 && thresholds[i] < thresholds[i - 1])) {
      throw std::invalid_argument("thresholds ascend, and do not after " + std::to_string(i) + " of them");
    }
  }
  while (bins_ < thresholds.size() + 1) bins_ *= 2;
  thresholds_.resize(bins_ - 1, std::numeric_limits<double>::infinity());
  cells_.resize(2 * bins_ * (1 + alternatives_ + alternatives_ * (alternatives_ - 1) / 2));
}

const double* factor_information::cell(std::size_t half, std::size_t bin) const {
  return cells_.data() + (half * bins_ + bin) * (cells_.size() / (2 * bins_));
}

/// Where a cell has the squared differences of two alternatives.
std::size_t factor_information::pair(std::size_t a, std::size_t b) const {
  const std::size_t low = (std::min)(a, b);
  const std::size_t high = (std::max)(a, b);
  return 1 + alternatives_ + high * (high - 1) / 2 + low;
}

void factor_information::add(std::span<const double> values, alternative_figures figures) {
  const std::size_t given = alternatives_ - (may_do_nothing_ ? 1 : 0);
  if (figures.size() != given) {
    throw std::invalid_argument("figures of " + std::to_string(figures.size()) + " alternatives, and not of " +
                                std::to_string(given));
  }
  require_same_length(figures, values.size());
  const auto require_finite = [](std::span<const double> numbers) {
    for (const double x : numbers) {
      if (!std::isfinite(x)) throw std::invalid_argument(no_figure);
    }
  };
  require_finite(values);
  for (const std::span<const double> f : figures) require_finite(f);

  const std::size_t length = cells_.size() / (2 * bins_);
  std::vector<double> f(alternatives_);  // doing nothing: 0
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::size_t bin = 0;
    for (std::size_t step = bins_ / 2; step > 0; step /= 2) {
      bin += values[i] >= thresholds_[bin + step - 1] ? step : 0;
    }
    double* at = cells_.data() + (draws_ % 2 * bins_ + bin) * length;
    ++draws_;
    *at++ += 1;
    for (std::size_t d = 0; d < given; ++d) f[d] = figures[d][i];
    for (const double x : f) *at++ += x;
    for (std::size_t high = 1; high < alternatives_; ++high) {
      for (std::size_t low = 0; low < high; ++low) *at++ += (f[high] - f[low]) * (f[high] - f[low]);
    }
  }
}

information_value factor_information::value() const {
  if (draws_ < 4) throw std::logic_error("the value of knowing a factor needs at least four draws");
  std::vector<double> sums(alternatives_);
  for (std::size_t half = 0; half < 2; ++half) {
    for (std::size_t bin = 0; bin < bins_; ++bin) {
      for (std::size_t d = 0; d < alternatives_; ++d) sums[d] += cell(half, bin)[1 + d];
    }
  }
  std::size_t best = may_do_nothing_ ? alternatives_ - 1 : 0;  // of equals, doing nothing and then the first
  for (std::size_t d = 0; d < alternatives_; ++d) {
    if (sums[d] > sums[best]) best = d;
  }
  double gain = 0;
  double squares = 0;
  for (std::size_t half = 0; half < 2; ++half) {
    for (std::size_t bin = 0; bin < bins_; ++bin) {
      const double* choosing = cell(half, bin) + 1;
      std::size_t choice = best;  // also where the half has no draws
      for (std::size_t d = 0; d < alternatives_; ++d) {
        if (choosing[d] > choosing[choice]) choice = d;
      }
      if (choice == best) continue;
      const double* valuing = cell(1 - half, bin);
      gain += valuing[1 + choice] - valuing[1 + best];
      squares += valuing[pair(choice, best)];
    }
  }
  const auto n = static_cast<double>(draws_);
  return {gain / n, std::sqrt((std::max)(0.0, squares - gain * (gain / n)) / (n - 1) / n)};
}

}  // namespace nytta
