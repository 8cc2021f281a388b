// SPDX-License-Identifier: Apache-2.0
// A rate is per year: for how long, and paid when, is a formula's business.
#include <nytta/core/money.hpp>

#if defined(LEGAL)
nytta::money worth(nytta::money a, nytta::factor b) { return a * b; }
#elif defined(ILLEGAL)
nytta::money worth(nytta::money a, nytta::rate b) { return a * b; }
#endif
