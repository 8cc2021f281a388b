// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/bridge.hpp>
#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The file door's comparisons: one case under several methods, two versions of a case, many cases under two methods.

namespace nytta {

/// What is compared, and how.
struct comparison_request {
  std::string figure = "net_present_value";
  std::string alternative;  ///< empty: the first in the file that is not the reference
  convention_choice whose = convention_choice::of_case;
  bool shapley = false;  ///< contributions without an order
  bool bridges = true;   ///< false: ends only, for many methods at once
  bool both = false;     ///< beside `whose`, the figure under each method's own conventions too
};

/// The other end of a comparison: what it gives and the way there, or why it cannot take the case.
struct compared_end {
  std::string id;
  std::optional<calculation> of;
  std::optional<bridge> way;
  std::optional<figure_bridge> steps;  ///< of the figure asked for
  std::string why_no_steps;            ///< key of a text
  diagnostics refused;
  std::optional<figure_reading> own;  ///< the figure under the method's own conventions, where asked for
  diagnostics own_refused;            ///< why there is none
};

/// What a difference between two versions of a case is called: a text of the label table filled with `subject`, or
/// `subject` alone when `key` is empty.
struct difference_words {
  std::string id;
  std::string key;
  std::string subject;
};

struct comparison {
  comparison_request request;
  bool versions = false;  ///< of a case, not methods
  calculation from;
  std::string from_id;
  std::optional<figure_reading> own;  ///< of `from`, as of an end
  std::vector<compared_end> to;
  std::vector<difference_words> words;  ///< of two versions; methods differ by what they are
};

/// A case under a method, by the case's conventions or the method's: what calculate() gives, or would give if the case
/// did not state its own.
[[nodiscard]] outcome<calculation> calculate_under(std::string_view text, const std::string& file_name,
                                                   std::span<const setting> settings, std::string_view method_id,
                                                   convention_choice whose, method_finder find = find_shipped_method,
                                                   const void* context = nullptr);

/// A case under the method `from` (its own when empty) and under each of `to`. The diagnostics are those of the case
/// under `from`; a method of `to` that cannot take it has its own. An unknown figure or alternative is a diagnostic.
[[nodiscard]] outcome<comparison> compare_methods(std::string_view text, const std::string& file_name,
                                                  std::span<const setting> settings, std::string_view from,
                                                  std::span<const std::string> to, comparison_request request,
                                                  method_finder find = find_shipped_method,
                                                  const void* context = nullptr);

/// What changed between two versions of a case: one difference for each key of the calculation and each factor,
/// effect and other entry that differs, each with its contribution. Both are read under the settings.
[[nodiscard]] outcome<comparison> compare_versions(std::string_view text, const std::string& file_name,
                                                   std::string_view other_text, const std::string& other_file,
                                                   std::span<const setting> settings, std::string_view method_id,
                                                   comparison_request request, method_finder find = find_shipped_method,
                                                   const void* context = nullptr);

/// A case of a portfolio under each of several methods: what it gives, or why a method cannot take it.
struct ranked_case {
  std::string file;
  std::vector<outcome<calculation>> under;  ///< one per method
};

/// Many cases under the same methods, to be ranked by one figure under each.
struct ranking {
  std::string figure;
  convention_choice whose = convention_choice::of_case;
  std::vector<std::string> methods;  ///< the first is the one that the others are compared with
  std::vector<ranked_case> cases;
};

/// Verdict, figure and rank of every case under each method, changes of verdict or rank marked.
[[nodiscard]] std::string ranking_text(const ranking& of, language in);
[[nodiscard]] std::string ranking_json(const ranking& of, language in = language::en);

/// The comparison as text of at most 100 columns, and as the object of docs/format.md section 10.
[[nodiscard]] std::string comparison_text(const comparison& of, language in);
[[nodiscard]] std::string comparison_json(const comparison& of, language in = language::en);

}  // namespace nytta
