// SPDX-License-Identifier: Apache-2.0
// There are no square kronor.
#include <nytta/core/money.hpp>

#if defined(LEGAL)
nytta::money product(nytta::money a, nytta::share b) { return a * b; }
#elif defined(ILLEGAL)
nytta::money product(nytta::money a, nytta::money b) { return a * b; }
#endif
