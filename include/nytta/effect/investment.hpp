// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/diagnostic.hpp>

#include <optional>
#include <string>
#include <vector>

// What an initiative says of its place in the budget: the assets that its costs become, how the organisation charges
// for them, what is taken out of use, and the form that asks for the money.

namespace nytta {

/// How the cost of an asset in use is charged each year (kapitalkostnad).
enum class charge_form : unsigned char {
  straight_line,  ///< the same depreciation every year, and interest on the opening book value
  annuity         ///< the same charge every year
};

/// A month of a year.
struct year_month {
  int year = 0;
  int month = 1;
};

/// "2023-07"
[[nodiscard]] inline std::string to_string(const year_month& m) {
  return std::to_string(m.year) + (m.month < 10 ? "-0" : "-") + std::to_string(m.month);
}

/// The rate that capital is charged with (intern ränta) from a year until the next named one, as a fraction.
struct charge_rate {
  int from = 0;
  decimal rate;
};

/// A part of an asset that is used up in a time of its own (komponent).
struct asset_component {
  std::string name;
  decimal share;  ///< of the outlay, a fraction
  int life = 0;   ///< months
};

/// Money spent in a year on an asset that no cost of the appraisal stands for.
struct dated_outlay {
  int year = 0;
  decimal kronor;
};

/// What is capitalised (aktiveras): a cost of the initiative, or an amount of its own.
struct asset_claim {
  std::string id;
  std::string name;
  std::string cost;                   ///< id of the cost; empty: `outlays` hold
  std::vector<dated_outlay> outlays;  ///< ascending years
  std::string board;                  ///< that bears the charge; empty: the initiative's
  int life = 0;                       ///< months of use (nyttjandeperiod); 0 where the components say it
  std::optional<year_month> in_use_from;
  decimal residual;  ///< kronor that are not depreciated
  std::vector<asset_component> components;
  place where;
  place cost_where;
};

/// An asset that is taken out of use before it has been written off (utrangering).
struct retired_asset {
  std::string name;
  std::string board;  ///< that bears the write-off; empty: the initiative's
  int year = 0;
  decimal book_value;  ///< kronor
  decimal sale;        ///< kronor
  place where;

  /// What burdens the operating budget; below 0 a gain.
  [[nodiscard]] decimal loss() const { return book_value - sale; }
};

/// How the organisation charges for capital. What is not given is not applied.
struct charge_rules {
  std::vector<charge_rate> rates;  ///< ascending years; one from year 0 holds for all
  charge_form charge = charge_form::straight_line;
  std::optional<decimal> capitalise_above;  ///< kronor; an asset below it is expensed
  std::optional<int> minimum_life;          ///< months; what lasts shorter is expensed
  bool construction_interest = false;       ///< what is spent before the asset is in use bears interest until then
};

/// A line of the request's form (äskande): its key and what stands there.
struct request_field {
  std::string key;
  std::string text;
};

struct investment_claim {
  std::vector<asset_claim> assets;
  std::vector<retired_asset> retired;
  charge_rules rules;
  std::vector<request_field> form;
};

}  // namespace nytta
