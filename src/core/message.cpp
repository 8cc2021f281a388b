// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/message-inl.hpp>
