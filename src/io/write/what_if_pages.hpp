// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/what_if.hpp>

#include "io/page/page.hpp"

namespace nytta {

/// What sensitivity_text says of one alternative.
[[nodiscard]] page sensitivity_page(const calculation& of, const sensitivity& s, language in,
                                    const sensitivity_text_choice& choice);

/// Where one factor alone turns the decision, or that none does; empty where 0 decides nothing.
[[nodiscard]] std::string nearest_turn(const calculation& of, const sensitivity& s, language in);

/// How much later the benefits may come before the result is a loss; empty where none of the delays makes it one.
[[nodiscard]] std::string turning_delay(const calculation& of, const sensitivity& s, language in);

/// How likely a loss is; empty of a figure that is never one.
[[nodiscard]] std::string loss_in_words(const calculation& of, const simulation& s, const simulated_figure& f,
                                        language in);

/// What simulation_text says of one alternative.
[[nodiscard]] page simulation_page(const calculation& of, const simulation& s, const simulated_figure& f, language in);

/// How the simulation was made: draws, seed, how each factor varies and which go together.
[[nodiscard]] page simulation_frame(const calculation& of, const simulation& s, language in);

/// The share of outcomes in each interval of the histogram, as its chart shows them; empty without one.
[[nodiscard]] page outcomes_page(const calculation& of, const simulation& s, const simulated_figure& f, language in);

}  // namespace nytta
