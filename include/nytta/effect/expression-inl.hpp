// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/config.hpp>
#include <nytta/core/utf8.hpp>
#include <nytta/effect/expression.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>

namespace nytta {

namespace expression_text {

constexpr int deepest_nesting = 200;
constexpr std::size_t most_remarks = 20;

enum class token_kind : unsigned char {
  end,
  number,
  name,       // an id: a factor
  dotted,     // an id with a point, not method.NAME
  parameter,  // method.NAME, `word` is NAME
  hours,
  function,  // an id right before a parenthesis
  plus,
  minus,
  times,
  over,
  open,
  close,
  semicolon,
  comma,
  bad  // a character that has been remarked on
};

struct token {
  token_kind kind = token_kind::end;
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  int column = 0;         // characters, from 1
  std::string_view word;  // of a name, parameter or function
  quantity number;
};

inline bool begins_operand(token_kind k) {
  switch (k) {
    case token_kind::number:
    case token_kind::name:
    case token_kind::dotted:
    case token_kind::parameter:
    case token_kind::hours:
    case token_kind::function:
    case token_kind::open: return true;
    case token_kind::end:
    case token_kind::plus:
    case token_kind::minus:
    case token_kind::times:
    case token_kind::over:
    case token_kind::close:
    case token_kind::semicolon:
    case token_kind::comma:
    case token_kind::bad: return false;
  }
  return false;
}

inline bool begins_id(char32_t c) { return is_letter(c) || c == '_'; }

inline std::size_t id_end(std::string_view text, std::size_t at) {
  for (character c = character_at(text, at); is_letter(c.code) || is_digit(c.code) || c.code == '_';
       c = character_at(text, at)) {
    at += c.length;
  }
  return at;
}

// The remarks on one text: at most one at a place and so many in all, so that one slip does not become a cascade.
class remarks {
 public:
  remarks(std::string_view text, const place& where) : text_(text), where_(where) {}

  [[nodiscard]] place at(std::size_t byte) const { return place_within(where_, text_, byte); }

  void add(std::string_view code, std::size_t byte, std::vector<std::string> arguments = {}) {
    add(byte, diagnostic{code, at(byte), std::move(arguments)});
  }
  void add(std::size_t byte, diagnostic what) {
    const bool taken =
        std::any_of(found_.begin(), found_.end(), [&](const remark& present) { return present.byte == byte; });
    if (!closed() && !taken) found_.push_back({byte, std::move(what)});
  }

  /// Nothing more is worth saying.
  void close() { closed_ = true; }
  [[nodiscard]] bool closed() const { return closed_ || found_.size() == most_remarks; }
  [[nodiscard]] std::size_t count() const { return found_.size(); }

  [[nodiscard]] diagnostics in_order() && {
    std::sort(found_.begin(), found_.end(), [](const remark& a, const remark& b) { return a.byte < b.byte; });
    diagnostics out;
    for (remark& r : found_) out.push_back(std::move(r.what));
    return out;
  }

 private:
  struct remark {
    std::size_t byte;
    diagnostic what;
  };
  std::string_view text_;
  const place& where_;
  std::vector<remark> found_;
  bool closed_ = false;
};

// Cuts the text into tokens, one at a time.
class token_reader {
 public:
  token_reader(std::string_view text, remarks& says) : text_(text), says_(says) {}

  [[nodiscard]] token next() {
    const std::size_t begin = past_spaces(text_, at_);
    characters_ += character_count(text_.substr(counted_, begin - counted_));
    counted_ = begin;
    token t = read(begin);
    t.begin = begin;
    t.end = at_;
    t.column = static_cast<int>(characters_) + 1;
    return t;
  }

 private:
  token read(std::size_t begin) {
    const character c = character_at(text_, begin);
    at_ = begin + c.length;
    if (c.length == 0) return {};
    if (is_digit(c.code)) return number(begin);
    if (begins_id(c.code)) return word(begin);
    token t;
    t.kind = symbol(c.code);
    if (t.kind == token_kind::bad) remark_on(c.code, begin);
    return t;
  }

  static token_kind symbol(char32_t c) {
    switch (c) {
      case '+': return token_kind::plus;
      case '-':
      case U'−': return token_kind::minus;
      case '*':
      case U'×':
      case U'·': return token_kind::times;
      case '/':
      case U'÷': return token_kind::over;
      case '(': return token_kind::open;
      case ')': return token_kind::close;
      case ';': return token_kind::semicolon;
      case ',': return token_kind::comma;
      default: return token_kind::bad;
    }
  }

  void remark_on(char32_t c, std::size_t begin) {
    const bool dash = c >= 0x2010 && c <= 0x2015;
    const std::string_view code = dash ? "N0512" : c == '%' ? "N0513" : c == '^' ? "N0514" : "N0511";
    says_.add(code, begin, {std::string(text_.substr(begin, at_ - begin))});
  }

  token word(std::size_t begin) {
    token t;
    at_ = id_end(text_, begin);
    t.word = text_.substr(begin, at_ - begin);
    if (character_at(text_, at_).code == '.') return dotted(begin);
    const bool called = character_at(text_, past_spaces(text_, at_)).code == '(';
    t.kind = t.word == "hours" ? token_kind::hours : called ? token_kind::function : token_kind::name;
    return t;
  }

  token dotted(std::size_t begin) {
    token t;
    const bool of_method = text_.substr(begin, at_ - begin) == "method";
    const std::size_t name = at_ + 1;
    const bool named = begins_id(character_at(text_, name).code);
    at_ = named ? id_end(text_, name) : name;
    t.kind = of_method ? token_kind::parameter : token_kind::dotted;
    t.word = text_.substr(name, at_ - name);
    if (!of_method) says_.add("N0526", begin, {std::string(text_.substr(begin, at_ - begin))});
    if (of_method && !named) says_.add("N0527", begin);
    return t;
  }

  token number(std::size_t begin) {
    token t;
    t.kind = token_kind::number;
    const number_reading reading = read_number(text_.substr(begin));
    const bool readable = reading.fault == number_fault::none;
    at_ = begin + (std::max)(reading.length, std::size_t{1});
    const std::string_view digits = text_.substr(begin, at_ - begin);
    if (readable) t.number.value = reading.value;
    if (!readable) says_.add(begin, number_remark(reading.fault, digits, says_.at(begin)));
    attached_unit(t.number.unit_of);
    if (text_.substr(at_).starts_with(":-")) {  // 900:-
      says_.add("N0507", at_, {":-", "kr"});
      at_ += 2;
    }
    if (readable && reading.lone_group && is_plain_kronor(t.number.unit_of)) {
      says_.add(begin, lone_group_remark(digits, says_.at(begin)));
    }
    return t;
  }

  // The unit word at `at`, unless it is a word of the expression itself: min(, max, hours, method.
  [[nodiscard]] std::string_view unit_word(std::size_t at) const {
    const std::string_view found = text_.substr(at, unit_word_length(text_, at, false));
    if (found.empty() || found == "max" || found == "hours" || found == "method") return {};
    return character_at(text_, past_spaces(text_, at + found.size())).code == '(' ? std::string_view{} : found;
  }

  // "450 kr", "7min", "450 kr/ärende/år", "5/år". The unit's own signs have no space around them; behind a sign of
  // multiplication, or right behind the number's own /, only a built-in word is a unit: others may be factors.
  void attached_unit(unit& into) {
    std::size_t at = past_spaces(text_, at_);
    std::string_view found = unit_word(at);
    int sign = 1;
    if (found.empty() && character_at(text_, at_).code == '/') {
      at = at_ + 1;
      found = unit_word(at);
      if (!unit_table::is_builtin(found)) return;
      sign = -1;
    }
    const std::size_t begin = at;
    for (std::size_t words = 1; !found.empty(); ++words) {
      if (words == most_unit_words + 1) {
        says_.add(at, long_unit_remark(text_.substr(begin), says_.at(at)));
      }
      add_word(into, found, at, sign);
      const character c = character_at(text_, at_);
      sign = unit_sign(c.code);
      at = at_ + c.length;
      found = sign == 0 ? std::string_view{} : unit_word(at);
      if (sign == 1 && !unit_table::is_builtin(found)) return;
    }
  }

  void add_word(unit& into, std::string_view found, std::size_t at, int sign) {
    const std::size_t end = at + found.size();
    const unit_power raised = unit_power_at(text_, end);
    at_ = end + raised.length;
    if (raised.power != 0) {
      if (into.terms.size() < most_unit_words) into.terms.push_back({std::string(found), sign * raised.power});
    } else {
      says_.add("N0504", end, {std::string(found)});
      at_ = id_end(text_, at_);
    }
  }

  std::string_view text_;
  remarks& says_;
  std::size_t at_ = 0;
  std::size_t counted_ = 0;     // bytes counted as
  std::size_t characters_ = 0;  // so many characters
};

// Where an operand stands: how many parentheses are open, and whether the innermost is a function's.
struct surroundings {
  int depth = 0;
  bool arguments = false;
};

// Recursive descent, one level of recursion per open parenthesis: chains of operators are loops. After a remark the
// parser goes on as if the text had been right.
class parser {
 public:
  parser(std::string_view text, const place& where, std::vector<expression::node>& into)
      : text_(text), says_(text, where), tokens_(text, says_), nodes_(into) {}

  [[nodiscard]] diagnostics run() {
    advance();
    if (now_.kind == token_kind::end) {
      says_.add("N0510", 0);
    } else {
      sum({});
    }
    return std::move(says_).in_order();
  }

 private:
  using kind = expression::kind;

  void advance() {
    if (now_.kind != token_kind::end) before_ = shown();
    now_ = says_.closed() ? token{} : tokens_.next();
  }

  [[nodiscard]] std::string_view shown() const { return text_.substr(now_.begin, now_.end - now_.begin); }

  int add(kind what, int column, std::vector<int> inputs) {
    expression::node n;
    n.what = what;
    n.column = column;
    n.inputs = std::move(inputs);
    return add(std::move(n));
  }
  int add(expression::node n) {
    nodes_.push_back(std::move(n));
    return static_cast<int>(nodes_.size()) - 1;
  }

  // Stands where an operand is missing, so that the parser can go on; the text has been refused.
  int nothing() { return add(expression::node{}); }

  int sum(surroundings in) {
    int left = product(in);
    while (now_.kind == token_kind::plus || now_.kind == token_kind::minus) {
      const kind what = now_.kind == token_kind::plus ? kind::add : kind::subtract;
      const int column = now_.column;
      advance();
      const int right = product(in);
      left = add(what, column, {left, right});
    }
    return left;
  }

  int product(surroundings in) {
    int left = signed_operand(in);
    while (true) {
      skip_strays(in);
      if (const std::string_view sign = sign_in_words(); !sign.empty()) {
        left = add(sign == "/" ? kind::divide : kind::multiply, now_.column, {left, after_sign_in_words(in, sign)});
        continue;
      }
      const bool divides = now_.kind == token_kind::over;
      const bool multiplies = now_.kind == token_kind::times;
      if (!divides && !multiplies && !begins_operand(now_.kind)) return left;
      const int column = now_.column;
      if (divides || multiplies) {
        advance();
      } else {
        remark_missing_operator();
      }
      const int right = signed_operand(in);
      left = add(divides ? kind::divide : kind::multiply, column, {left, right});
    }
  }

  // `60 tkr per år`, `5 x 3`: the sign that the word stands for where an operator should be, or nothing.
  [[nodiscard]] std::string_view sign_in_words() const {
    if (now_.kind != token_kind::name && now_.kind != token_kind::function) return {};
    if (now_.word == "per") return "/";
    return now_.word == "x" || now_.word == "X" || now_.word == "gånger" ? "*" : std::string_view{};
  }

  int after_sign_in_words(surroundings in, std::string_view sign) {
    says_.add("N0531", now_.begin, {std::string(now_.word), std::string(sign)});
    advance();
    after_stray_ = true;
    if (names_unit()) skip_attached_unit();
    return begins_operand(now_.kind) ? signed_operand(in) : nothing();
  }

  // Passes over what cannot stand after an operand.
  void skip_strays(surroundings in) {
    while (true) {
      const bool separator = now_.kind == token_kind::semicolon || now_.kind == token_kind::comma;
      if (separator && !in.arguments) {
        says_.add("N0524", now_.begin, {std::string(shown())});
      } else if (now_.kind == token_kind::close && in.depth == 0) {
        says_.add("N0519", now_.begin);
      } else if (names_unit() && !after_stray_) {
        says_.add("N0530", now_.begin, {std::string(now_.word), std::string(before_)});
        skip_attached_unit();
        continue;
      } else if (now_.kind != token_kind::bad) {
        return;
      }
      after_stray_ = true;
      advance();
    }
  }

  [[nodiscard]] bool names_unit() const { return now_.kind == token_kind::name && unit_table::is_builtin(now_.word); }

  // Passes over the rest of a unit that stands where none can: kr/h is one slip, not two.
  void skip_attached_unit() {
    std::size_t end = now_.begin;
    while (now_.begin == end && (names_unit() || now_.kind == token_kind::over)) {
      end = now_.end;
      advance();
    }
    after_stray_ = true;
  }

  void remark_missing_operator() {
    if (!after_stray_) says_.add("N0517", now_.begin, {std::string(before_), std::string(shown())});
    after_stray_ = false;
  }

  int signed_operand(surroundings in) {
    after_stray_ = now_.kind == token_kind::bad;
    while (now_.kind == token_kind::bad) advance();
    if (now_.kind == token_kind::minus) return negative(in);
    return operand(in);
  }

  // A minus before a number belongs to the number; before anything else it is an operation.
  int negative(surroundings in) {
    const int column = now_.column;
    advance();
    if (now_.kind == token_kind::minus) {
      says_.add("N0529", now_.begin);
      while (now_.kind == token_kind::minus) advance();
    }
    if (now_.kind == token_kind::number) {
      now_.number.value = -now_.number.value;
      now_.column = column;
      return operand(in);
    }
    const int inner = operand(in);
    return add(kind::negate, column, {inner});
  }

  int operand(surroundings in) {
    switch (now_.kind) {
      case token_kind::number: return number();
      case token_kind::name: return name();
      case token_kind::dotted: advance(); return nothing();
      case token_kind::parameter: return named(kind::parameter);
      case token_kind::hours: return named(kind::hours);
      case token_kind::function: return call(in);
      case token_kind::open: return parenthesis(in);
      case token_kind::close:
      case token_kind::plus:
      case token_kind::minus:
      case token_kind::times:
      case token_kind::over:
      case token_kind::semicolon:
      case token_kind::comma:
      case token_kind::bad:
      case token_kind::end: break;
    }
    return missing_operand(in);
  }

  int missing_operand(surroundings in) {
    if (after_stray_) return nothing();
    if (now_.kind == token_kind::end) {
      says_.add("N0516", now_.begin, {std::string(before_)});
    } else if (now_.kind == token_kind::close && in.depth == 0) {
      says_.add("N0519", now_.begin);
    } else {
      says_.add("N0515", now_.begin, {std::string(shown())});
    }
    if (now_.kind != token_kind::plus) return nothing();
    advance();  // "+5": the plus is too much, not a term
    return begins_operand(now_.kind) ? operand(in) : nothing();
  }

  int number() {
    expression::node n;
    n.what = kind::number;
    n.value = now_.number.value;
    n.unit_of = std::move(now_.number.unit_of);
    n.has_unit = !n.unit_of.terms.empty();
    n.column = now_.column;
    advance();
    return add(std::move(n));
  }

  int named(kind what) {
    expression::node n;
    n.what = what;
    if (what != kind::hours) n.name = std::string(now_.word);
    n.column = now_.column;
    advance();
    return add(std::move(n));
  }

  int name() {
    const std::string word(now_.word);
    if (word == "min" || word == "max") {
      says_.add("N0522", now_.begin, {word});
    } else if (word == "method") {
      says_.add("N0527", now_.begin);
    } else if (names_unit()) {
      says_.add("N0528", now_.begin, {word});
      skip_attached_unit();
      return nothing();
    }
    return named(kind::reference);
  }

  // One level deeper, or nothing more of the text is read.
  bool enter(surroundings& in, bool arguments) {
    if (in.depth == deepest_nesting) {
      says_.add("N0520", now_.begin, {std::to_string(deepest_nesting)});
      says_.close();
      now_ = {};
      return false;
    }
    in = {in.depth + 1, arguments};
    advance();
    return true;
  }

  void leave(std::size_t opened) {
    after_stray_ = false;
    if (now_.kind == token_kind::close) {
      advance();
    } else if (!unclosed_) {
      says_.add("N0518", opened);
      unclosed_ = true;
    }
  }

  int parenthesis(surroundings in) {
    const std::size_t opened = now_.begin;
    if (!enter(in, false)) return nothing();
    const int inside = sum(in);
    leave(opened);
    return inside;
  }

  int call(surroundings in) {
    const token function = std::move(now_);
    const bool least = function.word == "min";
    if (!least && function.word != "max") says_.add("N0523", function.begin, {std::string(function.word)});
    now_ = tokens_.next();
    const std::size_t opened = now_.begin;
    if (!enter(in, true)) return nothing();
    const std::size_t remarks_before = says_.count();
    std::vector<int> inputs;
    if (now_.kind != token_kind::close) arguments(in, inputs);
    if (inputs.size() < 2 && says_.count() == remarks_before) {
      says_.add("N0521", function.begin, {std::string(function.word), std::to_string(inputs.size())});
    }
    leave(opened);
    return add(least ? kind::minimum : kind::maximum, function.column, std::move(inputs));
  }

  void arguments(surroundings in, std::vector<int>& inputs) {
    inputs.push_back(sum(in));
    while (now_.kind == token_kind::semicolon || now_.kind == token_kind::comma) {
      const bool tight = now_.kind == token_kind::comma && !is_space(character_at(text_, now_.end).code);
      if (tight) says_.add("N0525", now_.begin);
      advance();
      inputs.push_back(sum(in));
    }
  }

  std::string_view text_;
  remarks says_;
  token_reader tokens_;
  token now_;
  std::string_view before_;   // the token before
  bool after_stray_ = false;  // what stood before has been remarked on: say nothing about what it leaves behind
  bool unclosed_ = false;
  std::vector<expression::node>& nodes_;
};

}  // namespace expression_text

NYTTA_INLINE outcome<expression> parse_expression(std::string_view text, const place& where) {
  expression parsed;
  diagnostics remarks = expression_text::parser(text, where, parsed.nodes).run();
  if (!remarks.empty()) return remarks;
  parsed.text = std::string(text);
  parsed.where = where;
  return parsed;
}

NYTTA_INLINE expression constant(const quantity& value, const place& where) {
  expression::node n;
  n.value = value.value;
  n.unit_of = value.unit_of;
  n.has_unit = !value.unit_of.terms.empty();
  return {to_string(value), where, {std::move(n)}};
}

NYTTA_INLINE place place_of(const expression& e, const expression::node& n) {
  if (n.column == 0) return e.where;
  std::size_t at = 0;
  for (int i = 1; i < n.column; ++i) at += character_at(e.text, at).length;
  return place_within(e.where, e.text, at);
}

NYTTA_INLINE std::vector<std::string> references(const expression& e) {
  std::vector<std::size_t> mentions;
  for (std::size_t i = 0; i < e.nodes.size(); ++i) {
    if (e.nodes[i].what == expression::kind::reference) mentions.push_back(i);
  }
  const auto name = [&](std::size_t i) -> const std::string& { return e.nodes[i].name; };
  std::stable_sort(mentions.begin(), mentions.end(), [&](std::size_t a, std::size_t b) { return name(a) < name(b); });
  const auto last =
      std::unique(mentions.begin(), mentions.end(), [&](std::size_t a, std::size_t b) { return name(a) == name(b); });
  mentions.erase(last, mentions.end());
  std::sort(mentions.begin(), mentions.end());
  std::vector<std::string> out;
  for (const std::size_t i : mentions) out.push_back(name(i));
  return out;
}

namespace expression_text {

// How tightly a node's own text binds: a sum 1, a product 2, a sign 3, anything closed 4.
constexpr int signed_binding = 3;
inline int binding(const expression::node& n) {
  switch (n.what) {
    case expression::kind::add:
    case expression::kind::subtract: return 1;
    case expression::kind::multiply:
    case expression::kind::divide: return 2;
    case expression::kind::negate: return signed_binding;
    case expression::kind::number: return n.value.is_negative() ? signed_binding : 4;
    case expression::kind::reference:
    case expression::kind::parameter:
    case expression::kind::hours:
    case expression::kind::minimum:
    case expression::kind::maximum: return 4;
  }
  return 4;
}

// What is still to be written: a node, or a piece of text where `node` is below 0.
struct pending {
  int node = -1;
  std::string_view text = {};
  bool is_operator = false;
};

class writer {
 public:
  explicit writer(const expression& e) : e_(e) {}

  [[nodiscard]] std::string text_of(int node) {
    later_.push_back({node});
    while (!later_.empty()) {
      const pending next = later_.back();
      later_.pop_back();
      const bool after_operator = out_.size() == operator_end_;
      if (next.node >= 0) {
        write(at(next.node), after_operator && !out_.empty());
      } else {
        out_ += next.text;
        if (next.is_operator) operator_end_ = out_.size();
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] const expression::node& at(int node) const { return e_.nodes[static_cast<std::size_t>(node)]; }

  // A minus sign right behind an operator is put in a parenthesis, for the eye: a × (−b).
  void write(const expression::node& n, bool after_operator) {
    if (after_operator && binding(n) == signed_binding) {
      out_ += "(";
      later_.push_back({-1, ")"});
    }
    switch (n.what) {
      case expression::kind::number: out_ += to_string(quantity{n.value, n.unit_of}); return;
      case expression::kind::reference: out_ += n.name; return;
      case expression::kind::parameter: out_ += "method." + n.name; return;
      case expression::kind::hours: out_ += "hours"; return;
      case expression::kind::negate:
        out_ += "−";
        wrapped(n.inputs[0], binding(at(n.inputs[0])) <= signed_binding);
        return;
      case expression::kind::add: return binary(n, " + ", 1);
      case expression::kind::subtract: return binary(n, " − ", 2);
      case expression::kind::multiply: return binary(n, " × ", 2);
      case expression::kind::divide: return binary(n, " / ", 3);
      case expression::kind::minimum: return function(n, "min(");
      case expression::kind::maximum: return function(n, "max(");
    }
  }

  // The last piece is pushed first. A sum to the right of + and a product to the right of × need no parenthesis.
  void binary(const expression::node& n, std::string_view sign, int least_right) {
    wrapped(n.inputs[1], binding(at(n.inputs[1])) < least_right);
    later_.push_back({-1, sign, true});
    wrapped(n.inputs[0], binding(at(n.inputs[0])) < binding(n));
  }

  void wrapped(int node, bool parenthesis) {
    if (parenthesis) later_.push_back({-1, ")"});
    later_.push_back({node});
    if (parenthesis) later_.push_back({-1, "("});
  }

  void function(const expression::node& n, std::string_view opening) {
    later_.push_back({-1, ")"});
    for (std::size_t i = n.inputs.size(); i-- > 0;) {
      later_.push_back({n.inputs[i]});
      if (i > 0) later_.push_back({-1, "; "});
    }
    later_.push_back({-1, opening});
  }

  const expression& e_;
  std::vector<pending> later_;
  std::string out_;
  std::size_t operator_end_ = 0;  // how long the text was after its last operator
};

}  // namespace expression_text

NYTTA_INLINE std::string to_string(const expression& e, int node) {
  if (node < 0 || static_cast<std::size_t>(node) >= e.nodes.size()) {
    throw std::out_of_range("the expression has no node " + std::to_string(node));
  }
  return expression_text::writer(e).text_of(node);
}

NYTTA_INLINE std::string to_string(const expression& e) { return to_string(e, static_cast<int>(e.nodes.size()) - 1); }

}  // namespace nytta
