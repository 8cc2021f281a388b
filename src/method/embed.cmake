# SPDX-License-Identifier: Apache-2.0
# cmake -D output=FILE.cpp -D files=a.toml|b.toml -P embed.cmake: the files as text in a C++ source, named by their stems.
string(REPLACE "|" ";" files "${files}")
list(TRANSFORM files REPLACE "\\.toml$" "")  # "x" before "x-y", which it would stand after as a file
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
  file(READ "${file}.toml" text)
  cmake_path(GET file FILENAME id)
  string(FIND "${text}" ")nytta\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${file}.toml holds the end mark of the raw string it would be embedded in")
  endif()
  string(APPEND rows "    {\"${id}\", R\"nytta(${text})nytta\"},\n")
endforeach()
file(WRITE "${output}" "// Written by src/method/embed.cmake from src/method/*.toml.
#include \"method/shipped_texts.hpp\"

#include <array>

namespace nytta {

namespace {
constexpr std::array texts = std::to_array<shipped_text>({
${rows}});
}  // namespace

std::span<const shipped_text> shipped_texts() { return texts; }

}  // namespace nytta
")
