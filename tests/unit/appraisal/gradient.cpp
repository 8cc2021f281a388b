// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/gradient.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "unit/appraisal/claims.hpp"
#include "unit/appraisal/tree_cases.hpp"

// The gradient, held to differences: of rationals where the working is rational, so that a slope is right to 15 digits;
// else of long doubles.

using namespace claims;
using boost::multiprecision::cpp_rational;

namespace nytta {

template <>
struct number_abilities<cpp_rational> {
  static constexpr bool real_powers = false;
  static constexpr bool rates_of_return = false;
};

}  // namespace nytta

namespace {

using real = long double;

decimal number(std::string_view digits) { return *decimal::parse(digits); }

/// A working of three columns from 2025, with one figure. Its nodes are added by hand.
class bench {
 public:
  bench() {
    steps.first_year = 2025;
    steps.years = 3;
  }
  int input(std::string_view digits) { return put(operation::input, shape::scalar, {}, {number(digits)}); }
  int inputs(const std::vector<std::string>& digits) {
    std::vector<decimal> numbers;
    for (const auto& d : digits) numbers.push_back(number(d));
    return put(operation::input, shape::yearly, {}, std::move(numbers));
  }
  int literals(const std::vector<std::string>& digits) {
    const int at = inputs(digits);
    steps.nodes.back().what = operation::literal;
    return at;
  }
  int put(operation what, shape form, std::vector<int> of, std::vector<decimal> numbers = {},
          std::vector<int> integers = {}) {
    node n;
    n.what = what;
    n.form = form;
    n.inputs = std::move(of);
    n.numbers = std::move(numbers);
    n.integers = std::move(integers);
    return steps.add(std::move(n));
  }
  /// What the others make of it is weighed with 3, 5 and 7, so that no two columns' slopes are alike.
  int weighed(int series) { return put(operation::present_value, shape::scalar, {series, literals({"3", "5", "7"})}); }
  int factors(std::vector<int> rates, discount_terms::form how, int half_years, std::vector<int> from = {}) {
    discount_terms t;
    t.how = how;
    t.from = std::move(from);
    t.origin_year = t.base_year = t.first_year = 2025;
    t.half_years = half_years;
    steps.terms.push_back(std::move(t));
    const int at = put(operation::discount_factor, shape::yearly, std::move(rates));
    steps.nodes.back().terms = static_cast<int>(steps.terms.size()) - 1;
    return at;
  }

  working steps;
};

template <class Number>
Number value_with(const working& steps, int figure, int at, std::size_t column, const decimal& step) {
  working moved = steps;
  auto& n = moved.nodes[static_cast<std::size_t>(at)].numbers[column];
  n = n + step;
  const auto values = evaluate<Number>(moved);
  const auto& there = values[static_cast<std::size_t>(figure)];
  REQUIRE(there.how == status::ok);
  REQUIRE(there.decided);
  return there.numbers.at(0);
}

/// Every input's every slope against (f(x + h) − f(x − h)) / 2h; what is left out of it is of the size of h².
template <class Number>
void slopes_are_differences(const working& steps, int figure, const decimal& h, double tolerance) {
  const auto values = evaluate<Number>(steps);
  const auto slopes = gradient(steps, values, figure);
  const Number width(from_decimal<Number>(h) * Number(2));
  for (std::size_t i = 0; i < steps.nodes.size(); ++i) {
    if (steps.nodes[i].what != operation::input) continue;
    const int at = static_cast<int>(i);
    CAPTURE(at);
    REQUIRE(slopes.known(at));
    CHECK_FALSE(slopes.kink(at));
    for (std::size_t c = 0; c < steps.nodes[i].numbers.size(); ++c) {
      CAPTURE(c);
      const Number up = value_with<Number>(steps, figure, at, c, h);
      const Number down = value_with<Number>(steps, figure, at, c, -h);
      const auto expected = static_cast<double>(Number((up - down) / width));
      CHECK(std::abs(static_cast<double>(slopes.at(at, c)) - expected) <= tolerance * (1 + std::abs(expected)));
    }
  }
}

void exactly(const bench& b, int figure) {
  slopes_are_differences<cpp_rational>(b.steps, figure, number("0.00000000001"), 1e-15);
  slopes_are_differences<real>(b.steps, figure, number("0.00001"), 1e-8);
}
void nearly(const bench& b, int figure) { slopes_are_differences<real>(b.steps, figure, number("0.00001"), 1e-8); }

/// A bench on which one operation is tried.
struct trial {
  operation what;
  bool rational;
  int (*build)(bench&);
};

const std::vector<trial> trials{
    {operation::input, true, [](bench& b) { return b.input("4"); }},
    {operation::literal, true,
     [](bench& b) {
       b.input("4");  // nothing rests on it
       return b.put(operation::literal, shape::scalar, {}, {number("9")});
     }},
    {operation::add, true,
     [](bench& b) {
       const int x = b.input("4");
       return b.weighed(b.put(operation::add, shape::yearly, {x, b.inputs({"1", "2", "3"}), x}));
     }},
    {operation::subtract, true,
     [](bench& b) {
       return b.weighed(b.put(operation::subtract, shape::yearly, {b.input("4"), b.inputs({"1", "2", "3"})}));
     }},
    {operation::multiply, true,
     [](bench& b) {
       const int x = b.input("4");  // a square among the product
       return b.weighed(b.put(operation::multiply, shape::yearly, {x, b.inputs({"1", "0", "-3"}), x, b.input("0.5")}));
     }},
    {operation::divide, true,
     [](bench& b) {
       return b.weighed(b.put(operation::divide, shape::yearly, {b.input("4"), b.inputs({"2", "-3", "7"})}));
     }},
    {operation::ratio, true,
     [](bench& b) {
       return b.put(operation::ratio, shape::scalar, {b.input("-4"), b.input("3")});
     }},
    {operation::negate, true,
     [](bench& b) {
       return b.weighed(b.put(operation::negate, shape::yearly, {b.inputs({"1", "2", "3"})}));
     }},
    {operation::minimum, true,
     [](bench& b) {
       return b.weighed(
           b.put(operation::minimum, shape::yearly, {b.input("2"), b.inputs({"1", "3", "1.9"}), b.input("2.5")}));
     }},
    {operation::maximum, true,
     [](bench& b) {
       return b.weighed(
           b.put(operation::maximum, shape::yearly, {b.input("2"), b.inputs({"1", "3", "1.9"}), b.input("1.5")}));
     }},
    {operation::power, true,
     [](bench& b) {
       return b.weighed(b.put(operation::power, shape::yearly, {b.input("1.1")}, {}, {-2, 0, 5}));
     }},
    {operation::per_year, true,
     [](bench& b) {
       return b.weighed(
           b.put(operation::per_year, shape::yearly, {b.input("4"), b.inputs({"1", "2", "3"}), b.input("6")}));
     }},
    {operation::at_column, true,
     [](bench& b) {
       return b.put(operation::at_column, shape::scalar, {b.inputs({"1", "2", "3"})}, {}, {1});
     }},
    {operation::lowest, true,
     [](bench& b) {
       return b.put(operation::lowest, shape::scalar, {b.inputs({"1", "-2", "3"})});
     }},
    {operation::cumulate, true,
     [](bench& b) {
       const int series = b.put(operation::cumulate, shape::yearly, {b.inputs({"1", "-2", "3"})});
       const int same = b.put(operation::cumulate, shape::yearly, {b.input("4")});
       return b.weighed(b.put(operation::add, shape::yearly, {series, same}));
     }},
    {operation::uptake_linear, true,
     [](bench& b) {
       return b.weighed(b.put(operation::uptake_linear, shape::yearly, {b.input("0.8")}, {}, {0, 1}));
     }},
    {operation::uptake_s_curve, false,
     [](bench& b) {
       return b.weighed(b.put(operation::uptake_s_curve, shape::yearly, {b.input("0.8")}, {}, {0, 2}));
     }},
    {operation::convert_unit, true,
     [](bench& b) {
       return b.weighed(
           b.put(operation::convert_unit, shape::yearly, {b.inputs({"1", "2", "3"})}, {number("7"), number("60")}));
     }},
    {operation::change_price_level, true,
     [](bench& b) {
       return b.weighed(b.put(operation::change_price_level, shape::yearly,
                              {b.inputs({"1", "2", "3"}), b.input("371.9"), b.input("343.2")}));
     }},
    {operation::discount_factor, true,
     [](bench& b) { return b.weighed(b.factors({b.input("0.04")}, discount_terms::form::flat, 2)); }},
    {operation::discount_factor, true,  // steps: the first period, then the others
     [](bench& b) {
       return b.weighed(b.factors({b.input("0.04"), b.input("0.03")}, discount_terms::form::steps, 2, {1, 2}));
     }},
    {operation::discount_factor, true,  // by calendar year, at the start
     [](bench& b) {
       return b.weighed(b.factors({b.input("0.04"), b.input("0.03")}, discount_terms::form::years, 0, {2025, 2026}));
     }},
    {operation::discount_factor, false,  // half years
     [](bench& b) { return b.weighed(b.factors({b.input("0.04")}, discount_terms::form::flat, 1)); }},
    {operation::annuity_factor, true,
     [](bench& b) {
       discount_terms t;
       t.base_year = t.first_year = t.origin_year = 2025;
       b.steps.terms.push_back(t);
       const int at = b.put(operation::annuity_factor, shape::scalar, {b.input("0.04")}, {}, {3});
       b.steps.nodes.back().terms = 0;
       return at;
     }},
    {operation::present_value, true,
     [](bench& b) {
       const int series =
           b.put(operation::present_value, shape::scalar, {b.inputs({"1", "2", "3"}), b.inputs({"4", "-5", "6"})});
       const int same = b.put(operation::present_value, shape::scalar, {b.input("2"), b.inputs({"1", "2", "4"})});
       return b.put(operation::multiply, shape::scalar, {series, same});
     }},
    {operation::payback, true,  // −500, 600, −400 and 500, in three columns: the lasting crossing
     [](bench& b) {
       return b.put(operation::payback, shape::scalar, {b.inputs({"-500", "100", "900"})});
     }},
    {operation::payback_first, true,
     [](bench& b) {
       return b.put(operation::payback_first, shape::scalar, {b.inputs({"-500", "600", "-400"})});
     }},
    {operation::break_even_year, true,
     [](bench& b) {
       return b.put(operation::break_even_year, shape::scalar, {b.inputs({"0", "3", "9"}), b.inputs({"5", "1", "1"})});
     }},
    {operation::internal_rate_of_return, false,
     [](bench& b) {
       return b.put(operation::internal_rate_of_return, shape::scalar, {b.inputs({"-100", "60", "70"})});
     }},
    {operation::modified_internal_rate_of_return, false,
     [](bench& b) {
       return b.put(operation::modified_internal_rate_of_return, shape::scalar,
                    {b.inputs({"-100", "60", "70"}), b.input("0.04")});
     }},
};

}  // namespace

TEST_CASE("gradient: every operation's slopes are what differences say") {
  std::set<operation> tried;
  for (const auto& t : trials) {
    CAPTURE(std::string(name(t.what)));
    bench b;
    const int figure = t.build(b);
    bool there = false;
    for (const auto& n : b.steps.nodes) there = there || n.what == t.what;
    CHECK(there);
    t.rational ? exactly(b, figure) : nearly(b, figure);
    tried.insert(t.what);
  }
  // Two have none of their own: no number at all, and steps.
  for (int k = 0; k <= static_cast<int>(operation::round); ++k) {
    const auto what = static_cast<operation>(k);
    if (what == operation::absent || what == operation::round) continue;
    CHECK_MESSAGE(tried.contains(what), name(what));
  }
}

// x ⋅ (x + y) with x = 3, y = 4 used twice on the way: 2x + y = 10, x = 3; and 0 by what it does not rest on.
TEST_CASE("gradient: an input that is used in several places") {
  bench b;
  const int x = b.input("3");
  const int y = b.input("4");
  const int z = b.input("5");
  const int sum = b.put(operation::add, shape::scalar, {x, y});
  const int product = b.put(operation::multiply, shape::scalar, {x, sum});
  b.put(operation::multiply, shape::scalar, {product, z});  // behind the figure
  const auto slopes = gradient(b.steps, evaluate<cpp_rational>(b.steps), product);
  CHECK(slopes.at(x, 0) == 10);
  CHECK(slopes.at(y, 0) == 3);
  CHECK(slopes.at(z, 0) == 0);
  CHECK(slopes.reached(x));
  CHECK_FALSE(slopes.reached(z));
  CHECK(slopes.known(z));
}

TEST_CASE("gradient: of one column of a series") {
  bench b;
  const int x = b.input("3");
  const int y = b.inputs({"1", "2", "5"});
  const int product = b.put(operation::multiply, shape::yearly, {x, y});
  const auto slopes = gradient(b.steps, evaluate<cpp_rational>(b.steps), product, 2);
  CHECK(slopes.at(x, 0) == 5);
  CHECK(slopes.at(y, 0) == 0);
  CHECK(slopes.at(y, 1) == 0);
  CHECK(slopes.at(y, 2) == 3);
}

// A quotient that a method fills with a number of its own stands still.
TEST_CASE("gradient: a stand-in for a quotient does not move") {
  bench b;
  const int x = b.input("3");
  const int below = b.input("0");
  const int share = b.put(operation::ratio, shape::scalar, {x, below}, {number("99")});
  const auto slopes = gradient(b.steps, evaluate<cpp_rational>(b.steps), share);
  CHECK(slopes.at(x, 0) == 0);
  CHECK(slopes.at(below, 0) == 0);
}

TEST_CASE("gradient: rounding has slope 1 by convention") {
  bench b;
  const int x = b.input("2.345");
  const int rounded = b.put(operation::round, shape::scalar, {x}, {}, {2});
  CHECK(gradient(b.steps, evaluate<double>(b.steps), rounded).at(x, 0) == 1);
}

// Where there is no number, or a list, there is no slope, whatever the figure rests on.
TEST_CASE("gradient: a figure without one number has no slopes") {
  bench b;
  const int x = b.input("3");
  const int aside = b.input("1");
  const int half = b.put(operation::multiply, shape::scalar, {x, b.input("0")});
  const int quotient = b.put(operation::divide, shape::scalar, {x, half});
  auto slopes = gradient(b.steps, evaluate<double>(b.steps), quotient);
  CHECK_FALSE(slopes.known(quotient));
  CHECK_FALSE(slopes.known(x));
  CHECK_FALSE(slopes.known(half));
  CHECK(slopes.known(aside));

  bench absent;
  const int none = absent.put(operation::absent, shape::scalar, {});
  CHECK_FALSE(gradient(absent.steps, evaluate<double>(absent.steps), none).known(none));

  bench rates;  // −100, 230, −132 has the rates 10 % and 20 %
  const int flows = rates.inputs({"-100", "230", "-132"});
  const int irr = rates.put(operation::internal_rate_of_return, shape::list, {flows});
  const auto values = evaluate<double>(rates.steps);
  REQUIRE(values[static_cast<std::size_t>(irr)].numbers.size() == 2);
  CHECK_FALSE(gradient(rates.steps, values, irr).known(flows));
}

// ---- kinks ----------------------------------------------------------------------------------------------------------

namespace {

bool kink(bench& b, int figure, int input) { return gradient(b.steps, evaluate<double>(b.steps), figure).kink(input); }

}  // namespace

TEST_CASE("gradient: a tie of a minimum or maximum is a kink of both, and of nothing else") {
  for (const auto what : {operation::minimum, operation::maximum}) {
    bench b;
    const int x = b.input("2");
    const int y = b.input("2");
    const int z = b.input(what == operation::minimum ? "3" : "1");
    const int w = b.input("5");
    const int best = b.put(what, shape::scalar, {x, y, z});
    const int sum = b.put(operation::add, shape::scalar, {best, w});
    CHECK(kink(b, sum, x));
    CHECK(kink(b, sum, y));
    CHECK_FALSE(kink(b, sum, z));
    CHECK_FALSE(kink(b, sum, w));
    // The same node twice ties with itself.
    const int itself = b.put(what, shape::scalar, {x, x});
    CHECK_FALSE(kink(b, itself, x));
    CHECK(gradient(b.steps, evaluate<double>(b.steps), itself).at(x, 0) == 1);
  }
  bench b;
  const int flows = b.inputs({"-5", "3", "-5"});
  const int least = b.put(operation::lowest, shape::scalar, {flows});
  CHECK(kink(b, least, flows));
}

// A kink is told of everything behind it.
TEST_CASE("gradient: a kink reaches what the tied numbers rest on") {
  bench b;
  const int x = b.input("2");
  const int twice = b.put(operation::multiply, shape::scalar, {x, b.put(operation::literal, shape::scalar, {}, {2})});
  const int best = b.put(operation::maximum, shape::scalar, {twice, b.put(operation::literal, shape::scalar, {}, {4})});
  CHECK(kink(b, best, x));
}

TEST_CASE("gradient: a payback that is settled by a sum of exactly 0") {
  const auto bends = [](operation what, const std::vector<std::string>& flows) {
    bench b;
    const int at = b.inputs(flows);
    return kink(b, b.put(what, shape::scalar, {at}), at);
  };
  // Paid back in column 1 to the krona: a krona less moves it into column 2, at another slope.
  CHECK(bends(operation::payback, {"-500", "500", "900"}));
  CHECK(bends(operation::payback_first, {"-500", "500", "900"}));
  CHECK_FALSE(bends(operation::payback, {"-500", "499", "900"}));
  CHECK_FALSE(bends(operation::payback_first, {"-500", "501", "900"}));
  // Back at 0 after it was paid back: a krona less and only the end would count. The first crossing stays.
  CHECK(bends(operation::payback, {"-500", "900", "-400"}));
  CHECK_FALSE(bends(operation::payback_first, {"-500", "900", "-400"}));
  // Nothing in the first column: what lasts is settled later; what comes first is settled there.
  CHECK_FALSE(bends(operation::payback, {"0", "-500", "900"}));
  CHECK(bends(operation::payback_first, {"0", "-500", "900"}));
  CHECK(bends(operation::payback, {"0", "500", "900"}));
}

// −100, 220, −121 is −(10 − 11 v)²: 10 % twice. A krona parts it or loses it. With −120.9999 it is two rates 0.1 % on
// either side.
TEST_CASE("gradient: a double rate of return is a kink") {
  bench b;
  const int flows = b.inputs({"-100", "220", "-121"});
  const int irr = b.put(operation::internal_rate_of_return, shape::scalar, {flows});
  auto values = evaluate<double>(b.steps);
  auto& found = values[static_cast<std::size_t>(irr)];
  REQUIRE(found.numbers.size() == 1);
  CHECK(found.numbers[0] == doctest::Approx(0.1));
  CHECK(gradient(b.steps, values, irr).kink(flows));
  b.steps.nodes[static_cast<std::size_t>(flows)].numbers[2] = number("-120.9999");
  values = evaluate<double>(b.steps);
  auto& two = values[static_cast<std::size_t>(irr)];
  REQUIRE(two.numbers.size() == 2);
  two.how = status::ok;  // one of them, as a method may choose
  two.numbers.resize(1);
  CHECK_FALSE(gradient(b.steps, values, irr).kink(flows));
}

// ---- every case of the tree -----------------------------------------------------------------------------------------

namespace {

std::optional<real> moved_along(const appraisal& a, const factor_node& f, int figure, const decimal& share) {
  working steps = a.steps;
  for (decimal& n : steps.nodes[static_cast<std::size_t>(f.node)].numbers) n = n + (n.is_zero() ? share : n * share);
  const auto values = evaluate<real>(steps);
  const auto& there = values[static_cast<std::size_t>(figure)];
  if (there.how != status::ok || there.numbers.size() != 1) return std::nullopt;
  return there.numbers[0];
}

}  // namespace

// f((1 + h) x) − f((1 − h) x) over 2h with h a millionth, against the gradient along x: within 1e-7 of the figure and
// of the slope together.
TEST_CASE("gradient: every case of the tree, along each factor") {
  int compared = 0;
  int kinks = 0;
  std::set<std::string> figures;
  const decimal h = number("0.000001");
  for (const auto& file : tree::cases()) {
    CAPTURE(file.string());
    const auto read = tree::calculated(file);
    if (!read) continue;  // refused on purpose
    const appraisal& a = read->result;
    const auto values = evaluate<double>(a.steps);
    for (const auto& alternative : a.alternatives) {
      for (const char* key : {"net_present_value", "benefit_cost_ratio", "payback_years", "internal_rate_of_return",
                              "modified_internal_rate_of_return", "peak_funding", "equivalent_annual_amount"}) {
        CAPTURE(std::string(key));
        const figure* f = alternative.find(key);
        if (f == nullptr) continue;
        const auto& now = values[static_cast<std::size_t>(f->node)];
        if (now.how != status::ok || now.numbers.size() != 1) continue;
        const auto slopes = gradient(a.steps, values, f->node);
        for (const auto& factor : a.factors) {
          if (factor.node > f->node) continue;
          CAPTURE(factor.id);
          REQUIRE(slopes.known(factor.node));
          if (slopes.kink(factor.node)) {
            ++kinks;
            continue;
          }
          double along = 0;
          double all = 0;
          const auto& numbers = a.steps[factor.node].numbers;
          for (std::size_t c = 0; c < numbers.size(); ++c) {
            const double part = slopes.at(factor.node, c) * (numbers[c].is_zero() ? 1 : to_double(numbers[c]));
            along += part;
            all += std::abs(part);
          }
          const auto up = moved_along(a, factor, f->node, h);
          const auto down = moved_along(a, factor, f->node, -h);
          if (!up || !down) continue;
          const auto expected = static_cast<double>((*up - *down) / (2 * from_decimal<real>(h)));
          CHECK(std::abs(along - expected) <= 1e-7 * (std::abs(now.numbers[0]) + all));
          ++compared;
          if (along != 0) figures.insert(key);
        }
      }
    }
  }
  CHECK(compared > 400);
  CHECK(figures.size() == 7);
}
