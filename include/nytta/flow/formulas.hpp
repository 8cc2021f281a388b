// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/formula.hpp>
#include <nytta/flow/annuity.hpp>
#include <nytta/flow/break_even.hpp>
#include <nytta/flow/cumulate.hpp>
#include <nytta/flow/dated.hpp>
#include <nytta/flow/depreciation.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/irr.hpp>
#include <nytta/flow/mirr.hpp>
#include <nytta/flow/npv.hpp>
#include <nytta/flow/payback.hpp>
#include <nytta/flow/peak_funding.hpp>
#include <nytta/flow/ratios.hpp>
#include <nytta/flow/time_value.hpp>
#include <nytta/price/index_series.hpp>
#include <nytta/time/day_count.hpp>

#include <array>
#include <cstddef>

namespace nytta {

namespace formulas_detail {

template <std::size_t... Sizes>
[[nodiscard]] constexpr auto joined(const std::array<formula, Sizes>&... parts) {
  std::array<formula, (Sizes + ...)> out{};
  std::size_t next = 0;
  const auto append = [&](const auto& part) {
    for (const formula& f : part) out[next++] = f;
  };
  (append(parts), ...);
  return out;
}

inline constexpr std::array series_formulas{
    npv_formula,
    discount_factor_formula,
    annuity_factor_formula,
    equivalent_annual_amount_formula,
    benefit_cost_ratio_formula,
    net_benefit_per_krona_formula,
    net_present_value_ratio_formula,
    irr_formula,
    mirr_formula,
    payback_formula,
    break_even_formula,
    cumulate_formula,
    peak_funding_formula,
    index_formula,
    xnpv_formula,
    xnfv_formula,
    xirr_formula,
    year_fraction_formula,
};

}  // namespace formulas_detail

/// Every formula of the measures, in the order in which `nytta formulas` prints them.
inline constexpr std::array measure_formulas = formulas_detail::joined(
    formulas_detail::series_formulas, spreadsheet::time_value_formulas, spreadsheet::depreciation_formulas);

}  // namespace nytta
