// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/unit.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace nytta;

namespace {

unit as_unit(std::string_view text) {
  CAPTURE(text);
  const auto read = parse_unit(text);
  REQUIRE(read.has_value());
  return *read;
}

std::string printed_again(std::string_view text) { return to_string(as_unit(text)); }

/// "1/60", or "none".
std::string conversion(const unit_table& table, std::string_view from, std::string_view to) {
  const auto ratio = table.conversion(as_unit(from), as_unit(to));
  if (!ratio) return "none";
  return ratio->numerator.to_string() + "/" + ratio->denominator.to_string();
}

std::string conversion(std::string_view from, std::string_view to) { return conversion(unit_table{}, from, to); }

std::string product(std::string_view a, std::string_view b) {
  return to_string(unit_table{}.product(as_unit(a), as_unit(b)));
}

std::string quotient(std::string_view a, std::string_view b) {
  return to_string(unit_table{}.quotient(as_unit(a), as_unit(b)));
}

void refused(std::string_view text, unit_text_fault fault, std::size_t at) {
  CAPTURE(text);
  const unit_reading reading = read_unit(text);
  CHECK(reading.fault == fault);
  CHECK(reading.at == at);
  CHECK_FALSE(parse_unit(text).has_value());
}

}  // namespace

TEST_CASE("unit: a text is read from left to right and keeps its words and their order") {
  CHECK(as_unit("ärende/år").terms == std::vector<unit_term>{{"ärende", 1}, {"år", -1}});
  CHECK(as_unit("kr/ärende/år").terms == std::vector<unit_term>{{"kr", 1}, {"ärende", -1}, {"år", -1}});
  CHECK(as_unit("h·kr").terms == std::vector<unit_term>{{"h", 1}, {"kr", 1}});
  CHECK(as_unit("kr*h").terms == std::vector<unit_term>{{"kr", 1}, {"h", 1}});
  CHECK(as_unit("1/år").terms == std::vector<unit_term>{{"år", -1}});
  CHECK(as_unit("kr / h").terms == std::vector<unit_term>{{"kr", 1}, {"h", -1}});
  CHECK(as_unit("m²").terms == std::vector<unit_term>{{"m", 2}});
  CHECK(as_unit("m^3").terms == std::vector<unit_term>{{"m", 3}});
  CHECK(as_unit("kr/m²").terms == std::vector<unit_term>{{"kr", 1}, {"m", -2}});
  CHECK(as_unit("m2").terms == std::vector<unit_term>{{"m2", 1}});
  CHECK(as_unit("%").terms == std::vector<unit_term>{{"%", 1}});
  CHECK(as_unit("e-tjänst").terms == std::vector<unit_term>{{"e-tjänst", 1}});
  CHECK(as_unit("1").terms.empty());
  CHECK(as_unit("kr/kr").terms == std::vector<unit_term>{{"kr", 1}, {"kr", -1}});
}

TEST_CASE("unit: it is printed with its products first and what divides it last") {
  CHECK(printed_again("ärende/år") == "ärende/år");
  CHECK(printed_again("kr/h") == "kr/h");
  CHECK(printed_again("min*kr/ärende") == "min·kr/ärende");
  CHECK(printed_again("min/ärende*kr") == "min·kr/ärende");
  CHECK(printed_again("1/år") == "1/år");
  CHECK(printed_again("m^2") == "m²");
  CHECK(printed_again("1/m^3") == "1/m³");
  CHECK(printed_again("m^4") == "m^4");
  CHECK(to_string(unit{}).empty());
}

TEST_CASE("unit: a text that is no unit is refused where it goes wrong") {
  refused("", unit_text_fault::empty, 0);
  refused("  ", unit_text_fault::empty, 2);
  refused("/h", unit_text_fault::not_a_word, 0);
  refused("kr/", unit_text_fault::not_a_word, 3);
  refused("kr//h", unit_text_fault::not_a_word, 3);
  refused("l/100km", unit_text_fault::not_a_word, 2);
  refused("1/", unit_text_fault::not_a_word, 2);
  refused("tusen kr", unit_text_fault::two_words, 6);
  refused("kr/(h·år)", unit_text_fault::parenthesis, 3);
  refused("m^", unit_text_fault::power, 1);
  refused("m^0", unit_text_fault::power, 1);
  refused("m^10", unit_text_fault::power, 1);
  refused("tim.", unit_text_fault::character, 3);
  refused("1 kr", unit_text_fault::two_words, 2);
  refused("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u", unit_text_fault::too_long, 40);
}

TEST_CASE("unit table: kronor are kr, kronor, tkr, kkr, mkr and Mkr") {
  CHECK(conversion("kronor", "kr") == "1/1");
  CHECK(conversion("tkr", "kr") == "1000/1");
  CHECK(conversion("kkr", "kr") == "1000/1");
  CHECK(conversion("mkr", "kr") == "1000000/1");
  CHECK(conversion("Mkr", "tkr") == "1000/1");
}

TEST_CASE("unit table: time is s, min and h under their Swedish names, and dygn of 24 h") {
  CHECK(conversion("s", "min") == "1/60");
  CHECK(conversion("min", "h") == "1/60");
  for (const char* hour : {"tim", "timme", "timmar"}) CHECK(conversion(hour, "h") == "1/1");
  for (const char* minute : {"minut", "minuter"}) CHECK(conversion(minute, "min") == "1/1");
  CHECK(conversion("dygn", "h") == "24/1");
}

TEST_CASE("unit table: månad and år stand 12 to 1") {
  CHECK(conversion("månad", "år") == "1/12");
  CHECK(conversion("mån", "månad") == "1/1");
  CHECK(conversion("kr/månad", "kr/år") == "12/1");
}

TEST_CASE("unit table: power, energy and time agree") {
  CHECK(conversion("kW·h", "kWh") == "1/1");
  CHECK(conversion("W·h", "Wh") == "1/1");
  CHECK(conversion("MW·h", "MWh") == "1/1");
  CHECK(conversion("MW", "W") == "1000000/1");
  CHECK(conversion("MWh", "kWh") == "1000/1");
  CHECK(conversion("kWh/dygn", "kW") == "1/24");
}

TEST_CASE("unit table: lengths, masses and per cent") {
  CHECK(conversion("mil", "km") == "10/1");
  CHECK(conversion("km", "m") == "1000/1");
  CHECK(conversion("m²", "km²") == "1/1000000");
  CHECK(conversion("ton", "kg") == "1000/1");
  CHECK(conversion("%", "1") == "1/100");
  CHECK(conversion("kr·%", "kr") == "1/100");
}

TEST_CASE("unit table: min × kr/h converts to kr in one numerator and one denominator") {
  CHECK(conversion("min·kr/h", "kr") == "1/60");
  CHECK(conversion("ärende·min·kr/ärende/h", "kr") == "1/60");
  CHECK(conversion("min·tkr/h", "kr") == "50/3");
}

TEST_CASE("unit table: min × kr is no amount of kronor") {
  const unit_table table;
  CHECK_FALSE(table.compatible(as_unit("min·kr"), as_unit("kr")));
  const unit_mismatch why = table.mismatch(as_unit("min·kr"), as_unit("kr"));
  CHECK(why.fault == unit_fault::incompatible);
  CHECK(to_string(why.left_over) == "h");
}

TEST_CASE("unit table: any other noun is a unit of its own") {
  CHECK(conversion("ärende", "ärende") == "1/1");
  CHECK(conversion("ärende", "besök") == "none");
  CHECK(conversion("kr", "ärende") == "none");
  CHECK(conversion("ärende·kr/ärende", "kr") == "1/1");
}

TEST_CASE("unit table: vecka, dag and h never convert into månad or år") {
  for (const char* time : {"vecka", "dag", "h", "dygn"}) {
    CHECK(conversion(time, "månad") == "none");
    CHECK(conversion(time, "år") == "none");
  }
  CHECK(conversion("h/vecka·vecka/år", "h/år") == "1/1");  // but 46 vecka/år says how many
}

TEST_CASE("unit table: dag is a working day and converts to hours only when the method says how many") {
  unit_table table;
  CHECK(conversion(table, "dag", "h") == "none");
  CHECK(table.mismatch(as_unit("dag·kr/h"), as_unit("kr")).fault == unit_fault::needs_hours_per_working_day);
  CHECK(conversion(table, "dag·kr/dag", "kr") == "1/1");
  CHECK(conversion(table, "dygn", "dag") == "none");
  table.working_day(8);
  CHECK(conversion(table, "dag", "h") == "8/1");
  CHECK(conversion(table, "dag·kr/min", "kr") == "480/1");
  CHECK(table.mismatch(as_unit("dag"), as_unit("h")).fault == unit_fault::none);
}

TEST_CASE("unit table: årsarbetare is hours per year only when the method says how many") {
  unit_table table;
  CHECK(conversion(table, "årsarbetare", "h/år") == "none");
  CHECK(table.mismatch(as_unit("årsarbetare·kr/h"), as_unit("kr/år")).fault ==
        unit_fault::needs_hours_per_full_time_year);
  table.full_time_year(1700);
  CHECK(conversion(table, "årsarbetare", "h/år") == "1700/1");
  CHECK(conversion(table, "årsarbetare·kr/h", "kr/år") == "1700/1");
  CHECK(conversion(table, "h/år", "årsarbetare") == "1/1700");
}

TEST_CASE("unit table: a missing parameter is not blamed where it would not help") {
  CHECK(unit_table{}.mismatch(as_unit("dag·kr"), as_unit("kr")).fault == unit_fault::incompatible);
}

TEST_CASE("unit table: hours that are not positive are refused") {
  unit_table table;
  CHECK_THROWS_AS(table.working_day(0), std::invalid_argument);
  CHECK_THROWS_AS(table.full_time_year(-1700), std::invalid_argument);
}

TEST_CASE("unit table: [units] adds synonyms and scales") {
  unit_table table;
  CHECK(table.define("ärenden", 1, as_unit("ärende")) == unit_definition_fault::none);
  CHECK(table.define("pall", 40, as_unit("st")) == unit_definition_fault::none);
  CHECK(table.define("lass", *decimal::parse("2.5"), as_unit("pall")) == unit_definition_fault::none);
  CHECK(conversion(table, "kr/ärende·ärenden", "kr") == "1/1");
  CHECK(conversion(table, "pall", "st") == "40/1");
  CHECK(conversion(table, "lass", "st") == "100/1");
  CHECK(conversion(table, "kr/st·lass", "kr") == "100/1");
  CHECK(to_string(table.product(as_unit("kr/ärende"), as_unit("ärenden/år"))) == "kr/år");
}

TEST_CASE("unit table: a definition may use words that are defined after it") {
  unit_table table;
  CHECK(table.define("lass", 20, as_unit("pall")) == unit_definition_fault::none);
  CHECK(table.define("pall", 40, as_unit("st")) == unit_definition_fault::none);
  CHECK(conversion(table, "lass", "st") == "800/1");
}

TEST_CASE("unit table: a scale with decimals still gives the lowest terms") {
  unit_table table;
  CHECK(table.define("halvdag", *decimal::parse("3.75"), as_unit("h")) == unit_definition_fault::none);
  CHECK(conversion(table, "halvdag", "h") == "15/4");
  CHECK(conversion(table, "min", "halvdag") == "1/225");
}

TEST_CASE("unit table: a definition is refused when it is built in, there already, in a circle or without sense") {
  unit_table table;
  CHECK(table.define("kr", 1, as_unit("ärende")) == unit_definition_fault::builtin);
  CHECK(table.define("dag", 8, as_unit("h")) == unit_definition_fault::builtin);
  CHECK(table.define("två ord", 1, as_unit("ärende")) == unit_definition_fault::not_a_word);
  CHECK(table.define("", 1, as_unit("ärende")) == unit_definition_fault::not_a_word);
  CHECK(table.define("pall", 0, as_unit("st")) == unit_definition_fault::not_positive);
  CHECK(table.define("pall", -2, as_unit("st")) == unit_definition_fault::not_positive);
  CHECK(table.define("a", 1, as_unit("a")) == unit_definition_fault::cycle);
  CHECK(table.define("a", 1, as_unit("b")) == unit_definition_fault::none);
  CHECK(table.define("a", 2, as_unit("c")) == unit_definition_fault::defined);
  CHECK(table.define("b", 1, as_unit("c")) == unit_definition_fault::none);
  CHECK(table.define("c", 1, as_unit("a/h")) == unit_definition_fault::cycle);
  CHECK(conversion(table, "a", "c") == "1/1");  // the refused ones left no trace
}

TEST_CASE("unit table: definitions that grow without end are refused") {
  unit_table table;
  const auto name = [](int i) { return "u" + std::string(static_cast<std::size_t>(i), 'x'); };
  unit_definition_fault fault = unit_definition_fault::none;
  for (int i = 0; i < 20 && fault == unit_definition_fault::none; ++i) {
    fault = table.define(name(i), 1, unit{{{name(i + 1), 2}}});
  }
  CHECK(fault == unit_definition_fault::too_large);
  CHECK(table.define("stor", decimal::of(1, -30), unit{{{"enorm", 2}}}) == unit_definition_fault::none);
  CHECK(table.define("enorm", decimal::of(3, 9990), unit{{{"st", 1}}}) == unit_definition_fault::too_large);
}

TEST_CASE("unit table: a ratio that no decimal holds is a mismatch, not an exception") {
  unit_table table;
  CHECK(table.define("udda", *decimal::parse("1.0000000000000000001"), as_unit("st")) == unit_definition_fault::none);
  CHECK_FALSE(table.conversion(as_unit("udda^9"), as_unit("st^9")).has_value());
  CHECK(table.mismatch(as_unit("udda^9"), as_unit("st^9")).fault == unit_fault::too_large);
}

TEST_CASE("unit table: products and quotients cancel equal words and keep min apart from h") {
  CHECK(product("ärende/år", "min/ärende") == "min/år");
  CHECK(product("min/år", "kr/h") == "min·kr/år/h");
  CHECK(product("tim", "kr/h") == "kr");
  CHECK(product("kkr/år", "år") == "kkr");
  CHECK(product("kr", "1") == "kr");
  CHECK(product("m", "m") == "m²");
  CHECK(product("kr/kr", "h") == "h");
  CHECK(quotient("kr/år", "kr/h") == "h/år");
  CHECK(quotient("kr", "kr").empty());
  CHECK(quotient("1", "år") == "1/år");
  CHECK(quotient("tkr", "kkr").empty());
}

TEST_CASE("unit: singular and plural of one noun look alike") {
  struct noun {
    const char* one;
    const char* many;
  };
  const noun nouns[] = {
      {"ärende", "ärenden"},      {"ansökan", "ansökningar"}, {"timme", "timmar"},       {"elev", "elever"},
      {"resa", "resor"},          {"faktura", "fakturor"},    {"möte", "möten"},         {"pall", "pallar"},
      {"nyckel", "nycklar"},      {"dator", "datorer"},       {"beslut", "besluten"},    {"ledamot", "ledamöter"},
      {"anmälan", "anmälningar"}, {"dag", "dagar"},           {"program", "programmen"}, {"stad", "städer"}};
  for (const noun& n : nouns) {
    CAPTURE(n.one);
    CHECK(look_alike(n.one, n.many));
    CHECK(look_alike(n.many, n.one));
  }
  CHECK(look_alike("arende", "ärende"));
  CHECK(look_alike("Ärende", "ärende"));
}

TEST_CASE("unit: different nouns do not look alike") {
  CHECK_FALSE(look_alike("ärende", "ärende"));
  CHECK_FALSE(look_alike("ärende", "besök"));
  CHECK_FALSE(look_alike("handläggare", "handläggning"));
  CHECK_FALSE(look_alike("kr", "km"));
  CHECK_FALSE(look_alike("min", "mil"));
  CHECK_FALSE(look_alike("elev", "elevhem"));
  CHECK_FALSE(look_alike("", "ar"));
}

TEST_CASE("unit: near misses of built-in words are suggested") {
  CHECK(suggestion("mnkr") == "mkr");
  CHECK(suggestion("MSEK") == "mkr");
  CHECK(suggestion("Kr") == "kr");
  CHECK(suggestion("SEK") == "kr");
  CHECK(suggestion("tusen") == "tkr");
  CHECK(suggestion("tim.") == "h");
  CHECK(suggestion("timma") == "h");
  CHECK(suggestion("KWH") == "kWh");
  CHECK(suggestion("veckor") == "vecka");
  CHECK(suggestion("Månader") == "månad");
  CHECK(suggestion("procent") == "%");
  CHECK(suggestion("kr").empty());
  CHECK(suggestion("ärende").empty());
}

TEST_CASE("unit: the list of built-in words is the table's own") {
  for (const std::string_view word : builtin_words()) {
    CAPTURE(word);
    CHECK(unit_table::is_builtin(word));
    CHECK(parse_unit(word).has_value());
  }
  CHECK(std::ranges::count(builtin_words(), std::string_view("kkr")) == 1);
  CHECK_FALSE(unit_table::is_builtin("ärende"));
}
