// SPDX-License-Identifier: Apache-2.0
// A finance tool that reads a case which somebody else wrote, and says what is wrong with it.
#include <nytta/core/message.hpp>
#include <nytta/io/read.hpp>

#include <cstdio>
#include <string>

int main() {
  const nytta::case_reading reading = nytta::read_case("format = 1\n[initiativ]\nname = \"E-tjänst\"\n", "case.toml");
  bool named = false;  // the Swedish header on line 2
  for (const nytta::diagnostic& wrong : reading.errors) {
    named = named || wrong.where.line == 2;
    const std::string line = to_string(wrong.where) + ": " + nytta::text(wrong, nytta::language::en);
    std::puts(line.c_str());
  }
  return named ? 0 : 1;
}
