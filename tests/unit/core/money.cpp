// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/money.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace nytta;

namespace {

template <class A, class B>
concept can_add = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept can_multiply = requires(A a, B b) {
  a* b;
};
template <class A, class B>
concept can_compare = requires(A a, B b) {
  a < b;
};

// What means something …
static_assert(can_add<money, money> && can_add<share, share>);
static_assert(can_multiply<money, share> && can_multiply<share, money> && can_multiply<money, factor>);
static_assert(can_multiply<factor, money> && can_multiply<factor, factor> && can_multiply<share, share>);
static_assert(can_compare<money, money> && can_compare<rate, rate>);
// … and what does not.
static_assert(!can_add<rate, money> && !can_add<money, share> && !can_add<money, factor> && !can_add<money, decimal>);
static_assert(!can_add<rate, rate> && !can_add<factor, factor> && !can_add<money, int>);
static_assert(!can_multiply<money, money> && !can_multiply<money, rate> && !can_multiply<rate, rate>);
static_assert(!can_multiply<money, decimal> && !can_multiply<share, factor>);
static_assert(!can_compare<money, decimal> && !can_compare<money, rate> && !can_compare<share, factor>);
static_assert(!std::is_convertible_v<decimal, money> && !std::is_convertible_v<decimal, rate>);
static_assert(!std::is_convertible_v<int, share> && !std::is_convertible_v<int, factor>);
static_assert(!std::is_convertible_v<money, decimal>);

decimal number(std::string_view text) { return decimal::parse(text).value(); }

}  // namespace

TEST_CASE("money: a share of an amount, discounted, rounded to öre at the end") {
  const money amount(number("1000.01"));
  const share part(number("0.5"));
  const factor worth(number("0.9"));
  const money exact = amount * part * worth;  // 450.0045
  CHECK(exact == money(number("450.0045")));
  CHECK(exact.rounded(rounding::half_even).kronor().to_string() == "450.00");
  CHECK(exact.rounded(rounding::up).kronor().to_string() == "450.01");
}

TEST_CASE("money: half-even and half-up differ on a tie of half an öre") {
  const money tie(number("35.105"));
  CHECK(tie.rounded(rounding::half_even) == money(number("35.10")));
  CHECK(tie.rounded(rounding::half_up) == money(number("35.11")));
  CHECK((-tie).rounded(rounding::half_up) == money(number("-35.11")));
}

TEST_CASE("money: sums, differences and order") {
  money total(100);
  total += money(number("0.50"));
  total -= money(1);
  CHECK(total == money(number("99.5")));
  CHECK(money(-1) < money());
  CHECK(share(number("0.4")) + share(number("0.6")) == share(1));
  CHECK(share(1) - share(number("0.3")) == share(number("0.7")));
}

TEST_CASE("money: factors of consecutive years multiply; the first is 1") {
  CHECK(factor() == factor(1));
  CHECK(factor(number("0.9")) * factor(number("0.8")) == factor(number("0.72")));
}
