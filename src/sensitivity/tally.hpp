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
[[nodiscard]] inline block_tally tally_of(const double* figures, const double* control, std::size_t count,
                                          double centre) {
  block_tally out;
  if (count == block_length && quickest_draw_kernels().tally(figures, control, centre, out)) return out;
  out = {};
  for (std::size_t i = 0; i < count; ++i) {
    out.above += figures[i] > 0 ? 1 : 0;
    out.below += figures[i] < 0 ? 1 : 0;
    if (!std::isfinite(figures[i])) continue;
    const double f = figures[i] - centre;
    out.count += 1;
    out.f += f;
    out.c += control[i];
    out.fc += f * control[i];
    out.cc += control[i] * control[i];
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::isfinite(figures[i])) continue;
    const double d = figures[i] - centre - out.f / out.count;
    out.squares += d * d;
  }
  return out;
}

/// Of several blocks, about the same centre.
[[nodiscard]] inline block_tally total(std::span<const block_tally> of) {
  compensated_sum count, f, c, fc, cc, above, below, squares;
  for (const block_tally& b : of) {
    count.add(b.count);
    f.add(b.f);
    c.add(b.c);
    fc.add(b.fc);
    cc.add(b.cc);
    above.add(b.above);
    below.add(b.below);
    squares.add(b.squares);
  }
  block_tally out{count.value(), f.value(), c.value(), fc.value(), cc.value(), 0, above.value(), below.value()};
  // Chan, Golub and LeVeque (1983): within the blocks, and between them.
  const double mean = out.f / out.count;
  for (const block_tally& b : of) {
    if (!(b.count > 0)) continue;
    const double apart = b.f / b.count - mean;
    squares.add(b.count * apart * apart);
  }
  out.squares = squares.value();
  return out;
}

/// As moments_of (statistics.hpp), of a tally with a count above 0.
[[nodiscard]] inline moments moments_of(const block_tally& of, double centre) {
  moments out;
  out.count = static_cast<std::size_t>(of.count);
  out.mean = centre + of.f / of.count;
  if (out.count > 1) {
    const double variance = of.squares / (of.count - 1);
    out.standard_deviation = std::sqrt(variance);
    out.standard_error = std::sqrt(variance / of.count);
  }
  return out;
}

}  // namespace nytta
