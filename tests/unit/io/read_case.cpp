// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/message.hpp>
#include <nytta/io/read.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "unit/io/spots.hpp"

using namespace nytta;

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

// ---- refusals -------------------------------------------------------------------------------------------------------

namespace {

// Four lines; what a test adds to [calculation] begins on line 5.
constexpr std::string_view frame = "format = 1\ninitiative.name = \"X\"\n[calculation]\nmethod = \"m\"\n";
// Five more: lines 5 to 9.
constexpr std::string_view rest = "first_year = 2022\nyears = 3\n[stakeholders.a]\nname = \"A\"\nkind = \"own\"\n";

// With these, what a test adds begins on line 10.
std::string with(std::string_view added) { return std::string(frame) + std::string(rest) + std::string(added); }
std::string refused(std::string_view added) { return spots(read_case(with(added), "case.toml").errors); }

// A benefit on lines 10 to 13; what a test adds to it begins on line 14.
std::string refused_in_benefit(std::string_view added) {
  return refused(std::string("[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"cash\"\n") + std::string(added));
}

// [calculation] on line 3; what a test adds to it begins on line 5.
std::string refused_in_calculation(std::string_view added) {
  return spots(read_case(std::string(frame) + std::string(added) + std::string(rest), "case.toml").errors);
}

// A factor's table on line 10; what a test adds to it begins on line 11.
std::string refused_in_factor(std::string_view added) {
  return refused(std::string("[factors.f]\n") + std::string(added));
}

const std::string nothing;

}  // namespace

TEST_CASE("read_case: where the steps count from, decimals of factors and prices are read, or not said") {
  const auto frame_of = [](std::string_view added) {
    const auto read = read_case(std::string(frame) + std::string(added) + std::string(rest), "case.toml");
    CHECK(all_errors(read.errors) == "");
    REQUIRE(read.value);
    return read.value->calculation;
  };
  const calculation_frame silent = frame_of("");
  CHECK_FALSE(silent.rate_origin);
  CHECK_FALSE(silent.rounded_factors);
  CHECK_FALSE(silent.basis);
  const calculation_frame said =
      frame_of("rate_origin = 2029\nrounded_factors = 4\nprice_basis = \"fasta\"\ninflation = \"2 %\"\n");
  CHECK(said.rate_origin == step_origin::calendar_year);
  CHECK(said.rate_origin_year == 2029);
  CHECK(said.rounded_factors == 4);
  CHECK(said.basis == price_basis_kind::real);
  CHECK(frame_of("rate_origin = \"första året\"\n").rate_origin == step_origin::first_year);
  CHECK(frame_of("rate_origin = \"base_year\"\n").rate_origin == step_origin::base_year);
  CHECK(refused_in_calculation("rate_origin = \"öppningsåret\"\n") == "5:15 N0216");
  CHECK(refused_in_calculation("rounded_factors = 31\n") == "5:19 N0731");
  CHECK(refused_in_calculation("rounded_factors = -1\n") == "5:19 N0731");
}

TEST_CASE("read_case: keys that are unknown, misplaced, Swedish or of a later version") {
  CHECK(refused("[qqqqqq]\n") == "10:2 N0201");
  CHECK(refused("[[gols]]\nid = \"m\"\n") == "10:3 N0202");
  CHECK(refused_in_benefit("size = 1\nrate = \"3 %\"\n") == "15:1 N0203");
  CHECK(refused_in_benefit("belopp = \"3 kr\"\nsize = 1\n") == "14:1 N0204");
  CHECK(refused_in_calculation("organisation_namn = 1\n") == "5:1 N0201");
  CHECK(refused_in_calculation("belopp = \"3 kr\"\n") == "5:1 N0205");
  CHECK(refused_in_benefit("size = 1\nlanguage = \"sv\"\n") == "15:1 N0225");
  CHECK(refused("[[activities]]\nid = \"t\"\n") == "10:3 N0218");
  CHECK(refused("[retired_assets.x]\n") == "10:1 N0212");
}

TEST_CASE("read_case: a misspelt key is told once, and what it holds is read") {
  CHECK(refused("[[costs]]\nid = \"c\"\nnamn = \"C\"\nkategori = \"cash\"\nbelop = true\n") ==
        "12:1 N0204, 13:1 N0204, 14:1 N0202, 14:9 N0209");
  CHECK(refused("[[costs]]\nid = \"c\"\nname = \"C\"\nsize = 1\ncategory = \"cashh\"\n") == "14:12 N0217");
}

TEST_CASE("read_case: what is required") {
  CHECK(spots(read_case("", "case.toml").errors) == "1:1 N0102");
  CHECK(spots(read_case("format = 1\n", "case.toml").errors) == "1:1 N0220, 1:1 N0220, 1:1 N0221");
  CHECK(spots(read_case("[initiative]\n[calculation]\n[stakeholders]\n", "case.toml").errors) ==
        "1:1 N0206, 1:1 N0206, 2:1 N0206, 2:1 N0206, 3:1 N0221");
  CHECK(refused("[[costs]]\nsize = 1\n") == "10:1 N0206, 10:1 N0206, 10:1 N0206");
  CHECK(refused("[stakeholders.b]\n[[costs]]\nid = \"c\"\nname = \"C\"\ncategory = \"cash\"\nsize = 1\n") ==
        "11:1 N0226");
  CHECK(spots(read_case("format = 2\n" + with("").substr(11), "case.toml").errors) == "1:10 N0219");
}

TEST_CASE("read_case: values of the wrong kind") {
  CHECK(refused_in_calculation("base_year = \"2022\"\n") == "5:13 N0208");
  CHECK(refused_in_calculation("reference = 3\n") == "5:13 N0207");
  CHECK(refused_in_calculation("rate = true\n") == "5:8 N0215");
  CHECK(refused_in_benefit("amount = true\n") == "14:10 N0209");
  CHECK(refused_in_benefit("size = 1\nnominal = 1\n") == "15:11 N0210");
  CHECK(refused_in_benefit("size = 1\nfollows_from = [1]\n") == "15:16 N0213");
  CHECK(refused("units = 3\n") == "10:1 N0225");
  CHECK(refused("[costs]\nid = \"c\"\n") == "10:1 N0212");
  CHECK(refused("[factors]\nf = 3\n") == "11:1 N0224");
  CHECK(spots(read_case("initiative = 3\n" + with("").substr(with("").find("[")), "case.toml").errors) ==
        "1:1 N0206, 1:14 N0211");
  CHECK(spots(read_case("format = 1\ninitiative.name = \"\"\n" + with("").substr(with("").find("[")), "case.toml")
                  .errors) == "2:19 N0222");
}

TEST_CASE("read_case: words outside their list") {
  CHECK(refused_in_calculation("timing = \"noon\"\n") == "5:10 N0216");
  CHECK(refused_in_calculation("timing = \"midle\"\n") == "5:10 N0217");
  CHECK(refused("[[costs]]\nid = \"c\"\nname = \"C\"\nsize = 1\ncategory = \"kvalitet\"\n") == "14:12 N0216");
  CHECK(refused("[[benefits]]\nid = \"c\"\nname = \"C\"\nsize = 1\ncategory = \"trygghet\"\n") == nothing);
  CHECK(refused("[[benefits]]\nid = \"c\"\nname = \"C\"\nsize = 1\ncategory = \"kvalitt\"\n") == "14:12 N0217");
}

TEST_CASE("read_case: rates") {
  CHECK(refused_in_calculation("rate = 3\n") == "5:8 N0701");
  CHECK(refused_in_calculation("rate = 1\n") == "5:8 N0701");
  CHECK(refused_in_calculation("rate = 0.99\n") == nothing);
  CHECK(refused_in_calculation("rate = \"150 %\"\n") == nothing);
  CHECK(refused_in_calculation("rate = \"-100 %\"\n") == "5:8 N0702");
  CHECK(refused_in_calculation("rate = \"3 kr\"\n") == "5:8 N0703");
  CHECK(refused_in_calculation("rate = {}\n") == "5:8 N0704");
  CHECK(refused_in_calculation("rate = { steps = [ { from = 2, rate = 0.03 } ] }\n") == "5:29 N0705");
  CHECK(refused_in_calculation("rate = { years = { 2025 = \"1,2 %\", 2026 = 2 } }\n") == "5:43 N0701");
  CHECK(refused_in_calculation("rate = { factor = \"r\" }\n") == nothing);
  CHECK(refused_in_calculation("rate = \"none\"\n") == nothing);
  CHECK(refused_in_calculation("inflation = 2\n") == "5:13 N0701");
  CHECK(refused_in_calculation("price_basis = \"löpande\"\n") == "5:15 N0706");
  CHECK(refused_in_benefit("amount = \"1 kr/år\"\ngrowth = \"-100 %\"\n") == "15:10 N0702");
  CHECK(refused_in_benefit("amount = \"1 kr/år\"\nnominal = true\ngrowth = \"1 %\"\n") == "16:1 N0708");
  CHECK(refused("[factors.k]\nlikely = \"1 kr/h\"\nprice_year = 2021\n[factors.d]\namount = \"2 * k\"\n[[costs]]\n"
                "id = \"c\"\nname = \"C\"\ncategory = \"cash\"\nnominal = true\namount = \"d * 1 h/år\"\n") ==
        "20:10 N0709");
}

TEST_CASE("read_case: shares") {
  CHECK(refused_in_benefit("amount = \"1 kr/år\"\nuptake = [0, 0,5, 1]\n") == "15:14 N0444");
  CHECK(refused_in_benefit("amount = \"1 kr/år\"\nuptake = [0.5, 3]\n") == "15:16 N0423");
  CHECK(refused_in_benefit("amount = \"1 kr/år\"\nuptake = [1.2]\n") == nothing);
  CHECK(refused_in_benefit("amount = \"1 kr/år\"\nuptake = [-0.1]\n") == "15:11 N0424");
  CHECK(refused_in_benefit("amount = \"1 kr/år\"\nuptake = []\n") == "15:10 N0618");
  CHECK(refused_in_benefit("amount = \"1 kr/år\"\nuptake = [\"5 kr\"]\n") == "15:11 N0436");
  CHECK(refused_in_benefit("amount = \"1 kr\"\nspread = { 2022 = \"60 %\", 2023 = \"50 %\" }\n") == "15:10 N0624");
  CHECK(refused_in_benefit("amount = \"1 kr\"\nspread = { 2022 = \"120 %\", 2023 = \"-20 %\" }\n") ==
        "15:19 N0425, 15:35 N0425");
  CHECK(refused_in_benefit("amount = \"1 kr\"\nspread = { 2022 = \"f\" }\n") == "15:19 N0625");
  CHECK(refused_in_benefit("amount = \"1 kr\"\nspread = { x = 1 }\n") == "15:10 N0624, 15:12 N0223");
  CHECK(refused_in_benefit("size = 1\nfinanced_by_taxes = \"101 %\"\n") == "15:21 N0425");
  const std::string shared = "[stakeholders.b]\n[[costs]]\nid = \"c\"\nname = \"C\"\nsize = 1\ncategory = \"cash\"\n";
  CHECK(refused(shared + "stakeholder = { a = \"70 %\", b = \"20 %\" }\n") == "16:15 N0624");
  CHECK(refused(shared + "stakeholder = { a = \"70 %\", b = \"f\" }\n") == nothing);
  CHECK(refused(shared + "stakeholder = { a = \"70 %\", q = \"30 %\" }\n") == "16:29 N0604");
}

TEST_CASE("read_case: when") {
  const std::string yearly = "amount = \"1 kr/år\"\n";
  CHECK(refused_in_benefit(yearly + "once = 2022\nfrom = 2023\n") == "16:1 N0613");
  CHECK(refused_in_benefit(yearly + "to = 2023\n") == "15:1 N0614");
  CHECK(refused_in_benefit(yearly + "from = 2023\nto = 2022\n") == "16:6 N0623");
  CHECK(refused_in_benefit(yearly + "by_year = { 2022 = \"1 kr\" }\n") == "15:1 N0615");
  CHECK(refused_in_benefit("name2 = 1\n").find("N0616") != std::string::npos);
  CHECK(refused_in_benefit("") == "10:1 N0616");
  CHECK(refused_in_benefit(yearly + "every = { from = 2022, years = 0 }\n") == "15:32 N0620");
  CHECK(refused_in_benefit(yearly + "every = { from = 2022, years = 2 }\nto = 2024\n") == nothing);
  CHECK(refused_in_benefit(yearly + "uptake = { shape = \"s-kurva\", from = 2022, to = 2022 }\n") == "15:49 N0621");
  CHECK(refused_in_benefit(yearly + "uptake = { shape = \"linear\", from = 2022, to = 2021 }\n") == "15:48 N0622");
  CHECK(refused_in_benefit(yearly + "uptake = { shape = \"linear\", from = 2022, to = 2022 }\n") == nothing);
  CHECK(refused_in_benefit(yearly + "uptake = { shape = \"linear\", from = 2022 }\n") == "15:10 N0628");
  CHECK(refused_in_benefit(yearly + "uptake = { shape = \"linear\", 2022 = 1 }\n") == "15:10 N0627");
  CHECK(refused_in_benefit("by_year = {}\n") == "14:11 N0441");
}

TEST_CASE("read_case: factors") {
  CHECK(refused_in_factor("") == "10:10 N0429");
  CHECK(refused_in_factor("likely = 1\namount = \"2\"\n") == "10:10 N0433");
  CHECK(refused_in_factor("likely = 1\nlow = 0\n") == "12:7 N0426");
  CHECK(refused_in_factor("likely = 1\nlow = 2\nhigh = 3\n") == "12:7 N0427");
  CHECK(refused_in_factor("likely = \"1 h\"\nlow = \"30 min\"\nhigh = \"61 min\"\n") == nothing);
  CHECK(refused_in_factor("likely = \"1 h\"\nlow = \"30 min\"\nhigh = \"59 min\"\n") == "13:8 N0427");
  CHECK(refused_in_factor("likely = \"1 h\"\nlow = \"1 kr\"\nhigh = \"2 h\"\n") == "12:7 N0431");
  CHECK(refused_in_factor("likely = 1\nlow = 0\nhigh = 2\ndistribution = \"normal\"\n") == "14:16 N0428");
  CHECK(refused_in_factor("likely = 1\nlow = 0\nhigh = 2\ndistribution = \"normal\"\nrange = \"p10-p90\"\n") ==
        nothing);
  CHECK(refused_in_factor("likely = \"1 h\"\nunit = \"min\"\n") == "11:10 N0430");
  CHECK(refused_in_factor("likely = \"25 %\"\nunit = \"%\"\n") == nothing);
  CHECK(refused_in_factor("likely = 1\nunit = \"a b\"\n") == "12:8 N0442");
  CHECK(refused_in_factor("amount = \"2\"\nlow = 1\nhigh = 2\n") == "12:1 N0432");
  CHECK(refused_in_factor("low = 1\nhigh = 2\n") == "10:10 N0443");
  CHECK(refused_in_factor("likely = 1234567890123456789012345678901\n") == "11:10 N0421");
  CHECK(refused_in_factor("likely = inf\n") == "11:10 N0420");
  CHECK(refused_in_factor("by_year = { 2022 = \"1 h\", 2023 = \"2 min\" }\n") == "11:34 N0431");
  CHECK(refused_in_factor("by_year = { 2022 = 40 }\nlow = \"90 %\"\nhigh = \"95 %\"\n") == "13:8 N0427");
  CHECK(refused_in_factor("by_year = { 2022 = 40 }\nlow = \"90 %\"\nhigh = \"110 %\"\n") == nothing);
}

TEST_CASE("read_case: ids") {
  CHECK(refused("[factors.min]\nlikely = 1\n") == "10:10 N0611");
  CHECK(refused("[factors.kr]\nlikely = 1\n") == "10:10 N0611");
  CHECK(refused("[factors.\"a-b\"]\nlikely = 1\n") == "10:10 N0228");
  CHECK(refused("[[factors]]\nid = \"ansökningar\"\nlikely = \"4200 ärende/år\"\n") == nothing);
  CHECK(refused("[[factors]]\nlikely = 1\n") == "10:1 N0206");
  CHECK(refused("[factors.st]\nlikely = 1\n[factors.f]\nlikely = \"1 st\"\n") == "13:10 N0612");
  const std::string b = "[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"cash\"\nsize = 1\n";
  CHECK(refused(b + "[[costs]]\nid = \"b\"\nname = \"B\"\ncategory = \"cash\"\nsize = 1\n") == "15:1 N0601");
  CHECK(refused("[[factors]]\nid = \"f\"\nlikely = 1\n[[factors]]\nid = \"f\"\nlikely = 1\n") == "14:6 N0602");
  CHECK(
      refused("[alternatives.a]\nname = \"A\"\nreference = true\n[alternatives.b]\nname = \"B\"\nreference = true\n") ==
      "13:15 N0610");
  CHECK(refused_in_benefit("size = 1\nalternative = [\"z\"]\n") == "15:16 N0608");
  CHECK(refused_in_benefit("size = 1\nalternative = [\"z\"]\n[alternatives.y]\nname = \"Y\"\n") == "15:16 N0605");
  CHECK(refused_in_benefit("size = 1\ngoal = \"z\"\n[[goals]]\nid = \"y\"\ntext = \"Y\"\n") == "15:8 N0606");
  CHECK(refused_in_factor("likely = 1\nindex = \"kpi\"\n[price_indices.y]\nvalues = { 2021 = 1 }\n") == "12:9 N0607");
  CHECK(refused_in_benefit("size = 1\ngoal = \"z\"\n") == "15:8 N0608");
  CHECK(refused_in_benefit("size = 1\nfollows_from = [\"b\", \"z\"]\n") == "15:22 N0609");
  CHECK(refused_in_factor("likely = 1\nindex = \"kpi\"\n") == "12:9 N0608");
  CHECK(refused("[price_indices.kpi]\nvalues = { 2021 = 0 }\n") == "11:19 N0435");
  CHECK(refused("[price_indices.kpi]\nvalues = { 2021 = \"100 kr\" }\n") == "11:19 N0440");
  CHECK(refused("[factors.f]\nid = \"g\"\nlikely = 1\n") == "11:6 N0227");
  CHECK(refused("[factors.f]\nid = \"f\"\nlikely = 1\n") == nothing);
  CHECK(refused("[[goals]]\nid = \"m\"\ntext = \"M\"\n[[goals]]\nid = \"m\"\ntext = \"N\"\n") == "14:6 N0603");
}

TEST_CASE("read_case: transfers") {
  // Stakeholders a and b, then a transfer from line 11 on: id, name, from, to on lines 12 to 15; what a test adds to it
  // begins on line 16.
  const auto of = [](std::string_view added, std::string_view to = "b") {
    return "[stakeholders.b]\n[[transfers]]\nid = \"t\"\nname = \"T\"\nfrom = \"a\"\nto = \"" + std::string(to) +
           "\"\n" + std::string(added);
  };
  CHECK(refused(of("amount = \"10 kr/år\"\n")) == nothing);
  CHECK(refused(of("amount = \"10 kr\"\nonce = 2022\ntype = \"bidrag\"\n")) == nothing);
  CHECK(refused(of("")) == "11:1 N0671");
  CHECK(refused(of("amount = \"10 kr\"\nby_year = { 2022 = \"1 kr\" }\n")) == "17:1 N0615");
  CHECK(refused(of("amount = \"10 kr/år\"\n", "z")) == "15:6 N0604");
  CHECK(refused(of("amount = \"10 kr/år\"\ntype = \"gåva\"\n")) == "17:8 N0216");
  CHECK(refused(of("amount = \"10 kr/år\"\nalternative = \"z\"\n")) == "17:15 N0608");
  CHECK(refused(of("amount = \"10 kr/år\"\nonce = 2022\nuptake = [1]\n")) == "18:1 N0613");
  CHECK(refused(of("belopp = \"10 kr/år\"\n")) == "16:1 N0204");
  CHECK(refused(of("amount = \"10 kr/år\"\nowner = \"X\"\n")) == "17:1 N0203");
  CHECK(refused(of("amount = \"10 kr\"\nevery = { from = 2022, years = 2, to = 2021 }\n")) == "17:40 N0623");
  CHECK(refused(of("amount = \"10 kr/år\"\nnominal = true\ngrowth = \"1 %\"\n")) == "18:1 N0708");
  // From and to are stakeholders, never years.
  CHECK(refused("[[transfers]]\nid = \"t\"\nname = \"T\"\nfrom = 2022\nto = 2023\namount = \"10 kr/år\"\n") ==
        "13:8 N0207, 14:6 N0207");
  CHECK(refused("[[transfers]]\nid = \"t\"\n") == "10:1 N0206, 10:1 N0206, 10:1 N0206, 10:1 N0671");
  // One id among benefits, costs and transfers.
  CHECK(refused("[stakeholders.b]\n[[benefits]]\nid = \"t\"\nname = \"T\"\ncategory = \"cash\"\nsize = 1\n"
                "stakeholder = \"a\"\n" +
                of("amount = \"10 kr/år\"\n").substr(17)) == "17:1 N0601");
  // What it rests on may neither grow nor be carried over where it is nominal.
  CHECK(refused("[factors.k]\nlikely = \"1 kr/h\"\nprice_year = 2021\n" +
                of("amount = \"k * 1 h/år\"\nnominal = true\n")) == "19:10 N0709");
}

TEST_CASE("read_case: a transfer's words, and low and high of its amount") {
  const auto read =
      read_case(with("[stakeholders.b]\n[[transfers]]\nid = \"t\"\nname = \"T\"\nfrom = \"a\"\nto = \"b\"\n"
                     "type = \"internpris\"\namount = \"10 tkr\"\nlow = \"5 tkr\"\nhigh = \"20 tkr\"\n"
                     "source = \"Beslut\"\nonce = 2022\n"),
                "case.toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  REQUIRE(read.value->transfers.size() == 1);
  const auto& t = read.value->transfers[0];
  CHECK(t.from == "a");
  CHECK(t.to == "b");
  CHECK(t.type == transfer_type::internal);
  CHECK(t.flows.how == occurrence::once);
  CHECK(t.own_factor == "t");
  CHECK(t.source == "Beslut");
  CHECK(to_string(read.value->factors.at(0).range->high) == "20 tkr");
}

TEST_CASE("read_case: changes, and what follows from what") {
  const std::string change = "[[changes]]\nid = \"ny-rutin\"\nname = \"Ny rutin\"\n";                    // three lines
  const std::string effect = "[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"cash\"\nsize = 1\n";  // five
  CHECK(refused(change + effect + "follows_from = [\"ny-rutin\"]\n") == nothing);
  CHECK(refused(change + effect + "follows_from = [\"ny-rutn\"]\n") == "18:17 N0672");
  CHECK(refused(change + effect + "follows_from = [\"helt annat\"]\n") == "18:17 N0609");
  CHECK(refused(change + "follows_from = [\"b\", \"zz\"]\n" + effect) == "13:22 N0609");
  CHECK(refused("[[changes]]\nid = \"b\"\nname = \"B\"\n" + effect) == "11:6 N0673");
  CHECK(refused(change + change) == "14:6 N0603");
  CHECK(refused("[[changes]]\nname = \"B\"\n") == "10:1 N0206");
  CHECK(refused("[[changes]]\nid = \"c\"\nnamn = \"C\"\n") == "12:1 N0204");
  CHECK(refused("[[changes]]\nid = \"c\"\nname = \"C\"\namount = \"1 kr\"\n") == "13:1 N0203");
  CHECK(refused("[[goals]]\nid = \"mal-ett\"\n[[goals]]\nid = \"m2\"\npart_of = \"mal-et\"\n") == "14:11 N0672");
  // Changes that could not be read may be what is named.
  CHECK(refused("[changes]\nid = \"x\"\n" + effect + "follows_from = [\"x\"]\n") == "10:1 N0212");
}

TEST_CASE("read_case: an amount of one number with low and high is a factor of the effect's id") {
  const auto read = read_case(with("[[costs]]\nid = \"c\"\nname = \"C\"\ncategory = \"cash\"\namount = \"900 tkr\"\n"
                                   "low = \"800 tkr\"\nhigh = \"1,2 mkr\"\nonce = 2022\n"),
                              "case.toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  REQUIRE(read.value->factors.size() == 1);
  CHECK(read.value->factors[0].id == "c");
  CHECK(to_string(read.value->factors[0].range->high) == "1,2 mkr");
  CHECK(read.value->effects.at(0).own_factor == "c");
  CHECK(refused_in_benefit("amount = \"2 * f\"\nlow = 1\nhigh = 2\n") == "15:1 N0438");
  CHECK(refused_in_benefit("size = 4\n") == "14:8 N0434");
}

TEST_CASE("read_case: likely may be left out where the distribution is symmetric") {
  const auto read =
      read_case(with("[factors.f]\nlow = 1\nhigh = 2\nunit = \"h\"\ndistribution = \"uniform\"\n"), "x.toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  CHECK(to_string(*read.value->factors.at(0).likely) == "1,5 h");  // (1 + 2) / 2
}

TEST_CASE("read_case: ten mistakes give ten diagnostics") {
  const auto read = read_case(R"(format = 1
språk = "sv"
[initiative]
[calculation]
method = "m"
first_year = "2022"
rate = 3
timing = "nu"
[stakeholders.a]
[factors.f]
likely = 5
low = 6
high = 7
[[benefits]]
id = "b"
name = "B"
category = "cash"
stakeholder = "x"
amount = "1 kr/år"
uptake = [0, 0,5]
[[costs]]
id = "b"
name = "C"
category = "cash"
)",
                              "case.toml");
  // språk in a bare key is a mistake of TOML itself; each other line has one mistake.
  CHECK(spots(read.errors) ==
        "2:1 N0204, 3:1 N0206, 6:14 N0208, 7:8 N0701, 8:10 N0216, 12:7 N0427, 18:15 N0604, 20:14 N0444, "
        "21:1 N0616, 21:1 N0601");
}

TEST_CASE("read_case: JSON with the same keys gives the same initiative") {
  const auto toml = read_case(R"(format = 1
[initiative]
id = "i"
name = "I"
[calculation]
method = "m"
first_year = 2022
rate = 0.03
[stakeholders.a]
name = "A"
[factors.antal]
likely = 0.1
unit = "st/år"
[[benefits]]
id = "b"
name = "B"
category = "cash"
amount = "antal * 5 kr/st"
uptake = { 2022 = "60 %" }
)",
                              "case.toml");
  const auto twin = read_case(R"({ "format": 1, "initiative": { "id": "i", "name": "I" },
  "calculation": { "method": "m", "first_year": 2022, "rate": 0.03 }, "stakeholders": { "a": { "name": "A" } },
  "factors": [ { "id": "antal", "likely": 0.1, "unit": "st/år" } ],
  "benefits": [ { "id": "b", "name": "B", "category": "cash", "amount": "antal * 5 kr/st", "uptake": { "2022": "60 %" } } ] })",
                              "case.json");
  CHECK(all_errors(toml.errors) == "");
  CHECK(all_errors(twin.errors) == "");
  REQUIRE(toml.value);
  REQUIRE(twin.value);
  for (const initiative* i : {&*toml.value, &*twin.value}) {
    CHECK(i->id == "i");
    CHECK(i->calculation.rate->parts.at(0).rate.value == *decimal::parse("0.03"));
    CHECK(i->factors.at(0).likely->value == *decimal::parse("0.1"));
    CHECK(to_string(i->factors.at(0).likely->unit_of) == "st/år");
    CHECK(i->effects.at(0).amount->text == "antal * 5 kr/st");
    CHECK(i->effects.at(0).flows.how == occurrence::uptake_years);
    CHECK(i->effects.at(0).flows.shares.at(0).year == 2022);
  }
}

TEST_CASE("read_case: in JSON a diagnostic stands at the value's pointer") {
  const auto read = read_case(R"({ "format": 1, "initiative": { "name": "I" },
  "calculation": { "method": "m", "first_year": 2022 }, "stakeholders": { "a": {} },
  "costs": [ { "id": "c", "name": "C", "category": "cash", "amount": true } ] })",
                              "case.json");
  REQUIRE(read.errors.size() == 1);
  CHECK(to_string(read.errors[0].where) == "case.json#/costs/0/amount");
}

TEST_CASE("read_case: the fingerprint is of the bytes, also of a case that is refused") {
  // FIPS 180-4: the digest of "abc".
  CHECK(read_case("abc", "case.toml").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("read_case: a text full of unknown keys is answered, and not at length") {
  std::string hostile = with("");
  for (int i = 0; i < 50000; ++i) hostile += "[qq" + std::to_string(i) + "]\n";
  const auto read = read_case(hostile, "case.toml");
  CHECK(read.errors.size() <= 1000);
  CHECK_FALSE(read.errors.empty());
}

// ---- what if --------------------------------------------------------------------------------------------------------

namespace {

// Factors on lines 10 to 14 and an effect on lines 15 to 22; what a test adds begins on line 23.
constexpr std::string_view numbers =
    "[factors]\n"
    "a = { likely = \"1 h/ärende\", low = \"0,5 h/ärende\", high = \"2 h/ärende\" }\n"
    "b = { likely = 4, low = 1, high = 5 }\n"
    "product = { amount = \"a * b\" }\n"
    "still = { likely = 7 }\n"
    "[[benefits]]\nid = \"own\"\nname = \"B\"\ncategory = \"cash\"\namount = \"10 tkr\"\nlow = \"9 tkr\"\n"
    "high = \"11 tkr\"\nonce = 2022\n";

std::string refused_after_numbers(std::string_view added) { return refused(std::string(numbers) + std::string(added)); }
std::string refused_correlation(std::string_view between, std::string_view rank = "0.4") {
  return refused_after_numbers("[[correlations]]\nbetween = " + std::string(between) + "\nrank = " + std::string(rank) +
                               "\n");
}
std::string refused_scenario(std::string_view factors) {
  return refused_after_numbers("[scenarios.x]\nfactors = " + std::string(factors) + "\n");
}

}  // namespace

TEST_CASE("read_case: correlations") {
  const auto read = read_case(with(std::string(numbers) + "[[correlations]]\nbetween = [\"a\", \"b\"]\nrank = -0.4\n"
                                                          "[[correlations]]\nbetween = [\"own\", \"b\"]\nrank = 1\n"),
                              "case.toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  REQUIRE(read.value->correlations.size() == 2);
  const auto& first = read.value->correlations[0];
  CHECK(first.first == "a");
  CHECK(first.second == "b");
  CHECK(first.rank == *decimal::parse("-0.4"));
  CHECK(first.where.line == 24);
  CHECK(read.value->correlations[1].first == "own");  // an amount with low and high
}

TEST_CASE("read_case: correlations that are refused") {
  CHECK(refused_correlation("[\"a\", \"b\"]", "-1") == nothing);
  CHECK(refused_correlation("[\"a\", \"product\"]") == "24:17 N0445");
  CHECK(refused_correlation("[\"a\", \"a\"]") == "24:11 N0446");
  CHECK(refused_correlation("[\"a\"]") == "24:11 N0446");
  CHECK(refused_correlation("[\"a\", \"b\", \"own\"]") == "24:11 N0446");
  CHECK(refused_correlation("[]") == "24:11 N0446");
  CHECK(refused_correlation("[\"a\", \"b\"]", "1.01") == "25:8 N0447");
  CHECK(refused_correlation("[\"a\", \"b\"]", "-2") == "25:8 N0447");
  CHECK(refused_correlation("[\"a\", \"still\"]") == "24:17 N0449");
  CHECK(refused_correlation("[\"qqqqqq\", \"b\"]") == "24:12 N0675");
  CHECK(refused_correlation("[\"b\", \"produkt\"]") == "24:17 N0676");
  CHECK(refused_correlation("[\"a\", \"b\"]", "\"40 %\"") == "25:8 N0440");
  CHECK(refused_correlation("\"a\"") == "24:11 N0213");
  CHECK(refused_correlation("[1, 2]") == "24:11 N0213");  // told once
  CHECK(refused_after_numbers("[[correlations]]\nrank = 0\n") == "23:1 N0206");
  CHECK(refused_after_numbers("[[correlations]]\nbetween = [\"a\", \"b\"]\n") == "23:1 N0206");
  // The same pair again, in either order.
  CHECK(refused_after_numbers("[[correlations]]\nbetween = [\"a\", \"b\"]\nrank = 0\n"
                              "[[correlations]]\nbetween = [\"b\", \"a\"]\nrank = 0.1\n") == "27:11 N0448");
}

// What is said of a list that could not be read is not said again of what refers to it.
TEST_CASE("read_case: what a correlation refers to may be told already") {
  const std::string pair = "[[correlations]]\nbetween = [\"a\", \"b\"]\nrank = 0.4\n";
  CHECK(refused("[factors]\na = 4\nb = { likely = 1, low = 0, high = 2 }\n" + pair) == "11:1 N0224");
  CHECK(refused("[factors]\na = { likely = 4, low = \"x\", high = 5 }\nb = { likely = 1, low = 0, high = 2 }\n" +
                pair) == "11:26 N0402");
  const std::string own =
      "[factors]\nb = { likely = 1, low = 0, high = 2 }\n[[correlations]]\nbetween = [\"own\", \"b\"]\nrank = 0\n"
      "[[benefits]]\nid = \"own\"\nname = \"B\"\ncategory = \"cash\"\nonce = 2022\nhigh = \"12 kr\"\n";
  CHECK(refused(own + "amount = \"10 kr\"\nlow = \"x\"\n") == "22:8 N0402");
  CHECK(refused(own + "amount = \"x y kr\"\nlow = \"1 kr\"\n").find("N06") == std::string::npos);
  CHECK(refused("[factors]\na = 4\n[scenarios.x]\nfactors = { a = 3, z = 4 }\n") == "11:1 N0224");
}

TEST_CASE("read_case: scenarios, their values in the factors' own units") {
  const auto read = read_case(
      with(std::string(numbers) +
           "[scenarios.low]\nname = \"Lågt\"\nfactors = { a = \"30 min/ärende\", b = 2, own = \"9 500 kr\" }\n"),
      "case.toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  REQUIRE(read.value->scenarios.size() == 1);
  const auto& s = read.value->scenarios[0];
  CHECK(s.id == "low");
  CHECK(s.name == "Lågt");
  REQUIRE(s.values.size() == 3);
  CHECK(s.values[0].factor == "a");
  CHECK(s.values[0].value.value == *decimal::parse("0.5"));
  CHECK(s.values[1].value.value == decimal(2));
  CHECK(s.values[2].value.value == *decimal::parse("9.5"));
}

TEST_CASE("read_case: scenarios that are refused") {
  CHECK(refused_scenario("{ a = 2, own = \"1 tkr\" }") == nothing);
  CHECK(refused_scenario("{ product = 2 }") == "24:13 N0445");
  CHECK(refused_scenario("{ a = \"3 kr\" }") == "24:17 N0431");
  CHECK(refused_scenario("{ own = \"1 min\" }") == "24:19 N0431");
  CHECK(refused_scenario("{ qqqqqq = 1 }") == "24:13 N0675");
  CHECK(refused_scenario("{ produkt = 1 }") == "24:13 N0676");
  CHECK(refused_scenario("{ a = \"x\" }") == "24:18 N0402");
  CHECK(refused_scenario("3") == "24:11 N0215");
  CHECK(refused_after_numbers("[scenarios.x]\n") == "23:1 N0206");
  CHECK(refused_after_numbers("[[scenarios]]\nid = \"x\"\nfactors = { b = 1 }\n"
                              "[[scenarios]]\nid = \"x\"\nfactors = { b = 2 }\n") == "27:6 N0603");
  CHECK(refused("[scenarios.x]\nfactors = { z = 1 }\n") == "11:13 N0608");  // no factors at all
}

TEST_CASE("read_case: Swedish keys of correlations and scenarios are answered with ours") {
  CHECK(refused_after_numbers("[[korrelationer]]\nbetween = [\"a\", \"b\"]\nrank = 0\n") == "23:3 N0204");
  CHECK(refused_after_numbers("[[correlations]]\nmellan = [\"a\", \"b\"]\nrang = 0\n") == "24:1 N0204, 25:1 N0204");
  CHECK(refused_after_numbers("[scenarier.x]\nfaktorer = { b = 1 }\n") == "23:2 N0204, 24:1 N0204");
}
