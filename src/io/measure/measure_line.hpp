// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace nytta {

/// One question of `nytta measure`, as JSON on one line, and its answer: JSON on one line, without a line break.
/// {"measure":"npv","rate":"0.08","flows":[-40000,5000,8000,12000,30000]} → {"status":"ok","value":"3065.2226681795…"}.
/// What cannot be read, is not known or lies outside a measure's domain is answered with status "error", a code and a
/// sentence in English; never throws on bad input. Values have up to 17 significant digits, all certain
/// (certified_value.hpp).
[[nodiscard]] std::string answer_line(std::string_view line);

/// Every measure and its keys, one line each: "npv: rate, flows, timing, rates".
[[nodiscard]] std::string measures_and_keys();

/// The answer to a line that is longer than a text may be (`document_limits::bytes`) and was therefore not kept.
[[nodiscard]] std::string answer_to_long_line();

}  // namespace nytta
