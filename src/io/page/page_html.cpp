// SPDX-License-Identifier: Apache-2.0
#include "io/page/page_html.hpp"

#include <nytta/core/label.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "io/document/sha256.hpp"
#include "io/write/text_table.hpp"

namespace nytta {

namespace {

constexpr std::string_view style = R"css(
:root { color: #1b1b1b; background: #fff; font: 16px/1.5 "Segoe UI", "Liberation Sans", Arial, sans-serif; }
body { overflow-wrap: break-word; max-width: 56rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; color: #1d3557; }
h2 { font-size: 1.4rem; margin: 2.6rem 0 .6rem; padding-top: .6rem; border-top: 2px solid #1d3557; color: #1d3557; }
h3 { font-size: 1.12rem; margin: 1.6rem 0 .4rem; }
h4, h5 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p, ul, dl { margin: .4rem 0 .8rem; }
a { color: #0b5394; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
nav { margin: 1.2rem 0; padding: .6rem 1rem; background: #f2f5f8; }
nav h2 { border: 0; margin: 0; padding: 0; font-size: 1rem; }
nav ol { margin: .2rem 0; columns: 2; }
#summary + ul, section[aria-labelledby="summary"] > ul { font-size: 1.05rem; }
section[aria-labelledby="summary"] { background: #f2f5f8; padding: .2rem 1.2rem .8rem; margin-top: 1.5rem; }
section[aria-labelledby="summary"] > h2 { border: 0; margin-top: .8rem; }
dl > div { display: grid; grid-template-columns: minmax(9rem, 24%) 1fr; gap: 1rem; padding: .15rem 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; margin: .4rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { padding: .28rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid #d0d7de; }
thead th, thead td { border-bottom: 2px solid #5c677d; vertical-align: bottom; }
tbody th { font-weight: 400; min-width: 8.5rem; overflow-wrap: break-word; }
tbody td:not(.n) { min-width: 5.5rem; }
tbody tr:nth-child(even) { background: #f7f9fb; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
thead .n { white-space: normal; }
figure { margin: 1rem 0; }
figcaption { font-weight: 600; margin-bottom: .3rem; }
svg { display: block; width: 100%; height: auto; }
ul ul { margin: .1rem 0; }
.tree, .tree ul { list-style: none; padding-left: 1.1rem; border-left: 1px solid #d0d7de; }
.tree { padding-left: 0; border: 0; }
.tree li { margin: .15rem 0; overflow-wrap: anywhere; }
td, th, dd, li { unicode-bidi: isolate; }
@page { size: A4; margin: 18mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
@media print {
  :root { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  .wide { overflow: visible; }
  h2, h3, h4, h5 { break-after: avoid; }
  figure, tr, dl > div, .short { break-inside: avoid; }
  section > h2 + p, section > p:has(+ figure) { break-after: avoid; }
  p { break-inside: avoid; }
  thead { display: table-header-group; }
  section[aria-labelledby="appendix"] { break-before: page; }
  section[aria-labelledby="summary"], nav, tbody tr:nth-child(even) { background: none; }
}
)css";

/// A digest's hexadecimal digits in base 64, as a content security policy names it.
std::string base64_of_hexadecimal(const std::string& digits) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<unsigned> bytes;
  const auto value = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) bytes.push_back(value(digits[i]) << 4U | value(digits[i + 1]));
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t k) { return i + k < bytes.size() ? bytes[i + k] : 0U; };
    const unsigned three = at(0) << 16U | at(1) << 8U | at(2);
    for (unsigned k = 0; k < 4; ++k) {
      out += i + k > bytes.size() ? '=' : letters[three >> (18U - 6U * k) & 63U];
    }
  }
  return out;
}

/// A text in which no number is parted at the end of a line from its groups, its kronor or its sign of per cent.
std::string prose(std::string_view text) {
  constexpr std::string_view joint = "\u00a0";
  std::string out;
  while (!text.empty()) {
    const std::size_t end = end_of_word(text);
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    for (const char c : word) {
      if (c == ' ' || c == no_break) {
        out += joint;
      } else {
        out += c;
      }
    }
    if (end == std::string_view::npos) break;
    const bool number = !word.empty() && word.back() >= '0' && word.back() <= '9';
    const std::string_view next = text.substr(0, text.find_first_of(" ,.;:)"));
    const bool unit = next == "kr" || next == "tkr" || next == "mkr" || next == "år" || next == "h" || next == "h/år";
    out += number && unit ? joint : std::string_view(" ");
  }
  return escaped(out);
}

class html_writer {
 public:
  html_writer(const page& of, const std::vector<drawing>& drawings, language in)
      : of_(of), drawings_(drawings), in_(in) {}

  std::string write() {
    head();
    out_ += "<a class=\"skip\" href=\"#main\">" + word("report_skip") + "</a>\n<header>\n";
    for (const auto& b : of_) std::visit(*this, b);
    if (in_section_) out_ += "</section>\n";
    out_ += started_ ? "</main>\n" : "</header>\n<main id=\"main\"></main>\n";
    return out_ + "</body>\n</html>\n";
  }

  void operator()(const heading_block& h) {
    if (h.level == 2) section();
    const std::string level = std::to_string((std::min)(h.level, 6));
    const std::string id = h.id.empty() ? "" : " id=\"" + h.id + "\"";
    if (h.level == 2 && !h.id.empty()) {
      out_.append("<section aria-labelledby=\"").append(h.id).append("\">\n");
      in_section_ = true;
    }
    out_ += "<h" + level + id + ">" + prose(h.text) + "</h" + level + ">\n";
    heading_ = h.text;
  }
  void operator()(const paragraph_block& p) { out_ += "<p>" + prose(p.text) + "</p>\n"; }
  void operator()(const list_block& l) {
    if (l.items.empty()) return;
    out_ += "<ul>\n";
    for (const auto& item : l.items) out_ += "<li>" + prose(item) + "</li>\n";
    out_ += "</ul>\n";
  }
  void operator()(const facts_block& f) {
    if (f.rows.empty()) return;
    out_ += "<dl>\n";
    for (const auto& [name, value] : f.rows) {
      out_ += "<div><dt>" + prose(name) + "</dt><dd>" + prose(value) + "</dd></div>\n";
    }
    out_ += "</dl>\n";
  }
  void operator()(const table_block& t) {
    if (t.rows.empty()) return;
    // A table that may be wider than a narrow window is reached by the keyboard, to be scrolled.
    const bool wide = t.columns.size() > 2;
    out_ += wide ? "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"" + escaped(heading_) + "\">\n" : "";
    constexpr std::size_t few_rows = 8;
    const std::string kept = t.rows.size() <= few_rows ? " class=\"short\"" : "";  // not parted between two pages
    out_ += "<table" + kept + " aria-label=\"" + escaped(heading_) + "\">\n";
    if (std::any_of(t.columns.begin(), t.columns.end(), [](const auto& c) { return !c.title.empty(); })) {
      out_ += "<thead><tr>";
      for (const auto& c : t.columns) {
        const std::string side = c.right ? " class=\"n\"" : "";
        out_ += c.title.empty() ? "<td></td>" : "<th scope=\"col\"" + side + ">" + prose(c.title) + "</th>";
      }
      out_ += "</tr></thead>\n";
    }
    out_ += "<tbody>\n";
    for (const auto& row : t.rows) {
      out_ += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string side = t.columns[i].right ? " class=\"n\"" : "";
        const std::string cell = prose(row[i]);
        out_ += i == 0 ? "<th scope=\"row\"" + side + ">" + cell + "</th>" : "<td" + side + ">" + cell + "</td>";
      }
      out_ += "</tr>\n";
    }
    out_ += wide ? "</tbody>\n</table>\n</div>\n" : "</tbody>\n</table>\n";
  }
  void operator()(const outline_block& o) {
    if (o.lines.empty()) return;
    out_ += "<ul class=\"tree\">\n";
    std::size_t open = 0;  // lists within the first
    bool item = false;
    for (const auto& [text, depth] : nested(o)) {
      if (item && depth > open) {
        out_ += "\n<ul>\n";
        ++open;
      } else if (item) {
        out_ += "</li>\n";
        for (; open > depth; --open) out_ += "</ul>\n</li>\n";
      }
      out_ += "<li>" + prose(text);
      item = true;
    }
    out_ += "</li>\n";
    for (; open > 0; --open) out_ += "</ul>\n</li>\n";
    out_ += "</ul>\n";
  }
  void operator()(const chart& c) {
    const drawing& d = drawings_[chart_++];
    if (d.inside.empty()) return;
    const std::string id = "chart-" + std::to_string(chart_);
    out_ += "<figure>\n<figcaption>" + prose(c.title) + "</figcaption>\n<svg role=\"img\" viewBox=\"0 0 " +
            std::to_string(d.width) + " " + std::to_string(d.height) + "\" aria-labelledby=\"" + id +
            "\"><title id=\"" + id + "\">" + prose(c.title + ". " + c.description) + "</title>" + d.inside +
            "</svg>\n</figure>\n";
  }

 private:
  [[nodiscard]] std::string word(std::string_view key) const { return std::string(label_text(key, in_)); }

  void head() {
    std::string title;
    for (const auto& b : of_) {
      if (const auto* h = std::get_if<heading_block>(&b); h != nullptr && h->level == 1) title = h->text;
    }
    out_ = "<!DOCTYPE html>\n<html lang=\"" + std::string(in_ == language::sv ? "sv" : "en") +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" +
           base64_of_hexadecimal(sha256(style)) +
           "'; base-uri 'none'; form-action 'none'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"generator\" content=\"nytta " NYTTA_VERSION "\">\n<title>" +
           escaped(title) + "</title>\n<style>" + std::string(style) + "</style>\n</head>\n<body>\n";
  }

  /// The header ends where the first section begins: then comes what the page holds.
  void section() {
    if (in_section_) out_ += "</section>\n";
    in_section_ = false;
    if (started_) return;
    started_ = true;
    out_ += "</header>\n<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">" + word("report_contents") +
            "</h2>\n<ol>\n";
    for (const auto& b : of_) {
      const auto* h = std::get_if<heading_block>(&b);
      if (h == nullptr || h->level != 2 || h->id.empty()) continue;
      out_ += "<li><a href=\"#" + h->id + "\">" + prose(h->text) + "</a></li>\n";
    }
    out_ += "</ol>\n</nav>\n<main id=\"main\">\n";
  }

  const page& of_;
  const std::vector<drawing>& drawings_;
  language in_;
  std::size_t chart_ = 0;
  bool started_ = false;
  bool in_section_ = false;
  std::string heading_;
  std::string out_;
};

}  // namespace

std::string page_html(const page& of, const std::vector<drawing>& drawings, language in) {
  return html_writer(of, drawings, in).write();
}

}  // namespace nytta
