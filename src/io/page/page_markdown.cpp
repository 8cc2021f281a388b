// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

#include "io/page/page.hpp"

namespace nytta {

namespace {

/// A text in which nothing is read as Markdown or HTML, on one line.
std::string literal(std::string_view text) {
  constexpr std::string_view special = "\\`*_{}[]<>#|~!&";
  std::string out;
  for (const char c : text) {
    if (c == no_break) {
      out += "\u00a0";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += ' ';
    } else {
      if (special.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

/// The same at the start of a line, where a number, a dash or a plus would begin a list.
std::string at_start(std::string_view text) {
  std::string out = literal(text);
  const std::size_t digits = std::min(out.find_first_not_of("0123456789"), out.size());
  const bool list = out.starts_with('-') || out.starts_with('+');
  if (list) return "\\" + out;
  if (digits > 0 && digits < out.size() && (out[digits] == '.' || out[digits] == ')')) out.insert(digits, "\\");
  return out;
}

class markdown_writer {
 public:
  void operator()(const heading_block& h) {
    apart();
    out_ += std::string(static_cast<std::size_t>(h.level), '#') + " " + literal(h.text) + "\n";
  }
  void operator()(const paragraph_block& p) {
    apart();
    out_ += at_start(p.text) + "\n";
  }
  void operator()(const list_block& l) {
    apart();
    for (const auto& item : l.items) out_ += "- " + at_start(item) + "\n";
  }
  void operator()(const facts_block& f) {
    apart();
    for (const auto& [name, value] : f.rows) out_ += "- **" + literal(name) + ":** " + literal(value) + "\n";
  }
  void operator()(const table_block& t) {
    apart();
    const auto line = [&](const auto& cell_of) {
      for (std::size_t i = 0; i < t.columns.size(); ++i) out_ += "| " + cell_of(i) + " ";
      out_ += "|\n";
    };
    line([&](std::size_t i) { return literal(t.columns[i].title); });
    line([&](std::size_t i) { return std::string(t.columns[i].right ? "---:" : "---"); });
    for (const auto& row : t.rows) line([&](std::size_t i) { return literal(row[i]); });
  }
  void operator()(const outline_block& o) {
    apart();
    for (const auto& l : nested(o)) out_ += std::string(2 * l.depth, ' ') + "- " + at_start(l.text) + "\n";
  }
  void operator()(const chart&) {}

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void apart() { out_ += out_.empty() ? "" : "\n"; }

  std::string out_;
};

}  // namespace

std::string page_markdown(const page& of) {
  markdown_writer writer;
  for (const auto& b : of) std::visit(writer, b);
  return writer.take();
}

}  // namespace nytta
