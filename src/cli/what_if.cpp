// SPDX-License-Identifier: Apache-2.0
#include "cli/what_if.hpp"

#include <nytta/core/label.hpp>
#include <nytta/io/what_if.hpp>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/interruptible.hpp"
#include "cli/progress_bar.hpp"
#include "cli/run_case.hpp"
#include "cli/thread_count.hpp"
#include "io/document/bare_value.hpp"
#include "sensitivity/sobol.hpp"

namespace nytta::cli {

namespace {

/// "20 %", "20%" or "0,2": a share above 0 and at most 100 %.
decimal share_of(const std::string& written, language in) {
  std::string_view text = trimmed(written);
  const bool percent = text.ends_with('%');
  if (percent) text = trimmed(text.substr(0, text.size() - 1));
  std::string number(text);
  std::replace(number.begin(), number.end(), ',', '.');
  const auto parsed = decimal::parse(number);
  const auto share = parsed && percent ? std::optional(*parsed * decimal::of(1, 2)) : parsed;
  if (!share || *share <= decimal(0) || *share > decimal(1)) {
    throw usage_error{label_text("usage_share", "--by " + written, in)};
  }
  return share->normalized();
}

/// "a,b": two different claimed numbers of the case.
std::vector<std::string> two_of(const std::string& written, const calculation& of, language in) {
  if (written.empty()) return {};
  const auto comma = written.find(',');
  const std::string first(trimmed(std::string_view(written).substr(0, comma)));
  const std::string second(comma == std::string::npos ? "" : trimmed(std::string_view(written).substr(comma + 1)));
  std::string known;
  bool found[2] = {false, false};
  for (const auto& f : of.result.factors) {
    known += (known.empty() ? "" : ", ") + f.id;
    found[0] = found[0] || f.id == first;
    found[1] = found[1] || f.id == second;
  }
  if (!found[0] || !found[1] || first == second) {
    throw usage_error{label_text("usage_two_way", written, in) + "\n    " + known};
  }
  return {first, second};
}

/// "100 000", "100000" or "1e5" is no number of draws that anyone should have to guess at: digits, grouped or not.
std::uint64_t draws_of(const std::string& written, language in) {
  std::string digits;
  for (const char c : written) {
    if (c != ' ' && c != '_') digits += c;
  }
  std::uint64_t draws = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), draws);
  constexpr std::uint64_t most = 1'000'000'000;
  if (error != std::errc() || end != digits.data() + digits.size() || draws < least_simulated_draws || draws > most) {
    throw usage_error{label_text("usage_draws", "--draws " + written, in)};
  }
  return draws;
}

/// The text that says why so many factors cannot be drawn or split so.
const char* too_many(const uncertainty& of, const simulation_request& asked) {
  const std::size_t count = of.factors.size();
  if (asked.how == sampling::quasi && count > sobol_points::most_dimensions) return "usage_many_points";
  if (asked.indices && !of.correlation.empty() && count > most_shapley_factors) return "usage_many_effects";
  return nullptr;
}

/// The simulation, with a bar meanwhile, which is gone when it is done; Ctrl-C ends it early.
simulation drawn(const calculation& of, const uncertainty& uncertain, const simulation_request& asked, language in) {
  progress_bar bar;
  const interruptible hold;
  const auto watch = [&bar](double share) {
    bar.show(share);
    return interruptible::asked_to_stop();
  };
  try {
    return simulator(of.claim, of.result, uncertain).run(asked, watch);
  } catch (const std::bad_alloc&) {
    throw usage_error{label_text("usage_memory", std::to_string(asked.draws), in)};
  }
}

}  // namespace

exit_status simulate(const case_options& options, const simulation_options& how) {
  require_format(options.format, {"text", "json"});
  diagnostics refused;
  diagnostics findings;
  language spoken_in = language::sv;
  const exit_status status = with_calculation(options, [&](const calculation& of, language in) {
    spoken_in = in;
    simulation_request asked;
    asked.draws = draws_of(how.draws, in);
    asked.seed = how.seed;
    asked.threads = thread_count(how.threads, in);
    if (how.sampling != "random" && how.sampling != "quasi") throw usage_error{"--sampling random | quasi"};
    asked.how = how.sampling == "quasi" ? sampling::quasi : sampling::random;
    asked.indices = how.indices;
    asked.information = how.information;
    calculation chosen = of;
    chosen.result.alternatives.clear();
    for (const auto* a : alternatives_asked_for(options, of)) {
      require_figure(*a, how.figure, in);
      chosen.result.alternatives.push_back(*a);
    }
    const bool in_kronor = chosen.result.alternatives.front().find(how.figure)->kind == figure_kind::money;
    if (asked.information && (!in_kronor || less_is_better(how.figure))) {
      throw usage_error{label_text("usage_information", how.figure, in)};
    }
    const auto uncertain = uncertainty_of(chosen.claim, chosen.result, how.figure);
    if (!uncertain) {
      refused = uncertain.error();
      return;
    }
    if (const char* limit = too_many(*uncertain, asked)) throw usage_error{label_text(limit, how.figure, in)};
    const auto result = drawn(chosen, *uncertain, asked, in);
    findings = findings_of(chosen, *uncertain, result, asked);
    if (options.format == "json") {
      const language words = language_of(options.lang, language::en);
      print(simulation_json(chosen, result, findings, words));
    } else {
      print(simulation_text(chosen, result, in));
    }
  });
  tell(refused, spoken_in);
  tell(findings, spoken_in);
  return refused.empty() ? status : exit_status::refused;
}

exit_status sensitivity(const case_options& options, const sensitivity_options& how) {
  require_format(options.format, {"text", "json"});
  return with_calculation(options, [&](const calculation& of, language in) {
    sensitivity_request asked;
    asked.figure = how.figure;
    asked.by = share_of(how.by, in);
    asked.two_way = two_of(how.two_way, of, in);
    std::vector<nytta::sensitivity> all;
    for (const auto* a : alternatives_asked_for(options, of)) {
      require_figure(*a, how.figure, in);
      all.push_back(what_if(of.claim, of.rules, of.result, *a, asked));
    }
    if (options.format == "json") {
      print(sensitivity_json(of, all, language_of(options.lang, language::en)));
    } else {
      print(sensitivity_text(of, all, in, {how.switching, !how.two_way.empty()}));
    }
  });
}

}  // namespace nytta::cli
