// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/wide.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

// Counter-based random numbers: Philox (Salmon, Moraes, Dror and Shaw 2011, Parallel random numbers: as easy as 1, 2,
// 3).

namespace nytta {

namespace philox_detail {

template <class Word>
struct two_words {
  Word high;
  Word low;
};
inline two_words<std::uint32_t> product(std::uint32_t a, std::uint32_t b) {
  const std::uint64_t whole = static_cast<std::uint64_t>(a) * b;
  return {static_cast<std::uint32_t>(whole >> 32U), static_cast<std::uint32_t>(whole)};
}
inline two_words<std::uint64_t> product(std::uint64_t a, std::uint64_t b) {
  const uint128 whole = multiply(a, b);
  return {whole.high, whole.low};
}

/// Multipliers of the rounds, and what the key grows by between them.
template <class Word, std::size_t Count>
struct constants;
template <>
struct constants<std::uint32_t, 2> {
  static constexpr std::array<std::uint32_t, 1> multiplier{0xd256d193U};
  static constexpr std::array<std::uint32_t, 1> growth{0x9e3779b9U};
};
template <>
struct constants<std::uint32_t, 4> {
  static constexpr std::array<std::uint32_t, 2> multiplier{0xd2511f53U, 0xcd9e8d57U};
  static constexpr std::array<std::uint32_t, 2> growth{0x9e3779b9U, 0xbb67ae85U};
};
template <>
struct constants<std::uint64_t, 2> {
  static constexpr std::array<std::uint64_t, 1> multiplier{0xd2b74407b1ce6e93U};
  static constexpr std::array<std::uint64_t, 1> growth{0x9e3779b97f4a7c15U};
};
template <>
struct constants<std::uint64_t, 4> {
  static constexpr std::array<std::uint64_t, 2> multiplier{0xd2e7470ee14c6c93U, 0xca5a826395121157U};
  static constexpr std::array<std::uint64_t, 2> growth{0x9e3779b97f4a7c15U, 0xbb67ae8584caa73bU};
};

}  // namespace philox_detail

/// Words that depend on counter and key alone, two or four of 32 or 64 bits.
template <int Rounds, class Word, std::size_t Count>
[[nodiscard]] std::array<Word, Count> philox(std::array<Word, Count> counter, std::array<Word, Count / 2> key) {
  using of = philox_detail::constants<Word, Count>;
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
#pragma GCC unroll 10
#endif
  for (int round = 0; round < Rounds; ++round) {
    const auto first = philox_detail::product(of::multiplier[0], counter[0]);
    if constexpr (Count == 2) {
      counter = {static_cast<Word>(first.high ^ key[0] ^ counter[1]), first.low};
    } else {
      const auto second = philox_detail::product(of::multiplier[1], counter[2]);
      counter = {static_cast<Word>(second.high ^ counter[1] ^ key[0]), second.low,
                 static_cast<Word>(first.high ^ counter[3] ^ key[1]), first.low};
    }
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<Word>(key[i] + of::growth[i]);
  }
  return counter;
}

/// What numbers are for; those of one purpose are independent of those of another.
enum class purpose : std::uint64_t { draws, normals, scrambles };

/// Eight generators xoshiro256++ (Blackman and Vigna 2021) side by side: word by word, lane by lane.
struct generator_lanes {
  alignas(64) std::uint64_t word[4][8];
};

/// The lanes that a block of draws starts with. All words are 0 with a probability of 2^−256.
[[nodiscard]] inline generator_lanes lanes_of(std::uint64_t seed, std::uint32_t stream, std::uint64_t block,
                                              purpose use) {
  generator_lanes out{};
  for (std::size_t lane = 0; lane < 8; ++lane) {
    const auto words = philox<10, std::uint64_t, 4>({block, lane, static_cast<std::uint64_t>(use), 0}, {seed, stream});
    for (std::size_t i = 0; i < 4; ++i) out.word[i][lane] = words[i];
  }
  return out;
}

}  // namespace nytta
