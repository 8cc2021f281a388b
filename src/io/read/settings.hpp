// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/read.hpp>

#include <span>

#include "io/document/document.hpp"

namespace nytta {

/// Puts each setting's value where its path of keys leads, in place of what stands there: "calculation.rate",
/// "factors.timkostnad.likely", "benefits.handlaggning.uptake" (entries of lists by their id). A value that is TOML is
/// read as TOML, else as text. A path through a part that the case does not have is an error.
void apply_settings(document_node& root, std::span<const setting> settings, diagnostics& errors);

}  // namespace nytta
