// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace nytta {

/// The language of labels and messages. Swedish is the default at every door.
enum class language : unsigned char { sv, en };

}  // namespace nytta
