// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the bodies of floors 5-7, and of units and texts, are built: compiled once into nytta::nytta (the default), or
// inline with NYTTA_HEADER_ONLY. A body lives in NAME-inl.hpp and is included by NAME.hpp or by src/…/NAME.cpp, never
// by both.
#if defined(NYTTA_HEADER_ONLY)
#define NYTTA_INLINE inline
#else
#define NYTTA_INLINE
#endif

// A function seldom needed: kept out of the way of the quick path beside it.
#if defined(__GNUC__) && !defined(NYTTA_PORTABLE)
#define NYTTA_COLD [[gnu::cold]]
#else
#define NYTTA_COLD
#endif
