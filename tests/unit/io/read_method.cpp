// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/message.hpp>
#include <nytta/io/read.hpp>
#include <nytta/method/shipped.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "io/write/write_method.hpp"
#include "unit/io/spots.hpp"

using namespace nytta;

namespace {

constexpr std::string_view head = R"(format = 1
id = "m"
edition = "1"
name = "M"
sources = [ { id = "s1", title = "T", evidence = "read" } ]
)";

std::string refused(std::string_view rest) {
  return spots(read_method(std::string(head) + std::string(rest), "m.toml").errors);
}

method shipped(std::string_view id) {
  const auto read = read_method(*shipped_method_text(id), std::string(id) + ".toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  return *read.value;
}

bool knows(const method& m, std::string_view source) {
  return std::any_of(m.sources.begin(), m.sources.end(), [&](const method_source& s) { return s.id == source; });
}

bool has_source(const method& m, std::string_view rule) {
  const std::string parts = std::string(rule) + ".";
  return std::any_of(m.rule_sources.begin(), m.rule_sources.end(), [&](const rule_source& r) {
    return (r.rule == rule || r.rule.rfind(parts, 0) == 0) && knows(m, r.source);
  });
}

const method_parameter& parameter(const method& m, std::string_view name) {
  const auto found =
      std::find_if(m.parameters.begin(), m.parameters.end(), [&](const method_parameter& p) { return p.name == name; });
  REQUIRE(found != m.parameters.end());
  return *found;
}

}  // namespace

TEST_CASE("shipped methods: each reads without a remark, bears its file's name, and every rule has a source") {
  REQUIRE(shipped_method_ids().size() == 24);
  for (const std::string_view id : shipped_method_ids()) {
    CAPTURE(std::string(id));
    const method m = shipped(id);
    CHECK(m.id == id);
    CHECK_FALSE(m.sources.empty());
    for (const method_parameter& p : m.parameters) CHECK_MESSAGE(knows(m, p.source), p.name);
    for (const category& c : m.categories) CHECK_MESSAGE(has_source(m, "categories." + c.id), c.id);
    for (const perspective& p : m.perspectives) CHECK_MESSAGE(has_source(m, "perspectives." + p.id), p.id);
    if (m.years) CHECK(has_source(m, "horizon"));
    if (m.rate || m.at || m.rounded_factors) CHECK(has_source(m, "discounting"));
    if (m.pairing != range_pairing::none) CHECK(has_source(m, "ranges"));
    if (!m.bands.empty()) CHECK(has_source(m, "verdict"));
    if (m.hours_per_full_time_year || m.hours_per_working_day) CHECK(has_source(m, "time"));
    for (const method_source& s : m.sources) {
      CHECK_FALSE(s.title.empty());
      CHECK_FALSE(s.publisher.empty());
      CHECK_FALSE(s.locator.empty());
    }
    CHECK_FALSE(m.note.empty());
  }
}

// What the command prints of a method: a rule without a source would stand with a dash, and one whose source is not
// listed without a grade.
TEST_CASE("shipped methods: every line that is printed has a source and its grade, but for the house's own defaults") {
  for (const std::string_view id : shipped_method_ids()) {
    CAPTURE(std::string(id));
    const auto lines = lines_of(shipped(id), language::sv);
    CHECK(lines.size() > 5);
    for (const method_line& l : lines) {
      CAPTURE(l.key);
      CHECK_FALSE(l.source.empty());
      const bool open = l.key == "discounting.rate.origin" && l.source == "nytta";  // no source says it
      const bool ours = open || l.key == "based_on" || l.key == "rounding.figures";
      CHECK((l.source == "nytta") == ours);
      if (ours) {
        CHECK(l.evidence == "default");
      } else {
        CHECK((l.evidence == "read" || l.evidence == "code" || l.evidence == "recalled" || l.evidence == "default"));
      }
    }
  }
}

TEST_CASE("shipped methods: what was decided here is published by us, and what was read is not") {
  for (const std::string_view id : shipped_method_ids()) {
    for (const method_source& s : shipped(id).sources) {
      CAPTURE(s.title);
      const bool ours = s.publisher == "nytta";
      if (s.grade == evidence::decided) CHECK(ours);
      if (s.grade == evidence::read || s.grade == evidence::code) CHECK_FALSE(ours);
    }
  }
}

TEST_CASE("lines_of: a rule without a source has none, nor a grade") {
  const auto read = read_method(std::string(head) + "[discounting]\nrate = \"3 %\"\n", "m.toml");
  REQUIRE(read.value);
  const auto lines = lines_of(*read.value, language::en);
  REQUIRE_FALSE(lines.empty());
  CHECK(lines[0].key == "discounting.rate");
  CHECK(lines[0].source == "");
  CHECK(lines[0].evidence == "");
}

TEST_CASE("shipped methods: the ids ascend, also where one begins with another") {
  const auto ids = shipped_method_ids();
  CHECK(std::is_sorted(ids.begin(), ids.end()));
}

TEST_CASE("shipped methods: what no source states is left to the case") {
  const method esv = shipped("esv");
  CHECK_FALSE(esv.rate);
  CHECK_FALSE(esv.years);
  CHECK_FALSE(esv.at);
  CHECK_FALSE(shipped("inera-skr").at);
  CHECK_FALSE(shipped("inera-skr").hours_per_full_time_year);
}

// Expected values: the published figures as listed in the method's sources.
TEST_CASE("shipped methods: inera-skr has 6, 15 or 25 years, 3 %, and verdicts at 0 and 0.5") {
  const method m = shipped("inera-skr");
  CHECK(m.years == 6);
  CHECK(m.allowed_years == std::vector<int>{6, 15, 25});
  REQUIRE(m.rate);
  CHECK(m.rate->parts.at(0).rate.value == *decimal::parse("0.03"));
  REQUIRE(m.bands.size() == 3);
  CHECK(m.bands[1].below == *decimal::parse("0.5"));
  CHECK(m.bands[2].verdict == "larger_margin");
  CHECK(m.pairing == range_pairing::same);
  CHECK(parameter(m, "hourly_cost_assistant_nurse").value->value == decimal(359));
  CHECK(to_string(*parameter(m, "hourly_cost_specialist_physician").value) == "1 035 kr/h");
}

// Where no source that could be read states a value, there is none, in any method.
TEST_CASE("shipped methods: what the case must give, method by method") {
  const auto gives = [](std::string_view id) {
    const method m = shipped(id);
    return std::string(m.years ? "years " : "") + (m.rate ? "rate " : "") + (m.at ? "timing" : "");
  };
  CHECK(gives("asek") == "");
  CHECK(gives("au-atap") == "");
  CHECK(gives("critero-cvrf") == "years rate timing");
  CHECK(gives("de-wibe") == "rate timing");
  CHECK(gives("dk-2013") == "rate ");
  CHECK(gives("dk-2023") == "rate ");
  CHECK(gives("ekalkyl") == "");
  CHECK(gives("inera-overslag") == "rate ");
  CHECK(gives("no-r109") == "rate timing");
  CHECK(gives("nz-2024") == "rate ");
  CHECK(gives("peng") == "years rate ");
  CHECK(gives("sambruk-2014") == "years rate ");
  CHECK(gives("uk-green-book-2026") == "rate timing");
  CHECK(gives("us-fema-2025") == "rate ");
  CHECK_FALSE(shipped("asek").public_funds_cost);  // the factor 1.3 is only recalled
  CHECK_FALSE(shipped("dk-2021").public_funds_cost);
}

// Norway 20 %, Denmark's distortion factor 1, the Green Book 20, 20 and no per cent: as the sources say.
TEST_CASE("shipped methods: what raising taxes costs") {
  const auto cost = [](std::string_view id) { return shipped(id).public_funds_cost->normalized().to_string(); };
  CHECK(cost("no-r109") == "0.2");
  CHECK(cost("dk-2023") == "0");
  CHECK(cost("uk-green-book-2018") == "0.2");
  CHECK(cost("uk-green-book-2022") == "0.2");
  CHECK(cost("uk-green-book-2026") == "0");
  CHECK(parameter(shipped("dk-2023"), "net_tax_factor").value->value == *decimal::parse("1.28"));
}

TEST_CASE("shipped methods: inera-overslag leaves out what only the whole model says") {
  const method m = shipped("inera-overslag");
  CHECK(m.allowed_years.empty());
  CHECK(m.rate->form == rate_form::none);
  CHECK(m.bands.empty());
  CHECK(m.verdict_figure.empty());
  CHECK(m.parameters.size() == shipped("inera-skr").parameters.size());
  CHECK(std::none_of(m.rule_sources.begin(), m.rule_sources.end(),
                     [](const rule_source& r) { return r.rule.rfind("horizon", 0) == 0 || r.rule == "verdict"; }));
}

TEST_CASE("shipped methods: sundsvall takes the categories of esv and their sources with it") {
  const method m = shipped("sundsvall");
  CHECK(m.years == 4);
  REQUIRE(m.rate);
  CHECK(m.rate->form == rate_form::none);
  CHECK(parameter(m, "hourly_cost_internal").value->value == decimal(450));
  CHECK(parameter(m, "hourly_cost_internal").source == "sundsvall");
  CHECK(m.categories.size() == 5);
  CHECK(has_source(m, "categories.cash"));
  CHECK(knows(m, "esv/raa"));
  CHECK(m.perspectives.size() == 2);
}

TEST_CASE("read_method: every key of the format is read") {
  const auto read = read_method(R"(format = 1
id = "sundsvall"
edition = "2026-11"
name = "Sundsvalls enkla nyttokalkyl"
based_on = "esv"
sources = [ { id = "s1", title = "Nyttorealisering och kalkyl", publisher = "Sundsvalls kommun", locator = "…", evidence = "read" } ]

[horizon]
years = 4
[discounting]
rate = { steps = [ { from = 1, rate = "3,5 %" }, { from = 31, rate = "3 %" } ], origin = "first_year" }
timing = "slut"
rounded_factors = 2
[parameters]
hourly_cost_internal = { value = "450 kr/h", source = "s1", price_year = 2024 }
by_years = { by_year = { 2025 = "20 kr", 2024 = "10 kr" }, source = "s1" }
[time]
hours_per_full_time_year = "1700 h"
hours_per_working_day = "8 tim"
[categories]
society = { monetised = true, cash_releasing = false, counts_in = ["society"] }
[perspectives]
agency = { kinds = ["egen"] }
[savings]
count_as = "negative-cost"
[public_funds]
cost = "20 %"
[residual]
rule = "straight-line"
[ranges]
pairing = "worst-best"
[rounding]
figures = { decimals = 0, mode = "half-up" }
[verdict]
figure = "net_benefit_per_krona"
bands = [ { below = 0, verdict = "loss" }, { below = "0,5", verdict = "small_margin" }, { verdict = "larger_margin" } ]
[[stages]]
id = "decision"
name = "Beslut"
requires = ["benefits.owner", "factors.source", "calculation.reference"]
questions = ["Vem ansvarar för att nyttan tas hem?"]
cumulative = false
[labels.sv]
net_benefit_per_krona = "Nettonytta per investerad krona"
[deviations]
)",
                                "sundsvall.toml");
  CHECK(all_errors(read.errors) == "");
  REQUIRE(read.value);
  const method& m = *read.value;
  CHECK(m.rate->parts.size() == 2);
  CHECK(m.rate->origin == step_origin::first_year);
  CHECK(m.at == timing::end);
  CHECK(m.rounded_factors == 2);
  CHECK(parameter(m, "by_years").by_year.at(0).year == 2024);
  CHECK(m.hours_per_working_day->value == decimal(8));
  CHECK(m.perspectives.at(0).kinds == std::vector<stakeholder_kind>{stakeholder_kind::own});
  CHECK(m.savings == saving_side::negative_cost);
  CHECK(m.public_funds_cost == *decimal::parse("0.2"));
  CHECK(m.residual == residual_rule::straight_line);
  CHECK(m.pairing == range_pairing::worst_best);
  CHECK(m.figures.decimals == 0);
  CHECK(m.figures.mode == rounding::half_up);
  CHECK(m.stages.at(0).required.size() == 3);
  CHECK_FALSE(m.stages.at(0).cumulative);
  CHECK(m.labels.back().text == "Nettonytta per investerad krona");
}

TEST_CASE("read_method: a parameter has a source that is listed, or it does not stand") {
  CHECK(refused("[parameters]\nx = { value = 1 }\n") == "7:5 N0206");
  CHECK(refused("[parameters]\nx = { value = 1, source = \"s2\" }\n") == "7:27 N0722");
}

TEST_CASE("read_method: each rule is held to its bounds") {
  CHECK(refused("[horizon]\nyears = 0\n") == "7:9 N0731");
  CHECK(refused("[horizon]\nyears = 5\nallowed = [6, 15]\n") == "6:1 N0732");
  CHECK(refused("[discounting]\nrounded_factors = 31\n") == "7:19 N0731");
  CHECK(refused("[discounting]\nrate = \"-100 %\"\n") == "7:8 N0702");
  CHECK(refused("[discounting]\nsource = \"x\"\n") == "7:10 N0722");
  CHECK(refused("[time]\nhours_per_working_day = \"8 kr\"\n") == "7:25 N0728");
  CHECK(refused("[categories]\nx = { counts_in = [\"y\"] }\n") == "7:20 N0729");
  CHECK(refused("[verdict]\nfigure = \"net_present_value\"\nbands = [ { verdict = \"a\" }, { verdict = \"b\" } ]\n") ==
        "8:9 N0730");
  CHECK(refused("[[stages]]\nid = \"a\"\nrequires = [\"goals\", \"benefits.ower\", \"nyttor\"]\n") ==
        "8:22 N0217, 8:39 N0216");
  CHECK(refused("[[stages]]\nid = \"a\"\nsource = \"s1\"\n[[stages]]\nid = \"a\"\nsource = \"s1\"\n") == "10:6 N0735");
  CHECK(
      spots(
          read_method(
              "format = 1\nid = \"m\"\nedition = \"1\"\nname = \"M\"\n"
              "sources = [ { id = \"s\", title = \"T\", evidence = \"read\" }, { id = \"s\", title = \"U\", evidence = "
              "\"read\" } ]\n",
              "m.toml")
              .errors) == "5:66 N0735");
  CHECK(refused("[parameters]\n\"a b\" = { value = 1, source = \"s1\" }\n") == "7:1 N0734");
  CHECK(refused("[parameters]\nx = { source = \"s1\" }\n") == "7:1 N0727");
  CHECK(refused("[deviations]\nnone_such = { source = \"s1\", evidence = \"read\" }\n") == "7:1 N0726");
  CHECK(refused("[[sources]]\nid = \"s1\"\n") != "");
}

namespace {

/// A method based on one with a rule in every table.
std::string without(std::string_view rules, std::string_view rest = {}) {
  const auto find = [](std::string_view, const std::string&, const void*) -> std::optional<method_text> {
    return method_text{std::string(head) + R"([horizon]
years = 4
source = "s1"
[discounting]
rate = "3 %"
timing = "end"
rounded_factors = 3
[prices]
basis = "nominal"
[parameters]
x = { value = 1, source = "s1" }
[time]
hours_per_working_day = "8 h"
[categories]
cash = { counts_in = ["agency"] }
[perspectives]
agency = { kinds = ["own"] }
[savings]
count_as = "negative-cost"
[public_funds]
cost = "20 %"
[residual]
rule = "annuity"
[ranges]
pairing = "same"
[rounding]
figures = { decimals = 0 }
[ratios]
nnk = { above = "net_present_value", below = ["initial"] }
[verdict]
figure = "nnk"
bands = [ { verdict = "gain" } ]
[[stages]]
id = "decision"
[labels.sv]
nnk = "NNK"
)",
                       "base.toml"};
  };
  const auto read = read_method(
      std::string(head) + "based_on = \"base\"\nwithout = [" + std::string(rules) + "]\n" + std::string(rest), "m.toml",
      find);
  if (!read.errors.empty()) return spots(read.errors);
  std::string keys;
  for (const method_line& l : lines_of(*read.value, language::en)) keys += (keys.empty() ? "" : " ") + l.key;
  return keys;
}

}  // namespace

TEST_CASE("read_method: what a method does not take over of the one it is based on") {
  const std::string all = without("");
  CHECK(all ==
        "based_on horizon.years discounting.rate discounting.timing discounting.rounded_factors prices.basis method.x "
        "time.hours_per_working_day categories.cash perspectives.agency savings.count_as public_funds.cost "
        "ranges.pairing residual.rule rounding.figures ratios.nnk verdict stages.decision labels.sv.nnk");
  CHECK(without(R"("horizon", "discounting", "prices", "parameters", "time", "categories", "perspectives", "savings",
"public_funds", "residual", "ranges", "rounding", "ratios", "verdict", "stages", "labels")") ==
        "based_on rounding.figures");
  CHECK(without(R"("horisont", "kategorier")").find("categories") == std::string::npos);
  CHECK(without(R"("horizon")", "[horizon]\nyears = 7\n").find("horizon.years") != std::string::npos);
}

TEST_CASE("read_method: all that `without` names must be rules, and a method to be without them") {
  CHECK(without(R"("horizont", "price")") == "7:12 N0217, 7:24 N0217");
  CHECK(refused("without = [\"horizon\"]\n") == "6:11 N0740");
  CHECK(without(R"("perspectives")") == "7:11 N0748");
  CHECK(without(R"("perspectives", "categories")").find("N0") == std::string::npos);
}

// inera-skr gives the rate, with its source; this method the timing, with its own or with none.
TEST_CASE("read_method: what a method writes rests on its own source, and what it takes over on the other's") {
  const auto sources = [](std::string_view rest) {
    const auto read = read_method(std::string(head) + "based_on = \"inera-skr\"\n" + std::string(rest), "m.toml");
    REQUIRE(read.value);
    std::string out;
    for (const char* rule :
         {"discounting.rate", "discounting.timing", "categories.cash", "labels.sv.net_present_value"}) {
      out += std::string(rule_source_of(*read.value, rule)) + ";";
    }
    return out;
  };
  CHECK(sources("[discounting]\ntiming = \"end\"\nsource = \"s1\"\n") ==
        "inera-skr/inera;s1;inera-skr/inera;inera-skr/inera;");
  CHECK(sources("[discounting]\nrate = \"4 %\"\n[categories]\ncash = { monetised = true }\n[labels.sv]\n"
                "net_present_value = \"N\"\n") == ";;;;");
}

TEST_CASE("read_method: a ratio has an id of its own and costs below the line") {
  const auto ratio = [](std::string_view id, std::string_view below) {
    return refused("[ratios]\n" + std::string(id) +
                   " = { above = \"net_present_value\", below = " + std::string(below) + " }\n");
  };
  CHECK(ratio("nnk", "[\"initial\", \"drift\"]") == "");
  CHECK(ratio("benefit_cost_ratio", "[\"initial\"]") == "7:1 N0744");
  CHECK(ratio("\"nnk i\"", "[\"initial\"]") == "7:1 N0743");
  CHECK(ratio("nnk", "[]").find("N0745") != std::string::npos);
  CHECK(ratio("nnk", "[\"revenue\"]").find("7:") == 0);
  CHECK(refused("[ratios]\nx = { below = [\"initial\"] }\n") == "7:5 N0206");
  CHECK(refused("[ratios]\nx = { above = \"peak_funding\", below = [\"initial\"] }\n").find("7:") == 0);
  CHECK(refused("[perspectives]\na = { kinds = [\"own\"] }\n[ratios]\na_net_present_value = { above = "
                "\"net_present_value\", below = [\"initial\"] }\n") == "9:1 N0744");
}

TEST_CASE("read_method: a label and a verdict are of something that the method has") {
  CHECK(refused("[labels.sv]\nnet_present_value = \"N\"\n") == "");
  CHECK(refused("[labels.sv]\nnett_present_value = \"N\"\ngreen = \"G\"\n") == "7:1 N0746, 8:1 N0746");
  CHECK(refused("[categories]\ngreen = { monetised = true }\n[perspectives]\nus = { kinds = [\"own\"] }\n"
                "[ratios]\nnnk = { above = \"net_present_value\", below = [\"initial\"] }\n"
                "[labels.en]\ngreen = \"G\"\nus = \"U\"\nnnk = \"K\"\nus_net_present_value = \"V\"\n") == "");
  CHECK(refused("[labels]\nsource = \"s2\"\n[labels.sv]\nnet_present_value = \"N\"\npeak_funding = \"P\"\n") ==
        "7:10 N0722");
  CHECK(refused("[verdict]\nfigure = \"profit\"\nbands = [ { verdict = \"a\" } ]\n") == "7:10 N0747");
}

TEST_CASE("read_method: what it is based on must exist, and not be itself") {
  CHECK(refused("\nbased_on = \"nix\"\n") == "7:12 N0723");
  CHECK(refused("\nbased_on = \"Inera\"\n") == "7:12 N0785");
  const auto self = [](std::string_view, const std::string&, const void*) -> std::optional<method_text> {
    return method_text{std::string(head) + "based_on = \"m\"\n", "m.toml"};
  };
  CHECK(spots(read_method(std::string(head) + "based_on = \"m\"\n", "m.toml", self).errors) == "6:12 N0724");
}

TEST_CASE("read_method: what a stage requires is guessed in Swedish, too") {
  const auto told = [](std::string_view wanted) {
    const auto read = read_method(
        std::string(head) + "[[stages]]\nid = \"a\"\nrequires = [\"" + std::string(wanted) + "\"]\n", "m.toml");
    return read.errors.empty() ? std::string()
                               : std::string(read.errors[0].code) + " " + read.errors[0].arguments.back();
  };
  CHECK(told("benefits.owner") == "");
  CHECK(told("benefits.ägare") == "N0217 benefits.owner");
  CHECK(told("nyttor.utgångsläge") == "N0217 benefits.baseline");
  CHECK(told("factors.sourse") == "N0217 factors.source");
  CHECK(told("benefits.pris").substr(0, 5) == "N0216");
}

TEST_CASE("read_method: the label of a method stays on every method that is based on it") {
  const auto label_under = [](std::string_view rest, language in) {
    const auto read =
        read_method(std::string(head) + "based_on = \"esv-reconstructed\"\n" + std::string(rest), "m.toml");
    REQUIRE(read.value);
    return std::string(label_of(*read.value, in));
  };
  const std::string sv(label_of(shipped("esv-reconstructed"), language::sv));
  const std::string en(label_of(shipped("esv-reconstructed"), language::en));
  CHECK(sv.find("rekonstruktion") == 0);
  CHECK(en.find("a reconstruction") == 0);
  CHECK(label_under("", language::sv) == sv);
  CHECK(label_under("label = \"vår mall\"\n", language::sv) == sv + "; vår mall");
  CHECK(label_under("[labels.sv]\nlabel = \"vår mall\"\n", language::sv) == sv + "; vår mall");
  CHECK(label_under("[labels.en]\nlabel = \"ours\"\n", language::en) == en + "; ours");
  const std::string twice = "label = \"var mall\"\n[labels.sv]\nlabel = \"mallen\"\n";
  CHECK(label_under(twice, language::sv) == sv + "; mallen");
  CHECK(label_under(twice, language::en) == en + "; var mall");
  CHECK(label_under("label = \"vår mall\"\n", language::en) == en + "; vår mall");
  CHECK(label_under("label = \"" + sv + "\"\n", language::sv) == sv);  // said once
  CHECK(label_under("label = \"utan fel\"\nwithout = [\"deviations\"]\n", language::sv) == "utan fel");
  CHECK(label_under("label = \"utan fel\"\nwithout = [\"deviations\"]\n", language::en) == "utan fel");
  CHECK(label_under("without = [\"deviations\"]\n", language::sv) == "");
  CHECK(label_under("without = [\"deviations\"]\n", language::en) == "");
}

TEST_CASE("read_method: errors of the method it is based on are told with their own places") {
  const auto find = [](std::string_view, const std::string&, const void*) -> std::optional<method_text> {
    return method_text{std::string(head) + "[horizon]\nyears = 0\n", "base.toml"};
  };
  const auto read = read_method(std::string(head) + "based_on = \"base\"\n", "m.toml", find);
  REQUIRE(read.errors.size() == 1);
  CHECK(to_string(read.errors[0].where) == "base.toml:7:9");
}

// The explanation of a figure names a source by its title alone, so that the title itself has to say it.
TEST_CASE("shipped methods: a source that was not read says so in its title") {
  int found = 0;
  for (const std::string_view id : shipped_method_ids()) {
    for (const method_source& s : shipped(id).sources) {
      if (s.grade != evidence::recalled && s.grade != evidence::decided) continue;
      CAPTURE(s.title);
      const auto says = [&s](std::string_view words) { return s.title.find(words) != std::string::npos; };
      CHECK((says("ur minnet") || says("har inte kunnat läsas") || says("läst källa")));
      ++found;
    }
  }
  CHECK(found > 10);
}
