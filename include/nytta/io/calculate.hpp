// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/effect/initiative.hpp>
#include <nytta/io/read.hpp>
#include <nytta/method/method.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nytta {

/// What came of a case: everything that a writer needs to print it, or what is wrong with it.
struct calculation {
  initiative claim;
  method rules;
  appraisal result;
  std::string case_sha256;
  std::string method_sha256;
};

/// Reads a case, finds its method, and appraises it. `method_id` replaces the case's method when not empty; `find`
/// finds methods that are not shipped (files, seen from the case). Everything that is wrong with the case and its
/// method comes back at once; a missing timing with the net present value under each.
[[nodiscard]] outcome<calculation> calculate(std::string_view text, const std::string& file_name,
                                             std::span<const setting> settings = {}, std::string_view method_id = {},
                                             method_finder find = find_shipped_method, const void* context = nullptr);

/// The verdict of an alternative by the method's bands, or nothing when the method has none or the figure no value.
[[nodiscard]] std::optional<std::string> verdict(const calculation& of, const alternative_appraisal& a);

}  // namespace nytta
