// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Every key of the format, once: where it stands, what it may hold, which words it takes, and what it is called in
// Swedish. The reader's refusals, their advice and `nytta schema` all come from this table.

namespace nytta::keys {

/// What a value may be. A key takes one of several, so these are bits.
enum shape : unsigned {
  text = 1U << 0U,
  number = 1U << 1U,  ///< a bare number
  whole = 1U << 2U,   ///< a bare whole number
  flag = 1U << 3U,
  date = 1U << 4U,
  inner_table = 1U << 5U,
  named_tables = 1U << 6U,  ///< a table of tables, one for each id
  list_of_tables = 1U << 7U,
  list_of_texts = 1U << 8U,
  list_of_wholes = 1U << 9U,
  list_of_values = 1U << 10U,  ///< numbers and texts
  anything = 1U << 11U
};

/// A word of a closed list: the English one, which outputs speak, and the Swedish ones it may be written as,
/// with | between them.
struct word {
  std::string_view english;
  std::string_view swedish;
};

/// Read: into the initiative or method. Carried: accepted, never read. Later: of a part that this version refuses.
enum class standing : unsigned char { read, carried, later };

struct table;

struct key {
  std::string_view name = {};
  unsigned shapes = text;
  std::string_view example = {};  ///< as TOML, right of the equal sign
  std::string_view meaning = {};
  std::string_view swedish = {};  ///< words that people write instead, with | between them
  std::span<const word> words = {};
  bool other_words = false;   ///< the words are the usual ones; a method may know more
  const table* of = nullptr;  ///< what an inner table, or each of several tables, holds
  bool required = false;
  standing how = standing::read;
};

/// Which keys a table takes beside those listed.
enum class further_keys : unsigned char { none, years, names };

struct table {
  std::string_view name = {};     ///< "effect", for the schema
  std::string_view heading = {};  ///< as the user writes it: "[[benefits]]"
  std::span<const key> own = {};
  const table* shared = nullptr;  ///< keys that it has in common with another table
  further_keys further = further_keys::none;
  key each = {};        ///< what a further key holds
  bool within = false;  ///< written inside a value, as in rate = { … }
};

/// The whole of a case file and of a method file.
[[nodiscard]] const table& case_file();
[[nodiscard]] const table& method_file();

/// The table's key of that name, its shared keys included; null when there is none.
[[nodiscard]] const key* find(const table& in, std::string_view name);

/// All keys of a table, its shared keys last.
[[nodiscard]] std::vector<const key*> keys_of(const table& in);

/// Every table that can be reached from `root`, `root` first, each once.
[[nodiscard]] std::vector<const table*> tables_of(const table& root);

/// What an unknown key was probably meant to be.
struct guess {
  enum class reason : unsigned char { none, belongs_elsewhere, swedish_word, misspelt };
  reason why = reason::none;
  std::string_view name;     ///< the key to write
  std::string_view heading;  ///< of the table it belongs in
};
[[nodiscard]] guess guess_key(const table& root, const table& in, std::string_view written);

/// "benefits.owner" for "nyttor.ägare" or a slip in it: a key of a table of the file, each in English; empty when there
/// is none.
[[nodiscard]] std::string english_path(const table& root, std::string_view written);

/// The English word for what was written, in any of the list's languages and in any case of letters.
[[nodiscard]] std::optional<std::string_view> english_word(std::span<const word> words, std::string_view written);

/// The word, English or Swedish, that is a slip of the pen away; empty when none is.
[[nodiscard]] std::string_view nearest_word(std::span<const word> words, std::string_view written);

/// Those of the names that were probably meant, with commas between: all that begin with what was written in any case,
/// else the nearest by slips of the pen, else nothing.
[[nodiscard]] std::string names_like(std::span<const std::string_view> known, std::string_view written);

/// "cash | redeployed", for a message; of words with a table before a point it stands once: "benefits.owner | .goal".
[[nodiscard]] std::string listed(std::span<const word> words);

/// Hands each of the words with | between them to `take`.
template <class Take>
void each_word(std::string_view list, Take take) {
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    take(list.substr(0, bar));
    list = bar == std::string_view::npos ? std::string_view{} : list.substr(bar + 1);
  }
}

/// A year as a key: one to four digits, the first not 0.
[[nodiscard]] std::optional<int> year_of(std::string_view text);

}  // namespace nytta::keys
