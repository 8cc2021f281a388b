// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/budget/capital_charge.hpp>
#include <nytta/core/decimal.hpp>
#include <nytta/core/outcome.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// Who pays? The investment request (investeringsäskande): what an initiative's assets cost the budget each year, and
// what it does to the operating budget, board by board.

namespace nytta {

/// Why an asset's cost is taken at once instead of over its life.
enum class expensed : unsigned char { no, below_limit, short_lived, nothing_paid };

/// What becomes of an asset in an alternative: what is paid for it by year, and the share of it that is capitalised.
struct asset_steps {
  std::size_t asset = 0;              ///< index among the initiative's assets
  bool avoided = false;               ///< a cost of the reference that is not paid
  std::optional<int> paid;            ///< node, kronor by year; nothing for an amount of its own
  std::optional<int> outlay;          ///< node, what is capitalised of it over all years
  std::vector<dated_outlay> by_year;  ///< the same as `paid`, rounded
  decimal capitalised;
  expensed why = expensed::no;
  std::vector<std::string> expensed_components;
};

/// Nodes of a board's rows, by year. The board is empty for all of them together.
struct request_rows {
  std::string board;
  int running = 0;  ///< kronor that are not capitalised
  int benefits = 0;
  int redeployed = 0;
  int transfers = 0;  ///< paid less received
  int hours = 0;      ///< freed, net, in h
};

/// What a request rests on, as steps of a working.
struct request_steps {
  std::vector<asset_steps> assets;
  std::vector<request_rows> by_board;  ///< in the order in which the case names them
  request_rows total;
};

/// A component as it is charged, or the whole asset where it has none. In an asset of components their residuals are 0:
/// what the asset leaves bears interest beside them.
struct charged_part {
  std::string name;
  depreciation_plan plan;
  std::vector<charged_year> years;
};

/// An asset as it counts in an alternative.
struct charged_asset {
  std::string id;
  std::string board;
  std::string cost;                   ///< id of the cost; empty: an amount of its own
  std::vector<dated_outlay> by_year;  ///< what is paid for it
  decimal outlay;                     ///< kronor; what is capitalised, interest during construction included
  decimal construction_interest;      ///< of it
  decimal residual;
  year_month in_use_from;
  bool avoided = false;  ///< a cost of the reference that is not paid: the charges are what is saved
  expensed why = expensed::no;
  std::vector<std::string> expensed_components;
  std::vector<charged_part> parts;  ///< empty where it is expensed
  std::vector<charged_year> years;  ///< the parts, and the interest on what is left, together
};

/// What it does to the operating budget in each column of the case (driftkostnadskonsekvens), kronor. Net is what the
/// budget must rise by: capital charge, running costs and write-offs less cash benefits. Transfers and redeployed
/// benefits stand beside it. Each board's rows are rounded on their own.
struct operating_effect {
  std::string board;  ///< empty for all boards together
  std::vector<decimal> capital_charge;
  std::vector<decimal> running_costs;  ///< every cash cost that is not capitalised
  std::vector<decimal> cash_benefits;
  std::vector<decimal> write_offs;
  std::vector<decimal> redeployed_benefits;
  std::vector<decimal> redeployed_hours;
  std::vector<decimal> net;
  std::vector<decimal> transfers;           ///< paid less received; zeros where the case has none
  std::vector<decimal> net_with_transfers;  ///< the two together
};

struct investment_request {
  std::string alternative;
  std::string reference;  ///< id of the alternative that everything is a difference to; empty: none
  int first_year = 0;
  int years = 0;
  std::vector<charge_rate> rates;
  bool recommended_rates_used = false;
  std::vector<charged_asset> assets;
  operating_effect total;
  std::vector<operating_effect> by_board;  ///< in the order in which the case names them
  diagnostics findings;
};

/// Does the case say anything of assets, of what is retired, or of the form?
[[nodiscard]] inline bool asks_for_investment(const initiative& claim) {
  const auto& said = claim.investment;
  return !said.assets.empty() || !said.retired.empty() || !said.form.empty();
}

/// Adds to an appraisal's working what the request of an alternative rests on.
[[nodiscard]] request_steps add_request_steps(const initiative& claim, const method& rules, appraisal& of,
                                              const alternative_appraisal& a);

/// The request of an alternative. Amounts are rounded as the method rounds figures; within each table they add up.
[[nodiscard]] outcome<investment_request> request_for(const initiative& claim, const method& rules, const appraisal& of,
                                                      const alternative_appraisal& a);

}  // namespace nytta
