// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/bridge.hpp>
#include <nytta/appraisal/certify.hpp>
#include <nytta/io/calculate.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nytta {

/// The numbers of one calculation as every writer prints them: money as the method rounds it, ratios and paybacks to 6
/// decimals, rates to 10 significant digits. One place decides, so that JSON, text and CSV agree.
class printed_numbers {
 public:
  explicit printed_numbers(const calculation& of) : of_(of), values_(of.result.steps) {}

  [[nodiscard]] status state(int node) const { return values_.state(node); }
  [[nodiscard]] reason why(int node) const { return values_.why(node); }
  [[nodiscard]] bool is_list(int node) const { return of_.result.steps[node].form == shape::list; }

  /// A figure that has a number.
  [[nodiscard]] std::string of(const figure& f) const;
  /// The same as a memo needs it: ratios and paybacks to 2 decimals, rates to hundredths of a per cent.
  [[nodiscard]] std::string for_memo(const figure& f) const;
  /// A figure that answers with a list.
  [[nodiscard]] std::vector<std::string> list(const figure& f) const { return rates(f.node); }
  [[nodiscard]] std::vector<std::string> rates(int node) const { return values_.rates(node, rate_digits); }

  [[nodiscard]] std::string money(int node, std::size_t column = 0) const {
    return values_.rounded(node, column, of_.rules.figures.decimals, of_.rules.figures.mode);
  }
  /// An effect's present value with the sign that it has on its side.
  [[nodiscard]] std::string present_value(const effect_nodes& e) const;
  /// A node in whole kronor, for a sentence.
  [[nodiscard]] std::string in_whole_kronor(int node, std::size_t column = 0) const {
    return values_.rounded(node, column, 0);
  }
  /// Nothing, in money: "0.00".
  [[nodiscard]] std::string zero() const {
    return decimal(0).rounded(of_.rules.figures.decimals, rounding::down).to_string();
  }
  [[nodiscard]] std::vector<std::string> series(int node) const;

  /// A node's number for explaining: exact where it has an end, else 20 significant digits.
  [[nodiscard]] std::string exact(int node, std::size_t column) const { return values_.significant(node, column, 20); }
  /// The same, shortened for reading.
  [[nodiscard]] std::string shortened(int node, std::size_t column) const {
    return values_.significant(node, column, 12);
  }
  [[nodiscard]] int compare(int node, std::size_t column, const decimal& limit) const {
    return values_.compare(node, column, limit);
  }

  /// What a node is called; empty for a step inside its user's line.
  [[nodiscard]] std::string label(int node, language in) const;
  /// What a figure is called: the method's own name, or ours.
  [[nodiscard]] std::string label(const figure& f, language in) const;

 private:
  static constexpr int rate_digits = 10;
  const calculation& of_;
  certified_values values_;
};

/// The digits of any double, however large, to so many decimals; nothing has no sign.
[[nodiscard]] std::string fixed_digits(double x, int decimals);

/// Digits as a certified number gives them ("-1234.50", of any length) in a language's form: "-1 234,50", and without
/// groups "-1234,50".
[[nodiscard]] std::string grouped_digits(std::string_view digits, language in);
[[nodiscard]] std::string plain_digits(std::string_view digits, language in);

/// A fraction's digits as a percentage: "0.0350" is "3,5 %".
[[nodiscard]] std::string percent_digits(std::string_view fraction, language in);

/// What a category ("category_") or a perspective ("perspective_") is called: the method's own name, ours, or its id.
[[nodiscard]] std::string part_name(const method& rules, const std::string& family, const std::string& id, language in);

/// "grant", "internal", "fee" or "tax".
[[nodiscard]] std::string_view name(transfer_type type);

/// A figure's printed digits as people read them: grouped, rates as percentages, years as they are.
[[nodiscard]] std::string digits_in_words(figure_kind kind, std::string_view digits, language in);

/// All of a reading, or why there is nothing.
[[nodiscard]] std::string reading_in_words(const figure_reading& f, figure_kind kind, language in);

/// What an alternative is called: its name, or its id.
[[nodiscard]] inline const std::string& shown_name(const alternative_appraisal& a) {
  return a.name.empty() ? a.id : a.name;
}

/// What an effect is called as it counts in an alternative: a cost of the reference that is saved is told as one, and a
/// benefit of the reference that is lost.
[[nodiscard]] std::string name_here(const initiative& claim, const effect_nodes& e, language in);

/// "own", "public", "citizen", "business" or "society".
[[nodiscard]] std::string_view name(stakeholder_kind kind);

/// A heading of amounts that are sums over the years, from its key: "Per kategori (nuvärden, kr)", and where the case
/// does not discount "(odiskonterade summor, kr)".
[[nodiscard]] std::string sums_heading(const conventions& frame, std::string_view key, language in);

/// What a figure counts in, for a heading: " (kr)", or nothing for ratios, rates and calendar years.
[[nodiscard]] std::string unit_in_heading(figure_kind kind, language in);

/// The unit of a figure as JSON and CSV name it: "kr", "years", "1".
[[nodiscard]] std::string_view unit_in_json(figure_kind kind);

/// The calculation at one end of the ranges as the method pairs them: each factor at the end that gives the
/// alternative the lowest (or highest) benefits and, where it does not move them, costs (`same`); or at the end that
/// gives it the lowest (or highest) net present value (`worst-best`).
[[nodiscard]] calculation at_paired_end(const calculation& of, const alternative_appraisal& a, range_end end);

/// Does the method pair ranges, and does the case have any?
[[nodiscard]] bool pairs_ranges(const calculation& of);

/// The figures that are printed at both ends of the ranges.
inline constexpr std::array paired_figures{
    std::string_view("present_value_benefits"), std::string_view("present_value_costs"),
    std::string_view("net_present_value"), std::string_view("net_benefit_per_krona")};

/// The node of a factor that is calculated from others; nothing where it has none, or shares the name that the working
/// knows it by with another factor.
[[nodiscard]] std::optional<int> derived_node(const calculation& of, const factor_claim& f);

/// The nodes of the method's own numbers that the case uses, each number once.
[[nodiscard]] std::vector<int> parameters_used(const working& steps);

/// A verdict as people read it; a method's own word as it is.
[[nodiscard]] std::string verdict_in_words(std::string_view verdict, language in);
/// The same without what it means: "större marginal".
[[nodiscard]] std::string verdict_in_short(std::string_view verdict, language in);

/// Why something was refused, in one line: what is wrong each once, the first three, lists of what there is left out.
[[nodiscard]] std::string reasons_in_short(const diagnostics& refused, language in);

/// What is said, each once, and the names that it holds for, with commas between.
using told_once = std::vector<std::pair<std::string, std::string>>;
void tell_once(told_once& told, std::string said, const std::string& name);

/// The alternative with that id, or nullptr; without an id the first that is not the reference.
[[nodiscard]] const alternative_appraisal* alternative_named(const calculation& of, std::string_view id);

/// The departures of the method in words, and its label: what every output says of a reconstruction. Empty for a method
/// without either.
[[nodiscard]] std::string deviations_in_words(const method& rules, language in);
[[nodiscard]] std::string method_note(const method& rules, language in);

/// The verdict by numbers already at hand.
[[nodiscard]] std::optional<std::string> verdict(const calculation& of, const printed_numbers& numbers,
                                                 const alternative_appraisal& a);

}  // namespace nytta
