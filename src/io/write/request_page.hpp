// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/request.hpp>

#include "io/page/page.hpp"

namespace nytta {

/// The request without its title: the form, the assets, the charges and the effect on the operating budget, under
/// headings of a level.
[[nodiscard]] page request_page(const calculation& of, const investment_request& request, language in, int level);

/// The same with its title, and what is to be checked.
[[nodiscard]] page whole_request_page(const calculation& of, const investment_request& request, language in);

}  // namespace nytta
