// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/calculate.hpp>

#include <nlohmann/json_fwd.hpp>

namespace nytta {

/// Adds the chain to a JSON object: goals, changes, effects, edges.
void add_chain(nlohmann::ordered_json& to, const calculation& of, const alternative_appraisal& a);

}  // namespace nytta
