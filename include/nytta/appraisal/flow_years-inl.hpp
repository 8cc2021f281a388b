// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/appraisal/claim_facts-inl.hpp>
#include <nytta/appraisal/likely-inl.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

// When an effect flows, read from the claim alone. Part of appraise().

namespace nytta::detail {

/// The first year in which the effect may flow; nothing where only the numbers tell.
[[nodiscard]] inline std::optional<int> first_flow_year(const effect_claim& e, const conventions& frame) {
  switch (e.flows.how) {
    case occurrence::always: return frame.first_year;
    case occurrence::once:
    case occurrence::from_to:
    case occurrence::every:
    case occurrence::uptake_linear:
    case occurrence::uptake_s_curve: return (std::max)(e.flows.from, frame.first_year);
    case occurrence::spread:
    case occurrence::by_year:
    case occurrence::uptake_years:
    case occurrence::uptake_columns: break;
  }
  for (std::size_t i = 0; i < e.flows.shares.size(); ++i) {
    const bool columns = e.flows.how == occurrence::uptake_columns;
    if (written_zero(e.flows.shares[i])) continue;
    return columns ? frame.first_year + static_cast<int>(i) : (std::max)(e.flows.shares[i].year, frame.first_year);
  }
  return std::nullopt;
}

/// The last year in which the effect may flow.
[[nodiscard]] inline int last_flow_year(const effect_claim& e, const conventions& frame) {
  const int last = frame.first_year + frame.years - 1;
  switch (e.flows.how) {
    case occurrence::once: return e.flows.from;
    case occurrence::from_to:
    case occurrence::every: return (std::min)(e.flows.to.value_or(last), last);
    case occurrence::spread:
    case occurrence::by_year:
      for (auto s = e.flows.shares.rbegin(); s != e.flows.shares.rend(); ++s) {
        if (!written_zero(*s)) return s->year;
      }
      return frame.first_year;
    case occurrence::uptake_years:
    case occurrence::uptake_columns: {
      std::size_t flowing = e.flows.shares.size();
      while (flowing > 0 && written_zero(e.flows.shares[flowing - 1])) --flowing;
      if (flowing == e.flows.shares.size()) break;  // the last share goes on
      const bool columns = e.flows.how == occurrence::uptake_columns;
      const int stops = columns ? frame.first_year + static_cast<int>(flowing) : e.flows.shares[flowing].year;
      return (std::min)(stops - 1, last);
    }
    case occurrence::always:
    case occurrence::uptake_linear:
    case occurrence::uptake_s_curve: break;
  }
  return last;
}

[[nodiscard]] inline bool years_overlap(const effect_claim& a, const effect_claim& b, const conventions& frame) {
  const auto first_a = first_flow_year(a, frame);
  const auto first_b = first_flow_year(b, frame);
  return first_a && first_b && *first_a <= last_flow_year(b, frame) && *first_b <= last_flow_year(a, frame);
}

/// The largest share of the whole amount that flows in a year, where it is written as numbers.
[[nodiscard]] inline std::optional<double> largest_share(const effect_claim& e, likely_values& likely) {
  switch (e.flows.how) {
    case occurrence::uptake_linear:
    case occurrence::uptake_s_curve: return e.flows.ceiling ? likely.in(likely.of(*e.flows.ceiling), unit{}) : 1;
    case occurrence::uptake_years:
    case occurrence::uptake_columns: break;
    case occurrence::always:
    case occurrence::once:
    case occurrence::spread:
    case occurrence::by_year:
    case occurrence::from_to:
    case occurrence::every: return 1;
  }
  double largest = 0;
  for (const auto& s : e.flows.shares) {
    const auto share = likely.in(likely.of(s.value), unit{});
    if (!share) return std::nullopt;
    largest = (std::max)(largest, *share);
  }
  return largest;
}

}  // namespace nytta::detail
