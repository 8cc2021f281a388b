// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/term.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

using namespace nytta::workbook;
using nytta::decimal;
using nytta::rounding;

namespace {

term cell(const std::string& name, double value) { return reference(name, {cell_value(value)}); }
term text_cell(const std::string& name, const std::string& value) { return reference(name, {cell_value(value)}); }

}  // namespace

TEST_CASE("term: parentheses stand where a spreadsheet needs them") {
  const term a = cell("A1", 2);
  const term b = cell("B1", 3);
  const term c = cell("C1", 4);
  CHECK((a + b + c).text == "A1+B1+C1");
  CHECK((a - (b - c)).text == "A1-(B1-C1)");
  CHECK((a - (b + c)).text == "A1-(B1+C1)");
  CHECK((a * (b + c)).text == "A1*(B1+C1)");
  CHECK((a / (b * c)).text == "A1/(B1*C1)");
  CHECK((a / (b / c)).text == "A1/(B1/C1)");
  CHECK(((a * b) / c).text == "A1*B1/C1");
  CHECK(power(a + b, c).text == "(A1+B1)^C1");
  CHECK(power(a, number(-2)).text == "A1^-2");
  CHECK(power(power(a, b), c).text == "A1^B1^C1");  // from the left, as spreadsheets read it
  CHECK(power(power(a, b), c).number() == doctest::Approx(4096));
  CHECK((-(a + b)).text == "-(A1+B1)");
  CHECK((-power(a, b)).text == "-(A1^B1)");  // -A1^B1 is (-A1)^B1 there
  CHECK((-power(a, b)).number() == -8);
  CHECK((a * -b).text == "A1*-B1");
  CHECK((below(a, b) * number(1)).text == "(A1<B1)*1");
}

TEST_CASE("term: a power of a power is read from the left") {
  CHECK(power(cell("A1", 2), power(cell("B1", 3), cell("C1", 2))).text == "A1^(B1^C1)");
}

TEST_CASE("term: numbers stand as files hold them") {
  CHECK(number(*decimal::parse("1234567.125")).text == "1234567.125");
  CHECK(number(*decimal::parse("-0.50")).text == "-0.5");
  CHECK(number(1e-15).text == "1E-15");
  CHECK(number(0.5).text == "0.5");
}

TEST_CASE("term: a text in a formula stays a text") {
  CHECK(quoted("a \"b\"").text == "\"a \"\"b\"\"\"");
  CHECK(quoted("").text == "\"\"");
  const std::string in = quoted(std::string(300, 'x')).text;  // more than one piece may hold
  CHECK(in == "\"" + std::string(120, 'x') + "\"&\"" + std::string(120, 'x') + "\"&\"" + std::string(60, 'x') + "\"");
}

TEST_CASE("term: what has no number is an error, and only the branch that is taken counts") {
  const term zero = cell("A1", 0);
  const term one = cell("B1", 1);
  const term why = text_cell("C1", "why");
  CHECK(std::isnan((one / zero).number()));
  CHECK(std::isnan((one + why).number()));
  CHECK(choose(equal(zero, number(0)), quoted("none"), one / zero).value() == cell_value(std::string("none")));
  CHECK(choose(is_text(why), why, one + why).value() == cell_value(std::string("why")));
  CHECK(choose(is_text(why), why, one + why).text == "IF(ISTEXT(C1),C1,B1+C1)");
  CHECK(unless_error(one / zero, quoted("-")).value() == cell_value(std::string("-")));
  CHECK(std::isnan(power(zero, zero).number()));
}

TEST_CASE("term: ranges") {
  const term flows = reference("G1:I1", {cell_value(-1000.0), cell_value(2500.0), cell_value(std::string("-"))});
  CHECK(sum_of(flows).number() == 1500);
  CHECK(count_of(flows).number() == 2);
  CHECK(smallest({flows}).number() == -1000);
  CHECK(largest({flows, cell("A1", 9999)}).number() == 9999);
  CHECK(ascending(flows, number(2)).number() == 2500);
  CHECK(std::isnan(ascending(flows, number(3)).number()));
  CHECK(element(flows, number(1)).number() == -1000);
  const term a = reference("G1:H1", {cell_value(2.0), cell_value(3.0)});
  const term b = reference("G2:H2", {cell_value(5.0), cell_value(7.0)});
  CHECK(sum_of_products({a, b}).text == "SUMPRODUCT(G1:H1,G2:H2)");
  CHECK(sum_of_products({a, b}).number() == 31);
  CHECK(sum_of_products({a, power(cell("A1", 2), b)}).number() == 2 * 32 + 3 * 128);
  CHECK_THROWS((void)a.value());
}

TEST_CASE("term: rounding agrees with decimals, ties and binary noise included") {
  // Digits, decimals, and what the seven modes make of them: written out by the rules of the specification.
  struct row {
    const char* digits;
    int decimals;
    const char* half_even;
    const char* half_up;
    const char* half_down;
    const char* up;
    const char* down;
    const char* floor;
    const char* ceiling;
  };
  const std::vector<row> rows{
      {"35.105", 2, "35.10", "35.11", "35.10", "35.11", "35.10", "35.10", "35.11"},
      {"35.115", 2, "35.12", "35.12", "35.11", "35.12", "35.11", "35.11", "35.12"},
      {"-35.105", 2, "-35.10", "-35.11", "-35.10", "-35.11", "-35.10", "-35.11", "-35.10"},
      {"0.015", 2, "0.02", "0.02", "0.01", "0.02", "0.01", "0.01", "0.02"},
      {"1.005", 2, "1.00", "1.01", "1.00", "1.01", "1.00", "1.00", "1.01"},
      {"12345678.125", 2, "12345678.12", "12345678.13", "12345678.12", "12345678.13", "12345678.12", "12345678.12",
       "12345678.13"},
      {"2.5", 0, "2", "3", "2", "3", "2", "2", "3"},
      {"-2.5", 0, "-2", "-3", "-2", "-3", "-2", "-3", "-2"},
      {"2.1", 0, "2", "2", "2", "3", "2", "2", "3"},
      {"0.30", 2, "0.30", "0.30", "0.30", "0.30", "0.30", "0.30", "0.30"},
  };
  for (const auto& r : rows) {
    CAPTURE(r.digits);
    const double exact = std::stod(r.digits);
    // As it stands, and as sums miss it by their last digits.
    for (const double value : {exact, std::nextafter(exact, 1e9), std::nextafter(exact, -1e9), exact * (1 + 4e-16)}) {
      const term t = cell("F9", value);
      const auto is = [&](rounding how, const char* wanted) {
        CHECK(rounded(t, r.decimals, how).number() == doctest::Approx(std::stod(wanted)).epsilon(1e-15));
      };
      is(rounding::half_even, r.half_even);
      is(rounding::half_up, r.half_up);
      is(rounding::half_down, r.half_down);
      is(rounding::up, r.up);
      is(rounding::down, r.down);
      is(rounding::floor, r.floor);
      is(rounding::ceiling, r.ceiling);
    }
  }
  CHECK(rounded(cell("F9", 35.105), 2, rounding::half_even).text ==
        "IF(ABS(ABS(F9*100)-INT(ABS(F9*100))-0.5)<1E-06+1E-15*ABS(F9*100),2*ROUND(F9*100/2,0)/100,ROUND(F9,2))");
  CHECK(rounded_ties_upwards(cell("F9", 1.0 / (1.0 / 1.025)), 2).number() == 1.03);
  CHECK(rounded_to_digits(cell("F9", 0.34325198054321), 10).number() == 0.3432519805);
  CHECK(rounded_to_digits(cell("F9", 1234567.891), 3).number() == 1230000);
  CHECK(rounded_to_digits(cell("F9", 0), 10).number() == 0);
}
