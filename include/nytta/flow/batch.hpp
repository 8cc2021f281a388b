// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/time/timing.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Measures of many series at once, over data that the caller owns: row-major, one series of `periods` flows after the
// other. Nothing is allocated per series, and results are the same bytes on every processor and number of threads.
// Large data that lies on huge pages (2 MiB, madvise) is read half as fast again.
//
// Compiled in nytta::nytta: the quickest instructions of the machine are chosen at run time.

namespace nytta {

/// Net present value of every series: the sum of flow × factor.                              [NPV]
///   npv_i = Σ_t flows[i · periods + t] · factors[t]          flows money, factors discount factors (1)
///   `factors` has one element per period, `out` one per series; discount_factors (flow/discounting.hpp) gives them.
///   Sums are taken in eight lanes, and so may differ from npv's in the last bits.
///   Source: as npv.  Deviates: none.
///   {-100, 60, 60, …} with factors 1, 1/1.1, 1/1.21: 4.1322   (tests/unit/flow/batch.cpp)
/// `threads` share the series; memory bounds the speed, so that more than one seldom helps. Throws
/// std::invalid_argument without periods or threads, and unless flows.size() is factors.size() × out.size().
void npv_batch(std::span<const double> flows, std::span<const double> factors, std::span<double> out, int threads = 1);

/// Discount factors for exact net present values: whole multiples of a power of two, with what they are rounded from.
class exact_factors {
 public:
  /// One rate for all periods, above −100 % and with at most 18 significant digits: flow t is discounted t periods
  /// (start), t + ½ (middle) or t + 1 (end). Throws std::invalid_argument otherwise, and for less than one period or
  /// more than 4096.
  exact_factors(const decimal& rate, int periods, timing when);

  [[nodiscard]] std::size_t size() const noexcept { return scaled_.size(); }
  [[nodiscard]] const decimal& rate() const noexcept { return rate_; }
  [[nodiscard]] timing when() const noexcept { return when_; }
  /// Factor t is scaled()[t] / 2^shift(), to the nearest.
  [[nodiscard]] std::span<const std::int64_t> scaled() const noexcept { return scaled_; }
  [[nodiscard]] int shift() const noexcept { return shift_; }

 private:
  decimal rate_;
  timing when_;
  int shift_ = 62;
  std::vector<std::int64_t> scaled_;
};

/// Exact net present value of every series in öre, rounded half-even to the öre.                              [NPV]
///   npv_i = Σ_t flows[i · periods + t] · (1 + r)^(−t − e)          flows whole öre, r and e of `factors`
///   Whole numbers throughout. The rounded factors leave an error that is bounded; where the bound reaches over half an
///   öre, the series is calculated again in fractions.
///   Source: as npv.  Deviates: none.
///   {−10000, 11000} at 10 %: 0, and {−10000, 11055}: 50   (tests/unit/flow/batch.cpp)
/// Throws as the other one does, and std::overflow_error when a value does not fit in 64 bits; what was calculated
/// before stands in `out`.
void npv_batch(std::span<const std::int64_t> flows, const exact_factors& factors, std::span<std::int64_t> out,
               int threads = 1);

/// Internal rate of return of every series.                              [IRR]
///   Σ_t flows[i · periods + t] / (1 + r_i)^t = 0
///   states[i] is ok where there is one rate above −100 %, which rates[i] then is, to 1e-12 of its size or of 1;
///   several where there are more (irr gives them all), none where there is none, undefined where all flows are
///   zero, one is not finite, or one is too small beside another to count. Where it is not ok, rates[i] is 0 and no
///   answer.
///   Source: as irr.  Deviates: none.
///   {−1000, 1100}: 10 %, {−1000, 2500, −1540}: several   (tests/unit/flow/batch.cpp)
/// Throws std::invalid_argument without periods or threads, and unless rates and states have one element per series.
void irr_batch(std::span<const double> flows, std::size_t periods, std::span<double> rates, std::span<status> states,
               int threads = 1);

}  // namespace nytta
