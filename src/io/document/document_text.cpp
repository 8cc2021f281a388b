// SPDX-License-Identifier: Apache-2.0
#include "io/document/document_text.hpp"

#include <cstdio>

#include "io/document/bare_value.hpp"
#include "io/document/text_index.hpp"

namespace nytta {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t named_control_characters = 20;

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

document_text refused(std::string_view code, place where, std::vector<std::string> arguments) {
  document_text result;
  result.readable = false;
  result.errors.push_back({code, std::move(where), std::move(arguments)});
  return result;
}

std::string code_point(char c) {
  char name[8];
  std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return name;
}

// Control characters become blanks; a lone carriage return, the line break of old Macs, becomes \n.
void clean(document_text& result, const std::string& file) {
  std::string& text = result.text;
  std::vector<std::size_t> controls;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_control(text[i])) {
      if (controls.size() < named_control_characters) controls.push_back(i);
    } else if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) {
      text[i] = '\n';
    }
  }
  if (controls.empty()) return;
  const text_index index(text);
  for (const std::size_t at : controls) {
    const text_spot spot = index.spot(at);
    result.errors.push_back({"N0107", {file, spot.line, spot.column, {}}, {code_point(text[at])}});
  }
  for (char& c : text) {
    if (is_control(c)) c = ' ';
  }
}

}  // namespace

document_text prepared_text(std::string_view bytes, const std::string& file) {
  if (bytes.size() > document_limits::bytes) {
    return refused("N0103", {file, 1, 1, {}}, {std::to_string(document_limits::bytes >> 20)});
  }
  if (const auto wrong = first_invalid_utf8(bytes)) {
    const bool marked = bytes.substr(0, byte_order_mark.size()) == byte_order_mark && *wrong >= byte_order_mark.size();
    const std::string_view valid = bytes.substr(0, *wrong).substr(marked ? byte_order_mark.size() : 0);
    const text_spot spot = text_index(valid).spot(valid.size());
    return refused("N0101", {file, spot.line, spot.column, {}}, {std::to_string(*wrong)});
  }
  if (bytes.substr(0, byte_order_mark.size()) == byte_order_mark) bytes.remove_prefix(byte_order_mark.size());
  if (trimmed(bytes).empty()) return refused("N0102", {file, 1, 1, {}}, {});
  document_text result;
  result.text = bytes;
  clean(result, file);
  return result;
}

}  // namespace nytta
