// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/read.hpp>
#include <nytta/method/shipped.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/document/document.hpp"
#include "io/document/sha256.hpp"
#include "io/read/check_keys.hpp"
#include "io/read/diagnostic_order.hpp"
#include "io/read/identifier.hpp"
#include "io/read/keys.hpp"
#include "io/read/no_method.hpp"
#include "io/read/values.hpp"

namespace nytta {

namespace {

using kind = enum document_node::kind;

/// The files that are being read, each because the one before is based on it.
using chain = std::vector<std::string>;

struct method_search {
  method_finder find = nullptr;
  const void* context = nullptr;
};

const keys::table& table_of(std::string_view part) { return *keys::find(keys::method_file(), part)->of; }

template <class List>
auto with_id(List& list, std::string_view id) {
  return std::find_if(list.begin(), list.end(), [id](const auto& entry) { return entry.id == id; });
}

template <class List>
std::string ids_of(const List& list) {
  std::string out;
  for (const auto& entry : list) out += (out.empty() ? "`" : ", `") + entry.id + "`";
  return out.empty() ? "-" : out;
}

// Takes back what `without` names; the sources stay, since others may rest on them.
void leave_out(method& base, std::string_view rule) {
  const method nothing;
  if (rule == "horizon") {
    base.years = nothing.years;
    base.allowed_years.clear();
  } else if (rule == "discounting") {
    base.rate = nothing.rate;
    base.at = nothing.at;
    base.rounded_factors = nothing.rounded_factors;
  } else if (rule == "prices") {
    base.basis = nothing.basis;
  } else if (rule == "parameters") {
    base.parameters.clear();
  } else if (rule == "time") {
    base.hours_per_full_time_year = nothing.hours_per_full_time_year;
    base.hours_per_working_day = nothing.hours_per_working_day;
  } else if (rule == "categories") {
    base.categories.clear();
  } else if (rule == "perspectives") {
    base.perspectives.clear();
  } else if (rule == "savings") {
    base.savings = nothing.savings;
  } else if (rule == "public_funds") {
    base.public_funds_cost = nothing.public_funds_cost;
  } else if (rule == "residual") {
    base.residual = nothing.residual;
  } else if (rule == "ranges") {
    base.pairing = nothing.pairing;
  } else if (rule == "rounding") {
    base.figures = nothing.figures;
  } else if (rule == "ratios") {
    base.ratios.clear();
  } else if (rule == "verdict") {
    base.verdict_figure.clear();
    base.bands.clear();
  } else if (rule == "stages") {
    base.stages.clear();
  } else if (rule == "labels") {
    base.labels.clear();
  } else if (rule == "deviations") {
    base.deviations.clear();
    base.label.clear();  // it says what they are
    std::erase_if(base.labels, [](const figure_label& l) { return l.figure == "label"; });
  }
  const std::string parts = std::string(rule) + ".";
  const auto of_it = [&](const rule_source& r) { return r.rule == rule || r.rule.rfind(parts, 0) == 0; };
  base.rule_sources.erase(std::remove_if(base.rule_sources.begin(), base.rule_sources.end(), of_it),
                          base.rule_sources.end());
}

// The sources of the method that this one is based on get that method's id before theirs, so that both may have an
// "s1".
method inherited(method base) {
  const auto prefixed = [&base](const std::string& id) { return id.empty() ? id : base.id + "/" + id; };
  for (method_source& s : base.sources) s.id = prefixed(s.id);
  for (rule_source& r : base.rule_sources) r.source = prefixed(r.source);
  for (method_parameter& p : base.parameters) p.source = prefixed(p.source);
  for (method_deviation& d : base.deviations) d.source = prefixed(d.source);
  base.note.clear();
  return base;
}

class method_file_reader {
 public:
  method_file_reader(const document_node& root, value_reader& values, method& into)
      : root_(root), values_(values), out_(into) {}

  void read() {
    heading();
    without();
    label();
    sources();
    horizon();
    discounting();
    prices();
    parameters();
    working_time();
    perspectives();
    categories();
    single_rules();
    rounding_of_figures();
    ratios();
    verdict();
    stages();
    labels();
    deviations();
    names();
  }

 private:
  const document_node* part(std::string_view key, enum document_node::kind wanted = kind::table) const {
    const document_node* found = value_reader::at(root_, key);
    return found != nullptr && found->kind == wanted ? found : nullptr;
  }

  void heading() {
    const auto version = values_.whole(root_, "format");
    if (version && *version != 1) {
      values_.report("N0219", value_reader::at(root_, "format")->where, {std::to_string(*version)});
    }
    out_.id = value_reader::text(root_, "id");
    out_.edition = value_reader::text(root_, "edition");
    out_.name = value_reader::text(root_, "name");
    out_.based_on = value_reader::text(root_, "based_on");
    out_.note = value_reader::text(root_, "note");
  }

  // A label warns of what is inherited: it stays, in each language, and the file's own stands after it.
  void label() {
    const std::string own = value_reader::text(root_, "label");
    const bool inherited = !out_.label.empty();
    const auto beside = [](const std::string& there, const std::string& more) {
      const bool said = more.empty() || ("; " + there + "; ").find("; " + more + "; ") != std::string::npos;
      return said ? there : there + (there.empty() ? "" : "; ") + more;
    };
    for (const language in : {language::sv, language::en}) {
      const std::string_view key = in == language::sv ? "sv" : "en";
      const document_node* all = part("labels");
      const document_node* table = all == nullptr ? nullptr : value_reader::at(*all, key);
      const std::string of_language = table == nullptr ? std::string() : value_reader::text(*table, "label");
      const std::string more = of_language.empty() ? own : of_language;
      if (more.empty() || (of_language.empty() && !inherited)) continue;
      const std::string whole = beside(std::string(label_of(out_, in)), more);
      std::erase_if(out_.labels, [in](const figure_label& l) { return l.in == in && l.figure == "label"; });
      out_.labels.push_back({in, "label", whole});
    }
    out_.label = beside(out_.label, own);
  }

  // What this method does not take over of the one it is based on.
  void without() {
    const document_node* list = value_reader::at(root_, "without");
    if (list == nullptr) return;
    if (out_.based_on.empty()) return values_.report("N0740", list->where, {});
    const auto words = keys::find(keys::method_file(), "without")->words;
    for (const std::string& text : value_reader::texts(root_, "without")) {
      if (const auto rule = keys::english_word(words, text)) leave_out(out_, *rule);
    }
  }

  void sources() {
    const document_node* list = part("sources", kind::array);
    if (list == nullptr) return;
    for (const document_node& item : list->items) {
      if (item.kind != kind::table) continue;
      method_source s;
      s.id = value_reader::text(item, "id");
      s.title = value_reader::text(item, "title");
      s.publisher = value_reader::text(item, "publisher");
      s.locator = value_reader::text(item, "locator");
      s.grade = grade_of(item, table_of("sources")).value_or(s.grade);
      const bool twin = !s.id.empty() && with_id(out_.sources, s.id) != out_.sources.end();
      if (twin) values_.report("N0735", value_reader::at(item, "id")->where, {"`" + s.id + "`"});
      out_.sources.push_back(std::move(s));
    }
  }

  // The rule's source, where it names one. What this method writes without a source has none, whatever the method that
  // it is based on rests on there.
  void rests_on(const std::string& rule, const document_node& table) {
    const document_node* written = source_in(table);
    put_source(rule, written);
  }

  // In tables of several rules, each that is written rests on the table's source; those that are not keep theirs.
  void each_rests_on(const std::string& name, const document_node& table) {
    const document_node* written = source_in(table);
    for (const member& m : table.members) {
      if (m.key != "source") put_source(name + "." + m.key, written);
    }
  }

  const document_node* source_in(const document_node& table) {
    const document_node* written = value_reader::at(table, "source");
    if (written == nullptr || written->kind != kind::string) return nullptr;
    known_source(*written);
    return written;
  }

  void put_source(const std::string& rule, const document_node* written) {
    auto& all = out_.rule_sources;
    const auto old = std::find_if(all.begin(), all.end(), [&rule](const rule_source& r) { return r.rule == rule; });
    if (old != all.end()) all.erase(old);
    if (written != nullptr) all.push_back({rule, written->text});
  }

  void known_source(const document_node& written) {
    if (with_id(out_.sources, written.text) != out_.sources.end()) return;
    values_.report("N0722", written.where, {written.text, ids_of(out_.sources)});
  }

  bool within(std::string_view key, int value, int least, int most, const place& where) {
    if (value >= least && value <= most) return true;
    values_.report("N0731", where,
                   {"`" + std::string(key) + "`", std::to_string(least), std::to_string(most), std::to_string(value)});
    return false;
  }

  void horizon() {
    const document_node* table = part("horizon");
    if (table == nullptr) return;
    each_rests_on("horizon", *table);
    if (const document_node* source = value_reader::at(*table, "years_source");
        source != nullptr && source->kind == kind::string) {
      known_source(*source);
      put_source("horizon.years", source);
    }
    const auto years = values_.whole(*table, "years");
    if (years && within("years", *years, 1, 1000, value_reader::at(*table, "years")->where)) out_.years = years;
    if (const document_node* allowed = value_reader::at(*table, "allowed")) {
      out_.allowed_years.clear();
      for (const document_node& item : allowed->items) {
        const auto year = values_.whole(item);
        if (year && within("allowed", *year, 1, 1000, item.where)) out_.allowed_years.push_back(*year);
      }
    }
    const auto& allowed = out_.allowed_years;
    const bool outside =
        out_.years && !allowed.empty() && std::find(allowed.begin(), allowed.end(), *out_.years) == allowed.end();
    if (outside) values_.report("N0732", table->where, {std::to_string(*out_.years)});
  }

  void discounting() {
    const document_node* table = part("discounting");
    if (table == nullptr) return;
    each_rests_on("discounting", *table);
    if (const document_node* rate = value_reader::at(*table, "rate")) {
      out_.rate = values_.schedule(*rate);
      put_source("discounting.rate.origin", nullptr);
      const document_node* source = source_in(*table);
      const bool stated = rate->find("origin") != nullptr;
      if (stated) out_.rule_sources.push_back({"discounting.rate.origin", source == nullptr ? "" : source->text});
    }
    if (const auto at = timing_of(value_reader::word(*table, "timing", table_of("discounting")))) out_.at = at;
    const auto decimals = values_.whole(*table, "rounded_factors");
    if (decimals && within("rounded_factors", *decimals, 0, most_rounded_decimals,
                           value_reader::at(*table, "rounded_factors")->where)) {
      out_.rounded_factors = decimals;
    }
  }

  void prices() {
    const auto word = rule_word("prices", "basis");
    if (word) out_.basis = *word == "real" ? price_basis_kind::real : price_basis_kind::nominal;
  }

  void parameters() {
    const document_node* table = part("parameters");
    if (table == nullptr) return;
    for (const member& m : table->members) {
      if (m.value.kind == kind::table) parameter(m);
    }
  }

  void parameter(const member& m) {
    method_parameter p;
    p.name = m.key;
    p.where = m.key_place;
    p.source = value_reader::text(m.value, "source");
    p.price_year = values_.whole(m.value, "price_year");
    p.note = value_reader::text(m.value, "note");
    if (!is_identifier(p.name)) values_.report("N0734", m.key_place, {p.name});
    if (const document_node* source = value_reader::at(m.value, "source"); source != nullptr && !p.source.empty()) {
      known_source(*source);
    }
    const bool one_way = (m.value.find("value") != nullptr) != (m.value.find("by_year") != nullptr);
    if (!one_way) values_.report("N0727", m.key_place, {"`" + p.name + "`"});
    if (const document_node* value = value_reader::at(m.value, "value")) p.value = values_.amount(*value);
    if (const document_node* years = value_reader::at(m.value, "by_year")) {
      if (years->kind == kind::table && years->members.empty()) values_.report("N0441", years->where, {"`by_year`"});
      p.by_year = values_.dated(*years);
      one_unit(p, *years);
    }
    const auto old = std::find_if(out_.parameters.begin(), out_.parameters.end(),
                                  [&p](const method_parameter& known) { return known.name == p.name; });
    if (old != out_.parameters.end()) {
      *old = std::move(p);
    } else {
      out_.parameters.push_back(std::move(p));
    }
  }

  // Values of other units than the first year's would be taken for it.
  void one_unit(const method_parameter& p, const document_node& years) {
    const auto in_words = [](const unit& u) { return u.terms.empty() ? std::string("1") : nytta::to_string(u); };
    for (const auto& d : p.by_year) {
      const unit& first = p.by_year.front().value.unit_of;
      if (d.value.unit_of == first) continue;
      const std::string year = std::to_string(d.year);
      const member* written = years.find(year);
      values_.report("N0431", d.where,
                     {written == nullptr ? year : shown(written->value), in_words(d.value.unit_of), in_words(first)});
    }
  }

  void working_time() {
    const document_node* table = part("time");
    if (table == nullptr) return;
    each_rests_on("time", *table);
    hours(*table, "hours_per_full_time_year", "1700 h", out_.hours_per_full_time_year);
    hours(*table, "hours_per_working_day", "8 h", out_.hours_per_working_day);
  }

  void hours(const document_node& table, std::string_view key, const char* example, std::optional<quantity>& into) {
    const document_node* written = value_reader::at(table, key);
    if (written == nullptr) return;
    const auto value = values_.amount(*written);
    if (!value) return;
    const unit hour{{{"h", 1}}};
    const auto by = unit_table().conversion(value->unit_of, hour);
    const bool in_hours = by && by->denominator == decimal(1) && value->value > decimal(0);
    if (!in_hours) return values_.report("N0728", written->where, {std::string(key), shown(*written), example});
    into = quantity{value->value * by->numerator, hour};
  }

  void perspectives() {
    constexpr std::array<std::pair<std::string_view, stakeholder_kind>, 5> kinds{
        {{"own", stakeholder_kind::own},
         {"public", stakeholder_kind::public_body},
         {"citizen", stakeholder_kind::citizen},
         {"business", stakeholder_kind::business},
         {"society", stakeholder_kind::society}}};
    const document_node* table = part("perspectives");
    if (table == nullptr) return;
    for (const member& m : table->members) {
      if (m.value.kind != kind::table) continue;
      perspective p;
      p.id = m.key;
      p.bears_tax_financing = value_reader::flag(m.value, "bears_tax_financing");
      for (const std::string& text : value_reader::texts(m.value, "kinds")) {
        const auto word = keys::english_word(keys::find(table_of("perspectives"), "kinds")->words, text);
        for (const auto& [name, value] : kinds) {
          if (word == name) p.kinds.push_back(value);
        }
      }
      rests_on("perspectives." + p.id, m.value);
      put(out_.perspectives, std::move(p));
    }
  }

  void categories() {
    const document_node* table = part("categories");
    if (table == nullptr) return;
    for (const member& m : table->members) {
      if (m.value.kind != kind::table) continue;
      const auto old = with_id(out_.categories, m.key);
      category c = old == out_.categories.end() ? category{} : *old;
      c.id = m.key;
      if (m.value.find("monetised") != nullptr) c.monetised = value_reader::flag(m.value, "monetised");
      if (m.value.find("cash_releasing") != nullptr) c.cash_releasing = value_reader::flag(m.value, "cash_releasing");
      if (const document_node* counts = value_reader::at(m.value, "counts_in")) {
        c.counts_in = value_reader::texts(m.value, "counts_in");
        for (const document_node& item : counts->items) {
          const bool known = with_id(out_.perspectives, item.text) != out_.perspectives.end();
          if (!known) values_.report("N0729", item.where, {item.text, ids_of(out_.perspectives)});
        }
      }
      rests_on("categories." + c.id, m.value);
      put(out_.categories, std::move(c));
    }
  }

  template <class Entry>
  static void put(std::vector<Entry>& list, Entry entry) {
    const auto old = with_id(list, entry.id);
    if (old != list.end()) {
      *old = std::move(entry);
    } else {
      list.push_back(std::move(entry));
    }
  }

  // The word of a table with one rule, and its source.
  std::optional<std::string_view> rule_word(std::string_view name, std::string_view key) {
    const document_node* table = part(name);
    if (table == nullptr) return std::nullopt;
    each_rests_on(std::string(name), *table);
    return value_reader::word(*table, key, table_of(name));
  }

  void single_rules() {
    if (const auto word = rule_word("savings", "count_as")) {
      out_.savings = *word == "benefit" ? saving_side::benefit : saving_side::negative_cost;
    }
    if (const auto word = rule_word("residual", "rule")) {
      out_.residual = *word == "none"            ? residual_rule::none
                      : *word == "straight-line" ? residual_rule::straight_line
                                                 : residual_rule::annuity;
    }
    if (const auto word = rule_word("ranges", "pairing")) {
      out_.pairing = *word == "same" ? range_pairing::same : range_pairing::worst_best;
    }
    const document_node* funds = part("public_funds");
    if (funds == nullptr) return;
    each_rests_on("public_funds", *funds);
    const document_node* cost = value_reader::at(*funds, "cost");
    const auto share = cost == nullptr ? std::nullopt : values_.share(*cost, value_reader::limits::not_negative);
    if (!share) return;
    out_.public_funds_cost = value_reader::fraction(*share);
    if (!out_.public_funds_cost) values_.report("N0420", cost->where, {shown(*cost)});
  }

  void rounding_of_figures() {
    constexpr std::array<std::pair<std::string_view, rounding>, 7> modes{{{"half-even", rounding::half_even},
                                                                          {"half-up", rounding::half_up},
                                                                          {"half-down", rounding::half_down},
                                                                          {"up", rounding::up},
                                                                          {"down", rounding::down},
                                                                          {"floor", rounding::floor},
                                                                          {"ceiling", rounding::ceiling}}};
    const document_node* table = part("rounding");
    if (table == nullptr) return;
    each_rests_on("rounding", *table);
    const document_node* figures = value_reader::at(*table, "figures");
    if (figures == nullptr || figures->kind != kind::table) return;
    const auto decimals = values_.whole(*figures, "decimals");
    if (decimals && within("decimals", *decimals, 0, 10, value_reader::at(*figures, "decimals")->where)) {
      out_.figures.decimals = *decimals;
    }
    const auto word = value_reader::word(*figures, "mode", *keys::find(table_of("rounding"), "figures")->of);
    for (const auto& [name, mode] : modes) {
      if (word == name) out_.figures.mode = mode;
    }
  }

  void ratios() {
    constexpr std::array<std::pair<std::string_view, effect_type>, 5> types{
        {{"initial", effect_type::initial},
         {"running", effect_type::running},
         {"change", effect_type::change},
         {"opportunity", effect_type::opportunity},
         {"decommissioning", effect_type::decommissioning}}};
    const document_node* table = part("ratios");
    if (table == nullptr) return;
    for (const member& m : table->members) {
      if (m.value.kind != kind::table) continue;
      ratio_rule r;
      r.id = m.key;
      if (!is_identifier(r.id)) values_.report("N0743", m.key_place, {r.id});
      const bool ours = std::any_of(common_figures.begin(), common_figures.end(),
                                    [&r](std::string_view known) { return known == r.id; });
      const bool of_perspective =
          std::any_of(out_.perspectives.begin(), out_.perspectives.end(),
                      [&r](const perspective& p) { return p.id + "_net_present_value" == r.id; });
      if (ours || of_perspective) values_.report("N0744", m.key_place, {r.id});
      const auto above = value_reader::word(m.value, "above", table_of("ratios"));
      if (above == "present_value_benefits") r.above = ratio_numerator::present_value_benefits;
      for (const std::string& text : value_reader::texts(m.value, "below")) {
        const auto word = keys::english_word(keys::find(table_of("ratios"), "below")->words, text);
        for (const auto& [name, value] : types) {
          if (word == name) r.below.push_back(value);
        }
      }
      const document_node* below = value_reader::at(m.value, "below");
      if (below != nullptr && below->kind == kind::array && below->items.empty()) {
        values_.report("N0745", below->where, {r.id});
      }
      r.tax_financing = value_reader::flag(m.value, "tax_financing");
      rests_on("ratios." + r.id, m.value);
      put(out_.ratios, std::move(r));
    }
  }

  void verdict() {
    const document_node* table = part("verdict");
    if (table == nullptr) return;
    rests_on("verdict", *table);
    out_.verdict_figure = value_reader::text(*table, "figure");
    out_.bands.clear();
    const document_node* list = value_reader::at(*table, "bands");
    if (list == nullptr || list->kind != kind::array) return;
    bool limits_known = true;
    for (const document_node& item : list->items) {
      if (item.kind != kind::table) continue;
      verdict_band band;
      band.verdict = value_reader::text(item, "verdict");
      if (const document_node* below = value_reader::at(item, "below")) {
        band.below = limit(*below);
        limits_known = limits_known && band.below;
      }
      out_.bands.push_back(std::move(band));
    }
    if (limits_known && !bands_in_order()) values_.report("N0730", list->where, {bands_in_words()});
  }

  std::optional<decimal> limit(const document_node& below) {
    const auto value = values_.formula(below);
    const auto number = value ? value_reader::fraction(*value) : std::nullopt;
    if (value && !number) values_.report("N0420", below.where, {shown(below)});
    return number;
  }

  bool bands_in_order() const {
    for (std::size_t i = 0; i < out_.bands.size(); ++i) {
      const bool last = i + 1 == out_.bands.size();
      if (out_.bands[i].below.has_value() == last) return false;
      if (i > 0 && !last && *out_.bands[i].below <= *out_.bands[i - 1].below) return false;
    }
    return !out_.bands.empty();
  }

  std::string bands_in_words() const {
    std::string out;
    for (const verdict_band& band : out_.bands) {
      out += (out.empty() ? "" : ", ") + band.verdict + (band.below ? " < " + band.below->to_string() : "");
    }
    return out.empty() ? "-" : out;
  }

  void stages() {
    const document_node* list = part("stages", kind::array);
    if (list == nullptr) return;
    out_.stages.clear();
    for (const document_node& item : list->items) {
      if (item.kind != kind::table) continue;
      stage_rule s;
      s.id = value_reader::text(item, "id");
      s.name = value_reader::text(item, "name");
      s.required = value_reader::texts(item, "requires");
      s.questions = value_reader::texts(item, "questions");
      s.cumulative = item.find("cumulative") == nullptr || value_reader::flag(item, "cumulative");
      s.decision = value_reader::flag(item, "decision");
      const bool twin = !s.id.empty() && with_id(out_.stages, s.id) != out_.stages.end();
      if (twin) values_.report("N0735", value_reader::at(item, "id")->where, {"`" + s.id + "`"});
      rests_on("stages." + s.id, item);
      out_.stages.push_back(std::move(s));
    }
  }

  void labels() {
    const document_node* all = part("labels");
    if (all == nullptr) return;
    const document_node* source = source_in(*all);
    labels(*all, "sv", language::sv, source);
    labels(*all, "en", language::en, source);
  }

  void labels(const document_node& all, std::string_view key, language in, const document_node* source) {
    const document_node* table = value_reader::at(all, key);
    if (table == nullptr) return;
    for (const member& m : table->members) {
      if (m.value.kind != kind::string) continue;
      const auto old = std::find_if(out_.labels.begin(), out_.labels.end(),
                                    [&](const figure_label& l) { return l.in == in && l.figure == m.key; });
      put_source("labels." + std::string(key) + "." + m.key, source);
      if (m.key == "label") continue;  // label() has read it
      if (old != out_.labels.end()) {
        old->text = m.value.text;
      } else {
        out_.labels.push_back({in, m.key, m.value.text});
      }
    }
  }

  void deviations() {
    const document_node* table = part("deviations");
    if (table == nullptr) return;
    for (const member& m : table->members) {
      if (m.value.kind != kind::table) continue;
      const deviation_entry* known = find_deviation(m.key);
      if (known == nullptr) {
        std::string ids;
        for (const deviation_entry& d : deviation_catalogue) ids += (ids.empty() ? "" : ", ") + std::string(d.id);
        values_.report("N0726", m.key_place, {"`" + m.key + "`", ids});
        continue;
      }
      method_deviation d;
      d.which = known->which;
      d.source = value_reader::text(m.value, "source");
      d.note = value_reader::text(m.value, "note");
      d.grade = grade_of(m.value, table_of("deviations")).value_or(evidence::recalled);
      if (const document_node* source = value_reader::at(m.value, "source"); source != nullptr && !d.source.empty()) {
        known_source(*source);
      }
      std::erase_if(out_.deviations, [&d](const method_deviation& old) { return old.which == d.which; });
      out_.deviations.push_back(std::move(d));
    }
    std::sort(out_.deviations.begin(), out_.deviations.end(),
              [](const method_deviation& a, const method_deviation& b) { return a.which < b.which; });
  }

  static std::optional<evidence> grade_of(const document_node& item, const keys::table& rules) {
    const auto word = value_reader::word(item, "evidence", rules);
    for (const evidence grade : {evidence::read, evidence::code, evidence::recalled, evidence::decided}) {
      if (word == name(grade)) return grade;
    }
    return std::nullopt;
  }

  // Names that can only be looked up when the whole method is known.
  void names() {
    const auto category_or_perspective = [this](std::string_view id) {
      return with_id(out_.categories, id) != out_.categories.end() ||
             with_id(out_.perspectives, id) != out_.perspectives.end();
    };
    if (const document_node* all = part("labels")) {
      for (const member& in : all->members) {
        for (const member& m : in.value.members) {
          if (has_figure(out_, m.key) || category_or_perspective(m.key)) continue;
          if (m.key == "label" && !out_.label.empty()) continue;  // the method's own, in that language
          values_.report("N0746", m.key_place, {m.key, ids_of(out_.categories)});
        }
      }
    }
    const document_node* table = part("verdict");
    const document_node* figure = table == nullptr ? nullptr : value_reader::at(*table, "figure");
    if (figure != nullptr && figure->kind == kind::string && !has_figure(out_, figure->text)) {
      values_.report("N0747", figure->where, {figure->text});
    }
    // An inherited category may count in a perspective that was left out.
    const document_node* without = value_reader::at(root_, "without");
    if (without == nullptr) return;
    for (const category& c : out_.categories) {
      const document_node* own = part("categories");
      own = own == nullptr ? nullptr : value_reader::at(*own, c.id);
      if (own != nullptr && own->find("counts_in") != nullptr) continue;  // told where it stands
      for (const std::string& id : c.counts_in) {
        if (with_id(out_.perspectives, id) != out_.perspectives.end()) continue;
        values_.report("N0748", without->where, {c.id, id});
      }
    }
  }

  const document_node& root_;
  value_reader& values_;
  method& out_;
};

method_reading read_chain(std::string_view text, const std::string& file, const method_search& search, chain& above);

// The method that this one is based on, as the start of it. All that is wrong there is told with its own places.
std::optional<method> base_of(const document_node& root, const std::string& file, const method_search& search,
                              chain& above, diagnostics& own, diagnostics& of_base) {
  const document_node* written = value_reader::at(root, "based_on");
  if (written == nullptr || written->kind != kind::string || written->text.empty()) return method{};
  const auto found = search.find(written->text, file, search.context);
  if (!found) {
    own.push_back(no_method("N0723", written->where, written->text));
    return std::nullopt;
  }
  constexpr std::size_t most_methods = 32;  // a chain is a handful; thousands are a mistake, or worse
  if (std::find(above.begin(), above.end(), found->file_name) != above.end() || above.size() >= most_methods) {
    own.push_back({"N0724", written->where, {written->text}});
    return std::nullopt;
  }
  method_reading base = read_chain(found->text, found->file_name, search, above);
  of_base = std::move(base.errors);
  if (!base.value) return std::nullopt;
  return inherited(std::move(*base.value));
}

method_reading read_chain(std::string_view text, const std::string& file, const method_search& search, chain& above) {
  method_reading out;
  out.sha256 = sha256(text);
  document_reading document = read_document(text, file);
  out.errors = std::move(document.errors);
  if (!document.root) return out;
  const auto has = [&](std::string_view key) { return document.root->find(key) != nullptr; };
  if (has("calculation") && !has("edition") && !has("sources")) {
    out.errors.push_back({"N0782", place{file, 1, 1, {}}, {}});
    return out;
  }
  check_keys(*document.root, keys::method_file(), out.errors);

  above.push_back(file);
  diagnostics of_base;
  const auto base = base_of(*document.root, file, search, above, out.errors, of_base);
  above.pop_back();
  method read = base.value_or(method{});
  value_reader values(out.errors);
  method_file_reader(*document.root, values, read).read();
  in_text_order(out.errors);
  if (out.errors.size() > document_limits::errors) out.errors.resize(document_limits::errors);
  out.errors.insert(out.errors.end(), of_base.begin(), of_base.end());
  if (base) out.value = std::move(read);
  return out;
}

}  // namespace

std::optional<method_text> find_shipped_method(std::string_view based_on, const std::string&, const void*) {
  const auto text = shipped_method_text(based_on);
  if (!text) return std::nullopt;
  return method_text{std::string(*text), std::string(based_on) + ".toml"};
}

method_reading read_method(std::string_view text, const std::string& file_name, method_finder find,
                           const void* context) {
  chain above;
  return read_chain(text, file_name, {find, context}, above);
}

}  // namespace nytta
