// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>
#include <nytta/effect/initiative.hpp>
#include <nytta/method/method.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

// The file door, inwards: a case or a method as TOML, or as JSON with the same keys. Only text is read here; opening
// the file, and saying that it could not be opened, is the caller's.

namespace nytta {

/// What a text gave. Any error refuses the input. `value` may be present beside errors, with what could be read, so
/// that appraise() can add its own diagnostics in the same run; its figures mean nothing then. Errors stand in the
/// text's order. `sha256` is the fingerprint of the text's bytes: 64 hexadecimal digits.
struct case_reading {
  std::optional<initiative> value;
  diagnostics errors;
  std::string sha256;
};

struct method_reading {
  std::optional<method> value;
  diagnostics errors;
  std::string sha256;
  diagnostics findings;  ///< what is odd about it for a case that it is to appraise
};

/// A value that replaces one of the case's, as `--set` gives it: "calculation.rate" and "4 %". The key is a path of
/// keys; benefits, costs and factors in a list are named by their ids.
struct setting {
  std::string key;
  std::string value;
};

/// Reads a case. `file_name` stands in the diagnostics, decides between TOML and JSON (".json"), and its stem is the
/// initiative's id when the case gives none; `settings` are put in place first. Never throws on bad input.
[[nodiscard]] case_reading read_case(std::string_view text, const std::string& file_name,
                                     std::span<const setting> settings = {});

/// A method's text and the name to call it by in diagnostics.
struct method_text {
  std::string text;
  std::string file_name;
};

/// Finds the method that `based_on` names (an id or a path), seen from the file that names it; `context` is handed
/// through. Nothing when there is none.
using method_finder = std::optional<method_text> (*)(std::string_view based_on, const std::string& from_file,
                                                     const void* context);

/// The finder that knows the shipped methods only.
[[nodiscard]] std::optional<method_text> find_shipped_method(std::string_view based_on, const std::string& from_file,
                                                             const void* context);

/// Reads a method. What it does not say is taken from the method it is based on; sources, parameters, categories,
/// perspectives and labels are joined by their ids, everything else is replaced.
[[nodiscard]] method_reading read_method(std::string_view text, const std::string& file_name,
                                         method_finder find = find_shipped_method, const void* context = nullptr);

/// The JSON Schema (draft 2020-12) of a case and of a method.
[[nodiscard]] std::string case_schema();
[[nodiscard]] std::string method_schema();

}  // namespace nytta
