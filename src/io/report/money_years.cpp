// SPDX-License-Identifier: Apache-2.0
#include "io/report/money_years.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "appraisal/added_steps.hpp"

namespace nytta {

money_years money_years_of(calculation& of, const alternative_appraisal& a) {
  added_steps steps(of.result.steps);
  std::vector<int> in;
  std::vector<int> out;
  std::vector<std::pair<std::string, std::vector<int>>> hours;
  std::vector<std::string> own;
  for (const auto& s : of.claim.stakeholders) {
    hours.push_back({s.id, {}});
    if (s.kind == stakeholder_kind::own) own.push_back(s.id);
  }
  const auto is_own = [&](const std::string& id) { return std::find(own.begin(), own.end(), id) != own.end(); };
  for (const auto& e : a.effects) {
    for (const auto& part : e.categories) {
      if (part.cash && of.claim.effects[e.effect].type != effect_type::residual) {
        for (const auto& whose : e.stakeholders) {
          if (!is_own(whose.id)) continue;
          const int flow = steps.scaled(steps.scaled(e.flow, shape::yearly, part.share), shape::yearly, whose.share);
          (e.side == effect_side::benefit ? in : out).push_back(steps.signed_as(e.negative, flow, shape::yearly));
        }
      }
      if (part.id != "redeployed" || !e.hours) continue;
      const int freed = steps.scaled(steps.last_year(*e.hours), shape::scalar, part.share);
      const bool taken = (e.side == effect_side::cost) != e.negative;
      for (const auto& whose : e.stakeholders) {
        const auto row = std::find_if(hours.begin(), hours.end(), [&](const auto& h) { return h.first == whose.id; });
        if (row == hours.end()) continue;
        const int theirs = steps.scaled(freed, shape::scalar, whose.share);
        row->second.push_back(steps.signed_as(taken, theirs, shape::scalar));
      }
    }
  }
  for (const auto& t : a.transfers) {
    if (is_own(t.from) == is_own(t.to)) continue;
    (is_own(t.to) ? in : out).push_back(t.flow);
  }
  money_years told;
  told.alternative = a.id;
  told.in = steps.sum(std::move(in), shape::yearly);
  told.out = steps.sum(std::move(out), shape::yearly);
  told.net = steps.apply(operation::subtract, shape::yearly, {told.in, told.out});
  told.cumulative = steps.apply(operation::cumulate, shape::yearly, {told.net});
  told.beside = steps.apply(operation::subtract, shape::yearly, {a.net, told.net});
  for (auto& [who, parts] : hours) {
    if (!parts.empty()) told.freed.push_back({who, steps.sum(std::move(parts), shape::scalar)});
  }
  return told;
}

}  // namespace nytta
