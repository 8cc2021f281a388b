// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

namespace nytta {

/// What a search along a line found.
struct zero_found {
  double at = 0;
  bool jump = false;  ///< the function passes 0 there without being 0
};

/// The zero nearest to where a function now is, among points that are first looked at in both directions and then
/// halved between. `value(x)` is the function, nothing where it has no number; `below` and `above` ascend from the
/// starting point, where the function is `now`.
template <class Function>
[[nodiscard]] std::optional<zero_found> nearest_zero(const Function& value, double start, double now,
                                                     const std::vector<double>& below,
                                                     const std::vector<double>& above) {
  const auto change = [&](double from, double at_from, double to) {
    double near = from;
    double at_near = at_from;
    double far = to;
    double at_far = *value(to);
    for (int i = 0; i < 200; ++i) {
      const double middle = near + (far - near) / 2;
      if (middle == near || middle == far) break;
      const auto there = value(middle);
      if (!there) break;
      if (*there == 0) return zero_found{middle, false};
      if ((*there < 0) == (at_near < 0)) {
        near = middle;
        at_near = *there;
      } else {
        far = middle;
        at_far = *there;
      }
    }
    const auto size = [](double x) { return x < 0 ? -x : x; };
    const double least = size(at_near) < size(at_far) ? size(at_near) : size(at_far);
    const double scale = size(at_from) > size(now) ? size(at_from) : size(now);
    return zero_found{size(at_near) < size(at_far) ? near : far, least > 1e-9 * scale};
  };
  // Where it is 0 from somewhere on (nothing is left to pay back), that is where.
  const auto edge = [&](double from, double to) {
    double near = from;
    double far = to;
    for (int i = 0; i < 200; ++i) {
      const double middle = near + (far - near) / 2;
      if (middle == near || middle == far) break;
      const auto there = value(middle);
      if (!there) break;
      (*there == 0 ? far : near) = middle;
    }
    return zero_found{far, false};
  };
  const auto along = [&](const std::vector<double>& points) -> std::optional<zero_found> {
    double from = start;
    double at_from = now;
    for (const double x : points) {
      const auto there = value(x);
      if (!there) continue;
      if (*there == 0) return edge(from, x);
      if ((*there < 0) != (at_from < 0)) return change(from, at_from, x);
      from = x;
      at_from = *there;
    }
    return std::nullopt;
  };
  const auto down = along(below);
  const auto up = along(above);
  if (!down || !up) return down ? down : up;
  if (down->jump != up->jump) return down->jump ? up : down;
  return start - down->at < up->at - start ? down : up;
}

}  // namespace nytta
