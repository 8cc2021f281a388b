// SPDX-License-Identifier: Apache-2.0
// Discount factors multiply; their sum is an annuity's business.
#include <nytta/core/money.hpp>

#if defined(LEGAL)
nytta::factor both(nytta::factor a, nytta::factor b) { return a * b; }
#elif defined(ILLEGAL)
nytta::factor both(nytta::factor a, nytta::factor b) { return a + b; }
#endif
