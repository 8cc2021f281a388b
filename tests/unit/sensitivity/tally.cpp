// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/tally.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

using namespace nytta;

namespace {

/// Every block of the figures with its control.
block_tally tally_of_all(const std::vector<double>& figures, const std::vector<double>& control) {
  std::vector<block_tally> blocks;
  for (std::size_t first = 0; first < figures.size(); first += block_length) {
    const std::size_t count = (std::min)(block_length, figures.size() - first);
    blocks.push_back(tally_of(figures.data() + first, control.data() + first, count));
  }
  return total(blocks);
}

}  // namespace

// The other hand: moments_of all finite figures in one row, which NIST's sets hold to their digits.
TEST_CASE("tally: block by block as in one row, with gaps and a last block that is not full") {
  std::mt19937_64 bits(8);
  std::normal_distribution<double> normal(1e6, 10);
  for (const bool gaps : {false, true}) {
    for (const double first : {0.0, 1e6}) {
      std::vector<double> figures(3 * block_length + 100);
      std::vector<double> control(figures.size());
      for (double& x : figures) x = normal(bits);
      for (double& c : control) c = normal(bits) - 1e6;
      figures[0] = first;  // by which the first block counts
      figures[300] = -4;
      if (gaps) {
        figures[5] = std::nan("");
        figures[310] = std::numeric_limits<double>::infinity();
        std::fill_n(figures.begin() + 512, block_length, std::nan(""));
      }
      std::vector<double> finite;
      double products = 0;
      double controls = 0;
      double squares = 0;
      for (std::size_t i = 0; i < figures.size(); ++i) {
        if (!std::isfinite(figures[i])) continue;
        finite.push_back(figures[i]);
        products += (figures[i] - first) * control[i];
        controls += control[i];
        squares += control[i] * control[i];
      }
      const auto expected = moments_of(finite);
      const auto tally = tally_of_all(figures, control);
      const auto found = moments_of(tally);
      CAPTURE(gaps);
      CAPTURE(first);
      CHECK(tally.centre == first);
      CHECK(found.count == finite.size());
      CHECK(std::abs(found.mean - expected.mean) <= 1e-15 * expected.mean);
      CHECK(found.standard_deviation.value() == doctest::Approx(expected.standard_deviation.value()).epsilon(1e-9));
      CHECK(found.standard_error.value() == doctest::Approx(expected.standard_error.value()).epsilon(1e-9));
      const double not_above = first == 0 ? 2 : 1;
      CHECK(tally.above == static_cast<double>(finite.size()) - not_above + (gaps ? 1 : 0));  // never is above zero
      CHECK(tally.below == 1);
      CHECK(tally.fc == doctest::Approx(products).epsilon(1e-12));
      CHECK(tally.c == doctest::Approx(controls).epsilon(1e-12));
      CHECK(tally.cc == doctest::Approx(squares).epsilon(1e-12));
    }
  }
}

TEST_CASE("tally: of the same figure again and again nothing is left over") {
  const std::vector<double> figures(700, 333333.33);
  const auto t = tally_of_all(figures, std::vector<double>(700, 0.1));
  CHECK(moments_of(t).mean == 333333.33);
  CHECK(moments_of(t).standard_deviation.value() == 0);
}

// 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32; less 2 they are 0, 2, 2, 2, 3, 3, 5, 7
TEST_CASE("tally: by hand") {
  const std::vector<double> figures{2, 4, 4, 4, 5, 5, 7, 9};
  const std::vector<double> control{1, 0, 0, 0, 0, 0, 0, 2};
  const auto t = tally_of_all(figures, control);
  CHECK(t.count == 8);
  CHECK(t.centre == 2);
  CHECK(t.f == 24);
  CHECK(t.c == 3);
  CHECK(t.fc == 14);
  CHECK(t.cc == 5);
  CHECK(t.squares == 32);
  CHECK(moments_of(t).mean == 5);
  CHECK(moments_of(t).standard_deviation.value() == std::sqrt(32.0 / 7));
}
