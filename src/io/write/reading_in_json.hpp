// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/bridge.hpp>
#include <nytta/core/answer.hpp>
#include <nytta/core/language.hpp>

#include <nlohmann/json.hpp>

namespace nytta {

/// A figure's digits; where it has no single number, its status with the values or the reason.
[[nodiscard]] inline nlohmann::ordered_json reading_in_json(const figure_reading& f, language in) {
  if (f.how == status::ok && f.values.size() == 1) return f.values.front();
  nlohmann::ordered_json out;
  out["status"] = name(f.how);
  if (f.values.empty()) {
    out["reason"] = text(f.why, in);
  } else {
    out["values"] = f.values;
  }
  return out;
}

}  // namespace nytta
