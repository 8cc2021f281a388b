// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace nytta {

/// The inner loops of flow/batch.hpp for one set of instructions; all give the same bytes.
struct batch_kernels {
  std::string_view name;
  std::size_t blocks = 1;  ///< of eight series, that `newton` works on together
  void (*npv)(const double* flows, const double* factors, std::size_t periods, double* out, std::size_t rows) = nullptr;
  void (*turn)(const double* flows, std::size_t periods, double* a) = nullptr;
  void (*survey)(const double* a, std::size_t periods, double* v, double* extreme, long long* changes) = nullptr;
  void (*newton)(const double* a, std::size_t periods, double* v, unsigned char* done) = nullptr;
};

/// Those that this machine has, the quickest last.
[[nodiscard]] std::span<const batch_kernels> usable_batch_kernels();

/// irr_batch with given kernels, on one thread; for tests.
void irr_rows(const batch_kernels& kernels, std::span<const double> flows, std::size_t periods, double* rates,
              status* states);

}  // namespace nytta
