// SPDX-License-Identifier: Apache-2.0
#include "c/commands.hpp"

#include <nytta/core/answer.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/io/compare.hpp>
#include <nytta/io/what_if.hpp>
#include <nytta/io/write.hpp>
#include <nytta/sensitivity/simulate.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/asked.hpp"
#include "io/document/document.hpp"
#include "io/measure/measure_line.hpp"
#include "io/read/language_of_case.hpp"
#include "io/write/diagnostics_in_json.hpp"
#include "io/write/printed.hpp"
#include "io/write/write_check.hpp"
#include "io/write/write_method.hpp"
#include "io/write/write_methods.hpp"

namespace nytta::c {

namespace {

/// A method that ships, that the request holds, or that its callback finds. `context` is the request.
std::optional<method_text> find_method(std::string_view name, const std::string& from_file, const void* context) {
  if (auto shipped = find_shipped_method(name, from_file, nullptr)) return shipped;
  const auto& request = *static_cast<const nytta_request*>(context);
  for (const named_text& given : request.methods) {
    if (given.name == name) return method_text{given.text, given.name};
  }
  if (request.find == nullptr) return std::nullopt;
  const std::string asked_for(name);
  nytta_method found{asked_for, std::nullopt, false};
  request.find(request.find_context, asked_for.c_str(), from_file.c_str(), &found);
  if (found.out_of_memory) throw std::bad_alloc();
  return std::move(found.found);
}

/// Diagnostics with all that is known of their places.
std::string placed_in_json(const diagnostics& what, language in) {
  auto all = diagnostics_in_json(what, in);
  for (std::size_t i = 0; i < what.size(); ++i) {
    const place& where = what[i].where;
    all[i]["file"] = where.file;
    all[i]["line"] = where.line;
    all[i]["column"] = where.column;
    all[i]["pointer"] = where.pointer;
  }
  return all.dump();
}

/// What every command about a case does alike: reads it, settles the languages, and tells what was found.
class command {
 public:
  command(const nytta_request& request, nytta_result& result, std::initializer_list<std::string_view> formats)
      : request_(request), options_(request.options), result_(result) {
    require_format(options_.format, formats);
    if (!request.given) throw usage_error{"no case was given: nytta_request_case"};
    spoken_ = language_of(options_.lang, language_of_case(request.given->text));
  }

  /// The case appraised; or nothing, and what is wrong with it is told.
  [[nodiscard]] std::optional<calculation> appraised() {
    auto result = calculated(options_.set);
    if (result) return accepted(std::move(result).value());
    refuse(result.error());
    return std::nullopt;
  }

  [[nodiscard]] outcome<calculation> calculated(std::span<const setting> settings) const {
    return calculate(text(), name(), settings, options_.method, find_method, &request_);
  }

  /// Settles the language by the case, and tells its findings.
  [[nodiscard]] calculation accepted(calculation of) {
    spoken_ = language_of(options_.lang, of.claim.speaks);
    tell(of.result.findings);
    return of;
  }

  void refuse(const diagnostics& errors) {
    result_.status = NYTTA_REFUSED;
    tell(errors);
  }

  void tell(const diagnostics& what) {
    result_.messages = told(what, spoken_);
    result_.diagnostics = placed_in_json(what, words());
  }

  [[nodiscard]] const std::string& text() const { return request_.given->text; }
  [[nodiscard]] const std::string& name() const { return request_.given->name; }
  [[nodiscard]] bool wants(std::string_view format) const { return options_.format == format; }
  [[nodiscard]] language spoken() const { return spoken_; }
  /// The language of JSON.
  [[nodiscard]] language words() const { return language_of(options_.lang, language::en); }

 private:
  const nytta_request& request_;
  const request_options& options_;
  nytta_result& result_;
  language spoken_ = language::sv;
};

nytta_answer answer_of(status state) {
  switch (state) {
    case status::ok: return NYTTA_ANSWER_OK;
    case status::several: return NYTTA_ANSWER_SEVERAL;
    case status::none: return NYTTA_ANSWER_NONE;
    case status::undefined: return NYTTA_ANSWER_UNDEFINED;
  }
  return NYTTA_ANSWER_ABSENT;
}

/// Every figure of every alternative, as printed.
std::vector<nytta_figure> figures_of(const calculation& of, language in) {
  std::vector<nytta_figure> out;
  const printed_numbers numbers(of);
  for (const auto& a : of.result.alternatives) {
    for (const auto& f : a.figures) {
      nytta_figure one{a.id, f.key, answer_of(numbers.state(f.node)), {}, std::string(unit_in_json(f.kind)), {}};
      if (one.answer != NYTTA_ANSWER_OK && one.answer != NYTTA_ANSWER_SEVERAL) {
        one.reason = nytta::text(numbers.why(f.node), in);
      } else if (numbers.is_list(f.node)) {
        one.values = numbers.list(f);
      } else {
        one.values.push_back(numbers.of(f));
      }
      out.push_back(std::move(one));
    }
  }
  return out;
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= list.size();) {
    const auto comma = (std::min)(list.find(',', at), list.size());
    out.push_back(list.substr(at, comma - at));
    at = comma + 1;
  }
  return out;
}

}  // namespace

void calc(const nytta_request& request, nytta_result& result) {
  command run(request, result, {"text", "json", "csv", "jsonl"});
  auto done = run.calculated(request.options.set);
  if (run.wants("jsonl")) result.text = to_json_line(run.name(), done, run.words());
  if (!done) return run.refuse(done.error());
  calculation of = run.accepted(std::move(done).value());
  if (!request.options.alternative.empty()) {
    alternative_appraisal wanted = alternative_asked_for(request.options.alternative, of);
    of.result.alternatives = {std::move(wanted)};
  }
  result.alternative = alternative_asked_for({}, of).id;
  result.figures = figures_of(of, run.words());
  if (run.wants("json")) result.text = to_json(of, run.words());
  if (run.wants("csv")) result.text = to_csv(of, run.spoken());
  if (run.wants("text")) result.text = to_text(of, run.spoken());
}

void check(const nytta_request& request, nytta_result& result) {
  command run(request, result, {"text", "json"});
  const auto& stage = request.options.stage;
  std::vector<setting> settings = request.options.set;
  if (stage) settings.push_back(stage_asked_for(*stage));
  auto done = run.calculated(settings);
  if (stage && !done) done = outcome<calculation>(named_as_stage(done.error()));
  done = checked(std::move(done));
  if (run.wants("json")) result.text = check_json(run.name(), done, run.words());
  if (!done) return run.refuse(done.error());
  const calculation of = run.accepted(std::move(done).value());
  if (run.wants("text")) result.text = check_text(of, run.spoken());
}

void explain(const nytta_request& request, nytta_result& result) {
  const auto& options = request.options;
  const bool chain_alone = options.chain && options.figure.empty();
  command run =
      chain_alone ? command(request, result, {"text", "json", "dot"}) : command(request, result, {"text", "json"});
  const auto of = run.appraised();
  if (!of) return;
  const auto& a = alternative_asked_for(options.alternative, *of);
  if (!chain_alone) require_figure(a, options.figure, run.spoken());
  if (run.wants("json")) {
    result.text = chain_alone ? chain_json(*of, a, run.words())
                              : explain_json(*of, a, options.figure, run.words(), options.chain);
  } else if (run.wants("dot")) {
    result.text = chain_dot(*of, a, run.spoken());
  } else {
    if (!chain_alone) result.text = explain_text(*of, a, options.figure, run.spoken()) + (options.chain ? "\n" : "");
    if (options.chain) result.text += chain_text(*of, a, run.spoken());
  }
}

void compare(const nytta_request& request, nytta_result& result) {
  command run(request, result, {"text", "json"});
  const auto& options = request.options;
  comparison_words how{options.figure, options.from, {}, options.all, options.own_conventions, options.shapley};
  if (!options.to.empty()) how.to = split(options.to);
  how.require_sense(request.other.has_value(), language_of(options.lang, language::sv));
  const auto done =
      request.other ? compare_versions(run.text(), run.name(), request.other->text, request.other->name, options.set,
                                       options.method, how.request(options.alternative), find_method, &request)
                    : comparison_asked_for(run.text(), run.name(), options.set, options.method, options.alternative,
                                           how, !how.all || run.wants("json"), run.spoken(), find_method, &request);
  if (!done) {
    const auto& first = done.error().front();
    if (first.code == "N0780") throw usage_error{text(first, run.spoken()) + "\n    " + advice(first, run.spoken())};
    return run.refuse(done.error());
  }
  result.text = run.wants("json") ? comparison_json(*done, run.words()) : comparison_text(*done, run.spoken());
  const auto& to = done->to;
  const bool any = std::any_of(to.begin(), to.end(), [](const compared_end& end) { return end.of.has_value(); });
  if (!any) result.status = NYTTA_REFUSED;
}

void sensitivity(const nytta_request& request, nytta_result& result) {
  command run(request, result, {"text", "json"});
  const auto of = run.appraised();
  if (!of) return;
  const auto& options = request.options;
  const sensitivity_words how{options.figure, options.by, options.two_way, options.switching};
  const auto all = sensitivity_asked_for(options.alternative, how, *of, run.spoken());
  result.text = run.wants("json") ? sensitivity_json(*of, all, run.words())
                                  : sensitivity_text(*of, all, run.spoken(), {how.switching, !how.two_way.empty()});
}

void simulate(const nytta_request& request, nytta_result& result) {
  command run(request, result, {"text", "json"});
  const auto of = run.appraised();
  if (!of) return;
  const auto& options = request.options;
  const simulation_words how{options.figure,   options.draws,   options.seed,       options.threads,
                             options.sampling, options.indices, options.information};
  const auto asked = simulation_asked_for(options.alternative, how, *of, run.spoken());
  if (!asked) return run.refuse(asked.error());
  const auto watch = [&request](double share) {
    return request.watch != nullptr && request.watch(request.watch_context, share) != 0;
  };
  const simulation done = asked->run(watch);
  const diagnostics findings = findings_of(asked->of, asked->uncertain, done, asked->how);
  diagnostics all = of->result.findings;
  all.insert(all.end(), findings.begin(), findings.end());
  run.tell(all);
  result.text = run.wants("json") ? simulation_json(asked->of, done, findings, run.words())
                                  : simulation_text(asked->of, done, run.spoken());
}

void methods(const nytta_request& request, nytta_result& result) {
  const auto& options = request.options;
  if (options.method.empty()) {
    require_format(options.format, {"text", "json", "markdown"});
  } else {
    require_format(options.format, {"text", "json"});
  }
  const bool json = options.format == "json";
  const language in = language_of(options.lang, json ? language::en : language::sv);
  if (options.method.empty()) {
    if (!options.diff.empty()) throw usage_error{"methods ID --diff ID"};
    const auto all = shipped_methods();
    result.text = json ? methods_json(all) : options.format == "text" ? methods_text(all, in) : methods_page(all);
    return;
  }
  std::vector<method> found;
  for (const auto& name : {options.method, options.diff}) {
    if (name.empty()) continue;
    auto one = method_asked_for(name, in, find_method, &request);
    if (!one) {
      result.status = NYTTA_REFUSED;
      result.messages = told(one.error(), in);
      result.diagnostics = placed_in_json(one.error(), in);
      return;
    }
    found.push_back(std::move(one).value());
  }
  if (found.size() == 1) {
    result.text = json ? method_json(found[0]) : method_text_page(found[0], in);
  } else {
    result.text = json ? method_difference_json(found[0], found[1], in)
                       : method_difference(found[0], found[1], options.method, options.diff, in);
  }
}

void schema(std::string_view which, nytta_result& result) {
  if (which != "case" && which != "method") throw usage_error{"schema: case | method"};
  result.text = which == "case" ? case_schema() : method_schema();
}

void measure(std::string_view question, nytta_result& result) {
  result.text = question.size() > document_limits::bytes ? answer_to_long_line() : answer_line(question);
}

}  // namespace nytta::c
