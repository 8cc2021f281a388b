// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nytta {

/// JSON written as it is told, without a tree of it first: what many cases print is most of their time otherwise. The
/// bytes are those of nlohmann::json's dump(): on one line, or indented by two spaces. Texts are UTF-8. Every object
/// and array that is opened is closed, and every value of an object has its key before it: that is the caller's part.
class json_writer {
 public:
  enum class form { line, indented };

  json_writer(std::string& to, form how) : to_(to), indented_(how == form::indented) {}

  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_array() { open('['); }
  void close_array() { close(']'); }
  void key(std::string_view name);

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(bool yes) { plain(yes ? "true" : "false"); }
  void value(std::nullptr_t) { plain("null"); }
  void value(long long number);
  void value(int number) { value(static_cast<long long>(number)); }
  template <class T>
  void value(const std::vector<T>& items) {
    open_array();
    for (const T& item : items) value(item);
    close_array();
  }
  /// A part that is kept as a tree.
  void value(const nlohmann::ordered_json& tree);

  template <class T>
  void member(std::string_view name, const T& what) {
    key(name);
    value(what);
  }

  /// A text, or null where there is none.
  void member_or_null(std::string_view name, std::string_view text) {
    key(name);
    if (text.empty()) {
      value(nullptr);
    } else {
      value(text);
    }
  }

 private:
  void open(char bracket);
  void close(char bracket);
  void plain(std::string_view word);
  /// What stands before a value of an array and before a key: a comma, and the line's indentation.
  void separate();
  void new_line() { to_.append(1, '\n').append(2 * depth_, ' '); }
  void quoted(std::string_view text);

  std::string& to_;
  bool indented_;
  bool first_ = true;       // nothing stands in the innermost object or array
  bool after_key_ = false;  // the value's key has been written
  std::size_t depth_ = 0;
};

}  // namespace nytta
