// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/certify.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/calculate.hpp>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

namespace {

void print(const nytta::diagnostic& d) {
  const std::string where = to_string(d.where);
  std::printf("%s: %.*s: %s\n", where.c_str(), static_cast<int>(d.code.size()), d.code.data(),
              text(d, nytta::language::en).c_str());
  std::printf("    %s\n", advice(d, nytta::language::en).c_str());
}

}  // namespace

// Reads a case file and prints each alternative's net present value and verdict; or everything that is wrong with it.
//
// By hand, for bygglov: 1 200 ärende × 40/60 h × 430 kr/h = 344 000 kr a year, half of it in 2027, all of it from 2028;
// 650 000 kr in 2026. Year ends, 3.5 %: with v = 1/1.035, −650 000 v + 172 000 v² + 344 000 (v³ + v⁴ + v⁵)
// = −628 019.3237 + 160 563.8405 + 899 683.1865 = 432 227.7033 kr.
int main(int argc, char** argv) {
  const std::string path = argc > 1 ? argv[1] : NYTTA_EXAMPLE_CASE;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "%s cannot be opened\n", path.c_str());
    return 2;
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};

  const auto done = nytta::calculate(text, path);
  if (!done) {
    for (const auto& d : done.error()) print(d);
    return 1;
  }
  const nytta::certified_values values(done->result.steps);
  for (const auto& alternative : done->result.alternatives) {
    const int npv = alternative.find("net_present_value")->node;
    const auto verdict = nytta::verdict(*done, alternative);
    std::printf("%s, %s: net present value %s kr\n", done->claim.name.c_str(), alternative.id.c_str(),
                values.rounded(npv, 0, 2).c_str());
    std::printf("verdict: %s\n", verdict ? verdict->c_str() : "none (the method has no bands)");
  }
  return 0;
}
