// SPDX-License-Identifier: Apache-2.0
#include "cli/report.hpp"

#include <nytta/core/label.hpp>
#include <nytta/io/report.hpp>
#include <nytta/io/write.hpp>

#if defined(NYTTA_WORKBOOK)
#include <nytta/io/workbook.hpp>
#endif

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "cli/run_case.hpp"
#include "cli/thread_count.hpp"
#include "io/read/language_of_case.hpp"

namespace nytta::cli {

namespace {

/// What is to be written: as --format says, else as the file ends.
std::string form_of(const case_options& options, const report_options& how) {
  std::string form = options.format;
  if (form == "text") {
    form = how.to.empty() ? "html" : ending_of(how.to);
  }
#if defined(NYTTA_WORKBOOK)
  if (form == "xlsx" && !how.to.empty()) return form;
#endif
  const auto known = {"html", "md", "json", "vega-lite"};
  if (std::find(known.begin(), known.end(), form) == known.end()) {
    throw usage_error{"-o " + how.to + ": .html | .xlsx | .md | .json; --format vega-lite"};
  }
  return form;
}

#if defined(NYTTA_WORKBOOK)
exit_status write_workbook(const case_options& options, const report_options& how) {
  return with_calculation(options, [&](const calculation& of, language in) {
    const std::string beside = name_of(path_of(how.to).parent_path());
    std::string bytes;
    try {
      bytes = to_workbook(of, in, beside.empty() ? "." : beside);
    } catch (const std::runtime_error& failed) {
      throw file_error{how.to + ": " + failed.what()};
    }
    write_file(how.to, bytes, how.force);
  });
}
#endif

exit_status write_json(const case_options& options, const report_options& how) {
  return with_calculation(options, [&](const calculation& of, language) {
    deliver(how.to, how.force, to_json(of, language_of(options.lang, language::en)));
  });
}

}  // namespace

exit_status report(const case_options& options, const report_options& how) {
  const std::string form = form_of(options, how);
#if defined(NYTTA_WORKBOOK)
  if (form == "xlsx") return write_workbook(options, how);
#endif
  if (form == "json") return write_json(options, how);
  const std::string text = read_file(options.file);
  report_request request;
  request.methods = how.methods;
  request.threads = machine_threads();
  method_names named{options.method};
  named.insert(named.end(), how.methods.begin(), how.methods.end());
  const auto result = report_on(text, options.file, options.settings(), options.method, request, find_method, &named);
  const language in = language_of(options.lang, result ? result->of.claim.speaks : language_of_case(text));
  if (!result) {
    tell(result.error(), in);
    return exit_status::refused;
  }
  if (form == "html") {
    const std::string written = report_html(*result, in, drawn_by_gnuplot);
    deliver(how.to, how.force, written);
    if (written.find("<svg") == std::string::npos) complain(label_text("usage_no_gnuplot", in));
  } else {
    deliver(how.to, how.force, form == "md" ? report_markdown(*result, in) : report_vega_lite(*result, in));
  }
  return with_findings(options, result->of.result.findings, in);
}

}  // namespace nytta::cli
