// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/discounting.hpp>
#include <nytta/io/read.hpp>
#include <nytta/method/shipped.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csv.hpp"
#include "peers.hpp"

// The schedules of the shipped methods against the schedules and printed factors in the peers' files, row by row.

using namespace nytta;

namespace {

/// Which methods say that they follow a schedule of the files.
std::vector<std::string_view> methods_of(std::string_view schedule) {
  if (schedule == "UK-GreenBook-standard") return {"uk-green-book-2018", "uk-green-book-2022", "uk-green-book-2026"};
  if (schedule == "UK-GreenBook-health") return {"uk-green-book-2022-health", "uk-green-book-2026-health"};
  if (schedule == "NO-R109") return {"no-r109"};
  return {};
}

rate_rule rate_of(std::string_view id) {
  const auto read = read_method(*shipped_method_text(id), std::string(id) + ".toml");
  REQUIRE(read.value);
  REQUIRE(read.value->rate);
  return *read.value->rate;
}

discount_schedule<double> schedule_of(const rate_rule& rule) {
  std::vector<rate_step<double>> steps;
  for (const rate_part& p : rule.parts) steps.push_back({p.from, peers::number(p.rate.value.to_string())});
  return discount_schedule<double>::stepped(std::move(steps));
}

}  // namespace

TEST_CASE("peers: the steps of the shipped methods are those of the published schedules, and no more") {
  const auto cases = csv::read_cases("discount_schedules.csv");
  int compared = 0;
  for (const csv::row& row : cases) {
    for (const std::string_view id : methods_of(row["schedule"])) {
      const rate_rule rule = rate_of(id);
      const auto step = std::find_if(rule.parts.begin(), rule.parts.end(),
                                     [&](const rate_part& p) { return std::to_string(p.from) == row["year_from"]; });
      CAPTURE(std::string(id));
      CAPTURE(row["year_from"]);
      REQUIRE(step != rule.parts.end());
      CHECK(step->rate.value == *decimal::parse(row["rate"]));
      ++compared;
    }
  }
  std::size_t steps = 0;
  for (const auto schedule : {"UK-GreenBook-standard", "UK-GreenBook-health", "NO-R109"}) {
    for (const std::string_view id : methods_of(schedule)) steps += rate_of(id).parts.size();
  }
  CHECK(steps == 5 * 6 + 3);
  CHECK((cases.absent() || compared == 5 * 6 + 3));
}

TEST_CASE("peers: the factors of the shipped methods are those that are printed") {
  const auto cases = csv::read_cases("discount_tables.csv");
  int compared = 0;
  for (const csv::row& row : cases) {
    if (row["kind"] != "factor") continue;
    for (const std::string_view id : methods_of(row["schedule"])) {
      CAPTURE(row["id"]);
      const int year = static_cast<int>(peers::number(row["year"]));
      const horizon h{.first_year = 0, .years = (std::max)(year, 1), .base_year = 0};
      const double factor = discount_factor(schedule_of(rate_of(id)), h, year);
      CHECK(factor == doctest::Approx(peers::number(row["reference"])).epsilon(peers::relative_limit));
      CHECK(std::abs(factor - peers::number(row["expected"])) <= peers::number(row["tol"]));
      ++compared;
    }
  }
  CHECK((cases.absent() || compared == 3 * 40 + 2 * 31));
}
