// SPDX-License-Identifier: Apache-2.0
// The second file of a program that has the bodies inline: it needs only to use them.
#include <nytta/core/message.hpp>

std::size_t number_of_messages() { return nytta::messages().size(); }
