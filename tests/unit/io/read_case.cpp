// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/message.hpp>
#include <nytta/io/read.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace nytta;

namespace {

std::string all_errors(const diagnostics& errors) {
  std::string out;
  for (const diagnostic& d : errors) {
    out += to_string(d.where) + " " + std::string(d.code) + " " + text(d, language::en) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("read_case: a plain case") {
  const auto read = read_case(R"(format = 1
[initiative]
name = "Försök"
[calculation]
method = "esv"
first_year = 2022
years = 6
rate = "3 %"
timing = "end"
[stakeholders.kommun]
name = "Kommunen"
[[benefits]]
id = "tid"
name = "Kortare tid"
category = "omfördelning"
amount = "100 tkr/år"
uptake = [0, 0.5, 1]
[[costs]]
id = "projekt"
name = "Projekt"
category = "kontant"
type = "initial"
amount = "200 tkr"
once = 2022
)",
                              "mapp/prov.toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  const initiative& i = *read.value;
  CHECK(i.id == "prov");
  CHECK(i.calculation.rate->parts.at(0).rate.value == *decimal::parse("0.03"));
  REQUIRE(i.effects.size() == 2);
  CHECK(i.effects[0].categories.at(0).id == "redeployed");
  CHECK(i.effects[0].flows.how == occurrence::uptake_columns);
  CHECK(i.effects[1].flows.from == 2022);
}
