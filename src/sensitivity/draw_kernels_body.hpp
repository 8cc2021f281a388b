// SPDX-License-Identifier: Apache-2.0
// No include guard: draw_kernels.cpp reads this once for each set of instructions, in a namespace of its own, with
//   NYTTA_FOURS   1 where the instructions take four numbers (avx2): with fewer, values are quicker one by one
// The arithmetic is the same in all of them: no fused products, one order of sums.

#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
#define NYTTA_QUADS 1
typedef double quad __attribute__((vector_size(32)));
typedef double quad_row __attribute__((vector_size(32), may_alias));
typedef long long quad_mask __attribute__((vector_size(32)));
typedef unsigned long long quad_bits __attribute__((vector_size(32)));
#else
#define NYTTA_QUADS 0
#endif

#if NYTTA_QUADS
/// The next word of four generators, as uniform numbers.
inline void next_of_four(quad_bits& a, quad_bits& b, quad_bits& c, quad_bits& d, double* out) {
  const quad_bits sum = a + d;
  const quad_bits word = ((sum << 23) | (sum >> 41)) + a;
  const quad_bits shifted = b << 17;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  c ^= shifted;
  d = (d << 45) | (d >> 19);
  const quad u = (quad)((word >> 12) | one_bits) - below_one;
  __builtin_memcpy(out, &u, sizeof u);
}
#endif

#if NYTTA_QUADS
/// 256 uniform numbers of `words` in `out`, and beside(i) for the four places from i on.
#define NYTTA_UNIFORMS(beside)                        \
  quad_bits a0, a1, b0, b1, c0, c1, d0, d1;           \
  __builtin_memcpy(&a0, words, sizeof a0);            \
  __builtin_memcpy(&a1, words + 4, sizeof a1);        \
  __builtin_memcpy(&b0, words + 8, sizeof b0);        \
  __builtin_memcpy(&b1, words + 12, sizeof b1);       \
  __builtin_memcpy(&c0, words + 16, sizeof c0);       \
  __builtin_memcpy(&c1, words + 20, sizeof c1);       \
  __builtin_memcpy(&d0, words + 24, sizeof d0);       \
  __builtin_memcpy(&d1, words + 28, sizeof d1);       \
  for (std::size_t i = 0; i < block_length; i += 8) { \
    next_of_four(a0, b0, c0, d0, out + i);            \
    beside(i);                                        \
    next_of_four(a1, b1, c1, d1, out + i + 4);        \
    beside(i + 4);                                    \
  }                                                   \
  __builtin_memcpy(words, &a0, sizeof a0);            \
  __builtin_memcpy(words + 4, &a1, sizeof a1);        \
  __builtin_memcpy(words + 8, &b0, sizeof b0);        \
  __builtin_memcpy(words + 12, &b1, sizeof b1);       \
  __builtin_memcpy(words + 16, &c0, sizeof c0);       \
  __builtin_memcpy(words + 20, &c1, sizeof c1);       \
  __builtin_memcpy(words + 24, &d0, sizeof d0);       \
  __builtin_memcpy(words + 28, &d1, sizeof d1);
#endif

void uniforms(std::uint64_t* words, double* out) {
#if NYTTA_QUADS
#define NYTTA_NOTHING(i)
  NYTTA_UNIFORMS(NYTTA_NOTHING)
#undef NYTTA_NOTHING
#else
  for (std::size_t lane = 0; lane < 8; ++lane) {
    std::uint64_t a = words[lane];
    std::uint64_t b = words[lane + 8];
    std::uint64_t c = words[lane + 16];
    std::uint64_t d = words[lane + 24];
    for (std::size_t i = lane; i < block_length; i += 8) {
      const std::uint64_t word = std::rotl(a + d, 23) + a;
      const std::uint64_t shifted = b << 17U;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = std::rotl(d, 45);
      out[i] = std::bit_cast<double>((word >> 12U) | one_bits) - below_one;
    }
    words[lane] = a;
    words[lane + 8] = b;
    words[lane + 16] = c;
    words[lane + 24] = d;
  }
#endif
}

void points(std::uint64_t base, const std::uint64_t* directions, double* out) {
#if NYTTA_QUADS
  quad_bits x[block_length / 4];
  x[0] = quad_bits{base, base ^ directions[0], base ^ directions[1], base ^ directions[0] ^ directions[1]};
  for (std::size_t j = 2; j < 8; ++j) {
    const std::size_t half = std::size_t{1} << (j - 2);
    for (std::size_t i = 0; i < half; ++i) x[half + i] = x[i] ^ directions[j];
  }
  for (std::size_t i = 0; i < block_length / 4; ++i) {
    const quad u = (quad)((x[i] >> 12) | one_bits) - below_one;
    __builtin_memcpy(out + 4 * i, &u, sizeof u);
  }
#else
  std::uint64_t x[block_length];
  x[0] = base;
  for (std::size_t j = 0; j < 8; ++j) {
    const std::size_t half = std::size_t{1} << j;
    for (std::size_t i = 0; i < half; ++i) x[half + i] = x[i] ^ directions[j];
  }
  for (std::size_t i = 0; i < block_length; ++i) out[i] = std::bit_cast<double>((x[i] >> 12U) | one_bits) - below_one;
#endif
}

#if NYTTA_FOURS
/// Rows by their distance in bytes from the first, and where to read each. Found for a block before any is read: what
/// goes from vectors to addresses goes through memory, and by then it is there.
struct found_rows {
  alignas(32) unsigned long long distance[block_length];
  alignas(32) double at[block_length];
};

inline quad four_of(const double* in) {
  quad x;
  __builtin_memcpy(&x, in, sizeof x);
  return x;
}

inline void put_four(const quad& x, double* out) { __builtin_memcpy(out, &x, sizeof x); }

inline void put_distances(const quad_bits& x, unsigned long long* out) { __builtin_memcpy(out, &x, sizeof x); }

/// The cubics of four rows.
inline quad read_four(const cubic* rows, const found_rows& found, std::size_t i) {
  const char* first = reinterpret_cast<const char*>(rows);
  const unsigned long long* distance = found.distance + i;
  const quad r0 = *reinterpret_cast<const quad_row*>(first + distance[0]);
  const quad r1 = *reinterpret_cast<const quad_row*>(first + distance[1]);
  const quad r2 = *reinterpret_cast<const quad_row*>(first + distance[2]);
  const quad r3 = *reinterpret_cast<const quad_row*>(first + distance[3]);
  const quad even_low = __builtin_shufflevector(r0, r1, 0, 4, 2, 6);
  const quad odd_low = __builtin_shufflevector(r0, r1, 1, 5, 3, 7);
  const quad even_high = __builtin_shufflevector(r2, r3, 0, 4, 2, 6);
  const quad odd_high = __builtin_shufflevector(r2, r3, 1, 5, 3, 7);
  const quad c0 = __builtin_shufflevector(even_low, even_high, 0, 1, 4, 5);
  const quad c1 = __builtin_shufflevector(odd_low, odd_high, 0, 1, 4, 5);
  const quad c2 = __builtin_shufflevector(even_low, even_high, 2, 3, 6, 7);
  const quad c3 = __builtin_shufflevector(odd_low, odd_high, 2, 3, 6, 7);
  const quad s = four_of(found.at + i);
  return c0 + s * (c1 + s * (c2 + s * c3));
}

inline void cubics_of_block(const octave_table& table, const double* in, std::size_t count, double* out) {
  constexpr int row_bits = 5;  // a row has 2^5 bytes
  found_rows found;
  const int shift = table.shift;
  const quad_bits none = {};
  const quad_bits lower = none - (table.first << row_bits);
  const quad_bits upper = lower + (table.upper << row_bits);
#pragma GCC unroll 4
  for (std::size_t i = 0; i < count; i += 4) {
    const quad x = four_of(in + i);
    const quad_mask low = x < 0.5;
    const quad other = 1 - x;
    const quad_bits tail = (quad_bits)(low ? x : other);
    const quad_bits half = low ? lower : upper;
    put_distances(((tail >> (shift - row_bits)) & ~31ULL) + half, found.distance + i);
    put_four((quad)(((tail << (52 - shift)) & mantissa_bits) | one_bits) - 1, found.at + i);
  }
  const cubic* rows = table.rows;
#pragma GCC unroll 4
  for (std::size_t i = 0; i < count; i += 4) put_four(read_four(rows, found, i), out + i);
}

inline void scores_of_block(const score_table& from, const double* in, std::size_t count, double* out) {
  constexpr int row_bits = 5;
  const score_table table = from;
  found_rows found;
  const quad zero = {0, 0, 0, 0};
  for (std::size_t i = 0; i < count; i += 4) {
    const quad x = four_of(in + i);
    const quad_mask low = x < table.split;
    const quad turned = -x;
    quad z = low ? x : turned;
    z = z > score_start ? z : zero + score_start;
    z = z < score_end ? z : zero + score_end;
    const quad place = (z - score_start) * table.steps - 0.5;
    const quad shifted = place + whole_numbers;
    put_distances(((quad_bits)shifted - whole_bits) << row_bits, found.distance + i);
    put_four(place - (shifted - whole_numbers), found.at + i);
  }
  for (std::size_t i = 0; i < count; i += 4) {
    const quad_mask low = four_of(in + i) < table.split;
    const quad read = read_four(table.rows, found, i);
    const quad below = table.lower_offset + table.lower_scale * read;
    const quad above = table.upper_offset + table.upper_scale * read;
    put_four(low ? below : above, out + i);
  }
}

inline quad roots_of_four(const root_ends& ends, const quad& x) {
  const quad_mask low = x < ends.split;
  const quad below = x * ends.lower_scale;
  const quad above = (1 - x) * ends.upper_scale;
  quad root = low ? below : above;
  root = (quad)_mm256_sqrt_pd((__m256d)root);
  const quad from_low = ends.lower_end + root;
  const quad from_high = ends.upper_end - root;
  return low ? from_low : from_high;
}

inline void roots_of_block(const root_ends& from, const double* in, std::size_t count, double* out) {
  const root_ends ends = from;
  for (std::size_t i = 0; i < count; i += 4) put_four(roots_of_four(ends, four_of(in + i)), out + i);
}

/// Block by block, and then the last numbers with a filler to make them four.
#define NYTTA_BY_FOURS(of_block, table, filler)                                  \
  std::size_t i = 0;                                                             \
  for (; i + 4 <= count; i += block_length) {                                    \
    const std::size_t left = (count - i) & ~std::size_t{3};                      \
    of_block(table, in + i, left < block_length ? left : block_length, out + i); \
  }                                                                              \
  if (count % 4 != 0) {                                                          \
    double last[4] = {filler, filler, filler, filler};                           \
    i = count - count % 4;                                                       \
    __builtin_memcpy(last, in + i, (count - i) * sizeof(double));                \
    of_block(table, last, 4, last);                                              \
    __builtin_memcpy(out + i, last, (count - i) * sizeof(double));               \
  }
#endif

void cubics(const octave_table& table, const double* in, std::size_t count, double* out) {
#if NYTTA_FOURS
  NYTTA_BY_FOURS(cubics_of_block, table, 0.5)
#else
  for (std::size_t i = 0; i < count; ++i) {
    const double x = in[i];
    const bool low = x < 0.5;
    const auto tail = std::bit_cast<std::uint64_t>(low ? x : 1 - x);
    const std::uint64_t index = (tail >> table.shift) - table.first + (low ? 0 : table.upper);
    const double s = std::bit_cast<double>(((tail << (52 - table.shift)) & mantissa_bits) | one_bits) - 1;
    const auto& c = table.rows[index].c;
    out[i] = c[0] + s * (c[1] + s * (c[2] + s * c[3]));
  }
#endif
}

void scores(const score_table& table, const double* in, std::size_t count, double* out) {
#if NYTTA_FOURS
  NYTTA_BY_FOURS(scores_of_block, table, 0)
#else
  for (std::size_t i = 0; i < count; ++i) {
    const bool low = in[i] < table.split;
    double z = low ? in[i] : -in[i];
    z = z > score_start ? z : score_start;
    z = z < score_end ? z : score_end;
    const double place = (z - score_start) * table.steps - 0.5;
    const double shifted = place + whole_numbers;
    const std::uint64_t index = std::bit_cast<std::uint64_t>(shifted) - whole_bits;
    const double s = place - (shifted - whole_numbers);
    const auto& c = table.rows[index].c;
    const double read = c[0] + s * (c[1] + s * (c[2] + s * c[3]));
    out[i] = low ? table.lower_offset + table.lower_scale * read : table.upper_offset + table.upper_scale * read;
  }
#endif
}

void roots(const root_ends& ends, const double* in, std::size_t count, double* out) {
#if NYTTA_FOURS
  NYTTA_BY_FOURS(roots_of_block, ends, 0.5)
#else
  for (std::size_t i = 0; i < count; ++i) {
    const double u = in[i];
    const bool low = u < ends.split;
    const double root = std::sqrt(low ? u * ends.lower_scale : (1 - u) * ends.upper_scale);
    out[i] = low ? ends.lower_end + root : ends.upper_end - root;
  }
#endif
}

void uniforms_beside_roots(std::uint64_t* words, double* out, const root_ends& ends, double* row) {
#if NYTTA_FOURS
  const root_ends by = ends;
#define NYTTA_ROOTS(i) put_four(roots_of_four(by, four_of(row + (i))), row + (i))
  NYTTA_UNIFORMS(NYTTA_ROOTS)
#undef NYTTA_ROOTS
#else
  uniforms(words, out);
  roots(ends, row, block_length, row);
#endif
}

void combine(const weighted_row* terms, std::size_t count, const double* rows, double* out) {
  constexpr std::size_t together = 16;
  for (std::size_t i = 0; i < block_length; i += together) {
#if NYTTA_QUADS
    quad sum[together / 4] = {};
    for (std::size_t t = 0; t < count; ++t) {
      const double* from = rows + terms[t].row * block_length + i;
      for (std::size_t j = 0; j < together / 4; ++j) {
        quad x;
        __builtin_memcpy(&x, from + 4 * j, sizeof x);
        sum[j] += terms[t].weight * x;
      }
    }
    __builtin_memcpy(out + i, sum, sizeof sum);
#else
    double sum[together] = {};
    for (std::size_t t = 0; t < count; ++t) {
      const double* from = rows + terms[t].row * block_length + i;
      for (std::size_t j = 0; j < together; ++j) sum[j] += terms[t].weight * from[j];
    }
    for (std::size_t j = 0; j < together; ++j) out[i + j] = sum[j];
#endif
  }
}

#if NYTTA_QUADS
typedef quad pack;
#else
typedef double pack;
#endif
constexpr std::size_t pack_lanes = sizeof(pack) / sizeof(double);
constexpr std::size_t packs = 8 / pack_lanes;  // of eight running sums

/// The eight sums as one, in the order of lane_sums.
inline double tree(const pack* sums) {
  double lane[8];
  __builtin_memcpy(lane, sums, sizeof lane);
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

bool tally(const double* figures, const double* control, block_tally& out) {
  const double centre = figures[0];
  const pack zero{};
  const pack one = zero + 1.0;
  pack f[packs]{};
  pack c[packs]{};
  pack fc[packs]{};
  pack cc[packs]{};
  pack above[packs]{};
  pack under[packs]{};
  for (std::size_t i = 0; i < block_length; i += 8) {
    for (std::size_t k = 0; k < packs; ++k) {
      pack x;
      pack y;
      __builtin_memcpy(&x, figures + i + k * pack_lanes, sizeof x);
      __builtin_memcpy(&y, control + i + k * pack_lanes, sizeof y);
      above[k] += x > zero ? one : zero;
      under[k] += x < zero ? one : zero;
      x -= centre;
      f[k] += x;
      c[k] += y;
      fc[k] += x * y;
      cc[k] += y * y;
    }
  }
  out.f = tree(f);
  if (!(out.f - out.f == 0)) return false;  // one of them is no finite number
  out.centre = centre;
  out.count = block_length;
  out.c = tree(c);
  out.fc = tree(fc);
  out.cc = tree(cc);
  out.above = tree(above);
  out.below = tree(under);
  const double mean = out.f / block_length;
  pack squares[packs]{};
  for (std::size_t i = 0; i < block_length; i += 8) {
    for (std::size_t k = 0; k < packs; ++k) {
      pack x;
      __builtin_memcpy(&x, figures + i + k * pack_lanes, sizeof x);
      x = x - centre - mean;
      squares[k] += x * x;
    }
  }
  out.squares = tree(squares);
  return true;
}

/// The four sums of `swapped`, lane by lane.
struct swapped_lanes {
  pack x[packs];
  pack xx[packs];
  pack bx[packs];
  pack apart[packs];
};

inline void add_eight(const double* a, const double* b, const double* c, double centre, swapped_lanes& sums) {
  for (std::size_t k = 0; k < packs; ++k) {
    pack x;
    pack with_a;
    pack with_b;
    __builtin_memcpy(&x, c + k * pack_lanes, sizeof x);
    __builtin_memcpy(&with_a, a + k * pack_lanes, sizeof x);
    __builtin_memcpy(&with_b, b + k * pack_lanes, sizeof x);
    x -= centre;
    with_a -= x;
    sums.x[k] += x;
    sums.xx[k] += x * x;
    sums.bx[k] += with_b * x;
    sums.apart[k] += with_a * with_a;
  }
}

void swapped(const double* a, const double* b, const double* c, double centre, std::size_t count, double* sums) {
  swapped_lanes lanes{};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) add_eight(a + i, b + i, c + i, centre, lanes);
  if (i < count) {
    double last_a[8] = {};
    double last_b[8] = {};
    double last_c[8] = {centre, centre, centre, centre, centre, centre, centre, centre};
    __builtin_memcpy(last_a, a + i, (count - i) * sizeof(double));
    __builtin_memcpy(last_b, b + i, (count - i) * sizeof(double));
    __builtin_memcpy(last_c, c + i, (count - i) * sizeof(double));
    add_eight(last_a, last_b, last_c, centre, lanes);
  }
  sums[0] = tree(lanes.x);
  sums[1] = tree(lanes.xx);
  sums[2] = tree(lanes.bx);
  sums[3] = tree(lanes.apart);
}

bool bins(const value_bins& by, const double* x, std::size_t count, std::uint64_t* out) {
  constexpr double units = 0x1p52;  // a double of this size has a whole number in its low bits
  const value_bins in = by;
  std::uint64_t misplaced = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double above = x[i] > in.low ? x[i] : in.low;
    const double inside = above < in.high ? above : in.high;
    out[i] = std::bit_cast<std::uint64_t>((inside - in.low) * in.scale + units) & in.mask;
    misplaced |= x[i] >= least_value ? std::uint64_t{0} : std::uint64_t{1};
  }
  return misplaced == 0;
}

void below(double border, double sign, const double* x, std::size_t count, double* counts, double* sums) {
  const pack zero{};
  const pack one = zero + 1.0;
  pack some[packs];
  pack sum[packs];
  __builtin_memcpy(some, counts, sizeof some);
  __builtin_memcpy(sum, sums, sizeof sum);
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (std::size_t k = 0; k < packs; ++k) {
      pack y;
      __builtin_memcpy(&y, x + i + k * pack_lanes, sizeof y);
      y *= sign;
      some[k] += y < border ? one : zero;
      sum[k] += y < border ? y : zero;
    }
  }
  __builtin_memcpy(counts, some, sizeof some);
  __builtin_memcpy(sums, sum, sizeof sum);
  for (std::size_t l = 0; i < count; ++i, ++l) {
    const double y = sign * x[i];
    counts[l] += y < border ? 1.0 : 0.0;
    sums[l] += y < border ? y : 0.0;
  }
}

#undef NYTTA_QUADS
#undef NYTTA_BY_FOURS
#undef NYTTA_UNIFORMS
