// SPDX-License-Identifier: Apache-2.0
#include <nytta/effect/expression-inl.hpp>
