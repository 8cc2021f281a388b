// SPDX-License-Identifier: Apache-2.0
// A finance tool that reads a case which somebody else wrote, and says what is wrong with it.
#include <nytta/core/message.hpp>
#include <nytta/io/read.hpp>

#include <cstdio>
#include <string>

int main() {
  const nytta::case_reading reading = nytta::read_case("format = 1\n[initiativ]\nname = \"E-tjänst\"\n", "case.toml");
  for (const nytta::diagnostic& wrong : reading.errors) {
    const std::string line = to_string(wrong.where) + ": " + nytta::text(wrong, nytta::language::en);
    std::puts(line.c_str());
  }
  return !reading.errors.empty() && reading.errors.front().where.line == 2 ? 0 : 1;
}
