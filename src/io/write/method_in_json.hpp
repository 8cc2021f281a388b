// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/method/method.hpp>

#include <nlohmann/json.hpp>

namespace nytta {

/// The method as every JSON output names it: id, edition, deviations, and its label in the language or null.
[[nodiscard]] inline nlohmann::ordered_json method_in_json(const method& rules, language in) {
  nlohmann::ordered_json out;
  out["id"] = rules.id;
  out["edition"] = rules.edition;
  auto deviations = nlohmann::ordered_json::array();
  for (const auto& d : rules.deviations) deviations.push_back(entry_of(d.which).id);
  out["deviations"] = std::move(deviations);
  const std::string_view label = label_of(rules, in);
  out["label"] = label.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(label);
  return out;
}

}  // namespace nytta
