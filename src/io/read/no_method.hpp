// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>
#include <nytta/method/shipped.hpp>

#include <string>
#include <string_view>

#include "io/read/keys.hpp"
#include "method/shipped_texts.hpp"

namespace nytta {

/// No method has that name: with those that were probably meant (N0785), else by `code` with all that ship.
[[nodiscard]] inline diagnostic no_method(std::string_view code, const place& where, const std::string& name) {
  const std::string meant = keys::names_like(shipped_method_ids(), name);
  return meant.empty() ? diagnostic{code, where, {name, shipped_ids()}} : diagnostic{"N0785", where, {name, meant}};
}

}  // namespace nytta
