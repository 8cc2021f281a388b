// SPDX-License-Identifier: Apache-2.0
// Shares add to shares, never to a rate.
#include <nytta/core/money.hpp>

#if defined(LEGAL)
nytta::share sum(nytta::share a, nytta::share b) { return a + b; }
#elif defined(ILLEGAL)
nytta::share sum(nytta::share a, nytta::rate b) { return a + b; }
#endif
