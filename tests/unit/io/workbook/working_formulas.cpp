// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/working_formulas.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace nytta::workbook;
using nytta::decimal;
using nytta::discount_terms;
using nytta::language;
using nytta::node;
using nytta::operation;
using nytta::reason;
using nytta::shape;
using nytta::working;

namespace {

/// A working of three years from 2026 on and the sheet that is written from it. The first row of the sheet is the
/// fifth.
struct bench {
  working steps;
  sheet on{"W"};
  sheet rates{"R"};
  std::vector<int> nodes;

  bench() {
    steps.first_year = 2026;
    steps.years = 3;
  }
  int add(node n) {
    nodes.push_back(steps.add(std::move(n)));
    return nodes.back();
  }
  int input(std::vector<decimal> numbers) {
    node n;
    n.what = operation::input;
    n.form = numbers.size() == 1 ? shape::scalar : shape::yearly;
    n.numbers = std::move(numbers);
    return add(std::move(n));
  }
  int literal(std::vector<decimal> numbers) {
    const int i = input(std::move(numbers));
    steps.nodes.back().what = operation::literal;
    return i;
  }
  int apply(operation what, std::vector<int> inputs, shape form = shape::scalar, std::vector<int> integers = {}) {
    node n;
    n.what = what;
    n.form = form;
    n.inputs = std::move(inputs);
    n.integers = std::move(integers);
    return add(std::move(n));
  }
  working_formulas write() {
    working_formulas out(steps, on, rates, 4, 3, language::en);
    out.write(nodes);
    return out;
  }
  [[nodiscard]] std::string formula(const std::string& at) const {
    for (const auto& [where, c] : on.cells()) {
      if (cell_name(where) == at) return c.formula ? c.content.text : "constant";
    }
    return "no cell";
  }
  [[nodiscard]] cell_value value(const std::string& at) const {
    for (const auto& [where, c] : on.cells()) {
      if (cell_name(where) == at) return c.content.value();
    }
    return std::string("no cell");
  }
};

}  // namespace

TEST_CASE("working_formulas: numbers are constants; sums, differences and products refer to them") {
  bench b;
  const int x = b.input({6});                              // F5
  const int y = b.input({1, 2, 3});                        // G6:I6
  b.apply(operation::add, {x, x, x});                      // F7
  b.apply(operation::subtract, {x, y}, shape::yearly);     // G8:I8
  b.apply(operation::multiply, {x, y}, shape::yearly);     // G9:I9
  b.apply(operation::negate, {y}, shape::yearly);          // 10
  b.apply(operation::minimum, {x, y}, shape::yearly);      // 11
  b.apply(operation::maximum, {x, y}, shape::yearly);      // 12
  b.apply(operation::cumulate, {y}, shape::yearly);        // 13
  b.apply(operation::at_column, {y}, shape::scalar, {2});  // 14
  b.apply(operation::lowest, {y});                         // 15
  b.apply(operation::per_year, {x, y, x}, shape::yearly);  // 16
  b.apply(operation::present_value, {y, y});               // 17
  b.apply(operation::present_value, {y, x});               // 18
  b.apply(operation::round, {x}, shape::scalar, {2});      // 19
  b.write();
  CHECK(b.formula("F5") == "constant");
  CHECK(b.formula("I6") == "constant");
  CHECK(b.formula("F7") == "F5+F5+F5");
  CHECK(b.formula("H8") == "F5-H6");
  CHECK(b.formula("H9") == "F5*H6");
  CHECK(b.formula("H10") == "-H6");
  CHECK(b.formula("H11") == "MIN(F5,H6)");
  CHECK(b.formula("H12") == "MAX(F5,H6)");
  CHECK(b.formula("G13") == "G6");
  CHECK(b.formula("I13") == "H13+I6");
  CHECK(b.value("I13") == cell_value(6.0));
  CHECK(b.formula("F14") == "I6");
  CHECK(b.formula("F15") == "MIN(G6:I6)");
  CHECK(b.formula("G16") == "F5");
  CHECK(b.formula("H16") == "H6");
  CHECK(b.formula("F17") == "SUMPRODUCT(G6:I6,G6:I6)");
  CHECK(b.value("F17") == cell_value(14.0));
  CHECK(b.formula("F18") == "SUM(G6:I6)*F5");
  CHECK(b.formula("F19") == "INT(F5*100+0.5+(1E-06+1E-15*ABS(F5*100)))/100");
}

TEST_CASE("working_formulas: a number that stands elsewhere is referred to") {
  bench b;
  const int x = b.input({6});
  working_formulas out(b.steps, b.on, b.rates, 4, 3, language::en);
  out.give(x, {reference("factor_x", {cell_value(6.0)})});
  out.write({x});
  CHECK(b.formula("F5") == "factor_x");
  CHECK(out.seen(x).text == "'W'!F5");
}

TEST_CASE("working_formulas: a quotient says why there is none, and so does what rests on it") {
  bench b;
  const int x = b.input({6});
  const int zero = b.input({0});
  const int fixed = b.literal({2});
  const int some = b.input({1, 0, 1});
  const int by_fixed = b.apply(operation::divide, {x, fixed});  // F9
  const int by_zero = b.apply(operation::divide, {x, zero});    // F10
  const int ratio = b.apply(operation::ratio, {x, zero});       // F11
  b.steps.nodes.back().why = reason::costs_not_positive;
  const int shown = b.apply(operation::ratio, {x, zero});  // F12
  b.steps.nodes.back().numbers = {decimal(0)};
  const int rows = b.apply(operation::divide, {x, some}, shape::yearly);  // G13:I13
  b.apply(operation::add, {by_fixed, by_zero, ratio});                    // F14
  b.apply(operation::present_value, {rows, some});                        // F15
  b.apply(operation::add, {shown, by_fixed});                             // F16
  b.write();
  CHECK(b.formula("F9") == "F5/F7");
  CHECK(b.formula("F10") == "IF(F6=0,\"division by zero\",F5/F6)");
  CHECK(b.formula("F11") == "IF(F6<=0,\"the costs are not above zero\",F5/F6)");
  CHECK(b.formula("F12") == "IF(F6<=0,0,F5/F6)");
  CHECK(b.formula("H13") == "IF(0<COUNTIF(G8:I8,\"=0\"),\"division by zero\",F5/H8)");
  CHECK(b.value("G13") == cell_value(std::string("division by zero")));
  CHECK(b.formula("F14") == "IF(ISTEXT(F10),F10,IF(ISTEXT(F11),F11,F9+F10+F11))");
  CHECK(b.value("F14") == cell_value(std::string("division by zero")));
  CHECK(b.formula("F15") == "IF(ISTEXT(G13),G13,SUMPRODUCT(G13:I13,G8:I8))");
  CHECK(b.formula("F16") == "F12+F9");
}

TEST_CASE("working_formulas: powers, units, prices and shapes") {
  bench b;
  const int x = b.input({6});                                    // F5
  const int one = b.literal({1});                                // F6
  const int base = b.apply(operation::add, {one, x});            // F7
  b.apply(operation::power, {base}, shape::yearly, {-1, 0, 1});  // 8
  const int fixed = b.literal({decimal::of(102, 2)});            // 9
  b.apply(operation::power, {fixed}, shape::yearly, {0, 1, 2});  // 10
  b.apply(operation::convert_unit, {x});                         // 11
  b.steps.nodes.back().numbers = {1, 60};
  b.apply(operation::change_price_level, {x, fixed, one});         // 12
  b.apply(operation::uptake_linear, {x}, shape::yearly, {1, 2});   // 13
  b.apply(operation::uptake_s_curve, {x}, shape::yearly, {0, 1});  // 14
  node absent;
  absent.what = operation::absent;
  absent.why = reason::no_hours_known;
  b.add(std::move(absent));  // 15
  b.write();
  CHECK(b.formula("G8") == "IF(F7<=0,\"the rate is -100 % or less\",F7^-1)");
  CHECK(b.formula("H10") == "F9^1");
  CHECK(b.formula("F11") == "F5/60");
  CHECK(b.formula("F12") == "F5*F9/F6");
  CHECK(b.formula("G13") == "0");
  CHECK(b.formula("H13") == "F5*1/2");
  CHECK(b.formula("I13") == "F5*2/2");
  CHECK(b.formula("G14") == "F5/(1+81^(1/2))");
  CHECK(b.formula("I14") == "F5");
  CHECK(b.formula("F15") == "constant");
  CHECK(b.value("F15") == cell_value(std::string("no hours are known")));
}

TEST_CASE("working_formulas: discount factors of one rate, of steps and of calendar years") {
  bench b;
  const int rate = b.literal({decimal::of(3, 2)});  // F5
  const int later = b.input({decimal::of(2, 2)});   // F6
  const auto factors = [&](discount_terms t, std::vector<int> inputs, operation what = operation::discount_factor) {
    b.steps.terms.push_back(std::move(t));
    node n;
    n.what = what;
    n.form = what == operation::discount_factor ? shape::yearly : shape::scalar;
    n.inputs = std::move(inputs);
    n.terms = static_cast<int>(b.steps.terms.size()) - 1;
    if (what == operation::annuity_factor) n.integers = {2};
    return b.add(std::move(n));
  };
  factors({discount_terms::form::none, {}, 0, 2026, 2026, 2}, {});                                  // 7
  factors({discount_terms::form::flat, {1}, 0, 2027, 2026, 1}, {rate});                             // 8
  factors({discount_terms::form::steps, {1, 2}, 2026, 2026, 2026, 2}, {rate, later});               // 9
  factors({discount_terms::form::years, {2025, 2028}, 0, 2026, 2026, 0}, {rate, later});            // 10
  factors({discount_terms::form::flat, {1}, 0, 2026, 2026, 2}, {rate}, operation::annuity_factor);  // 11 helps, 12
  b.write();
  CHECK(b.formula("G7") == "1");
  CHECK(b.formula("G8") == "(1+F5)^0.5");  // half a year before the base year
  CHECK(b.formula("I8") == "(1+F5)^-1.5");
  CHECK(b.formula("G9") == "IF(F6<=-1,\"the rate is -100 % or less\",(1+F5)^-1)");
  CHECK(b.formula("I9") == "IF(F6<=-1,\"the rate is -100 % or less\",(1+F5)^-1*(1+F6)^-2)");
  CHECK(b.formula("G10") == "IF(F6<=-1,\"the rate is -100 % or less\",1)");
  CHECK(b.formula("I10") == "IF(F6<=-1,\"the rate is -100 % or less\",(1+F5)^-2)");
  CHECK(b.formula("H11") == "(1+F5)^-2");
  CHECK(b.formula("F12") == "SUM(G11:H11)");
}

TEST_CASE("working_formulas: crossings stand in rows of their own") {
  bench b;
  const int flows = b.input({-500, 600, -400});            // G5:I5
  b.apply(operation::payback, {flows});                    // helped by 6-8, in F9
  b.apply(operation::payback_first, {flows});              // helped by 10-12, in F13
  const int benefits = b.input({0, 300, 400});             // G14:I14
  const int costs = b.input({500, 0, 0});                  // G15:I15
  b.apply(operation::break_even_year, {benefits, costs});  // helped by 16-18, in F19
  b.write();
  CHECK(b.formula("F6") == "1E-12*SUMPRODUCT(ABS(G5:I5))");
  CHECK(b.formula("H7") == "G7+H5");
  CHECK(b.formula("I8") == "IF(I7<-F6,0,1)");
  CHECK(b.formula("G8") == "IF(G7<-F6,0,H8)");
  CHECK(b.formula("F9") ==
        "IF(SUM(G8:I8)=0,\"not paid back within the appraisal period\",IF(SUM(G8:I8)=3,0,"
        "3-SUM(G8:I8)-1-INDEX(G7:I7,3-SUM(G8:I8))/INDEX(G5:I5,3-SUM(G8:I8)+1)))");
  CHECK(b.value("F9") == cell_value(std::string("not paid back within the appraisal period")));
  CHECK(b.formula("H12") == "IF(H11<-F10,G12,1)");
  CHECK(std::get<double>(b.value("F13")) == doctest::Approx(500.0 / 600));
  CHECK(b.formula("H17") == "G17+(H14-H15)");
  CHECK(b.formula("H18") == "IF(F16<H17,1,G18)");
  CHECK(b.value("F19") == cell_value(2028.0));
}

TEST_CASE("working_formulas: a modified rate of return needs both signs") {
  bench b;
  const int flows = b.input({-1000, 100, 1250});
  const int rate = b.input({decimal::of(1, 1)});
  b.apply(operation::modified_internal_rate_of_return, {flows, rate});
  b.write();
  CHECK(b.formula("F7") ==
        "IF(F6=-1,\"the rate is -100 %\",IF(OR(COUNTIF(G5:I5,\">0\")=0,COUNTIF(G5:I5,\"<0\")=0),"
        "\"both a positive and a negative flow are needed\",IFERROR(MIRR(G5:I5,F6,F6),"
        "\"the ratio of future to present value is negative and has no root\")))");
  // 100 × 1.1 + 1250 = 1360; (1360 / 1000)^(1/2) − 1
  CHECK(std::get<double>(b.value("F7")) == doctest::Approx(0.16619037896906));
}

namespace {

std::vector<double> rates_of(std::vector<decimal> flows, std::string* why = nullptr) {
  bench b;
  b.steps.years = static_cast<int>(flows.size());
  const int net = b.input(std::move(flows));
  b.apply(operation::internal_rate_of_return, {net}, shape::list);
  const auto written = b.write();
  std::vector<double> out;
  for (const term& t : written.list_seen(1)) {
    if (const double* r = std::get_if<double>(&t.value())) {
      out.push_back(*r);
    } else if (why != nullptr && out.empty() && why->empty()) {
      *why = std::get<std::string>(t.value());
    }
  }
  return out;
}

void check_rates(std::vector<decimal> flows, const std::vector<double>& wanted) {
  const auto found = rates_of(std::move(flows));
  REQUIRE(found.size() == wanted.size());
  for (std::size_t k = 0; k < wanted.size(); ++k) CHECK(found[k] == doctest::Approx(wanted[k]).epsilon(1e-12));
}

}  // namespace

TEST_CASE("working_formulas: every rate of return has a cell") {
  check_rates({-1000, 1100}, {0.1});
  check_rates({-1000, 2500, -1540}, {0.1, 0.4});
  check_rates({-1000, 2000, -1000}, {0});                    // two that fall together
  check_rates({-1000, 3600, -4310, 1716}, {0.1, 0.2, 0.3});  // (x − 1.1)(x − 1.2)(x − 1.3)
  check_rates({1, -3, 3, -1}, {0});                          // three that do
  check_rates({-100, 0, 0, 25}, {-0.3700394750525634});      // 0.25^(1/3) − 1
  check_rates({-1, 101, -100}, {0, 99});
  // (x − 1.05)²(x − 1.5) = x³ − 3.6 x² + 4.2525 x − 1.65375
  check_rates({-100000, 360000, -425250, 165375}, {0.05, 0.5});
  std::string why;
  CHECK(rates_of({-1000, -1}, &why).empty());
  CHECK(why == "no sign change");
  why.clear();
  CHECK(rates_of({0, 0, 0}, &why).empty());
  CHECK(why == "all flows are zero");
  why.clear();
  CHECK(rates_of({1000, -1500, 1000}, &why).empty());
  CHECK(why == "the present value is not zero at any rate above -100 %");
}

TEST_CASE("working_formulas: of several rates the one that Newton's method from 10 % ends at") {
  for (const auto& [flows, wanted] : {std::pair{std::vector<decimal>{-1000, 2500, -1540}, 0.1},
                                      std::pair{std::vector<decimal>{-1000, 2100, -1100}, 0.1}}) {
    bench b;
    b.steps.years = static_cast<int>(flows.size());
    const int net = b.input(flows);
    b.apply(operation::internal_rate_of_return, {net}, shape::list);
    b.steps.nodes.back().numbers = {decimal::of(1, 1)};
    const auto written = b.write();
    REQUIRE(written.list_seen(1).size() == 1);
    CHECK(written.list_seen(1)[0].number() == doctest::Approx(wanted));
  }
}
