// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/report.hpp>

namespace nytta {

/// Adds to the calculation's working what the report tells of an alternative year by year: its money apart from
/// everything else, and the hours that are freed, by whose they are.
[[nodiscard]] money_years money_years_of(calculation& of, const alternative_appraisal& a);

}  // namespace nytta
