// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "../flow/peers.hpp"
#include "csv.hpp"
#include "sensitivity/draw_kernels.hpp"

using namespace nytta;

namespace {

template <class Word, std::size_t Count>
std::array<Word, Count> words(std::string_view text) {
  std::array<Word, Count> out{};
  for (Word& word : out) {
    const auto space = (std::min)(text.find(' '), text.size());
    const auto [end, error] = std::from_chars(text.data(), text.data() + space, word, 16);
    REQUIRE(error == std::errc());
    REQUIRE(end == text.data() + space);
    text.remove_prefix((std::min)(space + 1, text.size()));
  }
  REQUIRE(text.empty());
  return out;
}

template <class Word, std::size_t Count>
void compare(const csv::row& row) {
  const auto counter = words<Word, Count>(row["counter_or_seed"]);
  const auto key = words<Word, Count / 2>(row["key"]);
  const auto expected = words<Word, Count>(row["expected"]);
  REQUIRE((row["rounds"] == "7" || row["rounds"] == "10"));
  const auto given =
      row["rounds"] == "7" ? philox<7, Word, Count>(counter, key) : philox<10, Word, Count>(counter, key);
  CHECK(given == expected);
}

template <class Engine>
void compare_standard(const csv::row& row) {
  Engine engine;
  engine.discard(std::stoull(row["index"]) - 1);
  CHECK(std::to_string(engine()) == row["expected"]);
}

}  // namespace

TEST_CASE("random: known answers of Philox, and of the standard's engines that tests use") {
  const auto cases = csv::read_cases("rng_kat.csv");
  peers::tally all("rng_kat.csv");
  for (const csv::row& row : cases) {
    const std::string& generator = row["generator"];
    CAPTURE(generator);
    if (generator == "philox2x32") {
      compare<std::uint32_t, 2>(row);
    } else if (generator == "philox4x32") {
      compare<std::uint32_t, 4>(row);
    } else if (generator == "philox2x64") {
      compare<std::uint64_t, 2>(row);
    } else if (generator == "philox4x64") {
      compare<std::uint64_t, 4>(row);
    } else if (generator == "std::mt19937") {
      compare_standard<std::mt19937>(row);
    } else if (generator == "std::mt19937_64") {
      compare_standard<std::mt19937_64>(row);
    } else if (generator == "std::minstd_rand0") {
      compare_standard<std::minstd_rand0>(row);
    } else if (generator == "std::minstd_rand") {
      compare_standard<std::minstd_rand>(row);
    } else if (generator == "std::ranlux24_base") {
      compare_standard<std::ranlux24_base>(row);
    } else if (generator == "std::ranlux48_base") {
      compare_standard<std::ranlux48_base>(row);
    } else if (generator == "std::ranlux24") {
      compare_standard<std::ranlux24>(row);
    } else if (generator == "std::ranlux48") {
      compare_standard<std::ranlux48>(row);
    } else {
      REQUIRE(generator == "std::knuth_b");
      compare_standard<std::knuth_b>(row);
    }
    all.row(row["source"]);
  }
  all.close(cases, {{"philox", 24}, {"ISO C++ [rand.predef]", 9}});
}

TEST_CASE("random: Philox 4x64 has its published answer without the case files, too") {
  // Random123, kat_vectors: philox4x64 10, counter and key 0.
  CHECK(
      philox<10, std::uint64_t, 4>({0, 0, 0, 0}, {0, 0}) ==
      std::array<std::uint64_t, 4>{0x16554d9eca36314cU, 0xdb20fe9d672d0fdcU, 0xd7e772cee186176bU, 0x7e68b68aec7ba23bU});
}

TEST_CASE("random: the lanes are xoshiro256++, and their words become odd multiples of 2^-53") {
  // Blackman and Vigna's generator in their own words.
  generator_lanes lanes = lanes_of(42, 3, 5, purpose::draws);
  std::array<std::array<std::uint64_t, 4>, 8> states{};
  for (std::size_t lane = 0; lane < 8; ++lane) {
    const auto key = philox<10, std::uint64_t, 4>({5, lane, 0, 0}, {42, 3});
    for (std::size_t i = 0; i < 4; ++i) {
      states[lane][i] = key[i];
      CHECK(lanes.word[i][lane] == key[i]);
    }
  }
  const auto rotl = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
  std::vector<double> out(256);
  for (int row = 0; row < 3; ++row) {
    quickest_draw_kernels().uniforms(&lanes.word[0][0], out.data());
    for (std::size_t i = 0; i < 256; ++i) {
      auto& s = states[i % 8];
      const std::uint64_t result = rotl(s[0] + s[3], 23) + s[0];
      const std::uint64_t t = s[1] << 17;
      s[2] ^= s[0];
      s[3] ^= s[1];
      s[1] ^= s[2];
      s[0] ^= s[3];
      s[2] ^= t;
      s[3] = rotl(s[3], 45);
      CHECK(out[i] == static_cast<double>((result >> 12U) * 2 + 1) * 0x1p-53);
    }
  }
  // The least and the greatest are neither 0 nor 1.
  const std::uint64_t zeros[8] = {};
  quickest_draw_kernels().points(0, zeros, out.data());
  CHECK(out[0] == 0x1p-53);
  quickest_draw_kernels().points(~std::uint64_t{0}, zeros, out.data());
  CHECK(out[0] == 1 - 0x1p-53);
}

namespace {

bool same_bits(const double* a, const double* b, std::size_t count) {
  return std::equal(a, a + count, b, [](double x, double y) {
    return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
  });
}

using tally_bits = std::array<std::uint64_t, sizeof(block_tally) / sizeof(double)>;

}  // namespace

TEST_CASE("random: the same bytes by every set of instructions") {
  for (const draw_kernels& by : usable_draw_kernels()) {
    CAPTURE(std::string(by.name));
    generator_lanes one = lanes_of(1, 2, 3, purpose::normals);
    generator_lanes other = one;
    std::vector<double> a(256);
    std::vector<double> b(256);
    for (int i = 0; i < 5; ++i) {
      usable_draw_kernels().front().uniforms(&one.word[0][0], a.data());
      by.uniforms(&other.word[0][0], b.data());
      CHECK(a == b);
    }
    CHECK(std::memcmp(one.word, other.word, sizeof one.word) == 0);
    const root_ends ends{0.25, 1, 3, 9, 5};
    auto row = b;
    auto expected = b;
    for (double& u : expected) u = u < 0.25 ? 1 + std::sqrt(3 * u) : 9 - std::sqrt(5 * (1 - u));
    usable_draw_kernels().front().uniforms(&one.word[0][0], a.data());
    by.uniforms_beside_roots(&other.word[0][0], b.data(), ends, row.data());
    CHECK(a == b);
    CHECK(std::memcmp(one.word, other.word, sizeof one.word) == 0);
    CHECK(row == expected);
    const std::uint64_t directions[8] = {0x123456789abcdef0U,    2, 3, 0xffff000000000000U, 5, 6, 7,
                                         std::uint64_t{8} << 50U};
    usable_draw_kernels().front().points(99, directions, a.data());
    by.points(99, directions, b.data());
    CHECK(a == b);
    std::vector<double> rows(std::size_t{3} * 256);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = 0.1 * static_cast<double>(i % 37) - 1.7;
    const weighted_row terms[] = {{0, 0.3}, {2, -1.1}};
    usable_draw_kernels().front().combine(terms, 2, rows.data(), a.data());
    by.combine(terms, 2, rows.data(), rows.data() + 512);  // in place of a row that it reads
    CHECK(same_bits(a.data(), rows.data() + 512, 256));
  }
}

TEST_CASE("random: what is told of a block has the same bytes by every set of instructions") {
  std::mt19937_64 bits(4);
  std::normal_distribution<double> normal(0, 3e5);
  std::vector<double> x(256);
  std::vector<double> y(256);
  std::vector<double> z(256);
  for (auto* row : {&x, &y, &z}) {
    for (double& number : *row) number = normal(bits);
  }
  const draw_kernels& plain = usable_draw_kernels().front();
  for (const draw_kernels& by : usable_draw_kernels()) {
    CAPTURE(std::string(by.name));
    block_tally a;
    block_tally b;
    CHECK(plain.tally(x.data(), y.data(), a));
    CHECK(by.tally(x.data(), y.data(), b));
    CHECK(std::bit_cast<tally_bits>(a) == std::bit_cast<tally_bits>(b));
    CHECK(a.above + a.below == 256);
    CHECK(a.centre == x[0]);
    for (const double odd : {std::numeric_limits<double>::infinity(), std::nan("")}) {
      auto gap = x;
      gap[77] = odd;
      CHECK_FALSE(by.tally(gap.data(), y.data(), b));
    }
    for (const std::size_t count : {256U, 251U, 8U, 3U}) {
      double one[4];
      double other[4];
      plain.swapped(x.data(), y.data(), z.data(), 0.3, count, one);
      by.swapped(x.data(), y.data(), z.data(), 0.3, count, other);
      CHECK(same_bits(one, other, 4));
      double apart = 0;
      for (std::size_t i = 0; i < count; ++i) apart += (x[i] - (z[i] - 0.3)) * (x[i] - (z[i] - 0.3));
      CHECK(other[3] == doctest::Approx(apart).epsilon(1e-13));
      double counts[2][8] = {};
      double sums[2][8] = {};
      plain.below(-5e4, -1, x.data(), count, counts[0], sums[0]);
      by.below(-5e4, -1, x.data(), count, counts[1], sums[1]);
      CHECK(same_bits(counts[0], counts[1], 8));
      CHECK(same_bits(sums[0], sums[1], 8));
      std::vector<std::uint64_t> bins(count);
      std::vector<std::uint64_t> same(count);
      const value_bins into{-4e5, 4e5, 255 / 8e5, 255};
      CHECK(plain.bins(into, x.data(), count, bins.data()));
      CHECK(by.bins(into, x.data(), count, same.data()));
      CHECK(bins == same);
    }
    std::uint64_t bin = 0;
    const value_bins into{0, 10, 0.7, 7};
    const auto bin_of = [&](double number) { return by.bins(into, &number, 1, &bin); };
    CHECK((bin_of(-3) && bin == 0));
    CHECK((bin_of(5) && bin == 4));  // 3.5 to even
    CHECK((bin_of(std::numeric_limits<double>::infinity()) && bin == 7));
    CHECK_FALSE(bin_of(std::nan("")));
    CHECK_FALSE(bin_of(-std::numeric_limits<double>::infinity()));
  }
}

TEST_CASE("random: seeds, streams, blocks and purposes have lanes of their own") {
  std::vector<std::uint64_t> words;
  for (const std::uint64_t seed : {0U, 1U}) {
    for (const std::uint32_t stream : {0U, 1U}) {
      for (const std::uint64_t block : {0U, 1U, 2U}) {
        for (const purpose use : {purpose::draws, purpose::normals}) {
          const auto lanes = lanes_of(seed, stream, block, use);
          for (const auto& word : lanes.word) words.insert(words.end(), word, word + 8);
        }
      }
    }
  }
  std::sort(words.begin(), words.end());
  CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
}
