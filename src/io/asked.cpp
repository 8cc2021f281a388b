// SPDX-License-Identifier: Apache-2.0
#include "io/asked.hpp"

#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/method/shipped.hpp>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "io/document/bare_value.hpp"
#include "io/read/keys.hpp"
#include "method/shipped_texts.hpp"
#include "sensitivity/sobol.hpp"

namespace nytta {

std::string no_such_method(std::string_view name, language in) {
  const std::string meant = keys::names_like(shipped_method_ids(), name);
  return meant.empty() ? label_text("usage_no_method", name, in) + " " + shipped_ids()
                       : label_text("usage_method_meant", name, in) + " " + meant + "?";
}

void require_format(const std::string& format, std::initializer_list<std::string_view> known) {
  if (std::find(known.begin(), known.end(), format) != known.end()) return;
  std::string words;
  for (const auto k : known) words += (words.empty() ? "" : " | ") + std::string(k);
  throw usage_error{"--format " + format + ": " + words};
}

language language_of(const std::string& lang, language otherwise) {
  if (lang.empty()) return otherwise;
  if (lang == "sv") return language::sv;
  if (lang == "en") return language::en;
  throw usage_error{"--lang " + lang + ": sv | en"};
}

std::string told(const diagnostics& what, language in) {
  std::string out;
  for (const auto& d : what) {
    const bool error = message_of(d.code).weight == severity::error;
    out += to_string(d.where) + ": " + (error ? "error" : "warning") + "[" + std::string(d.code) + "]: " + text(d, in) +
           "\n    " + advice(d, in) + "\n";
  }
  return out;
}

outcome<method> method_asked_for(const std::string& name, language in, method_finder find, const void* context) {
  const auto found = find(name, "", context);
  if (!found) throw usage_error{no_such_method(name, in)};
  method_reading read = read_method(found->text, found->file_name, find, context);
  if (!read.errors.empty()) return std::move(read.errors);
  return std::move(read.value).value();
}

std::vector<const alternative_appraisal*> alternatives_asked_for(const std::string& id, const calculation& of) {
  std::vector<const alternative_appraisal*> out;
  std::string ids;
  for (const auto& a : of.result.alternatives) {
    if (id.empty() || a.id == id) out.push_back(&a);
    ids += (ids.empty() ? "" : " | ") + a.id;
  }
  if (out.empty()) throw usage_error{"--alternative " + id + ": " + ids};
  return out;
}

const alternative_appraisal& alternative_asked_for(const std::string& id, const calculation& of) {
  const auto all = alternatives_asked_for(id, of);
  const auto own = std::find_if(all.begin(), all.end(), [](const auto* a) { return !a->reference; });
  return own == all.end() ? *all.front() : **own;
}

void require_figure(const alternative_appraisal& a, const std::string& figure, language in) {
  if (a.find(figure) != nullptr) return;
  std::string keys;
  for (const auto& f : a.figures) keys += (keys.empty() ? "" : ", ") + f.key;
  const std::string wrong =
      figure.empty() ? std::string(label_text("usage_figure_missing", in)) : label_text("usage_no_figure", figure, in);
  throw usage_error{wrong + "\n    " + keys};
}

setting stage_asked_for(const std::string& stage) {
  if (stage.empty()) throw usage_error{"--stage: behov, idé, förstudie … / need, idea, prestudy …"};
  return {"initiative.stage", "\"" + stage + "\""};
}

diagnostics named_as_stage(diagnostics errors) {
  for (auto& d : errors) {
    if (d.where.file == "--set initiative.stage") d.where.file = "--stage";
  }
  return errors;
}

std::vector<std::string> trimmed_names(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const auto& name : given) {
    const auto first = name.find_first_not_of(' ');
    if (first == std::string::npos) throw usage_error{"--to: ID[,ID…]"};
    std::string trimmed = name.substr(first, name.find_last_not_of(' ') + 1 - first);
    if (std::find(out.begin(), out.end(), trimmed) == out.end()) out.push_back(std::move(trimmed));
  }
  return out;
}

bool method_unknown(const diagnostics& refused) {
  return std::any_of(refused.begin(), refused.end(), [](const diagnostic& d) {
    return d.where.file == "--method" && (d.code == "N0762" || d.code == "N0785");
  });
}

comparison_request comparison_words::request(const std::string& alternative) const {
  comparison_request out;
  out.figure = figure;
  out.alternative = alternative;
  out.whose = own_conventions ? convention_choice::of_method : convention_choice::of_case;
  out.shapley = shapley;
  out.both = all && !own_conventions;
  return out;
}

void comparison_words::require_sense(bool of_versions, language in) const {
  const auto between_methods = [in](const char* option) {
    return usage_error{label_text("usage_between_methods", option, in)};
  };
  const bool methods = !to.empty() || all;
  if (all && shapley) throw between_methods("--shapley");
  if (!of_versions && !methods) throw usage_error{"compare CASE --from ID --to ID[,ID…] | --all | CASE OTHER"};
  if (!of_versions) return;
  if (methods || !from.empty()) throw usage_error{"compare CASE OTHER | CASE --from ID --to ID"};
  if (shapley || own_conventions) throw between_methods(shapley ? "--shapley" : "--own-conventions");
}

std::vector<std::string> comparison_words::ends(const std::string& first) const {
  std::vector<std::string> out;
  if (!all) {
    for (const auto& name : trimmed_names(to)) out.push_back(name == "own" ? std::string() : name);
    return out;
  }
  for (const auto id : shipped_method_ids()) {
    if (id != first) out.emplace_back(id);
  }
  return out;
}

outcome<comparison> comparison_asked_for(std::string_view text, const std::string& file,
                                         std::span<const setting> settings, const std::string& method_id,
                                         const std::string& alternative, const comparison_words& how, bool bridges,
                                         language in, method_finder find, const void* context) {
  comparison_request request = how.request(alternative);
  request.bridges = bridges;
  const std::string from = how.from.empty() || how.from == "own" ? method_id : how.from;
  std::string first = from;
  if (how.all && from.empty()) {  // the case's own method stands first, and not again among all
    const auto read = read_case(text, file, settings);
    if (read.value) first = read.value->calculation.method;
  }
  const std::vector<std::string> to = how.ends(first);
  auto result = compare_methods(text, file, settings, from, to, request, find, context);
  if (!result && !from.empty() && method_unknown(result.error())) throw usage_error{no_such_method(from, in)};
  for (std::size_t i = 0; result && i < result->to.size(); ++i) {
    if (method_unknown(result->to[i].refused)) throw usage_error{no_such_method(result->to[i].id, in)};
  }
  return result;
}

namespace {

/// "20 %", "20%" or "0,2" as a fraction; nothing for another text.
std::optional<decimal> fraction_of(const std::string& written) {
  std::string_view text = trimmed(written);
  const bool percent = text.ends_with('%');
  if (percent) text = trimmed(text.substr(0, text.size() - 1));
  std::string number(text);
  std::replace(number.begin(), number.end(), ',', '.');
  const auto parsed = decimal::parse(number);
  return parsed && percent ? std::optional(*parsed * decimal::of(1, 2)) : parsed;
}

/// A share above 0 and at most 100 %.
decimal share_of(const std::string& written, language in) {
  const auto share = fraction_of(written);
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

}  // namespace

outcome<calculation> checked(outcome<calculation> calculated) {
  if (!calculated) return calculated;
  calculation of = std::move(calculated).value();
  diagnostics refused = refused_ranges(of.claim, of.result);
  auto& findings = of.result.findings;
  for (const auto& a : of.result.alternatives) {
    if (!asks_for_investment(of.claim) || (a.reference && of.result.alternatives.size() > 1)) continue;
    const auto request = request_for(of.claim, of.rules, of.result, a);
    const diagnostics& told = request ? request->findings : request.error();
    auto& to = request ? findings : refused;
    for (const auto& d : told) {
      const auto same = [&](const diagnostic& known) { return known.code == d.code && known.arguments == d.arguments; };
      if (std::none_of(to.begin(), to.end(), same)) to.push_back(d);
    }
  }
  if (!refused.empty()) return refused;
  return of;
}

asked_request request_asked_for(const std::string& alternative, const request_words& how, const calculation& of,
                                language in) {
  calculation charged = of;
  charge_rules& rules = charged.claim.investment.rules;
  if (!how.charge.empty()) {
    const auto words = keys::find(*keys::find(keys::case_file(), "budget")->of, "charge")->words;
    const auto word = keys::english_word(words, how.charge);
    if (!word) throw usage_error{"--charge " + how.charge + ": " + keys::listed(words)};
    rules.charge = word == "annuity" ? charge_form::annuity : charge_form::straight_line;
  }
  if (!how.charge_rate.empty()) {
    const auto rate = fraction_of(how.charge_rate);
    const bool bare = how.charge_rate.find('%') == std::string::npos;
    if (!rate || !(decimal(-1) < *rate) || (bare && !(*rate < decimal(1)))) {
      throw usage_error{label_text("usage_charge_rate", "--charge-rate " + how.charge_rate, in)};
    }
    rules.rates = {{0, rate->normalized()}};
  }
  auto request = request_for(charged.claim, charged.rules, charged.result, alternative_asked_for(alternative, charged));
  return {std::move(charged), std::move(request)};
}

std::vector<sensitivity> sensitivity_asked_for(const std::string& alternative, const sensitivity_words& how,
                                               const calculation& of, language in) {
  sensitivity_request asked;
  asked.figure = how.figure;
  asked.by = share_of(how.by, in);
  asked.two_way = two_of(how.two_way, of, in);
  std::vector<sensitivity> all;
  for (const auto* a : alternatives_asked_for(alternative, of)) {
    require_figure(*a, how.figure, in);
    all.push_back(what_if(of.claim, of.rules, of.result, *a, asked));
  }
  return all;
}

namespace {

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

simulation_request request_of(const simulation_words& how, language in) {
  simulation_request asked;
  asked.draws = draws_of(how.draws, in);
  asked.seed = how.seed;
  require_threads(how.threads, in);
  asked.threads = how.threads;
  if (how.sampling != "random" && how.sampling != "quasi") throw usage_error{"--sampling random | quasi"};
  asked.how = how.sampling == "quasi" ? sampling::quasi : sampling::random;
  asked.indices = how.indices;
  asked.information = how.information;
  return asked;
}

}  // namespace

void require_threads(int threads, language in) {
  constexpr int most = 1024;
  if (threads < 1 || threads > most) throw usage_error{label_text("usage_threads", std::to_string(threads), in)};
}

outcome<asked_simulation> simulation_asked_for(const std::string& alternative, const simulation_words& how,
                                               const calculation& of, language in) {
  const simulation_request asked = request_of(how, in);
  calculation chosen = of;
  chosen.result.alternatives.clear();
  for (const auto* a : alternatives_asked_for(alternative, of)) {
    require_figure(*a, how.figure, in);
    chosen.result.alternatives.push_back(*a);
  }
  const bool in_kronor = chosen.result.alternatives.front().find(how.figure)->kind == figure_kind::money;
  if (asked.information && (!in_kronor || less_is_better(how.figure))) {
    throw usage_error{label_text("usage_information", how.figure, in)};
  }
  auto uncertain = uncertainty_of(chosen.claim, chosen.result, how.figure);
  if (!uncertain) return uncertain.error();
  if (const char* limit = too_many(*uncertain, asked)) throw usage_error{label_text(limit, how.figure, in)};
  return asked_simulation{std::move(chosen), std::move(uncertain).value(), asked};
}

simulation asked_simulation::run(simulation_watch watch) const {
  return simulator(of.claim, of.result, uncertain).run(how, watch);
}

}  // namespace nytta
