// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/ratios.hpp>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

using namespace nytta;
using boost::multiprecision::cpp_rational;

TEST_CASE("ratios: three ratios of one project are three numbers") {
  // Initial costs 100, running 20, benefits 180 (all present values): NNK-i 0.60, per krona 0.50, BCR 1.50.
  const cpp_rational benefits(180);
  const cpp_rational costs(120);
  CHECK(benefit_cost_ratio(benefits, costs).value == cpp_rational(3, 2));
  CHECK(net_benefit_per_krona(benefits, costs).value == cpp_rational(1, 2));
  CHECK(net_present_value_ratio(cpp_rational(60), cpp_rational(100)).value == cpp_rational(3, 5));
}

TEST_CASE("ratios: nothing is divided by costs of zero or below") {
  CHECK(benefit_cost_ratio(180.0, 0.0).state == status::undefined);
  CHECK(benefit_cost_ratio(180.0, 0.0).why == reason::costs_not_positive);
  CHECK(net_benefit_per_krona(180.0, -1.0).why == reason::costs_not_positive);
  CHECK(net_present_value_ratio(60.0, 0.0).why == reason::initial_costs_not_positive);
}
