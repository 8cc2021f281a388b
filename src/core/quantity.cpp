// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/quantity-inl.hpp>
