// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

#include "io/document/bare_value.hpp"
#include "io/document/document_text.hpp"
#include "io/document/text_index.hpp"

namespace nytta {

namespace {

using json = nlohmann::json;

constexpr std::size_t long_pointer = 400;  // characters; deeper places carry their parent's pointer

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number_part(char c) { return is_digit(c) || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-'; }

bool is_json_number(std::string_view token) {
  if (token.empty() || token[0] == '+') return false;
  const bare_kind kind = read_bare_value(token).kind;
  return kind == bare_kind::integer || kind == bare_kind::real;
}

// The numbers of a JSON text in their order. In the text each long one gives way to a zero and blanks, since the parser
// refuses what a double cannot hold.
std::vector<std::string> taken_numbers(std::string& text) {
  std::vector<std::string> numbers;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
      }
      ++at;
    } else if (is_digit(text[at]) || text[at] == '-') {
      const std::size_t begin = at;
      while (at < text.size() && is_number_part(text[at])) ++at;
      std::string token = text.substr(begin, at - begin);
      if (!is_json_number(token)) return numbers;
      if (token.size() > 15 || token.find_first_of("eE") != token.npos) {
        std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(at),
                  ' ');
        text[begin] = '0';
      }
      numbers.push_back(std::move(token));
    } else {
      ++at;
    }
  }
  return numbers;
}

std::string pointer_part(std::string_view key) {
  std::string part;
  for (const char c : key) {
    if (c == '~') {
      part += "~0";
    } else if (c == '/') {
      part += "~1";
    } else {
      part += c;
    }
  }
  return part;
}

// Builds the tree from the parser's events: the order is the text's, and a key that stands twice is seen.
class builder : public nlohmann::json_sax<json> {
 public:
  builder(const std::vector<std::string>& numbers, const std::string& file, places of_values)
      : numbers_(numbers), file_(file), of_values_(of_values) {}

  bool null() override { return add(leaf(document_node::kind::null)); }
  bool boolean(bool value) override {
    document_node node = leaf(document_node::kind::boolean);
    node.boolean = value;
    return add(std::move(node));
  }
  bool number_integer(number_integer_t) override { return number(); }
  bool number_unsigned(number_unsigned_t) override { return number(); }
  bool number_float(number_float_t, const string_t&) override { return number(); }
  bool string(string_t& value) override {
    document_node node = leaf(document_node::kind::string);
    node.text = std::move(value);
    return add(std::move(node));
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(document_node::kind::table); }
  bool start_array(std::size_t) override { return open(document_node::kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    level& top = open_.back();
    top.key = std::move(value);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    error_at = position;
    return false;
  }

  document_node root;
  bool complete = false;
  std::size_t error_at = std::string::npos;  // byte from 1, of a text that is no JSON
  diagnostics errors;

 private:
  struct level {
    document_node node;
    std::string key;  // of the member that comes
  };

  // The place of the value that comes next.
  [[nodiscard]] place next_place() const {
    if (of_values_ == places::left_out) return {};
    if (open_.empty()) return {file_, 1, 1, {}};
    const level& top = open_.back();
    const std::string& parent = top.node.where.pointer;
    if (parent.size() > long_pointer || top.key.size() > long_pointer) return {file_, 0, 0, parent};
    const bool table = top.node.kind == document_node::kind::table;
    return {file_, 0, 0, parent + "/" + (table ? pointer_part(top.key) : std::to_string(top.node.items.size()))};
  }

  [[nodiscard]] document_node leaf(enum document_node::kind kind) const {
    document_node node;
    node.kind = kind;
    node.where = next_place();
    return node;
  }

  bool number() {
    if (seen_ == numbers_.size()) return add(leaf(document_node::kind::integer));  // the text ends in an error
    document_node node = leaf(document_node::kind::integer);
    node.text = numbers_[seen_++];
    if (node.text.find_first_of(".eE") != node.text.npos) node.kind = document_node::kind::real;
    return add(std::move(node));
  }

  bool open(enum document_node::kind kind) {
    if (open_.size() == document_limits::nesting) {
      errors.push_back({"N0105", next_place(), {std::to_string(document_limits::nesting), {}}});
      return false;
    }
    open_.push_back({leaf(kind), {}});
    if (of_values_ == places::left_out) {  // one line: most lists and tables are short, and none is moved as it grows
      document_node& node = open_.back().node;
      if (kind == document_node::kind::table) {
        node.members.reserve(8);
      } else {
        node.items.reserve(16);
      }
    }
    return true;
  }

  bool close() {
    document_node done = std::move(open_.back().node);
    open_.pop_back();
    if (done.kind == document_node::kind::table) refuse_doubles(done);
    return add(std::move(done));
  }

  bool add(document_node node) {
    if (++values_ > document_limits::values) {
      errors.push_back({"N0106", node.where, {std::to_string(document_limits::values), {}}});
      return false;
    }
    if (open_.empty()) {
      root = std::move(node);
      complete = true;
      return true;
    }
    level& top = open_.back();
    if (top.node.kind == document_node::kind::array) {
      top.node.items.push_back(std::move(node));
    } else {
      place where = node.where;
      top.node.members.push_back({std::move(top.key), std::move(where), std::move(node)});
    }
    return true;
  }

  // The later of two equal keys is named and left out.
  void refuse_doubles(document_node& table) {
    auto& members = table.members;
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return members[a].key < members[b].key; });
    std::vector<bool> twice(members.size(), false);
    for (std::size_t i = 1; i < order.size(); ++i) twice[order[i]] = members[order[i]].key == members[order[i - 1]].key;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!twice[i]) {
        if (kept != i) members[kept] = std::move(members[i]);
        ++kept;
      } else if (errors.size() < document_limits::errors) {
        errors.push_back({"N0138", members[i].key_place, {clipped(members[i].key, 60), {}}});
      }
    }
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept), members.end());
  }

  const std::vector<std::string>& numbers_;
  const std::string& file_;
  places of_values_;
  std::vector<level> open_;
  std::size_t seen_ = 0;
  std::size_t values_ = 0;
};

}  // namespace

document_reading read_json(std::string_view bytes, const std::string& file, places of_values) {
  document_text prepared = prepared_text(bytes, file);
  document_reading result;
  result.errors = std::move(prepared.errors);
  if (!prepared.readable) return result;
  const std::vector<std::string> numbers = taken_numbers(prepared.text);
  builder build(numbers, file, of_values);
  json::sax_parse(prepared.text, &build);
  result.errors.insert(result.errors.end(), build.errors.begin(), build.errors.end());
  if (build.error_at != std::string::npos) {
    const std::string& text = prepared.text;
    const std::size_t at = std::min(build.error_at == 0 ? 0 : build.error_at - 1, text.size());
    const text_spot spot = text_index(text).spot(at);
    const std::string found = at == text.size() ? std::string() : text.substr(at, character_length(text, at));
    result.errors.push_back({found.empty() ? "N0141" : "N0140", {file, spot.line, spot.column, {}}, {found}});
  } else if (build.complete) {
    result.root = std::move(build.root);
  }
  return result;
}

}  // namespace nytta
