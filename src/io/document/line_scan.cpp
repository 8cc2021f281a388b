// SPDX-License-Identifier: Apache-2.0
#include "io/document/line_scan.hpp"

#include <nytta/core/utf8.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include "io/document/bare_value.hpp"
#include "io/document/document.hpp"

namespace nytta {

namespace {

constexpr std::size_t none = std::string_view::npos;
constexpr std::size_t shown = 400;  // characters of a corrected line that a diagnostic repeats

// Where a value stands decides where it ends.
enum class context : unsigned char { line, list, braces };

bool is_plain_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// Quotes that word processors write. The straight ones are TOML's own.
constexpr std::array<std::string_view, 7> double_quotes{"\u201C", "\u201D", "\u201E", "\u201F",
                                                        "\u00BB", "\u00AB", "\u2033"};
constexpr std::array<std::string_view, 8> single_quotes{"\u2018", "\u2019", "\u201A", "\u201B",
                                                        "\u2039", "\u203A", "\u00B4", "`"};

template <std::size_t N>
std::size_t starts_with_any(std::string_view text, const std::array<std::string_view, N>& marks) {
  for (const std::string_view mark : marks) {
    if (text.substr(0, mark.size()) == mark) return mark.size();
  }
  return 0;
}

// `--` begins a comment only before a blank: it may also begin a key.
std::size_t comment_sign_length(std::string_view text) {
  if (text.substr(0, 3) == "-- " && text.substr(3, 1) != "=") return 2;
  for (const std::string_view sign : {"//", "/*", "%"}) {
    if (text.substr(0, sign.size()) == sign) return sign.size();
  }
  return 0;
}

bool valid_escapes(std::string_view content) {
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] != '\\') continue;
    if (++i == content.size()) return false;
    if (std::string_view("btnfr\"\\").find(content[i]) != none) continue;
    const std::size_t digits = content[i] == 'u' ? 4 : content[i] == 'U' ? 8 : 0;
    if (digits == 0) return false;
    const std::string_view hex = content.substr(i + 1, digits);
    if (hex.size() < digits || hex.find_first_not_of("0123456789abcdefABCDEF") != none) return false;
    i += digits;
  }
  return true;
}

class scanner {
 public:
  scanner(std::string_view text, const text_index& index, const std::string& file)
      : text_(text), index_(index), file_(file) {}

  text_scan run() {
    while (result_.readable && skip_to_statement()) statement();
    finish();
    return std::move(result_);
  }

 private:
  struct mistake {
    std::string_view code;
    std::size_t at;
    std::string found;
    std::size_t repaired_at;
  };

  // One element of a list: a bare token that is judged when the whole list is known, or something already read.
  struct element {
    std::size_t begin;
    std::size_t end;
    bool bare;
    char separator;  // after it: ',' or ';', 't' for a comma with no blank after it, 0 for none
  };

  // ── moving ────────────────────────────────────────────────────────────────────────────────────────────────────────

  [[nodiscard]] bool at_end() const { return pos_ >= text_.size(); }
  [[nodiscard]] char here() const { return at_end() ? '\0' : text_[pos_]; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(pos_); }
  [[nodiscard]] bool at_line_end() const { return at_end() || here() == '\n'; }

  // The end of the line at pos_; remembered, since one line may be the whole file.
  std::size_t line_end() {
    if (line_end_ == none || line_end_ < pos_) {
      const std::size_t found = text_.find('\n', pos_);
      line_end_ = found == none ? text_.size() : found;
    }
    return line_end_;
  }

  std::string_view to_line_end() { return text_.substr(pos_, line_end() - pos_); }

  // Blanks within a line. Odd ones (no-break spaces) are named once a line and become plain.
  void skip_blanks() {
    while (!at_end()) {
      if (is_plain_blank(here())) {
        ++pos_;
      } else if (const std::size_t odd = odd_blank_length(rest()); odd != 0) {
        odd_blank(pos_, odd, " ");
        pos_ += odd;
      } else {
        return;
      }
    }
  }

  void odd_blank(std::size_t at, std::size_t length, std::string replacement) {
    if (odd_blank_line_ != line_end()) complain("N0123", at, {});
    odd_blank_line_ = line_end();
    edit(at, at + length, std::move(replacement));
  }

  // The same for a stretch that holds blanks only, beside a key.
  void plain_blanks(std::size_t begin, std::size_t end) {
    std::size_t odd = begin;
    while (odd < end && odd_blank_length(text_.substr(odd)) == 0) ++odd;
    if (odd < end) odd_blank(odd, end - odd, " ");
  }

  void skip_line() { pos_ = line_end(); }

  // From a `#` to the line's end, with the blanks before it.
  void skip_comment() {
    std::size_t begin = pos_;
    while (begin > 0 && is_plain_blank(text_[begin - 1])) --begin;
    skip_line();
    edit(begin, pos_, {}, edit_kind::comment);
  }

  bool skip_to_statement() {
    for (;;) {
      skip_blanks();
      if (at_end()) return false;
      if (here() == '#') {
        skip_comment();
      } else if (here() == '\n') {
        ++pos_;
      } else if (const std::size_t sign = here() == ';' ? 1 : comment_sign_length(rest()); sign != 0) {
        complain("N0124", pos_, text_.substr(pos_, sign));
        edit(pos_, pos_ + sign, "#");
        skip_line();
      } else {
        return true;
      }
    }
  }

  // ── telling and repairing ─────────────────────────────────────────────────────────────────────────────────────────

  // `repaired_at` stands on the line that the advice shows corrected, when that is not the line of the mistake.
  void complain(std::string_view code, std::size_t at, std::string_view found, std::size_t repaired_at = none) {
    if (!result_.readable) return;
    if (mistakes_.size() == document_limits::errors) return stop("N0108", at, std::to_string(document_limits::errors));
    mistakes_.push_back({code, at, clipped(found, 60), repaired_at == none ? at : repaired_at});
  }

  void stop(std::string_view code, std::size_t at, std::string found) {
    if (!result_.readable) return;
    mistakes_.push_back({code, at, std::move(found), at});
    result_.readable = false;
    pos_ = text_.size();
  }

  void edit(std::size_t begin, std::size_t end, std::string replacement, edit_kind kind = edit_kind::repair) {
    result_.edits.push_back({begin, end, std::move(replacement), kind});
  }

  void insert(std::size_t at, std::string text) { edit(at, at, std::move(text)); }

  // The rest of this statement cannot be made sense of.
  void give_up(std::string_view code, std::size_t at, std::string_view found) {
    complain(code, at, found);
    given_up_ = true;
  }

  [[nodiscard]] bool going() const { return result_.readable && !given_up_; }

  void count_value() {
    if (++values_ > document_limits::values) stop("N0106", pos_, std::to_string(document_limits::values));
  }

  // ── statements ────────────────────────────────────────────────────────────────────────────────────────────────────

  void statement() {
    given_up_ = false;
    count_value();
    text_statement now;
    now.begin = now.key_end = now.value_begin = now.end = pos_;
    now.header = here() == '[' || in_other_brackets();
    const std::size_t edits_before = result_.edits.size();
    if (now.header) {
      header(now);
    } else {
      line_pair(now);
    }
    if (!result_.readable) return;
    if (given_up_) abandon(now, edits_before);
    result_.statements.push_back(now);
  }

  // Takes the statement out; where its key is known, the value becomes `unreadable`, so that nobody misses it.
  void abandon(text_statement& now, std::size_t edits_before) {
    if (pos_ < now.begin) pos_ = now.begin;
    skip_line();
    now.end = pos_;
    auto& edits = result_.edits;
    const bool key_known = !now.header && now.value_begin > now.begin;
    const std::size_t from = key_known ? now.value_begin : now.begin;
    edits.erase(std::remove_if(edits.begin() + static_cast<std::ptrdiff_t>(edits_before), edits.end(),
                               [&](const text_edit& e) { return e.begin >= from; }),
                edits.end());
    edit(from, now.end, key_known ? "0" : "", edit_kind::unreadable);
  }

  void header(text_statement& now) {
    const std::size_t opening = pos_;
    const bool right_brackets = here() == '[';
    std::size_t opened = 0;
    while (!at_end() && std::string_view(right_brackets ? "[" : "({").find(here()) != none) ++pos_, ++opened;
    const std::size_t name_begin = pos_;
    std::size_t close = find_outside_quotes("]#\n");
    std::string_view closers = "]";
    if (close == none || text_[close] != ']') {
      close = find_outside_quotes("})#\n");
      closers = "})";
    }
    const bool closed = close != none && text_[close] != '#';
    const std::string_view name = trimmed(text_.substr(name_begin, (close == none ? line_end() : close) - name_begin));
    if (name.empty()) return give_up("N0136", opening, to_line_end_from(opening));
    const std::size_t name_end = static_cast<std::size_t>(name.data() - text_.data()) + name.size();
    pos_ = closed ? close : name_end;
    std::size_t closing = 0;
    while (closed && !at_end() && closers.find(here()) != none) ++pos_, ++closing;
    if (opened > 2 || closing != opened || !right_brackets || closers != "]") {
      const std::size_t right = std::max<std::size_t>(opened, closing) >= 2 ? 2 : 1;
      complain("N0127", opening, text_.substr(opening, pos_ - opening));
      edit(opening, name_begin, std::string(right, '['));
      edit(pos_ - closing, pos_, std::string(right, ']'));
    }
    now.key_end = now.value_begin = now.end = pos_;
    now.name_begin = name_begin;
    now.list = std::max(opened, closing) >= 2;
    plain_blanks(name_begin, name_end - name.size());
    plain_blanks(name_end, closed ? close : name_end);
    path(name_end - name.size(), name_end, true);
    if (going()) finish_line(none);
  }

  // `calculation]`, `(calculation)` or `{calculation}` on a line of its own: a header whose brackets slipped.
  bool in_other_brackets() {
    std::string_view line = trimmed(before_comment(to_line_end()));
    const auto strip = [&line](std::string_view marks, bool front) {
      const std::size_t size = line.size();
      while (!line.empty() && marks.find(front ? line.front() : line.back()) != none) {
        front ? line.remove_prefix(1) : line.remove_suffix(1);
      }
      return line.size() < size;
    };
    if (line.size() > 200) return false;
    strip("({", true);
    if (!strip("])}", false)) return false;
    const bool one_path = line.find_first_of(" \t\"'=,:;[](){}/*+") == none;
    return !line.empty() && one_path && read_bare_value(line).kind == bare_kind::words;
  }

  void line_pair(text_statement& now) {
    pair(context::line, now);
    if (!going()) return;
    now.end = pos_;
    finish_line(now.value_begin);
  }

  // key = value
  void pair(context in, text_statement& now) {
    const std::size_t begin = pos_;
    std::size_t sign = find_outside_quotes(in == context::line ? "=#\n" : "=,}#\n");
    if (sign == none || text_[sign] != '=') sign = other_sign(in, begin);
    if (sign == none) return in == context::line ? without_sign(now) : without_sign_in_braces();
    const std::string_view key = trimmed(text_.substr(begin, sign - begin));
    std::size_t key_begin = key.empty() ? begin : static_cast<std::size_t>(key.data() - text_.data());
    std::size_t key_end = key_begin + key.size();
    std::size_t after = sign + 1;
    if (text_[sign] == '=') {
      const bool colon_before = key_end > key_begin && text_[key_end - 1] == ':';
      const bool more_after = after < text_.size() && (text_[after] == '=' || text_[after] == '>');
      if (colon_before || more_after) {
        const std::size_t written = colon_before ? key_end - 1 : sign;
        if (more_after) ++after;
        key_end = key_begin + trimmed_end(text_.substr(key_begin, written - key_begin));
        complain("N0120", written, text_.substr(written, after - written));
        edit(key_end, after, " =");
      } else {
        plain_blanks(key_end, sign);
      }
    } else {
      complain("N0120", sign, text_.substr(sign, 1));
      edit(key_end, after, " =");
    }
    if (in == context::line) now.key_end = key_end;
    if (key_end == key_begin) return give_up("N0136", begin, to_line_end());
    plain_blanks(begin, key_begin);
    path(key_begin, key_end, false);
    pos_ = after;
    if (!going()) return;
    value_after_sign(in, now);
  }

  void value_after_sign(context in, text_statement& now) {
    skip_blanks();
    if (in == context::line) now.value_begin = pos_;
    if (at_line_end() || here() == '#' || (in == context::braces && (here() == ',' || here() == '}'))) {
      std::size_t at = pos_;
      while (at > 0 && is_plain_blank(text_[at - 1])) --at;
      complain("N0121", at, {});
      edit(at, at, " 0", edit_kind::unreadable);
      if (in == context::line) now.value_begin = at;
      return;
    }
    value(in);
  }

  // `:` between key and value, when there is no `=`. In a line of prose a colon is followed by a blank, too, so the key
  // must look like one.
  std::size_t other_sign(context in, std::size_t begin) {
    const std::size_t colon = find_outside_quotes(in == context::line ? ":#\n" : ":,}#\n");
    if (colon == none || text_[colon] != ':') return none;
    const std::string_view key = trimmed(text_.substr(begin, colon - begin));
    const bool like_key = !key.empty() && key.find(' ') == none;
    return like_key ? colon : none;
  }

  // A line with neither `=` nor `:`: a forgotten sign, or words that belong in a comment.
  void without_sign(text_statement& now) {
    const std::string_view line = trimmed(before_comment(to_line_end()));
    const std::size_t begin = pos_;
    const std::size_t word = std::min(line.find_first_of(" \t\"'[{"), line.size());
    const std::string_view value_text = trimmed(line.substr(word));
    const bool lone_word = value_text.find_first_of(" \t") == none;
    const bool like_value = value_text != "\"" && !value_text.empty() &&
                            (std::string_view("\"'[{+-.0123456789").find(value_text.front()) != none || lone_word ||
                             starts_with_any(value_text, double_quotes) != 0);
    if (is_bare_key(line.substr(0, word)) && like_value) {
      complain("N0120", begin + word, line.substr(0, word));
      insert(begin + word, " =");
      now.key_end = begin + word;
      pos_ = static_cast<std::size_t>(value_text.data() - text_.data());
      return value_after_sign(context::line, now);
    }
    complain("N0132", begin, line);
    insert(begin, "# ");
    skip_line();
    now.value_begin = now.end = pos_;
  }

  // { value "45 min" }
  void without_sign_in_braces() {
    const std::size_t begin = pos_;
    while (is_bare_key(text_.substr(pos_, 1))) ++pos_;
    const std::size_t word_end = pos_;
    skip_blanks();
    const bool like_value = std::string_view("\"'[{+-.0123456789").find(here()) != none && !at_end();
    if (word_end == begin || pos_ == word_end || !like_value) return give_up("N0109", begin, to_line_end_from(begin));
    complain("N0120", word_end, text_.substr(begin, word_end - begin));
    insert(word_end, " =");
    value(context::braces);
  }

  // ── keys ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  // Checks each part of a dotted key; parts that TOML would not take are put in quotes.
  void path(std::size_t begin, std::size_t end, bool header) {
    std::size_t depth = 0;
    if (end - begin > document_limits::key_bytes) {
      return give_up("N0144", begin, std::to_string(document_limits::key_bytes));
    }
    for (std::size_t at = begin; at <= end;) {
      if (++depth > document_limits::key_depth) return stop("N0104", begin, std::to_string(document_limits::key_depth));
      const std::size_t part_end = key_part_end(at, end);
      key_part(at, part_end, begin, end, header);
      if (!going()) return;
      at = part_end + 1;
    }
  }

  // The dot after the part at `at`, or `end`. A quote that does not close counts as a letter.
  [[nodiscard]] std::size_t key_part_end(std::size_t at, std::size_t end) const {
    while (at < end && text_[at] != '.') {
      const std::size_t close = text_[at] == '"' || text_[at] == '\'' ? quoted_end(at, end) : none;
      at = close == none ? at + 1 : close;
    }
    return at;
  }

  void key_part(std::size_t begin, std::size_t end, std::size_t path_begin, std::size_t path_end, bool header) {
    const std::string_view part = trimmed(text_.substr(begin, end - begin));
    const std::string_view whole = text_.substr(path_begin, path_end - path_begin);
    if (part.empty()) return give_up("N0136", path_begin, whole);
    const std::size_t at = static_cast<std::size_t>(part.data() - text_.data());
    plain_blanks(begin, at);
    plain_blanks(at + part.size(), end);
    if (is_bare_key(part)) return;
    if ((part.front() == '"' || part.front() == '\'') && quoted_end(at, at + part.size()) == at + part.size()) return;
    std::string_view inner = part;
    bool marked = false;
    for (;;) {
      const std::size_t mark = quote_length(inner);
      if (mark == 0) break;
      inner.remove_prefix(mark);
      marked = true;
    }
    for (std::size_t size = 1; size <= 3; ++size) {
      if (inner.size() >= size && quote_length(inner.substr(inner.size() - size)) == size) {
        inner.remove_suffix(size);
        marked = true;
        break;
      }
    }
    if (inner.empty()) return give_up("N0136", path_begin, whole);
    const bool straight = part.front() == '"' || part.front() == '\'' || part.back() == '"' || part.back() == '\'';
    const std::string visible = without_invisible(inner);
    if (!marked && is_bare_key(visible)) return odd_blank(at, part.size(), visible);
    complain(!marked ? "N0118" : straight ? "N0117" : "N0116", at, part);
    std::string underscored(visible);
    std::replace(underscored.begin(), underscored.end(), ' ', '_');
    const bool as_word = is_bare_key(visible) || (!header && is_bare_key(underscored));
    edit(at, at + part.size(), as_word ? underscored : quoted(visible));
  }

  // Blanks without width are left out, other odd ones become plain.
  static std::string without_invisible(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t odd = odd_blank_length(text.substr(at));
      if (odd == 0) {
        out += text[at++];
        continue;
      }
      const std::string_view blank = text.substr(at, odd);
      if (blank != "\u200B" && blank != "\u2060" && blank != "\uFEFF") out += ' ';
      at += odd;
    }
    return out;
  }

  [[nodiscard]] static std::size_t quote_length(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() == '"' || text.front() == '\'') return 1;
    return std::max(starts_with_any(text, double_quotes), starts_with_any(text, single_quotes));
  }

  // ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────

  // Reads a value that begins at pos_ and leaves pos_ after it.
  void value(context in) {
    const std::string_view text = rest();
    if (text.substr(0, 3) == "\"\"\"" || text.substr(0, 3) == "'''") return multi_line_string();
    if (here() == '"' || here() == '\'') return straight_string(in);
    if (here() == '[' || here() == '{') {
      if (nesting_ == document_limits::nesting) {
        return stop("N0105", pos_, std::to_string(document_limits::nesting));
      }
      ++nesting_;
      here() == '[' ? list() : braces();
      --nesting_;
      return;
    }
    if (starts_with_any(text, double_quotes) != 0 || starts_with_any(text, single_quotes) != 0) return curly_string(in);
    const std::size_t begin = pos_;
    pos_ = bare_end(in);
    bare(begin, pos_);
  }

  void multi_line_string() {
    const std::size_t begin = pos_;
    const std::string mark(3, here());
    const bool escapes = here() == '"';
    pos_ += 3;
    while (!at_end()) {
      if (escapes && here() == '\\') {
        pos_ = std::min(pos_ + 2, text_.size());
      } else if (text_.substr(pos_, 3) == mark) {
        pos_ += 3;
        for (int extra = 0; extra < 2 && here() == mark[0]; ++extra) ++pos_;
        return;
      } else {
        ++pos_;
      }
    }
    stop("N0130", begin, mark);
  }

  // The end of a quoted text that begins at `at`, after its closing quote, or none.
  [[nodiscard]] std::size_t quoted_end(std::size_t at, std::size_t limit) const {
    const char quote = text_[at];
    for (std::size_t i = at + 1; i < limit; ++i) {
      if (text_[i] == '\n') return none;
      if (quote == '"' && text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        return i + 1;
      }
    }
    return none;
  }

  void straight_string(context in) {
    const std::size_t begin = pos_;
    const char quote = here();
    const std::size_t end = quoted_end(begin, line_end());
    if (end == none) return open_string(in, begin);
    const std::string_view content = text_.substr(begin + 1, end - begin - 2);
    const std::size_t missed = in == context::line ? none : end_missed(in, begin + 1, end);
    if (missed != none) {
      complain("N0117", begin, text_.substr(begin, missed - begin));
      insert(missed, std::string(1, quote));
      pos_ = missed;
      return;
    }
    if (in == context::line && has_inner_quotes(end)) return string_with_inner_quotes(begin);
    if (quote == '"' && !valid_escapes(content)) {
      complain("N0125", begin, text_.substr(begin, end - begin));
      edit(begin, end, quoted(content));
    }
    pos_ = end;
  }

  // ["a, "b"] and { x = "a, y = "b" }: the text closes where the next one should open. The comma before which its own
  // quote is missing, or none.
  [[nodiscard]] std::size_t end_missed(context in, std::size_t begin, std::size_t end) const {
    const std::string_view content = text_.substr(begin, end - 1 - begin);
    const std::string_view tail = trimmed(content);
    if (tail.size() < 2 || end >= text_.size()) return none;
    const bool between = std::string_view(" \t\r\n,;]}#").find(text_[end]) != none;
    if (between) return none;
    if (tail.back() == ',') return begin + content.find_last_of(',');
    if (in != context::braces || tail.back() != '=') return none;
    for (std::size_t comma = content.find(','); comma != none; comma = content.find(',', comma + 1)) {
      if (key_follows(begin + comma + 1)) return begin + comma;
    }
    return none;
  }

  // "Kort "citat" i text": what follows the text ends with a quote and holds one more at least.
  [[nodiscard]] bool has_inner_quotes(std::size_t end) {
    const std::string_view tail = trimmed(before_comment(text_.substr(end, line_end() - end)));
    return tail.size() > 1 && tail.back() == '"' && text_[end - 1] == '"' && tail.find('=') == none &&
           tail.front() != '"' && std::count(tail.begin(), tail.end(), '"') % 2 == 0 && tail.front() != ',';
  }

  void string_with_inner_quotes(std::size_t begin) {
    const std::string_view whole = trimmed(before_comment(text_.substr(begin, line_end() - begin)));
    complain("N0139", begin, whole);
    edit(begin, begin + whole.size(), quoted(whole.substr(1, whole.size() - 2)));
    pos_ = begin + whole.size();
  }

  // A text whose quote does not close on its line.
  void open_string(context in, std::size_t begin) {
    for (std::size_t i = begin + 1; i < line_end(); ++i) {
      const std::size_t mark = text_[begin] == '"' ? starts_with_any(text_.substr(i, 3), double_quotes)
                                                   : starts_with_any(text_.substr(i, 3), single_quotes);
      if (mark == 0) continue;
      complain("N0116", begin, text_.substr(begin, i + mark - begin));
      edit(begin, i + mark, quoted(text_.substr(begin + 1, i - begin - 1)));
      pos_ = i + mark;
      return;
    }
    const std::size_t end = open_end(in, begin + 1);
    complain("N0117", begin, text_.substr(begin, end - begin));
    edit(begin, end, quoted(text_.substr(begin + 1, end - begin - 1)));
    pos_ = end;
  }

  // Where a text that was never closed most likely ends.
  std::size_t open_end(context in, std::size_t begin) {
    std::string_view content = text_.substr(begin, line_end() - begin);
    content = before_comment(content);
    if (in == context::braces) {
      for (std::size_t comma = content.find(','); comma != none; comma = content.find(',', comma + 1)) {
        if (key_follows(begin + comma + 1)) return begin + trimmed_end(content.substr(0, comma));
      }
    }
    content = content.substr(0, trimmed_end(content));
    const auto drop = [&](std::string_view marks) {
      while (!content.empty() && (marks.find(content.back()) != none || is_plain_blank(content.back()))) {
        content.remove_suffix(1);
      }
    };
    if (in == context::list) drop(",]");
    if (in == context::braces) drop(",}");
    if (in == context::line) drop(",;");
    return begin + content.size();
  }

  static std::size_t trimmed_end(std::string_view text) {
    const std::string_view inner = trimmed(text);
    return inner.empty() ? 0 : static_cast<std::size_t>(inner.data() - text.data()) + inner.size();
  }

  void curly_string(context in) {
    const std::size_t begin = pos_;
    const bool doubled = starts_with_any(rest(), double_quotes) != 0;
    const std::size_t opening =
        doubled ? starts_with_any(rest(), double_quotes) : starts_with_any(rest(), single_quotes);
    std::size_t close = none;
    std::size_t closing = 0;
    for (std::size_t i = begin + opening; i < line_end() && close == none; ++i) {
      const std::string_view at = text_.substr(i, 3);
      closing = doubled ? starts_with_any(at, double_quotes) : starts_with_any(at, single_quotes);
      if (closing == 0 && (at[0] == '"' || (!doubled && at[0] == '\''))) closing = 1;
      if (closing != 0) close = i;
    }
    const std::size_t content_end = close == none ? open_end(in, begin + opening) : close;
    const std::size_t end = close == none ? content_end : close + closing;
    complain("N0116", begin, text_.substr(begin, end - begin));
    edit(begin, end, quoted(text_.substr(begin + opening, content_end - begin - opening)));
    pos_ = end;
  }

  // The end of a token without quotes, trailing blanks left out.
  std::size_t bare_end(context in) {
    const std::size_t begin = pos_;
    const std::size_t limit = line_end();
    std::size_t end = begin;
    for (; end < limit; ++end) {
      const char c = text_[end];
      if (c == '#') break;
      if (c == '/' && end > begin && is_plain_blank(text_[end - 1]) && comment_sign_length(text_.substr(end, 2)) == 2) {
        break;
      }
      if (in == context::list && (c == ',' || c == ';' || c == ']' || c == '}')) break;
      if (in == context::braces && (c == '}' || ((c == ',' || c == ';') && separates(end + 1)))) break;
      if (in != context::list && c == '=' && second_key_begin(begin, end) != none) {
        end = second_key_begin(begin, end);
        break;
      }
    }
    std::string_view token = text_.substr(begin, end - begin);
    token = token.substr(0, trimmed_end(token));
    if (in == context::line && token.size() > 1 && (token.back() == ',' || token.back() == ';')) {
      token = token.substr(0, trimmed_end(token.substr(0, token.size() - 1)));
    }
    return begin + std::max<std::size_t>(token.size(), 1);
  }

  // Whether a comma before `at` ends a value in an inline table, rather than standing in a number.
  [[nodiscard]] bool separates(std::size_t at) const {
    while (at < text_.size() && is_plain_blank(text_[at])) ++at;
    return at == text_.size() || text_[at] == '\n' || text_[at] == '#' || text_[at] == '}' || key_follows(at);
  }

  // `low = 3900, high = 4600`: where the text between the values begins, seen from the second `=`.
  [[nodiscard]] std::size_t second_key_begin(std::size_t begin, std::size_t sign) const {
    std::size_t at = sign;
    while (at > begin && is_plain_blank(text_[at - 1])) --at;
    const std::size_t key_end = at;
    while (at > begin && key_end - at < 64 && is_bare_key(text_.substr(at - 1, 1))) --at;
    if (at == key_end || at == begin) return none;
    const char before = text_[at - 1];
    return before == ',' || before == ';' || is_plain_blank(before) ? at : none;
  }

  // Whether `key =` stands at `at`: then a comma before it separates, and is not a decimal comma.
  [[nodiscard]] bool key_follows(std::size_t at) const {
    while (at < text_.size() && is_plain_blank(text_[at])) ++at;
    const std::size_t begin = at;
    const std::size_t limit = std::min(text_.size(), begin + 128);
    if (at < limit && (text_[at] == '"' || text_[at] == '\'')) {
      const std::size_t end = quoted_end(at, limit);
      if (end == none) return false;
      at = end;
    }
    while (at < limit && text_[at] != '\n' && std::string_view("=,;:{}[]#\"").find(text_[at]) == none) ++at;
    return at > begin && at < limit && text_[at] == '=';
  }

  // A whole token without quotes: TOML's own, or one of the mistakes.
  void bare(std::size_t begin, std::size_t end) {
    const std::string_view token = text_.substr(begin, end - begin);
    const bare_value read = read_bare_value(token);
    std::string_view code;
    switch (read.kind) {
      case bare_kind::integer:
      case bare_kind::real: return edit(begin, end, "0", edit_kind::number);
      case bare_kind::boolean:
      case bare_kind::date: return;
      case bare_kind::placeholder: return;
      case bare_kind::percent: code = "N0110"; break;
      case bare_kind::decimal_comma: code = "N0111"; break;
      case bare_kind::grouped: code = "N0112"; break;
      case bare_kind::with_unit: code = "N0113"; break;
      case bare_kind::odd_number: code = "N0114"; break;
      case bare_kind::yes_or_no: code = "N0122"; break;
      case bare_kind::words: return words(begin, end, read.corrected);
    }
    complain(code, begin, token);
    edit(begin, end, read.corrected);
  }

  // Words without quotes, or with only the closing one.
  void words(std::size_t begin, std::size_t end, const std::string& corrected) {
    std::string_view token = text_.substr(begin, end - begin);
    for (std::size_t size = 1; size <= 3; ++size) {
      if (token.size() <= size || quote_length(token.substr(token.size() - size)) != size) continue;
      const std::string_view inner = token.substr(0, token.size() - size);
      complain(size == 1 ? "N0117" : "N0116", begin, token);
      return edit(begin, end, quoted(inner));
    }
    complain("N0115", begin, token);
    edit(begin, end, corrected);
  }

  // ── lists ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  void list() {
    const std::size_t opening = pos_++;
    std::vector<element> elements;
    std::size_t last = opening + 1;  // the end of what was read last
    for (;;) {
      if (!skip_in_list(last)) {
        complain("N0127", opening, "[", last);
        insert(last, "]");
        break;
      }
      if (!going()) return;
      const char c = here();
      if (c == ']') {
        ++pos_;
        break;
      }
      if (c == '}') {  // the braces around the list end first
        complain("N0127", opening, "[", last);
        insert(last, "]");
        break;
      }
      if (c == ',' || c == ';') {
        list_separator(elements);
        last = pos_;
        continue;
      }
      if (!elements.empty() && elements.back().separator == 0) {
        complain("N0126", pos_, character_here());
        insert(elements.back().end, ",");
        elements.back().separator = ',';
      }
      list_element(elements);
      last = pos_;
      if (!going()) return;
    }
    settle(elements);
  }

  void list_separator(std::vector<element>& elements) {
    if (elements.empty() || elements.back().separator != 0) {
      complain("N0129", pos_, character_here());
      edit(pos_, pos_ + 1, "");
    } else if (here() == ';') {
      elements.back().separator = ';';
      complain("N0119", pos_, ";");
      edit(pos_, pos_ + 1, ",");
    } else {
      const bool blank_after = pos_ + 1 < text_.size() && (is_plain_blank(text_[pos_ + 1]) || text_[pos_ + 1] == '\n' ||
                                                           odd_blank_length(text_.substr(pos_ + 1)) != 0);
      elements.back().separator = blank_after ? ',' : 't';
    }
    ++pos_;
  }

  void list_element(std::vector<element>& elements) {
    count_value();
    const std::size_t begin = pos_;
    const std::string_view text = rest();
    const bool marked = std::string_view("\"'[{").find(here()) != none || starts_with_any(text, double_quotes) != 0 ||
                        starts_with_any(text, single_quotes) != 0;
    if (marked) {
      value(context::list);
    } else {
      pos_ = bare_end(context::list);
    }
    elements.push_back({begin, pos_, !marked, 0});
  }

  // Blanks, line breaks and comments within a list. False where the list must have ended: at the end of the text, or
  // before a line that begins a new statement.
  bool skip_in_list(std::size_t last) {
    for (;;) {
      skip_blanks();
      if (at_end()) break;
      if (here() == '#') {
        skip_comment();
      } else if (here() == '\n') {
        ++pos_;
        if (statement_follows()) break;
      } else {
        return true;
      }
    }
    pos_ = last;
    line_end_ = none;
    return false;
  }

  // Whether the line at pos_ is a header or `key =`.
  bool statement_follows() {
    std::size_t at = pos_;
    while (at < text_.size() && is_plain_blank(text_[at])) ++at;
    if (at == text_.size()) return false;
    if (text_[at] != '[') return text_[at] != '{' && text_[at] != '"' && text_[at] != '\'' && key_follows(at);
    while (at < text_.size() && text_[at] == '[') ++at;
    const std::size_t begin = at;
    while (at < text_.size() && at - begin < 128 && std::string_view("],;\"'\n#").find(text_[at]) == none) ++at;
    const std::string_view name = text_.substr(begin, at - begin);
    return at < text_.size() && text_[at] == ']' && read_bare_value(trimmed(name)).kind == bare_kind::words &&
           trimmed(name).find(' ') == none;
  }

  // Judges the bare tokens of a list. In a list that is not TOML anyway, `0,5` without a blank is one number, if the
  // list separates its elements otherwise.
  void settle(const std::vector<element>& elements) {
    bool sound = true;
    bool separated = false;
    for (const element& one : elements) {
      separated = separated || one.separator == ',' || one.separator == ';';
      if (one.separator == ';') sound = false;
      if (one.bare && sound) sound = is_toml(text_.substr(one.begin, one.end - one.begin));
    }
    for (std::size_t i = 0; i < elements.size() && going(); ++i) {
      const element& one = elements[i];
      if (!one.bare) continue;
      if (!sound && separated && one.separator == 't' && i + 1 < elements.size() && joins(one, elements[i + 1])) {
        bare(one.begin, elements[++i].end);
      } else {
        list_token(one);
      }
    }
  }

  [[nodiscard]] static bool is_toml(std::string_view token) {
    return read_bare_value(token).kind < bare_kind::placeholder;
  }

  [[nodiscard]] bool joins(const element& whole, const element& decimals) const {
    return decimals.bare && text_[decimals.begin] >= '0' && text_[decimals.begin] <= '9' &&
           read_bare_value(text_.substr(whole.begin, whole.end - whole.begin)).kind == bare_kind::integer;
  }

  [[nodiscard]] std::string_view character_here() const { return text_.substr(pos_, character_at(text_, pos_).length); }

  // `0 0.5 1` in a list: numbers without commas, unless they are groups of thousands.
  void list_token(const element& one) {
    const std::string_view token = text_.substr(one.begin, one.end - one.begin);
    if (token.size() > 200 || read_bare_value(token).kind != bare_kind::grouped || is_grouped_in_threes(token)) {
      return bare(one.begin, one.end);
    }
    complain("N0126", one.begin, token);
    for (std::size_t at = 0; at < token.size();) {
      const std::size_t end = std::min(token.find(' ', at), token.size());
      if (end > at) {
        count_value();
        bare(one.begin + at, one.begin + end);
        if (token.find_first_not_of(' ', end) != none) insert(one.begin + end, ",");
      }
      at = end + 1;
    }
  }

  // 1 200 000: up to three digits, then groups of three.
  static bool is_grouped_in_threes(std::string_view token) {
    const std::string_view whole = token.substr(0, token.find('.'));
    std::size_t group = 0;
    bool first = true;
    for (const char c : whole) {
      if (c != ' ') {
        group += c >= '0' && c <= '9' ? 1 : 0;
        continue;
      }
      if (first ? group > 3 : group != 3) return false;
      first = false;
      group = 0;
    }
    return group == 3;
  }

  // ── inline tables ─────────────────────────────────────────────────────────────────────────────────────────────────

  void braces() {
    const std::size_t opening = pos_++;
    std::size_t last = pos_;
    char before = '{';  // '{', ',' or 'v' for a pair
    bool told_lines = false;
    std::size_t comma = 0;
    for (;;) {
      skip_blanks();
      if (at_line_end() || here() == '#') {
        const std::size_t next = continued_in_braces(before);
        if (next == none) {
          complain("N0127", opening, "{", last);
          insert(last, "}");
          pos_ = last;
          return;
        }
        if (!told_lines) complain("N0128", opening, "{");
        told_lines = true;
        edit(pos_, next, " ");
        pos_ = next;
        continue;
      }
      if (here() == '}') {
        if (before == ',') {
          complain("N0129", comma, ",");
          edit(comma, comma + 1, "");
        }
        ++pos_;
        return;
      }
      if (here() == ',' || here() == ';') {
        if (before != 'v') {
          complain("N0129", pos_, character_here());
          edit(pos_, pos_ + 1, "");
        } else if (here() == ';') {
          complain("N0119", pos_, ";");
          edit(pos_, pos_ + 1, ",");
        }
        comma = pos_++;
        before = ',';
        continue;
      }
      if (before == 'v') {
        complain("N0126", pos_, character_here());
        insert(last, ",");
      }
      count_value();
      text_statement unused;
      pair(context::braces, unused);
      if (!going()) return;
      for (last = pos_; is_plain_blank(text_[last - 1]);) --last;
      before = 'v';
    }
  }

  // Where an inline table that met the end of its line goes on below, or none. It looks no further than a page.
  [[nodiscard]] std::size_t continued_in_braces(char before) const {
    const std::size_t limit = std::min(text_.size(), pos_ + 2000);
    std::size_t at = pos_;
    while (at < limit && (is_plain_blank(text_[at]) || text_[at] == '\n' || text_[at] == '#')) {
      at = text_[at] == '#' ? std::min(text_.find('\n', at), limit) : at + 1;
    }
    if (at == limit) return none;
    return text_[at] == '}' || (before != 'v' && key_follows(at)) ? at : none;
  }

  // ── the end of a line ─────────────────────────────────────────────────────────────────────────────────────────────

  // After a statement only a comment may follow. `value_begin` is none after a header.
  void finish_line(std::size_t value_begin) {
    const std::size_t value_end = pos_;
    skip_blanks();
    if (at_line_end()) return;
    if (here() == '#') return skip_comment();
    const std::string_view junk = trimmed(before_comment(to_line_end()));
    if (junk == "," || junk == ";" || junk == ".") {
      complain("N0129", pos_, junk);
      edit(value_end, pos_ + 1, "");
      return skip_line();
    }
    const bool separated = here() == ',' || here() == ';';
    if (key_follows(pos_ + (separated ? 1 : 0))) {
      complain("N0133", pos_, junk);
      pos_ += separated ? 1 : 0;
      skip_blanks();
      return edit(value_end, pos_, "\n");
    }
    if (const std::size_t sign = comment_sign_length(rest()); sign != 0) {
      complain("N0124", pos_, text_.substr(pos_, sign));
      edit(pos_, pos_ + sign, "#");
      return skip_line();
    }
    complain("N0131", pos_, junk);
    if (value_begin != none && text_[value_begin] == '"' && joins_text(value_begin, value_end, junk)) {
      const std::string_view content = text_.substr(value_begin + 1, value_end - value_begin - 2);
      edit(value_begin, pos_ + junk.size(), quoted(std::string(content) + " " + std::string(junk)));
    } else {
      insert(pos_, "# ");
    }
    skip_line();
  }

  // "900" tkr: a number in quotes, its unit behind them.
  [[nodiscard]] bool joins_text(std::size_t begin, std::size_t end, std::string_view junk) const {
    const std::string_view content = text_.substr(begin + 1, end - begin - 2);
    const bare_kind kind = read_bare_value(trimmed(std::string(content) + " " + std::string(junk))).kind;
    return kind == bare_kind::with_unit || kind == bare_kind::percent;
  }

  // What stands before a comment that has a blank before its sign.
  static std::string_view before_comment(std::string_view line) {
    for (std::size_t at = line.find('#'); at != none; at = line.find('#', at + 1)) {
      if (at == 0 || is_plain_blank(line[at - 1])) return line.substr(0, at);
    }
    return line;
  }

  // The first of `marks` outside quotes, from pos_; none at the end of the text.
  [[nodiscard]] std::size_t find_outside_quotes(std::string_view marks) {
    const std::size_t limit = line_end();
    for (std::size_t at = pos_; at < limit; ++at) {
      if (marks.find(text_[at]) != none) return at;
      if (text_[at] != '"' && text_[at] != '\'') continue;
      const std::size_t end = quoted_end(at, limit);
      if (end == none) return text_.substr(0, limit).find_first_of(marks, at);
      at = end - 1;
    }
    return none;
  }

  std::string_view to_line_end_from(std::size_t at) { return trimmed(text_.substr(at, line_end() - at)); }

  // ── the answer ────────────────────────────────────────────────────────────────────────────────────────────────────

  void finish() {
    auto& edits = result_.edits;
    // What is put in at a place comes before what is taken out from there on.
    std::stable_sort(edits.begin(), edits.end(), [](const text_edit& a, const text_edit& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end == a.begin && b.end != b.begin;
    });
    std::stable_sort(mistakes_.begin(), mistakes_.end(),
                     [](const mistake& a, const mistake& b) { return a.at < b.at; });
    for (mistake& one : mistakes_) {
      const text_spot spot = index_.spot(one.at);
      result_.errors.push_back(
          {one.code, {file_, spot.line, spot.column, {}}, {std::move(one.found), corrected_line(one.repaired_at)}});
    }
  }

  // The line around `at` as it should be written; of a long line, the part around `at`.
  [[nodiscard]] std::string corrected_line(std::size_t at) const {
    std::size_t begin = at;
    while (begin > 0 && text_[begin - 1] != '\n' && at - begin < shown / 2) --begin;
    while (begin < at && character_start(begin) == false) ++begin;
    const bool cut = begin > 0 && text_[begin - 1] != '\n';
    std::size_t end = at;
    while (end < text_.size() && text_[end] != '\n' && end - at < shown * 4) ++end;
    const auto& edits = result_.edits;
    auto next = std::lower_bound(edits.begin(), edits.end(), begin,
                                 [](const text_edit& e, std::size_t offset) { return e.begin < offset; });
    std::string line;
    for (; next != edits.end() && next->begin <= end; ++next) {
      if (next->begin < begin) continue;
      line += text_.substr(begin, next->begin - begin);
      append_edit(line, *next);
      begin = next->end;
      if (begin > end) end = std::min(text_.find('\n', begin), std::min(begin + shown * 4, text_.size()));
    }
    if (begin < end) line += text_.substr(begin, end - begin);
    return (cut ? "…" : "") + clipped(trimmed(line), shown);
  }

  void append_edit(std::string& line, const text_edit& done) const {
    if (done.kind == edit_kind::number || done.kind == edit_kind::comment) {
      line += text_.substr(done.begin, done.end - done.begin);
    } else if (done.kind == edit_kind::unreadable) {
      line += done.begin == done.end ? " …" : "…";
    } else if (done.replacement == "\n") {
      line += " ⏎ ";
    } else {
      line += done.replacement;
    }
  }

  [[nodiscard]] bool character_start(std::size_t at) const {
    return (static_cast<unsigned char>(text_[at]) & 0xC0U) != 0x80U;
  }

  std::string_view text_;
  const text_index& index_;
  const std::string& file_;
  text_scan result_;
  std::vector<mistake> mistakes_;
  std::size_t pos_ = 0;
  std::size_t line_end_ = none;
  std::size_t odd_blank_line_ = none;
  std::size_t nesting_ = 0;
  std::size_t values_ = 0;
  bool given_up_ = false;
};

}  // namespace

text_scan scan_toml(std::string_view text, const text_index& index, const std::string& file) {
  return scanner(text, index, file).run();
}

void replace_span(text_scan& scan, std::size_t begin, std::size_t end, std::string replacement, edit_kind kind) {
  auto& edits = scan.edits;
  const auto before = [](const text_edit& e, std::size_t offset) { return e.begin < offset; };
  const auto first = std::lower_bound(edits.begin(), edits.end(), begin, before);
  auto last = std::lower_bound(first, edits.end(), end, before);
  while (begin == end && last != edits.end() && last->begin == begin && last->end == begin) ++last;
  const auto at = edits.erase(first, last);
  edits.insert(at, {begin, end, std::move(replacement), kind});
}

edited_text::edited_text(std::string_view text, const std::vector<text_edit>& edits) {
  edited_.reserve(text.size() + edits.size());
  stretches_.reserve(2 * edits.size() + 1);
  std::size_t at = 0;
  const auto copy_to = [&](std::size_t end) {
    stretches_.push_back({edited_.size(), at, false});
    edited_ += text.substr(at, end - at);
    at = end;
  };
  for (const text_edit& one : edits) {
    if (one.begin < at) continue;
    if (one.begin > at) copy_to(one.begin);
    stretches_.push_back({edited_.size(), one.begin, true});
    edited_ += one.replacement;
    at = one.end;
  }
  copy_to(text.size());
}

std::size_t edited_text::original(std::size_t offset) const {
  const auto after = std::upper_bound(stretches_.begin(), stretches_.end(), offset,
                                      [](std::size_t wanted, const stretch& s) { return wanted < s.edited; });
  const stretch& found = *(after - 1);
  return found.replaced ? found.original : found.original + (offset - found.edited);
}

}  // namespace nytta
