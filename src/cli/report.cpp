// SPDX-License-Identifier: Apache-2.0
#include "cli/report.hpp"

#include <nytta/core/label.hpp>
#include <nytta/io/report.hpp>
#include <nytta/io/write.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

#include "cli/run_case.hpp"

namespace nytta::cli {

namespace {

/// What is to be written: as --format says, else as the file ends.
std::string form_of(const case_options& options, const report_options& how) {
  std::string form = options.format;
  if (form == "text") {
    form = how.to.empty() ? "html" : std::filesystem::path(how.to).extension().string();
    form.erase(0, form.starts_with('.') ? 1 : 0);
  }
  const auto known = {"html", "md", "json", "vega-lite"};
  if (std::find(known.begin(), known.end(), form) == known.end()) {
    throw usage_error{"-o " + how.to + ": .html | .md | .json; --format vega-lite"};
  }
  return form;
}

}  // namespace

exit_status report(const case_options& options, const report_options& how) {
  const std::string form = form_of(options, how);
  const std::string text = read_file(options.file);
  const method_names given{options.method};
  report_request request;
  request.methods = how.methods;
  request.threads = (std::max)(1, static_cast<int>(std::thread::hardware_concurrency()));
  method_names named = given;
  named.insert(named.end(), how.methods.begin(), how.methods.end());
  auto result = report_on(text, options.file, options.settings(), options.method, request, find_method, &named);
  const language in = language_of(options.lang, result ? result->of.claim.speaks : language_of_case(text));
  if (!result) {
    tell(result.error(), in);
    return exit_status::refused;
  }
  std::string written;
  if (form == "html") {
    written = report_html(*result, in, drawn_by_gnuplot);
    if (written.find("<svg") == std::string::npos) complain(label_text("usage_no_gnuplot", in));
  } else if (form == "md") {
    written = report_markdown(*result, in);
  } else if (form == "vega-lite") {
    written = report_vega_lite(*result, in);
  } else {
    written = to_json(result->of, language_of(options.lang, language::en));
  }
  if (how.to.empty()) {
    print(written);
  } else {
    write_file(how.to, written, how.force);
  }
  return with_findings(options, result->of, in);
}

}  // namespace nytta::cli
