// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/c/nytta.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

// The C door's handles, freed by themselves, and files read, which the door leaves to its callers.

struct freed {
  void operator()(nytta_request* r) const { nytta_request_free(r); }
  void operator()(nytta_result* r) const { nytta_result_free(r); }
};
using request_handle = std::unique_ptr<nytta_request, freed>;
using result_handle = std::unique_ptr<nytta_result, freed>;

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string text_of(const result_handle& r) {
  return {nytta_result_text(r.get()), nytta_result_length(r.get())};
}

inline request_handle request_for(const std::string& text, const char* name = "case.toml") {
  request_handle out(nytta_request_new());
  nytta_request_case(out.get(), text.data(), text.size(), name);
  return out;
}
