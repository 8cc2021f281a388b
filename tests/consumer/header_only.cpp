// SPDX-License-Identifier: Apache-2.0
// The second file of a program that has the bodies inline: it needs only to use them.
#include <nytta/nytta.hpp>

nytta::outcome<nytta::appraisal> appraised_elsewhere(const nytta::initiative& claim, const nytta::method& rules) {
  return nytta::appraise(claim, rules);
}
