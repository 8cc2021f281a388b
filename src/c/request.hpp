// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/c/nytta.h>
#include <nytta/io/read.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nytta::c {

/// A text that the caller gave, and the name that it goes by.
struct named_text {
  std::string text;
  std::string name;
};

/// The options of a request, as the header lists them.
struct request_options {
  std::string method;
  std::vector<setting> set;
  std::string lang;
  std::string format = "json";
  std::string alternative;
  std::string figure = "net_present_value";
  std::optional<std::string> stage;
  bool chain = false;
  std::string from;
  std::string to;
  bool all = false;
  bool own_conventions = false;
  bool shapley = false;
  std::string by = "20 %";
  std::string two_way;
  bool switching = false;
  std::string draws = "100000";
  std::uint64_t seed = 1;
  int threads = 1;
  std::string sampling = "random";
  bool indices = false;
  bool information = false;
  std::string diff;
};

/// Sets an option, or with a null value takes it back. False, and nothing changed, for a key or value that is none.
[[nodiscard]] bool set_option(request_options& options, std::string_view key, const char* value);

/// The caller's text, of which no more is read than a reader takes; and its name. Nothing where there is no text, or
/// the name is not UTF-8: it stands in answers, as the text does not before it has been read.
[[nodiscard]] std::optional<named_text> copied(const char* text, std::size_t length, std::string_view name);

}  // namespace nytta::c

// The handles of the C header.

struct nytta_request {
  std::optional<nytta::c::named_text> given;
  std::optional<nytta::c::named_text> other;
  nytta::c::request_options options;
  std::vector<nytta::c::named_text> methods;
  nytta_find_method find = nullptr;
  void* find_context = nullptr;
  nytta_watch watch = nullptr;
  void* watch_context = nullptr;
};

struct nytta_method {
  std::string_view asked_for;
  std::optional<nytta::method_text> found;
  bool out_of_memory = false;
};
