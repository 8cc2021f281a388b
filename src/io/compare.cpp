// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/compare.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/bridge_walk.hpp"
#include "io/appraised.hpp"
#include "io/case_differences.hpp"
#include "io/document/sha256.hpp"
#include "io/read/read_case_document.hpp"
#include "io/read/settings.hpp"
#include "io/write/printed.hpp"
#include "io/write/write_method.hpp"

namespace nytta {

namespace {

/// The id of the alternative meant, in the first of the calculations; what does not exist, the alternative there or the
/// figure in any of them, is told with what does.
outcome<std::string> settled_alternative(const comparison_request& request,
                                         const std::vector<const calculation*>& all) {
  const place where{"", 0, 0, {}};
  const auto* wanted = alternative_named(*all.front(), request.alternative);
  std::string known;
  if (wanted == nullptr) {
    for (const auto& other : all.front()->result.alternatives) known += (known.empty() ? "" : ", ") + other.id;
    return diagnostics{{"N0780", where, {"--alternative " + request.alternative, known}}};
  }
  std::vector<std::string> keys;
  for (const auto* of : all) {
    const auto* a = alternative_named(*of, request.alternative);
    if (a == nullptr) continue;
    if (a->find(request.figure) != nullptr) return wanted->id;
    for (const auto& f : a->figures) {
      if (std::find(keys.begin(), keys.end(), f.key) == keys.end()) keys.push_back(f.key);
    }
  }
  for (const auto& key : keys) known += (known.empty() ? "" : ", ") + key;
  return diagnostics{{"N0780", where, {"--figure " + request.figure, known}}};
}

case_reading under_conventions(case_reading read, const method_reading& rules, convention_choice whose) {
  if (rules.value) read.value = under_conventions_of(std::move(*read.value), *rules.value, whose);
  return read;
}

std::optional<figure_reading> figure_of(const calculation& of, const comparison_request& request) {
  const auto* a = alternative_named(of, request.alternative);
  if (a == nullptr) return std::nullopt;
  for (auto& f : readings_of(certified_values(of.result.steps), *a, of.rules)) {
    if (f.key == request.figure) return std::move(f);
  }
  return std::nullopt;
}

void split(compared_end& end, const comparison& of, const initiative& claim) {
  const auto& request = of.request;
  if (!request.shapley) {
    end.steps = steps_of(*end.way, request.figure);
    if (!end.steps) end.why_no_steps = "compare_no_number";
    return;
  }
  auto answer = shapley_split(claim, of.from.rules, end.of->rules, request.alternative, request.figure, request.whose);
  end.steps = std::move(answer.steps);
  if (end.steps) return;
  switch (answer.why) {
    case no_split::no_number: end.why_no_steps = "compare_no_number"; return;
    case no_split::inseparable: end.why_no_steps = "compare_no_split"; return;
    case no_split::too_many: end.why_no_steps = "compare_too_many"; return;
  }
}

}  // namespace

outcome<calculation> calculate_under(std::string_view text, const std::string& file_name,
                                     std::span<const setting> settings, std::string_view method_id,
                                     convention_choice whose, method_finder find, const void* context) {
  case_reading read = read_case(text, file_name, settings);
  if (!read.value) return std::move(read.errors);
  const method_reading rules = method_for(read, method_id, file_name, find, context);
  return appraised(under_conventions(std::move(read), rules, whose), rules, file_name);
}

outcome<comparison> compare_methods(std::string_view text, const std::string& file_name,
                                    std::span<const setting> settings, std::string_view from,
                                    std::span<const std::string> to, comparison_request request, method_finder find,
                                    const void* context) {
  const case_reading read = read_case(text, file_name, settings);
  if (!read.value) return read.errors;
  const auto under_those_of = [&](std::string_view id, convention_choice whose) {
    case_reading own = read;
    const method_reading rules = method_for(own, id, file_name, find, context);
    return appraised(under_conventions(std::move(own), rules, whose), rules, file_name);
  };
  const auto own_figure = [&](std::string_view id, diagnostics& refused) -> std::optional<figure_reading> {
    if (!request.both) return std::nullopt;
    const auto result = under_those_of(id, convention_choice::of_method);
    refused = result.error();
    return result ? figure_of(*result, request) : std::nullopt;
  };
  auto start = under_those_of(from, request.whose);
  if (!start) return start.error();
  std::vector<outcome<calculation>> results;
  for (const std::string& id : to) results.push_back(under_those_of(id, request.whose));
  std::vector<const calculation*> taken{&*start};
  for (const auto& result : results) {
    if (result) taken.push_back(&*result);
  }
  const auto alternative = settled_alternative(request, taken);
  if (!alternative) return alternative.error();
  request.alternative = *alternative;
  comparison out;
  out.request = request;
  out.from = std::move(start).value();
  out.from_id = from.empty() ? out.from.claim.calculation.method : std::string(from);
  diagnostics nobodys;
  out.own = own_figure(from, nobodys);
  for (std::size_t i = 0; i < to.size(); ++i) {
    compared_end end;
    end.id = to[i].empty() ? out.from.claim.calculation.method : to[i];
    end.own = own_figure(to[i], end.own_refused);
    auto& result = results[i];
    if (!result) {
      end.refused = result.error();
      out.to.push_back(std::move(end));
      continue;
    }
    end.of = std::move(result).value();
    if (request.bridges) {
      end.way = bridge_methods(*read.value, out.from.rules, end.of->rules, request.alternative, request.whose);
      split(end, out, *read.value);
    }
    out.to.push_back(std::move(end));
  }
  return out;
}

namespace {

/// One version of a case: its tree, the method that it is appraised by, and what comes of them.
struct version {
  document_reading tree;
  method_reading rules;
  std::string file;

  [[nodiscard]] outcome<calculation> appraise_as(const document_node& root, const method_reading& by) const {
    case_reading read = read_case(document_reading{root, {}}, file);
    if (!read.value) return std::move(read.errors);
    return appraised(std::move(read), by, file);
  }
};

/// A text as a tree with the settings in place, and its method.
version read_version(std::string_view text, const std::string& file, std::span<const setting> settings,
                     std::string_view method_id, method_finder find, const void* context, diagnostics& errors) {
  version out{read_document(text, file), {}, file};
  if (out.tree.root) apply_settings(*out.tree.root, settings, out.tree.errors);
  case_reading read = read_case(out.tree, file);
  if (read.value) out.rules = method_for(read, method_id, file, find, context);
  const auto whole = appraised(read, out.rules, file);  // with the text's own errors
  errors.insert(errors.end(), whole.error().begin(), whole.error().end());
  return out;
}

bool same_rules(const method& a, const method& b) {
  const auto lines_a = lines_of(a, language::en);
  const auto lines_b = lines_of(b, language::en);
  return a.id == b.id && std::equal(lines_a.begin(), lines_a.end(), lines_b.begin(), lines_b.end(),
                                    [](const auto& x, const auto& y) { return x.key == y.key && x.value == y.value; });
}

}  // namespace

outcome<comparison> compare_versions(std::string_view text, const std::string& file_name, std::string_view other_text,
                                     const std::string& other_file, std::span<const setting> settings,
                                     std::string_view method_id, comparison_request request, method_finder find,
                                     const void* context) {
  diagnostics errors;
  const version before = read_version(text, file_name, settings, method_id, find, context, errors);
  const version after = read_version(other_text, other_file, settings, method_id, find, context, errors);
  if (!errors.empty()) return errors;
  auto start = before.appraise_as(*before.tree.root, before.rules);
  auto end = after.appraise_as(*after.tree.root, after.rules);
  for (const auto* version : {&start, &end}) {
    if (!*version) return version->error();
  }
  for (const auto* version : {&*start, &*end}) {
    if (const auto alternative = settled_alternative(request, {version}); !alternative) return alternative.error();
  }

  comparison out;
  out.request = request;
  out.from = std::move(start).value();
  out.from.case_sha256 = sha256(text);
  out.from_id = file_name;
  out.versions = true;
  const bool other_rules = !same_rules(*before.rules.value, *after.rules.value);
  case_differences differences(*before.tree.root, *after.tree.root, other_rules);
  out.words = differences.words();
  // Columns, rate and rules belong together only at the ends; the method is taken as one difference.
  const method_reading* rules = &before.rules;
  bridge_walk way;
  for (const auto& w : out.words) way.ids.push_back(w.id);
  way.take = [&](std::size_t i) {
    differences.take(i);
    if (out.words[i].id == "calculation.method") rules = &after.rules;
  };
  way.read = [&]() -> std::optional<std::vector<figure_reading>> {
    const auto now = before.appraise_as(differences.now(), *rules);
    const auto* a = now ? alternative_named(*now, request.alternative) : nullptr;
    if (a == nullptr) return std::nullopt;
    return readings_of(certified_values(now->result.steps), *a, now->rules);
  };
  compared_end last;
  last.id = other_file;
  last.way = way.walk();
  last.of = std::move(end).value();
  last.of->case_sha256 = sha256(other_text);
  last.steps = steps_of(*last.way, request.figure);
  if (!last.steps) last.why_no_steps = "compare_no_number";
  out.to.push_back(std::move(last));
  if (request.alternative.empty()) out.request.alternative = alternative_named(out.from, {})->id;
  return out;
}

}  // namespace nytta
