// SPDX-License-Identifier: Apache-2.0
// A program of someone else's, built by any compiler, that gets nytta from the DLL of the C interface.
#include <nytta/c/nytta.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

int main(int, char** argv) {
  std::ifstream file(argv[1], std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  nytta_request* const request = nytta_request_new();
  nytta_request_case(request, text.data(), text.size(), "case.toml");
  nytta_result* const result = nytta_calc(request);
  const bool calculated = nytta_result_status(result) == NYTTA_OK;
  // examples/bygglov/why.md.
  const bool right = std::string(nytta_result_text(result)).find("432227.70") != std::string::npos ||
                     std::string(nytta_result_text(result)).find("432 227,70") != std::string::npos;
  nytta_result_free(result);
  nytta_request_free(request);
  return calculated && right ? 0 : 1;
}
