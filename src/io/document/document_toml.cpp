// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <utility>

#include "io/document/bare_value.hpp"
#include "io/document/document_text.hpp"
#include "io/document/line_scan.hpp"
#include "io/document/text_index.hpp"

// toml++ 3.3 asserts on texts that it can refuse; without assertions it refuses them.
#define TOML_ASSERT(expression) static_assert(true)
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace nytta {

namespace {

constexpr std::size_t bytes_parsed_again = std::size_t{32} << 20;  // a bound on time that no clock decides

// A header that stands twice is given to the parser under a private name, and its keys are joined to those of the first
// afterwards. A text may hold the same name, so only those that were given count.
std::string private_name(std::size_t begin) { return '\x1F' + std::to_string(begin); }

bool stands_before(const diagnostic& a, const diagnostic& b) {
  return std::pair(a.where.line, a.where.column) < std::pair(b.where.line, b.where.column);
}

// Turns toml++'s tree into ours.
class converter {
 public:
  converter(std::string_view text, const text_index& index, const text_scan& scan, const edited_text& edited,
            const std::string& file)
      : text_(text), index_(index), scan_(scan), edited_(edited), edited_index_(edited.text()), file_(file) {}

  [[nodiscard]] document_node root(const toml::table& table, const std::vector<std::string>& again) const {
    document_node node = converted(table, 0);
    node.where = {file_, 1, 1, {}};
    const auto repeated = std::stable_partition(node.members.begin(), node.members.end(), [&again](const member& m) {
      return std::find(again.begin(), again.end(), m.key) == again.end();
    });
    std::vector<member> parts(std::make_move_iterator(repeated), std::make_move_iterator(node.members.end()));
    node.members.erase(repeated, node.members.end());
    for (member& part : parts) merge(node, std::move(part.value));
    return node;
  }

  [[nodiscard]] std::size_t original(const toml::source_position& at) const {
    return edited_.original(edited_index_.offset({static_cast<int>(at.line), static_cast<int>(at.column)}));
  }

 private:
  [[nodiscard]] place place_at(std::size_t offset) const {
    const text_spot spot = index_.spot(offset);
    return {file_, spot.line, spot.column, {}};
  }

  [[nodiscard]] document_node converted(const toml::node& node) const {
    return converted(node, original(node.source().begin));
  }

  [[nodiscard]] document_node converted(const toml::node& node, std::size_t at) const {
    document_node result;
    result.where = place_at(at);
    if (const toml::table* table = node.as_table()) {
      result.kind = document_node::kind::table;
      members(*table, result);
    } else if (const toml::array* array = node.as_array()) {
      result.kind = document_node::kind::array;
      result.items.reserve(array->size());
      for (const toml::node& item : *array) result.items.push_back(converted(item));
    } else if (const auto* string = node.as_string()) {
      result.kind = document_node::kind::string;
      result.text = string->get();
    } else if (const auto* boolean = node.as_boolean()) {
      result.kind = document_node::kind::boolean;
      result.boolean = boolean->get();
    } else if (node.is_integer()) {
      number(at, result);
    } else {
      result.kind = document_node::kind::date;
      result.text = date_text(at);
    }
    return result;
  }

  // toml++ sorts a table by its keys; their places give the file's order back.
  void members(const toml::table& table, document_node& result) const {
    std::vector<std::pair<std::size_t, toml::table::const_iterator>> order;
    order.reserve(table.size());
    for (auto it = table.cbegin(); it != table.cend(); ++it) {
      order.emplace_back(original(it->first.source().begin), it);
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    result.members.reserve(order.size());
    for (const auto& [at, it] : order) {
      result.members.push_back({std::string(it->first.str()), place_at(at), converted(it->second)});
    }
  }

  // The parser saw a zero; the digits are in the text.
  void number(std::size_t at, document_node& result) const {
    const auto& edits = scan_.edits;
    const auto found = std::lower_bound(edits.begin(), edits.end(), at,
                                        [](const text_edit& e, std::size_t offset) { return e.begin < offset; });
    if (found == edits.end() || found->begin != at || found->kind != edit_kind::number) {
      result.kind = document_node::kind::unreadable;
      return;
    }
    const std::string_view token = text_.substr(at, found->end - at);
    result.kind =
        read_bare_value(token).kind == bare_kind::integer ? document_node::kind::integer : document_node::kind::real;
    std::copy_if(token.begin(), token.end(), std::back_inserter(result.text), [](char c) { return c != '_'; });
  }

  [[nodiscard]] std::string date_text(std::size_t at) const {
    const auto run = [&](std::size_t from) {
      return std::min(text_.find_first_not_of("0123456789-:.+TtZz", from), text_.size());
    };
    std::size_t end = run(at);
    if (end - at == 10 && end + 1 < text_.size() && text_[end] == ' ' && text_[end + 1] >= '0' &&
        text_[end + 1] <= '9') {
      end = run(end + 1);
    }
    return std::string(text_.substr(at, end - at));
  }

  std::string_view text_;
  const text_index& index_;
  const text_scan& scan_;
  const edited_text& edited_;
  text_index edited_index_;
  const std::string& file_;
};

// What toml++ refused in a text that the scan let through: told in our words, and taken out of the text.
class refusal {
 public:
  refusal(std::string_view text, const text_index& index, text_scan& scan, const std::string& file)
      : text_(text), index_(index), scan_(scan), file_(file) {}

  // False when the parser's place belongs to no statement, or the statement was taken out already.
  bool tell_and_take_out(std::string_view reason, std::size_t at, diagnostics& errors,
                         std::vector<std::string>& again) {
    const std::size_t which = statement_at(at);
    if (which == scan_.statements.size()) return false;
    const text_statement statement = scan_.statements[which];
    const bool twice = reason.find("cannot redefine") != reason.npos || reason.find("cannot insert") != reason.npos;
    if (twice && statement.header) {
      told_twice(statement, which, errors);
      const std::string name = "\"\\u001F" + std::to_string(statement.begin) + "\".";
      again.push_back(private_name(statement.begin));
      replace_span(scan_, statement.begin, statement.name_begin, (statement.list ? "[[" : "[") + name,
                   edit_kind::repair);
      return true;
    }
    scan_.statements.erase(scan_.statements.begin() + static_cast<std::ptrdiff_t>(which));
    if (twice && at <= statement.value_begin) {
      told_twice(statement, which, errors);
      replace_span(scan_, statement.begin, statement.end, {}, edit_kind::repair);
      return true;
    }
    if (twice) {
      const std::size_t key = key_before(at, statement.value_begin);
      errors.push_back({"N0134", place_at(key), {shown(key, "=\n"), line_of(statement.begin)}});
    } else if (reason.find("date") != reason.npos || reason.find("time") != reason.npos) {
      const std::size_t begin = date_before(at, statement.value_begin);
      errors.push_back({"N0137", place_at(begin), {shown(begin, ",]}#\n"), line_of(begin)}});
    } else {
      errors.push_back({"N0109", place_at(at), {shown(statement.value_begin, "\n")}});
    }
    replace_span(scan_, statement.value_begin, statement.end, "0", edit_kind::unreadable);
    return true;
  }

 private:
  [[nodiscard]] place place_at(std::size_t offset) const {
    const text_spot spot = index_.spot(offset);
    return {file_, spot.line, spot.column, {}};
  }

  [[nodiscard]] std::string line_of(std::size_t offset) const { return std::to_string(index_.spot(offset).line); }

  [[nodiscard]] std::size_t statement_at(std::size_t at) const {
    const auto& all = scan_.statements;
    const auto after = std::upper_bound(all.begin(), all.end(), at,
                                        [](std::size_t offset, const text_statement& s) { return offset < s.begin; });
    return after == all.begin() ? all.size() : static_cast<std::size_t>(after - all.begin()) - 1;
  }

  // As written, for a message; and without brackets, for comparing.
  [[nodiscard]] std::string_view written(const text_statement& s) const {
    return trimmed(text_.substr(s.begin, s.key_end - s.begin));
  }

  [[nodiscard]] std::string_view name(const text_statement& s) const {
    std::string_view result = written(s);
    constexpr std::string_view brackets = "[](){}";
    while (s.header && !result.empty() && brackets.find(result.front()) != brackets.npos) result.remove_prefix(1);
    while (s.header && !result.empty() && brackets.find(result.back()) != brackets.npos) result.remove_suffix(1);
    return trimmed(result);
  }

  // A key or a table that stands twice: where it stood first is looked up by its written name.
  void told_twice(const text_statement& statement, std::size_t which, diagnostics& errors) const {
    std::string first = line_of(statement.begin);
    for (std::size_t i = which; i-- > 0;) {
      const text_statement& earlier = scan_.statements[i];
      if (!statement.header && earlier.header) break;
      if (name(earlier) == name(statement)) first = line_of(earlier.begin);
    }
    const std::string shown_name = clipped(written(statement), 60);
    if (statement.header && name(statement).find('.') == std::string_view::npos) {
      const std::string as_list = "[[" + clipped(name(statement), 60) + "]]";
      errors.push_back({"N0142", place_at(statement.begin), {shown_name, first, as_list}});
    } else {
      errors.push_back({statement.header ? "N0135" : "N0134", place_at(statement.begin), {shown_name, first}});
    }
  }

  // The key whose value begins at `at`, in an inline table.
  [[nodiscard]] std::size_t key_before(std::size_t at, std::size_t limit) const {
    const std::size_t sign = text_.rfind('=', at);
    if (sign == text_.npos || sign <= limit) return at;
    const std::size_t mark = text_.find_last_of(",{", sign);
    return std::min(text_.find_first_not_of(" \t", mark == text_.npos ? limit : mark + 1), sign);
  }

  [[nodiscard]] std::size_t date_before(std::size_t at, std::size_t limit) const {
    while (at > limit && std::string_view("0123456789-:.+TZ").find(text_[at - 1]) != std::string_view::npos) --at;
    return at;
  }

  // What stands at a place, up to one of `ends`.
  [[nodiscard]] std::string shown(std::size_t from, std::string_view ends) const {
    const std::string_view found = trimmed(text_.substr(from, text_.find_first_of(ends, from) - from));
    return clipped(found, 60);
  }

  std::string_view text_;
  const text_index& index_;
  text_scan& scan_;
  const std::string& file_;
};

}  // namespace

document_reading read_toml(std::string_view bytes, const std::string& file) {
  document_text prepared = prepared_text(bytes, file);
  document_reading result;
  result.errors = std::move(prepared.errors);
  if (!prepared.readable) return result;
  const text_index index(prepared.text);
  text_scan scan = scan_toml(prepared.text, index, file);
  result.errors.insert(result.errors.end(), scan.errors.begin(), scan.errors.end());
  std::size_t parsed = 0;
  std::vector<std::string> again;
  while (scan.readable) {
    if (parsed > bytes_parsed_again || result.errors.size() >= document_limits::errors) {
      result.errors.push_back({"N0108", {file, 1, 1, {}}, {std::to_string(result.errors.size())}});
      break;
    }
    const edited_text edited(prepared.text, scan.edits);
    const toml::parse_result answer = toml::parse(edited.text());
    const converter convert(prepared.text, index, scan, edited, file);
    if (answer) {
      result.root = convert.root(answer.table(), again);
      break;
    }
    parsed += edited.text().size();
    const std::size_t at = convert.original(answer.error().source().begin);
    if (!refusal(prepared.text, index, scan, file)
             .tell_and_take_out(answer.error().description(), at, result.errors, again)) {
      const text_spot spot = index.spot(at);
      result.errors.push_back(
          {"N0109", {file, spot.line, spot.column, {}}, {std::string(answer.error().description())}});
      break;
    }
  }
  std::stable_sort(result.errors.begin(), result.errors.end(), stands_before);
  return result;
}

}  // namespace nytta
