// SPDX-License-Identifier: Apache-2.0
#include <nytta/method/shipped.hpp>

#include "method/shipped_texts.hpp"

namespace nytta {

std::vector<std::string_view> shipped_method_ids() {
  std::vector<std::string_view> out;
  for (const shipped_text& method : shipped_texts()) out.push_back(method.id);
  return out;
}

std::optional<std::string_view> shipped_method_text(std::string_view id) {
  for (const shipped_text& method : shipped_texts()) {
    if (method.id == id) return method.text;
  }
  return std::nullopt;
}

std::string shipped_ids() {
  std::string ids;
  for (const shipped_text& method : shipped_texts()) ids += (ids.empty() ? "" : ", ") + std::string(method.id);
  return ids;
}

}  // namespace nytta
