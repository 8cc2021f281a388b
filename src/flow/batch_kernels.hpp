// SPDX-License-Identifier: Apache-2.0
// No include guard: batch.cpp reads this once for each set of instructions, in a namespace of its own, with
//   NYTTA_KERNEL_ROWS   blocks of eight series that are worked on together
// The arithmetic is the same in all of them: eight lanes, no fused products, one order of sums.

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
    double lanes[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    for (std::size_t i = 0; i < whole; i += 8) {
      for (std::size_t lane = 0; lane < 8; ++lane) lanes[lane] += flows[i + lane] * factors[i + lane];
    }
    if (periods - t >= 4) {
      for (std::size_t lane = 0; lane < 4; ++lane, ++t) lanes[lane] += flows[t] * factors[t];
    }
    if (periods - t >= 2) {
      for (std::size_t lane = 4; lane < 6; ++lane, ++t) lanes[lane] += flows[t] * factors[t];
    }
    if (periods > t) lanes[6] += flows[t] * factors[t];
    out[row] = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
#endif
  }
}

/// What is to be known of blocks of eight series before the search: how often their signs change (zeros aside),
/// whether all their flows are finite (0 when they are, else not a number), and a first guess of v = 1/(1+r). With P
/// and N the sums of gains and losses and their mean times, (P − N)/(P + N) over the difference of the times is about
/// half the logarithm of the growth.
void survey_blocks(const double* a, std::size_t periods, double* v, double* changes, double* finite) {
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
  for (int b = 0; b < NYTTA_KERNEL_ROWS; ++b) {
    const pack zero = {0, 0, 0, 0, 0, 0, 0, 0};
    pack gains = zero;
    pack losses = zero;
    pack gains_in_time = zero;
    pack losses_in_time = zero;
    pack last = zero;
    pack count = zero;
    pack trouble = zero;
    pack time = zero;
    for (std::size_t t = 0; t < periods; ++t) {
      pack term;
      __builtin_memcpy(&term, a + (t * NYTTA_KERNEL_ROWS + static_cast<std::size_t>(b)) * 8, sizeof term);
      const pack gain = term > 0 ? term : zero;
      const pack loss = gain - term;
      gains += gain;
      losses += loss;
      gains_in_time += gain * time;
      losses_in_time += loss * time;
      trouble += term * 0;
      const pack turned = term * last;
      count = turned < 0 ? count + 1 : count;
      last = term != 0 ? (term > 0 ? zero + 1 : zero - 1) : last;
      time += 1;
    }
    const pack apart = gains_in_time / gains - losses_in_time / losses;
    const pack half_log = (gains - losses) / (gains + losses) / apart;
    const pack guess = (1 - half_log) / (1 + half_log);
    __builtin_memcpy(v + 8 * b, &guess, sizeof guess);
    __builtin_memcpy(changes + 8 * b, &count, sizeof count);
    __builtin_memcpy(finite + 8 * b, &trouble, sizeof trouble);
  }
#else
  for (int lane = 0; lane < 8 * NYTTA_KERNEL_ROWS; ++lane) {
    double gains = 0;
    double losses = 0;
    double gains_in_time = 0;
    double losses_in_time = 0;
    double last = 0;
    double count = 0;
    double trouble = 0;
    double time = 0;
    for (std::size_t t = 0; t < periods; ++t) {
      const double term = a[t * NYTTA_KERNEL_ROWS * 8 + static_cast<std::size_t>(lane)];
      const double gain = term > 0 ? term : 0;
      const double loss = gain - term;
      gains += gain;
      losses += loss;
      gains_in_time += gain * time;
      losses_in_time += loss * time;
      trouble += term * 0;
      count = term * last < 0 ? count + 1 : count;
      last = term != 0 ? (term > 0 ? 1.0 : -1.0) : last;
      time += 1;
    }
    const double apart = gains_in_time / gains - losses_in_time / losses;
    const double half_log = (gains - losses) / (gains + losses) / apart;
    v[lane] = (1 - half_log) / (1 + half_log);
    changes[lane] = count;
    finite[lane] = trouble;
  }
#endif
}

/// Rates of return of blocks of eight series with one change of sign; `a` holds NYTTA_KERNEL_ROWS blocks, a period
/// after the other: a[t][block][lane]. `v` holds a first guess of 1/(1+r) and gets the answer; `done` becomes 1 where
/// Newton's steps came to rest inside, and stays 0 where another search is needed.
void newton_blocks(const double* a, std::size_t periods, double* v, unsigned char* done) {
  constexpr int most_steps = 24;
  constexpr double rest = 0x1p-22;  // a step below this is followed by one that ends at the last digits
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
  pack x[NYTTA_KERNEL_ROWS];
  pack resting[NYTTA_KERNEL_ROWS];  // 1 where the last step was small
  for (int b = 0; b < NYTTA_KERNEL_ROWS; ++b) {
    __builtin_memcpy(&x[b], v + 8 * b, sizeof(pack));
    resting[b] = x[b] * 0;
  }
  for (int step = 0; step < most_steps; ++step) {
    pack f[NYTTA_KERNEL_ROWS];
    pack slope[NYTTA_KERNEL_ROWS];
    const double* at = a + (periods - 1) * NYTTA_KERNEL_ROWS * 8;
    for (int b = 0; b < NYTTA_KERNEL_ROWS; ++b) {
      __builtin_memcpy(&f[b], at + 8 * b, sizeof(pack));
      slope[b] = x[b] * 0;
    }
    for (std::size_t t = periods - 1; t-- > 0;) {
      at -= NYTTA_KERNEL_ROWS * 8;
      for (int b = 0; b < NYTTA_KERNEL_ROWS; ++b) {
        pack term;
        __builtin_memcpy(&term, at + 8 * b, sizeof(pack));
        slope[b] = slope[b] * x[b] + f[b];
        f[b] = f[b] * x[b] + term;
      }
    }
    pack_mask moving = {0, 0, 0, 0, 0, 0, 0, 0};
    for (int b = 0; b < NYTTA_KERNEL_ROWS; ++b) {
      const pack change = f[b] / slope[b];
      const pack moved = x[b] - change;
      // Lanes that rested before this step take it and stay.
      const pack_mask active = resting[b] < 1.5;
      x[b] = active ? moved : x[b];
      const pack size = change < 0 ? -change : change;
      const pack_mask small = size <= x[b] * rest;
      // 0 moving, 1 small, 2 at rest
      const pack next = resting[b] > 0.5 ? resting[b] * 0 + 2 : (small ? resting[b] * 0 + 1 : resting[b] * 0);
      resting[b] = next;
      moving |= next < 1.5;
    }
    const long long any =
        ((moving[0] | moving[1]) | (moving[2] | moving[3])) | ((moving[4] | moving[5]) | (moving[6] | moving[7]));
    if (any == 0) break;
  }
  for (int b = 0; b < NYTTA_KERNEL_ROWS; ++b) {
    __builtin_memcpy(v + 8 * b, &x[b], sizeof(pack));
    for (int i = 0; i < 8; ++i) done[8 * b + i] = resting[b][i] > 1.5 ? 1 : 0;
  }
#else
  for (int lane = 0; lane < 8 * NYTTA_KERNEL_ROWS; ++lane) {
    double x = v[lane];
    int resting = 0;
    for (int step = 0; step < most_steps && resting < 2; ++step) {
      const double* at = a + (periods - 1) * NYTTA_KERNEL_ROWS * 8;
      double f = at[lane];
      double slope = 0;
      for (std::size_t t = periods - 1; t-- > 0;) {
        at -= NYTTA_KERNEL_ROWS * 8;
        slope = slope * x + f;
        f = f * x + at[lane];
      }
      const double change = f / slope;
      x -= change;
      const double size = change < 0 ? -change : change;
      resting = resting == 1 ? 2 : (size <= x * rest ? 1 : 0);
    }
    v[lane] = x;
    done[lane] = resting == 2 ? 1 : 0;
  }
#endif
}

#undef NYTTA_KERNEL_ROWS
