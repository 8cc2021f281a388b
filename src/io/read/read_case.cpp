// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/read.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/document/document.hpp"
#include "io/document/sha256.hpp"
#include "io/read/case_draft.hpp"
#include "io/read/check_keys.hpp"
#include "io/read/diagnostic_order.hpp"
#include "io/read/identifier.hpp"
#include "io/read/keys.hpp"
#include "io/read/read_case_document.hpp"
#include "io/read/read_effect.hpp"
#include "io/read/read_investment.hpp"
#include "io/read/settings.hpp"
#include "io/read/values.hpp"

namespace nytta {

namespace {

using kind = enum document_node::kind;

const keys::table& table_of(std::string_view part) { return *keys::find(keys::case_file(), part)->of; }

// "projects/e-tjanst.toml" is e-tjanst, and line 7 of a stream, "projects/all.jsonl:7", all-7; standard input has no
// name of its own.
std::string stem(const std::string& file) {
  const std::size_t colon = file.find_last_not_of("0123456789");
  if (colon != std::string::npos && colon + 1 < file.size() && file[colon] == ':') {
    return stem(file.substr(0, colon)) + "-" + file.substr(colon + 1);
  }
  const std::size_t slash = file.find_last_of("/\\");
  std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot != std::string::npos && dot > 0) name.resize(dot);
  return name == "-" ? "case" : name;
}

bool is_reserved(std::string_view id) {
  constexpr std::array<std::string_view, 4> words{"min", "max", "method", "hours"};
  return std::find(words.begin(), words.end(), id) != words.end() || unit_table::is_builtin(id);
}

/// An entry of [stakeholders.x] or [[stakeholders]], with its id and where that stands.
struct named_entry {
  std::string id;
  place where;
  const document_node* table = nullptr;
};

class case_reader {
 public:
  case_reader(const document_node& root, value_reader& values, case_draft& draft)
      : root_(root), values_(values), draft_(draft), claim_(draft.claim) {}

  void read(const std::string& file) {
    claim_.file = file;
    format();
    initiative_itself(file);
    calculation();
    units();
    stakeholders();
    indices();
    alternatives();
    goals();
    for (const named_entry& entry : entries("factors")) factor(entry);
    incomplete_lists();
    effects();
    transfers();
    changes();
    scenarios();
    correlations();
    read_investment(root_, values_, draft_);
    nominal_prices();
    nominal_effects();
  }

 private:
  const document_node* part(std::string_view key, enum document_node::kind wanted) const {
    const document_node* found = value_reader::at(root_, key);
    return found != nullptr && found->kind == wanted ? found : nullptr;
  }

  bool incomplete(std::string_view key) const {
    const member* found = root_.find(key);
    if (found == nullptr) return false;
    const bool a_list = found->value.kind == kind::table || found->value.kind == kind::array;
    return !a_list || found->value.incomplete;
  }

  void incomplete_lists() {
    using target = reference::target;
    constexpr std::array<std::pair<std::string_view, target>, 12> lists{{{"stakeholders", target::stakeholder},
                                                                         {"factors", target::factor},
                                                                         {"stakeholders", target::only_stakeholder},
                                                                         {"alternatives", target::alternative},
                                                                         {"goals", target::goal},
                                                                         {"price_indices", target::index},
                                                                         {"benefits", target::chain},
                                                                         {"benefits", target::factor},
                                                                         {"costs", target::chain},
                                                                         {"costs", target::factor},
                                                                         {"costs", target::cost},
                                                                         {"changes", target::chain}}};
    for (const auto& [key, to] : lists) {
      if (incomplete(key)) draft_.incomplete.push_back(to);
    }
    claim_.factors_incomplete = incomplete("factors");
  }

  void format() {
    const auto version = values_.whole(root_, "format");
    if (version && *version != 1) {
      values_.report("N0219", value_reader::at(root_, "format")->where, {std::to_string(*version)});
    }
    claim_.speaks = value_reader::word(root_, "language", keys::case_file()) == "en" ? language::en : language::sv;
  }

  void initiative_itself(const std::string& file) {
    claim_.id = stem(file);
    const document_node* table = part("initiative", kind::table);
    if (table == nullptr) return;
    if (const std::string id = value_reader::text(*table, "id"); !id.empty()) claim_.id = id;
    claim_.name = value_reader::text(*table, "name");
    claim_.organisation = value_reader::text(*table, "organisation");
    claim_.board = value_reader::text(*table, "board");
    claim_.stage = values_.name(*table, "stage");
    claim_.description = value_reader::text(*table, "description");
    claim_.where = claim_.stage_where = table->where;
    if (const document_node* stage = value_reader::at(*table, "stage")) claim_.stage_where = stage->where;
    for (const member& m : table->members) {
      const keys::key* known = keys::find(table_of("initiative"), m.key);
      if (known == nullptr || known->how != keys::standing::carried) continue;
      std::string text = m.value.text;
      for (const document_node& item : m.value.items) text += (text.empty() ? "" : "; ") + item.text;
      claim_.carried.push_back({m.key, std::move(text)});
    }
  }

  void calculation() {
    const document_node* table = part("calculation", kind::table);
    calculation_frame& frame = claim_.calculation;
    frame.columns_unread = frame.rate_given = frame.timing_given = table == nullptr;
    if (table == nullptr) return;
    const keys::table& rules = table_of("calculation");
    const auto where = [&](std::string_view key) {
      const document_node* value = value_reader::at(*table, key);
      return value == nullptr ? table->where : value->where;
    };
    frame.where = table->where;
    frame.method = value_reader::text(*table, "method");
    frame.method_where = where("method");
    const auto first_year = values_.whole(*table, "first_year");
    frame.first_year = first_year.value_or(0);
    frame.first_year_where = where("first_year");
    frame.years = values_.whole(*table, "years");
    frame.years_where = where("years");
    frame.base_year = values_.whole(*table, "base_year");
    frame.price_year = values_.whole(*table, "price_year");
    if (const document_node* rate = value_reader::at(*table, "rate")) frame.rate = values_.schedule(*rate);
    frame.at = timing_of(value_reader::word(*table, "timing", rules));
    if (const auto origin = values_.origin_of(*table, "rate_origin")) {
      frame.rate_origin = origin->first;
      frame.rate_origin_year = origin->second;
    }
    frame.rate_origin_where = where("rate_origin");
    rounded_factors(*table, frame);
    if (const auto basis = value_reader::word(*table, "price_basis", rules)) {
      frame.basis = *basis == "nominal" ? price_basis_kind::nominal : price_basis_kind::real;
    }
    if (const document_node* rate = value_reader::at(*table, "inflation")) {
      frame.inflation = values_.rate(*rate).value_or(rate_source{});  // unreadable is told already, and not missing
    }
    frame.reference = value_reader::text(*table, "reference");
    frame.columns_unread = !first_year || (table->find("years") != nullptr && !frame.years);
    frame.rate_given = table->find("rate") != nullptr;
    frame.timing_given = table->find("timing") != nullptr;
  }

  void rounded_factors(const document_node& table, calculation_frame& frame) {
    const auto decimals = values_.whole(table, "rounded_factors");
    if (!decimals) return;
    if (*decimals >= 0 && *decimals <= most_rounded_decimals) {
      frame.rounded_factors = decimals;
      return;
    }
    values_.report("N0731", value_reader::at(table, "rounded_factors")->where,
                   {"`rounded_factors`", "0", std::to_string(most_rounded_decimals), std::to_string(*decimals)});
  }

  // Nominal prices need inflation. Without it the rest is read as if it were none, so that nothing more is said of it.
  void nominal_prices() {
    const document_node* table = part("calculation", kind::table);
    if (table == nullptr || table->find("inflation") != nullptr) return;
    if (claim_.calculation.basis != price_basis_kind::nominal) return;
    values_.report("N0706", value_reader::at(*table, "price_basis")->where, {});
    claim_.calculation.inflation = rate_source{};
  }

  // Amounts in each year's own money neither grow nor are carried over, nor may what they are computed from.
  void nominal_effects() {
    std::vector<const flow_claim*> nominal;
    const auto add = [&](const flow_claim& f) {
      if (f.nominal && f.amount) nominal.push_back(&f);
    };
    for (const effect_claim& e : claim_.effects) add(e);
    for (const transfer_claim& t : claim_.transfers) add(t);
    if (nominal.empty()) return;
    const auto moving = moving_factors();
    for (const flow_claim* f : nominal) {
      for (const std::string& name : nytta::references(*f->amount)) {
        const auto found = std::lower_bound(moving.begin(), moving.end(), name);
        if (found != moving.end() && *found == name) values_.report("N0709", f->amount->where, {name, f->id});
      }
    }
  }

  // Ids of the factors with a price year or growth, and of those derived from them, sorted.
  std::vector<std::string> moving_factors() const {
    std::vector<std::pair<std::string, std::string>> users;  // what is used, by what
    std::vector<std::string> moving;
    for (const factor_claim& f : claim_.factors) {
      if (f.price_year || f.growth) moving.push_back(f.id);
      if (!f.amount) continue;
      for (std::string& name : nytta::references(*f.amount)) users.emplace_back(std::move(name), f.id);
    }
    std::sort(users.begin(), users.end());
    std::vector<std::string> fresh = moving;
    std::sort(moving.begin(), moving.end());
    while (!fresh.empty()) {
      std::vector<std::string> next;
      for (const std::string& id : fresh) {
        auto user = std::lower_bound(users.begin(), users.end(), std::pair(id, std::string{}));
        for (; user != users.end() && user->first == id; ++user) next.push_back(std::exchange(user->second, {}));
      }
      std::sort(next.begin(), next.end());
      next.erase(std::unique(next.begin(), next.end()), next.end());
      fresh.clear();
      std::set_difference(next.begin(), next.end(), moving.begin(), moving.end(), std::back_inserter(fresh));
      const auto known = static_cast<std::ptrdiff_t>(moving.size());
      moving.insert(moving.end(), fresh.begin(), fresh.end());
      std::inplace_merge(moving.begin(), moving.begin() + known, moving.end());
    }
    return moving;
  }

  void units() {
    values_.know(units_);
    const document_node* table = part("units", kind::table);
    if (table == nullptr) return;
    for (const member& m : table->members) {
      if (m.value.kind != kind::string) continue;
      const auto meaning = unit_meaning(m.value);
      if (!meaning) continue;
      unit_definition line{m.key, meaning->value, meaning->unit_of, m.key_place};
      // appraise() says what is wrong with a definition; here it only has to be known.
      (void)units_.define(line.word, line.scale, line.meaning);
      draft_.unit_words.push_back({line.word, m.key_place});
      claim_.units.push_back(std::move(line));
    }
  }

  // "40 st" or "ärende".
  std::optional<quantity> unit_meaning(const document_node& written) {
    if (const auto alone = parse_unit(written.text)) return quantity{1, *alone};
    return values_.amount(written);
  }

  std::vector<named_entry> entries(std::string_view key) const {
    std::vector<named_entry> out;
    const document_node* given = value_reader::at(root_, key);
    if (given == nullptr) return out;
    for (const member& m : given->members) {
      if (m.value.kind == kind::table) out.push_back({m.key, m.key_place, &m.value});
    }
    for (const document_node& item : given->items) {
      if (item.kind != kind::table) continue;
      const document_node* id = value_reader::at(item, "id");
      out.push_back({value_reader::text(item, "id"), id == nullptr ? item.where : id->where, &item});
    }
    return out;
  }

  // In [factors.x] an id of its own could only contradict the table's.
  std::string id_of(const named_entry& entry) {
    const document_node* own = value_reader::at(*entry.table, "id");
    if (own != nullptr && own->kind == kind::string && own->text != entry.id) {
      values_.report("N0227", own->where, {own->text, entry.id});
    }
    return entry.id;
  }

  void stakeholders() {
    const keys::table& rules = table_of("stakeholders");
    constexpr std::array<std::pair<std::string_view, stakeholder_kind>, 5> kinds{
        {{"own", stakeholder_kind::own},
         {"public", stakeholder_kind::public_body},
         {"citizen", stakeholder_kind::citizen},
         {"business", stakeholder_kind::business},
         {"society", stakeholder_kind::society}}};
    const auto given = entries("stakeholders");
    const document_node* list = value_reader::at(root_, "stakeholders");
    const bool empty = list != nullptr && list->members.empty() && list->items.empty();
    const bool a_list = list != nullptr && (list->kind == kind::table || list->kind == kind::array);
    if (empty && a_list) values_.report("N0221", list->where, {});
    for (const named_entry& entry : given) {
      stakeholder out;
      out.id = id_of(entry);
      out.name = value_reader::text(*entry.table, "name");
      if (out.name.empty()) out.name = out.id;
      const auto word = value_reader::word(*entry.table, "kind", rules);
      for (const auto& [name, value] : kinds) {
        if (word == name) out.kind = value;
      }
      out.board = value_reader::text(*entry.table, "board");
      if (out.board.empty() && out.kind == stakeholder_kind::own) out.board = claim_.board;
      out.where = entry.where;
      claim_.stakeholders.push_back(std::move(out));
    }
  }

  void indices() {
    for (const named_entry& entry : entries("price_indices")) {
      price_index out;
      out.id = id_of(entry);
      out.name = value_reader::text(*entry.table, "name");
      out.source = value_reader::text(*entry.table, "source");
      out.where = entry.where;
      if (const document_node* list = value_reader::at(*entry.table, "values")) {
        for (const member& m : list->members) index_value_of(m, out);
      }
      claim_.indices.push_back(std::move(out));
    }
  }

  void index_value_of(const member& m, price_index& into) {
    const auto year = keys::year_of(m.key);
    if (!year || m.value.kind == kind::unreadable) return;
    const auto value = values_.plain(m.value);
    if (!value) return;
    if (*value <= decimal(0)) {
      values_.report("N0435", m.value.where, {shown(m.value), m.key});
      return;
    }
    into.values.push_back({*year, *value});
  }

  void alternatives() {
    for (const named_entry& entry : entries("alternatives")) {
      alternative_claim out;
      out.id = id_of(entry);
      out.name = value_reader::text(*entry.table, "name");
      if (out.name.empty()) out.name = out.id;
      out.reference = value_reader::flag(*entry.table, "reference");
      out.where = entry.where;
      claim_.alternatives.push_back(std::move(out));
    }
  }

  void goals() {
    for (const named_entry& entry : entries("goals")) {
      goal_claim out;
      out.id = entry.id;
      out.text = value_reader::text(*entry.table, "text");
      out.part_of = values_.name(*entry.table, "part_of");
      out.board = value_reader::text(*entry.table, "board");
      out.source = value_reader::text(*entry.table, "source");
      out.where = entry.where;
      if (!out.part_of.empty()) {
        draft_.references.push_back(
            {reference::target::goal, out.part_of, value_reader::at(*entry.table, "part_of")->where});
      }
      claim_.goals.push_back(std::move(out));
    }
  }

  // ---- factors ------------------------------------------------------------------------------------------------------

  void factor(const named_entry& entry) {
    factor_claim out;
    out.id = id_of(entry);
    out.where = entry.where;
    out.name = value_reader::text(*entry.table, "name");
    out.source = value_reader::text(*entry.table, "source");
    out.assumed = value_reader::flag(*entry.table, "assumed");
    out.price_year = values_.whole(*entry.table, "price_year");
    out.index = values_.name(*entry.table, "index");
    if (!out.index.empty()) {
      draft_.references.push_back(
          {reference::target::index, out.index, value_reader::at(*entry.table, "index")->where});
    }
    if (const document_node* growth = value_reader::at(*entry.table, "growth")) out.growth = values_.rate(*growth);
    factor_id(out, entry.table->find("id") != nullptr);
    factor_value(*entry.table, out);
    const bool range_given = entry.table->find("low") != nullptr || entry.table->find("high") != nullptr;
    if (range_given && !out.range) draft_.told_numbers.push_back(out.id);
    claim_.factors.push_back(std::move(out));
  }

  void factor_id(const factor_claim& f, bool id_given) {
    if (f.id.empty()) {
      if (id_given) values_.report("N0222", f.where, {"`id`"});
      return;
    }
    if (!is_identifier(f.id)) {
      values_.report("N0228", f.where, {f.id});
    } else if (is_reserved(f.id)) {
      values_.report("N0611", f.where, {f.id});
    }
  }

  void factor_value(const document_node& table, factor_claim& out) {
    const auto given = [&](std::string_view key) { return table.find(key) != nullptr; };
    const int ways = (given("likely") ? 1 : 0) + (given("amount") ? 1 : 0) + (given("by_year") ? 1 : 0);
    const bool range = given("low") || given("high");
    if (ways > 1) return values_.report("N0433", out.where, {out.id});
    const bool unit_readable = factor_unit(table, out);
    if (given("amount")) return derived(table, out, range);
    if (given("by_year")) return by_year(table, out, unit_readable);
    if (given("likely")) return likely(table, out, unit_readable);
    middle_of_range(table, out, unit_readable);
  }

  // The `unit` key; false when it could not be read, and then nothing more is said about units.
  bool factor_unit(const document_node& table, factor_claim& out) {
    const document_node* written = value_reader::at(table, "unit");
    if (written == nullptr || written->kind != kind::string) return table.find("unit") == nullptr;
    auto read = parse_unit(written->text);
    if (!read) {
      values_.report("N0442", written->where, {shown(*written)});
      return false;
    }
    values_.tell_money(*read, written->where);
    out.checked_unit = *read;
    mention(*read, written->where);
    return true;
  }

  void mention(const unit& u, const place& where) {
    for (const unit_term& t : u.terms) draft_.unit_words.push_back({t.word, where});
  }

  void derived(const document_node& table, factor_claim& out, bool range) {
    if (range) {
      values_.report("N0432", table.find(table.find("low") != nullptr ? "low" : "high")->key_place, {out.id});
    }
    if (const document_node* amount = value_reader::at(table, "amount")) out.amount = values_.formula(*amount);
    if (out.amount) draft_.mention(*out.amount);
  }

  // A value with the unit of its text or of the `unit` key; both must be the same.
  std::optional<quantity> with_unit(const document_node& written, const factor_claim& f) {
    auto read = values_.amount(written);
    if (!read) return read;
    if (read->unit_of.terms.empty()) {
      if (f.checked_unit) read->unit_of = *f.checked_unit;
      if (written.kind == kind::string && is_plain_kronor(read->unit_of)) return values_.kronor(written);
      return read;
    }
    mention(read->unit_of, written.where);
    if (f.checked_unit && !same(read->unit_of, *f.checked_unit)) {
      values_.report("N0430", written.where,
                     {nytta::to_string(read->unit_of), nytta::to_string(*f.checked_unit), shown(written)});
      return std::nullopt;
    }
    return read;
  }

  bool same(const unit& a, const unit& b) const {
    if (a == b) return true;
    const auto by = units_.conversion(a, b);
    return by && by->numerator == by->denominator;
  }

  void likely(const document_node& table, factor_claim& out, bool unit_readable) {
    const document_node* written = value_reader::at(table, "likely");
    if (written == nullptr || !unit_readable) return;
    const auto value = with_unit(*written, out);
    if (!value) return;
    out.range =
        read_range(table, table_of("factors"), {&*value, out.checked_unit.value_or(unit{}), false}, units_, values_);
    out.likely = *value;
    out.checked_unit.reset();
  }

  void by_year(const document_node& table, factor_claim& out, bool unit_readable) {
    const document_node* written = value_reader::at(table, "by_year");
    if (written == nullptr || written->kind != kind::table || !unit_readable) return;
    if (written->members.empty()) return values_.report("N0441", written->where, {"`by_year`"});
    for (const member& m : written->members) {
      const auto year = keys::year_of(m.key);
      if (!year || m.value.kind == kind::unreadable) continue;
      const auto value = with_unit(m.value, out);
      if (!value) continue;
      const bool first = out.by_year.empty();
      if (!first && !same(value->unit_of, out.by_year.front().value.unit_of)) {
        values_.report("N0431", m.value.where,
                       {shown(m.value), in_words(value->unit_of), in_words(out.by_year.front().value.unit_of)});
        continue;
      }
      out.by_year.push_back({*year, *value, m.key_place});
    }
    std::sort(out.by_year.begin(), out.by_year.end(),
              [](const dated_quantity& a, const dated_quantity& b) { return a.year < b.year; });
    out.checked_unit.reset();
    out.range = read_range(table, table_of("factors"), {nullptr, {}, true}, units_, values_);
  }

  static std::string in_words(const unit& u) { return u.terms.empty() ? "1" : nytta::to_string(u); }

  // Without likely, the middle of a symmetric distribution stands for it.
  void middle_of_range(const document_node& table, factor_claim& out, bool unit_readable) {
    const document_node* low = value_reader::at(table, "low");
    if (table.find("low") == nullptr && table.find("high") == nullptr) {
      return values_.report("N0429", out.where, {out.id});
    }
    if (low == nullptr || !unit_readable) return;
    const auto lowest = with_unit(*low, out);
    if (!lowest) return;
    const auto range = read_range(table, table_of("factors"), {nullptr, lowest->unit_of, false}, units_, values_);
    if (!range) return;
    const bool symmetric = range->shape == distribution::uniform || range->shape == distribution::normal;
    if (!symmetric) return values_.report("N0443", out.where, {out.id});
    const auto by = units_.conversion(range->high.unit_of, range->low.unit_of);
    const bool plain = by && by->denominator == decimal(1);
    if (!plain) return values_.report("N0443", out.where, {out.id});
    out.likely =
        quantity{(range->low.value + range->high.value * by->numerator) * decimal::of(5, 1), range->low.unit_of};
    out.range = *range;
    out.checked_unit.reset();
  }

  // ---- effects ------------------------------------------------------------------------------------------------------

  void effects() {
    std::vector<std::pair<const document_node*, effect_side>> all;
    for (const auto& [key, side] : {std::pair<std::string_view, effect_side>{"benefits", effect_side::benefit},
                                    std::pair<std::string_view, effect_side>{"costs", effect_side::cost}}) {
      const document_node* list = part(key, kind::array);
      if (list == nullptr) continue;
      for (const document_node& item : list->items) {
        if (item.kind == kind::table) all.emplace_back(&item, side);
      }
    }
    // Benefits and costs stand in the file's order; in JSON, which has no lines, benefits come first.
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return std::pair(a.first->where.line, a.first->where.column) <
             std::pair(b.first->where.line, b.first->where.column);
    });
    for (const auto& [table, side] : all) read_effect(*table, side, units_, values_, draft_);
  }

  void transfers() {
    const document_node* list = part("transfers", kind::array);
    if (list == nullptr) return;
    for (const document_node& item : list->items) {
      if (item.kind == kind::table) read_transfer(item, units_, values_, draft_);
    }
  }

  void changes() {
    for (const named_entry& entry : entries("changes")) {
      change_claim out;
      out.id = entry.id;
      out.name = value_reader::text(*entry.table, "name");
      out.owner = value_reader::text(*entry.table, "owner");
      out.follows_from = value_reader::texts(*entry.table, "follows_from");
      refer_to(draft_, reference::target::chain, value_reader::at(*entry.table, "follows_from"), out.follows_from);
      out.where = entry.where;
      claim_.changes.push_back(std::move(out));
    }
  }

  // ---- what if ------------------------------------------------------------------------------------------------------

  void scenarios() {
    for (const named_entry& entry : entries("scenarios")) {
      scenario_claim out;
      out.id = id_of(entry);
      out.name = value_reader::text(*entry.table, "name");
      out.where = entry.where;
      const document_node* list = value_reader::at(*entry.table, "factors");
      if (list != nullptr && list->kind == kind::table) {
        for (const member& m : list->members) scenario_value_of(m, out);
      }
      claim_.scenarios.push_back(std::move(out));
    }
  }

  // A factor that is claimed as a number, by its id; nothing for one that is computed or unknown, which is told, or
  // told already.
  const factor_claim* claimed_number(const std::string& id, const place& where) {
    const auto& told = draft_.told_numbers;
    if (std::find(told.begin(), told.end(), id) != told.end()) return nullptr;
    draft_.references.push_back({reference::target::factor, id, where});
    for (const factor_claim& f : claim_.factors) {
      if (f.id != id) continue;
      if (!f.amount) return &f;
      values_.report("N0445", where, {id});
      return nullptr;
    }
    return nullptr;
  }

  void scenario_value_of(const member& m, scenario_claim& into) {
    const factor_claim* f = claimed_number(m.key, m.key_place);
    if (f == nullptr || m.value.kind == kind::unreadable) return;
    auto value = values_.amount(m.value);
    const quantity* own = f->likely ? &*f->likely : f->by_year.empty() ? nullptr : &f->by_year.front().value;
    if (!value || own == nullptr) return;
    if (value->unit_of.terms.empty()) value->unit_of = own->unit_of;
    mention(value->unit_of, m.value.where);
    const auto by = units_.conversion(value->unit_of, own->unit_of);
    if (!by) {
      values_.report("N0431", m.value.where, {shown(m.value), in_words(value->unit_of), in_words(own->unit_of)});
      return;
    }
    into.values.push_back({m.key, {carried(value->value, *by), own->unit_of}, m.value.where});
  }

  void correlations() {
    const document_node* list = part("correlations", kind::array);
    if (list == nullptr) return;
    for (const document_node& item : list->items) {
      if (item.kind == kind::table) correlation(item);
    }
  }

  void correlation(const document_node& table) {
    const document_node* between = value_reader::at(table, "between");
    const document_node* written = value_reader::at(table, "rank");
    const auto ids = value_reader::texts(table, "between");
    if (between == nullptr || written == nullptr) return;  // told
    const auto rank = values_.plain(*written);
    if (ids.size() != 2 || ids[0] == ids[1]) {
      std::string all;
      for (const std::string& id : ids) all += (all.empty() ? "\"" : ", \"") + id + "\"";
      return values_.report("N0446", between->where, {"[" + all + "]"});
    }
    bool known = true;
    for (std::size_t i = 0; i < 2; ++i) {
      const place& where = between->items[i].where;
      const factor_claim* f = claimed_number(ids[i], where);
      if (f != nullptr && !f->range) values_.report("N0449", where, {ids[i]});
      known = known && f != nullptr && f->range;
    }
    if (!rank) return;
    if (*rank < decimal(-1) || decimal(1) < *rank) {
      return values_.report("N0447", written->where, {shown(*written)});
    }
    for (const correlation_claim& other : claim_.correlations) {
      const bool same =
          (other.first == ids[0] && other.second == ids[1]) || (other.first == ids[1] && other.second == ids[0]);
      if (same) return values_.report("N0448", between->where, {ids[0], ids[1], to_string(other.where)});
    }
    if (known) claim_.correlations.push_back({ids[0], ids[1], *rank, between->where});
  }

  const document_node& root_;
  value_reader& values_;
  case_draft& draft_;
  initiative& claim_;
  unit_table units_;
};

}  // namespace

case_reading read_case(std::string_view text, const std::string& file_name, std::span<const setting> settings) {
  document_reading document = read_document(text, file_name);
  if (document.root) apply_settings(*document.root, settings, document.errors);
  case_reading out = read_case(std::move(document), file_name);
  out.sha256 = sha256(text);
  return out;
}

case_reading read_case(document_reading document, const std::string& file_name) {
  case_reading out;
  out.errors = std::move(document.errors);
  if (!document.root) return out;
  const bool nothing_readable = document.root->members.empty() && !out.errors.empty();
  if (nothing_readable) return out;  // all else would be missing
  const auto has = [&](std::string_view key) { return document.root->find(key) != nullptr; };
  if ((has("edition") || has("sources")) && !has("initiative") && !has("calculation")) {
    out.errors.push_back({"N0781", place{file_name, 1, 1, {}}, {}});
    return out;
  }

  check_keys(*document.root, keys::case_file(), out.errors);
  case_draft draft;
  value_reader values(out.errors);
  case_reader(*document.root, values, draft).read(file_name);
  check_references(draft, out.errors);
  in_text_order(out.errors);
  if (out.errors.size() > document_limits::errors) out.errors.resize(document_limits::errors);

  out.value = std::move(draft.claim);
  return out;
}

}  // namespace nytta
