// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/message.hpp>
#include <nytta/core/quantity.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace nytta;

namespace {

// The value's opening quote stands in column 10.
const place here{"case.toml", 3, 10, {}};

void reads(std::string_view text, std::string_view value, std::string_view measured_in) {
  CAPTURE(text);
  const auto read = parse_quantity(text, here);
  REQUIRE(read.has_value());
  CHECK(read->value.to_string() == value);
  CHECK(to_string(read->unit_of) == measured_in);
}

/// `column` counts the text's own characters from 1.
void refuses(std::string_view text, std::string_view code, int column) {
  CAPTURE(text);
  const auto read = parse_quantity(text, here);
  REQUIRE(read.error().size() == 1);
  const diagnostic& d = read.error().front();
  CHECK(d.code == code);
  CHECK(d.where.line == 3);
  CHECK(d.where.column - 10 == column);
  CHECK(nytta::text(d, language::sv).find("{0}") == std::string::npos);
  CHECK(advice(d, language::sv).find('{') == std::string::npos);
}

std::string advice_on(std::string_view text, language in = language::sv) {
  return advice(parse_quantity(text, here).error().front(), in);
}

}  // namespace

TEST_CASE("quantity: strings are exact and may be Swedish or English") {
  reads("1 200 000 kr", "1200000", "kr");
  reads("900 tkr", "900", "tkr");
  reads("-1,2 mkr", "-1.2", "mkr");
  reads("−1,2 mkr", "-1.2", "mkr");
  reads("3,5 %", "3.5", "%");
  reads("12.5", "12.5", "");
  reads("415 kr/h", "415", "kr/h");
  reads("45 min", "45", "min");
  reads("0.1", "0.1", "");
  reads("  7min ", "7", "min");
  reads("5/år", "5", "1/år");
  reads("40 h·kr", "40", "h·kr");
  reads("1\u00a0200\u202f000 kr", "1200000", "kr");
}

TEST_CASE("quantity: both comma and point in one number is refused") {
  refuses("1.200,50 kr", "N0403", 1);
  refuses("1,200.50", "N0403", 1);
}

TEST_CASE("quantity: a space groups exactly three digits") {
  refuses("12 34 kr", "N0404", 1);
  refuses("1 2000", "N0404", 1);
  refuses("1  200 kr", "N0404", 1);
  refuses("1,200,000 kr", "N0407", 1);
}

TEST_CASE("quantity: three digits after a single comma or point before plain kr are refused, both readings shown") {
  refuses("1.200 kr", "N0406", 1);
  refuses("1,200 kr", "N0406", 1);
  refuses("-12.345 kronor", "N0406", 1);
  CHECK(advice_on("1.200 kr") == "Skriv \"1 200 kr\" eller \"1,2 kr\".");
  CHECK(advice_on("12,000 kr") == "Skriv \"12 000 kr\" eller \"12,0 kr\".");
  CHECK(advice_on("1,234 kr") == "Skriv \"1 234 kr\" eller \"1,2340 kr\".");
  reads("1,2340 kr", "1.2340", "kr");
  reads("1,200 mkr", "1.200", "mkr");
  reads("1,234 kr/kWh", "1.234", "kr/kWh");
  reads("1.200", "1.200", "");
}

TEST_CASE("quantity: more than 30 digits are refused") {
  reads(std::string(30, '7'), std::string(30, '7'), "");
  refuses(std::string(31, '7'), "N0405", 1);
  refuses(std::string(100000, '7') + " kr", "N0405", 1);
}

TEST_CASE("quantity: what is no number is refused") {
  refuses("", "N0401", 1);
  refuses("   ", "N0401", 4);
  refuses("kr 500", "N0402", 1);
  refuses("femhundra", "N0402", 1);
  refuses("  - 5", "N0402", 3);
}

TEST_CASE("quantity: what follows the number must be a unit, and the remark stands where it is not") {
  refuses("5 kr/", "N0502", 6);
  refuses("5 //år", "N0502", 4);
  refuses("5/1/år", "N0502", 3);
  refuses("5 ärende besök", "N0503", 10);
  refuses("5 m^x", "N0504", 4);
  refuses("5 kr/(h·år)", "N0505", 6);
  refuses("5 kr/tim.", "N0506", 9);
  refuses("5 €", "N0502", 3);
  refuses("5 a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u", "N0508", 43);
}

TEST_CASE("quantity: Swedish ways to write kronor are answered with the built-in word") {
  refuses("900 tusen kr", "N0507", 11);
  CHECK(advice_on("900 tusen kr") == "Skriv \"tkr\".");
  CHECK(advice_on("3 milj. kr") == "Skriv \"mkr\".");
  CHECK(advice_on("100:-", language::en) == "Write \"kr\".");
}

TEST_CASE("quantity: a unit alone is read with its remarks") {
  CHECK(to_string(*parse_unit(" ärende/år ", here)) == "ärende/år");
  const auto refused = parse_unit("ärende/", here);
  REQUIRE(refused.error().size() == 1);
  CHECK(refused.error().front().code == "N0502");
  CHECK(refused.error().front().where.column == 10 + 8);
  CHECK(parse_unit("", here).error().front().code == "N0501");
}

TEST_CASE("quantity: the right-hand side of [units] is a scale and a unit, or a unit alone") {
  const auto scaled = parse_scaled_unit("40 st", here);
  CHECK(scaled->value == 40);
  CHECK(to_string(scaled->unit_of) == "st");
  const auto alone = parse_scaled_unit("ärende", here);
  CHECK(alone->value == 1);
  CHECK(to_string(alone->unit_of) == "ärende");
  CHECK_FALSE(parse_scaled_unit("", here).has_value());
  CHECK_FALSE(parse_scaled_unit("ärende besök", here).has_value());
}

TEST_CASE("quantity: it is written in Swedish and read again") {
  const auto again = [](std::string_view text) { return to_string(*parse_quantity(text, here)); };
  CHECK(again("1200000kr") == "1 200 000 kr");
  CHECK(again("-1.20 mkr") == "−1,20 mkr");
  CHECK(again("3.5%") == "3,5 %");
  CHECK(again("5 /år") == "5/år");
  CHECK(again(again("-1234567.89 kr*h/m^2")) == "−1 234 567,89 kr·h/m²");
}

TEST_CASE("quantity: columns count characters after the opening quote, not bytes") {
  CHECK(place_within(here, "åäö x", 7).column == 10 + 1 + 4);  // å, ä and ö are two bytes each
  CHECK(place_within(here, "abc", 0).column == 11);
}

TEST_CASE("quantity: without columns, or in a text of several lines, the place is the value's own") {
  const place json{"case.json", 0, 0, "/costs/0/amount"};
  CHECK(to_string(place_within(json, "abc", 2)) == "case.json#/costs/0/amount");
  CHECK(place_within(here, "a\nbc", 3).column == 10);
}
