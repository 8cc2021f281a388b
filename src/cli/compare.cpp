// SPDX-License-Identifier: Apache-2.0
#include "cli/compare.hpp"

#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/compare.hpp>
#include <nytta/method/shipped.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cli/folder.hpp"
#include "io/read/language_of_case.hpp"

namespace nytta::cli {

namespace {

exit_status print_comparison(const case_options& options, const std::string& text_of_case,
                             const outcome<comparison>& result) {
  const language spoken =
      language_of(options.lang, result ? result->from.claim.speaks : language_of_case(text_of_case));
  if (!result) {
    const auto& first = result.error().front();
    if (first.code == "N0780") throw usage_error{text(first, spoken) + "\n    " + advice(first, spoken)};
    tell(result.error(), spoken);
    return exit_status::refused;
  }
  const bool json = options.format == "json";
  const language in = json ? language_of(options.lang, language::en) : spoken;
  print(json ? comparison_json(*result, in) : comparison_text(*result, in));
  bool any = false;
  for (const auto& end : result->to) any = any || end.of.has_value();
  return any ? exit_status::done : exit_status::refused;
}

/// A method that is found from no case of the folder, or a figure that none has, is a slip of the command line.
void require_sense(const ranking& of, const std::string& folder, language in) {
  if (of.cases.empty()) throw file_error{folder + ": " + std::string(label_text("usage_no_cases", in))};
  for (std::size_t m = 0; m < of.methods.size(); ++m) {
    const bool unknown = std::all_of(of.cases.begin(), of.cases.end(),
                                     [m](const ranked_case& c) { return method_unknown(c.under[m].error()); });
    if (unknown && of.methods[m] != "own") {
      throw usage_error{no_such_method(of.methods[m], in)};
    }
  }
  std::string known;
  for (const auto& c : of.cases) {
    for (const auto& result : c.under) {
      if (!result) continue;
      const auto& a = result->result.alternatives.front();
      if (a.find(of.figure) != nullptr) return;
      for (const auto& f : a.figures) known += known.find(f.key) == std::string::npos ? " " + f.key : std::string();
    }
  }
  if (!known.empty()) throw usage_error{label_text("usage_no_figure", of.figure, in) + known};
}

exit_status compare_folder(const case_options& options, const compare_options& how) {
  if (how.to.empty()) throw usage_error{"compare DIR --to ID[,ID…]"};
  if (how.shapley || !options.alternative.empty()) {
    throw usage_error{label_text("usage_one_case", how.shapley ? "--shapley" : "--alternative",
                                 language_of(options.lang, language::sv))};
  }
  const bool json = options.format == "json";
  const language in = language_of(options.lang, json ? language::en : language::sv);
  ranking out;
  out.figure = how.figure;
  out.whose = how.own_conventions ? convention_choice::of_method : convention_choice::of_case;
  out.methods = trimmed_names(how.to);
  out.methods.insert(out.methods.begin(), how.from.empty() ? "own" : how.from);
  std::vector<std::pair<diagnostics, language>> told;  // of cases that are refused as they stand
  for (const auto& file : cases_in(options.file)) {
    const std::string text = read_file(file);
    if (!looks_like_a_case(text, file)) continue;
    ranked_case one{file, {}};
    for (const auto& id : out.methods) {
      one.under.push_back(calculate_under(text, file, options.settings(), id == "own" ? std::string() : id, out.whose,
                                          find_method, &out.methods));
    }
    const bool own = out.methods.front() == "own";
    const bool none = std::none_of(one.under.begin(), one.under.end(), [](const auto& u) { return u.has_value(); });
    if (none || (own && !one.under.front())) {
      told.emplace_back(one.under.front().error(), language_of(options.lang, language_of_case(text)));
    }
    out.cases.push_back(std::move(one));
  }
  require_sense(out, options.file, language_of(options.lang, language::sv));
  print(json ? ranking_json(out, in) : ranking_text(out, in));
  for (const auto& [refused, spoken] : told) tell(refused, spoken);
  return told.empty() ? exit_status::done : exit_status::refused;
}

}  // namespace

exit_status compare(const case_options& options, const compare_options& how) {
  require_format(options.format, {"text", "json"});
  const language shown = language_of(options.lang, language::sv);
  std::error_code ignored;
  if (how.other.empty() && std::filesystem::is_directory(path_of(options.file), ignored))
    return compare_folder(options, how);
  how.require_sense(!how.other.empty(), shown);
  if (!how.other.empty()) {
    const std::string text = read_file(options.file);
    return print_comparison(options, text,
                            compare_versions(text, options.file, read_file(how.other), how.other, options.settings(),
                                             options.method, how.request(options.alternative), find_method, nullptr));
  }
  const std::string text = read_file(options.file);
  method_names given = trimmed_names(how.to);
  given.push_back(how.from);
  given.push_back(options.method);
  const language in = language_of(options.lang, language_of_case(text));
  const bool bridges = !how.all || options.format == "json";
  const auto result = comparison_asked_for(text, options.file, options.settings(), options.method, options.alternative,
                                           how, bridges, in, find_method, &given);
  return print_comparison(options, text, result);
}

}  // namespace nytta::cli
