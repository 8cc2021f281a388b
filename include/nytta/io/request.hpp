// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/budget/investment_request.hpp>
#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>

#include <string>

// The file door's investment request: of a calculated case, as JSON and as text.

namespace nytta {

/// The object of docs/format.md section 6.
[[nodiscard]] std::string request_json(const calculation& of, const investment_request& request, language in);

/// The request as a memo: the form, the assets, the charges and the effect on the operating budget, board by board.
[[nodiscard]] std::string request_text(const calculation& of, const investment_request& request, language in);

}  // namespace nytta
