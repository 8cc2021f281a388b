// SPDX-License-Identifier: Apache-2.0
// No include guard: block_program.cpp reads this once for each set of instructions, in a namespace of its own. The
// arithmetic is the same in all of them: no fused products, one order of sums, each lane by itself.

#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
/// Four doubles, wherever they begin: wider ones g++ 12 takes apart one by one.
typedef double pack __attribute__((vector_size(32), aligned(8), may_alias));
#else
typedef double pack;
#endif
constexpr std::size_t lanes = sizeof(pack) / sizeof(double);

void weighted(double constant, const double* const* terms, const double* const* with, const double* by,
              std::size_t count, double* out) {
  for (std::size_t i = 0; i < block_lanes; i += 4 * lanes) {  // four sums that do not wait for one another
    pack a = pack{} + constant;
    pack b = a;
    pack c = a;
    pack d = a;
    for (std::size_t k = 0; k < count; ++k) {
      const pack* from = reinterpret_cast<const pack*>(terms[k] + i);
      if (with == nullptr || with[k] == nullptr) {
        a += from[0] * by[k];
        b += from[1] * by[k];
        c += from[2] * by[k];
        d += from[3] * by[k];
      } else {
        const pack* times = reinterpret_cast<const pack*>(with[k] + i);
        a += from[0] * times[0] * by[k];
        b += from[1] * times[1] * by[k];
        c += from[2] * times[2] * by[k];
        d += from[3] * times[3] * by[k];
      }
    }
    pack* to = reinterpret_cast<pack*>(out + i);
    to[0] = a;
    to[1] = b;
    to[2] = c;
    to[3] = d;
  }
}

void product(const double* a, const double* b, double* out) {
  for (std::size_t i = 0; i < block_lanes; i += 4 * lanes) {
    const pack* x = reinterpret_cast<const pack*>(a + i);
    const pack* y = reinterpret_cast<const pack*>(b + i);
    pack* to = reinterpret_cast<pack*>(out + i);
    const pack first = x[0] * y[0];
    const pack second = x[1] * y[1];
    const pack third = x[2] * y[2];
    to[3] = x[3] * y[3];
    to[0] = first;
    to[1] = second;
    to[2] = third;
  }
}

void shifted_product(double constant, double by, const double* a, const double* b, double* out) {
  for (std::size_t i = 0; i < block_lanes; i += 4 * lanes) {
    const pack* x = reinterpret_cast<const pack*>(a + i);
    const pack* y = reinterpret_cast<const pack*>(b + i);
    pack* to = reinterpret_cast<pack*>(out + i);
    const pack first = (x[0] * by + constant) * y[0];
    const pack second = (x[1] * by + constant) * y[1];
    const pack third = (x[2] * by + constant) * y[2];
    to[3] = (x[3] * by + constant) * y[3];
    to[0] = first;
    to[1] = second;
    to[2] = third;
  }
}

void ladder(const double* x, const double* rungs, std::size_t count, const double* y, double* out) {
  for (std::size_t i = 0; i < block_lanes; i += 4 * lanes) {
    const pack* from = reinterpret_cast<const pack*>(x + i);
    const pack* by = reinterpret_cast<const pack*>(y + i);
    pack a = from[0];
    pack b = from[1];
    pack c = from[2];
    pack d = from[3];
    const pack times_a = by[0];
    const pack times_b = by[1];
    const pack times_c = by[2];
    const pack times_d = by[3];
    for (std::size_t k = 0; k < count; ++k) {
      a = (a + rungs[k]) * times_a;
      b = (b + rungs[k]) * times_b;
      c = (c + rungs[k]) * times_c;
      d = (d + rungs[k]) * times_d;
    }
    pack* to = reinterpret_cast<pack*>(out + i);
    to[0] = a;
    to[1] = b;
    to[2] = c;
    to[3] = d;
  }
}

void reciprocal(const double* a, double* out) {
  for (std::size_t i = 0; i < block_lanes; i += lanes) {
    *reinterpret_cast<pack*>(out + i) = 1.0 / *reinterpret_cast<const pack*>(a + i);
  }
}

void lesser_of(const double* a, const double* b, double* out) {
  for (std::size_t i = 0; i < block_lanes; ++i) out[i] = b[i] < a[i] ? b[i] : a[i];
}

void greater_of(const double* a, const double* b, double* out) {
  for (std::size_t i = 0; i < block_lanes; ++i) out[i] = a[i] < b[i] ? b[i] : a[i];
}

/// Whether every lane is above a bound; a lane without a number is not.
bool all_above(const double* x, double bound) {
  bool all = true;
  for (std::size_t i = 0; i < block_lanes; i += 4 * lanes) {
    const pack* from = reinterpret_cast<const pack*>(x + i);
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
    const auto above = (from[0] > bound) & (from[1] > bound) & (from[2] > bound) & (from[3] > bound);
    all = all && (above[0] & above[1] & above[2] & above[3]) != 0;
#else
    all = all && from[0] > bound && from[1] > bound && from[2] > bound && from[3] > bound;
#endif
  }
  return all;
}
