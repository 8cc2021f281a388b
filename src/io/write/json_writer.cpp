// SPDX-License-Identifier: Apache-2.0
#include "io/write/json_writer.hpp"

#include <charconv>

namespace nytta {

void json_writer::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) to_ += ',';
  first_ = false;
  if (indented_ && depth_ > 0) new_line();
}

void json_writer::open(char bracket) {
  separate();
  to_ += bracket;
  ++depth_;
  first_ = true;
}

void json_writer::close(char bracket) {
  --depth_;
  if (indented_ && !first_) new_line();
  to_ += bracket;
  first_ = false;
}

void json_writer::key(std::string_view name) {
  separate();
  quoted(name);
  to_ += indented_ ? ": " : ":";
  after_key_ = true;
}

void json_writer::value(std::string_view text) {
  separate();
  quoted(text);
}

void json_writer::value(long long number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  plain({digits, static_cast<std::size_t>(end - digits)});
}

void json_writer::plain(std::string_view word) {
  separate();
  to_ += word;
}

void json_writer::value(const nlohmann::ordered_json& tree) {
  using kind = nlohmann::ordered_json::value_t;
  switch (tree.type()) {
    case kind::object:
      open_object();
      for (const auto& [name, part] : tree.get_ref<const nlohmann::ordered_json::object_t&>()) member(name, part);
      close_object();
      return;
    case kind::array:
      open_array();
      for (const auto& item : tree.get_ref<const nlohmann::ordered_json::array_t&>()) value(item);
      close_array();
      return;
    case kind::string: value(tree.get_ref<const std::string&>()); return;
    default: plain(tree.dump());
  }
}

/// Escaped as JSON asks for and no more.
void json_writer::quoted(std::string_view text) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  to_ += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    to_.append(text, plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"': to_ += "\\\""; break;
      case '\\': to_ += "\\\\"; break;
      case '\b': to_ += "\\b"; break;
      case '\f': to_ += "\\f"; break;
      case '\n': to_ += "\\n"; break;
      case '\r': to_ += "\\r"; break;
      case '\t': to_ += "\\t"; break;
      default: to_.append("\\u00").append(1, hexadecimal[c >> 4U]).append(1, hexadecimal[c & 0xfU]);
    }
  }
  to_.append(text, plain);
  to_ += '"';
}

}  // namespace nytta
