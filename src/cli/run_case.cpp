// SPDX-License-Identifier: Apache-2.0
#include "cli/run_case.hpp"

#include <nytta/core/message.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/io/write.hpp>
#include <nytta/sensitivity/simulate.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cli/batch.hpp"
#include "cli/line_source.hpp"
#include "io/read/language_of_case.hpp"
#include "io/write/write_check.hpp"

namespace nytta::cli {

outcome<calculation> calculated(const case_options& options, const std::string& text, const std::string& file) {
  const method_names given{options.method};
  return calculate(text, file, options.settings(), options.method, find_method, &given);
}

language spoken(const case_options& options, const std::string& text, const outcome<calculation>& result) {
  return language_of(options.lang, result ? result->claim.speaks : language_of_case(text));
}

exit_status with_findings(const case_options& options, const diagnostics& findings, language in) {
  const bool shown = options.format == "text" && at_terminal(1) && at_terminal(2);
  if (!shown) tell(findings, in);
  return options.strict && !findings.empty() ? exit_status::refused : exit_status::done;
}

namespace {

exit_status calc_case(const case_options& options, const std::string& text, bool coloured) {
  auto result = calculated(options, text, options.file);
  const language in = spoken(options, text, result);
  if (options.format == "jsonl") {
    print(to_json_line(options.file, result, language_of(options.lang, language::en)));
    if (result) return with_findings(options, result->result.findings, in);
  }
  if (!result) {
    tell(result.error(), in);
    return exit_status::refused;
  }
  if (!options.alternative.empty()) {
    const alternative_appraisal wanted = alternative_asked_for(options.alternative, *result);
    calculation only = *result;
    only.result.alternatives = {wanted};
    result = outcome<calculation>(std::move(only));
  }
  if (options.format == "json") {
    print(to_json(*result, language_of(options.lang, language::en)));
  } else if (options.format == "csv") {
    print(to_csv(*result, in));
  } else {
    print(to_text(*result, in, coloured));
  }
  return with_findings(options, result->result.findings, in);
}

}  // namespace

exit_status calc(const case_options& options, const calc_options& how) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path_of(options.file), ignored)) return calc_folder(options, how.threads);
  if (options.file.ends_with(".jsonl")) {
    line_source lines(options.file);
    return calc_lines(options, how.threads, lines);
  }
  require_format(options.format, {"text", "json", "csv", "jsonl"});
  if (options.file == "-" && (options.format == "jsonl" || options.format == "csv")) {
    line_source lines("-");
    if (is_json_object(lines.peek())) return calc_lines(options, how.threads, lines);
    return calc_case(options, lines.rest(), how.coloured);
  }
  return calc_case(options, read_file(options.file), how.coloured);
}

exit_status check(const case_options& options, const std::optional<std::string>& stage) {
  require_format(options.format, {"text", "json"});
  case_options staged = options;
  if (stage) {
    const setting at = stage_asked_for(*stage);
    staged.set.push_back(at.key + "=" + at.value);
  }
  const std::string text = read_file(options.file);
  auto result = calculated(staged, text, options.file);
  if (stage && !result) result = outcome<calculation>(named_as_stage(result.error()));
  const language in = spoken(options, text, result);
  result = checked(std::move(result));
  if (options.format == "json") {
    print(check_json(options.file, result, language_of(options.lang, language::en)));
  } else if (result) {
    print(check_text(*result, in));
  }
  if (!result) {
    tell(result.error(), in);
    return exit_status::refused;
  }
  return with_findings(options, result->result.findings, in);
}

exit_status explain(const case_options& options, const std::string& figure, bool chain) {
  if (chain && figure.empty()) {
    require_format(options.format, {"text", "json", "dot"});
  } else {
    require_format(options.format, {"text", "json"});
  }
  return with_calculation(options, [&](const calculation& of, language in) {
    const auto& a = alternative_asked_for(options.alternative, of);
    if (!(chain && figure.empty())) require_figure(a, figure, in);
    if (options.format == "json") {
      const language words = language_of(options.lang, language::en);
      print(figure.empty() ? chain_json(of, a, words) : explain_json(of, a, figure, words, chain));
    } else if (options.format == "dot") {
      print(chain_dot(of, a, in));
    } else {
      if (!figure.empty()) print(explain_text(of, a, figure, in) + (chain ? "\n" : ""));
      if (chain) print(chain_text(of, a, in));
    }
  });
}

}  // namespace nytta::cli
