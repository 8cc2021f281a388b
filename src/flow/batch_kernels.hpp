// SPDX-License-Identifier: Apache-2.0
// No include guard: batch.cpp reads this once for each set of instructions, in a namespace of its own, with
//   NYTTA_KERNEL_ROWS   blocks of eight series that are worked on together
// The arithmetic is the same in all of them: eight lanes, no fused products, one order of sums.

constexpr std::size_t blocks = NYTTA_KERNEL_ROWS;
constexpr std::size_t lanes = 8 * blocks;

/// Eight doubles.
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
typedef double pack __attribute__((vector_size(64)));
typedef double half_pack __attribute__((vector_size(32)));
typedef long long pack_mask __attribute__((vector_size(64)));
#else
struct pack {
  double lane[8];
  double& operator[](int i) { return lane[i]; }
  double operator[](int i) const { return lane[i]; }
};
#endif

void npv_rows(const double* flows, const double* factors, std::size_t periods, double* out, std::size_t rows) {
  const std::size_t whole = periods / 8 * 8;
  for (std::size_t row = 0; row < rows; ++row, flows += periods) {
    // Lanes 0 … 7 of one block after the other; of what is left over, four go to lanes 0 … 3, two to 4 and 5, one to 6.
    std::size_t t = whole;
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
    half_pack low = {0, 0, 0, 0};
    half_pack high = {0, 0, 0, 0};
    NYTTA_FETCH(flows + whole);
    for (std::size_t i = 0; i < whole; i += 8) {
      NYTTA_FETCH(flows + i);
      half_pack a[2];
      half_pack v[2];
      __builtin_memcpy(a, flows + i, sizeof a);
      __builtin_memcpy(v, factors + i, sizeof v);
      low += a[0] * v[0];
      high += a[1] * v[1];
    }
    if (periods - t >= 4) {
      half_pack a;
      half_pack v;
      __builtin_memcpy(&a, flows + t, sizeof a);
      __builtin_memcpy(&v, factors + t, sizeof v);
      low += a * v;
      t += 4;
    }
    if (periods > t) {
      const bool two = periods - t >= 2;
      const bool one = (periods - t) % 2 == 1;
      const half_pack rest = {two ? flows[t] * factors[t] : 0, two ? flows[t + 1] * factors[t + 1] : 0,
                              one ? flows[periods - 1] * factors[periods - 1] : 0, 0};
      high += rest;
    }
    const half_pack pairs = low + high;
    out[row] = (pairs[0] + pairs[2]) + (pairs[1] + pairs[3]);
#else
    double sums[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    for (std::size_t i = 0; i < whole; i += 8) {
      for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += flows[i + lane] * factors[i + lane];
    }
    if (periods - t >= 4) {
      for (std::size_t lane = 0; lane < 4; ++lane, ++t) sums[lane] += flows[t] * factors[t];
    }
    if (periods - t >= 2) {
      for (std::size_t lane = 4; lane < 6; ++lane, ++t) sums[lane] += flows[t] * factors[t];
    }
    if (periods > t) sums[6] += flows[t] * factors[t];
    out[row] = ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
#endif
  }
}

/// Turns NYTTA_KERNEL_ROWS × 8 series, one after the other, into a[t][block][lane].
void turn_blocks(const double* flows, std::size_t periods, double* a) {
  std::size_t done = 0;
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
  if (periods >= 8) {
    for (std::size_t b = 0; b < blocks; ++b) {
      const double* from = flows + 8 * b * periods;
      // Eight periods of eight series at a time; the last eight may overlap those before them.
      for (std::size_t next = 0; next < periods; next += 8) {
        const std::size_t t = next + 8 <= periods ? next : periods - 8;
        pack r[8];
        for (std::size_t i = 0; i < 8; ++i) {
          NYTTA_FETCH(from + i * periods + t);
          __builtin_memcpy(&r[i], from + i * periods + t, sizeof(pack));
        }
        pack p[8];
        for (std::size_t i = 0; i < 8; i += 2) {
          p[i] = __builtin_shufflevector(r[i], r[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
          p[i + 1] = __builtin_shufflevector(r[i], r[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
        }
        pack q[8];
        for (std::size_t i = 0; i < 8; i += 4) {
          q[i] = __builtin_shufflevector(p[i], p[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
          q[i + 1] = __builtin_shufflevector(p[i + 1], p[i + 3], 0, 1, 8, 9, 4, 5, 12, 13);
          q[i + 2] = __builtin_shufflevector(p[i], p[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
          q[i + 3] = __builtin_shufflevector(p[i + 1], p[i + 3], 2, 3, 10, 11, 6, 7, 14, 15);
        }
        for (std::size_t i = 0; i < 4; ++i) {
          const pack early = __builtin_shufflevector(q[i], q[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
          const pack late = __builtin_shufflevector(q[i], q[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
          __builtin_memcpy(a + (t + i) * lanes + 8 * b, &early, sizeof(pack));
          __builtin_memcpy(a + (t + i + 4) * lanes + 8 * b, &late, sizeof(pack));
        }
      }
    }
    done = periods;
  }
#endif
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    for (std::size_t t = done; t < periods; ++t) a[t * lanes + lane] = flows[lane * periods + t];
  }
}

/// What is to be known of blocks of eight series before the search: how often the sign bit changes, whether their
/// size is out of the ordinary (0 when it is not), and a first guess of v = 1/(1+r). With P and N the sums of
/// gains and losses and their mean times, (P − N)/(P + N) over the difference of the times is about half the logarithm
/// of the growth.
void survey_blocks(const double* a, std::size_t periods, double* v, double* extreme, long long* changes) {
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
  for (std::size_t b = 0; b < blocks; ++b) {
    const double* at = a + periods * lanes + 8 * b;
    const pack zero = {0, 0, 0, 0, 0, 0, 0, 0};
    // Sums of sums from the end: term t is counted t times.
    pack sum = zero;
    pack gains = zero;
    pack sum_in_time = zero;
    pack gains_in_time = zero;
    pack_mask count = {0, 0, 0, 0, 0, 0, 0, 0};
    pack_mask last = {0, 0, 0, 0, 0, 0, 0, 0};
    for (std::size_t t = periods; t-- > 0;) {
      at -= lanes;
      pack term;
      __builtin_memcpy(&term, at, sizeof term);
      const pack_mask bits = (pack_mask)term;
      sum_in_time += sum;
      gains_in_time += gains;
      sum += term;
      gains += term > 0 ? term : zero;
      if (t + 1 < periods) count -= (bits ^ last) >> 63;  // an arithmetic shift: -1 where the sign is another
      last = bits;
    }
    const pack losses = gains - sum;
    // Only sums of ordinary size: neither a slope nor a product then leaves the range of doubles unseen.
    const pack size = gains + losses;
    const pack_mask ordinary = (size > 1e-150) & (size < 1e150);
    const pack trouble = ordinary ? zero : zero + 1;
    const pack apart = gains_in_time / gains - (gains_in_time - sum_in_time) / losses;
    const pack half_log = sum / size / apart;
    const pack guess = (1 - half_log) / (1 + half_log);
    __builtin_memcpy(v + 8 * b, &guess, sizeof guess);
    __builtin_memcpy(extreme + 8 * b, &trouble, sizeof trouble);
    __builtin_memcpy(changes + 8 * b, &count, sizeof count);
  }
#else
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    double sum = 0;
    double gains = 0;
    double sum_in_time = 0;
    double gains_in_time = 0;
    long long count = 0;
    bool last = false;
    for (std::size_t t = periods; t-- > 0;) {
      const double term = a[t * lanes + lane];
      const bool negative = std::signbit(term);
      sum_in_time += sum;
      gains_in_time += gains;
      sum += term;
      gains += term > 0 ? term : 0.0;
      if (t + 1 < periods && negative != last) ++count;
      last = negative;
    }
    const double losses = gains - sum;
    const double size = gains + losses;
    const double trouble = size > 1e-150 && size < 1e150 ? 0.0 : 1.0;
    const double apart = gains_in_time / gains - (gains_in_time - sum_in_time) / losses;
    const double half_log = sum / size / apart;
    v[lane] = (1 - half_log) / (1 + half_log);
    extreme[lane] = trouble;
    changes[lane] = count;
  }
#endif
}

/// Rates of return of blocks of eight series with one change of sign, in the form of turn_blocks. `v` holds a first
/// guess of 1/(1+r) and gets the rates; `done` becomes 1 where Newton's steps came to rest at a number whose inverse is
/// one, and 0 where another search is needed. A step leaves an error of less than its square times the number of
/// periods, both as parts of v: with one change of sign, at T, every term a_t v^t weighs |t − T| in the slope and at
/// most 2 periods · |t − T| in the curvature.
void newton_blocks(const double* a, std::size_t periods, double* v, unsigned char* done) {
  constexpr int most_steps = 24;
  constexpr double error = 5e-13;
  const double rest = (std::min)(0x1p-24, std::sqrt(error / static_cast<double>(periods)));
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
  pack x[blocks];
  pack_mask moving[blocks];
  for (std::size_t b = 0; b < blocks; ++b) {
    __builtin_memcpy(&x[b], v + 8 * b, sizeof(pack));
    moving[b] = pack_mask{-1, -1, -1, -1, -1, -1, -1, -1};
  }
  for (int step = 0; step < most_steps; ++step) {
    pack f[blocks];
    pack slope[blocks];
    const double* at = a + (periods - 1) * lanes;
    for (std::size_t b = 0; b < blocks; ++b) {
      __builtin_memcpy(&f[b], at + 8 * b, sizeof(pack));
      slope[b] = pack{0, 0, 0, 0, 0, 0, 0, 0};
    }
    for (std::size_t t = periods - 1; t-- > 0;) {
      at -= lanes;
      for (std::size_t b = 0; b < blocks; ++b) {
        pack term;
        __builtin_memcpy(&term, at + 8 * b, sizeof(pack));
        slope[b] = slope[b] * x[b] + f[b];
        f[b] = f[b] * x[b] + term;
      }
    }
    pack_mask open = {0, 0, 0, 0, 0, 0, 0, 0};
    for (std::size_t b = 0; b < blocks; ++b) {
      const pack change = f[b] / slope[b];
      const pack moved = x[b] - change;
      const pack size = change < 0 ? -change : change;
      x[b] = moving[b] ? moved : x[b];  // lanes at rest stay, whatever their neighbours do
      moving[b] &= ~(size <= x[b] * rest);
      open |= moving[b];
    }
    const long long any = ((open[0] | open[1]) | (open[2] | open[3])) | ((open[4] | open[5]) | (open[6] | open[7]));
    if (any == 0) break;
  }
  for (std::size_t b = 0; b < blocks; ++b) {
    const pack rates = (1 - x[b]) / x[b];
    const pack_mask found = ~moving[b] & (x[b] > 1e-300) & (x[b] < 1e300);
    __builtin_memcpy(v + 8 * b, &rates, sizeof(pack));
    for (std::size_t i = 0; i < 8; ++i) done[8 * b + i] = found[i] != 0 ? 1 : 0;
  }
#else
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    double x = v[lane];
    bool moving = true;
    for (int step = 0; step < most_steps && moving; ++step) {
      const double* at = a + (periods - 1) * lanes;
      double f = at[lane];
      double slope = 0;
      for (std::size_t t = periods - 1; t-- > 0;) {
        at -= lanes;
        slope = slope * x + f;
        f = f * x + at[lane];
      }
      const double change = f / slope;
      x -= change;
      const double size = change < 0 ? -change : change;
      moving = !(size <= x * rest);
    }
    v[lane] = (1 - x) / x;
    done[lane] = !moving && x > 1e-300 && x < 1e300 ? 1 : 0;
  }
#endif
}

#undef NYTTA_KERNEL_ROWS
