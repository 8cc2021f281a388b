// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/appraisal/claim_facts-inl.hpp>
#include <nytta/appraisal/likely-inl.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// When an effect flows, read from the claim alone. Part of appraise().

namespace nytta::detail {

/// The columns in which an effect may flow; zeros that are written out are none.
[[nodiscard]] inline std::vector<char> columns_with_flow(const effect_claim& e, const conventions& frame) {
  std::vector<char> out(static_cast<std::size_t>(frame.years));
  const auto fill = [&](int from, int to, int step = 1) {
    for (int year = (std::max)(from, frame.first_year); year <= to && year < frame.first_year + frame.years;
         year += step) {
      out[static_cast<std::size_t>(year - frame.first_year)] = 1;
    }
  };
  const int last = frame.first_year + frame.years - 1;
  const auto& shares = e.flows.shares;
  switch (e.flows.how) {
    case occurrence::always: fill(frame.first_year, last); break;
    case occurrence::once: fill(e.flows.from, e.flows.from); break;
    case occurrence::from_to: fill(e.flows.from, e.flows.to.value_or(last)); break;
    case occurrence::every: fill(e.flows.from, e.flows.to.value_or(last), (std::max)(1, e.flows.step)); break;
    case occurrence::uptake_linear:
    case occurrence::uptake_s_curve: fill(e.flows.from, last); break;
    case occurrence::spread:
    case occurrence::by_year:
    case occurrence::uptake_columns:
    case occurrence::uptake_years:
      for (std::size_t i = 0; i < shares.size(); ++i) {
        const bool columns = e.flows.how == occurrence::uptake_columns;
        const bool held = columns || e.flows.how == occurrence::uptake_years;
        const int from = columns ? frame.first_year + static_cast<int>(i) : shares[i].year;
        const int next = columns ? from + 1 : i + 1 < shares.size() ? shares[i + 1].year : last + 1;
        const bool continues = held && i + 1 == shares.size();
        if (!written_zero(shares[i])) fill(from, continues ? last : held ? next - 1 : from);
      }
      break;
  }
  return out;
}

/// The first year in which the effect may flow; nothing where only the numbers tell.
[[nodiscard]] inline std::optional<int> first_flow_year(const effect_claim& e, const conventions& frame) {
  const auto columns = columns_with_flow(e, frame);
  const auto first = std::find(columns.begin(), columns.end(), 1);
  if (first == columns.end()) return std::nullopt;
  return frame.first_year + static_cast<int>(first - columns.begin());
}

/// The last year in which the effect may flow; the first of the calculation where it never does.
[[nodiscard]] inline int last_flow_year(const effect_claim& e, const conventions& frame) {
  const auto columns = columns_with_flow(e, frame);
  const auto last = std::find(columns.rbegin(), columns.rend(), 1);
  return frame.first_year + (last == columns.rend() ? 0 : static_cast<int>(columns.rend() - last) - 1);
}

/// Do both flow in some year?
[[nodiscard]] inline bool years_overlap(const effect_claim& a, const effect_claim& b, const conventions& frame) {
  const auto in_a = columns_with_flow(a, frame);
  const auto in_b = columns_with_flow(b, frame);
  for (std::size_t c = 0; c < in_a.size(); ++c) {
    if (in_a[c] != 0 && in_b[c] != 0) return true;
  }
  return false;
}

/// How much of the whole amount flows in each column, at the likely values; 1 where that is not known. A curve counts
/// as its ceiling from its first year on.
[[nodiscard]] inline std::vector<double> shares_by_column(const effect_claim& e, const conventions& frame,
                                                          likely_values& likely) {
  const auto columns = columns_with_flow(e, frame);
  std::vector<double> out(columns.begin(), columns.end());
  const auto share_of = [&](const expression& x) { return likely.in(likely.of(x), unit{}).value_or(1); };
  const bool by_columns = e.flows.how == occurrence::uptake_columns;
  if (e.flows.ceiling) {
    const double ceiling = share_of(*e.flows.ceiling);
    for (double& share : out) share *= ceiling;
  }
  if (!by_columns && e.flows.how != occurrence::uptake_years) return out;
  const auto& shares = e.flows.shares;
  std::size_t next = 0;
  double held = 0;
  for (std::size_t c = 0; c < out.size(); ++c) {
    const auto begins = [&](std::size_t i) {
      return by_columns ? i <= c : shares[i].year <= frame.first_year + static_cast<int>(c);
    };
    while (next < shares.size() && begins(next)) held = share_of(shares[next++].value);
    out[c] *= held;
  }
  return out;
}

}  // namespace nytta::detail
