// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/sensitivity/sensitivity.hpp>
#include <nytta/sensitivity/simulate.hpp>

#include <string>
#include <vector>

// The file door's answers to what if.

namespace nytta {

/// What the text shows beside the summary and the tornado.
struct sensitivity_text_choice {
  bool switching = false;  ///< the switching value of every factor, not only where the decision is near
  bool two_way = false;    ///< the table of two factors
};

/// As text of at most 100 columns: first what decides, then factor by factor, all at once, and the rest. One
/// sensitivity for each alternative.
[[nodiscard]] std::string sensitivity_text(const calculation& of, const std::vector<sensitivity>& all, language in,
                                           const sensitivity_text_choice& choice = {});

/// The object of docs/format.md section 9.
[[nodiscard]] std::string sensitivity_json(const calculation& of, const std::vector<sensitivity>& all,
                                           language in = language::en);

/// What is odd about a simulation: nothing to draw, shares that a curve takes below 0 or above 100 %, or another
/// measure of importance than Sobol's, with the reason.
[[nodiscard]] diagnostics findings_of(const calculation& of, const uncertainty& uncertain, const simulation& s,
                                      const simulation_request& asked);

/// As text: how likely a loss is, what to expect, what the uncertainty comes from and what is worth finding out.
[[nodiscard]] std::string simulation_text(const calculation& of, const simulation& s, language in);

/// The object of docs/format.md section 9.
[[nodiscard]] std::string simulation_json(const calculation& of, const simulation& s, const diagnostics& findings,
                                          language in = language::en);

}  // namespace nytta
