// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/report.hpp>

#include <algorithm>
#include <utility>

#include "io/report/money_years.hpp"

namespace nytta {

outcome<decision_report> report_on(std::string_view text, const std::string& file_name,
                                   std::span<const setting> settings, std::string_view method_id,
                                   const report_request& request, method_finder find, const void* context) {
  auto calculated = calculate(text, file_name, settings, method_id, find, context);
  if (!calculated) return outcome<decision_report>(calculated.error());
  decision_report out{std::move(*calculated), {}, {}, {}, {}, {}, {}, {}};
  for (const auto& a : out.of.result.alternatives) out.money.push_back(money_years_of(out.of, a));
  const calculation& of = out.of;
  for (const auto& a : of.result.alternatives) {
    out.what_if.push_back(what_if(of.claim, of.rules, of.result, a, sensitivity_request{}));
  }
  const auto uncertain = uncertainty_of(of.claim, of.result, "net_present_value");
  if (!uncertain) {
    out.not_simulated = uncertain.error();
  } else if (!uncertain->factors.empty()) {
    simulation_request asked;
    asked.draws = request.draws;
    asked.seed = request.seed;
    asked.threads = request.threads;
    asked.histogram = true;
    out.simulated = simulator(of.claim, of.result, *uncertain).run(asked, [](double) { return false; });
  }
  std::vector<std::string> others = request.methods;
  if (others.empty()) {
    for (const char* id : {"esv", "esv-reconstructed"}) {
      if (of.rules.id != id) others.emplace_back(id);
    }
  }
  const bool alone = of.result.alternatives.size() == 1;
  for (const auto& a : of.result.alternatives) {
    if (a.reference && !alone) continue;
    if (asks_for_investment(of.claim)) {
      auto asked = request_for(of.claim, of.rules, of.result, a);
      if (asked) {
        out.requests.push_back(std::move(*asked));
      } else {
        out.not_requested = asked.error();  // of the case, whatever the alternative
      }
    }
    comparison_request of_this;
    of_this.alternative = a.id;
    auto compared = compare_methods(text, file_name, settings, method_id, others, of_this, find, context);
    if (compared) out.methods.push_back(std::move(*compared));
  }
  return outcome<decision_report>(std::move(out));
}

}  // namespace nytta
