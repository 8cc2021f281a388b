// SPDX-License-Identifier: Apache-2.0
#include "io/write/text_table.hpp"

#include <algorithm>

namespace nytta {

namespace {

constexpr std::size_t page_width = 100;
constexpr std::size_t widest_name = 44;
constexpr std::size_t narrowest = 12;

}  // namespace

std::size_t text_width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string shortened(const std::string& words, std::size_t widest) {
  if (text_width(words) <= widest) return words;
  std::string out;
  std::size_t width = 0;
  for (const char c : words) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U && ++width == widest) break;
    out += c;
  }
  return out + "…";
}

std::size_t end_of_word(std::string_view text) {
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  std::size_t end = text.find(' ');
  while (end != std::string_view::npos && end > 0 && digit(end - 1)) {
    const bool group = digit(end + 1) && digit(end + 2) && digit(end + 3) && !digit(end + 4);
    if (!group && !(end + 1 < text.size() && text[end + 1] == '%')) break;
    end = text.find(' ', end + 1);
  }
  return end;
}

std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::string line;
  while (!text.empty()) {
    const auto end = end_of_word(text);
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && text_width(line) + text_width(word) > page_width &&
        line.find_first_not_of(' ') != std::string::npos) {
      while (line.back() == ' ') line.pop_back();
      out += line + "\n";
      line.assign(indent, ' ');
    }
    line += word;
    line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return out + line + "\n";
}

std::string table_text(const table_block& table) {
  const auto& columns = table.columns;
  auto rows = table.rows;
  for (auto& row : rows) {
    if (!row.empty() && columns.size() > 2) row.front() = shortened(row.front(), widest_name);
  }
  std::vector<std::size_t> widths;
  for (const auto& c : columns) widths.push_back(text_width(c.title));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = (std::max)(widths[i], text_width(row[i]));
  }
  // The last column gives way first.
  for (std::size_t i = columns.size(); i-- > 0;) {
    std::size_t total = 2 * (columns.size() - 1);
    for (const std::size_t width : widths) total += width;
    const std::size_t excess = total > page_width ? total - page_width : 0;
    if (!columns[i].gives_way || widths[i] <= narrowest) continue;
    widths[i] = (std::max)(narrowest, widths[i] - (std::min)(widths[i], excess));
  }
  const auto line = [&](const auto& cell_of) {
    std::string out;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string cell = shortened(cell_of(i), widths[i]);
      const std::string blank(widths[i] - text_width(cell), ' ');
      out += (i == 0 ? "" : "  ") + (columns[i].right ? blank + cell : cell + blank);
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out + "\n";
  };
  std::string out;
  const bool titled =
      std::any_of(columns.begin(), columns.end(), [](const table_column& c) { return !c.title.empty(); });
  if (titled) out += line([&](std::size_t i) -> const std::string& { return columns[i].title; });
  for (const auto& row : rows) out += line([&](std::size_t i) -> const std::string& { return row[i]; });
  return out;
}

}  // namespace nytta
