// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/indices.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "block_sums.hpp"
#include "draw_kernels.hpp"
#include "jackknife.hpp"

namespace nytta {

namespace {

/// Sums over draws of the figures a and b, less a constant near their mean.
struct plain_sums {
  double a = 0;
  double b = 0;
  double aa = 0;
  double bb = 0;
  double ab = 0;

  void add(const plain_sums& x) {
    a += x.a;
    b += x.b;
    aa += x.aa;
    bb += x.bb;
    ab += x.ab;
  }
};

/// And with c, of one factor.
struct factor_sums {
  double c = 0;
  double cc = 0;
  double bc = 0;
  double apart = 0;  ///< (a − c)²

  void add(const factor_sums& x) {
    c += x.c;
    cc += x.cc;
    bc += x.bc;
    apart += x.apart;
  }
};

/// Of a and b less the constant, and c with it.
factor_sums sums_of(const double* a, const double* b, const double* c, double centre, std::size_t count) {
  double sums[4];
  quickest_draw_kernels().swapped(a, b, c, centre, count, sums);
  return {sums[0], sums[1], sums[2], sums[3]};
}

/// With a in the place of c: its sum and squares; with b there and a in the place of b: b's, and the products.
plain_sums sums_of(const double* a, const double* b, std::size_t count) {
  const factor_sums of_a = sums_of(a, a, a, 0, count);
  const factor_sums of_b = sums_of(a, a, b, 0, count);
  return {of_a.c, of_b.c, of_a.cc, of_b.cc, of_b.bc};
}

double mean_of(const plain_sums& x, double n) { return (x.a + x.b) / (2 * n); }

double variance_of(const plain_sums& x, double n) { return (x.aa + x.bb - (x.a + x.b) * mean_of(x, n)) / (2 * n - 1); }

struct both_orders {
  double first = 0;
  double total = 0;
  bool known = false;  ///< there is a variance to divide by
};

both_orders orders_of(const plain_sums& x, const factor_sums& f, double n) {
  const double a = x.a / n;
  const double b = x.b / n;
  const double c = f.c / n;
  const double variance_c = f.cc / n - c * c;
  const double with_a = ((x.aa / n - a * a) + variance_c) / 2;
  const double with_b = ((x.bb / n - b * b) + variance_c) / 2;
  if (!(with_a > 0 && with_b > 0)) return {};
  const double chance = x.ab / n - a * b;
  const double apart = (f.apart / n - (a - c) * (a - c)) / 2;
  const double first = (f.bc / n - b * c - (1 - apart / with_a) * chance) / with_b;
  return {first, (apart + first * chance) / with_a, true};
}

}  // namespace

sobol_result sobol_indices(model_view model, draws_view source, std::size_t factors, std::size_t draws) {
  std::vector<const double*> rows(factors);
  const auto remembered = [&](const double* const* inputs, std::size_t count, double* out) {
    std::copy(inputs, inputs + factors, rows.begin());
    model(inputs, count, out);
  };
  const auto changed = [&](std::size_t factor, const double* row, std::size_t count, double* out) {
    const double* own = std::exchange(rows[factor], row);
    model(rows.data(), count, out);
    rows[factor] = own;
  };
  return sobol_indices(remembered, changed, source, factors, draws);
}

sobol_result sobol_indices(model_view model, changed_model_view changed, draws_view source, std::size_t factors,
                           std::size_t draws) {
  if (factors == 0) throw std::invalid_argument("indices need at least one factor");
  if (draws < 2 * draw_groups) {
    throw std::invalid_argument("indices need at least 64 draws, and not " + std::to_string(draws));
  }
  const std::size_t in_group = (draws + draw_groups - 1) / draw_groups;
  const std::size_t in_all = in_group * draw_groups;

  std::vector<double> drawn_a(factors * block_length);
  std::vector<double> drawn_b(factors * block_length);
  std::vector<const double*> inputs_a(factors);
  std::vector<const double*> inputs_b(factors);
  for (std::size_t j = 0; j < factors; ++j) {
    inputs_a[j] = drawn_a.data() + j * block_length;
    inputs_b[j] = drawn_b.data() + j * block_length;
  }
  std::array<double, block_length> a{};
  std::array<double, block_length> b{};
  std::array<double, block_length> c{};
  double centre = 0;
  std::array<plain_sums, draw_groups> plain{};
  std::vector<factor_sums> by_factor(factors * draw_groups);  // [factor][group]
  for (std::size_t g = 0; g < draw_groups; ++g) {
    for (std::size_t first = 0; first < in_group; first += block_length) {
      const std::size_t count = (std::min)(block_length, in_group - first);
      source(static_cast<std::uint32_t>(2 * g), first / block_length, drawn_a.data());
      source(static_cast<std::uint32_t>(2 * g + 1), first / block_length, drawn_b.data());
      model(inputs_b.data(), count, b.data());
      model(inputs_a.data(), count, a.data());
      if (g == 0 && first == 0) {
        centre = sum_of_block(count, [&](std::size_t i) { return a[i]; }) / static_cast<double>(count);
      }
      for (std::size_t i = 0; i < count; ++i) {
        a[i] -= centre;
        b[i] -= centre;
      }
      plain[g].add(sums_of(a.data(), b.data(), count));
      for (std::size_t j = 0; j < factors; ++j) {
        changed(j, inputs_b[j], count, c.data());
        by_factor[j * draw_groups + g].add(sums_of(a.data(), b.data(), c.data(), centre, count));
      }
    }
  }

  const auto n = static_cast<double>(in_all);
  const auto n_without = static_cast<double>(in_all - in_group);
  plain_sums all;
  for (const plain_sums& g : plain) all.add(g);
  sobol_result out;
  out.draws = in_all;
  for (const factor_sums& f : by_factor) {
    if (!std::isfinite(f.cc + f.bc)) out.state = status::undefined;
  }
  if (!std::isfinite(all.aa + all.bb)) out.state = status::undefined;
  if (out.state == status::undefined) return out;
  std::array<plain_sums, draw_groups> without{};
  std::array<double, draw_groups> means{};
  std::array<double, draw_groups> variances{};
  for (std::size_t g = 0; g < draw_groups; ++g) {
    for (std::size_t other = 0; other < draw_groups; ++other) {
      if (other != g) without[g].add(plain[other]);
    }
    means[g] = centre + mean_of(without[g], n_without);
    variances[g] = variance_of(without[g], n_without);
  }
  out.mean = with_interval(centre + mean_of(all, n), means);
  out.variance = with_interval(variance_of(all, n), variances);
  out.variance.low = (std::max)(out.variance.low, 0.0);
  constexpr double rounding = 1e-14;  // a spread of this share of the mean is how the figure was calculated
  if (out.variance.value <= rounding * rounding * out.mean.value * out.mean.value) {
    out.state = status::none;
    return out;
  }
  for (std::size_t j = 0; j < factors; ++j) {
    const auto groups = std::span(by_factor).subspan(j * draw_groups, draw_groups);
    factor_sums sums;
    for (const factor_sums& g : groups) sums.add(g);
    const both_orders value = orders_of(all, sums, n);
    std::array<double, draw_groups> firsts{};
    std::array<double, draw_groups> totals{};
    bool known = value.known;
    for (std::size_t g = 0; g < draw_groups; ++g) {
      factor_sums rest;
      for (std::size_t other = 0; other < draw_groups; ++other) {
        if (other != g) rest.add(groups[other]);
      }
      const both_orders part = orders_of(without[g], rest, n_without);
      firsts[g] = part.first;
      totals[g] = part.total;
      known = known && part.known;
    }
    out.factors.push_back(known ? sobol_index{reaching_shares(with_interval(value.first, firsts)),
                                              reaching_shares(with_interval(value.total, totals))}
                                : sobol_index{anywhere(value.first), anywhere(value.total)});
  }
  return out;
}

}  // namespace nytta
