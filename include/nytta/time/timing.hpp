// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace nytta {

/// Where in its year an amount falls. It decides the discount exponent, so it is never implied: a method or a case
/// states it, and every report prints it.
enum class timing : unsigned char { start, middle, end };

}  // namespace nytta
