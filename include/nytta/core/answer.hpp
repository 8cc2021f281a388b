// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

// What a measure answers. A figure that cannot be calculated is a status with its reason: never 0, never NaN, never a
// solver's starting value. Readers pass statuses on as they are.

namespace nytta {

enum class status : unsigned char {
  ok,         ///< a value
  several,    ///< more than one value answers (rates of return)
  none,       ///< the question has no answer: never paid back, no rate of return
  undefined,  ///< an input makes the question meaningless: a ratio to costs of zero
};

/// The status in JSON: "ok", "several", "none", "undefined".
[[nodiscard]] constexpr std::string_view name(status s) noexcept {
  switch (s) {
    case status::ok: return "ok";
    case status::several: return "several";
    case status::none: return "none";
    case status::undefined: return "undefined";
  }
  return {};
}

/// Why there is no value.
enum class reason : unsigned char {
  answered,
  no_sign_change,
  no_real_root,
  all_zero,
  costs_not_positive,
  initial_costs_not_positive,
  never_paid_back,
  never_breaks_even,
  division_by_zero,
  needs_two_periods,
  needs_both_signs,
  rate_not_flat,
  rate_out_of_domain,
  no_year_end,
  no_hours_known,
  not_decidable,
  no_periods,
  no_periods_balance,
  period_outside_term,
  rate_not_positive,
  amount_not_positive,
  amount_negative,
  factor_not_positive,
  month_outside_year,
  too_many_year_lengths,
  rate_minus_one,
  any_rate,
  no_positive_ratio,
};

struct reason_text {
  reason why;
  std::string_view sv;
  std::string_view en;
};

/// The sentence of every reason, in the order of the enumeration.
inline constexpr std::array reason_texts{
    reason_text{reason::answered, "ett svar finns", "there is an answer"},
    reason_text{reason::no_sign_change, "inget teckenbyte: flödena har alla samma tecken", "no sign change"},
    reason_text{reason::no_real_root, "nuvärdet är inte noll vid någon ränta över -100 %",
                "the present value is not zero at any rate above -100 %"},
    reason_text{reason::all_zero, "alla flöden är noll", "all flows are zero"},
    reason_text{reason::costs_not_positive, "kostnaderna är inte större än noll", "the costs are not above zero"},
    reason_text{reason::initial_costs_not_positive, "engångskostnaderna är inte större än noll",
                "the initial costs are not above zero"},
    reason_text{reason::never_paid_back, "betalas inte tillbaka inom kalkylperioden",
                "not paid back within the appraisal period"},
    reason_text{reason::never_breaks_even, "nyttorna överstiger inte kostnaderna inom kalkylperioden",
                "the benefits do not exceed the costs within the appraisal period"},
    reason_text{reason::division_by_zero, "division med noll", "division by zero"},
    reason_text{reason::needs_two_periods, "minst två perioder behövs", "at least two periods are needed"},
    reason_text{reason::needs_both_signs, "både ett positivt och ett negativt flöde behövs",
                "both a positive and a negative flow are needed"},
    reason_text{reason::rate_not_flat, "räntan är inte densamma alla år", "the rate is not the same in all years"},
    reason_text{reason::rate_out_of_domain, "räntan är -100 % eller lägre", "the rate is -100 % or less"},
    reason_text{reason::no_year_end, "perioden rymmer inget helt år att fördela på",
                "the period holds no whole year to spread over"},
    reason_text{reason::no_hours_known, "inga timmar är kända", "no hours are known"},
    reason_text{reason::not_decidable, "de siffror som det räknas med räcker inte för att avgöra det",
                "the digits that are calculated with are too few to decide it"},
    reason_text{reason::no_periods, "antalet perioder är inte större än noll",
                "the number of periods is not above zero"},
    reason_text{reason::no_periods_balance, "inget antal perioder får beloppen att gå ihop",
                "no number of periods balances the amounts"},
    reason_text{reason::period_outside_term, "perioden ligger utanför löptiden", "the period lies outside the term"},
    reason_text{reason::rate_not_positive, "räntan är inte större än noll", "the rate is not above zero"},
    reason_text{reason::amount_not_positive, "ett belopp är inte större än noll", "an amount is not above zero"},
    reason_text{reason::amount_negative, "ett belopp är mindre än noll", "an amount is below zero"},
    reason_text{reason::factor_not_positive, "faktorn är inte större än noll", "the factor is not above zero"},
    reason_text{reason::month_outside_year, "månaderna är inte mellan 1 och 12", "the months are not between 1 and 12"},
    reason_text{reason::too_many_year_lengths, "dagräkningen ger år av för många olika längder för att söka räntan",
                "the day count gives years of too many lengths to search for the rate"},
    reason_text{reason::rate_minus_one, "räntan är -100 %", "the rate is -100 %"},
    reason_text{reason::any_rate, "varje ränta får beloppen att gå ihop", "every rate balances the amounts"},
    reason_text{reason::no_positive_ratio, "kvoten mellan slutvärde och nuvärde är negativ och har ingen rot",
                "the ratio of future to present value is negative and has no root"},
};

/// The sentence of a reason, without a full stop. Throws std::out_of_range for a value outside the enumeration.
[[nodiscard]] constexpr std::string_view text(reason why, language in) {
  for (const auto& row : reason_texts) {
    if (row.why == why) return in == language::sv ? row.sv : row.en;
  }
  throw std::out_of_range("a reason without a sentence");
}

/// One value, or why there is none.
template <class Number>
struct answer {
  status state = status::ok;
  Number value{};  ///< meaningful when `state` is ok
  reason why = reason::answered;

  [[nodiscard]] bool has_value() const noexcept { return state == status::ok; }
};

/// An answer with a value.
template <class Number>
[[nodiscard]] answer<Number> answered(Number value) {
  return {status::ok, std::move(value), reason::answered};
}

/// An answer without one: `state` is none or undefined.
template <class Number>
[[nodiscard]] answer<Number> unanswered(status state, reason why) {
  return {state, Number{}, why};
}

/// Every value that answers, ascending: ok with one, several with more, none or undefined without.
template <class Number>
struct roots {
  status state = status::none;
  std::vector<Number> values;
  std::vector<int> multiplicities{};  ///< how many times each value is a root: 1, unless roots fall together
  reason why = reason::answered;
};

}  // namespace nytta
