// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace nytta {

/// The SHA-256 digest of the bytes of `text`, as 64 lower-case hexadecimal digits: the fingerprint of a case or method
/// in every output. Source: FIPS 180-4, section 6.2.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace nytta
