// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/break_even.hpp>
#include <nytta/flow/cumulate.hpp>
#include <nytta/flow/peak_funding.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace nytta;

TEST_CASE("cumulate: running sums") {
  CHECK(cumulate(std::vector<int>{-800, 50, 400, 500}) == std::vector<int>{-800, -750, -350, 150});
  CHECK(cumulate(std::vector<int>{}).empty());
}

TEST_CASE("peak funding: the deepest point of the accumulated net, and zero when it never is below") {
  CHECK(peak_funding(std::vector<int>{-500, 600, -400, 500}) == 500);
  CHECK(peak_funding(std::vector<int>{-500, 100, -400, 500}) == 800);
  CHECK(peak_funding(std::vector<int>{500, -400}) == 0);
}

TEST_CASE("break even: accumulated benefits must exceed accumulated costs, not only reach them") {
  using series = std::vector<double>;
  // 646 200 against 625 000 in the second column.
  CHECK(break_even_column(series{215400, 430800}, series{475000, 150000}).value == 1);
  CHECK(break_even_column(series{100, 100}, series{100, 50}).value == 1);
  CHECK(break_even_column(series{100, 100}, series{100, 100}).state == status::none);
  CHECK(break_even_column(series{100}, series{200}).why == reason::never_breaks_even);
  CHECK_THROWS_AS((void)break_even_column(series{100}, series{1, 2}), std::invalid_argument);
}
