// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/what_if.hpp>

#include "io/page/page.hpp"

namespace nytta {

/// What sensitivity_text says of one alternative.
[[nodiscard]] page sensitivity_page(const calculation& of, const sensitivity& s, language in,
                                    const sensitivity_text_choice& choice);

/// What simulation_text says of one alternative.
[[nodiscard]] page simulation_page(const calculation& of, const simulation& s, const simulated_figure& f, language in);

/// How the simulation was made: draws, seed and what varies.
[[nodiscard]] page simulation_frame(const calculation& of, const simulation& s, language in);

}  // namespace nytta
