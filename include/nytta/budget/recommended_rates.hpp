// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/effect/investment.hpp>

#include <array>
#include <string_view>

namespace nytta {

/// Where they stand, read in the circulars themselves.
inline constexpr std::string_view recommended_rates_source = "SKR, cirkulär om internränta (16:6, 22:05, 23:05)";

/// The rate that Sweden's municipalities are recommended to charge capital with (internränta), by budget year. It rests
/// on what they borrow at; each municipality decides its own. No year after 2025 could be read.
inline constexpr std::array recommended_rates{
    charge_rate{2016, decimal::of(240, 4)}, charge_rate{2017, decimal::of(175, 4)},
    charge_rate{2018, decimal::of(175, 4)}, charge_rate{2019, decimal::of(150, 4)},
    charge_rate{2020, decimal::of(150, 4)}, charge_rate{2021, decimal::of(125, 4)},
    charge_rate{2022, decimal::of(100, 4)}, charge_rate{2023, decimal::of(125, 4)},
    charge_rate{2024, decimal::of(250, 4)}, charge_rate{2025, decimal::of(250, 4)}};

}  // namespace nytta
