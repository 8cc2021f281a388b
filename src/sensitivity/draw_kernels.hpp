// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// The inner loops of drawing, and of what is told of the draws, for one set of instructions. All give the same bytes.

namespace nytta {

/// A cubic c[0] + s (c[1] + s (c[2] + s c[3])), one row of a table.
struct alignas(32) cubic {
  double c[4] = {0, 0, 0, 0};
};

/// A table of quantiles, one cubic in s = 0 … 1 for each part of an octave of min(u, 1 − u), from 2^−53 to 1/2.
struct octave_table {
  const cubic* rows = nullptr;  ///< first those of u < 1/2, from `upper` on those of u ≥ 1/2
  std::uint64_t upper = 0;      ///< rows of each half
  int shift = 49;               ///< bits of a double below those that choose the row
  std::uint64_t first = 0;      ///< the bits of 2^−53, shifted
};

/// A table over normal scores between −8.25 and 8.25, one cubic in −1/2 … 1/2 for each step, read at z below `split`
/// and at −z above.
struct score_table {
  const cubic* rows = nullptr;
  double steps = 16;  ///< to a unit
  double split = 0;
  double lower_offset = 0;  ///< the value is offset + scale × what is read
  double lower_scale = 1;
  double upper_offset = 0;
  double upper_scale = 1;
};

/// Quantiles with square roots on both sides: lower_end + √(lower_scale u) where u < split, upper_end −
/// √(upper_scale (1 − u)) above.
struct root_ends {
  double split = 0;
  double lower_end = 0;
  double lower_scale = 0;
  double upper_end = 0;
  double upper_scale = 0;
};

/// A row of a block, and its weight in a sum.
struct weighted_row {
  std::size_t row = 0;
  double weight = 0;
};

/// What the finite figures of a block come to, and a control beside each.
struct block_tally {
  double centre = 0;  ///< one of the figures
  double count = 0;
  double f = 0;  ///< sum of figure − centre
  double c = 0;  ///< of control
  double fc = 0;
  double cc = 0;
  double squares = 0;  ///< of (figure − the mean of these figures)²
  double above = 0;    ///< how many are above 0, never (+∞) among them
  double below = 0;
};

/// Bins of equal width, which rise with the values: the first has all up to `low`, the last all from `high` on.
struct value_bins {
  double low = 0;
  double high = 0;
  double scale = 0;        ///< bins a unit
  std::uint64_t mask = 0;  ///< a power of two, less 1
};

struct draw_kernels {
  std::string_view name;
  /// 256 uniform numbers from eight generators, whose words (word by word, lane by lane) go on: odd multiples of
  /// 2^−53, never 0 or 1.
  void (*uniforms)(std::uint64_t* words, double* out) = nullptr;
  /// The same, and in the shadow of that work 256 values of `row` (roots) in place of its uniform numbers: roots are
  /// long to wait for and keep nothing else busy.
  void (*uniforms_beside_roots)(std::uint64_t* words, double* out, const root_ends& ends, double* row) = nullptr;
  /// The uniform numbers of 256 points: of point i the upper 52 bits of `base`, exclusive or directions[j] for each
  /// bit j of i.
  void (*points)(std::uint64_t base, const std::uint64_t* directions, double* out) = nullptr;
  /// Values of uniform numbers, and of scores; `out` may be where these are.
  void (*cubics)(const octave_table& table, const double* u, std::size_t count, double* out) = nullptr;
  void (*roots)(const root_ends& ends, const double* u, std::size_t count, double* out) = nullptr;
  void (*scores)(const score_table& table, const double* z, std::size_t count, double* out) = nullptr;
  /// 256 weighted sums over rows of 256, one of which may be `out`.
  void (*combine)(const weighted_row* terms, std::size_t count, const double* rows, double* out) = nullptr;
  /// Of 256 figures; false, and nothing of use, unless all are finite and not too far apart for a double.
  bool (*tally)(const double* figures, const double* control, block_tally& out) = nullptr;
  /// Of x = c − centre: the sums of x, x², b x and (a − x)².
  void (*swapped)(const double* a, const double* b, const double* c, double centre, std::size_t count,
                  double* sums) = nullptr;
  /// The bin of each value; false where one is NaN or −∞. +∞ lies in the last.
  bool (*bins)(const value_bins& by, const double* x, std::size_t count, std::uint64_t* out) = nullptr;
  /// Of sign × x: how many are below a border, and their sum, added to eight running sums each (lane_sums).
  void (*below)(double border, double sign, const double* x, std::size_t count, double* counts, double* sums) = nullptr;
};

/// Those that this machine has, the quickest last.
[[nodiscard]] std::span<const draw_kernels> usable_draw_kernels();

/// The quickest.
[[nodiscard]] const draw_kernels& quickest_draw_kernels();

}  // namespace nytta
