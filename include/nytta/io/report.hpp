// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/io/compare.hpp>
#include <nytta/io/read.hpp>
#include <nytta/io/request.hpp>
#include <nytta/sensitivity/sensitivity.hpp>
#include <nytta/sensitivity/simulate.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The decision report: one case told so that a board can decide on it. Component `report` (nytta::report).

namespace nytta {

struct report_request {
  /// Ids of methods whose result is set beside the case's own. Empty: ESV's and its reconstruction.
  std::vector<std::string> methods;
  std::uint64_t draws = 100'000;  ///< at least 64
  std::uint64_t seed = 1;
  int threads = 1;  ///< changes no number
};

/// What an alternative does to the money of the stakeholders of kind `own` year by year, transfers to and from others
/// counted, and whose time it frees, as nodes of the report's working.
struct money_years {
  std::string alternative;  ///< its id
  int in = 0;               ///< yearly: money that comes in or is no longer paid, without residual values
  int out = 0;              ///< yearly: money that is paid
  int net = 0;              ///< yearly: in less out
  int cumulative = 0;       ///< yearly: the sum of `net` so far
  int beside = 0;           ///< yearly: the alternative's net less `net`: freed time, others' money, residual values
  struct freed_hours {
    std::string stakeholder;  ///< its id
    int hours = 0;            ///< in the last year, net, in h
  };
  std::vector<freed_hours> freed;  ///< of those whose hours are known
};

/// All that a report tells.
struct decision_report {
  calculation of;                            ///< with `money`'s steps after the calculation's own
  std::vector<money_years> money;            ///< one per alternative
  std::vector<sensitivity> what_if;          ///< of the net present value, one per alternative
  std::optional<simulation> simulated;       ///< nothing where no factor has a range, or ranges are refused
  diagnostics not_simulated;                 ///< why ranges are refused
  std::vector<investment_request> requests;  ///< the same, of a case that says anything of assets or the form
  diagnostics not_requested;                 ///< why there is none
  std::vector<comparison> methods;  ///< one per alternative that is to be decided on; none where it cannot be had
};

/// Calculates a case as calculate() does, and all that its report tells beside. The diagnostics are calculate()'s.
/// Throws std::invalid_argument for fewer than 64 draws, or no thread.
[[nodiscard]] outcome<decision_report> report_on(std::string_view text, const std::string& file_name,
                                                 std::span<const setting> settings, std::string_view method_id,
                                                 const report_request& request,
                                                 method_finder find = find_shipped_method,
                                                 const void* context = nullptr);

/// Draws charts: is given commands for gnuplot, which hold no text from the case, and gives the SVG documents that they
/// make, one after another; or nothing when they cannot be drawn. `context` is handed through.
using chart_drawer = std::optional<std::string> (*)(const std::string& commands, const void* context);

/// Runs the program gnuplot, found in the path. The only function here that looks at the machine.
[[nodiscard]] std::optional<std::string> drawn_by_gnuplot(const std::string& commands, const void* context = nullptr);

/// One HTML file that needs nothing else: no script, no network, its charts as SVG in it. Texts of the case stand in it
/// as text, whatever they hold. Without a drawer, or where it gives nothing, each chart is left to the table beside it.
[[nodiscard]] std::string report_html(const decision_report& of, language in, chart_drawer draw = nullptr,
                                      const void* context = nullptr);

/// The same in Markdown (GitHub's tables), without charts.
[[nodiscard]] std::string report_markdown(const decision_report& of, language in);

/// The report's charts for those who draw themselves: { format, tool, initiative, charts: [{ id, title, description,
/// specification }] }, each specification one of Vega-Lite 5 with its data in it.
[[nodiscard]] std::string report_vega_lite(const decision_report& of, language in);

/// The investment request alone, as one HTML file and in Markdown.
[[nodiscard]] std::string request_html(const calculation& of, const investment_request& request, language in);
[[nodiscard]] std::string request_markdown(const calculation& of, const investment_request& request, language in);

}  // namespace nytta
