// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace nytta {

/// Makes what a thing rests on before the thing itself, without recursion: `made(i)` tells whether i is there already,
/// `operands(i, take)` hands what it rests on to `take`, and `make(i)` makes it, once all that is there.
template <class Made, class Operands, class Make>
void make_after_operands(int wanted, const Made& made, const Operands& operands, const Make& make) {
  std::vector<int> open{wanted};
  while (!open.empty()) {
    const int i = open.back();
    if (made(i)) {
      open.pop_back();
      continue;
    }
    const std::size_t before = open.size();
    operands(i, [&](int k) {
      if (!made(k)) open.push_back(k);
    });
    if (open.size() != before) continue;
    open.pop_back();
    make(i);
  }
}

}  // namespace nytta
