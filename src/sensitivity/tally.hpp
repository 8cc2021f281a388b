// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/sensitivity/statistics.hpp>

#include <cmath>
#include <cstddef>
#include <span>

#include "block_sums.hpp"
#include "draw_kernels.hpp"

// What is told of draws without looking at them again: sums are taken block by block, while a block lies in the first
// cache level, and put together in the order of the blocks.

namespace nytta {

/// Of the first `count` figures of a block (at most 256) and a control beside each.
[[nodiscard]] inline block_tally tally_of(const double* figures, const double* control, std::size_t count) {
  block_tally out;
  if (count == block_length && quickest_draw_kernels().tally(figures, control, out)) return out;
  out = {};
  for (std::size_t i = 0; i < count; ++i) {
    out.above += figures[i] > 0 ? 1 : 0;
    out.below += figures[i] < 0 ? 1 : 0;
    if (!std::isfinite(figures[i])) continue;
    if (out.count == 0) out.centre = figures[i];
    const double f = figures[i] - out.centre;
    out.count += 1;
    out.f += f;
    out.c += control[i];
    out.fc += f * control[i];
    out.cc += control[i] * control[i];
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::isfinite(figures[i])) continue;
    const double d = figures[i] - out.centre - out.f / out.count;
    out.squares += d * d;
  }
  return out;
}

/// Of several blocks, about the centre of the first that has one.
[[nodiscard]] inline block_tally total(std::span<const block_tally> of) {
  block_tally out;
  for (const block_tally& b : of) {
    if (b.count > 0) {
      out.centre = b.centre;
      break;
    }
  }
  compensated_sum count, f, c, fc, cc, above, below, squares;
  for (const block_tally& b : of) {
    const double moved = b.centre - out.centre;
    above.add(b.above);
    below.add(b.below);
    if (!(b.count > 0)) continue;
    count.add(b.count);
    f.add(b.f + b.count * moved);
    c.add(b.c);
    fc.add(b.fc + b.c * moved);
    cc.add(b.cc);
    squares.add(b.squares);
  }
  out.count = count.value();
  out.f = f.value();
  out.c = c.value();
  out.fc = fc.value();
  out.cc = cc.value();
  out.above = above.value();
  out.below = below.value();
  // Chan, Golub and LeVeque (1983): within the blocks, and between them.
  const double mean = out.f / out.count;
  for (const block_tally& b : of) {
    if (!(b.count > 0)) continue;
    const double apart = (b.centre - out.centre) + b.f / b.count - mean;
    squares.add(b.count * apart * apart);
  }
  out.squares = squares.value();
  return out;
}

[[nodiscard]] inline double mean_of(const block_tally& of) { return of.centre + of.f / of.count; }

/// As moments_of all the figures (statistics.hpp), of a tally with a count above 0.
[[nodiscard]] inline moments moments_of(const block_tally& of) {
  moments out;
  out.count = static_cast<std::size_t>(of.count);
  out.mean = mean_of(of);
  if (out.count > 1) {
    const double variance = of.squares / (of.count - 1);
    out.standard_deviation = std::sqrt(variance);
    out.standard_error = std::sqrt(variance / of.count);
  }
  return out;
}

}  // namespace nytta
