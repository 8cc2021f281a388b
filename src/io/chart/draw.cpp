// SPDX-License-Identifier: Apache-2.0
#include "io/chart/draw.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "io/chart/gnuplot_script.hpp"

namespace nytta {

namespace {

/// Takes out all that stands from `begin` to the end of the `end` that follows it.
void take_out(std::string& from, std::string_view begin, std::string_view end) {
  for (std::size_t at = from.find(begin); at != std::string::npos; at = from.find(begin, at)) {
    const std::size_t last = from.find(end, at + begin.size());
    if (last == std::string::npos) return;
    from.erase(at, last + end.size() - at);
  }
}

/// Are all elements such as shapes and texts are drawn with?
bool draws_only(std::string_view svg) {
  constexpr std::array<std::string_view, 10> known{"g",      "path", "polygon", "polyline", "rect",
                                                   "circle", "text", "tspan",   "line",     "ellipse"};
  for (std::size_t at = svg.find('<'); at != std::string_view::npos; at = svg.find('<', at + 1)) {
    std::string_view name = svg.substr(at + 1);
    if (name.starts_with('/')) name.remove_prefix(1);
    name = name.substr(0, name.find_first_of(" \t\n/>"));
    if (std::find(known.begin(), known.end(), name) == known.end()) return false;
  }
  return svg.find(" on") == std::string_view::npos && svg.find("href") == std::string_view::npos;
}

/// Each place of a text, between two @, becomes the text.
std::string with_texts(std::string_view svg, const std::vector<std::string>& texts) {
  std::string out;
  for (std::size_t at = svg.find('@'); at != std::string_view::npos; at = svg.find('@')) {
    out += svg.substr(0, at);
    svg.remove_prefix(at + 1);
    std::size_t index = texts.size();
    const auto end = std::from_chars(svg.data(), svg.data() + svg.size(), index).ptr;
    svg.remove_prefix(static_cast<std::size_t>(end - svg.data()));
    if (svg.starts_with('@')) svg.remove_prefix(1);
    if (index < texts.size()) out += escaped(texts[index]);
  }
  return out += svg;
}

int attribute(std::string_view svg, std::string_view name) {
  const std::size_t at = svg.find(name);
  int value = 0;
  if (at != std::string_view::npos) {
    svg.remove_prefix(at + name.size());
    std::from_chars(svg.data(), svg.data() + svg.size(), value);
  }
  return value;
}

drawing cleaned(std::string_view document, const std::vector<std::string>& texts) {
  drawing out;
  const std::size_t root = document.find("<svg");
  if (root == std::string_view::npos) return out;
  document.remove_prefix(root);
  const std::size_t body = document.find('>');
  if (body == std::string_view::npos) return out;
  out.width = attribute(document.substr(0, body), "width=\"");
  out.height = attribute(document.substr(0, body), "height=\"");
  std::string inside(document.substr(body + 1));
  take_out(inside, "<title>", "</title>");
  take_out(inside, "<desc>", "</desc>");
  take_out(inside, "<defs>", "</defs>");
  take_out(inside, " id=\"", "\"");
  take_out(inside, " class=\"", "\"");
  if (out.width > 0 && out.height > 0 && draws_only(inside)) out.inside = with_texts(inside, texts);
  return out;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+202A … U+202E and U+2066 … U+2069: what is read is what is written.
    if (byte == 0xE2 && i + 2 < text.size()) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      const auto third = static_cast<unsigned char>(text[i + 2]);
      const bool turns =
          (second == 0x80 && third >= 0xAA && third <= 0xAE) || (second == 0x81 && third >= 0xA6 && third <= 0xA9);
      if (turns) {
        i += 2;
        continue;
      }
    }
    switch (text[i]) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += byte < 0x20 || byte == 0x7F ? ' ' : text[i];
    }
  }
  return out;
}

std::vector<drawing> drawn(const std::vector<const chart*>& charts, language in, chart_drawer draw,
                           const void* context) {
  std::vector<drawing> out(charts.size());
  if (draw == nullptr || charts.empty()) return out;
  std::string commands;
  std::vector<gnuplot_script> scripts;
  for (const chart* c : charts) {
    scripts.push_back(gnuplot_script_of(*c, in));
    commands += scripts.back().commands;
  }
  const std::optional<std::string> answer = draw(commands, context);
  if (!answer) return out;
  std::string_view rest = *answer;
  constexpr std::string_view last = "</svg>";
  for (std::size_t i = 0; i < charts.size(); ++i) {
    const std::size_t end = rest.find(last);
    if (end == std::string_view::npos) break;
    out[i] = cleaned(rest.substr(0, end), scripts[i].texts);
    rest.remove_prefix(end + last.size());
  }
  return out;
}

}  // namespace nytta
