// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "io/document/text_index.hpp"

// The scan before the TOML parser: one linear walk that bounds depth and size, names every common mistake of writing on
// its line (a percentage without quotes, a decimal comma, curly quotes …), and lists the edits that repair it, so that
// the parser and the reader after it can go on and everything wrong is told at once.
//
// Numbers are edited too: the parser sees `0`, and the digits are taken from the text as written. Comments are left
// out.

namespace nytta {

enum class edit_kind : unsigned char { repair, number, comment, unreadable };

/// Bytes begin … end of the text give way to `replacement`.
struct text_edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string replacement;
  edit_kind kind = edit_kind::repair;
};

/// A header, or a key with its value: where it, its value (for a header: the rest) and its end stand.
struct text_statement {
  std::size_t begin = 0;
  std::size_t key_end = 0;
  std::size_t value_begin = 0;
  std::size_t end = 0;
  bool header = false;
  bool list = false;           ///< of a header: in double brackets
  std::size_t name_begin = 0;  ///< of a header: after its brackets
};

struct text_scan {
  std::vector<text_edit> edits;            ///< ascending, disjoint
  std::vector<text_statement> statements;  ///< ascending
  diagnostics errors;                      ///< ascending
  bool readable = true;                    ///< false: there is no sense in parsing the rest
};

/// Walks a text of valid UTF-8 without control characters. `index` is over `text`.
[[nodiscard]] text_scan scan_toml(std::string_view text, const text_index& index, const std::string& file);

/// Replaces begin … end by `replacement`, instead of all edits that stand there.
void replace_span(text_scan& scan, std::size_t begin, std::size_t end, std::string replacement, edit_kind kind);

/// The text with its edits done, and the way back to where its bytes stood.
class edited_text {
 public:
  edited_text(std::string_view text, const std::vector<text_edit>& edits);

  [[nodiscard]] const std::string& text() const { return edited_; }

  /// Where a byte of the edited text stood; inside a replacement, where the replaced text began.
  [[nodiscard]] std::size_t original(std::size_t offset) const;

 private:
  struct stretch {
    std::size_t edited;    // first byte in the edited text
    std::size_t original;  // first byte in the original
    bool replaced;
  };
  std::string edited_;
  std::vector<stretch> stretches_;
};

}  // namespace nytta
