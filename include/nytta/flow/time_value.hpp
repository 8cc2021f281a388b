// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/flow/compounding.hpp>
#include <nytta/flow/rate_search.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <vector>

// Time value of money under the names, and in the sign convention, of spreadsheets: what is paid out is negative, and
//
//   pv (1 + r)^n + pmt (1 + r w) ((1 + r)^n − 1)/r + fv = 0
//
// holds between the present value pv, the payment pmt of every period, the future value fv, the rate r per period and
// the number of periods n; w is 1 when payments fall at the beginning of their periods and 0 at their end. Where a
// spreadsheet shows #NUM! or #DIV/0!, the answer is a status with its reason.
//
// The number type is a binary or high-precision floating one, one with an error bound, or, where every number of
// periods is whole, a rational. Rates are fractions per period, above −1; amounts are money.

namespace nytta {

/// When in its period a payment falls: at its end (ordinary annuity) or at its beginning (annuity due).
enum class payment_time : unsigned char { end, begin };

namespace spreadsheet {

namespace detail {

template <class Number>
[[nodiscard]] bool in_domain(const Number& rate) {
  return Number(-1) < rate;
}

template <class Number>
[[nodiscard]] answer<Number> rate_too_low() {
  return unanswered<Number>(status::undefined, reason::rate_out_of_domain);
}

/// 1 + r w
template <class Number>
[[nodiscard]] Number weight(const Number& rate, payment_time when) {
  return when == payment_time::begin ? Number(Number(1) + rate) : Number(1);
}

}  // namespace detail

inline constexpr formula pv_formula{
    .id = "pv",
    .name_sv = "nuvärde av lika betalningar",
    .name_en = "present value of level payments",
    .text = "-(fv (1 + r)^-n + pmt (1 + r w) (1 - (1 + r)^-n)/r)",
    .symbols =
        "fv amount at the end, pmt payment per period (kr), r rate per period, n periods, w = 1 at the beginning "
        "of periods, 0 at their end (1)",
    .convention = "Spreadsheets' signs: what is paid out is negative. -(fv + pmt n) at a rate of 0.",
    .source = "Apache POI, FinanceLib; numpy-financial, pv; Microsoft Excel, PV",
    .basis = evidence::code,
    .example = "pv(5 %/12, 60, 1000): -52990.7063239",
};

/// Present value of level payments (nuvärde).                              [PV]
///   −(fv (1 + r)^−n + pmt (1 + r w)(1 − (1 + r)^−n)/r)
///       fv amount at the end (money), pmt payment of every period (money), r rate per period (1), n periods (1),
///       w 1 at the beginning of periods, 0 at their end
///   Spreadsheets' signs; n may be any number, also below 0, where it compounds.
///   Source: Apache POI, FinanceLib; numpy-financial, pv; Microsoft Excel, PV.  Deviates: none.
///   pv(5 %/12, 60, 1000) == −52990.7063239   (tests/unit/flow/time_value.cpp)
/// Undefined for a rate of −1 or less.
template <class Number>
[[nodiscard]] answer<Number> pv(const Number& rate, const std::type_identity_t<Number>& nper,
                                const std::type_identity_t<Number>& pmt,
                                const std::type_identity_t<Number>& fv = Number(0),
                                payment_time when = payment_time::end) {
  if (!detail::in_domain(rate)) return detail::rate_too_low<Number>();
  const Number paid(pmt * detail::weight(rate, when) * discounted_payments(rate, Number(nper)));
  return answered(Number(-Number(Number(fv * compounded(rate, Number(-nper))) + paid)));
}

inline constexpr formula fv_formula{
    .id = "fv",
    .name_sv = "slutvärde",
    .name_en = "future value",
    .text = "-(pv (1 + r)^n + pmt (1 + r w) ((1 + r)^n - 1)/r)",
    .symbols =
        "pv amount at the start, pmt payment per period (kr), r rate per period, n periods, w = 1 at the "
        "beginning of periods, 0 at their end (1)",
    .convention = "Spreadsheets' signs: what is paid out is negative. -(pv + pmt n) at a rate of 0.",
    .source = "Apache POI, FinanceLib; numpy-financial, fv; Microsoft Excel, FV",
    .basis = evidence::code,
    .example = "fv(10 %/4, 16, -2000, 0, begin): 39729.4608942",
};

/// Future value (slutvärde).                              [FV]
///   −(pv (1 + r)^n + pmt (1 + r w) ((1 + r)^n − 1)/r)
///       pv amount at the start (money), pmt payment of every period (money), r rate per period (1), n periods (1),
///       w 1 at the beginning of periods, 0 at their end
///   Spreadsheets' signs; n may be any number.
///   Source: Apache POI, FinanceLib; numpy-financial, fv; Microsoft Excel, FV.  Deviates: none.
///   fv(10 %/4, 16, −2000, 0, begin) == 39729.4608942   (tests/unit/flow/time_value.cpp)
/// Undefined for a rate of −1 or less.
template <class Number>
[[nodiscard]] answer<Number> fv(const Number& rate, const std::type_identity_t<Number>& nper,
                                const std::type_identity_t<Number>& pmt,
                                const std::type_identity_t<Number>& pv = Number(0),
                                payment_time when = payment_time::end) {
  if (!detail::in_domain(rate)) return detail::rate_too_low<Number>();
  const Number paid(pmt * detail::weight(rate, when) * accumulated_payments(rate, Number(nper)));
  return answered(Number(-Number(Number(pv * compounded(rate, Number(nper))) + paid)));
}

inline constexpr formula pmt_formula{
    .id = "pmt",
    .name_sv = "betalning per period (annuitet)",
    .name_en = "payment per period",
    .text = "-(pv + fv (1 + r)^-n) / ((1 + r w) (1 - (1 + r)^-n)/r)",
    .symbols =
        "pv amount at the start, fv amount at the end (kr), r rate per period, n periods, w = 1 at the beginning "
        "of periods, 0 at their end (1)",
    .convention =
        "Spreadsheets' signs: a loan received is positive, its payments negative. -(fv + pv)/n at a rate of 0.",
    .source = "Apache POI, FinanceLib; numpy-financial, pmt; Microsoft Excel, PMT",
    .basis = evidence::code,
    .example = "pmt(8 %/12, 10, 10000): -1037.03208936",
};

/// Payment of every period (annuitet).                              [PMT]
///   −(pv + fv (1 + r)^−n) / ((1 + r w)(1 − (1 + r)^−n)/r)
///       pv amount at the start (money), fv amount at the end (money), r rate per period (1), n periods (1),
///       w 1 at the beginning of periods, 0 at their end
///   Spreadsheets' signs; −(fv + pv)/n when r is 0.
///   Source: Apache POI, FinanceLib; numpy-financial, pmt; Microsoft Excel, PMT.  Deviates: none.
///   pmt(8 %/12, 10, 10000) == −1037.03208936   (tests/unit/flow/time_value.cpp)
/// Undefined for a rate of −1 or less, and without periods.
template <class Number>
[[nodiscard]] answer<Number> pmt(const Number& rate, const std::type_identity_t<Number>& nper,
                                 const std::type_identity_t<Number>& pv,
                                 const std::type_identity_t<Number>& fv = Number(0),
                                 payment_time when = payment_time::end) {
  if (!detail::in_domain(rate)) return detail::rate_too_low<Number>();
  if (nper == Number(0)) return unanswered<Number>(status::undefined, reason::no_periods);
  const Number per_payment(detail::weight(rate, when) * discounted_payments(rate, Number(nper)));
  return answered(Number(-Number(Number(pv + Number(fv * compounded(rate, Number(-nper)))) / per_payment)));
}

inline constexpr formula nper_formula{
    .id = "nper",
    .name_sv = "antal perioder",
    .name_en = "number of periods",
    .text = "ln((pmt (1 + r w) - fv r) / (pmt (1 + r w) + pv r)) / ln(1 + r)",
    .symbols =
        "pmt payment per period, pv amount at the start, fv amount at the end (kr), r rate per period, w = 1 at "
        "the beginning of periods, 0 at their end (1)",
    .convention = "Spreadsheets' signs. -(pv + fv)/pmt at a rate of 0. May be a fraction, or below 0.",
    .source = "Apache POI, FinanceLib; numpy-financial, nper; Microsoft Excel, NPER",
    .basis = evidence::code,
    .example = "nper(4 %, -6000, 50000): 10.3380350715",
};

/// Number of periods (antal perioder).                              [NPER]
///   ln((pmt (1 + r w) − fv r) / (pmt (1 + r w) + pv r)) / ln(1 + r)
///       pmt payment of every period (money), pv amount at the start (money), fv amount at the end (money), r rate per
///       period (1), w 1 at the beginning of periods, 0 at their end
///   Spreadsheets' signs; −(pv + fv)/pmt when r is 0. The answer may be a fraction, or below 0.
///   Source: Apache POI, FinanceLib; numpy-financial, nper; Microsoft Excel, NPER.  Deviates: none.
///   nper(4 %, −6000, 50000) == 10.3380350715   (tests/unit/flow/time_value.cpp)
/// `none` when no number of periods balances the amounts; undefined for a rate of −1 or less. The number type has
/// logarithms.
template <class Number>
[[nodiscard]] answer<Number> nper(const Number& rate, const std::type_identity_t<Number>& pmt,
                                  const std::type_identity_t<Number>& pv,
                                  const std::type_identity_t<Number>& fv = Number(0),
                                  payment_time when = payment_time::end) {
  static_assert(real_powered<Number>, "a number of periods needs a number with logarithms");
  if (!detail::in_domain(rate)) return detail::rate_too_low<Number>();
  if (rate == Number(0)) {
    if (pmt == Number(0)) return unanswered<Number>(status::none, reason::no_periods_balance);
    return answered(Number(-Number(Number(pv + fv) / pmt)));
  }
  const Number per_rate(pmt * detail::weight(rate, when));
  const Number before(per_rate + Number(pv * rate));
  const Number after(per_rate - Number(fv * rate));
  const bool both_positive = Number(0) < before && Number(0) < after;
  const bool both_negative = before < Number(0) && after < Number(0);
  if (!both_positive && !both_negative) return unanswered<Number>(status::none, reason::no_periods_balance);
  // after/before − 1 = −(pv + fv) r / before, which keeps its digits where the quotient is near one.
  const Number growth(-Number(Number(Number(pv + fv) * rate) / before));
  return answered(Number(log_of_growth(growth) / log_of_growth(rate)));
}

inline constexpr formula ipmt_formula{
    .id = "ipmt",
    .name_sv = "räntedel av en betalning",
    .name_en = "interest part of a payment",
    .text = "-r (1 + r)^-w (pv a_(n-k+1) - fv (1 + r)^-(n-k+1) a_(k-1)) / a_n, a_j = (1 - (1 + r)^-j)/r",
    .symbols =
        "pv amount at the start, fv amount at the end (kr), r rate per period, n periods, k the payment, w = 1 at "
        "the beginning of periods, 0 at their end (1)",
    .convention = "Spreadsheets' signs. 0 in the first period when payments fall at the beginning.",
    .source = "Apache POI, Finance; numpy-financial, ipmt; Microsoft Excel, IPMT",
    .basis = evidence::code,
    .example = "ipmt(5 %/12, 2, 60, 50000): -205.26988188",
};

/// Interest part of a payment (räntedel).                              [IPMT]
///   −r (1 + r)^−w (pv a_(n−k+1) − fv (1 + r)^−(n−k+1) a_(k−1)) / a_n,  a_j = (1 − (1 + r)^−j)/r
///       pv amount at the start (money), fv amount at the end (money), r rate per period (1), n periods (1), k the
///       payment, 1 … n, w 1 at the beginning of periods, 0 at their end
///   Spreadsheets' signs. It is the rate on what the loan then amounts to, written so that neither end of a long
///   loan loses digits; 0 in the first period when payments fall at the beginning.
///   Source: Apache POI, Finance; numpy-financial, ipmt; Microsoft Excel, IPMT.  Deviates: none.
///   ipmt(5 %/12, 2, 60, 50000) == −205.26988188   (tests/unit/flow/time_value.cpp)
/// Undefined for a rate of −1 or less and for a period outside 1 … n.
template <class Number>
[[nodiscard]] answer<Number> ipmt(const Number& rate, const std::type_identity_t<Number>& per,
                                  const std::type_identity_t<Number>& nper, const std::type_identity_t<Number>& pv,
                                  const std::type_identity_t<Number>& fv = Number(0),
                                  payment_time when = payment_time::end) {
  if (!detail::in_domain(rate)) return detail::rate_too_low<Number>();
  if (per < Number(1) || nper < per) return unanswered<Number>(status::undefined, reason::period_outside_term);
  if (when == payment_time::begin && per == Number(1)) return answered(Number(0));
  const Number left(Number(nper - per) + Number(1));
  const Number from_start(pv * discounted_payments(rate, left));
  const Number from_end(Number(fv * compounded(rate, Number(-left))) *
                        discounted_payments(rate, Number(per - Number(1))));
  const Number loan(Number(from_start - from_end) / discounted_payments(rate, Number(nper)));
  return answered(Number(Number(-rate * loan) / detail::weight(rate, when)));
}

inline constexpr formula ppmt_formula{
    .id = "ppmt",
    .name_sv = "amorteringsdel av en betalning",
    .name_en = "principal part of a payment",
    .text = "-(pv + fv) (1 + r)^(k - 1 - w - n) / ((1 - (1 + r)^-n)/r)",
    .symbols =
        "pv amount at the start, fv amount at the end (kr), r rate per period, n periods, k the payment, w = 1 at "
        "the beginning of periods, 0 at their end (1)",
    .convention = "Spreadsheets' signs. The whole payment in the first period when payments fall at the beginning.",
    .source = "Apache POI, Finance; numpy-financial, ppmt; Microsoft Excel, PPMT",
    .basis = evidence::code,
    .example = "ppmt(5 %/12, 2, 60, 50000): -738.291800321",
};

/// Principal part of a payment (amorteringsdel).                              [PPMT]
///   −(pv + fv)(1 + r)^(k − 1 − w − n) / ((1 − (1 + r)^−n)/r)
///       pv amount at the start (money), fv amount at the end (money), r rate per period (1), n periods (1), k the
///       payment, 1 … n, w 1 at the beginning of periods, 0 at their end
///   Spreadsheets' signs; principal parts grow by the rate. The whole payment in the first period when payments fall at
///   the beginning.
///   Source: Apache POI, Finance; numpy-financial, ppmt; Microsoft Excel, PPMT.  Deviates: none.
///   ppmt(5 %/12, 2, 60, 50000) == −738.291800321   (tests/unit/flow/time_value.cpp)
/// Undefined as ipmt is.
template <class Number>
[[nodiscard]] answer<Number> ppmt(const Number& rate, const std::type_identity_t<Number>& per,
                                  const std::type_identity_t<Number>& nper, const std::type_identity_t<Number>& pv,
                                  const std::type_identity_t<Number>& fv = Number(0),
                                  payment_time when = payment_time::end) {
  if (!detail::in_domain(rate)) return detail::rate_too_low<Number>();
  if (per < Number(1) || nper < per) return unanswered<Number>(status::undefined, reason::period_outside_term);
  if (per == Number(1) && when == payment_time::begin) return pmt(rate, nper, pv, fv, when);
  const Number periods(Number(per - nper) - Number(when == payment_time::begin ? 2 : 1));
  const Number last(-Number(Number(pv + fv) / discounted_payments(rate, Number(nper))));
  return answered(Number(last * compounded(rate, periods)));
}

inline constexpr formula ispmt_formula{
    .id = "ispmt",
    .name_sv = "ränta vid rak amortering",
    .name_en = "interest with equal principal payments",
    .text = "pv r (k/n - 1)",
    .symbols = "pv loan (kr), r rate per period, n periods (1), k whole periods that have passed",
    .convention = "Spreadsheets' signs; k counts from 0, and may lie outside 0 ... n.",
    .source = "Microsoft Excel, ISPMT; formulajs, ISPMT",
    .basis = evidence::code,
    .example = "ispmt(10 %/12, 6, 24, 100000): -625",
};

/// Interest of a loan repaid in equal principal payments (rak amortering).                              [ISPMT]
///   pv r (k/n − 1)          pv loan (money), r rate per period (1), n periods (1), k periods that have passed
///   Spreadsheets' signs; a k outside 0 … n continues the line.
///   Source: Microsoft Excel, ISPMT; formulajs, ISPMT.  Deviates: none.
///   ispmt(10 %/12, 6, 24, 100000) == −625   (tests/unit/flow/time_value.cpp)
/// Undefined without periods.
template <class Number>
[[nodiscard]] answer<Number> ispmt(const Number& rate, const std::type_identity_t<Number>& per,
                                   const std::type_identity_t<Number>& nper, const std::type_identity_t<Number>& pv) {
  if (nper == Number(0)) return unanswered<Number>(status::undefined, reason::no_periods);
  return answered(Number(Number(pv * rate) * Number(Number(per / nper) - Number(1))));
}

namespace detail {

/// Why payments `start` … `end` of a loan cannot be added up; answered when they can.
template <class Number>
[[nodiscard]] reason refusal_of_sum(const Number& rate, const Number& nper, const Number& pv, const Number& start,
                                    const Number& end) {
  if (!(Number(0) < rate)) return reason::rate_not_positive;
  if (!(Number(0) < nper)) return reason::no_periods;
  if (!(Number(0) < pv)) return reason::amount_not_positive;
  if (start < Number(1) || end < start || nper < end) return reason::period_outside_term;
  return reason::answered;
}

}  // namespace detail

inline constexpr formula cumprinc_formula{
    .id = "cumprinc",
    .name_sv = "amortering över flera betalningar",
    .name_en = "principal of several payments",
    .text = "sum over k = s..e of ppmt_k",
    .symbols = "ppmt_k principal part of payment k (kr), s first and e last payment",
    .convention = "Spreadsheets' signs; rate, periods and loan above 0.",
    .source = "formulajs, CUMPRINC; Microsoft Excel, CUMPRINC",
    .basis = evidence::code,
    .example = "cumprinc(5 %/12, 60, 50000, 1, 12, end): -9027.76264908",
};

/// Principal of several payments.                              [CUMPRINC]
///   Σ_(k=s…e) ppmt_k          ppmt_k principal part of payment k (money), s first and e last payment
///   Spreadsheets' signs; as a geometric sum, so that a long one costs nothing.
///   Source: formulajs, CUMPRINC; Microsoft Excel, CUMPRINC.  Deviates: none.
///   cumprinc(5 %/12, 60, 50000, 1, 12) == −9027.76264908   (tests/unit/flow/time_value.cpp)
/// Undefined unless rate, periods and loan are above 0 and 1 ≤ s ≤ e ≤ n.
template <class Number>
[[nodiscard]] answer<Number> cumprinc(const Number& rate, const std::type_identity_t<Number>& nper,
                                      const std::type_identity_t<Number>& pv, const std::type_identity_t<Number>& start,
                                      const std::type_identity_t<Number>& end, payment_time when) {
  const reason why = detail::refusal_of_sum<Number>(rate, nper, pv, start, end);
  if (why != reason::answered) return unanswered<Number>(status::undefined, why);
  Number first(start);
  Number sum(0);
  if (when == payment_time::begin && start == Number(1)) {
    sum = pmt(rate, nper, pv, Number(0), when).value;
    if (end == Number(1)) return answered(sum);
    first = Number(2);
  }
  const Number count(Number(end - first) + Number(1));
  sum += Number(ppmt(rate, first, nper, pv, Number(0), when).value * accumulated_payments(rate, count));
  return answered(sum);
}

inline constexpr formula cumipmt_formula{
    .id = "cumipmt",
    .name_sv = "ränta över flera betalningar",
    .name_en = "interest of several payments",
    .text = "sum over k = s..e of ipmt_k",
    .symbols = "ipmt_k interest part of payment k (kr), s first and e last payment",
    .convention = "Spreadsheets' signs; rate, periods and loan above 0.",
    .source = "formulajs, CUMIPMT; Microsoft Excel, CUMIPMT",
    .basis = evidence::code,
    .example = "cumipmt(5 %/12, 60, 50000, 13, 24, end): -1833.10006657",
};

/// Interest of several payments.                              [CUMIPMT]
///   Σ_(k=s…e) ipmt_k          ipmt_k interest part of payment k (money), s first and e last payment
///   Spreadsheets' signs.
///   Source: formulajs, CUMIPMT; Microsoft Excel, CUMIPMT.  Deviates: none.
///   cumipmt(5 %/12, 60, 50000, 13, 24) == −1833.10006657   (tests/unit/flow/time_value.cpp)
/// Undefined as cumprinc is.
template <class Number>
[[nodiscard]] answer<Number> cumipmt(const Number& rate, const std::type_identity_t<Number>& nper,
                                     const std::type_identity_t<Number>& pv, const std::type_identity_t<Number>& start,
                                     const std::type_identity_t<Number>& end, payment_time when) {
  answer<Number> sum = cumprinc(rate, nper, pv, start, end, when);
  if (!sum.has_value()) return sum;
  const Number count(Number(end - start) + Number(1));
  sum.value = Number(Number(pmt(rate, nper, pv, Number(0), when).value * count) - sum.value);
  return sum;
}

inline constexpr formula fvschedule_formula{
    .id = "fvschedule",
    .name_sv = "slutvärde vid växlande ränta",
    .name_en = "future value at changing rates",
    .text = "pv product over j of (1 + r_j)",
    .symbols = "pv amount at the start (kr), r_j rate of period j (1)",
    .convention = "The amount keeps its sign, unlike fv's.",
    .source = "PhpSpreadsheet, FVSCHEDULE; Microsoft Excel, FVSCHEDULE",
    .basis = evidence::code,
    .example = "fvschedule(1; 9 %, 11 %, 10 %): 1.33089",
};

/// Future value at changing rates.                              [FVSCHEDULE]
///   pv Π (1 + r_j)          pv amount at the start (money), r_j rate of period j (1)
///   The amount keeps its sign.
///   Source: PhpSpreadsheet, FVSCHEDULE; Microsoft Excel, FVSCHEDULE.  Deviates: none.
///   fvschedule(1; 9 %, 11 %, 10 %) == 1.33089   (tests/unit/flow/time_value.cpp)
template <class Number, class Rates>
[[nodiscard]] Number fvschedule(const Number& pv, const Rates& rates) {
  Number value(pv);
  for (const auto& rate : rates) value *= Number(Number(1) + rate);
  return value;
}

inline constexpr formula pduration_formula{
    .id = "pduration",
    .name_sv = "tid till ett värde",
    .name_en = "periods to reach a value",
    .text = "(ln fv - ln pv) / ln(1 + r)",
    .symbols = "pv amount at the start, fv amount wanted (kr), r rate per period (1)",
    .convention = "All three above 0, and amounts with one sign, unlike nper's.",
    .source = "formulajs, PDURATION; Microsoft Excel, PDURATION",
    .basis = evidence::code,
    .example = "pduration(4 %, 10000, 15000): 10.3380350715",
};

/// Periods until an amount has grown to another.                              [PDURATION]
///   (ln fv − ln pv) / ln(1 + r)
///       pv amount at the start (money), fv amount wanted (money), r rate per period (1)
///   Source: formulajs, PDURATION; Microsoft Excel, PDURATION.  Deviates: none.
///   pduration(4 %, 10000, 15000) == 10.3380350715   (tests/unit/flow/time_value.cpp)
/// Undefined unless all three are above 0. The number type has logarithms.
template <class Number>
[[nodiscard]] answer<Number> pduration(const Number& rate, const std::type_identity_t<Number>& pv,
                                       const std::type_identity_t<Number>& fv) {
  static_assert(real_powered<Number>, "a duration needs a number with logarithms");
  if (!(Number(0) < rate)) return unanswered<Number>(status::undefined, reason::rate_not_positive);
  if (!(Number(0) < pv) || !(Number(0) < fv)) {
    return unanswered<Number>(status::undefined, reason::amount_not_positive);
  }
  return answered(Number(log_of_growth(Number(Number(fv - pv) / pv)) / log_of_growth(rate)));
}

inline constexpr formula rri_formula{
    .id = "rri",
    .name_sv = "ränta mellan två värden",
    .name_en = "rate between two values",
    .text = "(fv/pv)^(1/n) - 1",
    .symbols = "pv amount at the start, fv amount at the end (kr), n periods (1)",
    .convention = "Amounts with one sign; -1 when the end is 0.",
    .source = "PhpSpreadsheet, RRI; Microsoft Excel, RRI",
    .basis = evidence::code,
    .example = "rri(10, 10000, 15000): 0.0413797439924",
};

/// Rate at which one amount becomes another.                              [RRI]
///   (fv/pv)^(1/n) − 1          pv amount at the start (money), fv amount at the end (money), n periods (1)
///   Source: PhpSpreadsheet, RRI; Microsoft Excel, RRI.  Deviates: none.
///   rri(10, 10000, 15000) == 0.0413797439924   (tests/unit/flow/time_value.cpp)
/// Undefined unless n is above 0 and pv is not 0; `none` for amounts of opposite sign. The number type has real powers.
template <class Number>
[[nodiscard]] answer<Number> rri(const Number& nper, const std::type_identity_t<Number>& pv,
                                 const std::type_identity_t<Number>& fv) {
  static_assert(real_powered<Number>, "a rate between values needs a number with real powers");
  if (!(Number(0) < nper)) return unanswered<Number>(status::undefined, reason::no_periods);
  if (pv == Number(0)) return unanswered<Number>(status::undefined, reason::division_by_zero);
  if (fv == Number(0)) return answered(Number(-1));
  if ((pv < Number(0)) != (fv < Number(0))) return unanswered<Number>(status::none, reason::no_real_root);
  return answered(growth_over(Number(Number(fv - pv) / pv), Number(Number(1) / nper)));
}

namespace detail {

/// Compoundings per year as spreadsheets read them: the whole part.
template <class Number>
[[nodiscard]] Number whole_part(const Number& x) {
  using std::floor;
  if constexpr (requires { Number(floor(x)); }) {
    return Number(floor(x));
  } else {
    return Number(static_cast<int>(x));
  }
}

}  // namespace detail

inline constexpr formula effect_formula{
    .id = "effect",
    .name_sv = "effektiv årsränta",
    .name_en = "effective annual rate",
    .text = "(1 + r/m)^m - 1",
    .symbols = "r nominal yearly rate (1), m compoundings a year",
    .convention = "Of m the whole part counts.",
    .source = "HyperFormula, EFFECT; Microsoft Excel, EFFECT",
    .basis = evidence::code,
    .example = "effect(10 %, 4): 0.103812890625",
};

/// Effective annual rate (effektiv ränta).                              [EFFECT]
///   (1 + r/m)^m − 1          r nominal yearly rate (1), m compoundings a year, of which the whole part counts
///   Source: HyperFormula, EFFECT; Microsoft Excel, EFFECT.  Deviates: none.
///   effect(10 %, 4) == 0.103812890625   (tests/unit/flow/time_value.cpp)
/// Undefined unless the rate is above 0 and m at least 1.
template <class Number>
[[nodiscard]] answer<Number> effect(const Number& nominal_rate, const std::type_identity_t<Number>& nper) {
  if (!(Number(0) < nominal_rate)) return unanswered<Number>(status::undefined, reason::rate_not_positive);
  if (nper < Number(1)) return unanswered<Number>(status::undefined, reason::no_periods);
  const Number m = detail::whole_part<Number>(nper);
  return answered(growth_over(Number(nominal_rate / m), m));
}

inline constexpr formula nominal_formula{
    .id = "nominal",
    .name_sv = "nominell årsränta",
    .name_en = "nominal annual rate",
    .text = "m ((1 + r)^(1/m) - 1)",
    .symbols = "r effective yearly rate (1), m compoundings a year",
    .convention = "Of m the whole part counts.",
    .source = "HyperFormula, NOMINAL; Microsoft Excel, NOMINAL",
    .basis = evidence::code,
    .example = "nominal(10 %, 4): 0.0964547563378",
};

/// Nominal annual rate (nominell ränta).                              [NOMINAL]
///   m ((1 + r)^(1/m) − 1)          r effective yearly rate (1), m compoundings a year, of which the whole part counts
///   Source: HyperFormula, NOMINAL; Microsoft Excel, NOMINAL.  Deviates: none.
///   nominal(10 %, 4) == 0.0964547563378   (tests/unit/flow/time_value.cpp)
/// Undefined unless the rate is above 0 and m at least 1. The number type has real powers.
template <class Number>
[[nodiscard]] answer<Number> nominal(const Number& effective_rate, const std::type_identity_t<Number>& nper) {
  static_assert(real_powered<Number>, "a nominal rate needs a number with real powers");
  if (!(Number(0) < effective_rate)) return unanswered<Number>(status::undefined, reason::rate_not_positive);
  if (nper < Number(1)) return unanswered<Number>(status::undefined, reason::no_periods);
  const Number m = detail::whole_part<Number>(nper);
  return answered(Number(m * growth_over(effective_rate, Number(Number(1) / m))));
}

inline constexpr formula rate_formula{
    .id = "rate",
    .name_sv = "räntan på ett lån",
    .name_en = "rate of a loan",
    .text = "every r > -1 with pv (1 + r)^n + pmt (1 + r w) ((1 + r)^n - 1)/r + fv = 0",
    .symbols =
        "pv amount at the start, pmt payment per period, fv amount at the end (kr), n periods, w = 1 at the "
        "beginning of periods, 0 at their end, r rate per period (1)",
    .convention = "Spreadsheets' signs. All real roots, ascending: there may be two.",
    .source = "Apache POI, FinanceLib; numpy-financial, rate; Microsoft Excel, RATE",
    .basis = evidence::code,
    .example = "rate(12, -100, 400): 0.228933070977",
};

namespace detail {

/// The present value of everything a loan consists of: 0 at its rate.
template <class Number>
struct loan_equation {
  Number n, pmt, pv, fv;
  payment_time when;

  [[nodiscard]] Number at(const Number& rate) const {
    const Number paid(pmt * weight(rate, when) * discounted_payments(rate, n));
    return Number(Number(pv + paid) + Number(fv * compounded(rate, Number(-n))));
  }

  /// A rate nearby, by secants, as near to a root as the number type tells.
  [[nodiscard]] Number refined(Number rate) const {
    const Number unit = std::numeric_limits<Number>::epsilon();
    Number last(rate + Number(Number(Number(1) + rate) / Number(1 << 20)));
    Number value_there = at(last);
    for (int step = 0; step < 40; ++step) {
      const Number value = at(rate);
      if (value == Number(0) || value == value_there) break;
      const Number next(rate - Number(value * Number(Number(rate - last) / Number(value - value_there))));
      if (!(Number(-1) < next)) break;
      last = rate;
      value_there = value;
      rate = next;
      if (rate_search_detail::magnitude(Number(rate - last)) <= unit * rate_search_detail::magnitude(rate)) break;
    }
    return rate;
  }
};

}  // namespace detail

/// Rates of a loan (räntan på ett lån).                              [RATE]
///   pv (1 + r)^n + pmt (1 + r w)((1 + r)^n − 1)/r + fv = 0
///       pv amount at the start (money), pmt payment of every period (money), fv amount at the end (money), n periods
///       (1), w 1 at the beginning of periods, 0 at their end, r rate per period (1)
///   Spreadsheets' signs. All real roots above −1, ascending.
///   Source: Apache POI, FinanceLib; numpy-financial, rate; Microsoft Excel, RATE.  Deviates: none.
///   rate(12, −100, 400) == 0.228933070977   (tests/unit/flow/time_value.cpp)
/// `none` when no rate balances the amounts; undefined unless n is above 0, and when all amounts are 0. The number type
/// is a floating-point one.
template <class Number>
[[nodiscard]] roots<Number> rate(const Number& nper, const std::type_identity_t<Number>& pmt,
                                 const std::type_identity_t<Number>& pv,
                                 const std::type_identity_t<Number>& fv = Number(0),
                                 payment_time when = payment_time::end) {
  static_assert(std::numeric_limits<Number>::is_specialized && !std::numeric_limits<Number>::is_exact,
                "rates need a floating-point number: double, or one of Boost's");
  constexpr int most_flows = 2000;
  if (!(Number(0) < nper)) return {status::undefined, {}, {}, reason::no_periods};
  const Number at_start(when == payment_time::begin ? Number(pv + pmt) : Number(pv));
  const Number at_end(when == payment_time::begin ? Number(fv) : Number(fv + pmt));
  rate_search<Number> search;
  const auto periods = whole_periods(nper);
  if (periods && *periods <= most_flows) {
    std::vector<Number> flows(static_cast<std::size_t>(*periods) + 1, Number(pmt));
    flows.front() = at_start;
    flows.back() = at_end;
    search.find(flows);
    return roots_of(search);
  }
  // The equation times r, in powers of 1 + r downwards from the one with exponent n + 1: a root more, at r = 0. Each
  // root found is then refined by the equation itself, which loses no digits there.
  const bool begin = when == payment_time::begin;
  const bool long_term = Number(1) < nper;
  const Number of_one(begin ? Number(fv - pmt) : Number(fv));
  const Number of_n(begin ? Number(Number(0) - pv) : Number(pmt - pv));
  const Number constant(begin ? Number(Number(0) - fv) : Number(Number(0) - Number(pmt + fv)));
  const std::vector<Number> amounts{at_start, long_term ? of_n : of_one, long_term ? of_one : of_n, constant};
  const std::vector<Number> exponents{Number(0), long_term ? Number(1) : Number(nper),
                                      long_term ? Number(nper) : Number(1), Number(nper + Number(1))};
  search.find(amounts, exponents);
  const Number unit = std::numeric_limits<Number>::epsilon();
  const detail::loan_equation<Number> loan{nper, pmt, pv, fv, when};
  roots<Number> out;
  for (std::size_t i = 0; i < search.size(); ++i) {
    const Number found = search.rate(i);
    const bool at_zero = rate_search_detail::magnitude(found) <= Number(64) * unit;
    if (at_zero && search.multiplicity(i) == 1) continue;
    out.values.push_back(loan.refined(found));
    out.multiplicities.push_back(at_zero ? search.multiplicity(i) - 1 : search.multiplicity(i));
  }
  if (!out.values.empty()) {
    out.state = out.values.size() == 1 ? status::ok : status::several;
  } else {
    out.state = search.state() == status::undefined ? status::undefined : status::none;
    out.why = search.state() == status::undefined ? search.why() : reason::no_real_root;
  }
  return out;
}

/// Every formula of this header, in the order of `nytta formulas`.
inline constexpr std::array time_value_formulas{
    pv_formula,         fv_formula,        pmt_formula,   nper_formula,    rate_formula,
    ipmt_formula,       ppmt_formula,      ispmt_formula, cumipmt_formula, cumprinc_formula,
    fvschedule_formula, pduration_formula, rri_formula,   effect_formula,  nominal_formula,
};

}  // namespace spreadsheet

}  // namespace nytta
