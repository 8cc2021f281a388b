// SPDX-License-Identifier: Apache-2.0
#include <nytta/budget/investment_request.hpp>
#include <nytta/budget/recommended_rates.hpp>
#include <nytta/io/calculate.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

using namespace nytta;

namespace {

decimal dec(const char* text) { return decimal::parse(text).value(); }

/// A case of four years from 2024 with a cost of 1 mkr in 2024, paid by the technical board.
std::string text_of(const std::string& rest) {
  return R"(format = 1
[initiative]
name = "Fall"
board = "Kommunstyrelsen"
[calculation]
method = "esv"
first_year = 2024
years = 4
rate = "3 %"
timing = "end"
reference = "som i dag"
[stakeholders.teknik]
name = "Teknik"
board = "Tekniska nämnden"
[stakeholders.stab]
name = "Stab"
[[costs]]
id = "kop"
name = "Köp"
stakeholder = "teknik"
amount = "1 mkr"
type = "initial"
category = "cash"
once = 2024
source = "Anbud"
)" + rest;
}

outcome<investment_request> request_of(const std::string& rest, std::size_t alternative = 0) {
  const auto of = calculate(text_of(rest), "case.toml", {}, "");
  if (!of) return of.error();
  return request_for(of->claim, of->rules, of->result, of->result.alternatives[alternative]);
}

const std::string asset = "[[assets]]\nid = \"a\"\ncost = \"kop\"\n";

std::string codes(const diagnostics& of) {
  std::string out;
  for (const auto& d : of) out += (out.empty() ? "" : " ") + std::string(d.code);
  return out;
}

}  // namespace

TEST_CASE("recommended rates: as SKR's circulars print them, per cent by year") {
  // anchors: SKR/SKL circulars, 2016: 2.4, 2017 and 2018: 1.75, 2019 and 2020: 1.5, 2021: 1.25, 2022: 1, 2023: 1.25,
  // 2024 and 2025: 2.5
  constexpr std::array printed{240, 175, 175, 150, 150, 125, 100, 125, 250, 250};
  REQUIRE(recommended_rates.size() == printed.size());
  for (std::size_t i = 0; i < printed.size(); ++i) {
    CHECK(recommended_rates[i].from == 2016 + static_cast<int>(i));
    CHECK(recommended_rates[i].rate * decimal(10000) == decimal(printed[i]));
  }
}

TEST_CASE("request: an asset is borne by the board that pays, unless another is named") {
  const auto payer = request_of(asset + "life = 10\n[budget]\ncharge_rate = \"2 %\"\n");
  REQUIRE(payer);
  REQUIRE(payer->assets.size() == 1);
  CHECK(payer->assets[0].board == "Tekniska nämnden");
  CHECK(payer->total.capital_charge[0] == dec("120000"));  // 100 000 and 2 % of 1 000 000
  CHECK(payer->total.running_costs[0] == decimal(0));
  CHECK(codes(payer->findings).empty());
  const auto named = request_of(asset + "life = 10\nboard = \"Kommunstyrelsen\"\n[budget]\ncharge_rate = \"2 %\"\n");
  REQUIRE(named);
  REQUIRE(named->by_board.size() == 2);
  CHECK(named->by_board[0].capital_charge[0] == decimal(0));
  CHECK(named->by_board[1].board == "Kommunstyrelsen");
  CHECK(named->by_board[1].capital_charge[0] == dec("120000"));
}

TEST_CASE("request: what is small or short-lived burdens the year in which it is paid") {
  const auto small =
      request_of(asset + "life = 10\n[budget]\ncharge_rate = \"2 %\"\ncapitalise_above = \"1000001 kr\"\n");
  REQUIRE(small);
  CHECK(small->assets[0].why == expensed::below_limit);
  CHECK(small->total.running_costs[0] == dec("1000000"));
  const auto at_the_limit =
      request_of(asset + "life = 10\n[budget]\ncharge_rate = \"2 %\"\ncapitalise_above = \"1 mkr\"\n");
  REQUIRE(at_the_limit);
  CHECK(at_the_limit->assets[0].why == expensed::no);
  const auto brief = request_of(asset + "life = \"35 mån\"\n[budget]\ncharge_rate = \"2 %\"\nminimum_life = 3\n");
  REQUIRE(brief);
  CHECK(brief->assets[0].why == expensed::short_lived);
}

TEST_CASE("request: the residual of components bears interest to the end of the longest") {
  // 800 000 in halves, 2 and 5 years; 200 000 stays. 2024: 200 000 + 80 000 and 2 % of 1 000 000. 2026, the short one
  // gone: 80 000 and 2 % of 240 000 + 200 000.
  const auto r = request_of(asset +
                            "residual = \"200 tkr\"\ncomponents = [ { name = \"x\", share = 0.5, life = 2 }, "
                            "{ name = \"y\", share = 0.5, life = 5 } ]\n[budget]\ncharge_rate = \"2 %\"\n");
  REQUIRE(r);
  const auto& years = r->assets[0].years;
  REQUIRE(years.size() == 5);
  CHECK(years[0].charge == dec("300000"));
  CHECK(years[2].depreciation == dec("80000"));
  CHECK(years[2].interest == dec("8800"));
  CHECK(years[4].book_value == dec("200000"));
}

TEST_CASE("request: the years of SKR's rate that are used, and no others") {
  const auto r = request_of(asset + "life = 3\n");
  REQUIRE(r);
  REQUIRE(r->rates.size() == 1);
  CHECK(r->rates[0].from == 2024);
  CHECK(r->rates[0].rate == dec("0.025"));
  CHECK(codes(r->findings) == "N1072");
}

TEST_CASE("request: what cannot be charged is refused, and what cannot be counted is told") {
  const auto unrated = request_of(asset + "life = 3\n[budget]\ncharge_rate = { 2025 = \"2 %\" }\n");
  REQUIRE(!unrated);
  CHECK(codes(unrated.error()) == "N0808");
  const auto residual = request_of(asset + "life = 3\nresidual = \"1000001 kr\"\n[budget]\ncharge_rate = \"2 %\"\n");
  REQUIRE(!residual);
  CHECK(codes(residual.error()) == "N0809");
  CHECK(request_of(asset + "life = 3\nresidual = \"1 mkr\"\n[budget]\ncharge_rate = \"2 %\"\n"));
  // An outlay of 31 digits has too many beside the shares' 28.
  const std::string third = "0.3333333333333333333333333333";
  const auto wide = request_of(
      "[[assets]]\nid = \"a\"\namount = \"12345678901234567890 kr\"\nonce = 2024\ncomponents = [ { name = \"x\", share "
      "= " +
      third + ", life = 3 }, { name = \"y\", share = " + third +
      ", life = 3 }, { name = \"z\", share = 0.3333333333333333333333333334, life = 3 } ]\n[budget]\ncharge_rate = "
      "\"2 %\"\n");
  REQUIRE(!wide);
  CHECK(codes(wide.error()) == "N0766");
  const auto nothing = request_of("");
  REQUIRE(nothing);
  CHECK(codes(nothing->findings) == "N1074");
}
