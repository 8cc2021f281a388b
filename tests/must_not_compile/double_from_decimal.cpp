// SPDX-License-Identifier: Apache-2.0
// A decimal becomes a binary number only where to_double says so.
#include <nytta/core/decimal_double.hpp>

#if defined(LEGAL)
double approximate(nytta::decimal a) { return nytta::to_double(a); }
#elif defined(ILLEGAL)
double approximate(nytta::decimal a) { return a; }
#endif
