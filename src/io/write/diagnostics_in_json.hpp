// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>
#include <nytta/core/message.hpp>

#include <nlohmann/json.hpp>

#include <utility>

namespace nytta {

/// Each diagnostic with its code, severity, message, advice and place.
[[nodiscard]] inline nlohmann::ordered_json diagnostics_in_json(const diagnostics& all, language in) {
  auto out = nlohmann::ordered_json::array();
  for (const auto& d : all) {
    nlohmann::ordered_json one;
    one["code"] = d.code;
    one["severity"] = message_of(d.code).weight == severity::error ? "error" : "warning";
    one["message"] = text(d, in);
    one["advice"] = advice(d, in);
    one["where"] = to_string(d.where);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace nytta
