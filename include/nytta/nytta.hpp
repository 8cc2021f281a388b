// SPDX-License-Identifier: Apache-2.0
#pragma once

// All seven floors, from the ground up: a number, in time, at a price, flows; an effect, by a method, is appraised.
// The rooms and the doors have headers of their own (<nytta/io/calculate.hpp> reads and appraises a file). With
// NYTTA_HEADER_ONLY nothing is linked, and all is here but the bodies of certify.hpp and shipped.hpp.

// 1 core: numbers, money, units; what is wrong with an input; the working
#include <nytta/core/answer.hpp>            // a measure's value, or why there is none
#include <nytta/core/arithmetic.hpp>        // how a number type divides, takes roots and rounds
#include <nytta/core/config.hpp>            // NYTTA_HEADER_ONLY
#include <nytta/core/decimal.hpp>           // exact decimal numbers
#include <nytta/core/decimal_double.hpp>    // decimals from and to double, correctly rounded
#include <nytta/core/decimal_quotient.hpp>  // quotients, powers and roots to a scale
#include <nytta/core/diagnostic.hpp>        // what is wrong, and where
#include <nytta/core/dual.hpp>              // a number and its slope
#include <nytta/core/formula.hpp>           // a formula as data: name, symbols, source
#include <nytta/core/label.hpp>             // the words of the output, in Swedish and English
#include <nytta/core/language.hpp>          // sv, en
#include <nytta/core/message.hpp>           // a diagnostic's sentence and advice
#include <nytta/core/money.hpp>             // money, share, factor, rate
#include <nytta/core/number_text.hpp>       // numbers as people write them
#include <nytta/core/outcome.hpp>           // a value, or every diagnostic
#include <nytta/core/product_error.hpp>     // what a rounded product lacks
#include <nytta/core/quantity.hpp>          // a number with its unit
#include <nytta/core/rounding.hpp>          // half_even, half_up, …
#include <nytta/core/unit.hpp>              // units, checked and converted
#include <nytta/core/utf8.hpp>              // characters of a text
#include <nytta/core/wide.hpp>              // 128- and 256-bit whole numbers
#include <nytta/core/working.hpp>           // the list of steps that every reader walks

// 2 time
#include <nytta/time/date.hpp>       // a day of the calendar
#include <nytta/time/day_count.hpp>  // which part of a year lies between two dates
#include <nytta/time/horizon.hpp>    // the years of a calculation
#include <nytta/time/timing.hpp>     // start, middle or end of the year

// 3 price
#include <nytta/price/basis.hpp>         // real or nominal, and of which year
#include <nytta/price/index_series.hpp>  // from one year's prices to another's

// 4 flow: amounts over time and their measures, in any number type
#include <nytta/flow/annuity.hpp>       // equivalent annual amount
#include <nytta/flow/batch.hpp>         // NPV and IRR of many series at once
#include <nytta/flow/break_even.hpp>    // the year in which benefits pass costs
#include <nytta/flow/compounding.hpp>   // growth over periods that need not be whole
#include <nytta/flow/cumulate.hpp>      // running sums
#include <nytta/flow/dated.hpp>         // XNPV, XNFV and XIRR: flows on dates
#include <nytta/flow/depreciation.hpp>  // SLN, SYD, DB, DDB, VDB
#include <nytta/flow/discounting.hpp>   // discount schedules and factors
#include <nytta/flow/formulas.hpp>      // every formula of this floor
#include <nytta/flow/irr.hpp>           // every internal rate of return
#include <nytta/flow/mirr.hpp>          // modified internal rate of return
#include <nytta/flow/npv.hpp>           // net present value
#include <nytta/flow/payback.hpp>       // payback period
#include <nytta/flow/peak_funding.hpp>  // the deepest point of the running sum
#include <nytta/flow/rate_search.hpp>   // the search behind every rate of return
#include <nytta/flow/ratios.hpp>        // benefit-cost ratio and its kin
#include <nytta/flow/series.hpp>        // what counts as a series
#include <nytta/flow/time_value.hpp>    // PV, FV, PMT, NPER, RATE and their kin

// 5 effect: what is claimed
#include <nytta/effect/expression.hpp>  // an amount computed from factors
#include <nytta/effect/initiative.hpp>  // who gains or pays, what, how fast
#include <nytta/effect/investment.hpp>  // what is capitalised, and how it is charged

// 6 method: by whose rules
#include <nytta/method/deviation.hpp>  // named departures from the corrected formulas
#include <nytta/method/method.hpp>     // a method as a value with sources
#include <nytta/method/shipped.hpp>    // the methods that come along, as text

// 7 appraisal: initiative and method become a working
#include <nytta/appraisal/appraise.hpp>   // appraise()
#include <nytta/appraisal/bridge.hpp>     // from one result to another, difference by difference
#include <nytta/appraisal/certify.hpp>    // its numbers, certified
#include <nytta/appraisal/checklist.hpp>  // what a stage asks of a case
#include <nytta/appraisal/evaluate.hpp>   // its numbers, in any number type
#include <nytta/appraisal/formulas.hpp>   // every formula of the house
#include <nytta/appraisal/gradient.hpp>   // how a figure answers to each number that it rests on
