// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <type_traits>
#include <variant>

#include "io/page/page.hpp"
#include "io/write/text_table.hpp"

namespace nytta {

namespace {

class text_writer {
 public:
  explicit text_writer(bool coloured) : coloured_(coloured) {}

  void operator()(const heading_block& h) {
    if (h.level > 1) out_ += "\n";
    std::string text = wrapped(h.text, 0);
    if (coloured_) text = "\x1b[1m" + text.substr(0, text.size() - 1) + "\x1b[0m\n";
    out_ += text;
  }
  void operator()(const paragraph_block& p) { out_ += (p.apart ? "\n" : "") + wrapped(p.text, 0); }
  void operator()(const list_block& l) {
    for (const auto& item : l.items) out_ += wrapped("- " + item, 2);
  }
  void operator()(const facts_block& f) {
    constexpr std::size_t name_width = 16;
    if (f.apart) out_ += "\n";
    for (const auto& [name, value] : f.rows) {
      const std::size_t used = text_width(name);
      out_ += wrapped(name + std::string(used < name_width ? name_width - used : 1, ' ') + value, name_width);
    }
  }
  void operator()(const table_block& t) { out_ += table_text(t); }
  void operator()(const outline_block& o) {
    constexpr std::size_t deepest = 20;  // a page is 100 columns wide
    if (o.apart) out_ += "\n";
    for (const auto& l : o.lines) {
      const std::size_t indent = 2 * (std::min)(l.depth, deepest);
      out_ += wrapped(std::string(indent, ' ') + l.text, indent + 2);
    }
  }
  void operator()(const chart&) {}

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  bool coloured_;
  std::string out_;
};

}  // namespace

std::string page_text(const page& of, bool coloured) {
  text_writer writer(coloured);
  for (const auto& b : of) std::visit(writer, b);
  std::string out = writer.take();
  std::replace(out.begin(), out.end(), no_break, ' ');
  return out;
}

}  // namespace nytta
