// SPDX-License-Identifier: Apache-2.0
#include "io/read/keys.hpp"

#include <nytta/core/utf8.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace nytta::keys {

namespace {

// Lower case for the letters of the two languages, without a locale.
std::string folded(std::string_view written) {
  std::string out(written);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    if (byte >= 'A' && byte <= 'Z') out[i] = static_cast<char>(byte + 32);
    const bool latin = byte == 0xC3 && i + 1 < out.size();
    if (latin && static_cast<unsigned char>(out[i + 1]) >= 0x80 && static_cast<unsigned char>(out[i + 1]) <= 0x9E) {
      out[i + 1] = static_cast<char>(static_cast<unsigned char>(out[i + 1]) + 0x20);
    }
  }
  return out;
}

// In a key, _, - and spaces are the same, and å ä ö may have lost their dots.
std::string plain_key(std::string_view written) {
  std::string out;
  const std::string lower = folded(written);
  for (std::size_t at = 0; at < lower.size();) {
    const character c = character_at(lower, at);
    if (c.code == U'å' || c.code == U'ä') {
      out += 'a';
    } else if (c.code == U'ö') {
      out += 'o';
    } else if (c.code == '-' || c.code == ' ') {
      out += '_';
    } else {
      out += lower.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

bool holds_word(std::string_view list, std::string_view folded_word) {
  bool found = false;
  each_word(list, [&](std::string_view part) { found = found || folded(part) == folded_word; });
  return found;
}

// Levenshtein's distance with neighbours swapped counted once. Texts longer than 40 bytes are far from everything:
// nobody misspells so long a word, and a hostile key shall not cost time.
std::size_t distance(std::string_view a, std::string_view b) {
  constexpr std::size_t longest = 40;
  if (a.size() > longest || b.size() > longest) return longest;
  std::array<std::array<std::size_t, longest + 1>, longest + 1> d{};
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      d[i][j] = (std::min)({d[i - 1][j] + 1, d[i][j - 1] + 1, changed});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) d[i][j] = (std::min)(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

// One slip in a short word, two in a longer one, none in a word of two letters.
bool near(std::string_view written, std::string_view known, std::size_t slips) {
  const std::size_t length = (std::min)(written.size(), known.size());
  return length >= 3 && slips <= (length >= 6 ? 2U : 1U);
}

// By the key's own name, else by what it is called in Swedish.
const key* nearest_key(const table& in, std::string_view written) {
  const std::string plain = plain_key(written);
  const key* best = nullptr;
  std::size_t fewest = 3;
  const auto weigh = [&](const key* k, std::string_view known) {
    const std::size_t slips = distance(plain, known);
    if (slips >= fewest || !near(plain, known, slips)) return;
    fewest = slips;
    best = k;
  };
  for (const key* k : keys_of(in)) weigh(k, k->name);
  if (best != nullptr) return best;
  for (const key* k : keys_of(in)) {
    each_word(k->swedish, [&](std::string_view word) { weigh(k, plain_key(word)); });
  }
  return best;
}

const key* swedish_key(const table& in, std::string_view written) {
  const std::string plain = plain_key(written);
  for (const key* k : keys_of(in)) {
    bool found = false;
    each_word(k->swedish, [&](std::string_view part) { found = found || plain_key(part) == plain; });
    if (found) return k;
  }
  return nullptr;
}

void collect(const table& from, std::vector<const table*>& into) {
  if (std::find(into.begin(), into.end(), &from) != into.end()) return;
  into.push_back(&from);
  for (const key* k : keys_of(from)) {
    if (k->of != nullptr) collect(*k->of, into);
  }
}

}  // namespace

std::vector<const key*> keys_of(const table& in) {
  std::vector<const key*> out;
  for (const table* part = &in; part != nullptr; part = part->shared) {
    for (const key& k : part->own) out.push_back(&k);
  }
  return out;
}

const key* find(const table& in, std::string_view name) {
  for (const table* part = &in; part != nullptr; part = part->shared) {
    for (const key& k : part->own) {
      if (k.name == name) return &k;
    }
  }
  return nullptr;
}

std::vector<const table*> tables_of(const table& root) {
  std::vector<const table*> out;
  collect(root, out);
  return out;
}

guess guess_key(const table& root, const table& in, std::string_view written) {
  using reason = guess::reason;
  const auto tables = tables_of(root);
  if (const key* k = swedish_key(in, written)) return {reason::swedish_word, k->name, in.heading};
  if (find(in, plain_key(written)) != nullptr)
    return {reason::misspelt, find(in, plain_key(written))->name, in.heading};
  for (const table* other : tables) {
    const bool here = other == &in || other == in.shared;
    if (!here && !other->within && find(*other, written) != nullptr) {
      return {reason::belongs_elsewhere, find(*other, written)->name, other->heading};
    }
  }
  if (const key* k = nearest_key(in, written)) return {reason::misspelt, k->name, in.heading};
  for (const table* other : tables) {
    if (const key* k = swedish_key(*other, written)) return {reason::swedish_word, k->name, other->heading};
  }
  for (const table* other : tables) {
    if (const key* k = find(*other, written)) return {reason::belongs_elsewhere, k->name, other->heading};
  }
  return {};
}

std::optional<std::string_view> english_word(std::span<const word> words, std::string_view written) {
  const std::string lower = folded(written);
  for (const word& w : words) {
    if (lower == w.english || holds_word(w.swedish, lower)) return w.english;
  }
  return std::nullopt;
}

std::string_view nearest_word(std::span<const word> words, std::string_view written) {
  const std::string lower = folded(written);
  std::string_view best;
  std::size_t fewest = 3;
  const auto weigh = [&](std::string_view known) {
    const std::size_t slips = distance(lower, known);
    if (slips < fewest && near(lower, known, slips)) {
      fewest = slips;
      best = known;
    }
  };
  for (const word& w : words) {
    weigh(w.english);
    each_word(w.swedish, weigh);
  }
  return best;
}

std::string english_path(const table& root, std::string_view written) {
  const std::size_t point = written.find('.');
  if (point == std::string_view::npos) return {};
  const auto key_in = [](const table& in, std::string_view word) -> const key* {
    if (const key* known = find(in, word)) return known;
    if (const key* swedish = swedish_key(in, word)) return swedish;
    return nearest_key(in, word);
  };
  const key* first = key_in(root, written.substr(0, point));
  if (first == nullptr || first->of == nullptr) return {};
  const key* second = key_in(*first->of, written.substr(point + 1));
  if (second == nullptr) return {};
  return std::string(first->name) + "." + std::string(second->name);
}

std::string names_like(std::span<const std::string_view> known, std::string_view written) {
  const std::string lower = folded(written);
  std::string out;
  std::vector<word> words;
  for (const std::string_view name : known) {
    words.push_back({name, {}});
    if (!lower.empty() && name.starts_with(lower)) out.append(out.empty() ? "" : ", ").append(name);
  }
  return out.empty() ? std::string(nearest_word(words, lower)) : out;
}

std::string listed(std::span<const word> words) {
  std::string out;
  std::string_view table;  // of the word before, with its point: "benefits."
  for (const word& w : words) {
    if (!out.empty()) out += " | ";
    const std::size_t point = w.english.find('.');
    const std::string_view own = w.english.substr(0, point == std::string_view::npos ? 0 : point + 1);
    out += w.english.substr(!own.empty() && own == table ? own.size() - 1 : 0);
    table = own;
  }
  return out;
}

std::optional<int> year_of(std::string_view text_of_key) {
  if (text_of_key.size() != 4 || text_of_key.front() == '0') return std::nullopt;
  int year = 0;
  for (const char c : text_of_key) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  return year;
}

}  // namespace nytta::keys
