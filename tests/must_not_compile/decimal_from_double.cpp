// SPDX-License-Identifier: Apache-2.0
// A binary number never becomes a decimal silently: 0.1 would bring 55 digits that nobody wrote.
#include <nytta/core/decimal.hpp>

#if defined(LEGAL)
nytta::decimal tenth = 1;
#elif defined(ILLEGAL)
nytta::decimal tenth = 0.1;
#endif
