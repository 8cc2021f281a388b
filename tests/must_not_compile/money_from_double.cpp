// SPDX-License-Identifier: Apache-2.0
// An amount is never made from a binary number.
#include <nytta/core/money.hpp>

#if defined(LEGAL)
nytta::money price(415);
#elif defined(ILLEGAL)
nytta::money price(415.10);
#endif
