// SPDX-License-Identifier: Apache-2.0
// No operator crosses between decimal and double.
#include <nytta/core/decimal.hpp>

#if defined(LEGAL)
nytta::decimal sum(nytta::decimal a) { return a + 2; }
#elif defined(ILLEGAL)
nytta::decimal sum(nytta::decimal a) { return a + 2.0; }
#endif
