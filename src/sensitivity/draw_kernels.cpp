// SPDX-License-Identifier: Apache-2.0
#include "draw_kernels.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "core/instruction_sets.hpp"

#if NYTTA_MORE_KERNELS
#include <immintrin.h>
#endif

// The kernels are compiled for each set of instructions here, and nowhere else; every other file is for the least
// processor. No header is read inside the regions but the kernels themselves.

namespace nytta {

namespace {

constexpr std::uint64_t one_bits = 0x3ff0000000000000U;
constexpr std::uint64_t mantissa_bits = 0x000fffffffffffffU;
constexpr double below_one = 0x1.fffffffffffffp-1;  // 1 − 2^−53
constexpr double score_end = 0x1.07fffffffffp3;     // a little below 8.25
constexpr double score_start = -8.25;
constexpr double whole_numbers = 0x1.8p52;  // added to a number, leaves its nearest whole number in the last bits
constexpr std::uint64_t whole_bits = std::bit_cast<std::uint64_t>(whole_numbers);
constexpr std::size_t block_length = 256;
constexpr double least_value = std::numeric_limits<double>::lowest();

}  // namespace

namespace baseline {
#define NYTTA_FOURS 0
#include "draw_kernels_body.hpp"
#undef NYTTA_FOURS
}  // namespace baseline

#if NYTTA_MORE_KERNELS
#define NYTTA_FOURS 1

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif
namespace with_avx2 {
#include "draw_kernels_body.hpp"
}  // namespace with_avx2
#if defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl"))), apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512f,avx512dq,avx512vl")
#endif
namespace with_avx512 {
#include "draw_kernels_body.hpp"
}  // namespace with_avx512
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

std::span<const draw_kernels> usable_draw_kernels() {
#define NYTTA_KERNELS_OF(of)                                                                                  \
  draw_kernels {                                                                                              \
#of, of::uniforms, of::uniforms_beside_roots, of::points, of::cubics, of::roots, of::scores, of::combine, \
        of::tally, of::swapped, of::bins, of::below                                                           \
  }
  static constexpr std::array all {
    NYTTA_KERNELS_OF(baseline),
#if NYTTA_MORE_KERNELS
        NYTTA_KERNELS_OF(with_avx2), NYTTA_KERNELS_OF(with_avx512),
#endif
  };
  return std::span(all).first((std::min)(all.size(), usable_instruction_sets()));
}

const draw_kernels& quickest_draw_kernels() {
  static const draw_kernels& kernels = usable_draw_kernels().back();
  return kernels;
}

}  // namespace nytta
