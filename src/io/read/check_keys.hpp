// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>

#include "io/document/document.hpp"
#include "io/read/keys.hpp"

namespace nytta {

/// Holds a document against the table of keys: unknown and misplaced keys, missing ones, values of the wrong kind,
/// words that are not in their list, parts that this version does not support. What passes can be read without looking
/// back. A key or word that is a slip of the pen, or a key in Swedish, is put right in `root` when it has been
/// reported, so that one mistake is told once and what it would hide is found in the same run.
void check_keys(document_node& root, const keys::table& file, diagnostics& errors);

}  // namespace nytta
