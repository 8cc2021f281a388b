// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/formula.hpp>

#include <vector>

namespace nytta {

/// Share of the full effect in a year of an even uptake.
inline constexpr formula linear_uptake_formula{
    .id = "linear_uptake",
    .name_sv = "jämnt uttag",
    .name_en = "linear uptake",
    .text = "u(y) = ceiling * (y - from + 1) / (to - from + 1)",
    .symbols = "y calendar year, from and to first and last year of the rise, ceiling share (1)",
    .convention = "0 before from, the ceiling after to.",
    .source = "Definition (docs/format.md, When)",
    .basis = evidence::read,
    .example = "from 2023 to 2026, ceiling 80 %: 0.2, 0.4, 0.6, 0.8",
};

/// Share of the full effect in a year of an s-shaped uptake.
inline constexpr formula s_curve_uptake_formula{
    .id = "s_curve_uptake",
    .name_sv = "s-format uttag",
    .name_en = "s-curve uptake",
    .text = "u(y) = ceiling / (1 + 81^(-(y - (from + to)/2) / (to - from)))",
    .symbols = "y calendar year, from and to the years of 10 % and 90 % of the ceiling (1)",
    .convention = "0 before from, the ceiling after to.",
    .source = "Definition: the logistic curve through 10 % and 90 % (docs/format.md, When)",
    .basis = evidence::read,
    .example = "from 2023 to 2027, ceiling 100 %: 0.1, 0.25, 0.5, 0.75, 0.9",
};

/// What a yearly growth makes of an amount.
inline constexpr formula growth_formula{
    .id = "growth_factor",
    .name_sv = "årlig utveckling",
    .name_en = "growth factor",
    .text = "(1 + g)^(year - price_year)",
    .symbols = "g yearly growth or inflation (1)",
    .convention = "Counted from the calculation's price year; below 1 before it when g is positive.",
    .source = "Definition (docs/format.md, When and Prices)",
    .basis = evidence::read,
    .example = "1.5 % over 3 years: 1.045678375",
};

/// A ratio that a method defines by its table [ratios.ID].
inline constexpr formula method_ratio_formula{
    .id = "method_ratio",
    .name_sv = "metodens egen kvot",
    .name_en = "ratio of the method's own",
    .text = "A / PV(costs of the types below)",
    .symbols = "A net present value or present value of benefits (kr), costs by type (kr)",
    .convention =
        "With the tax-financing cost of the same costs where the method says so. Undefined when the costs are "
        "not above 0.",
    .source = "ASEK 5.1, chapter 3 (NNK-i and NNK-idu); docs/format.md, section 4",
    .basis = evidence::read,
    .example = "benefits 180, initial costs 100, running costs 20: 60/100 = 0.6 and 60/120 = 0.5",
};

/// Every formula of the house, the measures first, in the order in which `nytta formulas` prints them.
[[nodiscard]] std::vector<formula> all_formulas();

}  // namespace nytta

#if defined(NYTTA_HEADER_ONLY)
#include <nytta/appraisal/formulas-inl.hpp>
#endif
