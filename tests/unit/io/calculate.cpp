// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/certify.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/io/write.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "unit/io/spots.hpp"

// What only a whole case shows: mistakes in different parts are all told at once, and what cannot mean anything is
// refused instead of calculated.

using namespace nytta;

namespace {

std::string head(std::string_view calculation) {
  return "format = 1\n[initiative]\nname = \"I\"\n[stakeholders.a]\nname = \"A\"\n[calculation]\n" +
         std::string(calculation);
}

// The frame is lines 1 to 11; what a test adds begins at line 12.
std::string with(std::string_view added) {
  return head("method = \"esv\"\nfirst_year = 2026\nyears = 4\nrate = \"3 %\"\ntiming = \"end\"\n") +
         std::string(added);
}

std::string told(std::string_view text) {
  const auto result = calculate(text, "case.toml");
  return result ? std::string() : spots(result.error());
}

std::string benefit(std::string_view lines) {
  return "[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"cash\"\n" + std::string(lines);
}

constexpr std::string_view slip = "[[costs]]\nid = \"c\"\nname = \"C\"\ncategory = \"cash\"\namount = \"2 kr * zzz\"\n";

std::string figure_of(const outcome<calculation>& result, std::string_view key, int decimals = 2) {
  REQUIRE(result.has_value());
  const certified_values values(result->result.steps);
  return values.rounded(result->result.alternatives.front().find(key)->node, 0, decimals);
}

}  // namespace

TEST_CASE("calculate: a mistake in one part of an effect hides none in another") {
  CHECK(told(with(benefit("amount = \"5 h\"\nuptake = \"hundra\"\n"))) == "16:10 N0546, 17:10 N0215");
  CHECK(told(with(benefit("amount = \"5 h\"\nonce = \"2026\"\n"))) == "16:10 N0546, 17:8 N0208");
  CHECK(told(with("[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"nytta\"\namount = \"5 h\"\nonce = 2050\n")) ==
        "15:12 N0662, 16:10 N0546, 17:8 N0660");
}

TEST_CASE("calculate: mistakes in the years or the method hide none in the amounts") {
  // The slip: an unknown factor, in the fifth line of what is added.
  const auto framed = [](std::string_view calculation) { return told(head(calculation) + std::string(slip)); };
  CHECK(framed("method = \"esv\"\nfirst_year = 2026\nyears = \"fyra\"\nrate = \"3 %\"\ntiming = \"end\"\n") ==
        "9:9 N0208, 16:18 N0654");
  CHECK(framed("method = \"esv\"\nfirst_year = 2026\nrate = \"3 %\"\ntiming = \"end\"\n") == "6:1 N0710, 15:18 N0654");
  CHECK(framed("method = \"esv\"\nfirst_year = 2026\nyears = 0\nrate = \"3 %\"\ntiming = \"end\"\n") ==
        "9:9 N0711, 16:18 N0654");
  CHECK(framed("method = \"esv\"\nyears = 4\nrate = \"3 %\"\ntiming = \"end\"\n") == "6:1 N0206, 15:18 N0654");
  CHECK(framed("method = \"esw\"\nfirst_year = 2026\nyears = 4\n") == "7:10 N0785, 14:18 N0654");
  CHECK(framed("method = \"ingen\"\nfirst_year = 2026\nyears = 4\n") == "7:10 N0762, 14:18 N0654");
  CHECK(framed("first_year = 2026\nyears = 4\n") == "6:1 N0206, 13:18 N0654");
}

TEST_CASE("calculate: a method of one's own is not called like one that ships, and has categories") {
  const auto by = [](std::string_view id, std::string_view rest) {
    static std::string method_file;  // what the finder below gives
    method_file = "format = 1\nid = \"" + std::string(id) + "\"\nedition = \"1\"\nname = \"M\"\n" + std::string(rest);
    const auto find = [](std::string_view name, const std::string& file, const void*) -> std::optional<method_text> {
      if (name == "own.toml") return method_text{method_file, "own.toml"};
      return find_shipped_method(name, file, nullptr);
    };
    return calculate(with(benefit("amount = \"5 kr/år\"\n")), "case.toml", {}, "own.toml", find);
  };
  const auto codes = [](const outcome<calculation>& result) {
    std::string out;
    if (!result) return spots(result.error());
    for (const diagnostic& d : result->result.findings) {
      if (d.code == "N1016") out += spots({d}) + " " + d.arguments.front();
    }
    return out;
  };
  CHECK(codes(by("inera-skr", "based_on = \"esv\"\n")) == "0:0 N1016 inera-skr");
  CHECK(codes(by("vara-regler", "based_on = \"esv\"\n")) == "");
  CHECK(codes(calculate(with(benefit("amount = \"5 kr/år\"\n")), "case.toml")) == "");
  CHECK(codes(by("vara-regler", "")) == "15:12 N0674");
}

TEST_CASE("calculate: a value of the wrong kind is told and not read") {
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nuptake = [true]\n"))) == "17:10 N0215");
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nuptake = { 2026 = true }\n"))) == "17:19 N0209");
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nuptake = { 2026 = }\n"))) == "17:18 N0121");
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nstakeholder = \"\"\n"))) == "17:15 N0222");
}

TEST_CASE("calculate: one mistake is one message, and its advice is enough") {
  // Without quotes and without a unit: the line to write has both.
  CHECK(told(with(benefit("amount = 650 000\nonce = 2026\n"))) == "16:10 N0550");
  CHECK(told(with(benefit("amount = 415,50\nonce = 2026\n"))) == "16:10 N0550");
  CHECK(told(with(benefit("amount = 900 tkr\nonce = 2026\n"))) == "16:10 N0113");
  CHECK(told(with(benefit("amount = 1.200 kr\nonce = 2026\n"))) == "16:11 N0406");
  CHECK(told(head("method = \"esv\"\nfirst_year = 2026\nyears = 5 år\nrate = \"3 %\"\ntiming = \"end\"\n") +
             benefit("amount = \"1 kr/år\"\n")) == "9:9 N0208");
  // A Swedish key, misplaced: one line to move and rename, not also a key to quote.
  CHECK(told(with(benefit("amount = \"1 kr/år\"\n") + "[stakeholders.b]\nname = \"B\"\nägare = \"X\"\n")) ==
        "12:1 N0226, 19:1 N0205");
  // A key that must be moved is not missing where it belongs.
  CHECK(told("[initiative]\nformat = 1\nname = \"I\"\nfirst_year = 2026\n[stakeholders.a]\nname = \"A\"\n"
             "[calculation]\nmethod = \"esv\"\nyears = 4\nrate = \"3 %\"\ntiming = \"end\"\n") ==
        "2:1 N0225, 4:1 N0203");
  CHECK(told("[[[[\n") == "1:1 N0136");
}

TEST_CASE("calculate: a benefit before the first cost of its alternative is a finding") {
  const auto found = [](std::string_view text) {
    const auto result = calculate(text, "case.toml");
    REQUIRE(result.has_value());
    return spots(result->result.findings);
  };
  const std::string cost = "[[costs]]\nid = \"c\"\nname = \"C\"\ncategory = \"cash\"\namount = \"9 kr\"\nonce = 2028\n";
  CHECK(found(with(benefit("amount = \"1 kr/år\"\nuptake = [0, 1]\n") + cost)) == "17:10 N1005");
  CHECK(found(with(benefit("amount = \"1 kr/år\"\nuptake = [0, 0, 0.5, 1]\n") + cost)) == "");
  CHECK(found(with(benefit("amount = \"1 kr/år\"\n") + cost)) == "12:1 N1005");
}

TEST_CASE("calculate: a likely value far from the middle of a normal distribution is a finding") {
  // 20 … 3000 has its middle at 1510 and its middle half at 765 … 2255; lognormal: 245, and 70 … 857.
  const auto found = [](std::string_view shape, std::string_view likely) {
    const auto result = calculate(
        with("[factors.x]\nlikely = " + std::string(likely) + "\nlow = 20\nhigh = 3000\nunit = \"kr/år\"\n" +
             "distribution = \"" + std::string(shape) + "\"\nrange = \"p10-p90\"\n" + benefit("amount = \"x\"\n")),
        "case.toml");
    REQUIRE(result.has_value());
    for (const auto& d : result->result.findings) {
      if (d.code == "N1010") return true;
    }
    return false;
  };
  CHECK(found("normal", "760"));
  CHECK(!found("normal", "770"));
  CHECK(found("lognormal", "860"));
  CHECK(!found("lognormal", "850"));
  CHECK(!found("pert", "25"));
}

TEST_CASE("calculate: years that are slips are refused") {
  const auto framed = [](std::string_view calculation) {
    return told(head(calculation) + "years = 4\nmethod = \"esv\"\nrate = \"3 %\"\ntiming = \"end\"\n" +
                benefit("amount = \"1 kr/år\"\n"));
  };
  CHECK(framed("first_year = 0\n") == "7:14 N0713");
  CHECK(framed("first_year = 20266\n") == "7:14 N0713");
  CHECK(framed("first_year = 2026\nbase_year = 20266\n") == "6:1 N0713");
  CHECK(framed("first_year = 2026\nprice_year = 202\n") == "6:1 N0713");
}

TEST_CASE("calculate: growth from a factor is above -100 %, and one for all years") {
  const auto grown = [](std::string_view factor) {
    return told(
        with(benefit("amount = \"1 kr/år\"\ngrowth = { factor = \"g\" }\n") + "[factors.g]\n" + std::string(factor)));
  };
  CHECK(grown("likely = \"-100 %\"\n") == "16:10 N0765");
  CHECK(grown("likely = \"-150 %\"\n") == "16:10 N0765");
  CHECK(grown("by_year = { 2026 = \"1 %\", 2027 = \"2 %\" }\n") == "17:21 N0659");
}

TEST_CASE("calculate: shares that factors bring outside the whole are refused") {
  const std::string two = "[stakeholders.b]\nname = \"B\"\n[factors.x]\nlikely = 3\n[factors.y]\nlikely = 1\n";
  CHECK(told(with(two + benefit("amount = \"1 kr/år\"\nstakeholder = { a = \"x\", b = \"-y\" }\n"))) == "18:1 N0669");
  CHECK(told(with("[factors.x]\nlikely = \"150 %\"\n" +
                  benefit("amount = \"1 kr/år\"\nfinanced_by_taxes = \"x\"\n"))) == "14:1 N0669");
}

TEST_CASE("calculate: numbers beyond what a budget holds are refused") {
  // 1 kr × 10^(year − 2026): 10^30 first in column 30.
  CHECK(told(head("method = \"esv\"\nfirst_year = 2026\nyears = 40\nrate = \"3 %\"\ntiming = \"end\"\n") +
             benefit("amount = \"1 kr/år\"\ngrowth = \"900 %\"\n")) == "16:10 N0764");
  CHECK(calculate(head("method = \"esv\"\nfirst_year = 2026\nyears = 30\nrate = \"3 %\"\ntiming = \"end\"\n") +
                      benefit("amount = \"1 kr/år\"\ngrowth = \"900 %\"\n"),
                  "case.toml")
            .has_value());
  CHECK(told(with("[factors.x]\nlikely = 1e31\nunit = \"kr/år\"\n" + benefit("amount = \"x\"\n"))) == "13:10 N0421");
  CHECK(told(with("[factors.x]\nlikely = 1e-31\nunit = \"kr/år\"\n" + benefit("amount = \"x\"\n"))) == "13:10 N0421");
  CHECK(told(with("[factors.x]\nlow = 0.12345678901234567891\nhigh = 5\n"
                  "by_year = { 2026 = 123456789012345678901234567.5 }\nunit = \"kr/år\"\n" +
                  benefit("amount = \"x\"\n"))) == "1:1 N0766");
  CHECK(told(head("method = \"esv\"\nfirst_year = 2026\nyears = 1000\nrate = \"3 %\"\ntiming = \"end\"\n") + [] {
          std::string many;
          for (int i = 0; i < 301; ++i) {
            many += "[[benefits]]\nid = \"b" + std::to_string(i) +
                    "\"\nname = \"B\"\ncategory = \"cash\"\namount = \"1 kr/år\"\n";
          }
          return many;
        }()) == "6:1 N0714");
}

TEST_CASE("calculate: a number in kronor by its unit key is read as one in kronor") {
  CHECK(told(with("[factors.x]\nlikely = \"1,200\"\nunit = \"kr\"\n" + benefit("amount = \"x\"\nonce = 2026\n"))) ==
        "13:11 N0406");
}

TEST_CASE("calculate: a unit in an amount may not be a factor's id, nor a factor a unit") {
  CHECK(told(with("[factors.antal]\nlikely = 50\n" + benefit("amount = \"antal * 2 antal * 3 kr/antal/år\"\n"))) ==
        "18:10 N0612, 18:10 N0612");
  CHECK(told(with(
            "[[benefits]]\nid = \"kr\"\nname = \"B\"\ncategory = \"cash\"\namount = \"5 kr/år\"\nlow = \"4 kr/år\"\n"
            "high = \"6 kr/år\"\n")) == "12:1 N0611");
  CHECK(told(with("[[factors]]\nid = \"\"\nlikely = 1\n" + benefit("amount = \"5 kr/år\"\n"))) == "13:6 N0222");
}

TEST_CASE("calculate: hours behind a minus and hours beside amounts by year count") {
  // 2 × 5 h = 10 h a year, less 1 × 5 h: 5 h.
  const std::string factors = "[factors.n]\nlikely = \"5 h/år\"\n[factors.k]\nlikely = \"100 kr/h\"\n";
  const auto both = calculate(with(factors + "[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"redeployed\"\n"
                                             "amount = \"2 * n * k\"\n[[benefits]]\nid = \"d\"\nname = \"D\"\n"
                                             "category = \"redeployed\"\namount = \"-n * k\"\n"),
                              "case.toml");
  CHECK(figure_of(both, "redeployed_hours_per_year") == "5.00");
  // The last column is 2029: hours stand in the years that have an amount.
  const auto by_year = [&](std::string_view years) {
    return calculate(
        with("[[benefits]]\nid = \"b\"\nname = \"B\"\ncategory = \"redeployed\"\nhours = \"7 h\"\nby_year = { " +
             std::string(years) + " }\n"),
        "case.toml");
  };
  CHECK(figure_of(by_year("2028 = \"900 kr\", 2029 = \"900 kr\""), "redeployed_hours_per_year") == "7.00");
  CHECK(figure_of(by_year("2028 = \"900 kr\""), "redeployed_hours_per_year") == "0.00");
}

// ---- one mistake is one message, however much hangs on it ----------------------------------------------------------

namespace {

// Two stakeholders on lines 4 to 7, two factors on 14 to 17, two benefits that use them from line 18.
std::string whole(std::string_view from = {}, std::string_view to = {}) {
  std::string text =
      "format = 1\n[initiative]\nname = \"I\"\n[stakeholders.a]\nname = \"A\"\n[stakeholders.b]\nname = \"B\"\n"
      "[calculation]\nmethod = \"esv\"\nfirst_year = 2026\nyears = 4\nrate = \"3 %\"\ntiming = \"end\"\n"
      "[factors.n]\nlikely = \"10 h/år\"\n[factors.p]\nlikely = \"430 kr/h\"\n"
      "[[benefits]]\nid = \"x\"\nname = \"X\"\nstakeholder = \"a\"\ncategory = \"cash\"\namount = \"n * p\"\n"
      "[[benefits]]\nid = \"y\"\nname = \"Y\"\nstakeholder = \"b\"\ncategory = \"cash\"\namount = \"2 * n * p\"\n";
  if (!from.empty()) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

TEST_CASE("calculate: a slip in a heading loses nothing that stands under it") {
  CHECK(told(whole()) == "");
  CHECK(told(whole("[calculation]", "calculation]")) == "8:1 N0127");
  CHECK(told(whole("[factors.p]", "factors.p]")) == "16:1 N0127");
  CHECK(told(whole("[[benefits]]\nid = \"y\"", "benefits]]\nid = \"y\"")) == "24:1 N0127");
  CHECK(told(whole("[factors.p]", "[factor.p]")) == "16:2 N0202");
  CHECK(told(whole("[stakeholders.b]", "[stakeholder.b]")) == "6:2 N0204");
  CHECK(told(whole("[[benefits]]\nid = \"y\"", "[[nyttor]]\nid = \"y\"")) == "24:3 N0204");
  CHECK(told(whole() + "[[kostnader]]\nid = \"c\"\nname = \"C\"\nstakeholder = \"a\"\ncategory = \"cash\"\n"
                       "amount = \"5 kr/år\"\n[[kostnader]]\nid = \"d\"\nname = \"D\"\nstakeholder = \"a\"\n"
                       "category = \"cash\"\namount = \"5 kr/år\"\n") == "30:3 N0204, 36:1 N0204");
  CHECK(told(whole("[[benefits]]\nid = \"y\"", "[benefits]\nid = \"y\"")) == "24:1 N0142");
  CHECK(told(whole("[factors.p]", "[[factors.p]]")) == "16:11 N0224");
  CHECK(told(whole("[factors.n]", "[calculation]\n[factors.n]")) == "14:1 N0142");
}

TEST_CASE("calculate: of a name that was lost with its heading nothing more is said where it is used") {
  CHECK(told(whole("[stakeholders.b]", "[stakeholders.a]")) == "6:1 N0135");
  CHECK(told(whole("[factors.p]", "[factors.n]")) == "16:1 N0135");
  CHECK(told(whole("[stakeholders.b]\n", "[stakeholders]\n")) == "7:1 N0229");
  CHECK(told(whole("[factors.p]\nlikely = \"430 kr/h\"", "[factors]\np = \"430 kr/h\"")) == "17:1 N0224");
}

TEST_CASE("calculate: money under another name, signs in words and thousands with points are one message each") {
  const auto costs = [](std::string_view amount, std::string_view more = "") {
    return told(with("[[costs]]\nid = \"c\"\nname = \"C\"\ncategory = \"cash\"\nonce = 2026\namount = \"" +
                     std::string(amount) + "\"\n" + std::string(more)));
  };
  CHECK(costs("900 Tkr", "low = \"800 tkr\"\nhigh = \"1 mkr\"\n") == "17:10 N0507");
  CHECK(costs("1,2 mnkr") == "17:10 N0507");
  CHECK(costs("900 000 SEK", "low = \"800 000 SEK\"\nhigh = \"1 mkr\"\n") == "17:10 N0507, 18:7 N0507");
  CHECK(costs("900 000:-") == "17:18 N0507");
  CHECK(costs("1.650.000 kr") == "17:11 N0407");
  CHECK(costs("1,650,000 kr") == "17:11 N0407");
  CHECK(costs("12.34.56 kr") == "17:11 N0404");
  CHECK(costs("60 tkr x 2") == "17:18 N0531");
  CHECK(costs("2 x (3 tkr + 1 kr)") == "17:13 N0531");
  CHECK(told(with("[[costs]]\nid = \"c\"\nname = \"C\"\ncategory = \"cash\"\namount = \"60 tkr per år\"\n")) ==
        "16:18 N0531");
  // A word that the case itself defines is its own affair.
  CHECK(told(with("[units]\nSEK = \"1 kr\"\n[[costs]]\nid = \"c\"\nname = \"C\"\ncategory = \"cash\"\n"
                  "amount = \"5 SEK/år\"\n")) == "");
}

TEST_CASE("calculate: shares that were meant as per cent, and a slip in a year, are told as such") {
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nuptake = [0, 50, 100]\n"))) == "17:14 N0423, 17:18 N0423");
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nuptake = [0, 0,5, 1]\n"))) == "17:14 N0444");
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nuptake = { 20277 = \"50 %\", 2028 = \"100 %\" }\n"))) ==
        "17:12 N0223");
}

TEST_CASE("calculate: a name that is an empty text, and a rate of three hundred per cent from a factor, are refused") {
  CHECK(told(with(benefit("amount = \"5 kr/år\"\ngoal = \"\"\n"))) == "17:8 N0222");
  CHECK(told(with("[[goals]]\nid = \"m\"\ntext = \"M\"\npart_of = \"\"\n" + benefit("amount = \"5 kr/år\"\n"))) ==
        "15:11 N0222");
  CHECK(told(with("[factors.g]\nlikely = 3\n" + benefit("amount = \"5 kr/år\"\ngrowth = { factor = \"g\" }\n"))) ==
        "19:21 N0701");
  CHECK(told(with("[factors.g]\nlikely = \"3 %\"\n" +
                  benefit("amount = \"5 kr/år\"\ngrowth = { factor = \"g\" }\n"))) == "");
}

TEST_CASE("calculate: what only looks like a slip is no slip, and a private name of the reader is no secret door") {
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nbaseline = { value = \"4 st\", source = \"pris, x =\" }\n"))) == "");
  CHECK(told(with(benefit("amount = \"5 kr/år\"\n") + "[\"\\u001Fx\".calculation]\nrate = \"9 %\"\n")) == "17:2 N0201");
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nuptake = { 203 = \"50 %\", 2028 = \"100 %\" }\n"))) == "17:12 N0223");
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nuptake = [0, 50]\n"))) == "17:14 N0423");
  CHECK(told(with(benefit("amount = \"5 kr/år\"\nuptake = [0, 0,5]\n"))) == "17:14 N0444");
}

TEST_CASE("explain: the rate is the case's own, or the method's with its source, or the method's without one") {
  const auto rate_told = [](std::string_view calculation, method_finder find) {
    const auto result = calculate(head(calculation) + benefit("amount = \"5 kr/år\"\n"), "case.toml", {}, {}, find);
    REQUIRE(result.has_value());
    const std::string all =
        explain_text(*result, result->result.alternatives.front(), "net_present_value", language::en);
    const std::size_t at = all.find("discount rate = ");
    REQUIRE(at != std::string::npos);
    return all.substr(at, all.find('\n', at) - at);
  };
  const std::string_view rest = "first_year = 2026\nyears = 6\ntiming = \"end\"\n";
  CHECK(rate_told("method = \"esv\"\nrate = \"3 %\"\n" + std::string(rest), find_shipped_method) ==
        "discount rate = 0.03  [given in the case]");
  CHECK(rate_told("method = \"inera-skr\"\n" + std::string(rest), find_shipped_method).find("[source: Nyttoanalys") !=
        std::string::npos);
  CHECK(rate_told("method = \"m.toml\"\n" + std::string(rest),
                  [](std::string_view id, const std::string& from, const void* context) -> std::optional<method_text> {
                    if (id == "esv") return find_shipped_method(id, from, context);
                    return method_text{
                        "format = 1\nid = \"m\"\nedition = \"1\"\nname = \"M\"\nbased_on = \"esv\"\n"
                        "[discounting]\nrate = \"4 %\"\n",
                        "m.toml"};
                  }) == "discount rate = 0.04  [no source]");
}
