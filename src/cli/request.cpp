// SPDX-License-Identifier: Apache-2.0
#include "cli/request.hpp"

#include <nytta/io/request.hpp>

#include "cli/run_case.hpp"

namespace nytta::cli {

exit_status request(const case_options& options, const request_options& how) {
  require_format(options.format, {"text", "json"});
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
    print(options.format == "json" ? request_json(asked.of, *asked.request, language_of(options.lang, language::en))
                                   : request_text(asked.of, *asked.request, in));
  });
  tell(refused, spoken_in);
  tell(findings, spoken_in);
  if (!refused.empty() || (options.strict && !findings.empty())) return exit_status::refused;
  return status;
}

}  // namespace nytta::cli
