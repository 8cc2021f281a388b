// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/method/method.hpp>

#include <string>
#include <vector>

namespace nytta {

/// The methods that ship, ascending by id.
[[nodiscard]] std::vector<method> shipped_methods();

/// Methods in a table, a line each: { "methods": [{ id, edition, name, … }] }, and as text.
[[nodiscard]] std::string methods_json(const std::vector<method>& all);
[[nodiscard]] std::string methods_text(const std::vector<method>& all, language in);

/// docs/methods.md: every shipped method in one table, then what is known of each and what is not.
[[nodiscard]] std::string methods_page(const std::vector<method>& all);

}  // namespace nytta
