// SPDX-License-Identifier: Apache-2.0
#include "cli/request.hpp"

#include <nytta/io/report.hpp>

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/run_case.hpp"

namespace nytta::cli {

namespace {

/// As --format says, else as the file ends.
std::string form_of(const case_options& options, const request_options& how) {
  constexpr std::array known{std::string_view("text"), std::string_view("json"), std::string_view("html"),
                             std::string_view("md")};
  std::string form = options.format;
  if (form == "text" && !how.to.empty()) form = ending_of(how.to);
  if (form == "txt") form = "text";
  if (std::find(known.begin(), known.end(), form) != known.end()) return form;
  if (how.to.empty()) throw usage_error{"--format " + form + ": text | json | html | md"};
  throw usage_error{"-o " + how.to + ": .txt | .json | .html | .md"};
}

std::string written(const asked_request& asked, const std::string& form, language in, const case_options& options) {
  if (form == "json") return request_json(asked.of, *asked.request, language_of(options.lang, language::en));
  if (form == "html") return request_html(asked.of, *asked.request, in);
  if (form == "md") return request_markdown(asked.of, *asked.request, in);
  return request_text(asked.of, *asked.request, in);
}

}  // namespace

exit_status request(const case_options& options, const request_options& how) {
  const std::string form = form_of(options, how);
  diagnostics refused;
  diagnostics findings;
  language spoken_in = language::sv;
  const exit_status status = with_calculation(options, [&](const calculation& of, language in) {
    spoken_in = in;
    const auto asked = request_asked_for(options.alternative, how, of, in);
    if (!asked.request) {
      refused = asked.request.error();
      return;
    }
    findings = asked.request->findings;
    deliver(how.to, how.force, written(asked, form, in, options));
  });
  tell(refused, spoken_in);
  if (!refused.empty() || with_findings(options, findings, spoken_in) != exit_status::done) {
    return exit_status::refused;
  }
  return status;
}

}  // namespace nytta::cli
