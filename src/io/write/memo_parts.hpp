// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/label.hpp>
#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "io/page/page.hpp"
#include "io/write/printed.hpp"

namespace nytta {

/// The parts of what is told of one calculation, for the memo and the report: each with its heading, or empty where the
/// case has nothing of the kind.
class memo_parts {
 public:
  /// Keeps a reference to the calculation.
  memo_parts(const calculation& of, language in) : of_(of), numbers_(of), in_(in) {}

  /// Method, period, rate, timing, prices, and what the case decides otherwise than its method; without a heading.
  [[nodiscard]] facts_block frame() const;
  /// The name of the alternative as a heading; nothing in a case without alternatives.
  [[nodiscard]] page alternative_name(const alternative_appraisal& a, int level = 2) const;
  [[nodiscard]] page yearly(const alternative_appraisal& a) const;
  [[nodiscard]] page figures(const alternative_appraisal& a) const;
  /// The main figures at both ends of the ranges, as the method pairs them.
  [[nodiscard]] page ranges(const alternative_appraisal& a) const;
  /// Each effect with its present value as it counts here, and who takes it home.
  [[nodiscard]] page effects(const alternative_appraisal& a) const;
  [[nodiscard]] page transfers(const alternative_appraisal& a) const;
  [[nodiscard]] page by_stakeholder(const alternative_appraisal& a) const;
  [[nodiscard]] page by_category(const alternative_appraisal& a) const;
  [[nodiscard]] page not_valued(const alternative_appraisal& a) const;
  [[nodiscard]] page findings() const;
  /// The method's verdicts, each with the limits that it holds between; empty when it has none.
  [[nodiscard]] std::string verdict_scale() const;

  [[nodiscard]] std::string figure_in_words(const figure& f) const;
  /// Whose initiative it is: "Burlövs kommun, Socialnämnden".
  [[nodiscard]] std::string whose() const;
  [[nodiscard]] const printed_numbers& numbers() const { return numbers_; }

 private:
  [[nodiscard]] std::string word(std::string_view key) const { return std::string(label_text(key, in_)); }
  [[nodiscard]] std::string year_count(const std::string& years) const {
    return years == "1" ? word("memo_one_year") : label_text("memo_year_count", years, in_);
  }
  [[nodiscard]] std::string number(std::string_view digits) const { return grouped_digits(digits, in_); }
  [[nodiscard]] heading_block sums_heading_block(std::string_view key) const {
    return {sums_heading(of_.result.frame, key, in_), 3};
  }
  [[nodiscard]] std::string kronor(int node, std::size_t column = 0) const {
    return number(numbers_.money(node, column));
  }
  [[nodiscard]] std::string percent(const decimal& fraction) const {
    return plain((fraction * decimal(100)).normalized(), in_) + " %";
  }
  /// A rate, or the factor that gives it with its value.
  [[nodiscard]] std::string rate_of(const rate_source& r) const;
  [[nodiscard]] std::string rate_in_words(const rate_rule& rate) const;
  [[nodiscard]] std::string rounded_factors(const std::string& decimals) const;
  [[nodiscard]] std::string override_in_words(const convention_override& o) const;
  /// What every case has is printed; a figure about something that the case does not have is left out.
  [[nodiscard]] bool worth_printing(const figure& f) const;
  [[nodiscard]] page by_whom(std::string_view title_key, const std::vector<sums>& rows, bool stakeholders) const;

  const calculation& of_;
  printed_numbers numbers_;
  language in_;
};

/// What is to be checked, for those who decide: without what to write in the case's file.
[[nodiscard]] page findings_in_short(const diagnostics& found, language in);

}  // namespace nytta
