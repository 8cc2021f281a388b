// SPDX-License-Identifier: Apache-2.0
// A libFuzzer target for the file door's first step, not in the default suite. Build with clang++ -std=c++20 -O1
// -fsanitize=fuzzer,address,undefined -I include -I src, together with src/core/message.cpp and the sources that read
// documents; run it on a folder for new inputs and on tests/fuzz/corpus/document.
#include "io/document/document.hpp"

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
