// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>

#include <string>

namespace nytta {

/// What `check` says of a case without errors: how many findings, and the stage's checklist: what is done, what is
/// missing and where, what to answer, and how many of how many.
[[nodiscard]] std::string check_text(const calculation& of, language in);

/// The same as JSON, refused cases too: { "case", "status", "diagnostics", "findings", "stage", "checklist",
/// "questions" }.
[[nodiscard]] std::string check_json(const std::string& file, const outcome<calculation>& of, language in);

/// One line of `calc DIR`: the object of to_json on one line with its file as "case", or a refusal with its
/// diagnostics.
[[nodiscard]] std::string to_json_line(const std::string& file, const outcome<calculation>& of, language in);

}  // namespace nytta
