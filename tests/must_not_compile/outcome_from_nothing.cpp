// SPDX-License-Identifier: Apache-2.0
// An outcome is a value or its diagnostics: there is no empty one.
#include <nytta/core/outcome.hpp>

#if defined(LEGAL)
nytta::outcome<int> stated{7};
#elif defined(ILLEGAL)
nytta::outcome<int> stated;
#endif
