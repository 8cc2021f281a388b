// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace nytta {

/// How many of the sets of instructions that kernels are compiled for this machine has, each with all before it: what
/// every machine has, AVX2, AVX-512 (F, DQ and VL). Kernels stand in this order.
[[nodiscard]] inline std::size_t usable_instruction_sets() {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(NYTTA_PORTABLE)
  if (!__builtin_cpu_supports("avx2")) return 1;
  const bool avx512 =
      __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  return avx512 ? 3 : 2;
#else
  return 1;
#endif
}

}  // namespace nytta
