// SPDX-License-Identifier: Apache-2.0
#include "c/request.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <system_error>
#include <utility>

#include "io/document/document.hpp"
#include "io/document/text_index.hpp"

namespace nytta::c {

namespace {

template <class T>
struct option {
  std::string_view key;
  T request_options::*member;
};

constexpr option<std::string> texts[] = {
    {"method", &request_options::method},
    {"lang", &request_options::lang},
    {"format", &request_options::format},
    {"alternative", &request_options::alternative},
    {"figure", &request_options::figure},
    {"from", &request_options::from},
    {"to", &request_options::to},
    {"by", &request_options::by},
    {"two-way", &request_options::two_way},
    {"draws", &request_options::draws},
    {"sampling", &request_options::sampling},
    {"diff", &request_options::diff},
};

constexpr option<bool> flags[] = {
    {"chain", &request_options::chain},
    {"all", &request_options::all},
    {"own-conventions", &request_options::own_conventions},
    {"shapley", &request_options::shapley},
    {"switching", &request_options::switching},
    {"indices", &request_options::indices},
    {"information", &request_options::information},
};

template <class T, std::size_t N>
const option<T>* find(const option<T> (&among)[N], std::string_view key) {
  const auto* const at = std::find_if(among, among + N, [&](const auto& o) { return o.key == key; });
  return at == among + N ? nullptr : at;
}

template <class T>
bool set_number(T& number, std::string_view digits) {
  T read{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), read);
  if (error != std::errc() || end != digits.data() + digits.size()) return false;
  number = read;
  return true;
}

bool set_value(request_options& options, std::string_view key, std::string_view value) {
  if (const auto* text = find(texts, key)) {
    options.*(text->member) = value;
    return true;
  }
  if (const auto* flag = find(flags, key)) {
    options.*(flag->member) = value == "true";
    return value == "true" || value == "false";
  }
  if (key == "seed") return set_number(options.seed, value);
  if (key == "threads") return set_number(options.threads, value);
  if (key == "stage") {
    options.stage = value;
    return true;
  }
  if (key != "set") return false;
  const auto equals = value.find('=');
  if (equals == std::string_view::npos) return false;
  options.set.push_back({std::string(value.substr(0, equals)), std::string(value.substr(equals + 1))});
  return true;
}

bool take_back(request_options& options, std::string_view key) {
  request_options untouched;
  if (const auto* text = find(texts, key)) {
    options.*(text->member) = untouched.*(text->member);
  } else if (const auto* flag = find(flags, key)) {
    options.*(flag->member) = untouched.*(flag->member);
  } else if (key == "seed") {
    options.seed = untouched.seed;
  } else if (key == "threads") {
    options.threads = untouched.threads;
  } else if (key == "stage") {
    options.stage.reset();
  } else if (key == "set") {
    options.set.clear();
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::optional<named_text> copied(const char* text, std::size_t length, std::string_view name) {
  constexpr std::size_t most = document_limits::bytes + 1;  // one byte too many is enough to be refused for
  if (text == nullptr || first_invalid_utf8(name)) return std::nullopt;
  const std::size_t bytes = length == NYTTA_UNTIL_NUL ? strnlen(text, most) : (std::min)(length, most);
  return named_text{std::string(text, bytes), std::string(name)};
}

bool set_option(request_options& options, std::string_view key, const char* value) {
  if (value == nullptr) return take_back(options, key);
  if (first_invalid_utf8(value)) return false;
  request_options changed = options;  // an option is set or it is not, also where the memory ends half-way
  if (!set_value(changed, key, value)) return false;
  options = std::move(changed);
  return true;
}

}  // namespace nytta::c
