// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "io/chart/chart.hpp"

// What a reader is told, block by block, before anyone decides what it looks like. The memo, the answers to what if and
// the report are pages; plain text, HTML and Markdown are writers of a page.

namespace nytta {

/// Stands in a text for a space at which no line ends.
inline constexpr char no_break = '\x01';

/// 1 the page's own name, 2 a section, 3 a part of it.
struct heading_block {
  std::string text;
  int level = 2;
  std::string id{};  ///< what a link to it says; empty: nothing links to it
};

struct paragraph_block {
  std::string text;
  bool apart = false;  ///< begins something else, without a heading of its own
};

struct list_block {
  std::vector<std::string> items;
};

/// Names, each with what it is.
struct facts_block {
  std::vector<std::pair<std::string, std::string>> rows{};
  bool apart = false;  ///< stands apart from what is before it
  void add(std::string name, std::string value) {
    if (!value.empty()) rows.emplace_back(std::move(name), std::move(value));
  }
};

struct table_column {
  std::string title;
  bool right = false;      ///< numbers stand to the right
  bool gives_way = false;  ///< words that may be cut where the page is too narrow
};

/// The first cell of a row says what the row is about.
struct table_block {
  std::vector<table_column> columns;
  std::vector<std::vector<std::string>> rows{};
  void add(std::vector<std::string> row) { rows.push_back(std::move(row)); }
};

/// A tree told line by line, each line at its depth.
struct outline_block {
  struct line {
    std::string text;
    std::size_t depth = 0;
  };
  std::vector<line> lines{};
  bool apart = false;  ///< stands apart from what is before it
};

using block = std::variant<heading_block, paragraph_block, list_block, facts_block, table_block, outline_block, chart>;
using page = std::vector<block>;

/// The lines of a tree with their depths as lists nest: from 0, and at most one deeper than the line before.
[[nodiscard]] inline std::vector<outline_block::line> nested(const outline_block& of) {
  std::vector<outline_block::line> out;
  std::vector<std::size_t> above;  // the depths of the lines that the next may stand under
  for (const auto& l : of.lines) {
    while (!above.empty() && above.back() >= l.depth) above.pop_back();
    out.push_back({l.text, above.size()});
    above.push_back(l.depth);
  }
  return out;
}

/// Adds the blocks of one page to another.
inline void append(page& to, page from) {
  for (auto& b : from) to.push_back(std::move(b));
}

/// As text of at most 100 columns; with `coloured`, headings carry terminal colours. Charts are left out: each has its
/// table beside it.
[[nodiscard]] std::string page_text(const page& of, bool coloured = false);

/// As Markdown with GitHub's tables, charts left out. No text in it is read as Markdown.
[[nodiscard]] std::string page_markdown(const page& of);

}  // namespace nytta
