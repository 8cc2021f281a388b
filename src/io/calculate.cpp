// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/certify.hpp>
#include <nytta/appraisal/checklist.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/method/shipped.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "appraisal/furthest.hpp"
#include "io/appraised.hpp"
#include "io/document/document.hpp"
#include "io/read/diagnostic_order.hpp"
#include "io/write/printed.hpp"

namespace nytta {

namespace {

bool same_remark(const diagnostic& a, const diagnostic& b) {
  return a.code == b.code && a.where.line == b.where.line && a.where.column == b.where.column &&
         a.where.pointer == b.where.pointer && a.where.file == b.where.file && a.arguments == b.arguments;
}

/// Adds what has not been said yet, up to as many remarks as anyone reads.
void append(diagnostics& to, const diagnostics& from) {
  for (const auto& d : from) {
    if (to.size() >= document_limits::errors) return;
    if (std::none_of(to.begin(), to.end(), [&](const diagnostic& t) { return same_remark(t, d); })) to.push_back(d);
  }
}

/// The rates of the shipped methods in words: what others use when a method gives none.
std::string shipped_rates() {
  std::string words;
  for (const auto id : shipped_method_ids()) {
    const auto read = read_method(*shipped_method_text(id), std::string(id) + ".toml");
    if (!read.value || !read.value->rate) continue;
    const rate_rule& rate = *read.value->rate;
    const auto percent = [](const rate_part& p) { return (p.rate.value * decimal(100)).normalized().to_string(); };
    words += (words.empty() ? "" : ", ") + std::string(id) + " ";
    if (rate.form == rate_form::none || !rate.parts.front().rate.factor.empty()) {
      words += rate_text(rate);
    } else {  // of several, the first and the last: the message is no table
      const bool several = rate.parts.size() > 1;
      words += percent(rate.parts.front()) + (several ? "–" + percent(rate.parts.back()) : "") + " %";
    }
  }
  return words;
}

/// The net present value of every alternative under one timing: "996 487,16 kr", or by alternative.
std::string value_under(timing at, initiative claim, const method& rules) {
  claim.calculation.at = at;
  const auto result = appraise(claim, rules);
  if (!result) return "-";
  const certified_values values(result->steps);
  std::string words;
  for (const auto& a : result->alternatives) {
    const int node = a.find("net_present_value")->node;
    const bool only = result->alternatives.size() == 1;
    words += (words.empty() ? "" : ", ") + (only ? std::string() : a.id + " ");
    words += values.state(node) == status::ok ? grouped_digits(values.rounded(node, 0, 2), claim.speaks) + " kr"
                                              : std::string("-");
  }
  return words;
}

/// A missing timing is answered with what each choice would give; a missing rate with what others use.
void advise(diagnostics& errors, const initiative& claim, const method& rules) {
  const bool only_timing = errors.size() == 1 && errors.front().code == "N0720";
  for (auto& d : errors) {
    if (d.code == "N0721") {
      d = {"N0761", d.where, {rules.id, shipped_rates()}};
    } else if (only_timing) {
      d = {"N0760",
           d.where,
           {rules.id, value_under(timing::start, claim, rules), value_under(timing::middle, claim, rules),
            value_under(timing::end, claim, rules)}};
    }
  }
}

/// What is wrong with a case whose method is not known, whatever that may be.
diagnostics without_method(initiative claim) {
  method any;
  any.rate = rate_rule{rate_form::none, {}, step_origin::base_year, 0, {}};
  any.at = timing::end;
  any.hours_per_working_day = any.hours_per_full_time_year = quantity{1, unit{{{"h", 1}}}};
  for (const auto& e : claim.effects) {
    for (const auto& p : e.categories) any.categories.push_back({p.id, true, false, {}});
  }
  claim.stage.clear();
  if (!claim.calculation.years) claim.calculation.columns_unread = true;
  const auto result = appraise(claim, any);
  diagnostics told;
  for (const auto& d : result.error()) {
    if (d.code != "N0657" && d.code != "N0710") told.push_back(d);  // its parameters and its years are its own
  }
  return told;
}

/// Uptakes and ceilings that come from factors: above the whole is a finding, below nothing is refused.
void check_shares(const calculation& of, const certified_values& values, diagnostics& errors, diagnostics& findings) {
  const auto uptake_within = [&](const flow_claim& claim, int uptake) {
    if (uptake < 0 || of.result.steps[uptake].what == operation::literal) return;
    bool above = false;
    bool below = false;
    for (std::size_t c = 0; c < values.size(uptake); ++c) {
      above = above || values.compare(uptake, c, decimal(1)) > 0;
      below = below || values.compare(uptake, c, decimal(0)) < 0;
    }
    if (above) append(findings, {{"N1001", claim.flows.where, {claim.id}}});
    if (below) append(errors, {{"N0668", claim.flows.where, {claim.id}}});
  };
  for (const auto& a : of.result.alternatives) {
    for (const auto& e : a.effects) {
      for (const int share : e.shares()) {
        if (values.state(share) != status::ok) continue;  // weights that add to zero: said beside the stakeholder
        bool outside = false;
        for (std::size_t c = 0; c < values.size(share); ++c) {
          outside = outside || values.compare(share, c, decimal(0)) < 0 || values.compare(share, c, decimal(1)) > 0;
        }
        if (outside) append(errors, {{"N0669", of.claim.effects[e.effect].where, {of.claim.effects[e.effect].id}}});
      }
      uptake_within(of.claim.effects[e.effect], e.uptake);
    }
    for (const auto& t : a.transfers) uptake_within(of.claim.transfers[t.transfer], t.uptake);
  }
}

/// The first year in which an effect's amount is beyond 10^30 kronor, up or down: growth of 300 % where 3 % was meant,
/// over a long horizon. Nobody reads such numbers, and printing a thousand of them takes seconds.
std::optional<int> year_beyond_measure(const calculation& of, const certified_values& values, int flow) {
  const decimal most = decimal::of(1'000'000'000'000'000'000, -12);  // few enough digits for a quick comparison
  for (std::size_t c = 0; c < values.size(flow); ++c) {
    if (values.compare(flow, c, most) >= 0 || values.compare(flow, c, -most) <= 0) {
      return of.result.frame.first_year + static_cast<int>(c);
    }
  }
  return std::nullopt;
}

/// What only the numbers show: a division by zero, an absurd amount, or a rate that a factor brings to −100 % or below.
void check_numbers(const calculation& of, diagnostics& errors, diagnostics& findings) {
  const certified_values values(of.result.steps);
  const auto flow_in_numbers = [&](const flow_claim& claim, int flow) {
    const place& where = claim.amount_where.line != 0 ? claim.amount_where : claim.where;
    if (values.state(flow) != status::ok) {
      const bool growth = values.why(flow) == reason::rate_out_of_domain;
      append(errors, {{growth ? "N0765" : "N0665", where, {claim.id}}});
    } else if (const auto year = year_beyond_measure(of, values, flow)) {
      append(errors, {{"N0764", where, {claim.id, std::to_string(*year)}}});
    }
  };
  for (const auto& a : of.result.alternatives) {
    for (const auto& e : a.effects) flow_in_numbers(of.claim.effects[e.effect], e.flow);
    for (const auto& t : a.transfers) flow_in_numbers(of.claim.transfers[t.transfer], t.flow);
  }
  for (const auto& a : of.result.alternatives) {
    if (!errors.empty() || values.state(a.discounted_net) != status::ok) continue;
    if (const auto year = year_beyond_measure(of, values, a.discounted_net)) {
      append(errors, {{"N0764", of.claim.calculation.where, {"discounted_net", std::to_string(*year)}}});
    }
  }
  check_shares(of, values, errors, findings);
  if (!errors.empty()) return;
  for (const auto& a : of.result.alternatives) {
    const int npv = a.find("net_present_value")->node;
    if (values.state(npv) != status::ok) {
      const bool divided = values.why(npv) == reason::division_by_zero;  // by a factor that a rounding has made 0
      append(errors, {{divided ? "N0783" : "N0763", of.claim.calculation.where, {}}});
      return;
    }
    for (const auto& rows : {a.by_stakeholder, a.by_category}) {
      for (const auto& s : rows) {
        if (values.state(s.net) != status::ok) append(errors, {{"N0666", of.claim.calculation.where, {s.id}}});
      }
    }
  }
}

/// Ranges that never bring the net present value across zero wherever they fall. Asked at the decision, which is what
/// they should test: then either it is safe, or something uncertain has no range.
void check_ranges(const calculation& of, diagnostics& findings) {
  constexpr std::size_t most_steps = 4'000'000;  // factors × nodes: under a second
  const auto& factors = of.result.factors;
  const auto ranges = static_cast<std::size_t>(
      std::count_if(factors.begin(), factors.end(), [](const factor_node& f) { return !f.low.empty(); }));
  const std::size_t size = of.result.steps.nodes.size() * of.result.alternatives.size();
  if (ranges == 0 || size > most_steps / ranges || !at_decision(of.rules, of.result.stage)) return;
  for (const auto& a : of.result.alternatives) {
    if (a.reference) continue;
    const std::array npv{a.find("net_present_value")->node};
    const auto likely = likely_of(of.result, npv.front());
    const auto lowest = furthest_of(of.result, of.result.steps, npv, direction::down);
    const auto highest = furthest_of(of.result, of.result.steps, npv, direction::up);
    if (!likely || !lowest || !highest || !lowest->everywhere || !highest->everywhere) continue;
    const double worst = lowest->value;
    const double best = highest->value;
    constexpr double most_kronor = 1e15;
    if (worst < -most_kronor || best > most_kronor || !(worst < best)) continue;
    if (worst <= 0 && best >= 0) continue;
    place where = of.claim.calculation.where;
    for (const auto& c : of.claim.alternatives) {
      if (c.id == a.id) where = c.where;
    }
    const auto kronor = [&](double x) { return grouped_digits(std::to_string(std::llround(x)), of.claim.speaks); };
    const std::string who = of.claim.alternatives.empty() ? of.claim.id : a.id;
    append(findings, {{"N1047", where, {who, kronor(worst), kronor(best), kronor(*likely)}}});
  }
}

}  // namespace

namespace {

outcome<calculation> appraised_within_digits(case_reading read, method_reading rules) {
  diagnostics errors = std::move(read.errors);
  calculation out;
  out.claim = std::move(*read.value);
  out.case_sha256 = read.sha256;
  append(errors, rules.errors);
  if (!rules.value) {
    append(errors, without_method(out.claim));
    in_text_order(errors);
    return errors;
  }
  out.rules = std::move(*rules.value);
  out.method_sha256 = rules.sha256;

  auto result = appraise(out.claim, out.rules);
  if (!result) {
    diagnostics more = result.error();
    if (errors.empty()) {
      advise(more, out.claim, out.rules);
    }
    if (out.claim.calculation.columns_unread) {
      more.erase(std::remove_if(more.begin(), more.end(), [](const diagnostic& d) { return d.code == "N0710"; }),
                 more.end());
    }
    append(errors, more);
  }
  if (!errors.empty()) {
    in_text_order(errors);
    return errors;
  }
  out.result = std::move(result).value();
  diagnostics suspicious;
  check_numbers(out, errors, suspicious);
  append(out.result.findings, suspicious);
  if (!errors.empty()) return errors;
  check_ranges(out, out.result.findings);
  append(out.result.findings, rules.findings);
  return out;
}

}  // namespace

outcome<calculation> appraised(case_reading read, method_reading rules, const std::string& file_name) {
  if (!read.value) return std::move(read.errors);
  try {
    return appraised_within_digits(std::move(read), std::move(rules));
  } catch (const decimal_overflow&) {  // each number fits, and a product or sum of them does not
    return diagnostics{{"N0766", place{file_name, 1, 1, {}}, {}}};
  }
}

outcome<calculation> calculate(std::string_view text, const std::string& file_name, std::span<const setting> settings,
                               std::string_view method_id, method_finder find, const void* context) {
  case_reading read = read_case(text, file_name, settings);
  if (!read.value) return std::move(read.errors);
  method_reading rules = method_for(read, method_id, file_name, find, context);
  return appraised(std::move(read), std::move(rules), file_name);
}

}  // namespace nytta
