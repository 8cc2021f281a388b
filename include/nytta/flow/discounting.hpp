// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/arithmetic.hpp>
#include <nytta/core/formula.hpp>
#include <nytta/time/horizon.hpp>
#include <nytta/time/timing.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

// Discount schedules (diskonteringsräntor) and the factors they give: a flat rate, a rate that steps down with the
// distance from an origin, or a rate for each calendar year. All three answer one question, which rate discounts from
// the end of a calendar year to its start, and a factor is the product of those rates along the way.

namespace nytta {

/// From period `from` after the origin (1 is the first) the yearly rate is `rate`, a fraction.
template <class Number>
struct rate_step {
  int from = 1;
  Number rate{};

  friend bool operator==(const rate_step&, const rate_step&) = default;
};

/// The rate, a fraction, that discounts from the end of `year` to its start.
template <class Number>
struct rate_of_year {
  int year = 0;
  Number rate{};

  friend bool operator==(const rate_of_year&, const rate_of_year&) = default;
};

/// Where the periods of a stepped schedule are counted from.
enum class step_origin : unsigned char { base_year, first_year, calendar_year };

template <class Number>
class discount_schedule {
 public:
  enum class form : unsigned char { flat, stepped, yearly };

  /// No discounting is flat(0). Throws std::invalid_argument for a rate of −100 % or less, as the others do.
  [[nodiscard]] static discount_schedule flat(Number rate) {
    discount_schedule out(form::flat);
    out.rates_.push_back({1, std::move(rate)});
    out.require_rates();
    return out;
  }

  /// `steps` ascend by `from`, the first from 1; `year` is the origin when it is a calendar year.
  /// Throws std::invalid_argument otherwise.
  [[nodiscard]] static discount_schedule stepped(std::vector<rate_step<Number>> steps,
                                                 step_origin origin = step_origin::base_year, int year = 0) {
    discount_schedule out(form::stepped);
    out.rates_ = std::move(steps);
    out.origin_ = origin;
    out.origin_year_ = year;
    out.require_rates();
    if (out.rates_.front().from != 1) {
      throw std::invalid_argument("the first step of a discount schedule counts from period 1, not " +
                                  std::to_string(out.rates_.front().from));
    }
    return out;
  }

  /// `rates` ascend by year; the first holds before it, the last continues, a gap keeps the rate before it.
  /// Throws std::invalid_argument otherwise.
  [[nodiscard]] static discount_schedule yearly(const std::vector<rate_of_year<Number>>& rates) {
    discount_schedule out(form::yearly);
    for (const auto& r : rates) out.rates_.push_back({r.year, r.rate});
    out.require_rates();
    return out;
  }

  [[nodiscard]] form kind() const noexcept { return form_; }

  /// The one rate of a flat schedule, and nothing for the others (a modified internal rate needs it).
  [[nodiscard]] std::optional<Number> flat_rate() const {
    if (form_ != form::flat) return std::nullopt;
    return rates_.front().rate;
  }

  /// The steps as given; for a yearly schedule `from` is the calendar year.
  [[nodiscard]] const std::vector<rate_step<Number>>& steps() const noexcept { return rates_; }

  [[nodiscard]] step_origin origin() const noexcept { return origin_; }

  /// The calendar year at whose start the periods of a stepped schedule begin.
  [[nodiscard]] int origin_year(const horizon& h) const noexcept {
    if (origin_ == step_origin::first_year) return h.first_year;
    return origin_ == step_origin::base_year ? h.base_year : origin_year_;
  }

  /// The rate that discounts from the end of calendar year `year` to its start.
  [[nodiscard]] const Number& rate_in(int year, const horizon& h) const noexcept {
    if (form_ == form::flat) return rates_.front().rate;
    const int position = form_ == form::yearly ? year : year - origin_year(h) + 1;
    std::size_t last = 0;
    while (last + 1 < rates_.size() && rates_[last + 1].from <= position) ++last;
    return rates_[last].rate;
  }

  friend bool operator==(const discount_schedule&, const discount_schedule&) = default;

 private:
  explicit discount_schedule(form f) : form_(f) {}

  void require_rates() const {
    if (rates_.empty()) throw std::invalid_argument("a discount schedule needs at least one rate");
    for (std::size_t i = 0; i < rates_.size(); ++i) {
      if (!(Number(-1) < rates_[i].rate)) throw std::invalid_argument("a discount rate must be above -100 %");
      if (i > 0 && rates_[i].from <= rates_[i - 1].from) {
        throw std::invalid_argument("the steps of a discount schedule must ascend: " + std::to_string(rates_[i].from) +
                                    " follows " + std::to_string(rates_[i - 1].from));
      }
    }
  }

  form form_;
  step_origin origin_ = step_origin::base_year;
  int origin_year_ = 0;
  std::vector<rate_step<Number>> rates_;
};

inline constexpr formula discount_factor_formula{
    .id = "discount_factor",
    .name_sv = "nuvärdefaktor",
    .name_en = "discount factor",
    .text = "v(n) = product over j = 1..n of 1 / (1 + r_j)",
    .symbols = "r_j rate of period j (1), n whole periods",
    .convention = "v(0) = 1; before the base year it compounds; mid-year multiplies by (1 + r_(n+1))^(-1/2).",
    .source = "KTH ME1003 lecture notes (NUV); HM Treasury, Green Book supplementary guidance, Table A.1 (stepped)",
    .basis = evidence::read,
    .example = "3.5 % over 30 periods: 0.356278410602",
};

/// Discount factor at a whole number of years from the start of the base year.      [DF]
///   v(d) = product over the d years from the base year of 1 / (1 + r_y)     r_y the rate of calendar year y (1)
///   v(0) = 1. Before the base year (d < 0) it compounds: the product of (1 + r_y). A stepped schedule whose origin is
///   another year is thereby divided by its own factor at the base year; before the origin the first step holds.
///   Source: HM Treasury, Green Book supplementary guidance, Table A.1 (the stepped form).  Deviates: none.
///   v(31) of 3.5 % from 1 and 3 % from 31 == 0.345901369517   (tests/unit/flow/discounting.cpp)
template <class Number>
[[nodiscard]] Number discount_factor(const discount_schedule<Number>& schedule, const horizon& h, int d,
                                     const arithmetic<Number>& by = {}) {
  Number factor(1);
  for (int i = 0; i < d; ++i) {
    factor = by.divide(factor, Number(Number(1) + schedule.rate_in(h.base_year + i, h)));
  }
  for (int i = d; i < 0; ++i) factor *= Number(Number(1) + schedule.rate_in(h.base_year + i, h));
  return factor;
}

/// The discount factor of every column, written to `out` (one element per column).
/// d years lie between the base year and a column's year: v(d) at the start of it, v(d) × (1 + r)^(−1/2) in the middle,
/// v(d + 1) at the end. `decimals`: round each factor as a printed table does (absent: not rounded).
/// Throws std::invalid_argument when `out` has another length than the horizon.
template <class Number>
void discount_factors(const discount_schedule<Number>& schedule, const horizon& h, timing when, std::span<Number> out,
                      const arithmetic<Number>& by = {}, std::optional<int> decimals = std::nullopt) {
  if (out.size() != static_cast<std::size_t>(h.years)) {
    throw std::invalid_argument("discount factors for " + std::to_string(h.years) + " years do not fit in " +
                                std::to_string(out.size()) + " places");
  }
  Number at_start = discount_factor(schedule, h, years_from_base(h, 0), by);
  for (int column = 0; column < h.years; ++column) {
    const Number growth(Number(1) + schedule.rate_in(year_of(h, column), h));
    const Number at_end = by.divide(at_start, growth);
    Number factor = when == timing::end ? at_end : at_start;
    if (when == timing::middle) factor = by.divide(at_start, by.square_root(growth));
    out[static_cast<std::size_t>(column)] = decimals ? by.rounded(factor, *decimals) : factor;
    at_start = at_end;
  }
}

/// The same as a vector.
template <class Number>
[[nodiscard]] std::vector<Number> discount_factors(const discount_schedule<Number>& schedule, const horizon& h,
                                                   timing when, const arithmetic<Number>& by = {},
                                                   std::optional<int> decimals = std::nullopt) {
  std::vector<Number> out(static_cast<std::size_t>(h.years));
  discount_factors(schedule, h, when, std::span<Number>(out), by, decimals);
  return out;
}

/// Discount factor (nuvärdefaktor) of one rate.                              [DF]
///   (1 + r)^−n          r rate per period (1), n whole periods
///   n below 0 compounds.
///   Source: KTH ME1003 lecture notes (NUV).  Deviates: none.
///   discount_factor(3.5 %, 30) == 0.356278410602   (tests/unit/flow/discounting.cpp)
/// r any rate but −1; throws std::invalid_argument otherwise.
template <class Number>
[[nodiscard]] Number discount_factor(const Number& rate, int periods, const arithmetic<Number>& by = {}) {
  const Number growth(Number(1) + rate);
  if (growth == Number(0)) throw std::invalid_argument("a rate of -100 % has no discount factor");
  if constexpr (std::is_floating_point_v<Number>) {
    return std::pow(growth, static_cast<Number>(-periods));
  } else {
    Number factor(1);
    for (int i = 0; i < periods; ++i) factor = by.divide(factor, growth);
    for (int i = periods; i < 0; ++i) factor *= growth;
    return factor;
  }
}

}  // namespace nytta
