// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// Kernels are compiled for several sets of instructions. Not for Windows: g++ does not align its stack for AVX there
// (GCC bug 54412).
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32) && !defined(NYTTA_PORTABLE)
#define NYTTA_MORE_KERNELS 1
#else
#define NYTTA_MORE_KERNELS 0
#endif

namespace nytta {

/// How many of the sets of instructions that kernels are compiled for this machine has, each with all before it: what
/// every machine has, AVX2, AVX-512 (F, DQ and VL). Kernels stand in this order.
[[nodiscard]] inline std::size_t usable_instruction_sets() {
#if NYTTA_MORE_KERNELS
  if (!__builtin_cpu_supports("avx2")) return 1;
  const bool avx512 =
      __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  return avx512 ? 3 : 2;
#else
  return 1;
#endif
}

}  // namespace nytta
