// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/closed_form.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace nytta {

namespace {

/// Powers of factors less their means: { (factor, power), … }, ascending by factor.
using powers = std::vector<std::pair<int, int>>;
using centred_sum = std::map<powers, double>;

powers powers_of(const std::vector<int>& inputs) {
  powers out;
  for (const int i : inputs) {
    if (out.empty() || out.back().first != i) out.emplace_back(i, 0);
    ++out.back().second;
  }
  return out;
}

double binomial(int n, int k) {
  double out = 1;
  for (int i = 1; i <= k; ++i) out = out * (n - k + i) / i;
  return out;
}

double power(double x, int n) {
  double out = 1;
  for (int i = 0; i < n; ++i) out *= x;
  return out;
}

/// Of a factor less its mean. But for a lognormal the curve is moved to its mean first, so that nothing cancels.
double central_moment(const fitted_distribution& d, int k) {
  if (k == 0) return 1;
  if (k == 1) return 0;
  if (k == 2) return variance(d);
  const double m = mean(d);
  if (d.shape != distribution::lognormal) {
    fitted_distribution centred = d;
    for (double* place : {&centred.least, &centred.mode, &centred.most, &centred.centre}) *place -= m;
    return raw_moment(centred, k);
  }
  double sum = 0;
  for (int i = 0; i <= k; ++i) sum += binomial(k, i) * raw_moment(d, i) * power(-m, k - i);
  return sum;
}

/// A product of factors as a sum of products of factors less their means, added to the sum.
void expand(const powers& product, double coefficient, std::span<const fitted_distribution> factors,
            centred_sum& into) {
  centred_sum now{{{}, coefficient}};
  for (const auto& [factor, times] : product) {
    const double m = mean(factors[static_cast<std::size_t>(factor)]);
    centred_sum next;
    for (const auto& [part, by] : now) {
      for (int k = 0; k <= times; ++k) {
        powers longer = part;
        if (k > 0) longer.emplace_back(factor, k);
        next[std::move(longer)] += by * binomial(times, k) * power(m, times - k);
      }
    }
    now = std::move(next);
  }
  for (const auto& [part, by] : now) into[part] += by;
}

double expectation(const powers& a, const powers& b, std::span<const fitted_distribution> factors) {
  double out = 1;
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < a.size() || k < b.size()) {
    const bool first = k == b.size() || (i < a.size() && a[i].first < b[k].first);
    const bool second = i == a.size() || (k < b.size() && b[k].first < a[i].first);
    const int factor = second ? b[k].first : a[i].first;
    const int times = (second ? 0 : a[i].second) + (first ? 0 : b[k].second);
    out *= central_moment(factors[static_cast<std::size_t>(factor)], times);
    i += second ? 0 : 1;
    k += first ? 0 : 1;
  }
  return out;
}

}  // namespace

exact_moments closed_form(const block_program::polynomial& figure, std::span<const fitted_distribution> factors,
                          std::span<const double> correlation) {
  exact_moments out;
  constexpr int highest = 4;  // of a factor's power: its variance then needs the eighth moment
  constexpr std::size_t most = 600;
  const std::size_t count = factors.size();
  const auto related = [&](int a, int b) {
    return !correlation.empty() && a != b &&
           correlation[static_cast<std::size_t>(a) * count + static_cast<std::size_t>(b)] != 0;
  };
  const auto stands_apart = [&](int a) {
    for (std::size_t b = 0; b < count; ++b) {
      if (related(a, static_cast<int>(b))) return false;
    }
    return true;
  };
  if (!figure.known) return out;
  centred_sum sum;
  bool deviation = true;
  for (const auto& t : figure.terms) {
    const powers product = powers_of(t.inputs);
    for (const auto& [a, times] : product) {
      if (times > highest) return {};
      const bool alone = product.size() == 1 && times == 1;
      const bool normal = factors[static_cast<std::size_t>(a)].shape == distribution::normal;
      deviation = deviation && (stands_apart(a) || (alone && normal));
      for (const auto& [b, unused] : product) {
        if (related(a, b)) return {};
      }
    }
    expand(product, t.coefficient, factors, sum);
    if (sum.size() > most) return {};
  }
  double mean_of_figure = 0;
  for (const auto& [part, by] : sum) mean_of_figure += by * expectation(part, {}, factors);
  out.mean = mean_of_figure;
  if (!deviation) return out;
  double square = 0;  // the mean square of the figure less its mean
  for (const auto& [a, x] : sum) {
    if (a.empty()) continue;
    for (const auto& [b, y] : sum) {
      if (b.empty()) continue;
      double together = expectation(a, b, factors) - expectation(a, {}, factors) * expectation(b, {}, factors);
      if (a.size() == 1 && b.size() == 1 && related(a[0].first, b[0].first)) {
        const auto i = static_cast<std::size_t>(a[0].first);
        const auto k = static_cast<std::size_t>(b[0].first);
        together = correlation[i * count + k] * std::sqrt(variance(factors[i]) * variance(factors[k]));
      }
      square += x * y * together;
    }
  }
  out.standard_deviation = std::sqrt((std::max)(0.0, square));
  return out;
}

}  // namespace nytta
