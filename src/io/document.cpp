// SPDX-License-Identifier: Apache-2.0
#include "io/document.hpp"

namespace nytta {

const member* document_node::find(std::string_view key) const {
  for (const member& one : members) {
    if (one.key == key) return &one;
  }
  return nullptr;
}

document_reading read_document(std::string_view text, const std::string& file) {
  const std::string_view name = file;
  const std::string_view ending = ".json";
  const bool named = name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool unnamed = name == "-" && first != std::string_view::npos && text[first] == '{';
  return named || unnamed ? read_json(text, file) : read_toml(text, file);
}

}  // namespace nytta
