// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// One tree for TOML and JSON: what a case or method file says, in the file's order, with the place of every key and
// value, and every number digit for digit as it was written. What the words mean is the reader's business above.

namespace nytta {

struct member;

/// A value in a document and where it stands.
struct document_node {
  /// `unreadable` is a value whose text was already refused by a diagnostic: readers say nothing more about it.
  enum class kind : unsigned char { table, array, string, integer, real, boolean, date, null, unreadable };

  enum kind kind = kind::null;
  bool boolean = false;
  std::string text;                  ///< a string's value; a number's or date's digits as written, without `_`
  std::vector<member> members;       ///< of a table, in the file's order; no key twice
  std::vector<document_node> items;  ///< of an array
  place where;                       ///< of the value; of the header or the first key for a table without braces
  /// Members or items are missing that a diagnostic has told of: whoever names one of them is not told again.
  bool incomplete = false;

  /// The member with this key, or nullptr; also nullptr when this is no table.
  [[nodiscard]] const member* find(std::string_view key) const;
};

/// A key of a table, where the key stands, and its value.
struct member {
  std::string key;
  place key_place;
  document_node value;
};

/// Adds what `from` holds to `into`: keys to a table, items to a list. Of a key in both, the first is kept; tables that
/// share a key of their own are two under one name, so that one name is lost, and `into` is incomplete.
void merge(document_node& into, document_node from);

/// What a text gave. `root` may be present beside errors: the common mistakes of writing are repaired in memory, so
/// that what they hide is found in the same run. Without errors there is always a root. Errors stand in the text's
/// order.
struct document_reading {
  std::optional<document_node> root;
  diagnostics errors;
};

/// Bounds on what a text may ask of the machine; beyond them it is refused with a diagnostic.
struct document_limits {
  static constexpr std::size_t bytes = std::size_t{16} << 20;
  static constexpr std::size_t key_depth = 32;    ///< parts of one dotted key
  static constexpr std::size_t key_bytes = 2000;  ///< of a dotted key
  static constexpr std::size_t nesting = 64;      ///< brackets within brackets
  static constexpr std::size_t values = 50000;    ///< keys, items and headers together
  static constexpr std::size_t errors = 1000;     ///< diagnostics of one text
};

/// Reads TOML 1.0. Never throws on bad input, needs linear time, and names all mistakes that it can tell apart.
[[nodiscard]] document_reading read_toml(std::string_view text, const std::string& file);

/// Whether each value remembers where it stands; who tells of no places reads a third faster without.
enum class places : unsigned char { kept, left_out };

/// Reads JSON. Places carry JSON pointers; errors in the text itself carry line and column.
[[nodiscard]] document_reading read_json(std::string_view text, const std::string& file,
                                         places of_values = places::kept);

/// JSON when the file's name ends in .json, or when it is "-" and the text begins with `{`; TOML otherwise. The root is
/// a table: anything else is refused.
[[nodiscard]] document_reading read_document(std::string_view text, const std::string& file);

/// The same of a text that is JSON whatever the file is called: a line of a stream.
[[nodiscard]] document_reading read_json_object(std::string_view text, const std::string& file);

/// A value as the user wrote it, short enough for a sentence.
[[nodiscard]] std::string shown(const document_node& value);

}  // namespace nytta
