// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/what_if.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "io/write/claim_in_words.hpp"
#include "io/write/diagnostics_in_json.hpp"
#include "io/write/factor_name.hpp"
#include "io/write/memo_parts.hpp"
#include "io/write/method_in_json.hpp"
#include "io/write/printed.hpp"
#include "io/write/what_if_pages.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

constexpr int share_decimals = 6;

/// A simulated number as the figure itself is printed.
std::string digits_of(double x, const figure& f, const method& rules) {
  switch (f.kind) {
    case figure_kind::money: return fixed_digits(x, rules.figures.decimals);
    case figure_kind::hours: return fixed_digits(x, 2);
    case figure_kind::ratio:
    case figure_kind::duration:
    case figure_kind::calendar_year: return fixed_digits(x, share_decimals);
    case figure_kind::rate: return fixed_digits(x, 8);
  }
  return {};
}

// ---- JSON
// -------------------------------------------------------------------------------------------------------------

json interval_json(const estimate& e) {
  return json::array({fixed_digits(e.low, share_decimals), fixed_digits(e.high, share_decimals)});
}

/// Why there are no indices.
std::string_view why_none(status state) {
  return state == status::none ? "the figure does not vary" : "the figure has no number in some draws";
}

void indices_json(json& out, const simulated_figure& f, const simulation& s) {
  const auto nothing = [&](std::string_view key, status state) {
    out[std::string(key)] = {{"status", name(state)}, {"reason", why_none(state)}};
  };
  if (f.sobol && f.sobol->state != status::ok) {
    nothing("sobol", f.sobol->state);
  } else if (f.sobol) {
    json indices = json::array();
    for (std::size_t j = 0; j < f.sobol->factors.size(); ++j) {
      const auto& index = f.sobol->factors[j];
      json one;
      one["factor"] = s.factors[j];
      one["first"] = fixed_digits(index.first.value, share_decimals);
      one["first_interval"] = interval_json(index.first);
      one["total"] = fixed_digits(index.total.value, share_decimals);
      one["total_interval"] = interval_json(index.total);
      indices.push_back(std::move(one));
    }
    out["sobol"] = std::move(indices);
  }
  if (f.shapley && f.shapley->state != status::ok) {
    nothing("shapley", f.shapley->state);
  } else if (f.shapley) {
    json effects = json::array();
    for (std::size_t j = 0; j < f.shapley->effects.size(); ++j) {
      const auto& e = f.shapley->effects[j];
      json one;
      one["factor"] = s.factors[j];
      one["effect"] = fixed_digits(e.value, share_decimals);
      one["interval"] = interval_json(e);
      effects.push_back(std::move(one));
    }
    out["shapley"] = std::move(effects);
  }
}

/// What it is worth finding out for: nothing where chance alone could have made the estimate.
double worth_knowing_for(const information_value& v) {
  constexpr double two_sided = 1.959963984540054;  // 97.5 % of the standard normal distribution
  return v.value > two_sided * v.standard_error ? v.value : 0;
}

json information_json(const simulated_information& i, const simulation& s, const method& rules) {
  json out;
  if (!i.defined) {
    out["status"] = "undefined";
    out["reason"] = why_none(status::undefined);
    return out;
  }
  const figure& f = s.alternatives.front().of;
  out["evpi"] = digits_of(i.everything.of_everything.value, f, rules);
  out["standard_error"] = digits_of(i.everything.of_everything.standard_error, f, rules);
  out["best"] = i.best.empty() ? json(nullptr) : json(i.best);
  json factors = json::array();
  for (const auto& k : i.factors) {
    json one;
    one["factor"] = k.factor;
    one["evppi"] = digits_of(k.worth.value, f, rules);
    one["standard_error"] = digits_of(k.worth.standard_error, f, rules);
    one["worth_knowing_for"] = digits_of(worth_knowing_for(k.worth), f, rules);
    factors.push_back(std::move(one));
  }
  out["factors"] = std::move(factors);
  return out;
}

void figure_json(json& out, const simulated_figure& f, const simulation& s, const method& rules) {
  const auto number = [&](const std::optional<double>& x) {
    if (!x) return json(nullptr);
    if (std::isinf(*x)) return json("never");
    return json(digits_of(*x, f.of, rules));
  };
  const auto of = [&](const auto& from, const auto& member) {
    return from ? number(std::optional<double>((*from).*member)) : json(nullptr);
  };
  out["figure"] = f.of.key;
  out["unit"] = unit_in_json(f.of.kind);
  out["draws"] = s.draws;
  out["seed"] = s.seed;
  out["sampling"] = s.how == sampling::quasi ? "quasi" : "random";
  if (s.stopped) out["stopped"] = true;
  out["likely"] = number(f.likely);
  out["mean"] = of(f.statistics, &moments::mean);
  out["standard_deviation"] = f.statistics ? number(f.statistics->standard_deviation) : json(nullptr);
  out["standard_error"] = number(f.standard_error);
  json controlled = nullptr;
  if (f.controlled) {
    controlled = {{"mean", number(f.controlled->mean)}, {"standard_error", number(f.controlled->standard_error)}};
  }
  out["control_variate"] = std::move(controlled);
  out["exact"] = {{"mean", number(f.exact.mean)}, {"standard_deviation", number(f.exact.standard_deviation)}};
  json quantiles = json::object();
  for (std::size_t i = 0; i < simulated_quantiles.size(); ++i) {
    const auto hundredths = static_cast<int>(std::lround(simulated_quantiles[i] * 100));
    quantiles["p" + std::to_string(hundredths)] = f.quantiles.empty() ? json(nullptr) : number(f.quantiles[i]);
  }
  out["quantiles"] = std::move(quantiles);
  json positive = nullptr;
  if (f.positive) {
    positive = {{"value", fixed_digits(f.positive->value, share_decimals)},
                {"standard_error", fixed_digits(f.positive->standard_error, share_decimals)}};
  }
  out["probability_positive"] = std::move(positive);
  out["expected_shortfall_p5"] = number(f.shortfall);
  out["undefined_share"] = fixed_digits(f.undefined_share, share_decimals);
  indices_json(out, f, s);
}

// ---- text
// -------------------------------------------------------------------------------------------------------------

class simulation_in_words {
 public:
  simulation_in_words(const calculation& of, const simulation& s, language in) : of_(of), s_(s), in_(in) {}

  page write() {
    page out{heading_block{filled("simulate_title", of_.claim.name), 1}};
    append(out, frame());
    for (const auto& f : s_.alternatives) {
      if (worth_telling(f)) append(out, one(f));
    }
    if (s_.information) append(out, information());
    const bool asked =
        s_.information || (!s_.alternatives.empty() && (s_.alternatives[0].sobol || s_.alternatives[0].shapley));
    if (!asked && !s_.factors.empty()) out.push_back(paragraph_block{word("simulate_hint"), true});
    return out;
  }

  /// How the draws were made.
  [[nodiscard]] page frame() const {
    const std::string draws = grouped_digits(std::to_string(s_.draws), in_);
    page out{paragraph_block{filled("simulate_outcomes", draws) + ", " +
                             word(s_.how == sampling::quasi ? "simulate_quasi" : "simulate_random") + ", " +
                             filled("simulate_seed", std::to_string(s_.seed)) + ". " + what_varies()}};
    if (s_.stopped) out.push_back(paragraph_block{filled("simulate_stopped", draws)});
    return out;
  }

  /// How each factor varies, and which go together.
  [[nodiscard]] page distributions() const {
    table_block table{{{word("simulate_factor"), false, true},
                       {word("simulate_distribution"), false},
                       {word("memo_low"), true},
                       {word("memo_high"), true}}};
    for (const auto& id : s_.factors) {
      const auto claim = std::find_if(of_.claim.factors.begin(), of_.claim.factors.end(),
                                      [&](const factor_claim& f) { return f.id == id; });
      if (claim == of_.claim.factors.end() || !claim->range) continue;
      const auto end = [&](const quantity& q) {
        return grouped(q.value, in_) + (q.unit_of.terms.empty() ? "" : " " + to_string(q.unit_of));
      };
      table.add({factor_name(of_.claim, id), spread_in_words(*claim->range, in_), end(claim->range->low),
                 end(claim->range->high)});
    }
    page out;
    if (!table.rows.empty()) out.emplace_back(std::move(table));
    list_block together;
    for (const auto& c : of_.claim.correlations) {
      std::string line = factor_name(of_.claim, c.first);
      line.append(" – ").append(factor_name(of_.claim, c.second)).append(": ").append(grouped(c.rank, in_));
      together.items.push_back(std::move(line));
    }
    if (!together.items.empty()) {
      out.emplace_back(paragraph_block{word("simulate_correlated")});
      out.emplace_back(std::move(together));
    }
    return out;
  }

  [[nodiscard]] page outcomes(const simulated_figure& f) const {
    if (!f.spread || f.spread->counts.empty()) return {};
    table_block table{{{word("simulate_from"), true}, {word("simulate_to"), true}, {word("simulate_share_of"), true}}};
    for (std::size_t i = 0; i < f.spread->counts.size(); ++i) {
      const double from = f.spread->from + f.spread->width * static_cast<double>(i);
      const double share = static_cast<double>(f.spread->counts[i]) / static_cast<double>(f.defined);
      table.add({number(from, f.of), number(from + f.spread->width, f.of), share == 0 ? "0" : chance(share)});
    }
    return {heading_block{word("simulate_outcomes_heading") + unit_in_heading(f.of.kind, in_), 3}, std::move(table)};
  }

  /// How likely a loss is; empty of a figure that is never one.
  [[nodiscard]] std::string loss_in_words(const simulated_figure& f) const {
    const bool sign_tells = f.of.kind == figure_kind::money && !less_is_better(f.of.key);
    return f.below_zero && sign_tells ? risk(*f.below_zero) : std::string();
  }

  [[nodiscard]] page one(const simulated_figure& f) {
    alternative(f);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string word(std::string_view key) const { return std::string(label_text(key, in_)); }
  [[nodiscard]] std::string filled(std::string_view key, const std::string& with) const {
    return label_text(key, with, in_);
  }
  [[nodiscard]] std::string what_varies() const {
    if (s_.factors.empty()) return word("simulate_no_ranges");
    std::string names;
    for (const auto& id : s_.factors) names += (names.empty() ? "" : ", ") + factor_name(of_.claim, id);
    return filled("simulate_varies", names);
  }
  [[nodiscard]] std::string percent(double share, int decimals) const {
    return grouped_digits(fixed_digits(share * 100, decimals), in_) + " %";
  }
  [[nodiscard]] std::string risk(double below) const {
    if (below == 0) return word("simulate_no_loss");
    return below == 1 ? word("simulate_sure_loss") : filled("simulate_loss", chance(below));
  }
  /// A share that is rounded to nothing or to all, though it is not.
  [[nodiscard]] std::string chance(double share) const {
    if (share > 0 && share < 0.0005) return "< " + percent(0.001, 1);
    if (share < 1 && share > 0.9995) return "> " + percent(0.999, 1);
    return percent(share, 1);
  }
  [[nodiscard]] std::string unit(const figure& f) const {
    if (f.kind == figure_kind::money) return " kr";
    if (f.kind == figure_kind::duration) return " " + word("memo_years_unit");
    return f.kind == figure_kind::hours ? " h" : "";
  }
  [[nodiscard]] std::string number(double x, const figure& f) const {
    if (std::isinf(x)) return word("simulate_never");
    switch (f.kind) {
      case figure_kind::money:
      case figure_kind::hours: return grouped_digits(fixed_digits(x, 0), in_);
      case figure_kind::rate: return percent_digits(fixed_digits(x, 4), in_);
      case figure_kind::calendar_year: return fixed_digits(x, 0);
      case figure_kind::ratio:
      case figure_kind::duration: return grouped_digits(fixed_digits(x, 2), in_);
    }
    return {};
  }
  [[nodiscard]] std::string both(double low, double high, const figure& f) const {
    return number(low, f) + (in_ == language::sv ? " och " : " and ") + number(high, f) +
           (std::isinf(high) ? "" : unit(f));
  }

  /// The reference is what the others are counted against: its own figure is told where it stands alone.
  [[nodiscard]] bool worth_telling(const simulated_figure& f) const {
    const auto* a = alternative_named(of_, f.alternative);
    return a == nullptr || !a->reference || s_.alternatives.size() == 1;
  }

  void alternative(const simulated_figure& f) {
    out_.clear();
    const auto* a = alternative_named(of_, f.alternative);
    const std::string figure = printed_numbers(of_).label(f.of, in_);
    if (a != nullptr && !of_.claim.alternatives.empty()) {
      out_ = memo_parts(of_, in_).alternative_name(*a);
      out_.push_back(paragraph_block{figure});
    } else {
      out_.push_back(heading_block{figure});
    }
    list_block items;
    const auto item = [&](std::string text) { items.items.push_back(std::move(text)); };
    if (f.undefined_share > 0) {
      const bool late = f.of.kind == figure_kind::duration || f.of.kind == figure_kind::calendar_year;
      item(filled(late ? "simulate_never_reached" : "simulate_undefined", chance(f.undefined_share)));
    }
    if (std::string loss = loss_in_words(f); !loss.empty()) item(std::move(loss));
    if (f.statistics) {
      std::string likely;
      if (f.likely) likely = " (" + word("simulate_likely") + " " + number(*f.likely, f.of) + unit(f.of) + ")";
      item(filled("simulate_expected", number(f.statistics->mean, f.of) + unit(f.of) + likely));
    }
    if (f.quantiles.size() == simulated_quantiles.size()) {
      item(filled("simulate_half", both(f.quantiles[3], f.quantiles[5], f.of)) + " " +
           filled("simulate_nine", both(f.quantiles[1], f.quantiles[7], f.of)));
    }
    if (f.shortfall && f.of.kind == figure_kind::money) {
      item(filled("simulate_shortfall", number(*f.shortfall, f.of) + unit(f.of)));
    }
    if (std::string most = mostly(f); !most.empty()) item(std::move(most));
    out_.push_back(std::move(items));
    table(f);
    indices(f);
  }

  /// The three factors that most of the variance comes from.
  [[nodiscard]] std::string mostly(const simulated_figure& f) const {
    std::vector<std::pair<double, std::string>> parts;
    if (f.sobol) {
      for (std::size_t j = 0; j < f.sobol->factors.size(); ++j) {
        parts.emplace_back(f.sobol->factors[j].total.value, s_.factors[j]);
      }
    }
    if (f.shapley) {
      for (std::size_t j = 0; j < f.shapley->effects.size(); ++j) {
        parts.emplace_back(f.shapley->effects[j].value, s_.factors[j]);
      }
    }
    std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string words;
    for (std::size_t i = 0; i < parts.size() && i < 3; ++i) {
      if (parts[i].first < 0.005) break;
      words += (words.empty() ? "" : ", ") + factor_name(of_.claim, parts[i].second) + " (" +
               percent(parts[i].first, 0) + ")";
    }
    return words.empty() ? words : filled("simulate_mostly", words);
  }

  void heading(std::string words) { out_.push_back(heading_block{std::move(words), 3}); }

  void table(const simulated_figure& f) {
    if (!f.statistics) return;
    heading(word("simulate_quantiles") + unit_in_heading(f.of.kind, in_));
    table_block table{{{"", false}, {"", true}}};
    for (std::size_t i = 0; i < f.quantiles.size(); ++i) {
      const auto hundredths = static_cast<int>(std::lround(simulated_quantiles[i] * 100));
      table.add({filled("simulate_share_below", std::to_string(hundredths)), number(f.quantiles[i], f.of)});
    }
    table.add({word("simulate_mean"), number(f.statistics->mean, f.of)});
    if (f.standard_error) table.add({"  " + word("simulate_mean_error"), number(*f.standard_error, f.of)});
    if (f.exact.mean) table.add({"  " + word("simulate_exact"), number(*f.exact.mean, f.of)});
    if (f.statistics->standard_deviation) {
      table.add({word("simulate_standard_deviation"), number(*f.statistics->standard_deviation, f.of)});
      if (f.exact.standard_deviation) {
        table.add({"  " + word("simulate_exact"), number(*f.exact.standard_deviation, f.of)});
      }
    }
    out_.push_back(std::move(table));
  }

  [[nodiscard]] std::string part(const estimate& e) const {
    return percent(e.value, 1) + " (" + grouped_digits(fixed_digits(e.low * 100, 1), in_) + "–" + percent(e.high, 1) +
           ")";
  }

  void indices(const simulated_figure& f) {
    const auto state = f.sobol ? f.sobol->state : f.shapley ? f.shapley->state : status::ok;
    if (state != status::ok) {
      out_.push_back(
          paragraph_block{word(state == status::none ? "simulate_indices_constant" : "simulate_indices_none"), true});
    }
    if ((!f.sobol || f.sobol->factors.empty()) && (!f.shapley || f.shapley->effects.empty())) return;
    heading(word("simulate_indices"));
    if (f.sobol) {
      table_block table{
          {{word("simulate_factor"), false, true}, {word("simulate_first"), true}, {word("simulate_total"), true}}};
      for (const std::size_t j :
           by_size(f.sobol->factors.size(), [&](std::size_t i) { return f.sobol->factors[i].total.value; })) {
        const auto& index = f.sobol->factors[j];
        table.add({factor_name(of_.claim, s_.factors[j]), part(index.first), part(index.total)});
      }
      out_.push_back(std::move(table));
    } else {
      table_block table{{{word("simulate_factor"), false, true}, {word("simulate_share"), true}}};
      for (const std::size_t j :
           by_size(f.shapley->effects.size(), [&](std::size_t i) { return f.shapley->effects[i].value; })) {
        table.add({factor_name(of_.claim, s_.factors[j]), part(f.shapley->effects[j])});
      }
      out_.push_back(std::move(table));
    }
  }

  template <class Size>
  [[nodiscard]] static std::vector<std::size_t> by_size(std::size_t count, const Size& size) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < count; ++i) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
    return order;
  }

  [[nodiscard]] page information() {
    out_.clear();
    const auto& i = *s_.information;
    heading(word("simulate_information"));
    if (!i.defined) {
      out_.push_back(paragraph_block{word("simulate_information_none")});
      return std::move(out_);
    }
    const figure& f = s_.alternatives.front().of;
    table_block table{{{"", false, true}, {word("simulate_worth"), true}, {word("simulate_mean_error"), true}}};
    table.add({word("simulate_information_all"), number(i.everything.of_everything.value, f),
               number(i.everything.of_everything.standard_error, f)});
    for (const auto& k : i.factors) {
      const double worth = worth_knowing_for(k.worth);
      table.add({factor_name(of_.claim, k.factor), number(worth, f), number(k.worth.standard_error, f)});
    }
    out_.push_back(std::move(table));
    out_.push_back(paragraph_block{word("simulate_information_note")});
    list_block items;
    const auto* best = i.best.empty() ? nullptr : alternative_named(of_, i.best);
    const std::string choice = best == nullptr                  ? word("simulate_nothing")
                               : of_.claim.alternatives.empty() ? word("simulate_go_on")
                               : best->name.empty()             ? best->id
                                                                : best->name;
    items.items.push_back(filled("simulate_best", choice));
    const bool any = !i.factors.empty() && worth_knowing_for(i.factors.front().worth) > 0;
    if (any) {
      const auto& first = i.factors.front();
      const std::string amount = number(first.worth.value, f) + unit(f);
      items.items.push_back(filled("simulate_worth_first", factor_name(of_.claim, first.factor) + " (" + amount + ")"));
    } else if (!i.factors.empty()) {
      items.items.push_back(word("simulate_nothing_worth"));
    }
    out_.push_back(std::move(items));
    return std::move(out_);
  }

  const calculation& of_;
  const simulation& s_;
  language in_;
  page out_;
};

}  // namespace

diagnostics findings_of(const calculation& of, const uncertainty& uncertain, const simulation& s,
                        const simulation_request& asked) {
  diagnostics out;
  const place& where = of.claim.where;
  if (s.factors.empty()) out.push_back({"N1059", where, {uncertain.figure}});
  for (const auto& f : uncertain.factors) {
    const auto node = std::find_if(of.result.factors.begin(), of.result.factors.end(),
                                   [&](const factor_node& n) { return n.id == f.id; });
    if (node == of.result.factors.end() || of.result.steps[node->node].unit != "%") continue;
    const bool within = !node->low.front().is_negative() && node->high.front() <= decimal(100);
    const double beyond = cumulative(f.curve, 0) + (1 - cumulative(f.curve, 100));
    if (!within || beyond < 1e-6 || of.result.steps[node->node].form == shape::yearly) continue;
    const auto claimed = std::find_if(of.claim.factors.begin(), of.claim.factors.end(),
                                      [&](const factor_claim& c) { return c.id == f.id; });
    out.push_back({"N1061", claimed->range->where, {f.id, fixed_digits(beyond * 100, 1)}});
  }
  const bool instead = asked.indices && s.correlated;
  if (instead) out.push_back({"N1060", of.claim.correlations.front().where, {}});
  return out;
}

std::string simulation_json(const calculation& of, const simulation& s, const diagnostics& findings, language in) {
  json out;
  out["format"] = 1;
  out["tool"] = "nytta " NYTTA_VERSION;
  out["initiative"] = of.claim.id;
  out["inputs"] = {{"case_sha256", of.case_sha256}, {"method_sha256", of.method_sha256}};
  out["method"] = method_in_json(of.rules, in);
  out["factors"] = s.factors;
  if (s.alternatives.size() == 1) figure_json(out, s.alternatives.front(), s, of.rules);
  if (s.information) out["information"] = information_json(*s.information, s, of.rules);
  json alternatives = json::array();
  for (const auto& f : s.alternatives) {
    json one;
    one["id"] = f.alternative;
    figure_json(one, f, s, of.rules);
    alternatives.push_back(std::move(one));
  }
  out["alternatives"] = std::move(alternatives);
  out["findings"] = diagnostics_in_json(findings, in);
  return out.dump(2) + "\n";
}

std::string simulation_text(const calculation& of, const simulation& s, language in) {
  return page_text(simulation_in_words(of, s, in).write()) + method_note(of.rules, in);
}

page simulation_page(const calculation& of, const simulation& s, const simulated_figure& f, language in) {
  return simulation_in_words(of, s, in).one(f);
}

std::string loss_in_words(const calculation& of, const simulation& s, const simulated_figure& f, language in) {
  return simulation_in_words(of, s, in).loss_in_words(f);
}

page simulation_frame(const calculation& of, const simulation& s, language in) {
  const simulation_in_words words(of, s, in);
  page out = words.frame();
  append(out, words.distributions());
  return out;
}

page outcomes_page(const calculation& of, const simulation& s, const simulated_figure& f, language in) {
  return simulation_in_words(of, s, in).outcomes(f);
}

}  // namespace nytta
