// SPDX-License-Identifier: Apache-2.0
#include "cli/compare.hpp"

#include <nytta/core/message.hpp>
#include <nytta/io/compare.hpp>
#include <nytta/method/shipped.hpp>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cli/folder.hpp"

namespace nytta::cli {

namespace {

comparison_request request_of(const case_options& options, const compare_options& how) {
  comparison_request request;
  request.figure = how.figure;
  request.alternative = options.alternative;
  request.whose = how.own_conventions ? convention_choice::of_method : convention_choice::of_case;
  request.shapley = how.shapley;
  request.bridges = !how.all || options.format == "json";
  return request;
}

exit_status print_comparison(const case_options& options, const outcome<comparison>& result) {
  if (!result) {
    const language spoken = language_of(options.lang, language::sv);
    const auto& first = result.error().front();
    if (first.code == "N0780") throw usage_error{text(first, spoken) + "\n    " + advice(first, spoken)};
    tell(result.error(), spoken);
    return exit_status::refused;
  }
  const bool json = options.format == "json";
  const language in = language_of(options.lang, json ? language::en : result->from.claim.speaks);
  print(json ? comparison_json(*result, in) : comparison_text(*result, in));
  bool any = false;
  for (const auto& end : result->to) any = any || end.of.has_value();
  return any ? exit_status::done : exit_status::refused;
}

/// The methods to compare with: those named, or all that ship but the one compared from.
std::vector<std::string> ends(const compare_options& how, const std::string& from) {
  if (!how.all) return how.to;
  std::vector<std::string> out;
  for (const auto id : shipped_method_ids()) {
    if (id != from) out.emplace_back(id);
  }
  return out;
}

exit_status compare_folder(const case_options& options, const compare_options& how) {
  if (how.from.empty() || how.to.empty()) throw usage_error{"compare DIR --from ID --to ID"};
  if (how.own_conventions || how.shapley || !options.alternative.empty()) {
    throw usage_error{"compare DIR: --own-conventions, --shapley, --alternative: CASE"};
  }
  ranking out;
  out.figure = how.figure;
  out.methods.push_back(how.from);
  out.methods.insert(out.methods.end(), how.to.begin(), how.to.end());
  for (const auto& file : cases_in(options.file)) {
    const std::string text = read_file(file);
    if (!looks_like_a_case(text, file)) continue;
    ranked_case one{file, {}};
    for (const auto& id : out.methods) {
      one.under.push_back(calculate(text, file, options.settings(), id == "own" ? "" : id, find_method, nullptr));
    }
    out.cases.push_back(std::move(one));
  }
  const bool json = options.format == "json";
  print(json ? ranking_json(out, language_of(options.lang, language::en))
             : ranking_text(out, language_of(options.lang, language::sv)));
  return exit_status::done;
}

}  // namespace

exit_status compare(const case_options& options, const compare_options& how) {
  require_format(options.format, {"text", "json"});
  const comparison_request request = request_of(options, how);
  std::error_code ignored;
  if (!how.other.empty()) {
    if (!how.from.empty() || !how.to.empty() || how.all)
      throw usage_error{"compare CASE OTHER | CASE --from ID --to ID"};
    if (how.shapley || how.own_conventions)
      throw usage_error{"compare CASE OTHER: --shapley, --own-conventions: --to ID"};
    return print_comparison(options,
                            compare_versions(read_file(options.file), options.file, read_file(how.other), how.other,
                                             options.settings(), options.method, request, find_method, nullptr));
  }
  if (std::filesystem::is_directory(options.file, ignored)) return compare_folder(options, how);
  if (how.to.empty() && !how.all) throw usage_error{"compare CASE --from ID --to ID[,ID…] | --all | CASE OTHER"};
  const std::string text = read_file(options.file);
  std::string from = how.from.empty() || how.from == "own" ? options.method : how.from;
  if (how.all && from.empty()) {  // the case's own method stands first, and not again among all
    const auto read = read_case(text, options.file, options.settings());
    if (read.value) from = read.value->calculation.method;
  }
  return print_comparison(options, compare_methods(text, options.file, options.settings(), from, ends(how, from),
                                                   request, find_method, nullptr));
}

}  // namespace nytta::cli
