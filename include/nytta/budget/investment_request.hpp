// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/budget/capital_charge.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/outcome.hpp>

#include <string>
#include <vector>

// Who pays? The investment request (investeringsäskande): what an initiative's assets cost the budget each year, and
// what it does to the operating budget, board by board.

namespace nytta {

/// Why an asset's cost is taken at once instead of over its life.
enum class expensed : unsigned char { no, below_limit, short_lived };

/// An asset as it counts in an alternative.
struct charged_asset {
  std::string id;
  std::string board;
  std::string cost;               ///< id of the cost; empty: an amount of its own
  decimal outlay;                 ///< kronor; what is capitalised, interest during construction included
  decimal construction_interest;  ///< of it
  decimal residual;
  year_month in_use_from;
  bool avoided = false;         ///< a cost of the reference that is not paid: the charges are what is saved
  expensed why = expensed::no;  ///< of all of it
  std::vector<std::string> expensed_components;
  std::vector<charged_year> years;  ///< empty where it is expensed
};

/// What it does to the operating budget in each column of the case (driftkostnadskonsekvens), kronor. Net is what the
/// budget must rise by: capital charge, running costs, write-offs and transfers less cash benefits. Redeployed benefits
/// stand beside it and never reduce it.
struct operating_effect {
  std::string board;  ///< empty for all boards together
  std::vector<decimal> capital_charge;
  std::vector<decimal> running_costs;  ///< every cash cost that is not capitalised
  std::vector<decimal> cash_benefits;
  std::vector<decimal> write_offs;
  std::vector<decimal> transfers;  ///< paid less received; zeros where the case has none
  std::vector<decimal> redeployed_benefits;
  std::vector<decimal> net;
};

struct investment_request {
  std::string alternative;
  int first_year = 0;
  int years = 0;
  std::vector<charge_rate> rates;
  bool recommended_rates_used = false;
  std::vector<charged_asset> assets;
  operating_effect total;
  std::vector<operating_effect> by_board;  ///< in the order in which the case names them
  diagnostics findings;
};

/// The request of an alternative. Amounts are rounded as the method rounds figures; within each table they add up.
[[nodiscard]] outcome<investment_request> request_for(const initiative& claim, const method& rules, const appraisal& of,
                                                      const alternative_appraisal& a);

}  // namespace nytta
