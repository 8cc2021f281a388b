// SPDX-License-Identifier: Apache-2.0
// A libFuzzer target for the file door's first step; not in the default suite. From the top of the tree:
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -I include -I src tests/fuzz/document.cpp
//     src/core/message.cpp src/io/{bare_value,document,document_json,document_text,document_toml,line_scan,text_index}.cpp
//     -o /tmp/fuzz_document
//   /tmp/fuzz_document -max_total_time=60 /tmp/new_inputs tests/fuzz/corpus/document
#include "io/document.hpp"

#include <nytta/core/message.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

// Every text gives a tree or a reason, and every reason has its sentence.
void must_answer(std::string_view text, const char* file) {
  const nytta::document_reading reading = nytta::read_document(text, file);
  if (!reading.root.has_value() && reading.errors.empty()) std::abort();
  for (const nytta::diagnostic& d : reading.errors) {
    if (nytta::text(d, nytta::language::sv).empty() || nytta::advice(d, nytta::language::en).empty()) std::abort();
    if (d.where.pointer.empty() && file[2] == 't' && (d.where.line < 1 || d.where.column < 1)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  must_answer(text, "a.toml");
  must_answer(text, "a.json");
  return 0;
}
