// SPDX-License-Identifier: Apache-2.0
// A quotient of decimals is told its scale and rounding: there is no operator that would choose them.
#include <nytta/core/decimal_quotient.hpp>

#if defined(LEGAL)
nytta::decimal third(nytta::decimal a) { return nytta::divide(a, 3, 2, nytta::rounding::half_even); }
#elif defined(ILLEGAL)
nytta::decimal third(nytta::decimal a) { return a / 3; }
#endif
