// SPDX-License-Identifier: Apache-2.0
#include <nytta/price/basis.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using namespace nytta;

TEST_CASE("price basis: mixing is refused in a sentence that names both") {
  CHECK_NOTHROW(require_same_basis(price_basis::real_at(2022), price_basis::real_at(2022)));
  CHECK_NOTHROW(require_same_basis(price_basis::nominal(), price_basis::nominal()));
  CHECK_THROWS_AS(require_same_basis(price_basis::real_at(2019), price_basis::real_at(2022)), std::invalid_argument);
  try {
    require_same_basis(price_basis::real_at(2022), price_basis::nominal());
    FAIL("real and nominal amounts were added");
  } catch (const std::invalid_argument& error) {
    const std::string sentence = error.what();
    CHECK(sentence.find("the prices of 2022") != std::string::npos);
    CHECK(sentence.find("each year's own prices") != std::string::npos);
  }
}
