// SPDX-License-Identifier: Apache-2.0
// A bare number does not become an amount silently.
#include <nytta/core/money.hpp>

#if defined(LEGAL)
nytta::money price = nytta::money(415);
#elif defined(ILLEGAL)
nytta::money price = 415;
#endif
