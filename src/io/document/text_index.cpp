// SPDX-License-Identifier: Apache-2.0
#include "io/document/text_index.hpp"

#include <algorithm>

namespace nytta {

namespace {

constexpr std::size_t stride = 64;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// The length of the valid sequence at `at`, or 0. (Unicode 15.0, table 3-7.)
std::size_t valid_sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() - at < length) return 0;
  const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!is_continuation(text[at + i])) return 0;
  }
  return length;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = valid_sequence(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  while (at + length < text.size() && is_continuation(text[at + length])) ++length;
  return length;
}

std::string clipped(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < characters && at < text.size(); ++i) at += character_length(text, at);
  return at == text.size() ? std::string(text) : std::string(text.substr(0, at)) + "…";
}

text_index::text_index(std::string_view text) : text_(text), lines_{0} {
  characters_.reserve(text.size() / stride + 1);
  std::uint32_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % stride == 0) characters_.push_back(characters);
    if (text[i] == '\n') lines_.push_back(static_cast<std::uint32_t>(i + 1));
    if (!is_continuation(text[i])) ++characters;
  }
  if (text.size() % stride == 0) characters_.push_back(characters);
}

std::size_t text_index::characters_before(std::size_t offset) const {
  const std::size_t block = offset / stride;
  std::size_t count = characters_[block];
  for (std::size_t i = block * stride; i < offset; ++i) {
    if (!is_continuation(text_[i])) ++count;
  }
  return count;
}

text_spot text_index::spot(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(lines_.begin(), lines_.end(), offset);
  const std::size_t begin = *(after - 1);
  return {static_cast<int>(after - lines_.begin()),
          static_cast<int>(characters_before(offset) - characters_before(begin)) + 1};
}

std::size_t text_index::offset(text_spot at) const {
  if (at.line < 1 || static_cast<std::size_t>(at.line) > lines_.size()) return text_.size();
  const std::size_t begin = lines_[static_cast<std::size_t>(at.line) - 1];
  const std::size_t wanted = characters_before(begin) + static_cast<std::size_t>(std::max(at.column, 1)) - 1;
  const auto after = std::upper_bound(characters_.begin(), characters_.end(), wanted);
  const std::size_t block = static_cast<std::size_t>(after - characters_.begin()) - 1;
  std::size_t here = block * stride;
  std::size_t count = characters_[block];
  for (; here < text_.size(); ++here) {
    if (is_continuation(text_[here])) continue;
    if (count == wanted) break;
    ++count;
  }
  return here;
}

}  // namespace nytta
