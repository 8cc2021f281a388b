// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/compare.hpp>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

// A case under two methods: what each difference between them does to the net present value, in kronor that add up.
//
// By hand, for bygglov (its flows stand in appraise_file.cpp) with the compound factors 1.035^k rounded half-up
// to 1.04, 1.07, 1.11, 1.15 and 1.19: −625 000.00 + 160 747.66 + 309 909.91 + 299 130.43 + 289 075.63 = 433 863.64 kr.
int main() {
  const std::string file = NYTTA_EXAMPLE_CASE;
  std::ifstream stream(file);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const std::vector<std::string> to{"esv"};
  const auto compared = nytta::compare_methods(text, file, {}, "esv-reconstructed", to, {});
  if (!compared || !compared->to.front().steps) return 1;
  const nytta::figure_bridge& bridge = *compared->to.front().steps;
  std::printf("%-24s %12s\n", "esv-reconstructed", bridge.start.c_str());
  for (const auto& step : bridge.steps) {
    if (step.contribution != "0.00") std::printf("  %-22s %12s\n", step.ids.front().c_str(), step.contribution.c_str());
  }
  std::printf("%-24s %12s\n", "esv", bridge.end.c_str());
}
