// SPDX-License-Identifier: Apache-2.0
#include "io/read/read_effect.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace nytta {

namespace {

using kind = enum document_node::kind;
using limits = value_reader::limits;

const keys::table& rules_of(effect_side side) {
  return *keys::find(keys::case_file(), side == effect_side::benefit ? "benefits" : "costs")->of;
}

template <class Enum, std::size_t Count>
Enum chosen(std::string_view word, const std::array<std::pair<std::string_view, Enum>, Count>& words, Enum otherwise) {
  for (const auto& [name, value] : words) {
    if (name == word) return value;
  }
  return otherwise;
}

constexpr std::array<std::pair<std::string_view, distribution>, 5> distributions{
    {{"pert", distribution::pert},
     {"triangular", distribution::triangular},
     {"uniform", distribution::uniform},
     {"normal", distribution::normal},
     {"lognormal", distribution::lognormal}}};
constexpr std::array<std::pair<std::string_view, range_meaning>, 3> meanings{
    {{"min-max", range_meaning::min_max}, {"p10-p90", range_meaning::p10_p90}, {"p5-p95", range_meaning::p5_p95}}};
constexpr std::array<std::pair<std::string_view, effect_type>, 8> types{
    {{"initial", effect_type::initial},
     {"running", effect_type::running},
     {"change", effect_type::change},
     {"opportunity", effect_type::opportunity},
     {"decommissioning", effect_type::decommissioning},
     {"saving", effect_type::saving},
     {"revenue", effect_type::revenue},
     {"residual", effect_type::residual}}};

constexpr std::array<std::pair<std::string_view, transfer_type>, 4> transfer_types{
    {{"grant", transfer_type::grant},
     {"internal", transfer_type::internal},
     {"fee", transfer_type::fee},
     {"tax", transfer_type::tax}}};

// a <= b, through their units; true as well where only the method can tell (dag, årsarbetare).
bool ordered(const quantity& a, const quantity& b, const unit_table& units) {
  const auto by = units.conversion(a.unit_of, b.unit_of);
  if (!by) return true;
  try {
    return a.value * by->numerator <= b.value * by->denominator;
  } catch (const decimal_overflow&) {
    return true;
  }
}

class range_reader {
 public:
  range_reader(const document_node& table, const keys::table& rules, const range_request& around,
               const unit_table& units, value_reader& values)
      : table_(table), rules_(rules), around_(around), units_(units), values_(values) {}

  std::optional<value_range> read() {
    const document_node* low = value_reader::at(table_, "low");
    const document_node* high = value_reader::at(table_, "high");
    if (low == nullptr && high == nullptr) return std::nullopt;
    if (low == nullptr || high == nullptr) {
      const bool refused_already = table_.find("low") != nullptr && table_.find("high") != nullptr;
      const document_node* given = low != nullptr ? low : high;
      if (!refused_already)
        values_.report("N0426", given->where, {low != nullptr ? "low" : "high", low != nullptr ? "high" : "low"});
      return std::nullopt;
    }
    const auto low_value = end(*low);
    const auto high_value = end(*high);
    value_range out;
    out.where = low->where;
    out.shape =
        chosen(value_reader::word(table_, "distribution", rules_).value_or("pert"), distributions, distribution::pert);
    out.meaning =
        chosen(value_reader::word(table_, "range", rules_).value_or("min-max"), meanings, range_meaning::min_max);
    const bool bell = out.shape == distribution::normal || out.shape == distribution::lognormal;
    if (bell && out.meaning == range_meaning::min_max) {
      const document_node* named = value_reader::at(table_, "range");
      values_.report("N0428", (named != nullptr ? named : value_reader::at(table_, "distribution"))->where,
                     {std::string(*value_reader::word(table_, "distribution", rules_))});
    }
    if (!low_value || !high_value) return std::nullopt;
    out.low = *low_value;
    out.high = *high_value;
    if (!in_order(out, *low, *high)) return std::nullopt;
    return out;
  }

 private:
  std::optional<quantity> end(const document_node& written) {
    auto value = values_.amount(written);
    if (!value) return value;
    if (value->unit_of.terms.empty()) value->unit_of = around_.of;
    const unit wanted = around_.likely != nullptr ? around_.likely->unit_of : around_.of;
    const auto mismatch = units_.mismatch(value->unit_of, wanted);
    if (mismatch.fault == unit_fault::incompatible) {
      values_.report("N0431", written.where, {shown(written), in_words(value->unit_of), in_words(wanted)});
      return std::nullopt;
    }
    return value;
  }

  static std::string in_words(const unit& u) { return u.terms.empty() ? "1" : nytta::to_string(u); }

  bool in_order(const value_range& range, const document_node& low, const document_node& high) {
    const quantity one{1, {}};
    const quantity* likely = around_.by_year ? &one : around_.likely;
    const bool ends = ordered(range.low, range.high, units_);
    const bool below = likely == nullptr || ordered(range.low, *likely, units_);
    const bool above = likely == nullptr || ordered(*likely, range.high, units_);
    if (ends && below && above) return true;
    const std::string middle = likely != nullptr ? nytta::to_string(*likely) : "-";
    values_.report("N0427", (below ? high : low).where,
                   {nytta::to_string(range.low), middle, nytta::to_string(range.high)});
    return false;
  }

  const document_node& table_;
  const keys::table& rules_;
  const range_request& around_;
  const unit_table& units_;
  value_reader& values_;
};

/// What effects and transfers have in common: how much and when.
class flow_reader {
 public:
  /// `between`: the table's `from` and `to` are stakeholders, not years.
  flow_reader(const document_node& table, const keys::table& rules, bool between, const unit_table& units,
              value_reader& values, case_draft& into, flow_claim& out)
      : table_(table), rules_(rules), between_(between), units_(units), values_(values), into_(into), out_(out) {
    out_.where = table.where;
  }

  /// All of it. What effects alone may have (categories, size, hours) is read by others.
  void read() {
    words();
    const std::size_t before = values_.error_count();
    when_it_flows();
    out_.unread.time = values_.error_count() != before || unreadable_time();
    how_much();
    out_.unread.amount = given("amount") && !out_.amount;
    refer(reference::target::alternative, "alternative", out_.alternatives);
  }

  [[nodiscard]] const document_node* at(std::string_view key) const { return value_reader::at(table_, key); }
  [[nodiscard]] std::string text(std::string_view key) const { return value_reader::text(table_, key); }
  [[nodiscard]] bool given(std::string_view key) const { return table_.find(key) != nullptr; }
  [[nodiscard]] std::string shown_id() const {
    if (!out_.id.empty()) return out_.id;
    return out_.name.empty() ? std::string(rules_.heading) : out_.name;
  }

  void refer(reference::target to, std::string_view key, const std::vector<std::string>& ids) {
    refer_to(into_, to, at(key), ids);
  }

 private:
  void words() {
    out_.id = text("id");
    out_.name = text("name");
    out_.at = timing_of(value_reader::word(table_, "timing", rules_));
    out_.nominal = value_reader::flag(table_, "nominal");
    out_.source = text("source");
    out_.assumed = value_reader::flag(table_, "assumed");
    out_.alternatives = value_reader::texts(table_, "alternative");
  }

  /// A key that says when was given, and the scan or the check of keys has already said what is wrong with its value.
  bool unreadable_time() const {
    constexpr std::array<std::string_view, 7> ways{"once", "spread", "by_year", "uptake", "every", "from", "to"};
    return std::any_of(ways.begin(), ways.end() - (between_ ? 2 : 0), [&](std::string_view way) {
      const member* written = table_.find(way);
      return written != nullptr && holds_unreadable(written->value);
    });
  }

  static bool holds_unreadable(const document_node& n) {
    return n.kind == kind::unreadable || std::any_of(n.items.begin(), n.items.end(), holds_unreadable) ||
           std::any_of(n.members.begin(), n.members.end(), [](const member& m) { return holds_unreadable(m.value); });
  }

  void when_it_flows() {
    constexpr std::array<std::string_view, 6> ways{"once", "spread", "by_year", "uptake", "from", "every"};
    std::string_view first;
    for (const std::string_view way : ways) {
      if (!given(way) || (between_ && way == "from")) continue;
      if (!first.empty()) {
        values_.report("N0613", table_.find(way)->key_place,
                       {"`" + std::string(first) + "`", "`" + std::string(way) + "`"});
        return;
      }
      first = way;
    }
    if (!between_ && given("to") && first != "from" && first != "every") {
      values_.report("N0614", table_.find("to")->key_place, {});
      return;
    }
    const document_node* written = first.empty() ? nullptr : at(first);
    if (written == nullptr) return;
    out_.flows.where = written->where;
    if (first == "once") return once();
    if (first == "spread") return spread(*written);
    if (first == "by_year") return by_year(*written);
    if (first == "from") return from_to();
    if (first == "every") return every(*written);
    if (written->kind == kind::array) return uptake_columns(*written);
    if (written->kind == kind::table) uptake_table(*written);
  }

  void once() {
    out_.flows.how = occurrence::once;
    out_.flows.from = values_.whole(table_, "once").value_or(0);
  }

  void spread(const document_node& written) {
    out_.flows.how = occurrence::spread;
    decimal sum;
    bool complete = true;
    for (const member& m : written.members) {
      const auto year = keys::year_of(m.key);
      if (!year || m.value.kind == kind::unreadable) continue;
      const auto share = values_.share(m.value, limits::part_of_whole);
      const auto literal = share ? value_reader::fraction(*share) : std::nullopt;
      if (share && !literal) values_.report("N0625", m.value.where, {shown(m.value)});
      complete = complete && literal;
      if (!literal) continue;
      sum += *literal;
      out_.flows.shares.push_back({*year, *share, m.key_place});
    }
    in_order_of_years();
    if (complete && sum != decimal(1)) values_.report("N0624", written.where, {"`spread`", in_percent(sum)});
  }

  void by_year(const document_node& written) {
    out_.flows.how = occurrence::by_year;
    if (given("amount")) {
      values_.report("N0615", table_.find("by_year")->key_place, {});
      return;
    }
    if (written.members.empty()) values_.report("N0441", written.where, {"`by_year`"});
    for (const member& m : written.members) {
      const auto year = keys::year_of(m.key);
      if (!year || m.value.kind == kind::unreadable) continue;
      const auto amount = values_.formula(m.value);
      if (amount) out_.flows.shares.push_back({*year, *amount, m.key_place});
    }
    in_order_of_years();
  }

  void in_order_of_years() {
    std::sort(out_.flows.shares.begin(), out_.flows.shares.end(),
              [](const dated_expression& a, const dated_expression& b) { return a.year < b.year; });
  }

  void from_to() {
    out_.flows.how = occurrence::from_to;
    out_.flows.from = values_.whole(table_, "from").value_or(0);
    last_year(table_, out_.flows.from);
  }

  void every(const document_node& written) {
    out_.flows.how = occurrence::every;
    const auto from = values_.whole(written, "from");
    const auto step = values_.whole(written, "years");
    if (step && *step < 1) values_.report("N0620", value_reader::at(written, "years")->where, {std::to_string(*step)});
    out_.flows.from = from.value_or(0);
    out_.flows.step = step.value_or(1);
    const bool twice = !between_ && given("to") && written.find("to") != nullptr;
    if (twice) values_.report("N0613", table_.find("to")->key_place, {"`every.to`", "`to`"});
    last_year(between_ || written.find("to") != nullptr ? written : table_, out_.flows.from);
  }

  void last_year(const document_node& table, int first) {
    out_.flows.to = values_.whole(table, "to");
    if (out_.flows.to && *out_.flows.to < first) {
      values_.report("N0623", value_reader::at(table, "to")->where,
                     {std::to_string(*out_.flows.to), std::to_string(first)});
    }
  }

  /// `[0, 0,5, 1]` is four numbers: a 0 or 1 before a number above 2 is half of one. The list as it was meant is shown.
  /// When a number above 2 is left over, or the last is a round one, as in `[0, 50, 100]`, they are per cent.
  bool decimal_comma_in(const document_node& list) {
    const auto above_two = [](const document_node& item) {
      const auto value = item.kind == kind::integer ? decimal::parse(item.text) : std::nullopt;
      return value && *value > decimal(2);
    };
    std::string meant;
    const document_node* broken = nullptr;
    bool left_over = false;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const document_node& item = list.items[i];
      const bool whole = item.kind == kind::integer && (item.text == "0" || item.text == "1");
      const bool half = whole && i + 1 < list.items.size() && above_two(list.items[i + 1]);
      const bool text = item.kind == kind::string;
      meant += (meant.empty() ? "" : ", ") + (text ? "\"" + item.text + "\"" : item.text);
      if (!half) {
        left_over = left_over || above_two(item);
        continue;
      }
      meant += "." + list.items[++i].text;
      if (broken == nullptr) broken = &item;
    }
    if (broken == nullptr || left_over) return false;
    if (above_two(list.items.back()) && list.items.back().text.back() == '0') return false;
    values_.report("N0444", broken->where, {"uptake = [" + meant + "]"});
    return true;
  }

  void uptake_columns(const document_node& list) {
    out_.flows.how = occurrence::uptake_columns;
    if (list.items.empty()) values_.report("N0618", list.where, {});
    if (decimal_comma_in(list)) return;
    for (const document_node& item : list.items) {
      if (item.kind == kind::unreadable) continue;
      const auto share = values_.share(item, limits::not_negative);
      if (share) out_.flows.shares.push_back({0, *share, item.where});
    }
  }

  void uptake_table(const document_node& written) {
    const bool curve = std::any_of(written.members.begin(), written.members.end(), [](const member& m) {
      return !keys::year_of(m.key) && m.value.kind != kind::unreadable;
    });
    const bool years = std::any_of(written.members.begin(), written.members.end(),
                                   [](const member& m) { return keys::year_of(m.key).has_value(); });
    if (written.members.empty()) return values_.report("N0618", written.where, {});
    if (curve && years) return values_.report("N0627", written.where, {});
    if (curve) return uptake_curve(written);
    out_.flows.how = occurrence::uptake_years;
    for (const member& m : written.members) {
      if (m.value.kind == kind::unreadable || !keys::year_of(m.key)) continue;
      const auto share = values_.share(m.value, limits::not_negative);
      if (share) out_.flows.shares.push_back({*keys::year_of(m.key), *share, m.key_place});
    }
    in_order_of_years();
  }

  void uptake_curve(const document_node& written) {
    for (const std::string_view needed : {"shape", "from", "to"}) {
      if (written.find(needed) == nullptr) values_.report("N0628", written.where, {"`" + std::string(needed) + "`"});
    }
    const auto shape = value_reader::word(written, "shape", *keys::find(rules_, "uptake")->of);
    const bool linear = shape.value_or("linear") == "linear";
    const auto from = values_.whole(written, "from");
    const auto to = values_.whole(written, "to");
    if (from && to && !linear && *to <= *from) {
      values_.report("N0621", value_reader::at(written, "to")->where, {std::to_string(*to), std::to_string(*from)});
    } else if (from && to && *to < *from) {
      values_.report("N0622", value_reader::at(written, "to")->where, {std::to_string(*to), std::to_string(*from)});
    }
    out_.flows.how = linear ? occurrence::uptake_linear : occurrence::uptake_s_curve;
    out_.flows.from = from.value_or(0);
    out_.flows.to = to;
    if (const document_node* ceiling = value_reader::at(written, "ceiling")) {
      out_.flows.ceiling = values_.share(*ceiling, limits::not_negative);
    }
  }

  void how_much() {
    if (const document_node* amount = at("amount")) {
      out_.amount_where = amount->where;
      out_.amount = values_.formula(*amount);
      if (out_.amount) into_.mention(*out_.amount);
    }
    if (const document_node* growth = at("growth")) {
      out_.growth = values_.rate(*growth);
      if (out_.nominal) values_.report("N0708", table_.find("growth")->key_place, {"`growth`"});
    }
    own_factor();
  }

  // An amount of one number with low and high, or with a source, is a factor with the effect's id.
  void own_factor() {
    const bool range = given("low") || given("high");
    const bool described = range || given("source") || given("assumed");
    if (!described) return;
    if (given("amount") && !out_.amount) return into_.told_numbers.push_back(out_.id);
    const bool one_number =
        out_.amount && out_.amount->nodes.size() == 1 && out_.amount->root().what == expression::kind::number;
    if (!one_number) {
      const std::string_view key = given("low") ? "low" : "high";
      if (!range) return;
      values_.report("N0438", table_.find(key)->key_place, {"`" + std::string(key) + "`"});
      return into_.told_numbers.push_back(out_.id);
    }
    const expression::node& number = out_.amount->root();
    if (number.unit_of.terms.empty() || out_.id.empty()) return;  // appraise() says that the unit is missing
    factor_claim own;
    own.id = out_.id;
    own.name = out_.name;
    own.likely = quantity{number.value, number.unit_of};
    own.range = read_range(table_, rules_, {&*own.likely, {}, false}, units_, values_);
    if (range && !own.range) into_.told_numbers.push_back(own.id);
    if (unit_table::is_builtin(own.id)) values_.report("N0611", out_.where, {own.id});
    own.source = out_.source;
    own.assumed = out_.assumed;
    own.where = out_.where;
    out_.own_factor = own.id;
    into_.claim.factors.push_back(std::move(own));
  }

  const document_node& table_;
  const keys::table& rules_;
  bool between_;
  const unit_table& units_;
  value_reader& values_;
  case_draft& into_;
  flow_claim& out_;
};

class effect_reader {
 public:
  effect_reader(const document_node& table, effect_side side, const unit_table& units, value_reader& values,
                case_draft& into)
      : table_(table),
        rules_(rules_of(side)),
        values_(values),
        into_(into),
        flow_(table, rules_, false, units, values, into, out_) {
    out_.side = side;
  }

  void read() {
    flow_.read();
    words();
    out_.stakeholders = parts("stakeholder");
    out_.categories = parts("category");
    out_.unread.categories = out_.categories.empty();
    size_and_hours();
    references();
    into_.claim.effects.push_back(std::move(out_));
  }

 private:
  [[nodiscard]] const document_node* at(std::string_view key) const { return flow_.at(key); }
  [[nodiscard]] std::string text(std::string_view key) const { return flow_.text(key); }
  [[nodiscard]] bool given(std::string_view key) const { return flow_.given(key); }

  void words() {
    const bool benefit = out_.side == effect_side::benefit;
    const auto type = value_reader::word(table_, "type", rules_);
    out_.type = chosen(type.value_or(benefit ? "saving" : "running"), types, effect_type::saving);
    out_.owner = text("owner");
    out_.goal = values_.name(table_, "goal");
    out_.measure = text("measure");
    out_.follows_from = value_reader::texts(table_, "follows_from");
    out_.baseline = state("baseline");
    out_.target = state("target");
  }

  void references() {
    using target = reference::target;
    flow_.refer(target::chain, "follows_from", out_.follows_from);
    if (!out_.goal.empty()) flow_.refer(target::goal, "goal", {out_.goal});
    for (const part& p : out_.stakeholders) into_.references.push_back({target::stakeholder, p.id, p.where});
    if (!given("stakeholder")) into_.references.push_back({target::only_stakeholder, flow_.shown_id(), out_.where});
  }

  std::optional<measured_state> state(std::string_view key) {
    const document_node* written = at(key);
    if (written == nullptr || written->kind != kind::table) return std::nullopt;
    measured_state out;
    if (const document_node* value = value_reader::at(*written, "value")) out.value = value->text;
    out.year = values_.whole(*written, "year");
    out.source = value_reader::text(*written, "source");
    return out;
  }

  // A stakeholder or category: one word, or a table of shares that add to 100 % or are weights.
  std::vector<part> parts(std::string_view key) {
    std::vector<part> out;
    const document_node* written = at(key);
    if (written == nullptr) return out;
    const bool category = key == "category";
    const auto id_of = [&](const std::string& word) {
      const auto english = category ? keys::english_word(keys::find(rules_, key)->words, word) : std::nullopt;
      return english ? std::string(*english) : word;
    };
    if (written->kind == kind::string) {
      if (written->text.empty()) values_.report("N0222", written->where, {"`" + std::string(key) + "`"});
      if (!written->text.empty())
        out.push_back({id_of(written->text), constant(quantity{1, {}}, written->where), written->where});
      return out;
    }
    bool complete = true;
    for (const member& m : written->members) {
      const auto share =
          m.value.kind == kind::unreadable ? std::nullopt : values_.share(m.value, limits::part_of_whole);
      complete = complete && share.has_value();
      if (share) out.push_back({id_of(m.key), *share, m.key_place});
    }
    if (written->kind == kind::table && complete) whole(out, written->where, key);
    return out;
  }

  // Literal shares add to 100 %; one expression among them makes all of them weights, which need not.
  void whole(const std::vector<part>& shares, const place& where, std::string_view key) {
    decimal sum;
    for (const part& p : shares) {
      const auto literal = value_reader::fraction(p.share);
      if (!literal) return;
      sum += *literal;
    }
    if (sum != decimal(1)) values_.report("N0624", where, {"`" + std::string(key) + "`", in_percent(sum)});
  }

  void size_and_hours() {
    out_.size = values_.whole(table_, "size");
    if (out_.size && (*out_.size < -3 || *out_.size > 3)) {
      values_.report("N0434", at("size")->where, {std::to_string(*out_.size)});
    }
    if (!given("amount") && !given("by_year") && !given("size")) {
      values_.report("N0616", table_.where, {flow_.shown_id()});
    }
    if (const document_node* hours = at("hours")) out_.hours = values_.formula(*hours);
    if (const document_node* taxes = at("financed_by_taxes")) {
      out_.financed_by_taxes = values_.share(*taxes, limits::part_of_whole);
    }
  }

  const document_node& table_;
  const keys::table& rules_;
  value_reader& values_;
  case_draft& into_;
  effect_claim out_;
  flow_reader flow_;
};

}  // namespace

void refer_to(case_draft& into, reference::target to, const document_node* written,
              const std::vector<std::string>& ids) {
  if (written == nullptr) return;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool listed = i < written->items.size();
    into.references.push_back({to, ids[i], listed ? written->items[i].where : written->where});
  }
}

std::optional<value_range> read_range(const document_node& table, const keys::table& rules, const range_request& around,
                                      const unit_table& units, value_reader& values) {
  return range_reader(table, rules, around, units, values).read();
}

void read_effect(const document_node& table, effect_side side, const unit_table& units, value_reader& values,
                 case_draft& into) {
  effect_reader(table, side, units, values, into).read();
}

void read_transfer(const document_node& table, const unit_table& units, value_reader& values, case_draft& into) {
  const keys::table& rules = *keys::find(keys::case_file(), "transfers")->of;
  transfer_claim out;
  flow_reader flow(table, rules, true, units, values, into, out);
  flow.read();
  if (!flow.given("amount") && !flow.given("by_year")) values.report("N0671", table.where, {flow.shown_id()});
  out.from = flow.text("from");
  out.to = flow.text("to");
  for (const auto& [key, id] : {std::pair<std::string_view, const std::string*>{"from", &out.from},
                                std::pair<std::string_view, const std::string*>{"to", &out.to}}) {
    if (!id->empty()) flow.refer(reference::target::stakeholder, key, {*id});
  }
  if (const auto type = value_reader::word(table, "type", rules)) {
    out.type = chosen(*type, transfer_types, transfer_type::grant);
  }
  into.claim.transfers.push_back(std::move(out));
}

}  // namespace nytta
