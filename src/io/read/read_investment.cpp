// SPDX-License-Identifier: Apache-2.0
#include "io/read/read_investment.hpp"

#include <nytta/time/date.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "io/read/keys.hpp"

namespace nytta {

namespace {

using kind = enum document_node::kind;

constexpr int months_of_year = 12;
constexpr int longest_life = 200;  // years

const keys::table& table_of(std::string_view part) { return *keys::find(keys::case_file(), part)->of; }

class investment_reader {
 public:
  investment_reader(const document_node& root, value_reader& values, case_draft& draft)
      : root_(root), values_(values), draft_(draft), out_(draft.claim.investment) {}

  void read() {
    rules();
    for (const document_node* item : tables("assets")) asset(*item);
    for (const document_node* item : tables("retired_assets")) retired(*item);
    form();
  }

 private:
  [[nodiscard]] std::vector<const document_node*> tables(std::string_view key) const {
    std::vector<const document_node*> out;
    const document_node* list = value_reader::at(root_, key);
    if (list == nullptr || list->kind != kind::array) return out;
    for (const document_node& item : list->items) {
      if (item.kind == kind::table) out.push_back(&item);
    }
    return out;
  }

  /// A table of the file that stands once.
  [[nodiscard]] const document_node* table(std::string_view key) const {
    const document_node* found = value_reader::at(root_, key);
    return found != nullptr && found->kind == kind::table ? found : nullptr;
  }

  /// Kronor, 0 or more; a bare number is kronor.
  std::optional<decimal> kronor(const document_node& in, std::string_view key) {
    const document_node* written = value_reader::at(in, key);
    if (written == nullptr) return std::nullopt;
    auto read = values_.amount(*written);
    if (!read) return std::nullopt;
    const bool bare = read->unit_of.terms.empty();
    if (bare && written->kind == kind::string) read = values_.kronor(*written);
    if (!read) return std::nullopt;
    const unit kr = *parse_unit("kr");
    const auto by = bare ? std::optional(unit_ratio{}) : unit_table().conversion(read->unit_of, kr);
    if (!by || read->value.is_negative()) {
      values_.report("N0801", written->where, {"`" + std::string(key) + "`", shown(*written)});
      return std::nullopt;
    }
    return carried(read->value, *by);
  }

  /// Years as months; 0 where it cannot be read, which is told.
  int months(const document_node& in, std::string_view key) {
    const document_node* written = value_reader::at(in, key);
    if (written == nullptr) return 0;
    const auto read = values_.amount(*written);
    if (!read) return 0;
    const auto by = read->unit_of.terms.empty() ? std::optional(unit_ratio{months_of_year, 1})
                                                : unit_table().conversion(read->unit_of, *parse_unit("mån"));
    if (by) {
      const decimal as_months = carried(read->value, *by).normalized();
      const bool sensible = decimal(0) < as_months && !(decimal(longest_life * months_of_year) < as_months);
      if (sensible && as_months.scale() <= 0) return std::stoi(as_months.rounded(0, rounding::down).to_string());
    }
    values_.report("N0802", written->where, {shown(*written), std::to_string(longest_life)});
    return 0;
  }

  /// "2023-07", "2023-07-15", a date, or a year, which is its January.
  std::optional<year_month> month(const document_node& in, std::string_view key) {
    const document_node* written = value_reader::at(in, key);
    if (written == nullptr) return std::nullopt;
    const std::string& text = written->text;
    const auto day = text.size() == 4   ? parse_date(text + "-01-01")
                     : text.size() == 7 ? parse_date(text + "-01")
                                        : parse_date(text);
    if (day && !near(day->year, written->where)) return std::nullopt;
    if (day) return year_month{day->year, day->month};
    values_.report("N0803", written->where, {shown(*written)});
    return std::nullopt;
  }

  /// Is the year near enough to the calculation's first to be meant? Otherwise it is told.
  bool near(int year, const place& where) {
    constexpr int farthest = 200;
    const int first = draft_.claim.calculation.first_year;
    if (first == 0 || (first - farthest <= year && year <= first + farthest)) return true;
    values_.report("N0812", where, {std::to_string(year), std::to_string(first)});
    return false;
  }

  void rules() {
    const document_node* given = table("budget");
    if (given == nullptr) return;
    charge_rules& rules = out_.rules;
    if (const document_node* rate = value_reader::at(*given, "charge_rate")) rates(*rate);
    const auto word = value_reader::word(*given, "charge", table_of("budget"));
    rules.charge = word == "annuity" ? charge_form::annuity : charge_form::straight_line;
    rules.capitalise_above = kronor(*given, "capitalise_above");
    if (const int least = months(*given, "minimum_life"); least > 0) rules.minimum_life = least;
    rules.construction_interest = value_reader::flag(*given, "construction_interest");
  }

  void rates(const document_node& written) {
    const auto add = [this](int year, const document_node& value) {
      if (const auto rate = values_.rate(value)) out_.rules.rates.push_back({year, rate->value});
    };
    if (written.kind != kind::table) return add(0, written);
    for (const member& m : written.members) {
      const auto year = keys::year_of(m.key);
      if (year && m.value.kind != kind::unreadable) add(*year, m.value);
    }
    if (written.members.empty()) values_.report("N0441", written.where, {"`charge_rate`"});
    std::sort(out_.rules.rates.begin(), out_.rules.rates.end(),
              [](const charge_rate& a, const charge_rate& b) { return a.from < b.from; });
  }

  void asset(const document_node& item) {
    asset_claim one;
    one.id = values_.name(item, "id");
    one.name = value_reader::text(item, "name");
    one.where = item.where;
    one.cost = value_reader::text(item, "cost");
    one.board = value_reader::text(item, "board");
    if (const document_node* cost = value_reader::at(item, "cost")) {
      one.cost_where = cost->where;
      draft_.references.push_back({reference::target::cost, one.cost, cost->where});
      for (const asset_claim& other : out_.assets) {
        if (other.cost == one.cost) values_.report("N0810", cost->where, {other.id, one.id, one.cost});
      }
    }
    const bool amount = item.find("amount") != nullptr;
    if ((item.find("cost") != nullptr) == amount) values_.report("N0804", item.where, {one.id});
    if (amount) {
      outlays(item, one);
    } else {
      for (const std::string_view key : {"once", "spread"}) {
        const member* stray = item.find(key);
        if (stray != nullptr)
          values_.report("N0811", stray->key_place, {one.id, one.cost, "`" + std::string(key) + "`"});
      }
    }
    one.in_use_from = month(item, "in_use_from");
    one.residual = kronor(item, "residual").value_or(decimal(0));
    const bool in_parts = item.find("components") != nullptr;
    if (in_parts) components(item, one);
    if ((item.find("life") != nullptr) == in_parts) values_.report("N0805", item.where, {one.id});
    one.life = months(item, "life");
    out_.assets.push_back(std::move(one));
  }

  void outlays(const document_node& item, asset_claim& one) {
    const auto amount = kronor(item, "amount");
    const document_node* once = value_reader::at(item, "once");
    const document_node* spread = value_reader::at(item, "spread");
    if ((item.find("once") != nullptr) == (item.find("spread") != nullptr)) {
      return values_.report(
          "N0806", value_reader::at(item, "amount") == nullptr ? item.where : value_reader::at(item, "amount")->where,
          {one.id});
    }
    if (once != nullptr) {
      const auto year = values_.whole(*once);
      if (year && amount && near(*year, once->where)) one.outlays.push_back({*year, *amount});
    } else if (spread != nullptr && spread->kind == kind::table) {
      decimal sum;
      bool complete = true;
      for (const member& m : spread->members) {
        const auto year = keys::year_of(m.key);
        const auto share = year && m.value.kind != kind::unreadable ? fraction(m.value, "N0625") : std::nullopt;
        complete = complete && share;
        if (!share) continue;
        sum += *share;
        if (amount && near(*year, m.key_place)) one.outlays.push_back({*year, *amount * *share});
      }
      if (complete && sum != decimal(1)) values_.report("N0624", spread->where, {"`spread`", in_percent(sum)});
      std::sort(one.outlays.begin(), one.outlays.end(),
                [](const dated_outlay& a, const dated_outlay& b) { return a.year < b.year; });
    }
  }

  /// A share written out; `otherwise` is the code of what is told of an expression.
  std::optional<decimal> fraction(const document_node& written, std::string_view otherwise) {
    const auto share = values_.share(written, value_reader::limits::part_of_whole);
    const auto literal = share ? value_reader::fraction(*share) : std::nullopt;
    if (share && !literal) values_.report(otherwise, written.where, {shown(written)});
    return literal;
  }

  void components(const document_node& item, asset_claim& one) {
    const document_node* list = value_reader::at(item, "components");
    if (list == nullptr) return;
    decimal sum;
    bool complete = true;
    for (const document_node& part : list->items) {
      if (part.kind != kind::table) continue;
      asset_component out;
      out.name = value_reader::text(part, "name");
      const document_node* written = value_reader::at(part, "share");
      const auto share = written == nullptr ? std::nullopt : fraction(*written, "N0813");
      complete = complete && share;
      out.share = share.value_or(decimal(0));
      sum += out.share;
      if (part.find("life") == nullptr) values_.report("N0814", part.where, {out.name});
      out.life = months(part, "life");
      one.components.push_back(std::move(out));
    }
    if (complete && sum != decimal(1)) values_.report("N0624", list->where, {"`components`", in_percent(sum)});
  }

  void retired(const document_node& item) {
    retired_asset one;
    one.name = value_reader::text(item, "name");
    one.board = value_reader::text(item, "board");
    one.year = values_.whole(item, "year").value_or(0);
    one.book_value = kronor(item, "book_value").value_or(decimal(0));
    one.sale = kronor(item, "sale").value_or(decimal(0));
    one.where = item.where;
    if (const document_node* year = value_reader::at(item, "year")) one.where = year->where;
    out_.retired.push_back(std::move(one));
  }

  void form() {
    const document_node* given = table("request");
    if (given == nullptr) return;
    for (const keys::key& k : table_of("request").own) {
      if (std::string text = value_reader::text(*given, k.name); !text.empty()) {
        out_.form.push_back({std::string(k.name), std::move(text)});
      }
    }
  }

  const document_node& root_;
  value_reader& values_;
  case_draft& draft_;
  investment_claim& out_;
};

}  // namespace

void read_investment(const document_node& root, value_reader& values, case_draft& draft) {
  investment_reader(root, values, draft).read();
}

}  // namespace nytta
