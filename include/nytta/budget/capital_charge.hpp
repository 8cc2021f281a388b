// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/effect/investment.hpp>
#include <nytta/method/method.hpp>

#include <array>
#include <span>
#include <vector>

// What an asset costs the budget each year that it is used: depreciation and interest (kapitalkostnad).

namespace nytta {

inline constexpr formula straight_line_charge_formula{
    .id = "straight_line_charge",
    .name_sv = "kapitalkostnad, rak avskrivning",
    .name_en = "capital charge, straight-line",
    .text = "K_t = (A - S) m_t / L + r_t f_t B_(t-1)",
    .symbols =
        "A outlay, S residual, B book value (kr), L life in months, m_t months of use in the year, f_t = m_t / "
        "12, r_t rate of the year (1)",
    .convention = "Interest on the opening book value. Depreciation is rounded; the last year takes the rest.",
    .source = "Alvesta kommun, Bromölla kommun (capital cost); RKR R4 (2019)",
    .basis = evidence::read,
    .example = "1 000 000 over 10 years at 2.5 %: 125 000 the first year, 2 500 less each year",
};

inline constexpr formula annuity_charge_formula{
    .id = "annuity_charge",
    .name_sv = "kapitalkostnad, annuitet",
    .name_en = "capital charge, annuity",
    .text = "K = (A - S D_n) / sum f_t D_t; D_t = product over s = 1..t of 1 / (1 + r_s f_s); charged K f_t",
    .symbols = "A outlay, S residual (kr), f_t share of the year in use, r_t rate of the year (1)",
    .convention =
        "The same yearly amount; depreciation is what the interest leaves of it. The last year takes the rest.",
    .source = "KTH ME1003 lecture notes (annuity method)",
    .basis = evidence::read,
    .example = "1 000 000 over 10 years at 2.5 %: 114 258.76 each year",
};

inline constexpr std::array charge_formulas{straight_line_charge_formula, annuity_charge_formula};

/// What is written off: kronor, over months from the first month of use.
struct depreciation_plan {
  decimal outlay;
  decimal residual;
  int life = 0;  ///< months
  year_month first;
};

/// A calendar year of it, in kronor. Every number has the decimals asked for, and they add up: the charge is
/// depreciation and interest, the book value is the one before less depreciation, and the last one is the residual.
struct charged_year {
  int year = 0;
  int months = 0;  ///< of use
  decimal depreciation;
  decimal interest;
  decimal charge;
  decimal book_value;  ///< at the end of the year
};

/// The rate of a calendar year: the last one named at or before it; nullptr before the first.
[[nodiscard]] const charge_rate* charge_rate_in(std::span<const charge_rate> rates, int year);

/// The capital charge by calendar year (kapitalkostnad), from the first month of use until the outlay is written off.
///   straight-line: K_t = (A − S) m_t / L + r_t f_t B_(t−1)
///   annuity:       K_t = K f_t,  K = (A − S D_n) / Σ f_t D_t,  D_t = Π 1 / (1 + r_s f_s)
///       A outlay, S residual, B book value (money), L life (months), m_t months of use in the year, f_t = m_t / 12,
///       r_t rate of the year
///   Source: Alvesta kommun, Bromölla kommun (capital cost); KTH ME1003 (annuity).  Deviates: none.
///   1 000 000 over 10 years at 2.5 %: 125 000 the first year (tests/unit/budget/capital_charge.cpp)
/// Before rounding, the outlay is the charges and the residual discounted by D_t: that is checked every time.
/// Throws std::invalid_argument for a life or months below 1, an outlay below the residual, a residual below 0, a rate
/// of −100 % or less, and a year without a rate.
[[nodiscard]] std::vector<charged_year> capital_charges(const depreciation_plan& of, std::span<const charge_rate> rates,
                                                        charge_form form, const figure_rounding& printed);

}  // namespace nytta
