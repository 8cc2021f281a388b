// SPDX-License-Identifier: Apache-2.0
#include <nytta/budget/capital_charge.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "appraisal/fraction.hpp"

namespace nytta {

namespace {

using rational = boost::multiprecision::cpp_rational;

constexpr int months_of_year = 12;

rational exactly(const decimal& x) { return fraction::of_decimal(x).rational(); }

decimal rounded(const rational& x, const figure_rounding& printed) {
  using boost::multiprecision::cpp_int;
  const cpp_int scaled =
      numerator(x) * boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(printed.decimals));
  const auto whole = decimal::parse(rounded_quotient(scaled, denominator(x), printed.mode).str());
  if (!whole) throw decimal_overflow("a capital charge is larger than any amount");
  return *whole * decimal::of(1, printed.decimals);
}

/// A calendar year of use, before anything is rounded.
struct period {
  int year = 0;
  int months = 0;
  rational interest_rate;  // of the part of the year
};

std::vector<period> periods_of(const depreciation_plan& of, std::span<const charge_rate> rates) {
  std::vector<period> out;
  int left = of.life;
  int month = of.first.month;
  for (int year = of.first.year; left > 0; ++year, month = 1) {
    const charge_rate* rate = charge_rate_in(rates, year);
    if (rate == nullptr) throw std::invalid_argument("no rate is given for " + std::to_string(year));
    if (!(decimal(-1) < rate->rate)) throw std::invalid_argument("the rate of a charge must be above -100 %");
    const int months = (std::min)(left, months_of_year + 1 - month);
    out.push_back({year, months, exactly(rate->rate) * rational(months, months_of_year)});
    left -= months;
  }
  return out;
}

/// The outlay whose charges these are: charges and residual, each discounted by the rates until then.
rational outlay_of(const std::vector<period>& periods, const std::vector<rational>& charges, const rational& residual) {
  rational value = residual;
  for (std::size_t t = periods.size(); t-- > 0;) value = (value + charges[t]) / (1 + periods[t].interest_rate);
  return value;
}

/// The yearly amount that pays for the outlay.
rational annuity_of(const std::vector<period>& periods, const rational& outlay, const rational& residual) {
  std::vector<rational> shares;
  for (const period& p : periods) shares.emplace_back(p.months, months_of_year);
  const std::vector<rational> nothing(periods.size());
  return (outlay - outlay_of(periods, nothing, residual)) / outlay_of(periods, shares, 0);
}

}  // namespace

const charge_rate* charge_rate_in(std::span<const charge_rate> rates, int year) {
  const charge_rate* found = nullptr;
  for (const charge_rate& r : rates) {
    if (r.from <= year) found = &r;
  }
  return found;
}

std::vector<charged_year> capital_charges(const depreciation_plan& of, std::span<const charge_rate> rates,
                                          charge_form form, const figure_rounding& printed) {
  if (of.life < 1) throw std::invalid_argument("an asset is used for at least a month");
  if (of.first.month < 1 || of.first.month > months_of_year) throw std::invalid_argument("a year has 12 months");
  if (of.residual.is_negative() || of.outlay < of.residual) {
    throw std::invalid_argument("the residual lies between 0 and the outlay");
  }
  const auto periods = periods_of(of, rates);
  const rational outlay = exactly(of.outlay);
  const rational residual = exactly(of.residual);
  const bool annuity = form == charge_form::annuity;
  const rational yearly = annuity ? annuity_of(periods, outlay, residual) : rational(0);
  std::vector<rational> charges;  // before rounding, which the identity holds for
  std::vector<charged_year> out;
  rational book = outlay;
  decimal shown = of.outlay;
  for (std::size_t t = 0; t < periods.size(); ++t) {
    const period& p = periods[t];
    const bool last = t + 1 == periods.size();
    const rational interest = book * p.interest_rate;
    charged_year row{p.year, p.months, {}, rounded(interest, printed), {}, {}};
    if (last) {
      row.depreciation = shown - of.residual;
    } else if (annuity) {
      row.depreciation = rounded(yearly * rational(p.months, months_of_year), printed) - row.interest;
    } else {
      row.depreciation = rounded((outlay - residual) * rational(p.months, of.life), printed);
    }
    charges.push_back(annuity ? yearly * rational(p.months, months_of_year)
                              : interest + (last ? book - residual : exactly(row.depreciation)));
    row.charge = row.depreciation + row.interest;
    row.book_value = shown = shown - row.depreciation;
    book -= charges.back() - interest;
    out.push_back(row);
  }
  if (outlay_of(periods, charges, residual) != outlay || book != residual) {
    throw std::logic_error("the capital charges do not pay for the outlay");
  }
  return out;
}

}  // namespace nytta
