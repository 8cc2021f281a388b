// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/wide.hpp>
#include <nytta/flow/batch.hpp>
#include <nytta/flow/rate_search.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "batch_kernels_table.hpp"
#include "core/instruction_sets.hpp"

// The kernels are compiled for each set of instructions here, and nowhere else; every other file is for the least
// processor. No header is read inside the regions but the kernels themselves.

// A series that lies 4 KiB further on is asked for now: without it half of the time of reading memory is spent waiting.
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
#define NYTTA_FETCH(at) __builtin_prefetch(reinterpret_cast<const char*>(at) + 4096)
#else
#define NYTTA_FETCH(at)
#endif

namespace nytta {

namespace baseline {
#define NYTTA_KERNEL_ROWS 2
#include "batch_kernels.hpp"
}  // namespace baseline

#if NYTTA_MORE_KERNELS
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif
namespace with_avx2 {
#define NYTTA_KERNEL_ROWS 2
#include "batch_kernels.hpp"
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
#define NYTTA_KERNEL_ROWS 4
#include "batch_kernels.hpp"
}  // namespace with_avx512
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

std::span<const batch_kernels> usable_batch_kernels() {
  static constexpr std::array all {
    batch_kernels{
        "baseline", 2, baseline::npv_rows, baseline::turn_blocks, baseline::survey_blocks, baseline::newton_blocks},
#if NYTTA_MORE_KERNELS
        batch_kernels{
            "avx2", 2, with_avx2::npv_rows, with_avx2::turn_blocks, with_avx2::survey_blocks, with_avx2::newton_blocks},
        batch_kernels{"avx512",
                      4,
                      with_avx512::npv_rows,
                      with_avx512::turn_blocks,
                      with_avx512::survey_blocks,
                      with_avx512::newton_blocks},
#endif
  };
  return std::span(all).first((std::min)(all.size(), usable_instruction_sets()));
}

namespace {

using boost::multiprecision::cpp_int;

constexpr std::size_t rows_of_a_share = 1024;  // threads get whole shares

void require_shape(std::size_t flows, std::size_t periods, std::size_t series, int threads) {
  if (periods == 0) throw std::invalid_argument("a batch needs at least one period");
  if (threads < 1) throw std::invalid_argument("a batch needs at least one thread, not " + std::to_string(threads));
  if (flows / periods != series || flows % periods != 0) {
    throw std::invalid_argument(std::to_string(flows) + " flows are not " + std::to_string(series) + " series of " +
                                std::to_string(periods));
  }
}

/// Calls work(first, last) for parts of 0 … series, on so many threads; passes the first exception on.
template <class Work>
void share(std::size_t series, int threads, const Work& work) {
  const std::size_t shares = (series + rows_of_a_share - 1) / rows_of_a_share;
  const std::size_t workers = (std::min)(static_cast<std::size_t>(threads), shares);
  if (workers < 2) {
    work(std::size_t{0}, series);
    return;
  }
  std::vector<std::thread> others;
  others.reserve(workers);
  std::vector<std::exception_ptr> failures(workers);
  const auto part = [&](std::size_t w) {
    const auto border = [&](std::size_t i) { return (std::min)(series, shares * i / workers * rows_of_a_share); };
    try {
      work(border(w), w + 1 == workers ? series : border(w + 1));
    } catch (...) {
      failures[w] = std::current_exception();
    }
  };
  std::size_t started = 1;
  try {
    for (; started < workers; ++started) others.emplace_back(part, started);
  } catch (const std::exception&) {  // no more threads: their parts are done here
  }
  part(0);
  for (std::size_t w = started; w < workers; ++w) part(w);
  for (std::thread& t : others) t.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

const batch_kernels& quickest() {
  static const batch_kernels& kernels = usable_batch_kernels().back();
  return kernels;
}

}  // namespace

void npv_batch(std::span<const double> flows, std::span<const double> factors, std::span<double> out, int threads) {
  require_shape(flows.size(), factors.size(), out.size(), threads);
  const std::size_t periods = factors.size();
  share(out.size(), threads, [&](std::size_t first, std::size_t last) {
    quickest().npv(flows.data() + first * periods, factors.data(), periods, out.data() + first, last - first);
  });
}

// --- Exactly

namespace {

/// A decimal as a quotient of whole numbers.
std::pair<cpp_int, cpp_int> quotient_of(const decimal& x) {
  cpp_int units = cpp_int(x.coefficient().high) << 64U;
  units += x.coefficient().low;
  if (x.is_negative()) units = -units;
  const cpp_int power = boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(std::abs(x.scale())));
  return x.scale() < 0 ? std::pair<cpp_int, cpp_int>(units * power, 1) : std::pair<cpp_int, cpp_int>(units, power);
}

/// 1 + rate as a quotient.
std::pair<cpp_int, cpp_int> growth_of(const decimal& rate) {
  const auto [top, bottom] = quotient_of(rate);
  return {cpp_int(top + bottom), bottom};
}

/// The whole number nearest to a quotient.
cpp_int nearest(const cpp_int& top, const cpp_int& bottom) { return (2 * top + bottom) / (2 * bottom); }

}  // namespace

exact_factors::exact_factors(const decimal& rate, int periods, timing when) : rate_(rate), when_(when) {
  constexpr int most_periods = 4096;
  constexpr int guard = 64;
  if (periods < 1 || periods > most_periods) {
    throw std::invalid_argument("exact factors are made for 1 to 4096 periods, not " + std::to_string(periods));
  }
  const auto [over, under] = growth_of(rate);  // 1 + r = over/under
  if (over <= 0) throw std::invalid_argument("the rate of exact factors must be above -100 %");
  if (msb(over) > 120 || msb(under) > 120) {
    throw std::invalid_argument("the rate of exact factors has too many digits");
  }
  // Factor t is (under/over)^t, the root of one more for the middle, one more for the end. Each is taken to 62 + 64
  // bits, and then rounded to the shift at which the largest has 62.
  const int largest_at = over < under ? periods - 1 + (when == timing::start ? 0 : 1) : 0;
  const double bits_per_period = std::log2(static_cast<double>(under)) - std::log2(static_cast<double>(over));
  const int largest_bits = static_cast<int>(std::ceil(largest_at * bits_per_period));
  shift_ = 62 - (std::max)(0, largest_bits + 1);
  if (shift_ < 1) throw std::invalid_argument("factors at that rate grow beyond what is calculated exactly");
  scaled_.reserve(static_cast<std::size_t>(periods));
  cpp_int top = 1;
  cpp_int bottom = 1;
  if (when == timing::end) {
    top = under;
    bottom = over;
  }
  for (int t = 0; t < periods; ++t) {
    cpp_int scaled;
    if (when == timing::middle) {
      // √(top² under / (bottom² over)) · 2^shift, to the nearest: the root of the quotient times 4^(shift + guard).
      const cpp_int square =
          ((top * top * under) << static_cast<unsigned>(2 * (shift_ + guard))) / (bottom * bottom * over);
      scaled = nearest(sqrt(square), cpp_int(1) << static_cast<unsigned>(guard));
    } else {
      scaled = nearest(top << static_cast<unsigned>(shift_), bottom);
    }
    scaled_.push_back(static_cast<std::int64_t>(scaled));
    top *= under;
    bottom *= over;
  }
}

namespace {

#if NYTTA_NATIVE_INT128
__extension__ typedef __int128 signed_product;
__extension__ typedef unsigned __int128 wide_sum;  // in two's complement: what does not fit is told by the width
inline void add_product(wide_sum& sum, std::int64_t a, std::int64_t b) {
  sum += static_cast<wide_sum>(static_cast<signed_product>(a) * b);
}
inline std::int64_t high_part(wide_sum sum, int shift) {
  return static_cast<std::int64_t>(static_cast<signed_product>(sum) >> shift);
}
inline std::uint64_t rest_of(wide_sum sum, int shift) {
  return static_cast<std::uint64_t>(sum) & ((std::uint64_t{1} << shift) - 1);
}
#else
/// The same in two's complement of two limbs.
struct wide_sum {
  uint128 bits;
};
inline void add_product(wide_sum& sum, std::int64_t a, std::int64_t b) {
  sum.bits = sum.bits + multiply_signed(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
}
inline std::int64_t high_part(const wide_sum& sum, int shift) {
  return static_cast<std::int64_t>((sum.bits.high << (64 - shift)) | (sum.bits.low >> shift));
}
inline std::uint64_t rest_of(const wide_sum& sum, int shift) {
  return sum.bits.low & ((std::uint64_t{1} << shift) - 1);
}
#endif

/// One series, exactly: whole numbers over one denominator, rounded half-even.
std::int64_t exact_value(const std::int64_t* flows, std::size_t periods, const exact_factors& factors) {
  const auto [over, under] = growth_of(factors.rate());
  // Σ a_t (under/over)^t = Σ a_t under^t over^(n−1−t) / over^(n−1), one more of each for the end.
  cpp_int sum = 0;
  cpp_int power = 1;
  for (std::size_t t = periods; t-- > 0;) {
    sum = sum * under + flows[t] * power;
    power *= over;
  }
  cpp_int bottom = power / over;
  if (factors.when() == timing::end) {
    sum *= under;
    bottom *= over;
  }
  cpp_int twice;  // 2 × the value, cut towards 0, and whether something was cut
  bool rest = false;
  if (factors.when() == timing::middle) {
    // |value| = |sum|/bottom · √(under/over): its double is the root of 4 sum² under / (bottom² over).
    const cpp_int top = 4 * sum * sum * under;
    const cpp_int square_bottom = bottom * bottom * over;
    const cpp_int whole = top / square_bottom;
    twice = sqrt(whole);
    rest = twice * twice * square_bottom != top;
  } else {
    const cpp_int top = 2 * abs(sum);
    twice = top / bottom;
    rest = twice * bottom != top;
  }
  cpp_int units = twice / 2;
  if (bit_test(twice, 0) && (rest || bit_test(units, 0))) ++units;
  if (units > (std::numeric_limits<std::int64_t>::max)()) {
    throw std::overflow_error("a net present value does not fit in 64 bits of öre");
  }
  const auto size = static_cast<std::int64_t>(units);
  return sum < 0 ? -size : size;
}

void exact_rows(const std::int64_t* flows, const exact_factors& factors, std::int64_t* out, std::size_t rows) {
  // Flows up to 88 billion kronor are told to be so by one sum and one or; larger ones are measured.
  constexpr int usual_bits = 43;
  constexpr auto bias = std::int64_t{1} << usual_bits;
  const std::size_t periods = factors.size();
  const std::int64_t* v = factors.scaled().data();
  const int shift = factors.shift();
  const auto count_bits = static_cast<int>(std::bit_width(periods));
  const std::uint64_t half = std::uint64_t{1} << (shift - 1);
  const std::size_t by_four = periods / 4 * 4;
  for (std::size_t row = 0; row < rows; ++row, flows += periods) {
    wide_sum sum{};
    std::uint64_t shifted = 0;  // every bit of every flow + bias
    const auto add = [&](std::size_t t) {
      add_product(sum, flows[t], v[t]);
      shifted |= static_cast<std::uint64_t>(flows[t]) + static_cast<std::uint64_t>(bias);
    };
    for (std::size_t t = 0; t < by_four; t += 4) {
      NYTTA_FETCH(flows + t);
      add(t);
      add(t + 1);
      add(t + 2);
      add(t + 3);
    }
    for (std::size_t t = by_four; t < periods; ++t) add(t);
    // No flow is larger than 2^width; each product is off by at most half its flow, and fewer than 2^count_bits of them
    // by less than 2^(width + count_bits − 1) together.
    int width = usual_bits;
    if (shifted >> (usual_bits + 1) != 0) {
      std::uint64_t magnitude = 0;
      for (std::size_t t = 0; t < periods; ++t) magnitude |= static_cast<std::uint64_t>(flows[t] ^ (flows[t] >> 63));
      width = static_cast<int>(std::bit_width(magnitude));
    }
    const int bound_bits = width + count_bits - 1;
    const std::uint64_t rest = rest_of(sum, shift);
    const std::uint64_t from_tie = rest > half ? rest - half : half - rest;
    if (width + count_bits > shift || bound_bits >= shift - 1 || from_tie <= (std::uint64_t{1} << bound_bits)) {
      out[row] = exact_value(flows, periods, factors);
      continue;
    }
    out[row] = high_part(sum, shift) + (rest > half ? 1 : 0);
  }
}

}  // namespace

void npv_batch(std::span<const std::int64_t> flows, const exact_factors& factors, std::span<std::int64_t> out,
               int threads) {
  require_shape(flows.size(), factors.size(), out.size(), threads);
  share(out.size(), threads, [&](std::size_t first, std::size_t last) {
    exact_rows(flows.data() + first * factors.size(), factors, out.data() + first, last - first);
  });
}

// --- Rates of return

namespace {

/// Series after series that the kernels leave.
class slow_search {
 public:
  status find(std::span<const double> flows, double& rate) {
    rate = 0;
    for (const double flow : flows) {
      if (!std::isfinite(flow)) return status::undefined;
    }
    search_.find(flows);
    if (search_.state() == status::ok) rate = search_.rate(0);
    return search_.state();
  }

 private:
  rate_search<double> search_;
};

}  // namespace

void irr_rows(const batch_kernels& kernels, std::span<const double> flows, std::size_t periods, double* rates,
              status* states) {
  constexpr std::size_t most_lanes = 32;
  const std::size_t lanes = 8 * kernels.blocks;
  const std::size_t series = flows.size() / periods;
  std::vector<double> a(periods * lanes);
  std::array<double, most_lanes> v{};
  std::array<double, most_lanes> extreme{};
  std::array<long long, most_lanes> changes{};
  std::array<unsigned char, most_lanes> done{};
  slow_search slowly;
  std::vector<double> last_block;
  for (std::size_t first = 0; first < series; first += lanes) {
    const std::size_t count = (std::min)(lanes, series - first);
    const double* from = flows.data() + first * periods;
    if (count < lanes) {  // filled up with zeros
      last_block.assign(lanes * periods, 0.0);
      std::copy(from, from + count * periods, last_block.begin());
      from = last_block.data();
    }
    kernels.turn(from, periods, a.data());
    kernels.survey(a.data(), periods, v.data(), extreme.data(), changes.data());
    kernels.newton(a.data(), periods, v.data(), done.data());
    for (std::size_t lane = 0; lane < count; ++lane) {
      const std::size_t i = first + lane;
      status state = status::ok;
      double rate = 0;
      if (done[lane] == 1 && changes[lane] == 1 && extreme[lane] == 0 && a[lane] != 0) {
        rate = v[lane];
      } else {
        state = slowly.find(flows.subspan(i * periods, periods), rate);
      }
      rates[i] = rate;
      states[i] = state;
    }
  }
}

void irr_batch(std::span<const double> flows, std::size_t periods, std::span<double> rates, std::span<status> states,
               int threads) {
  require_shape(flows.size(), periods, rates.size(), threads);
  if (rates.size() != states.size()) {
    throw std::invalid_argument(std::to_string(rates.size()) + " rates and " + std::to_string(states.size()) +
                                " states are not one for each series");
  }
  share(rates.size(), threads, [&](std::size_t first, std::size_t last) {
    irr_rows(quickest(), flows.subspan(first * periods, (last - first) * periods), periods, rates.data() + first,
             states.data() + first);
  });
}

}  // namespace nytta
