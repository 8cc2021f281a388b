// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/compare.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/bridge_walk.hpp"
#include "io/appraised.hpp"
#include "io/case_differences.hpp"
#include "io/printed.hpp"
#include "io/read_case_document.hpp"
#include "io/settings.hpp"
#include "io/sha256.hpp"

namespace nytta {

namespace {

/// Settles which alternative and figure are meant; what does not exist is told with what does.
diagnostics settle(comparison_request& request, const calculation& of) {
  const place where{"", 0, 0, {}};
  const auto* a = alternative_named(of, request.alternative);
  std::string known;
  if (a == nullptr) {
    for (const auto& other : of.result.alternatives) known += (known.empty() ? "" : ", ") + other.id;
    return {{"N0780", where, {"--alternative " + request.alternative, known}}};
  }
  request.alternative = a->id;
  if (a->find(request.figure) != nullptr) return {};
  for (const auto& f : a->figures) known += (known.empty() ? "" : ", ") + f.key;
  return {{"N0780", where, {"--figure " + request.figure, known}}};
}

case_reading under_conventions(case_reading read, const method_reading& rules, convention_choice whose) {
  if (rules.value) read.value = under_conventions_of(std::move(*read.value), *rules.value, whose);
  return read;
}

void split(compared_end& end, const comparison& of, const initiative& claim) {
  const auto& request = of.request;
  if (request.shapley) {
    end.steps = shapley_split(claim, of.from.rules, end.of->rules, request.alternative, request.figure, request.whose);
    if (!end.steps) end.why_no_steps = "compare_no_split";
    return;
  }
  end.steps = steps_of(*end.way, request.figure);
  if (!end.steps) end.why_no_steps = "compare_no_number";
}

}  // namespace

outcome<comparison> compare_methods(std::string_view text, const std::string& file_name,
                                    std::span<const setting> settings, std::string_view from,
                                    std::span<const std::string> to, comparison_request request, method_finder find,
                                    const void* context) {
  const case_reading read = read_case(text, file_name, settings);
  if (!read.value) return read.errors;
  const auto under = [&](std::string_view id) {
    case_reading own = read;
    method_reading rules = method_for(own, id, file_name, find, context);
    return appraised(under_conventions(std::move(own), rules, request.whose), std::move(rules), file_name);
  };
  auto start = under(from);
  if (!start) return start.error();
  if (auto errors = settle(request, *start); !errors.empty()) return errors;
  comparison out;
  out.request = request;
  out.from = std::move(start).value();
  out.from_id = from.empty() ? out.from.claim.calculation.method : std::string(from);
  for (const std::string& id : to) {
    compared_end end;
    end.id = id;
    auto result = under(id);
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

/// A text as a tree with the settings in place.
document_reading tree_of(std::string_view text, const std::string& file, std::span<const setting> settings) {
  document_reading document = read_document(text, file);
  if (document.root) apply_settings(*document.root, settings, document.errors);
  return document;
}

}  // namespace

outcome<comparison> compare_versions(std::string_view text, const std::string& file_name, std::string_view other_text,
                                     const std::string& other_file, std::span<const setting> settings,
                                     std::string_view method_id, comparison_request request, method_finder find,
                                     const void* context) {
  const auto appraise_tree = [&](document_reading document, const std::string& file) -> outcome<calculation> {
    case_reading read = read_case(std::move(document), file);
    if (!read.value) return std::move(read.errors);
    method_reading rules = method_for(read, method_id, file, find, context);
    return appraised(std::move(read), std::move(rules), file);
  };
  document_reading before = tree_of(text, file_name, settings);
  document_reading after = tree_of(other_text, other_file, settings);
  auto start = appraise_tree(before, file_name);
  auto end = appraise_tree(after, other_file);
  diagnostics errors = start.error();
  errors.insert(errors.end(), end.error().begin(), end.error().end());
  if (!errors.empty()) return errors;
  if (errors = settle(request, *start); !errors.empty()) return errors;
  if (errors = settle(request, *end); !errors.empty()) return errors;

  comparison out;
  out.request = request;
  out.from = std::move(start).value();
  out.from.case_sha256 = sha256(text);
  out.from_id = file_name;
  case_differences differences(std::move(*before.root), std::move(*after.root));
  out.words = differences.words();
  bridge_walk way;
  for (const auto& w : out.words) way.ids.push_back(w.id);
  way.take = [&](std::size_t i) { differences.take(i); };
  way.read = [&]() -> std::optional<std::vector<figure_reading>> {
    const auto now = appraise_tree({differences.now(), {}}, differences.all_taken() ? other_file : file_name);
    if (!now) return std::nullopt;
    const auto* a = alternative_named(*now, out.request.alternative);
    if (a == nullptr) return std::nullopt;
    return readings_of(certified_values(now->result.steps), *a, now->rules);
  };
  compared_end last;
  last.id = other_file;
  last.way = way.walk();
  last.of = std::move(end).value();
  last.of->case_sha256 = sha256(other_text);
  last.steps = steps_of(*last.way, out.request.figure);
  if (!last.steps) last.why_no_steps = "compare_no_number";
  out.to.push_back(std::move(last));
  return out;
}

}  // namespace nytta
