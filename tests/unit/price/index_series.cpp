// SPDX-License-Identifier: Apache-2.0
#include <nytta/price/index_series.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

using namespace nytta;

namespace {

decimal number(std::string_view text) { return decimal::parse(text).value(); }

const index_series kpi{.name = "kpi",
                       .source = "made up for this test",
                       .values = {{2019, number("100")}, {2025, number("119.4")}, {2026, number("0")}}};

}  // namespace

TEST_CASE("index: 50 kr of 2019 is 59.70 kr of 2025 when the index goes from 100 to 119.4") {
  const index_ratio r = ratio(kpi, 2019, 2025);
  CHECK(decimal(50) * r.numerator == number("59.7") * r.denominator);
  const index_ratio same = ratio(kpi, 2019, 2019);
  CHECK(same.numerator == same.denominator);
}

TEST_CASE("index: a missing year is named, never filled in") {
  CHECK(missing_years(kpi, 2019, 2022) == std::vector<int>{2022});
  CHECK(missing_years(kpi, 2019, 2025).empty());
  CHECK(missing_years(kpi, 2021, 2021) == std::vector<int>{2021});
  try {
    (void)ratio(kpi, 2019, 2022);
    FAIL("a year without a value had a ratio");
  } catch (const std::invalid_argument& error) {
    CHECK(std::string(error.what()).find("2022") != std::string::npos);
    CHECK(std::string(error.what()).find("kpi") != std::string::npos);
  }
  CHECK_THROWS_AS((void)ratio(kpi, 2026, 2019), std::invalid_argument);
}
