// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/mentions-inl.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/calculate.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "unit/io/spots.hpp"

// Every finding, by a tiny case that has it alone and the same case mended, which has none.

using namespace nytta;

namespace {

// A method that asks for nothing by itself: four years, 3 %, amounts at year ends, a full-time year of 1 700 h.
std::optional<method_text> small_method(std::string_view name, const std::string& from_file, const void* context) {
  if (name != "m.toml") return find_shipped_method(name, from_file, nullptr);
  return method_text{
      "format = 1\nid = \"m\"\nedition = \"1\"\nname = \"M\"\n"
      "sources = [ { id = \"s\", title = \"T\", evidence = \"read\" } ]\n"
      "horizon = { years = 4, source = \"s\" }\n"
      "discounting = { rate = \"3 %\", timing = \"end\", source = \"s\" }\n"
      "time = { hours_per_full_time_year = \"1700 h\", source = \"s\" }\n"
      "[categories]\n"
      "cash = { monetised = true, cash_releasing = true, source = \"s\" }\n"
      "redeployed = { monetised = true, cash_releasing = false, source = \"s\" }\n"
      "quality = { monetised = false, cash_releasing = false, source = \"s\" }\n" +
          *static_cast<const std::string*>(context),
      "m.toml"};
}

/// A finding, and the case that has it alone; mended, it has none. A case is what follows [calculation] and the
/// stakeholder `a` (its own organisation); lines that begin with "calculation." go there.
struct row {
  std::string_view code;
  std::string_view stage;  // of both cases; empty: none
  std::string bad;
  std::string good;
  std::string method;  // what the method says beside
};

std::string text_of(std::string_view stage, std::string body) {
  std::string calculation = "[calculation]\nmethod = \"m.toml\"\nfirst_year = 2026\n";
  constexpr std::string_view to_calculation = "calculation.";
  bool reference = true;
  while (body.compare(0, to_calculation.size(), to_calculation) == 0) {
    const std::size_t end = body.find('\n') + 1;
    const std::string line = body.substr(to_calculation.size(), end - to_calculation.size());
    reference = reference && line != "no reference\n";
    if (line != "no reference\n") calculation += line;
    body.erase(0, end);
  }
  if (reference) calculation += "reference = \"Som i dag\"\n";
  const std::string said = stage.empty() ? "" : "stage = \"" + std::string(stage) + "\"\n";
  return "format = 1\n[initiative]\nname = \"X\"\n" + said + calculation +
         "[stakeholders.a]\nname = \"A\"\nkind = \"own\"\n" + body;
}

diagnostics findings_of(const std::string& text, const std::string& method) {
  const auto result = calculate(text, "case.toml", {}, {}, small_method, &method);
  REQUIRE_MESSAGE(result.has_value(), text << all_errors(result.error()));
  return result->result.findings;
}

std::string effect(std::string_view table, std::string_view id, std::string_view category, std::string_view amount,
                   std::string_view lines, std::string_view name) {
  return "[[" + std::string(table) + "]]\nid = \"" + std::string(id) + "\"\nname = \"" +
         std::string(name.empty() ? id : name) + "\"\nstakeholder = \"a\"\ncategory = \"" + std::string(category) +
         "\"\namount = \"" + std::string(amount) + "\"\n" + std::string(lines);
}
std::string benefit(std::string_view id, std::string_view category, std::string_view amount,
                    std::string_view lines = "", std::string_view name = "") {
  return effect("benefits", id, category, amount, lines, name);
}
std::string cost(std::string_view id, std::string_view amount, std::string_view lines = "",
                 std::string_view name = "") {
  return effect("costs", id, "cash", amount, "assumed = true\n" + std::string(lines), name);
}

// What a benefit says at the decision, but for its amount's source.
constexpr std::string_view owner = "owner = \"O\"\n";
constexpr std::string_view measured = "measure = \"M\"\nbaseline = { value = \"5\" }\n";
std::string planned(std::string_view more = "") {
  return std::string(owner) + std::string(measured) + "assumed = true\n" + std::string(more);
}

// 1 200 errands of an hour at 400 kr.
const std::string hours =
    "[factors]\narenden = { likely = \"1200 ärende/år\", assumed = true }\n"
    "tid = { likely = \"60 min/ärende\", assumed = true }\ntimkostnad = { likely = \"400 kr/h\", assumed = true }\n";
const std::string freed = "arenden * tid * timkostnad";
const std::string outlay = cost("inkop", "900 tkr", "type = \"initial\"\nonce = 2026\n");
const std::string training = cost("kurs", "10 tkr", "type = \"change\"\nonce = 2026\n");
const std::string kpi = "calculation.inflation = \"2 %\"\n";

// Errands of some minutes each, freed at the decision.
std::string small_hours(std::string_view errands, std::string_view minutes) {
  return "[factors]\narenden = { likely = \"" + std::string(errands) +
         " ärende/år\", assumed = true }\ntid = { likely = \"" + std::string(minutes) +
         "\", assumed = true }\ntimkostnad = { likely = \"400 kr/h\", assumed = true }\n" +
         benefit("b", "redeployed", freed, planned("uptake = [0, 1]\n")) + training;
}

// Minutes a day for 300 people, freed at the decision.
std::string small_pieces(std::string_view minutes, std::string_view more = "") {
  return benefit("b", "redeployed", "300 person * " + std::string(minutes) + " * 220 dag/år * 400 kr/h",
                 planned("uptake = [0, 1]\n" + std::string(more))) +
         training;
}

std::string reductions(std::string_view amount, std::string_view first = "farre_fel") {
  return "[factors]\n" + std::string(first) +
         " = { likely = \"30 %\", assumed = true }\nfarre_samtal = { likely = \"40 %\", assumed = true }\n" +
         benefit("b", "cash", amount);
}

// A cost of 100 tkr in the first year and a benefit of 300 tkr in the second, which may be a tenth less or more, or two
// thirds less. Discounted at 3 % from year ends: −97.09 + 282.78 = 185.69 tkr; at 270: 157.41; at 100: −2.83.
std::string ranged(std::string_view low) {
  return benefit("b", "cash", "300 tkr",
                 planned("low = \"" + std::string(low) + "\"\nhigh = \"330 tkr\"\nonce = 2027\n")) +
         cost("c", "100 tkr", "once = 2026\n");
}

// Alternatives of four years and of two.
std::string two_alternatives(std::string_view end_of_second) {
  return "[alternatives.k]\nname = \"K\"\n[alternatives.l]\nname = \"L\"\n" +
         benefit("i", "cash", "5 tkr/år", "alternative = \"k\"\nfrom = 2027\n") +
         benefit("j", "cash", "7 tkr/år", "alternative = \"l\"\nfrom = 2027\n" + std::string(end_of_second));
}

// A grant of the state's, as a transfer.
const std::string state = "[stakeholders.s]\nname = \"Staten\"\nkind = \"public\"\n";
const std::string grant =
    "[[transfers]]\nid = \"t\"\nname = \"Statsbidrag\"\nfrom = \"s\"\nto = \"a\"\namount = \"50 tkr/år\"\n";

std::string residual(std::string_view amount, std::string_view name = "Rest") {
  return benefit("r", "cash", amount, "type = \"residual\"\nonce = 2029\nassumed = true\n", name);
}

// A price of 2026, where it comes from.
std::string priced(std::string_view source) {
  return "[factors]\npris = { likely = \"100 kr/st\", source = \"" + std::string(source) + "\" }\n" +
         cost("c", "8 st/år * pris");
}

std::vector<row> rows() {
  return {
      {"N1001", "", "[factors]\nf = { likely = \"110 %\" }\n" + benefit("b", "cash", "5 kr/år", "uptake = [\"f\"]\n"),
       "[factors]\nf = { likely = \"90 %\" }\n" + benefit("b", "cash", "5 kr/år", "uptake = [\"f\"]\n"), ""},
      {"N1002", "decision", "[factors]\nf = { likely = \"5 kr/år\" }\n" + benefit("b", "cash", "f", planned()),
       "[factors]\nf = { likely = \"5 kr/år\", source = \"S\" }\n" + benefit("b", "cash", "f", planned()), ""},
      {"N1003", "decision", "calculation.no reference\n" + benefit("b", "cash", "5 kr/år", planned()),
       benefit("b", "cash", "5 kr/år", planned()), ""},
      {"N1004", "", hours + benefit("b", "cash", freed) + benefit("c", "redeployed", freed),
       hours + benefit("b", "redeployed", freed), ""},
      {"N1005", "", benefit("b", "cash", "5 tkr/år", "uptake = [1]\n") + cost("c", "5 tkr/år", "from = 2027\n"),
       benefit("b", "cash", "5 tkr/år", "uptake = [0, 1]\n") + cost("c", "5 tkr/år", "from = 2027\n"), ""},
      {"N1006", "", "[factors]\nf = { likely = \"5 kr/år\" }\n" + benefit("b", "cash", "2 kr/år"),
       "[factors]\nf = { likely = \"5 kr/år\" }\n" + benefit("b", "cash", "f"), ""},
      {"N1007", "decision", benefit("b", "cash", "5 kr/år", std::string(measured) + "assumed = true\n"),
       benefit("b", "cash", "5 kr/år", planned()), ""},
      {"N1008", "prestudy", benefit("b", "cash", "5 kr/år"),
       benefit("b", "cash", "5 kr/år", "goal = \"g\"\n") + "[[goals]]\nid = \"g\"\ntext = \"G\"\n",
       "[[stages]]\nid = \"prestudy\"\nrequires = [\"goals\"]\nsource = \"s\"\n"},
      {"N1009", "decision", benefit("b", "cash", "5 kr/år", std::string(owner) + std::string(measured)),
       benefit("b", "cash", "5 kr/år", std::string(owner) + std::string(measured) + "source = \"S\"\n"), ""},
      {"N1010", "",
       "[factors]\nf = { likely = \"5 kr/år\", low = \"4 kr/år\", high = \"20 kr/år\", distribution = \"normal\", "
       "range "
       "= \"p10-p90\" }\n" +
           benefit("b", "cash", "f"),
       "[factors]\nf = { likely = \"5 kr/år\", low = \"4 kr/år\", high = \"6 kr/år\", distribution = \"normal\", range "
       "= \"p10-p90\" }\n" +
           benefit("b", "cash", "f"),
       ""},
      {"N1030", "",
       hours + benefit("b", "redeployed", freed) + benefit("c", "redeployed", "tid * arenden * timkostnad"),
       hours + benefit("b", "redeployed", freed) + benefit("c", "redeployed", "1000 h/år * timkostnad"), ""},
      {"N1031", "", hours + benefit("b", "cash", freed), hours + benefit("b", "redeployed", freed), ""},
      {"N1032", "", benefit("b", "cash", "50 tkr/år", "", "Statsbidrag för digitalisering"),
       benefit("b", "cash", "50 tkr/år", "", "Lägre licenskostnad"), ""},
      {"N1033", "decision", "calculation.base_year = 2027\n" + cost("c", "50 tkr", "once = 2026\n"),
       "calculation.base_year = 2027\n" + cost("c", "50 tkr", "once = 2027\n"), ""},
      {"N1034", "", cost("c", "50 tkr", "once = 2026\n", "Förstudie, redan betald"),
       cost("c", "50 tkr", "once = 2026\n", "Förstudie"), ""},
      {"N1035", "", outlay + cost("c", "100 tkr/år", "", "Avskrivning"), cost("c", "100 tkr/år", "", "Avskrivning"),
       ""},
      {"N1036", "", benefit("r", "cash", "40 tkr", "type = \"residual\"\nonce = 2029\n"),
       benefit("r", "cash", "400 tkr * 1 år / 10 år", "type = \"residual\"\nonce = 2029\n"), ""},
      {"N1037", "", kpi + cost("c", "5 tkr/år", "growth = \"2 %\"\n"),
       kpi + cost("c", "5 tkr/år", "growth = \"1 %\"\n"), ""},
      {"N1038", "", kpi + cost("c", "5 tkr/år", "", "Avtal i löpande priser"),
       kpi + cost("c", "5 tkr/år", "nominal = true\n", "Avtal i löpande priser"), ""},
      {"N1039", "", cost("c", "125 tkr/år", "", "Licens och moms"), cost("c", "100 tkr/år", "", "Licens utan moms"),
       ""},
      {"N1040", "", cost("c", "25 tkr/år", "", "Ränta på lånet"), cost("c", "25 tkr/år", "", "Licens"), ""},
      {"N1041", "", outlay + benefit("b", "cash", "500 tkr/år"),
       outlay + benefit("b", "cash", "500 tkr/år", "uptake = [\"50 %\", 1]\n"), ""},
      {"N1042", "decision", hours + benefit("b", "redeployed", freed, planned()),
       hours + benefit("b", "redeployed", freed, planned("uptake = [0, 1]\n")) + training, ""},
      {"N1043", "decision", benefit("b", "cash", "5 tkr/år", planned(), "Gamla systemet sägs upp"),
       benefit("b", "cash", "5 tkr/år", planned(), "Gamla systemet sägs upp") +
           cost("c", "0 kr", "type = \"decommissioning\"\nonce = 2026\n"),
       ""},
      // 30 % and 40 % less of what is left: 1 − 0.7 × 0.6 = 58 %.
      {"N1044", "", reductions("1000 ärende/år * 50 kr/ärende * (farre_fel + farre_samtal)"),
       reductions("1000 ärende/år * 50 kr/ärende * (100 % - (100 % - farre_fel) * (100 % - farre_samtal))"), ""},
      // 6 000 × 3 min = 300 h, in pieces of three minutes; 300 h at an hour each is another matter.
      {"N1045", "decision", small_hours("6000", "3 min/ärende"), small_hours("300", "60 min/ärende"), ""},
      // 100 h is less than 170, a tenth of 1 700; 200 h is not.
      {"N1046", "decision", small_hours("100", "60 min/ärende"), small_hours("200", "60 min/ärende"), ""},
      {"N1047", "decision", ranged("270 tkr"), ranged("100 tkr"), ""},
      {"N1048", "decision", benefit("b", "cash", "5 kr/år", std::string(owner) + "assumed = true\n"),
       benefit("b", "cash", "5 kr/år", planned()), ""},
      {"N1049", "decision", benefit("b", "cash", "5 kr/år", std::string(owner) + "assumed = true\nmeasure = \"M\"\n"),
       benefit("b", "cash", "5 kr/år", planned()), ""},
      {"N1050", "", cost("c", "50 tkr/år", "type = \"initial\"\n"), cost("c", "50 tkr/år", "type = \"running\"\n"), ""},
      {"N1051", "", two_alternatives("to = 2028\n"), two_alternatives(""), ""},
      {"N1052", "", priced("Prislistan 2021"), priced("Prislistan 2025"), ""},
      {"N1055", "", benefit("r", "cash", "40 tkr", "once = 2029\n", "Restvärde"),
       benefit("r", "cash", "400 tkr * 1 år / 10 år", "type = \"residual\"\nonce = 2029\n", "Restvärde"), ""},
      {"N1056", "", outlay + residual("950 tkr"), outlay + residual("900 tkr"), ""},
      // 300 people, 4 min a day of 220: 14.7 h a year each.
      {"N1057", "decision", small_pieces("4 min/person/dag"), small_pieces("15 min/person/dag"), ""},
      {"N1053", "", state + benefit("b", "cash", "50 tkr/år", "", "Statsbidrag") + grant, state + grant, ""},
      {"N1054", "", benefit("b", "cash", "50 tkr/år", "", "Lägre internhyra"),
       benefit("b", "cash", "50 tkr/år", "", "Lokalen på Storgatan lämnas"), ""},
  };
}

std::string remarks(std::string_view stage, const std::string& body, const std::string& method = {}) {
  std::string out;
  for (const auto& d : findings_of(text_of(stage, body), method)) {
    out += (out.empty() ? "" : ", ") + std::string(d.code);
    for (const auto& a : d.arguments) out += " " + a;
  }
  return out;
}

}  // namespace

TEST_CASE("findings: each is found alone in its case, at a place, and not in the case mended") {
  for (const row& r : rows()) {
    CAPTURE(std::string(r.code));
    const diagnostics found = findings_of(text_of(r.stage, r.bad), r.method);
    CHECK_MESSAGE(found.size() == 1, all_errors(found));
    for (const diagnostic& d : found) {
      CHECK(d.code == r.code);
      CHECK(d.where.line > 0);
      CHECK(complete(d));
    }
    const diagnostics mended = findings_of(text_of(r.stage, r.good), r.method);
    CHECK_MESSAGE(mended.empty(), all_errors(mended));
  }
}

TEST_CASE("findings: every one of the table of messages stands in the table above") {
  const auto all = rows();
  for (const message& m : messages()) {
    if (m.weight != severity::warning) continue;
    const bool of_the_chain = m.code >= "N1020" && m.code < "N1030";  // tested where the effect chain is
    const bool of_methods = m.code >= "N1011" && m.code <= "N1016";   // with compare and calculate
    const bool of_draws = m.code >= "N1059" && m.code <= "N1061";     // with simulate
    const bool of_requests = m.code >= "N1070";                       // with the investment request
    const auto times = std::count_if(all.begin(), all.end(), [&](const row& r) { return r.code == m.code; });
    CAPTURE(std::string(m.code));
    CHECK((times == 1 || of_the_chain || of_methods || of_draws || of_requests));
  }
}

TEST_CASE("findings: hours counted twice, by two or three effects and in shared categories, but not when divided") {
  const std::string third = benefit("d", "redeployed", "timkostnad * tid * arenden");
  CHECK(remarks("", hours + benefit("b", "cash", freed) + benefit("c", "redeployed", freed) + third) ==
        "N1004 b c, N1004 b d");
  const std::string shared =
      "[[benefits]]\nid = \"b\"\nname = \"B\"\nstakeholder = \"a\"\ncategory = { cash = \"20 %\", "
      "redeployed = \"80 %\" }\namount = \"arenden * tid * timkostnad\"\n";
  CHECK(remarks("", hours + shared) == "");
  CHECK(remarks("", hours + shared + benefit("c", "redeployed", freed)) == "N1004 b c");
  // Hours given as hours are the same hours.
  CHECK(remarks("", hours + benefit("b", "cash", "hours * timkostnad", "hours = \"arenden * tid\"\n") +
                        benefit("c", "redeployed", freed)) == "N1004 b c");
  CHECK(remarks("", benefit("b", "cash", "1000 h/år * 450 kr/h") +
                        benefit("c", "redeployed", "1000 h/år * 400 kr/h")) == "N1004 b c");
  CHECK(remarks("", benefit("b", "cash", "5 st/år * 450 kr/st") + benefit("c", "cash", "5 st/år * 450 kr/st")) == "");
  CHECK(remarks("", hours + benefit("b", "cash", "arenden * tid * 40 % * timkostnad", "", "Övertid") +
                        benefit("c", "redeployed", "arenden * tid * 60 % * timkostnad")) == "");
  CHECK(remarks("", hours + benefit("b", "cash", freed, "uptake = [\"40 %\"]\n", "Övertid") +
                        benefit("c", "redeployed", freed, "uptake = [0, \"60 %\"]\n")) == "");
  CHECK(remarks("", hours + benefit("b", "cash", freed, "to = 2027\nfrom = 2026\n", "Övertid") +
                        benefit("c", "redeployed", freed, "from = 2028\n")) == "");
}

TEST_CASE("findings: shares of one quantity are added up to the whole, as numbers, factors and uptakes") {
  const std::string parts = hours +
                            "f1 = { likely = \"70 %\", assumed = true }\nf2 = { likely = \"60 %\", assumed = true }\n"
                            "f3 = { likely = \"30 %\", assumed = true }\nrest = { amount = \"100 % - f1\" }\n";
  const auto both = [&](std::string_view a, std::string_view b, std::string_view lines = "") {
    const std::string used = cost("x", "f1 * f2 * f3 * rest * 1 kr/år");  // no factor is left over
    const std::string text = parts + used + benefit("b", "cash", freed + std::string(a), lines, "Övertid") +
                             benefit("c", "redeployed", freed + std::string(b), lines);
    return remarks("", text);
  };
  CHECK(both(" * 50 %", " * 50 %") == "");
  CHECK(both(" * 0,5", " * 0,5") == "");
  CHECK(both(" / 2", " * 50 %") == "");
  CHECK(both(" * 90 %", " * 80 %") == "N1004 b c");  // 170 %
  CHECK(both(" * 1", "") == "N1004 b c");
  CHECK(both(" * f1", " * f2") == "N1004 b c");  // 130 %
  CHECK(both(" * f1", " * f3") == "");
  CHECK(both(" * f1", " * (100 % - f1)") == "");
  CHECK(both(" * f1", " * rest") == "");
  CHECK(both(" * f3", " * f3") == "N1004 b c");  // the same 30 %, twice
  CHECK(both("", "", "uptake = [0, \"25 %\", \"50 %\"]\n") == "");
  CHECK(both("", "", "uptake = [0, \"25 %\", \"60 %\"]\n") == "N1004 b c");
  CHECK(both(" * 50 %", " * 50 %", "uptake = [1]\n") == "");
  // Year by year: as the one comes, the other goes.
  CHECK(remarks("", hours + benefit("b", "cash", freed, "uptake = [1, \"40 %\", 0]\n", "Övertid") +
                        benefit("c", "redeployed", freed, "uptake = [0, \"60 %\", 1]\n")) == "");
  // Three halves are one and a half, though no two of them are more than the whole.
  const auto half = [](std::string_view id) { return benefit(id, "redeployed", freed + " * 50 %"); };
  CHECK(remarks("", hours + half("b") + half("c")) == "");
  CHECK(remarks("", hours + half("b") + half("c") + half("d")) == "N1030 b d arenden, tid");
  const std::string letters = "[factors]\narenden = { likely = \"1200 ärende/år\", assumed = true }\n";
  const auto priced = [](std::string_view id, std::string_view share) {
    return benefit(id, "cash", "arenden * 10 kr/ärende * " + std::string(share));
  };
  CHECK(remarks("", letters + priced("b", "70 %") + priced("c", "60 %")) == "N1030 b c arenden");
  CHECK(remarks("", letters + priced("b", "70 %") + priced("c", "30 %")) == "");
}

TEST_CASE("findings: hours are the same as numbers, and a cost below zero is a benefit") {
  // 1 200 errands of 60 min are 1 200 h.
  CHECK(remarks("", hours + benefit("b", "cash", "1 200 ärende/år * 60 min/ärende * timkostnad", "", "Övertid") +
                        benefit("c", "redeployed", freed)) == "N1004 b c");
  CHECK(remarks("", hours + benefit("b", "cash", "1 200 ärende/år * 50 min/ärende * timkostnad", "", "Övertid") +
                        benefit("c", "redeployed", freed)) == "");
  CHECK(remarks("", hours + benefit("b", "cash", "1 200 h/år * timkostnad", "", "Övertid") +
                        benefit("c", "redeployed", freed)) == "N1004 b c");
  CHECK(remarks("", hours + benefit("b", "cash", "1 200 h/år * 25 kr/h", "", "Parkering") +
                        benefit("c", "redeployed", freed)) == "");
  const auto cheaper = [](std::string_view amount) {
    return "[[costs]]\nid = \"d\"\nname = \"D\"\nstakeholder = \"a\"\ncategory = \"redeployed\"\namount = \"" +
           std::string(amount) + "\"\n";
  };
  CHECK(remarks("", hours + benefit("b", "redeployed", freed) + cheaper("-" + freed)) == "N1030 b d arenden, tid");
  CHECK(remarks("", hours + benefit("b", "redeployed", freed) + cheaper(freed)) == "");
}

TEST_CASE("findings: one quantity by two benefits of a stakeholder") {
  const std::string trips =
      "[factors]\nresor = { likely = \"48 resa/år\", assumed = true }\npris = { likely = \"4500 "
      "kr/resa\", assumed = true }\nparkering = { likely = \"100 kr/resa\", assumed = true }\n";
  CHECK(remarks("", trips + benefit("b", "cash", "resor * pris") + benefit("c", "cash", "resor * parkering")) == "");
  CHECK(remarks("", trips + benefit("b", "cash", "resor * pris") + benefit("c", "cash", "pris * resor") +
                        cost("d", "resor * parkering")) == "N1030 b c resor");
  CHECK(remarks("", trips + cost("b", "resor * pris") + cost("c", "resor * parkering")) == "");
  CHECK(remarks("", trips + cost("b", "resor * pris") + cost("c", "pris * resor") +
                        benefit("d", "cash", "resor * parkering")) == "N1030 b c resor");
  // Electricity and the grid are two prices of the same kWh; postage and envelope of the same letter.
  const std::string lamps =
      "[factors]\nlampor = { likely = \"300 lampa\", assumed = true }\nkwh = { likely = \"500 kWh/lampa/år\", assumed "
      "= "
      "true }\nel = { likely = \"1 kr/kWh\", assumed = true }\nnat = { likely = \"1 kr/kWh\", assumed = true }\n";
  CHECK(remarks("", lamps + benefit("b", "cash", "lampor * kwh * el") + benefit("c", "cash", "lampor * kwh * nat")) ==
        "");
  CHECK(remarks("", lamps + benefit("b", "cash", "lampor * kwh * el") +
                        benefit("c", "cash", "lampor * kwh * el * 90 %") + cost("d", "nat * 1 kWh/år")) ==
        "N1030 b c kwh, lampor");
  const auto numbers = [&](std::string_view a, std::string_view b) {
    const std::string users = "[factors]\nanv = { likely = \"80 person\", assumed = true }\n";
    return remarks("", users + cost("b", "anv * " + std::string(a)) + cost("c", "anv * " + std::string(b)));
  };
  CHECK(numbers("90 kr/person/månad", "20 kr/person/månad") == "");
  CHECK(numbers("90 kr/person/månad", "1 080 kr/person/år") == "N1030 b c anv");  // 12 × 90
  // An hour is saved once, whatever it is worth.
  CHECK(remarks("", hours + benefit("b", "redeployed", freed) +
                        benefit("c", "redeployed", "arenden * tid * 500 kr/h")) == "N1030 b c arenden, tid");
  // A derived factor is what it is made of.
  const std::string derived = hours + "frigjort = { amount = \"arenden * tid\" }\n";
  CHECK(remarks("", derived + benefit("b", "redeployed", freed) +
                        benefit("c", "redeployed", "frigjort * timkostnad")) == "N1030 b c arenden, tid");
  // Two people save the same time, each their own.
  const std::string applicant =
      "[stakeholders.z]\nname = \"Z\"\nkind = \"citizen\"\n[[benefits]]\nid = \"c\"\nname = "
      "\"C\"\nstakeholder = \"z\"\ncategory = \"redeployed\"\namount = \"" +
      freed + "\"\n";
  CHECK(remarks("", hours + benefit("b", "redeployed", freed) + applicant) == "");
}

TEST_CASE("findings: a new way of working costs something to learn, and a system something to leave") {
  const std::string system = cost("system", "900 tkr", "type = \"initial\"\nonce = 2026\n", "Nytt ärendesystem");
  CHECK(remarks("decision", system) == "N1042 system");
  CHECK(remarks("prestudy", system) == "");
  CHECK(remarks("decision", system + cost("k", "90 tkr", "once = 2026\n", "Utbildning")) == "");
  CHECK(remarks("decision", system + cost("k", "90 tkr", "once = 2026\n", "Införandeprojekt")) == "N1042 system");
  CHECK(remarks("decision", system + cost("k", "90 tkr", "once = 2026\n", "Införandestöd")) == "");
  CHECK(remarks("decision", system + cost("k", "90 tkr", "once = 2026\n", "Egen tid för införandet")) == "");
  CHECK(remarks("decision", system + cost("k", "90 tkr", "type = \"change\"\nonce = 2026\n", "Införandeprojekt")) ==
        "");
  CHECK(remarks("decision", outlay) == "");
  const auto ended = [](std::string_view name, std::string_view more = "") {
    return remarks("decision", benefit("b", "cash", "5 tkr/år", planned(), name) + std::string(more));
  };
  CHECK(ended("Gamla servern stängs") == "N1043 b stängs");
  CHECK(ended("Licensen för verksamhetssystemet upphör") == "N1043 b upphör");
  CHECK(ended("Tidningen sägs upp") == "");
  CHECK(ended("Gamla servern släcks ned") == "N1043 b släcks ned");
  CHECK(ended("Utfasning av gamla kopiatorer") == "N1043 b Utfasning");
  CHECK(ended("Slipper drift av gamla systemet") == "N1043 b Slipper drift");
  CHECK(ended("Slipper drift av kopiatorer") == "");
  CHECK(ended("Uppsägningar hanteras i systemet") == "");
  CHECK(ended("Arkivet avvecklas", cost("k", "5 tkr", "once = 2026\n", "Migrering")) == "");
}

TEST_CASE("findings: a factor of an effect that has a size here is used: under another method its amount counts") {
  const std::string factors = "[factors]\nco2 = { likely = \"5 ton/år\" }\npris = { likely = \"300 kr/ton\" }\n";
  const std::string derived = factors + "varde = { amount = \"co2 * pris\" }\n";
  CHECK(remarks("", factors + benefit("b", "quality", "co2 * pris", "size = 1\n")) == "");
  CHECK(remarks("", derived + benefit("b", "quality", "varde", "size = 1\n")) == "");
  CHECK(remarks("", benefit("b", "quality", "40 tkr/år", "size = 1\nlow = \"30 tkr/år\"\nhigh = \"50 tkr/år\"\n")) ==
        "");
  CHECK(remarks("", factors + benefit("b", "quality", "co2 * 300 kr/ton", "size = 1\n")) == "N1006 pris");
  CHECK(remarks("", "[factors]\ng = { likely = \"2 %\" }\n" +
                        benefit("b", "quality", "5 tkr/år", "size = 1\ngrowth = { factor = \"g\" }\n")) == "");
}

TEST_CASE("findings: freed hours are money where they are bought, or counted in posts that go") {
  const auto named = [](std::string_view name, std::string_view amount = freed) {
    return remarks("", hours + benefit("b", "cash", amount, "", name));
  };
  CHECK(named("Lägre kostnad") == "N1031 b");  // by the name of its factor, timkostnad
  CHECK(named("Färre konsulttimmar") == "");
  CHECK(named("Mindre övertid") == "");
  CHECK(named("Färre timvikarier") == "");
  CHECK(named("Mindre mertid") == "");
  CHECK(remarks("idea", hours + benefit("b", "cash", freed)) == "");
  CHECK(remarks("",
                "[factors]\nposter = { likely = \"2 årsarbetare\", assumed = true }\ntimkostnad = { likely = \"400 "
                "kr/h\" }\n" +
                    benefit("b", "cash", "poster * timkostnad")) == "");
  CHECK(remarks("", benefit("b", "cash", "2 heltid * 1700 h/heltid/år * 400 kr/h", "", "Lägre personalkostnad")) == "");
  CHECK(remarks("", hours + benefit("b", "cash", "arenden * 50 kr/ärende") +
                        benefit("c", "redeployed", "tid * timkostnad * 5 ärende/år")) == "");
  // What has a price per hour and is nobody's pay.
  const auto bought = [](std::string_view name, std::string_view amount, std::string_view price = "pris",
                         std::string_view source = "Avtal 2026") {
    return remarks("", "[factors]\n" + std::string(price) + " = { likely = \"500 kr/h\", source = \"" +
                           std::string(source) + "\" }\n" + benefit("b", "cash", amount, "", name));
  };
  CHECK(bought("Mindre snöröjning", "300 h/år * pris") == "");
  CHECK(bought("Färre skolbussar", "300 h/år * pris") == "");
  CHECK(bought("Lägre personalkostnad", "300 h/år * pris") == "N1031 b");
  CHECK(bought("Snabbare handläggning", "300 h/år * pris") == "N1031 b");
  CHECK(bought("Kortare möten", "300 h/år * timlon", "timlon") == "N1031 b");
  CHECK(bought("Kortare möten", "300 h/år * pris", "pris", "Lönekontoret 2026") == "N1031 b");
  CHECK(bought("Kortare möten", "300 h/år * pris") == "");
  // It says itself that it frees hours: of posts that go, or of nobody's.
  const auto frees = [](std::string_view of, std::string_view category = "cash") {
    return remarks("", "[factors]\nfr = { likely = \"" + std::string(of) + "\", assumed = true }\n" +
                           benefit("b", category, "200 tkr/år", "hours = \"fr\"\n", "Snabbare handläggning"));
  };
  CHECK(frees("500 h/år") == "N1031 b");
  CHECK(frees("500 h/år", "redeployed") == "");
  CHECK(frees("1 årsarbetare") == "");
  const auto derived = [](std::string_view factors, std::string_view name = "Snabbare handläggning") {
    return remarks("",
                   "[factors]\n" + std::string(factors) + benefit("b", "cash", "200 tkr/år", "hours = \"fr\"\n", name));
  };
  CHECK(derived("tj = { likely = \"2 årsarbetare\" }\nfr = { amount = \"tj\" }\n") == "");
  CHECK(derived("fr = { amount = \"2 årsarbetare\" }\n") == "");
  CHECK(derived("fr = { by_year = { 2026 = \"1 årsarbetare\", 2027 = \"2 årsarbetare\" } }\n") == "");
  CHECK(derived("fr = { likely = \"500 h/år\" }\n", "Kortare bilresor") == "");  // the fuel is the money
  CHECK(derived("fr = { likely = \"500 h/år\" }\n", "Frigjord arbetstid") == "N1031 b");
  CHECK(remarks("", benefit("b", "cash", "300 dygn/år * 4200 kr/dygn", "", "Personal på HVB")) == "");
  CHECK(remarks("", benefit("b", "cash", "300 h/år * 4200 kr/h", "", "Personal på HVB")) == "N1031 b");
}

TEST_CASE("findings: payments from somebody else, by their words") {
  const auto named = [](std::string_view name, std::string_view lines = "", std::string_view more = "") {
    return remarks("", benefit("b", "cash", "50 tkr/år", lines, name) + std::string(more));
  };
  const std::string citizens = "[stakeholders.z]\nname = \"Z\"\nkind = \"citizen\"\n";
  const std::string paid = cost("c", "50 tkr/år", "", "Internhyra");
  CHECK(named("Internhyra från skolan") == "N1032 b Internhyra");
  CHECK(named("Lägre internhyra") == "N1054 b internhyra");
  CHECK(named("Internhyran sjunker") == "N1054 b Internhyran");
  CHECK(named("Lägre internhyra", "", paid) == "");
  CHECK(named("Internhyra från skolan", "", paid) == "");
  CHECK(named("Investeringsbidrag") == "N1032 b Investeringsbidrag");
  CHECK(named("Snabbare handläggning av bidrag") == "");
  CHECK(named("Lägre licensavgift") == "");
  CHECK(named("Licensavgift för det gamla systemet", "", citizens) == "");
  CHECK(named("Avgifter för visningar", "type = \"revenue\"\n") == "");
  CHECK(named("Avgifter för visningar", "type = \"revenue\"\n", citizens) == "N1032 b Avgifter");
  CHECK(named("Nya avgifter", "", citizens) == "N1032 b avgifter");
  CHECK(named("Nya avgifter") == "");  // nobody else is in the case
  for (const std::string_view name :
       {"Bidragsintäkter", "Internhyresintäkt", "Intern hyra", "EU-stöd", "Klimatklivet", "Stimulansmedel",
        "Projektmedel", "Medel från Vinnova", "Ersättning från Migrationsverket", "Ersättning från regionen",
        "Intäkter från internförsäljning"}) {
    CAPTURE(std::string(name));
    CHECK(named(name).substr(0, 5) == "N1032");
  }
  for (const std::string_view name :
       {"Anslag på digital anslagstavla", "Föreningsbidrag betalas ut rätt", "Statsbidrag söks i tid",
        "Avgift för sen anmälan försvinner", "Bättre uppföljning av statsbidrag", "Snabbare ersättning till brukare"}) {
    CAPTURE(std::string(name));
    CHECK(named(name, "", citizens) == "");
  }
  CHECK(named("Entréintäkter", "type = \"revenue\"\n", citizens) == "N1032 b Entréintäkter");
  CHECK(named("Entréintäkter", "type = \"revenue\"\n") == "");
  // A cost that mentions the word is no payment, unless it is the payer's.
  CHECK(named("Statsbidrag", "", cost("c", "5 tkr/år", "", "Administration av statsbidrag")) == "N1032 b Statsbidrag");
  CHECK(named("Statsbidrag", "", cost("c", "5 tkr/år", "", "Föreningsbidrag")) == "N1032 b Statsbidrag");
  CHECK(named("Statsbidrag", "", cost("c", "5 tkr/år", "", "Statsbidrag som förs vidare")) == "");
  CHECK(named("Bidrag till bättre miljö") == "");
  const std::string payer =
      "[[costs]]\nid = \"c\"\nname = \"Utbetalning av statsbidrag\"\nstakeholder = \"s\"\n"
      "category = \"cash\"\namount = \"50 tkr/år\"\n";
  CHECK(named("Statsbidrag", "", state + payer) == "");
  // Beside the transfer of its name or kind it is counted twice; a transfer to somebody else is another.
  CHECK(named("Statsbidrag", "", state + grant) == "N1053 b Statsbidrag t");
  const std::string other =
      "[[transfers]]\nid = \"t\"\nname = \"Ersättning\"\nfrom = \"s\"\nto = \"a\"\n"
      "amount = \"50 tkr/år\"\n";
  CHECK(named("Statsbidrag", "", state + other) == "N1032 b Statsbidrag");
  CHECK(named("Statsbidrag", "", state + other + "type = \"grant\"\n") == "N1053 b Statsbidrag t");
  CHECK(named("Statsbidrag", "",
              state + citizens +
                  "[[transfers]]\nid = \"t\"\nname = \"Statsbidrag\"\nfrom = \"s\"\nto = \"z\"\n"
                  "amount = \"50 tkr/år\"\n") == "N1032 b Statsbidrag");
}

TEST_CASE("findings: what is paid, and what begins too early, by year") {
  const std::string before = "calculation.base_year = 2027\n" + cost("c", "50 tkr", "once = 2026\n");
  CHECK(remarks("decision", before) == "N1033 c 2026 2027");
  CHECK(remarks("followup", before) == "");
  CHECK(remarks("decision", "calculation.base_year = 2027\n" + cost("c", "50 tkr/år")) == "");
  CHECK(remarks("", before) == "");
  const std::string spread =
      cost("p", "900 tkr", "type = \"initial\"\nspread = { 2026 = \"50 %\", 2027 = \"50 %\" }\n");
  CHECK(remarks("", spread + benefit("b", "cash", "500 tkr/år", "from = 2027\n")) == "N1041 b 2027 p");
  CHECK(remarks("", spread + benefit("b", "cash", "500 tkr/år", "from = 2028\n")) == "");
  CHECK(remarks("", spread + benefit("b", "cash", "500 tkr/år", "uptake = { 2027 = \"50 %\", 2028 = 1 }\n")) == "");
  CHECK(remarks("idea", spread + benefit("b", "cash", "500 tkr/år", "from = 2027\n")) == "");
  CHECK(remarks("", outlay + cost("n", "5 tkr", "type = \"initial\"\nonce = 2028\n") +
                        benefit("b", "cash", "500 tkr/år", "from = 2027\n")) == "");
}

TEST_CASE("findings: what is in place when the whole benefit comes") {
  const std::string prestudy = cost("f", "100 tkr", "type = \"initial\"\nonce = 2026\n");
  const auto bought = [](std::string_view amount, std::string_view lines = "type = \"initial\"\n") {
    return cost("p", amount, std::string(lines) + "once = 2028\n");
  };
  const std::string whole = benefit("b", "cash", "500 tkr/år", "from = 2027\n");
  CHECK(remarks("", prestudy + bought("2 mkr") + whole) == "N1005 b 2027 p 2028 from");
  CHECK(remarks("", prestudy + bought("2 mkr", "") + whole) == "N1005 b 2027 p 2028 from");
  CHECK(remarks("", prestudy + bought("300 tkr") + whole) == "");  // what came first is more than a fourth of it
  CHECK(remarks("", prestudy + cost("x", "600 tkr/år") + bought("2 mkr") + whole) == "");
  CHECK(remarks("", prestudy + bought("2 mkr") +
                        benefit("b", "cash", "500 tkr/år", "uptake = { 2027 = \"10 %\", 2028 = 1 }\n")) == "");
  CHECK(remarks("", prestudy + bought("2 mkr") + benefit("b", "cash", "500 tkr/år", "uptake = [0, \"50 %\", 1]\n")) ==
        "N1005 b 2027 p 2028 uptake");
  CHECK(remarks("idea", prestudy + bought("2 mkr") + whole) == "");
  const auto in_2027 = [](std::string_view amount) { return cost("p", amount, "type = \"initial\"\nonce = 2027\n"); };
  CHECK(remarks("", prestudy + in_2027("2 mkr") + whole) == "N1041 b 2027 p");
  CHECK(remarks("", prestudy + in_2027("300 tkr") + whole) == "");
  // A cost that says only its year is an outlay.
  const auto untyped = [](std::string_view amount, std::string_view when = "once = 2026\n",
                          std::string_view name = "") {
    return cost("u", amount, when, name) + benefit("b", "cash", "500 tkr/år");
  };
  CHECK(remarks("", untyped("900 tkr")) == "N1041 b 2026 u");
  CHECK(remarks("", untyped("900 tkr", "spread = { 2026 = \"50 %\", 2027 = \"50 %\" }\n")) == "N1041 b 2026 u");
  CHECK(remarks("", untyped("20 tkr")) == "");  // too little to tell
  CHECK(remarks("", untyped("900 tkr", "once = 2026\n", "Avvecklingskostnad")) == "");
  // A lower depreciation is no money either, beside the outlay that replaces what is depreciated.
  CHECK(remarks("", outlay + benefit("b", "cash", "50 tkr/år", "from = 2027\n", "Lägre avskrivningar")) ==
        "N1035 b Lägre avskrivningar inkop");
  for (const std::string_view name : {"Snabbare hantering av avskrivningar", "Automatiserad bokföring av avskrivningar",
                                      "Färre nedskrivningar av kundfordringar", "Minskad nedskrivning av lager"}) {
    CAPTURE(std::string(name));
    CHECK(remarks("", outlay + benefit("b", "cash", "50 tkr/år", "from = 2027\n", name)) == "");
  }
  CHECK(remarks("", benefit("b", "cash", "50 tkr/år", "from = 2027\n", "Lägre avskrivningar")) == "");
  CHECK(remarks("", cost("u", "900 tkr", "once = 2026\n") + cost("v", "200 tkr/år", "", "Avskrivning")) ==
        "N1035 v Avskrivning u");
  CHECK(remarks("", outlay + benefit("b", "cash", "500 tkr", "every = { from = 2026, years = 1 }\n")) ==
        "N1041 b 2026 inkop");
  CHECK(remarks("", outlay + benefit("b", "cash", "500 tkr", "every = { from = 2026, years = 2 }\n")) == "");
  // Equal amounts by year are a whole benefit; rising ones are a ramp.
  const auto by_year = [](std::string_view amounts) {
    return remarks(
        "", outlay + "[[benefits]]\nid = \"b\"\nname = \"B\"\nstakeholder = \"a\"\ncategory = \"cash\"\nby_year = { " +
                std::string(amounts) + " }\n");
  };
  CHECK(by_year("2026 = \"1 mkr\", 2027 = \"1 mkr\", 2028 = \"1 mkr\", 2029 = \"1 mkr\"") == "N1041 b 2026 inkop");
  CHECK(by_year("2026 = \"1 mkr\", 2027 = \"2 mkr\", 2028 = \"2 mkr\", 2029 = \"2 mkr\"") == "");
  CHECK(by_year("2026 = \"1 mkr\", 2027 = \"1 mkr\"") == "");
  CHECK(by_year("2027 = \"1 mkr\", 2028 = \"1 mkr\", 2029 = \"1 mkr\"") == "");
  // Which key is to be checked.
  const std::string late = cost("c", "5 tkr/år", "from = 2028\n");
  CHECK(remarks("", benefit("b", "cash", "5 tkr", "once = 2026\n") + late) == "N1005 b 2026 c 2028 once");
  CHECK(remarks("", benefit("b", "cash", "5 tkr/år", "uptake = [1]\n") + late) == "N1005 b 2026 c 2028 uptake");
  CHECK(remarks("", benefit("b", "cash", "5 tkr/år") + late) == "N1005 b 2026 c 2028 from");
}

TEST_CASE("findings: residual values by name, and beside what was bought") {
  const auto named = [](std::string_view name) {
    return remarks("", benefit("b", "cash", "40 tkr", "once = 2029\n", name));
  };
  CHECK(named("Fordonens restvärde") == "N1055 b restvärde");
  CHECK(named("Bättre uppföljning av restvärden") == "");
  CHECK(remarks("", outlay + residual("1 mkr")) == "N1056 r 1 000 000 900 000");
  CHECK(remarks("", outlay + residual("1 mkr", "Mark")) == "");
  CHECK(remarks("", residual("1 mkr")) == "");  // nothing was bought
  CHECK(remarks("", outlay + cost("t", "200 tkr", "once = 2027\n") + residual("1 mkr")) == "");
  CHECK(remarks("", outlay + cost("t", "200 tkr", "every = { from = 2027, years = 2 }\n") + residual("1 mkr")) == "");
}

TEST_CASE("findings: words that belong, and words that only look so") {
  const auto costs = [](std::string_view name) { return remarks("", cost("c", "5 tkr/år", "", name)).substr(0, 5); };
  const auto gains = [](std::string_view name) {
    return remarks("", benefit("c", "cash", "5 tkr/år", "", name)).substr(0, 5);
  };
  for (const std::string_view name : {"Genomförd förstudie", "Redan upphandlat system", "Betald licens",
                                      "Nedlagd arbetstid", "Redan betald utredning"}) {
    CAPTURE(std::string(name));
    CHECK(costs(name) == "N1034");
  }
  for (const std::string_view name : {"Utredning 2025 (betald)", "Utredning som är gjord", "Pilot 2024, betald"}) {
    CAPTURE(std::string(name));
    CHECK(remarks("", cost("c", "5 tkr", "once = 2026\n", name)).substr(0, 5) == "N1034");
  }
  for (const std::string_view name : {"Licens, årlig uppräkning", "Hyra med indexklausul", "Licens i löpande priser"}) {
    CAPTURE(std::string(name));
    CHECK(costs(name) == "N1038");
  }
  CHECK(costs("Licens, momspliktig") == "N1039");
  for (const std::string_view name : {"Byggränta", "Lån och återbetalning", "Finansieringskostnad", "Annuitet"}) {
    CAPTURE(std::string(name));
    CHECK(costs(name) == "N1040");
  }
  for (const std::string_view name :
       {"Licens före moms", "Kontroll av moms", "Nominell effekt 5 kW", "Licens i löpande priser omräknade till fasta",
        "Amorteringsfritt", "Räntefri avbetalning", "Lån av böcker", "Genomförande av förstudie",
        "Tjänstledighet, ej betald", "Hyra, betald i förskott", "Semester, betald", "Licens, årligen betald",
        "Rast som är betald"}) {
    CAPTURE(std::string(name));
    CHECK(costs(name) == "");
  }
  CHECK(gains("Rätt moms på fakturor") == "");
  CHECK(gains("Färre räntor för sen betalning") == "");
}

TEST_CASE("findings: an amount of nothing needs no source") {
  const auto of = [](std::string_view amount) {
    return remarks("decision", benefit("b", "cash", amount, std::string(owner) + std::string(measured)));
  };
  CHECK(of("0 kr/år") == "");
  CHECK(of("1 kr/år") == "N1009 b");
}

TEST_CASE("findings: alternatives end when what is their own ends") {
  const std::string common = cost("c", "1 tkr/år");
  CHECK(remarks("", two_alternatives("to = 2028\n") + common) == "N1051 k 2029 l 2028");
  CHECK(remarks("", two_alternatives("") + common) == "");
  CHECK(remarks("", two_alternatives("") + cost("d", "1 tkr", "alternative = \"l\"\nonce = 2027\n")) == "");
  // What is bought every second year lasts until it is bought again.
  const std::string two = "[alternatives.k]\nname = \"K\"\n[alternatives.l]\nname = \"L\"\n";
  const auto own = [](std::string_view id, std::string_view alternative, std::string_view when) {
    return cost(id, std::string(when).substr(0, 5) == "every" ? "5 tkr" : "5 tkr/år",
                "alternative = \"" + std::string(alternative) + "\"\n" + std::string(when));
  };
  CHECK(remarks("", two + own("c", "k", "") + own("d", "l", "every = { from = 2026, years = 2 }\n")) == "");
  CHECK(remarks("", two + own("c", "k", "") + own("d", "l", "every = { from = 2026, years = 2, to = 2027 }\n")) ==
        "N1051 k 2029 l 2026");
  // Double running for a time, where all else is shared.
  const std::string rest = benefit("b", "cash", "9 tkr/år", "from = 2027\n");
  CHECK(remarks("", two + own("c", "k", "") + own("d", "l", "to = 2027\nfrom = 2026\n") + rest) == "");
  CHECK(remarks("", two + own("c", "k", "") + own("d", "l", "to = 2027\nfrom = 2026\n")) == "N1051 k 2029 l 2027");
}

TEST_CASE("findings: VAT and loans in the factors of an amount, unless it is divided by them") {
  const std::string vat =
      "[factors]\npris = { likely = \"100 kr/st\", assumed = true }\nmoms = { likely = \"25 %\", "
      "assumed = true }\n";
  CHECK(remarks("", vat + cost("c", "8 st/år * pris * (100 % + moms)")) == "N1039 c moms");
  CHECK(remarks("", vat + cost("c", "8 st/år * pris / (100 % + moms)")) == "");
  CHECK(remarks("", cost("c", "5 tkr/år", "", "Amortering")) == "N1040 c Amortering");
  CHECK(remarks("", outlay + cost("c", "5 tkr/år", "", "Avskrivning och ränta")) == "N1035 c Avskrivning inkop");
  CHECK(remarks("", benefit("c", "cash", "5 tkr/år", "", "Färre dröjsmålsräntor")) == "");
}

TEST_CASE("findings: percentages that are added") {
  const std::string amount = "1000 ärende/år * 50 kr/ärende * (";
  CHECK(remarks("", reductions(amount + "farre_fel + farre_samtal)")) == "N1044 b 30 % + 40 % 58 % 70 %");
  CHECK(remarks("", reductions(amount + "100 % - farre_fel - farre_samtal)")) == "N1044 b 30 % + 40 % 58 % 70 %");
  // 1 − 0.7 × 0.6 × 0.875 = 63.25 %, of which one decimal is said, half to even.
  CHECK(remarks("", reductions(amount + "farre_fel + farre_samtal + 12,5 %)")) ==
        "N1044 b 30 % + 40 % + 12.5 % 63.2 % 82.5 %");
  CHECK(remarks("", reductions(amount + "100 % + farre_fel + farre_samtal)")) == "");
  CHECK(remarks("", reductions(amount + "farre_fel - farre_samtal)")) == "");
  CHECK(remarks("", reductions(amount + "kvinnor + farre_samtal)", "kvinnor")) == "");
  CHECK(remarks("", reductions(amount + "minskning_fel + farre_samtal)", "minskning_fel")).substr(0, 5) == "N1044");
  CHECK(remarks("", benefit("b", "cash", amount + "30 % + 40 %)")) == "");  // no name says of what
  CHECK(remarks("", reductions(amount + "andel_fel + farre_samtal)", "andel_fel")) == "");
}

TEST_CASE("findings: a price is as old as the latest year that its source names") {
  CHECK(remarks("", priced("Avtal 2019, omräknat 2025")) == "");
  CHECK(remarks("", priced("Avtal 2019, dnr KS 2023/17")) == "N1052 pris 2019 2026");
  CHECK(remarks("", priced("Avtal 2019, prislista 2023.")) == "N1052 pris 2023 2026");
  CHECK(remarks("", priced("SFS 2019:1234")) == "");
  CHECK(remarks("", priced("ESV 2016:28")) == "");
  CHECK(remarks("", priced("Dnr KS-2019/123")) == "");
  CHECK(remarks("", priced("Dnr KS-2019")) == "");
  CHECK(remarks("", priced("Beslut 2019-03-04")) == "N1052 pris 2019 2026");
  CHECK(remarks("", priced("Avtal 2019-2028")) == "");
  // The advice, followed, clears it: a price year together with its index. 100 kr of 2019 at 334 are 126 kr at 420.
  const std::string index =
      "[price_indices.kpi]\nname = \"KPI\"\nsource = \"SCB\"\nvalues = { 2019 = 334, 2026 = 420 }\n";
  CHECK(remarks("", "[factors]\npris = { likely = \"100 kr/st\", source = \"Avtal 2019\", price_year = 2019 }\n" +
                        cost("c", "8 st/år * pris") + index) == "");
  CHECK(remarks("", priced("Avtal 2024")) == "");
  CHECK(remarks("", priced("Avtal nummer 20195")) == "");
  CHECK(remarks("", "calculation.price_year = 2022\n" + priced("Avtal 2021")) == "");
  CHECK(remarks("idea", priced("Avtal 2019")) == "");
}

TEST_CASE("findings: freed time in crumbs says its numbers") {
  CHECK(remarks("decision", small_hours("6000", "3 min/ärende")) == "N1045 b 300 3 min 1700");
  CHECK(remarks("decision", small_hours("9000", "30 s/ärende")) == "N1045 b 75 30 s 1700");
  CHECK(remarks("decision", small_hours("100", "60 min/ärende")) == "N1046 b 100 1700");
  CHECK(remarks("decision", small_hours("60000", "3 min/ärende")) == "");  // 3 000 h: posts, whatever the pieces
  CHECK(remarks("prestudy", small_hours("100", "60 min/ärende")) == "");
  // 220 × 4 min = 14.67 h; × 9 min = 33 h; × 11 min = 40.3 h.
  CHECK(remarks("decision", small_pieces("4 min/person/dag")) == "N1057 b 15 300 4 min 40 10");
  CHECK(remarks("decision", small_pieces("9 min/person/dag")) == "N1057 b 33 300 9 min 40 10");
  CHECK(remarks("decision", small_pieces("11 min/person/dag")) == "");
  CHECK(remarks("prestudy", small_pieces("4 min/person/dag")) == "");
  // What the advice asks for is an answer.
  CHECK(remarks("decision", small_pieces("4 min/person/dag", "target = { value = \"En klass till\" }\n")) == "");
  const std::string size =
      "[[benefits]]\nid = \"b\"\nname = \"B\"\nstakeholder = \"a\"\ncategory = \"quality\"\nsize = 1\n";
  CHECK(remarks("decision", size + planned() + training) == "");
  const std::string few =
      "[factors]\narenden = { likely = \"6000 ärende/år\", assumed = true }\n" +
      benefit("b", "redeployed", "arenden * 3 min/ärende * 400 kr/h", planned("uptake = [0, 1]\n")) + training;
  CHECK(remarks("decision", few) == "N1045 b 300 3 min 1700");
  const std::string said = "target = { value = \"En kurator på deltid\" }\n";
  CHECK(remarks("decision", "[factors]\narenden = { likely = \"6000 ärende/år\", assumed = true }\n" +
                                benefit("b", "redeployed", "arenden * 3 min/ärende * 400 kr/h",
                                        planned("uptake = [0, 1]\n" + said)) +
                                training) == "");
}

TEST_CASE("findings: ranges that do not test the decision say their numbers") {
  // 270 000 / 1.0609 − 100 000 / 1.03 = 157 413.52; at 330 000 it is 213 969.27, at 300 000 185 691.39.
  CHECK(remarks("decision", ranged("270 tkr")) == "N1047 case 157 414 213 969 185 691");
  CHECK(remarks("prestudy", ranged("270 tkr")) == "");
  // 103 000 / 1.0609 = 100 000 / 1.03: at 102 tkr the value is below zero, at 104 above it.
  CHECK(remarks("decision", ranged("102 tkr")) == "");
  CHECK(remarks("decision", ranged("104 tkr")).substr(0, 5) == "N1047");
}

TEST_CASE("words: whole words and compounds, in any case of letters, unless they are denied") {
  using namespace nytta::detail;
  const auto word = [](std::string_view text, word_list list) {
    const auto found = mentioned(text, list);
    return found ? found->text : std::string("-");
  };
  CHECK(word("Avskrivning av systemet", capital_words) == "Avskrivning");
  CHECK(word("Bättre beskrivning", capital_words) == "-");
  CHECK(word("Avskrivningstid", capital_words) == "-");
  CHECK(word("KAPITALKOSTNADER", capital_words) == "KAPITALKOSTNADER");
  CHECK(word("annual capital charges", capital_words) == "capital charges");
  CHECK(word("Moms", vat_words) == "Moms");
  CHECK(word("inkop_moms", vat_words) == "moms");
  CHECK(word("momsfri tjänst", vat_words) == "-");
  CHECK(word("Pris exkl. moms", vat_words) == "-");
  CHECK(word("Ej avdragsgill moms", vat_words) == "-");
  CHECK(word("Moms ingår inte", vat_words) == "-");
  CHECK(word("price excluding VAT", vat_words) == "-");
  CHECK(word("Ränta", loan_words) == "Ränta");
  CHECK(word("RÄNTEKOSTNADER", loan_words) == "RÄNTEKOSTNADER");
  CHECK(word("kalkylränta", loan_words) == "-");
  CHECK(word("Räntabilitet", loan_words) == "-");
  CHECK(word("public interest", loan_words) == "-");
  CHECK(word("Nedlagda kostnader", sunk_words) == "Nedlagda kostnader");
  CHECK(word("Konsultkostnader hittills", sunk_words) == "Konsultkostnader hittills");
  CHECK(word("Underhåll som hittills", sunk_words) == "-");
  CHECK(word("Nedlagd skola", sunk_words) == "-");
  CHECK(word("Gamla systemet avvecklas", closing_words) == "avvecklas");
  CHECK(word("Servern tas ur drift", closing_words) == "tas ur drift");
  CHECK(word("", vat_words) == "-");
  CHECK(word("—…", vat_words) == "-");
  for (const said_word& w : words_of("Å-ä_Ö3 é\xC2\xA0x")) CHECK_FALSE(w.folded.empty());
  CHECK(words_of("Å-ä_Ö3 é\xC2\xA0x").size() == 5);
  CHECK(words_of("Å-ä_Ö3 é\xC2\xA0x")[2].folded == "o3");
}
