// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/effect/initiative.hpp>

#include <string>

namespace nytta {

/// What an effect is called: its name, or its id.
[[nodiscard]] inline std::string effect_name(const initiative& claim, const std::string& id) {
  for (const auto& e : claim.effects) {
    if (e.id == id && !e.name.empty()) return e.name;
  }
  return id;
}

/// What a stakeholder is called: the name, or the id.
[[nodiscard]] inline std::string stakeholder_name(const initiative& claim, const std::string& id) {
  for (const auto& s : claim.stakeholders) {
    if (s.id == id && !s.name.empty()) return s.name;
  }
  return id;
}

/// What a factor is called: its name, that of the effect whose amount it is, or its id.
[[nodiscard]] inline std::string factor_name(const initiative& claim, const std::string& id) {
  for (const auto& f : claim.factors) {
    if (f.id == id && !f.name.empty()) return f.name;
  }
  for (const auto& e : claim.effects) {
    if (e.own_factor == id && !e.name.empty()) return e.name;
  }
  for (const auto& t : claim.transfers) {
    if (t.own_factor == id && !t.name.empty()) return t.name;
  }
  return id;
}

}  // namespace nytta
