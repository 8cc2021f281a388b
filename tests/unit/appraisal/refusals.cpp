// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/appraise.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/io/read.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>

#include "unit/io/spots.hpp"

// What a case is refused for, and what is remarked on, once its method is known and its amounts are calculated.

using namespace nytta;

namespace {

/// The method of the frame below: esv's rules, and what a test adds.
std::optional<method_text> own_method(std::string_view name, const std::string& from_file, const void* context) {
  if (name != "m.toml") return find_shipped_method(name, from_file, nullptr);
  return method_text{
      "format = 1\nid = \"m\"\nedition = \"1\"\nname = \"M\"\nbased_on = \"esv\"\n"
      "sources = [ { id = \"s\", title = \"T\", evidence = \"read\" } ]\n" +
          *static_cast<const std::string*>(context),
      "m.toml"};
}

// [calculation] on line 3; what a test adds to it begins on line 6. After it come five lines.
std::string with_calculation(std::string_view calculation, std::string_view rest) {
  return "format = 1\ninitiative.name = \"X\"\n[calculation]\nfirst_year = 2022\nmethod = \"m.toml\"\n" +
         std::string(calculation) + "[stakeholders.a]\nname = \"A\"\nkind = \"own\"\n" + std::string(rest);
}

outcome<calculation> calculated(const std::string& text, const std::string& method = {}) {
  return calculate(text, "case.toml", {}, {}, own_method, &method);
}

std::string refused_text(const std::string& text, const std::string& method = {}) {
  const auto result = calculated(text, method);
  return result ? std::string() : spots(result.error());
}

constexpr std::string_view three_years = "years = 3\nrate = \"25 %\"\ntiming = \"start\"\n";

// With three years, what a test adds begins on line 12.
std::string refused(std::string_view added, const std::string& method = {}) {
  return refused_text(with_calculation(three_years, added), method);
}

// A benefit on lines 12 to 15; what a test adds to it begins on line 16.
std::string benefit(std::string_view added) {
  return "[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"cash\"\n" + std::string(added);
}
std::string refused_in_benefit(std::string_view added, const std::string& method = {}) {
  return refused(benefit(added), method);
}

// What is remarked on in a case that calculates.
std::string remarked(std::string_view added, std::string_view calculation = three_years) {
  const auto result = calculated(with_calculation(calculation, added));
  if (!result) return "refused: " + spots(result.error());
  return spots(result->result.findings);
}

const std::string nothing;

}  // namespace

TEST_CASE("calculate: words for units") {
  CHECK(refused("[units]\n\"pall\" = \"40 st\"\n" + benefit("amount = \"2 pall/år * 5 kr/st\"\n")) == nothing);
  CHECK(refused("[units]\n\"kr\" = \"2 st\"\n") == "13:1 N0540");
  CHECK(refused("[units]\n\"pall\" = \"40 st\"\n\"st\" = \"2 pall\"\n") == "14:1 N0542");
  CHECK(refused("[units]\n\"två pallar\" = \"80 st\"\n") == "13:1 N0543");
  CHECK(refused("[units]\n\"pall\" = \"-40 st\"\n") == "13:1 N0543");
}

TEST_CASE("calculate: a word for a unit given twice, as only a program can") {
  const std::string method;
  auto read = read_case(with_calculation(three_years, "[units]\n\"pall\" = \"40 st\"\n"), "case.toml");
  REQUIRE(read.value);
  const auto rules = read_method(own_method("m.toml", "", &method)->text, "m.toml");
  REQUIRE(rules.value);
  CHECK(appraise(*read.value, *rules.value));
  read.value->units.push_back(read.value->units.front());
  const auto twice = appraise(*read.value, *rules.value);
  REQUIRE_FALSE(twice);
  CHECK(spots(twice.error()) == "13:1 N0541");
}

TEST_CASE("calculate: units that do not fit") {
  CHECK(refused("[factors.d]\namount = \"2 h\"\nunit = \"kr\"\n") == "13:10 N0544");
  CHECK(refused_in_benefit("amount = \"2 kr/år + 3 h/år\"\n") == "16:19 N0545");
  CHECK(refused_in_benefit("amount = \"2 h/år\"\n") == "16:10 N0546");
  CHECK(refused_in_benefit("amount = \"2 årsarbetare * 400 kr/h\"\n") == "16:10 N0547");
  CHECK(refused_in_benefit("amount = \"2 årsarbetare * 400 kr/h\"\n",
                           "time = { hours_per_full_time_year = \"1700 h\", source = \"s\" }\n") == nothing);
  CHECK(refused_in_benefit("amount = \"10 ärenden/år * 5 kr/ärende\"\n") == "16:10 N0548");
  CHECK(refused("[factors.f]\nlikely = \"5 kr\"\n" + benefit("amount = \"1 kr/år\"\nuptake = [\"f\"]\n")) ==
        "19:11 N0549");
  CHECK(refused_in_benefit("amount = 5\n") == "16:10 N0550");
  CHECK(refused_in_benefit("amount = \"5 kr/år\"\nonce = 2022\n") == "16:10 N0551");
  CHECK(refused_in_benefit("amount = \"5 kr\"\n") == "16:10 N0552");
}

TEST_CASE("calculate: factors in the prices of another year") {
  const std::string use = benefit("amount = \"f * 1 h/år\"\n");
  const std::string factor = "[factors.f]\nlikely = \"400 kr/h\"\nprice_year = 2020\n";
  const std::string index =
      "[price_indices.kpi]\nname = \"KPI\"\nsource = \"S\"\nvalues = { 2020 = 100, 2022 = 110 }\n";
  CHECK(refused(index + factor + use) == nothing);
  CHECK(refused("[factors.f]\nlikely = \"2 h\"\nprice_year = 2020\n") == "12:10 N0652");
  CHECK(refused("[factors.f]\nlikely = \"2 h\"\ngrowth = \"2 %\"\n") == "12:10 N0653");
  CHECK(refused(factor + use) == "12:10 N0750");
  CHECK(refused(factor + use + "[price_indices.kpi]\nvalues = { 2020 = 100 }\n") == "12:10 N0751");
  // A nominal effect in a real calculation needs an inflation to be deflated by.
  CHECK(refused_in_benefit("amount = \"5 kr/år\"\nnominal = true\n") == "12:1 N0752");
}

TEST_CASE("calculate: names and what they stand for") {
  CHECK(refused("[factors.a1]\namount = \"2 * b1\"\n[factors.b1]\namount = \"2 * a1\"\n") == "12:10 N0651");
  CHECK(refused("[factors.antal]\nlikely = \"5 st/år\"\n" + benefit("amount = \"xyz * 1 kr/st\"\n")) == "18:11 N0654");
  CHECK(refused("[factors.ansokning]\nlikely = \"5 st/år\"\n" + benefit("amount = \"ansokningar * 1 kr/st\"\n")) ==
        "18:11 N0655");
  CHECK(refused_text(with_calculation("years = 3\nrate = { factor = \"r\" }\ntiming = \"start\"\n",
                                      "[factors.r]\nlikely = \"3 kr\"\n")) == "7:19 N0656");
  CHECK(refused_in_benefit("amount = \"method.lon * 1 h/år\"\n") == "16:11 N0657");
  CHECK(refused_in_benefit("amount = \"method.lon * 1 h/år\"\n",
                           "parameters = { lon = { value = \"400 kr/h\", source = \"s\" } }\n") == nothing);
  CHECK(refused_in_benefit("amount = \"hours * 400 kr/h\"\n") == "16:11 N0658");
  CHECK(refused_in_benefit("hours = \"2 h/år\"\namount = \"hours * 400 kr/h\"\n") == nothing);
}

TEST_CASE("calculate: years and categories") {
  const std::string late = "[factors.f]\nby_year = { 2023 = \"5 kr\" }\n";
  CHECK(refused(late + benefit("amount = \"f\"\nonce = 2022\n")) == "18:10 N0661");
  CHECK(refused(late + benefit("amount = \"f\"\nonce = 2023\n")) == nothing);
  CHECK(refused_in_benefit("amount = \"5 kr\"\nonce = 2025\n") == "17:8 N0660");
  const std::string quality = "[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"quality\"\namount = \"5 kr/år\"\n";
  CHECK(refused(quality) == "12:1 N0663");
  CHECK(refused(quality + "size = 1\n") == nothing);
  CHECK(refused_in_benefit("amount = \"5 kr/år\"\nuptake = [0, 0.5, 1, 1]\n") == "17:10 N0664");
  CHECK(refused_in_benefit("amount = \"5 kr/år\"\nuptake = [0, 0.5, 1]\n") == nothing);
}

TEST_CASE("calculate: what only the numbers show") {
  const std::string zero = "[factors.f]\nlikely = \"0 st\"\n[factors.g]\nlikely = \"0 st\"\n";
  CHECK(refused(zero + benefit("amount = \"5 kr/år * 1 st / f\"\n")) == "20:10 N0665");
  // Both weights are nothing: nobody's share is known, though the effect is.
  CHECK(refused(zero + "[stakeholders.c]\nname = \"C\"\nkind = \"own\"\n" +
                benefit("amount = \"5 kr/år\"\nstakeholder = { a = \"f\", c = \"g\" }\n")) == "3:1 N0666, 3:1 N0666");
  CHECK(refused("[factors.f]\nlikely = \"-10 %\"\n" + benefit("amount = \"5 kr/år\"\nuptake = [\"f\"]\n")) ==
        "19:10 N0668");
  CHECK(refused_text(with_calculation("years = 3\nrate = { factor = \"r\" }\ntiming = \"start\"\n",
                                      "[factors.r]\nlikely = \"-100 %\"\n" + benefit("amount = \"5 kr/år\"\n"))) ==
        "3:1 N0763");
}

TEST_CASE("calculate: transfers are held to what effects are") {
  // A factor on lines 12 and 13, a stakeholder, a transfer on lines 16 to 20; its amount stands on line 21.
  const auto transfer = [](std::string_view factor, std::string_view added) {
    return "[factors.f]\nlikely = \"" + std::string(factor) +
           "\"\n[stakeholders.c]\nkind = \"citizen\"\n[[transfers]]\n" +
           "id = \"t\"\nname = \"T\"\nfrom = \"a\"\nto = \"c\"\n" + std::string(added);
  };
  CHECK(refused(transfer("2 st", "amount = \"5 kr/år * 1 st / f\"\n")) == nothing);
  CHECK(refused(transfer("0 st", "amount = \"5 kr/år * 1 st / f\"\n")) == "21:10 N0665");
  CHECK(refused(transfer("-10 %", "amount = \"5 kr/år\"\nuptake = [\"f\"]\n")) == "22:10 N0668");
  CHECK(remarked(transfer("110 %", "amount = \"5 kr/år\"\nuptake = [\"f\"]\n")) == "22:10 N1001");
  CHECK(refused(transfer("-100 %", "amount = \"5 kr/år\"\ngrowth = { factor = \"f\" }\n")) == "21:10 N0765");
  CHECK(refused(transfer("2 st", "amount = \"5 kr/st\"\n")) == "21:10 N0546");
  CHECK(refused(transfer("2 st", "amount = \"5 kr\"\nonce = 2025\n")) == "22:8 N0660");
  CHECK(refused(transfer("2 st", "amount = \"hours * 5 kr/h\"\n")) == "21:11 N0658");
  CHECK(refused(transfer("2 st", "by_year = { 2022 = \"1 h\", 2025 = \"1 kr\" }\n")) == "21:20 N0546, 21:27 N0660");
  // Each part that can be read is checked where another cannot.
  CHECK(refused(transfer("2 st", "amount = \"g * 1 kr/år\"\nuptake = [3]\n")) == "21:11 N0654, 22:11 N0423");
  const std::string far = transfer("1 st", "amount = \"1 kr/år\"\ngrowth = \"900 %\"\n");
  CHECK(refused_text(with_calculation("years = 31\nrate = \"none\"\ntiming = \"start\"\n", far)) == "21:10 N0764");
}

TEST_CASE("calculate: an amount beyond 10^30 kronor is refused in its first year, and one below it is not") {
  // A krona that becomes ten every year is 10^30 after thirty years.
  const auto grown = [](std::string_view years) {
    return refused_text(with_calculation("years = " + std::string(years) + "\nrate = \"none\"\ntiming = \"start\"\n",
                                         benefit("amount = \"1 kr/år\"\ngrowth = \"900 %\"\n")));
  };
  CHECK(grown("30") == nothing);  // the last column is 10^29
  CHECK(grown("31") == "16:10 N0764");
  CHECK(grown("100") == "16:10 N0764");
  const auto result = calculated(with_calculation("years = 100\nrate = \"none\"\ntiming = \"start\"\n",
                                                  benefit("amount = \"-1 kr/år\"\ngrowth = \"900 %\"\n")));
  REQUIRE_FALSE(result);
  CHECK(result.error().front().arguments.back() == "2052");
}

TEST_CASE("calculate: what the method does not allow, or this version not calculate") {
  CHECK(refused("", "horizon = { allowed = [2, 4], source = \"s\" }\n") == "6:9 N0712");
  CHECK(refused("", "horizon = { allowed = [2, 3], source = \"s\" }\n") == nothing);
  CHECK(refused("", "residual = { rule = \"straight-line\", source = \"s\" }\n") == "5:10 N0753");
  CHECK(refused("", "residual = { rule = \"none\", source = \"s\" }\n") == nothing);
}

TEST_CASE("calculate: findings, which change nothing") {
  CHECK(remarked("[factors.f]\nlikely = \"110 %\"\nassumed = true\n" +
                 benefit("amount = \"5 kr/år\"\nuptake = [\"f\"]\n")) == "20:10 N1001");
  CHECK(remarked("[factors.f]\nlikely = \"5 kr\"\n") == "12:10 N1006");
  // One hour freed, once in money and once as time.
  const std::string factors = "[factors.tid]\nlikely = \"10 h/år\"\n[factors.lon]\nlikely = \"400 kr/h\"\n";
  CHECK(remarked(factors + benefit("amount = \"tid * lon\"\n") +
                 "[[benefits]]\nid = \"c\"\nname = \"C\"\ncategory = \"redeployed\"\namount = \"tid * lon\"\n") ==
        "21:1 N1004");
}

TEST_CASE("calculate: at the stage of decision more is asked for") {
  const std::string decided =
      "format = 1\ninitiative = { name = \"X\", stage = \"decision\" }\n[calculation]\n"
      "first_year = 2022\nmethod = \"esv\"\n" +
      std::string(three_years) + "[stakeholders.a]\nname = \"A\"\nkind = \"own\"\n[factors.f]\nlikely = \"5 kr/år\"\n";
  const auto result = calculated(decided + benefit("amount = \"f\"\n") +
                                 "[[costs]]\nid = \"c\"\nname = \"C\"\ncategory = \"cash\"\namount = \"5 kr/år\"\n");
  REQUIRE(result);
  // The ladder of esv asks for a description at the need and for goals in the prestudy.
  CHECK(spots(result->result.findings) ==
        "12:10 N1002, 3:1 N1003, 14:1 N1007, 14:1 N1048, 19:1 N1009, 2:14 N1008, 2:14 N1008");
  const std::string moved =
      "[stakeholders.b]\n[[transfers]]\nid = \"t\"\nname = \"T\"\nfrom = \"a\"\nto = \"b\"\namount = \"f + 1 kr/år\"\n";
  const auto derived = calculated(decided + moved);
  REQUIRE(derived);
  CHECK(spots(derived->result.findings).find("N1009") == std::string::npos);
  const auto plain = calculated(decided + moved +
                                "[[transfers]]\nid = \"u\"\nname = \"U\"\nfrom = \"a\"\nto = \"b\"\n"
                                "amount = \"1 kr/år\"\n");
  REQUIRE(plain);
  CHECK(spots(plain->result.findings).find("21:1 N1009") != std::string::npos);
  const auto early =
      calculated(with_calculation(three_years, "[factors.f]\nlikely = \"5 kr/år\"\n" + benefit("amount = \"f\"\n")));
  REQUIRE(early);
  CHECK(spots(early->result.findings) == nothing);
}
