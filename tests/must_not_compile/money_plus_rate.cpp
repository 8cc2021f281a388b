// SPDX-License-Identifier: Apache-2.0
// A rate is not an amount.
#include <nytta/core/money.hpp>

#if defined(LEGAL)
nytta::money sum(nytta::money a, nytta::money b) { return a + b; }
#elif defined(ILLEGAL)
nytta::money sum(nytta::money a, nytta::rate b) { return a + b; }
#endif
