// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/what_if.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "io/write/factor_name.hpp"
#include "io/write/memo_parts.hpp"
#include "io/write/method_in_json.hpp"
#include "io/write/printed.hpp"
#include "io/write/reading_in_json.hpp"
#include "io/write/what_if_pages.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

// ---- JSON
// -------------------------------------------------------------------------------------------------------------

json numbers_json(const factor_numbers& numbers) { return numbers.size() == 1 ? json(numbers.front()) : json(numbers); }

json or_null(const std::string& digits) { return digits.empty() ? json(nullptr) : json(digits); }

json at_json(const std::optional<figure_reading>& at, const diagnostics& refused, language in) {
  if (at) return reading_in_json(*at, in);
  json out;
  out["status"] = "refused";
  out["reason"] = reasons_in_short(refused, in);
  return out;
}

json one_way_json(const sensitivity& s, language in) {
  json out = json::array();
  for (const auto& r : s.one_way) {
    json one;
    one["factor"] = r.factor;
    one["unit"] = r.unit;
    one["entered"] = r.entered;
    one["low"] = numbers_json(r.low);
    one["high"] = numbers_json(r.high);
    one["at_low"] = reading_in_json(r.at_low, in);
    one["at_high"] = reading_in_json(r.at_high, in);
    one["swing"] = or_null(r.swing);
    out.push_back(std::move(one));
  }
  return out;
}

json conventions_json(const sensitivity& s, language in) {
  json out = json::array();
  for (const auto& r : s.conventions) {
    json one;
    one["key"] = r.key;
    one["low"] = r.low;
    one["high"] = r.high;
    one["at_low"] = at_json(r.at_low, r.low_refused, in);
    one["at_high"] = at_json(r.at_high, r.high_refused, in);
    out.push_back(std::move(one));
  }
  return out;
}

json flows_json(json& out, const sensitivity& s, language in) {
  json groups = json::array();
  for (const auto& r : s.groups) {
    json one;
    one["group"] = r.id;
    one["change"] = r.change.to_string();
    one["value"] = reading_in_json(r.value, in);
    groups.push_back(std::move(one));
  }
  out["groups"] = std::move(groups);
  json effects = json::array();
  for (const auto& r : s.effects) {
    json one;
    one["effect"] = r.effect;
    one["change"] = r.change.to_string();
    one["at_low"] = reading_in_json(r.at_low, in);
    one["at_high"] = reading_in_json(r.at_high, in);
    one["swing"] = or_null(r.swing);
    effects.push_back(std::move(one));
  }
  out["effects"] = std::move(effects);
  json delay = json::array();
  for (const auto& r : s.delay) {
    json one;
    one["years"] = r.years;
    one["value"] = reading_in_json(r.value, in);
    delay.push_back(std::move(one));
  }
  return delay;
}

json elasticities_json(const sensitivity& s) {
  json out = json::array();
  for (const auto& r : s.elasticities) {
    json one;
    one["factor"] = r.factor;
    one["elasticity"] = or_null(r.elasticity);
    if (r.why != no_answer::answered) one["status"] = name(r.why);
    out.push_back(std::move(one));
  }
  return out;
}

json switching_json(const sensitivity& s) {
  json out = json::array();
  for (const auto& r : s.switching) {
    json one;
    one["factor"] = r.factor;
    one["unit"] = r.unit;
    one["value"] = r.value.empty() ? json(nullptr) : numbers_json(r.value);
    one["change"] = or_null(r.change);
    one["status"] = r.why == no_answer::answered ? "ok" : r.why == no_answer::no_slope ? "undefined" : "none";
    if (r.why != no_answer::answered) one["reason"] = name(r.why);
    out.push_back(std::move(one));
  }
  return out;
}

void together_json(json& out, const sensitivity& s, language in) {
  const auto reading = [&](const std::optional<figure_reading>& f) {
    return f ? reading_in_json(*f, in) : json(nullptr);
  };
  json joint = nullptr;
  if (s.joint) {
    joint = json::object();
    joint["same"] = {{"low", reading_in_json(s.joint->low, in)},
                     {"likely", reading_in_json(s.joint->likely, in)},
                     {"high", reading_in_json(s.joint->high, in)}};
    joint["worst_best"] = {{"worst", reading(s.joint->worst)}, {"best", reading(s.joint->best)}};
  }
  out["joint"] = std::move(joint);
  json turn = nullptr;
  if (s.joint_turn) {
    turn = json::object();
    turn["share"] = or_null(s.joint_turn->share);
    json factors = json::array();
    for (const auto& [factor, value] : s.joint_turn->values) {
      factors.push_back({{"factor", factor}, {"value", numbers_json(value)}});
    }
    turn["factors"] = std::move(factors);
  }
  out["joint_switching"] = std::move(turn);
  json bounds = nullptr;
  if (s.bounds) {
    bounds = json::object();
    bounds["low"] = or_null(s.bounds->low);
    bounds["high"] = or_null(s.bounds->high);
    bounds["tight"] = s.bounds->tight;
  }
  out["bounds"] = std::move(bounds);
  json scenarios = json::array();
  for (const auto& r : s.scenarios) scenarios.push_back({{"id", r.id}, {"value", reading_in_json(r.value, in)}});
  out["scenarios"] = std::move(scenarios);
}

json two_way_json(const two_way_table& t, language in) {
  const auto list = [](const std::vector<factor_numbers>& points) {
    json out = json::array();
    for (const auto& p : points) out.push_back(numbers_json(p));
    return out;
  };
  json out;
  out["factors"] = t.factors;
  out["rows"] = list(t.rows);
  out["columns"] = list(t.columns);
  json values = json::array();
  for (const auto& row : t.values) {
    json line = json::array();
    for (const auto& v : row) line.push_back(reading_in_json(v, in));
    values.push_back(std::move(line));
  }
  out["values"] = std::move(values);
  return out;
}

void answer_json(json& out, const sensitivity& s, language in) {
  out["figure"] = s.of.key;
  out["unit"] = unit_in_json(s.of.kind);
  out["base"] = reading_in_json(s.base, in);
  out["one_way"] = one_way_json(s, in);
  out["conventions"] = conventions_json(s, in);
  json delay = flows_json(out, s, in);
  out["delay"] = std::move(delay);
  out["elasticities"] = elasticities_json(s);
  out["switching"] = switching_json(s);
  json worth = json::array();
  for (const auto& r : s.worth) {
    json one;
    one["effect"] = r.effect;
    one["present_value"] = or_null(r.present_value);
    one["per_year"] = or_null(r.per_year);
    worth.push_back(std::move(one));
  }
  out["non_monetised"] = std::move(worth);
  together_json(out, s, in);
  out["two_way"] = s.two_way ? two_way_json(*s.two_way, in) : json(nullptr);
}

// ---- text
// -------------------------------------------------------------------------------------------------------------

/// One alternative in words.
class answer_in_words {
 public:
  answer_in_words(const calculation& of, const sensitivity& s, language in, const sensitivity_text_choice& choice)
      : of_(of), s_(s), in_(in), choice_(choice) {}

  page write() {
    const std::string why = " (" + std::string(text(s_.base.why, in_)) + ")";
    const std::string base = figure_label() + ": " + value(s_.base) + (s_.base.values.empty() ? why : unit());
    const auto* a = alternative_named(of_, s_.alternative);
    if (a != nullptr && !of_.claim.alternatives.empty()) {
      out_ = memo_parts(of_, in_).alternative_name(*a);
      out_.push_back(paragraph_block{base});
    } else {
      out_.push_back(heading_block{base});
    }
    summary();
    one_way();
    conventions();
    flows();
    together();
    switching();
    worth();
    two_way();
    return std::move(out_);
  }

  /// Where one factor alone turns the decision, or that none does; empty where 0 decides nothing.
  [[nodiscard]] std::string nearest_turn() const { return zero_decides() ? turn_by_one() : std::string(); }

  /// How much later the benefits may come before the result is a loss; empty where none of the delays makes it one.
  [[nodiscard]] std::string turning_delay() const {
    const auto loss = [](const figure_reading& f) { return !f.values.empty() && f.values.front().starts_with('-'); };
    if (!zero_decides() || loss(s_.base)) return {};
    for (const auto& r : s_.delay) {
      if (loss(r.value)) return filled("what_if_late", years(r.years));
    }
    return {};
  }

 private:
  [[nodiscard]] std::string word(std::string_view key) const { return std::string(label_text(key, in_)); }
  [[nodiscard]] std::string figure_label() const { return printed_numbers(of_).label(s_.of, in_); }
  /// " kr" or " år": the unit of a heading without its brackets.
  [[nodiscard]] std::string unit() const {
    const std::string in_brackets = unit_in_heading(s_.of.kind, in_);
    return in_brackets.size() < 4 ? "" : " " + in_brackets.substr(2, in_brackets.size() - 3);
  }

  /// Money in whole kronor, as a memo's reader needs it; the JSON has every digit.
  [[nodiscard]] std::string digits(const std::string& value) const {
    std::string shown = value;
    if (s_.of.kind == figure_kind::money) {
      if (const auto number = decimal::parse(value)) shown = number->rounded(0, rounding::half_even).to_string();
    } else if (s_.of.kind != figure_kind::calendar_year) {
      const int decimals = s_.of.kind == figure_kind::rate ? 4 : 2;
      if (const auto number = decimal::parse(value)) shown = number->rounded(decimals, rounding::half_even).to_string();
    }
    if (shown == "-0") shown = "0";
    return digits_in_words(s_.of.kind, shown, in_);
  }
  [[nodiscard]] std::string value(const figure_reading& f) const {
    if (f.values.empty()) return word("what_if_none");
    std::string out;
    for (const auto& v : f.values) out += (out.empty() ? "" : "; ") + digits(v);
    return out;
  }
  [[nodiscard]] std::string value(const std::optional<figure_reading>& f) const {
    return f ? value(*f) : word("what_if_none");
  }
  [[nodiscard]] std::string swing(const std::string& value) const { return value.empty() ? "" : digits(value); }

  /// At most six significant digits of a factor's number.
  [[nodiscard]] std::string short_number(const std::string& number) const {
    const auto parsed = decimal::parse(number);
    if (!parsed) return grouped_digits(number, in_);
    const std::string size = absolute(*parsed).to_string();
    const std::size_t whole = size[0] == '0' ? 0 : (std::min)(size.find('.'), size.size());
    const int decimals = (std::max)(0, 5 - static_cast<int>(whole));
    const decimal shown = parsed->rounded((std::min)(decimals, parsed->scale()), rounding::half_even).normalized();
    return grouped_digits((shown.scale() < 0 ? shown.rounded(0, rounding::half_even) : shown).to_string(), in_);
  }
  [[nodiscard]] std::string numbers(const factor_numbers& of) const {
    if (of.empty()) return {};
    const std::string first = short_number(of.front());
    return of.size() == 1 ? first : first + " … " + short_number(of.back());
  }
  [[nodiscard]] std::string with_unit(const factor_numbers& of, const std::string& unit) const {
    return numbers(of) + (unit.empty() ? "" : " " + unit);
  }
  [[nodiscard]] std::string percent(const std::string& share, bool with_sign = true) const {
    const auto parsed = decimal::parse(share);
    if (!parsed) return share;
    const decimal hundredths = (*parsed * decimal(100)).rounded(0, rounding::half_even);
    const std::string sign = with_sign && decimal(0) < *parsed ? "+" : "";
    return sign + grouped_digits(hundredths.to_string(), in_) + " %";
  }

  [[nodiscard]] std::string years(int count) const {
    return count == 1 ? word("memo_one_year") : label_text("memo_year_count", std::to_string(count), in_);
  }

  void heading(std::string_view key) { plain_heading(word(key) + unit_in_heading(s_.of.kind, in_)); }
  void plain_heading(std::string words) { out_.push_back(heading_block{std::move(words), 3}); }
  void note(std::string words) { out_.push_back(paragraph_block{std::move(words)}); }
  /// A line of the summary. A number is not parted from its groups of digits and its unit at the end of a line.
  void item(std::string text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (text[i] == ' ' && text[i - 1] >= '0' && text[i - 1] <= '9') text[i] = no_break;
    }
    items_.items.push_back(std::move(text));
  }
  [[nodiscard]] std::string filled(std::string_view key, const std::string& with) const {
    return label_text(key, with, in_);
  }

  /// A change in whole per cent, up or down.
  [[nodiscard]] std::string size_of(const std::string& change) const {
    return percent(change.starts_with('-') ? change.substr(1) : change, false);
  }
  /// The row of a factor with a range of its own, or nullptr.
  [[nodiscard]] const one_way_row* range_of(const std::string& factor) const {
    for (const auto& r : s_.one_way) {
      if (r.factor == factor && r.entered) return &r;
    }
    return nullptr;
  }
  /// Whether a value lies within the factor's range, where both are single numbers.
  [[nodiscard]] std::string against_range(const switching_row& turn) const {
    const auto* range = range_of(turn.factor);
    if (range == nullptr || turn.value.size() != 1 || range->low.size() != 1 || range->high.size() != 1) return {};
    const auto value = decimal::parse(turn.value.front());
    const auto low = decimal::parse(range->low.front());
    const auto high = decimal::parse(range->high.front());
    if (!value || !low || !high) return {};
    const bool within = *low <= *value && *value <= *high;
    return ", " + filled(within ? "what_if_within" : "what_if_outside",
                         short_number(range->low.front()) + "–" + short_number(range->high.front()));
  }

  [[nodiscard]] std::string turn_by_one() const {
    const switching_row* nearest = nullptr;
    for (const auto& r : s_.switching) {
      if (r.why != no_answer::answered || r.change.empty()) continue;
      // Of factors that are as near, one with a range tells more: whether it can happen.
      const bool nearer =
          nearest == nullptr || (range_of(nearest->factor) == nullptr && range_of(r.factor) != nullptr &&
                                 size_of(nearest->change) == size_of(r.change));
      if (nearer) nearest = &r;
    }
    if (nearest != nullptr) {
      return filled("what_if_turns", filled("what_if_turns_to", factor_name(of_.claim, nearest->factor)) + " " +
                                         with_unit(nearest->value, nearest->unit) + " (" + percent(nearest->change) +
                                         against_range(*nearest) + ")");
    }
    return s_.switching.empty() || s_.base.how != status::ok ? std::string() : word("what_if_never_turns");
  }

  // What a reader should know first: what decides, where it turns, and how bad it can be.
  void summary() {
    std::string most;
    constexpr std::size_t deciding = 3;
    for (std::size_t i = 0; i < s_.one_way.size() && i < deciding; ++i) {
      const auto& r = s_.one_way[i];
      if (r.swing.empty() || r.swing.find_first_of("123456789") == std::string::npos) break;
      const std::string by =
          r.entered || s_.effects.empty() ? "" : " ± " + percent(s_.effects.front().change.to_string(), false);
      most += (most.empty() ? "" : "; ") + factor_name(of_.claim, r.factor) + by + " (" + value(r.at_low) + " … " +
              value(r.at_high) + unit() + ")";
    }
    if (!most.empty()) item(filled("what_if_decides", most));
    if (zero_decides()) where_it_turns();
    if (s_.joint && s_.joint->worst && s_.joint->best) {
      item(filled("what_if_range", value(s_.joint->worst) + " … " + value(s_.joint->best) + unit()));
    }
    if (items_.items.empty()) return;
    plain_heading(word("what_if_summary"));
    out_.push_back(std::move(items_));
  }

  /// Is 0 where a decision turns? Not of a payback, a cost, or a ratio that turns at 1.
  [[nodiscard]] bool zero_decides() const {
    const bool money = s_.of.kind == figure_kind::money && !less_is_better(s_.of.key);
    return money || s_.of.key == "net_benefit_per_krona" || s_.of.key == "net_present_value_ratio";
  }

  void where_it_turns() {
    if (std::string turn = nearest_turn(); !turn.empty()) item(std::move(turn));
    if (std::string late = turning_delay(); !late.empty()) item(std::move(late));
    if (s_.joint_turn) {
      const bool below = s_.base.values.front().starts_with('-');
      const std::string which = below != less_is_better(s_.of.key) ? "_better" : "";
      item(s_.joint_turn->share.empty() ? word("what_if_joint_never" + which)
                                        : filled("what_if_joint_turns" + which, percent(s_.joint_turn->share, false)));
    }
  }

  void one_way() {
    if (s_.one_way.empty()) return;
    heading("what_if_one_way");
    table_block table{{{word("what_if_factor"), false, true},
                       {word("what_if_from_to")},
                       {word("what_if_at_low"), true},
                       {word("what_if_at_high"), true},
                       {word("what_if_swing"), true},
                       {word("what_if_elasticity"), true}}};
    bool any_by_share = false;
    for (const auto& r : s_.one_way) {
      std::string range = numbers(r.low) + " – " + with_unit(r.high, r.unit) + (r.entered ? "" : " *");
      any_by_share = any_by_share || !r.entered;
      table.add({factor_name(of_.claim, r.factor), std::move(range), value(r.at_low), value(r.at_high), swing(r.swing),
                 elasticity(r.factor)});
    }
    out_.push_back(std::move(table));
    if (any_by_share) note(filled("what_if_by_share", by_share()));
    const bool loss = zero_decides() && !s_.base.values.empty() && s_.base.values.front().starts_with('-');
    note(word(loss ? "what_if_elasticity_note_loss" : "what_if_elasticity_note"));
    const bool kinks = std::any_of(s_.elasticities.begin(), s_.elasticities.end(),
                                   [](const elasticity_row& r) { return r.why == no_answer::kink; });
    if (kinks) note(word("what_if_kink_note"));
  }

  /// "20 %": how far what has no range was moved.
  [[nodiscard]] std::string by_share() const {
    return s_.effects.empty() ? std::string() : percent(s_.effects.front().change.to_string(), false);
  }

  [[nodiscard]] std::string elasticity(const std::string& factor) const {
    for (const auto& r : s_.elasticities) {
      if (r.factor != factor) continue;
      if (r.why != no_answer::answered) return word("what_if_" + std::string(name(r.why)));
      const auto parsed = decimal::parse(r.elasticity);
      return parsed ? grouped_digits(parsed->rounded(2, rounding::half_even).to_string(), in_) : r.elasticity;
    }
    return {};
  }

  void conventions() {
    if (s_.conventions.empty()) return;
    heading("what_if_conventions");
    table_block table{{{"", false, true}, {word("what_if_at_low"), true}, {word("what_if_at_high"), true}}};
    diagnostics refused;
    for (const auto& r : s_.conventions) {
      const auto words = [&](const std::string& v) {
        if (r.key != "rate") return v;
        return v.find_first_of(";:") == std::string::npos ? percent_digits(v, in_) : word("what_if_every_step");
      };
      const std::string low = words(r.low);
      const std::string high = words(r.high);
      std::string range = word("what_if_" + r.key);
      range.append(" ").append(low);
      if (low != high) range.append(" – ").append(high);
      table.add({std::move(range), value(r.at_low), value(r.at_high)});
      for (const auto* d : {&r.low_refused, &r.high_refused}) refused.insert(refused.end(), d->begin(), d->end());
    }
    out_.push_back(std::move(table));
    if (!refused.empty()) note(filled("what_if_refused", reasons_in_short(refused, in_)));
  }

  void flows() {
    if (s_.effects.empty()) return;
    heading("what_if_flows");
    const std::string by = by_share();
    table_block table{{{"", false, true}, {"-" + by, true}, {"+" + by, true}, {word("what_if_swing"), true}}};
    for (const auto& r : s_.effects) {
      table.add({effect_name(of_.claim, r.effect), value(r.at_low), value(r.at_high), swing(r.swing)});
    }
    for (std::size_t i = 0; i + 1 < s_.groups.size(); i += 2) {
      table.add({word("what_if_all_" + s_.groups[i].id), value(s_.groups[i].value), value(s_.groups[i + 1].value), ""});
    }
    out_.push_back(std::move(table));
    if (s_.delay.empty()) return;
    heading("what_if_delay");
    table_block later{{{"", false}, {"", true}}};
    for (const auto& r : s_.delay) later.add({years(r.years), value(r.value)});
    out_.push_back(std::move(later));
  }

  void together() {
    if (s_.joint) {
      std::string note_below;
      heading("what_if_together");
      table_block table{{{"", false}, {"", true}, {"", true}}};
      const auto& j = *s_.joint;
      table.add({word("what_if_all_low_high"), value(j.low), value(j.high)});
      table.add({word("what_if_worst_best"), value(j.worst), value(j.best)});
      if (s_.bounds && !(s_.bounds->low.empty() && s_.bounds->high.empty())) {
        const auto bound = [&](const std::string& v) { return v.empty() ? word("what_if_none") : digits(v); };
        const std::string low = bound(s_.bounds->low);
        const std::string high = bound(s_.bounds->high);
        if (s_.bounds->tight && low == value(j.worst) && high == value(j.best)) {
          note_below = word("what_if_bounds_reached");
        } else {
          table.add({word(s_.bounds->tight ? "what_if_bounds_tight" : "what_if_bounds"), low, high});
        }
      }
      out_.push_back(std::move(table));
      if (!note_below.empty()) note(std::move(note_below));
      const bool open = std::any_of(of_.claim.factors.begin(), of_.claim.factors.end(), [](const factor_claim& f) {
        return f.range && f.range->meaning != range_meaning::min_max;
      });
      if (open) note(word("what_if_bounds_within"));
    }
    if (s_.scenarios.empty()) return;
    heading("what_if_scenarios");
    table_block table{{{"", false, true}, {"", true}}};
    for (const auto& r : s_.scenarios) table.add({r.name.empty() ? r.id : r.name, value(r.value)});
    out_.push_back(std::move(table));
  }

  void switching() {
    if (!choice_.switching || s_.switching.empty()) return;
    plain_heading(word("what_if_switching"));
    table_block table{
        {{word("what_if_factor"), false, true}, {word("what_if_value"), true}, {word("what_if_change"), true}}};
    for (const auto& r : s_.switching) {
      if (r.why == no_answer::answered) {
        table.add(
            {factor_name(of_.claim, r.factor), with_unit(r.value, r.unit), r.change.empty() ? "" : percent(r.change)});
      } else {
        table.add({factor_name(of_.claim, r.factor), word("what_if_" + std::string(name(r.why))), ""});
      }
    }
    out_.push_back(std::move(table));
    const bool none = std::any_of(s_.switching.begin(), s_.switching.end(),
                                  [](const switching_row& r) { return r.why == no_answer::never_zero; });
    if (none) note(word("what_if_never_zero_note"));
  }

  void worth() {
    const bool any =
        std::any_of(s_.worth.begin(), s_.worth.end(), [](const worth_row& r) { return !r.present_value.empty(); });
    if (!any) return;
    plain_heading(word("what_if_worth"));
    table_block table{{{"", false, true}, {word("what_if_present_value"), true}, {word("what_if_per_year"), true}}};
    for (const auto& r : s_.worth) {
      if (r.present_value.empty()) continue;
      table.add(
          {effect_name(of_.claim, r.effect), digits(r.present_value), r.per_year.empty() ? "" : digits(r.per_year)});
    }
    out_.push_back(std::move(table));
    note(word("what_if_worth_note"));
  }

  void two_way() {
    if (!choice_.two_way || !s_.two_way) return;
    const auto& t = *s_.two_way;
    heading("what_if_two_way");
    const auto named = [&](std::size_t i) {
      return factor_name(of_.claim, t.factors[i]) + (t.units[i].empty() ? "" : " (" + t.units[i] + ")");
    };
    note(named(0) + " ↓, " + named(1) + " →");
    std::vector<table_column> columns{{"", true}};
    for (const auto& c : t.columns) columns.push_back({numbers(c), true});
    table_block table{std::move(columns)};
    for (std::size_t i = 0; i < t.rows.size(); ++i) {
      std::vector<std::string> cells{numbers(t.rows[i])};
      for (const auto& v : t.values[i]) cells.push_back(value(v));
      table.add(std::move(cells));
    }
    out_.push_back(std::move(table));
  }

  const calculation& of_;
  const sensitivity& s_;
  language in_;
  sensitivity_text_choice choice_;
  list_block items_;
  page out_;
};

}  // namespace

std::string sensitivity_json(const calculation& of, const std::vector<sensitivity>& all, language in) {
  json out;
  out["format"] = 1;
  out["tool"] = "nytta " NYTTA_VERSION;
  out["initiative"] = of.claim.id;
  out["inputs"] = {{"case_sha256", of.case_sha256}, {"method_sha256", of.method_sha256}};
  out["method"] = method_in_json(of.rules, in);
  if (all.size() == 1) answer_json(out, all.front(), in);
  json alternatives = json::array();
  for (const auto& s : all) {
    json one;
    one["id"] = s.alternative;
    answer_json(one, s, in);
    alternatives.push_back(std::move(one));
  }
  out["alternatives"] = std::move(alternatives);
  return out.dump(2) + "\n";
}

page sensitivity_page(const calculation& of, const sensitivity& s, language in, const sensitivity_text_choice& choice) {
  return answer_in_words(of, s, in, choice).write();
}

std::string nearest_turn(const calculation& of, const sensitivity& s, language in) {
  return answer_in_words(of, s, in, {}).nearest_turn();
}

std::string turning_delay(const calculation& of, const sensitivity& s, language in) {
  return answer_in_words(of, s, in, {}).turning_delay();
}

std::string sensitivity_text(const calculation& of, const std::vector<sensitivity>& all, language in,
                             const sensitivity_text_choice& choice) {
  page out{heading_block{label_text("what_if_title", of.claim.name, in), 1}};
  for (const auto& s : all) {
    const auto* a = alternative_named(of, s.alternative);
    if (a != nullptr && a->reference && all.size() > 1) continue;  // the others are counted against it
    append(out, sensitivity_page(of, s, in, choice));
  }
  return page_text(out) + method_note(of.rules, in);
}

}  // namespace nytta
