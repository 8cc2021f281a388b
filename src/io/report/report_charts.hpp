// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/report.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/chart/chart.hpp"
#include "io/write/bridge_in_words.hpp"
#include "io/write/printed.hpp"

namespace nytta {

/// The charts of a report; nothing where there is nothing to show.
class report_charts {
 public:
  /// Keeps a reference to the report.
  report_charts(const decision_report& of, language in) : of_(of.of), numbers_(of.of), in_(in) {}

  /// Benefits, costs and cumulative net by year, with the year from which benefits exceed costs.
  [[nodiscard]] std::optional<chart> yearly(const alternative_appraisal& a) const;
  /// Money in and out by year, what it sums to, and beside it what everything sums to.
  [[nodiscard]] std::optional<chart> money(const alternative_appraisal& a, const money_years& years) const;
  [[nodiscard]] std::optional<chart> by_category(const alternative_appraisal& a) const;
  [[nodiscard]] std::optional<chart> by_stakeholder(const alternative_appraisal& a) const;
  /// The twelve factors that move the figure most; a star marks those without a range of their own.
  [[nodiscard]] std::optional<chart> tornado(const alternative_appraisal& a, const sensitivity& s) const;
  [[nodiscard]] std::optional<chart> distribution(const alternative_appraisal& a, const simulated_figure& f,
                                                  const std::string& loss) const;
  [[nodiscard]] std::optional<chart> bridge(const bridge_in_words& way, const alternative_appraisal& a,
                                            const std::string& to) const;

 private:
  [[nodiscard]] std::string word(std::string_view key) const;
  [[nodiscard]] double number(int node, std::size_t column = 0) const;
  /// What its id begins with, and the keys of its title and its text alternative.
  struct chart_words {
    std::string_view family;
    std::string_view title;
    std::string_view told;
  };
  [[nodiscard]] std::optional<chart> sides(const chart_words& words, const alternative_appraisal& a,
                                           const std::vector<sums>& rows, bool stakeholders) const;
  /// The chart's title, and whose it is where there are several alternatives.
  [[nodiscard]] std::string titled(std::string_view key, const alternative_appraisal& a) const;

  const calculation& of_;
  printed_numbers numbers_;
  language in_;
};

}  // namespace nytta
