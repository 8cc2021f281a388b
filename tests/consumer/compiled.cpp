// SPDX-License-Identifier: Apache-2.0
// A finance tool that shows the user what is wrong with a file.
#include <nytta/core/message.hpp>

#include <cstdio>
#include <string>

int main() {
  const nytta::diagnostic wrong{"N0101", {"case.toml", 1, 1, {}}, {"17"}};
  const std::string sentence = nytta::text(wrong, nytta::language::en);
  std::puts(sentence.c_str());
  return sentence.find("17") == std::string::npos ? 1 : 0;
}
