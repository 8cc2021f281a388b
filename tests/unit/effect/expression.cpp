// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/message.hpp>
#include <nytta/effect/expression.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unit/core/oracle.hpp>
#include <vector>

using namespace nytta;

namespace {

using kind = expression::kind;
using boost::multiprecision::cpp_rational;

// The text's opening quote stands in column 10.
const place here{"case.toml", 3, 10, {}};

expression parsed(std::string_view text) {
  CAPTURE(text);
  auto read = parse_expression(text, here);
  for (const diagnostic& d : read.error()) MESSAGE(nytta::text(d, language::en));
  REQUIRE(read.has_value());
  return *read;
}

std::string written(std::string_view text) { return to_string(parsed(text)); }

/// The names stand for 2, 3, 5, 7 … by their letter: a = 2, b = 3, c = 5; hours is 11 and a parameter 13.
cpp_rational value_of_name(const expression::node& n) {
  static constexpr int primes[] = {2, 3, 5, 7, 17, 19};
  return cpp_rational(primes[static_cast<std::size_t>(n.name.at(0) - 'a') % 6]);
}

cpp_rational exact(const decimal& value) {
  const oracle::fraction f = oracle::of(value);
  return {f.numerator, f.denominator};
}

/// The exact value, units left aside; nothing when something is divided by zero.
std::optional<cpp_rational> evaluated(const expression& e) {
  std::vector<cpp_rational> values;
  for (const expression::node& n : e.nodes) {
    const auto input = [&](std::size_t i) -> const cpp_rational& {
      return values[static_cast<std::size_t>(n.inputs.at(i))];
    };
    cpp_rational value;
    switch (n.what) {
      case kind::number: value = exact(n.value); break;
      case kind::reference: value = value_of_name(n); break;
      case kind::parameter: value = 13; break;
      case kind::hours: value = 11; break;
      case kind::negate: value = -input(0); break;
      case kind::add: value = input(0) + input(1); break;
      case kind::subtract: value = input(0) - input(1); break;
      case kind::multiply: value = input(0) * input(1); break;
      case kind::divide:
        if (input(1) == 0) return std::nullopt;
        value = input(0) / input(1);
        break;
      case kind::minimum:
      case kind::maximum:
        value = input(0);
        for (std::size_t i = 1; i < n.inputs.size(); ++i) {
          const bool better = n.what == kind::minimum ? input(i) < value : input(i) > value;
          if (better) value = input(i);
        }
        break;
    }
    values.push_back(value);
  }
  return values.back();
}

cpp_rational value(std::string_view text) { return evaluated(parsed(text)).value(); }

struct remark {
  std::string_view code;
  int column;  ///< of the text's own characters, from 1
};

void refuses(std::string_view text, const std::vector<remark>& expected) {
  CAPTURE(text);
  const auto read = parse_expression(text, here);
  REQUIRE_FALSE(read.has_value());
  REQUIRE(read.error().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const diagnostic& d = read.error()[i];
    CHECK(d.code == expected[i].code);
    CHECK(d.where.column - 10 == expected[i].column);
    CHECK(d.where.line == 3);
    for (const language in : {language::sv, language::en}) {  // every slot has its value
      CHECK((nytta::text(d, in) + advice(d, in)).find('{') == std::string::npos);
    }
  }
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("expression: an amount is computed from factors") {
  const expression e = parsed("ansökningar * (tid_före - tid_efter) * timkostnad");
  CHECK(references(e) == std::vector<std::string>{"ansökningar", "tid_före", "tid_efter", "timkostnad"});
  CHECK(e.root().what == kind::multiply);
  CHECK(to_string(e) == "ansökningar × (tid_före − tid_efter) × timkostnad");
}

TEST_CASE("expression: inputs stand before their users, the root last") {
  const expression e = parsed("a - b * min(c; 2) / -d");
  for (std::size_t i = 0; i < e.nodes.size(); ++i) {
    for (const int input : e.nodes[i].inputs) CHECK(input < static_cast<int>(i));
  }
  CHECK(e.root().what == kind::subtract);
}

TEST_CASE("expression: products bind before sums, and both go from left to right") {
  CHECK(value("1 + 2 * 3") == 7);
  CHECK(value("(1 + 2) * 3") == 9);
  CHECK(value("10 - 4 - 3") == 3);
  CHECK(value("100 / 5 / 2") == 10);
  CHECK(value("100 / 5 * 2") == 40);
  CHECK(value("100 / (5 * 2)") == 10);
  CHECK(value("a + b * c") == 17);
}

TEST_CASE("expression: × · ÷ − are signs as * / - are") {
  CHECK(value("2 × 3 · 4 ÷ 6 − 1") == 3);
  CHECK(value("a×b·c÷d−a") == cpp_rational(30, 7) - 2);
  CHECK(value("−3 + a") == -1);
}

TEST_CASE("expression: a minus may stand before a number, an id or a parenthesis") {
  CHECK(value("-3 * a") == -6);
  CHECK(value("- 3") == -3);
  CHECK(value("-a") == -2);
  CHECK(value("-(a + b)") == -5);
  CHECK(value("a - -b") == 5);
  CHECK(value("a * -b") == -6);
  CHECK(value("-min(a; b)") == -2);
  CHECK(parsed("-1,2 mkr").nodes.size() == 1);
  CHECK(parsed("-1,2 mkr").root().value == *decimal::parse("-1.2"));
}

TEST_CASE("expression: ids have letters of any kind, digits and _, and do not start with a digit") {
  CHECK(references(parsed("ärenden_2024 * _b * Ö1 * größe * цена")) ==
        std::vector<std::string>{"ärenden_2024", "_b", "Ö1", "größe", "цена"});
}

TEST_CASE("expression: a number may have its unit after it, with no space around the unit's own /") {
  const auto number = [](std::string_view text) {
    const expression e = parsed(text);
    REQUIRE(e.nodes.size() == 1);
    CHECK(e.root().what == kind::number);
    CHECK(e.root().has_unit);
    return e.root().value.to_string() + "|" + to_string(e.root().unit_of);
  };
  CHECK(number("450 kr/h") == "450|kr/h");
  CHECK(number("450kr/h") == "450|kr/h");
  CHECK(number("12 ärende") == "12|ärende");
  CHECK(number("7 min") == "7|min");
  CHECK(number("7min/ärende/år") == "7|min/ärende/år");
  CHECK(number("50 %") == "50|%");
  CHECK(number("50%/år") == "50|%/år");
  CHECK(number("2 kr/m²") == "2|kr/m²");
  CHECK(number("5/år") == "5|1/år");
  CHECK(number("3 h·kr") == "3|h·kr");
  CHECK(number("1 200 000 kr") == "1200000|kr");
  CHECK_FALSE(parsed("12.5").root().has_unit);
}

TEST_CASE("expression: / with spaces divides, and so does a / that no unit word follows") {
  CHECK(written("450 kr/h / 2") == "450 kr/h / 2");
  CHECK(parsed("450 kr / antal").root().what == kind::divide);
  CHECK(parsed("450 kr/2").root().what == kind::divide);
  CHECK(parsed("450 kr/(a+b)").root().what == kind::divide);
  CHECK(parsed("a/b").root().what == kind::divide);
  CHECK(parsed("2/b").root().what == kind::divide);
}

TEST_CASE("expression: a unit ends where a factor begins") {
  CHECK(written("450 kr*antal") == "450 kr × antal");
  CHECK(written("450 kr·antal") == "450 kr × antal");
  CHECK(written("900 kr/hours") == "900 kr / hours");
  CHECK(written("900 kr/method.x") == "900 kr / method.x");
  CHECK(written("900 kr/min(a; b)") == "900 kr / min(a; b)");
  CHECK(written("5 kr-a") == "5 kr − a");
  CHECK(written("2 * antal") == "2 × antal");
}

TEST_CASE("expression: min and max take values with ; or a comma and a space between") {
  CHECK(value("min(a; b)") == 2);
  CHECK(value("max(a; b)") == 3);
  CHECK(value("min(a, b)") == 2);
  CHECK(value("max (a; b; c)") == 5);
  CHECK(value("min(7; max(2; 3)) * 2") == 6);
  CHECK(value("2 * min(1 200; 3 000)") == 2400);
}

TEST_CASE("expression: min is a unit after a number and a function before a parenthesis") {
  CHECK(written("7 min * min(a; 3 min)") == "7 min × min(a; 3 min)");
}

TEST_CASE("expression: a comma between two digits is the decimal sign") {
  CHECK(value("1,5 * 2") == 3);
  CHECK(value("min(1,5, 2)") == cpp_rational(3, 2));
  CHECK(value("min(1, 5)") == 1);
  refuses("min(1,5)", {{"N0521", 1}});
}

TEST_CASE("expression: method.NAME is a parameter of the method, hours the effect's own") {
  const expression e = parsed("hours * method.hourly_cost_internal");
  CHECK(e.nodes[0].what == kind::hours);
  CHECK(e.nodes[1].what == kind::parameter);
  CHECK(e.nodes[1].name == "hourly_cost_internal");
  CHECK(references(e).empty());
}

TEST_CASE("expression: factors are named once, in the order of their first mention") {
  CHECK(references(parsed("b + a * b + c + a")) == std::vector<std::string>{"b", "a", "c"});
}

TEST_CASE("expression: each node knows its column in characters") {
  const expression e = parsed("påär + 7 min * -c");
  const auto column_of = [&](kind what) {
    return std::find_if(e.nodes.begin(), e.nodes.end(), [&](const auto& n) { return n.what == what; })->column;
  };
  CHECK(column_of(kind::add) == 6);
  CHECK(column_of(kind::number) == 8);
  CHECK(column_of(kind::multiply) == 14);
  CHECK(column_of(kind::negate) == 16);
  CHECK(place_of(e, e.root()).column == 10 + 6);
}

TEST_CASE("expression: a constant is one number and stands where it was found") {
  const expression e = constant({900, *parse_unit("tkr")}, here);
  CHECK(e.root().what == kind::number);
  CHECK(e.root().has_unit);
  CHECK(e.text == "900 tkr");
  CHECK(place_of(e, e.root()).column == 10);
  CHECK_FALSE(constant({1, {}}, here).root().has_unit);
}

TEST_CASE("expression: parentheses are written only where they change something") {
  CHECK(written("(a)") == "a");
  CHECK(written("(a + b) + c") == "a + b + c");
  CHECK(written("a + (b - c)") == "a + b − c");
  CHECK(written("a - (b + c)") == "a − (b + c)");
  CHECK(written("(a * b) / (c * d)") == "a × b / (c × d)");
  CHECK(written("a * (b + c) / 2") == "a × (b + c) / 2");
  CHECK(written("-(a * b)") == "−(a × b)");
  CHECK(written("-a * b") == "−a × b");
  CHECK(written("a - (-3 kr)") == "a − (−3 kr)");
  CHECK(written("1200000*1,50") == "1 200 000 × 1,50");
}

TEST_CASE("expression: a part can be written by its node") {
  const expression e = parsed("a * (b - c)");
  CHECK(to_string(e, 3) == "b − c");
  CHECK_THROWS_AS((void)to_string(e, 5), std::out_of_range);
  CHECK_THROWS_AS((void)to_string(e, -1), std::out_of_range);
}

TEST_CASE("expression: one slip gives one remark at its own column, several give several") {
  refuses("", {{"N0510", 1}});
  refuses("   ", {{"N0510", 1}});
  refuses("a # b", {{"N0511", 3}});
  refuses("a * # b", {{"N0511", 5}});
  refuses("a + #", {{"N0511", 5}});
  refuses("=a * b", {{"N0511", 1}});
  refuses("pris € * ä & b", {{"N0511", 6}, {"N0511", 12}});
  refuses("a – b", {{"N0512", 3}});
  refuses("andel %", {{"N0513", 7}});
  refuses("a^2", {{"N0514", 2}});
  refuses("a * / b", {{"N0515", 5}});
  refuses("()", {{"N0515", 2}});
  refuses("+5", {{"N0515", 1}});
  refuses("a ** b", {{"N0515", 4}});
  refuses("min(a; )", {{"N0515", 8}});
  refuses("a * ", {{"N0516", 5}});
  refuses("-", {{"N0516", 2}});
  refuses("a b", {{"N0517", 3}});
  refuses("antal ärenden * 5", {{"N0517", 7}});
  refuses("3 h 30 min", {{"N0517", 5}});
  refuses("7 min (a)", {{"N0517", 3}});
  refuses("5 hours", {{"N0517", 3}});
  refuses("(a * (b + c)", {{"N0518", 1}});
  refuses("((a", {{"N0518", 2}});
  refuses("min(a; b", {{"N0518", 4}});
  refuses("a)", {{"N0519", 2}});
  refuses(") a", {{"N0519", 1}});
  refuses("a) * b)", {{"N0519", 2}, {"N0519", 7}});
  refuses("min(a)", {{"N0521", 1}});
  refuses("max()", {{"N0521", 1}});
  refuses("a * min", {{"N0522", 5}});
  refuses("max * a", {{"N0522", 1}});
  refuses("sum(a; b)", {{"N0523", 1}});
  refuses("antal (a + b)", {{"N0523", 1}});
  refuses("MIN(a; b)", {{"N0523", 1}});
  refuses("a; b", {{"N0524", 2}});
  refuses("a, b", {{"N0524", 2}});
  refuses("(a; b)", {{"N0524", 3}});
  refuses("min(a,b)", {{"N0525", 6}});
  refuses("factors.a * 2", {{"N0526", 1}});
  refuses("a * method", {{"N0527", 5}});
  refuses("a * method.", {{"N0527", 5}});
  refuses("450 kr / h", {{"N0528", 10}});
  refuses("a * kr/h", {{"N0528", 5}});
  refuses("--a", {{"N0529", 2}});
  refuses("a - - -b", {{"N0529", 7}});
  refuses("(45 - 15) min/ärende", {{"N0530", 11}});
  refuses("antal kr", {{"N0530", 7}});
  refuses("2 m^x * a", {{"N0504", 4}});
  refuses("5 a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u", {{"N0508", 43}});
  refuses("1.200,5 * a", {{"N0403", 1}});
  refuses("12 34 * a", {{"N0404", 1}});
  refuses(std::string(31, '1') + " kr", {{"N0405", 1}});
  refuses("a * 1.200 kr", {{"N0406", 5}});
  refuses("ö * 1.200 kr + ö # 2", {{"N0406", 5}, {"N0511", 18}});
  refuses("a * / b + (c d)", {{"N0515", 5}, {"N0517", 14}});
}

TEST_CASE("expression: 200 parentheses may lie within each other, not 201") {
  CHECK(value(repeated("(", 200) + "a" + repeated(")", 200)) == 2);
  CHECK(value(repeated("min(a; ", 200) + "b" + repeated(")", 200)) == 2);
  refuses(repeated("(", 201) + "a" + repeated(")", 201), {{"N0520", 201}});
  refuses(repeated("min(a; ", 201) + "b" + repeated(")", 201), {{"N0520", 200 * 7 + 4}});
}

TEST_CASE("expression: long chains are no deep ones") {
  const std::size_t terms = 200'000;
  const expression sum = parsed("a" + repeated("+a", terms - 1));
  CHECK(sum.nodes.size() == 2 * terms - 1);
  CHECK(evaluated(sum).value() == 2 * static_cast<int>(terms));
  CHECK(references(sum) == std::vector<std::string>{"a"});
  CHECK(to_string(sum).size() == 1 + 4 * (terms - 1));
  CHECK(parsed("1" + repeated("*a", terms)).root().what == kind::multiply);
}

TEST_CASE("expression: hostile texts are refused with at most twenty remarks") {
  const std::size_t million = 1'000'000;
  for (const char* piece :
       {"(", ")",    "-",      "+",  "*",       "/",   ";",   ",",     ".",  "#",    "%",        "^", "a ", "1 ",
        "9", "min(", "max(a;", "a.", "method.", "kr/", "1/h", "5 kr ", "ä(", "\xff", "\xe2\x88", "−", "((-"}) {
    CAPTURE(piece);
    const auto read = parse_expression(repeated(piece, million / std::string_view(piece).size()), here);
    CHECK_FALSE(read.has_value());
    CHECK(read.error().size() <= 20);
  }
}

namespace {

// Random expressions, built as a parser would: inputs before their users.
class random_expression {
 public:
  explicit random_expression(std::uint64_t seed) : draw_(seed) {}

  expression next() {
    e_ = {};
    grow(draw_.between(0, 5));
    return e_;
  }

 private:
  int add(kind what, std::vector<int> inputs) {
    expression::node n;
    n.what = what;
    n.inputs = std::move(inputs);
    e_.nodes.push_back(std::move(n));
    return static_cast<int>(e_.nodes.size()) - 1;
  }

  int leaf() {
    static const char* const units[] = {"", "", "kr", "kr/h", "min/ärende", "%", "1/år", "h·kr", "m²/ärende/år"};
    const int which = draw_.between(0, 9);
    const kind what = which < 5   ? kind::number
                      : which < 8 ? kind::reference
                      : which < 9 ? kind::parameter
                                  : kind::hours;
    const int node = add(what, {});
    expression::node& n = e_.nodes.back();
    if (what == kind::number) {
      n.value = decimal::of(static_cast<std::uint64_t>(draw_.between(0, 2'000'000)), draw_.between(0, 2),
                            draw_.between(0, 3) == 0);
      n.unit_of = parse_unit(units[draw_.between(0, 8)]).value_or(unit{});
    } else if (what != kind::hours) {
      n.name = std::string(1, static_cast<char>('a' + draw_.between(0, 5))) + "_ö";
    }
    return node;
  }

  int grow(int depth) {
    if (depth == 0) return leaf();
    static constexpr kind inner[] = {kind::negate,   kind::add,    kind::add,      kind::subtract, kind::subtract,
                                     kind::multiply, kind::divide, kind::multiply, kind::minimum,  kind::maximum};
    const kind what = inner[draw_.between(0, 9)];
    const int inputs = what == kind::negate ? 1 : what < kind::minimum ? 2 : draw_.between(2, 3);
    std::vector<int> grown;
    for (int i = 0; i < inputs; ++i) grown.push_back(grow(draw_.between(0, depth - 1)));
    return add(what, std::move(grown));
  }

  oracle::generator draw_;
  expression e_;
};

/// The numbers (without their signs) and names from left to right.
std::vector<std::string> leaves(const expression& e) {
  std::vector<std::string> out;
  for (const expression::node& n : e.nodes) {
    if (!n.inputs.empty()) continue;
    out.push_back(n.what == kind::number ? to_string(quantity{absolute(n.value), n.unit_of})
                                         : n.name + std::to_string(static_cast<int>(n.what)));
  }
  return out;
}

}  // namespace

TEST_CASE("expression: what is written is read again as the same number") {
  random_expression random(20260101);
  int compared = 0;
  for (int i = 0; i < 5000; ++i) {
    const expression e = random.next();
    const std::string text = to_string(e);
    CAPTURE(text);
    const expression again = parsed(text);
    CHECK(leaves(again) == leaves(e));
    CHECK(to_string(again) == text);
    const auto value = evaluated(e);
    CHECK(evaluated(again) == value);
    compared += value.has_value() ? 1 : 0;
  }
  CHECK(compared > 4000);
}
