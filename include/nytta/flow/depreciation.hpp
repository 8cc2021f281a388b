// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/arithmetic.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/compounding.hpp>

#include <array>
#include <cmath>
#include <type_traits>

// Depreciation of one period under the names of spreadsheets, cost and salvage as they stand (positive), lives and
// periods in the same unit, periods counted from 1. The number types are those of time_value.hpp.

namespace nytta::spreadsheet {

inline constexpr formula sln_formula{
    .id = "sln",
    .name_sv = "linjär avskrivning",
    .name_en = "straight-line depreciation",
    .text = "(C - S) / L",
    .symbols = "C cost, S salvage value (kr), L life in periods (1)",
    .convention = "The same every period.",
    .source = "PhpSpreadsheet, SLN; Microsoft Excel, SLN",
    .basis = evidence::code,
    .example = "sln(10000, 1000, 5): 1800",
};

/// Straight-line depreciation (linjär avskrivning).                              [SLN]
///   (C − S) / L          C cost (money), S salvage value (money), L life (periods)
///   Source: PhpSpreadsheet, SLN; Microsoft Excel, SLN.  Deviates: none.
///   sln(10000, 1000, 5) == 1800   (tests/unit/flow/depreciation.cpp)
/// Undefined for a life of 0.
template <class Number>
[[nodiscard]] answer<Number> sln(const Number& cost, const std::type_identity_t<Number>& salvage,
                                 const std::type_identity_t<Number>& life) {
  if (life == Number(0)) return unanswered<Number>(status::undefined, reason::no_periods);
  return answered(Number(Number(cost - salvage) / life));
}

inline constexpr formula syd_formula{
    .id = "syd",
    .name_sv = "avskrivning enligt årssiffersumman",
    .name_en = "sum-of-years'-digits depreciation",
    .text = "2 (C - S) (L - k + 1) / (L (L + 1))",
    .symbols = "C cost, S salvage value (kr), L life in periods, k period (1)",
    .convention = "Life and period may be fractions.",
    .source = "PhpSpreadsheet, SYD; HyperFormula, SYD; Microsoft Excel, SYD",
    .basis = evidence::code,
    .example = "syd(10000, 1000, 5, 2): 2400",
};

/// Sum-of-years'-digits depreciation.                              [SYD]
///   2 (C − S)(L − k + 1) / (L (L + 1))          C cost (money), S salvage value (money), L life (periods), k period
///   Source: PhpSpreadsheet, SYD; HyperFormula, SYD; Microsoft Excel, SYD.  Deviates: none.
///   syd(10000, 1000, 5, 2) == 2400   (tests/unit/flow/depreciation.cpp)
/// Undefined for a period outside 1 … L.
template <class Number>
[[nodiscard]] answer<Number> syd(const Number& cost, const std::type_identity_t<Number>& salvage,
                                 const std::type_identity_t<Number>& life, const std::type_identity_t<Number>& period) {
  if (period < Number(1) || life < period) return unanswered<Number>(status::undefined, reason::period_outside_term);
  const Number left(Number(life - period) + Number(1));
  return answered(Number(Number(Number(2) * Number(cost - salvage) * left) / Number(life * Number(life + Number(1)))));
}

namespace detail {

/// Why an asset cannot be depreciated; answered when it can.
template <class Number>
[[nodiscard]] reason refusal_of_asset(const Number& cost, const Number& salvage, const Number& life) {
  if (cost < Number(0) || salvage < Number(0)) return reason::amount_negative;
  if (!(Number(0) < life)) return reason::no_periods;
  return reason::answered;
}

/// 1 − (S/C)^(1/L) in thousandths, rounded half-up. The root is never taken: of the thousandths' powers those are
/// sought between which the quotient lies, so that a rational decides every tie.
template <class Number>
[[nodiscard]] int declining_rate_in_thousandths(const Number& cost, const Number& salvage, const Number& life) {
  int least = 0;  // the largest k with 1 − (S/C)^(1/L) ≥ (k − ½)/1000, that is S ≤ C ((2001 − 2k)/2000)^L
  int most = 1000;
  while (least < most) {
    const int k = (least + most + 1) / 2;
    const Number kept(Number(2001 - 2 * k) / Number(2000));
    if (cost * real_power(kept, life) < salvage) {
      most = k - 1;
    } else {
      least = k;
    }
  }
  return least;
}

}  // namespace detail

inline constexpr formula db_formula{
    .id = "db",
    .name_sv = "degressiv avskrivning med fast procentsats",
    .name_en = "fixed-declining-balance depreciation",
    .text = "(C - D_(k-1)) q; first period C q m/12, last part (C - D_L) q (12 - m)/12; q = 1 - (S/C)^(1/L)",
    .symbols =
        "C cost, S salvage value, D_k depreciation up to period k (kr), L life in periods, q rate rounded half-up "
        "to 3 decimals (1), m months of the first year",
    .convention = "Whole periods; the part of a year that the first one lacks comes as period L + 1.",
    .source = "PhpSpreadsheet, DB; HyperFormula, DB; Microsoft Excel, DB",
    .basis = evidence::code,
    .example = "db(1000000, 100000, 6, 2, 7): 259639.416667",
};

/// Fixed-declining-balance depreciation.                              [DB]
///   (C − D_(k−1)) q;  C q m/12 in the first period, (C − D_L) q (12 − m)/12 in period L + 1;  q = 1 − (S/C)^(1/L)
///       C cost (money), S salvage value (money), D_k depreciation up to period k (money), L life (periods), q rate
///       rounded half-up to 3 decimals (1), m months of the first year
///   Source: PhpSpreadsheet, DB; HyperFormula, DB; Microsoft Excel, DB.  Deviates: none.
///   db(1000000, 100000, 6, 2, 7) == 259639.416667   (tests/unit/flow/depreciation.cpp)
/// Undefined for amounts below 0, a life of 0 or less, months outside 1 … 12, and a period outside 1 … L (L + 1 when
/// the first year is not whole). An asset without a cost, or worth more in the end than it cost, has 0.
template <class Number>
[[nodiscard]] answer<Number> db(const Number& cost, const std::type_identity_t<Number>& salvage,
                                const std::type_identity_t<Number>& life, int period, int month = 12) {
  const reason why = detail::refusal_of_asset<Number>(cost, salvage, life);
  if (why != reason::answered) return unanswered<Number>(status::undefined, why);
  if (month < 1 || month > 12) return unanswered<Number>(status::undefined, reason::month_outside_year);
  const Number last(month < 12 ? Number(life + Number(1)) : Number(life));
  if (period < 1 || last < Number(period)) {
    return unanswered<Number>(status::undefined, reason::period_outside_term);
  }
  if (cost == Number(0)) return answered(Number(0));
  const Number rate(Number(detail::declining_rate_in_thousandths<Number>(cost, salvage, life)) / Number(1000));
  const Number first(Number(cost * rate) * Number(Number(month) / Number(12)));
  if (period == 1) return answered(first);
  const Number kept(Number(1) - rate);
  const Number of_period(Number(cost - first) * whole_power(kept, period - 2) * rate);
  if (!(life < Number(period))) return answered(of_period);
  return answered(Number(of_period * Number(Number(12 - month) / Number(12))));
}

inline constexpr formula ddb_formula{
    .id = "ddb",
    .name_sv = "degressiv avskrivning med faktor",
    .name_en = "declining-balance depreciation",
    .text = "B_(k-1) - max(B_k, S), at least 0; B_k = C (1 - f/L)^k",
    .symbols =
        "C cost, S salvage value, B_k book value after period k (kr), L life in periods, f factor (2 doubles), k "
        "period (1)",
    .convention =
        "Never below the salvage value; the first period takes everything when f is L or more. Periods may be "
        "fractions.",
    .source = "HyperFormula, DDB; Microsoft Excel, DDB",
    .basis = evidence::code,
    .example = "ddb(10000, 1000, 5, 2): 2400",
};

/// Declining-balance depreciation, double when the factor is 2.                              [DDB]
///   max(0, B_(k−1) − max(B_k, S)),  B_k = C (1 − f/L)^k
///       C cost (money), S salvage value (money), B_k book value after period k (money), L life (periods), f factor (1)
///   Never below the salvage value; f/L counts as 1 when it is more. A fractional period is the one that ends there.
///   Source: HyperFormula, DDB; Microsoft Excel, DDB.  Deviates: none.
///   ddb(10000, 1000, 5, 2) == 2400   (tests/unit/flow/depreciation.cpp)
/// Undefined for amounts below 0, a life or factor of 0 or less, and a period outside 1 … L.
template <class Number>
[[nodiscard]] answer<Number> ddb(const Number& cost, const std::type_identity_t<Number>& salvage,
                                 const std::type_identity_t<Number>& life, const std::type_identity_t<Number>& period,
                                 const std::type_identity_t<Number>& factor = Number(2)) {
  const reason why = detail::refusal_of_asset<Number>(cost, salvage, life);
  if (why != reason::answered) return unanswered<Number>(status::undefined, why);
  if (!(Number(0) < factor)) return unanswered<Number>(status::undefined, reason::factor_not_positive);
  if (period < Number(1) || life < period) return unanswered<Number>(status::undefined, reason::period_outside_term);
  Number before(cost);
  Number after(0);
  if (factor < life) {
    const Number kept(Number(1) - Number(factor / life));
    before = Number(cost * real_power(kept, Number(period - Number(1))));
    after = Number(before * kept);
  } else if (Number(1) < period) {
    before = Number(0);
  }
  if (before < salvage) return answered(Number(0));
  return answered(Number(before - (after < salvage ? Number(salvage) : after)));
}

namespace detail {

/// Why declining balances have no depreciation between two points of time; answered when they have.
template <class Number>
[[nodiscard]] reason refusal_of_declining(const Number& cost, const Number& salvage, const Number& life,
                                          const Number& start, const Number& end, const Number& factor) {
  constexpr int most_periods = 1000000;
  const reason why = refusal_of_asset<Number>(cost, salvage, life);
  if (why != reason::answered) return why;
  if (factor < Number(0)) return reason::factor_not_positive;
  const bool inside = !(start < Number(0)) && !(end < start) && !(life < end) && !(Number(most_periods) < life);
  return inside ? reason::answered : reason::period_outside_term;
}

/// vdb where none of that refuses it and the salvage value is below the cost. Nothing is compared that may be equal: of
/// equal amounts either is right, and the straight line stays the larger one.
template <class Number>
[[nodiscard]] Number declined_between(const Number& cost, const Number& salvage, const Number& life,
                                      const Number& start, const Number& end, const Number& factor, bool no_switch) {
  Number total(0);
  Number book(cost);
  for (int k = 1; Number(k - 1) < end; ++k) {
    const Number left = greater(Number(book - salvage), Number(0));
    Number amount = lesser(Number(Number(book * factor) / life), left);
    if (!no_switch) amount = greater(amount, Number(left / Number(life - Number(k - 1))));
    const Number from = greater(start, Number(k - 1));
    const Number to = lesser(end, Number(k));
    total += Number(amount * greater(Number(to - from), Number(0)));
    book -= amount;
  }
  return total;
}

}  // namespace detail

inline constexpr formula vdb_formula{
    .id = "vdb",
    .name_sv = "degressiv avskrivning mellan två tidpunkter",
    .name_en = "variable-declining-balance depreciation",
    .text = "sum over periods k of share_k max(min(B_(k-1) f/L, B_(k-1) - S), (B_(k-1) - S)/(L - k + 1))",
    .symbols =
        "B_k book value after period k, S salvage value (kr), L life in periods, f factor, share_k part of period "
        "k between start and end (1)",
    .convention =
        "Straight-line over the life that is left as soon as that is more, unless no_switch; parts of periods "
        "in proportion.",
    .source = "ExcelFinancialFunctions, VDB (all rows with fractions); Microsoft Excel, VDB",
    .basis = evidence::code,
    .example = "vdb(10000, 1000, 7, 3, 4): 1041.23281966",
};

/// Declining-balance depreciation between two points of time.                              [VDB]
///   Σ_k share_k max(min(B_(k−1) f/L, B_(k−1) − S), (B_(k−1) − S)/(L − k + 1))
///       B_k book value after period k (money), S salvage value (money), L life (periods), f factor (1), share_k the
///       part of period k that lies between start and end (1)
///   The straight-line term counts as soon as it is the larger one, unless `no_switch`. Parts of periods are in
///   proportion to whole ones.
///   Source: ExcelFinancialFunctions, VDB; Microsoft Excel, VDB.  Deviates: none.
///   vdb(10000, 1000, 7, 3, 4) == 1041.23281966   (tests/unit/flow/depreciation.cpp)
/// Undefined for amounts below 0, a life of 0 or less or beyond a million periods, a factor below 0, and unless
/// 0 ≤ start ≤ end ≤ L.
template <class Number>
[[nodiscard]] answer<Number> vdb(const Number& cost, const std::type_identity_t<Number>& salvage,
                                 const std::type_identity_t<Number>& life, const std::type_identity_t<Number>& start,
                                 const std::type_identity_t<Number>& end,
                                 const std::type_identity_t<Number>& factor = Number(2), bool no_switch = false) {
  const reason why = detail::refusal_of_declining<Number>(cost, salvage, life, start, end, factor);
  if (why != reason::answered) return unanswered<Number>(status::undefined, why);
  if (!(salvage < cost)) return answered(Number(0));
  return answered(detail::declined_between<Number>(cost, salvage, life, start, end, factor, no_switch));
}

/// Every formula of this header, in the order of `nytta formulas`.
inline constexpr std::array depreciation_formulas{sln_formula, syd_formula, db_formula, ddb_formula, vdb_formula};

}  // namespace nytta::spreadsheet
